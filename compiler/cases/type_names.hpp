// Types of a program in words, for messages about data and for listings.
#pragma once

#include <cstdint>
#include <string>

#include "compiler/diagnostics/diagnostics.hpp"
#include "runtime/program/package.hpp"

namespace avenant::cases {

/// The type as an author names it: `date`, `patients`, `Tranche`, `montant`.
[[nodiscard]] std::string type_name(const program::Package& package, const program::Type& type);

/// What a value of the type looks like, after « Attendu : » or “Expected:”.
[[nodiscard]] std::string expected_form(const program::Package& package, const program::Type& type,
                                        diagnostics::Language language);

/// The grain of numbers in words: `un nombre entier`, `2 décimales au plus`, `un multiple de 1/12`.
[[nodiscard]] std::string grain_name(std::int64_t grain, diagnostics::Language language);

}  // namespace avenant::cases
