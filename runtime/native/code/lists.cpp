// Lists and folds: a list is a mask over the elements of one input list, and a fold a loop over its bits. Only compiled
// where branches are allowed.
#include <llvm/IR/Module.h>
#include <optional>

#include "runtime/native/code/emitter.hpp"

namespace avenant::native {

using program::Node;
using program::Op;
using program::TypeKind;

// What a fold has found so far, in the function's frame, and what it found at the element it is at.
struct Emitter::Fold {
  llvm::Value* low = nullptr;
  llvm::Value* high = nullptr;
  llvm::Value* status = nullptr;
  // Absorbed (il existe, pour tout), found (extremes, unique).
  llvm::Value* found = nullptr;
  llvm::Value* several = nullptr;
  llvm::Value* some_months = nullptr;
  llvm::Value* some_days = nullptr;
  // The best so far, or the sum; its form is that of the body.
  llvm::Value* a = nullptr;
  llvm::Value* b = nullptr;
  llvm::Value* element = nullptr;
  Cell form;
};

llvm::Value* Emitter::frame_slot(llvm::Type* type) {
  llvm::BasicBlock& entry = builder_.GetInsertBlock()->getParent()->getEntryBlock();
  Builder at_entry(&entry, entry.begin());
  return at_entry.CreateAlloca(type);
}

// The first elements, as many as the count says; under an error, any that exist.
Cell Emitter::list_input(const Node& node) {
  const program::ListInput& list = source_.package.lists[node.payload];
  const Cell count = leaves_.input(list.count);
  llvm::Type* whole = builder_.getInt64Ty();
  llvm::Value* number = words_.in_64(numbers_.numerator(count));
  number = builder_.CreateBinaryIntrinsic(llvm::Intrinsic::umin, number, builder_.getInt64(list.capacity));
  const auto first_bits = [&](llvm::Value* bits) {
    llvm::Value* shift = builder_.CreateAnd(bits, builder_.getInt64(63));
    llvm::Value* some = builder_.CreateSub(builder_.CreateShl(builder_.getInt64(1), shift), builder_.getInt64(1));
    return builder_.CreateSelect(builder_.CreateICmpUGE(bits, builder_.getInt64(64)),
                                 llvm::ConstantInt::getSigned(whole, -1), some);
  };
  llvm::Value* beyond = builder_.CreateBinaryIntrinsic(llvm::Intrinsic::usub_sat, number, builder_.getInt64(64));
  Cell result = plain(TypeKind::kList, first_bits(number), kWordBounds, first_bits(beyond));
  result.status = count.status;
  return result;
}

Cell Emitter::field(const Node& node, const Cell& element) {
  const program::ListColumn& column = source_.package.columns[node.payload];
  const std::uint32_t capacity = source_.package.list(column.list).capacity;
  llvm::Value* index =
      builder_.CreateBinaryIntrinsic(llvm::Intrinsic::umin, element.a, builder_.getInt32(capacity - 1));
  Cell result = leaves_.element_input(program::ColumnId(node.payload), index);
  if (element.present != nullptr) {
    result.status = builder_.CreateSelect(element.present, status_word(result.status), status_word(nullptr));
    result.present = builder_.CreateAnd(element.present, is_present(result));
  }
  result.status = first_of(element.status, result.status);
  return result;
}

Cell Emitter::begin_fold(const Node& node, Fold& fold) {
  const Cell list = operand_cell(node, 0);
  llvm::Type* whole = builder_.getInt64Ty();
  const auto slot = [this](llvm::Value* start) {
    llvm::Value* place = frame_slot(start->getType());
    builder_.CreateStore(start, place);
    return place;
  };
  llvm::Value* no = builder_.getFalse();
  fold.low = slot(list.a);
  fold.high = slot(list.b);
  fold.status = slot(status_word(nullptr));
  fold.found = slot(no);
  fold.several = slot(no);
  fold.some_months = slot(no);
  fold.some_days = slot(no);
  fold.a = slot(llvm::ConstantInt::get(whole, 0));
  fold.b = slot(llvm::ConstantInt::get(whole, node.op == Op::kListSum ? 1 : 0));
  fold.element = slot(builder_.getInt32(0));
  return list;
}

// Takes what the body gave for an element that is not left out.
void Emitter::fold_kept(const Node& node, Fold& fold, const Cell& body) {
  const auto load = [this](llvm::Value* place, llvm::Type* type) { return builder_.CreateLoad(type, place); };
  const auto mark = [&](llvm::Value* place, llvm::Value* also) {
    builder_.CreateStore(builder_.CreateOr(load(place, builder_.getInt1Ty()), also), place);
  };
  llvm::Value* index = bound_.at(node.payload).a;
  if (body.status != nullptr) {
    llvm::Value* so_far = load(fold.status, builder_.getInt32Ty());
    builder_.CreateStore(least(so_far, body.status), fold.status);
  }
  llvm::Value* ok = is_ok(body.status);
  fold.form = body;
  if (node.op == Op::kListAny || node.op == Op::kListAll) {
    mark(fold.found, builder_.CreateAnd(ok, node.op == Op::kListAny ? body.a : builder_.CreateNot(body.a)));
    return;
  }
  if (node.op == Op::kListFilter || node.op == Op::kListUnique) {
    llvm::Value* holds = builder_.CreateAnd(ok, body.a);
    mark(fold.several, builder_.CreateAnd(load(fold.found, builder_.getInt1Ty()), holds));
    mark(fold.found, holds);
    llvm::Value* element = builder_.CreateSelect(holds, index, load(fold.element, builder_.getInt32Ty()));
    builder_.CreateStore(element, fold.element);
    llvm::Type* both = builder_.getInt128Ty();
    llvm::Value* bit = builder_.CreateShl(builder_.CreateZExt(holds, both), builder_.CreateZExt(index, both));
    llvm::Type* whole = builder_.getInt64Ty();
    llvm::Value* low = builder_.CreateTrunc(bit, whole);
    llvm::Value* high = builder_.CreateTrunc(builder_.CreateLShr(bit, 64), whole);
    builder_.CreateStore(builder_.CreateOr(load(fold.a, whole), low), fold.a);
    builder_.CreateStore(builder_.CreateOr(load(fold.b, whole), high), fold.b);
    return;
  }
  // The best so far, or the sum, in the body's form.
  Cell best = body;
  best.status = nullptr;
  best.present = nullptr;
  llvm::Type* whole = builder_.getInt64Ty();
  best.a = builder_.CreateTrunc(load(fold.a, whole), body.a->getType());
  if (body.b != nullptr) best.b = builder_.CreateTrunc(load(fold.b, whole), body.b->getType());
  const auto keep = [&](const Cell& cell, llvm::Value* where) {
    const auto word = [&](llvm::Value* part) {
      return part->getType()->isIntegerTy(1) ? builder_.CreateZExt(part, whole) : builder_.CreateSExt(part, whole);
    };
    builder_.CreateStore(builder_.CreateSelect(where, word(cell.a), load(fold.a, whole)), fold.a);
    if (cell.b != nullptr)
      builder_.CreateStore(builder_.CreateSelect(where, word(cell.b), load(fold.b, whole)), fold.b);
  };
  if (node.op == Op::kListSum) {
    // The sum's bounds are not those of an element.
    best.bounds = kWordBounds;
    best.a = load(fold.a, whole);
    if (body.b != nullptr) best.greatest_denominator = kWordGreatest;
    Cell term = body;
    term.status = nullptr;
    const Cell sum = numbers_.add(best, term);
    keep(sum, builder_.getTrue());
    return;
  }
  llvm::Value* given = builder_.CreateAnd(ok, is_present(body));
  const auto mode = static_cast<program::Comparison>(node.mode);
  if (mode == program::Comparison::kDuration) {
    llvm::Value* zero = builder_.getInt32(0);
    mark(fold.some_months, builder_.CreateAnd(given, builder_.CreateICmpNE(body.a, zero)));
    mark(fold.some_days, builder_.CreateAnd(given, builder_.CreateICmpNE(body.b, zero)));
  }
  using Relation = llvm::CmpInst::Predicate;
  const bool smallest = node.op == Op::kListLeast || node.op == Op::kListFirst;
  const Relation wanted = smallest                   ? Relation::ICMP_SLT
                          : node.op == Op::kListLast ? Relation::ICMP_SGE
                                                     : Relation::ICMP_SGT;
  llvm::Value* none = builder_.CreateNot(load(fold.found, builder_.getInt1Ty()));
  llvm::Value* better = given;
  if (!body.is_formless)
    better = builder_.CreateAnd(given, builder_.CreateOr(none, relation(wanted, body, best, mode)));
  keep(body, better);
  builder_.CreateStore(builder_.CreateSelect(better, index, load(fold.element, builder_.getInt32Ty())), fold.element);
  mark(fold.found, given);
}

void Emitter::fold_element(const Node& node, Fold& fold) {
  if (node.n_operands <= 2) {
    fold_kept(node, fold, operand_cell(node, 1));
    return;
  }
  const Cell filter = operand_cell(node, 2);
  if (filter.status != nullptr) {
    llvm::Value* so_far = builder_.CreateLoad(builder_.getInt32Ty(), fold.status);
    builder_.CreateStore(least(so_far, filter.status), fold.status);
  }
  llvm::LLVMContext& context = builder_.getContext();
  llvm::Function* function = builder_.GetInsertBlock()->getParent();
  llvm::BasicBlock* kept = llvm::BasicBlock::Create(context, "", function);
  llvm::BasicBlock* after = llvm::BasicBlock::Create(context, "", function);
  builder_.CreateCondBr(builder_.CreateAnd(is_ok(filter.status), filter.a), kept, after);
  builder_.SetInsertPoint(kept);
  {
    const Scope scope(*this);
    fold_kept(node, fold, operand_cell(node, 1));
  }
  builder_.CreateBr(after);
  builder_.SetInsertPoint(after);
}

Cell Emitter::fold(const Node& node) {
  Fold fold;
  const Cell list = begin_fold(node, fold);
  llvm::LLVMContext& context = builder_.getContext();
  llvm::Function* function = builder_.GetInsertBlock()->getParent();
  llvm::BasicBlock* head = llvm::BasicBlock::Create(context, "", function);
  llvm::BasicBlock* element = llvm::BasicBlock::Create(context, "", function);
  llvm::BasicBlock* after = llvm::BasicBlock::Create(context, "", function);
  llvm::Type* whole = builder_.getInt64Ty();
  builder_.CreateBr(head);
  builder_.SetInsertPoint(head);
  llvm::Value* low = builder_.CreateLoad(whole, fold.low);
  llvm::Value* high = builder_.CreateLoad(whole, fold.high);
  llvm::Value* zero = builder_.getInt64(0);
  builder_.CreateCondBr(builder_.CreateICmpNE(builder_.CreateOr(low, high), zero), element, after);
  builder_.SetInsertPoint(element);
  std::optional<Scope> of_element(std::in_place, *this);
  llvm::Value* in_low = builder_.CreateICmpNE(low, zero);
  llvm::Value* word = builder_.CreateSelect(in_low, low, high);
  llvm::Value* bit = builder_.CreateBinaryIntrinsic(llvm::Intrinsic::cttz, word, builder_.getFalse());
  llvm::Value* rest = builder_.CreateAnd(word, builder_.CreateSub(word, builder_.getInt64(1)));
  builder_.CreateStore(builder_.CreateSelect(in_low, rest, low), fold.low);
  builder_.CreateStore(builder_.CreateSelect(in_low, high, rest), fold.high);
  llvm::Value* index = builder_.CreateAdd(bit, builder_.CreateSelect(in_low, zero, builder_.getInt64(64)));
  const Bounds elements{0, program::kMaxListElements - 1};
  bound_[node.payload] = plain(TypeKind::kElement, builder_.CreateTrunc(index, builder_.getInt32Ty()), elements);
  fold_element(node, fold);
  of_element.reset();
  builder_.CreateBr(head);
  builder_.SetInsertPoint(after);
  Cell result = end_fold(node, fold);
  result.status = first_of(list.status, result.status);
  return result;
}

Cell Emitter::end_fold(const Node& node, Fold& fold) {
  const auto load = [this](llvm::Value* place, llvm::Type* type) { return builder_.CreateLoad(type, place); };
  llvm::Type* whole = builder_.getInt64Ty();
  llvm::Value* status = load(fold.status, builder_.getInt32Ty());
  llvm::Value* found = load(fold.found, builder_.getInt1Ty());
  if (node.op == Op::kListAny || node.op == Op::kListAll) {
    llvm::Value* outcome = builder_.CreateSelect(found, status_word(nullptr), status);
    return boolean(node.op == Op::kListAny ? found : builder_.CreateNot(found), outcome);
  }
  Cell result;
  if (node.op == Op::kListFilter) {
    result = plain(TypeKind::kList, load(fold.a, whole), kWordBounds, load(fold.b, whole));
    result.status = status;
    return result;
  }
  if (node.op == Op::kListSum) {
    result = fold.form;
    result.is_formless = false;
    result.a = load(fold.a, whole);
    result.bounds = kWordBounds;
    result.present = nullptr;
    if (result.denominator == 0) {
      result.b = load(fold.b, whole);
      result.greatest_denominator = kWordGreatest;
    }
    result.status = status;
    return result;
  }
  const bool elements = node.op != Op::kListLeast && node.op != Op::kListGreatest;
  if (elements) {
    result = plain(TypeKind::kElement, load(fold.element, builder_.getInt32Ty()), {0, program::kMaxListElements - 1});
  } else {
    result = fold.form;
    result.a = builder_.CreateTrunc(load(fold.a, whole), fold.form.a->getType());
    if (fold.form.b != nullptr) result.b = builder_.CreateTrunc(load(fold.b, whole), fold.form.b->getType());
  }
  result.is_formless = false;
  result.present = found;
  llvm::Value* failed = node.op == Op::kListUnique ? load(fold.several, builder_.getInt1Ty())
                                                   : builder_.CreateAnd(load(fold.some_months, builder_.getInt1Ty()),
                                                                        load(fold.some_days, builder_.getInt1Ty()));
  result.status = first_of(status, failing(failed, node.site));
  return result;
}

}  // namespace avenant::native
