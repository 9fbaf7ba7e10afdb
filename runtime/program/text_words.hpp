// The words that the text form uses for closed sets, shared by its printer and its reader.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

#include "runtime/program/nodes.hpp"

namespace avenant::program {

inline constexpr std::array<std::string_view, 8> kRuleKindWords = {
    "definition", "eligibility", "condition", "table", "parameter", "objective", "obligation", "schedule"};
inline constexpr std::array<std::string_view, 4> kTextKindWords = {"library", "vocabulary", "text", "draft"};
inline constexpr std::array<std::string_view, 5> kRoundingWords = {"nearest", "half_even", "down", "up", "toward_zero"};
inline constexpr std::array<std::string_view, 3> kMissingDayWords = {"unstated", "earliest", "latest"};
inline constexpr std::array<std::string_view, 3> kConditionGroupWords = {"leaf", "all", "any"};

// The word of an enumerator whose words are `words`.
template <typename Enumerator, std::size_t n>
std::string_view word_of(const std::array<std::string_view, n>& words, Enumerator value) {
  return words[static_cast<std::size_t>(value)];
}

// The index of a word; none if it is not one of them.
template <std::size_t n>
std::optional<std::size_t> index_of(const std::array<std::string_view, n>& words, std::string_view word) {
  for (std::size_t i = 0; i < n; ++i) {
    if (words[i] == word) return i;
  }
  return std::nullopt;
}

}  // namespace avenant::program
