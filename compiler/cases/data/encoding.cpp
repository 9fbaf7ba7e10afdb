#include "compiler/cases/data/encoding.hpp"

#include "compiler/base/source.hpp"

namespace avenant::cases {
namespace {

/// Windows-1252 from 0x80 to 0x9F; elsewhere a byte is its own code point. What it leaves free stays a control
/// character.
constexpr std::array<std::uint16_t, 32> kHighControls = {
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178};

/// Letters and signs of French in Windows-1252.
constexpr std::string_view kFrenchBytes =
    "\x80\x85\x8C\x91\x92\x93\x94\x96\x97\x9C\xA0\xA7\xAB\xB0\xB2\xBB\xC0\xC2\xC4\xC6\xC7\xC8\xC9\xCA\xCB\xCE\xCF"
    "\xD4\xD6\xD9\xDB\xDC\xE0\xE2\xE4\xE6\xE7\xE8\xE9\xEA\xEB\xEE\xEF\xF4\xF6\xF9\xFB\xFC";

bool is_ascii(char byte) {
  return static_cast<unsigned char>(byte) < 0x80U;
}

bool looks_like_utf16(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) return true;
  // Without a mark, every other byte of a Western text is zero.
  constexpr std::size_t kLook = 64;
  const std::size_t n_looked = std::min(bytes.size(), kLook) / 2 * 2;
  if (n_looked < 4) return false;
  std::array<std::size_t, 2> n_zeros{};
  for (std::size_t i = 0; i < n_looked; ++i) n_zeros[i % 2] += bytes[i] == '\0' ? 1U : 0U;
  return (n_zeros[0] == 0 && n_zeros[1] == n_looked / 2) || (n_zeros[1] == 0 && n_zeros[0] == n_looked / 2);
}

/// Whether a well-formed sequence of several bytes stands somewhere in the text.
bool has_utf8_letter(std::string_view bytes) {
  for (std::size_t i = 0; i + 1 < bytes.size(); ++i) {
    const auto lead = static_cast<unsigned char>(bytes[i]);
    if (lead < 0xC2) continue;
    const std::size_t length = lead < 0xE0 ? 2 : (lead < 0xF0 ? 3 : 4);
    if (i + length <= bytes.size() && !base::find_invalid_utf8(bytes.substr(i, length))) return true;
  }
  return false;
}

}  // namespace

Encoding recognise_encoding(std::string_view first_bytes) {
  if (looks_like_utf16(first_bytes)) return Encoding::Utf16;
  // The last character may be cut.
  std::string_view whole = first_bytes;
  for (int i = 0; i < 3 && !whole.empty() && !is_ascii(whole.back()); ++i) whole.remove_suffix(1);
  if (!base::find_invalid_utf8(first_bytes)) return Encoding::Utf8;
  if (whole.size() < first_bytes.size() && !whole.empty() && first_bytes.size() > 4096 &&
      !base::find_invalid_utf8(whole)) {
    return Encoding::Utf8;
  }
  if (has_utf8_letter(first_bytes)) return Encoding::Utf8;
  for (const char byte : first_bytes) {
    if (byte == '\0') return Encoding::Utf8;
    if (!is_ascii(byte) && kFrenchBytes.find(byte) == std::string_view::npos) return Encoding::Utf8;
  }
  return Encoding::Latin1;
}

std::size_t Latin1Source::read(char* bytes, std::size_t size) {
  constexpr std::size_t kMaxLength = 3;
  if (at_ == end_) {
    at_ = 0;
    end_ = source_.read(block_.data(), block_.size());
  }
  std::size_t n_written = 0;
  for (; at_ < end_ && n_written + kMaxLength <= size; ++at_) {
    const auto byte = static_cast<unsigned char>(block_[at_]);
    const unsigned code_point = byte >= 0x80 && byte < 0xA0 ? kHighControls[byte - 0x80U] : byte;
    if (code_point < 0x80) {
      bytes[n_written++] = static_cast<char>(code_point);
    } else if (code_point < 0x800) {
      bytes[n_written++] = static_cast<char>(0xC0U | code_point >> 6U);
      bytes[n_written++] = static_cast<char>(0x80U | (code_point & 0x3FU));
    } else {
      bytes[n_written++] = static_cast<char>(0xE0U | code_point >> 12U);
      bytes[n_written++] = static_cast<char>(0x80U | (code_point >> 6U & 0x3FU));
      bytes[n_written++] = static_cast<char>(0x80U | (code_point & 0x3FU));
    }
  }
  return n_written;
}

}  // namespace avenant::cases
