#include "compiler/compare/cases/summary.hpp"

#include <algorithm>
#include <set>

namespace avenant::compare {

namespace {

constexpr std::size_t kMaxExtremes = 3;
/// Rules are few, so are causes; the limit only guards against a program made to have many.
constexpr std::size_t kMaxCauses = 10'000;

/// Keeps the largest ones; the first case of equal ones stays first.
void keep(std::vector<Extreme>& all, const CaseChange& change, value::Rational difference, bool is_gain) {
  const auto is_larger = [is_gain](value::Rational left, value::Rational right) {
    return is_gain ? right < left : left < right;
  };
  const auto place =
      std::find_if(all.begin(), all.end(), [&](const Extreme& one) { return is_larger(difference, one.difference); });
  all.insert(place, {change.number, change.id, difference});
  if (all.size() > kMaxExtremes) all.pop_back();
}

void add_booleans(ResultSummary& summary, const ResultChange& change) {
  if (change.after.outcome.value.as_boolean()) {
    ++summary.n_true;
  } else {
    ++summary.n_false;
  }
}

}  // namespace

void Summary::add(const CaseChange& change, const ResultPairs& pairs, const program::Package& after) {
  ++n_cases_;
  if (change.empty()) return;
  ++n_changed_;
  std::set<std::string> counted;
  for (const ResultChange& result : change.results) {
    ResultSummary& summary = results_[result.pair];
    ++summary.n_changed;
    if (result.after.is_error && !result.before.is_error) ++summary.n_new_errors;
    if (result.before.is_error && !result.after.is_error) ++summary.n_gone_errors;
    const program::VariableId variable = pairs.pairs[result.pair].after;
    const bool has_values = !result.before.is_error && !result.after.is_error;
    if (has_values && after.type(after.variable(variable).type).kind == program::TypeKind::kBoolean) {
      add_booleans(summary, result);
    }
    if (result.difference) {
      const value::Rational zero;
      const bool is_gain = zero < *result.difference;
      ++(is_gain ? summary.n_gains : summary.n_losses);
      keep(is_gain ? summary.gains : summary.losses, change, *result.difference, is_gain);
      if (summary.total) {
        const auto total = value::add(*summary.total, *result.difference);
        summary.total = total.ok() ? std::optional(total.value) : std::nullopt;
      }
    }
    for (Cause cause : result.causes) {
      // The members of a family change for one reason.
      cause.rule = cause.rule.substr(0, cause.rule.find('('));
      const std::string key = cause.key();
      if (!counted.insert(key).second) continue;
      if (causes_.size() >= kMaxCauses && !causes_.contains(key)) {
        has_more_causes_ = true;
        continue;
      }
      CauseCount& count = causes_[key];
      if (count.n_cases++ == 0) count.cause = cause;
    }
  }
}

std::vector<CauseCount> Summary::causes() const {
  std::vector<CauseCount> all;
  for (const auto& [key, count] : causes_) all.push_back(count);
  std::stable_sort(all.begin(), all.end(),
                   [](const CauseCount& left, const CauseCount& right) { return left.n_cases > right.n_cases; });
  return all;
}

}  // namespace avenant::compare
