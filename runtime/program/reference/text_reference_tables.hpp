// Reference tables in the text form: (reference_table NAME "file" DIGEST (rows N) [dated] (keys (NAME TYPE)…)
// (columns (NAME TYPE)…) (line KEY… [FROM UNTIL] CELL…)…). Read print.cpp and read.cpp, which call this.
#pragma once

#include <string>

#include "runtime/program/print_expression.hpp"
#include "runtime/program/read_names.hpp"
#include "runtime/program/reference/reference_tables.hpp"

namespace avenant::program {

// One table; every row is a line.
std::string print_reference_table(const Package& package, const ExpressionPrinter& printer,
                                  const ReferenceTable& table);

// Adds the table that a form declares, and its columns under `table.column`; what is wrong is in `names`.
void read_reference_table(ReaderNames& names, const Form& form);

}  // namespace avenant::program
