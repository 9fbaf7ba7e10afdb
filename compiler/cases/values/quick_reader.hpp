// Reads the usual spellings of values without allocating: 900, 12,5, 2024-06-22, 22/06/2024, and texts that were read
// before. What it does not know it leaves to value_reader.hpp, which says what is wrong; what it gives, that gives too.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "compiler/cases/raw_case.hpp"
#include "runtime/program/package.hpp"
#include "runtime/value/value.hpp"

namespace avenant::cases {

/// Reads the values of the inputs of one package, which must outlive it.
class QuickReader {
 public:
  explicit QuickReader(const program::Package& package);

  /// The value, valid and within the input's range; nothing where it takes a careful look. Linear in the length.
  [[nodiscard]] std::optional<value::Value> read(program::InputId input, RawKind kind, std::string_view text) const;
  /// Remembers what a text means for an input. Short texts only, and not without end.
  void remember(program::InputId input, RawKind kind, std::string_view text, value::Value value);

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };
  /// What is known of an input beforehand.
  struct Known {
    program::TypeKind type = program::TypeKind::kBoolean;
    std::int64_t grain = 0;
    std::int64_t least = 0;
    std::int64_t greatest = 0;
    bool has_plain_range = false;  ///< Whole numbers and dates from `least` to `greatest` are in range.
    std::unordered_map<std::string, value::Value, Hash, std::equal_to<>> remembered;
  };
  [[nodiscard]] static std::optional<value::Value> number(const Known& known, RawKind kind, std::string_view text);
  [[nodiscard]] static std::optional<value::Value> date(std::string_view text);
  [[nodiscard]] static bool may_remember(const Known& known, RawKind kind);

  const program::Package& package_;
  std::vector<Known> known_;  // by input
};

}  // namespace avenant::cases
