// A file that a run writes, as a stream: it appears complete, or not at all. Read next: session/replaced_file.hpp.
#pragma once

#include <memory>
#include <ostream>
#include <streambuf>
#include <string>
#include <vector>

#include "compiler/session/replaced_file.hpp"

namespace avenant::driver {

/// Writes to a file descriptor and keeps the reason of the first failure.
class DescriptorBuffer final : public std::streambuf {
 public:
  /// `size` bytes are kept before they are written.
  explicit DescriptorBuffer(int descriptor, std::size_t size = std::size_t{1} << 16U);
  /// The errno of the first failure, or 0.
  [[nodiscard]] int error() const { return error_; }

 private:
  int sync() override { return write_out() ? 0 : -1; }
  int overflow(int character) override;
  bool write_out();

  int descriptor_;
  int error_ = 0;
  std::vector<char> bytes_;
};

/// A session::ReplacedFile that is written to through a stream.
class OutputFile {
 public:
  /// False when the file cannot be made; reason() says why.
  bool open(const std::string& path);
  [[nodiscard]] bool is_open() const { return stream_ != nullptr; }
  [[nodiscard]] std::ostream& stream() { return *stream_; }
  /// Writes what is left and gives the file its name; false when something was lost.
  bool commit();
  /// What the system said of the first failure.
  [[nodiscard]] std::string reason() const;

 private:
  session::ReplacedFile file_;
  std::unique_ptr<DescriptorBuffer> buffer_;
  std::unique_ptr<std::ostream> stream_;
};

}  // namespace avenant::driver
