#include "compiler/columns/cell_reader.hpp"

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
(input whole number/1 (range 0 50000) @1 (dispositif d))
(input any number/1 @1 (dispositif d))
(input cents number/100 (range -10 1000000) @1 (dispositif d))
(input tenths number/10 (range 1/3 7/2) @1 (dispositif d))
(input twelfths number/12 (range 0 2) @1 (dispositif d))
(input day date (range 2020-01-01 2024-12-31) @1 (dispositif d))
(input when date @1 (dispositif d))
(input option enum[Option] @1 (dispositif d))
)text";

/// Texts near those that people write.
std::string some_text(std::mt19937_64& random) {
  static constexpr const char* kWords[] = {"2024-06-22",
                                           "22/06/2024",
                                           "2019-12-31",
                                           "2024-02-29",
                                           "1900-02-29",
                                           "0999-01-01",
                                           "12,50",
                                           "0.5",
                                           "3.5",
                                           "-3",
                                           "900",
                                           "12000",
                                           "007",
                                           "0,33",
                                           "0.4",
                                           "50000",
                                           "1000000",
                                           "-10.01",
                                           "demi",
                                           "2",
                                           "123456789012345678",
                                           "9223372036854775807"};
  constexpr std::string_view kBytes = "0123456789,.-/ e";
  std::string text = kWords[random() % std::size(kWords)];
  while (random() % 3 == 0 && !text.empty()) {
    const std::size_t at = random() % text.size();
    switch (random() % 3) {
      case 0:
        text.erase(at, 1);
        break;
      case 1:
        text.insert(at, 1, kBytes[random() % kBytes.size()]);
        break;
      default:
        text[at] = kBytes[random() % kBytes.size()];
        break;
    }
  }
  return text;
}

program::Package load() {
  program::ReadResult read = program::read(kProgram);
  INFO(read.error);
  REQUIRE(read.package.has_value());
  return std::move(*read.package);
}

}  // namespace

TEST_CASE("a cell read straight to its column is what a careful look gives, and in range") {
  const program::Package package = load();
  const std::uint64_t seed = 20240622;
  std::mt19937_64 random(seed);
  std::size_t n_read = 0;
  for (std::size_t i = 0; i < package.inputs.size(); ++i) {
    const program::Input& input = package.inputs[i];
    const columns::ColumnPlan plan = columns::plan_column(package, program::InputId(i));
    columns::CellReader reader(plan);
    for (int round = 0; round < 20'000; ++round) {
      const std::string text = some_text(random);
      if (text.empty()) continue;
      std::int64_t element = 0;
      const bool is_read = reader.read(text, element);
      diagnostics::Sink sink;
      const auto careful = cases::read_value(package, input.type, {cases::RawKind::Text, text, {}}, {"x", "y"}, sink);
      const bool is_right = careful && eval::is_valid(package, input.type, input.range, *careful);
      INFO(text << " for " << package.text_of(input.name) << ", seed " << seed);
      if (is_read) {
        REQUIRE(is_right);
        REQUIRE(columns::element_of(plan, *careful) == element);
        ++n_read;
      }
      // A value of the input has an element, and what is none has no other than the one that says so.
      if (careful && plan.storage != batch::Storage::kValue) {
        REQUIRE(columns::element_of(plan, *careful).has_value() == is_right);
      }
      if (is_right && !is_read) reader.remember(text, *columns::element_of(plan, *careful));
    }
  }
  CHECK(n_read > 20'000);
}

TEST_CASE("columns are as narrow as the range of their input, with an element left over") {
  const program::Package package = load();
  const auto plan = [&package](const char* name) { return columns::plan_column(package, package.input_named(name)); };
  CHECK(plan("whole").storage == batch::Storage::kInt32);
  CHECK(plan("any").storage == batch::Storage::kInt64);
  CHECK(plan("cents").denominator == 100);
  CHECK(plan("tenths").storage == batch::Storage::kInt8);
  CHECK(plan("tenths").least == 4);
  CHECK(plan("tenths").greatest == 35);
  CHECK(plan("option").storage == batch::Storage::kInt8);
  CHECK(plan("day").storage == batch::Storage::kInt32);
  for (const char* name : {"whole", "any", "cents", "tenths", "day", "option"}) {
    CHECK(plan(name).out_of_range < plan(name).least);
  }
}
