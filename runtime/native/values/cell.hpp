// A value as compiled code holds it: some words in registers, and what is known of them while compiling. The data-flow
// form of a program is made of these. Read code/emitter.hpp next.
#pragma once

#include <cstdint>

#include "runtime/native/values/bounds.hpp"
#include "runtime/program/type.hpp"

namespace llvm {
class Value;
}

namespace avenant::native {

// The outcome of a node. Where `status` is not OK, or `present` is false, the words are arbitrary but safe: computing
// with them never traps and never leaves an array.
//
//   kind       a                                   b
//   booléen    i1                                  none
//   number     numerator, i32 or i64               the denominator where it varies, i64 and ≥ 1; else none
//   date       days, i32                           none
//   durée      months, i32                         days, i32
//   case, élément   index, i32                     none
//   ensemble, liste  the first word, i64           the second, i64
struct Cell {
  program::TypeKind kind = program::TypeKind::kBoolean;
  llvm::Value* a = nullptr;
  llvm::Value* b = nullptr;
  // i1; null: surely present.
  llvm::Value* present = nullptr;
  // i32, a site or kStatusOk; null: surely OK.
  llvm::Value* status = nullptr;
  // Of a number: the denominator, ≥ 1; 0: it varies, see `b`.
  std::int64_t denominator = 1;
  // Of `a`, where the value is present and the status OK; words for what is no number, date, case or element.
  Bounds bounds = kWordBounds;
  // Of `b` of a number whose denominator varies.
  Wide greatest_denominator = 1;
  // The words mean nothing: the status is surely an error, or the value surely absent. Such a cell takes the form of
  // what it is joined with.
  bool is_formless = false;
};

}  // namespace avenant::native
