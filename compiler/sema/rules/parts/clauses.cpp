#include <algorithm>

#include "compiler/sema/rules/parts/parts.hpp"

namespace avenant::sema {

namespace {

using syntax::ClauseView;

/// A clause and the part it writes.
struct ClausePart {
  Keyword clause;
  std::string_view part;
};

constexpr ClausePart kObjectiveClauses[] = {
    {Keyword::Concerns, "concerné"},   {Keyword::Start, "départ"},        {Keyword::Target, "cible"},
    {Keyword::Tolerance, "tolérance"}, {Keyword::DueDate, "échéance"},    {Keyword::Observed, "constaté"},
    {Keyword::Reached, "atteint"},     {Keyword::Attainment, "atteinte"},
};

/// A day may follow « à compter du ».
constexpr ClausePart kObligationClauses[] = {
    {Keyword::Debtor, "débiteur"},    {Keyword::DueIf, "due"},       {Keyword::StartingFrom, "à compter de"},
    {Keyword::Delay, "délai"},        {Keyword::Before, "avant le"}, {Keyword::ProvedBy, "prouvée par"},
    {Keyword::Since, "à compter de"},
};

std::span<const ClausePart> clauses_of(hir::VariableKind kind) {
  if (kind == hir::VariableKind::Objective) return kObjectiveClauses;
  if (kind == hir::VariableKind::Obligation) return kObligationClauses;
  return {};
}

/// The clauses of a kind, for a message.
std::string clause_list(hir::VariableKind kind) {
  std::string list;
  for (const ClausePart& one : clauses_of(kind)) {
    if (one.clause == Keyword::Since) continue;
    list += (list.empty() ? "" : ", ") + clause_text(one.clause);
  }
  return list;
}

}  // namespace

std::string rule_phrase(hir::VariableKind kind, diagnostics::Language language) {
  const bool french = language == diagnostics::Language::French;
  if (kind == hir::VariableKind::Objective) return french ? "l’objectif" : "the objectif";
  if (kind == hir::VariableKind::Obligation) return french ? "l’obligation" : "the obligation";
  return french ? "l’échéancier" : "the échéancier";
}

std::optional<std::string_view> part_of_clause(hir::VariableKind kind, Keyword clause) {
  for (const ClausePart& one : clauses_of(kind)) {
    if (one.clause == clause) return one.part;
  }
  return std::nullopt;
}

std::string clause_text(Keyword clause) {
  return std::string(syntax::spelling(clause, syntax::KeywordLanguage::French));
}

base::Span clause_span(ClauseView clause) {
  const auto keyword = clause.node().any_keyword();
  return keyword ? keyword->span() : clause.span();
}

void check_clauses(Context& context, const PlacedRule& placed, hir::VariableKind kind,
                   const std::vector<ClauseView>& clauses, const std::vector<Keyword>& needed) {
  std::vector<std::pair<std::string_view, base::Span>> seen;
  for (const ClauseView clause : clauses) {
    const auto keyword = clause.keyword();
    if (!keyword) continue;
    const auto part = part_of_clause(kind, *keyword);
    if (!part) {
      context.sink.report(Code::UnknownClause, clause_span(clause))
          .with("kind", composite_phrase(kind, diagnostics::Language::French),
                composite_phrase(kind, diagnostics::Language::English))
          .with("clause", clause_text(*keyword))
          .with("clauses", clause_list(kind));
      continue;
    }
    const auto first = std::find_if(seen.begin(), seen.end(), [&](const auto& other) { return other.first == *part; });
    if (first != seen.end()) {
      context.sink.report(Code::ClauseTwice, clause_span(clause))
          .with("clause", clause_text(*keyword))
          .label(first->second, Label::FirstHere);
    }
    seen.emplace_back(*part, clause_span(clause));
  }
  if (placed.rule.node().has_error()) return;
  for (const Keyword keyword : needed) {
    const auto part = part_of_clause(kind, keyword);
    if (std::any_of(seen.begin(), seen.end(), [&](const auto& one) { return one.first == *part; })) continue;
    context.sink.report(Code::MissingClause, placed.rule.name()->span())
        .with("kind", rule_phrase(kind, diagnostics::Language::French),
              rule_phrase(kind, diagnostics::Language::English))
        .with("name", placed.rule.name()->text())
        .with("clause", clause_text(keyword));
    return;
  }
}

Scope scope_of_clause(Context& context, Scope scope, hir::VariableId variable) {
  if (context.program.variables[variable].kind != hir::VariableKind::Objective) return scope;
  scope.objective = context.program.variables[variable].rule;
  scope.clause = variable;
  scope.objective_indices.clear();
  for (const hir::BinderId binder : std::vector<hir::BinderId>(context.program.variables[variable].indices)) {
    const hir::Binder one = context.program.binders[binder];
    scope.objective_indices.push_back(
        make(context, ExpressionKind::Index, binder_type(one), one.span, {}, binder.index()));
  }
  return scope;
}

ExpressionId read_clause(Context& context, const Scope& scope, hir::VariableId variable,
                         std::optional<ExpressionView> value) {
  const hir::Variable& part = context.program.variables[variable];
  const Type type = part.type;
  const bool is_debtor = part.kind == hir::VariableKind::Obligation && type.is(TypeKind::Enumeration) &&
                         type.enumeration == context.debtors;
  if (is_debtor) return read_debtor(context, value);
  const ExpressionId body = read_as(context, scope, value, type);
  if (!scope.objective.valid() || type_of(context, body).is_error()) return body;
  const CompositeRule* whole = find_composite(context, scope.dispositif, context.text(scope.objective));
  if (whole == nullptr || find_part(*whole, "atteinte") != variable) return body;
  // It is 1 wherever the target is reached.
  const base::Span span = span_of(context, body);
  const ExpressionId reached =
      make_variable_reference(context, scope, find_part(*whole, "atteint"), scope.objective_indices, span);
  const ExpressionId one = number_constant(context, value::Rational::whole(1), kNoUnit, span);
  return make(context, ExpressionKind::If, type, span, {reached, one, body});
}

}  // namespace avenant::sema
