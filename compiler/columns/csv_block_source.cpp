#include "compiler/columns/csv_block_source.hpp"

#include <span>

namespace avenant::columns {

std::size_t CsvBlockSource::take_block(std::size_t n_most, RawBlock& raw) {
  raw.first_number = data_.n_rows() + 1;
  const cases::PlainRows rows = data_.take_plain(n_most);
  if (rows.n_rows == 0) return 0;
  raw.text.assign(rows.text);
  raw.position = rows.position;
  raw.offset = rows.offset;
  raw.bound.reset();
  return rows.n_rows;
}

BlockSource::Step CsvBlockSource::next(cases::BoundCase& bound) {
  switch (data_.next(std::span(&bound, 1))) {
    case cases::CsvStep::Case:
      return Step::Case;
    case cases::CsvStep::Refused:
      return Step::Refused;
    case cases::CsvStep::End:
      break;
  }
  return Step::End;
}

}  // namespace avenant::columns
