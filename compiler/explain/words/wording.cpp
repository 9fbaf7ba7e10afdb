#include "compiler/explain/words/wording.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <vector>

#include "compiler/base/data_text.hpp"
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

/// `constat(3).niveau(mt)` is `constat.niveau`.
std::string without_indices(std::string_view address) {
  std::string text;
  int depth = 0;
  for (const char character : address) {
    if (character == ')') --depth;
    if (depth == 0 && character != '(' && character != ')') text += character;
    if (character == '(') ++depth;
  }
  return text;
}

/// « adhérent » of « adhérents »; empty of words whose last s may be their own, and of names of several words.
std::string singular_of(const std::string& name) {
  static constexpr std::array<std::string_view, 9> kKept = {"as", "is", "os", "us", "ss", "ès", "ours", "mps", "rps"};
  const bool plural = name.size() > 3 && name.ends_with("s") && name.find(' ') == std::string::npos;
  const bool kept =
      std::any_of(kKept.begin(), kKept.end(), [&](std::string_view ending) { return name.ends_with(ending); });
  return plural && !kept ? name.substr(0, name.size() - 1) : std::string();
}

/// What the last part of an address belongs to: « adhérent n° 2 », « assistant, second ».
std::string within_text(const std::vector<Part>& parts) {
  std::string within;
  for (std::size_t i = parts.size() - 1; i-- > 0;) {
    within += (within.empty() ? "" : ", ") + parts[i].name;
    if (parts[i].indices.empty()) continue;
    // « adhérents(2) » is one of them.
    const std::string one = singular_of(parts[i].name);
    if (!one.empty()) within.replace(within.size() - parts[i].name.size(), std::string::npos, one);
    within += " n° " + parts[i].indices;
  }
  return within;
}

/// Whether what is written where a name stands is a formula: `(constaté − départ) / (cible − départ)`.
bool is_formula(std::string_view address) {
  if (address.empty() || address.starts_with("(") || address.starts_with("−") || address.starts_with("-")) return true;
  int depth = 0;
  for (std::size_t i = 0; i < address.size(); ++i) {
    if (address[i] == '(') ++depth;
    if (address[i] == ')') --depth;
    if (depth > 0 || address[i] != ' ') continue;
    const std::string_view rest = address.substr(i + 1);
    static constexpr std::array<std::string_view, 8> kSigns = {"+ ", "− ", "- ", "× ", "* ", "/ ", "÷ ", "à défaut "};
    if (std::any_of(kSigns.begin(), kSigns.end(), [&](std::string_view sign) { return rest.starts_with(sign); })) {
      return true;
    }
  }
  return false;
}

}  // namespace

Wording::Wording(const program::Package& package, Language language)
    : package_(package), language_(language), errors_(package, language), members_(package) {
  // A title that several facts of a dispositif have does not say which.
  std::map<std::pair<std::string_view, std::string_view>, std::string> first;
  for (const program::Input& input : package_.inputs) {
    const std::string_view title = package_.text_of(input.title);
    if (title.empty()) continue;
    const std::pair key(package_.text_of(input.dispositif), title);
    const std::string address = without_indices(package_.text_of(input.name));
    const auto [place, is_new] = first.emplace(key, address);
    if (!is_new && place->second != address) shared_titles_.insert(key);
  }
}

std::string Wording::name(std::string_view address) const {
  // What a call is given, where it is an expression, has no name of its own.
  if (is_formula(address)) return say("calcul intermédiaire", "intermediate result");
  const std::vector<Part> parts = parts_of(without_numbers(address));
  std::string text = parts.back().name;
  if (parts.size() == 1) {
    // What a definition with parameters is given may be long: the rule that uses it says it.
    const std::string& given = parts.back().indices;
    const bool is_long = given.find('(') != std::string::npos || given.find('.') != std::string::npos ||
                         given.find(' ') != std::string::npos;
    if (!given.empty() && !is_long) text += " (" + given + ")";
    return typeset(text, language_);
  }
  if (!parts.back().indices.empty()) text += " " + parts.back().indices;
  const std::string within = within_text(parts);
  return typeset(text + " (" + within + ")", language_);
}

std::string Wording::name_of(program::InputId id) const {
  const program::Input& input = package_.input(id);
  // `constat(3).niveau(mt)` is « niveau (patientèle médecin traitant, constat n° 3) »: cases go by their labels.
  std::string address(package_.text_of(input.name));
  std::string labels;
  for (const Index& index : members_.of(id)) {
    if (!index.enumeration) continue;
    const auto cases = package_.cases_of(package_.enumerations[index.enumeration.value]);
    const std::string written =
        "(" + std::string(package_.text_of(cases[static_cast<std::size_t>(index.number)].name)) + ")";
    const std::size_t at = address.rfind(written);
    if (at != std::string::npos) address.erase(at, written.size());
    labels += (labels.empty() ? "" : ", ") + case_text(index.enumeration, static_cast<std::size_t>(index.number));
  }
  return fact_name(input, address, labels);
}

std::string Wording::name_of(program::ColumnId id) const {
  const auto& column = package_.column(id);
  const std::string_view title = package_.text_of(package_.input(column.first_input).title);
  return title.empty() ? name(package_.text_of(column.name)) : typeset(title, language_);
}

/// The name of a fact: its title, or the last part of its address; then what it belongs to, unless its title is its
/// own.
std::string Wording::fact_name(const program::Input& input, const std::string& address,
                               const std::string& labels) const {
  const std::string_view title = package_.text_of(input.title);
  const std::vector<Part> parts = parts_of(address);
  std::string text = title.empty() ? parts.back().name : std::string(title);
  const bool shared = shared_titles_.contains({package_.text_of(input.dispositif), title});
  const bool in_member =
      std::any_of(parts.begin(), parts.end() - 1, [](const Part& part) { return !part.indices.empty(); });
  std::vector<std::string> which;
  if (!labels.empty()) which.push_back(labels);
  if (!parts.back().indices.empty()) which.push_back(parts.back().indices);
  if (parts.size() > 1 && (title.empty() || shared || in_member)) which.push_back(within_text(parts));
  std::string all;
  for (const std::string& each : which) all += (all.empty() ? "" : ", ") + each;
  if (!all.empty()) text += " (" + all + ")";
  return typeset(text, language_);
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
  const std::string indices = members_text(id);
  const std::string after = indices.empty() ? indices : " (" + indices + ")";
  if (const std::string part = part_name(id); !part.empty()) return typeset(part, language_) + after;
  if (variable.kind == program::RuleKind::kCondition) return condition_name(address);
  if (title.empty()) {
    if (indices.empty() || !address.ends_with(")")) return name(address);
    return name(address.substr(0, address.rfind('('))) + after;
  }
  return typeset(title, language_) + after;
}

/// Of `aide_ouverte « activité suffisante »`: « condition « activité suffisante » (aide ouverte) », with the title of
/// the éligibilité where it has one.
std::string Wording::condition_name(std::string_view address) const {
  const std::size_t at = address.find(" «");
  if (at == std::string_view::npos) return name(address);
  const std::string rule(address.substr(0, at));
  const auto of_rule = std::find_if(package_.variables.begin(), package_.variables.end(), [&](const auto& each) {
    return each.kind == program::RuleKind::kEligibility && package_.text_of(each.name) == rule;
  });
  const bool has_title = of_rule != package_.variables.end() && of_rule->title;
  const std::string owner = has_title ? std::string(package_.text_of(of_rule->title)) : name(rule);
  std::string_view label = address.substr(at + std::string_view(" «").size());
  constexpr std::string_view kClosing = "»";
  if (label.ends_with(kClosing)) label.remove_suffix(kClosing.size());
  return say("condition ", "condition ") + report::quoted(typeset(base::trimmed(label), language_), language_) + " (" +
         typeset(owner, language_) + ")";
}

std::string Wording::case_text(program::EnumerationId enumeration, std::size_t index) const {
  const auto cases = package_.cases_of(package_.enumerations[enumeration.value]);
  if (index >= cases.size()) return "?";
  const std::string_view label = package_.text_of(cases[index].label);
  return typeset(label.empty() ? report::plain_name(package_.text_of(cases[index].name)) : report::plain_name(label),
                 language_);
}

std::string Wording::number(const program::Type& type, value::Rational number, Precision precision) const {
  const std::string_view unit = package_.unit_text(type.unit, is_singular(number, language_));
  const bool endless = precision == Precision::Readable && !has_decimals(number);
  const std::string about = endless ? "≈\u00A0" : "";
  const value::Rational shown = endless ? near(number) : number;
  if (unit == "€") return about + euros_text(shown, language_);
  if (unit.empty())
    return about + (is_year_like(shown) ? std::to_string(shown.numerator()) : number_text(shown, language_));
  return about + number_text(shown, language_) + "\u00A0" + report::plain_name(unit);
}

std::string Wording::set(const program::Type& type, value::Value value, std::string_view last_word, bool quotes) const {
  const value::Set128 set = value.as_set();
  const std::size_t n_cases = package_.enumerations[type.enumeration.value].n_cases;
  if (set.is_empty()) return say("aucun cas", "no case");
  if (static_cast<std::size_t>(set.count()) == n_cases) return say("tous les cas", "every case");
  if (static_cast<std::size_t>(set.count()) > kMaxListed) {
    return counted(set.count(), say("cas", "case"), say("cas", "cases"), language_);
  }
  std::vector<std::string> items;
  for (std::size_t i = 0; i < n_cases; ++i) {
    if (!set.contains(static_cast<int>(i))) continue;
    const std::string text = case_text(type.enumeration, i);
    items.push_back(quotes ? report::quoted(text, language_) : text);
  }
  return enumerated(items, last_word.empty() ? say("et", "and") : std::string(last_word));
}

std::string Wording::nothing(program::TypeId type) const {
  if (package_.type(type).kind == TypeKind::kDate) return say("aucune date", "no date");
  return say("aucune valeur", "no value");
}

std::string Wording::list_name(program::ListId list) const {
  return name(package_.text_of(package_.list(list).name));
}

std::string Wording::element_name(program::ListId list) const {
  return french() ? singular_of(list_name(list)) : std::string();
}

/// « adhérent n° 2 »; « nouveaux, n° 2 » where the name of the list has no singular of ours.
std::string Wording::numbered(const std::string& list, const std::string& number) const {
  if (!french()) return list + " no. " + number;
  const std::string one = singular_of(list);
  return typeset((one.empty() ? list + "," : one) + " n° " + number, language_);
}

/// Of a list, its elements by their numbers: « adhérents nos 1 à 3 et 5 », « adhérent n° 2 », « aucun élément ».
std::string Wording::elements(const program::Type& type, value::Value value) const {
  const value::Set128 set = value.as_set();
  if (set.is_empty()) return say("aucun élément", "no element");
  std::vector<std::int64_t> numbers;
  for (int element = 0; element < value::kMaxSetCases; ++element) {
    if (set.contains(element)) numbers.push_back(element + 1);
  }
  if (numbers.size() == 1) return numbered(list_name(type.list), std::to_string(numbers.front()));
  return list_name(type.list) + say("\u00A0nos\u00A0", " nos. ") +
         joined_numbers(numbers, NumberForm::Plain, language_);
}

std::string Wording::value(program::TypeId id, value::Value value, Precision precision) const {
  const program::Type& type = package_.type(id);
  if (type.optional && value.is_absent()) return nothing(id);
  switch (type.kind) {
    case TypeKind::kBoolean:
      return value.as_boolean() ? say("oui", "yes") : say("non", "no");
    case TypeKind::kNumber:
      return number(type, value.as_number(), precision);
    case TypeKind::kDate:
      return date_text(value.as_date(), language_);
    case TypeKind::kEnumeration:
      return case_text(type.enumeration, static_cast<std::size_t>(value.as_enum_case()));
    case TypeKind::kSet:
      return set(type, value);
    case TypeKind::kList:
      return elements(type, value);
    case TypeKind::kElement:
      return numbered(list_name(type.list), std::to_string(value.a + 1));
    case TypeKind::kDuration:
      return typeset(report::plain_name(cases::value_text(package_, type, value, language_)), language_);
  }
  return {};
}

std::string Wording::outcome(program::TypeId type, const eval::Outcome& outcome, const cases::BoundCase& bound) const {
  return outcome.ok() ? value(type, outcome.value) : error(outcome.site(), bound);
}

std::string Wording::error(program::SiteId site, const cases::BoundCase& bound) const {
  report::ErrorText text = errors_.describe(site, bound);
  constexpr std::string_view kUnknown = "inconnu";
  if (text.error == value::RuntimeErrorClass::unknown_figure && text.message.starts_with(kUnknown)) {
    text.message.replace(0, kUnknown.size(), "valeur inconnue");
  }
  const program::Site& written = package_.site(site);
  if (written.subject == program::SubjectKind::kVariable && text.message.ends_with(text.subject)) {
    const std::string name = name_of(program::VariableId(written.subject_id));
    text.message.replace(text.message.size() - text.subject.size(), std::string::npos, name);
  }
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
  std::string message = report::plain_name(text.message);
  const bool closed = message.ends_with(")");
  if (!where.empty()) message += closed ? " — " + where : " (" + where + ")";
  return typeset(message, language_);
}

std::string Wording::cause(program::SiteId site, const cases::BoundCase& bound) const {
  const program::Site& written = package_.site(site);
  const bool unread = std::any_of(bound.unreadable.begin(), bound.unreadable.end(),
                                  [&](const auto& each) { return each.input.value == written.subject_id; });
  const bool missing = written.error == value::RuntimeErrorClass::missing_input &&
                       written.subject == program::SubjectKind::kInput && !unread;
  if (!missing) return error(site, bound);
  return say("il manque ", "wanting: ") + report::quoted(name_of(program::InputId(written.subject_id)), language_);
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
