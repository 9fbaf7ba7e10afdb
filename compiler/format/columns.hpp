// Alignment inside a rule: values of clauses, labels, fields, assignments, cases, branches of si … sinon, and comments.
// Read next: table_columns.hpp, indentation.hpp.
#pragma once

#include "compiler/format/document.hpp"

namespace avenant::format {

/// Aligns what items of one kind, one below the other, hold at the same place, by adding spaces before pieces.
void align_items(Document& document, const Chunk& chunk);

/// Aligns the conditions and the `alors` of choices whose branches are written one a line.
void align_branches(Document& document, const Chunk& chunk);

/// Aligns comments at the ends of lines that follow each other. The lines must be complete otherwise.
void align_comments(Document& document, const Chunk& chunk);

}  // namespace avenant::format
