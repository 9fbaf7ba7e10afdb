#include "compiler/syntax/canonical_text.hpp"

#include <catch2/catch.hpp>

#include "tests/unit/compiler/syntax/support.hpp"

using namespace avenant::syntax;
using namespace avenant::syntax::test;

namespace {

std::string canonical_body(std::string_view text) {
  const Parsed parsed = parse_rules("définition x = " + std::string(text));
  const auto body = parsed.rules().at(0).as<DefinitionView>()->body();
  return body ? canonical_text(body->node()) : "?";
}

}  // namespace

TEST_CASE("signs and spaces are written in one way", "[syntax]") {
  CHECK(canonical_body("a  *  b-1") == "a × b − 1");
  CHECK(canonical_body("a>=12000 patients et  b<>-2") == "a ≥ 12 000 patients et b ≠ −2");
  CHECK(canonical_body("f( a;b ).c(1)") == "f(a ; b).c(1)");
  CHECK(canonical_body("d ≥ 01\u00a0 mai 2023") == "d ≥ 1er mai 2023");
  CHECK(canonical_body("a -- pourquoi\n  + b") == "a + b");
}

TEST_CASE("a straight quotation mark inside guillemets belongs to the text", "[syntax]") {
  const auto note_of = [](std::string_view text) {
    const Parsed parsed = parse_rules("définition x = 1 € " + std::string(text));
    const auto number = parsed.rules().at(0).as<DefinitionView>()->body()->as<NumberView>();
    return number && number->source_note() ? std::string(number->source_note()->content()) : "?";
  };
  CHECK(note_of("«\"a\"»") == "\"a\"");
  CHECK(note_of("« \"a\" »") == "\"a\"");
  CHECK(note_of("«  a  »") == "a");
}
