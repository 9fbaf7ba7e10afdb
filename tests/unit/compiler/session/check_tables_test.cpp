// Random tables over small domains: what the checker says of gaps, overlaps and rows is what trying every case says.
#include <catch2/catch.hpp>
#include <random>
#include <string>
#include <vector>

#include "compiler/session/session.hpp"
#include "runtime/eval/evaluator.hpp"

namespace {

using namespace avenant;
using diagnostics::Code;

constexpr int kZones = 3;
constexpr int kGreatest = 4;

/// A random cell for each column: zone (3 cases), flag, whole number from 0 to 4.
std::string cell(std::mt19937& random, int column) {
  const auto roll = [&random](unsigned n) { return static_cast<int>(random() % n); };
  if (roll(3) == 0) return "-";
  if (column == 0) {
    const std::string zone = "z" + std::to_string(roll(kZones));
    return roll(3) == 0 ? zone + " ; z" + std::to_string((roll(2) + 1 + (zone[1] - '0')) % kZones) : zone;
  }
  if (column == 1) return roll(2) == 0 ? "vrai" : "faux";
  const std::string number = std::to_string(roll(kGreatest + 2));
  switch (roll(4)) {
    case 0:
      return "≥ " + number;
    case 1:
      return "< " + number;
    case 2:
      return "de 0 à " + number;
    default:
      return number;
  }
}

constexpr std::int64_t kRest = 99;

std::string rules(std::mt19937& random, std::size_t n_rows, bool has_rest) {
  std::string text =
      "# Essai\n\n```avenant\ntexte essai\n  publié le     1er janvier 2020\n  en vigueur le 2 janvier 2020\n\n"
      "énumération Zone\n  | cas | libellé |\n  | z0 | « a » |\n  | z1 | « b » |\n  | z2 | « c » |\n\n"
      "dispositif aide\n  application selon jour\n\n  entrée jour : date\n  entrée zone : Zone\n  entrée drapeau : "
      "booléen\n  entrée nombre : entier de 0 à 4\n\nbarème t : entier\n  | zone | drapeau | nombre || valeur |\n";
  for (std::size_t row = 0; row < n_rows; ++row) {
    text += "  |";
    for (int column = 0; column < 3; ++column) text += " " + cell(random, column) + " |";
    text += "| " + std::to_string(row) + " |\n";
  }
  if (has_rest) text += "  | sinon | - | - || " + std::to_string(kRest) + " |\n";
  return text + "\nrésultat définition valeur : entier = t\n```\n";
}

/// What every case says: how many have no row, several rows, or the rest.
struct Truth {
  std::size_t n_gaps = 0;
  std::size_t n_overlaps = 0;
  std::size_t n_rest = 0;
};

Truth try_all(const program::Package& package) {
  eval::Evaluator evaluator(package);
  Truth truth;
  const program::VariableId table = package.variable_named("t");
  evaluator.set(package.input_named("jour"), value::Value::date(value::Date::from_civil(2021, 1, 1).value));
  for (int zone = 0; zone < kZones; ++zone) {
    for (int flag = 0; flag < 2; ++flag) {
      for (int number = 0; number <= kGreatest; ++number) {
        evaluator.set(package.input_named("zone"), value::Value::enum_case(zone));
        evaluator.set(package.input_named("drapeau"), value::Value::boolean(flag == 1));
        evaluator.set(package.input_named("nombre"), value::Value::whole(number));
        const eval::Outcome outcome = evaluator.evaluate(table);
        if (outcome.ok() && outcome.value.a == kRest) ++truth.n_rest;
        if (outcome.ok()) continue;
        const auto error = package.site(outcome.site()).error;
        truth.n_gaps += error == value::RuntimeErrorClass::gap ? 1U : 0U;
        truth.n_overlaps += error == value::RuntimeErrorClass::overlap ? 1U : 0U;
      }
    }
  }
  return truth;
}

/// The rows that no case makes true, found by reading the table with each row alone.
std::size_t count_dead_rows(const program::Package& package, std::size_t n_written) {
  const program::Variable& variable = package.variable(package.variable_named("t"));
  const program::Node& node = package.node(package.rule(package.versions_of(variable)[0].rule).body);
  const program::Table& table = package.tables[node.payload];
  const auto operands = package.operands_of(node);
  eval::Evaluator evaluator(package);
  // Rows that lowering left out can never be true.
  std::size_t n_alive = 0;
  for (const program::Row& row : package.rows_of(table)) {
    bool alive = false;
    for (int point = 0; point < kZones * 2 * (kGreatest + 1) && !alive; ++point) {
      evaluator.set(package.input_named("zone"), value::Value::enum_case(point % kZones));
      evaluator.set(package.input_named("drapeau"), value::Value::boolean(point / kZones % 2 == 1));
      evaluator.set(package.input_named("nombre"), value::Value::whole(point / kZones / 2));
      alive = true;
      for (std::uint32_t index = 0; index < row.n_cells; ++index) {
        alive = alive && evaluator.evaluate(operands[row.first_operand + index]).value.as_boolean();
      }
    }
    n_alive += alive ? 1U : 0U;
  }
  return n_written - n_alive;
}

}  // namespace

TEST_CASE("gaps, overlaps and rows without a case are those that trying every case finds") {
  const unsigned seed = 20'240'622;
  std::mt19937 random(seed);
  INFO("seed " << seed);
  std::size_t n_with_gap = 0;
  std::size_t n_without_gap = 0;
  for (int round = 0; round < 400; ++round) {
    const std::size_t n_rows = 1 + random() % 5;
    const bool has_rest = random() % 3 == 0;
    const std::string text = rules(random, n_rows, has_rest);
    INFO(text);
    session::MemoryFileSystem files;
    files.put("/p/a.avn.md", text);
    session::Session session(files);
    const session::Compilation& compilation = session.compile({"/p"}, session::Stage::Proofs);
    std::string said;
    bool gap = false;
    bool overlap = false;
    std::size_t n_dead = 0;
    for (const diagnostics::Diagnostic& each : compilation.sink.all()) {
      said += diagnostics::id(each.code) + " ";
      gap = gap || each.code == Code::TableGap;
      overlap = overlap || each.code == Code::TableOverlap;
      if (each.code == Code::TableGap || each.code == Code::TableOverlap) CHECK_FALSE(each.case_lines.empty());
      if (each.code != Code::UnreachableRow) continue;
      const std::string rows = diagnostics::expand("{rows}", each.parameters, diagnostics::Language::English);
      n_dead = rows == "this row" ? 1 : std::stoul(rows.substr(std::string("these ").size()));
    }
    INFO(said);
    REQUIRE(compilation.stage == session::Stage::Proofs);
    const Truth truth = try_all(compilation.package);
    CHECK(gap == (truth.n_gaps > 0));
    CHECK(overlap == (truth.n_overlaps > 0));
    const std::size_t n_dead_rest = has_rest && truth.n_rest == 0 ? 1 : 0;
    CHECK(n_dead == count_dead_rows(compilation.package, n_rows) + n_dead_rest);
    ++(truth.n_gaps > 0 ? n_with_gap : n_without_gap);
  }
  // Both verdicts were given.
  CHECK(n_with_gap > 50);
  CHECK(n_without_gap > 5);
}
