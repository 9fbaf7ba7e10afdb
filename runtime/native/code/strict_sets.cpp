// The strict operations on enumerations, sets and reference tables.
#include <limits>
#include <llvm/IR/Module.h>
#include <numeric>

#include "runtime/native/code/emitter.hpp"

namespace avenant::native {

using program::Node;
using program::Op;
using program::TypeKind;

llvm::Value* Emitter::set_contains(llvm::Value* low, llvm::Value* high, llvm::Value* index) {
  llvm::Value* position = builder_.CreateZExt(index, builder_.getInt64Ty());
  llvm::Value* second = builder_.CreateICmpUGE(position, builder_.getInt64(64));
  // A second word without elements is none: the index is then below 64, or not in the set.
  llvm::Value* word = builder_.CreateSelect(second, high, low);
  llvm::Value* shifted = builder_.CreateLShr(word, builder_.CreateAnd(position, builder_.getInt64(63)));
  return builder_.CreateTrunc(shifted, builder_.getInt1Ty());
}

Cell Emitter::set(const Node& node, const std::vector<Cell>& in) {
  if (node.op == Op::kAttribute) return attribute(node, in[0]);
  if (node.op == Op::kOpen) return open(node, in);
  if (node.op == Op::kSetContains) {
    const program::Enumeration& of =
        source_.package.enumerations[type_of(source_.package.node(operand(node, 0))).enumeration.value];
    if (of.n_cases > 64) return boolean(set_contains(in[0].a, in[0].b, in[1].a));
    llvm::Value* position =
        builder_.CreateAnd(builder_.CreateZExt(in[1].a, builder_.getInt64Ty()), builder_.getInt64(63));
    return boolean(builder_.CreateTrunc(builder_.CreateLShr(in[0].a, position), builder_.getInt1Ty()));
  }
  if (node.op == Op::kListCount) {
    llvm::Value* low = builder_.CreateUnaryIntrinsic(llvm::Intrinsic::ctpop, in[0].a);
    llvm::Value* high = builder_.CreateUnaryIntrinsic(llvm::Intrinsic::ctpop, in[0].b);
    llvm::Value* count = builder_.CreateTrunc(builder_.CreateAdd(low, high), builder_.getInt32Ty());
    return numbers_.of_word({count, {0, program::kMaxListElements}});
  }
  Cell result = in[0];
  result.status = nullptr;
  if (node.op == Op::kSetUnion) {
    result.a = builder_.CreateOr(in[0].a, in[1].a);
    result.b = builder_.CreateOr(in[0].b, in[1].b);
  } else if (node.op == Op::kSetIntersection) {
    result.a = builder_.CreateAnd(in[0].a, in[1].a);
    result.b = builder_.CreateAnd(in[0].b, in[1].b);
  } else {
    const std::uint32_t n_cases = source_.package.enumerations[type_of(node).enumeration.value].n_cases;
    const value::Set128 all = value::Set128::all(static_cast<int>(n_cases));
    result.a = builder_.CreateAnd(builder_.CreateNot(in[0].a), builder_.getInt64(all.low()));
    result.b = builder_.CreateAnd(builder_.CreateNot(in[0].b), builder_.getInt64(all.high()));
  }
  return result;
}

Cell Emitter::open(const Node& node, const std::vector<Cell>& in) {
  const program::Package& package = source_.package;
  const program::Type& element = type_of(package.node(operand(node, 0)));
  const program::Enumeration& enumeration = package.enumerations[element.enumeration.value];
  llvm::Value* closed = builder_.getFalse();
  for (std::uint32_t i = 0; i < enumeration.n_closings; ++i) {
    const program::Closing& closing = package.closings[enumeration.first_closing + i];
    if (!is_known(closing.text)) continue;
    llvm::Value* is_case = builder_.CreateICmpEQ(in[0].a, builder_.getInt32(closing.case_index));
    closed = builder_.CreateOr(closed, builder_.CreateAnd(is_case, in_period(in[1], closing.from, program::kNoEnd)));
  }
  return boolean(builder_.CreateNot(closed));
}

// `index` is below the number of elements.
llvm::Value* Emitter::array_at(llvm::Type* type, const std::vector<std::int64_t>& elements, llvm::Value* index) {
  const bool same =
      std::all_of(elements.begin(), elements.end(), [&](std::int64_t each) { return each == elements[0]; });
  if (same) return llvm::ConstantInt::getSigned(type, elements[0]);
  std::vector<llvm::Constant*> constants;
  for (const std::int64_t element : elements) constants.push_back(llvm::ConstantInt::getSigned(type, element));
  auto* array_type = llvm::ArrayType::get(type, elements.size());
  auto* array = new llvm::GlobalVariable(module_, array_type, true, llvm::GlobalValue::PrivateLinkage,
                                         llvm::ConstantArray::get(array_type, constants));
  llvm::Value* address = builder_.CreateInBoundsGEP(
      array_type, array, {builder_.getInt64(0), builder_.CreateZExt(index, builder_.getInt64Ty())});
  llvm::LoadInst* load = builder_.CreateLoad(type, address);
  leaves_.is_of_constants(*load);
  return load;
}

// Arrays of the parts of the constants. Numbers become multiples of one denominator where there is one.
Cell Emitter::constant_at(const program::Type& type, const std::vector<value::Value>& constants, llvm::Value* index) {
  std::vector<std::int64_t> first;
  std::vector<std::int64_t> second;
  std::vector<std::int64_t> present;
  std::int64_t common = 1;
  const bool scalar = type.kind != TypeKind::kSet && type.kind != TypeKind::kList;
  for (const value::Value& each : constants) {
    present.push_back(!scalar || !each.is_absent() ? 1 : 0);
    if (type.kind != TypeKind::kNumber || each.is_absent() || common == 0) continue;
    const Wide next = Wide{common} / std::gcd(common, each.b) * each.b;
    common = next <= kMaxDenominator ? static_cast<std::int64_t>(next) : 0;
  }
  Bounds bounds{kWordGreatest, kWordLeast};
  bool scaled = common != 0;
  for (const value::Value& each : constants) {
    if (scaled && !each.is_absent() && type.kind == TypeKind::kNumber) {
      scaled = Bounds{}.fits_word() && multiply({each.a, each.a}, {common / each.b, common / each.b}).fits_word();
    }
  }
  for (const value::Value& each : constants) {
    std::int64_t word = each.a;
    std::int64_t other = each.b;
    if (type.kind == TypeKind::kNumber && scaled && !each.is_absent()) word = each.a * (common / each.b);
    if (type.kind == TypeKind::kNumber && each.is_absent()) other = 1;
    if (type.kind == TypeKind::kDuration) {
      word = each.as_duration().months();
      other = each.as_duration().days();
    }
    bounds = join(bounds, {word, word});
    first.push_back(word);
    second.push_back(other);
  }
  Cell cell = plain(type.kind, nullptr, bounds);
  llvm::Type* word_type = builder_.getInt32Ty();
  if (type.kind == TypeKind::kNumber) word_type = words_.type_of(bounds);
  if (!scalar) word_type = builder_.getInt64Ty();
  if (type.kind == TypeKind::kBoolean) {
    cell.a = builder_.CreateTrunc(array_at(builder_.getInt8Ty(), first, index), builder_.getInt1Ty());
  } else {
    cell.a = array_at(word_type, first, index);
  }
  const bool fraction = type.kind == TypeKind::kNumber && !scaled;
  if (!scalar || type.kind == TypeKind::kDuration) cell.b = array_at(word_type, second, index);
  if (type.kind == TypeKind::kNumber) cell.denominator = scaled ? common : 0;
  if (fraction) {
    cell.b = array_at(builder_.getInt64Ty(), second, index);
    cell.greatest_denominator = kWordGreatest;
  }
  const bool all = std::find(present.begin(), present.end(), 0) == present.end();
  if (!all) cell.present = builder_.CreateTrunc(array_at(builder_.getInt8Ty(), present, index), builder_.getInt1Ty());
  return cell;
}

Cell Emitter::attribute(const Node& node, const Cell& element) {
  const program::Package& package = source_.package;
  const program::Attribute& attribute = package.attributes[node.payload];
  const std::uint32_t n_cases = package.enumerations[attribute.enumeration.value].n_cases;
  std::vector<value::Value> constants;
  for (std::uint32_t i = 0; i < n_cases; ++i) {
    constants.push_back(package.constant(package.attribute_values[attribute.first_value + i]));
  }
  // Under an error the index is arbitrary.
  llvm::Value* last = builder_.getInt32(n_cases - 1);
  llvm::Value* index = builder_.CreateBinaryIntrinsic(llvm::Intrinsic::umin, element.a, last);
  return constant_at(package.type(attribute.type), constants, index);
}

Cell Emitter::lookup(const Node& node, const std::vector<Cell>& in) {
  const program::Package& package = source_.package;
  const program::ReferenceColumn& column = package.reference_columns[node.payload];
  const program::ReferenceTable& table = package.reference_tables[column.table.value];
  llvm::Type* whole = builder_.getInt64Ty();
  llvm::Value* keys = frame_slot(llvm::ArrayType::get(whole, table.n_keys));
  for (std::uint32_t i = 0; i < table.n_keys; ++i) {
    const Cell& key = in[i];
    llvm::Value* word = key.kind == TypeKind::kNumber    ? words_.in_64(numbers_.multiple_of(key, 1))
                        : key.kind == TypeKind::kBoolean ? builder_.CreateZExt(key.a, whole)
                                                         : builder_.CreateSExt(key.a, whole);
    builder_.CreateStore(word, builder_.CreateConstInBoundsGEP1_64(whole, keys, i));
  }
  llvm::PointerType* pointer = builder_.getPtrTy();
  llvm::Type* half = builder_.getInt32Ty();
  llvm::FunctionCallee kernel = module_.getOrInsertFunction("avenant_find_row", whole, pointer, half, pointer, half);
  if (auto* function = llvm::dyn_cast<llvm::Function>(kernel.getCallee())) {
    function->setOnlyReadsMemory();
    function->setDoesNotThrow();
    function->setWillReturn();
  }
  llvm::Value* date = table.is_dated ? in.back().a : builder_.getInt32(0);
  llvm::Value* row =
      builder_.CreateCall(kernel, {leaves_.package(), builder_.getInt32(column.table.value), keys, date});
  llvm::Value* found = builder_.CreateICmpSGE(row, builder_.getInt64(0));
  if (table.n_rows == 0) found = builder_.getFalse();
  Cell result = error(package.type(column.type).kind, {});
  if (table.n_rows > 0) {
    std::vector<value::Value> constants;
    for (std::uint32_t i = 0; i < table.n_rows; ++i) {
      constants.push_back(package.constant(package.reference_values[column.first_value + i]));
    }
    llvm::Value* index = builder_.CreateSelect(found, builder_.CreateTrunc(row, half), builder_.getInt32(0));
    result = constant_at(package.type(column.type), constants, index);
  }
  if (package.type(column.type).optional) {
    result.present = builder_.CreateAnd(is_present(result), found);
    result.status = nullptr;
  } else {
    result.status = failing(builder_.CreateNot(found), node.site);
  }
  return result;
}

}  // namespace avenant::native
