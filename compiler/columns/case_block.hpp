// Some cases as columns, filled row by row: what engines of blocks read. Read column_layout.hpp and
// runtime/batch/block.hpp next.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/cases/case_binder.hpp"
#include "compiler/columns/column_layout.hpp"
#include "runtime/batch/bits.hpp"
#include "runtime/batch/block.hpp"
#include "runtime/program/package.hpp"

namespace avenant::columns {

/// The columns of at most `capacity` cases. A column comes to be when one of its inputs is first given, and its memory
/// is kept from block to block. The package must outlive it.
class CaseBlock {
 public:
  CaseBlock(const program::Package& package, std::size_t capacity);

  void clear();
  [[nodiscard]] std::size_t n_rows() const { return rows_.size(); }
  [[nodiscard]] std::size_t capacity() const { return capacity_; }

  /// Begins the next row. Precondition: fewer than `capacity` rows.
  void add_row(std::size_t number, std::string_view id, std::string_view comment);

  /// The column of an input, for set_element: found once. It stays the same column.
  [[nodiscard]] std::uint32_t column_of(program::InputId input);
  /// Gives an input of the last row, by its column and its element; later ones replace earlier ones.
  void set_element(std::uint32_t column, std::int64_t element) {
    Column& place = columns_[column];
    put(place, n_rows() - 1, element);
    batch::set_bit(place.validity.data(), n_rows() - 1);
    place.is_given = true;
  }
  /// Gives an input of the last row. What is no value of the input is out of range.
  void set_value(program::InputId input, value::Value value);
  /// Says of the last row that the text of an input could not be read.
  void add_unreadable(const cases::UnreadableInput& unreadable);
  /// Adds a case that was bound.
  void add(const cases::BoundCase& bound);

  /// The columns of inputs that are given in some row. Valid until the block changes.
  [[nodiscard]] std::span<const batch::InputColumn> columns();

  [[nodiscard]] std::size_t number_of(std::size_t row) const { return rows_[row].number; }
  [[nodiscard]] std::string_view id_of(std::size_t row) const { return text_of(rows_[row].id, rows_[row].id_size); }
  [[nodiscard]] std::string_view comment_of(std::size_t row) const {
    return text_of(rows_[row].comment, rows_[row].comment_size);
  }
  /// The inputs of a row that could not be read, in the order in which they were added.
  [[nodiscard]] std::span<const cases::UnreadableInput> unreadable_of(std::size_t row) const;
  [[nodiscard]] bool has_unreadable(std::size_t row) const { return rows_[row].n_unreadable > 0; }

 private:
  struct Row {
    std::size_t number = 0;
    std::size_t id = 0;
    std::size_t id_size = 0;
    std::size_t comment = 0;
    std::size_t comment_size = 0;
    std::size_t first_unreadable = 0;
    std::size_t n_unreadable = 0;
  };
  struct Column {
    ColumnPlan plan;
    std::vector<std::uint64_t> values;  // `capacity` elements of the plan's storage
    std::vector<std::uint8_t> validity;
    bool is_given = false;
  };
  static constexpr std::uint32_t kNoColumn = 0xFFFFFFFFU;

  Column& column(program::InputId input);
  template <typename Element>
  static void put_as(Column& column, std::size_t row, std::int64_t element) {
    reinterpret_cast<Element*>(column.values.data())[row] = static_cast<Element>(element);
  }
  static void put(Column& column, std::size_t row, std::int64_t element) {
    switch (column.plan.storage) {
      case batch::Storage::kInt8:
        put_as<std::int8_t>(column, row, element);
        break;
      case batch::Storage::kInt16:
        put_as<std::int16_t>(column, row, element);
        break;
      case batch::Storage::kInt32:
        put_as<std::int32_t>(column, row, element);
        break;
      case batch::Storage::kInt64:
      case batch::Storage::kValue:
        put_as<std::int64_t>(column, row, element);
        break;
    }
  }
  [[nodiscard]] std::string_view text_of(std::size_t begin, std::size_t size) const {
    return std::string_view(texts_).substr(begin, size);
  }

  const program::Package& package_;
  std::size_t capacity_;
  std::vector<std::uint32_t> column_of_;  // by input
  std::vector<Column> columns_;
  std::vector<Row> rows_;
  std::vector<cases::UnreadableInput> unreadable_;
  std::string texts_;
  std::vector<batch::InputColumn> given_;
};

}  // namespace avenant::columns
