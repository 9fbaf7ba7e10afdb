// A synthetic dossier: one number for each fact that the dispositif asks for. Nothing here comes from real people.
// Read generator.hpp next, which makes them, and columns.def, which lists the facts.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>

namespace population {

enum class Column : std::uint8_t {
#define AVENANT_POPULATION_COLUMN(column, kind, words, address) column,
#include "examples/population/columns.def"
#undef AVENANT_POPULATION_COLUMN
};

inline constexpr std::size_t kColumns = static_cast<std::size_t>(Column::kSecondReached) + 1;

/// What the number of a fact is.
enum class Kind : std::uint8_t {
  Flag,     ///< 0 or 1.
  Case,     ///< The index of a word.
  Whole,    ///< Itself.
  Decimal,  ///< Ten-thousandths.
  Day,      ///< Days since 1970-01-01.
};

/// A fact of every dossier.
struct ColumnInfo {
  std::string_view address;
  Kind kind;
  std::span<const std::string_view> words;  ///< Of a Case.
};

[[nodiscard]] const ColumnInfo& info(Column column);

/// The number of a fact that is not given.
inline constexpr std::int32_t kAbsent = std::numeric_limits<std::int32_t>::min();

/// One slip put into a dossier.
enum class Fault : std::uint8_t {
  None,
  OutOfRange,  ///< A number, a date or a case beyond what the fact may be.
  Unreadable,  ///< A text that says nothing.
  Missing,     ///< A fact that rules read, left out.
  BrokenRow,   ///< A row with a cell too few: no dossier at all.
};

struct Dossier {
  std::array<std::int32_t, kColumns> facts;
  Fault fault = Fault::None;
  Column at_fault = Column::kSector;

  [[nodiscard]] std::int32_t& operator[](Column column) { return facts[static_cast<std::size_t>(column)]; }
  [[nodiscard]] std::int32_t operator[](Column column) const { return facts[static_cast<std::size_t>(column)]; }
};

}  // namespace population
