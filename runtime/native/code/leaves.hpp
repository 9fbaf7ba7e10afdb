// What compiled expressions read and do not compute. One implementation reads one case, the other a row of columns.
// Read emitter.hpp next.
#pragma once

#include <llvm/IR/IRBuilder.h>

#include "runtime/native/plan/unit_plan.hpp"
#include "runtime/native/values/cell.hpp"

namespace avenant::native {

class Leaves {
 public:
  Leaves() = default;
  virtual ~Leaves() = default;
  Leaves(const Leaves&) = delete;
  Leaves& operator=(const Leaves&) = delete;

  // The outcome of an input.
  virtual Cell input(program::InputId input) = 0;
  // Of the input of element `index`, an i32 below the list's capacity, in a column.
  virtual Cell element_input(program::ColumnId column, llvm::Value* index) = 0;
  // The date of situation; its status is an i1 whether it is given.
  virtual Cell situation_date() = 0;
  // The outcome of a unit that was compiled before.
  virtual Cell unit(UnitIndex unit) = 0;
  // Where `raised`, an i1, holds, the case or row is computed again by the reference.
  virtual void flag(llvm::Value* raised) = 0;
  // Of a load of constants: no store of any row reaches them.
  virtual void is_of_constants(llvm::Instruction& load) = 0;
  // The package, for functions that look into it.
  virtual llvm::Value* package() = 0;
};

}  // namespace avenant::native
