#include <algorithm>
#include <queue>

#include "compiler/explain/remedy/box.hpp"
#include "compiler/explain/remedy/remedy.hpp"
#include "runtime/eval/abstract_evaluator.hpp"

namespace avenant::explain {
namespace {

using eval::AbstractOutcome;
using eval::AbstractValue;
using program::InputId;
using program::TypeKind;
using value::Value;

/// More sets of facts than this of one size are not gone through.
constexpr std::size_t kMaxSets = 6'000;

/// What a result should become: true, or greater than it is.
struct Goal {
  bool boolean = true;
  value::Rational above;

  [[nodiscard]] bool is_met(const eval::Outcome& outcome) const {
    if (!outcome.ok() || outcome.value.is_absent()) return false;
    return boolean ? outcome.value.as_boolean() : above < outcome.value.as_number();
  }
  [[nodiscard]] bool may_be_met(const AbstractOutcome& outcome) const {
    if (boolean) return outcome.value.may_be_true();
    return outcome.value.has_values() && above < outcome.value.high().as_number();
  }
  [[nodiscard]] bool is_surely_met(const AbstractOutcome& outcome) const {
    if (boolean) return outcome.is_surely_true();
    return outcome.never_fails() && !outcome.value.may_be_absent && outcome.value.has_values() &&
           above < outcome.value.low().as_number();
  }
};

/// Some values for each fact of a set, with the least that changing to any of them costs.
struct Box {
  std::vector<AbstractValue> values;
  Cost cost;
  std::size_t sequence = 0;
};

struct Dearer {
  bool operator()(const Box& left, const Box& right) const {
    if (right.cost < left.cost) return true;
    return !(left.cost < right.cost) && right.sequence < left.sequence;
  }
};

}  // namespace

struct RemedyFinder::State {
  State(const program::Package& the_package, const eval::RunOptions& options)
      : package(the_package),
        abstract(the_package, options),
        concrete(the_package, options),
        situation(options.situation_date) {}

  const program::Package& package;
  eval::AbstractEvaluator abstract;
  eval::Evaluator concrete;
  std::optional<value::Date> situation;

  // Of one search.
  const Explanation* explanation = nullptr;
  program::VariableId variable;
  Goal goal;
  RemedyLimits limits;
  std::vector<Fact> facts;
  std::vector<std::vector<std::size_t>> sets;  ///< The facts of each remedy found.
  std::size_t n_evaluations = 0;
  Remedies result;

  [[nodiscard]] bool has_time() const { return n_evaluations < limits.max_evaluations; }
  void begin();
  void give_facts();
  [[nodiscard]] std::optional<Value> given(InputId input) const;
  [[nodiscard]] Fact fact_of(InputId input) const;
  [[nodiscard]] bool is_past(const Fact& fact, const std::optional<Value>& after) const;
  void restore(std::size_t fact);
  [[nodiscard]] bool is_possible();
  [[nodiscard]] std::vector<std::size_t> needed();
  void search();
  void try_sets(const std::vector<std::size_t>& base, const std::vector<std::size_t>& others, std::size_t n_more);
  void try_set(const std::vector<std::size_t>& set);
  [[nodiscard]] bool is_covered(const std::vector<std::size_t>& set) const;
  std::optional<Remedy> nearest_in(const std::vector<std::size_t>& set);
  [[nodiscard]] Cost cost_of_box(const std::vector<std::size_t>& set, const std::vector<AbstractValue>& values) const;
  std::optional<Remedy> confirm(const std::vector<std::size_t>& set, const std::vector<AbstractValue>& values);
  [[nodiscard]] std::vector<Repair> repairs(const eval::Trace& trace) const;
};

std::optional<Value> RemedyFinder::State::given(InputId input) const {
  const auto& all = explanation->bound->inputs;
  const auto at =
      std::find_if(all.rbegin(), all.rend(), [input](const eval::InputValue& each) { return each.input == input; });
  if (at == all.rend()) return std::nullopt;
  const program::Input& declared = package.input(input);
  if (package.type(declared.type).optional && at->value.is_absent()) return std::nullopt;
  return at->value;
}

Fact RemedyFinder::State::fact_of(InputId input) const {
  const program::Input& declared = package.input(input);
  Fact fact;
  fact.input = input;
  fact.type = &package.type(declared.type);
  fact.given = given(input);
  if (fact.type->kind == TypeKind::kBoolean) fact.n_cases = 2;
  if (fact.type->kind == TypeKind::kEnumeration) {
    const program::Enumeration& enumeration = package.enumerations[fact.type->enumeration.value];
    fact.n_cases = enumeration.n_cases;
    fact.ordered = enumeration.ordered;
  }
  if (fact.given) {
    fact.anchor = *fact.given;
  } else if (fact.type->kind == TypeKind::kDate) {
    // A reader would look for a date that is not given near the last one that is.
    std::optional<Value> last;
    for (const eval::InputValue& other : explanation->bound->inputs) {
      const bool date = package.type(package.input(other.input).type).kind == TypeKind::kDate;
      if (date && !other.value.is_absent() && (!last || last->a < other.value.a)) last = other.value;
    }
    fact.anchor = last.value_or(Value{0, 1});
  } else {
    fact.anchor = Value{0, 1};
  }
  return fact;
}

/// Whether a change is of a day that is over on the date of situation. Without one, nothing is known to be over.
bool RemedyFinder::State::is_past(const Fact& fact, const std::optional<Value>& after) const {
  if (!situation || fact.type->kind != TypeKind::kDate) return false;
  const std::int64_t day = situation->days();
  return (fact.given && fact.given->a < day) || (after && after->a < day);
}

void RemedyFinder::State::restore(std::size_t fact) {
  if (facts[fact].given) {
    abstract.set_value(facts[fact].input, *facts[fact].given);
  } else {
    abstract.set_missing(facts[fact].input);
  }
}

void RemedyFinder::State::give_facts() {
  abstract.set_all_missing();
  for (const eval::InputValue& input : explanation->bound->inputs) abstract.set_value(input.input, input.value);
}

bool RemedyFinder::State::is_possible() {
  ++n_evaluations;
  return goal.may_be_met(abstract.request(variable));
}

void RemedyFinder::State::begin() {
  facts.clear();
  sets.clear();
  n_evaluations = 0;
  for (const InputId input : abstract.cone_of(variable).inputs) {
    const bool counts = package.list_member(input).list && !package.list_member(input).column;
    if (!counts && can_change(package.type(package.input(input).type))) facts.push_back(fact_of(input));
  }
  give_facts();
}

/// The facts without whose change nothing else would do.
std::vector<std::size_t> RemedyFinder::State::needed() {
  std::vector<std::size_t> found;
  for (const Fact& fact : facts) abstract.set_hole(fact.input);
  for (std::size_t i = 0; i < facts.size(); ++i) {
    restore(i);
    if (!is_possible()) found.push_back(i);
    abstract.set_hole(facts[i].input);
  }
  give_facts();
  return found;
}

bool RemedyFinder::State::is_covered(const std::vector<std::size_t>& set) const {
  return std::any_of(sets.begin(), sets.end(), [&set](const std::vector<std::size_t>& smaller) {
    return std::includes(set.begin(), set.end(), smaller.begin(), smaller.end());
  });
}

Cost RemedyFinder::State::cost_of_box(const std::vector<std::size_t>& set,
                                      const std::vector<AbstractValue>& values) const {
  Cost cost;
  for (std::size_t i = 0; i < set.size(); ++i) {
    cost = added(cost, cost_of(facts[set[i]], nearest(facts[set[i]], values[i])));
  }
  return cost;
}

/// Tries the nearest values of a box on the interpreter.
std::optional<Remedy> RemedyFinder::State::confirm(const std::vector<std::size_t>& set,
                                                   const std::vector<AbstractValue>& values) {
  concrete.begin_case();
  for (const eval::InputValue& input : explanation->bound->inputs) concrete.set(input.input, input.value);
  Remedy remedy;
  for (std::size_t i = 0; i < set.size(); ++i) {
    const Fact& fact = facts[set[i]];
    const auto after = nearest(fact, values[i]);
    if (after) {
      concrete.set(fact.input, *after);
    } else {
      concrete.clear(fact.input);
    }
    if (after != fact.given) remedy.changes.push_back({fact.input, fact.given, after, is_past(fact, after)});
  }
  remedy.outcome = concrete.request(variable);
  if (!goal.is_met(remedy.outcome)) return std::nullopt;
  remedy.cost = cost_of_box(set, values);
  const program::VariableId requests[] = {variable};
  const eval::Trace trace = concrete.explain(requests);
  remedy.repairs = repairs(trace);
  const eval::VariableTrace* now = trace.find(variable);
  if (now != nullptr && now->version != explanation->find(variable)->trace->version) remedy.version = now->version;
  return remedy;
}

/// The conditions that failed and now hold: those without conditions under them.
std::vector<Repair> RemedyFinder::State::repairs(const eval::Trace& trace) const {
  std::vector<Repair> found;
  for (const eval::VariableTrace& now : trace.variables) {
    const Rule* before = explanation->find(now.variable);
    if (before == nullptr) continue;
    for (const eval::ConditionTrace& look : now.conditions) {
      if (!look.outcome.ok() || !look.outcome.value.as_boolean()) continue;
      const auto same = std::find_if(before->conditions.begin(), before->conditions.end(), [&](const Condition& each) {
        return each.condition == look.condition && !each.is_group && each.state != ConditionState::Met;
      });
      if (same != before->conditions.end()) found.push_back({now.variable, look.condition});
    }
  }
  return found;
}

/// The nearest change of these facts, each at its nearest value: boxes are split, the cheapest first, so that the first
/// one that does is the nearest.
std::optional<Remedy> RemedyFinder::State::nearest_in(const std::vector<std::size_t>& set) {
  std::priority_queue<Box, std::vector<Box>, Dearer> open;
  std::size_t sequence = 0;
  Box first;
  for (const std::size_t fact : set) first.values.push_back(abstract.declared(facts[fact].input));
  first.cost = cost_of_box(set, first.values);
  open.push(first);
  std::optional<Remedy> found;
  while (!open.empty()) {
    if (!has_time()) {
      result.complete = false;
      break;
    }
    const Box box = open.top();
    open.pop();
    for (std::size_t i = 0; i < set.size(); ++i) abstract.set(facts[set[i]].input, box.values[i]);
    ++n_evaluations;
    const AbstractOutcome outcome = abstract.request(variable);
    if (!goal.may_be_met(outcome)) continue;
    std::size_t widest = set.size();
    for (std::size_t i = 0; i < set.size(); ++i) {
      if (box.values[i].is_single()) continue;
      // Cases and absence part what rules say more than a figure does.
      const bool discrete = box.values[i].may_be_absent || facts[set[i]].n_cases > 0;
      if (widest == set.size() || discrete) widest = i;
      if (discrete) break;
    }
    if (widest == set.size() || goal.is_surely_met(outcome)) {
      found = confirm(set, box.values);
      if (found) break;
      if (widest == set.size()) continue;
    }
    for (const AbstractValue& part : split(package, facts[set[widest]], box.values[widest])) {
      Box next = box;
      next.values[widest] = part;
      next.cost = cost_of_box(set, next.values);
      next.sequence = ++sequence;
      open.push(std::move(next));
    }
  }
  for (const std::size_t fact : set) restore(fact);
  return found;
}

void RemedyFinder::State::try_set(const std::vector<std::size_t>& set) {
  if (is_covered(set)) return;
  if (!has_time()) {
    result.complete = false;
    return;
  }
  for (const std::size_t fact : set) abstract.set_hole(facts[fact].input);
  const bool possible = is_possible();
  for (const std::size_t fact : set) restore(fact);
  if (!possible) return;
  std::optional<Remedy> remedy = nearest_in(set);
  // One that leaves a fact as it is would have been found with fewer.
  if (!remedy || remedy->changes.size() < set.size()) return;
  sets.push_back(set);
  result.found.push_back(std::move(*remedy));
}

/// `base` with each choice of `n_more` of the others.
void RemedyFinder::State::try_sets(const std::vector<std::size_t>& base, const std::vector<std::size_t>& others,
                                   std::size_t n_more) {
  std::vector<std::size_t> at(n_more);
  for (std::size_t i = 0; i < n_more; ++i) at[i] = i;
  if (n_more > others.size()) return;
  for (std::size_t n_tried = 0; n_tried < kMaxSets; ++n_tried) {
    std::vector<std::size_t> set = base;
    for (const std::size_t index : at) set.push_back(others[index]);
    std::sort(set.begin(), set.end());
    try_set(set);
    std::size_t position = n_more;
    while (position > 0 && at[position - 1] == others.size() - (n_more - position) - 1) --position;
    if (position == 0) return;
    ++at[position - 1];
    for (std::size_t i = position; i < n_more; ++i) at[i] = at[i - 1] + 1;
  }
  result.complete = false;
}

void RemedyFinder::State::search() {
  for (const Fact& fact : facts) abstract.set_hole(fact.input);
  const bool possible = is_possible();
  give_facts();
  if (!possible) {
    result.impossible = true;
    return;
  }
  const std::vector<std::size_t> base = needed();
  std::vector<std::size_t> others;
  for (std::size_t i = 0; i < facts.size(); ++i) {
    if (std::find(base.begin(), base.end(), i) == base.end()) others.push_back(i);
  }
  if (base.size() > limits.max_facts) {
    result.complete = false;
    return;
  }
  // Fewer facts are nearer: once there is an answer, sets with one more fact are still looked at, for other ways.
  std::size_t last = limits.max_facts;
  for (std::size_t size = base.size(); size <= last; ++size) {
    const bool nearest_known = !result.found.empty();
    const bool was_complete = result.complete;
    try_sets(base, others, size - base.size());
    // What is not gone through of larger sets takes nothing from the nearest.
    if (nearest_known) result.complete = was_complete;
    if (nearest_known || !has_time()) break;
    if (!result.found.empty()) last = std::min(last, size + 1);
  }
  if (result.found.empty()) result.complete = false;
}

RemedyFinder::RemedyFinder(const program::Package& package, const eval::RunOptions& options)
    : state_(std::make_unique<State>(package, options)) {}

RemedyFinder::~RemedyFinder() = default;

Remedies RemedyFinder::find(const Explanation& explanation, program::VariableId variable, const RemedyLimits& limits) {
  State& state = *state_;
  state.explanation = &explanation;
  state.variable = variable;
  state.limits = limits;
  state.result = {};
  state.result.variable = variable;
  const Rule* rule = explanation.find(variable);
  const program::Type& type = state.package.type(state.package.variable(variable).type);
  if (rule == nullptr || !rule->outcome.ok() || rule->outcome.value.is_absent()) return state.result;
  state.goal.boolean = type.kind == TypeKind::kBoolean;
  if (!state.goal.boolean && type.kind != TypeKind::kNumber) return state.result;
  if (!state.goal.boolean) state.goal.above = rule->outcome.value.as_number();
  if (state.goal.is_met(rule->outcome)) return state.result;
  state.begin();
  state.search();
  std::stable_sort(state.result.found.begin(), state.result.found.end(), [](const Remedy& left, const Remedy& right) {
    // What someone can still do comes before what would have had to be otherwise.
    const bool left_past = left.is_past();
    const bool right_past = right.is_past();
    return left_past != right_past ? right_past : left.cost < right.cost;
  });
  if (state.result.found.size() > limits.max_remedies) state.result.found.resize(limits.max_remedies);
  return state.result;
}

}  // namespace avenant::explain
