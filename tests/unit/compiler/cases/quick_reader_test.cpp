#include "compiler/cases/values/quick_reader.hpp"

#include <catch2/catch.hpp>
#include <random>

#include "compiler/cases/value_reader.hpp"
#include "runtime/eval/evaluator.hpp"
#include "runtime/program/print.hpp"

namespace {

using namespace avenant;

constexpr const char* kProgram = R"text(
(text t text 2019-08-20 2019-08-21)
(place 1 t "r/a.avn.md" 10 5 "Article 1")
(enumeration Option (case tiers "1" "un tiers temps") (case demi "2" "un mi-temps"))
(input whole number/1[patients] (range 0 50000) @1 (dispositif d))
(input cents number/100[€] @1 (dispositif d))
(input share number (range 0 1/2) @1 (dispositif d))
(input day date (range 2020-01-01 2024-12-31) @1 (dispositif d))
(input option enum[Option] @1 (dispositif d))
(input yes boolean @1 (dispositif d))
)text";

/// Texts near those that people write.
std::string some_text(std::mt19937_64& random) {
  static constexpr const char* kWords[] = {
      "2024-06-22",  "22/06/2024",   "2019-12-31", "31/02/2024", "2024-6-2", "demi", "Demi", "2",
      "un mi-temps", "oui",          "vrai",       "FAUX",       "12,50",    "0.5",  "1/2",  "-3",
      "12 000",      "900 patients", "1e3",        "007",        "50 %",     "−4",   "1 €",  "0,"};
  std::string text = kWords[random() % std::size(kWords)];
  while (random() % 3 == 0 && !text.empty()) {
    const std::size_t at = random() % text.size();
    switch (random() % 3) {
      case 0:
        text.erase(at, 1);
        break;
      case 1:
        text.insert(at, 1, "0123456789,.-/ e"[random() % 16]);
        break;
      default:
        text[at] = "0123456789,.-/ e"[random() % 16];
        break;
    }
  }
  return text;
}

}  // namespace

TEST_CASE("what is read quickly is what is read carefully, and in range") {
  program::ReadResult read = program::read(kProgram);
  INFO(read.error);
  REQUIRE(read.package.has_value());
  const program::Package& package = *read.package;
  cases::QuickReader quick(package);
  const std::uint64_t seed = 20240622;
  std::mt19937_64 random(seed);
  std::size_t n_quick = 0;
  std::size_t n_careful = 0;
  for (int i = 0; i < 200'000; ++i) {
    const program::InputId input(random() % package.inputs.size());
    const std::string text = some_text(random);
    const cases::RawKind kind = random() % 4 == 0 ? cases::RawKind::Number : cases::RawKind::Text;
    diagnostics::Sink sink;
    const auto careful = cases::read_value(package, package.input(input).type, {kind, text, {}}, {"x", "d:1:1"}, sink);
    const bool is_right =
        careful && eval::is_valid(package, package.input(input).type, package.input(input).range, *careful);
    const auto got = quick.read(input, kind, text);
    INFO("seed " << seed << ", text " << text << ", input " << input.value);
    if (got) {
      ++n_quick;
      REQUIRE(is_right);
      REQUIRE(*got == *careful);
    } else if (is_right) {
      ++n_careful;
      quick.remember(input, kind, text, *careful);
    }
  }
  CHECK(n_quick > 10'000);
  CHECK(n_careful > 100);
}
