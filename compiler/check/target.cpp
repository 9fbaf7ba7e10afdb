#include "compiler/check/target.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "runtime/value/calendar.hpp"

namespace avenant::check {

namespace {

using program::NodeId;
using program::Op;
using program::Package;
using value::RuntimeErrorClass;

/// Operands of one `et` or `ou` that are looked at together: longer ones are lists, not guards.
constexpr std::uint32_t kMaxSiblings = 8;

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
    const program::Node& node = package_.node(id);
    if (node.op == Op::kVariable && unit_.parts != nullptr && (*unit_.parts)[node.payload]) {
      // Read at two nodes, a part has what holds around neither.
      if (++n_uses_of_part_[node.payload] > 1) return;
      for (const program::Version& version : package_.versions_of(package_.variables[node.payload])) {
        if (version.date) count(version.date);
        if (!version.rule) continue;
        const program::Rule& rule = package_.rule(version.rule);
        count(rule.body);
        for (const program::Derogation& derogation : package_.derogations_of(rule)) {
          count(derogation.guard);
          count(derogation.body);
        }
      }
    }
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
    if (n_parts_ > 0) return;
    const NodeId id = written_condition(whole);
    const program::Node& node = package_.node(id);
    if (node.op == Op::kConst || node.op == Op::kInPeriod || node.op == Op::kTextKnown || n_folds_ > 0) return;
    for (const bool wanted : {true, false}) {
      if (!(wanted ? may_hold : may_fail)) continue;
      Target target;
      target.question = wanted ? Question::kHolds : Question::kFails;
      target.node = id;
      target.literals = certain_context();
      target.n_context = target.literals.size();
      target.literals.push_back({id, wanted, false});
      target.place = node.place;
      targets_.push_back(std::move(target));
    }
  }

  void add_site(NodeId id, program::SiteId site) {
    if (!site || !is_checked(package_.site(site).error)) return;
    const program::Node& node = package_.node(id);
    // A reference table lists what it lists: a key that it lacks is a matter of the file, not of the rule.
    if (node.op == Op::kLookup) return;
    Target target;
    target.site = site;
    target.node = id;
    target.place = package_.site(site).place;
    target.in_fold = n_folds_ > 0;
    target.literals = context_;
    target.n_context = context_.size();
    const bool counts = node.op == Op::kLastAnniversary || node.op == Op::kCompletedYears;
    if (counts) {
      target.cause = DateCause::kReversed;
      const auto operands = package_.operands_of(node);
      if (!is_given(operands[0]) || !is_given(operands[1])) targets_.push_back(target);
      // Which of the two causes it is cannot be asked of one element.
      if (target.in_fold) return;
      target.cause = DateCause::kMissingDay;
    }
    const bool stated = node.mode != static_cast<std::uint8_t>(value::MissingDay::unstated);
    const bool has_policy =
        counts || node.op == Op::kDateAdd || node.op == Op::kDateSubtract || node.op == Op::kAnniversary;
    if (has_policy && stated) return;
    if (has_policy) target.cause = DateCause::kMissingDay;
    targets_.push_back(std::move(target));
  }

  /// A fact as it is given: two of them in the wrong order are bad data, and no fault of the rule.
  bool is_given(NodeId id) const {
    const program::Node& node = package_.node(id);
    if (node.op == Op::kUnwrap) return is_given(package_.operands_of(node)[0]);
    return node.op == Op::kInput || node.op == Op::kField;
  }

  void add_rows(NodeId id, const program::Node& node) {
    if (n_folds_ > 0 || n_parts_ > 0) return;
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
      target.literals = certain_context();
      target.n_context = target.literals.size();
      for (std::uint32_t cell = 0; cell < row.n_cells; ++cell) {
        target.literals.push_back({operands[row.first_operand + cell], true, false});
      }
      targets_.push_back(std::move(target));
    }
  }

  void add_rest(NodeId id, const program::Node& node) {
    const NodeId rest = package_.operands_of(node).back();
    if (n_folds_ > 0 || n_parts_ > 0 || !package_.tables[node.payload].has_otherwise || is_refusal(rest)) return;
    Target target;
    target.question = Question::kRest;
    target.node = id;
    target.place = package_.node(rest).place;
    target.literals = certain_context();
    target.n_context = target.literals.size();
    targets_.push_back(std::move(target));
  }

  /// What holds around a condition wherever it is evaluated: the siblings in `et` and `ou` are no part of it.
  std::vector<Literal> certain_context() const {
    std::vector<Literal> context = context_;
    std::erase_if(context, [](const Literal& literal) { return literal.hides; });
    return context;
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

  /// A part is read here: its errors are those of the rule. Its conditions and rows are another's: what it is given
  /// may well decide them.
  void walk_part(program::VariableId id) {
    if (!parts_seen_.insert(id.value).second) return;
    std::vector<Literal> outer;
    const bool is_shared = n_uses_of_part_[id.value] > 1;
    if (is_shared) outer = std::exchange(context_, {});
    ++n_parts_;
    for (const program::Version& version : package_.versions_of(package_.variable(id))) {
      if (version.date) walk(version.date);
      if (!version.rule) continue;
      const program::Rule& rule = package_.rule(version.rule);
      walk(rule.body);
      for (const program::Derogation& derogation : package_.derogations_of(rule)) {
        walk(derogation.guard);
        walk(derogation.body);
      }
    }
    --n_parts_;
    if (is_shared) context_ = std::move(outer);
  }

  void visit(NodeId id) {
    const program::Node& node = package_.node(id);
    if (node.op == Op::kVariable && unit_.parts != nullptr && (*unit_.parts)[node.payload]) {
      walk_part(program::VariableId(node.payload));
      return;
    }
    add_site(id, node.site);
    add_site(id, node.second_site);
    const auto operands = package_.operands_of(node);
    if (node.op == Op::kIf) {
      visit_choice(node, operands);
      return;
    }
    if ((node.op == Op::kAnd || node.op == Op::kOr) && node.n_operands <= kMaxSiblings && n_folds_ == 0) {
      visit_connective(node.op == Op::kAnd, operands);
      return;
    }
    if (node.op == Op::kTable) {
      add_rows(id, node);
      add_rest(id, node);
    }
    const bool folds = program::info(node.op).payload == program::PayloadKind::kBinder && !operands.empty();
    n_folds_ += folds ? 1U : 0U;
    for (const NodeId operand : operands) walk(operand);
    n_folds_ -= folds ? 1U : 0U;
  }

  /// An error of one operand of `et` counts only where no other is false; of `ou`, where no other is true.
  void visit_connective(bool conjunction, std::span<const NodeId> operands) {
    for (std::size_t own = 0; own < operands.size(); ++own) {
      const std::size_t outer = context_.size();
      for (std::size_t index = 0; index < operands.size(); ++index) {
        if (index != own) context_.push_back({operands[index], conjunction, true});
      }
      walk(operands[own]);
      context_.resize(outer);
    }
  }

  void visit_choice(const program::Node& node, std::span<const NodeId> operands) {
    walk(operands[0]);
    // A choice that lowering wrote has the place of the expression it stands for; that of `si` begins before its
    // condition.
    const bool written = package_.node(operands[0]).place != node.place;
    if (written) add_condition(operands[0], true, !is_refusal(operands[2]));
    context_.push_back({operands[0], true, false});
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
  std::unordered_map<std::uint32_t, std::uint32_t> n_uses_of_part_;
  std::unordered_map<std::uint32_t, bool> seen_;
  std::vector<Literal> context_;
  std::unordered_set<std::uint32_t> parts_seen_;
  std::size_t n_parts_ = 0;  // Around the node.
  std::size_t n_folds_ = 0;  // Around the node: what is in them has no value of its own.
  std::vector<Target> targets_;
};

}  // namespace

std::vector<Target> targets_of(const Package& package, const Unit& unit) {
  return Collector(package, unit).run();
}

}  // namespace avenant::check
