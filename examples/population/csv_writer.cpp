#include "examples/population/csv_writer.hpp"

#include <charconv>

namespace population {
namespace {

void append_whole(std::string& out, std::uint64_t number) {
  std::array<char, 24> digits{};
  out.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr);
}

void append_two(char* at, std::uint32_t number) {
  at[0] = static_cast<char>('0' + number / 10);
  at[1] = static_cast<char>('0' + number % 10);
}

/// A day from 1970 on, or from 1900 at the earliest (Hinnant, days to civil).
void append_day(std::string& out, std::int32_t days) {
  const auto shifted = static_cast<std::uint32_t>(days + 719'468);
  const std::uint32_t era = shifted / 146'097;
  const std::uint32_t day_of_era = shifted % 146'097;
  const std::uint32_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const std::uint32_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::uint32_t month_of_year = (5 * day_of_year + 2) / 153;
  const std::uint32_t day = day_of_year - (153 * month_of_year + 2) / 5 + 1;
  const std::uint32_t month = month_of_year < 10 ? month_of_year + 3 : month_of_year - 9;
  const std::uint32_t year = era * 400 + year_of_era + (month <= 2 ? 1 : 0);
  std::array<char, 10> text{};
  append_two(text.data(), year / 100);
  append_two(text.data() + 2, year % 100);
  text[4] = text[7] = '-';
  append_two(text.data() + 5, month);
  append_two(text.data() + 8, day);
  out.append(text.data(), text.size());
}

void append_decimal(std::string& out, std::int32_t ten_thousandths) {
  append_whole(out, static_cast<std::uint64_t>(ten_thousandths / 10'000));
  std::array<char, 5> decimals = {'.'};
  append_two(decimals.data() + 1, static_cast<std::uint32_t>(ten_thousandths % 10'000 / 100));
  append_two(decimals.data() + 3, static_cast<std::uint32_t>(ten_thousandths % 100));
  out.append(decimals.data(), decimals.size());
}

void append_fact(std::string& out, const ColumnInfo& column, std::int32_t fact) {
  switch (column.kind) {
    case Kind::Flag:
      out += fact != 0 ? "true" : "false";
      return;
    case Kind::Case:
      out += column.words[static_cast<std::size_t>(fact)];
      return;
    case Kind::Whole:
      append_whole(out, static_cast<std::uint64_t>(fact));
      return;
    case Kind::Decimal:
      append_decimal(out, fact);
      return;
    case Kind::Day:
      append_day(out, fact);
      return;
  }
}

void append_out_of_range(std::string& out, Kind kind) {
  switch (kind) {
    case Kind::Flag:
      out += '2';
      return;
    case Kind::Case:
      out += "autre";
      return;
    case Kind::Whole:
    case Kind::Decimal:
      out += "99999999";
      return;
    case Kind::Day:
      out += "2023-02-30";
      return;
  }
}

}  // namespace

void append_header(std::string& out) {
  out += "id";
  for (std::size_t i = 0; i < kColumns; ++i) {
    out += ',';
    out += info(static_cast<Column>(i)).address;
  }
  out += '\n';
}

void append_row(std::string& out, std::uint64_t number, const Dossier& dossier) {
  out += 'S';
  append_whole(out, number);
  const std::size_t n_columns = dossier.fault == Fault::BrokenRow ? kColumns - 1 : kColumns;
  for (std::size_t i = 0; i < n_columns; ++i) {
    const auto column = static_cast<Column>(i);
    const ColumnInfo& about = info(column);
    out += ',';
    if (dossier.fault == Fault::OutOfRange && column == dossier.at_fault) {
      append_out_of_range(out, about.kind);
    } else if (dossier.fault == Fault::Unreadable && column == dossier.at_fault) {
      out += "à vérifier";
    } else if (dossier[column] != kAbsent) {
      append_fact(out, about, dossier[column]);
    }
  }
  out += '\n';
}

}  // namespace population
