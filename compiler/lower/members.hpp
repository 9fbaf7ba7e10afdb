// The members of families: how index values are counted and spelt. Read next: declare.cpp.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "compiler/hir/program.hpp"

namespace avenant::lower {

/// The number of values of a domain.
[[nodiscard]] std::size_t domain_size(const hir::Program& program, const hir::IndexDomain& domain);
/// The value at a position of a domain, 0 ≤ position < domain_size().
[[nodiscard]] value::Value domain_value(const hir::IndexDomain& domain, std::size_t position);
/// The position of a value in a domain, or nothing when it is outside.
[[nodiscard]] std::optional<std::size_t> position_in(const hir::Program& program, const hir::IndexDomain& domain,
                                                     const value::Value& value);
/// The least value as an integer: the first number, or case 0.
[[nodiscard]] std::int64_t domain_least(const hir::IndexDomain& domain);
/// An index value as an author writes it: `3`, `mt`.
[[nodiscard]] std::string index_text(const hir::Program& program, const hir::IndexDomain& domain,
                                     const value::Value& value);

/// The product of several domains, the last varying fastest.
[[nodiscard]] std::size_t member_count(const hir::Program& program, std::span<const hir::IndexDomain> domains);
[[nodiscard]] std::vector<value::Value> member_values(const hir::Program& program,
                                                      std::span<const hir::IndexDomain> domains, std::size_t ordinal);
/// The ordinal of a member, or nothing when an index is outside its domain.
[[nodiscard]] std::optional<std::size_t> member_ordinal(const hir::Program& program,
                                                        std::span<const hir::IndexDomain> domains,
                                                        std::span<const value::Value> values);
/// `(3)`, `(mt ; 3)`, or nothing without indices.
[[nodiscard]] std::string arguments_text(const hir::Program& program, std::span<const hir::IndexDomain> domains,
                                         std::span<const value::Value> values);

/// The domains of a variable's indices.
[[nodiscard]] std::vector<hir::IndexDomain> domains_of(const hir::Program& program, const hir::Variable& variable);
/// The domains of an input path's indices: the input's, then the field's.
[[nodiscard]] std::vector<hir::IndexDomain> domains_of(const hir::Program& program, const hir::InputPath& path);

}  // namespace avenant::lower
