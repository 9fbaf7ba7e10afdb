#include <algorithm>

#include "compiler/sema/amendments/targets.hpp"

namespace avenant::sema {

namespace {

using diagnostics::Language;
using syntax::ModifierKind;
using syntax::RuleKind;
using syntax::RuleView;

hir::VariableKind kind_of(RuleKind kind) {
  if (kind == RuleKind::EligibilityRule) return hir::VariableKind::Eligibility;
  if (kind == RuleKind::DecisionTableRule) return hir::VariableKind::Table;
  if (kind == RuleKind::SeriesRule) return hir::VariableKind::Series;
  if (kind == RuleKind::ObjectiveRule) return hir::VariableKind::Objective;
  if (kind == RuleKind::ObligationRule) return hir::VariableKind::Obligation;
  if (kind == RuleKind::InstalmentsRule) return hir::VariableKind::Instalments;
  return hir::VariableKind::Definition;
}

/// `pour n de 1 à 5 ; i dans Indicateur`, as the rule that is replaced has it.
std::string family_text(const Context& context, const std::vector<hir::BinderId>& indices) {
  std::string text;
  for (const hir::BinderId id : indices) {
    const hir::Binder& binder = context.program.binders[id];
    text += (text.empty() ? "pour " : " ; ") + context.text(binder.name);
    if (binder.domain.enumeration.valid()) {
      text += " dans " + context.text(context.program.enumerations[binder.domain.enumeration].name);
    } else {
      text += " de " + std::to_string(binder.domain.first) + " à " + std::to_string(binder.domain.last);
    }
  }
  return text;
}

/// Another wording speaks of the same members, under the same names.
bool check_family(Context& context, const PlacedRule& placed, const hir::Variable& variable) {
  const std::vector<hir::BinderId> written = read_family(context, scope_of(context, placed), placed.rule.family());
  const bool same = std::equal(written.begin(), written.end(), variable.indices.begin(), variable.indices.end(),
                               [&](hir::BinderId left, hir::BinderId right) {
                                 const hir::Binder& first = context.program.binders[left];
                                 const hir::Binder& second = context.program.binders[right];
                                 return first.name == second.name && first.domain == second.domain;
                               });
  if (same) return true;
  const std::string expected = family_text(context, variable.indices);
  context.sink.report(Code::OtherHeader, placed.rule.name()->span())
      .with("name", placed.rule.name()->text())
      .with("expected", expected.empty() ? "aucun indice" : expected);
  return false;
}

bool check_parameters(Context& context, RuleView rule, const hir::Variable& variable) {
  const auto definition = rule.as<syntax::DefinitionView>();
  if (!definition) return true;
  const auto written = definition->parameters();
  std::string expected;
  bool same = written.size() == variable.parameters.size();
  for (std::size_t i = 0; i < variable.parameters.size(); ++i) {
    const hir::Parameter& parameter = context.program.parameters[variable.parameters[i]];
    const std::string& name = context.text(parameter.name);
    expected += (expected.empty() ? "avec " : " ; ") + name + " : " + hir::type_text(context.program, parameter.type);
    same = same && written[i].name() && base::normalise(written[i].name()->text()) == name;
  }
  if (same) return true;
  context.sink.report(Code::OtherHeader, rule.name()->span())
      .with("name", rule.name()->text())
      .with("expected", expected.empty() ? "aucun paramètre" : expected);
  return false;
}

/// A type may be left out; types never change.
bool check_type(Context& context, const PlacedRule& placed, const hir::Variable& variable) {
  const auto view = placed.rule.type();
  if (!view || placed.rule.kind() == RuleKind::EligibilityRule) return true;
  const WrittenType written = read_type(context, scope_of(context, placed), *view);
  if (written.type.is_error() || variable.type.is_error()) return true;
  const bool same_range = written.range.least == variable.range.least &&
                          written.range.greatest == variable.range.greatest &&
                          written.range.greatest_excluded == variable.range.greatest_excluded;
  if (written.type == variable.type && same_range) return true;
  context.sink.report(Code::TypeNeverChanges, view->span())
      .with("name", placed.rule.name()->text())
      .with("expected", hir::type_text(context.program, variable.type))
      .label(variable.provenance.span, Label::DeclaredHere);
  return false;
}

/// Everything that a rule's derogations may derogate from.
std::vector<hir::VariableId> with_conditions(const Context& context, const std::vector<hir::VariableId>& variables) {
  std::vector<hir::VariableId> all = variables;
  for (const hir::VariableId id : variables) {
    for (const hir::VariableId condition : all_conditions(context, id)) all.push_back(condition);
  }
  return all;
}

bool lies_in(base::Span inner, base::Span outer) {
  return inner.source == outer.source && outer.begin <= inner.begin && inner.end <= outer.end;
}

/// `en gardant ses dérogations`, `sans ses dérogations`: said exactly where the rule has some.
void settle_derogations_of(Context& context, const PlacedRule& placed) {
  const auto name = placed.rule.name();
  if (!name || placed.rule.kind() == RuleKind::DerogationRule) return;
  const auto variables = with_conditions(context, amended_variables(context, placed, name->text()));
  std::vector<hir::DerogationId> derogations;
  for (std::size_t i = 0; i < context.program.derogations.size(); ++i) {
    const hir::DerogationId id = context.program.derogations.id_at(i);
    const hir::Derogation& derogation = context.program.derogations[id];
    const bool concerned = std::find(variables.begin(), variables.end(), derogation.target) != variables.end();
    if (concerned && derogation.provenance.text < placed.text) derogations.push_back(id);
  }
  const auto keep = placed.rule.modifier(ModifierKind::KeepDerogations);
  const auto drop = placed.rule.modifier(ModifierKind::DropDerogations);
  if (derogations.empty()) {
    if (keep || drop) {
      context.sink.report(Code::NoDerogationToKeep, (keep ? keep : drop)->span()).with("name", name->text());
    }
    return;
  }
  if (!keep && !drop) {
    auto report = context.sink.report(Code::DerogationsUnsaid, name->span());
    report.with("name", name->text());
    for (const hir::DerogationId id : derogations)
      report.label(context.program.derogations[id].provenance.span, Label::DeclaredHere);
    return;
  }
  if (!drop) return;
  for (const hir::VariableId id : variables) {
    for (hir::Version& version : context.program.variables[id].versions) {
      const base::Span whole = version.composed_of.valid() ? version.composed_of : version.provenance.span;
      if (lies_in(whole, placed.rule.span())) version.without = derogations;
    }
  }
}

/// What derogated from a clause goes with it.
void settle_derogations_of_repealed(Context& context, const PlacedRule& placed) {
  for (std::size_t i = 0; i < context.program.variables.size(); ++i) {
    const hir::VariableId id = context.program.variables.id_at(i);
    for (hir::Version& version : context.program.variables[id].versions) {
      const bool is_clause = version.clause == hir::ClauseState::Repealed && !version.composed_of.valid();
      if (!is_clause || !lies_in(version.provenance.span, placed.rule.span())) continue;
      for (std::size_t j = 0; j < context.program.derogations.size(); ++j) {
        const hir::DerogationId derogation = context.program.derogations.id_at(j);
        const hir::Derogation& one = context.program.derogations[derogation];
        if (one.target == id && one.provenance.text < placed.text) version.without.push_back(derogation);
      }
    }
  }
}

}  // namespace

namespace {

bool names_its_like(Context& context, const PlacedRule& placed) {
  const auto name = placed.rule.name();
  if (!name) return false;
  const auto variables = amended_variables(context, placed, name->text());
  if (variables.empty()) {
    if (context.is_damaged(name->text())) return false;
    const auto scope = context.scopes.find(placed.dispositif);
    const bool is_derogation =
        scope != context.scopes.end() && scope->second.derogations.contains(context.program.names.find(name->text()));
    if (is_derogation) {
      context.sink.report(Code::AmendsOtherKind, name->span())
          .with("name", name->text())
          .with("found", "une dérogation", "a derogation");
      return false;
    }
    context.sink.report(Code::NothingToAmend, name->span())
        .with("name", name->text())
        .suggest(context.near(name->text(), amendable_names(context, placed)));
    return false;
  }
  const hir::Variable variable = context.program.variables[variables.front()];
  if (variable.kind != kind_of(placed.rule.kind())) {
    context.sink.report(Code::AmendsOtherKind, name->span())
        .with("name", name->text())
        .with("found", kind_phrase(variable.kind, Language::French), kind_phrase(variable.kind, Language::English));
    return false;
  }
  if (!is_earlier(context, placed, variable.provenance, name->span())) return false;
  const bool same_family = check_family(context, placed, variable);
  const bool same_parameters = check_parameters(context, placed.rule, variable);
  const bool same_type = check_type(context, placed, variable);
  return same_family && same_parameters && same_type;
}

}  // namespace

bool may_replace(Context& context, const PlacedRule& placed) {
  if (names_its_like(context, placed)) return true;
  if (placed.rule.name()) context.refused.insert(placed.rule.name()->span());
  return false;
}

void order_versions(Context& context) {
  for (std::size_t i = 0; i < context.program.variables.size(); ++i) {
    auto& versions = context.program.variables[context.program.variables.id_at(i)].versions;
    std::stable_sort(versions.begin(), versions.end(), [](const hir::Version& left, const hir::Version& right) {
      if (left.provenance.text != right.provenance.text) return left.provenance.text < right.provenance.text;
      return left.from < right.from;
    });
  }
}

void settle_derogations(Context& context, const std::vector<PlacedRule>& placed) {
  for (const PlacedRule& one : placed) {
    if (one.replaces) settle_derogations_of(context, one);
    const auto repeal = one.rule.as<syntax::RepealView>();
    if (repeal && repeal->address() && repeal->address()->clause_keyword()) {
      settle_derogations_of_repealed(context, one);
    }
  }
}

}  // namespace avenant::sema
