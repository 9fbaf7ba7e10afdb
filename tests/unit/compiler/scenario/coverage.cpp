// What coverage counts, on programs written by hand: several versions, families, drafts.
#include "compiler/scenario/coverage/coverage.hpp"

#include <catch2/catch.hpp>

#include "compiler/scenario/coverage/render.hpp"
#include "runtime/eval/evaluator.hpp"
#include "runtime/program/print.hpp"
#include "runtime/program/verify.hpp"

namespace avenant::scenario {
namespace {

// Two texts, the second one replacing a rule; a family of two members written at one place.
const std::string kProgram =
    "(program)\n"
    "(text first text 2019-08-20 2019-08-21) (text second text 2023-04-30 2023-05-01)\n"
    "(text future draft 2026-01-01 2026-01-01)\n"
    "(place 0 first \"a\" 10 1 \"Article 1\") (place 1 second \"b\" 10 1 \"Article 7\")\n"
    "(place 2 first \"a\" 20 2 \"Article 1\") (place 3 first \"a\" 30 3 \"Article 2\")\n"
    "(place 4 first \"a\" 40 4 \"Article 2\") (place 5 first \"a\" 50 5 \"Article 2\")\n"
    "(place 6 future \"c\" 10 1 \"Article 9\") (place 7 first \"a\" 60 6 \"Article 3\")\n"
    "(place 8 first \"a\" 70 7 \"Article 3\") (place 9 first \"a\" 80 8 \"Article 3\")\n"
    "(input signed date @0) (input p boolean @0) (input k number @0)\n"
    "(variable x number definition @0\n"
    "  (version first @0 (when 2019-08-21 signed) (body (if@2 (not@2 (eq@2 p true)) 1 2)))\n"
    "  (version second @1 (when 2023-05-01 signed) (body 3))\n"
    "  (version future @6 (when 2026-01-01 signed) (body 4)))\n"
    "(variable \"t(1)\" number definition @3\n"
    "  (version first @3 (body (table@3 (row @4 ((le@4 k 5)) 1) (row @5 ((gt@5 k 5)) 2)))))\n"
    "(variable \"t(2)\" number definition @3\n"
    "  (version first @3 (body (table@3 (row @4 ((le@4 k 7)) 1) (row @5 ((gt@5 k 7)) 2)))))\n"
    "(variable d number definition @7\n"
    "  (version first @7 (body 0)\n"
    "    (derogation low first @8 (guard (lt@8 k 3)) (body 1))\n"
    "    (derogation lowest first @9 (to low) (guard (lt@9 k 1)) (body 2))))\n";

class Measured {
 public:
  Measured() : package_(read()), evaluator_(package_), met_(package_) {}

  void play(std::string_view variable, int signed_on, bool p, int k, bool with_draft = false) {
    eval::RunOptions options;
    if (with_draft) options.drafts = {package_.text_named("future")};
    evaluator_.set_options(options);
    evaluator_.begin_case();
    evaluator_.set(package_.input_named("signed"), value::Value::date(value::Date::unchecked(signed_on)));
    evaluator_.set(package_.input_named("p"), value::Value::boolean(p));
    evaluator_.set(package_.input_named("k"), value::Value::whole(k));
    const program::VariableId id = package_.variable_named(variable);
    evaluator_.cover(std::span<const program::VariableId>(&id, 1), met_);
  }
  CoverageReport report() const { return measure(package_, base::SourceMap(), met_); }
  std::string missing() const {
    std::string text;
    const CoverageReport whole = report();
    for (const Goal& goal : whole.missing) {
      text += missing_text(goal, diagnostics::Language::English) + " " +
              std::to_string(package_.place(goal.place).line) + "\n";
    }
    return text;
  }
  static std::string tally(const Tally& tally) {
    return std::to_string(tally.n_met) + "/" + std::to_string(tally.n_goals);
  }
  std::string totals(std::size_t text) const {
    std::string result;
    const CoverageReport whole = report();
    for (const Tally& each : whole.texts[text].tallies) result += (result.empty() ? "" : " ") + tally(each);
    return result;
  }

 private:
  static program::Package read() {
    program::ReadResult read = program::read(kProgram);
    INFO(read.error);
    REQUIRE(read.package.has_value());
    REQUIRE(program::verify(*read.package).ok());
    return std::move(*read.package);
  }

  program::Package package_;
  eval::Evaluator evaluator_;
  eval::Coverage met_;
};

constexpr int kIn2020 = 18'300;
constexpr int kIn2024 = 19'800;
constexpr int kIn2027 = 20'900;

TEST_CASE("each version of a rule is a goal of its own text") {
  Measured measured;
  CHECK(measured.totals(0) == "0/3 0/2 0/2 0/4");
  CHECK(measured.totals(1) == "0/1 0/0 0/0 0/0");
  measured.play("x", kIn2020, true, 0);
  CHECK(measured.totals(0) == "1/3 0/2 1/2 0/4");
  CHECK(measured.totals(1) == "0/1 0/0 0/0 0/0");
  measured.play("x", kIn2024, true, 0);
  CHECK(measured.totals(1) == "1/1 0/0 0/0 0/0");
}

TEST_CASE("the versions of drafts are counted apart") {
  Measured measured;
  CHECK(measured.report().texts[2].is_draft);
  CHECK(Measured::tally(measured.report().total) == "0/12");
  measured.play("x", kIn2027, true, 0);
  CHECK(measured.totals(2) == "0/1 0/0 0/0 0/0");
  measured.play("x", kIn2027, true, 0, true);
  CHECK(measured.totals(2) == "1/1 0/0 0/0 0/0");
  CHECK(Measured::tally(measured.report().total) == "1/12");
}

TEST_CASE("a row counts once for all members of a family") {
  Measured measured;
  measured.play("t(1)", kIn2020, true, 4);
  CHECK(measured.totals(0) == "1/3 1/2 0/2 0/4");
  measured.play("t(2)", kIn2020, true, 9);
  CHECK(measured.totals(0) == "1/3 2/2 0/2 0/4");
}

TEST_CASE("a condition is met true and met false") {
  Measured measured;
  measured.play("x", kIn2020, true, 0);
  CHECK(measured.missing().find("condition in x: never false 2") != std::string::npos);
  measured.play("x", kIn2020, false, 0);
  CHECK(measured.totals(0) == "1/3 0/2 2/2 0/4");
}

TEST_CASE("a derogation is taken, and considered without being taken") {
  Measured measured;
  measured.play("d", kIn2020, true, 5);
  // The second one derogates from the first, which is not in play: it was not considered.
  CHECK(measured.totals(0) == "1/3 0/2 0/2 1/4");
  CHECK(measured.missing().find("derogation low: never taken 7\nderogation lowest: never in play 8\n") !=
        std::string::npos);
  measured.play("d", kIn2020, true, 2);
  CHECK(measured.totals(0) == "1/3 0/2 0/2 3/4");
  measured.play("d", kIn2020, true, 0);
  CHECK(measured.totals(0) == "1/3 0/2 0/2 4/4");
}

TEST_CASE("an article is shown where something of it is") {
  Measured measured;
  const auto articles = [&] { return Measured::tally(measured.report().texts[0].n_articles); };
  CHECK(articles() == "0/3");
  measured.play("d", kIn2020, true, 5);
  CHECK(articles() == "1/3");
}

TEST_CASE("the total is rounded down, and nothing to meet is all of it") {
  CoverageReport report;
  CHECK(report.percentage() == 100);
  report.total = {999, 1000};
  CHECK(report.percentage() == 99);
}

}  // namespace
}  // namespace avenant::scenario
