#include "runtime/program/print_expression.hpp"

#include <algorithm>

#include "runtime/program/text_words.hpp"
#include "runtime/program/typing.hpp"
#include "runtime/value/date_text.hpp"

namespace avenant::program {

namespace {

constexpr std::size_t kWidth = 110;

bool is_plain_character(char character) {
  const std::string_view special = "()\"; \n\t%@:/\\";
  return special.find(character) == std::string_view::npos;
}

std::string print_period(const Period& period) {
  std::string result = value::print_iso_date(period.from);
  return period.until == kNoEnd ? result : result + " " + value::print_iso_date(period.until);
}

}  // namespace

std::string quote(std::string_view characters) {
  std::string result = "\"";
  for (const char character : characters) {
    if (character == '"' || character == '\\') result += '\\';
    if (character == '\n') {
      result += "\\n";
    } else {
      result += character;
    }
  }
  return result + "\"";
}

ExpressionPrinter::ExpressionPrinter(const Package& package)
    : package_(package), n_references_(package.nodes.size(), 0), numbers_(package.nodes.size(), 0) {
  count_references();
}

void ExpressionPrinter::count_references() {
  const auto count = [this](NodeId id) {
    if (id) ++n_references_[id.value];
  };
  for (const Node& node : package_.nodes) {
    for (const NodeId operand : package_.operands_of(node)) count(operand);
  }
  for (const Version& version : package_.versions) count(version.date);
  for (const Rule& rule : package_.rules) count(rule.body);
  for (const Derogation& derogation : package_.derogations) {
    count(derogation.guard);
    count(derogation.body);
  }
  for (const Notice& notice : package_.notices) count(notice.condition);
  for (const Condition& condition : package_.conditions) count(condition.node);
  // A condition is shown by its node's name, so its node needs one.
  for (const Condition& condition : package_.conditions) count(condition.node);
}

std::string ExpressionPrinter::name(StringId id) const {
  const std::string_view characters = package_.text_of(id);
  const bool plain =
      !characters.empty() && characters != "-" && std::all_of(characters.begin(), characters.end(), is_plain_character);
  return plain ? std::string(characters) : quote(characters);
}

// Binders of one name are told apart by their numbers.
std::string ExpressionPrinter::binder(BinderId id) const {
  return name(package_.binders[id.value].name) + "#" + std::to_string(id.value);
}

std::string ExpressionPrinter::at(PlaceId place) const {
  return place ? " @" + std::to_string(place.value) : std::string();
}

std::string ExpressionPrinter::type(TypeId id) const {
  const Type& type = package_.type(id);
  const std::string optional = type.optional ? "?" : "";
  switch (type.kind) {
    case TypeKind::kBoolean:
      return "boolean" + optional;
    case TypeKind::kDate:
      return "date" + optional;
    case TypeKind::kDuration:
      return "duration" + optional;
    case TypeKind::kEnumeration:
      return "enum" + optional + "[" +
             std::string(package_.text_of(package_.enumerations[type.enumeration.value].name)) + "]";
    case TypeKind::kSet:
      return "set[" + std::string(package_.text_of(package_.enumerations[type.enumeration.value].name)) + "]";
    case TypeKind::kNumber: {
      std::string result = "number" + optional;
      if (type.grain != 0) result += "/" + std::to_string(type.grain);
      return type.unit ? result + "[" + std::string(package_.text_of(type.unit)) + "]" : result;
    }
    case TypeKind::kList:
      return "list[" + std::string(package_.text_of(package_.list(type.list).name)) + "]";
    case TypeKind::kElement:
      return "element" + optional + "[" + std::string(package_.text_of(package_.list(type.list).name)) + "]";
  }
  return "?";
}

std::string ExpressionPrinter::literal(const Type& type, const value::Value& value) const {
  if (type.optional && value.is_absent()) return "absent";
  switch (type.kind) {
    case TypeKind::kBoolean:
      return value.as_boolean() ? "true" : "false";
    case TypeKind::kNumber:
      return value.b == 1 ? std::to_string(value.a) : std::to_string(value.a) + "/" + std::to_string(value.b);
    case TypeKind::kDate:
      return value::print_iso_date(value.as_date());
    case TypeKind::kDuration:
      return "P" + std::to_string(value.as_duration().months()) + "M" + std::to_string(value.as_duration().days()) +
             "D";
    case TypeKind::kEnumeration: {
      const Enumeration& enumeration = package_.enumerations[type.enumeration.value];
      return name(enumeration.name) + "/" +
             name(package_.cases_of(enumeration)[static_cast<std::size_t>(value.a)].name);
    }
    case TypeKind::kSet: {
      const Enumeration& enumeration = package_.enumerations[type.enumeration.value];
      std::string result = "(set " + name(enumeration.name);
      for (std::uint32_t i = 0; i < enumeration.n_cases; ++i) {
        if (value.as_set().contains(static_cast<int>(i))) result += " " + name(package_.cases_of(enumeration)[i].name);
      }
      return result + ")";
    }
    // No constant has these types, but values do, which tests and traces show.
    case TypeKind::kList: {
      std::string result;
      for (int i = 0; i < value::kMaxSetCases; ++i) {
        if (value.as_set().contains(i)) result += (result.empty() ? "" : " ") + std::to_string(i);
      }
      return "{" + result + "}";
    }
    case TypeKind::kElement:
      return "#" + std::to_string(value.a);
  }
  return "?";
}

std::string ExpressionPrinter::range(RangeId id, const Type& type) const {
  const Range& range = package_.ranges[id.value];
  std::string result = "(range ";
  result += range.min_excluded ? ">" : "";
  result += range.min ? literal(type, package_.constant(range.min)) : "-";
  result += range.max_excluded ? " <" : " ";
  result += range.max ? literal(type, package_.constant(range.max)) : "-";
  return result + ")";
}

bool ExpressionPrinter::is_of_owner(const Node& node) const {
  const SiteId id = node.site ? node.site : node.second_site;
  if (!id) return true;
  const Site& site = package_.site(id);
  if (site.subject != SubjectKind::kVariable) return !owner_;
  return owner_ && owner_.value == site.subject_id;
}

bool ExpressionPrinter::implies_type(const Node& node) const {
  if (node.op == Op::kExcluded || node.op == Op::kMissing) return false;
  const bool absent = node.op == Op::kConst && package_.constants[node.payload] == value::Value::absent();
  if (absent && package_.type(node.type).kind != TypeKind::kSet) return false;
  const Inferred inferred = infer(package_, node);
  return inferred.error.empty() && inferred.type == package_.type(node.type);
}

std::string ExpressionPrinter::suffix(const Node& node) const {
  std::string result = implies_type(node) ? "" : ":" + type(node.type);
  return node.place ? result + "@" + std::to_string(node.place.value) : result;
}

std::string ExpressionPrinter::payload(const Node& node) const {
  switch (info(node.op).payload) {
    case PayloadKind::kInput:
      return " " + name(package_.inputs[node.payload].name);
    case PayloadKind::kVariable:
      return " " + name(package_.variables[node.payload].name);
    case PayloadKind::kReading:
      return " " + name(package_.readings[node.payload].name);
    case PayloadKind::kUnknown:
      return " " + quote(package_.text_of(package_.unknowns[node.payload].address));
    case PayloadKind::kReason:
      return " " + quote(package_.text_of(StringId(node.payload)));
    case PayloadKind::kText:
      return " " + name(package_.texts[node.payload].name);
    case PayloadKind::kPeriod: {
      const Period& period = package_.periods[node.payload];
      return " " + name(package_.texts[period.text.value].name) + " (period " + print_period(period) + ")";
    }
    case PayloadKind::kRange:
      return " " + range(RangeId(node.payload), package_.type(node.type));
    case PayloadKind::kAttribute:
      return " " + name(package_.attributes[node.payload].name);
    case PayloadKind::kReferenceColumn: {
      const ReferenceColumn& column = package_.reference_columns[node.payload];
      return " " + name(package_.reference_tables[column.table.value].name) + "." + name(column.name);
    }
    case PayloadKind::kConstant:
      return " " + literal(package_.type(node.type), package_.constants[node.payload]);
    case PayloadKind::kList:
      return " " + name(package_.lists[node.payload].name);
    case PayloadKind::kColumn: {
      const ListColumn& column = package_.columns[node.payload];
      return " " + name(package_.list(column.list).name) + " " + name(column.name);
    }
    case PayloadKind::kBinder:
      return " " + binder(BinderId(node.payload));
    case PayloadKind::kNone:
    case PayloadKind::kTable:
    case PayloadKind::kSelect:
      break;
  }
  return {};
}

std::string ExpressionPrinter::head(const Node& node) const {
  std::string result = std::string(info(node.op).name) + suffix(node) + payload(node);
  const ModeKind mode = info(node.op).mode;
  if (mode == ModeKind::kRounding) result += " " + std::string(kRoundingWords[node.mode]);
  if (mode == ModeKind::kMissingDay) result += " " + std::string(kMissingDayWords[node.mode]);
  return result;
}

std::string ExpressionPrinter::reference(NodeId id) const {
  return "%" + std::to_string(numbers_[id.value]);
}

std::vector<std::string> ExpressionPrinter::select_parts(const Node& node, int indent, std::string& lets) {
  const std::span<const NodeId> operands = package_.operands_of(node);
  const Select& select = package_.selects[node.payload];
  std::vector<std::string> result{this->node(operands[0], indent, lets)};
  for (std::uint32_t index = 1; index < operands.size(); ++index) {
    std::string part = "(on";
    for (std::uint32_t i = 0; i < select.n_targets; ++i) {
      if (package_.select_targets[select.first_target + i] == index + 1) {
        part += " " + std::to_string(select.least + std::int64_t{i});
      }
    }
    if (select.otherwise == index + 1) part += " otherwise";
    result.push_back(part + " " + this->node(operands[index], indent + 2, lets) + ")");
  }
  return result;
}

std::vector<std::string> ExpressionPrinter::table_parts(const Node& node, int indent, std::string& lets) {
  const std::span<const NodeId> operands = package_.operands_of(node);
  const Table& table = package_.tables[node.payload];
  std::vector<std::string> result;
  for (const Row& row : package_.rows_of(table)) {
    std::string part = "(row" + at(row.place);
    if (row.written) part += " (written " + quote(package_.text_of(row.written)) + ")";
    part += " (";
    for (std::uint32_t cell = 0; cell < row.n_cells; ++cell) {
      if (cell != 0) part += " ";
      part += this->node(operands[row.first_operand + cell], indent + 4, lets);
    }
    part += ") " + this->node(operands[row.first_operand + row.n_cells], indent + 4, lets) + ")";
    result.push_back(part);
  }
  if (table.has_otherwise) result.push_back("(otherwise " + this->node(operands.back(), indent + 4, lets) + ")");
  return result;
}

std::vector<std::string> ExpressionPrinter::parts(const Node& node, int indent, std::string& lets) {
  if (node.op == Op::kSelect) return select_parts(node, indent, lets);
  if (node.op == Op::kTable) return table_parts(node, indent, lets);
  std::vector<std::string> result;
  for (const NodeId operand : package_.operands_of(node)) result.push_back(this->node(operand, indent, lets));
  return result;
}

std::string ExpressionPrinter::node_itself(NodeId id, int indent, std::string& lets) {
  const Node& node = package_.node(id);
  if (node.op == Op::kConst) {
    const std::string text = literal(package_.type(node.type), package_.constants[node.payload]);
    const bool atom = text.front() != '(';
    return atom ? text + suffix(node) : "(const" + suffix(node) + " " + text + ")";
  }
  const bool of_owner = is_of_owner(node);
  const VariableId outer = owner_;
  std::string opening = "(";
  if (!of_owner) {
    const Site& site = package_.site(node.site ? node.site : node.second_site);
    owner_ = site.subject == SubjectKind::kVariable ? VariableId(site.subject_id) : VariableId();
    opening = "(within " + (owner_ ? name(package_.variable(owner_).name) : "-") + " (";
  }
  const std::string head = this->head(node);
  const std::vector<std::string> parts = this->parts(node, indent + 2, lets);
  owner_ = outer;
  std::size_t length = opening.size() + head.size() + static_cast<std::size_t>(indent);
  bool long_text = false;
  for (const std::string& part : parts) {
    length += part.size() + 1;
    long_text = long_text || part.find('\n') != std::string::npos;
  }
  long_text = long_text || length > kWidth;
  const std::string separator = long_text ? "\n" + std::string(static_cast<std::size_t>(indent + 2), ' ') : " ";
  std::string result = opening + head;
  for (const std::string& part : parts) result += separator + part;
  return result + (of_owner ? ")" : "))");
}

std::string ExpressionPrinter::node(NodeId id, int indent, std::string& lets) {
  if (n_references_[id.value] < 2) return node_itself(id, indent, lets);
  if (numbers_[id.value] == 0) {
    const std::string text = node_itself(id, 2, lets);
    numbers_[id.value] = ++n_shared_;
    const std::string owner = owner_ ? name(package_.variable(owner_).name) : "-";
    lets += "(let " + reference(id) + " " + owner + " " + text + ")\n";
  }
  return reference(id);
}

std::string ExpressionPrinter::operand(NodeId id, int indent, std::string& lets) {
  const std::string text = node(id, indent, lets);
  const bool long_text = text.find('\n') != std::string::npos || text.size() + 30 > kWidth;
  return (long_text ? "\n" + std::string(static_cast<std::size_t>(indent), ' ') : " ") + text;
}

}  // namespace avenant::program
