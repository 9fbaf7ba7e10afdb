// Values of a program as people write them: `12 000 €`, `22 juin 2024`, `demi`.
#pragma once

#include <string>

#include "compiler/diagnostics/diagnostics.hpp"
#include "runtime/program/package.hpp"
#include "runtime/value/text.hpp"
#include "runtime/value/value.hpp"

namespace avenant::cases {

/// The language of runtime/value that corresponds.
[[nodiscard]] value::Language value_language(diagnostics::Language language);

/// A value of the type; « absent » for no value. Exact, never rounded.
[[nodiscard]] std::string value_text(const program::Package& package, const program::Type& type, value::Value value,
                                     diagnostics::Language language);

/// A range in words: `de 0 à 50 000`, `au moins 1`; empty without bounds.
[[nodiscard]] std::string range_text(const program::Package& package, program::RangeId range, program::TypeId type,
                                     diagnostics::Language language);

/// The cases of a set, in their order.
[[nodiscard]] std::string set_text(const program::Package& package, const program::Type& type, value::Value value,
                                   diagnostics::Language language);

}  // namespace avenant::cases
