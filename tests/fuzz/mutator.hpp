// Token-level mutations of rule files, a function of a seed. Shared by the programs of this folder.
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>

namespace avenant::fuzz {

/// Edits the tokens of the rule blocks of a file: drops, doubles, moves and replaces them. What comes out is often
/// wrong.
class Mutator {
 public:
  explicit Mutator(std::uint64_t seed) : random_(seed) {}

  /// One to three edits.
  [[nodiscard]] std::string mutate(const std::string& text);
  /// A number below n, 0 for n = 0.
  std::size_t pick(std::size_t n) { return n == 0 ? 0 : static_cast<std::size_t>(random_() % n); }

 private:
  void edit(std::string& text);

  std::mt19937_64 random_;
};

}  // namespace avenant::fuzz
