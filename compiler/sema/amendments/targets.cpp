#include "compiler/sema/amendments/targets.hpp"

#include <algorithm>

#include "compiler/sema/rules/parts/parts.hpp"

namespace avenant::sema {

namespace {

using diagnostics::Language;
using syntax::AddressView;
using syntax::Keyword;

/// The kinds of variables that a keyword of an address can mean.
bool is_of_kind(hir::VariableKind kind, Keyword keyword) {
  switch (kind) {
    case hir::VariableKind::Definition:
      return keyword == Keyword::Definition;
    case hir::VariableKind::Eligibility:
    case hir::VariableKind::Condition:
      return keyword == Keyword::Eligibility;
    case hir::VariableKind::Table:
      return keyword == Keyword::DecisionTable;
    case hir::VariableKind::Series:
      return keyword == Keyword::Series;
    case hir::VariableKind::Objective:
      return keyword == Keyword::Objective;
    case hir::VariableKind::Obligation:
      return keyword == Keyword::Obligation;
    case hir::VariableKind::Instalments:
      return keyword == Keyword::Instalments;
  }
  return false;
}

const DispositifScope* scope_at(const Context& context, const PlacedRule& placed) {
  const auto scope = context.scopes.find(placed.dispositif);
  return scope == context.scopes.end() ? nullptr : &scope->second;
}

/// The keyword of an address agrees with what its name is; reports where not.
bool check_kind(Context& context, AddressView address, const Amended& amended) {
  const auto keyword = address.rule_keyword();
  if (!keyword) return true;
  const auto name = *address.name();
  if (!amended.derogations.empty()) {
    if (*keyword == Keyword::Derogation) return true;
    context.sink.report(Code::AmendsOtherKind, name.span())
        .with("name", name.text())
        .with("found", "une dérogation", "a derogation");
    return false;
  }
  const hir::VariableKind kind = context.program.variables[amended.variables.front()].kind;
  if (is_of_kind(kind, *keyword)) return true;
  context.sink.report(Code::AmendsOtherKind, name.span())
      .with("name", name.text())
      .with("found", kind_phrase(kind, Language::French), kind_phrase(kind, Language::English));
  return false;
}

std::optional<Amended> find_rule(Context& context, const PlacedRule& placed, AddressView address) {
  const auto name = *address.name();
  Amended amended;
  amended.name = name.span();
  amended.variables = amended_variables(context, placed, name.text());
  if (!amended.variables.empty()) return amended;
  const DispositifScope* scope = scope_at(context, placed);
  if (scope != nullptr) {
    const base::Name interned = context.program.names.find(name.text());
    if (const auto found = scope->derogations.find(interned); found != scope->derogations.end()) {
      amended.derogations = wordings_of(context, found->second);
      return amended;
    }
    const auto symbol = scope->symbols.find(interned);
    if (symbol != scope->symbols.end()) {
      context.sink.report(Code::AmendsAWord, name.span())
          .with("name", name.text())
          .label(symbol->second.span, Label::DeclaredHere);
      return std::nullopt;
    }
  }
  if (context.is_damaged(name.text())) return std::nullopt;
  context.sink.report(Code::NothingToAmend, name.span())
      .with("name", name.text())
      .suggest(context.near(name.text(), amendable_names(context, placed)));
  return std::nullopt;
}

/// A line of an échéancier, by its label or its name: only a repeal may name it.
bool find_line(Context& context, const PlacedRule& placed, AddressView address, std::string part, Amended& amended) {
  if (placed.rule.kind() != syntax::RuleKind::RepealRule) {
    context.sink.report(Code::AmendmentForm, address.span())
        .with(
            "what",
            "une ligne d’échéancier s’abroge ou s’ajoute ; pour la changer, remplacez l’échéancier en entier, afin que "
            "ses lignes fassent toujours le montant",
            "a line of an échéancier is repealed or added; to change it replace the whole échéancier, so that its "
            "lines always add up to the amount");
    return false;
  }
  const CompositeRule* rule = find_composite(context, placed.dispositif, address.name()->text());
  amended.is_line = true;
  amended.line = std::move(part);
  if (rule != nullptr && find_part(*rule, amended.line).valid()) return true;
  std::vector<std::string> lines;
  if (rule != nullptr) {
    for (const RulePart& one : rule->parts) {
      if (one.name.find_first_of(" .") == std::string::npos) lines.push_back(one.name);
    }
  }
  context.sink.report(Code::NoSuchInstalment, address.span())
      .with("name", address.name()->text())
      .with("label", address.label() ? std::string(address.label()->content()) : amended.line)
      .suggest(context.near(amended.line, lines));
  return false;
}

/// `e « libellé »`.
bool find_labelled(Context& context, const PlacedRule& placed, AddressView address, Amended& amended) {
  const hir::VariableId rule = amended.variables.empty() ? hir::VariableId{} : amended.variables.front();
  if (rule.valid() && context.program.variables[rule].kind == hir::VariableKind::Instalments) {
    return find_line(context, placed, address, instalment_part(address.label()->content()), amended);
  }
  if (!rule.valid() || context.program.variables[rule].kind != hir::VariableKind::Eligibility) {
    context.sink.report(Code::AmendmentForm, address.span())
        .with("what", "seule une éligibilité a des conditions", "only an éligibilité has conditions");
    return false;
  }
  amended.rule = rule;
  amended.variables = {require_condition(context, rule, *address.label())};
  amended.is_condition = true;
  return amended.variables.front().valid();
}

/// `X.clause`, a variable of its own.
bool find_clause(Context& context, const PlacedRule& placed, AddressView address, Amended& amended) {
  const std::string rule(address.name()->text());
  const hir::VariableKind kind = amended.variables.empty() ? hir::VariableKind::Definition
                                                           : context.program.variables[amended.variables.front()].kind;
  if (kind == hir::VariableKind::Instalments) {
    const auto name = address.clause_name();
    std::string part = name ? base::normalise(name->text()) : std::string();
    if (const auto keyword = address.clause_keyword()) part = clause_text(*keyword);
    return find_line(context, placed, address, std::move(part), amended);
  }
  std::string clause;
  const CompositeRule* composite = find_composite(context, placed.dispositif, rule);
  if (const auto keyword = address.clause_keyword()) {
    const auto part = composite != nullptr ? part_of_clause(composite->kind, *keyword) : std::nullopt;
    clause = part ? std::string(*part) : clause_text(*keyword);
  } else if (const auto name = address.clause_name()) {
    clause = std::string(name->text());
  }
  amended.is_clause = true;
  // What a rule yields besides its clauses follows from them.
  const bool is_yielded =
      address.clause_name() && (kind == hir::VariableKind::Objective || kind == hir::VariableKind::Obligation);
  if (!is_yielded) amended.variables = amended_variables(context, placed, rule + "." + clause);
  if (!is_yielded && !amended.variables.empty()) return true;
  context.sink.report(Code::NothingToAmend, address.span())
      .with("name", rule + "." + clause)
      .suggest(context.near(rule + "." + clause, amendable_names(context, placed)));
  return false;
}

}  // namespace

std::string_view kind_phrase(hir::VariableKind kind, Language language) {
  const bool french = language == Language::French;
  switch (kind) {
    case hir::VariableKind::Definition:
      return french ? "une définition" : "a definition";
    case hir::VariableKind::Eligibility:
      return french ? "une éligibilité" : "an eligibility";
    case hir::VariableKind::Condition:
      return french ? "une condition" : "a condition";
    case hir::VariableKind::Table:
      return french ? "un barème" : "a table";
    case hir::VariableKind::Series:
      return french ? "une série" : "a série";
    case hir::VariableKind::Objective:
      return french ? "un objectif" : "an objectif";
    case hir::VariableKind::Obligation:
      return french ? "une obligation" : "an obligation";
    case hir::VariableKind::Instalments:
      return french ? "un échéancier" : "an échéancier";
  }
  return {};
}

std::vector<hir::VariableId> amended_variables(const Context& context, const PlacedRule& placed,
                                               std::string_view name) {
  const DispositifScope* scope = scope_at(context, placed);
  if (scope == nullptr) return {};
  const auto exact = scope->symbols.find(context.program.names.find(name));
  if (exact != scope->symbols.end()) {
    if (exact->second.kind == Symbol::Kind::Variable) return {exact->second.variable};
    return {};
  }
  const std::string prefix = std::string(name) + ".";
  std::vector<hir::VariableId> variables;
  for (const auto& [other, symbol] : scope->symbols) {
    if (symbol.kind == Symbol::Kind::Variable && context.text(other).starts_with(prefix)) {
      variables.push_back(symbol.variable);
    }
  }
  std::sort(variables.begin(), variables.end());
  return variables;
}

std::vector<std::string> amendable_names(const Context& context, const PlacedRule& placed) {
  std::vector<std::string> names;
  const DispositifScope* scope = scope_at(context, placed);
  if (scope == nullptr) return names;
  for (const auto& [name, symbol] : scope->symbols) {
    if (symbol.kind == Symbol::Kind::Variable) names.push_back(context.text(name));
  }
  for (const auto& [name, id] : scope->derogations) names.push_back(context.text(name));
  std::sort(names.begin(), names.end());
  return names;
}

bool is_earlier(Context& context, const PlacedRule& placed, const hir::Provenance& amended, base::Span name) {
  if (amended.text < placed.text) return true;
  const bool same = amended.text == placed.text;
  context.sink.report(Code::AmendsNothingEarlier, name)
      .with("name", context.quote(name))
      .with("what", same ? "ce texte-ci" : "un texte qui s’applique après lui",
            same ? "this very text" : "a text that applies after it")
      .label(amended.span, Label::DeclaredHere);
  return false;
}

std::optional<Amended> find_amended(Context& context, const PlacedRule& placed, AddressView address) {
  if (!address.name()) {
    if (!address.node().has_error()) {
      context.sink.report(Code::NothingToAmend, address.span()).with("name", context.quote(address.span()));
    }
    return std::nullopt;
  }
  auto amended = find_rule(context, placed, address);
  if (!amended || !check_kind(context, address, *amended)) return std::nullopt;
  if (address.label() && !find_labelled(context, placed, address, *amended)) return std::nullopt;
  const bool has_clause = address.clause_keyword() || address.clause_name();
  if (has_clause && !find_clause(context, placed, address, *amended)) return std::nullopt;
  const hir::Provenance& first = amended->derogations.empty()
                                     ? context.program.variables[amended->variables.front()].provenance
                                     : context.program.derogations[amended->derogations.front()].provenance;
  if (!is_earlier(context, placed, first, address.span())) return std::nullopt;
  return amended;
}

}  // namespace avenant::sema
