#include "runtime/native/code/case_module.hpp"

#include <bit>
#include <cstddef>

#include "runtime/engine/case_memory.hpp"
#include "runtime/native/code/input_form.hpp"

namespace avenant::native {

using program::TypeKind;

namespace {

// What readers of a unit know of its outcome. The values in `cell` are those of the unit's own function: only which
// parts there are counts.
struct UnitForm {
  Cell cell;
  llvm::Function* function = nullptr;
};

bool is_scalar(TypeKind kind) {
  return kind != TypeKind::kSet && kind != TypeKind::kList;
}

class CaseLeaves final : public Leaves {
 public:
  CaseLeaves(const Source& source, Builder& builder, const std::vector<UnitForm>& units)
      : source_(source), builder_(builder), units_(units) {}

  // Of the function that is written next; its argument.
  void begin(llvm::Value* context) { context_ = context; }

  Cell input(program::InputId input) override {
    const program::Input& record = source_.package.input(input);
    return input_at({context_, engine::offset_of_input(input.value)}, record.type, record.range);
  }

  Cell element_input(program::ColumnId column, llvm::Value* index) override {
    const program::ListColumn& record = source_.package.column(column);
    llvm::Value* number = builder_.CreateAdd(index, builder_.getInt32(record.first_input.value));
    llvm::Value* offset = builder_.CreateMul(builder_.CreateZExt(number, builder_.getInt64Ty()),
                                             builder_.getInt64(sizeof(eval::Outcome)));
    llvm::Value* first = builder_.CreateInBoundsGEP(builder_.getInt8Ty(), context_, offset);
    return input_at({first, engine::offset_of_input(0)}, record.type, record.range);
  }

  Cell situation_date() override {
    Cell date;
    date.kind = TypeKind::kDate;
    date.a = fixed(builder_.getInt32Ty(), {context_, offsetof(engine::CaseContext, situation_date)});
    date.bounds = {value::kFirstDay, value::kLastDay};
    llvm::Value* given = fixed(builder_.getInt32Ty(), {context_, offsetof(engine::CaseContext, has_situation_date)});
    date.status = builder_.CreateICmpNE(given, builder_.getInt32(0));
    return date;
  }

  void flag(llvm::Value* raised) override {
    llvm::Type* half = builder_.getInt32Ty();
    const Place flag{context_, offsetof(engine::CaseContext, flag)};
    builder_.CreateStore(builder_.CreateOr(load(half, flag), builder_.CreateZExt(raised, half)), address(flag));
  }

  void is_of_constants(llvm::Instruction&) override {}

  llvm::Value* package() override {
    return fixed(builder_.getPtrTy(), {context_, offsetof(engine::CaseContext, package)});
  }

  Cell unit(UnitIndex index) override {
    ensure(index);
    return read(index, units_[index].cell);
  }

  // From here on the outcome of a unit is in its slot.
  void ensure(UnitIndex index);
  // Keeps an outcome in the slot of a unit.
  void keep(UnitIndex index, const Cell& cell);

 private:
  // One address, so that loads take it up. What is narrower than its place in memory lies at its begin.
  struct Place {
    llvm::Value* base = nullptr;
    std::uint64_t offset = 0;
    Place operator+(std::uint64_t further) const { return {base, offset + further}; }
  };
  static_assert(std::endian::native == std::endian::little);
  llvm::Value* address(Place place) {
    return builder_.CreateConstInBoundsGEP1_64(builder_.getInt8Ty(), place.base, place.offset);
  }
  // Of what changes while the function runs; of what does not.
  llvm::Value* load(llvm::Type* type, Place place) { return builder_.CreateLoad(type, address(place)); }
  llvm::Value* fixed(llvm::Type* type, Place place) { return builder_.load_constant(type, place.base, place.offset); }
  Place slot_of(UnitIndex index) { return {context_, engine::offset_of_slot(source_.package.inputs.size(), index)}; }
  Cell input_at(Place place, program::TypeId type, program::RangeId range);
  void number_at(Place place, const InputForm& form, Cell& cell);
  Cell read(UnitIndex index, const Cell& like);

  const Source& source_;
  Builder& builder_;
  const std::vector<UnitForm>& units_;
  llvm::Value* context_ = nullptr;
};

// A valid number in lowest terms becomes a multiple of its grain; one beyond the bounds raises the flag.
void CaseLeaves::number_at(Place place, const InputForm& form, Cell& cell) {
  llvm::Type* whole = builder_.getInt64Ty();
  cell.denominator = form.denominator;
  cell.bounds = form.bounds;
  if (form.denominator == 1 && !form.is_speculative) {
    cell.a = fixed(form.bounds.fits_half() ? builder_.getInt32Ty() : whole, place + offsetof(value::Value, a));
    return;
  }
  llvm::Value* one = builder_.getInt64(1);
  llvm::Value* a = fixed(whole, place + offsetof(value::Value, a));
  llvm::Value* b = fixed(whole, place + offsetof(value::Value, b));
  llvm::Value* numerator = a;
  if (form.denominator > 1) {
    // Absent and erroneous inputs have the denominator 0.
    llvm::Value* divisor =
        builder_.CreateTrunc(builder_.CreateBinaryIntrinsic(llvm::Intrinsic::umax, b, one), builder_.getInt32Ty());
    llvm::Value* factor = builder_.CreateUDiv(builder_.getInt32(static_cast<std::uint32_t>(form.denominator)), divisor);
    numerator = builder_.CreateMul(a, builder_.CreateZExt(factor, whole));
    // So small a numerator that its product fits 64 bits.
    if (form.is_speculative) {
      llvm::Value* limit = builder_.getInt64(static_cast<std::uint64_t>(value::kMaxPart / kLargestFractionDenominator));
      llvm::Value* magnitude = builder_.CreateBinaryIntrinsic(llvm::Intrinsic::abs, a, builder_.getFalse());
      flag(builder_.CreateICmpUGT(magnitude, limit));
    }
  }
  llvm::Value* beyond = builder_.getFalse();
  if (form.is_speculative) {
    const auto limit = [&](Wide bound) {
      return llvm::ConstantInt::getSigned(whole, static_cast<std::int64_t>(bound));
    };
    llvm::Value* below = builder_.CreateICmpSLT(numerator, limit(form.bounds.least));
    llvm::Value* above = builder_.CreateICmpSGT(numerator, limit(form.bounds.greatest));
    beyond = builder_.CreateOr(below, above);
  }
  if (form.denominator == 0) {
    llvm::Value* large =
        builder_.CreateICmpUGT(b, builder_.getInt64(static_cast<std::uint64_t>(kLargestFractionDenominator)));
    llvm::Value* bad = builder_.CreateOr(large, builder_.CreateICmpEQ(b, builder_.getInt64(0)));
    cell.b = builder_.CreateSelect(bad, one, b);
    cell.greatest_denominator = kLargestFractionDenominator;
    beyond = builder_.CreateOr(beyond, large);
  }
  if (form.is_speculative) flag(beyond);
  cell.a = form.bounds.fits_half() ? builder_.CreateTrunc(numerator, builder_.getInt32Ty()) : numerator;
}

Cell CaseLeaves::input_at(Place place, program::TypeId type_id, program::RangeId range) {
  const program::Type& type = source_.package.type(type_id);
  llvm::Type* whole = builder_.getInt64Ty();
  llvm::Type* half = builder_.getInt32Ty();
  const Place first = place + offsetof(eval::Outcome, value) + offsetof(value::Value, a);
  const Place second = place + offsetof(eval::Outcome, value) + offsetof(value::Value, b);
  const InputForm form = input_form(source_.package, type, range);
  Cell cell;
  cell.kind = type.kind;
  cell.bounds = form.bounds;
  if (type.kind == TypeKind::kNumber) {
    number_at(place + offsetof(eval::Outcome, value), form, cell);
  } else if (type.kind == TypeKind::kBoolean) {
    cell.a = builder_.CreateICmpNE(fixed(whole, first), builder_.getInt64(0));
  } else if (type.kind == TypeKind::kDuration) {
    cell.a = fixed(half, first + 4);
    cell.b = fixed(half, first);
  } else if (is_scalar(type.kind)) {
    cell.a = fixed(half, first);
  } else {
    cell.a = fixed(whole, first);
    cell.b = fixed(whole, second);
  }
  if (type.optional) cell.present = builder_.CreateICmpNE(fixed(whole, second), builder_.getInt64(0));
  cell.status = fixed(half, place + offsetof(eval::Outcome, status));
  return cell;
}

void CaseLeaves::ensure(UnitIndex index) {
  llvm::Type* half = builder_.getInt32Ty();
  llvm::Value* generation = fixed(half, {context_, offsetof(engine::CaseContext, generation)});
  llvm::Value* kept = load(half, slot_of(index) + offsetof(engine::Slot, generation));
  llvm::LLVMContext& context = builder_.getContext();
  llvm::Function* function = builder_.GetInsertBlock()->getParent();
  llvm::BasicBlock* compute = llvm::BasicBlock::Create(context, "", function);
  llvm::BasicBlock* after = llvm::BasicBlock::Create(context, "", function);
  builder_.CreateCondBr(builder_.CreateICmpEQ(generation, kept), after, compute);
  builder_.SetInsertPoint(compute);
  builder_.CreateCall(units_[index].function, {context_});
  builder_.CreateBr(after);
  builder_.SetInsertPoint(after);
}

void CaseLeaves::keep(UnitIndex index, const Cell& cell) {
  llvm::Type* whole = builder_.getInt64Ty();
  const Place slot = slot_of(index);
  llvm::Value* a = cell.a;
  llvm::Value* b = cell.b;
  if (cell.kind == TypeKind::kBoolean) {
    a = builder_.CreateZExt(a, whole);
  } else if (cell.kind == TypeKind::kDuration) {
    llvm::Value* months = builder_.CreateShl(builder_.CreateSExt(cell.a, whole), 32);
    a = builder_.CreateOr(months, builder_.CreateZExt(cell.b, whole));
    b = nullptr;
  } else {
    a = builder_.CreateSExt(a, whole);
  }
  if (cell.present != nullptr) {
    b = builder_.CreateSelect(cell.present, b == nullptr ? builder_.getInt64(1) : b, builder_.getInt64(0));
  }
  builder_.CreateStore(a, address(slot + offsetof(engine::Slot, a)));
  if (b != nullptr) builder_.CreateStore(b, address(slot + offsetof(engine::Slot, b)));
  if (cell.status != nullptr) builder_.CreateStore(cell.status, address(slot + offsetof(engine::Slot, status)));
  llvm::Value* generation = fixed(builder_.getInt32Ty(), {context_, offsetof(engine::CaseContext, generation)});
  builder_.CreateStore(generation, address(slot + offsetof(engine::Slot, generation)));
}

Cell CaseLeaves::read(UnitIndex index, const Cell& like) {
  llvm::Type* whole = builder_.getInt64Ty();
  llvm::Type* half = builder_.getInt32Ty();
  Cell cell = like;
  const Place slot = slot_of(index);
  const Place first = slot + offsetof(engine::Slot, a);
  llvm::Value* b = nullptr;
  const bool needs_b = like.present != nullptr || (like.b != nullptr && like.kind != TypeKind::kDuration);
  if (needs_b) b = load(whole, slot + offsetof(engine::Slot, b));
  if (like.kind == TypeKind::kDuration) {
    cell.a = load(half, first + 4);
    cell.b = load(half, first);
  } else {
    cell.a = load(like.a->getType(), first);
    if (like.b != nullptr) cell.b = b;
  }
  if (like.kind == TypeKind::kNumber && like.b != nullptr) {
    // Absent is 0, which no denominator may be.
    cell.b = builder_.CreateBinaryIntrinsic(llvm::Intrinsic::umax, b, builder_.getInt64(1));
  }
  if (like.present != nullptr) cell.present = builder_.CreateICmpNE(b, builder_.getInt64(0));
  if (like.status != nullptr) {
    const auto* known = llvm::dyn_cast<llvm::Constant>(like.status);
    cell.status = known != nullptr ? like.status : load(half, slot + offsetof(engine::Slot, status));
  }
  return cell;
}

llvm::Function* new_function(llvm::Module& module, const std::string& name, llvm::GlobalValue::LinkageTypes linkage) {
  llvm::LLVMContext& context = module.getContext();
  auto* type = llvm::FunctionType::get(llvm::Type::getVoidTy(context), {llvm::PointerType::getUnqual(context)}, false);
  llvm::Function* function = llvm::Function::Create(type, linkage, name, module);
  function->setDoesNotThrow();
  function->getArg(0)->addAttr(llvm::Attribute::NoAlias);
  return function;
}

}  // namespace

std::vector<engine::ResultForm> emit_cases(const Source& source, const std::vector<bool>& in_blocks,
                                           llvm::Module& module) {
  Builder builder(module.getContext());
  builder.divide_by_multiplying();
  std::vector<UnitForm> units;
  CaseLeaves leaves(source, builder, units);
  const auto begin = [&](llvm::Function* function) {
    builder.SetInsertPoint(llvm::BasicBlock::Create(module.getContext(), "", function));
    leaves.begin(function->getArg(0));
    if (source.lines != nullptr) source.lines->begin(*function, builder);
  };
  for (UnitIndex index = 0; index < source.plan.units.size(); ++index) {
    llvm::Function* function =
        new_function(module, "unit_" + std::to_string(index), llvm::GlobalValue::InternalLinkage);
    begin(function);
    Emitter emitter(source, module, builder, leaves, true);
    const Cell cell = emitter.unit(source.plan.units[index]);
    leaves.keep(index, cell);
    builder.CreateRetVoid();
    units.push_back({cell, function});
  }
  std::vector<engine::ResultForm> results;
  for (const UnitIndex request : source.plan.requests) {
    results.push_back({units[request].cell.kind, request, units[request].cell.denominator});
  }
  for (const bool rest : {false, true}) {
    begin(new_function(module, rest ? kRestEntryName : kCaseEntryName, llvm::GlobalValue::ExternalLinkage));
    const Builder::Scope scope(builder);
    for (std::size_t i = 0; i < results.size(); ++i) {
      if (!rest || !in_blocks[i]) leaves.ensure(source.plan.requests[i]);
    }
    builder.CreateRetVoid();
  }
  return results;
}

}  // namespace avenant::native
