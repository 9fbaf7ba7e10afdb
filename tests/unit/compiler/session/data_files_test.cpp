#include "compiler/session/data_files.hpp"

#include <catch2/catch.hpp>

#include "compiler/session/session.hpp"

namespace {

using namespace avenant::session;

const std::string kRules =
    "# Essai\n\n```avenant\ntexte essai\n  publié le     1er janvier 2020\n  en vigueur le 2 janvier 2020\n\n"
    "table zonage « données/zonage.csv » clé commune\n  commune : Commune\n  zone : entier\n\n"
    "dispositif aide\n  application selon jour\n\n  entrée jour : date\n  entrée commune : Commune\n\n"
    "résultat définition zone : entier = zonage(commune).zone\n```\n";

}  // namespace

TEST_CASE("a data file is beside the rules, and never outside the project") {
  MemoryFileSystem files;
  files.put("/p/projet.avn.md", "");
  files.put("/p/a/b/r.avn.md", "");
  files.put("/alone/r.avn.md", "");
  CHECK(data_path(files, "/p/a/b/r.avn.md", "z.csv") == "/p/a/b/z.csv");
  CHECK(data_path(files, "/p/a/b/r.avn.md", "./x//z.csv") == "/p/a/b/x/z.csv");
  CHECK(data_path(files, "/p/a/b/r.avn.md", "x/../z.csv") == "/p/a/b/z.csv");
  CHECK(data_path(files, "/p/a/b/r.avn.md", "../../z.csv") == "/p/a/b/../../z.csv");
  CHECK(data_path(files, "/p/a/b/r.avn.md", "../../../z.csv").empty());
  CHECK(data_path(files, "/p/a/b/r.avn.md", "x/../../../../z.csv").empty());
  CHECK(data_path(files, "/p/a/b/r.avn.md", "/etc/passwd").empty());
  CHECK(data_path(files, "/p/a/b/r.avn.md", "..\\z.csv").empty());
  CHECK(data_path(files, "/p/a/b/r.avn.md", "").empty());
  CHECK(data_path(files, "/p/a/b/r.avn.md", "..").empty());
  CHECK(data_path(files, "/alone/r.avn.md", "z.csv") == "/alone/z.csv");
  CHECK(data_path(files, "/alone/r.avn.md", "../z.csv").empty());
  CHECK(data_path(files, "r.avn.md", "z.csv") == "z.csv");
}

TEST_CASE("a data file that changes is compiled again, and its digest is in the package") {
  MemoryFileSystem files;
  files.put("/p/a.avn.md", kRules);
  files.put("/p/données/zonage.csv", "commune;zone\n01001;3\n");
  Session session(files);
  const Compilation* first = &session.compile({"/p"});
  REQUIRE(first->ok());
  REQUIRE(first->package.reference_tables.size() == 1);
  const std::string digest(first->package.text_of(first->package.reference_tables[0].digest));
  CHECK(digest == "2190893e4c3d0917f3ae1c2959d3a1423ecf6b60628bfd59e523236dcafaa28d");
  CHECK(&session.compile({"/p"}) == first);
  files.put("/p/données/zonage.csv", "commune;zone\n01001;4\n");
  const Compilation& second = session.compile({"/p"});
  REQUIRE(second.ok());
  CHECK(second.package.text_of(second.package.reference_tables[0].digest) != digest);
}
