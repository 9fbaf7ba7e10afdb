#include "compiler/cases/value_reader.hpp"

#include <algorithm>
#include <vector>

#include "compiler/base/data_text.hpp"
#include "compiler/base/names.hpp"
#include "compiler/base/utf8.hpp"
#include "compiler/cases/type_names.hpp"
#include "runtime/value/date_text.hpp"
#include "runtime/value/number_text.hpp"
#include "runtime/value/rounding.hpp"

namespace avenant::cases {
namespace {

using diagnostics::Code;
using program::Package;
using program::Type;
using value::Value;

/// Nothing longer is a slip of a name.
constexpr std::size_t kMaxNameBytes = 200;

/// A value as messages show it: a long one is cut.
std::string excerpt(std::string_view written) {
  constexpr std::size_t kMaxBytes = 80;
  return base::shortened(written, kMaxBytes);
}

/// Reads one value; each function reports at most once.
class Reader {
 public:
  Reader(const Package& package, const Type& type, const ValueContext& context, diagnostics::Sink& sink)
      : package_(package), type_(type), context_(context), sink_(sink) {}

  std::optional<Value> read(const RawValue& raw) {
    if (raw.kind == RawKind::Null) return Value::absent();
    if (raw.kind == RawKind::Group || (raw.kind == RawKind::List && type_.kind != program::TypeKind::kSet)) {
      report(Code::GroupNotValue);
      return std::nullopt;
    }
    switch (type_.kind) {
      case program::TypeKind::kBoolean:
        return boolean(raw);
      case program::TypeKind::kNumber:
        return number(raw);
      case program::TypeKind::kDate:
        return date(raw);
      case program::TypeKind::kDuration:
        return duration(raw);
      case program::TypeKind::kEnumeration:
        return enumeration(raw);
      case program::TypeKind::kSet:
        return set(raw);
      case program::TypeKind::kList:
      case program::TypeKind::kElement:
        report(Code::GroupNotValue);
        return std::nullopt;
    }
    return std::nullopt;
  }

 private:
  diagnostics::Builder report(Code code) { return sink_.report(code).path(context_.place).with("name", context_.name); }

  std::nullopt_t bad(std::string_view written) {
    report(Code::BadInputValue)
        .with("value", "« " + excerpt(written) + " »", "“" + excerpt(written) + "”")
        .with("type", type_name(package_, type_))
        .with("expected", expected_form(package_, type_, diagnostics::Language::French),
              expected_form(package_, type_, diagnostics::Language::English));
    return std::nullopt;
  }

  std::optional<Value> boolean(const RawValue& raw) {
    const std::optional<bool> truth = raw.kind == RawKind::Number ? std::nullopt : base::read_truth(raw.text);
    if (truth) return Value::boolean(*truth);
    return bad(raw.text);
  }

  std::optional<Value> date(const RawValue& raw) {
    const value::Parsed<value::Date> parsed = value::parse_date(raw.text);
    if (parsed.ok()) return Value::date(parsed.value);
    if (parsed.error == value::TextError::invalid_date) {
      report(Code::NoSuchInputDate).with("value", excerpt(raw.text));
      return std::nullopt;
    }
    return bad(raw.text);
  }

  std::optional<Value> duration(const RawValue& raw) {
    const value::Parsed<value::Duration> parsed = value::parse_duration(raw.text);
    if (parsed.ok()) return Value::duration(parsed.value);
    return bad(raw.text);
  }

  std::optional<Value> number(const RawValue& raw);
  std::optional<value::Rational> quantity(const RawValue& raw);
  bool suits_unit(std::string_view written) const;
  std::optional<std::uint32_t> find_case(const std::string& written);
  std::optional<Value> enumeration(const RawValue& raw);
  std::optional<Value> set(const RawValue& raw);

  const Package& package_;
  const Type& type_;
  const ValueContext& context_;
  diagnostics::Sink& sink_;
};

bool Reader::suits_unit(std::string_view written) const {
  const std::string unit = base::fold(package_.text_of(type_.unit));
  const std::string given = base::fold(written);
  const auto singular = [](const std::string& word) {
    return word.ends_with("s") ? word.substr(0, word.size() - 1) : word;
  };
  if (unit == "€") return base::means_euro(written);
  return given == unit || singular(given) == singular(unit);
}

std::optional<value::Rational> Reader::quantity(const RawValue& raw) {
  const bool is_plain = raw.kind == RawKind::Number;
  const auto [digits, unit] = is_plain ? base::WrittenQuantity{raw.text, ""} : base::split_quantity(raw.text);
  const value::Parsed<value::Rational> parsed =
      is_plain ? value::parse_plain_decimal(digits) : value::parse_number(digits);
  if (parsed.error == value::TextError::overflow) {
    report(Code::InputNumberTooLarge).with("value", excerpt(raw.text));
    return std::nullopt;
  }
  if (!parsed.ok()) return bad(raw.text);
  if (unit.empty()) return parsed.value;
  const std::string_view expected = package_.text_of(type_.unit);
  if (unit == "%" && expected.empty()) {
    const value::Checked<value::Rational> share = value::divide(parsed.value, value::Rational::whole(100));
    if (share.ok()) return share.value;
    report(Code::InputNumberTooLarge).with("value", excerpt(raw.text));
    return std::nullopt;
  }
  if (suits_unit(unit)) return parsed.value;
  if (expected.empty()) return bad(raw.text);
  report(Code::WrongUnit)
      .with("value", "« " + excerpt(raw.text) + " »", "“" + excerpt(raw.text) + "”")
      .with("unit", expected);
  return std::nullopt;
}

std::optional<Value> Reader::number(const RawValue& raw) {
  if (raw.kind == RawKind::Boolean) return bad(raw.text);
  const std::optional<value::Rational> quantity_read = quantity(raw);
  if (!quantity_read) return std::nullopt;
  if (type_.grain > 0 && !value::is_exact(*quantity_read, type_.grain)) {
    report(Code::WrongGrain)
        .with("value", excerpt(raw.text))
        .with("grain", grain_name(type_.grain, diagnostics::Language::French),
              grain_name(type_.grain, diagnostics::Language::English));
    return std::nullopt;
  }
  return Value::number(*quantity_read);
}

/// The case of the type's enumeration that a word means; reports when there is none.
std::optional<std::uint32_t> Reader::find_case(const std::string& written) {
  const program::Enumeration& enumeration = package_.enumerations[type_.enumeration.value];
  const std::string word = base::normalise(written);
  // Folding is slow, and an enumeration may have tens of thousands of cases: exact names come first.
  const std::uint32_t exact = package_.case_named(type_.enumeration, word);
  if (exact != program::kNoCase) return exact;
  const std::string folded = base::fold(written);
  std::optional<std::uint32_t> loose;
  std::vector<std::string> candidates;
  std::uint32_t n_loose = 0;
  std::uint32_t index = 0;
  for (const program::Case& item : package_.cases_of(enumeration)) {
    const std::string_view name = package_.text_of(item.name);
    const std::string_view code = package_.text_of(item.code);
    const std::string_view label = package_.text_of(item.label);
    if (folded == base::fold(name) || folded == base::fold(code) || folded == base::fold(label)) {
      loose = index;
      ++n_loose;
    }
    candidates.emplace_back(name);
    if (!code.empty() && code != name) candidates.emplace_back(code);
    ++index;
  }
  if (n_loose == 1) return loose;
  report(Code::UnknownInputCase)
      .with("value", excerpt(written))
      .with("type", package_.text_of(enumeration.name))
      .suggest(written.size() > kMaxNameBytes ? std::vector<std::string>() : base::nearest_names(written, candidates));
  return std::nullopt;
}

std::optional<Value> Reader::enumeration(const RawValue& raw) {
  if (raw.kind == RawKind::Boolean) return bad(raw.text);
  const std::optional<std::uint32_t> index = find_case(raw.text);
  if (!index) return std::nullopt;
  return Value::enum_case(static_cast<std::int32_t>(*index));
}

std::optional<Value> Reader::set(const RawValue& raw) {
  const auto n_cases = static_cast<int>(package_.enumerations[type_.enumeration.value].n_cases);
  std::vector<std::string> items = raw.items;
  if (raw.kind != RawKind::List) {
    const std::string word = base::fold(raw.text);
    if (word == "tous" || word == "all") return Value::set(value::Set128::all(n_cases));
    if (word == "aucun" || word == "none") return Value::set(value::Set128());
    items = split_address(raw.text);
  }
  value::Set128 result;
  for (const std::string& item : items) {
    const std::optional<std::uint32_t> index = find_case(item);
    if (!index) return std::nullopt;
    result.insert(static_cast<int>(*index));
  }
  return Value::set(result);
}

}  // namespace

std::optional<Value> read_value(const Package& package, program::TypeId type, const RawValue& raw,
                                const ValueContext& context, diagnostics::Sink& sink) {
  return Reader(package, package.type(type), context, sink).read(raw);
}

}  // namespace avenant::cases
