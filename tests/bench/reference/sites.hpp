// The places of errors that the reference answers with: looked up in a package by what they are about, once at the
// start. Read row_reference.hpp next.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "runtime/program/package.hpp"

namespace reference {

enum class Fact : std::uint8_t {
#define AVENANT_FACT(member, Element, address, optional, least, greatest) member,
#include "tests/bench/reference/facts.def"
#undef AVENANT_FACT
};
inline constexpr std::size_t kFacts = static_cast<std::size_t>(Fact::hired_on) + 1;

// What is known of a fact beforehand.
struct FactInfo {
  const char* address;
  bool optional;
  std::int32_t least;
  std::int32_t greatest;
};
extern const std::array<FactInfo, kFacts> kFactInfos;

struct Sites {
  std::array<std::uint32_t, kFacts> missing{};
  std::array<std::uint32_t, kFacts> out_of_range{};
  std::uint32_t no_band = 0;                 // tranche_du_montant out of force
  std::array<std::uint32_t, 5> no_amount{};  // aide_maximale(n)
  std::array<std::uint32_t, 5> no_start{};   // début(n)
  std::array<std::uint32_t, 2> no_due{};     // aide_due(n)
  std::uint32_t isolated_speciality = 0;     // grande_patientèle_du_médecin_isolé, hors médecine générale
  std::uint32_t prerequisites = 0;           // volet_1_non_exigé
  std::uint32_t adapted_contract = 0;        // dispense_par_contrat_adapté
  std::uint32_t patients_beyond_median = 0;  // seuil_de_tranche(mt;P70), 2023
  std::uint32_t file_of_2019 = 0;            // seuil_de_tranche(fa;P30), 2019
  std::uint32_t file_of_generalists = 0;     // the same, 2023
  std::uint32_t file_of_others = 0;
  std::uint32_t third_in_first_year = 0;  // aide_maximale(1), 2024: excluded
  std::uint32_t interrupted_year = 0;     // part_de_l_année_commencée
};

// The sites of aide_individuelle. Ends the process with a message where the rules are not those that the reference was
// written for: a site is missing.
Sites find_sites(const avenant::program::Package& package);

// The results that the reference gives, in its order: aide_ouverte, tranche_du_montant, aide_maximale(1 to 5),
// aide_due(1), aide_due(2).
inline constexpr std::size_t kResults = 9;
std::vector<avenant::program::VariableId> result_variables(const avenant::program::Package& package);
// The input of a fact.
avenant::program::InputId input_of(const avenant::program::Package& package, Fact fact);

}  // namespace reference
