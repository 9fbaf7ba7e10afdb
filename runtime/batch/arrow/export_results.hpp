// Results of engines → Arrow arrays that whoever takes them releases. Read c_data.hpp and runtime/batch/block.hpp next.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "runtime/batch/arrow/c_data.hpp"
#include "runtime/batch/block.hpp"
#include "runtime/program/package.hpp"

namespace avenant::batch {

// Writes rows 0 to n_rows − 1 of `results`, those of `variables` in order, as one struct array of two columns for each
// result. Under the variable's name, the value, null where there is none (absent, or an error):
//   booléen      "b", bits
//   nombre       "l", int64, where its grain is known and every value × grain fits; the field metadata
//   "avenant.denominator"
//                is the grain. Else "u": `12.5`, `1/3`.
//   date         "tdD"
//   énumération  a dictionary of UTF-8, the names of all cases, int32 indices
//   others       "u": a durée in months and days, `P14M3D`; an ensemble, its names parted by `;`
// Under that name and ".status", a dictionary of UTF-8 with int32 indices: the error's class and what it is about,
// `missing_input(médecin.zone)`, one entry for each place met; null where there is a value.
// Both structs are filled whole and independent of everything else: each is freed by its own release, children and
// dictionaries included, and children may be moved out, as the specification says. Linear.
void export_results(const program::Package& package, std::span<const program::VariableId> variables,
                    std::span<const ResultColumn> results, std::size_t n_rows, ArrowSchema& schema, ArrowArray& array);

}  // namespace avenant::batch
