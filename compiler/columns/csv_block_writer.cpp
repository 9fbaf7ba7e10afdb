#include "compiler/columns/csv_block_writer.hpp"

#include <array>
#include <charconv>
#include <cstring>

#include "runtime/value/date.hpp"

namespace avenant::columns {
namespace {

using program::TypeKind;
using value::Value;

/// Different rows of errors whose text is kept; each holds at most a few kilobytes.
constexpr std::size_t kMaxKnownErrors = 2000;

template <class T>
void append_whole(std::string& out, T number) {
  std::array<char, 24> digits{};
  const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), number);
  out.append(digits.data(), end);
}

void put_two(char* at, unsigned number) {
  at[0] = static_cast<char>('0' + number / 10);
  at[1] = static_cast<char>('0' + number % 10);
}

/// `2024-06-22` or `22/06/2024`.
void append_date(std::string& out, value::Date date, bool is_iso) {
  const value::CivilDate civil = date.civil();
  const auto year = static_cast<unsigned>(civil.year);
  std::array<char, 10> text{};
  char* const at = text.data();
  const std::size_t year_at = is_iso ? 0 : 6;
  put_two(at + year_at, year / 100);
  put_two(at + year_at + 2, year % 100);
  put_two(at + (is_iso ? 5 : 3), static_cast<unsigned>(civil.month));
  put_two(at + (is_iso ? 8 : 0), static_cast<unsigned>(civil.day));
  text[is_iso ? 4 : 2] = text[is_iso ? 7 : 5] = is_iso ? '-' : '/';
  out.append(at, text.size());
}

/// A number of at most four decimals; false when it has more.
bool append_decimal(std::string& out, value::Rational number, char point) {
  constexpr std::int64_t kUnit = 10'000;
  const std::int64_t denominator = number.denominator();
  if (denominator > kUnit || kUnit % denominator != 0) return false;
  const std::uint64_t magnitude = number.numerator() < 0 ? 0 - static_cast<std::uint64_t>(number.numerator())
                                                         : static_cast<std::uint64_t>(number.numerator());
  const auto divisor = static_cast<std::uint64_t>(denominator);
  std::uint64_t decimals = magnitude % divisor * (static_cast<std::uint64_t>(kUnit) / divisor);
  if (number.numerator() < 0) out += '-';
  append_whole(out, magnitude / divisor);
  std::size_t n_decimals = 4;
  for (; decimals % 10 == 0; decimals /= 10) --n_decimals;
  std::array<char, 4> digits{};
  for (std::size_t i = n_decimals; i-- > 0; decimals /= 10) digits[i] = static_cast<char>('0' + decimals % 10);
  out += point;
  out.append(digits.data(), n_decimals);
  return true;
}

}  // namespace

CsvBlockWriter::CsvBlockWriter(const Question& question, std::string_view dispositif,
                               const report::CaseCsvOptions& options)
    : package_(question.package),
      csv_(question.package, question.views, dispositif, options),
      is_plain_(options.style == report::CsvStyle::Plain),
      separator_(is_plain_ ? ',' : ';'),
      line_end_(is_plain_ ? "\n" : "\r\n") {
  for (const report::ResultView& view : question.views) {
    Column column;
    column.type = &package_.type(view.type);
    column.kind = column.type->kind;
    if (column.kind == TypeKind::kEnumeration) {
      const std::uint32_t n_cases = package_.enumerations[column.type->enumeration.value].n_cases;
      for (std::uint32_t i = 0; i < n_cases; ++i) {
        csv_.value(column.cells.emplace_back(), *column.type, Value::enum_case(static_cast<std::int32_t>(i)));
      }
    }
    for (std::size_t i = 0; i < view.members.size(); ++i) columns_.push_back(column);
  }
}

void CsvBlockWriter::value(const Column& column, Value value, std::string& out) const {
  if (column.kind != TypeKind::kSet && value.is_absent()) return;
  switch (column.kind) {
    case TypeKind::kBoolean:
      out += value.as_boolean() ? (is_plain_ ? "true" : "VRAI") : (is_plain_ ? "false" : "FAUX");
      return;
    case TypeKind::kNumber:
      if (value.b == 1) {
        append_whole(out, value.a);
      } else if (!append_decimal(out, value.as_number(), is_plain_ ? '.' : ',')) {
        csv_.value(out, *column.type, value);
      }
      return;
    case TypeKind::kDate:
      append_date(out, value.as_date(), is_plain_);
      return;
    case TypeKind::kEnumeration:
      out += column.cells[static_cast<std::size_t>(value.as_enum_case())];
      return;
    case TypeKind::kDuration:
    case TypeKind::kSet:
    case TypeKind::kList:
    case TypeKind::kElement:
      csv_.value(out, *column.type, value);
      return;
  }
}

void CsvBlockWriter::whole_row(const CaseBlock& block, BlockResults& results, std::size_t row, std::string& out) {
  fill_bound(block, row, bound_);
  csv_.row(results.report(row, bound_), out);
}

void CsvBlockWriter::notices(BlockResults& results, std::size_t row, std::string& out) {
  out += separator_;
  results.find_notices(row, notices_);
  if (!notices_.empty()) csv_.notices(out, notices_);
}

void CsvBlockWriter::errors(const CaseBlock& block, BlockResults& results, std::size_t row, std::string& out) {
  key_.resize(columns_.size() * sizeof(std::uint32_t));
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const std::uint32_t status = results.status(i, row);
    std::memcpy(key_.data() + i * sizeof status, &status, sizeof status);
  }
  auto place = known_errors_.find(key_);
  if (place == known_errors_.end()) {
    if (known_errors_.size() >= kMaxKnownErrors) known_errors_.clear();
    fill_bound(block, row, bound_);
    std::string text;
    csv_.errors(text, results.report(row, bound_));
    place = known_errors_.emplace(key_, std::move(text)).first;
  }
  out += place->second;
}

void CsvBlockWriter::write(const CaseBlock& block, BlockResults& results, std::size_t row, std::string& out) {
  if (csv_.has_error_columns() || block.has_unreadable(row)) {
    whole_row(block, results, row, out);
    return;
  }
  append_whole(out, block.number_of(row));
  out += separator_;
  report::append_csv_cell(out, block.id_of(row), separator_);
  bool has_errors = false;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const eval::Outcome outcome = results.outcome(i, row);
    out += separator_;
    if (outcome.ok()) {
      value(columns_[i], outcome.value, out);
    } else {
      has_errors = has_errors || !results.is_not_concerned(i, outcome.status);
    }
  }
  if (csv_.has_notices()) notices(results, row, out);
  out += separator_;
  if (has_errors) errors(block, results, row, out);
  out += line_end_;
}

}  // namespace avenant::columns
