#include "runtime/program/sha256.hpp"

#include <nettle/sha2.h>

namespace avenant::program {

static_assert(std::tuple_size_v<Sha256Digest> == SHA256_DIGEST_SIZE);

Sha256Digest sha256(std::span<const std::byte> bytes) {
  return sha256_of_parts(std::span(&bytes, 1));
}

Sha256Digest sha256_of_parts(std::span<const std::span<const std::byte>> parts) {
  sha256_ctx context;
  sha256_init(&context);
  for (const std::span<const std::byte> part : parts) {
    if (part.empty()) continue;
    sha256_update(&context, part.size(), reinterpret_cast<const std::uint8_t*>(part.data()));
  }
  Sha256Digest digest{};
  sha256_digest(&context, digest.size(), digest.data());
  return digest;
}

std::string hexadecimal(const Sha256Digest& digest) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  text.reserve(2 * digest.size());
  for (const std::uint8_t byte : digest) {
    text.push_back(kDigits[byte >> 4]);
    text.push_back(kDigits[byte & 15]);
  }
  return text;
}

std::optional<Sha256Digest> from_hexadecimal(std::string_view digits) {
  const auto value_of = [](char digit) -> int {
    if (digit >= '0' && digit <= '9') return digit - '0';
    return digit >= 'a' && digit <= 'f' ? digit - 'a' + 10 : -1;
  };
  Sha256Digest digest{};
  if (digits.size() != 2 * digest.size()) return std::nullopt;
  for (std::size_t i = 0; i < digest.size(); ++i) {
    const int high = value_of(digits[2 * i]);
    const int low = value_of(digits[2 * i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    digest[i] = static_cast<std::uint8_t>(16 * high + low);
  }
  return digest;
}

}  // namespace avenant::program
