#include "runtime/native/instructions/known_values.hpp"

#include <llvm/ADT/Hashing.h>
#include <llvm/IR/PatternMatch.h>

namespace avenant::native {

namespace {

using llvm::Instruction;
using llvm::Value;
namespace match = llvm::PatternMatch;

// The same for both orders of the operands of a sum.
Expression expression(unsigned operation, llvm::Type* type, Value* x, Value* y, Value* z) {
  Expression result{operation, type, {x, y, z}};
  if (operation < 256 && Instruction::isCommutative(operation) && std::less<Value*>()(y, x)) {
    std::swap(result.operands[0], result.operands[1]);
  }
  return result;
}

unsigned operation_of(llvm::CmpInst::Predicate relation) {
  return 256U + static_cast<unsigned>(relation);
}

bool is_contrary(Value* x, Value* y) {
  return match::match(x, match::m_Not(match::m_Specific(y))) || match::match(y, match::m_Not(match::m_Specific(x)));
}

// Of and, or, xor with one operand a constant or related to the other.
Value* simplified_logic(Instruction::BinaryOps operation, Value* x, Value* y) {
  if (llvm::isa<llvm::Constant>(x)) std::swap(x, y);
  llvm::Type* type = x->getType();
  Value* none = llvm::Constant::getNullValue(type);
  Value* all = llvm::Constant::getAllOnesValue(type);
  if (operation == Instruction::Xor) {
    if (y == none) return x;
    Value* inverse = nullptr;
    return y == all && match::match(x, match::m_Not(match::m_Value(inverse))) ? inverse : nullptr;
  }
  const bool is_and = operation == Instruction::And;
  if (x == y || y == (is_and ? all : none)) return x;
  if (y == (is_and ? none : all)) return y;
  if (is_contrary(x, y)) return is_and ? none : all;
  return nullptr;
}

// Of operations that have a neutral second operand.
Value* simplified_arithmetic(Instruction::BinaryOps operation, Value* x, Value* y) {
  const bool commutes = operation == Instruction::Add || operation == Instruction::Mul;
  if (commutes && llvm::isa<llvm::Constant>(x)) std::swap(x, y);
  const auto* constant = llvm::dyn_cast<llvm::ConstantInt>(y);
  if (constant == nullptr) return nullptr;
  const bool is_product =
      operation == Instruction::Mul || operation == Instruction::UDiv || operation == Instruction::SDiv;
  if (is_product) return constant->isOne() ? x : nullptr;
  const bool is_remainder = operation == Instruction::URem || operation == Instruction::SRem;
  if (is_remainder) return constant->isOne() ? llvm::Constant::getNullValue(x->getType()) : nullptr;
  return constant->isZero() ? x : nullptr;
}

}  // namespace

unsigned ExpressionInfo::getHashValue(const Expression& key) {
  return static_cast<unsigned>(
      llvm::hash_combine(key.operation, key.type, key.operands[0], key.operands[1], key.operands[2]));
}

void KnownValues::add(Instruction& instruction) {
  if (expressions_.getCurScope() == nullptr || instruction.hasPoisonGeneratingFlags()) return;
  const auto remember = [&](unsigned operation, Value* x, Value* y = nullptr, Value* z = nullptr) {
    expressions_.insert(expression(operation, instruction.getType(), x, y, z), &instruction);
  };
  if (const auto* compared = llvm::dyn_cast<llvm::ICmpInst>(&instruction)) {
    remember(operation_of(compared->getPredicate()), compared->getOperand(0), compared->getOperand(1));
  } else if (llvm::isa<llvm::BinaryOperator>(instruction)) {
    remember(instruction.getOpcode(), instruction.getOperand(0), instruction.getOperand(1));
  } else if (llvm::isa<llvm::CastInst>(instruction)) {
    remember(instruction.getOpcode(), instruction.getOperand(0));
  } else if (llvm::isa<llvm::SelectInst>(instruction)) {
    remember(instruction.getOpcode(), instruction.getOperand(0), instruction.getOperand(1), instruction.getOperand(2));
  }
}

void KnownValues::assume(Value* condition, bool holds) {
  if (llvm::isa<llvm::Constant>(condition)) return;
  llvm::Type* type = condition->getType();
  facts_.insert(condition, llvm::ConstantInt::getBool(type, holds));
  Value* x = nullptr;
  Value* y = nullptr;
  if (const auto* compared = llvm::dyn_cast<llvm::ICmpInst>(condition)) {
    const auto relate = [&](llvm::CmpInst::Predicate relation, bool is_so) {
      expressions_.insert(
          expression(operation_of(relation), type, compared->getOperand(0), compared->getOperand(1), nullptr),
          llvm::ConstantInt::getBool(type, is_so));
    };
    relate(compared->getPredicate(), holds);
    relate(compared->getInversePredicate(), !holds);
  } else if (match::match(condition, match::m_Not(match::m_Value(x)))) {
    assume(x, !holds);
  } else if (holds ? match::match(condition, match::m_And(match::m_Value(x), match::m_Value(y)))
                   : match::match(condition, match::m_Or(match::m_Value(x), match::m_Value(y)))) {
    assume(x, holds);
    assume(y, holds);
  }
}

Value* Simplifier::find(unsigned operation, llvm::Type* type, Value* x, Value* y, Value* z) const {
  return known_ == nullptr ? nullptr : known_->find(expression(operation, type, x, y, z));
}

Value* Simplifier::known(Value* value) const {
  return known_ == nullptr ? value : known_->known(value);
}

Value* Simplifier::FoldBinOp(Instruction::BinaryOps operation, Value* x, Value* y) const {
  x = known(x);
  y = known(y);
  if (Value* constant = constants_.FoldBinOp(operation, x, y)) return constant;
  const bool is_logic = operation == Instruction::And || operation == Instruction::Or || operation == Instruction::Xor;
  Value* simple = is_logic ? simplified_logic(operation, x, y) : simplified_arithmetic(operation, x, y);
  return simple != nullptr ? simple : find(operation, x->getType(), x, y);
}

Value* Simplifier::FoldExactBinOp(Instruction::BinaryOps operation, Value* x, Value* y, bool exact) const {
  return exact ? constants_.FoldExactBinOp(operation, x, y, true) : FoldBinOp(operation, x, y);
}

Value* Simplifier::FoldNoWrapBinOp(Instruction::BinaryOps operation, Value* x, Value* y, bool no_unsigned_wrap,
                                   bool no_signed_wrap) const {
  if (no_unsigned_wrap || no_signed_wrap) {
    return constants_.FoldNoWrapBinOp(operation, x, y, no_unsigned_wrap, no_signed_wrap);
  }
  return FoldBinOp(operation, x, y);
}

Value* Simplifier::FoldCmp(llvm::CmpInst::Predicate relation, Value* x, Value* y) const {
  if (Value* constant = constants_.FoldCmp(relation, x, y)) return constant;
  if (x == y && llvm::CmpInst::isIntPredicate(relation)) {
    return llvm::ConstantInt::getBool(x->getType(), llvm::CmpInst::isTrueWhenEqual(relation));
  }
  return find(operation_of(relation), llvm::CmpInst::makeCmpResultType(x->getType()), x, y);
}

Value* Simplifier::FoldSelect(Value* condition, Value* then, Value* otherwise) const {
  condition = known(condition);
  if (Value* constant = constants_.FoldSelect(condition, then, otherwise)) return constant;
  if (const auto* known = llvm::dyn_cast<llvm::ConstantInt>(condition)) return known->isZero() ? otherwise : then;
  if (then == otherwise) return then;
  // x == k ? k : x
  if (match::match(condition, match::m_SpecificICmp(llvm::CmpInst::ICMP_EQ, match::m_Specific(otherwise),
                                                    match::m_Specific(then)))) {
    return otherwise;
  }
  return find(Instruction::Select, then->getType(), condition, then, otherwise);
}

Value* Simplifier::FoldCast(Instruction::CastOps operation, Value* value, llvm::Type* type) const {
  if (Value* constant = constants_.FoldCast(operation, value, type)) return constant;
  if (value->getType() == type) return value;
  const auto* widened = llvm::dyn_cast<llvm::CastInst>(value);
  if (operation == Instruction::Trunc && widened != nullptr && widened->getSrcTy() == type &&
      (widened->getOpcode() == Instruction::SExt || widened->getOpcode() == Instruction::ZExt)) {
    return widened->getOperand(0);
  }
  return find(operation, type, value);
}

// ---- What is only folded where all is constant

Value* Simplifier::FoldBinOpFMF(Instruction::BinaryOps operation, Value* x, Value* y, llvm::FastMathFlags flags) const {
  return constants_.FoldBinOpFMF(operation, x, y, flags);
}

Value* Simplifier::FoldUnOpFMF(Instruction::UnaryOps operation, Value* value, llvm::FastMathFlags flags) const {
  return constants_.FoldUnOpFMF(operation, value, flags);
}

Value* Simplifier::FoldGEP(llvm::Type* type, Value* pointer, llvm::ArrayRef<Value*> indices,
                           llvm::GEPNoWrapFlags flags) const {
  return constants_.FoldGEP(type, pointer, indices, flags);
}

Value* Simplifier::FoldExtractValue(Value* aggregate, llvm::ArrayRef<unsigned> indices) const {
  return constants_.FoldExtractValue(aggregate, indices);
}

Value* Simplifier::FoldInsertValue(Value* aggregate, Value* value, llvm::ArrayRef<unsigned> indices) const {
  return constants_.FoldInsertValue(aggregate, value, indices);
}

Value* Simplifier::FoldExtractElement(Value* vector, Value* index) const {
  return constants_.FoldExtractElement(vector, index);
}

Value* Simplifier::FoldInsertElement(Value* vector, Value* element, Value* index) const {
  return constants_.FoldInsertElement(vector, element, index);
}

Value* Simplifier::FoldShuffleVector(Value* x, Value* y, llvm::ArrayRef<int> mask) const {
  return constants_.FoldShuffleVector(x, y, mask);
}

Value* Simplifier::FoldBinaryIntrinsic(llvm::Intrinsic::ID id, Value* x, Value* y, llvm::Type* type,
                                       Instruction* flags) const {
  return constants_.FoldBinaryIntrinsic(id, x, y, type, flags);
}

Value* Simplifier::CreatePointerCast(llvm::Constant* constant, llvm::Type* type) const {
  return constants_.CreatePointerCast(constant, type);
}

Value* Simplifier::CreatePointerBitCastOrAddrSpaceCast(llvm::Constant* constant, llvm::Type* type) const {
  return constants_.CreatePointerBitCastOrAddrSpaceCast(constant, type);
}

}  // namespace avenant::native
