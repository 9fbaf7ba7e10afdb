// What compiled code calls instead of holding it inline: calendars under a policy, and the search of reference tables.
// The list is kernels.def. Read kernels.cpp next.
#pragma once

#include <cstdint>

namespace avenant::kernels {

// A number of days or years in the low half; in the high half 0, or 1 where the operation's first error is its outcome.
using Dated = std::uint64_t;

inline constexpr std::uint32_t kFirstError = 1;

}  // namespace avenant::kernels

extern "C" {

// value::last_anniversary and value::completed_years. `date` and `at`: days since 1970-01-01, any 32 bits are safe;
// `policy`: a value::MissingDay.
avenant::kernels::Dated avenant_last_anniversary(std::int32_t date, std::int32_t at, std::int32_t policy) noexcept;
avenant::kernels::Dated avenant_completed_years(std::int32_t date, std::int32_t at, std::int32_t policy) noexcept;

// The row of a reference table of `package` (a program::Package) whose keys are `keys` and whose period holds `date`, as
// program::find_row; −1 where there is none. Reads n_keys words.
std::int64_t avenant_find_row(const void* package, std::uint32_t table, const std::int64_t* keys,
                              std::int32_t date) noexcept;
}
