// Reference tables of a program: what a lookup finds, and what every table keeps to. The records are in nodes.hpp; the
// operation is Lookup in op.def. Read find_row.cpp next.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "runtime/program/package.hpp"

namespace avenant::program {

// The row of `table` whose keys are `keys` (one a key column, as the first words of their cells) and, for a dated
// table, whose period holds `date`; none if there is no such row. Logarithmic in the rows of the table.
std::optional<std::uint32_t> find_row(const Package& package, const ReferenceTable& table,
                                      std::span<const std::int64_t> keys, value::Date date);

// The cell of a column in a row.
const value::Value& cell_at(const Package& package, const ReferenceColumn& column, std::uint32_t row);

// The column that the payload of a Lookup names, and its table.
const ReferenceColumn& column_of(const Package& package, const Node& node);
const ReferenceTable& table_of(const Package& package, const ReferenceColumn& column);

// What is wrong with the first reference table that is wrong, in English for a developer; empty if none is: its rows
// are sorted by key then by period, and of one key no two periods meet. Linear.
std::string check_reference_tables(const Package& package);

}  // namespace avenant::program
