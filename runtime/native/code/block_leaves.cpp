#include "runtime/native/code/block_leaves.hpp"

#include <algorithm>
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

BlockLeaves::BlockLeaves(const Source& source, Builder& builder, const engine::CompileOptions& options, Rows rows)
    : source_(source),
      builder_(builder),
      rows_(rows),
      is_given_(source.package.inputs.size()),
      is_sparse_(source.package.inputs.size()),
      samples_(source.package.inputs.size()) {
  for (const program::InputId column : options.columns) is_given_[column.value] = true;
  for (const program::InputId column : options.sparse) is_sparse_[column.value] = true;
  for (const batch::InputColumn& sample : options.samples) samples_[sample.input.value] = &sample;
  if (rows == Rows::kUnusual) layout_.n_rows = static_cast<std::uint32_t>(engine::kUnusualRows);
  layout_.flags = new_array(1);
}

void BlockLeaves::begin(llvm::Value* context, llvm::Value* row, llvm::BasicBlock* body) {
  context_ = context;
  access_group_ = llvm::MDNode::getDistinct(builder_.getContext(), {});
  raised_ = nullptr;
  groups_.push_back(
      {context_field(builder_.getPtrTy(), offsetof(engine::BlockContext, memory)), row, body, access_group_});
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
  layout_.size += size * layout_.n_rows + 64;
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
  llvm::LoadInst* value =
      builder_.CreateLoad(builder_.getIntNTy(array.size * 8), address(builder_, array, group.memory, group.row));
  value->setMetadata(llvm::LLVMContext::MD_access_group, access_group_);
  return value;
}

void BlockLeaves::is_of_constants(llvm::Instruction& load) {
  load.setMetadata(llvm::LLVMContext::MD_access_group, access_group_);
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
  entry.is_checked_whole = form.has_unchecked_range;
  if (rows_ == Rows::kUnusual) {
    entry.arrays.status = new_array(4);
  } else {
    if (!type.optional && is_sparse_[input.value]) entry.valid = new_array(1);
    choose_storage(entry);
  }
  const auto index = static_cast<std::uint32_t>(layout_.inputs.size());
  layout_.inputs.push_back(entry);
  inputs_.emplace(input.value, index);
  return index;
}

// Integers over a denominator that divides the input's are read where they are.
void BlockLeaves::choose_storage(engine::BlockInput& entry) {
  const batch::InputColumn* sample = samples_[entry.input.value];
  if (sample == nullptr || sample->storage == batch::Storage::kValue || entry.is_checked_whole) return;
  const bool is_number = entry.arrays.kind == TypeKind::kNumber;
  const std::int64_t given = is_number ? sample->denominator : 1;
  if (is_number && (entry.arrays.denominator == 0 || given < 1 || entry.arrays.denominator % given != 0)) return;
  entry.is_direct = true;
  entry.storage = sample->storage;
  entry.denominator = given;
  const std::uint32_t sizes[] = {1, 2, 4, 8, 0};
  entry.arrays.a = new_array(sizes[static_cast<std::size_t>(sample->storage)]);
}

llvm::Value* BlockLeaves::context_pointer(std::uint64_t field, std::uint64_t offset) {
  llvm::Value* array = context_field(builder_.getPtrTy(), field);
  llvm::BasicBlock& entry = builder_.GetInsertBlock()->getParent()->getEntryBlock();
  Builder at_entry(&entry, entry.getTerminator() != nullptr ? entry.getTerminator()->getIterator() : entry.end());
  return at_entry.CreateLoad(at_entry.getPtrTy(),
                             at_entry.CreateConstInBoundsGEP1_64(at_entry.getInt8Ty(), array, offset));
}

llvm::Value* BlockLeaves::element_address(llvm::Value* first, llvm::Type* type) {
  return builder_.CreateInBoundsGEP(type, first, groups_.back().row);
}

void BlockLeaves::store_at(llvm::Value* value, llvm::Value* address) {
  builder_.CreateStore(value, address)->setMetadata(llvm::LLVMContext::MD_access_group, access_group_);
}

// The element of an input that is read in place, as it stands there.
llvm::Value* BlockLeaves::element(std::size_t input) {
  llvm::Type* type = builder_.getIntNTy(layout_.inputs[input].arrays.a.size * 8);
  llvm::Value* first = context_pointer(offsetof(engine::BlockContext, columns), input * sizeof(void*));
  llvm::LoadInst* value = builder_.CreateLoad(type, element_address(first, type));
  value->setMetadata(llvm::LLVMContext::MD_access_group, access_group_);
  return value;
}

void BlockLeaves::check_input(std::size_t index) {
  const engine::BlockInput entry = layout_.inputs[index];
  const std::int64_t factor = entry.arrays.kind == TypeKind::kNumber ? entry.arrays.denominator / entry.denominator : 1;
  const auto floor = [](std::int64_t number, std::int64_t by) { return number / by - (number % by < 0 ? 1 : 0); };
  llvm::Value* word = element(index);
  // In the element's own width, where bounds beyond it bound nothing.
  const auto bits = static_cast<int>(entry.arrays.a.size * 8);
  const std::int64_t most = bits == 64 ? value::kMaxPart : (std::int64_t{1} << (bits - 1)) - 1;
  const std::int64_t least = std::clamp(-floor(-entry.least, factor), -most - 1, most);
  const std::int64_t greatest = std::clamp(floor(entry.greatest, factor), -most - 1, most);
  const auto limit = [word](std::int64_t bound) { return llvm::ConstantInt::getSigned(word->getType(), bound); };
  llvm::Value* bad =
      builder_.CreateOr(builder_.CreateICmpSLT(word, limit(least)), builder_.CreateICmpSGT(word, limit(greatest)));
  // What stands where there is no value is no fault.
  const Array given = entry.arrays.present.exists() ? entry.arrays.present : entry.valid;
  if (given.exists()) bad = builder_.CreateAnd(bad, builder_.CreateTrunc(load(given), builder_.getInt1Ty()));
  add_flag(bad, engine::kRowIsNotComputed);
}

void BlockLeaves::add_flag(llvm::Value* raised, engine::RowFlag flag) {
  llvm::Value* flags = builder_.CreateSelect(raised, builder_.getInt8(flag), builder_.getInt8(0));
  raised_ = raised_ == nullptr ? flags : builder_.CreateOr(raised_, flags);
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
  cell.a = entry.is_direct ? element(input_index(input)) : load(entry.arrays.a);
  if (type.kind == TypeKind::kBoolean) {
    cell.a = builder_.CreateTrunc(cell.a, builder_.getInt1Ty());
  } else if (type.kind == TypeKind::kNumber) {
    // A row whose element is beyond the bounds is not computed by this code: what is cut here is never looked at.
    llvm::Type* word = cell.bounds.fits_half() ? builder_.getInt32Ty() : builder_.getInt64Ty();
    cell.a = builder_.CreateSExtOrTrunc(cell.a, word);
    const std::int64_t factor =
        entry.is_direct && entry.denominator != 0 ? entry.arrays.denominator / entry.denominator : 1;
    if (factor > 1) cell.a = builder_.CreateMul(cell.a, llvm::ConstantInt::getSigned(word, factor));
  } else if (!entry.arrays.b.exists()) {
    cell.a = builder_.CreateSExtOrTrunc(cell.a, builder_.getInt32Ty());
  }
  if (entry.arrays.b.exists()) cell.b = load(entry.arrays.b);
  if (type.kind == TypeKind::kNumber && cell.b != nullptr) cell.greatest_denominator = kLargestFractionDenominator;
  if (entry.arrays.present.exists())
    cell.present = builder_.CreateTrunc(load(entry.arrays.present), builder_.getInt1Ty());
  if (entry.arrays.status.exists()) cell.status = load(entry.arrays.status);
  if (entry.valid.exists()) {
    llvm::Value* valid = builder_.CreateTrunc(load(entry.valid), builder_.getInt1Ty());
    cell.status =
        builder_.CreateSelect(valid, builder_.getInt32(program::kStatusOk), builder_.getInt32(record.missing.value));
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
  add_flag(raised, engine::kRowIsNotComputed);
}

void BlockLeaves::take(UnitIndex unit, const Cell& cell) {
  units_[unit] = {cell, groups_.size() - 1, false, {}};
}

void BlockLeaves::end() {
  if (raised_ == nullptr) return;
  const Group& group = groups_.back();
  llvm::Value* before = load(layout_.flags);
  store(builder_, builder_.CreateOr(before, raised_), layout_.flags, group.memory, group.row);
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

// As value::Value has words, zeros under an error.
void BlockLeaves::write_result(std::uint32_t index, const Cell& cell) {
  llvm::Type* whole = builder_.getInt64Ty();
  llvm::Value* zero = builder_.getInt64(0);
  llvm::Value* a = nullptr;
  llvm::Value* b = builder_.getInt64(1);
  if (cell.kind == TypeKind::kBoolean) {
    a = builder_.CreateZExt(cell.a, whole);
  } else if (cell.kind == TypeKind::kDuration) {
    a = builder_.CreateOr(builder_.CreateShl(builder_.CreateSExt(cell.a, whole), 32),
                          builder_.CreateZExt(cell.b, whole));
  } else {
    a = builder_.CreateSExt(cell.a, whole);
    if (cell.b != nullptr) b = cell.b;
  }
  llvm::Value* stands = builder_.getTrue();
  if (cell.status != nullptr) stands = builder_.CreateICmpEQ(cell.status, builder_.getInt32(program::kStatusOk));
  if (cell.present != nullptr) stands = builder_.CreateAnd(stands, cell.present);
  if (cell.kind == TypeKind::kNumber && cell.denominator == 0) {
    add_flag(builder_.CreateAnd(stands, builder_.CreateICmpNE(b, builder_.getInt64(1))), engine::kRowIsNotReduced);
  } else if (cell.kind == TypeKind::kNumber && cell.denominator != 1) {
    // Most amounts are whole: the others are brought to lowest terms afterwards.
    llvm::Value* by = llvm::ConstantInt::getSigned(cell.a->getType(), cell.denominator);
    const bool fits =
        cell.denominator <= (cell.a->getType()->isIntegerTy(32) ? value::kMaxDurationPart : value::kMaxPart);
    llvm::Value* quotient = fits ? builder_.CreateSDiv(cell.a, by) : llvm::ConstantInt::get(cell.a->getType(), 0);
    llvm::Value* is_whole =
        fits ? builder_.CreateICmpEQ(builder_.CreateMul(quotient, by), cell.a) : builder_.CreateICmpEQ(a, zero);
    a = builder_.CreateSelect(is_whole, builder_.CreateSExt(quotient, whole), a);
    b = builder_.CreateSelect(is_whole, b, builder_.getInt64(static_cast<std::uint64_t>(cell.denominator)));
    add_flag(builder_.CreateAnd(stands, builder_.CreateNot(is_whole)), engine::kRowIsNotReduced);
  }
  const std::uint64_t at = index * sizeof(batch::ResultColumn);
  const auto put = [&](llvm::Value* word, std::uint64_t field) {
    llvm::Value* first = context_pointer(offsetof(engine::BlockContext, results), at + field);
    store_at(word, element_address(first, word->getType()));
  };
  put(builder_.CreateSelect(stands, a, zero), offsetof(batch::ResultColumn, a));
  put(builder_.CreateSelect(stands, b, zero), offsetof(batch::ResultColumn, b));
  put(cell.status != nullptr ? cell.status : builder_.getInt32(program::kStatusOk),
      offsetof(batch::ResultColumn, status));
}

Cell BlockLeaves::unit(UnitIndex unit) {
  Computed& computed = units_.at(unit);
  if (computed.group + 1 == groups_.size()) return computed.cell;
  store_unit(computed);
  const ValueArrays arrays = computed.arrays;
  Cell cell = computed.cell;
  cell.a = builder_.CreateTrunc(load(arrays.a), computed.cell.a->getType());
  if (arrays.b.exists()) cell.b = load(arrays.b);
  if (arrays.present.exists()) cell.present = builder_.CreateTrunc(load(arrays.present), builder_.getInt1Ty());
  if (arrays.status.exists() && !llvm::isa<llvm::Constant>(cell.status)) cell.status = load(arrays.status);
  return cell;
}

}  // namespace avenant::native
