#include "runtime/native/instructions/builder.hpp"

#include <llvm/Support/MathExtras.h>

namespace avenant::native {

Builder::Builder(llvm::LLVMContext& context) : Base(context, Simplifier(known_.get()), Recorder(known_.get())) {}

// Beside another builder: what it writes is found by nobody.
Builder::Builder(llvm::BasicBlock* block, llvm::BasicBlock::iterator place) : Base(block->getContext(), Simplifier()) {
  SetInsertPoint(block, place);
}

llvm::Value* Builder::load_constant(llvm::Type* type, llvm::Value* base, std::uint64_t offset) {
  const Expression expression{llvm::Instruction::Load, type, {base, getInt64(offset)}};
  if (llvm::Value* known = known_->find(expression)) return known;
  llvm::Value* value = CreateLoad(type, CreateConstInBoundsGEP1_64(getInt8Ty(), base, offset));
  if (known_->expressions().getCurScope() != nullptr) known_->add(expression, value);
  return value;
}

// n ÷ d is n × m ÷ 2^k, cut, for every n below 2^31 where 2^(k − 31) ≥ d and m is the next number above 2^k ÷ d:
// Granlund and Montgomery, "Division by invariant integers using multiplication" (1994). Both products fit 64 bits.
llvm::Value* Builder::quotient(llvm::Value* dividend, llvm::Value* divisor, bool is_signed) {
  const auto* constant = llvm::dyn_cast<llvm::ConstantInt>(divisor);
  if (!divides_by_multiplying_ || constant == nullptr || !dividend->getType()->isIntegerTy(32)) return nullptr;
  const std::int64_t number = constant->getSExtValue();
  if (number <= 1 || llvm::isa<llvm::Constant>(dividend)) return nullptr;
  const unsigned shift = 31 + llvm::Log2_64_Ceil(static_cast<std::uint64_t>(number));
  llvm::Value* factor = getInt64((std::uint64_t{1} << shift) / static_cast<std::uint64_t>(number) + 1);
  if (!is_signed) return CreateLShr(CreateMul(CreateZExt(dividend, getInt64Ty()), factor), shift);
  return CreateAShr(CreateMul(CreateSExt(dividend, getInt64Ty()), factor), shift);
}

llvm::Value* Builder::CreateUDiv(llvm::Value* dividend, llvm::Value* divisor) {
  llvm::Value* floor = quotient(dividend, divisor, false);
  return floor == nullptr ? Base::CreateUDiv(dividend, divisor) : CreateTrunc(floor, getInt32Ty());
}

// A division cuts towards zero: the floor of a quotient below zero is one less.
llvm::Value* Builder::CreateSDiv(llvm::Value* dividend, llvm::Value* divisor) {
  llvm::Value* floor = quotient(dividend, divisor, true);
  if (floor == nullptr) return Base::CreateSDiv(dividend, divisor);
  return CreateAdd(CreateTrunc(floor, getInt32Ty()), CreateLShr(dividend, 31));
}

llvm::Value* Builder::CreateURem(llvm::Value* dividend, llvm::Value* divisor) {
  if (quotient(dividend, divisor, false) == nullptr) return Base::CreateURem(dividend, divisor);
  return CreateSub(dividend, CreateMul(CreateUDiv(dividend, divisor), divisor));
}

llvm::Value* Builder::CreateSRem(llvm::Value* dividend, llvm::Value* divisor) {
  if (quotient(dividend, divisor, true) == nullptr) return Base::CreateSRem(dividend, divisor);
  return CreateSub(dividend, CreateMul(CreateSDiv(dividend, divisor), divisor));
}

llvm::Value* Builder::CreateNot(llvm::Value* value) {
  value = known(value);
  // The contrary of a comparison costs no more than the comparison.
  if (const auto* compared = llvm::dyn_cast<llvm::ICmpInst>(value)) {
    return CreateICmp(compared->getInversePredicate(), compared->getOperand(0), compared->getOperand(1));
  }
  return Base::CreateNot(value);
}

llvm::Value* Builder::CreateSelect(llvm::Value* condition, llvm::Value* then, llvm::Value* otherwise) {
  condition = known(condition);
  then = known(then);
  otherwise = known(otherwise);
  if (!then->getType()->isIntegerTy(1) || llvm::isa<llvm::ConstantInt>(condition) || then == otherwise) {
    return Base::CreateSelect(condition, then, otherwise);
  }
  if (llvm::isa<llvm::ConstantInt>(then) || llvm::isa<llvm::ConstantInt>(otherwise)) {
    if (then == getTrue()) return CreateOr(condition, otherwise);
    if (otherwise == getFalse()) return CreateAnd(condition, then);
    llvm::Value* contrary = CreateNot(condition);
    return then == getFalse() ? CreateAnd(contrary, otherwise) : CreateOr(contrary, then);
  }
  return CreateOr(CreateAnd(condition, then), CreateAnd(CreateNot(condition), otherwise));
}

llvm::Value* Builder::CreateICmpEQ(llvm::Value* x, llvm::Value* y) {
  if (x->getType()->isIntegerTy(1)) return CreateNot(CreateXor(x, y));
  return CreateICmp(llvm::CmpInst::ICMP_EQ, x, y);
}

}  // namespace avenant::native
