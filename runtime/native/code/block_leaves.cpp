#include "runtime/native/code/block_leaves.hpp"

#include <cstddef>
#include <utility>

#include "runtime/native/code/input_form.hpp"

namespace avenant::native {

using engine::Array;
using engine::ValueArrays;
using program::TypeKind;

namespace {

std::uint32_t bytes_of(const llvm::Type* type) {
  const unsigned bits = type->getIntegerBitWidth();
  return bits == 1 ? 1 : bits / 8;
}

}  // namespace

BlockLeaves::BlockLeaves(const Source& source, Builder& builder, const engine::CompileOptions& options)
    : source_(source),
      builder_(builder),
      is_given_(source.package.inputs.size()),
      is_sparse_(source.package.inputs.size()) {
  for (const program::InputId column : options.columns) is_given_[column.value] = true;
  for (const program::InputId column : options.sparse) is_sparse_[column.value] = true;
  layout_.flags = new_array(1);
}

void BlockLeaves::begin(llvm::Value* context, llvm::Value* row, llvm::BasicBlock* body) {
  context_ = context;
  access_group_ = llvm::MDNode::getDistinct(builder_.getContext(), {});
  raised_ = nullptr;
  groups_.push_back({context_field(builder_.getPtrTy(), offsetof(engine::BlockContext, memory)), row, body, access_group_});
}

// Reads of the context are the same for every row: they stand before the loop, in the function's first block.
llvm::Value* BlockLeaves::context_field(llvm::Type* type, std::uint64_t offset) {
  llvm::BasicBlock& entry = builder_.GetInsertBlock()->getParent()->getEntryBlock();
  Builder at_entry(&entry, entry.getTerminator() != nullptr ? entry.getTerminator()->getIterator() : entry.end());
  return at_entry.CreateLoad(type, at_entry.CreateConstInBoundsGEP1_64(at_entry.getInt8Ty(), context_, offset));
}

Array BlockLeaves::new_array(std::uint32_t size) {
  const Array array{layout_.size, size};
  // Whole lines of the cache; and never a multiple of 4 KiB, lest all arrays meet in the same lines.
  layout_.size += size * static_cast<std::uint32_t>(batch::kBlockRows) + 64;
  return array;
}

ValueArrays BlockLeaves::new_arrays(const Cell& like) {
  ValueArrays arrays;
  arrays.kind = like.kind;
  arrays.denominator = like.denominator;
  arrays.a = new_array(bytes_of(like.a->getType()));
  if (like.b != nullptr) arrays.b = new_array(bytes_of(like.b->getType()));
  if (like.present != nullptr) arrays.present = new_array(1);
  if (like.status != nullptr) arrays.status = new_array(4);
  return arrays;
}

llvm::Value* BlockLeaves::address(Builder& builder, Array array, llvm::Value* memory, llvm::Value* row) {
  llvm::Value* base = builder.CreateConstInBoundsGEP1_64(builder.getInt8Ty(), memory, array.offset);
  return builder.CreateInBoundsGEP(builder.getIntNTy(array.size * 8), base, row);
}

llvm::Value* BlockLeaves::load(Array array) {
  const Group& group = groups_.back();
  llvm::LoadInst* value = builder_.CreateLoad(builder_.getIntNTy(array.size * 8), address(builder_, array, group.memory, group.row));
  value->setMetadata(llvm::LLVMContext::MD_access_group, access_group_);
  return value;
}

void BlockLeaves::store(Builder& builder, llvm::Value* value, Array array, llvm::Value* memory, llvm::Value* row) {
  llvm::Type* type = builder.getIntNTy(array.size * 8);
  if (value->getType()->isIntegerTy(1)) value = builder.CreateZExt(value, type);
  llvm::StoreInst* stored = builder.CreateStore(value, address(builder, array, memory, row));
  stored->setMetadata(llvm::LLVMContext::MD_access_group, access_group_);
}

std::uint32_t BlockLeaves::input_index(program::InputId input) {
  const auto found = inputs_.find(input.value);
  if (found != inputs_.end()) return found->second;
  const program::Package& package = source_.package;
  const program::Input& record = package.input(input);
  const program::Type& type = package.type(record.type);
  const InputForm form = input_form(package, type, record.range);
  engine::BlockInput entry;
  entry.input = input;
  entry.is_optional = type.optional;
  entry.least = static_cast<std::int64_t>(form.bounds.least);
  entry.greatest = static_cast<std::int64_t>(form.bounds.greatest);
  entry.arrays.kind = type.kind;
  entry.arrays.denominator = form.denominator;
  std::uint32_t size = 4;
  if (type.kind == TypeKind::kBoolean || form.bounds.within(-128, 127)) size = 1;
  if (type.kind == TypeKind::kNumber && !form.bounds.fits_half()) size = 8;
  const bool words = type.kind == TypeKind::kSet || type.kind == TypeKind::kList;
  if (words) size = 8;
  entry.arrays.a = new_array(size);
  if (words || type.kind == TypeKind::kDuration) entry.arrays.b = new_array(size);
  if (type.kind == TypeKind::kNumber && form.denominator == 0) entry.arrays.b = new_array(8);
  if (type.optional) entry.arrays.present = new_array(1);
  if (!type.optional && is_sparse_[input.value]) entry.valid = new_array(1);
  entry.is_checked_whole = form.has_unchecked_range;
  const auto index = static_cast<std::uint32_t>(layout_.inputs.size());
  layout_.inputs.push_back(entry);
  inputs_.emplace(input.value, index);
  return index;
}

// An input that no column gives is absent, or missing.
Cell BlockLeaves::input(program::InputId input) {
  const program::Package& package = source_.package;
  const program::Input& record = package.input(input);
  const program::Type& type = package.type(record.type);
  Cell cell;
  cell.kind = type.kind;
  if (!is_given_[input.value]) {
    llvm::Type* word = type.kind == TypeKind::kBoolean ? builder_.getInt1Ty() : builder_.getInt32Ty();
    const bool words = type.kind == TypeKind::kSet || type.kind == TypeKind::kList;
    if (words) word = builder_.getInt64Ty();
    cell.a = llvm::ConstantInt::get(word, 0);
    cell.bounds = words ? kWordBounds : Bounds{};
    if (words || type.kind == TypeKind::kDuration) cell.b = llvm::ConstantInt::get(word, 0);
    cell.is_formless = true;
    if (type.optional) {
      cell.present = builder_.getFalse();
    } else {
      cell.status = builder_.getInt32(record.missing.value);
    }
    return cell;
  }
  const engine::BlockInput entry = layout_.inputs[input_index(input)];
  cell.bounds = {entry.least, entry.greatest};
  cell.denominator = entry.arrays.denominator;
  cell.a = load(entry.arrays.a);
  if (type.kind == TypeKind::kBoolean) {
    cell.a = builder_.CreateTrunc(cell.a, builder_.getInt1Ty());
  } else if (entry.arrays.a.size == 1) {
    cell.a = builder_.CreateSExt(cell.a, builder_.getInt32Ty());
  }
  if (entry.arrays.b.exists()) cell.b = load(entry.arrays.b);
  if (type.kind == TypeKind::kNumber && cell.b != nullptr) cell.greatest_denominator = kLargestFractionDenominator;
  if (entry.arrays.present.exists()) cell.present = builder_.CreateTrunc(load(entry.arrays.present), builder_.getInt1Ty());
  if (entry.valid.exists()) {
    llvm::Value* valid = builder_.CreateTrunc(load(entry.valid), builder_.getInt1Ty());
    cell.status = builder_.CreateSelect(valid, builder_.getInt32(program::kStatusOk), builder_.getInt32(record.missing.value));
  }
  return cell;
}

// Lists are not gone through here; an element of one is only reached by going through it.
Cell BlockLeaves::element_input(program::ColumnId column, llvm::Value*) {
  return input(source_.package.column(column).first_input);
}

Cell BlockLeaves::situation_date() {
  Cell date;
  date.kind = TypeKind::kDate;
  date.a = context_field(builder_.getInt32Ty(), offsetof(engine::BlockContext, situation_date));
  date.bounds = {value::kFirstDay, value::kLastDay};
  llvm::Value* given = context_field(builder_.getInt32Ty(), offsetof(engine::BlockContext, has_situation_date));
  date.status = builder_.CreateICmpNE(given, builder_.getInt32(0));
  return date;
}

llvm::Value* BlockLeaves::package() {
  return context_field(builder_.getPtrTy(), offsetof(engine::BlockContext, package));
}

void BlockLeaves::flag(llvm::Value* raised) {
  raised_ = raised_ == nullptr ? raised : builder_.CreateOr(raised_, raised);
}

void BlockLeaves::take(UnitIndex unit, const Cell& cell) {
  units_[unit] = {cell, groups_.size() - 1, false, {}};
}

void BlockLeaves::end() {
  if (raised_ == nullptr) return;
  const Group& group = groups_.back();
  llvm::Value* before = load(layout_.flags);
  llvm::Value* flags = builder_.CreateOr(before, builder_.CreateZExt(raised_, builder_.getInt8Ty()));
  store(builder_, flags, layout_.flags, group.memory, group.row);
}

// At the end of the loop that computed the unit, wherever code is written now.
void BlockLeaves::store_unit(Computed& computed) {
  if (computed.is_stored) return;
  computed.is_stored = true;
  computed.arrays = new_arrays(computed.cell);
  const Group& group = groups_[computed.group];
  llvm::Instruction* last = group.body->getTerminator();
  Builder builder(group.body, last != nullptr ? last->getIterator() : group.body->end());
  llvm::MDNode* current = std::exchange(access_group_, group.access_group);
  const Cell& cell = computed.cell;
  store(builder, cell.a, computed.arrays.a, group.memory, group.row);
  if (cell.b != nullptr) store(builder, cell.b, computed.arrays.b, group.memory, group.row);
  if (cell.present != nullptr) store(builder, cell.present, computed.arrays.present, group.memory, group.row);
  if (cell.status != nullptr) store(builder, cell.status, computed.arrays.status, group.memory, group.row);
  access_group_ = current;
}

ValueArrays BlockLeaves::arrays_of(UnitIndex unit) {
  Computed& computed = units_.at(unit);
  store_unit(computed);
  return computed.arrays;
}

Cell BlockLeaves::unit(UnitIndex unit) {
  Computed& computed = units_.at(unit);
  if (computed.group + 1 == groups_.size()) return computed.cell;
  const ValueArrays arrays = arrays_of(unit);
  Cell cell = computed.cell;
  cell.a = builder_.CreateTrunc(load(arrays.a), computed.cell.a->getType());
  if (arrays.b.exists()) cell.b = load(arrays.b);
  if (arrays.present.exists()) cell.present = builder_.CreateTrunc(load(arrays.present), builder_.getInt1Ty());
  if (arrays.status.exists() && !llvm::isa<llvm::Constant>(cell.status)) cell.status = load(arrays.status);
  return cell;
}

}  // namespace avenant::native
