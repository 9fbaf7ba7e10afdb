// Operations that fail as their operands do, then in their own way.
#include <algorithm>

#include "runtime/eval/abstract/machine.hpp"
#include "runtime/eval/domain/dates.hpp"
#include "runtime/eval/domain/extremum.hpp"
#include "runtime/eval/domain/numbers.hpp"
#include "runtime/eval/domain/order.hpp"

namespace avenant::eval::abstract {

using domain::Failures;
using value::Set128;
using value::Value;

namespace {

std::int32_t size_of(const program::Package& package, const program::Type& type) {
  return static_cast<std::int32_t>(package.enumerations[type.enumeration.value].n_cases);
}

void set_sets(AbstractValue& out, Set128 must, Set128 may) {
  out.shape = Shape::kSets;
  out.cells[0] = Value::set(must);
  out.cells[1] = Value::set(may);
}

// Calls `visit` with the index of each case of kCases, kPoints or kInterval.
template <class Visit>
void each_case(const AbstractValue& cases, Visit visit) {
  if (cases.shape == Shape::kCases) {
    const Set128 set = cases.case_set();
    for (std::uint64_t bits = set.low(); bits != 0; bits &= bits - 1) visit(std::int64_t{std::countr_zero(bits)});
    for (std::uint64_t bits = set.high(); bits != 0; bits &= bits - 1) visit(std::int64_t{64} + std::countr_zero(bits));
    return;
  }
  if (cases.shape == Shape::kInterval) {
    for (std::int64_t index = cases.low().a; index <= cases.high().a; ++index) visit(index);
    return;
  }
  for (const Value& point : cases.points()) visit(point.a);
}

}  // namespace

void Machine::own_failures(const Node& node, const Failures& failures, AbstractOutcome& out) {
  if (failures.first) hit(node.site, out.errors);
  if (failures.second) hit(node.second_site, out.errors);
}

void Machine::strict(const Node& node, AbstractOutcome& out) {
  Errors errors;
  Failures failures;
  const Slot first_slot(*this);
  const AbstractOutcome& first = this->node(operand(node, 0), *first_slot);
  gather(errors, first);
  if (node.n_operands == 1) {
    if (errors.unreachable) return;
    out.errors = errors.set;
    if (!errors.surely_fails) unary(node, first.value, out.value, failures);
    return own_failures(node, failures, out);
  }
  const Slot second_slot(*this);
  const AbstractOutcome& second = this->node(operand(node, 1), *second_slot);
  gather(errors, second);
  if (errors.unreachable) return;
  out.errors = settled(errors);
  if (!errors.surely_fails) binary(node, first.value, second.value, out.value, failures);
  own_failures(node, failures, out);
}

void Machine::unary(const Node& node, const AbstractValue& value, AbstractValue& out, Failures& failures) {
  if (node.op == Op::kNot) return set_boolean(out, value.may_be_true(), value.may_be_false());
  if (node.op == Op::kIsPresent) return set_boolean(out, value.may_be_absent, value.has_values());
  if (node.op == Op::kUnwrap) {
    failures.first = value.may_be_absent;
    out = value;
    out.may_be_absent = false;
    return;
  }
  if (node.op == Op::kNegate) return domain::negate(out, value);
  if (node.op == Op::kRound) {
    const value::Rational step = package_.constants[node.payload].as_number();
    return domain::round(out, value, step, static_cast<value::Rounding>(node.mode), failures);
  }
  if (node.op == Op::kExact) return domain::assert_exact(out, value, package_.constants[node.payload].a, failures);
  if (node.op == Op::kInRange) {
    out = domain::restrict_to(package_, value, package_.ranges[node.payload], failures.first);
    return;
  }
  if (node.op == Op::kYearOf) return domain::year_of(out, value);
  if (node.op == Op::kMonthOf) return domain::month_of(out, value);
  if (node.op == Op::kDayOf) return domain::day_of(out, value);
  if (node.op == Op::kDurationNegate) return domain::negate_durations(out, value);
  if (node.op == Op::kAttribute) return attribute(node, value, out);
  if (node.op == Op::kSetComplement) {
    const int n_cases = size_of(package_, package_.type(node.type));
    return set_sets(out, value.cells[1].as_set().complement(n_cases), value.cells[0].as_set().complement(n_cases));
  }
  // The count of a list.
  const int least = value.cells[0].as_set().count();
  const int most = value.cells[1].as_set().count();
  out = AbstractValue::numbers(value::Rational::whole(least), false, value::Rational::whole(most), false, 1);
}

void Machine::binary(const Node& node, const AbstractValue& left, const AbstractValue& right, AbstractValue& out,
                     Failures& failures) {
  if (node.op >= Op::kEqual && node.op <= Op::kGreaterEqual) return compare(node, left, right, out, failures);
  if (node.op >= Op::kSetContains && node.op <= Op::kSetComplement) return set_operation(node, left, right, out);
  if (node.op == Op::kAdd) return domain::add(out, left, right, failures);
  if (node.op == Op::kSubtract) return domain::subtract(out, left, right, failures);
  if (node.op == Op::kMultiply) return domain::multiply(out, left, right, failures);
  if (node.op == Op::kDivide) return domain::divide(out, left, right, failures);
  if (node.op == Op::kOpen) return is_open(node, left, right, out);
  date_operation(node, left, right, out, failures);
}

void Machine::date_operation(const Node& node, const AbstractValue& left, const AbstractValue& right,
                             AbstractValue& out, Failures& failures) {
  const auto policy = static_cast<value::MissingDay>(node.mode);
  if (node.op == Op::kDateAdd) return domain::add_to_date(out, left, right, policy, failures);
  if (node.op == Op::kDateSubtract) {
    const Slot opposite(*this);
    clear(*opposite);
    domain::negate_durations(opposite->value, right);
    return domain::add_to_date(out, left, opposite->value, policy, failures);
  }
  if (node.op == Op::kDaysBetween) return domain::days_between(out, left, right);
  if (node.op == Op::kAnniversary) return domain::anniversary(out, left, right, policy, failures);
  if (node.op == Op::kLastAnniversary) return domain::last_anniversary(out, left, right, policy, failures);
  if (node.op == Op::kCompletedYears) return domain::completed_years(out, left, right, policy, failures);
  if (node.op == Op::kDurationAdd) return domain::add_durations(out, left, right, failures);
  if (node.op == Op::kDurationScale) return domain::scale_durations(out, left, right, failures);
}

void Machine::set_operation(const Node& node, const AbstractValue& left, const AbstractValue& right,
                            AbstractValue& out) {
  const Set128 must = left.cells[0].as_set();
  const Set128 may = left.cells[1].as_set();
  if (node.op == Op::kSetContains) {
    const Set128 element = right.case_set();
    return set_boolean(out, !element.is_subset_of(must), !(element & may).is_empty());
  }
  if (node.op == Op::kSetUnion) return set_sets(out, must | right.cells[0].as_set(), may | right.cells[1].as_set());
  set_sets(out, must & right.cells[0].as_set(), may & right.cells[1].as_set());
}

void Machine::compare(const Node& node, const AbstractValue& left, const AbstractValue& right, AbstractValue& out,
                      Failures& failures) {
  if (node.op == Op::kEqual || node.op == Op::kNotEqual) {
    bool may_be_equal = false;
    bool may_differ = false;
    if (left.holds_durations()) {
      may_be_equal = meet(left, right).has_values();
      may_differ = !(left.is_single() && left == right);
    } else {
      const domain::Orders orders = domain::compare(left, right);
      may_be_equal = orders.equal;
      may_differ = orders.less || orders.greater;
    }
    const bool wants_equal = node.op == Op::kEqual;
    return set_boolean(out, wants_equal ? may_differ : may_be_equal, wants_equal ? may_be_equal : may_differ);
  }
  const domain::Orders orders = domain::compare(left, right);
  failures.first = orders.none;
  if (node.op == Op::kLess) return set_boolean(out, orders.equal || orders.greater, orders.less);
  if (node.op == Op::kLessEqual) return set_boolean(out, orders.greater, orders.less || orders.equal);
  if (node.op == Op::kGreater) return set_boolean(out, orders.less || orders.equal, orders.greater);
  set_boolean(out, orders.less, orders.equal || orders.greater);
}

void Machine::attribute(const Node& node, const AbstractValue& cases, AbstractValue& out) {
  const program::Attribute& attribute = package_.attributes[node.payload];
  const program::Type& type = package_.type(attribute.type);
  const bool is_any = cases == AbstractValue::any(package_, package_.type(package_.node(operand(node, 0)).type));
  AbstractValue& of_any = attribute_of_any_[node.payload];
  if (is_any && !of_any.is_nothing()) {
    out = of_any;
    return;
  }
  each_case(cases, [&](std::int64_t index) {
    const program::ConstantId id = package_.attribute_values[attribute.first_value + static_cast<std::size_t>(index)];
    domain::join_into(out, AbstractValue::point(package_, type, package_.constant(id)));
  });
  if (is_any) of_any = out;
}

// A case is closed from the first day on which a known text closes it.
void Machine::is_open(const Node& node, const AbstractValue& cases, const AbstractValue& dates, AbstractValue& out) {
  const program::EnumerationId id = package_.type(package_.node(operand(node, 0)).type).enumeration;
  const program::Enumeration& enumeration = package_.enumerations[id.value];
  const auto closings =
      std::span<const program::Closing>(package_.closings).subspan(enumeration.first_closing, enumeration.n_closings);
  bool may_be_open = false;
  bool may_be_closed = false;
  std::uint64_t n_closed = 0;
  for (std::size_t i = 0; i < closings.size(); ++i) {
    const std::uint32_t index = closings[i].case_index;
    const auto is_same = [index](const program::Closing& each) { return each.case_index == index; };
    // Each case once, where it is first closed.
    if (std::any_of(closings.begin(), closings.begin() + static_cast<std::ptrdiff_t>(i), is_same)) continue;
    if (!cases.contains(Value{index, 1})) continue;
    std::int64_t first_day = program::kNoEnd.days();
    for (const program::Closing& each : closings) {
      if (!is_same(each) || sources.known_texts[each.text.value] == 0) continue;
      first_day = std::min<std::int64_t>(first_day, each.from.days());
    }
    ++n_closed;
    may_be_closed = may_be_closed || dates.high().a >= first_day;
    may_be_open = may_be_open || dates.low().a < first_day;
  }
  std::uint64_t n_cases = 0;
  if (cases.shape == Shape::kCases) n_cases = static_cast<std::uint64_t>(cases.case_set().count());
  if (cases.shape == Shape::kPoints) n_cases = cases.n_points;
  if (cases.shape == Shape::kInterval) n_cases = static_cast<std::uint64_t>(cases.high().a - cases.low().a + 1);
  set_boolean(out, may_be_closed, may_be_open || n_cases > n_closed);
}

// The least, the greatest or the earliest of any number of operands.
void Machine::many(const Node& node, AbstractOutcome& out) {
  const auto mode =
      node.op == Op::kEarliest ? program::Comparison::kOrdinal : static_cast<program::Comparison>(node.mode);
  domain::Extremum extremum(mode, node.op != Op::kMax);
  Errors errors;
  for (const program::NodeId id : operands(node)) {
    const Slot slot(*this);
    const AbstractOutcome& each = this->node(id, *slot);
    gather(errors, each);
    extremum.add(each.value, false);
  }
  if (errors.unreachable) return;
  out.errors = settled(errors);
  if (errors.surely_fails) return;
  Failures failures;
  extremum.finish(out.value, failures);
  own_failures(node, failures, out);
}

// The latest of all operands, absent if any is.
void Machine::latest(const Node& node, AbstractOutcome& out) {
  Errors errors;
  bool first = true;
  bool may_be_absent = node.n_operands == 0;
  for (const program::NodeId id : operands(node)) {
    const Slot slot(*this);
    const AbstractOutcome& each = this->node(id, *slot);
    gather(errors, each);
    may_be_absent = may_be_absent || each.value.may_be_absent;
    if (first) {
      out.value = each.value;
    } else if (out.value.has_values() && each.value.has_values()) {
      domain::extremum_into(out.value, each.value, false);
    } else {
      out.value = AbstractValue::nothing();
    }
    first = false;
  }
  out.value.may_be_absent = may_be_absent;
  if (errors.unreachable || errors.surely_fails) out.value = AbstractValue::nothing();
  if (!errors.unreachable) out.errors = settled(errors);
}

void Machine::make_date(const Node& node, AbstractOutcome& out) {
  Errors errors;
  const Slot year_slot(*this);
  const Slot month_slot(*this);
  const Slot day_slot(*this);
  const AbstractOutcome& year = this->node(operand(node, 0), *year_slot);
  const AbstractOutcome& month = this->node(operand(node, 1), *month_slot);
  const AbstractOutcome& day = this->node(operand(node, 2), *day_slot);
  gather(errors, year);
  gather(errors, month);
  gather(errors, day);
  if (errors.unreachable) return;
  out.errors = settled(errors);
  if (errors.surely_fails) return;
  Failures failures;
  domain::make_date(out.value, year.value, month.value, day.value, failures);
  own_failures(node, failures, out);
}

}  // namespace avenant::eval::abstract
