#include <catch2/catch.hpp>

#include "compiler/lower/lower.hpp"
#include "tests/support/hir_builder.hpp"

namespace avenant::lower {
namespace {

using diagnostics::Code;
using hir::ExpressionKind;
using test::HirBuilder;

std::vector<diagnostics::Diagnostic> problems(HirBuilder& builder, const Options& options = {}) {
  REQUIRE(hir::verify(builder.program).empty());
  diagnostics::Sink sink;
  (void)lower(builder.program, builder.sources, sink, options);
  return sink.all();
}

std::string parameter(const diagnostics::Diagnostic& diagnostic, std::string_view name) {
  for (const diagnostics::Parameter& item : diagnostic.parameters) {
    if (item.name == name) return item.french;
  }
  return "";
}

TEST_CASE("a rule that needs itself through another is reported with its chain and places", "[lower]") {
  HirBuilder builder;
  const hir::VariableId a = builder.declare("a", builder.whole_type());
  const hir::VariableId b = builder.declare("b", builder.whole_type());
  builder.define(a, builder.read(b));
  builder.define(b, builder.op(ExpressionKind::Add, builder.whole_type(), {builder.read(a), builder.whole(1)}));
  const auto found = problems(builder);
  REQUIRE(found.size() == 1);
  CHECK(found[0].code == Code::RuleNeedsItself);
  CHECK(parameter(found[0], "chain") == "a → b → a");
  CHECK(found[0].span.valid());
  CHECK(found[0].secondary.size() == 1);
}

TEST_CASE("derogations and application dates count for cycles", "[lower]") {
  SECTION("a derogation's condition") {
    HirBuilder builder;
    const hir::VariableId x = builder.definition("x", builder.whole_type(), builder.whole(1));
    const hir::VariableId y = builder.definition("y", builder.whole_type(), builder.read(x));
    builder.derogation("d", x, builder.equal(builder.read(y), builder.whole(2)), builder.whole(3));
    const auto found = problems(builder);
    REQUIRE(found.size() == 1);
    CHECK(parameter(found[0], "chain") == "x → y → x");
  }
  SECTION("an application date") {
    HirBuilder builder;
    const hir::VariableId when = builder.declare("quand", HirBuilder::date_type());
    builder.define(when, builder.day(2020, 1, 1));
    const hir::ExpressionId application = builder.read(when);
    builder.program.variables[when].versions[0].application = application;
    const auto found = problems(builder);
    REQUIRE(found.size() == 1);
    CHECK(parameter(found[0], "chain") == "quand → quand");
  }
}

TEST_CASE("independent cycles are all reported, each once", "[lower]") {
  HirBuilder builder;
  const hir::VariableId a = builder.declare("a", builder.whole_type());
  builder.define(a, builder.read(a));
  const hir::BinderId n = builder.binder("n", HirBuilder::range_domain(1, 9));
  const hir::VariableId x = builder.declare("x", builder.whole_type(), hir::VariableKind::Definition, {n});
  builder.define(x, builder.read(x, {builder.index(n)}));
  CHECK(problems(builder).size() == 2);
}

TEST_CASE("limits have their own messages", "[lower]") {
  HirBuilder builder;
  const hir::BinderId n = builder.binder("n", HirBuilder::range_domain(1, 200));
  const hir::VariableId x = builder.declare("x", builder.whole_type(), hir::VariableKind::Definition, {n});
  const auto previous =
      builder.op(ExpressionKind::Subtract, builder.whole_type(), {builder.index(n), builder.whole(1)});
  const auto step =
      builder.op(ExpressionKind::Add, builder.whole_type(), {builder.read(x, {previous}), builder.whole(1)});
  builder.define(x, builder.when(builder.equal(builder.index(n), builder.whole(1)), builder.whole(0), step));
  SECTION("size") {
    Options options;
    options.max_nodes = 100;
    const auto found = problems(builder, options);
    REQUIRE(found.size() == 1);
    CHECK(found[0].code == Code::ProgramTooLarge);
    CHECK(found[0].span == builder.program.variables[x].provenance.span);
  }
  SECTION("depth") {
    Options options;
    options.max_depth = 100;
    const auto found = problems(builder, options);
    REQUIRE(found.size() == 1);
    CHECK(found[0].code == Code::RulesTooDeep);
  }
  SECTION("cost") {
    Options options;
    options.max_static_cost = 100;
    const auto found = problems(builder, options);
    REQUIRE(found.size() == 1);
    CHECK(found[0].code == Code::StaticCostTooHigh);
  }
}

}  // namespace
}  // namespace avenant::lower
