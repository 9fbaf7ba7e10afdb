// `accepte AVN4620 « raison »`: warnings that an author has weighed are not shown where the rule says so.
#pragma once

#include <span>

#include "compiler/base/source.hpp"
#include "compiler/diagnostics/diagnostics.hpp"
#include "compiler/syntax/parse.hpp"

namespace avenant::check {

/// Takes the accepted warnings out of the sink, each where it lies in the rule that accepts its code. Reports codes
/// that do not exist and codes of errors. Where `is_complete`, every check has run: an acceptance that took nothing out
/// is reported too. Linear in trees and messages.
void apply_acceptances(std::span<const syntax::Tree> trees, bool is_complete, diagnostics::Sink& sink);

}  // namespace avenant::check
