// Writes instructions, but none that says nothing new: what has been computed on every path to here is found again, and
// conditions and statuses that are known are not tested. Whoever compiles afterwards has half as much to read.
// Read known_values.hpp next.
#pragma once

#include <llvm/IR/IRBuilder.h>
#include <memory>

#include "runtime/native/instructions/known_values.hpp"

namespace avenant::native {

class Builder final : private KnownValuesHolder, public llvm::IRBuilder<Simplifier, Recorder> {
 public:
  using Base = llvm::IRBuilder<Simplifier, Recorder>;
  explicit Builder(llvm::LLVMContext& context);
  // From here on, 32-bit numbers are divided by constants without a division, for code generation that takes each
  // instruction for itself. The others do so themselves, and better where there are vectors.
  void divide_by_multiplying() { divides_by_multiplying_ = true; }
  Builder(llvm::BasicBlock* block, llvm::BasicBlock::iterator place);

  // As IRBuilder's; of truth values by and, or, not, which every level of code generation has instructions for.
  llvm::Value* CreateSelect(llvm::Value* condition, llvm::Value* then, llvm::Value* otherwise);
  llvm::Value* CreateNot(llvm::Value* value);
  // x == y, of any integers.
  llvm::Value* CreateICmpEQ(llvm::Value* x, llvm::Value* y);

  // As IRBuilder's. Of 32-bit numbers divided by a constant, the dividend is below 2^31; else the result is arbitrary.
  llvm::Value* CreateUDiv(llvm::Value* dividend, llvm::Value* divisor);
  llvm::Value* CreateSDiv(llvm::Value* dividend, llvm::Value* divisor);
  llvm::Value* CreateURem(llvm::Value* dividend, llvm::Value* divisor);
  llvm::Value* CreateSRem(llvm::Value* dividend, llvm::Value* divisor);

  // While it lives, what is written is found again.
  class Scope {
   public:
    explicit Scope(Builder& builder) : values_(builder.known_->expressions()), facts_(builder.known_->facts()) {}
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;

   private:
    KnownValues::Expressions::ScopeTy values_;
    KnownValues::Facts::ScopeTy facts_;
  };

  // From here on in the scope, the condition is `holds`.
  void assume(llvm::Value* condition, bool holds) { known_->assume(condition, holds); }
  // A truth value, or the constant that it is known to be here.
  llvm::Value* known(llvm::Value* value) { return known_->known(value); }
  // Of memory that the function never writes: at `offset` bytes from `base`.
  llvm::Value* load_constant(llvm::Type* type, llvm::Value* base, std::uint64_t offset);

 private:
  friend class Scope;
  // The floor of the quotient by a constant above 1, as 64 bits; null where there is a division to write.
  llvm::Value* quotient(llvm::Value* dividend, llvm::Value* divisor, bool is_signed);

  bool divides_by_multiplying_ = false;
};

}  // namespace avenant::native
