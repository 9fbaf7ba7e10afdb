#include "tests/engines/laws/sample.hpp"

namespace avenant::engines {

using eval::AbstractValue;
using eval::Shape;
using value::Rational;
using value::Value;

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

namespace {

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

}  // namespace avenant::engines
