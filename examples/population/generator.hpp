// Makes synthetic dossiers of aide_individuelle; README.md describes the distributions, which are invented.
// Read dossier.hpp for what a dossier is, csv_writer.hpp for how it is written.
#pragma once

#include <cstdint>

#include "examples/population/dossier.hpp"

namespace population {

struct Recipe {
  std::uint64_t seed = 1;
  std::uint32_t faults_per_million = 0;  ///< Dossiers with a slip, among a million.
};

/// Dossier `number`, from 1. The same for the same recipe, whatever was made before; dossiers with a slip are those of
/// the same seed without, but for the slip.
void make_dossier(const Recipe& recipe, std::uint64_t number, Dossier& dossier);

}  // namespace population
