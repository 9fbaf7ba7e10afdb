// The closed set of operations, and what is known of each without evaluating it. The meanings are in op.def.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "runtime/value/runtime_errors.hpp"

namespace avenant::program {

enum class Op : std::uint8_t {
#define OP(id, ...) k##id,
#include "runtime/program/op.def"
};

// What the payload of a node of an operation is an id of.
enum class PayloadKind : std::uint8_t {
  kNone,
  kConstant,
  kInput,
  kVariable,
  kReading,
  kUnknown,
  kReason,  // a StringId
  kText,
  kPeriod,
  kRange,
  kTable,
  kSelect,
  kAttribute,
  kReferenceColumn,
  kList,
  kColumn,
  kBinder,
};

// What the mode of a node of an operation is.
enum class ModeKind : std::uint8_t {
  kNone,
  kComparison,  // a Comparison
  kRounding,    // a value::Rounding
  kMissingDay,  // a value::MissingDay
};

// How two operands are ordered.
enum class Comparison : std::uint8_t {
  kNumber,    // rationals
  kOrdinal,   // dates, cases of an ordered enumeration, booleans
  kDuration,  // durations of one kind, months or days
};

struct OpInfo {
  std::string_view name;
  std::uint32_t min_operands;
  std::uint32_t max_operands;
  PayloadKind payload;
  ModeKind mode;
  // The classes of the errors of its own that the operation can give; `site` holds the first, `second_site` the other.
  std::optional<value::RuntimeErrorClass> first_error;
  std::optional<value::RuntimeErrorClass> second_error;
  std::string_view exactness;
  std::string_view value;
  std::string_view status;
  std::string_view abstract;
};

// For `max_operands`: as many as one likes.
inline constexpr std::uint32_t kMany = 0xFFFFFFFFU;

// What op.def says of `op`.
const OpInfo& info(Op op);
// The operation of that name, as the text form writes it; none if there is no such operation.
std::optional<Op> op_named(std::string_view name);

}  // namespace avenant::program
