#include "compiler/columns/cell_reader.hpp"

#include <array>
#include <cstring>

#include "compiler/cases/values/plain_decimal.hpp"
#include "runtime/value/date.hpp"

namespace avenant::columns {
namespace {

using program::TypeKind;

constexpr std::size_t kMaxRememberedBytes = 64;
constexpr std::size_t kMaxRemembered = 4096;

/// The number that two digits are; more than 99, so that it is no month and no day, when they are none.
unsigned two_digits(const char* at) {
  const auto tens = static_cast<unsigned>(static_cast<unsigned char>(at[0])) - '0';
  const auto ones = static_cast<unsigned>(static_cast<unsigned char>(at[1])) - '0';
  return tens > 9 || ones > 9 ? 1000 : tens * 10 + ones;
}

/// The days of the usual centuries, without divisions.
class DayTable {
 public:
  static constexpr unsigned kFirstYear = 1900;
  static constexpr unsigned kYears = 200;

  constexpr DayTable() {
    std::int32_t days = -25'567;  // 1900-01-01
    for (unsigned i = 0; i < kYears; ++i) {
      year_starts_[i] = days;
      days += is_leap(kFirstYear + i) ? 366 : 365;
    }
  }
  static constexpr bool is_leap(unsigned year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

  /// False when there is no such day, or not in these centuries.
  [[nodiscard]] bool find(unsigned year, unsigned month, unsigned day, std::int64_t& days) const {
    constexpr std::array<std::uint16_t, 13> kBefore = {0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
    constexpr std::array<std::uint8_t, 13> kDays = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (year - kFirstYear >= kYears || month - 1 > 11) return false;
    const bool is_long = is_leap(year);
    if (day - 1 >= kDays[month] + (is_long && month == 2 ? 1U : 0U)) return false;
    days = year_starts_[year - kFirstYear] + kBefore[month] + (is_long && month > 2 ? 1 : 0) +
           static_cast<std::int32_t>(day) - 1;
    return true;
  }

 private:
  std::array<std::int32_t, kYears> year_starts_{};
};
constexpr DayTable kDayTable;

/// `2024-06-22` or `22/06/2024`.
bool read_date(std::string_view cell, std::int64_t& days) {
  if (cell.size() != 10) return false;
  const char* const at = cell.data();
  const bool is_iso = at[4] == '-' && at[7] == '-';
  if (!is_iso && !(at[2] == '/' && at[5] == '/')) return false;
  const char* const year = is_iso ? at : at + 6;
  const unsigned century = two_digits(year);
  const unsigned of_century = two_digits(year + 2);
  if (century > 99 || of_century > 99) return false;
  return kDayTable.find(century * 100 + of_century, two_digits(is_iso ? at + 5 : at + 3),
                        two_digits(is_iso ? at + 8 : at), days);
}

template <typename Word>
std::uint64_t load(const char* at) {
  Word word = 0;
  std::memcpy(&word, at, sizeof word);
  return word;
}

/// The decimals of denominators that are powers of ten; −1 for others.
int n_decimals_of(std::int64_t denominator) {
  int n_decimals = 0;
  while (denominator % 10 == 0) {
    denominator /= 10;
    ++n_decimals;
  }
  return denominator == 1 ? n_decimals : -1;
}

}  // namespace

WordTable::Ends WordTable::ends_of(std::string_view text) {
  const std::size_t size = text.size();
  const char* const end = text.data() + size;
  if (size >= 8) return {load<std::uint64_t>(text.data()), load<std::uint64_t>(end - 8)};
  if (size >= 4) return {load<std::uint32_t>(text.data()), load<std::uint32_t>(end - 4)};
  if (size >= 2) return {load<std::uint16_t>(text.data()), load<std::uint16_t>(end - 2)};
  return {load<std::uint8_t>(text.data()), 0};
}

std::size_t WordTable::place_of(std::string_view text, Ends ends) const {
  std::uint64_t hash = (ends.first ^ (ends.last * 0x9E3779B97F4A7C15U) ^ text.size()) * 0xBF58476D1CE4E5B9U;
  hash ^= hash >> 32U;
  std::size_t place = hash & (entries_.size() - 1);
  while (true) {
    const Entry& entry = entries_[place];
    if (entry.text.empty()) return place;
    const bool has_ends =
        entry.ends.first == ends.first && entry.ends.last == ends.last && entry.text.size() == text.size();
    // What two ends of eight bytes do not show is in the middle.
    if (has_ends && (text.size() <= 16 || entry.text == text)) return place;
    place = (place + 1) & (entries_.size() - 1);
  }
}

bool WordTable::find(std::string_view text, std::int64_t& element) const {
  if (entries_.empty() || text.empty()) return false;
  const Entry& entry = entries_[place_of(text, ends_of(text))];
  if (entry.text.empty()) return false;
  element = entry.element;
  return true;
}

void WordTable::grow() {
  std::vector<Entry> old(entries_.empty() ? 16 : entries_.size() * 2);
  std::swap(old, entries_);
  for (Entry& entry : old) {
    if (entry.text.empty()) continue;
    Entry& place = entries_[place_of(entry.text, entry.ends)];
    place = std::move(entry);
  }
}

void WordTable::remember(std::string_view text, std::int64_t element) {
  if (text.empty() || text.size() > kMaxRememberedBytes || n_used_ >= kMaxRemembered) return;
  if ((n_used_ + 1) * 2 > entries_.size()) grow();
  const Ends ends = ends_of(text);
  Entry& place = entries_[place_of(text, ends)];
  if (place.text.empty()) ++n_used_;
  place = {std::string(text), ends, element};
}

CellReader::CellReader(const ColumnPlan& plan) : plan_(plan) {
  if (!plan.is_whole_range) return;
  if (plan.kind == TypeKind::kDate) way_ = Way::Date;
  if (plan.kind == TypeKind::kNumber) n_decimals_ = n_decimals_of(plan.denominator);
  if (plan.kind == TypeKind::kNumber && n_decimals_ >= 0) way_ = Way::Decimal;
}

bool CellReader::decimal(std::string_view cell, std::int64_t& element) const {
  cases::PlainDecimal decimal;
  if (!cases::read_plain_decimal(cell, true, decimal)) return false;
  const int n_added = n_decimals_ - decimal.n_decimals;
  if (n_added < 0 || decimal.n_digits + n_added > cases::PlainDecimal::kMaxDigits) return false;
  element = decimal.number * cases::kPowersOfTen[static_cast<std::size_t>(n_added)];
  return element >= plan_.least && element <= plan_.greatest;
}

bool CellReader::read(std::string_view cell, std::int64_t& element) const {
  if (way_ == Way::Decimal && decimal(cell, element)) return true;
  if (way_ == Way::Date && read_date(cell, element) && element >= plan_.least && element <= plan_.greatest) return true;
  return words_.find(cell, element);
}

}  // namespace avenant::columns
