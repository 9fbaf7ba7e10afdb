// A report of scenarios as JUnit XML, as continuous integration reads it.
#pragma once

#include <string>

#include "compiler/base/source.hpp"
#include "compiler/diagnostics/diagnostics.hpp"
#include "compiler/scenario/run.hpp"

namespace avenant::coverage {

/// One suite a file that holds scenarios, one test a scenario: its dispositif is the class. What is expected and what
/// was obtained is in the failure. No times, so that the same rules give the same bytes. Linear.
[[nodiscard]] std::string junit_of(const scenario::Report& report, diagnostics::Language language);

/// The same where no scenario could be played: each error is a test of its own, in error, so that a report says why.
[[nodiscard]] std::string junit_of(const base::SourceMap& sources, const diagnostics::Sink& sink,
                                   diagnostics::Language language);

}  // namespace avenant::coverage
