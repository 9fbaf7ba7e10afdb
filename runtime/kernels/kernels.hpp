// What compiled code calls instead of holding it inline: the search of reference tables. The list is kernels.def. Read
// kernels.cpp next.
#pragma once

#include <cstdint>

extern "C" {

// The row of a reference table of `package` (a program::Package) whose keys are `keys` and whose period holds `date`,
// as program::find_row; −1 where there is none. Reads n_keys words. `date`: days since 1970-01-01, any 32 bits are
// safe.
std::int64_t avenant_find_row(const void* package, std::uint32_t table, const std::int64_t* keys,
                              std::int32_t date) noexcept;
}
