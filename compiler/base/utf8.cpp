#include "compiler/base/utf8.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "compiler/base/source.hpp"

namespace avenant::base {
namespace {

/// The length of the well-formed sequence that starts with a non-ASCII byte, or 0. The second byte's range depends on
/// the first (Unicode standard, table 3-7): no overlong form, no surrogate, nothing above U+10FFFF.
std::size_t sequence_length(const unsigned char* at, std::size_t available) {
  const auto continues = [at](std::size_t index) { return (at[index] & 0xC0U) == 0x80U; };
  const unsigned lead = at[0];
  if (lead >= 0xC2 && lead <= 0xDF) return available >= 2 && continues(1) ? 2 : 0;
  if (lead >= 0xE0 && lead <= 0xEF) {
    if (available < 3 || !continues(1) || !continues(2)) return 0;
    if (lead == 0xE0 && at[1] < 0xA0) return 0;
    if (lead == 0xED && at[1] > 0x9F) return 0;
    return 3;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    if (available < 4 || !continues(1) || !continues(2) || !continues(3)) return 0;
    if (lead == 0xF0 && at[1] < 0x90) return 0;
    if (lead == 0xF4 && at[1] > 0x8F) return 0;
    return 4;
  }
  return 0;
}

}  // namespace

std::optional<std::size_t> find_invalid_utf8(std::string_view bytes) {
  constexpr std::uint64_t kHighBits = 0x8080808080808080U;
  const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
  const std::size_t size = bytes.size();
  std::size_t at = 0;
  while (at < size) {
    if (size - at >= sizeof(std::uint64_t)) {
      std::uint64_t word = 0;
      std::memcpy(&word, data + at, sizeof word);
      if ((word & kHighBits) == 0) {
        at += sizeof word;
        continue;
      }
    }
    while (at < size && data[at] < 0x80) ++at;
    // Accented letters come alone but Greek or Chinese text comes in runs: the loop serves both.
    while (at < size && data[at] >= 0x80) {
      const std::size_t length = sequence_length(data + at, size - at);
      if (length == 0) return at;
      at += length;
    }
  }
  return std::nullopt;
}

std::size_t count_code_points(std::string_view text) {
  const auto begins = [](char byte) { return !continues_code_point(byte); };
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), begins));
}

std::string_view first_bytes(std::string_view text, std::size_t n_bytes) {
  if (text.size() <= n_bytes) return text;
  while (n_bytes > 0 && continues_code_point(text[n_bytes])) --n_bytes;
  return text.substr(0, n_bytes);
}

std::string shortened(std::string_view text, std::size_t max_bytes) {
  if (text.size() <= max_bytes) return std::string(text);
  return std::string(first_bytes(text, max_bytes)) + "…";
}

}  // namespace avenant::base
