#include "compiler/session/session.hpp"

#include <catch2/catch.hpp>

#include "compiler/session/library.hpp"

namespace {

using avenant::diagnostics::Code;
using namespace avenant::session;

const std::string kRules =
    "# Essai\n\n```avenant\ntexte essai\n  publié le     1er janvier 2020\n  en vigueur le 2 janvier 2020\n\n"
    "dispositif aide\n  application selon jour\n\n  entrée jour : date\n  entrée regroupé : booléen\n\ndéfinition "
    "ouverte : booléen = regroupé\n```\n";

}  // namespace

TEST_CASE("the standard library comes with the program and is in the scope of every project") {
  REQUIRE_FALSE(embedded_library().empty());
  MemoryFileSystem files;
  files.put("/p/a.avn.md", kRules);
  Session session(files);
  const Compilation& compilation = session.compile({"/p"});
  CHECK(compilation.ok());
  CHECK(compilation.n_library_sources == embedded_library().size());
  CHECK(compilation.sources.size() == embedded_library().size() + 1);
  CHECK(compilation.package.enumeration_named("Département"));
}

TEST_CASE("the same bytes are compiled once, other bytes again") {
  MemoryFileSystem files;
  files.put("/p/a.avn.md", kRules);
  Session session(files);
  const Compilation* first = &session.compile({"/p"});
  CHECK(&session.compile({"/p"}) == first);
  CHECK(first->package.input_named("regroupé"));
  files.put("/p/a.avn.md", kRules + "\nUne phrase de plus.\n");
  CHECK(session.compile({"/p"}).ok());
  files.put("/p/a.avn.md", "# Plus rien\n");
  const Compilation& empty = session.compile({"/p"});
  CHECK_FALSE(empty.ok());
}

TEST_CASE("a compilation stops at the stage asked for, and at the first stage with errors") {
  MemoryFileSystem files;
  files.put("/p/a.avn.md", kRules);
  files.put("/bad/a.avn.md", "```avenant\ndéfinition a : booléen = = vrai\n```\n");
  Session session(files);
  CHECK(session.compile({"/p"}, Stage::Trees).stage == Stage::Trees);
  CHECK(session.compile({"/p"}, Stage::Hir).stage == Stage::Hir);
  CHECK(session.compile({"/p"}).stage == Stage::Program);
  const Compilation& bad = session.compile({"/bad"});
  CHECK(bad.sink.has_errors());
  CHECK(bad.stage == Stage::Hir);
  CHECK(session.compile({"/nowhere"}).stage == Stage::Files);
}

TEST_CASE("a file called as one of the library takes its place") {
  MemoryFileSystem files;
  files.put("/p/stdlib/departements.avn.md", std::string(embedded_library()[1].bytes));
  Session session(files);
  const Compilation& compilation = session.compile({"/p/stdlib"});
  CHECK(compilation.ok());
  CHECK(compilation.n_library_sources == embedded_library().size() - 1);
}

TEST_CASE("a project larger than the limit is refused") {
  MemoryFileSystem files;
  files.put("/p/a.avn.md", kRules);
  files.put("/p/b.avn.md", std::string(100, '\n'));
  Limits limits;
  limits.max_total_bytes = kRules.size() + 50;
  Session session(files, limits);
  const Compilation& compilation = session.compile({"/p"});
  REQUIRE_FALSE(compilation.sink.all().empty());
  CHECK(compilation.sink.all().front().code == Code::ProjectTooLarge);
}
