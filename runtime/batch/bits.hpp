// Bitmaps as Arrow lays them out: bit i is bit i mod 8 of byte i ÷ 8. Read block.hpp next.
#pragma once

#include <cstddef>
#include <cstdint>

namespace avenant::batch {

inline bool bit_at(const std::uint8_t* bits, std::size_t index) {
  return (static_cast<unsigned>(bits[index / 8]) >> (index % 8) & 1U) != 0;
}

inline void set_bit(std::uint8_t* bits, std::size_t index) {
  bits[index / 8] = static_cast<std::uint8_t>(bits[index / 8] | 1U << (index % 8));
}

inline void clear_bit(std::uint8_t* bits, std::size_t index) {
  bits[index / 8] = static_cast<std::uint8_t>(bits[index / 8] & ~(1U << (index % 8)));
}

// The bytes that hold some bits.
inline std::size_t bitmap_bytes(std::size_t n_bits) {
  return (n_bits + 7) / 8;
}

}  // namespace avenant::batch
