#include "compiler/columns/case_block.hpp"

#include <algorithm>
#include <limits>

#include "runtime/batch/bits.hpp"
#include "runtime/batch/run_blocks.hpp"

namespace avenant::columns {
CaseBlock::CaseBlock(const program::Package& package, std::size_t capacity)
    : package_(package), capacity_(capacity), column_of_(package.inputs.size(), kNoColumn) {
  rows_.reserve(capacity);
}

void CaseBlock::clear() {
  rows_.clear();
  unreadable_.clear();
  texts_.clear();
  for (Column& column : columns_) {
    if (!column.is_given) continue;
    column.is_given = false;
    std::fill(column.validity.begin(), column.validity.end(), std::uint8_t{0});
  }
}

void CaseBlock::add_row(std::size_t number, std::string_view id, std::string_view comment) {
  Row row;
  row.number = number;
  row.id = texts_.size();
  row.id_size = id.size();
  texts_ += id;
  row.comment = texts_.size();
  row.comment_size = comment.size();
  texts_ += comment;
  row.first_unreadable = unreadable_.size();
  rows_.push_back(row);
}

CaseBlock::Column& CaseBlock::column(program::InputId input) {
  std::uint32_t& index = column_of_[input.value];
  if (index == kNoColumn) {
    index = static_cast<std::uint32_t>(columns_.size());
    Column& made = columns_.emplace_back();
    made.plan = plan_column(package_, input);
    const std::size_t n_bytes = capacity_ * batch::element_bytes(made.plan.storage);
    made.values.resize((n_bytes + sizeof(std::uint64_t) - 1) / sizeof(std::uint64_t));
    made.validity.resize(batch::bitmap_bytes(capacity_));
  }
  return columns_[index];
}

std::uint32_t CaseBlock::column_of(program::InputId input) {
  column(input);
  return column_of_[input.value];
}

void CaseBlock::set_value(program::InputId input, value::Value value) {
  const std::size_t row = n_rows() - 1;
  Column& place = column(input);
  place.is_given = true;
  const bool is_set = place.plan.kind == program::TypeKind::kSet || place.plan.kind == program::TypeKind::kList;
  if (!is_set && value.is_absent()) {
    batch::clear_bit(place.validity.data(), row);
    return;
  }
  batch::set_bit(place.validity.data(), row);
  if (place.plan.storage == batch::Storage::kValue) {
    reinterpret_cast<value::Value*>(place.values.data())[row] = value;
    return;
  }
  put(place, row, element_of(place.plan, value).value_or(place.plan.out_of_range));
}

void CaseBlock::add_unreadable(const cases::UnreadableInput& unreadable) {
  unreadable_.push_back(unreadable);
  ++rows_.back().n_unreadable;
}

void CaseBlock::add(const cases::BoundCase& bound) {
  add_row(bound.number, bound.id, bound.comment);
  for (const eval::InputValue& input : bound.inputs) set_value(input.input, input.value);
  for (const cases::UnreadableInput& unreadable : bound.unreadable) add_unreadable(unreadable);
}

std::span<const batch::InputColumn> CaseBlock::columns() {
  given_.clear();
  for (const Column& column : columns_) {
    if (!column.is_given) continue;
    given_.push_back({column.plan.input, column.plan.storage, column.plan.denominator, column.values.data(),
                      column.validity.data(), 0});
  }
  return given_;
}

std::span<const cases::UnreadableInput> CaseBlock::unreadable_of(std::size_t row) const {
  return std::span(unreadable_).subspan(rows_[row].first_unreadable, rows_[row].n_unreadable);
}

}  // namespace avenant::columns
