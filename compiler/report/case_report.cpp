#include "compiler/report/case_report.hpp"

#include <algorithm>

#include "compiler/report/error_text.hpp"

namespace avenant::report {
namespace {

void add_readings(std::vector<program::ReadingId>& all, const std::vector<program::ReadingId>& some) {
  for (const program::ReadingId reading : some) {
    if (std::find(all.begin(), all.end(), reading) == all.end()) all.push_back(reading);
  }
}

bool is_order(program::Op op) {
  return op == program::Op::kLess || op == program::Op::kLessEqual || op == program::Op::kGreater ||
         op == program::Op::kGreaterEqual;
}

/// Finds what makes a condition fail, where it is one comparison of figures or dates: « 639 patients < 640 patients ».
class ShortfallSearch {
 public:
  ShortfallSearch(const program::Package& package, const eval::Trace& trace) : package_(package), trace_(trace) {}

  /// `owner` is the trace of the rule that the node is written in: only what the node itself holds counts.
  [[nodiscard]] std::optional<eval::ComparisonTrace> of(program::NodeId node, const eval::VariableTrace& owner) const {
    std::vector<program::NodeId> within = {node};
    std::optional<program::VariableId> only;
    for (std::size_t i = 0; i < within.size() && within.size() < kMaxNodes; ++i) {
      const program::Node& each = package_.node(within[i]);
      for (const program::NodeId operand : package_.operands_of(each)) within.push_back(operand);
      if (each.op != program::Op::kVariable || !is_false(program::VariableId(each.payload))) continue;
      if (only && !(*only == program::VariableId(each.payload))) return std::nullopt;
      only = program::VariableId(each.payload);
    }
    std::optional<eval::ComparisonTrace> found;
    for (const eval::ComparisonTrace& look : owner.comparisons) {
      if (!counts(look) || std::find(within.begin(), within.end(), look.node) == within.end()) continue;
      if (found || only) return std::nullopt;
      found = look;
    }
    return only ? of(*only, 0) : found;
  }

 private:
  static constexpr int kMaxDepth = 4;
  static constexpr std::size_t kMaxNodes = 500;

  [[nodiscard]] bool is_false(program::VariableId id) const {
    if (package_.type(package_.variable(id).type).kind != program::TypeKind::kBoolean) return false;
    const eval::VariableTrace* step = trace_.find(id);
    return step != nullptr && step->outcome.ok() && !step->outcome.value.as_boolean();
  }

  [[nodiscard]] bool counts(const eval::ComparisonTrace& look) const {
    if (!look.outcome.ok() || look.outcome.value.as_boolean() || !is_order(package_.node(look.node).op)) return false;
    const auto operands = package_.operands_of(package_.node(look.node));
    const program::TypeKind kind = package_.type(package_.node(operands[0]).type).kind;
    return kind == program::TypeKind::kNumber || kind == program::TypeKind::kDate;
  }

  /// The only such comparison of a rule that is false, else that of the only false rule it read.
  [[nodiscard]] std::optional<eval::ComparisonTrace> of(program::VariableId variable, int depth) const {
    const eval::VariableTrace* step = trace_.find(variable);
    if (step == nullptr || depth > kMaxDepth || !step->body_evaluated) return std::nullopt;
    std::optional<eval::ComparisonTrace> found;
    for (const eval::ComparisonTrace& look : step->comparisons) {
      if (!counts(look)) continue;
      if (found) return std::nullopt;
      found = look;
    }
    if (found) return found;
    std::optional<program::VariableId> only;
    for (const eval::Read& read : step->reads) {
      if (read.kind != eval::ReadKind::kVariable || !is_false(program::VariableId(read.id))) continue;
      if (only) return std::nullopt;
      only = program::VariableId(read.id);
    }
    return only ? of(*only, depth + 1) : std::nullopt;
  }

  const program::Package& package_;
  const eval::Trace& trace_;
};

}  // namespace

CaseDecider::CaseDecider(const program::Package& package, const std::vector<ResultView>& views,
                         std::string_view dispositif, const eval::RunOptions& options)
    : package_(package), views_(views), dispositif_(dispositif), evaluator_(package, options) {
  for (const ResultView& view : views) requests_.insert(requests_.end(), view.members.begin(), view.members.end());
}

CaseReport CaseDecider::decide(const cases::BoundCase& bound) {
  evaluator_.begin_case();
  for (const eval::InputValue& input : bound.inputs) evaluator_.set(input.input, input.value);
  const eval::Trace trace = evaluator_.explain(requests_);
  const ShortfallSearch search(package_, trace);
  CaseReport report;
  report.bound = &bound;
  for (const ResultView& view : views_) {
    ResultReport& result = report.results.emplace_back();
    result.view = &view;
    for (const program::VariableId member : view.members) {
      const eval::VariableTrace* steps = trace.find(member);
      const eval::Outcome raw = evaluator_.evaluate(member);
      result.outcomes.push_back(evaluator_.request(member));
      result.out_of_force.push_back(evaluator_.is_out_of_force(member, raw));
      std::vector<ConditionReport>& conditions = result.conditions.emplace_back();
      program::TextId& text = result.texts.emplace_back();
      if (steps == nullptr) continue;
      if (steps->version) text = package_.versions[steps->version.value].text;
      for (const eval::ConditionTrace& step : steps->conditions) {
        ConditionReport& condition = conditions.emplace_back();
        condition.condition = step.condition;
        condition.depth = step.depth;
        condition.outcome = step.outcome;
        const program::Condition& shown = package_.conditions[step.condition.value];
        const bool fails = step.outcome.ok() && !step.outcome.value.as_boolean();
        if (fails && shown.group == program::ConditionGroup::kLeaf) condition.shortfall = search.of(shown.node, *steps);
      }
      add_readings(report.readings, trace.readings_of(member));
    }
  }
  std::sort(report.readings.begin(), report.readings.end());
  for (std::uint32_t i = 0; i < package_.notices.size(); ++i) {
    const program::Notice& notice = package_.notices[i];
    if (package_.text_of(notice.dispositif) != dispositif_) continue;
    const eval::Outcome outcome = evaluator_.evaluate(notice.condition);
    if (outcome.ok() && outcome.value.as_boolean()) report.notices.push_back(i);
  }
  return report;
}

void count_error(const program::Package& package, const eval::Outcome& outcome, ErrorCounts& counts) {
  if (outcome.ok()) return;
  const value::RuntimeErrorClass error = package.site(outcome.site()).error;
  if (is_bad_data(error)) {
    ++counts.n_bad_data;
  } else if (!is_answer(error)) {
    ++counts.n_failures;
  }
}

ErrorCounts count_errors(const program::Package& package, const CaseReport& report) {
  ErrorCounts counts;
  for (const ResultReport& result : report.results) {
    for (const eval::Outcome& outcome : result.outcomes) count_error(package, outcome, counts);
  }
  return counts;
}

}  // namespace avenant::report
