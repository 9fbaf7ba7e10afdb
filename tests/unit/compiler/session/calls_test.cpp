// Calls of dispositifs, from rules to the program: how often called rules are made, and that the program is whole.
#include <algorithm>
#include <catch2/catch.hpp>
#include <string>

#include "compiler/session/session.hpp"
#include "runtime/program/print.hpp"
#include "runtime/program/verify.hpp"

namespace {

using namespace avenant::session;
namespace program = avenant::program;
using avenant::diagnostics::Code;

const std::string kHead =
    "# Essai\n\n```avenant\ntexte essai\n  publié le     1er janvier 2020\n  en vigueur le 2 janvier 2020\n\n"
    "dispositif aide\n  application selon jour\n\nentrée jour : date\nentrée revenu : montant\n"
    "entrée bonus : montant facultatif\n\n"
    "définition base : montant = revenu + (bonus à défaut 0 €)\n\n"
    "résultat définition brut : montant = base\n\n"
    "résultat définition double : montant = base × 2\n\n"
    "dispositif dossier\n  application selon demande\n\nentrée demande : date\nentrée salaire : montant\n"
    "entrée autre : montant\n\n";

struct Made {
  MemoryFileSystem files;
  Session session{files};
  const Compilation* compilation = nullptr;

  explicit Made(const std::string& rules) {
    files.put("/p/a.avn.md", kHead + rules + "\n```\n");
    compilation = &session.compile({"/p"});
    for (const auto& diagnostic : compilation->sink.all()) UNSCOPED_INFO(avenant::diagnostics::id(diagnostic.code));
  }
  /// The names of the program's rules that contain a text, joined.
  std::string rules_with(const std::string& text) const {
    REQUIRE(compilation->ok());
    std::string names;
    for (const program::Variable& variable : compilation->package.variables) {
      const std::string name(compilation->package.text_of(variable.name));
      if (name.find(text) != std::string::npos) names += name + "\n";
    }
    return names;
  }
};

std::string result(const std::string& name, const std::string& body) {
  return "résultat définition " + name + " : montant = " + body + "\n\n";
}

}  // namespace

TEST_CASE("calls that give the same share the called rules, in whatever order they give it") {
  const Made made(result("a", "aide(jour = demande ; revenu = salaire).brut") +
                  result("b", "aide(revenu = salaire ; jour = demande).double"));
  CHECK(made.rules_with("aide(") ==
        "aide(jour = demande ; revenu = salaire).brut\naide(jour = demande ; revenu = salaire).double\n"
        "aide(jour = demande ; revenu = salaire).base\n");
}

TEST_CASE("calls that give other values have rules of their own") {
  const Made made(result("a", "aide(jour = demande ; revenu = salaire).brut") +
                  result("b", "aide(jour = demande ; revenu = autre).brut") +
                  result("c", "aide(jour = demande ; revenu = 5 €).brut"));
  CHECK(made.rules_with(".base") ==
        "aide(jour = demande ; revenu = salaire).base\naide(jour = demande ; revenu = autre).base\n"
        "aide(jour = demande ; revenu = 5\u00A0€).base\n");
}

TEST_CASE("only what is read of a called dispositif is made") {
  const Made made(result("a", "aide(jour = demande ; revenu = salaire).brut"));
  CHECK(made.rules_with(".double").empty());
}

TEST_CASE("calls that leave out what must be given share with no other place") {
  const Made made(result("a", "aide(jour = demande).brut") + result("b", "aide(jour = demande).brut"));
  CHECK(made.rules_with(".revenu") == "aide(jour = demande).revenu\naide(jour = demande)#2.revenu\n");
}

TEST_CASE("a program with calls is printed and read back the same") {
  const Made made(
      result("a", "aide(jour = demande ; revenu = salaire + 1 €).brut") +
      "résultat définition b pour n de 1 à 3 : montant = aide(jour = demande ; revenu = n × 1 €).double\n\n" +
      result("c", "aide(jour = demande).brut"));
  REQUIRE(made.compilation->ok());
  const std::string text = program::print(made.compilation->package);
  const program::ReadResult read = program::read(text);
  INFO(read.error);
  REQUIRE(read.package);
  CHECK(program::verify(*read.package).ok());
  CHECK(program::print(*read.package) == text);
}

TEST_CASE("a rule that needs itself through what it gives is reported with its chain") {
  const Made made(result("a", "aide(jour = demande ; revenu = a + 1 €).brut"));
  const auto& all = made.compilation->sink.all();
  const bool found = std::any_of(all.begin(), all.end(), [](const auto& each) {
    if (each.code != Code::RuleNeedsItself) return false;
    for (const auto& parameter : each.parameters) {
      if (parameter.french.find("aide(jour = demande ; revenu = a + 1 €).revenu") != std::string::npos) return true;
    }
    return false;
  });
  CHECK(found);
}

TEST_CASE("calls that call calls end at the limit of the program, not later") {
  // Each dispositif calls the one before it twice with other values: 2 to the power of their number.
  std::string text = kHead;
  const std::string tail = "\n```\n";
  for (int i = 0; i < 40; ++i) {
    const std::string callee = i == 0 ? "aide" : "d" + std::to_string(i - 1);
    const std::string name = "d" + std::to_string(i);
    text += "dispositif " + name + "\n  application selon jour\n\nentrée jour : date\nentrée revenu : montant\n\n" +
            "résultat définition brut : montant = " + callee + "(jour = jour ; revenu = revenu + 1 €).brut + " +
            callee + "(jour = jour ; revenu = revenu + 2 €).brut\n\n";
  }
  MemoryFileSystem files;
  files.put("/p/a.avn.md", text + tail);
  Limits limits;
  limits.lower.max_nodes = 20'000;
  Session session(files, limits);
  const Compilation& compilation = session.compile({"/p"});
  REQUIRE_FALSE(compilation.sink.all().empty());
  CHECK(compilation.sink.all().front().code == Code::ProgramTooLarge);
}

TEST_CASE("a fiche without fields that is handed on is said to hold nothing, and no more") {
  const Made made(
      "fiche Vide\n\ndispositif appelé\n  application selon le_jour\n\nentrée le_jour : date\nentrée vide : Vide\n\n"
      "résultat définition un : entier = 1\n\n"
      "dispositif appelant\n  application selon ce_jour\n\nentrée ce_jour : date\nentrée vide : Vide\n\n"
      "résultat définition deux : entier = appelé(le_jour = ce_jour ; vide = vide).un\n");
  REQUIRE(made.compilation->sink.all().size() == 1);
  CHECK(made.compilation->sink.all()[0].code == Code::EmptyDeclaration);
}
