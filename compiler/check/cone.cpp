#include "compiler/check/cone.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <unordered_set>

#include "runtime/eval/evaluator.hpp"
#include "runtime/value/calendar.hpp"

namespace avenant::check {

namespace {

using program::NodeId;
using program::Op;
using program::Package;
using program::TypeKind;
using value::Rational;
using value::Value;

/// Candidates kept for a dimension: more would only be tried later than the budget allows.
constexpr std::size_t kMaxCandidates = 160;
/// Constants of one kind collected in a cone.
constexpr std::size_t kMaxConstants = 60;
/// Elements of an input list that vary; those beyond are not given.
constexpr std::uint32_t kMaxElements = 3;

/// The constants that a cone compares and computes with.
struct Constants {
  std::map<std::uint32_t, std::set<Rational>> numbers;  ///< By the StringId of their unit.
  std::set<value::Date> dates;
  std::vector<value::Duration> durations;
};

/// Goes through the expressions of a cone, in the order in which they are read.
class ConeWalk {
 public:
  ConeWalk(const Package& package, std::size_t max_nodes, bool through_variables)
      : package_(package), max_nodes_(max_nodes), through_variables_(through_variables) {}

  void run(const Unit& unit) {
    parts_ = unit.parts.get();
    if (unit.variable) {
      enter(unit.variable, true);
      variables_.clear();
    } else {
      stack_ = unit.roots;
    }
    while (!stack_.empty() && cone_.n_nodes < max_nodes_) {
      const NodeId id = stack_.back();
      stack_.pop_back();
      if (seen_nodes_.insert(id.value).second) visit(id);
    }
    cone_.is_partial = !stack_.empty();
  }

  Cone cone_;
  Constants constants_;
  std::vector<program::VariableId> variables_;  ///< Read, but for the unit's own.

 private:
  void enter(program::VariableId id, bool is_own) {
    if (!seen_variables_.insert(id.value).second) return;
    const bool is_part = parts_ != nullptr && (*parts_)[id.value];
    if (!is_part) variables_.push_back(id);
    if (!through_variables_ && !is_own && !is_part) return;
    for (const program::Version& version : package_.versions_of(package_.variable(id))) {
      add_text(version.text);
      if (version.date) {
        stack_.push_back(version.date);
        add_date(version.from);
        if (version.until != program::kNoEnd) add_date(version.until);
      }
      if (!version.rule) continue;
      const program::Rule& rule = package_.rule(version.rule);
      stack_.push_back(rule.body);
      for (const program::Derogation& derogation : package_.derogations_of(rule)) {
        add_text(derogation.text);
        stack_.push_back(derogation.guard);
        stack_.push_back(derogation.body);
      }
    }
  }

  void visit(NodeId id) {
    ++cone_.n_nodes;
    const program::Node& node = package_.node(id);
    if (node.op == Op::kInput) {
      add_input(program::InputId(node.payload));
    } else if (node.op == Op::kVariable) {
      enter(program::VariableId(node.payload), false);
    } else if (node.op == Op::kReading) {
      add_dimension({DimensionKind::kReading, node.payload, node.type, {}, TypeKind::kEnumeration});
    } else if (node.op == Op::kUnknown) {
      const program::Unknown& figure = package_.unknowns[node.payload];
      add_dimension(
          {DimensionKind::kFigure, node.payload, figure.type, figure.bounds, package_.type(figure.type).kind});
    } else if (node.op == Op::kSituationDate) {
      add_dimension({DimensionKind::kSituationDate, 0, node.type, {}, TypeKind::kDate});
    } else if (node.op == Op::kTextKnown) {
      add_text(program::TextId(node.payload));
    } else if (node.op == Op::kConst) {
      add_constant(package_.type(node.type), package_.constants[node.payload]);
    } else if (node.op == Op::kInPeriod) {
      const program::Period& period = package_.periods[node.payload];
      add_text(period.text);
      add_date(period.from);
      if (period.until != program::kNoEnd) add_date(period.until);
    } else if (node.op == Op::kInRange) {
      add_range(node.type, program::RangeId(node.payload));
    } else if (node.op == Op::kSelect) {
      add_select(node);
    } else if (node.op == Op::kAttribute) {
      add_attribute(program::AttributeId(node.payload));
    } else if (node.op == Op::kLookup) {
      add_lookup(program::ReferenceColumnId(node.payload));
    } else if (node.op == Op::kListInput) {
      add_input(package_.lists[node.payload].count);
    } else if (node.op == Op::kField) {
      add_column(program::ColumnId(node.payload));
    }
    const auto operands = package_.operands_of(node);
    stack_.insert(stack_.end(), operands.rbegin(), operands.rend());
  }

  void add_input(program::InputId id) {
    const program::Input& input = package_.input(id);
    add_dimension({DimensionKind::kInput, id.value, input.type, input.range, package_.type(input.type).kind});
  }

  /// What the first rows of a reference table hold, and the days on which they change.
  void add_lookup(program::ReferenceColumnId id) {
    constexpr std::uint32_t kMaxRows = 64;
    const program::ReferenceColumn& column = package_.reference_columns[id.value];
    const program::ReferenceTable& table = package_.reference_tables[column.table.value];
    for (std::uint32_t row = 0; row < std::min(table.n_rows, kMaxRows); ++row) {
      const program::ConstantId cell = package_.reference_values[column.first_value + row];
      add_constant(package_.type(column.type), package_.constant(cell));
      if (!table.is_dated) continue;
      const program::ReferencePeriod& period = package_.reference_periods[table.first_period + row];
      if (period.from.days() != value::kFirstDay) add_date(period.from);
      if (period.until != program::kNoEnd) add_date(period.until);
    }
  }

  /// The first elements of a list show what any would.
  void add_column(program::ColumnId id) {
    const program::ListColumn& column = package_.column(id);
    const std::uint32_t capacity = package_.list(column.list).capacity;
    for (std::uint32_t index = 0; index < std::min(capacity, kMaxElements); ++index) {
      add_input(package_.element_input(id, index));
    }
  }

  void add_dimension(const Dimension& dimension) {
    if (!seen_dimensions_.emplace(dimension.kind, dimension.id).second) return;
    cone_.dimensions.push_back(dimension);
    if (dimension.kind == DimensionKind::kInput || dimension.kind == DimensionKind::kFigure) {
      add_range(dimension.type, dimension.range);
    }
  }

  void add_text(program::TextId id) {
    if (package_.texts[id.value].kind != program::TextKind::kDraft) return;
    add_dimension({DimensionKind::kDraft, id.value, {}, {}, TypeKind::kBoolean});
  }

  void add_constant(const program::Type& type, Value constant) {
    if (type.kind != TypeKind::kSet && constant.is_absent()) return;
    if (type.kind == TypeKind::kNumber) {
      std::set<Rational>& numbers = constants_.numbers[type.unit.value];
      if (numbers.size() < kMaxConstants) numbers.insert(constant.as_number());
    } else if (type.kind == TypeKind::kDate) {
      add_date(constant.as_date());
    } else if (type.kind == TypeKind::kDuration && constants_.durations.size() < kMaxConstants) {
      constants_.durations.push_back(constant.as_duration());
    }
  }

  void add_date(value::Date date) {
    if (constants_.dates.size() < kMaxConstants && date.days() > value::kFirstDay) constants_.dates.insert(date);
  }

  void add_range(program::TypeId type, program::RangeId range) {
    if (!range) return;
    const program::Range& bounds = package_.ranges[range.value];
    if (bounds.min) add_constant(package_.type(type), package_.constant(bounds.min));
    if (bounds.max) add_constant(package_.type(type), package_.constant(bounds.max));
  }

  void add_select(const program::Node& node) {
    const program::Type& subject = package_.type(package_.node(package_.operands_of(node)[0]).type);
    if (subject.kind != TypeKind::kNumber) return;
    const program::Select& select = package_.selects[node.payload];
    for (std::uint32_t index = 0; index < select.n_targets; ++index) {
      add_constant(subject, Value{select.least + index, 1});
    }
  }

  void add_attribute(program::AttributeId id) {
    const program::Attribute& attribute = package_.attributes[id.value];
    const program::Enumeration& enumeration = package_.enumerations[attribute.enumeration.value];
    for (std::uint32_t index = 0; index < enumeration.n_cases; ++index) {
      const program::ConstantId constant = package_.attribute_values[attribute.first_value + index];
      if (constant) add_constant(package_.type(attribute.type), package_.constant(constant));
    }
  }

  const Package& package_;
  std::size_t max_nodes_;
  bool through_variables_;
  const std::vector<bool>* parts_ = nullptr;  // Of the unit: what is gone through as its own.
  std::vector<NodeId> stack_;
  std::unordered_set<std::uint32_t> seen_nodes_;
  std::unordered_set<std::uint32_t> seen_variables_;
  std::set<std::pair<DimensionKind, std::uint32_t>> seen_dimensions_;
};

/// Collects the valid values of a dimension, in order and once each.
class Candidates {
 public:
  Candidates(const Package& package, const Dimension& dimension) : package_(package), dimension_(dimension) {}

  void add(Value value) {
    if (values_.size() >= kMaxCandidates) return;
    if (dimension_.type && !eval::is_valid(package_, dimension_.type, dimension_.range, value)) return;
    if (std::find(values_.begin(), values_.end(), value) == values_.end()) values_.push_back(value);
  }
  void add(const value::Checked<Rational>& number) {
    if (number.ok()) add(Value::number(number.value));
  }
  void add(const value::Checked<value::Date>& date) {
    if (date.ok()) add(Value::date(date.value));
  }
  [[nodiscard]] const program::Type& type() const { return package_.type(dimension_.type); }
  std::vector<Value> take() { return std::move(values_); }

 private:
  const Package& package_;
  const Dimension& dimension_;
  std::vector<Value> values_;
};

/// Thresholds and their neighbours by one grain, then round numbers.
void add_numbers(const Package& package, const Dimension& dimension, const Constants& constants, Candidates& out) {
  out.add(Value::whole(10));
  out.add(Value::whole(1));
  out.add(Value::whole(0));
  if (dimension.range) {
    const program::Range& range = package.ranges[dimension.range.value];
    if (range.min) out.add(package.constant(range.min));
    if (range.max) out.add(package.constant(range.max));
  }
  const std::int64_t grain = out.type().grain;
  const Rational step = Rational::unchecked(1, grain > 0 ? grain : 1);
  const auto found = constants.numbers.find(out.type().unit.value);
  if (found != constants.numbers.end()) {
    for (const Rational& number : found->second) {
      out.add(Value::number(number));
      out.add(value::add(number, step));
      out.add(value::subtract(number, step));
      if (grain == 0) out.add(value::add(number, Rational::unchecked(1, 100)));
      if (grain == 0) out.add(value::subtract(number, Rational::unchecked(1, 100)));
    }
  }
  for (const std::int64_t round : {2, 3, 5, 7, 20, 50, 100, 333, 1'000, 2'000, 10'000, 33'333, 100'000, 1'000'000}) {
    out.add(Value{round, 1});
  }
  if (grain != 1) {
    for (const std::int64_t denominator : {2, 3, 7, 8, 100}) {
      out.add(value::divide(Rational::whole(1), Rational::unchecked(denominator, 1)));
    }
    out.add(Value::number(step));
    out.add(Value::number(Rational::unchecked(101, 100)));
    out.add(Value::number(Rational::unchecked(12'345'67, 100)));
  }
  out.add(Value::whole(-1));
  out.add(Value::whole(-10));
}

/// The first day of the year that follows every date of the rules: in force, and plain.
value::Checked<value::Date> plain_date(const Constants& constants) {
  std::int64_t year = 2024;
  if (!constants.dates.empty()) year = constants.dates.rbegin()->civil().year + 1;
  return value::Date::from_civil(year, 1, 1);
}

/// Limits and their neighbours, also shifted by the durations of the rules; ends of months and 29 February.
void add_dates(const Constants& constants, Candidates& out) {
  const value::Checked<value::Date> plain = plain_date(constants);
  out.add(plain);
  const std::int64_t year = plain.ok() ? plain.value.civil().year : 2024;
  out.add(value::Date::from_civil(year + 1, 1, 1));
  out.add(value::Date::from_civil(year - 1, 1, 1));
  const std::int64_t leap = year + (4 - year % 4) % 4;
  out.add(value::Date::from_civil(leap, 2, 29));
  out.add(value::Date::from_civil(year, 1, 31));
  out.add(value::Date::from_civil(year, 8, 31));
  out.add(value::Date::from_civil(year, 1, 30));
  out.add(value::Date::from_civil(year, 3, 31));
  for (const value::Date date : constants.dates) {
    for (const std::int64_t shift : {0, 1, -1}) out.add(value::Date::from_days(date.days() + shift));
  }
  out.add(value::Date::from_civil(leap, 2, 28));
  out.add(value::Date::from_civil(leap, 3, 1));
  out.add(value::Date::from_civil(year, 12, 31));
  out.add(value::Date::from_civil(1960, 2, 29));
  out.add(value::Date::from_civil(1990, 1, 1));
  for (const value::Date date : constants.dates) {
    for (const value::Duration duration : constants.durations) {
      out.add(value::add(date, duration, value::MissingDay::earliest));
      out.add(value::subtract(date, duration, value::MissingDay::earliest));
    }
  }
  for (const value::Duration duration : constants.durations) {
    if (plain.ok()) out.add(value::subtract(plain.value, duration, value::MissingDay::earliest));
    if (plain.ok()) out.add(value::add(plain.value, duration, value::MissingDay::earliest));
  }
}

void add_durations(const Constants& constants, Candidates& out) {
  for (const value::Duration duration : constants.durations) out.add(Value::duration(duration));
  for (const auto& [months, days] : {std::pair{12, 0}, {1, 0}, {0, 15}, {0, 0}, {6, 0}, {0, 1}, {0, 400}}) {
    out.add(Value::duration(value::Duration::unchecked(months, days)));
  }
}

void add_sets(const Package& package, Candidates& out) {
  const int n_cases = static_cast<int>(package.enumerations[out.type().enumeration.value].n_cases);
  out.add(Value::set(value::Set128::all(n_cases)));
  out.add(Value::set(value::Set128()));
  for (int index = 0; index < n_cases; ++index) {
    value::Set128 one;
    one.insert(index);
    out.add(Value::set(one));
  }
}

std::vector<Value> candidates_of(const Package& package, const Dimension& dimension, const Constants& constants) {
  Candidates out(package, dimension);
  switch (dimension.value_kind) {
    case TypeKind::kBoolean:
      out.add(Value::boolean(false));
      out.add(Value::boolean(true));
      break;
    case TypeKind::kNumber:
      add_numbers(package, dimension, constants, out);
      break;
    case TypeKind::kDate:
      add_dates(constants, out);
      break;
    case TypeKind::kDuration:
      add_durations(constants, out);
      break;
    case TypeKind::kEnumeration: {
      const std::uint32_t n_cases = package.enumerations[package.type(dimension.type).enumeration.value].n_cases;
      for (std::uint32_t index = 0; index < n_cases; ++index) out.add(Value{index, 1});
      break;
    }
    case TypeKind::kSet:
      add_sets(package, out);
      break;
    case TypeKind::kList:
    case TypeKind::kElement:
      break;
  }
  return out.take();
}

std::vector<Value> marks_of(const Package& package, program::TypeId type, TypeKind kind, const Constants& constants) {
  std::vector<Value> marks;
  if (kind == TypeKind::kNumber && type) {
    const auto found = constants.numbers.find(package.type(type).unit.value);
    if (found == constants.numbers.end()) return marks;
    for (const Rational& number : found->second) marks.push_back(Value::number(number));
  } else if (kind == TypeKind::kDate) {
    for (const value::Date date : constants.dates) marks.push_back(Value::date(date));
  }
  return marks;
}

}  // namespace

Cone cone_of(const Package& package, const Unit& unit, std::size_t max_nodes) {
  ConeWalk walk(package, max_nodes, true);
  walk.run(unit);
  Cone cone = std::move(walk.cone_);
  for (const Dimension& dimension : cone.dimensions) {
    cone.candidates.push_back(candidates_of(package, dimension, walk.constants_));
    cone.marks.push_back(marks_of(package, dimension.type, dimension.value_kind, walk.constants_));
  }
  return cone;
}

Surroundings surroundings_of(const Package& package, const Unit& unit) {
  ConeWalk walk(package, std::numeric_limits<std::size_t>::max(), false);
  walk.run(unit);
  Surroundings surroundings;
  surroundings.dimensions = std::move(walk.cone_.dimensions);
  for (const Dimension& dimension : surroundings.dimensions) {
    surroundings.marks.push_back(marks_of(package, dimension.type, dimension.value_kind, walk.constants_));
  }
  surroundings.variables = std::move(walk.variables_);
  for (const program::VariableId id : surroundings.variables) {
    const program::TypeId type = package.variable(id).type;
    surroundings.variable_marks.push_back(marks_of(package, type, package.type(type).kind, walk.constants_));
  }
  return surroundings;
}

}  // namespace avenant::check
