// What evaluations have met of a program, added up over cases: which versions applied, which rows were true, what
// conditions and derogations came to. Read evaluator.hpp next, whose `cover` fills it.
#pragma once

#include <cstdint>
#include <vector>

#include "runtime/program/package.hpp"

namespace avenant::eval {

struct Coverage {
  explicit Coverage(const program::Package& package)
      : versions(package.versions.size()),
        rows(package.rows.size()),
        derogations(package.derogations.size()),
        nodes(package.nodes.size()) {}

  // Of nodes.
  static constexpr std::uint8_t kEvaluated = 1;
  static constexpr std::uint8_t kTrue = 2;
  static constexpr std::uint8_t kFalse = 4;
  // Of derogations: its value was the rule's; or it was considered, and was not.
  static constexpr std::uint8_t kTaken = 1;
  static constexpr std::uint8_t kNotTaken = 2;

  // 1 where the version applied.
  std::vector<std::uint8_t> versions;
  // 1 where every cell of the row was true.
  std::vector<std::uint8_t> rows;
  std::vector<std::uint8_t> derogations;
  // What the node came to; kTrue and kFalse are of booleans. A node that failed was evaluated.
  std::vector<std::uint8_t> nodes;
};

}  // namespace avenant::eval
