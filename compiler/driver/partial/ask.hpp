// `rulec questions --ask`: asks the first question, reads an answer, and so on until nothing that can be answered is
// left. Read next: compiler/report/partial/partial_report.hpp.
#pragma once

#include "compiler/driver/command.hpp"
#include "compiler/driver/run_setup.hpp"

namespace avenant::driver {

/// Asks on standard output and reads answers, one a line, from standard input. An answer is written as a value of the
/// data; « absent » says that a facultatif fact does not exist; « ? » or an empty line leaves the question open. One
/// that cannot be read, or is out of range, is asked for again. The end of the input ends the questions. The decision,
/// as far as it goes, comes last. Gives the exit code.
[[nodiscard]] int ask_questions(Context& context, const program::Package& package, const RunSetup& setup);

}  // namespace avenant::driver
