// The one way in which files are written: beside their target, whose place they take whole or not at all.
#pragma once

#include <string>
#include <string_view>

namespace avenant::session {

/// Writes all bytes to a descriptor. The errno of the first failure, or 0.
[[nodiscard]] int write_bytes(int descriptor, std::string_view bytes);

/// A file that is made or replaced: whoever reads the path meets the old bytes or the new ones. A symbolic link keeps
/// leading where it led, and a replaced file its permissions. What is no regular file, such as a pipe or /dev/full, is
/// written to directly. Not for several threads at once.
class ReplacedFile {
 public:
  ReplacedFile() = default;
  ReplacedFile(const ReplacedFile&) = delete;
  ReplacedFile& operator=(const ReplacedFile&) = delete;
  /// Removes what was not committed.
  ~ReplacedFile() { discard(); }

  /// Opens once. False when the file cannot be made, or may not be written to.
  [[nodiscard]] bool open(const std::string& path);
  /// Where to write; −1 while nothing is open.
  [[nodiscard]] int descriptor() const { return descriptor_; }
  /// Writes to the descriptor; false when something was lost.
  [[nodiscard]] bool write(std::string_view bytes);
  /// Gives what was written the name of the file; false when something was lost, and then nothing has changed.
  [[nodiscard]] bool commit();
  /// Gives up: the target stays what it was.
  void discard();

  /// The errno of the first failure, or 0.
  [[nodiscard]] int error() const { return error_; }

 private:
  bool fail();
  bool open_beside(unsigned mode);
  void close();

  std::string target_;
  std::string temporary_;  // empty: written to directly, or committed
  int descriptor_ = -1;
  int error_ = 0;
};

}  // namespace avenant::session
