// Where one of several outcomes stands: conditions, dense choices.
#include <llvm/IR/Module.h>
#include <numeric>
#include <optional>

#include "runtime/native/code/emitter.hpp"

namespace avenant::native {

using program::Node;
using program::TypeKind;

namespace {

// Computing this much costs less than not knowing where a branch goes.
constexpr std::uint32_t kFlatWeight = 10;
// More different constants than these are looked up in an array, which is then faster than one comparison after
// another: tests/bench/choices.cpp. Vectors gather from arrays, which is slow.
constexpr std::size_t kMostCompared = 3;
constexpr std::size_t kMostComparedInVectors = 11;

}  // namespace

// What either of two cells becomes, so that it may stand for both.
struct Emitter::Form {
  TypeKind kind = TypeKind::kBoolean;
  Bounds bounds;
  std::int64_t denominator = 1;
  Wide greatest_denominator = 1;
  bool has_presence = false;
  bool has_status = false;
  bool is_formless = false;
};

Emitter::Form Emitter::joined(const Cell& x, const Cell& y) {
  Form form;
  form.kind = x.kind;
  form.has_presence = x.present != nullptr || y.present != nullptr;
  form.has_status = x.status != nullptr || y.status != nullptr;
  form.is_formless = x.is_formless && y.is_formless;
  const Cell& first = x.is_formless ? y : x;
  const Cell& second = y.is_formless ? x : y;
  form.bounds = join(first.bounds, second.bounds);
  form.denominator = first.denominator;
  form.greatest_denominator = std::max(first.greatest_denominator, second.greatest_denominator);
  if (form.kind != TypeKind::kNumber || first.denominator == second.denominator) return form;
  form.denominator = 0;
  form.greatest_denominator =
      std::max(numbers_.denominator(first).bounds.greatest, numbers_.denominator(second).bounds.greatest);
  if (first.denominator == 0 || second.denominator == 0) return form;
  const Wide common = Wide{first.denominator} / std::gcd(first.denominator, second.denominator) * second.denominator;
  if (common > kMaxDenominator) return form;
  form.denominator = static_cast<std::int64_t>(common);
  form.greatest_denominator = 1;
  const auto scaled = [&form](const Cell& cell) {
    const Wide factor = form.denominator / cell.denominator;
    return clamp_to_word(multiply(cell.bounds, {factor, factor}));
  };
  form.bounds = join(scaled(first), scaled(second));
  return form;
}

Cell Emitter::in_form(const Cell& cell, const Form& form) {
  Cell result = cell.is_formless && !form.is_formless ? error(cell.kind, {}) : cell;
  if (form.kind == TypeKind::kNumber) {
    const bool varies = form.denominator == 0;
    if (cell.is_formless) {
      result.denominator = form.denominator;
      result.b = varies ? builder_.getInt64(1) : nullptr;
    } else if (varies) {
      result.b = words_.in_64(numbers_.denominator(cell));
    } else if (cell.denominator != form.denominator) {
      const Word factor = words_.constant(form.denominator / cell.denominator);
      result.a = words_.narrow(words_.product(numbers_.numerator(cell), factor)).value;
    }
    result.a = words_.resized(result.a, words_.type_of(form.bounds));
    result.denominator = form.denominator;
    result.greatest_denominator = form.greatest_denominator;
  }
  result.bounds = form.bounds;
  result.present = form.has_presence ? is_present(cell) : nullptr;
  result.status = form.has_status ? status_word(cell.status) : nullptr;
  result.is_formless = form.is_formless;
  return result;
}

Cell Emitter::select(llvm::Value* condition, const Cell& x, const Cell& y) {
  if (const auto* known = llvm::dyn_cast<llvm::ConstantInt>(condition)) return known->isZero() ? y : x;
  const Form form = joined(x, y);
  const Cell left = in_form(x, form);
  const Cell right = in_form(y, form);
  Cell result = left;
  const auto either = [&](llvm::Value* first, llvm::Value* second) -> llvm::Value* {
    if (first == nullptr || first == second) return first;
    return builder_.CreateSelect(condition, first, second);
  };
  // What means nothing need not be selected.
  result.a = x.is_formless ? right.a : (y.is_formless ? left.a : either(left.a, right.a));
  result.b = x.is_formless ? right.b : (y.is_formless ? left.b : either(left.b, right.b));
  result.present = either(left.present, right.present);
  result.status = either(left.status, right.status);
  return result;
}

Cell Emitter::choose(llvm::Value* condition, std::uint32_t weight, Side then, Side otherwise) {
  condition = builder_.known(condition);
  if (const auto* known = llvm::dyn_cast<llvm::ConstantInt>(condition)) return known->isZero() ? otherwise() : then();
  if (branches_ && weight > kFlatWeight) return branch(condition, then, otherwise);
  const Cell x = then();
  return select(condition, x, otherwise());
}

Cell Emitter::branch(llvm::Value* condition, Side then, Side otherwise) {
  llvm::BasicBlock* before = builder_.GetInsertBlock();
  llvm::BasicBlock* starts[2] = {new_block(), new_block()};
  llvm::BranchInst* parting = builder_.CreateCondBr(condition, starts[0], starts[1]);
  llvm::BasicBlock* ends[2];
  Cell cells[2];
  for (int side = 0; side < 2; ++side) {
    starts[side]->insertInto(before->getParent());
    builder_.SetInsertPoint(starts[side]);
    const Scope scope(*this);
    builder_.assume(condition, side == 0);
    cells[side] = side == 0 ? then() : otherwise();
    ends[side] = builder_.GetInsertBlock();
  }
  const Form form = joined(cells[0], cells[1]);
  for (int side = 0; side < 2; ++side) {
    builder_.SetInsertPoint(ends[side]);
    const Scope scope(*this);
    cells[side] = in_form(cells[side], form);
    ends[side] = builder_.GetInsertBlock();
  }
  if (starts[0]->empty() && starts[1]->empty()) {
    parting->eraseFromParent();
    for (llvm::BasicBlock* start : starts) start->eraseFromParent();
    builder_.SetInsertPoint(before);
    return select(condition, cells[0], cells[1]);
  }
  llvm::BasicBlock* join = new_block();
  for (unsigned side = 0; side < 2; ++side) {
    // A side that computes nothing needs no place.
    if (starts[side]->empty()) {
      parting->setSuccessor(side, join);
      starts[side]->eraseFromParent();
      ends[side] = before;
    } else {
      builder_.SetInsertPoint(ends[side]);
      builder_.CreateBr(join);
    }
  }
  join->insertInto(before->getParent());
  builder_.SetInsertPoint(join);
  Cell result = cells[0];
  const auto either = [&](llvm::Value* Cell::* part) {
    if (cells[0].*part == nullptr || cells[0].*part == cells[1].*part) return;
    llvm::PHINode* phi = builder_.CreatePHI((cells[0].*part)->getType(), 2);
    for (int side = 0; side < 2; ++side) phi->addIncoming(cells[side].*part, ends[side]);
    result.*part = phi;
  };
  either(&Cell::a);
  either(&Cell::b);
  either(&Cell::present);
  either(&Cell::status);
  return result;
}

llvm::BasicBlock* Emitter::new_block() {
  return llvm::BasicBlock::Create(builder_.getContext());
}

// A conjunction (or a disjunction: `absorbing` is then true) absorbs errors where an operand settles it. Before an
// operand that costs something, code leaves for `end` where that has happened.
Cell Emitter::logic(std::uint32_t count, llvm::function_ref<program::NodeId(std::uint32_t)> operand, bool absorbing) {
  llvm::Value* absorbed = builder_.getFalse();
  llvm::Value* status = nullptr;
  llvm::BasicBlock* end = nullptr;
  std::vector<llvm::BasicBlock*> leaving;
  std::optional<Scope> scope;
  for (std::uint32_t index = 0; index < count; ++index) {
    const program::NodeId id = operand(index);
    if (absorbed == builder_.getTrue()) break;
    if (branches_ && weight(id) > kFlatWeight && !llvm::isa<llvm::Constant>(absorbed)) {
      if (end == nullptr) {
        end = new_block();
        scope.emplace(*this);
      }
      llvm::BasicBlock* next = new_block();
      leaving.push_back(builder_.GetInsertBlock());
      builder_.CreateCondBr(absorbed, end, next);
      next->insertInto(leaving.back()->getParent());
      builder_.SetInsertPoint(next);
      builder_.assume(absorbed, false);
      absorbed = builder_.getFalse();
    }
    const Cell cell = node(id);
    llvm::Value* settles = absorbing ? cell.a : builder_.CreateNot(cell.a);
    if (cell.status != nullptr) settles = builder_.CreateAnd(is_ok(cell.status), settles);
    absorbed = builder_.CreateOr(absorbed, settles);
    status = least(status, cell.status);
  }
  if (status != nullptr) status = builder_.CreateSelect(absorbed, status_word(nullptr), status);
  llvm::Value* value = absorbing ? absorbed : builder_.CreateNot(absorbed);
  if (end == nullptr) return boolean(value, status);
  scope.reset();
  llvm::BasicBlock* last = builder_.GetInsertBlock();
  builder_.CreateBr(end);
  end->insertInto(last->getParent());
  builder_.SetInsertPoint(end);
  const auto either = [&](llvm::Value* left, llvm::Value* stayed) {
    llvm::PHINode* phi = builder_.CreatePHI(stayed->getType(), static_cast<unsigned>(leaving.size()) + 1);
    for (llvm::BasicBlock* each : leaving) phi->addIncoming(left, each);
    phi->addIncoming(stayed, last);
    return phi;
  };
  value = either(builder_.getInt1(absorbing), value);
  return boolean(value, status == nullptr ? nullptr : either(status_word(nullptr), status));
}

Cell Emitter::on_if(const Node& node) {
  const Cell condition = operand_cell(node, 0);
  const std::uint32_t sides = weight(operand(node, 1)) + weight(operand(node, 2));
  Cell result =
      choose(condition.a, sides, [&] { return operand_cell(node, 1); }, [&] { return operand_cell(node, 2); });
  result.status = first_of(condition.status, result.status);
  return result;
}

Cell Emitter::on_assume(const Node& node) {
  const Cell condition = operand_cell(node, 0);
  Cell result = choose(
      condition.a, weight(operand(node, 1)), [&] { return operand_cell(node, 1); },
      [&] { return error(type_of(node).kind, node.site); });
  result.status = first_of(condition.status, result.status);
  return result;
}

Cell Emitter::on_or_else(const Node& node) {
  const Cell given = operand_cell(node, 0);
  if (given.present == nullptr) return given;
  // Where the first fails it is the outcome, whatever its words say of presence.
  llvm::Value* stands = builder_.CreateOr(given.present, builder_.CreateNot(is_ok(given.status)));
  return choose(
      stands, weight(operand(node, 1)),
      [&] {
        Cell first = given;
        first.present = nullptr;
        return first;
      },
      [&] { return operand_cell(node, 1); });
}

// ---- Dense choices

// An i1: the selector, `index` after the least value where `listed`, gives `target`.
llvm::Value* Emitter::is_target(const program::Select& select, std::uint32_t target, llvm::Value* index,
                                llvm::Value* listed) {
  const auto targets = std::span(source_.package.select_targets).subspan(select.first_target, select.n_targets);
  llvm::Value* among = nullptr;
  if (select.n_targets <= 64) {
    std::uint64_t mask = 0;
    for (std::uint32_t i = 0; i < select.n_targets; ++i) mask |= std::uint64_t{targets[i] == target} << i;
    llvm::Value* shifted =
        builder_.CreateLShr(builder_.getInt64(mask), builder_.CreateZExt(index, builder_.getInt64Ty()));
    among = builder_.CreateTrunc(shifted, builder_.getInt1Ty());
  } else {
    const std::vector<std::int64_t> elements(targets.begin(), targets.end());
    among = builder_.CreateICmpEQ(array_at(builder_.getInt32Ty(), elements, index), builder_.getInt32(target));
  }
  if (select.otherwise == target) return builder_.CreateOr(builder_.CreateNot(listed), among);
  return builder_.CreateAnd(listed, among);
}

Cell Emitter::target_cell(const Node& node, std::uint32_t target) {
  return target == 0 ? error(type_of(node).kind, node.site) : operand_cell(node, target - 1);
}

Cell Emitter::chosen_operand(const Node& node, const std::vector<std::uint32_t>& targets, std::size_t next,
                             llvm::Value* index, llvm::Value* listed) {
  if (next + 1 == targets.size()) return target_cell(node, targets[next]);
  std::uint32_t weight_here = 0;
  for (std::size_t i = next; i < targets.size(); ++i) {
    if (targets[i] != 0) weight_here += weight(operand(node, targets[i] - 1)) + 2;
  }
  llvm::Value* chosen = is_target(source_.package.selects[node.payload], targets[next], index, listed);
  return choose(
      chosen, weight_here, [&] { return target_cell(node, targets[next]); },
      [&] { return chosen_operand(node, targets, next + 1, index, listed); });
}

std::size_t Emitter::most_compared() const {
  return branches_ ? kMostCompared : kMostComparedInVectors;
}

// Whether the outcomes of a choice are constants, so many that an array of them is faster than comparisons.
bool Emitter::is_array(const Node& node, const std::vector<std::uint32_t>& targets) {
  if (targets.size() <= most_compared()) return false;
  return std::all_of(targets.begin(), targets.end(), [&](std::uint32_t target) {
    return target == 0 || source_.package.node(operand(node, target - 1)).op == program::Op::kConst;
  });
}

Cell Emitter::constant_operand(const Node& node, const program::Select& select, llvm::Value* index,
                               llvm::Value* listed) {
  const auto targets = std::span(source_.package.select_targets).subspan(select.first_target, select.n_targets);
  std::vector<value::Value> constants;
  std::vector<std::int64_t> gaps;
  const std::uint32_t some_target = std::max(*std::max_element(targets.begin(), targets.end()), select.otherwise);
  const auto add = [&](std::uint32_t target) {
    gaps.push_back(target == 0 ? 1 : 0);
    // A gap has an error, and any value.
    if (target == 0) target = some_target;
    constants.push_back(source_.package.constants[source_.package.node(operand(node, target - 1)).payload]);
  };
  for (const std::uint32_t target : targets) add(target);
  add(select.otherwise);
  llvm::Value* position = builder_.CreateSelect(listed, index, builder_.getInt32(select.n_targets));
  Cell result = constant_at(type_of(node), constants, position);
  if (std::find(gaps.begin(), gaps.end(), 1) != gaps.end()) {
    llvm::Value* gap = builder_.CreateTrunc(array_at(builder_.getInt8Ty(), gaps, position), builder_.getInt1Ty());
    result.status = failing(gap, node.site);
  }
  return result;
}

Cell Emitter::on_select(const Node& node) {
  const program::Select& select = source_.package.selects[node.payload];
  const Cell selector = operand_cell(node, 0);
  // Which value it is, where it is a whole one.
  Word value{selector.a, selector.bounds};
  llvm::Value* listed = builder_.getTrue();
  if (selector.kind == TypeKind::kBoolean) value = {builder_.CreateZExt(selector.a, builder_.getInt32Ty()), {0, 1}};
  if (selector.kind == TypeKind::kNumber) {
    llvm::Value* fraction = nullptr;
    value = numbers_.numerator(numbers_.exact(selector, 1, fraction));
    if (fraction != nullptr) listed = builder_.CreateNot(fraction);
  }
  const Word offset = words_.narrow(words_.difference(value, words_.constant(select.least)));
  // What is below the least value is, without a sign, beyond the greatest. Bounds do not say it: the index must be
  // within the targets under an error too.
  llvm::Value* n_targets = llvm::ConstantInt::get(offset.value->getType(), select.n_targets);
  listed = builder_.CreateAnd(listed, builder_.CreateICmpULT(offset.value, n_targets));
  llvm::Value* index =
      builder_.CreateSelect(listed, words_.resized(offset.value, builder_.getInt32Ty()), builder_.getInt32(0));
  std::vector<std::uint32_t> targets{select.otherwise};
  for (std::uint32_t i = 0; i < select.n_targets; ++i) {
    targets.push_back(source_.package.select_targets[select.first_target + i]);
  }
  std::sort(targets.begin(), targets.end());
  targets.erase(std::unique(targets.begin(), targets.end()), targets.end());
  Cell result = is_array(node, targets) ? constant_operand(node, select, index, listed)
                                        : chosen_operand(node, targets, 0, index, listed);
  result.status = first_of(selector.status, result.status);
  return result;
}

}  // namespace avenant::native
