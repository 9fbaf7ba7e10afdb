// The values that the instructions written so far have, by what they compute, and what can be said of an instruction
// without writing it. The two halves of builder.hpp. Read known_values.cpp next.
#pragma once

#include <llvm/ADT/ScopedHashTable.h>
#include <llvm/IR/ConstantFolder.h>
#include <llvm/IR/IRBuilder.h>
#include <memory>

namespace avenant::native {

// What an instruction computes: two that are equal have the same value.
struct Expression {
  // The operation and, of a comparison, its relation.
  unsigned operation = 0;
  llvm::Type* type = nullptr;
  llvm::Value* operands[3] = {nullptr, nullptr, nullptr};

  friend bool operator==(const Expression& x, const Expression& y) {
    return x.operation == y.operation && x.type == y.type && std::equal(x.operands, x.operands + 3, y.operands);
  }
};

struct ExpressionInfo {
  static Expression getEmptyKey() { return {~0U, nullptr, {}}; }
  static Expression getTombstoneKey() { return {~1U, nullptr, {}}; }
  static unsigned getHashValue(const Expression& key);
  static bool isEqual(const Expression& x, const Expression& y) { return x == y; }
};

class KnownValues {
 public:
  using Expressions = llvm::ScopedHashTable<Expression, llvm::Value*, ExpressionInfo>;

  using Facts = llvm::ScopedHashTable<llvm::Value*, llvm::Value*>;

  Expressions& expressions() { return expressions_; }
  Facts& facts() { return facts_; }
  // What a truth value is known to be here: a constant, or itself.
  llvm::Value* known(llvm::Value* value) {
    if (!value->getType()->isIntegerTy(1)) return value;
    llvm::Value* constant = facts_.lookup(value);
    return constant == nullptr ? value : constant;
  }
  // From here on in the current scope, `condition` is `holds`, with what follows.
  void assume(llvm::Value* condition, bool holds);
  // Null where nothing on every path to here computes it.
  llvm::Value* find(const Expression& expression) { return expressions_.lookup(expression); }
  void add(const Expression& expression, llvm::Value* value) { expressions_.insert(expression, value); }
  // Remembers an instruction, if it computes the same wherever it stands.
  void add(llvm::Instruction& instruction);

 private:
  Expressions expressions_;
  Facts facts_;
};

struct KnownValuesHolder {
  std::unique_ptr<KnownValues> known_ = std::make_unique<KnownValues>();
};

// Gives a value that there is already, or null.
class Simplifier final : public llvm::IRBuilderFolder {
 public:
  explicit Simplifier(KnownValues* known = nullptr) : known_(known) {}

  llvm::Value* FoldBinOp(llvm::Instruction::BinaryOps operation, llvm::Value* x, llvm::Value* y) const override;
  llvm::Value* FoldExactBinOp(llvm::Instruction::BinaryOps operation, llvm::Value* x, llvm::Value* y,
                              bool exact) const override;
  llvm::Value* FoldNoWrapBinOp(llvm::Instruction::BinaryOps operation, llvm::Value* x, llvm::Value* y,
                               bool no_unsigned_wrap, bool no_signed_wrap) const override;
  llvm::Value* FoldBinOpFMF(llvm::Instruction::BinaryOps operation, llvm::Value* x, llvm::Value* y,
                            llvm::FastMathFlags flags) const override;
  llvm::Value* FoldUnOpFMF(llvm::Instruction::UnaryOps operation, llvm::Value* value,
                           llvm::FastMathFlags flags) const override;
  llvm::Value* FoldCmp(llvm::CmpInst::Predicate relation, llvm::Value* x, llvm::Value* y) const override;
  llvm::Value* FoldGEP(llvm::Type* type, llvm::Value* pointer, llvm::ArrayRef<llvm::Value*> indices,
                       llvm::GEPNoWrapFlags flags) const override;
  llvm::Value* FoldSelect(llvm::Value* condition, llvm::Value* then, llvm::Value* otherwise) const override;
  llvm::Value* FoldExtractValue(llvm::Value* aggregate, llvm::ArrayRef<unsigned> indices) const override;
  llvm::Value* FoldInsertValue(llvm::Value* aggregate, llvm::Value* value,
                               llvm::ArrayRef<unsigned> indices) const override;
  llvm::Value* FoldExtractElement(llvm::Value* vector, llvm::Value* index) const override;
  llvm::Value* FoldInsertElement(llvm::Value* vector, llvm::Value* element, llvm::Value* index) const override;
  llvm::Value* FoldShuffleVector(llvm::Value* x, llvm::Value* y, llvm::ArrayRef<int> mask) const override;
  llvm::Value* FoldCast(llvm::Instruction::CastOps operation, llvm::Value* value, llvm::Type* type) const override;
  llvm::Value* FoldBinaryIntrinsic(llvm::Intrinsic::ID id, llvm::Value* x, llvm::Value* y, llvm::Type* type,
                                   llvm::Instruction* flags) const override;
  llvm::Value* CreatePointerCast(llvm::Constant* constant, llvm::Type* type) const override;
  llvm::Value* CreatePointerBitCastOrAddrSpaceCast(llvm::Constant* constant, llvm::Type* type) const override;

 private:
  llvm::Value* known(llvm::Value* value) const;
  llvm::Value* find(unsigned operation, llvm::Type* type, llvm::Value* x, llvm::Value* y = nullptr,
                    llvm::Value* z = nullptr) const;

  llvm::ConstantFolder constants_;
  KnownValues* known_ = nullptr;
};

// Tells KnownValues of what is inserted.
class Recorder final : public llvm::IRBuilderDefaultInserter {
 public:
  explicit Recorder(KnownValues* known = nullptr) : known_(known) {}
  void InsertHelper(llvm::Instruction* instruction, const llvm::Twine& name,
                    llvm::BasicBlock::iterator place) const override {
    IRBuilderDefaultInserter::InsertHelper(instruction, name, place);
    if (known_ != nullptr) known_->add(*instruction);
  }

 private:
  KnownValues* known_ = nullptr;
};

}  // namespace avenant::native
