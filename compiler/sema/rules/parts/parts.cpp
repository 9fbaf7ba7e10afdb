#include "compiler/sema/rules/parts/parts.hpp"

#include <algorithm>

#include "compiler/sema/rules/titles.hpp"

namespace avenant::sema {

namespace {

using syntax::RuleKind;

/// What a kind of rule is called in messages.
std::string_view keyword_of(hir::VariableKind kind) {
  if (kind == hir::VariableKind::Objective) return "objectif";
  return kind == hir::VariableKind::Obligation ? "obligation" : "échéancier";
}

/// The rule under a name that is free, or that an earlier text gave to a rule of the same kind; null when reported.
CompositeRule* enter(Context& context, const PlacedRule& placed, base::Name name, hir::VariableKind kind,
                     Wording wording) {
  const base::Span span = placed.rule.name()->span();
  DispositifScope& scope = context.scopes[placed.dispositif];
  const auto known = scope.composites.find(name);
  if (known != scope.composites.end()) {
    if (known->second.kind == kind && wording == Wording::Later) return &known->second;
    report_duplicate(context, span, context.text(name), known->second.span);
    return nullptr;
  }
  const auto symbol = scope.symbols.find(name);
  const auto reading = context.project.readings.find(name);
  if (symbol != scope.symbols.end()) {
    report_duplicate(context, span, context.text(name), symbol->second.span);
    return nullptr;
  }
  if (reading != context.project.readings.end()) {
    report_duplicate(context, span, context.text(name), context.program.readings[reading->second].provenance.span);
    return nullptr;
  }
  CompositeRule rule;
  rule.kind = kind;
  rule.span = span;
  return &scope.composites.emplace(name, std::move(rule)).first->second;
}

/// The title of a part: its own, or the rule's and what the part is called.
std::string part_title(const std::string& title, const PartSpec& spec) {
  if (!spec.title.empty()) return spec.title;
  return title.empty() ? std::string() : title + "\u00A0: " + std::string(spec.name);
}

bool is_public(const Context& context, const CompositeRule& rule) {
  return std::any_of(rule.parts.begin(), rule.parts.end(),
                     [&](const RulePart& part) { return context.program.variables[part.variable].is_result; });
}

/// Declares the parts that a rule does not have yet; `common` is what they share.
void declare_each(Context& context, CompositeRule& rule, const hir::Variable& common,
                  const std::vector<PartSpec>& specs, const std::string& title, bool is_result, base::Span span) {
  for (const PartSpec& spec : specs) {
    if (find_part(rule, spec.name).valid()) continue;
    hir::Variable part = common;
    part.name = context.program.names.intern(context.text(common.rule) + "." + std::string(spec.name));
    part.title = part_title(title, spec);
    part.type = spec.type;
    part.range = spec.range;
    part.is_result = is_result && spec.is_public;
    if (rule.parts.empty()) check_members(context, part, span);
    Symbol symbol;
    symbol.kind = Symbol::Kind::Variable;
    symbol.span = span;
    const base::Name part_name = part.name;
    symbol.variable = context.program.variables.add(std::move(part));
    rule.parts.push_back({std::string(spec.name), std::string(spec.english), symbol.variable});
    (void)declare_symbol(context, common.dispositif, part_name, symbol);
  }
}

}  // namespace

void declare_composite(Context& context, const PlacedRule& placed, hir::VariableKind kind,
                       const std::vector<PartSpec>& specs, Wording wording) {
  const auto name = rule_name(context, placed.rule);
  if (!name || in_vocabulary(context, placed, keyword_of(kind))) return;
  const base::Span span = placed.rule.name()->span();
  if (!placed.dispositif.valid()) {
    context.report_outside_dispositif(span, placed.rule.name()->text());
    return;
  }
  // A wording that replaces no such rule is reported where it is read.
  if (wording == Wording::Later) {
    const CompositeRule* known = find_composite(context, placed.dispositif, context.text(*name));
    if (known == nullptr || known->kind != kind) return;
  }
  CompositeRule* const rule = enter(context, placed, *name, kind, wording);
  if (rule == nullptr) return;
  hir::Variable variable;
  variable.kind = kind;
  variable.dispositif = placed.dispositif;
  variable.rule = *name;
  bool is_result = placed.rule.is_result();
  if (rule->parts.empty()) {
    variable.indices = read_family(context, scope_of(context, placed), placed.rule.family());
    variable.provenance = context.provenance(placed.text, span);
  } else {
    // A later wording has the indices of the first, and `résultat` is kept.
    const hir::Variable& first = context.program.variables[rule->parts.front().variable];
    variable.indices = first.indices;
    variable.provenance = first.provenance;
    is_result = is_public(context, *rule);
    variable.wording = first.wording;
  }
  std::string title;
  if (const auto stated = placed.rule.title()) {
    title = read_members(context, stated->span(), std::string(stated->content()), variable);
  }
  declare_each(context, *rule, variable, specs, title, is_result, span);
}

void add_parts(Context& context, hir::DispositifId dispositif, base::Name name, const std::vector<PartSpec>& specs) {
  CompositeRule& rule = context.scopes[dispositif].composites.at(name);
  const hir::Variable first = context.program.variables[rule.parts.front().variable];
  hir::Variable common;
  common.kind = first.kind;
  common.dispositif = first.dispositif;
  common.rule = first.rule;
  common.indices = first.indices;
  common.provenance = first.provenance;
  common.wording = first.wording;
  declare_each(context, rule, common, specs, {}, is_public(context, rule), rule.span);
}

const CompositeRule* declared_composite(const Context& context, const PlacedRule& placed) {
  const auto name = placed.rule.name();
  if (!name || context.refused.contains(name->span())) return nullptr;
  const CompositeRule* rule = find_composite(context, placed.dispositif, name->text());
  return rule != nullptr && (placed.replaces || rule->span == name->span()) ? rule : nullptr;
}

std::string composite_phrase(hir::VariableKind kind, diagnostics::Language language) {
  const bool french = language == diagnostics::Language::French;
  if (kind == hir::VariableKind::Objective) return french ? "un objectif" : "an objectif";
  if (kind == hir::VariableKind::Obligation) return french ? "une obligation" : "an obligation";
  return french ? "un échéancier" : "an échéancier";
}

std::string_view example_part(hir::VariableKind kind) {
  return kind == hir::VariableKind::Objective ? "atteint" : "échéance";
}

void declare_parts(Context& context, const PlacedRule& placed, Wording wording) {
  if (placed.rule.kind() == RuleKind::ObjectiveRule) declare_objective(context, placed, wording);
  if (placed.rule.kind() == RuleKind::ObligationRule) declare_obligation(context, placed, wording);
  if (placed.rule.kind() == RuleKind::InstalmentsRule) declare_instalments(context, placed, wording);
}

void read_parts(Context& context, const PlacedRule& placed, const CompositeRule& rule) {
  if (placed.rule.kind() == RuleKind::ObjectiveRule) read_objective(context, placed, rule);
  if (placed.rule.kind() == RuleKind::ObligationRule) read_obligation(context, placed, rule);
  if (placed.rule.kind() == RuleKind::InstalmentsRule) read_instalments(context, placed, rule);
}

PartWriter::PartWriter(Context& context, const PlacedRule& placed, const CompositeRule& rule)
    : context_(context), placed_(placed), rule_(rule) {
  const std::vector<hir::BinderId> binders = context.program.variables[rule.parts.front().variable].indices;
  open_ = open_version(context, placed, binders, true);
  for (const hir::BinderId binder : binders) {
    const hir::Binder& one = context.program.binders[binder];
    const Type type = binder_type(one);
    const base::Span span = one.span;
    indices_.push_back(make(context, ExpressionKind::Index, type, span, {}, binder.index()));
  }
  if (rule.kind != hir::VariableKind::Objective) return;
  open_.scope.objective = context.program.variables[rule.parts.front().variable].rule;
  open_.scope.objective_indices = indices_;
}

hir::VariableId PartWriter::variable(std::string_view part) const {
  return find_part(rule_, part);
}

const Type& PartWriter::type_of_part(std::string_view part) const {
  return context_.program.variables[variable(part)].type;
}

Scope PartWriter::scope_of_part(std::string_view part) const {
  Scope scope = open_.scope;
  scope.clause = variable(part);
  scope.address = context_.text(context_.program.variables[scope.clause].name);
  return scope;
}

ExpressionId PartWriter::reference(std::string_view part, base::Span span) const {
  return make_variable_reference(context_, open_.scope, variable(part), indices_, span);
}

void PartWriter::write(std::string_view part, ExpressionId body, base::Span span, hir::ClauseState state) {
  const hir::VariableId id = variable(part);
  const Type type = context_.program.variables[id].type;
  hir::Version version = version_at(span);
  version.rule.body = conform(context_, body, type);
  version.clause = state;
  context_.program.variables[id].versions.push_back(std::move(version));
}

hir::Version PartWriter::version_at(base::Span span) {
  hir::Version version = open_.version;
  version.provenance = context_.provenance(placed_.text, span);
  // « y compris dans la rédaction de » is said once for all parts, each of which stands at its own clause.
  if (const auto included = context_.included.find(open_.version.provenance.span);
      included != context_.included.end()) {
    context_.included[span] = std::vector<hir::TextId>(included->second);
  }
  return version;
}

void PartWriter::repeal(std::string_view part, base::Span span) {
  hir::Version version = version_at(span);
  version.repealed = true;
  version.clause = hir::ClauseState::Unstated;
  context_.program.variables[variable(part)].versions.push_back(std::move(version));
}

}  // namespace avenant::sema
