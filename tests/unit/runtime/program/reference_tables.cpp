// Reference tables in the text form and in the verifier; against a plain search, which rows are found.
#include "runtime/program/reference/reference_tables.hpp"

#include <catch2/catch.hpp>
#include <random>
#include <string>

#include "runtime/program/print.hpp"
#include "runtime/program/verify.hpp"

using namespace avenant::program;
using avenant::value::Date;

namespace {

const std::string kTable =
    "(text t text 2020-01-01 2020-01-02) (enumeration Town (case a) (case b) (case c))\n"
    "(reference_table zones \"données/z 1.csv\" 00ff (rows 3) dated (keys (town enum[Town]) (n number/1))"
    " (columns (zone number/100) (\"très loin\" boolean?) (since date))"
    " (line Town/a 1 - 2021-01-01 1/2 true 2020-02-29) (line Town/a 1 2021-01-01 - 2 absent 2020-01-01)"
    " (line Town/c -4 2020-01-01 2020-01-02 3 false 2020-01-01))\n"
    "(variable x number/100 (is (lookup zones.zone Town/a 1 2020-01-01)))";

Package load(const std::string& text) {
  ReadResult result = read(text);
  INFO(result.error);
  REQUIRE(result.package);
  return std::move(*result.package);
}

std::string refusal(Package package) {
  return verify(package).message;
}

}  // namespace

TEST_CASE("a reference table is printed and read back the same") {
  const Package package = load(kTable);
  CHECK(verify(package).ok());
  const std::string text = print(package);
  CHECK(text.find("(reference_table zones \"données/z 1.csv\" 00ff (rows 3) dated") != std::string::npos);
  CHECK(text.find("(lookup zones.zone Town/a 1 2020-01-01)") != std::string::npos);
  const Package again = load(text);
  CHECK(verify(again).ok());
  CHECK(print(again) == text);
  CHECK(again.reference_keys == package.reference_keys);
}

TEST_CASE("the verifier refuses rows out of order, keys twice and periods that meet") {
  const Package good = load(kTable);
  Package order = good;
  std::swap(order.reference_keys[0], order.reference_keys[4]);
  CHECK(refusal(order).find("out of order") != std::string::npos);
  Package meeting = good;
  meeting.reference_periods[0].until = Date::from_days(meeting.reference_periods[1].from.days() + 1).value;
  CHECK(refusal(meeting).find("periods of one key that meet") != std::string::npos);
  Package empty_period = good;
  empty_period.reference_periods[2].until = empty_period.reference_periods[2].from;
  CHECK(refusal(empty_period).find("empty period") != std::string::npos);
  Package twice = good;
  twice.reference_tables[0].is_dated = false;
  // Without periods its look-up takes too many operands, but the table is looked at first.
  CHECK(refusal(twice).find("a key twice") != std::string::npos);
  Package no_case = good;
  no_case.reference_keys[4] = 9;
  CHECK(refusal(no_case).find("a key that is not of its type") != std::string::npos);
  Package torn = good;
  torn.reference_values.pop_back();
  CHECK(refusal(torn).find("no such cells") != std::string::npos);
  Package strange = good;
  strange.reference_tables[0].n_rows = 4'000'000'000U;
  CHECK(refusal(strange).find("no such keys") != std::string::npos);
}

TEST_CASE("a look-up has one operand a key, and a date where the table is dated") {
  const auto with = [](const std::string& operands) {
    const ReadResult result = read(kTable + "(variable y number/100 (is (lookup zones.zone " + operands + ")))");
    return result.package ? verify(*result.package).message : result.error;
  };
  CHECK(with("Town/a 1 2020-01-01").empty());
  CHECK_FALSE(with("Town/a 1").empty());
  CHECK_FALSE(with("Town/a 1/2 2020-01-01").empty());
  CHECK_FALSE(with("Town/a 1 1").empty());
  CHECK_FALSE(with("1 1 2020-01-01").empty());
}

TEST_CASE("binary search finds what a plain search finds") {
  std::mt19937 random(7);
  for (int round = 0; round < 300; ++round) {
    Package package;
    ReferenceTable table;
    table.n_keys = 1 + random() % 3;
    table.is_dated = random() % 2 == 0;
    std::vector<std::int64_t> keys(table.n_keys, 0);
    // Rows in order: the key moves on, or the same key has a later period.
    std::int64_t day = 0;
    const std::size_t n_rows = random() % 20;
    for (std::size_t row = 0; row < n_rows; ++row) {
      if (!table.is_dated || row == 0 || random() % 2 == 0) {
        const std::size_t moved = random() % table.n_keys;
        keys[moved] += 1 + random() % 2;
        for (std::size_t i = moved + 1; i < keys.size(); ++i) keys[i] = random() % 3;
        day = 0;
      }
      package.reference_keys.insert(package.reference_keys.end(), keys.begin(), keys.end());
      if (table.is_dated) {
        const std::int64_t from = day + random() % 3;
        day = from + 1 + random() % 4;
        package.reference_periods.push_back({Date::unchecked(from), Date::unchecked(day)});
      }
    }
    table.n_rows = static_cast<std::uint32_t>(n_rows);
    for (int probe = 0; probe < 40; ++probe) {
      std::vector<std::int64_t> wanted;
      for (std::size_t i = 0; i < table.n_keys; ++i) wanted.push_back(random() % 12);
      const Date date = Date::unchecked(random() % 25);
      std::optional<std::uint32_t> expected;
      for (std::uint32_t row = 0; row < table.n_rows; ++row) {
        bool hit = true;
        for (std::size_t i = 0; i < table.n_keys; ++i) {
          hit = hit && package.reference_keys[row * table.n_keys + i] == wanted[i];
        }
        if (table.is_dated) {
          const ReferencePeriod& period = package.reference_periods[row];
          hit = hit && period.from <= date && date < period.until;
        }
        if (hit) expected = row;
      }
      CHECK(find_row(package, table, wanted, date) == expected);
    }
  }
}
