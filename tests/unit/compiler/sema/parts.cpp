#include "compiler/sema/rules/parts/parts.hpp"

#include <catch2/catch.hpp>

using namespace avenant;

TEST_CASE("a line of an échéancier is named by the words of its label") {
  CHECK(sema::instalment_part("acompte") == "acompte");
  CHECK(sema::instalment_part("second versement") == "second_versement");
  CHECK(sema::instalment_part("aide de l’année") == "aide_de_l_année");
  CHECK(sema::instalment_part("  1er versement (50 %) ") == "_1er_versement_50");
  CHECK(sema::instalment_part("%") == "ligne");
}

TEST_CASE("a label in any normal form gives one name") {
  CHECK(sema::instalment_part("ann\u0065\u0301e") == sema::instalment_part("année"));
}

TEST_CASE("each kind of rule has its own clauses") {
  using hir::VariableKind;
  using syntax::Keyword;
  CHECK(sema::part_of_clause(VariableKind::Objective, Keyword::Concerns) == "concerné");
  CHECK(sema::part_of_clause(VariableKind::Obligation, Keyword::DueIf) == "due");
  CHECK(sema::part_of_clause(VariableKind::Obligation, Keyword::Since) == "à compter de");
  CHECK_FALSE(sema::part_of_clause(VariableKind::Objective, Keyword::Delay).has_value());
  CHECK_FALSE(sema::part_of_clause(VariableKind::Obligation, Keyword::Target).has_value());
  CHECK_FALSE(sema::part_of_clause(VariableKind::Instalments, Keyword::Delay).has_value());
}
