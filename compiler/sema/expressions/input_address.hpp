// How inputs are named: `médecin.secteur`, `constat(3).niveau(mt)`, `médecin.cabinet.commune`, taken apart by their
// shape. Read next: references.hpp, which says what they mean in a scope.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compiler/sema/context.hpp"
#include "compiler/syntax/views.hpp"

namespace avenant::sema {

/// `name(arguments).field.field(field_arguments)`. A fiche in a fiche gives several fields.
struct InputAddress {
  syntax::NameView name;
  std::vector<syntax::ExpressionView> arguments;
  std::vector<syntax::NameView> fields;
  std::vector<syntax::ExpressionView> field_arguments;

  /// The field as its record declares it: `cabinet.commune`; empty without fields.
  [[nodiscard]] std::string field_name() const;
};

/// The parts of an expression of that shape, or nothing when it has another.
[[nodiscard]] std::optional<InputAddress> take_input_address(syntax::ExpressionView view);

/// The position of a field of a record, by its name or dotted name, or nothing.
[[nodiscard]] std::optional<std::uint32_t> find_field(const Context& context, hir::RecordId record,
                                                      std::string_view name);
/// Whether a dotted name begins the names of several fields: a fiche in the fiche.
[[nodiscard]] bool is_inner_record(const Context& context, hir::RecordId record, std::string_view name);

/// The values of a domain, in order.
[[nodiscard]] std::vector<value::Value> all_indices(const Context& context, const hir::IndexDomain& domain);

/// Every tuple that takes one value of each choice, the last choice varying fastest.
[[nodiscard]] std::vector<std::vector<value::Value>> combine(const std::vector<std::vector<value::Value>>& choices);

}  // namespace avenant::sema
