#include <algorithm>

#include "compiler/sema/amendments/amendments.hpp"
#include "compiler/sema/rules/rules.hpp"
#include "compiler/sema/rules/titles.hpp"

namespace avenant::sema {

namespace {

using syntax::ModifierKind;
using syntax::RuleKind;
using syntax::RuleView;

/// What a kind of rule is called in messages.
std::string_view kind_name(RuleKind kind) {
  if (kind == RuleKind::EligibilityRule) return "éligibilité";
  if (kind == RuleKind::DecisionTableRule) return "barème";
  if (kind == RuleKind::SeriesRule) return "série";
  return "définition";
}

hir::VariableKind variable_kind(RuleKind kind) {
  if (kind == RuleKind::EligibilityRule) return hir::VariableKind::Eligibility;
  if (kind == RuleKind::DecisionTableRule) return hir::VariableKind::Table;
  if (kind == RuleKind::SeriesRule) return hir::VariableKind::Series;
  return hir::VariableKind::Definition;
}

/// The type of a variable: stated, or a condition for an eligibility.
WrittenType variable_type(Context& context, const Scope& scope, RuleView rule) {
  if (rule.kind() == RuleKind::EligibilityRule) return {boolean_type(), {}};
  if (const auto view = rule.type()) {
    const WrittenType written = read_type(context, scope, *view);
    if (rule.is_result() && written.type.is(TypeKind::Number) && written.type.grain == 0) {
      context.sink.report(Code::ResultGrainUnknown, view->span()).with("name", rule.name()->text());
    }
    if (written.elements) {
      context.sink.report(Code::BoundNotHere, view->span()).with("name", rule.name()->text());
      return {};
    }
    return written;
  }
  if (!rule.node().has_error()) {
    context.sink.report(Code::MissingRuleType, rule.name()->span())
        .with("kind", rule.kind() == RuleKind::DecisionTableRule ? "le barème" : "la définition",
              rule.kind() == RuleKind::DecisionTableRule ? "the table" : "the definition")
        .with("name", rule.name()->text());
  }
  return {};
}

void add_variable(Context& context, const PlacedRule& placed, hir::Variable variable) {
  const base::Name name = variable.name;
  if (variable.type.is(TypeKind::Enumeration) && find_case(context, variable.type.enumeration, context.text(name))) {
    context.sink.report(Code::NamedLikeACase, variable.provenance.span)
        .with("name", context.text(name))
        .with("enumeration", context.text(context.program.enumerations[variable.type.enumeration].name));
  }
  Symbol symbol;
  symbol.kind = Symbol::Kind::Variable;
  symbol.span = variable.provenance.span;
  const bool series = variable.kind == hir::VariableKind::Series;
  symbol.variable = context.program.variables.add(std::move(variable));
  if (series) declare_dated_series(context, symbol.variable);
  if (context.program.texts[placed.text].vocabulary) {
    const auto [first, is_new] = context.project.functions.emplace(name, symbol);
    if (!is_new) report_duplicate(context, symbol.span, context.text(name), first->second.span);
    return;
  }
  (void)declare_symbol(context, placed.dispositif, name, symbol);
}

/// `définition f avec …`.
bool has_parameters(RuleView rule) {
  const auto definition = rule.as<syntax::DefinitionView>();
  return definition && !definition->parameters().empty();
}

void read_definition(Context& context, const PlacedRule& placed, hir::VariableId id) {
  const auto view = *placed.rule.as<syntax::DefinitionView>();
  const hir::Variable& variable = context.program.variables[id];
  const Type type = variable.type;
  const bool dated = variable.is_result || placed.replaces;
  OpenVersion open = open_version(context, placed, variable.indices, dated);
  open.scope.parameters = context.program.variables[id].parameters;
  open.scope.address = context.text(context.program.variables[id].name);
  open.version.rule.body = read_as(context, open.scope, view.body(), type);
  context.program.variables[id].versions.push_back(std::move(open.version));
}

ExpressionId read_application(Context& context, const Scope& scope, std::optional<ExpressionView> view) {
  const ExpressionId id = read_expression(context, scope, view);
  const Type& type = type_of(context, id);
  if (type.is_error()) return id;
  if (!type.is(TypeKind::Date)) {
    context.sink.report(Code::NotADateRule, view->span());
    return error_expression(context, view->span());
  }
  return id;
}

}  // namespace

std::optional<ExpressionView> stated_application(const PlacedRule& placed) {
  if (const auto modifier = placed.rule.modifier(ModifierKind::Application)) return modifier->value();
  return placed.section_application;
}

void check_members(Context& context, const hir::Variable& variable, base::Span span) {
  const std::uint64_t count = member_count(context, variable.indices);
  if (count <= context.options.max_family_members) return;
  context.sink.report(Code::TooManyMembers, span)
      .with("name", context.text(variable.name))
      .with("n", static_cast<std::int64_t>(count))
      .with("limit", static_cast<std::int64_t>(context.options.max_family_members));
}

bool in_vocabulary(Context& context, const PlacedRule& placed, std::string_view what) {
  if (!context.program.texts[placed.text].vocabulary) return false;
  context.sink.report(Code::RuleInVocabulary, placed.rule.span()).with("what", what);
  return true;
}

void read_dispositif(Context& context, const PlacedRule& placed) {
  const auto modifier = placed.rule.modifier(ModifierKind::Application);
  if (!modifier || !placed.dispositif.valid()) return;
  Scope scope = scope_of(context, placed);
  const ExpressionId application = read_application(context, scope, modifier->value());
  context.program.dispositifs[placed.dispositif].application = application;
}

OpenVersion open_version(Context& context, const PlacedRule& placed, const std::vector<hir::BinderId>& binders,
                         bool dated) {
  OpenVersion open;
  open.scope = scope_of(context, placed);
  open.scope.binders = binders;
  open.scope.amends = placed.replaces;
  const base::Span head = placed.rule.name() ? placed.rule.name()->span() : placed.rule.span();
  open.version.provenance = context.provenance(placed.text, head);
  for (const syntax::ModifierView modifier : placed.rule.modifiers()) {
    if (modifier.kind() != ModifierKind::Including || !modifier.text_name()) continue;
    const auto text = context.project.texts.find(context.program.names.find(modifier.text_name()->text()));
    if (text != context.project.texts.end()) {
      context.included[head].push_back(text->second);
    } else {
      context.sink.report(Code::UnknownText, modifier.text_name()->span()).with("name", modifier.text_name()->text());
    }
  }
  if (const auto missing_day = placed.rule.modifier(ModifierKind::MissingDay)) {
    open.scope.missing_day = missing_day->latest() ? hir::MissingDay::Latest : hir::MissingDay::Earliest;
  }
  if (placed.dispositif.valid()) open.scope.application = context.program.dispositifs[placed.dispositif].application;
  const auto stated = stated_application(placed);
  if (!stated && !dated) return open;
  if (stated) {
    open.version.application = read_application(context, open.scope, stated);
    open.version.application_span = stated->span();
  } else {
    open.version.application = context.program.dispositifs[placed.dispositif].application;
  }
  if (!open.version.application.valid()) return open;
  open.scope.application = open.version.application;
  const hir::Text& text = context.program.texts[placed.text];
  if (const auto in_force = placed.rule.modifier(ModifierKind::InForce)) {
    open.version.from = read_date_literal(context, in_force->value());
  } else {
    open.version.from = text.in_force_from;
    open.version.postponements = text.postponements;
  }
  if (const auto until = placed.rule.modifier(ModifierKind::Until)) {
    // The last day is included; the end of the period is not.
    const auto last = read_date_literal(context, until->value());
    const auto next = last ? value::Date::from_days(std::int64_t{last->days()} + 1) : value::Checked<value::Date>{};
    if (last && next.ok()) open.version.until = next.value;
    if (last && open.version.from && *last < *open.version.from) {
      context.sink.report(Code::ReversedRange, until->span());
    }
  }
  // Where the version applies its application date is given.
  const std::string key = given_key(context, open.version.application);
  if (!key.empty()) open.scope.given.insert(key);
  return open;
}

void declare_variable(Context& context, const PlacedRule& placed) {
  const RuleView rule = placed.rule;
  const auto name = rule_name(context, rule);
  // A definition with parameters may belong to the whole project: it reads nothing but them.
  const bool shared = has_parameters(rule) && context.program.texts[placed.text].vocabulary;
  if (!name || (!shared && in_vocabulary(context, placed, kind_name(rule.kind())))) return;
  if (!shared && !placed.dispositif.valid()) {
    context.report_outside_dispositif(rule.name()->span(), rule.name()->text());
    return;
  }
  const Scope scope = scope_of(context, placed);
  hir::Variable variable;
  variable.name = *name;
  if (const auto title = rule.title()) variable.title = std::string(title->content());
  variable.kind = variable_kind(rule.kind());
  if (!shared) variable.dispositif = placed.dispositif;
  variable.is_result = rule.is_result() && !has_parameters(rule);
  variable.indices = read_family(context, scope, rule.family());
  const WrittenType written = variable_type(context, scope, rule);
  variable.type = written.type;
  variable.range = written.range;
  variable.provenance = context.provenance(placed.text, rule.name()->span());
  if (const auto title = rule.title()) read_title(context, title->span(), variable);
  check_members(context, variable, rule.name()->span());
  if (has_parameters(rule)) {
    read_parameters(context, scope, *rule.as<syntax::DefinitionView>(), variable);
    add_variable(context, placed, std::move(variable));
    if (rule.is_result()) {
      const hir::VariableId id = declared_variable(context, placed);
      context.sink.report(Code::FunctionAsResult, rule.name()->span())
          .with("name", context.text(*name))
          .with("example", id.valid() ? application_example(context, id) : context.text(*name) + "(…)");
    }
    return;
  }
  const auto table = rule.as<syntax::DecisionTableView>();
  const auto columns = table ? result_columns(*table) : std::vector<std::string>{};
  if (columns.size() < 2) {
    add_variable(context, placed, std::move(variable));
    return;
  }
  for (const std::string& column : columns) {
    hir::Variable copy = variable;
    copy.name = context.program.names.intern(context.text(*name) + "." + column);
    copy.result_column = column;
    add_variable(context, placed, std::move(copy));
  }
}

namespace {

/// The variable that a rule declared in its dispositif under a name: its own, or that of a column of its results.
hir::VariableId declared_as(const Context& context, const PlacedRule& placed, std::string_view name) {
  const auto scope = context.scopes.find(placed.dispositif);
  if (scope == context.scopes.end()) return {};
  const auto it = scope->second.symbols.find(context.program.names.find(name));
  const bool found = it != scope->second.symbols.end() && it->second.kind == Symbol::Kind::Variable;
  const bool is_this = found && (placed.replaces || it->second.span == placed.rule.name()->span());
  return is_this ? it->second.variable : hir::VariableId{};
}

/// Another wording of a table has the same results, under the same names.
void report_other_columns(Context& context, const PlacedRule& placed, const std::vector<hir::VariableId>& amended) {
  std::string expected;
  for (const hir::VariableId id : amended) {
    const std::string& column = context.program.variables[id].result_column;
    expected += (expected.empty() ? "|| " : " | ") + (column.empty() ? "un résultat" : column);
  }
  context.sink.report(Code::OtherHeader, placed.rule.name()->span())
      .with("name", placed.rule.name()->text())
      .with("expected", expected);
}

/// The variables of a table, one a result; none when one of them could not be declared.
std::vector<hir::VariableId> declared_columns(Context& context, const PlacedRule& placed,
                                              syntax::DecisionTableView table) {
  std::vector<hir::VariableId> ids;
  const auto columns = result_columns(table);
  if (columns.size() < 2) {
    ids.push_back(declared_variable(context, placed));
  } else if (placed.rule.name()) {
    const std::string name(placed.rule.name()->text());
    for (const std::string& column : columns) ids.push_back(declared_as(context, placed, name + "." + column));
  }
  const bool whole = std::all_of(ids.begin(), ids.end(), [](hir::VariableId id) { return id.valid(); });
  if (!placed.replaces) return whole ? ids : std::vector<hir::VariableId>{};
  const auto amended = amended_variables(context, placed, placed.rule.name()->text());
  if (whole && ids.size() == amended.size()) return ids;
  report_other_columns(context, placed, amended);
  return {};
}

}  // namespace

hir::VariableId declared_variable(const Context& context, const PlacedRule& placed) {
  const auto name = placed.rule.name();
  if (!name) return {};
  if (context.program.texts[placed.text].vocabulary) {
    const auto shared = context.project.functions.find(context.program.names.find(name->text()));
    const bool is_this = shared != context.project.functions.end() && shared->second.span == name->span();
    return is_this ? shared->second.variable : hir::VariableId{};
  }
  return declared_as(context, placed, name->text());
}

void read_variable(Context& context, const PlacedRule& placed) {
  if (placed.replaces && !may_replace(context, placed)) return;
  if (const auto table = placed.rule.as<syntax::DecisionTableView>()) {
    const auto ids = declared_columns(context, placed, *table);
    if (!ids.empty()) read_table(context, placed, ids);
    return;
  }
  const hir::VariableId id = declared_variable(context, placed);
  if (!id.valid()) return;
  if (placed.rule.kind() == RuleKind::EligibilityRule) {
    read_eligibility(context, placed, id);
  } else if (placed.rule.kind() == RuleKind::SeriesRule) {
    read_series(context, placed, id);
  } else {
    read_definition(context, placed, id);
  }
}

void read_notice(Context& context, const PlacedRule& placed) {
  const auto view = *placed.rule.as<syntax::SignalView>();
  if (in_vocabulary(context, placed, "signale")) return;
  if (!placed.dispositif.valid()) {
    context.report_outside_dispositif(placed.rule.span(), "");
    return;
  }
  OpenVersion open = open_version(context, placed, {}, true);
  hir::Notice notice;
  notice.dispositif = placed.dispositif;
  if (const auto message = view.message()) notice.message = std::string(message->content());
  open.scope.address = "signale « " + notice.message + " »";
  notice.condition = read_condition(context, open.scope, view.condition());
  static_cast<hir::InForce&>(notice) = open.version;
  notice.provenance = context.provenance(placed.text, placed.rule.span());
  context.program.notices.push_back(std::move(notice));
}

}  // namespace avenant::sema
