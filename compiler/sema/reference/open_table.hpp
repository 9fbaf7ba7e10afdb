// What the steps of reading a reference table share. Not part of the interface; read tables.hpp.
#pragma once

#include <string>
#include <vector>

#include "compiler/sema/reference/csv.hpp"
#include "compiler/sema/reference/tables.hpp"

namespace avenant::sema {

/// A column that the rule declares, and where the file has it.
struct OpenColumn {
  std::string name;
  base::Span span;
  std::optional<syntax::TypeView> type_view;
  std::size_t position = 0;  ///< Among the cells of a line.
  Type type;
  hir::Range range;
};

struct OpenTable {
  PlacedRule placed;
  base::Name name;
  base::Span name_span;
  const DataFile* file = nullptr;
  bool is_readable = false;  ///< The file is there, and has every column.
  std::size_t n_cells = 0;   ///< Of the header.
  std::vector<OpenColumn> keys;
  std::vector<OpenColumn> columns;
  std::optional<OpenColumn> from;
  std::optional<OpenColumn> until;
};

/// Reports a mistake at an offset of a table's file.
diagnostics::Builder report_in_file(Context& context, Code code, const OpenTable& table, std::size_t offset);

/// Reads every line of a table whose types are known. Where there is a mistake it is reported, and the table has its
/// columns, without rows.
[[nodiscard]] hir::ReferenceTable read_lines(Context& context, const OpenTable& table);

}  // namespace avenant::sema
