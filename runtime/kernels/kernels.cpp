#include "runtime/kernels/kernels.hpp"

#include <algorithm>
#include <span>

#include "runtime/program/reference/reference_tables.hpp"
#include "runtime/value/calendar.hpp"

namespace {

using avenant::value::Date;
using avenant::value::MissingDay;

// Compiled code computes under an error too, on whatever the words hold.
Date some_day(std::int32_t days) {
  return Date::unchecked(std::clamp(days, avenant::value::kFirstDay, avenant::value::kLastDay));
}

avenant::kernels::Dated packed(std::int64_t number, bool ok) {
  if (!ok) return avenant::kernels::Dated{avenant::kernels::kFirstError} << 32U;
  return static_cast<std::uint32_t>(static_cast<std::int32_t>(number));
}

}  // namespace

extern "C" {

avenant::kernels::Dated avenant_last_anniversary(std::int32_t date, std::int32_t at, std::int32_t policy) noexcept {
  const auto last = avenant::value::last_anniversary(some_day(date), some_day(at), static_cast<MissingDay>(policy));
  return packed(last.value.days(), last.ok());
}

avenant::kernels::Dated avenant_completed_years(std::int32_t date, std::int32_t at, std::int32_t policy) noexcept {
  const auto years = avenant::value::completed_years(some_day(date), some_day(at), static_cast<MissingDay>(policy));
  return packed(years.value, years.ok());
}

std::int64_t avenant_find_row(const void* package, std::uint32_t table, const std::int64_t* keys,
                              std::int32_t date) noexcept {
  const auto& program = *static_cast<const avenant::program::Package*>(package);
  const avenant::program::ReferenceTable& rows = program.reference_tables[table];
  const auto row = avenant::program::find_row(program, rows, std::span(keys, rows.n_keys), some_day(date));
  return row ? std::int64_t{*row} : -1;
}
}
