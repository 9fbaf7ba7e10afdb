// What is known of an integer that compiled code computes: the numbers it lies between. Read cell.hpp next.
#pragma once

#include <algorithm>
#include <cstdint>
#include <llvm/IR/InstrTypes.h>
#include <optional>

#include "runtime/value/rational.hpp"

namespace avenant::native {

using Wide = value::Int128;

inline constexpr Wide kWordGreatest = value::kMaxPart;
// −2^63 is no value of any type.
inline constexpr Wide kWordLeast = -kWordGreatest;

// From `least` to `greatest`, both included; never empty, and never beyond ±2^126.
struct Bounds {
  Wide least = 0;
  Wide greatest = 0;

  bool is_constant() const { return least == greatest; }
  bool within(Wide low, Wide high) const { return least >= low && greatest <= high; }
  bool fits_word() const { return within(kWordLeast, kWordGreatest); }
  bool fits_half() const { return within(-(Wide{1} << 31U), (Wide{1} << 31U) - 1); }
};

inline constexpr Bounds kWordBounds{kWordLeast, kWordGreatest};

inline Bounds join(Bounds x, Bounds y) {
  return {std::min(x.least, y.least), std::max(x.greatest, y.greatest)};
}
// Both must be words, here and below, so that nothing leaves 128 bits.
inline Bounds add(Bounds x, Bounds y) {
  return {x.least + y.least, x.greatest + y.greatest};
}
inline Bounds negate(Bounds x) {
  return {-x.greatest, -x.least};
}
inline Bounds multiply(Bounds x, Bounds y) {
  const auto [least, greatest] =
      std::minmax({x.least * y.least, x.least * y.greatest, x.greatest * y.least, x.greatest * y.greatest});
  return {least, greatest};
}
// What is left of `x` once what is no word is known not to occur.
inline Bounds clamp_to_word(Bounds x) {
  return {std::clamp(x.least, kWordLeast, kWordGreatest), std::clamp(x.greatest, kWordLeast, kWordGreatest)};
}
// The floor of the quotient by a divisor above zero, and one more.
inline Bounds rounded_quotient(Bounds x, Wide divisor) {
  const auto floor = [divisor](Wide n) { return n / divisor - (n % divisor < 0 ? 1 : 0); };
  return {floor(x.least), floor(x.greatest) + 1};
}

// What a signed relation of two numbers surely is; nothing where their bounds do not say. Not to be asked whether
// something is safe: errors may break the bounds.
inline std::optional<bool> decided(llvm::CmpInst::Predicate relation, Bounds x, Bounds y) {
  const bool below = x.greatest < y.least;
  const bool at_most = x.greatest <= y.least;
  const bool above = x.least > y.greatest;
  const bool at_least = x.least >= y.greatest;
  const auto settled = [](bool yes, bool no) { return yes || no ? std::optional<bool>(yes) : std::nullopt; };
  if (relation == llvm::CmpInst::ICMP_SLT) return settled(below, at_least);
  if (relation == llvm::CmpInst::ICMP_SLE) return settled(at_most, above);
  if (relation == llvm::CmpInst::ICMP_SGT) return settled(above, at_most);
  if (relation == llvm::CmpInst::ICMP_SGE) return settled(at_least, below);
  const bool same = x.is_constant() && y.is_constant() && x.least == y.least;
  if (relation == llvm::CmpInst::ICMP_EQ) return settled(same, below || above);
  if (relation == llvm::CmpInst::ICMP_NE) return settled(below || above, same);
  return std::nullopt;
}

}  // namespace avenant::native
