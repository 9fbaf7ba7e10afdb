#include "tests/engines/laws.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include "runtime/eval/evaluator.hpp"
#include "runtime/program/print.hpp"
#include "runtime/program/print_expression.hpp"
#include "runtime/program/verify.hpp"
#include "tests/engines/dataflow.hpp"
#include "tests/engines/generate.hpp"
#include "tests/engines/partial.hpp"
#include "tests/engines/questions.hpp"

namespace avenant::engines {

using eval::Outcome;
using program::Package;

eval::RunOptions options_of(const Package& package, const ModelCase& given) {
  eval::RunOptions options;
  if (given.has_situation_date) options.situation_date = value::Date::from_civil(2022, 2, 2).value;
  if (given.cut_off) options.known_at = value::Date::from_civil(2019, 6, 1).value;
  if (given.draft) options.drafts.push_back(program::TextId(kDraft));
  options.readings.emplace_back(package.reading_named("threshold"), given.reading);
  if (given.has_figure) options.figures.emplace_back(package.unknown_at("figure"), value::Value{1, 4});
  return options;
}

std::string words(const Package& package, const Outcome& outcome) {
  if (outcome.ok()) return std::to_string(outcome.value.a) + "/" + std::to_string(outcome.value.b);
  const program::Site& site = package.site(outcome.site());
  std::string result = std::string(value::text_of(site.error).name) + " at ";
  const program::Place& place = package.place(site.place);
  result += std::to_string(place.text.value) + ":" + std::to_string(place.offset);
  if (site.subject == program::SubjectKind::kVariable) {
    result += " of " + std::string(package.text_of(package.variables[site.subject_id].name));
  }
  return result;
}

std::string name_of(std::size_t variable) {
  return "v" + std::to_string(variable);
}

namespace {

void give_inputs(eval::Evaluator& evaluator, const ModelCase& given) {
  for (std::size_t i = 0; i < given.inputs.size(); ++i) {
    if (given.inputs[i]) evaluator.set(program::InputId(i), *given.inputs[i]);
  }
}

Setting setting_of(const Package& package, const ModelCase& given) {
  Setting setting;
  setting.inputs = given.inputs;
  for (std::size_t i = 0; i < kTexts; ++i) {
    const bool published = !given.cut_off || i == 0 || package.texts[i].published.civil().year <= 2019;
    setting.known_texts.push_back(published && (i != kDraft || given.draft));
  }
  setting.readings.push_back(given.reading);
  setting.figures.emplace_back();
  if (given.has_figure) setting.figures[0] = value::Value{1, 4};
  if (given.has_situation_date) setting.situation_date = value::Date::from_civil(2022, 2, 2).value;
  return setting;
}

// The outcomes of the model's variables, in its order.
std::vector<Outcome> evaluate_all(const Package& package, std::size_t n_variables, const ModelCase& given) {
  eval::Evaluator evaluator(package, options_of(package, given));
  give_inputs(evaluator, given);
  std::vector<Outcome> result;
  for (std::size_t i = 0; i < n_variables; ++i) {
    result.push_back(evaluator.evaluate(package.variable_named(name_of(i))));
  }
  return result;
}

std::string compare_packages(const char* law, const Package& left, const std::vector<Outcome>& expected,
                             const Package& right, const std::vector<Outcome>& found) {
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const std::string before = words(left, expected[i]);
    const std::string after = words(right, found[i]);
    if (before != after) return std::string(law) + ": " + name_of(i) + " is " + before + ", then " + after;
  }
  return {};
}

void count(const Package& package, const std::vector<Outcome>& outcomes, Counts& counts) {
  ++counts.programs;
  for (const Outcome& outcome : outcomes) {
    ++counts.outcomes;
    if (outcome.ok()) continue;
    ++counts.errors;
    ++counts.classes[static_cast<std::size_t>(package.site(outcome.site()).error)];
  }
  for (const program::Node& node : package.nodes) ++counts.operations[static_cast<std::size_t>(node.op)];
}

// The inputs that a variable may read, through whatever it may read.
std::set<std::uint32_t> cone_of(const Package& package, program::VariableId start) {
  std::set<std::uint32_t> inputs;
  std::set<std::uint32_t> seen_variables{start.value};
  std::set<std::uint32_t> seen_nodes;
  std::vector<program::NodeId> pending;
  const auto push_variable = [&](std::uint32_t variable) {
    for (const program::Version& version : package.versions_of(package.variables[variable])) {
      if (version.date) pending.push_back(version.date);
      if (!version.rule) continue;
      pending.push_back(package.rule(version.rule).body);
      for (const program::Derogation& derogation : package.derogations_of(package.rule(version.rule))) {
        pending.push_back(derogation.guard);
        pending.push_back(derogation.body);
      }
    }
  };
  push_variable(start.value);
  while (!pending.empty()) {
    const program::NodeId id = pending.back();
    pending.pop_back();
    if (!seen_nodes.insert(id.value).second) continue;
    const program::Node& node = package.node(id);
    if (node.op == program::Op::kInput) inputs.insert(node.payload);
    if (node.op == program::Op::kListInput) inputs.insert(package.lists[node.payload].count.value);
    if (node.op == program::Op::kField) {
      for (std::uint32_t i = 0; i < kListCapacity; ++i) {
        inputs.insert(package.element_input(program::ColumnId(node.payload), i).value);
      }
    }
    if (node.op == program::Op::kVariable && seen_variables.insert(node.payload).second) push_variable(node.payload);
    for (const program::NodeId operand : package.operands_of(node)) pending.push_back(operand);
  }
  return inputs;
}

bool some_table_overlaps(eval::Evaluator& evaluator, program::VariableId variable) {
  const program::VariableId requests[] = {variable};
  const eval::Trace trace = evaluator.explain(requests);
  return std::any_of(trace.variables.begin(), trace.variables.end(), [](const eval::VariableTrace& each) {
    return std::any_of(each.tables.begin(), each.tables.end(),
                       [](const eval::TableTrace& table) { return table.hits.size() > 1; });
  });
}

// A table inside « somme de » leaves no step of its own in the trace, but its error says what it is.
bool fails_of_overlap(const Package& package, eval::Evaluator& evaluator, program::VariableId variable,
                      const Outcome& outcome) {
  const program::Site& site = package.site(outcome.site());
  return site.error == value::RuntimeErrorClass::overlap || some_table_overlaps(evaluator, variable);
}

}  // namespace

Run::Run(const Model& of, const ModelCase& in)
    : model(of), given(in), package(build(of)), outcomes(evaluate_all(package, of.variables.size(), in)) {}

std::string check_engines(const Run& run, Counts* counts) {
  const Package& package = run.package;
  const std::vector<Outcome>& lazy = run.outcomes;
  if (counts != nullptr) count(package, lazy, *counts);
  std::vector<Outcome> flowed;
  for (const Cell& cell : flow(package, setting_of(package, run.given))) flowed.push_back({cell.value, cell.status});
  for (std::size_t i = 0; i < lazy.size(); ++i) {
    if (lazy[i] != flowed[i]) {
      return "T2: " + name_of(i) + " is " + words(package, lazy[i]) + " interpreted, " + words(package, flowed[i]) +
             " by data flow";
    }
  }
  return {};
}

std::string check_order(const Run& run, std::uint64_t seed) {
  Random random(seed);
  const Package other = build(run.model, &random);
  return compare_packages("T1", run.package, run.outcomes, other,
                          evaluate_all(other, run.model.variables.size(), run.given));
}

std::string check_locality(const Run& run, std::uint64_t seed) {
  Random random(seed);
  const Package& package = run.package;
  const ModelCase& given = run.given;
  const std::vector<Outcome>& before = run.outcomes;
  for (std::size_t i = 0; i < before.size(); ++i) {
    const program::VariableId variable = package.variable_named(name_of(i));
    const std::set<std::uint32_t> cone = cone_of(package, variable);
    eval::Evaluator evaluator(package, options_of(package, given));
    give_inputs(evaluator, given);
    for (std::size_t input = 0; input < given.inputs.size(); ++input) {
      const Kind kind = kind_of_input(input);
      const bool optional = kind == Kind::kOptionalDate || kind == Kind::kOptionalNumber;
      const bool outside = !cone.contains(static_cast<std::uint32_t>(input));
      if (outside && random.chance(30)) evaluator.clear(program::InputId(input));
      const bool may_give = outside || (before[i].ok() && !given.inputs[input] && !optional);
      if (may_give && random.chance(70)) evaluator.set(program::InputId(input), generate_input(random, input));
    }
    const Outcome after = evaluator.evaluate(variable);
    if (after == before[i]) continue;
    if (before[i].ok() && !after.ok() && fails_of_overlap(package, evaluator, variable, after)) continue;
    return "T5: " + name_of(i) + " is " + words(package, before[i]) + ", then " + words(package, after);
  }
  return {};
}

std::string check_extension(const Run& run, std::uint64_t seed) {
  Random random(seed);
  Model extended = run.model;
  extend_conservatively(random, extended);
  const Package other = build(extended);
  return compare_packages("T7", run.package, run.outcomes, other,
                          evaluate_all(other, run.model.variables.size(), run.given));
}

std::string check_trace(const Run& run) {
  const Package& package = run.package;
  eval::Evaluator evaluator(package, options_of(package, run.given));
  give_inputs(evaluator, run.given);
  std::vector<program::VariableId> requests;
  for (std::size_t i = 0; i < run.outcomes.size(); ++i) requests.push_back(package.variable_named(name_of(i)));
  const eval::Trace trace = evaluator.explain(requests);
  for (std::size_t i = 0; i < run.outcomes.size(); ++i) {
    const eval::VariableTrace* found = trace.find(requests[i]);
    if (found == nullptr || found->outcome != run.outcomes[i]) {
      return "trace: " + name_of(i) + " differs when explained";
    }
  }
  return {};
}

std::string check_text(const Run& run) {
  const std::string printed = program::print(run.package);
  const program::ReadResult read = program::read(printed);
  if (!read.package) return "text: " + read.error;
  if (program::print(*read.package) != printed) return "text: printed again it is another";
  return compare_packages("text", run.package, run.outcomes, *read.package,
                          evaluate_all(*read.package, run.model.variables.size(), run.given));
}

std::string check_laws(const Model& model, const ModelCase& given, std::uint64_t seed, Counts* counts) {
  const Run run(model, given);
  std::string found = check_engines(run, counts);
  if (found.empty()) found = check_order(run, seed);
  if (found.empty()) found = check_locality(run, seed);
  if (found.empty()) found = check_extension(run, seed);
  if (found.empty()) found = check_trace(run);
  if (found.empty()) found = check_text(run);
  if (found.empty()) found = check_certain(run);
  if (found.empty()) found = check_partial(run, seed, counts);
  if (found.empty()) found = check_questions(Subject{run.package, run.outcomes.size(), given}, seed, counts);
  return found;
}

std::string describe(const Model& model, const ModelCase& given) {
  const Package package = build(model);
  const program::ExpressionPrinter printer(package);
  std::string result = program::print(package) + "\n; the case\n";
  for (std::size_t i = 0; i < given.inputs.size(); ++i) {
    if (!given.inputs[i]) continue;
    const program::Type& type = package.type(package.inputs[i].type);
    result += "; " + std::string(package.text_of(package.inputs[i].name)) + " = " +
              printer.literal(type, *given.inputs[i]) + "\n";
  }
  result += "; situation date " + std::string(given.has_situation_date ? "given" : "not given");
  result += ", figure " + std::string(given.has_figure ? "given" : "not given");
  result += ", reading " + std::to_string(given.reading) + ", draft " + std::to_string(given.draft ? 1 : 0);
  return result + ", cut-off " + std::to_string(given.cut_off ? 1 : 0) + "\n";
}

}  // namespace avenant::engines
