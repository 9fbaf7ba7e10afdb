// How the inputs of a run are stored in columns: the narrowest storage that holds every value of the input, with an
// element left for what is no value of it. Read next: runtime/batch/block.hpp, case_block.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "runtime/batch/block.hpp"
#include "runtime/program/package.hpp"
#include "runtime/value/value.hpp"

namespace avenant::columns {

/// One input of the cases.
struct ColumnPlan {
  program::InputId input;
  program::TypeKind kind = program::TypeKind::kBoolean;
  batch::Storage storage = batch::Storage::kValue;
  std::int64_t denominator = 1;
  /// Elements from `least` to `greatest` are the values of the input, where `is_whole_range`; else none is known to be.
  std::int64_t least = 0;
  std::int64_t greatest = 0;
  bool is_whole_range = false;
  /// What stands for a value that is unreadable or out of range; of kValue the cell {−2^63, −1}.
  std::int64_t out_of_range = 0;
};

/// The plan of an input.
[[nodiscard]] ColumnPlan plan_column(const program::Package& package, program::InputId input);

/// The element of a value of the input; nothing for what the column cannot hold, which is no value of the input. Not
/// for kValue.
[[nodiscard]] std::optional<std::int64_t> element_of(const ColumnPlan& plan, value::Value value);

}  // namespace avenant::columns
