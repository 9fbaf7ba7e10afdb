// The builder: the order of places, and what it says when it is misused.
#include "runtime/program/builder.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "runtime/program/verify.hpp"

using namespace avenant::program;
using avenant::value::Date;
using avenant::value::RuntimeErrorClass;
using avenant::value::Value;

namespace {

Date day(int year) {
  return Date::from_civil(year, 1, 1).value;
}

}  // namespace

TEST_CASE("places are ordered by class, text by publication with vocabularies first, path, offset and sequence") {
  PackageBuilder builder;
  const TextId late = builder.add_text({"late", TextKind::kText, day(2024), day(2024), "", ""});
  const TextId early = builder.add_text({"early", TextKind::kText, day(2019), day(2025), "", ""});
  const TextId words = builder.add_text({"words", TextKind::kVocabulary, {}, {}, "", ""});
  const TextId library = builder.add_text({"library", TextKind::kLibrary, {}, {}, "", ""});
  const auto input = [&builder](const char* name, TextId text, const char* path, std::uint32_t offset,
                                std::uint32_t sequence) {
    const PlaceId place = builder.add_place({text, path, offset, 1, ""});
    builder.add_input({name, builder.boolean(), {}, place, sequence, ""});
  };
  input("9", late, "a", 0, 0);
  input("6", early, "b", 0, 0);
  input("5", early, "a", 10, 3);
  input("4", early, "a", 10, 1);
  input("3", early, "a", 2, 0);
  input("2", words, "z", 5, 0);
  input("1", library, "z", 9, 0);
  input("7", early, "b", 0, 0);
  const BuildResult result = builder.finish();
  REQUIRE(result.package);
  std::string order;
  for (const Site& site : result.package->sites) {
    if (site.error == RuntimeErrorClass::missing_input) {
      order += result.package->text_of(result.package->inputs[site.subject_id].name);
    }
  }
  CHECK(order == "12345679");
  for (std::size_t i = 1; i < result.package->sites.size(); ++i) {
    CHECK(result.package->sites[i - 1].error <= result.package->sites[i].error);
  }
}

TEST_CASE("nodes at one place within one variable share a place of error, others do not") {
  PackageBuilder builder;
  const TextId text = builder.add_text({"t", TextKind::kText, day(2020), day(2020), "", ""});
  const PlaceId place = builder.add_place({text, "f", 4, 1, ""});
  const VariableId first =
      builder.declare_variable({"f(1)", builder.number(0), RuleKind::kTable, true, place, 1, "", {}});
  const VariableId second =
      builder.declare_variable({"f(2)", builder.number(0), RuleKind::kTable, true, place, 2, "", {}});
  const NodeId one = builder.constant(builder.number(1), Value::whole(1), place);
  std::vector<NodeId> nodes;
  for (const VariableId variable : {second, first, first}) {
    builder.set_owner(variable);
    nodes.push_back(builder.add(Op::kDivide, {}, {one, one}, place));
  }
  for (const VariableId variable : {first, second}) {
    builder.add_version(variable, {text, {}, {}, kNoEnd, builder.add_rule(nodes[0]), {}, place});
  }
  const BuildResult result = builder.finish();
  REQUIRE(result.package);
  CHECK(verify(*result.package).ok());
  const auto site = [&](std::size_t i) { return result.package->node(nodes[i]).site; };
  CHECK(site(1) == site(2));
  CHECK(site(1) < site(0));
}

TEST_CASE("precedences may be declared before or after what they order, and their cycles are refused") {
  for (const bool cyclic : {false, true}) {
    PackageBuilder builder;
    const TextId text = builder.add_text({"t", TextKind::kText, day(2020), day(2020), "", ""});
    const NodeId yes = builder.boolean_constant(true, {});
    const RuleId rule = builder.add_rule(yes);
    const DerogationId winner = builder.add_derogation(rule, {yes, yes, text, "winner", {}, {}, false});
    const DerogationId loser = builder.add_derogation(rule, {yes, yes, text, "loser", {}, {}, false});
    builder.add_precedence(winner, loser);
    if (cyclic) builder.add_precedence(loser, winner);
    const VariableId variable =
        builder.declare_variable({"x", builder.boolean(), RuleKind::kDefinition, false, {}, 0, "", {}});
    builder.add_version(variable, {text, {}, {}, kNoEnd, rule, {}, {}});
    const BuildResult result = builder.finish();
    REQUIRE(result.package.has_value() == !cyclic);
    if (cyclic) {
      CHECK(result.error == "derogations derogate from each other, or from another rule's");
      continue;
    }
    CHECK(verify(*result.package).ok());
    REQUIRE(result.package->derogations.size() == 2);
    CHECK(result.package->text_of(result.package->derogations[0].name) == "loser");
    CHECK(result.package->derogations[1].parents == 3);
  }
}

TEST_CASE("a misused builder says what was wrong, and goes on without harm") {
  PackageBuilder builder;
  const NodeId bad = builder.add(Op::kAdd, {}, {NodeId(std::uint32_t{77}), NodeId()}, {});
  builder.add(Op::kNot, {}, {bad}, {});
  const BuildResult result = builder.finish();
  CHECK_FALSE(result.package);
  CHECK(result.error == "an operand of add does not exist");
}
