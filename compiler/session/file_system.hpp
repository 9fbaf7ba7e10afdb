// The file system as the session sees it: an interface, so that an editor's unsaved files and tests can stand in for
// it. Read next: project.hpp, which finds the files of a project.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace avenant::session {

/// What a path leads to, symbolic links followed.
enum class EntryKind : std::uint8_t { Missing, File, Directory, Other };

/// Why something could not be read.
enum class FileProblem : std::uint8_t {
  None,
  Missing,    ///< Nothing has that path.
  Directory,  ///< A folder where a file is expected.
  Special,    ///< Neither a file nor a folder: a device, a pipe, a socket.
  Denied,     ///< The system refuses access.
  TooLarge,   ///< More bytes than asked for.
  Other,      ///< Anything else; `detail` says what.
};

/// The bytes of a file, or why there are none.
struct FileContent {
  FileProblem problem = FileProblem::None;
  std::string detail;  ///< What the system said, for FileProblem::Other.
  std::string bytes;
};

/// An item of a folder. A symbolic link has the kind of what it leads to and `is_link` set.
struct DirectoryItem {
  std::string name;
  EntryKind kind = EntryKind::Missing;
  bool is_link = false;
};

/// The items of a folder in no particular order, or why there are none.
struct DirectoryContent {
  FileProblem problem = FileProblem::None;
  std::string detail;
  std::vector<DirectoryItem> items;
};

/// Paths are UTF-8 with '/' between folders; a relative one starts at the process's current folder.
class FileSystem {
 public:
  FileSystem() = default;
  FileSystem(const FileSystem&) = delete;
  FileSystem& operator=(const FileSystem&) = delete;
  virtual ~FileSystem() = default;

  [[nodiscard]] virtual EntryKind kind(const std::string& path) const = 0;
  /// Reads a whole regular file of at most `max_bytes` bytes. Never waits on a pipe or a device.
  [[nodiscard]] virtual FileContent read(const std::string& path, std::size_t max_bytes) const = 0;
  [[nodiscard]] virtual DirectoryContent list(const std::string& path) const = 0;
  /// Makes or replaces a regular file, whole or not at all: whoever reads the path meets the old bytes or the new ones.
  /// Without `bytes` in what is given back.
  [[nodiscard]] virtual FileContent write(const std::string& path, std::string_view bytes) const = 0;
  /// The absolute form of a path, `.` and `..` resolved without looking at symbolic links.
  [[nodiscard]] virtual std::string absolute(const std::string& path) const = 0;
};

/// The machine's own file system.
class RealFileSystem final : public FileSystem {
 public:
  [[nodiscard]] EntryKind kind(const std::string& path) const override;
  [[nodiscard]] FileContent read(const std::string& path, std::size_t max_bytes) const override;
  [[nodiscard]] DirectoryContent list(const std::string& path) const override;
  [[nodiscard]] FileContent write(const std::string& path, std::string_view bytes) const override;
  [[nodiscard]] std::string absolute(const std::string& path) const override;
};

/// Files held in memory, for tests and for an editor's unsaved text. Folders exist where a file lies under them.
class MemoryFileSystem final : public FileSystem {
 public:
  /// Adds or replaces a file; the path is absolute.
  void put(const std::string& path, std::string bytes) const;

  [[nodiscard]] EntryKind kind(const std::string& path) const override;
  [[nodiscard]] FileContent read(const std::string& path, std::size_t max_bytes) const override;
  [[nodiscard]] DirectoryContent list(const std::string& path) const override;
  [[nodiscard]] FileContent write(const std::string& path, std::string_view bytes) const override;
  [[nodiscard]] std::string absolute(const std::string& path) const override;

 private:
  // Sorted by path. Files are written through a file system that its users do not change otherwise.
  mutable std::vector<std::pair<std::string, std::string>> files_;
};

/// `folder`/`name`, without a doubled slash; `name` alone in the current folder ".".
[[nodiscard]] std::string join_path(const std::string& folder, const std::string& name);
/// The folder that holds a path: "." for a bare name, "/" for the root's items and the root.
[[nodiscard]] std::string parent_path(const std::string& path);
/// What follows the last slash.
[[nodiscard]] std::string file_name(const std::string& path);

}  // namespace avenant::session
