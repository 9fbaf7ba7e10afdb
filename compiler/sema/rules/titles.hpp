// What the titles of rules hold besides a name: a sentence for explanations, or words for the members of a family.
// Read next: variables.cpp and parts/parts.cpp, which declare what has a title.
#pragma once

#include <string>
#include <string_view>

#include "compiler/sema/declarations/declarations.hpp"

namespace avenant::sema {

/// Takes apart the title of a variable whose indices are known. One that holds `|` or `{…}` is the sentence that
/// explanations say of it. `« aide maximale ({n:re} année) »` is a title, and how the members of the family are told
/// apart. What else stands in braces is reported at `place`.
void read_title(Context& context, base::Span place, hir::Variable& variable);

/// Keeps the title of an objectif, an obligation or an échéancier without the words for its members, which become the
/// wording of `common`, what its parts share.
[[nodiscard]] std::string read_members(Context& context, base::Span place, std::string title, hir::Variable& common);

/// The title without the words for members: « aide maximale » of « aide maximale ({n:re} année) ».
[[nodiscard]] std::string_view without_members(std::string_view title);

}  // namespace avenant::sema
