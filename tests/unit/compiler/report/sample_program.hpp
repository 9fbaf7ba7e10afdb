// A small dispositif in the text form of programs, and cases decided by it: for the tests of this folder.
#pragma once

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "compiler/cases/case_binder.hpp"
#include "compiler/cases/json_cases.hpp"
#include "compiler/report/result_view.hpp"
#include "runtime/program/print.hpp"
#include "runtime/program/verify.hpp"

namespace avenant::report {

inline constexpr const char* kSample = R"text(
(text avenant_7 text 2019-08-20 2019-08-21)
(place 1 avenant_7 "r/a.avn.md" 10 5 "Article 9-3 — Médecins éligibles")
(place 2 avenant_7 "r/a.avn.md" 90 25 "Article 9-5-2-2 — Options")
(place 3 avenant_7 "r/a.avn.md" 190 45 "Les années de contrat")
(enumeration Option (case tiers "1" "un tiers temps") (case demi "2" "un mi-temps"))
(reading seuil_activité au_moins @1 (case au_moins) (case plus_de))
(input contrat.option enum[Option] @2 (dispositif aide))
(input contrat.signé_le date @2 (dispositif aide))
(input bilan.mt_adultes number/1[patients] (range 0 50000) @1 (dispositif aide))
(input regroupé boolean @1 (dispositif aide))
(input coordonné boolean @1 (dispositif aide))
(unknown "modulation" "formule de modulation" number/100[€] @3)
(let %1 - (if@1 (eq@1 seuil_activité seuil_activité/au_moins) (ge@1 bilan.mt_adultes 640) (gt@1 bilan.mt_adultes 640)))
(let %4 - regroupé@1)
(let %5 - coordonné@1)
(let %2 - (or@1 %4 %5))
(let %3 - (and@1 %1 %2))
(variable aide_ouverte boolean eligibility public @1 (dispositif aide)
  (version avenant_7 @1 (body %3)
    (conditions (all "" %3 (leaf @1 "activité suffisante" %1)
      (any @1 "cadre d’exercice" %2 (leaf @1 "regroupé" %4) (leaf @1 "coordonné" %5))))))
(variable terme date definition public @3 (dispositif aide)
  (version avenant_7 @3 (body (anniversary@3 latest contrat.signé_le 5))))
(variable "aide_maximale(1)" number/100[€] table public @2 (dispositif aide)
  (version avenant_7 @2 (body (table@2 (row ((eq contrat.option Option/tiers)) 12000) (row ((eq contrat.option Option/demi)) 18000)))))
(variable "aide_maximale(2)" number/100[€] table public @2 (dispositif aide)
  (version avenant_7 @2 (body (table@2 (row ((eq contrat.option Option/tiers)) 9000) (row ((eq contrat.option Option/demi)) 27001/2)))))
(family aide_maximale variable (n 1 2) (members "aide_maximale(1)" "aide_maximale(2)"))
(variable aide_due number/100[€] definition public @3 (dispositif aide)
  (version avenant_7 @3 (body (unknown@3 "modulation"))))
(notice "contrat antérieur au lancement" @3 (dispositif aide) (lt contrat.signé_le 2019-09-01))
)text";

inline program::Package sample() {
  program::ReadResult read = program::read(kSample);
  INFO(read.error);
  REQUIRE(read.package.has_value());
  const program::Verification verification = program::verify(*read.package);
  INFO(verification.message);
  REQUIRE(verification.ok());
  return std::move(*read.package);
}

/// The first case of some JSON, bound to the sample.
inline cases::BoundCase bind(const program::Package& package, const std::string& json, diagnostics::Sink& sink) {
  cases::SinkLog faults(sink);
  cases::CaseBinder binder(package, "aide", faults);
  cases::BoundCase bound;
  cases::read_json_cases(json, "d.json", faults, [&](cases::RawCase& raw) {
    binder.bind(raw, bound);
    return false;
  });
  return bound;
}

}  // namespace avenant::report
