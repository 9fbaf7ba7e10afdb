// Typed views of the tree: what semantic analysis and tools read. Start with rules_of(tree) in views_rules.hpp.
#pragma once

#include "compiler/syntax/views_expressions.hpp"
#include "compiler/syntax/views_rules.hpp"
#include "compiler/syntax/views_tables.hpp"
