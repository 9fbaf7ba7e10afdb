// Typed, resolved expressions. Operands lie in one pool of ids, so an expression is a small plain struct.
// Read next: program.hpp, the rules that hold them.
#pragma once

#include <cstdint>
#include <vector>

#include "compiler/base/ids.hpp"
#include "compiler/base/source.hpp"
#include "compiler/hir/types.hpp"
#include "runtime/value/value.hpp"

namespace avenant::hir {

using ExpressionId = base::Id<struct ExpressionTag>;
using InputPathId = base::Id<struct InputPathTag>;
using VariableId = base::Id<struct VariableTag>;
using BinderId = base::Id<struct BinderTag>;
using ReadingId = base::Id<struct ReadingTag>;
using UnknownId = base::Id<struct UnknownTag>;
using ReasonId = base::Id<struct ReasonTag>;
using SelectId = base::Id<struct SelectTag>;
using ParameterId = base::Id<struct ParameterTag>;
using CallId = base::Id<struct CallTag>;
using ReferenceTableId = base::Id<struct ReferenceTableTag>;

/// What an expression does with its operands; `expression.def` documents each kind and what `a` and `b` hold.
enum class ExpressionKind : std::uint8_t {
#define AVENANT_EXPRESSION(name, text, meaning) name,
#include "compiler/hir/expression.def"
#undef AVENANT_EXPRESSION
};

/// The spelling of a kind, for printing.
[[nodiscard]] const char* kind_text(ExpressionKind kind);

/// How a day that does not exist is fixed; Unstated may fail at run time.
enum class MissingDay : std::uint8_t { Unstated, Earliest, Latest };

/// Directions of rounding.
enum class RoundingSense : std::uint8_t { Nearest, HalfEven, Down, Up, TowardZero };

struct Expression {
  ExpressionKind kind = ExpressionKind::Error;
  Type type;
  base::Span span;
  std::uint32_t first_operand = 0;
  std::uint32_t n_operands = 0;
  std::uint32_t a = 0;  ///< See expression.def.
  std::uint32_t b = 0;  ///< See expression.def.
  value::Value constant{};
};

/// `selon`: operand 0 is the subject, operand k + 1 the result of arm k.
struct Select {
  std::vector<std::vector<value::Value>> arms;  ///< The constants each arm takes.
  bool has_otherwise = false;                   ///< The last operand is then the « sinon » arm.
};

/// A bound family index or aggregate variable.
struct Binder {
  base::Name name;
  IndexDomain domain;  ///< Meaningless where `list` is not Error.
  base::Span span;
  Type list{};  ///< Of an aggregate variable that goes through a list: the list's type.

  [[nodiscard]] bool over_list() const { return list.is(TypeKind::List); }
};

}  // namespace avenant::hir
