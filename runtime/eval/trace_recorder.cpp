#include "runtime/eval/trace_recorder.hpp"

#include <algorithm>
#include <utility>

namespace avenant::eval {

void TraceRecorder::enter(program::VariableId variable) {
  open_.emplace_back();
  open_.back().variable = variable;
  open_folds_.emplace_back();
  outer_paths_.push_back(on_path_);
  on_path_ = true;
}

void TraceRecorder::leave(const Outcome& outcome) {
  open_.back().outcome = outcome;
  trace_.variables.push_back(std::move(open_.back()));
  open_.pop_back();
  open_folds_.pop_back();
  on_path_ = outer_paths_.back();
  outer_paths_.pop_back();
}

void TraceRecorder::version(const VersionTrace& version) {
  VariableTrace& trace = open_.back();
  trace.versions.push_back(version);
  if (version.applies) trace.version = version.version;
}

void TraceRecorder::body(Outcome outcome) {
  normalise(outcome);
  open_.back().body_evaluated = true;
  open_.back().body = outcome;
}

void TraceRecorder::guard(program::DerogationId derogation, bool reachable) {
  DerogationTrace trace;
  trace.derogation = derogation;
  trace.state = reachable ? DerogationState::kNot : DerogationState::kUnreachable;
  open_.back().derogations.push_back(trace);
}

void TraceRecorder::guard(program::DerogationId derogation, Outcome guard) {
  normalise(guard);
  DerogationTrace trace;
  trace.derogation = derogation;
  trace.guard = guard;
  trace.state = DerogationState::kUndecided;
  if (guard.ok()) trace.state = guard.value.as_boolean() ? DerogationState::kUsed : DerogationState::kNot;
  open_.back().derogations.push_back(trace);
}

void TraceRecorder::covered(std::uint64_t bits) {
  std::vector<DerogationTrace>& derogations = open_.back().derogations;
  for (std::size_t i = 0; i < derogations.size(); ++i) {
    const bool is_covered = (bits >> (i + 1) & 1U) != 0;
    if (is_covered && derogations[i].state == DerogationState::kUsed) derogations[i].state = DerogationState::kCovered;
  }
}

void TraceRecorder::derogation_body(std::uint32_t index, Outcome outcome) {
  normalise(outcome);
  DerogationTrace& trace = open_.back().derogations[index];
  trace.evaluated = true;
  trace.outcome = outcome;
}

void TraceRecorder::read(Read read) {
  // An expression outside any variable is not recorded.
  if (open_.empty()) return;
  normalise(read.outcome);
  read.on_path = on_path_;
  std::vector<Read>& reads = open_.back().reads;
  const auto found = std::find_if(reads.begin(), reads.end(), [&read](const Read& earlier) {
    return earlier.kind == read.kind && earlier.id == read.id;
  });
  if (found == reads.end()) {
    reads.push_back(read);
  } else {
    found->on_path = found->on_path || read.on_path;
  }
}

void TraceRecorder::comparison(ComparisonTrace comparison) {
  if (open_.empty()) return;
  normalise(comparison.left);
  normalise(comparison.right);
  normalise(comparison.outcome);
  std::vector<ComparisonTrace>& comparisons = open_.back().comparisons;
  const auto recorded =
      std::find_if(comparisons.begin(), comparisons.end(),
                   [&comparison](const ComparisonTrace& each) { return each.node == comparison.node; });
  if (recorded == comparisons.end()) {
    comparisons.push_back(comparison);
  } else if (!open_folds_.back().empty()) {
    // Each element compares again; that of the decisive element comes last.
    *recorded = comparison;
  }
}

void TraceRecorder::lookup(LookupTrace lookup) {
  if (open_.empty()) return;
  normalise(lookup.outcome);
  std::vector<LookupTrace>& lookups = open_.back().lookups;
  const auto recorded = std::find_if(lookups.begin(), lookups.end(),
                                     [&lookup](const LookupTrace& each) { return each.node == lookup.node; });
  if (recorded == lookups.end()) {
    lookups.push_back(std::move(lookup));
  } else {
    *recorded = std::move(lookup);
  }
}

void TraceRecorder::begin_fold() {
  if (open_.empty()) return;
  open_folds_.back().push_back(open_.back().comparisons.size());
  open_items_.emplace_back();
}

void TraceRecorder::fold_item(std::int64_t element, Outcome outcome) {
  if (open_.empty()) return;
  normalise(outcome);
  open_items_.back().push_back({static_cast<std::uint32_t>(element), outcome});
}

void TraceRecorder::end_fold(FoldTrace fold) {
  if (open_.empty()) return;
  fold.items = std::move(open_items_.back());
  open_items_.pop_back();
  const std::size_t n_before = open_folds_.back().back();
  open_folds_.back().pop_back();
  std::vector<ComparisonTrace>& comparisons = open_.back().comparisons;
  if (fold.decisive.is_absent() && comparisons.size() > n_before) {
    comparisons.erase(comparisons.begin() + static_cast<std::ptrdiff_t>(n_before), comparisons.end());
  }
  std::vector<FoldTrace>& folds = open_.back().folds;
  const bool recorded =
      std::any_of(folds.begin(), folds.end(), [&fold](const FoldTrace& earlier) { return earlier.node == fold.node; });
  if (!recorded) folds.push_back(std::move(fold));
}

void TraceRecorder::table(program::NodeId node) {
  if (open_.empty()) return;
  std::vector<TableTrace>& tables = open_.back().tables;
  std::erase_if(tables, [node](const TableTrace& earlier) { return earlier.node == node; });
  tables.emplace_back();
  tables.back().node = node;
  tables.back().otherwise = true;
}

void TraceRecorder::row(program::NodeId table, program::RowId row, bool holds, std::uint32_t status) {
  if (open_.empty() || !holds) return;
  std::vector<TableTrace>& tables = open_.back().tables;
  const auto found =
      std::find_if(tables.begin(), tables.end(), [table](const TableTrace& each) { return each.node == table; });
  found->otherwise = false;
  (status == program::kStatusOk ? found->hits : found->undecided).push_back(row);
}

}  // namespace avenant::eval
