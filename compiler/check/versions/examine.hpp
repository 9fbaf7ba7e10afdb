// Answers and reports the questions of reads.hpp: days settle most, cases and proofs over the facts that decide
// application dates the rest.
#pragma once

#include "compiler/check/check.hpp"
#include "compiler/check/proof/prove.hpp"
#include "compiler/check/report.hpp"
#include "compiler/check/versions/reads.hpp"

namespace avenant::check {

/// The axes worth cutting where only application dates matter: the facts and readings that decide those of the reader,
/// of what it reads and of the dispositif.
[[nodiscard]] std::vector<Axis> date_axes(const program::Package& package, Prover& prover, const Unit& unit,
                                          const std::vector<Target>& targets, std::size_t max_nodes);

/// Reports the answers to the questions about reads. Witnesses are shrunk.
void report_reads(const program::Package& package, const std::vector<Examined>& examined, Trial& trial, Spans& spans,
                  diagnostics::Sink& sink);

}  // namespace avenant::check
