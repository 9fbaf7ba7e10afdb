// What evaluating something gives: a value, or the place of an error. Read evaluator.hpp next.
#pragma once

#include <cstdint>

#include "runtime/program/nodes.hpp"
#include "runtime/value/value.hpp"

namespace avenant::eval {

// A value, or the site of the least error. Its type is that of the variable or node that was evaluated.
struct Outcome {
  // Zeros where there is an error.
  value::Value value;
  // kStatusOk, or the index of a site: of several errors the least is the one reported.
  std::uint32_t status = program::kStatusOk;

  constexpr bool ok() const { return status == program::kStatusOk; }
  // None where there is a value.
  constexpr program::SiteId site() const { return program::SiteId(status); }

  static constexpr Outcome of(value::Value value) { return Outcome{value, program::kStatusOk}; }
  static constexpr Outcome error(program::SiteId site) { return Outcome{{}, site.value}; }

  friend constexpr bool operator==(const Outcome& left, const Outcome& right) {
    return left.status == right.status && (!left.ok() || left.value == right.value);
  }
  friend constexpr bool operator!=(const Outcome& left, const Outcome& right) { return !(left == right); }
};

}  // namespace avenant::eval
