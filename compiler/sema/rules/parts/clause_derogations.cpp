// A derogation with clauses is one derogation a clause: what orders and conflicts are about is the clause.
#include <algorithm>

#include "compiler/sema/rules/parts/parts.hpp"

namespace avenant::sema {

namespace {

using syntax::ClauseView;
using syntax::DerogationView;

/// Reads the clauses after `alors`.
class ClauseReader {
 public:
  ClauseReader(Context& context, DerogationView view, const Scope& scope, const hir::Derogation& derogation,
               const CompositeRule& rule)
      : context_(context), view_(view), scope_(scope), common_(derogation), rule_(rule) {}

  std::vector<hir::Derogation> read() {
    std::vector<hir::Derogation> pieces;
    for (const ClauseView clause : view_.clauses()) {
      auto piece = read_one(clause);
      if (piece) pieces.push_back(std::move(*piece));
    }
    return pieces;
  }

 private:
  std::optional<hir::Derogation> read_one(ClauseView clause) {
    const auto keyword = clause.keyword();
    if (!keyword) return std::nullopt;
    const std::string rule_name = context_.text(context_.program.variables[common_.target].rule);
    const auto part = part_of_clause(rule_.kind, *keyword);
    const hir::VariableId variable = part ? find_part(rule_, *part) : hir::VariableId{};
    if (!variable.valid()) {
      context_.sink.report(Code::UnknownPart, clause_span(clause))
          .with("name", rule_name)
          .with("part", clause_text(*keyword));
      return std::nullopt;
    }
    if (std::find(seen_.begin(), seen_.end(), variable) != seen_.end()) {
      context_.sink.report(Code::ClauseTwice, clause_span(clause)).with("clause", clause_text(*keyword));
      return std::nullopt;
    }
    seen_.push_back(variable);
    hir::Derogation piece = common_;
    piece.target = variable;
    if (common_.target_derogation.valid()) {
      piece.target_derogation = piece_on(context_, common_.target_derogation, variable);
      if (!piece.target_derogation.valid()) {
        context_.sink.report(Code::ClauseNotSet, clause_span(clause))
            .with("name", context_.text(context_.program.derogations[common_.target_derogation].name))
            .with("clause", clause_text(*keyword));
        return std::nullopt;
      }
    }
    const Type type = context_.program.variables[variable].type;
    Scope scope = scope_;
    scope.clause = variable;
    scope.address += "." + std::string(*part);
    scope.normally = type;
    piece.value = *keyword == Keyword::Debtor ? read_debtor(context_, clause.value())
                                              : read_as(context_, scope, clause.value(), type);
    return piece;
  }

  Context& context_;
  DerogationView view_;
  const Scope& scope_;
  const hir::Derogation& common_;
  const CompositeRule& rule_;
  std::vector<hir::VariableId> seen_;
};

}  // namespace

std::vector<hir::DerogationId> pieces_of(const Context& context, hir::DerogationId id) {
  const auto pieces = context.clause_derogations.find(id);
  return pieces == context.clause_derogations.end() ? std::vector{id} : pieces->second;
}

hir::DerogationId piece_on(const Context& context, hir::DerogationId id, hir::VariableId part) {
  for (const hir::DerogationId piece : pieces_of(context, id)) {
    if (context.program.derogations[piece].target == part) return piece;
  }
  return {};
}

hir::DerogationId whole_derogation(const Context& context, hir::DerogationId id) {
  for (const auto& [whole, pieces] : context.clause_derogations) {
    if (std::find(pieces.begin(), pieces.end(), id) != pieces.end()) return whole;
  }
  return id;
}

void read_derogation_clauses(Context& context, DerogationView view, const Scope& scope, hir::DerogationId id,
                             hir::Derogation& derogation) {
  derogation.value = error_expression(context, view.span());
  const hir::Variable& target = context.program.variables[derogation.target];
  const CompositeRule* known =
      target.rule.valid() ? find_composite(context, target.dispositif, context.text(target.rule)) : nullptr;
  if (known == nullptr || known->kind == hir::VariableKind::Instalments) {
    context.sink.report(Code::NoClausesHere, clause_span(view.clauses().front()))
        .with("name", view.target() ? context.quote(view.target()->span()) : context.text(target.name));
    return;
  }
  const CompositeRule rule = *known;
  std::vector<hir::Derogation> pieces = ClauseReader(context, view, scope, derogation, rule).read();
  if (pieces.empty()) return;
  std::vector<hir::DerogationId> ids{id};
  derogation = pieces.front();
  for (std::size_t i = 1; i < pieces.size(); ++i) {
    ids.push_back(context.program.derogations.add(std::move(pieces[i])));
  }
  context.clause_derogations[id] = std::move(ids);
}

}  // namespace avenant::sema
