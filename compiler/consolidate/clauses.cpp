#include <algorithm>

#include "compiler/consolidate/plan.hpp"

namespace avenant::consolidate {

namespace {

using syntax::ClauseView;
using syntax::NodeRef;
using syntax::RuleView;

std::vector<ClauseView> clauses_of(RuleView rule) {
  std::vector<ClauseView> clauses;
  for (const NodeRef child : rule.node().children()) {
    if (const auto clause = ClauseView::cast(child)) clauses.push_back(*clause);
  }
  return clauses;
}

/// A clause as a later text says it: its keyword and its value.
struct Written {
  syntax::Keyword keyword{};
  std::string keyword_text;
  base::Span value;
};

/// The clause of an amendment that stands at a place, or that its address names.
std::optional<Written> find_written(RuleView part, base::Span place) {
  for (const ClauseView one : clauses_of(part)) {
    const auto keyword = one.node().any_keyword();
    const bool here = one.span().begin <= place.begin && place.end <= one.span().end;
    if (keyword && one.value() && here) {
      return Written{keyword->keyword(), std::string(keyword->text()), one.value()->span()};
    }
  }
  const auto replace = part.as<syntax::ReplaceView>();
  if (!replace || !replace->address() || !replace->value()) return std::nullopt;
  std::optional<NodeRef> clause;
  for (const NodeRef child : replace->address()->node().children()) {
    if (child.kind() == syntax::NodeKind::Keyword) clause = child;
  }
  if (!clause) return std::nullopt;
  return Written{clause->keyword(), std::string(clause->text()), replace->value()->span()};
}

/// `abroge X.clause`: the clause leaves the wording, if that is where it is written.
void remove_clause(Plan& plan, RulePlace whole, syntax::RepealView repeal) {
  const auto keyword = repeal.address() ? repeal.address()->clause_keyword() : std::nullopt;
  const auto is_start = [](std::optional<syntax::Keyword> one) {
    return one == syntax::Keyword::StartingFrom || one == syntax::Keyword::Since;
  };
  for (const ClauseView one : clauses_of(whole_rule(plan.index.rule(whole)))) {
    const bool same = one.keyword() == keyword || (is_start(one.keyword()) && is_start(keyword));
    if (same) plan.edits_at(whole).remove(one.span().begin, one.span().end);
  }
}

}  // namespace

void write_clause(Plan& plan, RulePlace whole, RulePlace part, base::Span clause) {
  const RuleView rule = whole_rule(plan.index.rule(whole));
  const RuleView amendment = plan.index.rule(part);
  if (const auto repeal = amendment.as<syntax::RepealView>()) return remove_clause(plan, whole, *repeal);
  const auto written = find_written(amendment, clause);
  const auto clauses = clauses_of(rule);
  if (!written || clauses.empty()) {
    plan.unwritten.insert(std::string(rule.name() ? rule.name()->text() : rule.text()));
    return;
  }
  Edits& edits = plan.edits_at(whole);
  const std::size_t column = column_of(edits.text(), clauses.front().span().begin);
  const std::string value = moved(amendment.node().tree().text(), written->value.begin, written->value.end, column + 2);
  for (const ClauseView one : clauses) {
    if (one.keyword() != written->keyword || !one.value()) continue;
    edits.replace(one.value()->span().begin, one.value()->span().end, value);
    return;
  }
  edits.insert_below(clauses.back().span().end, std::string(column, ' ') + written->keyword_text + " " + value);
}

}  // namespace avenant::consolidate
