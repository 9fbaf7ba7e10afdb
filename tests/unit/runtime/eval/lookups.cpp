// Reference tables: which row a look-up finds, and what stands for a row that is not there.
#include "tests/unit/runtime/eval/program_text.hpp"

using avenant::eval::Story;

namespace {

const std::string kTables =
    "(text t text 2020-01-01 2020-01-02) (enumeration Town (case a) (case b) (case c) (case d))\n"
    "(reference_table zones \"z.csv\" 00ff (rows 3) (keys (town enum[Town])) (columns (zone number/1) (rate "
    "number?/100))"
    "  (line Town/a 1 1/2) (line Town/b 2 absent) (line Town/d 4 1))\n"
    "(reference_table prices \"p.csv\" 11ee (rows 4) dated (keys (code number/1) (big boolean)) (columns (price "
    "number/100))"
    "  (line 1 false - 2021-01-01 10) (line 1 false 2021-01-01 2022-01-01 20) (line 1 false 2023-01-01 - 30)"
    "  (line 1 true 2020-06-01 - 99))\n"
    "(input town enum[Town]) (input code number/1) (input big boolean) (input day date)\n"
    "(variable zone number/1 (is (lookup zones.zone town)))\n"
    "(variable rate number?/100 (is (lookup zones.rate town)))\n"
    "(variable price number/100 (is (lookup prices.price code big day)))\n"
    "(variable two number/100 (is (lookup prices.price (exact 1 (div 1 0)) big (date_add unstated day P0M1D))))\n";

std::string price(std::string_view code, std::string_view big, std::string_view day) {
  return Story(kTables).given("code", code).given("big", big).given("day", day).of("price");
}

}  // namespace

TEST_CASE("a look-up finds the row of its key") {
  CHECK(Story(kTables).given("town", "a").of("zone") == "1");
  CHECK(Story(kTables).given("town", "b").of("zone") == "2");
  CHECK(Story(kTables).given("town", "d").of("zone") == "4");
}

TEST_CASE("a key without row is a gap, and absent in a column that may be") {
  CHECK(Story(kTables).given("town", "c").of("zone") == "gap 5");
  CHECK(Story(kTables).given("town", "c").of("rate") == "absent");
  CHECK(Story(kTables).given("town", "b").of("rate") == "absent");
  CHECK(Story(kTables).given("town", "a").of("rate") == "1/2");
}

TEST_CASE("a dated look-up finds the row whose period holds the day, its last day excluded") {
  CHECK(price("1", "false", "1900-01-01") == "10");
  CHECK(price("1", "false", "2020-12-31") == "10");
  CHECK(price("1", "false", "2021-01-01") == "20");
  CHECK(price("1", "false", "2021-12-31") == "20");
  CHECK(price("1", "false", "2022-01-01") == "gap 7");
  CHECK(price("1", "false", "2023-01-01") == "30");
  CHECK(price("1", "false", "9999-12-31") == "30");
  CHECK(price("1", "true", "2020-05-31") == "gap 7");
  CHECK(price("1", "true", "2020-06-01") == "99");
  CHECK(price("0", "true", "2020-06-01") == "gap 7");
  CHECK(price("2", "false", "2020-06-01") == "gap 7");
}

TEST_CASE("a look-up yields the least error of its keys") {
  CHECK(Story(kTables).of("zone") == "missing_input 4");
  CHECK(Story(kTables).given("big", "true").of("two") == "missing_input 4");
  CHECK(Story(kTables).given("big", "true").given("day", "2020-01-01").of("two") == "division_by_zero 8");
}
