// Tables: every row with its cells padded to common columns. Read next: columns.hpp for what is not a table.
#pragma once

#include "compiler/format/document.hpp"

namespace avenant::format {

/// Writes the rows of a chunk into Line::row. Figures with a unit stand at the right of their column where the whole
/// column holds nothing else; the last column is not padded where a cell of it is very long.
void lay_out_tables(Document& document, const Chunk& chunk);

}  // namespace avenant::format
