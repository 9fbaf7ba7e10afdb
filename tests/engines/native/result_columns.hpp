// Results by column, with an element more that nothing may write. Read native_engines.cpp next.
#pragma once

#include <cstdint>
#include <vector>

#include "runtime/batch/block.hpp"
#include "tests/engines/engine.hpp"

namespace avenant::engines {

struct ResultColumns {
  static constexpr std::int64_t kUntouched = 0x1D1E1F;

  ResultColumns(std::size_t n_outputs, std::size_t n_rows) : a(n_outputs), b(n_outputs), status(n_outputs) {
    for (std::size_t i = 0; i < n_outputs; ++i) {
      a[i].assign(n_rows + 1, kUntouched);
      b[i].assign(n_rows + 1, kUntouched);
      status[i].assign(n_rows + 1, kUntouched);
      columns.push_back({a[i].data(), b[i].data(), status[i].data()});
    }
  }

  bool is_intact() const {
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (a[i].back() != kUntouched || b[i].back() != kUntouched || status[i].back() != kUntouched) return false;
    }
    return true;
  }
  eval::Outcome outcome(std::size_t output, std::size_t row) const {
    // Words of an error are 0: another value makes it another outcome.
    const bool is_error = status[output][row] != program::kStatusOk;
    if (is_error && (a[output][row] != 0 || b[output][row] != 0)) return {{}, kStatusUndecided};
    return {{a[output][row], b[output][row]}, status[output][row]};
  }

  std::vector<std::vector<std::int64_t>> a;
  std::vector<std::vector<std::int64_t>> b;
  std::vector<std::vector<std::uint32_t>> status;
  std::vector<batch::ResultColumn> columns;
};

}  // namespace avenant::engines
