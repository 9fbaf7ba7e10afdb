#include "compiler/base/data_text.hpp"

#include <catch2/catch.hpp>

using namespace avenant::base;

TEST_CASE("spaces of any kind are no part of a text in data") {
  CHECK(trimmed(" \t\u00A0\u202Fà b\u202F \u00A0\t") == "à b");
  CHECK(trimmed("\u00A0").empty());
  CHECK(trimmed("").empty());
  // The last byte of « à » is that of a no-break space.
  CHECK(trimmed("à") == "à");
}

TEST_CASE("truth has six words") {
  CHECK(read_truth("Oui") == true);
  CHECK(read_truth("FAUX") == false);
  CHECK(read_truth("true") == true);
  CHECK_FALSE(read_truth("0").has_value());
}

TEST_CASE("a quantity is parted after its last digit") {
  const auto euros = split_quantity("12 000,50\u00A0€ ");
  CHECK(euros.digits == "12 000,50");
  CHECK(euros.unit == "€");
  CHECK(split_quantity("euros").digits.empty());
  CHECK(split_quantity("12").unit.empty());
}

TEST_CASE("the euro has four names") {
  for (const char* word : {"€", "euro", "Euros", "EUR"}) CHECK(means_euro(word));
  CHECK_FALSE(means_euro("eurs"));
}
