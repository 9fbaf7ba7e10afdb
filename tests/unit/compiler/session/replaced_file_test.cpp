#include "compiler/session/replaced_file.hpp"

#include <catch2/catch.hpp>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace {

namespace fs = std::filesystem;
using avenant::session::ReplacedFile;

/// A folder with the file « a », which holds « old ».
class Folder {
 public:
  Folder() {
    std::string pattern = (fs::temp_directory_path() / "avenant-XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
    std::ofstream(file()) << "old";
  }
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  [[nodiscard]] fs::path operator/(const std::string& name) const { return path_ / name; }
  [[nodiscard]] fs::path file() const { return path_ / "a"; }
  [[nodiscard]] std::size_t n_items() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(path_), fs::directory_iterator()));
  }

 private:
  fs::path path_;
};

std::string bytes_of(const fs::path& path) {
  std::ifstream in(path);
  return std::string(std::istreambuf_iterator<char>(in), {});
}

bool replace(const fs::path& path, const std::string& bytes) {
  ReplacedFile file;
  return file.open(path) && file.write(bytes) && file.commit();
}

}  // namespace

TEST_CASE("a file is replaced only when that is asked for, and nothing is left beside it") {
  const Folder folder;
  {
    ReplacedFile file;
    REQUIRE(file.open(folder.file()));
    REQUIRE(file.write("new"));
    CHECK(bytes_of(folder.file()) == "old");
    CHECK(folder.n_items() == 2);
  }
  CHECK(bytes_of(folder.file()) == "old");
  CHECK(folder.n_items() == 1);
  CHECK(replace(folder.file(), "new"));
  CHECK(bytes_of(folder.file()) == "new");
  CHECK(folder.n_items() == 1);
}

TEST_CASE("a replaced file keeps its permissions, and a link leads where it led") {
  const Folder folder;
  fs::permissions(folder.file(), fs::perms(0640));
  fs::create_symlink("a", folder / "link");
  CHECK(replace(folder / "link", "new"));
  CHECK(fs::is_symlink(folder / "link"));
  CHECK(bytes_of(folder.file()) == "new");
  CHECK(fs::status(folder.file()).permissions() == fs::perms(0640));
}

TEST_CASE("what a killed process left behind does not stop the next") {
  const Folder folder;
  ReplacedFile first;
  REQUIRE(first.open(folder.file()));
  CHECK(replace(folder.file(), "new"));
  CHECK(bytes_of(folder.file()) == "new");
}

TEST_CASE("a device is written to directly and says what it refuses") {
  if (!fs::exists("/dev/full")) return;
  ReplacedFile file;
  REQUIRE(file.open("/dev/full"));
  CHECK_FALSE(file.write("new"));
  CHECK_FALSE(file.commit());
  CHECK(file.error() == ENOSPC);
  CHECK(fs::exists("/dev/full"));
}

TEST_CASE("a folder is no file, and a file in no folder cannot be made") {
  const Folder folder;
  ReplacedFile in_place;
  CHECK_FALSE(in_place.open(folder / "."));
  CHECK(in_place.error() == EISDIR);
  ReplacedFile nowhere;
  CHECK_FALSE(nowhere.open(folder / "none" / "a"));
  CHECK(nowhere.error() == ENOENT);
}
