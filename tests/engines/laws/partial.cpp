#include "tests/engines/partial.hpp"

#include <algorithm>
#include <bit>

#include "runtime/eval/abstract_evaluator.hpp"
#include "runtime/program/typing.hpp"
#include "tests/engines/generate.hpp"

namespace avenant::engines {

namespace {

using eval::AbstractEvaluator;
using eval::AbstractOutcome;
using eval::AbstractValue;
using eval::Outcome;
using eval::Shape;
using program::Package;
using value::Rational;
using value::Value;

constexpr int kCompletions = 4;
constexpr int kAnswers = 3;

// The sets of values of everything that a run is given.
struct Partial {
  std::vector<std::optional<AbstractValue>> inputs;
  AbstractValue readings;
  std::optional<AbstractValue> figure;
  std::optional<AbstractValue> situation_date;
};

// A number of an interval: an end, the middle, or the middle of the part next to an end.
Value sample_interval(Random& random, const AbstractValue& values) {
  const Value low = values.low();
  const Value high = values.high();
  const std::vector<Value> familiar = {{0, 1},  {1, 1},   {-1, 1},     {2, 1},      {1, 2},      {1, 3}, {10, 1},
                                       {29, 1}, {100, 1}, {18'292, 1}, {18'321, 1}, {18'687, 1}, low,    high};
  for (int attempt = 0; attempt < 12; ++attempt) {
    const Value picked = random.pick(familiar);
    if (values.contains(picked)) return picked;
    const std::int64_t grain = values.grain == 0 ? static_cast<std::int64_t>(1 + random.below(12)) : values.grain;
    // A multiple of 1/grain between the ends.
    const value::Int128 first = value::Int128{low.a} * grain / low.b;
    const value::Int128 last = value::Int128{high.a} * grain / high.b;
    const auto wide = static_cast<value::Uint128>(last - first) + 1;
    const auto offset = static_cast<value::Int128>(
        random.next() % (wide >> 64U == 0 ? static_cast<std::uint64_t>(wide) : ~std::uint64_t{0}));
    const value::Checked<Rational> number = Rational::from_ratio(first + offset, grain);
    if (number.ok() && values.contains(Value::number(number.value))) return Value::number(number.value);
  }
  // Halving the interval from its lower end gives numbers inside it.
  value::Checked<Rational> middle = value::add(low.as_number(), high.as_number());
  if (middle.ok()) middle = value::divide(middle.value, Rational::whole(2));
  if (middle.ok() && values.contains(Value::number(middle.value))) return Value::number(middle.value);
  // So does the mediant, whatever the size of the interval.
  const value::Checked<Rational> mediant =
      Rational::from_ratio(value::Int128{low.a} + high.a, value::Int128{low.b} + high.b);
  if (mediant.ok() && values.contains(Value::number(mediant.value))) return Value::number(mediant.value);
  return values.contains(low) ? low : high;
}

Value sample_box(Random& random, const AbstractValue& values) {
  const value::Duration low = values.cells[0].as_duration();
  const value::Duration high = values.cells[1].as_duration();
  const auto part = [&random](std::int64_t least, std::int64_t most) {
    const std::int64_t some[] = {least, most, 0, 1, 2, 12, 30, -1};
    const std::int64_t picked = some[random.below(8)];
    return static_cast<std::int32_t>(picked >= least && picked <= most ? picked : least);
  };
  return Value::duration(value::Duration::unchecked(part(low.months(), high.months()), part(low.days(), high.days())));
}

}  // namespace

Value sample(Random& random, const AbstractValue& values) {
  if (values.may_be_absent && (!values.has_values() || random.chance(30))) return Value::absent();
  if (values.n_points != 0) return values.cells[random.below(values.n_points)];
  if (values.shape == Shape::kInterval) return sample_interval(random, values);
  if (values.shape == Shape::kBox) return sample_box(random, values);
  if (values.shape == Shape::kSets) {
    const value::Set128 must = values.cells[0].as_set();
    const value::Set128 may = values.cells[1].as_set();
    return Value::set(must | (may & value::Set128::from_words(random.next(), random.next())));
  }
  std::vector<Value> cases;
  for (int index = 0; index < value::kMaxSetCases; ++index) {
    if (values.case_set().contains(index)) cases.push_back(Value::enum_case(index));
  }
  return random.pick(cases);
}

namespace {

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

AbstractValue declared(const Package& package, std::size_t input) {
  const program::Input& of = package.inputs[input];
  return AbstractValue::within(package, package.type(of.type), of.range);
}

Partial make_partial(Random& random, const Package& package, const ModelCase& given) {
  Partial result;
  for (std::size_t i = 0; i < package.inputs.size(); ++i) {
    const program::Type& type = package.type(package.inputs[i].type);
    result.inputs.emplace_back();
    if (i < given.inputs.size() && !given.inputs[i] && random.chance(70)) continue;
    const AbstractValue all = declared(package, i);
    if (random.chance(55) && i < given.inputs.size() && given.inputs[i]) {
      result.inputs.back() = AbstractValue::point(package, type, *given.inputs[i]);
    } else {
      result.inputs.back() = random.chance(40) ? all : some_of(random, package, type, all);
    }
  }
  const program::EnumerationId choices = package.readings[0].enumeration;
  const std::uint32_t n_choices = package.enumerations[choices.value].n_cases;
  const std::uint32_t chosen = given.reading;
  result.readings = random.chance(30) ? AbstractValue::cases(0, n_choices - 1, n_choices)
                                      : AbstractValue::cases(chosen, chosen, n_choices);
  const program::Type& figure = package.type(package.unknowns[0].type);
  if (given.has_figure) {
    const AbstractValue any = AbstractValue::within(package, figure, package.unknowns[0].bounds);
    result.figure = random.chance(50) ? any : some_of(random, package, figure, any);
  }
  program::Type date;
  date.kind = program::TypeKind::kDate;
  if (given.has_situation_date) {
    result.situation_date = some_of(random, package, date, AbstractValue::any(package, date));
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
  evaluator.set_reading(program::ReadingId(std::size_t{0}), partial.readings);
  const program::UnknownId figure(std::size_t{0});
  if (partial.figure) {
    evaluator.set_figure(figure, *partial.figure);
  } else {
    evaluator.set_figure_unknown(figure);
  }
  if (partial.situation_date) {
    evaluator.set_situation_date(*partial.situation_date);
  } else {
    evaluator.set_situation_date_missing();
  }
}

// A case that a partial one may become.
struct Completion {
  std::vector<std::optional<Value>> inputs;
  eval::RunOptions options;
};

Completion complete(Random& random, eval::RunOptions options, const Partial& partial) {
  Completion result;
  const auto reading = static_cast<std::uint32_t>(sample(random, partial.readings).a);
  options.readings = {{program::ReadingId(std::size_t{0}), reading}};
  options.figures.clear();
  if (partial.figure) options.figures.emplace_back(program::UnknownId(std::size_t{0}), sample(random, *partial.figure));
  options.situation_date.reset();
  if (partial.situation_date) options.situation_date = sample(random, *partial.situation_date).as_date();
  result.options = options;
  for (const std::optional<AbstractValue>& values : partial.inputs) {
    result.inputs.emplace_back();
    if (values) result.inputs.back() = sample(random, *values);
  }
  return result;
}

// The case, and what it completes, for people.
std::string words(const Package& package, const Completion& completion, const Partial& partial) {
  std::string result;
  for (std::size_t i = 0; i < completion.inputs.size(); ++i) {
    if (!completion.inputs[i]) continue;
    const Value value = *completion.inputs[i];
    result += "\n;   " + std::string(package.text_of(package.inputs[i].name)) + " = " + std::to_string(value.a) + "/" +
              std::to_string(value.b) + " of " + describe(*partial.inputs[i]);
  }
  return result;
}

eval::Evaluator interpreter(const Package& package, const Completion& completion) {
  eval::Evaluator evaluator(package, completion.options);
  for (std::size_t i = 0; i < completion.inputs.size(); ++i) {
    if (completion.inputs[i]) evaluator.set(program::InputId(i), *completion.inputs[i]);
  }
  return evaluator;
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
  const std::size_t count = 1 + random.below(3);
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t input = random.below(partial.inputs.size());
    if (!result.inputs[input]) continue;
    const program::Type& type = package.type(package.inputs[input].type);
    result.inputs[input] = some_of(random, package, type, *result.inputs[input]);
  }
  if (random.chance(20) && result.figure) {
    result.figure = some_of(random, package, package.type(package.unknowns[0].type), *result.figure);
  }
  if (random.chance(20)) {
    const auto chosen = static_cast<std::uint32_t>(sample(random, result.readings).a);
    result.readings = AbstractValue::cases(chosen, chosen, 2);
  }
  if (random.chance(20) && result.situation_date) {
    program::Type date;
    date.kind = program::TypeKind::kDate;
    result.situation_date = some_of(random, package, date, *result.situation_date);
  }
  return result;
}

std::vector<program::VariableId> variables_of(const Subject& subject) {
  std::vector<program::VariableId> result;
  for (std::size_t i = 0; i < subject.n_variables; ++i) {
    result.push_back(subject.package.variable_named(name_of(i)));
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
std::string check_known(const Subject& subject, const Completion& completion) {
  const Package& package = subject.package;
  eval::Evaluator concrete = interpreter(package, completion);
  AbstractEvaluator evaluator(package, completion.options);
  for (std::size_t i = 0; i < completion.inputs.size(); ++i) {
    if (completion.inputs[i]) evaluator.set_value(program::InputId(i), *completion.inputs[i]);
  }
  const std::vector<program::VariableId> variables = variables_of(subject);
  for (std::size_t i = 0; i < variables.size(); ++i) {
    const Outcome outcome = concrete.evaluate(variables[i]);
    const AbstractOutcome& left = evaluator.evaluate(variables[i]);
    if (is_certain(evaluator, left, outcome)) continue;
    return "certain: " + name_of(i) + " is " + engines::words(package, outcome) + ", and what is left is " +
           words(package, evaluator, left);
  }
  return {};
}

std::string check_completions(Random& random, const Subject& subject, const Partial& partial, AbstractEvaluator& left,
                              Counts* counts) {
  const Package& package = subject.package;
  for (int i = 0; i < kCompletions; ++i) {
    const Completion completion = complete(random, options_of(package, subject.given), partial);
    eval::Evaluator evaluator = interpreter(package, completion);
    const auto failure = [&](const std::string& what, const Outcome& outcome, const AbstractOutcome& possible) {
      return "T3: " + what + " is " + engines::words(package, outcome) + ", which is not left by " +
             words(package, left, possible) + " with" + words(package, completion, partial);
    };
    for (const program::VariableId variable : variables_of(subject)) {
      const Outcome outcome = evaluator.evaluate(variable);
      const AbstractOutcome& possible = left.evaluate(variable);
      if (counts != nullptr) ++counts->completions;
      if (is_left(left, possible, outcome)) continue;
      return failure(std::string(package.text_of(package.variable(variable).name)), outcome, possible);
    }
    for (const program::Rule& rule : package.rules) {
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

std::string check_certain(const Run& run) {
  const Completion completion{run.given.inputs, options_of(run.package, run.given)};
  return check_known(Subject{run.package, run.outcomes.size(), run.given}, completion);
}

std::string check_partial(const Run& run, std::uint64_t seed, Counts* counts) {
  return check_partial(Subject{run.package, run.outcomes.size(), run.given}, seed, counts);
}

std::string check_partial(const Subject& subject, std::uint64_t seed, Counts* counts) {
  Random random(seed * 7919 + 17);
  const Package& package = subject.package;
  Partial partial = make_partial(random, package, subject.given);
  AbstractEvaluator evaluator(package, options_of(package, subject.given));
  give(evaluator, partial);
  std::string failure = check_completions(random, subject, partial, evaluator, counts);
  const std::vector<program::VariableId> variables = variables_of(subject);
  for (int i = 0; i < kAnswers && failure.empty(); ++i) {
    std::vector<AbstractOutcome> before;
    for (const program::VariableId variable : variables) before.push_back(evaluator.evaluate(variable));
    partial = answer(random, package, partial);
    give(evaluator, partial);
    AbstractEvaluator fresh(package, options_of(package, subject.given));
    give(fresh, partial);
    for (std::size_t k = 0; k < variables.size(); ++k) {
      const AbstractOutcome& after = evaluator.evaluate(variables[k]);
      const AbstractOutcome& again = fresh.evaluate(variables[k]);
      if (counts != nullptr) {
        ++counts->partial;
        counts->certain += after.is_certain_value() ? 1 : 0;
      }
      if (!is_within(evaluator, after, evaluator, before[k])) {
        return "T4: " + name_of(k) + " was " + words(package, evaluator, before[k]) + ", and answering gives " +
               words(package, evaluator, after);
      }
      if (!is_within(evaluator, after, fresh, again) || !is_within(fresh, again, evaluator, after)) {
        return "again: " + name_of(k) + " is " + words(package, evaluator, after) + ", but computed anew " +
               words(package, fresh, again);
      }
    }
    failure = check_completions(random, subject, partial, evaluator, counts);
  }
  return failure;
}

}  // namespace avenant::engines
