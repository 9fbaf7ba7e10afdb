// What compiling and deciding cost as there are more rules: projects of generate_rules.py. Read meter.hpp next.
#pragma once

#include <string>

namespace growth {

// Prints one line of JSON: seconds of processor time of one compilation and of one decision of all results (or of those
// of the first dispositif alone), by each engine. False, with a message, where there is no native engine, or where it
// decides otherwise than the interpreter.
bool measure_rules(const std::string& project, bool one_dispositif);

// Prints one line of JSON: how many nodes the program has, the bytes of its package, and those of its code. The same
// whenever it runs.
bool measure_sizes(const std::string& project);

}  // namespace growth
