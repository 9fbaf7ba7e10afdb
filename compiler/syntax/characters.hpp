// Code points and the classes of them that the lexer tells apart. Text is valid UTF-8 (base::SourceMap checked it).
#pragma once

#include <cstdint>
#include <string_view>

namespace avenant::syntax {

struct CodePoint {
  std::uint32_t value = 0;
  std::uint32_t length = 0;  ///< Bytes; 0 at the end of the text.
};

/// The code point at an offset ≤ size. An invalid byte, which no checked source has, counts as U+FFFD of one byte.
[[nodiscard]] inline CodePoint code_point_at(std::string_view text, std::size_t offset) {
  if (offset >= text.size()) return {};
  const auto byte = [&](std::size_t i) {
    return i < text.size() ? static_cast<std::uint32_t>(static_cast<unsigned char>(text[i])) : 0U;
  };
  const std::uint32_t lead = byte(offset);
  if (lead < 0x80) return {lead, 1};
  const std::size_t left = text.size() - offset;
  if (lead >= 0xC0 && lead < 0xE0 && left >= 2) return {((lead & 0x1FU) << 6) | (byte(offset + 1) & 0x3FU), 2};
  if (lead >= 0xE0 && lead < 0xF0 && left >= 3) {
    return {((lead & 0xFU) << 12) | ((byte(offset + 1) & 0x3FU) << 6) | (byte(offset + 2) & 0x3FU), 3};
  }
  if (lead >= 0xF0 && left >= 4) {
    return {((lead & 7U) << 18) | ((byte(offset + 1) & 0x3FU) << 12) | ((byte(offset + 2) & 0x3FU) << 6) |
                (byte(offset + 3) & 0x3FU),
            4};
  }
  return {0xFFFD, 1};
}

inline constexpr std::uint32_t kNoBreakSpace = 0xA0;
inline constexpr std::uint32_t kNarrowNoBreakSpace = 0x202F;
inline constexpr std::uint32_t kApostrophe = 0x2019;
inline constexpr std::uint32_t kLeftGuillemet = 0xAB;
inline constexpr std::uint32_t kRightGuillemet = 0xBB;

/// A space that may separate words: the space, the no-break space and the narrow no-break space. A tab is not one.
[[nodiscard]] constexpr bool is_space(std::uint32_t c) {
  return c == ' ' || c == kNoBreakSpace || c == kNarrowNoBreakSpace;
}
[[nodiscard]] constexpr bool is_digit(std::uint32_t c) {
  return c >= '0' && c <= '9';
}
[[nodiscard]] constexpr bool is_apostrophe(std::uint32_t c) {
  return c == '\'' || c == kApostrophe;
}

/// True for letters of any script and their combining marks (Unicode categories L and M).
[[nodiscard]] bool is_letter(std::uint32_t c);
[[nodiscard]] inline bool is_word_start(std::uint32_t c) {
  return c == '_' || is_letter(c);
}
[[nodiscard]] inline bool is_word_part(std::uint32_t c) {
  return c == '_' || is_digit(c) || is_letter(c);
}

/// Bytes of the run of word characters that starts at an offset, 0 if none.
[[nodiscard]] std::uint32_t word_length(std::string_view text, std::size_t offset);
/// Bytes of the run of spaces that starts at an offset, 0 if none.
[[nodiscard]] std::uint32_t spaces_length(std::string_view text, std::size_t offset);

}  // namespace avenant::syntax
