// The text form: what is printed is read back, and reading says what is wrong.
#include <catch2/catch.hpp>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "runtime/program/print.hpp"
#include "runtime/program/verify.hpp"

using avenant::program::print;
using avenant::program::read;
using avenant::program::ReadResult;
using avenant::program::verify;

namespace {

const std::string kProgram = R"avn((text lib library) (text words vocabulary (title "Les \"mots\""))
(text a text 2019-08-20 2019-08-21 (title "Avenant 7") (reference "JO"))
(text b draft 2027-01-01 2027-02-01)
(place 0 a "règles/a.avn.md" 120 7 "Article 9-1 — Missions")
(place 1 b "règles/b.avn.md" 10 2)
(enumeration Option ordered (case tiers "1" "un tiers temps") (case demi "2") (case "p l" ))
(enumeration "statut d’une obligation" (case "en cours") (case remplie))
(attribute Option quotité number/6[ETP par an] 1/3 1/2 1)
(close Option tiers b 2027-02-01)
(input "constat(3).niveau(mt)" number/100[€] (range 0 <50000) @0 (sequence 4) (dispositif aide))
(input d date? (range 2020-01-01 -)) (input o enum[Option]) (input o2 enum?[Option]) (input p boolean)
(reading floor more (case least "" "au moins") (case more "" "plus de") @1)
(unknown "hausse « P50 »" "non publié" number/100 (range 1/8 1/4) @1)
(let %7 x (div@1 1 "constat(3).niveau(mt)"))
(variable x number/100[€] table public @0 (sequence 2) (dispositif aide) (out_of_force 0)
  (version a @1 (when 2019-08-21 2023-01-01 (or_else d 2020-01-01))
    (body (round@0 1/100 half_even (if p %7 (add %7 1))))
    (derogation first @1 (to second) (guard (eq floor floor/least)) (body 3))
    (derogation second b (to body) (guard (in_period b (period 2027-01-01) d)) (body (unknown "hausse « P50 »"))))
  (version b repealed))
(variable set set[Option] (is (if (open o 2020-02-01) (const (set Option tiers demi)) (complement (const (set Option))))))
(variable when date? (is (if p absent:date? (date_add earliest 2020-01-31 P1M-2D))))
(variable choice number (is (select o (on Option/tiers 1) (on Option/demi otherwise (excluded:number "pourquoi")))))
(variable statut "enum[statut d’une obligation]" @1 (is (if p "statut d’une obligation"/"en cours"@0 "statut d’une obligation"/remplie)))
(variable parfois number (is (select statut (on "statut d’une obligation"/"en cours" 1) (on otherwise 2))))
(variable t number (is (table (row @0 (p (not p)) (within x (div 1 2))) (row @1 () (in_range (range >0 1) 1/2))
  (otherwise (within - (exact 100 1/4))))))
(let %1 e p) (let %2 e (contains set o)) (let %4 e (or %2)) (let %3 e (and %1 %4))
(variable e boolean eligibility (version a (body %3)
   (conditions (all "" %3 (leaf @0 "vrai" %1) (any "groupe" %4 (leaf "un" %2))))))
(notice "attention" @1 (dispositif aide) (lt (attribute quotité o) 1/2))
(list membres "nombre de membres" (range 1 3) @0 (dispositif aide) (column né date? (range 2020-01-01 -))
  (column "niveau(mt)" number/1[patients]))
(list parts "nombre de parts" (range 0 128) (column "" number/100))
(input après number) (binder m#0 membres) (binder p#1 parts) (binder m#2 membres)
(variable adhérents list[membres] (is (list_filter m#0 (list membres) (gt (field membres "niveau(mt)" (bound m#0)) 3))))
(variable seul element?[membres] (is (list_first m#2 adhérents (field membres "niveau(mt)" (bound m#2)) true)))
(variable somme number/100 (is (list_sum p#1 (list parts) (field parts "" (bound p#1)))))
(family constat.niveau input (n 3 1) (i 0 1) (members "constat(3).niveau(mt)"))
)avn";

std::string error_of(const std::string& text) {
  const ReadResult result = read(text);
  return result.package ? "" : result.error;
}

}  // namespace

TEST_CASE("a program that is printed is read back as the same program") {
  const ReadResult first = read(kProgram);
  INFO(first.error);
  REQUIRE(first.package);
  INFO(verify(*first.package).message);
  REQUIRE(verify(*first.package).ok());
  const std::string printed = print(*first.package);
  INFO(printed);
  const ReadResult second = read(printed);
  INFO(second.error);
  REQUIRE(second.package);
  INFO(verify(*second.package).message);
  CHECK(verify(*second.package).ok());
  CHECK(print(*second.package) == printed);
  CHECK(second.package->sites.size() == first.package->sites.size());
}

TEST_CASE("reading says on which line the text is wrong") {
  CHECK(error_of("(text t text 2020-01-01 2020-01-02)\n(variable x number (is (add 1 y)))") ==
        "line 2: nothing is named y");
  CHECK(error_of("(variable x number (is (plus 1 2)))") == "line 1: no operation named plus");
  CHECK(error_of("(variable x nombre)") == "line 1: no type named nombre");
  CHECK(error_of("(input x number") == "line 1: a list does not end");
  CHECK(error_of("\n)") == "line 2: a list ends that does not begin");
  CHECK(error_of("(variable x number (is (add 1)))") == "line 1: add lacks something");
  CHECK(error_of("(variable x number (is (add 1 true)))") == "add: an operand is not a number");
  CHECK(error_of("(text t text 2020-13-01 2020-01-02)") == "line 1: a date is expected, not 2020-13-01");
  CHECK(error_of("(variable x number (version u (body 1)))") == "line 1: no text named u");
  CHECK(error_of(std::string(100'000, '(')) == "line 1: lists are nested too deep");
}

TEST_CASE("a text that is damaged is read or refused with a line, and what is read is verified without harm") {
  const ReadResult whole = read(kProgram);
  REQUIRE(whole.package);
  const std::string text = print(*whole.package);
  // Words and parentheses, and the spaces between them.
  std::vector<std::string> tokens;
  for (const char character : text) {
    const bool alone = character == '(' || character == ')' || character == ' ' || character == '\n';
    if (alone || tokens.empty() || tokens.back() == "(" || tokens.back() == ")" || tokens.back() == " " ||
        tokens.back() == "\n") {
      tokens.emplace_back();
    }
    tokens.back() += character;
  }
  std::uint32_t state = 12345;
  const auto random = [&state](std::size_t bound) {
    state = state * 1664525U + 1013904223U;
    return static_cast<std::size_t>(state >> 8U) % bound;
  };
  int n_read = 0;
  for (int i = 0; i < 3000; ++i) {
    std::vector<std::string> damaged = tokens;
    const std::size_t at = random(damaged.size());
    const std::size_t other = random(damaged.size());
    if (i % 3 == 0) damaged[at] = damaged[other];
    if (i % 3 == 1) damaged[at].clear();
    if (i % 3 == 2) std::swap(damaged[at], damaged[other]);
    std::string joined;
    for (const std::string& token : damaged) joined += token;
    const ReadResult result = read(joined);
    if (!result.package) {
      CHECK_FALSE(result.error.empty());
      continue;
    }
    ++n_read;
    if (verify(*result.package).ok()) CHECK(read(print(*result.package)).package.has_value());
  }
  CHECK(n_read > 0);
}
