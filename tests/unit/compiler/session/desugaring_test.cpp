// What tranches, série, suppose and avec become, seen from the source: values, sharing, limits.
#include <catch2/catch.hpp>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "compiler/session/session.hpp"
#include "runtime/eval/evaluator.hpp"
#include "runtime/program/print.hpp"

namespace {

using namespace avenant;
using avenant::diagnostics::Code;
using value::RuntimeErrorClass;
using value::Value;

const std::string kHead =
    "# Essai\n\n```avenant\ntexte essai\n  publié le     1er janvier 2020\n  en vigueur le 1er janvier 2020\n\n"
    "dispositif d\n  application selon jour\n  jour inexistant au plus tôt\n\n  entrée jour : date\n"
    "  entrée revenu : montant\n  entrée autre : montant\n\n";

/// The rules of one test, compiled.
class Compiled {
 public:
  explicit Compiled(const std::string& rules, const session::Limits& limits = {})
      : session_(with(files_, rules), limits), compilation_(session_.compile({"/p"})) {}

  [[nodiscard]] const session::Compilation& compilation() const { return compilation_; }
  [[nodiscard]] const program::Package& package() const { return compilation_.package; }
  [[nodiscard]] std::vector<Code> codes() const {
    std::vector<Code> codes;
    for (const auto& diagnostic : compilation_.sink.all()) codes.push_back(diagnostic.code);
    return codes;
  }
  [[nodiscard]] std::size_t n_named(std::string_view start) const {
    std::size_t n = 0;
    for (const program::Variable& variable : package().variables) {
      n += package().text_of(variable.name).starts_with(start) ? 1 : 0;
    }
    return n;
  }

 private:
  static const session::FileSystem& with(session::MemoryFileSystem& files, const std::string& rules) {
    files.put("/p/a.avn.md", kHead + rules + "\n```\n");
    return files;
  }

  session::MemoryFileSystem files_;
  session::Session session_;
  const session::Compilation& compilation_;
};

/// One bracket: whole euros, and tenths of a percent.
struct Bracket {
  std::int64_t low;
  std::int64_t high;  ///< −1: open.
  std::int64_t permille;
};

/// What each cent of an amount owes, added cent by cent's bracket: an independent statement of the law, in mills of a
/// cent.
std::int64_t charged(const std::vector<Bracket>& brackets, std::int64_t cents) {
  std::int64_t total = 0;
  for (const Bracket& bracket : brackets) {
    const std::int64_t low = bracket.low * 100;
    if (cents <= low) continue;
    const std::int64_t top = bracket.high >= 0 && cents > bracket.high * 100 ? bracket.high * 100 : cents;
    total += (top - low) * bracket.permille;
  }
  return total;
}

std::string table_of(const std::vector<Bracket>& brackets, std::mt19937_64& random) {
  std::string text = "résultat barème t : € à 6 décimales\n  tranches de revenu\n  | tranche || taux |\n";
  for (std::size_t i = 0; i < brackets.size(); ++i) {
    const Bracket& bracket = brackets[i];
    const std::string low = std::to_string(bracket.low) + " €";
    const std::string high = std::to_string(bracket.high) + " €";
    std::string cell;
    if (bracket.high < 0) {
      cell = i > 0 && random() % 3 == 0 ? "sinon" : (random() % 2 == 0 ? "> " : "≥ ") + low;
    } else if ((i > 0 || bracket.low == 0) && random() % 2 == 0) {
      cell = (random() % 2 == 0 ? "≤ " : "< ") + high;
    } else {
      cell = random() % 2 == 0 ? low + " à " + high : "de " + low + " à moins de " + high;
    }
    text += "  | " + cell + " || " + std::to_string(bracket.permille / 10) + "," +
            std::to_string(bracket.permille % 10) + " % |\n";
  }
  return text;
}

std::vector<Bracket> some_brackets(std::mt19937_64& random) {
  std::vector<Bracket> brackets;
  std::int64_t low = random() % 2 == 0 ? 0 : static_cast<std::int64_t>(random() % 500);
  const std::size_t n = 1 + random() % 7;
  for (std::size_t i = 0; i < n; ++i) {
    const std::int64_t high = low + 1 + static_cast<std::int64_t>(random() % 900);
    brackets.push_back({low, i + 1 == n ? -1 : high, static_cast<std::int64_t>(random() % 1'000)});
    low = high;
  }
  return brackets;
}

std::vector<std::int64_t> amounts_around(const std::vector<Bracket>& brackets, std::mt19937_64& random) {
  std::vector<std::int64_t> cents;
  for (const Bracket& bracket : brackets) {
    for (const std::int64_t step : {-1, 0, 1}) cents.push_back(bracket.low * 100 + step);
  }
  for (int i = 0; i < 30; ++i) cents.push_back(static_cast<std::int64_t>(random() % 800'000) - 1'000);
  return cents;
}

}  // namespace

TEST_CASE("a table of brackets charges each part of the amount at its own rate, whatever the brackets", "[tranches]") {
  const std::uint64_t seed = GENERATE(1U, 2U, 3U, 4U, 5U, 6U, 7U, 8U);
  std::mt19937_64 random(seed);
  for (int round = 0; round < 12; ++round) {
    const std::vector<Bracket> brackets = some_brackets(random);
    const std::string rules = table_of(brackets, random);
    INFO("seed " << seed << ", round " << round << "\n" << rules);
    const Compiled compiled(rules);
    REQUIRE(compiled.compilation().ok());
    eval::Evaluator evaluator(compiled.package());
    evaluator.set(compiled.package().input_named("jour"), Value::date(value::Date::from_civil(2021, 3, 1).value));
    const program::VariableId table = compiled.package().variable_named("t");
    for (const std::int64_t cents : amounts_around(brackets, random)) {
      INFO("amount in cents: " << cents);
      const auto amount = value::Rational::from_ratio(cents, 100);
      REQUIRE(amount.ok());
      evaluator.set(compiled.package().input_named("revenu"), Value::number(amount.value));
      const eval::Outcome outcome = evaluator.request(table);
      if (cents < brackets.front().low * 100) {
        REQUIRE_FALSE(outcome.ok());
        CHECK(compiled.package().site(outcome.site()).error == RuntimeErrorClass::gap);
        continue;
      }
      REQUIRE(outcome.ok());
      const auto expected = value::Rational::from_ratio(charged(brackets, cents), 100'000);
      REQUIRE(expected.ok());
      CHECK(outcome.value.as_number() == expected.value);
    }
  }
}

TEST_CASE("a definition with parameters has one variable for each list of arguments", "[avec]") {
  const Compiled compiled(
      "définition f avec x : € : € = x × 2\n"
      "résultat définition a : montant = f(revenu) + f(revenu) exact au centime\n"
      "résultat définition b : montant = f(revenu) exact au centime\n"
      "résultat définition c : montant = f(autre) exact au centime\n"
      "résultat définition e : montant = f(10 €) + f(10,0 €) exact au centime\n");
  REQUIRE(compiled.compilation().ok());
  CHECK(compiled.n_named("f(") == 3);
  CHECK(compiled.package().variable_named("f(revenu)"));
  CHECK(compiled.package().variable_named("f(autre)"));
}

TEST_CASE("an argument that is computed is computed once in a rule, however often it is used", "[avec]") {
  const Compiled compiled(
      "définition carré avec x : décimal : décimal = x × x × x × x\n"
      "résultat définition a : décimal à 2 décimales = carré(revenu / autre) + carré(revenu / autre) arrondi à 0,01\n");
  REQUIRE(compiled.compilation().ok());
  CHECK(compiled.n_named("carré(") == 1);
  CHECK(compiled.n_named("revenu / autre") == 1);
  std::size_t n_divisions = 0;
  for (const program::Node& node : compiled.package().nodes) n_divisions += node.op == program::Op::kDivide ? 1 : 0;
  CHECK(n_divisions == 1);
}

TEST_CASE("definitions that multiply their arguments stop at the limit on the program's size", "[avec]") {
  std::string rules = "définition f0 avec x : décimal : décimal = x + 1\n";
  for (int i = 1; i <= 60; ++i) {
    const std::string before = "f" + std::to_string(i - 1);
    rules += "définition f" + std::to_string(i) + " avec x : décimal : décimal = " + before + "(x + 1) + " + before +
             "(x × 2)\n";
  }
  rules += "résultat définition a : décimal à 2 décimales = f60(revenu / 1 €) arrondi à 0,01\n";
  session::Limits limits;
  limits.lower.max_nodes = 200'000;
  const Compiled compiled(rules, limits);
  REQUIRE_FALSE(compiled.compilation().ok());
  CHECK(compiled.codes().front() == Code::ProgramTooLarge);
}

TEST_CASE("a long chain of definitions is lowered without recursion", "[avec]") {
  std::string rules = "définition f0 avec x : décimal : décimal = x + 1\n";
  for (int i = 1; i <= 3'000; ++i) {
    rules += "définition f" + std::to_string(i) + " avec x : décimal : décimal = f" + std::to_string(i - 1) + "(x)\n";
  }
  rules += "résultat définition a : décimal à 2 décimales = f3000(revenu / 1 €) arrondi à 0,01\n";
  const Compiled compiled(rules);
  REQUIRE(compiled.compilation().ok());
  CHECK(compiled.n_named("f") == 3'001);
}

TEST_CASE("the errors of two calls of one definition are told apart", "[avec]") {
  const Compiled compiled(
      "définition f avec x : € : décimal = 1 € / x\n"
      "résultat définition a : décimal à 2 décimales = f(revenu) arrondi à 0,01\n"
      "résultat définition b : décimal à 2 décimales = f(autre) arrondi à 0,01\n");
  REQUIRE(compiled.compilation().ok());
  eval::Evaluator evaluator(compiled.package());
  evaluator.set(compiled.package().input_named("jour"), Value::date(value::Date::from_civil(2021, 3, 1).value));
  evaluator.set(compiled.package().input_named("revenu"), Value::whole(0));
  evaluator.set(compiled.package().input_named("autre"), Value::whole(0));
  const eval::Outcome a = evaluator.request(compiled.package().variable_named("a"));
  const eval::Outcome b = evaluator.request(compiled.package().variable_named("b"));
  REQUIRE_FALSE(a.ok());
  REQUIRE_FALSE(b.ok());
  CHECK(compiled.package().site(a.site()).error == RuntimeErrorClass::division_by_zero);
  CHECK_FALSE(a.site() == b.site());
  CHECK(compiled.package().site(a.site()).place == compiled.package().site(b.site()).place);
}

TEST_CASE("an assumption wraps only what reads an input that it names", "[suppose]") {
  const Compiled compiled(
      "suppose revenu ≥ 0 € « un revenu »\n"
      "définition a : montant = revenu\ndéfinition b : montant = a\ndéfinition c : montant = autre\n"
      "résultat définition r : montant = a + b + c\n");
  REQUIRE(compiled.compilation().ok());
  std::size_t n_assumptions = 0;
  for (const program::Node& node : compiled.package().nodes) n_assumptions += node.op == program::Op::kAssume ? 1 : 0;
  CHECK(n_assumptions == 1);
}

TEST_CASE("a program with every construct says the same when printed and read again", "[print]") {
  const Compiled compiled(
      "série s : montant\n  à compter du 1er janvier 2020 : 10 €\n"
      "définition f avec x : montant : montant = le plus petit de (x ; s)\n"
      "barème t : € à 4 décimales\n  tranches de f(revenu)\n  suppose autre ≥ 0 € « non »\n  | x || t |\n  | ≤ 5 € || "
      "0 % |\n"
      "  | > 5 € || 10 % |\nrésultat définition r : montant = t + s(1er mai 2021) exact au centime\n");
  REQUIRE(compiled.compilation().ok());
  CHECK(hir::verify(compiled.compilation().hir).empty());
  CHECK_FALSE(program::print(compiled.package()).empty());
}
