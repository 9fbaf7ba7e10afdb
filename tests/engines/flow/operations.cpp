#include "tests/engines/dataflow.hpp"

#include <algorithm>

#include "runtime/value/calendar.hpp"
#include "runtime/value/rounding.hpp"

namespace avenant::engines {

namespace {

using program::Node;
using program::NodeId;
using program::Op;
using value::Value;

constexpr std::uint32_t kOk = program::kStatusOk;

class Flow {
 public:
  Flow(const program::Package& package, const Setting& setting)
      : package_(package), setting_(setting), nodes_(package.nodes.size()), variables_(package.variables.size()) {}

  Cell variable(std::uint32_t index);

 private:
  Cell node(NodeId id);
  Cell compute(const Node& node, const std::vector<Cell>& in);
  Cell leaf(const Node& node);
  Cell input(std::uint32_t index);
  Cell fold(const Node& node);
  Cell folded(const Node& node, const std::vector<std::uint32_t>& elements, const std::vector<Cell>& bodies);
  Cell list(const Node& node, const std::vector<Cell>& in);
  Cell logic(const Node& node, const std::vector<Cell>& in);
  Cell table(const Node& node, const std::vector<Cell>& in);
  Cell select(const Node& node, const std::vector<Cell>& in);
  Cell strict(const Node& node, const std::vector<Cell>& in);
  Cell comparison(const Node& node, const std::vector<Cell>& in);
  Cell extremum(const Node& node, const std::vector<Cell>& in);
  Cell number(const Node& node, const std::vector<Cell>& in);
  Cell date(const Node& node, const std::vector<Cell>& in);
  Cell lookup(const Node& node, const std::vector<Cell>& in);
  Cell set(const Node& node, const std::vector<Cell>& in);
  Cell rule(const program::Variable& variable, const program::Rule& rule);
  template <class T>
  Cell checked(const Node& node, const value::Checked<T>& result, Value value) const {
    if (result.ok()) return {value, kOk};
    const bool first = program::info(node.op).first_error == value::error_class(result.error);
    return {{}, first ? node.site.value : node.second_site.value};
  }
  static Cell boolean(bool holds) { return {Value::boolean(holds), kOk}; }

  const program::Package& package_;
  const Setting& setting_;
  std::vector<std::optional<Cell>> nodes_;
  std::vector<std::optional<Cell>> variables_;
  // The element that each binder's fold is at.
  std::vector<Value> bound_ = std::vector<Value>(package_.binders.size());
};

Cell Flow::node(NodeId id) {
  if (nodes_[id.value]) return *nodes_[id.value];
  const Node& node = package_.node(id);
  if (node.n_operands > 0 && program::info(node.op).payload == program::PayloadKind::kBinder) {
    Cell result = fold(node);
    if (result.status != kOk) result.value = Value{1, 1};
    nodes_[id.value] = result;
    return result;
  }
  std::vector<Cell> in;
  for (const NodeId operand : package_.operands_of(node)) in.push_back(this->node(operand));
  Cell result = compute(node, in);
  // Under an error a value is arbitrary.
  if (result.status != kOk) result.value = Value{1, 1};
  nodes_[id.value] = result;
  return result;
}

Cell Flow::input(std::uint32_t index) {
  const program::Input& input = package_.inputs[index];
  const program::Type& type = package_.type(input.type);
  const std::optional<Value>& given = setting_.inputs[index];
  if (!given || *given == Value::absent()) {
    return type.optional ? Cell{Value::absent(), kOk} : Cell{{}, input.missing.value};
  }
  bool valid = type.grain == 0 || type.grain % given->b == 0;
  if (input.range) {
    const program::Range& range = package_.ranges[input.range.value];
    const value::Rational number = given->as_number();
    if (range.min) valid = valid && number >= package_.constant(range.min).as_number();
    if (range.max) valid = valid && number <= package_.constant(range.max).as_number();
  }
  return valid ? Cell{*given, kOk} : Cell{{}, input.out_of_range.value};
}

Cell Flow::leaf(const Node& node) {
  if (node.op == Op::kConst) return {package_.constants[node.payload], kOk};
  if (node.op == Op::kInput) return input(node.payload);
  if (node.op == Op::kVariable) return variable(node.payload);
  if (node.op == Op::kTextKnown) return boolean(setting_.known_texts[node.payload]);
  if (node.op == Op::kReading) {
    return {Value::enum_case(static_cast<std::int32_t>(setting_.readings[node.payload])), kOk};
  }
  if (node.op == Op::kUnknown && setting_.figures[node.payload]) return {*setting_.figures[node.payload], kOk};
  if (node.op == Op::kSituationDate && setting_.situation_date) return {Value::date(*setting_.situation_date), kOk};
  return {{}, node.site.value};
}

// The lanes of a fold: body and filter are computed for each element by itself, then folded.
Cell Flow::fold(const Node& node) {
  const std::span<const NodeId> operands = package_.operands_of(node);
  const Cell list = this->node(operands[0]);
  if (list.status != kOk) return list;
  const std::vector<std::optional<Cell>> outside = nodes_;
  std::vector<std::uint32_t> elements;
  std::vector<Cell> bodies;
  for (std::uint32_t i = 0; i < program::kMaxListElements; ++i) {
    if (!list.value.as_set().contains(static_cast<int>(i))) continue;
    bound_[node.payload] = Value{i, 1};
    nodes_ = outside;
    const Cell filter = operands.size() > 2 ? this->node(operands[2]) : boolean(true);
    if (filter.status == kOk && !filter.value.as_boolean()) continue;
    elements.push_back(i);
    bodies.push_back(filter.status == kOk ? this->node(operands[1]) : filter);
  }
  nodes_ = outside;
  return folded(node, elements, bodies);
}

// `bodies`: what each element that is not left out gives, or the error of its filter.
Cell Flow::folded(const Node& node, const std::vector<std::uint32_t>& elements, const std::vector<Cell>& bodies) {
  if (node.op == Op::kListAny || node.op == Op::kListAll) {
    Node connective = node;
    connective.op = node.op == Op::kListAny ? Op::kOr : Op::kAnd;
    return logic(connective, bodies);
  }
  std::uint32_t least = kOk;
  for (const Cell& body : bodies) least = std::min(least, body.status);
  if (node.op == Op::kListSum) {
    Cell sum{Value::whole(0), kOk};
    for (const Cell& body : bodies) {
      if (sum.status != kOk || body.status != kOk) {
        sum.status = std::min(sum.status, body.status);
        continue;
      }
      const auto next = value::add(sum.value.as_number(), body.value.as_number());
      sum = checked(node, next, Value::number(next.value));
    }
    return sum;
  }
  if (least != kOk) return {{}, least};
  value::Set128 chosen;
  for (std::size_t i = 0; i < bodies.size(); ++i) {
    const bool condition = node.op == Op::kListFilter || node.op == Op::kListUnique;
    if (condition && bodies[i].value.as_boolean()) chosen.insert(static_cast<int>(elements[i]));
  }
  if (node.op == Op::kListFilter) return {Value::set(chosen), kOk};
  if (node.op == Op::kListUnique) {
    if (chosen.count() > 1) return {{}, node.site.value};
    for (std::uint32_t i = 0; i < program::kMaxListElements; ++i) {
      if (chosen.contains(static_cast<int>(i))) return {Value{i, 1}, kOk};
    }
    return {Value::absent(), kOk};
  }
  Node extreme = node;
  const bool least_one = node.op == Op::kListLeast || node.op == Op::kListFirst;
  extreme.op = least_one ? Op::kMin : Op::kMax;
  const Cell best = extremum(extreme, bodies);
  if (node.op == Op::kListLeast || node.op == Op::kListGreatest || best.status != kOk) return best;
  Cell element{Value::absent(), kOk};
  for (std::size_t i = 0; i < bodies.size(); ++i) {
    const bool first = element.value.is_absent() || node.op == Op::kListLast;
    if (bodies[i].value == best.value && first) element.value = Value{elements[i], 1};
  }
  return element;
}

Cell Flow::list(const Node& node, const std::vector<Cell>& in) {
  if (node.op == Op::kBound) return {bound_[node.payload], kOk};
  if (node.op == Op::kListInput) {
    const Cell count = input(package_.lists[node.payload].count.value);
    return {Value::set(value::Set128::all(static_cast<int>(count.status == kOk ? count.value.a : 0))), count.status};
  }
  if (in[0].status != kOk) return in[0];
  if (node.op == Op::kListCount) return {Value::whole(in[0].value.as_set().count()), kOk};
  if (in[0].value.is_absent()) return in[0];
  return input(
      package_.element_input(program::ColumnId(node.payload), static_cast<std::uint32_t>(in[0].value.a)).value);
}

Cell Flow::logic(const Node& node, const std::vector<Cell>& in) {
  const bool absorbing = node.op == Op::kOr;
  std::uint32_t least = kOk;
  bool absorbed = false;
  for (const Cell& cell : in) {
    least = std::min(least, cell.status);
    absorbed = absorbed || (cell.status == kOk && cell.value.as_boolean() == absorbing);
  }
  return {Value::boolean(absorbed == absorbing), absorbed ? kOk : least};
}

Cell Flow::table(const Node& node, const std::vector<Cell>& in) {
  const program::Table& table = package_.tables[node.payload];
  std::uint32_t n_hits = 0;
  std::uint32_t least = kOk;
  Cell hit;
  for (const program::Row& row : package_.rows_of(table)) {
    std::uint32_t cells = kOk;
    bool excluded = false;
    for (std::uint32_t i = 0; i < row.n_cells; ++i) {
      const Cell& cell = in[row.first_operand + i];
      cells = std::min(cells, cell.status);
      excluded = excluded || (cell.status == kOk && !cell.value.as_boolean());
    }
    if (excluded) continue;
    least = std::min(least, cells);
    if (cells != kOk) continue;
    ++n_hits;
    hit = in[row.first_operand + row.n_cells];
  }
  if (n_hits > 1) return {{}, node.second_site.value};
  if (n_hits == 1) return hit;
  if (least != kOk) return {{}, least};
  return table.has_otherwise ? in.back() : Cell{{}, node.site.value};
}

Cell Flow::select(const Node& node, const std::vector<Cell>& in) {
  if (in[0].status != kOk) return in[0];
  const program::Select& select = package_.selects[node.payload];
  std::uint32_t target = select.otherwise;
  for (std::uint32_t i = 0; i < select.n_targets; ++i) {
    if (in[0].value == Value{select.least + i, 1}) target = package_.select_targets[select.first_target + i];
  }
  return target == 0 ? Cell{{}, node.site.value} : in[target - 1];
}

Cell Flow::extremum(const Node& node, const std::vector<Cell>& in) {
  const bool least = node.op == Op::kMin || node.op == Op::kEarliest;
  std::vector<Value> values;
  bool any_absent = false;
  bool months = false;
  bool days = false;
  const bool durations = node.op != Op::kEarliest && node.op != Op::kLatest &&
                         node.mode == static_cast<std::uint8_t>(program::Comparison::kDuration);
  for (const Cell& cell : in) {
    if (cell.value.is_absent()) {
      any_absent = true;
      continue;
    }
    values.push_back(cell.value);
    months = months || (durations && cell.value.as_duration().months() != 0);
    days = days || (durations && cell.value.as_duration().days() != 0);
  }
  if (months && days) return {{}, node.site.value};
  if (values.empty() || (any_absent && node.op == Op::kLatest)) return {Value::absent(), kOk};
  const auto before = [durations](const Value& left, const Value& right) {
    if (durations) return value::compare(left.as_duration(), right.as_duration()).value < 0;
    return left.as_number() < right.as_number();
  };
  const auto found = least ? std::min_element(values.begin(), values.end(), before)
                           : std::max_element(values.begin(), values.end(), before);
  return {*found, kOk};
}

Cell Flow::comparison(const Node& node, const std::vector<Cell>& in) {
  const Value& left = in[0].value;
  const Value& right = in[1].value;
  if (node.op == Op::kEqual) return boolean(left == right);
  if (node.op == Op::kNotEqual) return boolean(!(left == right));
  int order = 0;
  if (node.mode == static_cast<std::uint8_t>(program::Comparison::kDuration)) {
    const auto compared = value::compare(left.as_duration(), right.as_duration());
    if (!compared.ok()) return {{}, node.site.value};
    order = compared.value;
  } else {
    order = left.as_number() < right.as_number() ? -1 : (right.as_number() < left.as_number() ? 1 : 0);
  }
  if (node.op == Op::kLess) return boolean(order < 0);
  if (node.op == Op::kLessEqual) return boolean(order <= 0);
  return boolean(node.op == Op::kGreater ? order > 0 : order >= 0);
}

Cell Flow::number(const Node& node, const std::vector<Cell>& in) {
  const value::Rational left = in[0].value.as_number();
  const value::Rational right = in.size() > 1 ? in[1].value.as_number() : left;
  value::Checked<value::Rational> result;
  if (node.op == Op::kAdd) result = value::add(left, right);
  if (node.op == Op::kSubtract) result = value::subtract(left, right);
  if (node.op == Op::kMultiply) result = value::multiply(left, right);
  if (node.op == Op::kDivide) result = value::divide(left, right);
  if (node.op == Op::kNegate) result = value::subtract(value::Rational(), left);
  if (node.op == Op::kRound) {
    result =
        value::round_to(left, package_.constants[node.payload].as_number(), static_cast<value::Rounding>(node.mode));
  }
  if (node.op == Op::kExact) result = value::assert_exact(left, package_.constants[node.payload].a);
  if (node.op == Op::kInRange) {
    const program::Range& range = package_.ranges[node.payload];
    const bool inside =
        left >= package_.constant(range.min).as_number() && left < package_.constant(range.max).as_number();
    return inside ? in[0] : Cell{{}, node.site.value};
  }
  return checked(node, result, Value::number(result.value));
}

Cell Flow::date(const Node& node, const std::vector<Cell>& in) {
  const auto policy = static_cast<value::MissingDay>(node.mode);
  const Value first = in[0].value;
  const Value second = in.size() > 1 ? in[1].value : first;
  value::Checked<value::Date> day;
  value::Checked<value::Duration> duration;
  if (node.op == Op::kDaysBetween) return {Value{value::days_between(second.as_date(), first.as_date()), 1}, kOk};
  if (node.op == Op::kYearOf) return {Value::whole(first.as_date().civil().year), kOk};
  if (node.op == Op::kMonthOf) return {Value::whole(first.as_date().civil().month), kOk};
  if (node.op == Op::kDayOf) return {Value::whole(first.as_date().civil().day), kOk};
  if (node.op == Op::kCompletedYears) {
    const auto years = value::completed_years(first.as_date(), second.as_date(), policy);
    return checked(node, years, Value{years.value, 1});
  }
  if (node.op == Op::kDurationAdd) duration = value::add(first.as_duration(), second.as_duration());
  if (node.op == Op::kDurationNegate) duration = value::subtract(value::Duration(), first.as_duration());
  if (node.op == Op::kDurationScale) duration = value::multiply(first.as_duration(), second.a);
  if (node.op == Op::kDurationAdd || node.op == Op::kDurationNegate || node.op == Op::kDurationScale) {
    return checked(node, duration, Value::duration(duration.value));
  }
  if (node.op == Op::kDateAdd) day = value::add(first.as_date(), second.as_duration(), policy);
  if (node.op == Op::kDateSubtract) day = value::add(first.as_date(), value::negate(second.as_duration()), policy);
  if (node.op == Op::kMakeDate) day = value::Date::from_civil(first.a, second.a, in[2].value.a);
  if (node.op == Op::kAnniversary) day = value::anniversary(first.as_date(), second.a, policy);
  if (node.op == Op::kLastAnniversary) day = value::last_anniversary(first.as_date(), second.as_date(), policy);
  return checked(node, day, Value::date(day.value));
}

// The row that every key and the period match, found by looking at all of them.
Cell Flow::lookup(const Node& node, const std::vector<Cell>& in) {
  const program::ReferenceColumn& column = package_.reference_columns[node.payload];
  const program::ReferenceTable& table = package_.reference_tables[column.table.value];
  for (std::uint32_t row = 0; row < table.n_rows; ++row) {
    bool hit = true;
    for (std::uint32_t i = 0; i < table.n_keys; ++i) {
      hit = hit && package_.reference_keys[table.first_key + row * table.n_keys + i] == in[i].value.a;
    }
    if (table.is_dated) {
      const program::ReferencePeriod& period = package_.reference_periods[table.first_period + row];
      const value::Date day = in.back().value.as_date();
      hit = hit && day >= period.from && day < period.until;
    }
    if (hit) return {package_.constant(package_.reference_values[column.first_value + row]), kOk};
  }
  return package_.type(column.type).optional ? Cell{Value::absent(), kOk} : Cell{{}, node.site.value};
}

Cell Flow::set(const Node& node, const std::vector<Cell>& in) {
  if (node.op == Op::kAttribute) {
    const program::Attribute& attribute = package_.attributes[node.payload];
    const auto index = static_cast<std::uint32_t>(in[0].value.a);
    return {package_.constant(package_.attribute_values[attribute.first_value + index]), kOk};
  }
  if (node.op == Op::kOpen) {
    const Node& element = package_.node(package_.operands_of(node)[0]);
    const program::Enumeration& of = package_.enumerations[package_.type(element.type).enumeration.value];
    for (std::uint32_t i = 0; i < of.n_closings; ++i) {
      const program::Closing& closing = package_.closings[of.first_closing + i];
      if (closing.case_index != in[0].value.a || !setting_.known_texts[closing.text.value]) continue;
      if (in[1].value.as_date() >= closing.from) return boolean(false);
    }
    return boolean(true);
  }
  const value::Set128 left = in[0].value.as_set();
  if (node.op == Op::kSetContains) return boolean(left.contains(in[1].value.as_enum_case()));
  if (node.op == Op::kSetUnion) return {Value::set(left | in[1].value.as_set()), kOk};
  if (node.op == Op::kSetIntersection) return {Value::set(left & in[1].value.as_set()), kOk};
  const std::uint32_t n_cases = package_.enumerations[package_.type(node.type).enumeration.value].n_cases;
  return {Value::set(left.complement(static_cast<int>(n_cases))), kOk};
}

Cell Flow::strict(const Node& node, const std::vector<Cell>& in) {
  std::uint32_t least = kOk;
  for (const Cell& cell : in) least = std::min(least, cell.status);
  if (least != kOk) return {{}, least};
  if (node.op == Op::kNot) return boolean(!in[0].value.as_boolean());
  if (node.op == Op::kIsPresent) return boolean(!in[0].value.is_absent());
  if (node.op == Op::kUnwrap) return in[0].value.is_absent() ? Cell{{}, node.site.value} : in[0];
  if (node.op == Op::kInPeriod) {
    const program::Period& period = package_.periods[node.payload];
    const Value& day = in[0].value;
    return boolean(!day.is_absent() && day.as_date() >= period.from && day.as_date() < period.until);
  }
  if (node.op >= Op::kEqual && node.op <= Op::kGreaterEqual) return comparison(node, in);
  if (node.op == Op::kMin || node.op == Op::kMax || node.op == Op::kEarliest || node.op == Op::kLatest) {
    return extremum(node, in);
  }
  if (node.op >= Op::kAdd && node.op <= Op::kInRange) return number(node, in);
  if (node.op >= Op::kDateAdd && node.op <= Op::kDurationScale) return date(node, in);
  if (node.op == Op::kLookup) return lookup(node, in);
  return set(node, in);
}

Cell Flow::compute(const Node& node, const std::vector<Cell>& in) {
  if (node.op >= Op::kListInput && node.op <= Op::kListLast) return list(node, in);
  if (node.op <= Op::kTextKnown) return leaf(node);
  if (node.op == Op::kAnd || node.op == Op::kOr) return logic(node, in);
  if (node.op == Op::kTable) return table(node, in);
  if (node.op == Op::kSelect) return select(node, in);
  if (node.op == Op::kIf) {
    if (in[0].status != kOk) return in[0];
    return in[0].value.as_boolean() ? in[1] : in[2];
  }
  if (node.op == Op::kAssume) {
    if (in[0].status != kOk) return in[0];
    return in[0].value.as_boolean() ? in[1] : Cell{{}, node.site.value};
  }
  if (node.op == Op::kOrElse) return in[0].status == kOk && in[0].value.is_absent() ? in[1] : in[0];
  if (node.op == Op::kInPeriod && !setting_.known_texts[package_.periods[node.payload].text.value]) {
    return boolean(false);
  }
  return strict(node, in);
}

// Node 0 is the body, node i + 1 derogation i.
Cell Flow::rule(const program::Variable& variable, const program::Rule& rule) {
  const std::span<const program::Derogation> derogations = package_.derogations_of(rule);
  const std::size_t count = derogations.size() + 1;
  std::vector<Cell> guards(count, boolean(true));
  std::vector<Cell> bodies(count, node(rule.body));
  std::vector<bool> possible(count, false);
  std::vector<bool> covered(count, false);
  possible[0] = true;
  std::uint32_t guard_status = kOk;
  for (std::size_t i = 1; i < count; ++i) {
    const program::Derogation& derogation = derogations[i - 1];
    guards[i] = setting_.known_texts[derogation.text.value] ? node(derogation.guard) : boolean(false);
    bodies[i] = node(derogation.body);
    const bool surely_not = guards[i].status == kOk && !guards[i].value.as_boolean();
    for (std::size_t parent = 0; parent < i; ++parent) {
      if ((derogation.parents >> parent & 1U) == 0 || !possible[parent]) continue;
      possible[i] = possible[i] || !surely_not;
      guard_status = std::min(guard_status, guards[i].status);
      covered[parent] = covered[parent] || (guards[i].status == kOk && !surely_not);
    }
  }
  std::uint32_t least = kOk;
  std::vector<Value> values;
  for (std::size_t i = 0; i < count; ++i) {
    if (!possible[i] || covered[i]) continue;
    least = std::min(least, bodies[i].status);
    values.push_back(bodies[i].value);
  }
  const bool equal =
      std::all_of(values.begin(), values.end(), [&values](const Value& each) { return each == values[0]; });
  if (least == kOk && equal) return {values[0], kOk};
  if (guard_status != kOk) return {{}, guard_status};
  return {{}, least != kOk ? least : variable.conflict.value};
}

Cell Flow::variable(std::uint32_t index) {
  if (variables_[index]) return *variables_[index];
  const program::Variable& variable = package_.variables[index];
  Cell result{{}, variable.no_version.value};
  // From the first version to the last, the later ones deciding.
  for (const program::Version& version : package_.versions_of(variable)) {
    if (!setting_.known_texts[version.text.value]) continue;
    const Cell date = version.date ? node(version.date) : Cell{Value::absent(), kOk};
    const bool reached =
        !version.date || (date.status == kOk && !date.value.is_absent() && date.value.as_date() >= version.from &&
                          date.value.as_date() < version.until);
    if (date.status != kOk) {
      result = {{}, date.status};
    } else if (reached) {
      result = version.rule ? rule(variable, package_.rule(version.rule)) : Cell{{}, version.repealed.value};
    }
  }
  if (result.status != kOk) result.value = {};
  variables_[index] = result;
  return result;
}

}  // namespace

std::vector<Cell> flow(const program::Package& package, const Setting& setting) {
  Flow engine(package, setting);
  std::vector<Cell> result;
  for (std::uint32_t i = 0; i < package.variables.size(); ++i) result.push_back(engine.variable(i));
  return result;
}

}  // namespace avenant::engines
