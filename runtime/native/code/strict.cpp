// The strict operations on booleans, orders and numbers: the least error of the operands, or a value.
#include "runtime/native/code/emitter.hpp"

namespace avenant::native {

using program::Node;
using program::Op;
using program::TypeKind;
using Relation = llvm::CmpInst::Predicate;

namespace {

Relation relation_of(Op op) {
  if (op == Op::kLess) return Relation::ICMP_SLT;
  if (op == Op::kLessEqual) return Relation::ICMP_SLE;
  return op == Op::kGreater ? Relation::ICMP_SGT : Relation::ICMP_SGE;
}

bool is_extremum(Op op) {
  return op == Op::kMin || op == Op::kMax || op == Op::kEarliest || op == Op::kLatest;
}

bool is_date_operation(Op op) {
  return op >= Op::kDateAdd && op <= Op::kCompletedYears;
}

}  // namespace

Cell Emitter::strict(const Node& node) {
  std::vector<Cell> in;
  llvm::Value* status = nullptr;
  for (std::uint32_t index = 0; index < node.n_operands; ++index) {
    in.push_back(operand_cell(node, index));
    status = least(status, in.back().status);
  }
  Cell result;
  if (node.op == Op::kNot) {
    result = boolean(builder_.CreateNot(in[0].a));
  } else if (node.op == Op::kIsPresent) {
    result = boolean(is_present(in[0]));
  } else if (node.op == Op::kUnwrap) {
    result = in[0];
    result.present = nullptr;
    result.status = in[0].present == nullptr ? nullptr : failing(builder_.CreateNot(in[0].present), node.site);
  } else if (node.op == Op::kInPeriod) {
    const program::Period& period = source_.package.periods[node.payload];
    result = boolean(in_period(in[0], period.from, period.until));
  } else if (node.op >= Op::kEqual && node.op <= Op::kGreaterEqual) {
    result = comparison(node, in);
  } else if (is_extremum(node.op)) {
    result = extremum(node, in);
  } else if (node.op >= Op::kAdd && node.op <= Op::kInRange) {
    result = number(node, in);
  } else if (is_date_operation(node.op)) {
    result = date(node, in);
  } else if (node.op >= Op::kDurationAdd && node.op <= Op::kDurationScale) {
    result = duration(node, in);
  } else if (node.op == Op::kLookup) {
    result = lookup(node, in);
  } else {
    result = set(node, in);
  }
  result.status = first_of(status, result.status);
  return result;
}

// ---- Orders

llvm::Value* Emitter::equal(const Cell& x, const Cell& y) {
  if (x.is_formless || y.is_formless) {
    if (x.present == nullptr && y.present == nullptr) return builder_.getTrue();
    return builder_.CreateICmpEQ(is_present(x), is_present(y));
  }
  llvm::Value* same =
      x.kind == TypeKind::kNumber ? numbers_.compare(Relation::ICMP_EQ, x, y) : builder_.CreateICmpEQ(x.a, y.a);
  if (x.kind != TypeKind::kNumber && x.b != nullptr) same = builder_.CreateAnd(same, builder_.CreateICmpEQ(x.b, y.b));
  if (x.present == nullptr && y.present == nullptr) return same;
  llvm::Value* both = builder_.CreateAnd(is_present(x), is_present(y));
  llvm::Value* neither = builder_.CreateNot(builder_.CreateOr(is_present(x), is_present(y)));
  return builder_.CreateOr(neither, builder_.CreateAnd(both, same));
}

// Of durations that can be ordered: both have no days, or both no months.
llvm::Value* Emitter::relation(Relation relation, const Cell& x, const Cell& y, program::Comparison mode) {
  if (mode == program::Comparison::kNumber) return numbers_.compare(relation, x, y);
  if (mode == program::Comparison::kDuration) {
    llvm::Value* total = builder_.CreateICmp(relation, x.a, y.a);
    llvm::Value* by_days = builder_.CreateICmp(relation, x.b, y.b);
    return builder_.CreateSelect(builder_.CreateICmpEQ(x.a, y.a), by_days, total);
  }
  // Booleans are words of one bit: faux is before vrai.
  return builder_.CreateICmp(x.kind == TypeKind::kBoolean ? llvm::ICmpInst::getUnsignedPredicate(relation) : relation,
                             x.a, y.a);
}

llvm::Value* Emitter::is_mixed(const std::vector<Cell>& durations) {
  llvm::Value* months = builder_.getFalse();
  llvm::Value* days = builder_.getFalse();
  llvm::Value* zero = builder_.getInt32(0);
  for (const Cell& each : durations) {
    months = builder_.CreateOr(months, builder_.CreateAnd(is_present(each), builder_.CreateICmpNE(each.a, zero)));
    days = builder_.CreateOr(days, builder_.CreateAnd(is_present(each), builder_.CreateICmpNE(each.b, zero)));
  }
  return builder_.CreateAnd(months, days);
}

Cell Emitter::comparison(const Node& node, const std::vector<Cell>& in) {
  if (node.op == Op::kEqual) return boolean(equal(in[0], in[1]));
  if (node.op == Op::kNotEqual) return boolean(builder_.CreateNot(equal(in[0], in[1])));
  const auto mode = static_cast<program::Comparison>(node.mode);
  llvm::Value* status = mode == program::Comparison::kDuration ? failing(is_mixed(in), node.site) : nullptr;
  return boolean(relation(relation_of(node.op), in[0], in[1], mode), status);
}

// Of the operands that are given the first that is not after another; of `Latest`, absent if any is.
Cell Emitter::extremum(const Node& node, const std::vector<Cell>& in) {
  const bool dates = node.op == Op::kEarliest || node.op == Op::kLatest;
  const auto mode = dates ? program::Comparison::kOrdinal : static_cast<program::Comparison>(node.mode);
  const bool least_one = node.op == Op::kMin || node.op == Op::kEarliest;
  Cell result = error(type_of(node).kind, {});
  result.status = nullptr;
  result.present = builder_.getFalse();
  llvm::Value* all = builder_.getTrue();
  for (Cell cell : in) {
    cell.status = nullptr;
    llvm::Value* given = is_present(cell);
    all = builder_.CreateAnd(all, given);
    if (cell.is_formless) continue;
    llvm::Value* better = given;
    if (!result.is_formless) {
      llvm::Value* before = relation(least_one ? Relation::ICMP_SLT : Relation::ICMP_SGT, cell, result, mode);
      better = builder_.CreateAnd(given, builder_.CreateOr(builder_.CreateNot(is_present(result)), before));
    }
    llvm::Value* present =
        result.present == nullptr || cell.present == nullptr ? nullptr : builder_.CreateOr(result.present, given);
    if (result.is_formless) present = cell.present;
    result = select(better, cell, result);
    result.present = present;
  }
  if (node.op == Op::kLatest) result.present = builder_.CreateAnd(is_present(result), all);
  if (mode == program::Comparison::kDuration) result.status = failing(is_mixed(in), node.site);
  return result;
}

// ---- Numbers

Cell Emitter::number(const Node& node, const std::vector<Cell>& in) {
  const program::Package& package = source_.package;
  if (node.op == Op::kAdd) return numbers_.add(in[0], in[1]);
  if (node.op == Op::kSubtract) return numbers_.subtract(in[0], in[1]);
  if (node.op == Op::kNegate) return numbers_.negate(in[0]);
  if (node.op == Op::kMultiply) return numbers_.multiply(in[0], in[1]);
  if (node.op == Op::kInRange) return in_range(node, in[0]);
  Cell result;
  if (node.op == Op::kDivide) {
    llvm::Value* by_zero = nullptr;
    result = numbers_.divide(in[0], in[1], by_zero);
    result.status = failing(by_zero, node.site);
  } else if (node.op == Op::kRound) {
    result =
        numbers_.round(in[0], package.constants[node.payload].as_number(), static_cast<value::Rounding>(node.mode));
  } else {
    llvm::Value* inexact = nullptr;
    result = numbers_.exact(in[0], package.constants[node.payload].a, inexact);
    result.status = failing(inexact, node.site);
  }
  return result;
}

Cell Emitter::in_range(const Node& node, const Cell& cell) {
  const program::Package& package = source_.package;
  const program::Range& range = package.ranges[node.payload];
  const program::Type& type = type_of(node);
  const program::Comparison mode = cell.kind == TypeKind::kNumber     ? program::Comparison::kNumber
                                   : cell.kind == TypeKind::kDuration ? program::Comparison::kDuration
                                                                      : program::Comparison::kOrdinal;
  llvm::Value* outside = builder_.getFalse();
  // Durées are within a range as their cells' words are.
  const auto packed = [this](const Cell& duration) {
    llvm::Value* months = builder_.CreateShl(builder_.CreateSExt(duration.a, builder_.getInt64Ty()), 32);
    return builder_.CreateOr(months, builder_.CreateZExt(duration.b, builder_.getInt64Ty()));
  };
  const auto bound = [&](program::ConstantId id, bool excluded, Relation beyond, Relation at_or_beyond) {
    if (!id) return;
    const Cell limit = constant(type, package.constant(id));
    const Relation out = excluded ? at_or_beyond : beyond;
    llvm::Value* is_out = mode == program::Comparison::kDuration ? builder_.CreateICmp(out, packed(cell), packed(limit))
                                                                 : relation(out, cell, limit, mode);
    outside = builder_.CreateOr(outside, is_out);
  };
  bound(range.min, range.min_excluded, Relation::ICMP_SLT, Relation::ICMP_SLE);
  bound(range.max, range.max_excluded, Relation::ICMP_SGT, Relation::ICMP_SGE);
  Cell result = cell;
  result.status = failing(outside, node.site);
  return result;
}

}  // namespace avenant::native
