#include "compiler/report/case_schema.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <vector>

#include "compiler/cases/raw_case.hpp"
#include "compiler/cases/type_names.hpp"
#include "compiler/cases/value_text.hpp"
#include "compiler/report/json_writer.hpp"
#include "compiler/report/place_text.hpp"
#include "runtime/value/number_text.hpp"

namespace avenant::report {
namespace {

using diagnostics::Language;
using program::Package;
using program::Type;
using program::TypeKind;

/// JSON with one member a line; texts are left as they are.
std::string indented(std::string_view json) {
  std::string result;
  std::size_t depth = 0;
  bool in_text = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (in_text) {
      result += c;
      if (c == '\\') result += json[++i];
      in_text = c != '"';
      continue;
    }
    const bool opens = c == '{' || c == '[';
    const bool closes = c == '}' || c == ']';
    const auto break_line = [&] { result += "\n" + std::string(2 * depth, ' '); };
    const bool is_empty = opens && i + 1 < json.size() && (json[i + 1] == '}' || json[i + 1] == ']');
    if (closes && json[i - 1] != '{' && json[i - 1] != '[') {
      --depth;
      break_line();
    } else if (closes) {
      --depth;
    }
    result += c;
    if (opens) {
      ++depth;
      if (!is_empty) break_line();
    }
    if (c == ',') break_line();
    if (c == ':') result += ' ';
    in_text = c == '"';
  }
  return result + "\n";
}

/// Inputs by address: a group of facts has members, a fact an input, a list the members of its elements.
struct Branch {
  program::InputId input;
  program::ListId list;
  std::vector<std::pair<std::string, std::unique_ptr<Branch>>> members;

  Branch& at(const std::string& name) {
    for (auto& [known, branch] : members) {
      if (known == name) return *branch;
    }
    members.emplace_back(name, std::make_unique<Branch>());
    return *members.back().second;
  }
};

/// Whether a text is a whole number as JSON writes it: `20`, not `01`.
bool is_json_integer(std::string_view text) {
  constexpr std::size_t kMaxDigits = 15;
  const bool digits =
      !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  return digits && text.size() <= kMaxDigits && (text.size() == 1 || text[0] != '0');
}

class SchemaWriter {
 public:
  SchemaWriter(const Package& package, std::string_view dispositif, Language language)
      : package_(package), dispositif_(dispositif), language_(language) {}

  std::string run();

 private:
  [[nodiscard]] std::string_view say(std::string_view french, std::string_view english) const {
    return language_ == Language::French ? french : english;
  }
  void collect(Branch& root) const;
  void branch(const Branch& branch);
  void member(const Branch& member);
  void list(const program::ListInput& list, const Branch& branch);
  void input(const program::Input& input);
  [[nodiscard]] std::string description(const program::Input& input) const;
  void scalar(const Type& type, program::RangeId range);
  void number(const Type& type, program::RangeId range);
  void bound(std::string_view name, program::ConstantId bound);
  void reference(program::EnumerationId enumeration);
  void definition(const program::Enumeration& enumeration);
  void set(const Type& type);
  void strings(std::string_view key, std::initializer_list<std::string_view> values);

  const Package& package_;
  std::string_view dispositif_;
  Language language_;
  JsonWriter json_;
  std::vector<program::EnumerationId> used_;
};

void SchemaWriter::strings(std::string_view key, std::initializer_list<std::string_view> values) {
  json_.key(key);
  json_.open_array();
  for (const std::string_view value : values) json_.text(value);
  json_.close_array();
}

void SchemaWriter::bound(std::string_view name, program::ConstantId bound) {
  if (!bound) return;
  const std::string digits = value::print_number(package_.constant(bound).as_number(), value::NumberStyle::plain);
  if (digits.find('/') != std::string::npos) return;
  json_.key(name);
  json_.raw(digits);
}

void SchemaWriter::number(const Type& type, program::RangeId id) {
  json_.member("type", type.grain == 1 ? "integer" : "number");
  if (!id) return;
  const program::Range& range = package_.ranges[id.value];
  bound(range.min_excluded ? "exclusiveMinimum" : "minimum", range.min);
  bound(range.max_excluded ? "exclusiveMaximum" : "maximum", range.max);
}

void SchemaWriter::reference(program::EnumerationId id) {
  if (std::find(used_.begin(), used_.end(), id) == used_.end()) used_.push_back(id);
  json_.member("$ref", "#/$defs/" + std::string(package_.text_of(package_.enumerations[id.value].name)));
}

void SchemaWriter::set(const Type& type) {
  json_.key("anyOf");
  json_.open_array();
  json_.open_object();
  json_.member("type", "array");
  json_.key("items");
  json_.open_object();
  reference(type.enumeration);
  json_.close_object();
  json_.close_object();
  json_.open_object();
  strings("enum", {"tous", "aucun"});
  json_.close_object();
  json_.close_array();
}

void SchemaWriter::scalar(const Type& type, program::RangeId range) {
  switch (type.kind) {
    case TypeKind::kBoolean:
      json_.member("type", "boolean");
      return;
    case TypeKind::kNumber:
      number(type, range);
      return;
    case TypeKind::kDate:
      json_.member("type", "string");
      json_.member("format", "date");
      json_.member("pattern", "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$");
      return;
    case TypeKind::kDuration:
      json_.member("type", "string");
      strings("examples", {"2 ans", "18 mois", "15 jours"});
      return;
    case TypeKind::kEnumeration:
      reference(type.enumeration);
      return;
    case TypeKind::kSet:
      set(type);
      return;
    case TypeKind::kList:
    case TypeKind::kElement:
      return;
  }
}

/// What it is, in which unit, within which bounds, and whether it may be left out.
std::string SchemaWriter::description(const program::Input& input) const {
  const Type& type = package_.type(input.type);
  std::string text(package_.text_of(input.title));
  const auto add = [&text](std::string_view more) {
    if (!more.empty()) text += (text.empty() ? "" : " — ") + std::string(more);
  };
  add(cases::type_name(package_, type));
  if (type.kind == TypeKind::kNumber && type.grain > 1) add(cases::grain_name(type.grain, language_));
  add(cases::range_text(package_, input.range, input.type, language_));
  if (type.optional) add(say("facultatif", "may be left out"));
  return text;
}

void SchemaWriter::input(const program::Input& input) {
  const Type& type = package_.type(input.type);
  json_.member("description", description(input));
  if (!type.optional) {
    scalar(type, input.range);
    return;
  }
  json_.key("anyOf");
  json_.open_array();
  json_.open_object();
  scalar(type, input.range);
  json_.close_object();
  json_.open_object();
  json_.member("type", "null");
  json_.close_object();
  json_.close_array();
}

void SchemaWriter::list(const program::ListInput& list, const Branch& elements) {
  // The column of a list of scalars has no name: its elements are no objects.
  const bool is_plain = elements.members.size() == 1 && elements.members.front().first.empty();
  const program::Range& count = package_.ranges[package_.input(list.count).range.value];
  json_.member("type", "array");
  bound("minItems", count.min);
  bound("maxItems", count.max);
  json_.key("items");
  json_.open_object();
  branch(is_plain ? *elements.members.front().second : elements);
  json_.close_object();
}

void SchemaWriter::branch(const Branch& branch) {
  if (branch.input) {
    input(package_.input(branch.input));
    return;
  }
  json_.member("type", "object");
  json_.key("additionalProperties");
  json_.raw("false");
  json_.key("properties");
  json_.open_object();
  for (const auto& [name, member] : branch.members) {
    json_.key(name);
    this->member(*member);
  }
  json_.close_object();
}

void SchemaWriter::member(const Branch& member) {
  json_.open_object();
  if (member.list) {
    list(package_.list(member.list), member);
  } else {
    branch(member);
  }
  json_.close_object();
}

void SchemaWriter::definition(const program::Enumeration& enumeration) {
  json_.key(package_.text_of(enumeration.name));
  json_.open_object();
  if (enumeration.ordered)
    json_.member("description", say("ordonnée, du plus petit au plus grand", "ordered, least first"));
  json_.key("anyOf");
  json_.open_array();
  for (const program::Case& item : package_.cases_of(enumeration)) {
    const std::string_view name = package_.text_of(item.name);
    const std::string_view code = package_.text_of(item.code);
    json_.open_object();
    const std::string_view label = package_.text_of(item.label);
    json_.member("title", label.empty() ? name : label);
    json_.key("enum");
    json_.open_array();
    json_.text(name);
    if (!code.empty() && code != name) json_.text(code);
    if (is_json_integer(code)) json_.raw(code);
    json_.close_array();
    json_.close_object();
  }
  json_.close_array();
  json_.close_object();
}

void SchemaWriter::collect(Branch& root) const {
  for (std::size_t i = 0; i < package_.inputs.size(); ++i) {
    const program::Input& input = package_.inputs[i];
    if (package_.text_of(input.dispositif) != dispositif_) continue;
    const program::ListMember member = package_.list_member(program::InputId(i));
    if (member.list) {
      // The elements of a list are alike: the first one stands for all, and their number is the array's.
      if (!member.column || member.element > 0) continue;
      Branch& list = root.at(std::string(package_.text_of(package_.list(member.list).name)));
      list.list = member.list;
      Branch* at = &list;
      const std::string_view column = package_.text_of(package_.column(member.column).name);
      if (column.empty()) at = &list.at("");
      for (const std::string& segment : cases::split_address(column)) at = &at->at(segment);
      at->input = program::InputId(i);
      continue;
    }
    Branch* at = &root;
    for (const std::string& segment : cases::split_address(package_.text_of(input.name))) at = &at->at(segment);
    at->input = program::InputId(i);
  }
}

std::string SchemaWriter::run() {
  Branch root;
  collect(root);
  json_.open_object();
  json_.member("$schema", "https://json-schema.org/draft/2020-12/schema");
  json_.member("title", dispositif_);
  json_.member("type", "object");
  json_.key("additionalProperties");
  json_.raw("false");
  json_.key("properties");
  json_.open_object();
  json_.key("id");
  json_.open_object();
  strings("type", {"string", "number"});
  json_.member("description",
               say("identifiant du dossier, rendu avec les résultats", "identifies the case in the results"));
  json_.close_object();
  json_.key("commentaire");
  json_.open_object();
  json_.member("type", "string");
  json_.close_object();
  for (const auto& [name, member] : root.members) {
    json_.key(name);
    this->member(*member);
  }
  json_.close_object();
  json_.key("$defs");
  json_.open_object();
  for (std::size_t i = 0; i < used_.size(); ++i) definition(package_.enumerations[used_[i].value]);
  json_.close_object();
  json_.close_object();
  return indented(json_.take());
}

}  // namespace

std::string case_schema(const Package& package, std::string_view dispositif, Language language) {
  return SchemaWriter(package, dispositif, language).run();
}

std::string csv_header(const Package& package, std::string_view dispositif) {
  std::string line = "id";
  for (const program::Input& input : package.inputs) {
    if (package.text_of(input.dispositif) != dispositif) continue;
    const std::string_view name = package.text_of(input.name);
    const bool quoted = name.find_first_of(",;\"") != std::string_view::npos;
    line += "," + (quoted ? "\"" + std::string(name) + "\"" : std::string(name));
  }
  return line + "\n";
}

}  // namespace avenant::report
