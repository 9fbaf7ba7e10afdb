#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sys/stat.h>
#include <unistd.h>

#include "compiler/session/project.hpp"

namespace {

namespace fs = std::filesystem;
using avenant::diagnostics::Code;
using avenant::diagnostics::Sink;
using namespace avenant::session;

/// A folder of its own, removed at the end.
class Folder {
 public:
  Folder() {
    std::string pattern = (fs::temp_directory_path() / "avenant-XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
  }
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] std::string operator/(const std::string& name) const { return path_ + "/" + name; }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

void write(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

}  // namespace

TEST_CASE("a file is read whole, and refused beyond the bytes asked for") {
  const Folder folder;
  const RealFileSystem files;
  write(folder / "a", std::string("x\0y\r\n", 5));
  CHECK(files.read(folder / "a", 5).bytes == std::string("x\0y\r\n", 5));
  CHECK(files.read(folder / "a", 4).problem == FileProblem::TooLarge);
}

TEST_CASE("what is no file says what it is, and a pipe makes nobody wait") {
  const Folder folder;
  const RealFileSystem files;
  REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
  CHECK(files.read(folder.path(), 10).problem == FileProblem::Directory);
  CHECK(files.read(folder / "none", 10).problem == FileProblem::Missing);
  CHECK(files.read(folder / "pipe", 10).problem == FileProblem::Special);
  CHECK(files.read("/dev/null", 10).problem == FileProblem::Special);
}

TEST_CASE("links between folders that go round do not keep the search going") {
  const Folder folder;
  fs::create_directory(folder / "sub");
  write(folder / "sub/a.avn.md", "");
  fs::create_directory_symlink("..", folder / "sub/up");
  fs::create_directory_symlink("loop", folder / "loop");
  Sink sink;
  const RealFileSystem files;
  CHECK(find_project(files, {folder.path()}, sink).files == std::vector<std::string>{folder / "sub/a.avn.md"});
  CHECK(sink.all().empty());
}

TEST_CASE("a link to a rule file is a rule file, and a broken one is reported when read") {
  const Folder folder;
  write(folder / "a.avn.md", "text");
  fs::create_symlink("a.avn.md", folder / "b.avn.md");
  fs::create_symlink("gone", folder / "c.avn.md");
  Sink sink;
  const RealFileSystem files;
  const Project project = find_project(files, {folder.path()}, sink);
  CHECK(project.files.size() == 3);
  CHECK(files.read(folder / "b.avn.md", 10).bytes == "text");
  CHECK(files.read(folder / "c.avn.md", 10).problem == FileProblem::Missing);
}
