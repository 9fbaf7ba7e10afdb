// Cases tried without a proof in view: plain ones, each fact varied alone, then mixtures. Read next: shrink.hpp.
#pragma once

#include <cstdint>
#include <vector>

#include "compiler/check/trial.hpp"

namespace avenant::check {

/// A plain case: every fact, figure and date with its plainest value, readings by default, no draft.
[[nodiscard]] Point plain_point(const program::Package& package, const Cone& cone);

/// Random numbers of a fixed sequence: the same rules give the same messages.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15ULL + 0x632BE59BD9B4E019ULL) {}
  /// From 0 to n − 1. Precondition: n > 0.
  std::size_t roll(std::size_t n) {
    state_ ^= state_ << 13U;
    state_ ^= state_ >> 7U;
    state_ ^= state_ << 17U;
    return static_cast<std::size_t>((state_ >> 11U) % n);
  }

 private:
  std::uint64_t state_;
};

/// Whether a target still waits for an answer.
[[nodiscard]] bool any_open(const std::vector<Target>& targets);

/// Tries the point that is given on every open target; those it hits are confirmed with it.
void try_point(Trial& trial, const Unit& unit, std::vector<Target>& targets, const Point& point);

/// Tries at most `max_points` cases; stops when no target is open. Returns the number of cases tried.
std::size_t sample(Trial& trial, const program::Package& package, const Unit& unit, const Cone& cone,
                   std::vector<Target>& targets, std::size_t max_points, Dice& dice);

}  // namespace avenant::check
