#include "compiler/explain/words/members.hpp"

#include <catch2/catch.hpp>

using namespace avenant::explain;

TEST_CASE("numbers that follow each other are joined") {
  const auto french = [](const std::vector<std::int64_t>& numbers) {
    return numbers_text("n", numbers, Language::French);
  };
  CHECK(french({3}) == "n\u00A0=\u00A03");
  CHECK(french({1, 2}) == "n\u00A0=\u00A01\u00A0et\u00A02");
  CHECK(french({2, 3, 4, 5}) == "n\u00A0=\u00A02\u00A0à\u00A05");
  CHECK(french({1, 3, 4, 5}) == "n\u00A0=\u00A01\u00A0et\u00A03\u00A0à\u00A05");
  CHECK(french({1, 3, 5}) == "n\u00A0=\u00A01, 3\u00A0et\u00A05");
  CHECK(french({-1, 0, 1}) == "n\u00A0=\u00A0-1\u00A0à\u00A01");
  CHECK(numbers_text("k", {1, 2, 3}, Language::English) == "k\u00A0=\u00A01 to 3");
}
