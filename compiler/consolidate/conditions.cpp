#include <algorithm>

#include "compiler/consolidate/plan.hpp"

namespace avenant::consolidate {

namespace {

using syntax::LabelledConditionView;
using syntax::NodeKind;
using syntax::NodeRef;

constexpr std::size_t kStep = 2;

std::string label_of(LabelledConditionView view) {
  return view.label() ? base::normalise(view.label()->content()) : std::string();
}

/// The labelled condition below a node whose label stands at a place.
std::optional<LabelledConditionView> find_labelled(NodeRef node, base::Span place) {
  for (const NodeRef child : node.children()) {
    if (child.span().end < place.begin || place.end < child.span().begin) continue;
    const auto view = LabelledConditionView::cast(child);
    const bool here = view && (view->label() ? view->label()->span() : view->span()) == place;
    if (here) return view;
    if (auto inner = find_labelled(child, place)) return inner;
  }
  return std::nullopt;
}

/// Writes the conditions of an eligibility or a group as they stand.
class ConditionWriter {
 public:
  ConditionWriter(Plan& plan, RulePlace place) : plan_(plan), place_(place), edits_(plan.edits_at(place)) {}

  void change(const std::vector<LabelledConditionView>& written, const std::vector<hir::Condition>& wanted) {
    if (written.empty()) return;
    const std::size_t column = column_of(edits_.text(), written.front().span().begin);
    for (const LabelledConditionView view : written) {
      const auto found = std::find_if(wanted.begin(), wanted.end(),
                                      [&](const hir::Condition& one) { return one.label == label_of(view); });
      if (found == wanted.end()) {
        edits_.remove(view.span().begin, view.span().end);
      } else {
        change_one(view, *found, column);
      }
    }
    std::string added;
    for (const hir::Condition& one : wanted) {
      const bool stated = std::any_of(written.begin(), written.end(),
                                      [&](LabelledConditionView view) { return label_of(view) == one.label; });
      if (!stated) added += (added.empty() ? "" : "\n") + line(one, column);
    }
    if (!added.empty()) edits_.insert_below(written.back().span().end, added);
  }

 private:
  void change_one(LabelledConditionView view, const hir::Condition& condition, std::size_t column) {
    const hir::Version* version = plan_.standing.version_of(condition.variable);
    if (version == nullptr) return;
    const base::Span origin = version->composed_of.valid() ? version->composed_of : version->provenance.span;
    const bool here =
        origin.source == view.span().source && view.span().begin <= origin.begin && origin.end <= view.span().end;
    if (here && view.group()) return change(view.group()->conditions(), version->rule.conditions);
    if (here) return;
    plan_.note_origin(place_, version->provenance);
    edits_.replace(view.label()->span().end, view.span().end, " " + content(*version, column));
  }

  std::string line(const hir::Condition& condition, std::size_t column) {
    const hir::Version* version = plan_.standing.version_of(condition.variable);
    const std::string head = std::string(column, ' ') + "« " + condition.label + " »";
    if (version == nullptr) return head;
    return head + "  " + content(*version, column);
  }

  /// What follows the label.
  std::string content(const hir::Version& version, std::size_t column) {
    if (!version.rule.body.valid()) return group(version, column);
    const auto place = plan_.index.find(version.provenance.span);
    if (!place) return {};
    const syntax::RuleView rule = plan_.index.rule(*place);
    std::optional<base::Span> span;
    const auto replace = rule.as<syntax::ReplaceView>();
    if (const auto view = find_labelled(rule.node(), version.provenance.span)) {
      if (view->condition()) span = view->condition()->span();
    } else if (replace && !replace->replaced() && replace->value()) {
      span = replace->value()->span();
    }
    if (!span) return {};
    return moved(rule.node().tree().text(), span->begin, span->end, column + kStep);
  }

  std::string group(const hir::Version& version, std::size_t column) {
    const bool any = version.rule.mode == hir::ConditionMode::Any;
    const auto language = plan_.index.rule(place_).node().tree().language();
    std::string text(syntax::spelling(any ? syntax::Keyword::AnyCondition : syntax::Keyword::AllConditions, language));
    for (const hir::Condition& one : version.rule.conditions) text += "\n" + line(one, column + kStep);
    return text;
  }

  Plan& plan_;
  RulePlace place_;
  Edits& edits_;
};

}  // namespace

void write_conditions(Plan& plan, RulePlace place, const hir::Version& version) {
  const auto view = whole_rule(plan.index.rule(place)).as<syntax::EligibilityView>();
  if (view) ConditionWriter(plan, place).change(view->conditions(), version.rule.conditions);
}

}  // namespace avenant::consolidate
