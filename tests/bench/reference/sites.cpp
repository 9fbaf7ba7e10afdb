#include "tests/bench/reference/sites.hpp"

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

namespace reference {
namespace {

using avenant::program::Package;
using avenant::program::VariableId;
using Error = avenant::value::RuntimeErrorClass;

constexpr std::string_view kDispositif = "aide_individuelle";
constexpr std::uint32_t kOkSite = avenant::program::kStatusOk;

[[noreturn]] void fail(const std::string& what) {
  std::fprintf(stderr, "the reference was not written for these rules: %s\n", what.c_str());
  std::exit(1);
}

VariableId variable(const Package& package, std::string_view name) {
  for (std::size_t i = 0; i < package.variables.size(); ++i) {
    const auto& one = package.variables[i];
    if (package.text_of(one.name) == name && package.text_of(one.dispositif) == kDispositif) return VariableId(i);
  }
  fail("no variable " + std::string(name));
}

// The site of a class that belongs to a variable and gives a reason that begins so; the only one.
std::uint32_t site(const Package& package, std::string_view name, Error error, std::string_view reason = {}) {
  const VariableId owner = variable(package, name);
  std::uint32_t found = kOkSite;
  for (std::size_t i = 0; i < package.sites.size(); ++i) {
    const auto& one = package.sites[i];
    const bool is_about = one.subject == avenant::program::SubjectKind::kVariable && one.subject_id == owner.value;
    if (!is_about || one.error != error) continue;
    if (!reason.empty() && !(one.reason && package.text_of(one.reason).starts_with(reason))) continue;
    if (found != kOkSite) fail("several places of an error of " + std::string(name));
    found = static_cast<std::uint32_t>(i);
  }
  if (found == kOkSite) fail("no place of an error of " + std::string(name));
  return found;
}

std::string member(std::string_view family, std::size_t n) {
  return std::string(family) + "(" + std::to_string(n) + ")";
}

}  // namespace

const std::array<FactInfo, kFacts> kFactInfos = {{
#define AVENANT_FACT(member, Element, address, optional, least, greatest) {address, optional, least, greatest},
#include "tests/bench/reference/facts.def"
#undef AVENANT_FACT
}};

avenant::program::InputId input_of(const Package& package, Fact fact) {
  const char* const address = kFactInfos[static_cast<std::size_t>(fact)].address;
  for (std::size_t i = 0; i < package.inputs.size(); ++i) {
    const auto& one = package.inputs[i];
    if (package.text_of(one.name) == address && package.text_of(one.dispositif) == kDispositif) {
      return avenant::program::InputId(i);
    }
  }
  fail(std::string("no input ") + address);
}

Sites find_sites(const Package& package) {
  Sites sites;
  for (std::size_t i = 0; i < kFacts; ++i) {
    const auto& input = package.input(input_of(package, static_cast<Fact>(i)));
    sites.missing[i] = input.missing.value;
    sites.out_of_range[i] = input.out_of_range.value;
  }
  const auto no_version = [&](const std::string& name) {
    return package.variable(variable(package, name)).no_version.value;
  };
  sites.no_band = no_version("tranche_du_montant");
  for (std::size_t n = 1; n <= 5; ++n) {
    sites.no_amount[n - 1] = no_version(member("aide_maximale", n));
    sites.no_start[n - 1] = no_version(member("début", n));
  }
  for (std::size_t n = 1; n <= 2; ++n) sites.no_due[n - 1] = no_version(member("aide_due", n));
  sites.isolated_speciality = site(package, "grande_patientèle_du_médecin_isolé", Error::unknown_figure);
  sites.prerequisites = site(package, "volet_1_non_exigé", Error::unknown_figure);
  sites.adapted_contract = site(package, "dispense_par_contrat_adapté", Error::unknown_figure);
  sites.patients_beyond_median =
      site(package, "seuil_de_tranche(mt ; P70)", Error::unknown_figure, "patientèle des généralistes");
  sites.file_of_2019 = site(package, "seuil_de_tranche(fa ; P30)", Error::unknown_figure, "annexe");
  sites.file_of_generalists =
      site(package, "seuil_de_tranche(fa ; P30)", Error::unknown_figure, "file active des généralistes");
  sites.file_of_others = site(package, "seuil_de_tranche(fa ; P30)", Error::unknown_figure, "file active des autres");
  sites.third_in_first_year = site(package, "aide_maximale(1)", Error::excluded);
  sites.interrupted_year = site(package, "part_de_l_année_commencée", Error::unknown_figure);
  return sites;
}

std::vector<VariableId> result_variables(const Package& package) {
  std::vector<VariableId> results = {variable(package, "aide_ouverte"), variable(package, "tranche_du_montant")};
  for (std::size_t n = 1; n <= 5; ++n) results.push_back(variable(package, member("aide_maximale", n)));
  for (std::size_t n = 1; n <= 2; ++n) results.push_back(variable(package, member("aide_due", n)));
  return results;
}

}  // namespace reference
