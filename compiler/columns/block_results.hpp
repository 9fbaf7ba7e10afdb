// The results of a block as an engine writes them, and a row of them as report/ knows it.
// Read next: compiler/report/case_report.hpp, which says what a report is.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "compiler/columns/case_block.hpp"
#include "compiler/report/case_report.hpp"
#include "runtime/batch/block.hpp"
#include "runtime/eval/evaluator.hpp"

namespace avenant::columns {

/// What a run asks of each case. Everything in it outlives what is given it.
struct Question {
  const program::Package& package;  ///< With the notices as variables.
  const std::vector<report::ResultView>& views;
  const std::vector<program::VariableId>& requests;  ///< The members of the views, in order, then the notices.
  const std::vector<std::uint32_t>& notices;         ///< Of each notice asked for: its index in Package::notices.
  const eval::RunOptions& options;
};

/// Results of at most `capacity` cases, with the memory they are in.
class BlockResults {
 public:
  BlockResults(const Question& question, std::size_t capacity);

  /// What an engine writes to.
  [[nodiscard]] std::span<const batch::ResultColumn> columns() const { return columns_; }
  /// The outcome of a request.
  [[nodiscard]] eval::Outcome outcome(std::size_t request, std::size_t row) const {
    const batch::ResultColumn& column = columns_[request];
    return {{column.a[row], column.b[row]}, column.status[row]};
  }
  [[nodiscard]] std::uint32_t status(std::size_t request, std::size_t row) const {
    return columns_[request].status[row];
  }
  /// Whether a request has no value to show, which is no failure: a part of an objectif that no text in force states.
  [[nodiscard]] bool is_not_concerned(std::size_t request, std::uint32_t status) const;
  [[nodiscard]] const Question& question() const { return question_; }
  /// How many requests are members of views.
  [[nodiscard]] std::size_t n_members() const { return members_.size(); }
  /// The indices of the notices that hold of a row.
  void find_notices(std::size_t row, std::vector<std::uint32_t>& notices) const;

  /// Adds how the errors of the first `n_rows` rows count.
  void count_errors(std::size_t n_rows, report::ErrorCounts& counts) const;
  /// One row as a report, of values only. It refers to `bound`, and is valid until the next call.
  const report::CaseReport& report(std::size_t row, const cases::BoundCase& bound);

 private:
  struct Member {
    program::VariableId variable;
    bool may_be_not_concerned = false;
  };
  Question question_;
  eval::Evaluator evaluator_;  // for what is said of outcomes
  std::vector<Member> members_;
  std::vector<std::int64_t> words_;
  std::vector<std::uint32_t> statuses_;
  std::vector<batch::ResultColumn> columns_;
  report::CaseReport report_;
};

}  // namespace avenant::columns
