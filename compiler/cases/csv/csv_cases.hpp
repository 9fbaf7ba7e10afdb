// Cases written in CSV, one a row under a header that names inputs.
// Read next: csv_reader.hpp (rows), csv_header.hpp (columns), case_binder.hpp (values).
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/cases/case_binder.hpp"
#include "compiler/cases/data/fault.hpp"
#include "compiler/cases/data/window.hpp"
#include "runtime/program/package.hpp"

namespace avenant::cases {

/// How CSV data are read.
struct CsvOptions {
  std::optional<char> separator;  ///< None: recognised from the header.
  std::string id_column;          ///< Empty: the column `id`, if there is one.
};

/// One of the programs that rows are bound to. Everything is referred to.
struct CsvTarget {
  const program::Package& package;
  std::string_view dispositif;
  CaseBinder& binder;
  FaultLog& faults;          ///< Of names and values; what is wrong with a row as such is told once.
  std::vector<bool> needed;  ///< By input: some result may read it; for naming missing columns.
};

/// Calls `on_case` with each row that can be split, bound to every target, in order; it returns false to stop. The
/// others are reported, and count in the numbers of cases. An empty cell is not given. `path` names the data in
/// messages. There is at least one target; the first one's names help to recognise the separator. Returns the number
/// of rows. Linear; memory is that of one row.
std::size_t read_csv_cases(Window& window, std::string_view path, std::span<const CsvTarget> targets, FaultLog& faults,
                           const CsvOptions& options, const std::function<bool(std::span<const BoundCase>)>& on_case);

}  // namespace avenant::cases
