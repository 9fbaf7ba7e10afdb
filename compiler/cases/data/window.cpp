#include "compiler/cases/data/window.hpp"

#include <cstring>

#include "compiler/base/utf8.hpp"

namespace avenant::cases {

bool Window::more() {
  if (at_end_) return false;
  // What was dropped makes room once it is half of the buffer, so that moving costs no more than reading.
  if (begin_ > 0 && begin_ >= end_ - begin_) {
    std::memmove(bytes_.data(), bytes_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
  }
  if (bytes_.size() - end_ < block_bytes_) bytes_.resize(std::max(bytes_.size() * 2, end_ + block_bytes_));
  const std::size_t n_read = source_.read(bytes_.data() + end_, block_bytes_);
  end_ += n_read;
  at_end_ = n_read == 0;
  return !at_end_;
}

void Window::drop(std::size_t size) {
  position_ = advance(position_, view().substr(0, size));
  begin_ += size;
  n_dropped_ += size;
}

Position Window::advance(Position from, std::string_view text) {
  const void* const found = text.empty() ? nullptr : std::memchr(text.data(), '\n', text.size());
  if (found != nullptr) {
    std::size_t line_break = static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
    while (line_break != std::string_view::npos) {
      ++from.line;
      text.remove_prefix(line_break + 1);
      line_break = text.find('\n');
    }
    from.column = 1;
  }
  for (const char byte : text) from.column += base::continues_code_point(byte) ? 0U : 1U;
  return from;
}

}  // namespace avenant::cases
