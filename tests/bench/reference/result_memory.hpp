// Results of a block with the memory they are in, for the references and for engines. Read row_reference.hpp next.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "runtime/batch/block.hpp"
#include "tests/bench/reference/row_reference.hpp"

namespace reference {

class ResultMemory {
 public:
  explicit ResultMemory(std::size_t n_rows) : words_(2 * n_rows * kResults), statuses_(n_rows * kResults) {
    for (std::size_t i = 0; i < kResults; ++i) {
      std::int64_t* const words = words_.data() + 2 * n_rows * i;
      columns_.push_back({words, words + n_rows, statuses_.data() + n_rows * i});
    }
  }
  [[nodiscard]] std::span<const avenant::batch::ResultColumn> columns() const { return columns_; }

  // Decides a dossier by the reference and puts its results into a row.
  void decide(const Facts& facts, const Sites& sites, std::size_t row) {
    Answers answers;
    reference::decide(facts, sites, answers);
    for (std::size_t i = 0; i < kResults; ++i) {
      columns_[i].a[row] = answers.results[i].value;
      columns_[i].b[row] = answers.results[i].status == kOk ? 1 : 0;
      columns_[i].status[row] = answers.results[i].status;
    }
  }
  [[nodiscard]] bool equals(const ResultMemory& other, std::size_t result, std::size_t row) const {
    const avenant::batch::ResultColumn& one = columns_[result];
    const avenant::batch::ResultColumn& two = other.columns_[result];
    return one.a[row] == two.a[row] && one.b[row] == two.b[row] && one.status[row] == two.status[row];
  }

 private:
  std::vector<std::int64_t> words_;
  std::vector<std::uint32_t> statuses_;
  std::vector<avenant::batch::ResultColumn> columns_;
};

}  // namespace reference
