// Where each line of a rule begins: rules at the margin, items two columns in, and what continues a line under what it
// continues. Read next: columns.hpp; compiler/syntax/layout.cpp for what the layout means.
#pragma once

#include "compiler/format/document.hpp"

namespace avenant::format {

/// Sets the indent of the lines that begin a rule, an item or a row.
void indent_items(Document& document, const Chunk& chunk);

/// Sets the indent of the lines that continue others, and of comments, once the spaces inside lines are set.
void indent_continuations(Document& document, const Chunk& chunk);

}  // namespace avenant::format
