// The part of a stream of bytes that a reader looks at: it grows at its end when asked and shrinks at its beginning
// when bytes are done with, so that memory is that of one case and a block, whatever the size of the data.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/cases/data/byte_source.hpp"

namespace avenant::cases {

/// Longest case, a row of CSV or an object of JSON, in bytes.
inline constexpr std::size_t kMaxCaseBytes = std::size_t{16} * 1024 * 1024;

/// A line and a column, from 1; the column counts code points.
struct Position {
  std::size_t line = 1;
  std::size_t column = 1;
};

/// Looks at a source, which must outlive it.
class Window {
 public:
  explicit Window(ByteSource& source, std::size_t block_bytes = kBlockBytes)
      : source_(source), block_bytes_(block_bytes) {}

  /// What is in sight. Valid until more() or drop().
  [[nodiscard]] std::string_view view() const { return {bytes_.data() + begin_, end_ - begin_}; }
  /// Brings the next bytes in sight; false at the end of the source.
  bool more();
  /// Takes `size` bytes at the beginning out of sight, keeping count of lines.
  void drop(std::size_t size);

  /// Takes a byte order mark out of sight: it has no column.
  void drop_mark(std::size_t size) {
    begin_ += size;
    n_dropped_ += size;
  }

  /// Says that the first byte in sight is not the first of the data.
  void start_at(Position position, std::size_t n_dropped) {
    position_ = position;
    n_dropped_ = n_dropped;
  }

  /// The position of the first byte in sight.
  [[nodiscard]] Position position() const { return position_; }
  /// The position of a byte in sight. Linear in `offset`.
  [[nodiscard]] Position position(std::size_t offset) const { return advance(position_, view().substr(0, offset)); }
  /// How many bytes were dropped.
  [[nodiscard]] std::size_t n_dropped() const { return n_dropped_; }

  /// The position after some text.
  [[nodiscard]] static Position advance(Position from, std::string_view text);

 private:
  static constexpr std::size_t kBlockBytes = std::size_t{256} * 1024;

  ByteSource& source_;
  std::size_t block_bytes_;
  std::vector<char> bytes_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  bool at_end_ = false;
  Position position_;
  std::size_t n_dropped_ = 0;
};

}  // namespace avenant::cases
