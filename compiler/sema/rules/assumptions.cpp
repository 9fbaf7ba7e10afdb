// `suppose C « raison »`: of a barème, or of a dispositif, where it constrains the facts that rules read.
#include <algorithm>

#include "compiler/sema/rules/rules.hpp"

namespace avenant::sema {

namespace {

/// What an expression reads, by itself and through the definitions that it calls.
struct Readings {
  bool inputs = false;
  std::optional<ExpressionId> rule;  ///< The first read of a rule, or call of a definition that reads one.
};

/// Whether a definition reads nothing but what it is given.
bool is_pure(const Context& context, hir::VariableId variable, std::vector<hir::VariableId>& seen);

void collect(const Context& context, ExpressionId id, Readings& found, std::vector<hir::VariableId>& seen) {
  const hir::Expression& expression = context.program.expressions[id];
  if (expression.kind == ExpressionKind::Input) found.inputs = true;
  const bool impure =
      expression.kind == ExpressionKind::Apply && !is_pure(context, hir::VariableId(expression.a), seen);
  const bool rule = expression.kind == ExpressionKind::Variable || expression.kind == ExpressionKind::Call || impure;
  if (rule && !found.rule) found.rule = id;
  for (const ExpressionId operand : context.program.operands_of(id)) collect(context, operand, found, seen);
}

bool is_pure(const Context& context, hir::VariableId variable, std::vector<hir::VariableId>& seen) {
  if (std::find(seen.begin(), seen.end(), variable) != seen.end()) return true;
  seen.push_back(variable);
  Readings found;
  for (const ExpressionId id : expressions_of(context, variable)) collect(context, id, found, seen);
  return !found.inputs && !found.rule;
}

bool has_modifiers(Context& context, const PlacedRule& placed, const char* french, const char* english) {
  const auto modifiers = placed.rule.modifiers();
  if (modifiers.empty()) return false;
  const auto keyword = modifiers.front().node().any_keyword();
  context.sink.report(Code::ClauseNotHere, modifiers.front().span())
      .with("clause", keyword ? keyword->text() : modifiers.front().text())
      .with("what", french, english);
  return true;
}

hir::Assumption read_one(Context& context, const PlacedRule& placed, const Scope& scope, syntax::AssumptionView view) {
  hir::Assumption assumption;
  assumption.condition = read_condition(context, scope, view.condition());
  if (const auto reason = view.reason()) assumption.reason = std::string(reason->content());
  assumption.provenance = context.provenance(placed.text, view.span());
  return assumption;
}

}  // namespace

std::vector<ExpressionId> expressions_of(const Context& context, const hir::Version& version) {
  std::vector<ExpressionId> all{version.rule.body};
  for (const hir::Assumption& assumption : version.rule.assumptions) all.push_back(assumption.condition);
  if (!version.rule.table.valid()) return all;
  for (const hir::TableRow& row : context.program.tables[version.rule.table].rows) {
    all.insert(all.end(), row.cells.begin(), row.cells.end());
    all.push_back(row.result);
  }
  return all;
}

std::vector<ExpressionId> expressions_of(const Context& context, hir::VariableId variable) {
  std::vector<ExpressionId> all;
  const auto add = [&](ExpressionId id) {
    if (id.valid()) all.push_back(id);
  };
  for (const hir::Version& version : context.program.variables[variable].versions) {
    add(version.application);
    for (const ExpressionId id : expressions_of(context, version)) add(id);
  }
  for (const hir::Derogation& derogation : context.program.derogations) {
    if (!(derogation.target == variable)) continue;
    add(derogation.application);
    add(derogation.guard);
    add(derogation.value);
  }
  return all;
}

std::vector<hir::Assumption> read_table_assumptions(Context& context, const PlacedRule& placed, const Scope& scope) {
  std::vector<hir::Assumption> assumptions;
  const auto view = *placed.rule.as<syntax::DecisionTableView>();
  for (const syntax::AssumptionView one : view.assumptions()) {
    assumptions.push_back(read_one(context, placed, scope, one));
  }
  return assumptions;
}

void read_assumption(Context& context, const PlacedRule& placed) {
  const auto view = *placed.rule.as<syntax::AssumptionView>();
  if (context.program.texts[placed.text].vocabulary) {
    context.sink.report(Code::RuleInVocabulary, placed.rule.span()).with("what", "suppose");
    return;
  }
  if (!placed.dispositif.valid()) {
    context.report_outside_dispositif(placed.rule.span(), "");
    return;
  }
  if (has_modifiers(context, placed, "une supposition : elle vaut pour tous les dossiers",
                    "an assumption: it holds for every case")) {
    return;
  }
  hir::Assumption assumption = read_one(context, placed, scope_of(context, placed), view);
  if (type_of(context, assumption.condition).is_error()) return;
  Readings found;
  std::vector<hir::VariableId> seen;
  collect(context, assumption.condition, found, seen);
  if (found.rule) {
    const base::Span span = span_of(context, *found.rule);
    context.sink.report(Code::AssumptionReads, span).with("name", context.quote(span));
    return;
  }
  if (!found.inputs) {
    context.sink.report(Code::SupposesNothing, view.condition() ? view.condition()->span() : view.span());
    return;
  }
  assumption.dispositif = placed.dispositif;
  context.program.assumptions.push_back(std::move(assumption));
}

}  // namespace avenant::sema
