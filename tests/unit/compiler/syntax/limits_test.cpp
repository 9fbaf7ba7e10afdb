#include <catch2/catch.hpp>
#include <random>

#include "tests/unit/compiler/syntax/support.hpp"

using namespace avenant::syntax;
using namespace avenant::syntax::test;

namespace {

std::string repeated(std::string_view text, std::size_t n) {
  std::string out;
  for (std::size_t i = 0; i < n; ++i) out += text;
  return out;
}

constexpr std::string_view kSample =
    "# Titre\r\n\r\nProse « libre ».\r\n\r\n```avenant\r\n"
    "définition x pour n de 1 à 5 : montant  -- commentaire\r\n"
    "  si a ≥ 12 000 € alors f(n ; 1/3) sinon inconnu « x » de 1 à 2\r\n"
    "barème b : montant\r\n"
    "  | a     || c    |\r\n"
    "  | P30 ; - || 3 €  |\r\n"
    "éligibilité e : toutes les conditions\r\n"
    "  « a » au moins une condition\r\n"
    "    « b » x parmi (01 ; 20A)\r\n"
    "```\r\nfin\n\n```avenant\nlecture l « q »\n  | a | « b » | par défaut, x |\n";

}  // namespace

TEST_CASE("the leaves give back the source, byte for byte", "[syntax]") {
  CHECK(parse_file("").lossless());
  CHECK(parse_file("sans bloc\n").lossless());
  CHECK(parse_file(std::string(kSample)).lossless());
  CHECK(parse_file("```avenant\n?? {{ « \n\t\n|| |\n\n   ) ( ; \n```").lossless());
  const Parsed parsed = parse_file(std::string(kSample));
  std::uint32_t at = 0;
  for (const Node& node : parsed.tree.nodes()) {
    if (!is_leaf(node.kind)) continue;
    CHECK(node.begin == at);
    at = node.end;
  }
  CHECK(at == parsed.tree.text().size());
}

TEST_CASE("nesting 100 000 deep is one message, soon", "[syntax]") {
  for (const std::string_view opening :
       {"(", "non ", "− ", "si a alors ", "f(", "somme de ", "somme de a + ", "selon i (a : "}) {
    const Parsed parsed = parse_rules("définition x = " + repeated(opening, 100'000) + "1");
    CHECK(parsed.lossless());
    INFO(opening);
    const Codes codes = parsed.codes();
    CHECK(std::count(codes.begin(), codes.end(), "AVN1701") == 1);
  }
}

TEST_CASE("long chains are bounded too", "[syntax]") {
  CHECK(parse_rules("définition x = 1" + repeated(" + 1", 1'000)).codes().empty());
  CHECK(parse_rules("définition x = 1" + repeated(" + 1", 100'000)).codes() == Codes{"AVN1701"});
  CHECK(parse_rules("définition x = a" + repeated(".b", 100'000)).codes() == Codes{"AVN1701"});
}

TEST_CASE("tokens and mistakes have their limits", "[syntax]") {
  ParseOptions options;
  options.max_tokens = 50;
  const Parsed tokens = parse_rules(repeated("définition x = 1\n", 100), options);
  CHECK(tokens.codes().at(0) == "AVN1702");
  CHECK(tokens.lossless());
  ParseOptions few;
  few.max_errors = 3;
  const Parsed errors = parse_rules(repeated("définition x = ×\n", 100), few);
  CHECK(errors.codes() == Codes{"AVN1301", "AVN1301", "AVN1301", "AVN1703"});
}

TEST_CASE("random mutations never crash and stay lossless", "[syntax]") {
  std::mt19937 random(20240622);
  for (int i = 0; i < 500; ++i) {
    std::string text(kSample);
    for (int n = 0; n < 4; ++n) {
      const std::size_t from = random() % text.size();
      const std::size_t to = random() % text.size();
      const std::size_t size = random() % 12;
      if (random() % 2 == 0) {
        text.erase(from, size);
      } else {
        text.insert(from, text.substr(to, size));
      }
    }
    INFO("mutation " << i);
    const Parsed parsed = parse_file(text);
    CHECK(parsed.lossless());
  }
}
