// The answers that are tried for a question, to see what each would settle. Read partial_case.hpp next.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "runtime/eval/abstract_value.hpp"
#include "runtime/program/package.hpp"

namespace avenant::eval::partial {

// At most so many answers are tried for one question.
inline constexpr std::size_t kMaxAnswers = 12;

// Single values, absent included, that stand for the values of `declared`: each case; numbers and dates at and beside
// each boundary (dates: those of texts' entry into force where there is none), else the ends and the middle. More than
// kMaxAnswers are thinned out evenly. Never empty where `declared` holds a value; deterministic.
std::vector<AbstractValue> answers_to_try(const program::Package& package, const program::Type& type,
                                          const AbstractValue& declared, std::span<const value::Value> boundaries);

}  // namespace avenant::eval::partial
