#include "compiler/columns/block_results.hpp"

namespace avenant::columns {

BlockResults::BlockResults(const Question& question, std::size_t capacity)
    : question_(question),
      evaluator_(question.package, question.options),
      words_(2 * capacity * question.requests.size()),
      statuses_(capacity * question.requests.size()) {
  for (std::size_t i = 0; i < question.requests.size(); ++i) {
    std::int64_t* const words = words_.data() + 2 * capacity * i;
    columns_.push_back({words, words + capacity, statuses_.data() + capacity * i});
  }
  for (const report::ResultView& view : question.views) {
    report::ResultReport& result = report_.results.emplace_back();
    result.view = &view;
    result.outcomes.resize(view.members.size());
    result.out_of_force.resize(view.members.size());
    result.conditions.resize(view.members.size());
    result.texts.resize(view.members.size());
    for (const program::VariableId member : view.members) {
      members_.push_back({member, view.kind == program::RuleKind::kObjective});
    }
  }
}

bool BlockResults::is_not_concerned(std::size_t request, std::uint32_t status) const {
  const Member& member = members_[request];
  if (status == program::kStatusOk || !member.may_be_not_concerned) return false;
  return evaluator_.is_out_of_force(member.variable, eval::Outcome::error(program::SiteId(status)));
}

void BlockResults::find_notices(std::size_t row, std::vector<std::uint32_t>& notices) const {
  notices.clear();
  for (std::size_t i = 0; i < question_.notices.size(); ++i) {
    const batch::ResultColumn& column = columns_[members_.size() + i];
    if (column.status[row] == program::kStatusOk && column.a[row] != 0) notices.push_back(question_.notices[i]);
  }
}

void BlockResults::count_errors(std::size_t n_rows, report::ErrorCounts& counts) const {
  for (std::size_t i = 0; i < members_.size(); ++i) {
    const std::uint32_t* const statuses = columns_[i].status;
    std::uint32_t last = program::kStatusOk;
    bool last_counts = false;
    for (std::size_t row = 0; row < n_rows; ++row) {
      const std::uint32_t status = statuses[row];
      if (status == program::kStatusOk) continue;
      if (status != last) {
        last = status;
        // Where unshown variables are asked, a value that a requested result has when out of force is still an error.
        const eval::Outcome error = eval::Outcome::error(program::SiteId(status));
        last_counts = !is_not_concerned(i, status) && !evaluator_.at_edge(members_[i].variable, error).ok();
      }
      if (last_counts) {
        report::count_error(question_.package, eval::Outcome::error(program::SiteId(status)), counts);
      }
    }
  }
}

const report::CaseReport& BlockResults::report(std::size_t row, const cases::BoundCase& bound) {
  report_.bound = &bound;
  std::size_t request = 0;
  for (report::ResultReport& result : report_.results) {
    for (std::size_t member = 0; member < result.outcomes.size(); ++member, ++request) {
      // An éligibilité that was made faux at the edge is none of those that say so: only values and errors are shown.
      const eval::Outcome given = outcome(request, row);
      result.outcomes[member] = evaluator_.at_edge(members_[request].variable, given);
      result.out_of_force[member] = evaluator_.is_out_of_force(members_[request].variable, given);
    }
  }
  find_notices(row, report_.notices);
  return report_;
}

}  // namespace avenant::columns
