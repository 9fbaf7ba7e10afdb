// What `--for` names: a rule, a condition of one, an article, or a text. Read next: suggest.hpp.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "compiler/hir/program.hpp"
#include "runtime/program/package.hpp"

namespace avenant::suggest {

/// Whether a place, of a text, is at an address.
using IsAt = std::function<bool(program::PlaceId place, program::TextId text)>;

/// What is at an address: a rule or a member of it, `règle « libellé »`, an article by its number (`9-3`) or its
/// heading, or the name of a text. Nothing where nothing is. The package must outlive it. Linear in the package.
[[nodiscard]] std::optional<IsAt> find_address(const program::Package& package, const hir::Program& hir,
                                               const std::string& address);

/// The names that find_address knows, for suggestions.
[[nodiscard]] std::vector<std::string> known_addresses(const program::Package& package);

}  // namespace avenant::suggest
