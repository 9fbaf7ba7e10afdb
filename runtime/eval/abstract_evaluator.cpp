#include "runtime/eval/abstract_evaluator.hpp"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "runtime/eval/abstract/machine.hpp"
#include "runtime/eval/domain/order.hpp"

namespace avenant::eval {

struct AbstractEvaluator::State {
  explicit State(const program::Package& of) : package(of), machine(of), seen(of.nodes.size()) {}

  // What an expression reads directly; kept, for the same few are asked for again and again.
  const std::vector<program::VariableId>& reads_of(program::NodeId node);
  void ensure_reads(program::NodeId node);

  const program::Package& package;
  abstract::Machine machine;
  std::vector<std::uint32_t> seen;
  std::uint32_t stamp = 0;
  std::unordered_map<std::uint32_t, std::vector<program::VariableId>> reads;
};

const std::vector<program::VariableId>& AbstractEvaluator::State::reads_of(program::NodeId node) {
  const auto [found, added] = reads.try_emplace(node.value);
  if (!added) return found->second;
  std::vector<program::NodeId> pending{node};
  std::vector<program::InputId> inputs;
  abstract::collect_reads(package, pending, seen, ++stamp, inputs, found->second, [](const program::Node&) {});
  return found->second;
}

void AbstractEvaluator::State::ensure_reads(program::NodeId node) {
  for (const program::VariableId variable : reads_of(node)) machine.ensure(variable);
}

AbstractEvaluator::AbstractEvaluator(const program::Package& package, const RunOptions& options)
    : state_(std::make_unique<State>(package)) {
  state_->machine.sources.set_options(options);
  set_all_missing();
}

AbstractEvaluator::~AbstractEvaluator() = default;
AbstractEvaluator::AbstractEvaluator(AbstractEvaluator&&) noexcept = default;
AbstractEvaluator& AbstractEvaluator::operator=(AbstractEvaluator&&) noexcept = default;

const program::Package& AbstractEvaluator::package() const {
  return state_->package;
}

void AbstractEvaluator::set_options(const RunOptions& options) {
  state_->machine.sources.set_options(options);
}

void AbstractEvaluator::set(program::InputId id, const AbstractValue& values) {
  const program::Input& input = state_->package.input(id);
  const AbstractValue admitted = declared(id);
  AbstractOutcome outcome;
  AbstractValue given = values;
  if (given.may_be_absent && !admitted.may_be_absent) {
    outcome.errors = state_->machine.sets.single(input.missing);
    given.may_be_absent = false;
  }
  if (given.is_within(admitted)) {
    outcome.value = given;
  } else {
    outcome.value = meet(given, admitted);
    outcome.errors = state_->machine.sets.unite(outcome.errors, state_->machine.sets.single(input.out_of_range));
  }
  state_->machine.sources.set_input(id, outcome);
}

void AbstractEvaluator::set_value(program::InputId id, value::Value value) {
  const program::Input& input = state_->package.input(id);
  const program::Type& type = state_->package.type(input.type);
  if (value == value::Value::absent() && type.kind != program::TypeKind::kSet) return set_missing(id);
  AbstractOutcome outcome;
  if (is_valid(state_->package, input.type, input.range, value)) {
    outcome.value = AbstractValue::point(state_->package, type, value);
  } else {
    outcome.errors = state_->machine.sets.single(input.out_of_range);
  }
  state_->machine.sources.set_input(id, outcome);
}

void AbstractEvaluator::set_missing(program::InputId id) {
  const program::Input& input = state_->package.input(id);
  AbstractOutcome outcome;
  if (state_->package.type(input.type).optional) {
    outcome.value = AbstractValue::absent();
  } else {
    outcome.errors = state_->machine.sets.single(input.missing);
  }
  state_->machine.sources.set_input(id, outcome);
}

void AbstractEvaluator::set_hole(program::InputId input) {
  state_->machine.sources.set_input(input, {declared(input), {}});
}

void AbstractEvaluator::set_anything(program::InputId id) {
  const program::Input& input = state_->package.input(id);
  abstract::SiteSets& sets = state_->machine.sets;
  AbstractOutcome outcome{declared(id), sets.single(input.out_of_range)};
  if (!outcome.value.may_be_absent) outcome.errors = sets.unite(outcome.errors, sets.single(input.missing));
  state_->machine.sources.set_input(id, outcome);
}

void AbstractEvaluator::set_all_missing() {
  for (std::size_t i = 0; i < state_->package.inputs.size(); ++i) set_missing(program::InputId(i));
}

void AbstractEvaluator::set_all_holes() {
  for (std::size_t i = 0; i < state_->package.inputs.size(); ++i) set_hole(program::InputId(i));
}

const AbstractOutcome& AbstractEvaluator::input(program::InputId input) const {
  return state_->machine.sources.inputs[input.value];
}

AbstractValue AbstractEvaluator::declared(program::InputId id) const {
  const program::Input& input = state_->package.input(id);
  return AbstractValue::within(state_->package, state_->package.type(input.type), input.range);
}

void AbstractEvaluator::set_reading(program::ReadingId reading, const AbstractValue& cases) {
  AbstractOutcome& current = state_->machine.sources.readings[reading.value];
  if (current.value == cases) return;
  current.value = cases;
  state_->machine.sources.everything_changed();
}

void AbstractEvaluator::set_reading_any(program::ReadingId reading) {
  const program::EnumerationId enumeration = state_->package.reading(reading).enumeration;
  const std::uint32_t n_cases = state_->package.enumerations[enumeration.value].n_cases;
  set_reading(reading, AbstractValue::cases(0, n_cases - 1, n_cases));
}

void AbstractEvaluator::set_figure(program::UnknownId figure, const AbstractValue& values) {
  abstract::Given& current = state_->machine.sources.figures[figure.value];
  if (current.is_known && !current.may_be_missing && current.values == values) return;
  current = {values, true, false};
  state_->machine.sources.everything_changed();
}

void AbstractEvaluator::set_figure_hole(program::UnknownId id) {
  const program::Unknown& figure = state_->package.unknowns[id.value];
  set_figure(id, AbstractValue::within(state_->package, state_->package.type(figure.type), figure.bounds));
}

void AbstractEvaluator::set_figure_unknown(program::UnknownId figure) {
  abstract::Given& current = state_->machine.sources.figures[figure.value];
  if (!current.is_known) return;
  current.is_known = false;
  state_->machine.sources.everything_changed();
}

void AbstractEvaluator::set_figure_anything(program::UnknownId id) {
  const program::Unknown& figure = state_->package.unknowns[id.value];
  const AbstractValue any = AbstractValue::any(state_->package, state_->package.type(figure.type));
  state_->machine.sources.figures[id.value] = {any, true, true};
  state_->machine.sources.everything_changed();
}

void AbstractEvaluator::set_situation_date(const AbstractValue& dates) {
  abstract::Given& current = state_->machine.sources.situation_date;
  if (current.is_known && !current.may_be_missing && current.values == dates) return;
  current = {dates, true, false};
  state_->machine.sources.everything_changed();
}

void AbstractEvaluator::set_situation_date_missing() {
  abstract::Given& current = state_->machine.sources.situation_date;
  if (!current.is_known) return;
  current.is_known = false;
  state_->machine.sources.everything_changed();
}

void AbstractEvaluator::set_situation_date_anything() {
  const AbstractValue any =
      AbstractValue::dates(value::Date::unchecked(value::kFirstDay), value::Date::unchecked(value::kLastDay));
  state_->machine.sources.situation_date = {any, true, true};
  state_->machine.sources.everything_changed();
}

void AbstractEvaluator::assume(program::VariableId variable, const AbstractValue& values) {
  abstract::Sources& sources = state_->machine.sources;
  abstract::Memo& memo = sources.variables[variable.value];
  if (memo.assumed && memo.outcome.value == values) return;
  memo.assumed = true;
  memo.outcome = {values, {}};
  memo.hits = {};
  memo.changed = memo.computed = sources.assumptions_changed = ++sources.tick;
}

void AbstractEvaluator::release(program::VariableId variable) {
  abstract::Sources& sources = state_->machine.sources;
  abstract::Memo& memo = sources.variables[variable.value];
  if (!memo.assumed) return;
  memo.assumed = false;
  memo.computed = 0;
  sources.assumptions_changed = ++sources.tick;
}

void AbstractEvaluator::dismiss(program::SiteId site) {
  std::uint8_t& dismissed = state_->machine.sources.dismissed[site.value];
  if (dismissed != 0) return;
  dismissed = 1;
  state_->machine.sources.everything_changed();
}

const AbstractOutcome& AbstractEvaluator::evaluate(program::VariableId variable) {
  state_->machine.ensure(variable);
  return state_->machine.sources.variables[variable.value].outcome;
}

// Out of force, the result is what its kind has there, and the site is none of its errors.
AbstractOutcome AbstractEvaluator::request(program::VariableId id) {
  AbstractOutcome outcome = evaluate(id);
  const program::Variable& variable = state_->package.variable(id);
  if (!variable.out_of_force) return outcome;
  bool may_be_out_of_force = false;
  const auto leave_out = [&](program::SiteId site) {
    if (!site || !contains(outcome.errors, site)) return;
    may_be_out_of_force = true;
    outcome.errors = state_->machine.sets.without(outcome.errors, site);
  };
  leave_out(variable.no_version);
  for (const program::Version& version : state_->package.versions_of(variable)) {
    if (!version.rule) leave_out(version.repealed);
  }
  if (may_be_out_of_force) {
    const program::Type& type = state_->package.type(variable.type);
    const value::Value edge = state_->package.constant(variable.out_of_force);
    outcome.value = join(outcome.value, AbstractValue::point(state_->package, type, edge));
  }
  return outcome;
}

AbstractOutcome AbstractEvaluator::evaluate(program::NodeId node) {
  bool impossible = false;
  return evaluate_where(node, {}, impossible);
}

AbstractOutcome AbstractEvaluator::evaluate_where(program::NodeId node, std::span<const program::NodeId> conditions,
                                                  bool& impossible) {
  state_->ensure_reads(node);
  for (const program::NodeId condition : conditions) state_->ensure_reads(condition);
  abstract::Machine& machine = state_->machine;
  machine.hits.clear();
  const std::size_t entered = machine.enter();
  const auto is_possible = [&machine](program::NodeId condition) { return machine.refine(condition, true, true); };
  impossible = !std::all_of(conditions.begin(), conditions.end(), is_possible);
  AbstractOutcome outcome;
  if (!impossible) {
    AbstractOutcome scratch;
    outcome = machine.node(node, scratch);
  }
  machine.leave(entered);
  return outcome;
}

std::span<const program::SiteId> AbstractEvaluator::sites(SiteSet set) const {
  return state_->machine.sets.members(set);
}

bool AbstractEvaluator::contains(SiteSet set, program::SiteId site) const {
  return state_->machine.sets.contains(set, site);
}

std::span<const program::SiteId> AbstractEvaluator::hit_sites(program::VariableId variable) {
  state_->machine.ensure(variable);
  return sites(state_->machine.sources.variables[variable.value].hits);
}

std::span<const program::SiteId> AbstractEvaluator::last_hit_sites() {
  return sites(state_->machine.sets.of(state_->machine.hits));
}

void AbstractEvaluator::mark(std::span<NodeMarks> marks) {
  state_->machine.marks = marks;
  if (!marks.empty()) state_->machine.sources.everything_changed();
}

void AbstractEvaluator::observe(std::span<AbstractOutcome> seen) {
  state_->machine.observed = seen;
  if (!seen.empty()) state_->machine.sources.everything_changed();
}

namespace {

// What the expressions of `pending`, and of the variables that they read, are made of.
AbstractEvaluator::Cone cone_from(const program::Package& package, std::vector<program::NodeId> pending) {
  AbstractEvaluator::Cone cone;
  std::vector<std::uint32_t> seen(package.nodes.size(), 0);
  std::vector<std::uint8_t> seen_variables(package.variables.size(), 0);
  std::vector<program::VariableId> variables;
  const auto look_at = [&cone](const program::Node& node) {
    if (node.op == program::Op::kReading) cone.readings.emplace_back(node.payload);
    if (node.op == program::Op::kUnknown) cone.figures.emplace_back(node.payload);
    cone.situation_date = cone.situation_date || node.op == program::Op::kSituationDate;
  };
  while (!pending.empty()) {
    abstract::collect_reads(package, pending, seen, 1, cone.inputs, variables, look_at);
    for (const program::VariableId variable : variables) {
      if (seen_variables[variable.value] != 0) continue;
      seen_variables[variable.value] = 1;
      abstract::push_expressions(package, variable, pending);
    }
    variables.clear();
  }
  const auto tidy = [](auto& ids) {
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  };
  tidy(cone.readings);
  tidy(cone.figures);
  return cone;
}

}  // namespace

AbstractEvaluator::Cone AbstractEvaluator::cone_of(program::VariableId variable) const {
  std::vector<program::NodeId> pending;
  abstract::push_expressions(state_->package, variable, pending);
  return cone_from(state_->package, std::move(pending));
}

AbstractEvaluator::Cone AbstractEvaluator::cone_of(program::NodeId node) const {
  return cone_from(state_->package, {node});
}

std::vector<program::VariableId> AbstractEvaluator::variables_of(program::NodeId node) const {
  return state_->reads_of(node);
}

}  // namespace avenant::eval
