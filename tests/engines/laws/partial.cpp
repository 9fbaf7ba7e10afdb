#include <algorithm>
#include <bit>

#include "runtime/eval/abstract_evaluator.hpp"
#include "runtime/program/typing.hpp"
#include "tests/engines/laws/laws.hpp"
#include "tests/engines/laws/sample.hpp"

namespace avenant::engines {

namespace {

using eval::AbstractEvaluator;
using eval::AbstractOutcome;
using eval::AbstractValue;
using eval::Outcome;
using eval::Shape;
using program::Package;
using value::Value;

constexpr int kCompletions = 4;
constexpr int kAnswers = 3;
// Of large programs not every body is looked at.
constexpr std::size_t kBodies = 24;

// The sets of values of everything that a run is given.
struct Partial {
  std::vector<std::optional<AbstractValue>> inputs;
  // One a reading; one a figure, none where it stays unknown.
  std::vector<AbstractValue> readings;
  std::vector<std::optional<AbstractValue>> figures;
  std::optional<AbstractValue> situation_date;
};

// The values between two of them, ends included or not.
AbstractValue between(Random& random, const AbstractValue& values) {
  Value low = sample_interval(random, values);
  Value high = sample_interval(random, values);
  if (high.as_number() < low.as_number()) std::swap(low, high);
  return AbstractValue::numbers(low.as_number(), random.chance(20), high.as_number(), random.chance(20), values.grain);
}

// Some of the values: one, a few, those between two, or all.
AbstractValue some_of(Random& random, const Package& package, const program::Type& type, const AbstractValue& values) {
  if (random.chance(15)) return values;
  program::Type plain = type;
  plain.optional = values.may_be_absent;
  AbstractValue result;
  if (values.shape == Shape::kInterval && random.chance(40)) result = meet(between(random, values), values);
  if (result.is_nothing()) {
    const std::size_t count = random.chance(50) ? 1 : 1 + random.below(10);
    for (std::size_t i = 0; i < count; ++i) {
      const AbstractValue point = AbstractValue::point(package, plain, sample(random, values));
      result = result.is_nothing() ? point : join(result, point);
    }
  }
  if (values.may_be_absent && random.chance(20)) result.may_be_absent = true;
  return result;
}

program::Type date_type() {
  program::Type date;
  date.kind = program::TypeKind::kDate;
  return date;
}

Partial make_partial(Random& random, const Package& package, const Case& given) {
  Partial result;
  for (std::size_t i = 0; i < package.inputs.size(); ++i) {
    const program::Input& input = package.inputs[i];
    const program::Type& type = package.type(input.type);
    result.inputs.emplace_back();
    if (!given.inputs[i] && random.chance(70)) continue;
    const AbstractValue all = AbstractValue::within(package, type, input.range);
    if (random.chance(55) && given.inputs[i]) {
      result.inputs.back() = AbstractValue::point(package, type, *given.inputs[i]);
    } else {
      result.inputs.back() = random.chance(40) ? all : some_of(random, package, type, all);
    }
  }
  for (std::size_t i = 0; i < package.readings.size(); ++i) {
    const program::Reading& reading = package.readings[i];
    const std::uint32_t n_choices = package.enumerations[reading.enumeration.value].n_cases;
    std::uint32_t chosen = reading.default_case;
    for (const auto& [id, choice] : given.options.readings) chosen = id.value == i ? choice : chosen;
    result.readings.push_back(random.chance(30) ? AbstractValue::cases(0, n_choices - 1, n_choices)
                                                : AbstractValue::cases(chosen, chosen, n_choices));
  }
  result.figures.resize(package.unknowns.size());
  for (const auto& [id, figure] : given.options.figures) {
    const program::Unknown& unknown = package.unknowns[id.value];
    const program::Type& type = package.type(unknown.type);
    const AbstractValue any = AbstractValue::within(package, type, unknown.bounds);
    result.figures[id.value] = random.chance(50) ? any : some_of(random, package, type, any);
  }
  if (given.options.situation_date) {
    result.situation_date = some_of(random, package, date_type(), AbstractValue::any(package, date_type()));
  }
  return result;
}

void give(AbstractEvaluator& evaluator, const Partial& partial) {
  for (std::size_t i = 0; i < partial.inputs.size(); ++i) {
    const program::InputId input(i);
    if (partial.inputs[i]) {
      evaluator.set(input, *partial.inputs[i]);
    } else {
      evaluator.set_missing(input);
    }
  }
  for (std::size_t i = 0; i < partial.readings.size(); ++i) {
    evaluator.set_reading(program::ReadingId(i), partial.readings[i]);
  }
  for (std::size_t i = 0; i < partial.figures.size(); ++i) {
    const program::UnknownId figure(i);
    if (partial.figures[i]) {
      evaluator.set_figure(figure, *partial.figures[i]);
    } else {
      evaluator.set_figure_unknown(figure);
    }
  }
  if (partial.situation_date) {
    evaluator.set_situation_date(*partial.situation_date);
  } else {
    evaluator.set_situation_date_missing();
  }
}

// A case that a partial one may become.
Case complete(Random& random, const eval::RunOptions& options, const Partial& partial) {
  Case result;
  result.options.known_at = options.known_at;
  result.options.drafts = options.drafts;
  for (std::size_t i = 0; i < partial.readings.size(); ++i) {
    const auto chosen = static_cast<std::uint32_t>(sample(random, partial.readings[i]).a);
    result.options.readings.emplace_back(program::ReadingId(i), chosen);
  }
  for (std::size_t i = 0; i < partial.figures.size(); ++i) {
    if (!partial.figures[i]) continue;
    result.options.figures.emplace_back(program::UnknownId(i), sample(random, *partial.figures[i]));
  }
  if (partial.situation_date) result.options.situation_date = sample(random, *partial.situation_date).as_date();
  for (const std::optional<AbstractValue>& values : partial.inputs) {
    result.inputs.emplace_back();
    if (values) result.inputs.back() = sample(random, *values);
  }
  return result;
}

// The case, and what it completes, for people.
std::string words(const Package& package, const Case& completion, const Partial& partial) {
  std::string result;
  for (std::size_t i = 0; i < completion.inputs.size(); ++i) {
    if (!completion.inputs[i]) continue;
    const Value value = *completion.inputs[i];
    result += "\n;   " + std::string(package.text_of(package.inputs[i].name)) + " = " + std::to_string(value.a) + "/" +
              std::to_string(value.b) + " of " + describe(*partial.inputs[i]);
  }
  return result;
}

std::string words(const Package& package, const AbstractEvaluator& evaluator, const AbstractOutcome& outcome) {
  std::string result = describe(outcome.value);
  for (const program::SiteId site : evaluator.sites(outcome.errors)) {
    result += ", or " + engines::words(package, Outcome::error(site));
  }
  return result;
}

bool is_left(const AbstractEvaluator& evaluator, const AbstractOutcome& left, const Outcome& outcome) {
  return outcome.ok() ? left.value.contains(outcome.value) : evaluator.contains(left.errors, outcome.site());
}

bool is_within(const AbstractEvaluator& inner, const AbstractOutcome& left, const AbstractEvaluator& outer,
               const AbstractOutcome& right) {
  const auto small = inner.sites(left.errors);
  const auto large = outer.sites(right.errors);
  return left.value.is_within(right.value) && std::includes(large.begin(), large.end(), small.begin(), small.end());
}

// Gives one input some of its values only, or a missing one stays so.
Partial answer(Random& random, const Package& package, const Partial& partial) {
  Partial result = partial;
  const std::size_t count = partial.inputs.empty() ? 0 : 1 + random.below(3);
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t input = random.below(partial.inputs.size());
    if (!result.inputs[input]) continue;
    const program::Type& type = package.type(package.inputs[input].type);
    result.inputs[input] = some_of(random, package, type, *result.inputs[input]);
  }
  for (std::size_t i = 0; i < result.figures.size(); ++i) {
    if (!result.figures[i] || !random.chance(20)) continue;
    result.figures[i] = some_of(random, package, package.type(package.unknowns[i].type), *result.figures[i]);
  }
  for (std::size_t i = 0; i < result.readings.size(); ++i) {
    if (!random.chance(20)) continue;
    const auto chosen = static_cast<std::uint32_t>(sample(random, result.readings[i]).a);
    const std::uint32_t n_choices = package.enumerations[package.readings[i].enumeration.value].n_cases;
    result.readings[i] = AbstractValue::cases(chosen, chosen, n_choices);
  }
  if (random.chance(20) && result.situation_date) {
    result.situation_date = some_of(random, package, date_type(), *result.situation_date);
  }
  return result;
}

// Whether one outcome is left, and it is this one.
bool is_certain(const AbstractEvaluator& evaluator, const AbstractOutcome& left, const Outcome& outcome) {
  const std::size_t n_errors = evaluator.sites(left.errors).size();
  if (n_errors + (left.value.is_nothing() ? 0 : 1) != 1) return false;
  return (left.value.is_nothing() || left.value.is_single()) && is_left(evaluator, left, outcome);
}

// Where everything is known, one outcome is left: the interpreter's.
std::string check_known(const Subject& subject, const Case& completion) {
  const Package& package = subject.package;
  eval::Evaluator concrete = interpreter(package, completion);
  AbstractEvaluator evaluator(package, completion.options);
  for (std::size_t i = 0; i < completion.inputs.size(); ++i) {
    if (completion.inputs[i]) evaluator.set_value(program::InputId(i), *completion.inputs[i]);
  }
  const std::vector<program::VariableId>& variables = subject.outputs;
  for (std::size_t i = 0; i < variables.size(); ++i) {
    const Outcome outcome = concrete.evaluate(variables[i]);
    const AbstractOutcome& left = evaluator.evaluate(variables[i]);
    if (is_certain(evaluator, left, outcome)) continue;
    return "certain: " + name_of(package, variables[i]) + " is " + engines::words(package, outcome) +
           ", and what is left is " + words(package, evaluator, left);
  }
  return {};
}

std::string check_completions(Random& random, const Subject& subject, const Partial& partial, AbstractEvaluator& left,
                              Counts& counts) {
  const Package& package = subject.package;
  for (int i = 0; i < kCompletions; ++i) {
    const Case completion = complete(random, subject.given.options, partial);
    eval::Evaluator evaluator = interpreter(package, completion);
    const auto failure = [&](const std::string& what, const Outcome& outcome, const AbstractOutcome& possible) {
      return "T3: " + what + " is " + engines::words(package, outcome) + ", which is not left by " +
             words(package, left, possible) + " with" + words(package, completion, partial);
    };
    for (const program::VariableId variable : subject.outputs) {
      const Outcome outcome = evaluator.evaluate(variable);
      const AbstractOutcome& possible = left.evaluate(variable);
      ++counts.completions;
      if (is_left(left, possible, outcome)) continue;
      return failure(std::string(package.text_of(package.variable(variable).name)), outcome, possible);
    }
    for (std::size_t k = 0; k < package.rules.size() && k < kBodies; ++k) {
      const program::Rule& rule = package.rules[k];
      const Outcome outcome = evaluator.evaluate(rule.body);
      const AbstractOutcome possible = left.evaluate(rule.body);
      if (!is_left(left, possible, outcome)) return failure("a body", outcome, possible);
    }
    const std::string uncertain = i == 0 ? check_known(subject, completion) : std::string();
    if (!uncertain.empty()) return uncertain + " with" + words(package, completion, partial);
  }
  return {};
}

}  // namespace

std::string check_partial(const Subject& subject, std::uint64_t seed, Counts& counts) {
  Random random(seed * 7919 + 17);
  const Package& package = subject.package;
  Partial partial = make_partial(random, package, subject.given);
  AbstractEvaluator evaluator(package, subject.given.options);
  give(evaluator, partial);
  std::string failure = check_completions(random, subject, partial, evaluator, counts);
  const std::vector<program::VariableId>& variables = subject.outputs;
  for (int i = 0; i < kAnswers && failure.empty(); ++i) {
    std::vector<AbstractOutcome> before;
    for (const program::VariableId variable : variables) before.push_back(evaluator.evaluate(variable));
    partial = answer(random, package, partial);
    give(evaluator, partial);
    AbstractEvaluator fresh(package, subject.given.options);
    give(fresh, partial);
    for (std::size_t k = 0; k < variables.size(); ++k) {
      const AbstractOutcome& after = evaluator.evaluate(variables[k]);
      const AbstractOutcome& again = fresh.evaluate(variables[k]);
      ++counts.partial;
      counts.certain += after.is_certain_value() ? 1 : 0;
      if (!is_within(evaluator, after, evaluator, before[k])) {
        return "T4: " + name_of(package, variables[k]) + " was " + words(package, evaluator, before[k]) +
               ", and answering gives " + words(package, evaluator, after);
      }
      if (!is_within(evaluator, after, fresh, again) || !is_within(fresh, again, evaluator, after)) {
        return "again: " + name_of(package, variables[k]) + " is " + words(package, evaluator, after) +
               ", but computed anew " + words(package, fresh, again);
      }
    }
    failure = check_completions(random, subject, partial, evaluator, counts);
  }
  return failure;
}

}  // namespace avenant::engines
