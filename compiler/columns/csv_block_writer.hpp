// Decided cases of a block as rows of CSV, column by column where that is quick; what is rare is left to
// report::CaseCsv, which defines every byte. Read block_writer.hpp and compiler/report/case_csv.hpp next.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "compiler/columns/block_writer.hpp"
#include "compiler/report/case_csv.hpp"

namespace avenant::columns {

class CsvBlockWriter final : public BlockWriter {
 public:
  CsvBlockWriter(const Question& question, std::string_view dispositif, const report::CaseCsvOptions& options);

  void write(const CaseBlock& block, BlockResults& results, std::size_t row, std::string& out) override;

 private:
  struct Column {
    program::TypeKind kind = program::TypeKind::kBoolean;
    const program::Type* type = nullptr;
    std::vector<std::string> cells;  // of a case: its cell
  };
  void value(const Column& column, value::Value value, std::string& out) const;
  void whole_row(const CaseBlock& block, BlockResults& results, std::size_t row, std::string& out);
  /// The last cell, of a row whose inputs could all be read; the same for the same errors of the same results.
  void errors(const CaseBlock& block, BlockResults& results, std::size_t row, std::string& out);
  void notices(BlockResults& results, std::size_t row, std::string& out);

  const program::Package& package_;
  report::CaseCsv csv_;
  bool is_plain_;
  char separator_;
  std::string_view line_end_;
  std::vector<Column> columns_;
  cases::BoundCase bound_;
  std::string key_;
  std::unordered_map<std::string, std::string> known_errors_;  // by the statuses of the row
  std::vector<std::uint32_t> notices_;
};

}  // namespace avenant::columns
