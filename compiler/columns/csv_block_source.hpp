// Rows of CSV, cut into blocks where rows end with their line. Read block_source.hpp and csv_block_reader.hpp.
#pragma once

#include "compiler/cases/csv/csv_cases.hpp"
#include "compiler/columns/block_source.hpp"
#include "compiler/columns/csv_block_reader.hpp"

namespace avenant::columns {

class CsvBlockSource final : public BlockSource {
 public:
  /// `data` has read its header. Both must outlive the source and its readers.
  CsvBlockSource(const ReaderSetup& setup, cases::CsvCases& data) : setup_(setup), data_(data) {}

  std::size_t take_block(std::size_t n_most, RawBlock& raw) override;
  Step next(cases::BoundCase& bound) override;
  [[nodiscard]] std::size_t n_cases() const override { return data_.n_rows(); }
  [[nodiscard]] std::unique_ptr<BlockReader> make_reader() const override {
    return std::make_unique<CsvBlockReader>(setup_, data_);
  }

 private:
  ReaderSetup setup_;
  cases::CsvCases& data_;
};

}  // namespace avenant::columns
