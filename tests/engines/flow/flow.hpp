// A second evaluator, written from the data-flow form of the calculus and independent of runtime/eval: every node is a
// value and a status, both sides of every choice are evaluated, and nothing depends on an order.
#pragma once

#include <optional>
#include <vector>

#include "runtime/program/package.hpp"

namespace avenant::engines {

// What a run of either engine is given.
struct Setting {
  // By InputId; none: not given.
  std::vector<std::optional<value::Value>> inputs;
  std::vector<bool> known_texts;
  std::vector<std::uint32_t> readings;
  std::vector<std::optional<value::Value>> figures;
  std::optional<value::Date> situation_date;
};

struct Cell {
  value::Value value;
  std::uint32_t status = program::kStatusOk;
};

// The outcome of every variable, by VariableId.
std::vector<Cell> flow(const program::Package& package, const Setting& setting);

}  // namespace avenant::engines
