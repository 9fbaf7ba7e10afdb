// Partial amendments: a labelled condition, a clause, rows of a table.
#include "compiler/sema/rules/parts/parts.hpp"

#include <algorithm>

#include "compiler/sema/amendments/compose.hpp"

namespace avenant::sema {

namespace {

using syntax::ExtendView;
using syntax::ReplaceView;

/// Whether the last whole wording of a list before a text, or a part of it, lists a condition, in a group or not.
bool is_listed(const Context& context, hir::VariableId list, hir::VariableId condition, const hir::Version& part) {
  const hir::TextId text = part.provenance.text;
  const hir::Version* whole = version_before(context, list, text);
  if (whole == nullptr) return false;
  const auto& versions = context.program.variables[list].versions;
  // Where the last wording may end, or not count, an earlier one is read again.
  const bool may_end = whole->until || !whole->postponements.empty() || part.from < whole->from ||
                       context.program.texts[whole->provenance.text].draft;
  const auto first = may_end ? versions.begin() : versions.begin() + (whole - versions.data());
  return std::any_of(first, versions.end(), [&](const hir::Version& version) {
    return std::any_of(version.rule.conditions.begin(), version.rule.conditions.end(), [&](const hir::Condition& one) {
      return one.variable == condition || is_listed(context, one.variable, condition, part);
    });
  });
}

/// `remplace e « libellé » …`: the condition has another wording. It is one of the rule's words, dated as the rule is.
void replace_condition(Context& context, const PlacedRule& placed, ReplaceView view, const Amended& amended) {
  const hir::VariableId variable = amended.variables.front();
  const auto part = open_part(context, placed, variable, view.address()->span());
  if (!part) return;
  if (!is_listed(context, amended.rule, variable, part->open.version)) {
    context.sink.report(Code::NothingLeftToAmend, view.address()->span())
        .with("name", context.quote(view.address()->span()))
        .with("what", "la condition n’y est plus", "the condition is no longer there");
    return;
  }
  hir::Version version = part->open.version;
  Scope scope = part->open.scope;
  scope.address = context.text(context.program.variables[variable].name);
  const auto group =
      syntax::ConditionGroupView::cast(view.node().child(syntax::NodeKind::ConditionGroup, 0).value_or(view.node()));
  if (group) {
    version.rule.mode = group->any() ? hir::ConditionMode::Any : hir::ConditionMode::All;
    version.rule.conditions = read_conditions(context, placed, amended.rule, variable, part->open, group->conditions());
  } else {
    const hir::Version before = *version_before(context, variable, placed.text);
    version.rule.body = read_condition(context, scope, view.value());
    check_supposed(context, placed, scope, before, boolean_type());
  }
  check_crossing(context, placed, version, variable);
  insert_version(context, variable, std::move(version));
}

/// `remplace X.clause E`, and `remplace X` followed by clauses.
void replace_clause(Context& context, const PlacedRule& placed, std::optional<ExpressionView> value,
                    hir::VariableId variable, base::Span address) {
  const hir::Version* known = version_before(context, variable, placed.text);
  const bool is_repealed = known != nullptr && known->clause == hir::ClauseState::Repealed;
  if (is_repealed && placed.rule.kind() == syntax::RuleKind::ReplaceRule) {
    return report_repealed(context, context.quote(address), *known, address);
  }
  // A clause that a text repealed may be written again, where it alone says what the rule yields.
  const bool again = is_repealed && context.program.variables[variable].kind == hir::VariableKind::Objective;
  const auto part = open_part(context, placed, variable, address, again);
  if (!part) return;
  hir::Version version = part->open.version;
  Scope scope = scope_of_clause(context, part->open.scope, variable);
  scope.address = context.text(context.program.variables[variable].name);
  const hir::Version before = *version_before(context, variable, placed.text);
  const Type type = context.program.variables[variable].type;
  version.rule.body = read_clause(context, scope, variable, value);
  check_supposed(context, placed, scope, before, type);
  check_crossing(context, placed, version, variable);
  insert_version(context, variable, std::move(version));
}

std::vector<syntax::ClauseView> clauses_in(syntax::RuleView view) {
  std::vector<syntax::ClauseView> clauses;
  for (const syntax::NodeRef child : view.node().children()) {
    if (const auto clause = syntax::ClauseView::cast(child)) clauses.push_back(*clause);
  }
  return clauses;
}

/// `remplace X` or `complète X`, then some of its clauses.
void write_clauses(Context& context, const PlacedRule& placed, const std::vector<syntax::ClauseView>& clauses,
                   syntax::AddressView address) {
  const std::string name(address.name()->text());
  const CompositeRule* rule = find_composite(context, placed.dispositif, name);
  if (rule == nullptr) {
    context.sink.report(Code::NoClausesHere, clause_span(clauses.front())).with("name", name);
    return;
  }
  for (const syntax::ClauseView clause : clauses) {
    const auto keyword = clause.keyword();
    const auto part = keyword ? part_of_clause(rule->kind, *keyword) : std::nullopt;
    const hir::VariableId variable = part ? find_part(*rule, *part) : hir::VariableId{};
    if (!variable.valid()) {
      context.sink.report(Code::UnknownPart, clause_span(clause))
          .with("name", name)
          .with("part", context.quote(clause_span(clause)));
      continue;
    }
    replace_clause(context, placed, clause.value(), variable, clause_span(clause));
  }
}

void replace(Context& context, const PlacedRule& placed, ReplaceView view) {
  const auto address = view.address();
  if (!address) return;
  const auto amended = find_amended(context, placed, *address);
  if (!amended) return;
  if (amended->is_condition) return replace_condition(context, placed, view, *amended);
  if (amended->is_clause) {
    return replace_clause(context, placed, view.value(), amended->variables.front(), address->span());
  }
  if (const auto clauses = clauses_in(view); !clauses.empty()) return write_clauses(context, placed, clauses, *address);
  const auto table = view.table();
  if (address->rows() && table)
    return amend_rows(context, placed, *amended, RowChange::Replaced, *table, address->span());
  if (view.node().has_error()) return;
  context.sink.report(Code::AmendmentForm, address->span())
      .with("what", "pour remplacer toute la règle, répétez son mot : « remplace définition … », « remplace barème … »",
            "to replace the whole rule, repeat its word: “remplace définition …”, “remplace barème …”");
}

/// `complète e`, or one of its groups: further conditions.
void extend_conditions(Context& context, const PlacedRule& placed, ExtendView view, const Amended& amended) {
  const hir::VariableId variable = amended.variables.front();
  const hir::VariableId rule = amended.is_condition ? amended.rule : variable;
  const auto part = open_part(context, placed, variable, view.address()->span());
  if (!part) return;
  for (const syntax::LabelledConditionView condition : view.conditions()) {
    const auto label = condition.label();
    const hir::VariableId other = label ? find_condition(context, rule, label->content()) : hir::VariableId{};
    if (!other.valid()) continue;
    context.sink.report(Code::DuplicateLabel, label->span())
        .with("label", label->content())
        .label(context.program.variables[other].provenance.span, Label::FirstHere);
    return;
  }
  const std::vector<hir::Condition> added =
      read_conditions(context, placed, rule, variable, part->open, view.conditions());
  compose(context, placed, *part, [&](hir::Version& version) {
    auto& conditions = version.rule.conditions;
    conditions.insert(conditions.end(), added.begin(), added.end());
    return true;
  });
}

void extend(Context& context, const PlacedRule& placed, ExtendView view) {
  const auto address = view.address();
  if (!address || !address->name()) return;
  const auto keyword = address->rule_keyword();
  const bool word = keyword && (*keyword == syntax::Keyword::Record || *keyword == syntax::Keyword::Enumeration ||
                                *keyword == syntax::Keyword::OrderedEnumeration);
  if (word) return;  // Read with the words.
  const auto amended = find_amended(context, placed, *address);
  if (!amended) return;
  const bool instalments = !amended->variables.empty() &&
                           context.program.variables[amended->variables.front()].kind == hir::VariableKind::Instalments;
  if (instalments && !(view.instalments().empty() && view.branches().empty())) {
    return extend_instalments(context, placed, view);
  }
  const bool eligibility = amended->is_condition ||
                           (!amended->variables.empty() && context.program.variables[amended->variables.front()].kind ==
                                                               hir::VariableKind::Eligibility);
  if (eligibility && !view.conditions().empty()) return extend_conditions(context, placed, view, *amended);
  if (const auto clauses = view.clauses(); !clauses.empty()) return write_clauses(context, placed, clauses, *address);
  if (!amended->variables.empty() && view.table()) {
    return amend_rows(context, placed, *amended, RowChange::Added, *view.table(), address->span());
  }
  if (view.node().has_error()) return;
  context.sink.report(Code::AmendmentForm, address->span())
      .with(
          "what",
          "on complète une éligibilité par des conditions, un barème par des lignes, un échéancier par des versements, "
          "une fiche par des champs, une énumération par des cas",
          "an éligibilité is completed by conditions, a table by rows, an échéancier by instalments, a fiche by "
          "fields, an enumeration by cases");
}

}  // namespace

void amend(Context& context, const PlacedRule& placed) {
  if (const auto view = placed.rule.as<ReplaceView>()) replace(context, placed, *view);
  if (const auto view = placed.rule.as<ExtendView>()) extend(context, placed, *view);
  if (const auto view = placed.rule.as<syntax::RepealView>()) repeal(context, placed, *view);
}

}  // namespace avenant::sema
