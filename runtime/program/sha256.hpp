// SHA-256 (FIPS 180-4) of bytes, by libnettle: what stamps reference tables and packages. Nothing else here includes
// nettle.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace avenant::program {

// The 32 bytes of a digest, most significant first, as the standard prints them.
using Sha256Digest = std::array<std::uint8_t, 32>;

// The digest of `bytes`, of any length, the empty one included. Never fails; linear.
Sha256Digest sha256(std::span<const std::byte> bytes);

// The digest of the bytes of `parts`, one after another.
Sha256Digest sha256_of_parts(std::span<const std::span<const std::byte>> parts);

// `digest` as 64 lower-case hexadecimal digits.
std::string hexadecimal(const Sha256Digest& digest);
// The digest that `hexadecimal` writes so; none for any other text.
std::optional<Sha256Digest> from_hexadecimal(std::string_view digits);

}  // namespace avenant::program
