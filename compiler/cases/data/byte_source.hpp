// Where the bytes of case data come from: a file, a pipe, a text in memory. They are read once, front to back.
// Read next: window.hpp, which readers look through.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace avenant::cases {

/// Gives bytes until there are none left.
class ByteSource {
 public:
  ByteSource() = default;
  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;
  virtual ~ByteSource() = default;

  /// Up to `size` bytes, as many as are there; 0 at the end, and after a failure. Waits for a pipe's writer.
  virtual std::size_t read(char* bytes, std::size_t size) = 0;
  /// What the system said when reading failed; empty when it did not.
  [[nodiscard]] virtual std::string failure() const { return {}; }
};

/// Bytes in memory, which must outlive it.
class TextSource final : public ByteSource {
 public:
  explicit TextSource(std::string_view bytes) : bytes_(bytes) {}
  std::size_t read(char* bytes, std::size_t size) override {
    const std::size_t n_read = bytes_.copy(bytes, size);
    bytes_.remove_prefix(n_read);
    return n_read;
  }

 private:
  std::string_view bytes_;
};

}  // namespace avenant::cases
