// Writes synthetic dossiers as CSV, with the columns of `rulec schema --format csv`. Read dossier.hpp next.
#pragma once

#include <cstdint>
#include <string>

#include "examples/population/dossier.hpp"

namespace population {

/// Appends the header, with its line break.
void append_header(std::string& out);
/// Appends a dossier, with its line break.
void append_row(std::string& out, std::uint64_t number, const Dossier& dossier);

}  // namespace population
