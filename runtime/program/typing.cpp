#include "runtime/program/typing.hpp"

#include <numeric>

namespace avenant::program {

namespace {

constexpr std::int64_t kMaxGrain = 1'000'000'000'000'000;

Type plain_type(TypeKind kind) {
  Type type;
  type.kind = kind;
  return type;
}

Type number_type(std::int64_t grain) {
  Type type = plain_type(TypeKind::kNumber);
  type.grain = grain;
  return type;
}

Inferred wrong(const std::string& message) {
  return {{}, message};
}

// Inference for one node: the types of its operands, and what op.def demands of them.
class Inference {
 public:
  Inference(const Package& package, const Node& node)
      : package_(package), node_(node), operands_(package.operands_of(node)) {}

  Inferred run() const;

 private:
  const Type& operand(std::size_t index) const { return package_.type(package_.node(operands_[index]).type); }
  // Whether every operand from `first` on is of `kind` and plain.
  bool all(TypeKind kind, std::size_t first = 0) const;
  static Inferred yields(const Type& type) { return {type, {}}; }
  Inferred strict(TypeKind kind, Type result) const {
    return all(kind) ? yields(result) : wrong("an operand has a wrong type");
  }
  Inferred strict(TypeKind first, TypeKind second, Type result) const;
  Inferred leaf() const;
  // What keeps values of a type from being ordered in the node's mode; empty if nothing does.
  std::string comparable(const Type& type) const;
  Inferred comparison() const;
  Inferred equality() const;
  Inferred number() const;
  Inferred dates() const;
  Inferred sets() const;
  Inferred attribute() const;
  Inferred lookup() const;
  Inferred choice() const;
  Inferred optionals() const;
  Inferred select() const;
  Inferred table() const;
  Inferred field() const;
  Inferred fold() const;
  // The type of which every operand's of `indices` is.
  Inferred join(const std::vector<std::size_t>& indices) const;
  Type sum_type() const;

  const Package& package_;
  const Node& node_;
  std::span<const NodeId> operands_;
};

bool Inference::all(TypeKind kind, std::size_t first) const {
  for (std::size_t i = first; i < operands_.size(); ++i) {
    if (operand(i).kind != kind || operand(i).optional) return false;
  }
  return true;
}

Inferred Inference::strict(TypeKind first, TypeKind second, Type result) const {
  const bool right = operand(0).kind == first && !operand(0).optional && all(second, 1);
  return right ? yields(result) : wrong("an operand has a wrong type");
}

Inferred Inference::leaf() const {
  switch (info(node_.op).payload) {
    case PayloadKind::kInput:
      return yields(package_.type(package_.inputs[node_.payload].type));
    case PayloadKind::kVariable:
      return yields(package_.type(package_.variables[node_.payload].type));
    case PayloadKind::kUnknown:
      return yields(package_.type(package_.unknowns[node_.payload].type));
    case PayloadKind::kReading: {
      Type type = plain_type(TypeKind::kEnumeration);
      type.enumeration = package_.readings[node_.payload].enumeration;
      return yields(type);
    }
    case PayloadKind::kText:
      return yields(plain_type(TypeKind::kBoolean));
    case PayloadKind::kList: {
      Type type = plain_type(TypeKind::kList);
      type.list = ListId(node_.payload);
      return yields(type);
    }
    case PayloadKind::kBinder: {
      Type type = plain_type(TypeKind::kElement);
      type.list = package_.binders[node_.payload].list;
      return yields(type);
    }
    case PayloadKind::kNone:
      if (node_.op == Op::kMissing) break;
      return yields(plain_type(TypeKind::kDate));
    case PayloadKind::kConstant: {
      Type type = package_.type(node_.type);
      const value::Value& constant = package_.constants[node_.payload];
      if (type.kind == TypeKind::kNumber && constant.b != 0) type.grain = constant.b;
      return yields(type);
    }
    case PayloadKind::kReason:
    case PayloadKind::kPeriod:
    case PayloadKind::kRange:
    case PayloadKind::kTable:
    case PayloadKind::kSelect:
    case PayloadKind::kAttribute:
    case PayloadKind::kReferenceColumn:
    case PayloadKind::kColumn:
      break;
  }
  return yields(package_.type(node_.type));
}

Inferred Inference::join(const std::vector<std::size_t>& indices) const {
  Type type = operand(indices[0]);
  for (const std::size_t index : indices) {
    const Type& other = operand(index);
    if (other.kind != type.kind || other.enumeration != type.enumeration) {
      return wrong("the sides have different types");
    }
    if (other.list != type.list) return wrong("the sides are of different lists");
    type.optional = type.optional || other.optional;
    if (type.kind == TypeKind::kNumber) type.grain = common_grain(type.grain, other.grain);
    if (!(type.unit == other.unit)) type.unit = {};
  }
  return yields(type);
}

Inferred Inference::equality() const {
  const Type& left = operand(0);
  const Type& right = operand(1);
  if (left.kind != right.kind || left.enumeration != right.enumeration || left.list != right.list) {
    return wrong("values of different types");
  }
  if (left.optional || right.optional || left.kind == TypeKind::kList) return wrong("values that cannot be compared");
  return yields(plain_type(TypeKind::kBoolean));
}

std::string Inference::comparable(const Type& type) const {
  const bool ordered = type.kind == TypeKind::kNumber || type.kind == TypeKind::kDate ||
                       type.kind == TypeKind::kDuration || type.kind == TypeKind::kBoolean ||
                       (type.kind == TypeKind::kEnumeration && package_.enumerations[type.enumeration.value].ordered);
  if (!ordered) return "values that have no order";
  return node_.mode == static_cast<std::uint8_t>(comparison_of(type)) ? "" : "the mode is not of these values";
}

Inferred Inference::comparison() const {
  std::vector<std::size_t> indices;
  bool all_optional = true;
  for (std::size_t i = 0; i < operands_.size(); ++i) {
    indices.push_back(i);
    all_optional = all_optional && operand(i).optional;
  }
  Inferred common = join(indices);
  if (!common.error.empty()) return common;
  if (std::string error = comparable(operand(0)); !error.empty()) return wrong(error);
  if (node_.op == Op::kMin || node_.op == Op::kMax) {
    // One operand that is surely given makes the result so.
    common.type.optional = all_optional;
    return common;
  }
  if (common.type.optional) return wrong("values that may be absent");
  return yields(plain_type(TypeKind::kBoolean));
}

Inferred Inference::field() const {
  const ListColumn& column = package_.columns[node_.payload];
  if (operand(0).kind != TypeKind::kElement || operand(0).list != column.list) {
    return wrong("the operand is no element of the column's list");
  }
  Type type = package_.type(column.type);
  type.optional = type.optional || operand(0).optional;
  return yields(type);
}

// The folds: operand 0 is the list, operand 1 what is found for each element, operand 2 a filter.
Inferred Inference::fold() const {
  const ListId list = package_.binders[node_.payload].list;
  if (operand(0).kind != TypeKind::kList || operand(0).list != list)
    return wrong("the operand is not the binder's list");
  const bool filtered = operands_.size() > 2;
  if (filtered && (operand(2).kind != TypeKind::kBoolean || operand(2).optional)) {
    return wrong("the filter is not a boolean");
  }
  const Type& body = operand(1);
  Type element = plain_type(TypeKind::kElement);
  element.list = list;
  element.optional = true;
  if (node_.op == Op::kListSum) {
    return body.kind == TypeKind::kNumber && !body.optional ? yields(body) : wrong("an element is not a number");
  }
  if (node_.op == Op::kListLeast || node_.op == Op::kListGreatest) {
    Type result = body;
    result.optional = true;
    const std::string error = comparable(body);
    return error.empty() ? yields(result) : wrong(error);
  }
  if (node_.op == Op::kListFirst || node_.op == Op::kListLast) {
    const std::string error = body.optional ? "values that may be absent" : comparable(body);
    return error.empty() ? yields(element) : wrong(error);
  }
  if (body.kind != TypeKind::kBoolean || body.optional) return wrong("a condition is not a boolean");
  if (node_.op == Op::kListUnique) return yields(element);
  return yields(node_.op == Op::kListFilter ? operand(0) : plain_type(TypeKind::kBoolean));
}

Type Inference::sum_type() const {
  Type type = number_type(common_grain(operand(0).grain, operand(1).grain));
  if (operand(0).unit == operand(1).unit) type.unit = operand(0).unit;
  return type;
}

Inferred Inference::number() const {
  if (!all(TypeKind::kNumber)) return wrong("an operand is not a number");
  Type type = operand(0);
  if (node_.op == Op::kAdd || node_.op == Op::kSubtract) return yields(sum_type());
  if (node_.op == Op::kDivide) return yields(number_type(0));
  if (node_.op == Op::kMultiply) {
    std::int64_t product = 0;
    const bool large = __builtin_mul_overflow(operand(0).grain, operand(1).grain, &product) || product > kMaxGrain;
    return yields(number_type(large ? 0 : product));
  }
  if (node_.op == Op::kRound || node_.op == Op::kExact) {
    const value::Value& payload = package_.constants[node_.payload];
    if (payload.a <= 0 || payload.b <= 0) return wrong("the payload is not above zero");
    if (node_.op == Op::kExact && payload.b != 1) return wrong("the payload is not whole");
    type.grain = node_.op == Op::kRound ? payload.b : payload.a;
  }
  return yields(type);
}

Inferred Inference::dates() const {
  const Type date = plain_type(TypeKind::kDate);
  const Type duration = plain_type(TypeKind::kDuration);
  const Type whole = number_type(1);
  if (node_.op == Op::kDateAdd || node_.op == Op::kDateSubtract) {
    return strict(TypeKind::kDate, TypeKind::kDuration, date);
  }
  if (node_.op == Op::kDurationAdd || node_.op == Op::kDurationNegate) return strict(TypeKind::kDuration, duration);
  if (node_.op == Op::kLastAnniversary) return strict(TypeKind::kDate, date);
  if (node_.op == Op::kMakeDate || node_.op == Op::kAnniversary || node_.op == Op::kDurationScale) {
    for (std::size_t i = node_.op == Op::kMakeDate ? 0 : 1; i < operands_.size(); ++i) {
      if (operand(i).grain != 1) return wrong("a number is not whole");
    }
    if (node_.op == Op::kMakeDate) return strict(TypeKind::kNumber, date);
    if (node_.op == Op::kAnniversary) return strict(TypeKind::kDate, TypeKind::kNumber, date);
    return strict(TypeKind::kDuration, TypeKind::kNumber, duration);
  }
  return strict(TypeKind::kDate, whole);
}

Inferred Inference::sets() const {
  if (operand(0).kind != TypeKind::kSet) return wrong("an operand is not a set");
  if (node_.op == Op::kSetContains) {
    const Type& element = operand(1);
    const bool right =
        element.kind == TypeKind::kEnumeration && !element.optional && element.enumeration == operand(0).enumeration;
    return right ? yields(plain_type(TypeKind::kBoolean)) : wrong("the element is of another enumeration");
  }
  for (std::size_t i = 1; i < operands_.size(); ++i) {
    if (!fits(operand(i), operand(0))) return wrong("sets of different enumerations");
  }
  return yields(operand(0));
}

Inferred Inference::attribute() const {
  const Type& element = operand(0);
  if (element.kind != TypeKind::kEnumeration || element.optional) return wrong("the operand is not a case");
  if (node_.op == Op::kOpen) return strict(TypeKind::kEnumeration, TypeKind::kDate, plain_type(TypeKind::kBoolean));
  const Attribute& attribute = package_.attributes[node_.payload];
  if (attribute.enumeration != element.enumeration) return wrong("the attribute is of another enumeration");
  return yields(package_.type(attribute.type));
}

Inferred Inference::lookup() const {
  const ReferenceColumn& column = package_.reference_columns[node_.payload];
  const ReferenceTable& table = package_.reference_tables[column.table.value];
  if (operands_.size() != std::size_t{table.n_keys} + (table.is_dated ? 1 : 0)) return wrong("not one operand a key");
  for (std::uint32_t i = 0; i < table.n_keys; ++i) {
    const Type& key = package_.type(package_.reference_columns[table.first_column + i].type);
    const Type& given = operand(i);
    const bool fits_key = given.kind == key.kind && given.enumeration == key.enumeration && !given.optional;
    if (!fits_key || (key.kind == TypeKind::kNumber && given.grain != 1)) return wrong("a key of a wrong type");
  }
  if (table.is_dated && (operand(table.n_keys).kind != TypeKind::kDate || operand(table.n_keys).optional)) {
    return wrong("the last operand is not a date");
  }
  return yields(package_.type(column.type));
}

Inferred Inference::optionals() const {
  if (node_.op == Op::kIsPresent) {
    const bool scalar = operand(0).kind != TypeKind::kSet && operand(0).kind != TypeKind::kList;
    return scalar ? yields(plain_type(TypeKind::kBoolean)) : wrong("a set is never absent");
  }
  if (node_.op == Op::kUnwrap) {
    Type type = operand(0);
    type.optional = false;
    return yields(type);
  }
  if (node_.op == Op::kOrElse) {
    Inferred common = join({0, 1});
    common.type.optional = operand(1).optional;
    return common;
  }
  Type date = plain_type(TypeKind::kDate);
  date.optional = operands_.empty();
  bool all_optional = true;
  for (std::size_t i = 0; i < operands_.size(); ++i) {
    if (operand(i).kind != TypeKind::kDate) return wrong("an operand is not a date");
    all_optional = all_optional && operand(i).optional;
    if (node_.op == Op::kLatest) date.optional = date.optional || operand(i).optional;
  }
  if (node_.op == Op::kEarliest) date.optional = all_optional;
  return yields(date);
}

Inferred Inference::choice() const {
  if (operand(0).kind != TypeKind::kBoolean || operand(0).optional) return wrong("the condition is not a boolean");
  return node_.op == Op::kIf ? join({1, 2}) : join({1});
}

Inferred Inference::select() const {
  const Type& selector = operand(0);
  const bool right = selector.kind == TypeKind::kEnumeration || selector.kind == TypeKind::kNumber;
  if (!right || selector.optional) return wrong("the selector is neither a case nor a number");
  std::vector<std::size_t> indices;
  for (std::size_t i = 1; i < operands_.size(); ++i) indices.push_back(i);
  return join(indices);
}

Inferred Inference::table() const {
  const Table& table = package_.tables[node_.payload];
  std::vector<std::size_t> results;
  std::size_t next = 0;
  for (const Row& row : package_.rows_of(table)) {
    if (row.first_operand != next || row.first_operand + row.n_cells >= operands_.size()) return wrong("rows are torn");
    for (std::size_t cell = next; cell < next + row.n_cells; ++cell) {
      if (operand(cell).kind != TypeKind::kBoolean || operand(cell).optional) return wrong("a cell is not a boolean");
    }
    results.push_back(next + row.n_cells);
    next += row.n_cells + 1;
  }
  if (table.has_otherwise) results.push_back(next++);
  if (next != operands_.size() || results.empty()) return wrong("rows are torn");
  return join(results);
}

Inferred Inference::run() const {
  const Type boolean = plain_type(TypeKind::kBoolean);
  switch (node_.op) {
    case Op::kConst:
    case Op::kInput:
    case Op::kVariable:
    case Op::kReading:
    case Op::kSituationDate:
    case Op::kUnknown:
    case Op::kExcluded:
    case Op::kMissing:
    case Op::kTextKnown:
    case Op::kListInput:
    case Op::kBound:
      return leaf();
    case Op::kNot:
    case Op::kAnd:
    case Op::kOr:
      return strict(TypeKind::kBoolean, boolean);
    case Op::kIf:
    case Op::kAssume:
      return choice();
    case Op::kOrElse:
    case Op::kIsPresent:
    case Op::kUnwrap:
    case Op::kEarliest:
    case Op::kLatest:
      return optionals();
    case Op::kEqual:
    case Op::kNotEqual:
      return equality();
    case Op::kLess:
    case Op::kLessEqual:
    case Op::kGreater:
    case Op::kGreaterEqual:
    case Op::kMin:
    case Op::kMax:
      return comparison();
    case Op::kAdd:
    case Op::kSubtract:
    case Op::kNegate:
    case Op::kMultiply:
    case Op::kDivide:
    case Op::kRound:
    case Op::kExact:
      return number();
    case Op::kInRange:
      return operand(0).optional ? wrong("the operand may be absent") : yields(operand(0));
    case Op::kDateAdd:
    case Op::kDateSubtract:
    case Op::kDaysBetween:
    case Op::kMakeDate:
    case Op::kYearOf:
    case Op::kMonthOf:
    case Op::kDayOf:
    case Op::kAnniversary:
    case Op::kLastAnniversary:
    case Op::kCompletedYears:
    case Op::kDurationAdd:
    case Op::kDurationNegate:
    case Op::kDurationScale:
      return dates();
    case Op::kSetContains:
    case Op::kSetUnion:
    case Op::kSetIntersection:
    case Op::kSetComplement:
      return sets();
    case Op::kAttribute:
    case Op::kOpen:
      return attribute();
    case Op::kLookup:
      return lookup();
    case Op::kInPeriod:
      return operand(0).kind == TypeKind::kDate ? yields(boolean) : wrong("the operand is not a date");
    case Op::kSelect:
      return select();
    case Op::kTable:
      return table();
    case Op::kField:
      return field();
    case Op::kListCount:
      return strict(TypeKind::kList, number_type(1));
    case Op::kListFilter:
    case Op::kListSum:
    case Op::kListLeast:
    case Op::kListGreatest:
    case Op::kListAny:
    case Op::kListAll:
    case Op::kListUnique:
    case Op::kListFirst:
    case Op::kListLast:
      return fold();
  }
  return wrong("no such operation");
}

}  // namespace

bool fits(const Type& from, const Type& to) {
  if (from.kind != to.kind || from.enumeration != to.enumeration || from.list != to.list) return false;
  if (from.optional && !to.optional) return false;
  return to.grain == 0 || (from.grain != 0 && to.grain % from.grain == 0);
}

bool is_value_of(const Package& package, const Type& type, const value::Value& value) {
  if (type.optional && value == value::Value::absent()) return true;
  switch (type.kind) {
    case TypeKind::kBoolean:
      return value.b == 1 && (value.a == 0 || value.a == 1);
    case TypeKind::kNumber:
      if (value.b != 1 && !value::Rational::is_valid(value.a, value.b)) return false;
      if (value.a < -value::kMaxPart) return false;
      return type.grain == 0 || type.grain % value.b == 0;
    case TypeKind::kDate:
      return value.b == 1 && value::Date::from_days(value.a).ok();
    case TypeKind::kDuration: {
      const value::Duration duration = value.as_duration();
      return value.b == 1 && value::Duration::from_parts(duration.months(), duration.days()).ok();
    }
    case TypeKind::kEnumeration:
      return value.b == 1 && value.a >= 0 && value.a < package.enumerations[type.enumeration.value].n_cases;
    case TypeKind::kSet: {
      const auto n_cases = static_cast<int>(package.enumerations[type.enumeration.value].n_cases);
      return value.as_set().is_subset_of(value::Set128::all(n_cases));
    }
    case TypeKind::kList:
      return value.as_set().is_subset_of(value::Set128::all(static_cast<int>(package.list(type.list).capacity)));
    case TypeKind::kElement:
      return value.b == 1 && value.a >= 0 && value.a < package.list(type.list).capacity;
  }
  return false;
}

bool is_within(const Package& package, const Type& type, const Range& range, const value::Value& value) {
  // −1, 0 or 1 as the value is below, at or above the bound.
  const auto compare = [&type, &value](const value::Value& bound) {
    if (type.kind != TypeKind::kNumber) return (value.a > bound.a) - (value.a < bound.a);
    const auto order = value.as_number() <=> bound.as_number();
    return (order > 0) - (order < 0);
  };
  if (range.min) {
    const int order = compare(package.constant(range.min));
    if (order < 0 || (order == 0 && range.min_excluded)) return false;
  }
  if (range.max) {
    const int order = compare(package.constant(range.max));
    if (order > 0 || (order == 0 && range.max_excluded)) return false;
  }
  return true;
}

std::int64_t common_grain(std::int64_t left, std::int64_t right) {
  if (left == 0 || right == 0) return 0;
  const std::int64_t step = right / std::gcd(left, right);
  std::int64_t product = 0;
  return __builtin_mul_overflow(left, step, &product) || product > kMaxGrain ? 0 : product;
}

Comparison comparison_of(const Type& type) {
  if (type.kind == TypeKind::kNumber) return Comparison::kNumber;
  return type.kind == TypeKind::kDuration ? Comparison::kDuration : Comparison::kOrdinal;
}

Inferred infer(const Package& package, const Node& node) {
  return Inference(package, node).run();
}

}  // namespace avenant::program
