// Rows of CSV → columns, cell by cell. Read block_reader.hpp, cell_reader.hpp and compiler/cases/csv/csv_cases.hpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compiler/cases/case_binder.hpp"
#include "compiler/cases/csv/csv_cases.hpp"
#include "compiler/cases/csv/csv_row.hpp"
#include "compiler/columns/block_reader.hpp"
#include "compiler/columns/cell_reader.hpp"

namespace avenant::columns {

/// Reads what `cases::CsvCases` would read of rows of one line each, with the same messages.
class CsvBlockReader final : public BlockReader {
 public:
  /// `data` has read its header.
  CsvBlockReader(const ReaderSetup& setup, const cases::CsvCases& data);

  void read(const RawBlock& raw, CaseBlock& block) override;

 private:
  struct Column {
    std::size_t index = 0;  ///< In the row.
    const cases::CsvColumn* about = nullptr;
    std::uint32_t place = 0;  ///< In the block.
    CellReader reader;
  };
  void row(const cases::CsvRow& row, std::size_t number, CaseBlock& block);
  void slow_cell(const cases::CsvRow& row, const cases::CsvCell& cell, Column& column, CaseBlock& block);

  std::string_view path_;
  const std::vector<cases::CsvColumn>& columns_;
  cases::CsvSplitter splitter_;
  cases::CaseBinder binder_;
  std::vector<Column> used_;
  std::size_t id_column_ = 0;         // 1 + index; 0: none
  std::size_t comment_column_ = 0;    // as well
  const CaseBlock* block_ = nullptr;  // whose places are known
  cases::BoundCase cell_;             // of one cell
  cases::RawValue raw_;
};

}  // namespace avenant::columns
