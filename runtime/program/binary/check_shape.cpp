#include "runtime/program/binary/check_shape.hpp"

#include <algorithm>

#include "runtime/program/binary/fields.hpp"

namespace avenant::program::binary {

namespace {

// ---- Ids

template <class Record>
bool names_what_exists(const Package& package, const Record& record) {
  bool right = true;
  visit_fields(record, [&](std::string_view, const auto& field) {
    using Field = std::remove_cvref_t<decltype(field)>;
    if constexpr (kIsId<Field>) {
      right = right && (!field || field.value < store_size<Field>(package));
    }
  });
  return right;
}

template <class Records>
std::string check_ids(const Package& package, std::string_view member, const Records& records) {
  for (std::size_t i = 0; i < records.size(); ++i) {
    if (names_what_exists(package, records[i])) continue;
    return std::string(member) + " " + std::to_string(i) + " names what does not exist";
  }
  return {};
}

// ---- Parts of arrays

// The parts of one array, in the order of the records that they belong to.
class Parts {
 public:
  Parts(std::string_view what, std::size_t size) : what_(what), size_(size) {}

  void add(std::uint64_t first, std::uint64_t count) {
    if (count == 0) return;
    right_ = right_ && first == next_ && first + count <= size_;
    next_ = first + count;
  }
  std::string error() const { return right_ ? std::string() : std::string(what_) + " do not follow each other"; }

 private:
  std::string_view what_;
  std::uint64_t size_;
  std::uint64_t next_ = 0;
  bool right_ = true;
};

template <class Owner, class Element>
std::string check_parts(std::string_view what, const std::vector<Owner>& owners, const std::vector<Element>& elements,
                        std::uint32_t Owner::* first, std::uint32_t Owner::* count) {
  Parts parts(what, elements.size());
  for (const Owner& owner : owners) parts.add(owner.*first, owner.*count);
  return parts.error();
}

std::string check_all_parts(const Package& package) {
  const Package& p = package;
  Parts attribute_values("the values of attributes", p.attribute_values.size());
  for (const Attribute& attribute : p.attributes) {
    if (!attribute.enumeration) return "an attribute of no enumeration";
    attribute_values.add(attribute.first_value, p.enumerations[attribute.enumeration.value].n_cases);
  }
  const std::string errors[] = {
      check_parts("operands", p.nodes, p.operands, &Node::first_operand, &Node::n_operands),
      check_parts("versions", p.variables, p.versions, &Variable::first_version, &Variable::n_versions),
      check_parts("derogations", p.rules, p.derogations, &Rule::first_derogation, &Rule::n_derogations),
      check_parts("rows", p.tables, p.rows, &Table::first_row, &Table::n_rows),
      check_parts("targets", p.selects, p.select_targets, &Select::first_target, &Select::n_targets),
      check_parts("cases", p.enumerations, p.cases, &Enumeration::first_case, &Enumeration::n_cases),
      check_parts("closings", p.enumerations, p.closings, &Enumeration::first_closing, &Enumeration::n_closings),
      check_parts("columns", p.lists, p.columns, &ListInput::first_column, &ListInput::n_columns),
      check_parts("conditions", p.conditions, p.condition_children, &Condition::first_child, &Condition::n_children),
      check_parts("dimensions", p.families, p.dimensions, &Family::first_dimension, &Family::n_dimensions),
      check_parts("members", p.families, p.family_members, &Family::first_member, &Family::n_members),
      attribute_values.error(),
  };
  for (const std::string& error : errors) {
    if (!error.empty()) return error;
  }
  return {};
}

// ---- Texts

bool is_continuation(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

// The bytes of the well-formed character that `text` begins with; 0 if it begins with none. Unicode 15, table 3-7.
std::size_t character_size(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  if (lead < 0x80U) return 1;
  const std::size_t size = lead < 0xC2U ? 0 : lead < 0xE0U ? 2 : lead < 0xF0U ? 3 : lead < 0xF5U ? 4 : 0;
  if (size == 0 || text.size() < size) return 0;
  for (std::size_t i = 1; i < size; ++i) {
    if (!is_continuation(text[i])) return 0;
  }
  const auto second = static_cast<unsigned char>(text[1]);
  const bool too_long = (lead == 0xE0U && second < 0xA0U) || (lead == 0xF0U && second < 0x90U);
  const bool too_large = (lead == 0xEDU && second > 0x9FU) || (lead == 0xF4U && second > 0x8FU);
  return too_long || too_large ? 0 : size;
}

std::string check_strings(const Package& package) {
  const std::string_view characters = package.characters;
  for (std::size_t at = 0; at < characters.size();) {
    const std::size_t size = character_size(characters.substr(at));
    if (size == 0) return "the characters are not UTF-8";
    at += size;
  }
  const auto is_boundary = [characters](std::uint64_t at) {
    return at == characters.size() || !is_continuation(characters[static_cast<std::size_t>(at)]);
  };
  for (const StringSpan& span : package.strings) {
    const std::uint64_t end = std::uint64_t{span.offset} + span.length;
    if (end > characters.size() || !is_boundary(span.offset) || !is_boundary(end)) return "a text is not whole";
  }
  return {};
}

}  // namespace

std::string check_shape(const Package& package) {
  std::string error;
#define AVENANT_SECTION(tag, member, Record, IdType, since) \
  if (error.empty()) error = check_ids(package, #member, package.member);
#include "runtime/program/binary/sections.def"
  if (error.empty()) error = check_all_parts(package);
  if (error.empty()) error = check_strings(package);
  return error;
}

}  // namespace avenant::program::binary
