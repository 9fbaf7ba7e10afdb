#include "runtime/native/code/emitter.hpp"

#include <llvm/IR/Module.h>

namespace avenant::native {

using program::Node;
using program::NodeId;
using program::Op;
using program::TypeKind;

Emitter::Emitter(const Source& source, llvm::Module& module, Builder& builder, Leaves& leaves, bool branches)
    : source_(source),
      module_(module),
      builder_(builder),
      leaves_(leaves),
      branches_(branches),
      words_(builder, *this),
      numbers_(builder, words_),
      days_(builder, words_),
      cells_of_function_(cells_),
      values_of_function_(builder) {}

void Emitter::raise(llvm::Value* raised) {
  if (const auto* known = llvm::dyn_cast<llvm::ConstantInt>(raised); known != nullptr && known->isZero()) return;
  leaves_.flag(raised);
}

Cell Emitter::unit(const Unit& unit) {
  if (unit.variable) {
    const program::Variable& variable = source_.package.variable(unit.variable);
    const At at(source_.lines, builder_, variable);
    return version(variable, variable.n_versions);
  }
  return compute(source_.package.node(unit.node));
}

// Nodes take the even keys, variables the odd ones.
Cell Emitter::node(NodeId id) {
  const Node& node = source_.package.node(id);
  if (node.op == Op::kVariable) return variable(program::VariableId(node.payload));
  const std::uint64_t key = std::uint64_t{id.value} * 2;
  if (const Cell known = cells_.lookup(key); known.a != nullptr) return known;
  const UnitIndex unit = source_.plan.unit_of_node[id.value];
  const Cell cell = unit != kNoUnit ? leaves_.unit(unit) : compute(node);
  cells_.insert(key, cell);
  return cell;
}

Cell Emitter::variable(program::VariableId id) {
  const std::uint64_t key = std::uint64_t{id.value} * 2 + 1;
  if (const Cell known = cells_.lookup(key); known.a != nullptr) return known;
  const UnitIndex unit = source_.plan.unit_of_variable[id.value];
  const program::Variable& variable = source_.package.variable(id);
  const At at(unit == kNoUnit ? source_.lines : nullptr, builder_, variable);
  const Cell cell = unit != kNoUnit ? leaves_.unit(unit) : version(variable, variable.n_versions);
  cells_.insert(key, cell);
  return cell;
}

Cell Emitter::compute(const Node& node) {
  const At at(source_.lines, builder_, node.place);
  if (node.op == Op::kListInput) return list_input(node);
  if (node.op == Op::kBound) return bound_.at(node.payload);
  if (node.op == Op::kField) return field(node, operand_cell(node, 0));
  if (node.op > Op::kListCount && node.op <= Op::kListLast) return fold(node);
  if (node.op <= Op::kTextKnown) return leaf(node);
  if (node.op == Op::kAnd || node.op == Op::kOr) {
    return logic(node.n_operands, [&](std::uint32_t index) { return operand(node, index); }, node.op == Op::kOr);
  }
  if (node.op == Op::kIf) return on_if(node);
  if (node.op == Op::kAssume) return on_assume(node);
  if (node.op == Op::kOrElse) return on_or_else(node);
  if (node.op == Op::kSelect) return on_select(node);
  if (node.op == Op::kTable) return on_table(node);
  if (node.op == Op::kInPeriod && !is_known(source_.package.periods[node.payload].text)) {
    return boolean(builder_.getFalse());
  }
  return strict(node);
}

// What a node gives, where it is a constant or surely fails.
std::optional<eval::Outcome> Emitter::known_outcome(const Node& node) const {
  if (node.op == Op::kConst) return eval::Outcome::of(source_.package.constants[node.payload]);
  if (node.op == Op::kUnknown && source_.settings.figures[node.payload]) {
    return eval::Outcome::of(*source_.settings.figures[node.payload]);
  }
  const bool fails = node.op == Op::kUnknown || node.op == Op::kExcluded || node.op == Op::kMissing;
  return fails ? std::optional(eval::Outcome::error(node.site)) : std::nullopt;
}

Cell Emitter::leaf(const Node& node) {
  const program::Type& type = type_of(node);
  if (const std::optional<eval::Outcome> known = known_outcome(node)) {
    return known->ok() ? constant(type, known->value) : error(type.kind, node.site);
  }
  if (node.op == Op::kInput) return leaves_.input(program::InputId(node.payload));
  if (node.op == Op::kTextKnown) return boolean(builder_.getInt1(is_known(program::TextId(node.payload))));
  if (node.op == Op::kReading) {
    const auto chosen = static_cast<std::int32_t>(source_.settings.readings[node.payload]);
    return constant(type, value::Value::enum_case(chosen));
  }
  if (node.op == Op::kSituationDate) {
    Cell date = leaves_.situation_date();
    date.status = failing(builder_.CreateNot(date.status), node.site);
    return date;
  }
  return error(type.kind, node.site);
}

Cell Emitter::plain(TypeKind kind, llvm::Value* a, Bounds bounds, llvm::Value* b) {
  Cell cell;
  cell.kind = kind;
  cell.a = a;
  cell.b = b;
  cell.bounds = bounds;
  return cell;
}

Cell Emitter::boolean(llvm::Value* value, llvm::Value* status) {
  Cell cell = plain(TypeKind::kBoolean, value, {0, 1});
  cell.status = status;
  return cell;
}

Cell Emitter::constant(const program::Type& type, const value::Value& value) {
  const auto half = [this](std::int64_t word) { return llvm::ConstantInt::getSigned(builder_.getInt32Ty(), word); };
  const auto whole = [this](std::int64_t word) { return llvm::ConstantInt::getSigned(builder_.getInt64Ty(), word); };
  if (type.kind == TypeKind::kSet || type.kind == TypeKind::kList) {
    return plain(type.kind, whole(value.a), kWordBounds, whole(value.b));
  }
  if (value.is_absent()) {
    Cell absent = error(type.kind, {});
    absent.status = nullptr;
    absent.present = builder_.getFalse();
    return absent;
  }
  switch (type.kind) {
    case TypeKind::kBoolean:
      return boolean(builder_.getInt1(value.as_boolean()));
    case TypeKind::kNumber:
      return numbers_.constant(value.as_number());
    case TypeKind::kDuration: {
      const value::Duration duration = value.as_duration();
      return plain(type.kind, half(duration.months()), {duration.months(), duration.months()}, half(duration.days()));
    }
    case TypeKind::kDate:
    case TypeKind::kEnumeration:
    case TypeKind::kElement:
    case TypeKind::kSet:
    case TypeKind::kList:
      break;
  }
  return plain(type.kind, half(value.a), {value.a, value.a});
}

// A cell without form: zeros of the kind, which take the form of what they are joined with.
Cell Emitter::error(TypeKind kind, program::SiteId site) {
  Cell cell;
  if (kind == TypeKind::kBoolean) {
    cell = boolean(builder_.getFalse());
  } else if (kind == TypeKind::kNumber) {
    cell = numbers_.constant(value::Rational());
  } else if (kind == TypeKind::kSet || kind == TypeKind::kList) {
    cell = plain(kind, builder_.getInt64(0), kWordBounds, builder_.getInt64(0));
  } else {
    llvm::Value* zero = builder_.getInt32(0);
    cell = plain(kind, zero, {0, 0}, kind == TypeKind::kDuration ? zero : nullptr);
  }
  cell.is_formless = true;
  cell.status = site_word(site);
  return cell;
}

llvm::Value* Emitter::site_word(program::SiteId site) {
  return builder_.getInt32(site.value);
}

llvm::Value* Emitter::status_word(llvm::Value* status) {
  return status != nullptr ? status : builder_.getInt32(program::kStatusOk);
}

llvm::Value* Emitter::is_ok(llvm::Value* status) {
  if (status == nullptr) return builder_.getTrue();
  llvm::Value* ok = status_word(nullptr);
  // What `failing` made is OK where its condition does not hold.
  if (const auto* chosen = llvm::dyn_cast<llvm::SelectInst>(status);
      chosen != nullptr && chosen->getFalseValue() == ok && llvm::isa<llvm::ConstantInt>(chosen->getTrueValue())) {
    return builder_.CreateNot(chosen->getOperand(0));
  }
  return builder_.CreateICmpEQ(status, ok);
}

llvm::Value* Emitter::is_present(const Cell& cell) {
  return cell.present != nullptr ? cell.present : builder_.getTrue();
}

llvm::Value* Emitter::least(llvm::Value* x, llvm::Value* y) {
  if (x == nullptr || x == y) return y;
  if (y == nullptr) return x;
  // The quickest code generation has no instruction for the intrinsic, and no vectors.
  if (branches_) return builder_.CreateSelect(builder_.CreateICmpULT(x, y), x, y);
  return builder_.CreateBinaryIntrinsic(llvm::Intrinsic::umin, x, y);
}

llvm::Value* Emitter::failing(llvm::Value* failed, program::SiteId site) {
  if (failed == nullptr) return nullptr;
  if (const auto* known = llvm::dyn_cast<llvm::ConstantInt>(failed); known != nullptr && known->isZero())
    return nullptr;
  return builder_.CreateSelect(failed, site_word(site), status_word(nullptr));
}

llvm::Value* Emitter::first_of(llvm::Value* first, llvm::Value* next) {
  if (first == nullptr) return next;
  if (next == nullptr) return first;
  if (const auto* known = llvm::dyn_cast<llvm::ConstantInt>(first)) {
    return known->getZExtValue() == program::kStatusOk ? next : first;
  }
  return builder_.CreateSelect(is_ok(first), status_word(next), first);
}

}  // namespace avenant::native
