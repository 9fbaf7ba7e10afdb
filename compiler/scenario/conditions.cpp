#include "compiler/scenario/conditions.hpp"

#include <algorithm>

#include "compiler/base/names.hpp"

namespace avenant::scenario {

namespace {

bool is_false(const eval::Outcome& outcome) {
  return outcome.ok() && !outcome.value.as_boolean();
}

class Reader {
 public:
  Reader(const program::Package& package, const eval::Trace& trace) : package_(package), trace_(trace) {}

  std::vector<FailingCondition> of_variable(program::VariableId variable) const {
    const eval::VariableTrace* trace = trace_.find(variable);
    if (trace == nullptr || trace->conditions.empty()) return {};
    // The first one is the rule itself; those below follow, parents before children.
    std::size_t next = 1;
    return below(trace->conditions, next, trace->conditions[0].depth);
  }

 private:
  std::vector<FailingCondition> below(const std::vector<eval::ConditionTrace>& conditions, std::size_t& next,
                                      std::uint32_t depth) const {
    std::vector<FailingCondition> failing;
    while (next < conditions.size() && conditions[next].depth > depth) {
      const eval::ConditionTrace& trace = conditions[next];
      ++next;
      const program::Condition& condition = package_.conditions[trace.condition.value];
      FailingCondition item;
      item.label = std::string(package_.text_of(condition.label));
      item.children = below(conditions, next, trace.depth);
      if (condition.group == program::ConditionGroup::kLeaf) item.children = of_leaf(condition);
      if (is_false(trace.outcome)) failing.push_back(std::move(item));
    }
    return failing;
  }

  // A group that derogations can change is read as a variable, which has its own conditions.
  std::vector<FailingCondition> of_leaf(const program::Condition& condition) const {
    const program::Node& node = package_.node(condition.node);
    if (node.op != program::Op::kVariable) return {};
    const program::VariableId variable(node.payload);
    return package_.variable(variable).kind == program::RuleKind::kCondition ? of_variable(variable)
                                                                             : std::vector<FailingCondition>();
  }

  const program::Package& package_;
  const eval::Trace& trace_;
};

bool is_listed(const std::vector<std::string>& labels, const std::string& label) {
  return !label.empty() && std::any_of(labels.begin(), labels.end(), [&label](const std::string& each) {
    return base::normalise(each) == base::normalise(label);
  });
}

bool is_covered(const FailingCondition& condition, const std::vector<std::string>& labels) {
  if (is_listed(labels, condition.label)) return true;
  return !condition.children.empty() &&
         std::all_of(condition.children.begin(), condition.children.end(),
                     [&labels](const FailingCondition& child) { return is_covered(child, labels); });
}

void collect(const std::vector<FailingCondition>& failing, std::vector<std::string>& labels) {
  for (const FailingCondition& condition : failing) {
    if (!condition.label.empty()) labels.push_back(condition.label);
    collect(condition.children, labels);
  }
}

void collect_shown(const std::vector<FailingCondition>& failing, std::vector<std::string>& labels) {
  for (const FailingCondition& condition : failing) {
    const std::size_t before = labels.size();
    collect_shown(condition.children, labels);
    if (labels.size() == before && !condition.label.empty()) labels.push_back(condition.label);
  }
}

}  // namespace

std::vector<FailingCondition> failing_conditions(const program::Package& package, const eval::Trace& trace,
                                                 program::VariableId variable) {
  return Reader(package, trace).of_variable(variable);
}

bool names_exactly(const std::vector<FailingCondition>& failing, const std::vector<std::string>& labels) {
  std::vector<std::string> known;
  collect(failing, known);
  const bool all_fail =
      std::all_of(labels.begin(), labels.end(), [&known](const std::string& label) { return is_listed(known, label); });
  return all_fail && std::all_of(failing.begin(), failing.end(), [&labels](const FailingCondition& condition) {
           return is_covered(condition, labels);
         });
}

std::string labels_text(const std::vector<FailingCondition>& failing) {
  std::vector<std::string> labels;
  collect_shown(failing, labels);
  std::string text;
  for (const std::string& label : labels) text += (text.empty() ? "« " : " ; « ") + label + " »";
  return text;
}

}  // namespace avenant::scenario
