#include "compiler/check/target.hpp"

#include <algorithm>
#include <unordered_map>

#include "runtime/value/calendar.hpp"

namespace avenant::check {

namespace {

using program::NodeId;
using program::Op;
using program::Package;
using value::RuntimeErrorClass;

/// Whether an error of this class is one that checks look for; the others are results (an unknown figure, an exclu) or
/// matters of data and of time.
bool is_checked(RuntimeErrorClass error) {
  return error == RuntimeErrorClass::gap || error == RuntimeErrorClass::overlap ||
         error == RuntimeErrorClass::ambiguous_date || error == RuntimeErrorClass::division_by_zero ||
         error == RuntimeErrorClass::inexact || error == RuntimeErrorClass::out_of_range;
}

/// Walks the expressions of one unit.
class Collector {
 public:
  Collector(const Package& package, const Unit& unit) : package_(package), unit_(unit) {}

  std::vector<Target> run() {
    for (const NodeId root : unit_.roots) count(root);
    add_rules();
    if (unit_.notice) {
      walk(unit_.notice);
      add_condition(unit_.notice, true, false);
    }
    return std::move(targets_);
  }

 private:
  void count(NodeId id) {
    if (++n_uses_[id.value] > 1) return;
    for (const NodeId operand : package_.operands_of(package_.node(id))) count(operand);
  }

  void add_rules() {
    if (!unit_.variable) return;
    const program::Variable& variable = package_.variable(unit_.variable);
    bool can_conflict = false;
    for (const program::Version& version : package_.versions_of(variable)) {
      if (version.date) walk(version.date);
      if (!version.rule) continue;
      const program::Rule& rule = package_.rule(version.rule);
      walk(rule.body);
      const bool is_condition = variable.kind == program::RuleKind::kCondition;
      const bool is_eligibility = variable.kind == program::RuleKind::kEligibility;
      if (is_condition || is_eligibility) add_condition(rule.body, true, is_condition);
      for (const program::Derogation& derogation : package_.derogations_of(rule)) {
        walk(derogation.guard);
        walk(derogation.body);
        const std::size_t first = targets_.size();
        add_condition(derogation.guard, true, true);
        for (std::size_t index = first; index < targets_.size(); ++index) targets_[index].is_guard = true;
      }
      can_conflict = can_conflict || rule.n_derogations > 1;
    }
    if (!can_conflict) return;
    Target target;
    target.site = variable.conflict;
    target.place = variable.place;
    targets_.push_back(std::move(target));
  }

  /// What the author wrote of a guard or a notice: lowering adds that its text is in force.
  NodeId written_condition(NodeId id) const {
    const program::Node& node = package_.node(id);
    if (node.op != Op::kAnd || node.n_operands != 2) return id;
    const auto operands = package_.operands_of(node);
    const Op first = package_.node(operands[0]).op;
    return first == Op::kInPeriod || first == Op::kTextKnown ? operands[1] : id;
  }

  void add_condition(NodeId whole, bool may_hold, bool may_fail) {
    const NodeId id = written_condition(whole);
    const program::Node& node = package_.node(id);
    if (node.op == Op::kConst || node.op == Op::kInPeriod || node.op == Op::kTextKnown || n_folds_ > 0) return;
    for (const bool wanted : {true, false}) {
      if (!(wanted ? may_hold : may_fail)) continue;
      Target target;
      target.question = wanted ? Question::kHolds : Question::kFails;
      target.node = id;
      target.literals = context_;
      target.n_context = context_.size();
      target.literals.push_back({id, wanted});
      target.place = node.place;
      targets_.push_back(std::move(target));
    }
  }

  void add_site(NodeId id, program::SiteId site) {
    if (!site || !is_checked(package_.site(site).error)) return;
    const program::Node& node = package_.node(id);
    Target target;
    target.site = site;
    target.node = id;
    target.place = package_.site(site).place;
    target.in_fold = n_folds_ > 0;
    const bool counts = node.op == Op::kLastAnniversary || node.op == Op::kCompletedYears;
    if (counts && target.in_fold) {
      // Which of the two it is cannot be asked of one element.
      target.cause = DateCause::kReversed;
      targets_.push_back(std::move(target));
      return;
    }
    if (counts) {
      target.cause = DateCause::kReversed;
      targets_.push_back(target);
      target.cause = DateCause::kMissingDay;
    }
    const bool stated = node.mode != static_cast<std::uint8_t>(value::MissingDay::unstated);
    const bool has_policy =
        counts || node.op == Op::kDateAdd || node.op == Op::kDateSubtract || node.op == Op::kAnniversary;
    if (has_policy && stated) return;
    if (has_policy) target.cause = DateCause::kMissingDay;
    targets_.push_back(std::move(target));
  }

  void add_rows(NodeId id, const program::Node& node) {
    if (n_folds_ > 0) return;
    const program::Table& table = package_.tables[node.payload];
    const auto operands = package_.operands_of(node);
    for (std::uint32_t index = 0; index < table.n_rows; ++index) {
      const program::RowId row_id(table.first_row + index);
      const program::Row& row = package_.rows[row_id.value];
      if (row.n_cells == 0) continue;
      Target target;
      target.question = Question::kRow;
      target.node = id;
      target.row = row_id;
      target.place = row.place;
      target.literals = context_;
      target.n_context = context_.size();
      for (std::uint32_t cell = 0; cell < row.n_cells; ++cell) {
        target.literals.push_back({operands[row.first_operand + cell], true});
      }
      targets_.push_back(std::move(target));
    }
  }

  /// A node that is read in several places is looked at once, without context: what holds around one of them may not
  /// hold around another.
  void walk(NodeId id) {
    const auto uses = n_uses_.find(id.value);
    if (uses != n_uses_.end() && uses->second > 1) {
      if (!seen_.emplace(id.value, true).second) return;
      const std::vector<Literal> outer = std::move(context_);
      context_.clear();
      visit(id);
      context_ = outer;
      return;
    }
    visit(id);
  }

  void visit(NodeId id) {
    const program::Node& node = package_.node(id);
    add_site(id, node.site);
    add_site(id, node.second_site);
    const auto operands = package_.operands_of(node);
    if (node.op == Op::kIf) {
      visit_choice(node, operands);
      return;
    }
    if (node.op == Op::kTable) add_rows(id, node);
    const bool folds = program::info(node.op).payload == program::PayloadKind::kBinder && !operands.empty();
    n_folds_ += folds ? 1U : 0U;
    for (const NodeId operand : operands) walk(operand);
    n_folds_ -= folds ? 1U : 0U;
  }

  void visit_choice(const program::Node& node, std::span<const NodeId> operands) {
    walk(operands[0]);
    // A choice that lowering wrote has the place of the expression it stands for; that of `si` begins before its
    // condition.
    const bool written = package_.node(operands[0]).place != node.place;
    if (written) add_condition(operands[0], true, !is_refusal(operands[2]));
    context_.push_back({operands[0], true});
    walk(operands[1]);
    context_.back().wanted = false;
    walk(operands[2]);
    context_.pop_back();
  }

  /// `sinon exclu « … »`: the author says that the conditions before cover everything.
  bool is_refusal(NodeId id) const {
    const Op op = package_.node(id).op;
    return op == Op::kExcluded || op == Op::kUnknown;
  }

  const Package& package_;
  const Unit& unit_;
  std::unordered_map<std::uint32_t, std::uint32_t> n_uses_;
  std::unordered_map<std::uint32_t, bool> seen_;
  std::vector<Literal> context_;
  std::size_t n_folds_ = 0;  // Around the node: what is in them has no value of its own.
  std::vector<Target> targets_;
};

}  // namespace

std::vector<Target> targets_of(const Package& package, const Unit& unit) {
  return Collector(package, unit).run();
}

}  // namespace avenant::check
