// Integers of compiled code with their bounds: sums and products in the narrowest registers that hold them. What may
// not fit 64 bits raises the flag "compute this case again with the reference interpreter". Read numbers.hpp next.
#pragma once

#include "runtime/native/instructions/builder.hpp"
#include "runtime/native/values/bounds.hpp"

namespace avenant::native {

// An integer of 32, 64 or 128 bits, as `bounds` need. Where the bounds do not hold, which only happens under an error,
// it is arbitrary.
struct Word {
  llvm::Value* value = nullptr;
  Bounds bounds;
};

// Where the flag goes: of the case, or of the row. `raised` is an i1.
class Flags {
 public:
  Flags() = default;
  virtual ~Flags() = default;
  Flags(const Flags&) = delete;
  Flags& operator=(const Flags&) = delete;
  virtual void raise(llvm::Value* raised) = 0;
};

class Words {
 public:
  Words(Builder& builder, Flags& flags) : builder_(builder), flags_(flags) {}

  Word constant(std::int64_t number) const;
  Word sum(Word x, Word y) const;
  Word difference(Word x, Word y) const;
  Word product(Word x, Word y) const;
  Word negation(Word x) const;
  // The word in 32 or 64 bits; raises the flag where it needs more.
  Word narrow(Word x) const;
  // The word in exactly 64 bits, of one of at most 64.
  llvm::Value* in_64(Word x) const;
  // x ÷ divisor towards zero. The divisor's bounds are above zero; a value that is not, under an error, counts as 1.
  Word quotient(Word x, Word divisor) const;
  Word remainder(Word x, Word divisor) const;
  // An i1: x relation y, where the relation is a signed one. A constant where the bounds decide.
  llvm::Value* compare(llvm::CmpInst::Predicate relation, Word x, Word y) const;

  // The type that holds every number of the bounds.
  llvm::IntegerType* type_of(Bounds bounds) const;
  // The value in a wider or narrower register.
  llvm::Value* resized(llvm::Value* value, llvm::Type* type) const;

 private:
  llvm::Value* safe_divisor(Word divisor, llvm::Type* type) const;

  Builder& builder_;
  Flags& flags_;
};

}  // namespace avenant::native
