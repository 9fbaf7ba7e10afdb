// The header of CSV data: which separator, and what each column is.
// Read next: csv_cases.hpp.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/cases/csv/csv_reader.hpp"
#include "compiler/cases/data/fault.hpp"
#include "compiler/cases/input_index.hpp"
#include "runtime/program/package.hpp"

namespace avenant::cases {

enum class ColumnRole : std::uint8_t { Ignored, Input, Id, Comment };

/// A column as its header names it.
struct CsvColumn {
  std::string name;
  ColumnRole role = ColumnRole::Ignored;
  program::InputId input;  ///< Of ColumnRole::Input.
  bool is_id = false;      ///< It identifies cases; an input may do that too.
};

/// What is known of the columns beforehand.
struct CsvExpectation {
  const program::Package& package;
  const InputIndex& index;
  std::string_view dispositif;
  std::string_view id_column;       ///< `--id`; empty: the column `id`, if there is one.
  const std::vector<bool>& needed;  ///< By input: some result may read it.
  const std::vector<bool>& given;   ///< By input: the command line gives it.
};

/// The separator of a header line: of `,`, `;` and tab outside quotes, the one that parts most names of
/// inputs, then most names. `;` where there is none. Linear in the line and the inputs.
[[nodiscard]] char recognise_separator(std::string_view line, const InputIndex& index);

/// The columns of a header, in order. Reports, each once: columns that are no inputs, inputs that results may need and
/// no column gives, two columns of one input, a missing `--id` column, and a header without any input. Empty after what
/// makes the rows meaningless.
[[nodiscard]] std::vector<CsvColumn> read_header(const CsvRow& row, std::string_view path,
                                                 const CsvExpectation& expectation, FaultLog& faults);

}  // namespace avenant::cases
