#include "runtime/program/check_records.hpp"

#include <algorithm>

#include "runtime/program/binary/check_shape.hpp"
#include "runtime/program/check_binders.hpp"
#include "runtime/program/reference/reference_tables.hpp"
#include "runtime/program/typing.hpp"
#include "runtime/value/calendar.hpp"
#include "runtime/value/rounding.hpp"

namespace avenant::program {

namespace {

// Indices of families are printed, and counted with.
constexpr std::int64_t kMaxIndex = 1'000'000'000'000;

// Stops at the first wrong record; `where_` names the record that is being looked at.
class RecordChecker {
 public:
  explicit RecordChecker(const Package& package) : package_(package) {}

  std::string run();

 private:
  bool wrong(std::string_view what) {
    if (message_.empty()) message_ = where_ + ": " + std::string(what);
    return false;
  }
  bool demand(bool holds, std::string_view what) { return holds || wrong(what); }
  template <typename Tag, typename Record>
  bool in(Id<Tag> id, const std::vector<Record>& records, std::string_view what) {
    return demand(id.value < records.size(), what);
  }
  template <typename Tag, typename Record>
  bool in_or_none(Id<Tag> id, const std::vector<Record>& records, std::string_view what) {
    return !id || in(id, records, what);
  }
  bool span(std::uint64_t first, std::uint64_t count, std::uint64_t size, std::string_view what) {
    return demand(count == 0 || first + count <= size, what);
  }
  bool site(SiteId id, value::RuntimeErrorClass error, std::string_view what) {
    return in(id, package_.sites, what) && demand(package_.site(id).error == error, what);
  }
  void name(std::string_view kind, StringId name) { where_ = std::string(kind) + " " + std::string(text(name)); }
  std::string_view text(StringId id) const { return id.value < package_.strings.size() ? package_.text_of(id) : "?"; }

  bool types();
  bool enumerations();
  bool texts_and_sites();
  bool inputs();
  bool lists();
  bool list(ListId id);
  bool constant(ConstantId id, const Type& type, std::string_view what);
  bool range(RangeId id, const Type& type);
  bool nodes();
  bool node(std::uint32_t index);
  bool payload(const Node& node);
  bool node_payload_type(const Node& node);
  bool selects();
  bool select(const Node& node);
  bool mode(const Node& node);
  bool node_sites(const Node& node);
  bool variables();
  bool version(const Variable& variable, const Version& version);
  bool rule(const Variable& variable, const Rule& rule);
  bool condition(ConditionId id);
  bool conditions();
  bool names();
  bool family(const Family& family);
  bool boolean_node(NodeId id, std::string_view what);

  const Package& package_;
  std::string where_;
  std::string message_;
  // Of each choice: the greatest of its targets.
  std::vector<std::uint32_t> greatest_targets_;
};

bool RecordChecker::types() {
  for (const Type& type : package_.types) {
    where_ = "a type";
    const bool of_cases = type.kind == TypeKind::kEnumeration || type.kind == TypeKind::kSet;
    if (!demand(of_cases == static_cast<bool>(type.enumeration), "an enumeration is missing or not wanted"))
      return false;
    if (!in_or_none(type.enumeration, package_.enumerations, "no such enumeration")) return false;
    if (!demand(type.grain >= 0 && (type.grain == 0 || type.kind == TypeKind::kNumber), "a wrong grain")) return false;
    if (!demand(!type.optional || (type.kind != TypeKind::kSet && type.kind != TypeKind::kList),
                "sets and lists are never facultatif")) {
      return false;
    }
    const bool fits_in_set =
        type.kind != TypeKind::kSet || package_.enumerations[type.enumeration.value].n_cases <= value::kMaxSetCases;
    if (!demand(fits_in_set, "a set of more than 128 cases")) return false;
    const bool of_elements = type.kind == TypeKind::kList || type.kind == TypeKind::kElement;
    if (!demand(of_elements == static_cast<bool>(type.list), "an input list is missing or not wanted")) return false;
    if (!in_or_none(type.list, package_.lists, "no such input list")) return false;
  }
  return true;
}

bool RecordChecker::enumerations() {
  for (const Enumeration& enumeration : package_.enumerations) {
    name("enumeration", enumeration.name);
    if (!span(enumeration.first_case, enumeration.n_cases, package_.cases.size(), "cases out of range")) return false;
    if (!span(enumeration.first_closing, enumeration.n_closings, package_.closings.size(), "closings out of range")) {
      return false;
    }
    for (std::uint32_t i = 0; i < enumeration.n_closings; ++i) {
      const Closing& closing = package_.closings[enumeration.first_closing + i];
      if (!demand(closing.case_index < enumeration.n_cases, "no such case to close")) return false;
      if (!in(closing.text, package_.texts, "no such text")) return false;
    }
  }
  for (const Attribute& attribute : package_.attributes) {
    name("attribute", attribute.name);
    if (!in(attribute.enumeration, package_.enumerations, "no such enumeration")) return false;
    if (!in(attribute.type, package_.types, "no such type")) return false;
    const std::uint32_t count = package_.enumerations[attribute.enumeration.value].n_cases;
    if (!span(attribute.first_value, count, package_.attribute_values.size(), "values out of range")) return false;
    for (std::uint32_t i = 0; i < count; ++i) {
      const ConstantId id = package_.attribute_values[attribute.first_value + i];
      if (!constant(id, package_.type(attribute.type), "a value is not of the attribute's type")) return false;
    }
  }
  return true;
}

bool RecordChecker::texts_and_sites() {
  for (const Text& text : package_.texts) {
    name("text", text.name);
    if (!demand(text.published < kNoEnd && text.in_force < kNoEnd, "a date beyond year 9999")) return false;
  }
  for (const Place& place : package_.places) {
    where_ = "a place";
    if (!in_or_none(place.text, package_.texts, "no such text")) return false;
  }
  for (const Site& site : package_.sites) {
    where_ = "a site";
    if (!in_or_none(site.place, package_.places, "no such place")) return false;
    const std::size_t n_subjects = site.subject == SubjectKind::kInput      ? package_.inputs.size()
                                   : site.subject == SubjectKind::kVariable ? package_.variables.size()
                                                                            : 1;
    if (!demand(site.subject_id < n_subjects, "no such subject")) return false;
  }
  for (const Period& period : package_.periods) {
    where_ = "a period";
    if (!in(period.text, package_.texts, "no such text")) return false;
  }
  return true;
}

bool RecordChecker::constant(ConstantId id, const Type& type, std::string_view what) {
  if (!in(id, package_.constants, "no such constant")) return false;
  return demand(is_value_of(package_, type, package_.constant(id)), what);
}

bool RecordChecker::range(RangeId id, const Type& type) {
  if (!id) return true;
  if (!in(id, package_.ranges, "no such range")) return false;
  const bool bounded =
      type.kind == TypeKind::kNumber || type.kind == TypeKind::kDate || type.kind == TypeKind::kEnumeration;
  if (!demand(bounded, "a range of what has no bounds")) return false;
  // A bound need not have the grain of what it bounds.
  Type bound = type;
  bound.grain = 0;
  bound.optional = false;
  const Range& range = package_.ranges[id.value];
  if (range.min && !constant(range.min, bound, "a bound of a wrong type")) return false;
  return !range.max || constant(range.max, bound, "a bound of a wrong type");
}

bool RecordChecker::inputs() {
  using Error = value::RuntimeErrorClass;
  for (const Input& input : package_.inputs) {
    name("input", input.name);
    if (!in(input.type, package_.types, "no such type") || !range(input.range, package_.type(input.type))) return false;
    const TypeKind kind = package_.type(input.type).kind;
    if (!demand(kind != TypeKind::kList && kind != TypeKind::kElement, "an input list is given by its columns")) {
      return false;
    }
    if (!site(input.missing, Error::missing_input, "a wrong site for a missing value")) return false;
    if (!site(input.out_of_range, Error::out_of_range, "a wrong site for a value out of range")) return false;
  }
  for (const Reading& reading : package_.readings) {
    name("reading", reading.name);
    if (!in(reading.enumeration, package_.enumerations, "no such enumeration")) return false;
    const std::uint32_t count = package_.enumerations[reading.enumeration.value].n_cases;
    if (!demand(reading.default_case < count, "no such default")) return false;
  }
  for (const Unknown& unknown : package_.unknowns) {
    name("unknown figure", unknown.address);
    if (!in(unknown.type, package_.types, "no such type")) return false;
    if (!range(unknown.bounds, package_.type(unknown.type))) return false;
  }
  return true;
}

// The count of a list and the inputs of its columns lie side by side.
bool RecordChecker::list(ListId id) {
  const ListInput& list = package_.list(id);
  name("list", list.name);
  if (!demand(list.capacity >= 1 && list.capacity <= kMaxListElements, "an impossible capacity")) return false;
  if (!span(list.first_column, list.n_columns, package_.columns.size(), "no such columns")) return false;
  if (!in(list.count, package_.inputs, "no such count")) return false;
  const Input& count = package_.input(list.count);
  const Type& whole = package_.type(count.type);
  if (!demand(whole.kind == TypeKind::kNumber && whole.grain == 1 && !whole.optional, "its count is no whole number")) {
    return false;
  }
  if (!demand(static_cast<bool>(count.range), "its count has no range")) return false;
  const Range& range = package_.ranges[count.range.value];
  if (!demand(range.min && range.max && !range.min_excluded && !range.max_excluded, "its count has no range")) {
    return false;
  }
  const std::int64_t least = package_.constant(range.min).a;
  if (!demand(least >= 0 && package_.constant(range.max).a == list.capacity, "its count has a wrong range")) {
    return false;
  }
  for (std::uint32_t i = 0; i < list.n_columns; ++i) {
    const ListColumn& column = package_.columns[list.first_column + i];
    if (!demand(column.list == id, "a column of another list")) return false;
    if (!demand(column.first_input.value == list.count.value + 1 + i * list.capacity, "columns are torn")) return false;
    if (!span(column.first_input.value, list.capacity, package_.inputs.size(), "columns are torn")) return false;
    for (std::uint32_t element = 0; element < list.capacity; ++element) {
      const Input& input = package_.inputs[column.first_input.value + element];
      if (!demand(input.type == column.type && input.range == column.range, "an element that is not of its column")) {
        return false;
      }
    }
  }
  return true;
}

bool RecordChecker::lists() {
  for (std::size_t i = 0; i < package_.lists.size(); ++i) {
    if (!list(ListId(i))) return false;
  }
  for (const ListColumn& column : package_.columns) {
    name("column", column.name);
    if (!in(column.list, package_.lists, "no such list") || !in(column.type, package_.types, "no such type"))
      return false;
    const TypeKind kind = package_.type(column.type).kind;
    if (!demand(kind != TypeKind::kList && kind != TypeKind::kElement, "a list within a list")) return false;
  }
  for (const Binder& binder : package_.binders) {
    name("binder", binder.name);
    if (!in(binder.list, package_.lists, "no such list")) return false;
  }
  return true;
}

bool RecordChecker::payload(const Node& node) {
  const auto among = [this, &node](const auto& records) {
    return demand(node.payload < records.size(), "its payload is out of range");
  };
  switch (info(node.op).payload) {
    case PayloadKind::kNone:
      return true;
    case PayloadKind::kConstant:
      return among(package_.constants);
    case PayloadKind::kInput:
      return among(package_.inputs);
    case PayloadKind::kVariable:
      return among(package_.variables) &&
             in(package_.variables[node.payload].type, package_.types, "a variable without type");
    case PayloadKind::kReading:
      return among(package_.readings);
    case PayloadKind::kUnknown:
      return among(package_.unknowns);
    case PayloadKind::kReason:
      return node.payload == StringId::kNoneValue || among(package_.strings);
    case PayloadKind::kText:
      return among(package_.texts);
    case PayloadKind::kPeriod:
      return among(package_.periods);
    case PayloadKind::kRange:
      return among(package_.ranges);
    case PayloadKind::kTable:
      return among(package_.tables) && span(package_.tables[node.payload].first_row,
                                            package_.tables[node.payload].n_rows, package_.rows.size(), "no such rows");
    case PayloadKind::kSelect:
      return among(package_.selects) && select(node);
    case PayloadKind::kAttribute:
      return among(package_.attributes);
    case PayloadKind::kReferenceColumn:
      return among(package_.reference_columns);
    case PayloadKind::kList:
      return among(package_.lists);
    case PayloadKind::kColumn:
      return among(package_.columns);
    case PayloadKind::kBinder:
      return among(package_.binders);
  }
  return wrong("no such payload");
}

// Once for each, however many nodes choose by it. Operand 0 is what is chosen by, never a target.
bool RecordChecker::selects() {
  for (const Select& select : package_.selects) {
    where_ = "a choice";
    std::uint32_t greatest = select.otherwise;
    bool right = select.otherwise != 1;
    for (std::uint32_t i = 0; i < select.n_targets; ++i) {
      const std::uint32_t target = package_.select_targets[select.first_target + i];
      greatest = std::max(greatest, target);
      right = right && target != 1;
    }
    if (!demand(right, "no such target")) return false;
    greatest_targets_.push_back(greatest);
  }
  return true;
}

bool RecordChecker::select(const Node& node) {
  return demand(greatest_targets_[node.payload] <= node.n_operands, "no such target");
}

bool RecordChecker::mode(const Node& node) {
  switch (info(node.op).mode) {
    case ModeKind::kNone:
      return demand(node.mode == 0, "a mode that it has not");
    case ModeKind::kComparison:
      return demand(node.mode <= static_cast<std::uint8_t>(Comparison::kDuration), "no such comparison");
    case ModeKind::kRounding:
      return demand(node.mode <= static_cast<std::uint8_t>(value::Rounding::toward_zero), "no such rounding");
    case ModeKind::kMissingDay:
      return demand(node.mode <= static_cast<std::uint8_t>(value::MissingDay::latest), "no such policy");
  }
  return wrong("no such mode");
}

bool RecordChecker::node_sites(const Node& node) {
  const OpInfo& known = info(node.op);
  const bool ordinal =
      known.mode == ModeKind::kComparison && node.mode != static_cast<std::uint8_t>(Comparison::kDuration);
  const bool first = known.first_error.has_value() && !ordinal;
  if (!demand(first == static_cast<bool>(node.site), "its first site is missing or not wanted")) return false;
  if (first && !site(node.site, *known.first_error, "its first site is wrong")) return false;
  const bool second = known.second_error.has_value();
  if (!demand(second == static_cast<bool>(node.second_site), "its second site is missing or not wanted")) return false;
  return !second || site(node.second_site, *known.second_error, "its second site is wrong");
}

bool RecordChecker::node_payload_type(const Node& node) {
  if (node.op == Op::kConst) {
    return constant(ConstantId(node.payload), package_.type(node.type), "the constant is not of its type");
  }
  if (node.op == Op::kInRange) return range(RangeId(node.payload), package_.type(node.type));
  if (node.op == Op::kRound || node.op == Op::kExact) {
    Type number;
    number.kind = TypeKind::kNumber;
    return constant(ConstantId(node.payload), number, "the payload is no number");
  }
  return true;
}

bool RecordChecker::node(std::uint32_t index) {
  const Node& node = package_.nodes[index];
  const OpInfo& known = info(node.op);
  where_ = "node " + std::to_string(index) + " (" + std::string(known.name) + ")";
  if (!demand(node.n_operands >= known.min_operands && node.n_operands <= known.max_operands, "a wrong arity")) {
    return false;
  }
  if (!span(node.first_operand, node.n_operands, package_.operands.size(), "operands out of range")) return false;
  for (const NodeId operand : package_.operands_of(node)) {
    if (!demand(operand.value < index, "an operand that does not come before it")) return false;
  }
  if (!in(node.type, package_.types, "no such type") || !in_or_none(node.place, package_.places, "no such place")) {
    return false;
  }
  if (!payload(node) || !mode(node)) return false;
  const Inferred inferred = infer(package_, node);
  if (!demand(inferred.error.empty(), inferred.error)) return false;
  if (!demand(fits(inferred.type, package_.type(node.type)), "its value does not fit its type")) return false;
  return node_payload_type(node) && node_sites(node);
}

bool RecordChecker::nodes() {
  for (std::uint32_t i = 0; i < package_.nodes.size(); ++i) {
    if (!node(i)) return false;
  }
  return true;
}

bool RecordChecker::boolean_node(NodeId id, std::string_view what) {
  if (!in(id, package_.nodes, what)) return false;
  const Type& type = package_.type(package_.node(id).type);
  return demand(type.kind == TypeKind::kBoolean && !type.optional, what);
}

bool RecordChecker::rule(const Variable& variable, const Rule& rule) {
  const Type& type = package_.type(variable.type);
  const auto has_type = [this, &type](NodeId id) {
    return in(id, package_.nodes, "no such body") &&
           demand(fits(package_.type(package_.node(id).type), type), "a body does not fit the variable's type");
  };
  if (!has_type(rule.body)) return false;
  if (!demand(rule.n_derogations <= kMaxDerogations, "too many derogations")) return false;
  if (!span(rule.first_derogation, rule.n_derogations, package_.derogations.size(), "no such derogations"))
    return false;
  std::uint64_t earlier = 1;
  for (const Derogation& derogation : package_.derogations_of(rule)) {
    if (!boolean_node(derogation.guard, "a guard is not a boolean") || !has_type(derogation.body)) return false;
    if (!in(derogation.text, package_.texts, "a derogation without text")) return false;
    if (!demand(derogation.parents != 0 && (derogation.parents & ~earlier) == 0, "a derogation from a later one")) {
      return false;
    }
    earlier = earlier << 1U | 1U;
  }
  return true;
}

bool RecordChecker::version(const Variable& variable, const Version& version) {
  if (!in(version.text, package_.texts, "a version without text")) return false;
  if (version.date) {
    if (!in(version.date, package_.nodes, "no such application date")) return false;
    if (!demand(package_.type(package_.node(version.date).type).kind == TypeKind::kDate, "it applies by no date")) {
      return false;
    }
  }
  if (!version.rule) return site(version.repealed, value::RuntimeErrorClass::repealed, "a wrong site of repeal");
  return in(version.rule, package_.rules, "no such rule") && rule(variable, package_.rule(version.rule));
}

bool RecordChecker::condition(ConditionId id) {
  const Condition& condition = package_.conditions[id.value];
  name("condition", condition.label);
  if (!boolean_node(condition.node, "it is not a boolean")) return false;
  if (condition.group == ConditionGroup::kLeaf) return demand(condition.n_children == 0, "a condition with children");
  const Node& node = package_.node(condition.node);
  const Op op = condition.group == ConditionGroup::kAll ? Op::kAnd : Op::kOr;
  if (!demand(node.op == op && node.n_operands == condition.n_children, "a group shows what it does not mean")) {
    return false;
  }
  for (std::uint32_t i = 0; i < condition.n_children; ++i) {
    const ConditionId child = package_.children_of(condition)[i];
    if (!in(child, package_.conditions, "no such condition")) return false;
    if (!demand(package_.conditions[child.value].node == package_.operands_of(node)[i],
                "a group shows what it does not mean")) {
      return false;
    }
  }
  return true;
}

// What shows conditions recurs: groups are trees of a bounded depth. Children come before their group.
bool RecordChecker::conditions() {
  constexpr std::uint32_t kMaxConditionDepth = 1'000;
  std::vector<std::uint32_t> depths(package_.conditions.size(), 0);
  std::vector<bool> has_parent(package_.conditions.size(), false);
  for (std::size_t i = 0; i < package_.conditions.size(); ++i) {
    const ConditionId id(i);
    if (!condition(id)) return false;
    for (const ConditionId child : package_.children_of(package_.conditions[i])) {
      if (!demand(child < id, "a group that comes before its members")) return false;
      if (!demand(!has_parent[child.value], "a condition of two groups")) return false;
      has_parent[child.value] = true;
      depths[i] = std::max(depths[i], depths[child.value] + 1);
    }
    if (!demand(depths[i] <= kMaxConditionDepth, "groups are nested too deep")) return false;
  }
  return true;
}

bool RecordChecker::variables() {
  using Error = value::RuntimeErrorClass;
  std::vector<bool> used(package_.sites.size(), false);
  for (const Variable& variable : package_.variables) {
    name("variable", variable.name);
    if (!span(variable.first_version, variable.n_versions, package_.versions.size(), "no such versions")) return false;
    if (!site(variable.no_version, Error::no_version, "a wrong site for no version")) return false;
    if (!site(variable.conflict, Error::conflict, "a wrong site for conflicts")) return false;
    if (!demand(!used[variable.no_version.value], "two variables have one place")) return false;
    used[variable.no_version.value] = true;
    if (variable.out_of_force && !constant(variable.out_of_force, package_.type(variable.type), "a wrong edge value")) {
      return false;
    }
    for (const Version& each : package_.versions_of(variable)) {
      if (!version(variable, each)) return false;
    }
  }
  return true;
}

bool RecordChecker::names() {
  for (const Notice& notice : package_.notices) {
    name("notice", notice.message);
    if (!boolean_node(notice.condition, "its condition is not a boolean")) return false;
  }
  for (const Sentence& sentence : package_.sentences) name("sentence", sentence.pattern);
  for (const Family& family : package_.families) {
    name("family", family.name);
    if (!this->family(family)) return false;
  }
  return true;
}

// The members of a family are shown together: they fill its dimensions, and are of one type and one dispositif.
bool RecordChecker::family(const Family& family) {
  std::uint64_t n_expected = 1;
  for (std::uint32_t i = 0; i < family.n_dimensions; ++i) {
    const Dimension& dimension = package_.dimensions[family.first_dimension + i];
    const bool right =
        !dimension.enumeration || dimension.size == package_.enumerations[dimension.enumeration.value].n_cases;
    if (!demand(right, "a dimension is not as large as its enumeration")) return false;
    if (!demand(dimension.least >= -kMaxIndex && dimension.least <= kMaxIndex, "an index is too large")) return false;
    // Below 2^64: the product before is at most the number of members.
    n_expected *= dimension.size;
    if (!demand(n_expected <= family.n_members, "its members do not fill it")) return false;
  }
  if (!demand(n_expected == family.n_members, "its members do not fill it")) return false;
  const bool of_inputs = family.kind == FamilyKind::kInput;
  const std::size_t count = of_inputs ? package_.inputs.size() : package_.variables.size();
  const auto kind_of = [this, of_inputs](std::uint32_t member) {
    return of_inputs ? std::pair(package_.inputs[member].type, package_.inputs[member].dispositif)
                     : std::pair(package_.variables[member].type, package_.variables[member].dispositif);
  };
  const std::uint32_t first = package_.family_members.empty() ? 0 : package_.family_members[family.first_member];
  for (std::uint32_t i = 0; i < family.n_members; ++i) {
    const std::uint32_t member = package_.family_members[family.first_member + i];
    if (!demand(member < count, "no such member")) return false;
    if (!demand(kind_of(member) == kind_of(first), "its members differ in kind")) return false;
  }
  return true;
}

std::string RecordChecker::run() {
  if (message_ = binary::check_shape(package_); !message_.empty()) return message_;
  if (!types() || !enumerations() || !texts_and_sites() || !inputs() || !lists()) return message_;
  // What nodes look up is whole before any of them is looked at.
  if (message_ = check_reference_tables(package_); !message_.empty()) return message_;
  if (selects() && nodes() && conditions() && variables() && names()) message_ = check_binders(package_);
  return message_;
}

}  // namespace

std::string check_records(const Package& package) {
  return RecordChecker(package).run();
}

}  // namespace avenant::program
