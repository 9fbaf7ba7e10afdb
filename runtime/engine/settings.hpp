// What is fixed while a program is compiled: the choices of a run, the results asked for. Read native_code.hpp next.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "runtime/eval/evaluator.hpp"
#include "runtime/program/package.hpp"

namespace avenant::engine {

// The options of a run as compiled code is made for them, one element for each text, reading and unknown figure.
// The date of situation is not among them: code reads it, so that one object serves every date.
struct Settings {
  std::vector<bool> known_texts;
  std::vector<std::uint32_t> readings;
  std::vector<std::optional<value::Value>> figures;
  // The results that code is made for, in order; each once.
  std::vector<program::VariableId> requests;
};

Settings settings_of(const program::Package& package, const eval::RunOptions& options,
                     std::vector<program::VariableId> requests);

}  // namespace avenant::engine
