#include <catch2/catch.hpp>

#include "compiler/lower/lower.hpp"
#include "runtime/program/print.hpp"
#include "tests/support/hir_builder.hpp"

namespace avenant::lower {
namespace {

using hir::ExpressionKind;
using test::HirBuilder;

program::Package lowered(HirBuilder& builder) {
  REQUIRE(hir::verify(builder.program).empty());
  diagnostics::Sink sink;
  program::Package package = lower(builder.program, builder.sources, sink);
  REQUIRE_FALSE(sink.has_errors());
  return package;
}

std::size_t count_of(const program::Package& package, program::Op op) {
  std::size_t count = 0;
  for (const program::Node& node : package.nodes) count += node.op == op ? 1 : 0;
  return count;
}

TEST_CASE("each scalar member of an input is one program input under its path", "[lower]") {
  HirBuilder builder;
  const hir::EnumerationId indicator = builder.enumeration("Indicateur", {"mt", "fa"});
  hir::Record record;
  record.name = builder.program.names.intern("Constat");
  hir::Field level;
  level.name = builder.program.names.intern("niveau");
  level.type = builder.whole_type();
  level.indices = {HirBuilder::enumeration_domain(indicator)};
  hir::Field note;
  note.name = builder.program.names.intern("le");
  note.type = HirBuilder::date_type();
  record.fields = {level, note};
  hir::Type type;
  type.kind = hir::TypeKind::Record;
  type.record = builder.program.records.add(record);
  builder.input("constat", type, {}, {HirBuilder::range_domain(3, 5)});
  builder.input("âge", builder.whole_type());

  const program::Package package = lowered(builder);
  CHECK(package.inputs.size() == 3 * 2 + 3 + 1);
  CHECK(package.input_named("constat(3).niveau(mt)"));
  CHECK(package.input_named("constat(5).niveau(fa)"));
  CHECK(package.input_named("constat(4).le"));
  CHECK(package.input_named("âge"));
  const program::FamilyId family = package.family_named("constat.niveau");
  REQUIRE(family);
  CHECK(package.families[family.value].n_dimensions == 2);
  CHECK(package.families[family.value].n_members == 6);
}

TEST_CASE("a family that reads its previous member is acyclic once its first member is folded", "[lower]") {
  HirBuilder builder;
  const hir::BinderId n = builder.binder("n", HirBuilder::range_domain(1, 5));
  const hir::VariableId x = builder.declare("x", builder.whole_type(), hir::VariableKind::Definition, {n});
  const auto previous =
      builder.op(ExpressionKind::Subtract, builder.whole_type(), {builder.index(n), builder.whole(1)});
  const auto step =
      builder.op(ExpressionKind::Add, builder.whole_type(), {builder.read(x, {previous}), builder.whole(10)});
  builder.define(x, builder.when(builder.equal(builder.index(n), builder.whole(1)), builder.whole(7), step));

  const program::Package package = lowered(builder);
  CHECK(package.variables.size() == 5);
  CHECK(package.variable_named("x(1)"));
  CHECK(package.variable_named("x(5)"));
  CHECK(count_of(package, program::Op::kIf) == 0);
  CHECK(count_of(package, program::Op::kAdd) == 4);
}

TEST_CASE("a member chosen by a computed index selects among all members", "[lower]") {
  HirBuilder builder;
  const hir::BinderId n = builder.binder("n", HirBuilder::range_domain(1, 3));
  const hir::VariableId x = builder.definition("x", builder.whole_type(), builder.index(n), {n});
  const hir::InputId year = builder.input("année", builder.whole_type());
  builder.definition("y", builder.whole_type(), builder.read(x, {builder.read(year)}));
  const program::Package package = lowered(builder);
  REQUIRE(package.selects.size() == 1);
  CHECK(package.selects[0].least == 1);
  CHECK(package.selects[0].n_targets == 3);
}

TEST_CASE("a row that a family index rules out is no row of that member, and a cell it satisfies no cell", "[lower]") {
  HirBuilder builder;
  const hir::BinderId n = builder.binder("n", HirBuilder::range_domain(1, 2));
  const hir::InputId flag = builder.input("drapeau", HirBuilder::boolean_type());
  std::vector<hir::TableRow> rows;
  rows.push_back(
      builder.row({builder.equal(builder.index(n), builder.whole(1)), builder.read(flag)}, builder.money(12'000)));
  rows.push_back(builder.row({builder.equal(builder.index(n), builder.whole(2)), {}}, builder.money(9'000)));
  builder.table("aide", builder.money_type(), rows, {n});
  const program::Package package = lowered(builder);
  REQUIRE(package.tables.size() == 2);
  for (const program::Table& table : package.tables) CHECK(table.n_rows == 1);
  CHECK(package.rows[0].n_cells == 1);
  CHECK(package.rows[1].n_cells == 0);
}

TEST_CASE("an aggregate over a constant domain is unrolled, and elements filtered out are not read", "[lower]") {
  HirBuilder builder;
  const hir::BinderId n = builder.binder("n", HirBuilder::range_domain(1, 5));
  const hir::BinderId m = builder.binder("m", HirBuilder::range_domain(1, 5));
  const hir::InputId amount = builder.input("montants", builder.money_type(), {}, {HirBuilder::range_domain(1, 5)});
  const hir::VariableId x =
      builder.definition("x", builder.money_type(), builder.read(amount, {builder.index(n)}), {n});
  const auto late =
      builder.op(ExpressionKind::Greater, HirBuilder::boolean_type(), {builder.index(m), builder.whole(3)});
  builder.definition(
      "total", builder.money_type(),
      builder.op(ExpressionKind::Sum, builder.money_type(), {builder.read(x, {builder.index(m)}), late}, m.index()));
  const program::Package package = lowered(builder);
  CHECK(count_of(package, program::Op::kAdd) == 1);
  CHECK(count_of(package, program::Op::kVariable) == 2);
}

TEST_CASE("places follow the order of texts, not the order in which rules are lowered", "[lower]") {
  HirBuilder builder;
  const hir::TextId later =
      builder.add_text("convention_2024", HirBuilder::date_value(2024, 6, 21), HirBuilder::date_value(2024, 6, 22));
  // The later text's rule lies first in the file and is lowered first.
  base::SourceId other = builder.sources.add("b.avn.md", std::string(500, 'x'));
  const hir::VariableId late = builder.declare("tardive", builder.whole_type());
  hir::Expression excluded;
  excluded.kind = ExpressionKind::Excluded;
  excluded.type = builder.whole_type();
  excluded.a = builder.program.reasons.add("fermée").index();
  excluded.span = base::Span{other, 3, 9};
  hir::Provenance where = builder.provenance_in(later);
  where.span = base::Span{other, 1, 2};
  builder.add_version(late, where).rule.body = builder.program.add(excluded, {});
  const hir::VariableId early = builder.declare("première", builder.whole_type());
  builder.define(early, builder.op(ExpressionKind::Excluded, builder.whole_type(), {}, excluded.a));

  const program::Package package = lowered(builder);
  std::vector<std::string> texts;
  for (const program::Site& site : package.sites) {
    if (site.error != value::RuntimeErrorClass::excluded) continue;
    texts.emplace_back(package.text_of(package.texts[package.place(site.place).text.value].name));
  }
  CHECK(texts == std::vector<std::string>{"avenant_7", "convention_2024"});
}

TEST_CASE("lowering one program twice gives one text", "[lower]") {
  const auto text = [] {
    HirBuilder builder;
    const hir::InputId flag = builder.input("drapeau", HirBuilder::boolean_type());
    builder.definition("x", builder.whole_type(), builder.when(builder.read(flag), builder.whole(1), builder.whole(2)));
    return program::print(lowered(builder));
  };
  CHECK(text() == text());
}

}  // namespace
}  // namespace avenant::lower
