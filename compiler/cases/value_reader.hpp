// Reads a value written in data or on the command line as a value of a program's type.
// Read next: case_binder.hpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "compiler/cases/raw_case.hpp"
#include "compiler/diagnostics/diagnostics.hpp"
#include "runtime/program/package.hpp"
#include "runtime/value/value.hpp"

namespace avenant::cases {

/// What a message about a value says: whose it is, and where it was written.
struct ValueContext {
  std::string name;   ///< The input, or the address of a figure.
  std::string place;  ///< `file:line:column`, or an option.
};

/// The value, or nothing after a message. Booleans are true, false, vrai, faux, oui, non; numbers JSON or French, with
/// their unit or without; dates ISO or French; cases by name, code or label, accents and case free where only one is
/// meant; sets a list, `tous` or `aucun`; null is absent. Ranges are not checked. Linear in the length and in the
/// cases.
[[nodiscard]] std::optional<value::Value> read_value(const program::Package& package, program::TypeId type,
                                                     const RawValue& raw, const ValueContext& context,
                                                     diagnostics::Sink& sink);

}  // namespace avenant::cases
