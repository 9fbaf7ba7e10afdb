#include "compiler/columns/block_writer.hpp"

namespace avenant::columns {

void fill_bound(const CaseBlock& block, std::size_t row, cases::BoundCase& bound) {
  bound.clear();
  bound.number = block.number_of(row);
  bound.id = block.id_of(row);
  bound.comment = block.comment_of(row);
  const auto unreadable = block.unreadable_of(row);
  bound.unreadable.assign(unreadable.begin(), unreadable.end());
}

}  // namespace avenant::columns
