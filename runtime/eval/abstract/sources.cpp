#include "runtime/eval/abstract/sources.hpp"

#include <algorithm>

#include "runtime/eval/case_state.hpp"

namespace avenant::eval::abstract {

namespace {

using program::Op;
using program::Package;

// Beyond so many, inputs share bits of the cones.
constexpr std::size_t kMaxConeWords = 64;

}  // namespace

void push_expressions(const Package& package, program::VariableId id, std::vector<program::NodeId>& pending) {
  for (const program::Version& version : package.versions_of(package.variable(id))) {
    if (version.date) pending.push_back(version.date);
    if (!version.rule) continue;
    const program::Rule& rule = package.rule(version.rule);
    pending.push_back(rule.body);
    for (const program::Derogation& derogation : package.derogations_of(rule)) {
      pending.push_back(derogation.guard);
      pending.push_back(derogation.body);
    }
  }
}

void collect_reads(const Package& package, std::vector<program::NodeId>& pending, std::vector<std::uint32_t>& seen,
                   std::uint32_t stamp, std::vector<program::InputId>& inputs,
                   std::vector<program::VariableId>& variables,
                   const std::function<void(const program::Node&)>& look_at) {
  while (!pending.empty()) {
    const program::NodeId id = pending.back();
    pending.pop_back();
    if (seen[id.value] == stamp) continue;
    seen[id.value] = stamp;
    const program::Node& node = package.node(id);
    look_at(node);
    if (node.op == Op::kInput) inputs.push_back(program::InputId(node.payload));
    if (node.op == Op::kVariable) variables.push_back(program::VariableId(node.payload));
    if (node.op == Op::kListInput) inputs.push_back(package.lists[node.payload].count);
    if (node.op == Op::kField) {
      const program::ListColumn& column = package.columns[node.payload];
      const std::uint32_t capacity = package.list(column.list).capacity;
      for (std::uint32_t i = 0; i < capacity; ++i) inputs.emplace_back(column.first_input.value + i);
    }
    const auto operands = package.operands_of(node);
    pending.insert(pending.end(), operands.begin(), operands.end());
  }
  std::sort(inputs.begin(), inputs.end());
  inputs.erase(std::unique(inputs.begin(), inputs.end()), inputs.end());
  std::sort(variables.begin(), variables.end());
  variables.erase(std::unique(variables.begin(), variables.end()), variables.end());
}

Dependencies::Dependencies(const Package& package) {
  const std::size_t n_words = (package.inputs.size() + 63) / 64;
  n_words_ = std::clamp<std::size_t>(n_words, 1, kMaxConeWords);
  cones_.resize(n_words_ * package.variables.size());
  std::vector<std::uint32_t> seen(package.nodes.size(), 0xFFFFFFFFU);
  first_input_.push_back(0);
  first_variable_.push_back(0);
  for (std::uint32_t i = 0; i < package.variables.size(); ++i) collect(package, i, seen);
  close_cones(package.variables.size());
}

void Dependencies::collect(const Package& package, std::uint32_t variable, std::vector<std::uint32_t>& seen) {
  std::vector<program::NodeId> pending;
  std::vector<program::InputId> inputs;
  std::vector<program::VariableId> variables;
  push_expressions(package, program::VariableId(variable), pending);
  collect_reads(package, pending, seen, variable, inputs, variables, [](const program::Node&) {});
  for (const program::InputId input : inputs) {
    const std::size_t bit = input.value % (n_words_ * 64);
    cones_[variable * n_words_ + bit / 64] |= std::uint64_t{1} << (bit % 64);
  }
  inputs_.insert(inputs_.end(), inputs.begin(), inputs.end());
  variables_.insert(variables_.end(), variables.begin(), variables.end());
  first_input_.push_back(static_cast<std::uint32_t>(inputs_.size()));
  first_variable_.push_back(static_cast<std::uint32_t>(variables_.size()));
}

// A variable's cone has those of the variables it reads; it is complete when theirs are.
void Dependencies::close_cones(std::size_t n_variables) {
  std::vector<std::uint8_t> done(n_variables, 0);
  std::vector<std::uint32_t> path;
  for (std::uint32_t start = 0; start < n_variables; ++start) {
    path.push_back(start);
    while (!path.empty()) {
      const std::uint32_t variable = path.back();
      const std::size_t depth = path.size();
      if (done[variable] == 0) {
        for (const program::VariableId read : variables_of(program::VariableId(variable))) {
          if (done[read.value] == 0) path.push_back(read.value);
        }
      }
      if (path.size() != depth) continue;
      path.pop_back();
      if (done[variable] != 0) continue;
      done[variable] = 1;
      for (const program::VariableId read : variables_of(program::VariableId(variable))) {
        for (std::size_t word = 0; word < n_words_; ++word) {
          cones_[variable * n_words_ + word] |= cones_[read.value * n_words_ + word];
        }
      }
    }
  }
}

std::span<const program::InputId> Dependencies::inputs_of(program::VariableId variable) const {
  const std::uint32_t first = first_input_[variable.value];
  return std::span<const program::InputId>(inputs_).subspan(first, first_input_[variable.value + 1] - first);
}

std::span<const program::VariableId> Dependencies::variables_of(program::VariableId variable) const {
  const std::uint32_t first = first_variable_[variable.value];
  return std::span<const program::VariableId>(variables_).subspan(first, first_variable_[variable.value + 1] - first);
}

Sources::Sources(const Package& program)
    : package(&program),
      dependencies(program),
      inputs(program.inputs.size()),
      input_changed(program.inputs.size(), 1),
      readings(program.readings.size()),
      figures(program.unknowns.size()),
      known_texts(program.texts.size()),
      dismissed(program.sites.size()),
      variables(program.variables.size()) {}

void Sources::set_options(const RunOptions& options) {
  // The rules of a run's options are those of the interpreter.
  CaseState state(*package);
  state.set_options(options);
  known_texts = state.known_texts;
  for (std::size_t i = 0; i < readings.size(); ++i) {
    const program::EnumerationId enumeration = package->readings[i].enumeration;
    const auto chosen = static_cast<std::uint32_t>(state.readings[i].a);
    readings[i] = {AbstractValue::cases(chosen, chosen, package->enumerations[enumeration.value].n_cases), {}};
  }
  for (std::size_t i = 0; i < figures.size(); ++i) {
    figures[i].is_known = state.figures[i].ok();
    figures[i].may_be_missing = false;
    if (!figures[i].is_known) continue;
    figures[i].values =
        AbstractValue::point(*package, package->type(package->unknowns[i].type), state.figures[i].value);
  }
  situation_date.is_known = options.situation_date.has_value();
  situation_date.may_be_missing = false;
  if (options.situation_date)
    situation_date.values = AbstractValue::dates(*options.situation_date, *options.situation_date);
  everything_changed();
}

void Sources::set_input(program::InputId input, const AbstractOutcome& outcome) {
  AbstractOutcome& current = inputs[input.value];
  if (current.errors == outcome.errors && current.value == outcome.value) return;
  current = outcome;
  input_changed[input.value] = ++tick;
  changes_[next_change_] = {tick, input};
  next_change_ = (next_change_ + 1) % kChanges;
}

bool Sources::is_current(program::VariableId variable, const Memo& memo) const {
  if (memo.verified == tick) return true;
  if (memo.computed < epoch || memo.verified < assumptions_changed) return false;
  // From the last change to the first that the variable has not seen.
  for (std::size_t i = 1; i <= kChanges; ++i) {
    const Change& change = changes_[(next_change_ + kChanges - i) % kChanges];
    if (change.tick <= memo.verified) return true;
    if (dependencies.depends_on(variable, change.input)) return false;
  }
  return false;
}

}  // namespace avenant::eval::abstract
