#include "runtime/native/values/words.hpp"

namespace avenant::native {

llvm::IntegerType* Words::type_of(Bounds bounds) const {
  if (bounds.fits_half()) return builder_.getInt32Ty();
  return bounds.fits_word() ? builder_.getInt64Ty() : builder_.getInt128Ty();
}

llvm::Value* Words::resized(llvm::Value* value, llvm::Type* type) const {
  return builder_.CreateSExtOrTrunc(value, type);
}

Word Words::constant(std::int64_t number) const {
  const Bounds bounds{number, number};
  return {llvm::ConstantInt::getSigned(type_of(bounds), number), bounds};
}

// Registers wrap around: an operand wider than the result may be cut before, for the result's low bits are the same.
Word Words::sum(Word x, Word y) const {
  const Bounds bounds = add(x.bounds, y.bounds);
  llvm::Type* type = type_of(bounds);
  return {builder_.CreateAdd(resized(x.value, type), resized(y.value, type)), bounds};
}

Word Words::difference(Word x, Word y) const {
  const Bounds bounds = add(x.bounds, negate(y.bounds));
  llvm::Type* type = type_of(bounds);
  return {builder_.CreateSub(resized(x.value, type), resized(y.value, type)), bounds};
}

Word Words::product(Word x, Word y) const {
  const Bounds bounds = multiply(x.bounds, y.bounds);
  llvm::Type* type = type_of(bounds);
  return {builder_.CreateMul(resized(x.value, type), resized(y.value, type)), bounds};
}

Word Words::negation(Word x) const {
  return difference(constant(0), x);
}

Word Words::narrow(Word x) const {
  if (x.bounds.fits_word()) return x;
  llvm::Value* low = builder_.CreateTrunc(x.value, builder_.getInt64Ty());
  llvm::Value* cut = builder_.CreateICmpNE(builder_.CreateSExt(low, x.value->getType()), x.value);
  llvm::Value* least = builder_.CreateICmpEQ(low, builder_.getInt64(std::uint64_t{1} << 63U));
  flags_.raise(builder_.CreateOr(cut, least));
  return {low, clamp_to_word(x.bounds)};
}

llvm::Value* Words::in_64(Word x) const {
  return resized(x.value, builder_.getInt64Ty());
}

llvm::Value* Words::safe_divisor(Word divisor, llvm::Type* type) const {
  llvm::Value* value = resized(divisor.value, type);
  if (llvm::isa<llvm::ConstantInt>(value)) return value;
  llvm::Value* one = llvm::ConstantInt::get(type, 1);
  return builder_.CreateSelect(builder_.CreateICmpSGT(value, one), value, one);
}

Word Words::quotient(Word x, Word divisor) const {
  llvm::Type* type = type_of(join(x.bounds, divisor.bounds));
  const Wide least = divisor.bounds.is_constant() ? divisor.bounds.greatest : 1;
  const Bounds bounds{x.bounds.least < 0 ? x.bounds.least / least : 0,
                      x.bounds.greatest > 0 ? x.bounds.greatest / least : 0};
  llvm::Value* left = resized(x.value, type);
  llvm::Value* right = safe_divisor(divisor, type);
  llvm::Value* value = x.bounds.least >= 0 ? builder_.CreateUDiv(left, right) : builder_.CreateSDiv(left, right);
  return {resized(value, type_of(bounds)), bounds};
}

Word Words::remainder(Word x, Word divisor) const {
  llvm::Type* type = type_of(join(x.bounds, divisor.bounds));
  const Wide limit = divisor.bounds.greatest - 1;
  const Bounds bounds{x.bounds.least < 0 ? -limit : 0, x.bounds.greatest > 0 ? limit : 0};
  llvm::Value* left = resized(x.value, type);
  llvm::Value* right = safe_divisor(divisor, type);
  llvm::Value* value = x.bounds.least >= 0 ? builder_.CreateURem(left, right) : builder_.CreateSRem(left, right);
  return {resized(value, type_of(bounds)), bounds};
}

llvm::Value* Words::compare(llvm::CmpInst::Predicate relation, Word x, Word y) const {
  if (const std::optional<bool> known = decided(relation, x.bounds, y.bounds)) return builder_.getInt1(*known);
  llvm::Type* type = type_of(join(x.bounds, y.bounds));
  return builder_.CreateICmp(relation, resized(x.value, type), resized(y.value, type));
}

}  // namespace avenant::native
