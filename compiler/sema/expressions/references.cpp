#include "compiler/sema/expressions/references.hpp"

#include <algorithm>

#include "compiler/sema/expressions/lists.hpp"
#include "compiler/sema/reference/tables.hpp"

namespace avenant::sema {

namespace {

/// All names that may stand for a value in a scope, for suggestions.
std::vector<std::string> names_in_scope(const Context& context, const Scope& scope, const Type* expected) {
  std::vector<std::string> names;
  if (expected != nullptr && expected->is(TypeKind::Enumeration)) {
    for (const hir::EnumerationCase& one : context.program.enumerations[expected->enumeration].cases) {
      names.push_back(context.text(one.name));
    }
  }
  for (const hir::BinderId binder : scope.binders) names.push_back(context.text(context.program.binders[binder].name));
  for (const hir::ParameterId id : scope.parameters) names.push_back(context.text(context.program.parameters[id].name));
  for (const auto& [name, symbol] : context.project.functions) names.push_back(context.text(name));
  const auto it = context.scopes.find(scope.dispositif);
  if (it != context.scopes.end()) {
    for (const auto& [name, symbol] : it->second.symbols) names.push_back(context.text(name));
  }
  for (const auto& [name, reading] : context.project.readings) names.push_back(context.text(name));
  for (const auto& [name, id] : context.project.enumerations) names.push_back(context.text(name));
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

const Symbol* find_symbol(const Context& context, const Scope& scope, base::Name name) {
  if (const Symbol* symbol = find_symbol(context, scope.dispositif, name)) return symbol;
  const auto shared = context.project.functions.find(name);
  return shared == context.project.functions.end() ? nullptr : &shared->second;
}

/// Whether a name means a parameter, or an index: it hides what the dispositif calls so.
bool is_local(const Context& context, const Scope& scope, base::Name name) {
  return find_binder(context, scope, name).valid() || find_parameter(context, scope, name).valid();
}

/// Any index of a domain, for an example in a message.
std::string example_index(const Context& context, const hir::IndexDomain& domain) {
  if (!domain.enumeration.valid()) return std::to_string(domain.first);
  const auto& cases = context.program.enumerations[domain.enumeration].cases;
  return cases.empty() ? "…" : context.text(cases.front().name);
}

}  // namespace

const Symbol* find_symbol(const Context& context, hir::DispositifId dispositif, base::Name name) {
  const auto scope = context.scopes.find(dispositif);
  if (scope == context.scopes.end()) return nullptr;
  const auto it = scope->second.symbols.find(name);
  return it == scope->second.symbols.end() ? nullptr : &it->second;
}

bool check_index_count(Context& context, std::string_view name, const std::vector<hir::IndexDomain>& domains,
                       std::size_t n_arguments, base::Span span) {
  if (n_arguments == domains.size()) return true;
  if (domains.empty()) {
    context.sink.report(Code::NotAFamily, span).with("name", name);
  } else if (n_arguments == 0) {
    std::string example;
    for (const hir::IndexDomain& domain : domains) {
      example += (example.empty() ? "" : " ; ") + example_index(context, domain);
    }
    context.sink.report(Code::MissingIndex, span).with("name", name).with("example", example);
  } else {
    context.sink.report(Code::WrongArgumentCount, span)
        .with("name", name)
        .with("expected", static_cast<std::int64_t>(domains.size()))
        .with("found", static_cast<std::int64_t>(n_arguments));
  }
  return false;
}

std::vector<ExpressionId> read_indices(Context& context, const Scope& scope, std::string_view name,
                                       const std::vector<hir::IndexDomain>& domains,
                                       const std::vector<ExpressionView>& views) {
  std::vector<ExpressionId> arguments;
  for (std::size_t i = 0; i < domains.size(); ++i) {
    const ExpressionId id = read_as(context, scope, views[i], binder_type(domains[i]));
    arguments.push_back(id);
    if (domains[i].enumeration.valid() || !is_constant(context, id)) continue;
    const value::Rational index = context.program.expressions[id].constant.as_number();
    if (index.numerator() < domains[i].first || index.numerator() > domains[i].last) {
      context.sink.report(Code::IndexOutside, views[i].span())
          .with("value", context.quote(views[i].span()))
          .with("name", name);
    }
  }
  return arguments;
}

std::vector<hir::IndexDomain> domains_of(const Context& context, hir::VariableId variable) {
  std::vector<hir::IndexDomain> domains;
  for (const hir::BinderId binder : context.program.variables[variable].indices) {
    domains.push_back(context.program.binders[binder].domain);
  }
  return domains;
}

hir::InputPathId intern_path(Context& context, const hir::InputPath& wanted) {
  auto& paths = context.program.input_paths;
  for (std::size_t i = paths.size(); i > 0; --i) {
    const auto id = paths.id_at(i - 1);
    if (paths[id] == wanted) return id;
  }
  return paths.add(wanted);
}

namespace {

/// A chain `input(args).field(args)` taken apart.
struct InputChain {
  hir::InputId input;
  std::optional<std::uint32_t> field;
  std::string inner;  ///< The fiche in the fiche that is named so far, `cabinet`; its own field comes next.
  std::vector<ExpressionView> input_arguments;
  std::vector<ExpressionView> field_arguments;
  base::Span field_span;
};

/// The input that an expression names, itself or as a family member.
std::optional<InputChain> as_input(Context& context, const Scope& scope, ExpressionView view) {
  InputChain chain;
  std::optional<syntax::NameView> name;
  if (const auto field = view.as<syntax::FieldView>()) {
    // `médecin.cabinet`, of which a field follows.
    auto outer = field->base() ? as_input(context, scope, *field->base()) : std::nullopt;
    if (!outer || !field->name() || !context.program.inputs[outer->input].type.is(TypeKind::Record))
      return std::nullopt;
    outer->inner += (outer->inner.empty() ? "" : ".") + std::string(field->name()->text());
    const hir::RecordId record = context.program.inputs[outer->input].type.record;
    return is_inner_record(context, record, outer->inner) ? outer : std::nullopt;
  }
  if (const auto call = view.as<syntax::CallView>()) {
    name = call->callee_name();
    chain.input_arguments = call->arguments();
  } else if (const auto bare = view.as<syntax::NameExpressionView>()) {
    name = bare->name();
  }
  if (!name) return std::nullopt;
  const base::Name interned = context.program.names.intern(name->text());
  if (is_local(context, scope, interned)) return std::nullopt;
  const Symbol* symbol = find_symbol(context, scope, interned);
  if (symbol == nullptr || symbol->kind != Symbol::Kind::Input) return std::nullopt;
  chain.input = symbol->input;
  return chain;
}

/// An input, or a field of one, with all its index arguments.
ExpressionId make_input_reference(Context& context, const Scope& scope, const InputChain& chain, base::Span span) {
  const hir::Input& input = context.program.inputs[chain.input];
  const std::string input_name = context.text(input.name);
  hir::InputPath path{chain.input, chain.field, input.type};
  const std::vector<hir::IndexDomain> input_domains = input.indices;
  std::vector<hir::IndexDomain> field_domains;
  std::string field_name;
  if (chain.field) {
    const hir::Field& field = context.program.records[input.type.record].fields[*chain.field];
    path.type = field.type;
    field_domains = field.indices;
    field_name = context.text(field.name);
  } else if (input.type.is(TypeKind::Record)) {
    context.sink.report(Code::NotAValue, span)
        .with("name", input_name)
        .with("what", "une fiche : nommez un de ses champs", "a fiche: name one of its fields");
    return error_expression(context, span);
  }
  if (!check_index_count(context, input_name, input_domains, chain.input_arguments.size(), span) ||
      !check_index_count(context, field_name, field_domains, chain.field_arguments.size(), span)) {
    return error_expression(context, span);
  }
  std::vector<ExpressionId> arguments = read_indices(context, scope, input_name, input_domains, chain.input_arguments);
  for (const ExpressionId id : read_indices(context, scope, field_name, field_domains, chain.field_arguments)) {
    arguments.push_back(id);
  }
  if (path.type.is_error()) return error_expression(context, span);
  if (path.type.is(TypeKind::List)) {
    return make(context, ExpressionKind::ListInput, path.type, span, {}, chain.input.index());
  }
  for (const ExpressionId id : arguments) {
    if (type_of(context, id).is_error()) return error_expression(context, span);
  }
  const Type type = path.type;
  return make(context, ExpressionKind::Input, type, span, arguments, intern_path(context, path).index());
}

/// The field of a chain by name; reports an unknown one.
bool set_field(Context& context, InputChain& chain, syntax::NameView name) {
  const Type& type = context.program.inputs[chain.input].type;
  if (!type.is(TypeKind::Record)) {
    context.sink.report(Code::NotAValue, name.span())
        .with("name", name.text())
        .with("what", "le champ de ce qui n’est pas une fiche", "a field of what is no fiche");
    return false;
  }
  const hir::Record& record = context.program.records[type.record];
  const std::string full = chain.inner + (chain.inner.empty() ? "" : ".") + std::string(name.text());
  if (const auto found = find_field(context, type.record, full)) {
    chain.field = *found;
    chain.field_span = name.span();
    return true;
  }
  if (is_inner_record(context, type.record, full)) {
    context.sink.report(Code::NotAValue, name.span())
        .with("name", name.text())
        .with("what", "une fiche : nommez un de ses champs", "a fiche: name one of its fields");
    return false;
  }
  // Of a fiche in a fiche, the names of its own fields.
  std::vector<std::string> names;
  for (const hir::Field& field : record.fields) {
    const std::string& known = context.text(field.name);
    if (chain.inner.empty())
      names.push_back(known);
    else if (known.starts_with(chain.inner + "."))
      names.push_back(known.substr(chain.inner.size() + 1));
  }
  context.sink.report(Code::UnknownField, name.span())
      .with("record", context.text(record.name))
      .with("name", name.text())
      .label(record.provenance.span, Label::DeclaredHere)
      .suggest(context.near(name.text(), names));
  return false;
}

/// `Option.tiers`: a case named through its enumeration; nothing when the base is no enumeration.
std::optional<ExpressionId> read_qualified_case(Context& context, syntax::FieldView view) {
  const auto base_view = view.base();
  const auto bare = base_view ? base_view->as<syntax::NameExpressionView>() : std::nullopt;
  const auto name = view.name();
  if (!bare || !name) return std::nullopt;
  const auto it = context.project.enumerations.find(context.program.names.intern(bare->text()));
  if (it == context.project.enumerations.end()) return std::nullopt;
  const auto index = require_case(context, it->second, name->text(), name->span());
  if (!index) return error_expression(context, view.span());
  return constant(context, enumeration_type(it->second), value::Value::enum_case(static_cast<std::int32_t>(*index)),
                  view.span());
}

/// `b.taux`: a result column of a table with several; the name it is declared under, or nothing.
std::optional<std::string> result_column_name(const Context& context, const Scope& scope, syntax::FieldView view) {
  const auto base_view = view.base();
  const auto bare = base_view ? base_view->as<syntax::NameExpressionView>() : std::nullopt;
  const auto name = view.name();
  if (!bare || !name) return std::nullopt;
  std::string full = std::string(bare->text()) + "." + std::string(name->text());
  const base::Name known = context.program.names.find(full);
  if (!known.valid() || find_symbol(context, scope, known) == nullptr) return std::nullopt;
  return full;
}

/// The objectif, obligation or échéancier that an expression names as a whole, or null.
const CompositeRule* whole_composite(const Context& context, const Scope& scope, std::string_view name) {
  if (is_local(context, scope, context.program.names.find(name))) return nullptr;
  return find_composite(context, scope.dispositif, name);
}

/// A rule that is several values, where one is needed.
ExpressionId report_composite(Context& context, const CompositeRule& rule, std::string_view name, base::Span span) {
  const bool objective = rule.kind == hir::VariableKind::Objective;
  const bool obligation = rule.kind == hir::VariableKind::Obligation;
  const std::string part = std::string(name) + "." + (rule.parts.empty() ? "…" : rule.parts.front().name);
  context.sink.report(Code::NotAValue, span)
      .with("name", name)
      .with("what",
            std::string(objective    ? "un objectif"
                        : obligation ? "une obligation"
                                     : "un échéancier") +
                "\u00A0: nommez une de ses parties, comme " + part,
            std::string(objective    ? "an objectif"
                        : obligation ? "an obligation"
                                     : "an échéancier") +
                ": name one of its parts, such as " + part);
  return error_expression(context, span);
}

/// `contrat.option.quotité`: an attribute of an enumeration case.
ExpressionId read_attribute(Context& context, ExpressionId base_id, syntax::NameView name, base::Span span) {
  const Type base_type = type_of(context, base_id);
  if (base_type.is_error() || !require_plain(context, {base_id})) return error_expression(context, span);
  if (!base_type.is(TypeKind::Enumeration)) {
    context.sink.report(Code::NotAValue, name.span())
        .with("name", name.text())
        .with("what", "le champ de ce qui n’est pas une fiche", "a field of what is no fiche");
    return error_expression(context, span);
  }
  const hir::Enumeration& enumeration = context.program.enumerations[base_type.enumeration];
  const base::Name interned = context.program.names.intern(name.text());
  std::vector<std::string> names;
  for (std::size_t i = 0; i < enumeration.attributes.size(); ++i) {
    if (enumeration.attributes[i].name == interned) {
      const Type type = enumeration.attributes[i].type;
      return make(context, ExpressionKind::Attribute, type, span, {base_id}, static_cast<std::uint32_t>(i));
    }
    names.push_back(context.text(enumeration.attributes[i].name));
  }
  context.sink.report(Code::UnknownAttribute, name.span())
      .with("enumeration", context.text(enumeration.name))
      .with("name", name.text())
      .label(enumeration.provenance.span, Label::DeclaredHere)
      .suggest(context.near(name.text(), names));
  return error_expression(context, span);
}

ExpressionId unknown_name(Context& context, const Scope& scope, std::string_view text, base::Span span,
                          const Type* expected) {
  if (expected != nullptr && expected->is(TypeKind::Enumeration)) {
    (void)require_case(context, expected->enumeration, text, span);
    return error_expression(context, span);
  }
  for (const auto& [name, enumeration] : context.project.enumerations) {
    if (!find_case(context, enumeration, text)) continue;
    const std::string word(text);
    context.sink.report(Code::NotAValue, span)
        .with("name", text)
        .with("what",
              "un cas de " + context.text(name) + ", à comparer : « … = " + word + " », ou « … parmi (… ; " + word +
                  ") »",
              "a case of " + context.text(name) + ", to be compared: “… = " + word + "”, or “… parmi (… ; " + word +
                  ")”");
    return error_expression(context, span);
  }
  std::vector<std::string> suggestions = context.near(text, names_in_scope(context, scope, expected));
  if (!scope.dispositif.valid() && !scope.parameters.empty()) {
    context.sink.report(Code::ReadsBesideParameters, span).with("name", text).suggest(suggestions);
    return error_expression(context, span);
  }
  if (text == "oui" || text == "yes") suggestions = {"vrai"};
  if (text == "no") suggestions = {"faux"};
  context.sink.report(Code::UnknownName, span).with("name", text).suggest(suggestions);
  return error_expression(context, span);
}

}  // namespace

std::optional<std::uint32_t> find_case(const Context& context, hir::EnumerationId enumeration, std::string_view text) {
  const auto& cases = context.program.enumerations[enumeration].cases;
  const base::Name name = context.program.names.find(text);
  for (std::size_t i = 0; i < cases.size(); ++i) {
    if ((name.valid() && cases[i].name == name) || (!cases[i].code.empty() && cases[i].code == text)) {
      return static_cast<std::uint32_t>(i);
    }
  }
  return std::nullopt;
}

std::optional<std::uint32_t> require_case(Context& context, hir::EnumerationId enumeration, std::string_view text,
                                          base::Span span) {
  if (const auto found = find_case(context, enumeration, text)) return found;
  const hir::Enumeration& declared = context.program.enumerations[enumeration];
  std::vector<std::string> names;
  for (const hir::EnumerationCase& one : declared.cases) {
    names.push_back(context.text(one.name));
    if (!one.code.empty() && one.code != names.back()) names.push_back(one.code);
  }
  auto report = context.sink.report(Code::UnknownCase, span);
  report.with("name", text).with("enumeration", context.text(declared.name)).suggest(context.near(text, names));
  if (declared.provenance.span.valid()) report.label(declared.provenance.span, Label::DeclaredHere);
  return std::nullopt;
}

ExpressionId make_variable_reference(Context& context, const Scope& scope, hir::VariableId variable,
                                     std::vector<ExpressionId> arguments, base::Span span) {
  for (const ExpressionId id : arguments) {
    if (type_of(context, id).is_error()) return error_expression(context, span);
  }
  const Type type = context.program.variables[variable].type;
  if (type.is_error()) return error_expression(context, span);
  if (context.series.contains(variable)) return at_own_date(context, scope, variable, std::move(arguments), span);
  return make(context, ExpressionKind::Variable, type, span, arguments, variable.index());
}

namespace {

/// A clause of the objectif that the scope stands in, by its bare name.
ExpressionId read_own_part(Context& context, const Scope& scope, hir::VariableId part, base::Span span) {
  if (part == scope.clause) {
    context.sink.report(Code::ClauseHidesRule, span).with("name", context.quote(span));
    return error_expression(context, span);
  }
  return make_variable_reference(context, scope, part, scope.objective_indices, span);
}

}  // namespace

ExpressionId read_name(Context& context, const Scope& scope, std::string_view text, base::Span span,
                       const Type* expected) {
  if (expected != nullptr && expected->is(TypeKind::Enumeration)) {
    if (const auto index = find_case(context, expected->enumeration, text)) {
      return constant(context, enumeration_type(expected->enumeration),
                      value::Value::enum_case(static_cast<std::int32_t>(*index)), span);
    }
  }
  if (const hir::VariableId part = own_part(context, scope, text); part.valid()) {
    return read_own_part(context, scope, part, span);
  }
  const base::Name name = context.program.names.intern(text);
  if (const hir::BinderId binder = find_binder(context, scope, name); binder.valid()) {
    const Type type = binder_type(context.program.binders[binder]);
    return make(context, ExpressionKind::Index, type, span, {}, binder.index());
  }
  if (const hir::ParameterId parameter = find_parameter(context, scope, name); parameter.valid()) {
    const Type type = context.program.parameters[parameter].type;
    if (type.is_error()) return error_expression(context, span);
    return make(context, ExpressionKind::Parameter, type, span, {}, parameter.index());
  }
  if (const Symbol* symbol = find_symbol(context, scope, name)) {
    if (symbol->kind == Symbol::Kind::Input) {
      InputChain chain;
      chain.input = symbol->input;
      return make_input_reference(context, scope, chain, span);
    }
    const hir::VariableId variable = symbol->variable;
    if (!context.program.variables[variable].parameters.empty()) {
      return report_without_arguments(context, variable, span);
    }
    if (!check_index_count(context, text, domains_of(context, variable), 0, span))
      return error_expression(context, span);
    return make_variable_reference(context, scope, variable, {}, span);
  }
  if (const CompositeRule* rule = whole_composite(context, scope, text))
    return report_composite(context, *rule, text, span);
  if (const auto it = context.project.readings.find(name); it != context.project.readings.end()) {
    const Type type = enumeration_type(context.program.readings[it->second].enumeration);
    return make(context, ExpressionKind::Reading, type, span, {}, it->second.index());
  }
  if (context.project.enumerations.contains(name)) {
    context.sink.report(Code::NotAValue, span).with("name", text).with("what", "une énumération", "an enumeration");
    return error_expression(context, span);
  }
  const std::string word(text);
  if (context.project.dispositifs.contains(name)) {
    context.sink.report(Code::NotAValue, span)
        .with("name", text)
        .with("what", "un dispositif : appelez-le, " + word + "(entrée = valeur ; …).résultat",
              "a dispositif: call it, " + word + "(input = value ; …).result");
    return error_expression(context, span);
  }
  if (context.project.tables.contains(name)) {
    context.sink.report(Code::NotAValue, span)
        .with("name", text)
        .with("what", "une table : nommez une ligne et une colonne, " + word + "(clé).colonne",
              "a table: name a row and a column, " + word + "(key).column");
    return error_expression(context, span);
  }
  return unknown_name(context, scope, text, span, expected);
}

namespace {

/// Whether `name(…)` calls a function of the language: what the author calls so, if anything, takes no indices.
bool calls_function(const Context& context, const Scope& scope, std::string_view name) {
  if (!is_function(name)) return false;
  const Symbol* symbol = find_symbol(context, scope, context.program.names.find(name));
  if (symbol == nullptr) return true;
  if (symbol->kind == Symbol::Kind::Input) return context.program.inputs[symbol->input].indices.empty();
  const hir::Variable& variable = context.program.variables[symbol->variable];
  return variable.indices.empty() && variable.parameters.empty() && !context.series.contains(symbol->variable);
}

/// `f(n ; a)`, or a série at a date, `s(n ; D)`: indices, then arguments.
ExpressionId read_arguments(Context& context, const Scope& scope, hir::VariableId variable, std::string_view name,
                            syntax::CallView view) {
  const auto domains = domains_of(context, variable);
  const auto arguments = view.arguments();
  const std::size_t expected = domains.size() + context.program.variables[variable].parameters.size();
  if (arguments.size() != expected) {
    context.sink.report(Code::WrongArgumentCount, view.span())
        .with("name", name)
        .with("expected", static_cast<std::int64_t>(expected))
        .with("found", static_cast<std::int64_t>(arguments.size()));
    return error_expression(context, view.span());
  }
  const auto split = arguments.begin() + static_cast<std::ptrdiff_t>(domains.size());
  return read_application(context, scope, variable,
                          read_indices(context, scope, name, domains, {arguments.begin(), split}),
                          {split, arguments.end()}, view.span());
}

/// `x(n)`, `b.taux(n)`: a member of the family of variables that a name means.
ExpressionId read_member(Context& context, const Scope& scope, hir::VariableId variable, std::string_view name,
                         syntax::CallView view) {
  const auto domains = domains_of(context, variable);
  const auto arguments = view.arguments();
  if (!context.program.variables[variable].parameters.empty()) {
    return read_arguments(context, scope, variable, name, view);
  }
  const auto series = context.series.find(variable);
  if (series != context.series.end() && arguments.size() == domains.size() + 1) {
    return read_arguments(context, scope, series->second.at_date, name, view);
  }
  if (!check_index_count(context, name, domains, arguments.size(), view.span())) {
    return error_expression(context, view.span());
  }
  return make_variable_reference(context, scope, variable, read_indices(context, scope, name, domains, arguments),
                                 view.span());
}

/// `patientèle(mt ; 3).cible`, `transmettre.échéance`: a part of an objectif, an obligation or an échéancier, or
/// nothing where the name is of none.
std::optional<ExpressionId> read_part(Context& context, const Scope& scope, ExpressionView view) {
  const auto address = take_input_address(view);
  if (!address || address->fields.empty()) return std::nullopt;
  const CompositeRule* rule = whole_composite(context, scope, address->name.text());
  if (rule == nullptr) return std::nullopt;
  const hir::VariableId part = find_part(*rule, address->field_name());
  if (!part.valid()) {
    std::vector<std::string> names;
    for (const RulePart& one : rule->parts) names.push_back(one.name);
    const base::Span span = address->fields.front().span().joined(address->fields.back().span());
    context.sink.report(Code::UnknownPart, span)
        .with("name", address->name.text())
        .with("part", address->field_name())
        .suggest(context.near(address->field_name(), names));
    return error_expression(context, view.span());
  }
  const auto& arguments = address->arguments.empty() ? address->field_arguments : address->arguments;
  const std::string name = context.text(context.program.variables[part].name);
  const auto domains = domains_of(context, part);
  if (!check_index_count(context, name, domains, arguments.size(), view.span())) {
    return error_expression(context, view.span());
  }
  return make_variable_reference(context, scope, part, read_indices(context, scope, name, domains, arguments),
                                 view.span());
}

}  // namespace

ExpressionId read_call(Context& context, const Scope& scope, syntax::CallView view, const Type*) {
  const auto callee = view.callee();
  if (!callee) return error_expression(context, view.span());
  if (const auto called = read_dispositif_call(context, scope, *ExpressionView::cast(view.node()))) return *called;
  if (const auto part = read_part(context, scope, *ExpressionView::cast(view.node()))) return *part;
  // `bilan.tranche(i)`: the callee is a field.
  if (const auto field = callee->as<syntax::FieldView>()) {
    if (const auto column = result_column_name(context, scope, *field)) {
      const Symbol* symbol = find_symbol(context, scope, context.program.names.find(*column));
      return read_member(context, scope, symbol->variable, *column, view);
    }
    const auto base_view = field->base();
    auto chain = base_view ? as_input(context, scope, *base_view) : std::nullopt;
    if (!chain && base_view && field->name()) {
      const ExpressionId element = read_expression(context, scope, base_view);
      if (type_of(context, element).is_error()) return error_expression(context, view.span());
      if (type_of(context, element).is(TypeKind::Record)) {
        return read_element_field(context, scope, element, *field->name(), view.arguments(), view.span());
      }
    }
    if (!chain || !field->name()) {
      context.sink.report(Code::UnknownFunction, callee->span()).with("name", context.quote(callee->span()));
      return error_expression(context, view.span());
    }
    if (!set_field(context, *chain, *field->name())) return error_expression(context, view.span());
    chain->field_arguments = view.arguments();
    return make_input_reference(context, scope, *chain, view.span());
  }
  const auto name = view.callee_name();
  if (name && own_part(context, scope, name->text()).valid()) {
    context.sink.report(Code::ClauseHidesRule, name->span()).with("name", name->text());
    return error_expression(context, view.span());
  }
  if (name && calls_function(context, scope, name->text())) {
    if (const auto call = read_function(context, scope, name->text(), view)) return *call;
  }
  if (const auto chain = as_input(context, scope, *ExpressionView::cast(view.node()))) {
    return make_input_reference(context, scope, *chain, view.span());
  }
  if (!name) {
    context.sink.report(Code::UnknownFunction, callee->span()).with("name", context.quote(callee->span()));
    return error_expression(context, view.span());
  }
  const base::Name interned = context.program.names.intern(name->text());
  const Symbol* symbol = find_symbol(context, scope, interned);
  if (symbol != nullptr && !is_local(context, scope, interned)) {
    return read_member(context, scope, symbol->variable, name->text(), view);
  }
  if (is_local(context, scope, interned)) {
    context.sink.report(Code::NotAFamily, view.span()).with("name", name->text());
    return error_expression(context, view.span());
  }
  if (const CompositeRule* rule = whole_composite(context, scope, name->text())) {
    return report_composite(context, *rule, name->text(), view.span());
  }
  if (const auto lookup = read_bare_lookup(context, scope, view)) return *lookup;
  std::vector<std::string> known = names_in_scope(context, scope, nullptr);
  for (const std::string& function : function_names()) known.push_back(function);
  for (const auto& [dispositif, id] : context.project.dispositifs) known.push_back(context.text(dispositif));
  for (const auto& [table, named] : context.project.tables) known.push_back(context.text(table));
  context.sink.report(Code::UnknownFunction, name->span())
      .with("name", name->text())
      .suggest(context.near(name->text(), known));
  return error_expression(context, view.span());
}

ExpressionId read_field(Context& context, const Scope& scope, syntax::FieldView view, const Type*) {
  const auto base_view = view.base();
  const auto name = view.name();
  if (!base_view || !name) return error_expression(context, view.span());
  if (const auto called = read_dispositif_call(context, scope, *ExpressionView::cast(view.node()))) return *called;
  if (const auto cell = read_table_lookup(context, scope, view)) return *cell;
  if (const auto part = read_part(context, scope, *ExpressionView::cast(view.node()))) return *part;
  if (auto chain = as_input(context, scope, *base_view)) {
    if (context.program.inputs[chain->input].type.is(TypeKind::Record)) {
      if (!set_field(context, *chain, *name)) return error_expression(context, view.span());
      return make_input_reference(context, scope, *chain, view.span());
    }
  } else if (const auto column = result_column_name(context, scope, view)) {
    return read_name(context, scope, *column, view.span(), nullptr);
  } else if (const auto qualified = read_qualified_case(context, view)) {
    return *qualified;
  }
  const ExpressionId base = read_expression(context, scope, base_view);
  if (type_of(context, base).is(TypeKind::Record)) {
    return read_element_field(context, scope, base, *name, {}, view.span());
  }
  return read_attribute(context, base, *name, view.span());
}

}  // namespace avenant::sema
