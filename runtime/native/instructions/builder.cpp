#include "runtime/native/instructions/builder.hpp"

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
