// Reads the usual spellings of one input in cells of CSV, straight to elements of its column: 900, 12,5, 2024-06-22,
// 22/06/2024, and texts whose meaning was found before. What it does not know it leaves to cases::CaseBinder, which
// says what is wrong; what it gives, that gives too. Read column_layout.hpp next.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/columns/column_layout.hpp"

namespace avenant::columns {

/// Texts and the elements that they mean. Short texts only, and not without end.
class WordTable {
 public:
  /// False when the text is not known.
  [[nodiscard]] bool find(std::string_view text, std::int64_t& element) const;
  void remember(std::string_view text, std::int64_t element);

 private:
  /// The first and the last bytes of a text, eight at most of each.
  struct Ends {
    std::uint64_t first = 0;
    std::uint64_t last = 0;
  };
  struct Entry {
    std::string text;
    Ends ends;
    std::int64_t element = 0;
  };
  [[nodiscard]] static Ends ends_of(std::string_view text);
  [[nodiscard]] std::size_t place_of(std::string_view text, Ends ends) const;
  void grow();

  std::vector<Entry> entries_;  // open addressing; an empty text is a free place
  std::size_t n_used_ = 0;
};

class CellReader {
 public:
  explicit CellReader(const ColumnPlan& plan);

  /// The element of a cell that is a value of the input, within its range; false where it takes a careful look. Linear.
  [[nodiscard]] bool read(std::string_view cell, std::int64_t& element) const;
  /// Remembers what a cell means.
  void remember(std::string_view cell, std::int64_t element) { words_.remember(cell, element); }
  [[nodiscard]] const ColumnPlan& plan() const { return plan_; }

 private:
  enum class Way : std::uint8_t { Word, Date, Decimal };
  [[nodiscard]] bool decimal(std::string_view cell, std::int64_t& element) const;

  ColumnPlan plan_;
  Way way_ = Way::Word;
  int n_decimals_ = 0;
  WordTable words_;
};

}  // namespace avenant::columns
