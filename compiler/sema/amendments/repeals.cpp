#include <algorithm>

#include "compiler/sema/amendments/compose.hpp"

namespace avenant::sema {

namespace {

using syntax::AddressView;

/// From then on there is no rule: who asks for it is told by which text.
void repeal_rule(Context& context, const PlacedRule& placed, const Amended& amended, AddressView address) {
  const std::vector<hir::BinderId> indices = context.program.variables[amended.variables.front()].indices;
  const hir::Version* before = version_before(context, amended.variables.front(), placed.text);
  if (before == nullptr || before->repealed) {
    context.sink.report(Code::NothingLeftToAmend, address.span())
        .with("name", context.quote(amended.name))
        .with("what", before == nullptr ? "rien n’en est dit avant" : "il est déjà abrogé",
              before == nullptr ? "nothing is said of it before" : "it is repealed already");
    return;
  }
  const OpenVersion open = open_at(context, placed, indices, address.span());
  for (const hir::VariableId id : amended.variables) {
    hir::Version version = open.version;
    version.repealed = true;
    insert_version(context, id, std::move(version));
  }
}

/// A repealed condition leaves the list that names it.
void repeal_condition(Context& context, const PlacedRule& placed, const Amended& amended, AddressView address) {
  const hir::VariableId condition = amended.variables.front();
  const hir::VariableId list = context.program.variables[condition].parent;
  const auto part = open_part(context, placed, list, address.span());
  if (!part) return;
  compose(context, placed, *part, [&](hir::Version& version) {
    auto& conditions = version.rule.conditions;
    const auto found = std::find_if(conditions.begin(), conditions.end(),
                                    [&](const hir::Condition& one) { return one.variable == condition; });
    if (found == conditions.end() || conditions.size() == 1) {
      const bool last = found != conditions.end();
      context.sink.report(Code::NothingLeftToAmend, address.span())
          .with("name", context.quote(address.span()))
          .with("what", last ? "ce serait la dernière condition" : "la condition n’y est plus",
                last ? "it would be the last condition" : "the condition is no longer there");
      return false;
    }
    conditions.erase(found);
    return true;
  });
}

}  // namespace

void repeal(Context& context, const PlacedRule& placed, syntax::RepealView view) {
  const auto address = view.address();
  if (!address) return;  // `abroge cas` is read with the words.
  if (address->rows()) {
    context.sink.report(Code::AmendmentForm, address->span())
        .with("what", "remplacez les lignes qui ne valent plus, par exemple par « exclu « … » »",
              "replace the rows that no longer hold, for example by “exclu « … »”");
    return;
  }
  const auto scope = context.scopes.find(placed.dispositif);
  const auto name = address->name();
  const bool derogation = name && scope != context.scopes.end() &&
                          scope->second.derogations.contains(context.program.names.find(name->text()));
  if (derogation) return;  // end_derogations() reads it.
  const auto amended = find_amended(context, placed, *address);
  if (!amended) return;
  if (amended->is_condition) return repeal_condition(context, placed, *amended, *address);
  if (amended->is_clause) {
    context.sink.report(Code::AmendmentForm, address->span())
        .with("what", "une clause ne s’abroge pas seule : remplacez-la", "a clause is not repealed alone: replace it");
    return;
  }
  repeal_rule(context, placed, *amended, *address);
}

}  // namespace avenant::sema
