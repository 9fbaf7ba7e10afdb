#include "compiler/explain/words/wording.hpp"

#include <algorithm>
#include <vector>

#include "compiler/cases/value_text.hpp"
#include "compiler/report/place_text.hpp"
#include "runtime/value/date_text.hpp"

namespace avenant::explain {
namespace {

using program::TypeKind;

/// One part of an address: `niveau(mt)` is « niveau » and « mt ».
struct Part {
  std::string name;
  std::string indices;
};

/// « signaler l absence » is « signaler l’absence »: names cannot hold an apostrophe.
std::string with_elisions(const std::string& name) {
  constexpr std::string_view kElided = "ldsnjmtc";
  std::string text;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const bool alone = i == 0 || name[i - 1] == ' ';
    const bool letter =
        alone && i + 2 < name.size() && name[i + 1] == ' ' && kElided.find(name[i]) != std::string::npos;
    const bool elided = letter && elides(std::string_view(name).substr(i + 2));
    text += name[i];
    if (!elided) continue;
    text += "’";
    ++i;
  }
  return text;
}

std::vector<Part> parts_of(std::string_view address) {
  std::vector<Part> parts(1);
  int depth = 0;
  for (const char character : address) {
    if (character == '(' && depth++ == 0) continue;
    if (character == ')' && --depth == 0) continue;
    if (character == '.' && depth == 0) {
      parts.emplace_back();
      continue;
    }
    (depth > 0 ? parts.back().indices : parts.back().name) += character == '_' ? ' ' : character;
  }
  for (Part& part : parts) {
    part.name = with_elisions(part.name);
    for (std::size_t at = part.name.find("de "); at != std::string::npos; at = part.name.find("de ", at + 1)) {
      const bool word = at == 0 || part.name[at - 1] == ' ';
      if (word && elides(std::string_view(part.name).substr(at + 3))) part.name.replace(at, 3, "d’");
    }
    for (std::size_t at = part.indices.find(" ; "); at != std::string::npos; at = part.indices.find(" ; ")) {
      part.indices.replace(at, 3, ", ");
    }
  }
  return parts;
}

/// `f(x) #2 ; y` is « f(x) ; y ».
std::string without_numbers(std::string_view address) {
  std::string text(address);
  for (std::size_t at = text.find(" #"); at != std::string::npos; at = text.find(" #", at + 1)) {
    std::size_t end = at + 2;
    while (end < text.size() && text[end] >= '0' && text[end] <= '9') ++end;
    if (end > at + 2) text.erase(at, end - at);
  }
  return text;
}

}  // namespace

std::string Wording::name(std::string_view address) const {
  if (address.starts_with("(") || address.find(" / ") != std::string_view::npos) {
    // A call of a definition with parameters has no name of its own but its expression, and numbers that tell it and
    // the calls in it from others.
    return typeset(report::plain_name(without_numbers(address)), language_);
  }
  const std::vector<Part> parts = parts_of(address);
  std::string text = parts.back().name;
  if (parts.size() == 1) {
    // What a definition with parameters is given may be long: the rule that uses it says it.
    const std::string& given = parts.back().indices;
    const bool is_long = given.find('(') != std::string::npos || given.find('.') != std::string::npos;
    if (!given.empty() && !is_long) text += " (" + given + ")";
    return typeset(text, language_);
  }
  if (!parts.back().indices.empty()) text += " " + parts.back().indices;
  std::string within;
  for (std::size_t i = parts.size() - 1; i-- > 0;) {
    within += (within.empty() ? "" : ", ") + parts[i].name;
    if (!parts[i].indices.empty()) within += " " + parts[i].indices;
  }
  return typeset(text + " (" + within + ")", language_);
}

std::string Wording::name_of(program::InputId input) const {
  const std::string_view address = package_.text_of(package_.input(input).name);
  const std::vector<Index>& indices = members_.of(input);
  const bool has_cases =
      std::any_of(indices.begin(), indices.end(), [](const Index& index) { return bool(index.enumeration); });
  if (!has_cases) return name(address);
  // `constat(3).niveau(mt)` is « niveau, patientèle médecin traitant (constat 3) »: cases go by their labels.
  std::string plain(address);
  std::string labels;
  for (const Index& index : indices) {
    if (!index.enumeration) continue;
    const auto cases = package_.cases_of(package_.enumerations[index.enumeration.value]);
    const std::string written =
        "(" + std::string(package_.text_of(cases[static_cast<std::size_t>(index.number)].name)) + ")";
    const std::size_t at = plain.rfind(written);
    if (at != std::string::npos) plain.erase(at, written.size());
    labels += ", " + case_text(index.enumeration, static_cast<std::size_t>(index.number));
  }
  std::string text = name(plain);
  const std::size_t within = text.find(" (");
  return text.insert(within == std::string::npos ? text.size() : within, labels);
}

std::string Wording::indices_text(const std::vector<Index>& indices) const {
  std::string text;
  for (const Index& index : indices) {
    const std::string label = index.enumeration ? case_text(index.enumeration, static_cast<std::size_t>(index.number))
                                                : std::to_string(index.number);
    // A number alone is a member's own; among others it says of what.
    const bool says_name = !index.enumeration && indices.size() > 1;
    text += (text.empty() ? "" : ", ") + (says_name ? index.name + "\u00A0=\u00A0" : std::string()) + label;
  }
  return text;
}

std::string Wording::name_of(program::VariableId id) const {
  const program::Variable& variable = package_.variable(id);
  const std::string_view address = package_.text_of(variable.name);
  const std::string_view title = package_.text_of(variable.title);
  const std::string indices = indices_text(members_.of(id));
  const std::string after = indices.empty() ? indices : " (" + indices + ")";
  if (const std::string part = part_name(id); !part.empty()) return typeset(part, language_) + after;
  // The title of a rule with several columns does not say which column; conditions have labels.
  if (title.empty() || variable.kind == program::RuleKind::kCondition) {
    if (indices.empty() || !address.ends_with(")")) return name(address);
    return name(address.substr(0, address.rfind('('))) + after;
  }
  return typeset(title, language_) + after;
}

std::string Wording::case_text(program::EnumerationId enumeration, std::size_t index) const {
  const auto cases = package_.cases_of(package_.enumerations[enumeration.value]);
  if (index >= cases.size()) return "?";
  const std::string_view label = package_.text_of(cases[index].label);
  return typeset(label.empty() ? report::plain_name(package_.text_of(cases[index].name)) : report::plain_name(label),
                 language_);
}

std::string Wording::number(const program::Type& type, value::Rational number) const {
  const std::string_view unit = package_.unit_text(type.unit, is_singular(number, language_));
  if (unit == "€") return euros_text(number, language_);
  const std::string digits = number_text(number, language_);
  return unit.empty() ? digits : digits + "\u00A0" + report::plain_name(unit);
}

std::string Wording::set(const program::Type& type, value::Value value, std::string_view last_word) const {
  const value::Set128 set = value.as_set();
  const std::size_t n_cases = package_.enumerations[type.enumeration.value].n_cases;
  if (set.is_empty()) return say("aucun cas", "no case");
  if (static_cast<std::size_t>(set.count()) == n_cases) return say("tous les cas", "every case");
  if (static_cast<std::size_t>(set.count()) > kMaxListed) {
    return counted(set.count(), say("cas", "case"), say("cas", "cases"), language_);
  }
  std::vector<std::string> items;
  for (std::size_t i = 0; i < n_cases; ++i) {
    if (set.contains(static_cast<int>(i))) items.push_back(case_text(type.enumeration, i));
  }
  return enumerated(items, last_word.empty() ? say("et", "and") : std::string(last_word));
}

std::string Wording::value(program::TypeId id, value::Value value) const {
  const program::Type& type = package_.type(id);
  if (type.optional && value.is_absent()) return say("non donné", "not given");
  switch (type.kind) {
    case TypeKind::kBoolean:
      return value.as_boolean() ? say("oui", "yes") : say("non", "no");
    case TypeKind::kNumber:
      return number(type, value.as_number());
    case TypeKind::kDate:
      return date_text(value.as_date(), language_);
    case TypeKind::kEnumeration:
      return case_text(type.enumeration, static_cast<std::size_t>(value.as_enum_case()));
    case TypeKind::kSet:
      return set(type, value);
    case TypeKind::kDuration:
    case TypeKind::kList:
    case TypeKind::kElement:
      return typeset(report::plain_name(cases::value_text(package_, type, value, language_)), language_);
  }
  return {};
}

std::string Wording::outcome(program::TypeId type, const eval::Outcome& outcome, const cases::BoundCase& bound) const {
  return outcome.ok() ? value(type, outcome.value) : error(outcome.site(), bound);
}

std::string Wording::error(program::SiteId site, const cases::BoundCase& bound) const {
  report::ErrorText text = errors_.describe(site, bound);
  // A fact goes by the name that it has on the rest of the page; where it is declared says nothing to a reader.
  if (report::is_bad_data(text.error)) {
    for (std::uint32_t i = 0; i < package_.inputs.size(); ++i) {
      const std::string_view address = package_.text_of(package_.inputs[i].name);
      const std::size_t at = text.message.find(address);
      if (address.empty() || address != text.subject || at == std::string::npos) continue;
      return typeset(report::plain_name(text.message.replace(at, address.size(), name_of(program::InputId(i)))),
                     language_);
    }
  }
  const std::string where = place(text.place);
  return typeset(report::plain_name(text.message) + (where.empty() ? "" : " (" + where + ")"), language_);
}

std::string Wording::place(program::PlaceId place, program::TextId text) const {
  return typeset(report::place_text(package_, place, text, language_), language_);
}

std::string Wording::enumerated(const std::vector<std::string>& items, std::string_view last_word) const {
  std::string text;
  const bool inner = std::any_of(items.begin(), items.end(),
                                 [](const std::string& item) { return item.find(',') != std::string::npos; });
  for (std::size_t i = 0; i < items.size(); ++i) {
    // Items that hold commas are parted by semicolons, the last one too where there are several before it.
    const std::string between = inner && items.size() > 2 ? semicolon() : inner ? " " : ", ";
    const bool is_last = i + 1 == items.size();
    if (i > 0) text += inner ? between : is_last ? " " : between;
    if (i > 0 && is_last) text += std::string(last_word) + " ";
    text += items[i];
  }
  return text;
}

std::size_t Wording::choice_of(program::ReadingId reading, const eval::RunOptions& run) const {
  for (const auto& [id, choice] : run.readings) {
    if (id == reading) return choice;
  }
  return package_.reading(reading).default_case;
}

}  // namespace avenant::explain
