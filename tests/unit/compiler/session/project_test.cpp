#include "compiler/session/project.hpp"

#include <catch2/catch.hpp>

namespace {

using avenant::diagnostics::Code;
using avenant::diagnostics::Sink;
using namespace avenant::session;

/// Two projects, a loose folder, and files that are no rules.
void fill(MemoryFileSystem& files) {
  files.put("/r/a/projet.avn.md", "");
  files.put("/r/a/2.avn.md", "");
  files.put("/r/a/sub/1.avn.md", "");
  files.put("/r/a/notes.md", "");
  files.put("/r/loose/b.avn.md", "");
  files.put("/r/loose/a.avn.md", "");
  files.put("/r/loose/.hidden/x.avn.md", "");
  files.put("/r/empty/readme.md", "");
}

std::vector<std::string> find(const std::vector<std::string>& paths, Sink& sink) {
  MemoryFileSystem files;
  fill(files);
  return find_project(files, paths, sink).files;
}

}  // namespace

TEST_CASE("a folder without a project file gives every rule file under it, sorted, hidden folders left out") {
  Sink sink;
  CHECK(find({"/r/loose"}, sink) == std::vector<std::string>{"/r/loose/a.avn.md", "/r/loose/b.avn.md"});
  CHECK(sink.all().empty());
}

TEST_CASE("a folder or a file inside a project gives the whole project") {
  const std::vector<std::string> whole = {"/r/a/2.avn.md", "/r/a/projet.avn.md", "/r/a/sub/1.avn.md"};
  Sink sink;
  CHECK(find({"/r/a"}, sink) == whole);
  CHECK(find({"/r/a/sub/"}, sink) == whole);
  CHECK(find({"/r/a/sub/1.avn.md"}, sink) == whole);
  CHECK(sink.all().empty());
}

TEST_CASE("a file outside any project stands alone") {
  Sink sink;
  CHECK(find({"/r/loose/b.avn.md"}, sink) == std::vector<std::string>{"/r/loose/b.avn.md"});
}

TEST_CASE("a path given twice is read once") {
  Sink sink;
  CHECK(find({"/r/loose", "/r/loose/a.avn.md"}, sink).size() == 2);
}

TEST_CASE("finding nothing is an error, never a success") {
  const auto code_of = [](const std::string& path) {
    Sink sink;
    CHECK(find({path}, sink).empty());
    REQUIRE(sink.all().size() == 1);
    return sink.all().front().code;
  };
  CHECK(code_of("/r/nowhere") == Code::PathMissing);
  CHECK(code_of("/r/empty") == Code::NoRuleFile);
  CHECK(code_of("/r/empty/readme.md") == Code::NotARuleFile);
}

TEST_CASE("folders within folders and files without end are bounded") {
  MemoryFileSystem files;
  files.put("/d/1/2/3/4/x.avn.md", "");
  files.put("/m/a.avn.md", "");
  files.put("/m/b.avn.md", "");
  files.put("/m/c.avn.md", "");
  ProjectLimits limits;
  limits.max_depth = 2;
  limits.max_files = 2;
  Sink deep;
  CHECK(find_project(files, {"/d"}, deep, limits).files.empty());
  CHECK(deep.all().front().code == Code::FoldersTooDeep);
  Sink many;
  CHECK(find_project(files, {"/m"}, many, limits).files.size() == 2);
  CHECK(many.all().front().code == Code::TooManyFiles);
}

TEST_CASE("paths are joined and taken apart") {
  CHECK(join_path("a", "b") == "a/b");
  CHECK(join_path("/", "b") == "/b");
  CHECK(join_path(".", "b") == "b");
  CHECK(parent_path("a/b") == "a");
  CHECK(parent_path("b") == ".");
  CHECK(parent_path("/b") == "/");
  CHECK(parent_path("/") == "/");
  CHECK(file_name("a/b/") == "b");
}
