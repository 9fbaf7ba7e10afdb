#include <algorithm>

#include "compiler/consolidate/plan.hpp"

namespace avenant::consolidate {

namespace {

using hir::VariableId;
using syntax::Keyword;
using syntax::ModifierKind;
using syntax::NodeKind;
using syntax::RuleKind;
using syntax::RuleView;

/// Whether a modifier speaks of other wordings or of a period, which a consolidated rule has not.
bool is_temporal(ModifierKind kind) {
  switch (kind) {
    case ModifierKind::InForce:
    case ModifierKind::Until:
    case ModifierKind::After:
    case ModifierKind::Including:
    case ModifierKind::KeepDerogations:
    case ModifierKind::DropDerogations:
    case ModifierKind::InsteadOf:
      return true;
    case ModifierKind::Application:
    case ModifierKind::MissingDay:
    case ModifierKind::Accept:
      return false;
  }
  return false;
}

/// The end of the head of a rule, where its type or its title may stand.
std::uint32_t end_of_head(RuleView rule, bool with_type) {
  std::uint32_t end = rule.span().begin;
  for (const syntax::NodeRef child : rule.node().children()) {
    const NodeKind kind = child.kind();
    const bool mode = child.is_keyword(Keyword::AllConditions) || child.is_keyword(Keyword::AnyCondition);
    const bool amount = kind == NodeKind::Body && rule.kind() == RuleKind::InstalmentsRule;
    const bool name = kind == NodeKind::Name || kind == NodeKind::Family || kind == NodeKind::Parameters;
    if (name || (with_type && (mode || amount || kind == NodeKind::Type))) end = std::max(end, child.span().end);
  }
  return end;
}

/// Of an objectif, an obligation or an échéancier some parts are results, and its head says so.
bool is_public(const hir::Program& program, const hir::Variable& variable) {
  if (variable.is_result || !variable.rule.valid()) return variable.is_result;
  return std::any_of(program.variables.begin(), program.variables.end(), [&](const hir::Variable& other) {
    return other.is_result && other.rule == variable.rule && other.dispositif == variable.dispositif;
  });
}

/// What a replacing wording leaves to the first one: the type and the title.
void complete_head(Plan& plan, RulePlace place, RuleView rule, const hir::Variable& variable) {
  const auto first_place = plan.index.find(variable.provenance.span);
  if (!first_place || *first_place == place) return;
  const RuleView first = whole_rule(plan.index.rule(*first_place));
  Edits& edits = plan.edits_at(place);
  const bool typed = rule.kind() == RuleKind::DefinitionRule || rule.kind() == RuleKind::DecisionTableRule ||
                     rule.kind() == RuleKind::SeriesRule;
  std::string added;
  if (typed && !rule.type() && first.type()) added = " : " + std::string(plan.words(first.type()->span()));
  if (!rule.title() && first.title()) {
    const std::string title = " " + std::string(plan.words(first.title()->span()));
    if (added.empty()) {
      edits.insert(end_of_head(rule, true), title);
    } else {
      added += title;
    }
  }
  if (!added.empty()) edits.insert(end_of_head(rule, false), added);
  if (is_public(plan.program, variable) && !rule.is_result()) {
    const std::string result(syntax::spelling(Keyword::Result, rule.node().tree().language()));
    edits.insert(rule.span().begin, result + " ");
  }
}

/// Where the wording stands that a version is, or that partial amendments changed into it.
std::optional<RulePlace> whole_place(const Plan& plan, const hir::Version& version) {
  return plan.index.find(version.composed_of.valid() ? version.composed_of : version.provenance.span);
}

/// The last whole wording in force of a part of a rule that a later text says alone.
std::optional<RulePlace> base_of_part(const Plan& plan, const hir::Variable& variable, const hir::Version& part) {
  std::optional<RulePlace> found;
  for (const hir::Version& version : variable.versions) {
    if (&version == &part) break;
    if (!plan.standing.counts(version, version.provenance.text)) continue;
    const auto place = whole_place(plan, version);
    if (place && !is_partial(plan.index.rule(*place))) found = place;
  }
  return found;
}

/// The texts that changed a part of a wording, in order of application.
void note_amendments(Plan& plan, RulePlace place, const hir::Variable& variable, const hir::Version& version) {
  for (const hir::Version& other : variable.versions) {
    if (other.composed_of != version.composed_of || !plan.standing.counts(other, other.provenance.text)) continue;
    plan.note_origin(place, other.provenance);
  }
}

void plan_variable(Plan& plan, VariableId id, std::set<RulePlace>& written) {
  const hir::Variable& variable = plan.program.variables[id];
  const hir::Version* version = plan.standing.version_of(id);
  if (variable.kind == hir::VariableKind::Condition || version == nullptr) return;
  auto place = whole_place(plan, *version);
  if (!place) return;
  if (is_partial(plan.index.rule(*place))) {
    const auto base = base_of_part(plan, variable, *version);
    if (!base) {
      plan.unwritten.insert(plan.program.names.text(variable.name));
      return;
    }
    write_clause(plan, *base, *place, version->provenance.span);
    plan.note_origin(*base, version->provenance);
    place = base;
  }
  plan.at(*place).kept = true;
  if (!written.insert(*place).second) return;
  write_whole(plan, *place, id);
  const auto first = plan.index.find(variable.provenance.span);
  const bool amended = version->composed_of.valid();
  const bool replaced = first && *first != *place;
  if (replaced) {
    const hir::Version* whole = version;
    for (const hir::Version& other : variable.versions) {
      if (amended && other.provenance.span == version->composed_of) whole = &other;
    }
    plan.note_origin(*place, whole->provenance);
  }
  if (amended) note_amendments(plan, *place, variable, *version);
  if (variable.kind == hir::VariableKind::Instalments) write_instalments(plan, *place, variable);
  if (variable.kind == hir::VariableKind::Eligibility) write_conditions(plan, *place, *version);
  if (amended && version->rule.table.valid()) write_rows(plan, *place, *version);
}

/// A clause that is repealed and leaves nothing to read is no variable that is kept, and still stands in the words.
void plan_repealed_clauses(Plan& plan) {
  for (std::size_t i = 0; i < plan.program.variables.size(); ++i) {
    const VariableId id = plan.program.variables.id_at(i);
    const hir::Variable& variable = plan.program.variables[id];
    const hir::Version* version = plan.standing.version_of(id);
    if (version == nullptr || !version->repealed || version->clause != hir::ClauseState::Repealed) continue;
    const auto place = plan.index.find(version->provenance.span);
    const auto base = base_of_part(plan, variable, *version);
    if (!place || !base || !plan.at(*base).kept) continue;
    write_clause(plan, *base, *place, version->provenance.span);
    plan.note_origin(*base, version->provenance);
  }
}

/// Takes out of `prime sur` and `cède à` the derogations that are left out.
void write_priorities(Plan& plan, RulePlace place, RuleView rule, const std::set<std::string>& kept_names) {
  for (const syntax::NodeRef item : rule.node().children()) {
    if (item.kind() != NodeKind::PriorityItem) continue;
    std::string kept;
    std::size_t n_names = 0;
    std::size_t n_kept = 0;
    for (const syntax::NodeRef name : item.children()) {
      if (name.kind() != NodeKind::Name) continue;
      ++n_names;
      if (!kept_names.contains(base::normalise(name.text()))) continue;
      ++n_kept;
      kept += (kept.empty() ? " " : " ; ") + std::string(name.text());
    }
    Edits& edits = plan.edits_at(place);
    if (n_kept == 0) {
      edits.remove(item.span().begin, item.span().end);
    } else if (n_kept < n_names) {
      edits.replace(item.span().begin, item.span().end, std::string(item.any_keyword()->text()) + kept);
    }
  }
}

}  // namespace

void write_whole(Plan& plan, RulePlace place, VariableId variable) {
  const RuleView written = plan.index.rule(place);
  const RuleView rule = whole_rule(written);
  Edits& edits = plan.edits_at(place);
  if (rule.span().begin != written.span().begin) edits.replace(written.span().begin, rule.span().begin, "");
  std::set<base::Span> removed;
  for (const RuleView one : {written, rule}) {
    for (const syntax::ModifierView modifier : one.modifiers()) {
      const base::Span span = modifier.span();
      if (is_temporal(modifier.kind()) && removed.insert(span).second) edits.remove(span.begin, span.end);
    }
  }
  if (variable.valid()) complete_head(plan, place, rule, plan.program.variables[variable]);
}

void plan_variables(Plan& plan) {
  std::set<RulePlace> written;
  for (const VariableId id : plan.kept.variables) plan_variable(plan, id, written);
  plan_repealed_clauses(plan);
}

void plan_derogations(Plan& plan) {
  std::set<std::string> names;
  for (const hir::DerogationId id : plan.kept.derogations) {
    names.insert(plan.program.names.text(plan.program.derogations[id].name));
  }
  std::set<RulePlace> written;
  for (const hir::DerogationId id : plan.kept.derogations) {
    const hir::Derogation& derogation = plan.program.derogations[id];
    const auto place = plan.index.find(derogation.provenance.span);
    if (!place || !written.insert(*place).second) continue;
    plan.at(*place).kept = true;
    const RuleView rule = plan.index.rule(*place);
    if (rule.kind() == RuleKind::ReplaceRule) plan.note_origin(*place, derogation.provenance);
    write_whole(plan, *place, {});
    write_priorities(plan, *place, whole_rule(rule), names);
  }
}

void plan_notices(Plan& plan) {
  for (const std::size_t position : plan.kept.notices) {
    const auto place = plan.index.find(plan.program.notices[position].provenance.span);
    if (!place) continue;
    plan.at(*place).kept = true;
    write_whole(plan, *place, {});
  }
  for (const hir::Assumption& assumption : plan.program.assumptions) {
    const auto place = plan.index.find(assumption.provenance.span);
    if (!place || !plan.kept.dispositifs.contains(assumption.dispositif)) continue;
    if (!plan.standing.is_known(assumption.provenance.text)) continue;
    plan.at(*place).kept = true;
    write_whole(plan, *place, {});
  }
}

}  // namespace avenant::consolidate
