#include "runtime/program/read_names.hpp"

#include <algorithm>
#include <charconv>

#include "runtime/value/date_text.hpp"
#include "runtime/value/number_text.hpp"

namespace avenant::program {

namespace {

std::optional<std::int64_t> parse_integer(std::string_view word) {
  std::int64_t result = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), result);
  if (error != std::errc() || end != word.data() + word.size()) return std::nullopt;
  return result;
}

bool begins_number(std::string_view word) {
  const auto is_digit = [](char character) { return character >= '0' && character <= '9'; };
  if (word.empty()) return false;
  return is_digit(word[0]) || (word.size() > 1 && word[0] == '-' && is_digit(word[1]));
}

}  // namespace

void ReaderNames::fail(const Form& form, const std::string& message) {
  if (error_.empty()) error_ = "line " + std::to_string(form.line) + ": " + message;
}

void ReaderNames::add_place(const Form& form) {
  if (form.items.size() < 6) return fail(form, "a place needs a number, a text, a path, an offset and a line");
  PlaceSpec spec;
  if (form.items[2].atom != "-") spec.text = lookup(texts, form.items[2], "text");
  spec.path = form.items[3].atom;
  spec.offset = static_cast<std::uint32_t>(integer(form.items[4]));
  spec.line = static_cast<std::uint32_t>(integer(form.items[5]));
  if (form.items.size() > 6) spec.article = form.items[6].atom;
  places_[form.items[1].atom] = builder.add_place(spec);
}

const std::vector<std::string>& ReaderNames::cases_of(EnumerationId enumeration) {
  return cases_[enumeration.value];
}

void ReaderNames::add_cases(const std::string& name, const Form& form, std::size_t first_case) {
  std::vector<std::string>& names = cases_[enumerations.at(name).value];
  for (std::size_t i = first_case; i < form.items.size(); ++i) {
    if (form.items[i].is("case") && form.items[i].items.size() > 1) names.push_back(form.items[i].items[1].atom);
  }
}

PlaceId ReaderNames::place(const std::string& number, const Form& form) {
  if (!number.empty()) {
    const auto found = places_.find(number);
    if (found != places_.end()) return found->second;
    fail(form, "no place " + number);
    return {};
  }
  if (explicit_places) return {};
  PlaceSpec spec;
  spec.text = default_text();
  spec.offset = form.offset;
  spec.line = form.line;
  return builder.add_place(spec);
}

PlaceId ReaderNames::place_of(const Form& form) {
  for (const Form& item : form.items) {
    if (item.is_atom() && !item.quoted && item.atom.size() > 1 && item.atom[0] == '@') {
      return place(item.atom.substr(1), form);
    }
  }
  return place({}, form);
}

SuffixedWord ReaderNames::split(const Form& form) const {
  if (form.quoted) return {form.atom, {}, {}};
  SuffixedWord result{form.atom, {}, {}};
  const std::size_t at = result.word.rfind('@');
  if (at != std::string::npos) {
    result.place = result.word.substr(at + 1);
    result.word.resize(at);
  }
  const std::size_t colon = result.word.find(':');
  if (colon != std::string::npos) {
    result.type = result.word.substr(colon + 1);
    result.word.resize(colon);
  }
  return result;
}

TypeId ReaderNames::type(const std::string& words, const Form& form) {
  std::string word = words;
  std::string argument;
  const std::size_t bracket = word.find('[');
  if (bracket != std::string::npos) {
    argument = word.substr(bracket + 1, word.size() - bracket - 2);
    word.resize(bracket);
  }
  std::int64_t grain = 0;
  const std::size_t slash = word.find('/');
  if (slash != std::string::npos) {
    grain = parse_integer(std::string_view(word).substr(slash + 1)).value_or(-1);
    word.resize(slash);
  }
  const bool optional = !word.empty() && word.back() == '?';
  if (optional) word.pop_back();
  TypeId result = builder.boolean();
  if (word == "number") {
    result = builder.number(grain, argument);
  } else if (word == "date") {
    result = builder.date();
  } else if (word == "duration") {
    result = builder.duration();
  } else if (word == "enum" || word == "set") {
    const auto found = enumerations.find(argument);
    if (found == enumerations.end()) {
      fail(form, "no enumeration named " + argument);
      return result;
    }
    result = word == "enum" ? builder.enumeration(found->second) : builder.set_of(found->second);
  } else if (word == "list" || word == "element") {
    const auto found = lists.find(argument);
    if (found == lists.end()) {
      fail(form, "no list named " + argument);
      return result;
    }
    result = word == "list" ? builder.list_of(found->second) : builder.element_of(found->second);
  } else if (word != "boolean") {
    fail(form, "no type named " + words);
  }
  return optional ? builder.optional(result) : result;
}

std::int64_t ReaderNames::integer(const Form& form) {
  const std::optional<std::int64_t> result = parse_integer(form.atom);
  if (!result) fail(form, "a whole number is expected, not " + form.atom);
  return result.value_or(0);
}

value::Date ReaderNames::date(const Form& form) {
  const value::Parsed<value::Date> result = value::parse_iso_date(form.atom);
  if (!result.ok()) fail(form, "a date is expected, not " + form.atom);
  return result.value;
}

std::optional<value::Value> ReaderNames::duration(std::string_view word) const {
  const std::size_t months_end = word.find('M');
  if (word.empty() || word[0] != 'P' || word.back() != 'D' || months_end == std::string_view::npos) return std::nullopt;
  const std::optional<std::int64_t> months = parse_integer(word.substr(1, months_end - 1));
  const std::optional<std::int64_t> days = parse_integer(word.substr(months_end + 1, word.size() - months_end - 2));
  if (!months || !days) return std::nullopt;
  const value::Checked<value::Duration> result = value::Duration::from_parts(*months, *days);
  if (!result.ok()) return std::nullopt;
  return value::Value::duration(result.value);
}

std::optional<std::pair<TypeId, value::Value>> ReaderNames::any_literal(const std::string& word) {
  if (word == "true" || word == "false") return std::pair{builder.boolean(), value::Value::boolean(word == "true")};
  if (const std::optional<value::Value> found = duration(word)) return std::pair{builder.duration(), *found};
  if (begins_number(word)) {
    const value::Parsed<value::Date> day = value::parse_iso_date(word);
    if (day.ok()) return std::pair{builder.date(), value::Value::date(day.value)};
    const value::Parsed<value::Rational> number = value::parse_number(word);
    if (!number.ok()) return std::nullopt;
    return std::pair{builder.number(number.value.denominator()), value::Value::number(number.value)};
  }
  const std::size_t slash = word.find('/');
  if (slash == std::string::npos) return std::nullopt;
  const auto found = enumerations.find(word.substr(0, slash));
  if (found == enumerations.end()) return std::nullopt;
  const std::vector<std::string>& names = cases_[found->second.value];
  const auto member = std::find(names.begin(), names.end(), word.substr(slash + 1));
  if (member == names.end()) return std::nullopt;
  return std::pair{builder.enumeration(found->second),
                   value::Value::enum_case(static_cast<std::int32_t>(member - names.begin()))};
}

value::Value ReaderNames::literal(TypeId type_id, const Form& form) {
  const Type type = builder.type(type_id);
  if (type.kind == TypeKind::kSet) {
    value::Set128 set;
    const std::vector<std::string>& names = cases_[type.enumeration.value];
    for (std::size_t i = 2; i < form.items.size(); ++i) {
      const auto member = std::find(names.begin(), names.end(), form.items[i].atom);
      if (member == names.end()) fail(form.items[i], "no case named " + form.items[i].atom);
      if (member != names.end()) set.insert(static_cast<int>(member - names.begin()));
    }
    return value::Value::set(set);
  }
  if (form.atom == "absent") return value::Value::absent();
  const auto found = any_literal(form.atom);
  if (found && builder.type(found->first).kind == type.kind) return found->second;
  fail(form, "a value of another type is expected, not " + form.atom);
  return value::Value::boolean(false);
}

RangeId ReaderNames::range(TypeId type_id, const Form& form) {
  if (!form.is("range") || form.items.size() != 3) {
    fail(form, "a range is expected");
    return {};
  }
  const auto bound = [&](Form item, char mark, bool& excluded) -> std::optional<value::Value> {
    excluded = !item.atom.empty() && item.atom[0] == mark;
    if (excluded) item.atom.erase(0, 1);
    if (item.atom == "-") return std::nullopt;
    return literal(type_id, item);
  };
  bool min_excluded = false;
  bool max_excluded = false;
  const std::optional<value::Value> min = bound(form.items[1], '>', min_excluded);
  const std::optional<value::Value> max = bound(form.items[2], '<', max_excluded);
  return builder.add_range(min, max, min_excluded, max_excluded);
}

}  // namespace avenant::program
