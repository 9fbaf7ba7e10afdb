#include "compiler/columns/csv_block_reader.hpp"

#include <algorithm>
#include <cstring>

#include "compiler/base/utf8.hpp"
#include "compiler/cases/csv/csv_faults.hpp"

namespace avenant::columns {
namespace {

bool contains(std::string_view text, char byte) {
  return !text.empty() && std::memchr(text.data(), byte, text.size()) != nullptr;
}

bool is_empty(std::string_view line) {
  return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

}  // namespace

CsvBlockReader::CsvBlockReader(const ReaderSetup& setup, const cases::CsvCases& data)
    : path_(setup.path), columns_(data.columns()), binder_(setup.package, setup.dispositif, faults_) {
  splitter_.set_separator(data.separator());
  binder_.set_common(setup.inputs);
  // What is wrong with them has been said.
  faults_.clear();
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const cases::CsvColumn& column = columns_[i];
    if (column.is_id) id_column_ = i + 1;
    if (column.role == cases::ColumnRole::Comment) comment_column_ = i + 1;
    if (column.role != cases::ColumnRole::Input) continue;
    used_.push_back({i, &column, 0, CellReader(plan_column(setup.package, column.input))});
  }
}

void CsvBlockReader::read(const RawBlock& raw, CaseBlock& block) {
  const std::string_view text = raw.text;
  const bool is_careful = contains(text, '"') || contains(text, '\0') || base::find_invalid_utf8(text).has_value();
  if (&block != block_) {
    block_ = &block;
    for (Column& column : used_) column.place = block.column_of(column.about->input);
  }
  cases::CsvRow row;
  row.position = raw.position;
  std::size_t number = raw.first_number;
  for (std::size_t at = 0; at < text.size(); ++row.position.line) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    row.text = text.substr(at, end - at);
    const std::size_t offset = raw.offset + at;
    at = end + 1;
    if (is_empty(row.text)) continue;
    if (row.text.ends_with('\r')) row.text.remove_suffix(1);
    row.problem = cases::CsvProblem::None;
    faults_.set_row(block.n_rows());
    if (is_careful) {
      splitter_.split(row, contains(row.text, '"'));
    } else {
      row.cells = splitter_.split_plain(row.text);
    }
    if (row.problem != cases::CsvProblem::None) {
      cases::report_row(row, {path_, number, offset}, faults_);
    } else if (row.cells.size() != columns_.size()) {
      cases::report_cell_count(row, columns_.size(), {path_, number, offset}, faults_);
    } else {
      this->row(row, number, block);
    }
    ++number;
  }
}

void CsvBlockReader::row(const cases::CsvRow& row, std::size_t number, CaseBlock& block) {
  block.add_row(number, id_column_ == 0 ? std::string_view() : row.cells[id_column_ - 1].text,
                comment_column_ == 0 ? std::string_view() : row.cells[comment_column_ - 1].text);
  for (Column& column : used_) {
    const cases::CsvCell& cell = row.cells[column.index];
    if (cell.text.empty()) continue;
    std::int64_t element = 0;
    if (column.reader.read(cell.text, element)) {
      block.set_element(column.place, element);
    } else {
      slow_cell(row, cell, column, block);
    }
  }
  for (const eval::InputValue& common : binder_.common().inputs) block.set_value(common.input, common.value);
  for (const cases::UnreadableInput& common : binder_.common().unreadable) block.add_unreadable(common);
}

void CsvBlockReader::slow_cell(const cases::CsvRow& row, const cases::CsvCell& cell, Column& column, CaseBlock& block) {
  const program::InputId input = column.about->input;
  const std::size_t last = block.n_rows() - 1;
  cell_.clear();
  if (!binder_.add_quickly(input, cases::RawKind::Text, cell.text, cell_)) {
    cases::FaultPlace place;
    place.position = row.position_of(cell.offset);
    place.case_number = block.number_of(last);
    place.id = block.id_of(last);
    place.column = column.about->name;
    place.value = cell.text;
    raw_.kind = cases::RawKind::Text;
    raw_.text = cell.text;
    binder_.add(input, raw_, place, cases::place_text(path_, place.position), cell_);
  }
  for (const cases::UnreadableInput& unreadable : cell_.unreadable) block.add_unreadable(unreadable);
  for (const eval::InputValue& given : cell_.inputs) block.set_value(given.input, given.value);
  const bool is_right = !cell_.has_bad_data && cell_.inputs.size() == 1;
  if (!is_right || column.reader.plan().storage == batch::Storage::kValue) return;
  const auto element = element_of(column.reader.plan(), cell_.inputs.front().value);
  if (element) column.reader.remember(cell.text, *element);
}

}  // namespace avenant::columns
