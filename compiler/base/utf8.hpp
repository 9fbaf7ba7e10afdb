// Counting and cutting text that is UTF-8. source.hpp has find_invalid_utf8, which tells whether it is.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace avenant::base {

/// Whether a byte goes on with the code point of the byte before it.
[[nodiscard]] constexpr bool continues_code_point(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

/// Every code point has exactly one byte that does not continue another.
[[nodiscard]] std::size_t count_code_points(std::string_view text);

/// The whole code points at the beginning of a text that take at most `n_bytes` bytes.
[[nodiscard]] std::string_view first_bytes(std::string_view text, std::size_t n_bytes);

/// A text as messages quote it: whole up to `max_bytes` bytes, else cut and followed by `…`.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t max_bytes);

}  // namespace avenant::base
