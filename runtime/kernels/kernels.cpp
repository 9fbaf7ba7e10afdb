#include "runtime/kernels/kernels.hpp"

#include <algorithm>
#include <span>

#include "runtime/program/reference/reference_tables.hpp"

extern "C" {

std::int64_t avenant_find_row(const void* package, std::uint32_t table, const std::int64_t* keys,
                              std::int32_t date) noexcept {
  const auto& program = *static_cast<const avenant::program::Package*>(package);
  const avenant::program::ReferenceTable& rows = program.reference_tables[table];
  // Compiled code computes under an error too, on whatever the words hold.
  const auto day =
      avenant::value::Date::unchecked(std::clamp(date, avenant::value::kFirstDay, avenant::value::kLastDay));
  const auto row = avenant::program::find_row(program, rows, std::span(keys, rows.n_keys), day);
  return row ? std::int64_t{*row} : -1;
}
}
