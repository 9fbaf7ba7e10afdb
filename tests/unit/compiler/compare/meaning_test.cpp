#include "compiler/compare/meaning.hpp"

#include <catch2/catch.hpp>

namespace avenant::compare {
namespace {

using hir::Expression;
using hir::ExpressionId;
using hir::ExpressionKind;

/// Expressions of a small program.
class Maker {
 public:
  ExpressionId boolean(bool value) {
    Expression made;
    made.kind = ExpressionKind::Constant;
    made.type.kind = hir::TypeKind::Boolean;
    made.constant = value::Value::boolean(value);
    return program.add(made, {});
  }
  ExpressionId of(ExpressionKind kind, std::vector<ExpressionId> operands) {
    Expression made;
    made.kind = kind;
    return program.add(made, operands);
  }
  ExpressionId index(const std::string& name) {
    hir::Binder binder;
    binder.name = program.names.intern(name);
    binder.domain = {{}, 1, 5};
    last = program.binders.add(binder);
    Expression made;
    made.kind = ExpressionKind::Index;
    made.a = last.index();
    return program.add(made, {});
  }

  hir::Program program;
  hir::BinderId last;
};

TEST_CASE("the order of operands counts, but for et and ou") {
  Maker maker;
  const ExpressionId yes = maker.boolean(true);
  const ExpressionId no = maker.boolean(false);
  const Meaning meaning(maker.program);
  for (const ExpressionKind kind : {ExpressionKind::And, ExpressionKind::Or}) {
    CHECK(meaning.of(maker.of(kind, {yes, no}), {}) == meaning.of(maker.of(kind, {no, yes}), {}));
  }
  for (const ExpressionKind kind : {ExpressionKind::Subtract, ExpressionKind::If, ExpressionKind::Add}) {
    CHECK(meaning.of(maker.of(kind, {yes, no}), {}) != meaning.of(maker.of(kind, {no, yes}), {}));
  }
}

TEST_CASE("the names of indices do not count, which index it is does") {
  Maker maker;
  const ExpressionId n = maker.index("n");
  const hir::BinderId n_id = maker.last;
  const ExpressionId i = maker.index("i");
  const hir::BinderId i_id = maker.last;
  const Meaning meaning(maker.program);
  CHECK(meaning.of(n, {n_id}) == meaning.of(i, {i_id}));
  CHECK(meaning.of(n, {n_id, i_id}) != meaning.of(i, {n_id, i_id}));
}

TEST_CASE("nothing said is a dash") {
  const Maker maker;
  CHECK(Meaning(maker.program).of(ExpressionId(), {}) == "-");
}

}  // namespace
}  // namespace avenant::compare
