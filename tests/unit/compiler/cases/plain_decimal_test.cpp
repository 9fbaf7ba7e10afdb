#include "compiler/cases/values/plain_decimal.hpp"

#include <catch2/catch.hpp>
#include <string>

using avenant::cases::PlainDecimal;
using avenant::cases::read_plain_decimal;

namespace {

bool reads(std::string_view text, std::int64_t number, int n_decimals, bool takes_comma = true) {
  PlainDecimal decimal;
  return read_plain_decimal(text, takes_comma, decimal) && decimal.number == number && decimal.n_decimals == n_decimals;
}

bool refuses(std::string_view text, bool takes_comma = true) {
  PlainDecimal decimal;
  return !read_plain_decimal(text, takes_comma, decimal);
}

}  // namespace

TEST_CASE("a plain decimal is its digits and how many of them are decimals") {
  CHECK(reads("0", 0, 0));
  CHECK(reads("900", 900, 0));
  CHECK(reads("-3", -3, 0));
  CHECK(reads("12,50", 1250, 2));
  CHECK(reads("12.50", 1250, 2, false));
  CHECK(reads("-0.05", -5, 2));
  CHECK(reads("007", 7, 0));
}

TEST_CASE("what is no plain decimal is left to those who say what is wrong") {
  for (const char* text : {"", "-", ".", ",", "-.", ".5", "5.", "-,5", "1.2.3", "1,2.3", "+1", "1 000", "12€", "1e3",
                           "--1", "1-", "½", "१"}) {
    CAPTURE(text);
    CHECK(refuses(text));
  }
  CHECK(refuses("12,5", false));
}

TEST_CASE("eighteen digits are read, and no more") {
  CHECK(reads("999999999999999999", 999'999'999'999'999'999, 0));
  CHECK(reads("-999999999.999999999", -999'999'999'999'999'999, 9));
  CHECK(refuses("1000000000000000000"));
  CHECK(refuses("9999999999999999999"));
  CHECK(refuses("1.000000000000000000"));
  CHECK(refuses("0000000000000000000"));
  CHECK(refuses(std::string(1000, '9')));
}
