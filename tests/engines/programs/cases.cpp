#include "tests/engines/programs/cases.hpp"

#include <algorithm>

#include "tests/engines/programs/values.hpp"

namespace avenant::engines {

namespace {

using program::Type;
using program::TypeKind;
using value::Value;

constexpr int kAttempts = 6;

bool is_day(std::int64_t day) {
  return day >= value::kFirstDay && day <= value::kLastDay;
}

// The number, or one step of its grain beside it.
Value beside(Random& random, const Value& number, std::int64_t grain) {
  const std::int64_t step = static_cast<std::int64_t>(random.below(3)) - 1;
  const auto moved =
      value::add(number.as_number(), value::Rational::unchecked(step, step == 0 || grain == 0 ? 1 : grain));
  return moved.ok() ? Value::number(moved.value) : number;
}

}  // namespace

CaseGenerator::CaseGenerator(const program::Package& package, Faults faults) : package_(package), faults_(faults) {
  collect();
}

void CaseGenerator::collect() {
  const auto add = [this](const Type& type, const Value& value) {
    if (value.is_absent()) return;
    if (type.kind == TypeKind::kDate) days_.push_back(value.a);
    if (type.kind == TypeKind::kNumber) numbers_.push_back(value);
    if (type.kind == TypeKind::kDuration) durations_.push_back(value);
  };
  for (const program::Node& node : package_.nodes) {
    if (node.op == program::Op::kConst) add(package_.type(node.type), package_.constants[node.payload]);
  }
  for (const program::Input& input : package_.inputs) {
    if (!input.range) continue;
    const program::Range& range = package_.ranges[input.range.value];
    if (range.min) add(package_.type(input.type), package_.constant(range.min));
    if (range.max) add(package_.type(input.type), package_.constant(range.max));
  }
  const auto add_period = [this](value::Date from, value::Date until) {
    days_.push_back(from.days());
    days_.push_back(until.days());
  };
  for (const program::Version& version : package_.versions) {
    if (version.date) add_period(version.from, version.until);
  }
  for (const program::Period& period : package_.periods) add_period(period.from, period.until);
  for (const program::ReferencePeriod& period : package_.reference_periods) add_period(period.from, period.until);
  for (const program::Closing& closing : package_.closings) days_.push_back(closing.from.days());
  for (const program::Text& text : package_.texts) published_.push_back(text.published);
}

Value CaseGenerator::candidate(Random& random, const Type& type) const {
  switch (type.kind) {
    case TypeKind::kBoolean:
      return Value::boolean(random.chance(50));
    case TypeKind::kNumber: {
      const bool near = !numbers_.empty() && random.chance(50);
      return near ? beside(random, random.pick(numbers_), type.grain) : random_number(random, type.grain);
    }
    case TypeKind::kDate: {
      if (days_.empty() || random.chance(40)) return random_day(random);
      const std::int64_t shifts[] = {-1, 0, 0, 1, 365, -366, 31};
      const std::int64_t day = random.pick(days_) + shifts[random.below(std::size(shifts))];
      return is_day(day) ? Value{day, 1} : random_day(random);
    }
    case TypeKind::kDuration:
      return !durations_.empty() && random.chance(40) ? random.pick(durations_) : random_duration(random);
    case TypeKind::kEnumeration: {
      const std::uint32_t n_cases = package_.enumerations[type.enumeration.value].n_cases;
      return n_cases == 0 ? Value::absent() : Value::enum_case(static_cast<std::int32_t>(random.below(n_cases)));
    }
    case TypeKind::kSet: {
      const auto n_cases = static_cast<int>(package_.enumerations[type.enumeration.value].n_cases);
      const value::Set128 all = value::Set128::all(n_cases);
      return Value::set(value::Set128::from_words(random.next(), random.next()) & all);
    }
    case TypeKind::kList:
    case TypeKind::kElement:
      break;
  }
  return Value::absent();
}

Value CaseGenerator::value(Random& random, program::TypeId id, program::RangeId range) const {
  const Type& type = package_.type(id);
  if (type.optional && random.chance(30)) return Value::absent();
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    const Value value = candidate(random, type);
    if (eval::is_valid(package_, id, range, value)) return value;
  }
  // A bound, or a number between two.
  if (range && type.kind == TypeKind::kNumber) {
    const program::Range& of = package_.ranges[range.value];
    const Value low = of.min ? package_.constant(of.min) : Value::whole(0);
    const Value high = of.max ? package_.constant(of.max) : low;
    const std::int64_t width = high.a / high.b - low.a / low.b;
    const auto some = width > 0 ? static_cast<std::int64_t>(random.next() % static_cast<std::uint64_t>(width)) : 0;
    const Value between{low.a / low.b + 1 + some, 1};
    if (eval::is_valid(package_, id, range, between)) return between;
  }
  if (range && package_.ranges[range.value].min) {
    const Value& least = package_.constant(package_.ranges[range.value].min);
    if (eval::is_valid(package_, id, range, least)) return least;
  }
  return candidate(random, type);
}

Value CaseGenerator::input(Random& random, program::InputId id) const {
  const program::Input& input = package_.input(id);
  return value(random, input.type, input.range);
}

Inputs CaseGenerator::inputs(Random& random) const {
  Inputs result(package_.inputs.size());
  for (std::size_t i = 0; i < result.size(); ++i) {
    if (random.chance(faults_.missing)) continue;
    const program::InputId id(i);
    const program::Input& of = package_.input(id);
    const bool outside = of.range && random.chance(faults_.out_of_range);
    result[i] = outside ? candidate(random, package_.type(of.type)) : input(random, id);
  }
  return result;
}

// A cell that may be no value of the type; of a list of what is given, none.
Value CaseGenerator::anything(Random& random, const Type& type) const {
  const std::int64_t words[] = {
      -1, 2, 3, 100, 127, 128, 255, 32'768, -32'769, 719'163, 2'932'897, std::int64_t{1} << 31U, INT64_MAX, INT64_MIN};
  const std::int64_t word = words[random.below(std::size(words))];
  if (type.kind == TypeKind::kSet) return {word, static_cast<std::int64_t>(random.next())};
  if (type.kind == TypeKind::kNumber && word == INT64_MIN) return {-INT64_MAX, 1};
  return {word, 1};
}

void CaseGenerator::fill(Random& random, std::vector<Inputs>& cases) const {
  constexpr std::size_t kPool = 48;
  std::vector<Inputs> pool;
  for (std::size_t i = 0; i < std::min(kPool, cases.size()); ++i) pool.push_back(inputs(random));
  const bool leaves_out = random.chance(40);
  for (Inputs& each : cases) each.assign(package_.inputs.size(), std::nullopt);
  for (std::size_t i = 0; i < package_.inputs.size(); ++i) {
    if (leaves_out && random.chance(15)) continue;
    const Type& type = package_.type(package_.inputs[i].type);
    const bool is_list = type.kind == TypeKind::kList;
    if (!pool.empty() && !is_list && random.chance(10)) pool[0][i] = anything(random, type);
    for (Inputs& each : cases) each[i] = pool[random.below(pool.size())][i];
  }
}

eval::RunOptions CaseGenerator::options(Random& random) const {
  eval::RunOptions options;
  Type date;
  date.kind = TypeKind::kDate;
  if (random.chance(80)) options.situation_date = candidate(random, date).as_date();
  if (!published_.empty() && random.chance(25)) {
    const std::int64_t day = random.pick(published_).days() + static_cast<std::int64_t>(random.below(3)) - 1;
    if (is_day(day)) options.known_at = value::Date::unchecked(day);
  }
  for (std::size_t i = 0; i < package_.texts.size(); ++i) {
    const bool is_draft = package_.texts[i].kind == program::TextKind::kDraft;
    if (is_draft && random.chance(50)) options.drafts.emplace_back(i);
  }
  for (std::size_t i = 0; i < package_.readings.size(); ++i) {
    const std::uint32_t n_cases = package_.enumerations[package_.readings[i].enumeration.value].n_cases;
    if (n_cases > 0 && random.chance(70)) {
      options.readings.emplace_back(program::ReadingId(i), static_cast<std::uint32_t>(random.below(n_cases)));
    }
  }
  for (std::size_t i = 0; i < package_.unknowns.size(); ++i) {
    const program::Unknown& unknown = package_.unknowns[i];
    if (random.chance(60)) {
      options.figures.emplace_back(program::UnknownId(i), value(random, unknown.type, unknown.bounds));
    }
  }
  return options;
}

}  // namespace avenant::engines
