// Calls of one dispositif by another: `aide_locale(revenu = r ; médecin = médecin).montant_dû`.
#include <algorithm>
#include <set>

#include "compiler/sema/expressions/lists.hpp"
#include "compiler/sema/expressions/references.hpp"

namespace avenant::sema {

namespace {

/// `aide_locale(…).barème.colonne(3)` taken apart.
struct CalledResult {
  syntax::NameView callee;
  syntax::CallView call;
  std::vector<syntax::NameView> path;
  std::vector<ExpressionView> indices;
};

bool is_equality(ExpressionView view) {
  const auto binary = view.as<syntax::BinaryView>();
  return binary && binary->operation() == syntax::BinaryOperator::Equal;
}

/// Whether a call names a dispositif. A name of the caller's own dispositif comes first, unless what is in the
/// parentheses can only be given to inputs.
bool calls_dispositif(const Context& context, const Scope& scope, std::string_view text, syntax::CallView call) {
  const base::Name name = context.program.names.find(text);
  if (!name.valid() || !context.project.dispositifs.contains(name)) return false;
  const bool is_own =
      find_symbol(context, scope.dispositif, name) != nullptr || find_binder(context, scope, name).valid();
  const auto arguments = call.arguments();
  return !is_own || (!arguments.empty() && std::all_of(arguments.begin(), arguments.end(), is_equality));
}

std::optional<CalledResult> take_call(const Context& context, const Scope& scope, ExpressionView view) {
  std::vector<ExpressionView> indices;
  std::vector<syntax::NameView> path;
  std::optional<ExpressionView> rest = view;
  const auto outer = view.as<syntax::CallView>();
  if (outer && outer->callee() && outer->callee()->kind() == syntax::ExpressionKind::FieldExpression) {
    indices = outer->arguments();
    rest = outer->callee();
  }
  while (rest) {
    const auto field = rest->as<syntax::FieldView>();
    if (!field) break;
    if (!field->name()) return std::nullopt;
    path.insert(path.begin(), *field->name());
    rest = field->base();
  }
  const auto call = rest ? rest->as<syntax::CallView>() : std::nullopt;
  const auto name = call ? call->callee_name() : std::nullopt;
  if (!name || !calls_dispositif(context, scope, name->text(), *call)) return std::nullopt;
  return CalledResult{*name, *call, std::move(path), std::move(indices)};
}

/// The scalar inputs that a whole fiche, a fiche in it, or one input stands for.
struct InputPart {
  hir::InputId input;
  std::string prefix;                 ///< Of the fields: `cabinet`, or nothing for the whole fiche or a plain input.
  std::vector<std::uint32_t> fields;  ///< Empty for a plain input.
  hir::RecordId record;               ///< Valid for a fiche: whole, or in a fiche.
};

/// Reads what stands in the parentheses of one call.
class BindingReader {
 public:
  BindingReader(Context& context, const Scope& scope, hir::DispositifId callee)
      : context_(context), scope_(scope), callee_(callee) {
    callee_scope_.dispositif = callee;
  }

  /// False when something was reported.
  bool read(const std::vector<ExpressionView>& arguments) {
    const std::size_t n_before = context_.sink.n_errors();
    for (const ExpressionView argument : arguments) {
      const std::size_t first = members.size();
      read_one(argument);
      const auto binary = argument.as<syntax::BinaryView>();
      if (!binary || !binary->left() || !binary->right()) continue;
      texts.push_back({context_.quote(binary->left()->span()), context_.quote(binary->right()->span()), first,
                       members.size() - first});
    }
    return !failed_ && context_.sink.n_errors() == n_before;
  }

  std::vector<hir::InputMember> members;
  std::vector<ExpressionId> values;
  std::vector<hir::CallArgument> texts;

 private:
  [[nodiscard]] std::string callee_name() const { return context_.text(context_.program.dispositifs[callee_].name); }

  void read_one(ExpressionView argument) {
    const auto binary = argument.as<syntax::BinaryView>();
    const auto left = binary ? binary->left() : std::nullopt;
    const auto address = is_equality(argument) && left ? take_input_address(*left) : std::nullopt;
    if (!address) {
      if (argument.kind() == syntax::ExpressionKind::ErrorExpression) return;
      context_.sink.report(Code::NotABinding, argument.span())
          .with("text", context_.quote(argument.span()))
          .with("callee", callee_name());
      return;
    }
    const auto part = find_part(*address);
    if (!part) return;
    if (part->record.valid() || has_open_indices(*part, *address)) {
      if (binary->right() && bind_whole(*part, *address, *binary->right())) return;
    }
    bind_value(*part, *address, binary->right(), argument.span());
  }

  std::optional<InputPart> find_part(const InputAddress& address) {
    const Symbol* symbol = find_symbol(context_, callee_, context_.program.names.intern(address.name.text()));
    if (symbol == nullptr || symbol->kind != Symbol::Kind::Input) {
      context_.sink.report(Code::UnknownCallInput, address.name.span())
          .with("name", address.name.text())
          .with("callee", callee_name())
          .suggest(context_.near(address.name.text(), input_names()));
      return std::nullopt;
    }
    InputPart part;
    part.input = symbol->input;
    const hir::Input& input = context_.program.inputs[symbol->input];
    if (input.type.is(TypeKind::List)) {
      context_.sink.report(Code::ListNotHere, address.name.span())
          .with("what", "un appel ne donne que des valeurs simples", "a call gives plain values only");
      return std::nullopt;
    }
    if (!input.type.is(TypeKind::Record)) {
      if (address.fields.empty()) return part;
      context_.sink.report(Code::NotAValue, address.fields.front().span())
          .with("name", address.fields.front().text())
          .with("what", "le champ de ce qui n’est pas une fiche", "a field of what is no fiche");
      return std::nullopt;
    }
    return find_fields(address, std::move(part), input.type.record);
  }

  std::optional<InputPart> find_fields(const InputAddress& address, InputPart part, hir::RecordId record) {
    const std::string name = address.field_name();
    if (const auto field = address.fields.empty() ? std::nullopt : find_field(context_, record, name)) {
      part.fields.push_back(*field);
      return part;
    }
    const hir::Record& fiche = context_.program.records[record];
    part.record = record;
    part.prefix = base::normalise(name);
    const bool is_whole = address.fields.empty();
    if (!is_whole) part.record = inner_record(fiche, part.prefix);
    if (!part.record.valid()) {
      std::vector<std::string> names;
      for (const hir::Field& field : fiche.fields) names.push_back(context_.text(field.name));
      context_.sink.report(Code::UnknownField, address.fields.front().span().joined(address.fields.back().span()))
          .with("record", context_.text(fiche.name))
          .with("name", name)
          .label(fiche.provenance.span, Label::DeclaredHere)
          .suggest(context_.near(name, names));
      return std::nullopt;
    }
    for (std::uint32_t i = 0; i < fiche.fields.size(); ++i) {
      if (is_whole || context_.text(fiche.fields[i].name).starts_with(part.prefix + ".")) part.fields.push_back(i);
    }
    return part;
  }

  [[nodiscard]] hir::RecordId inner_record(const hir::Record& record, const std::string& prefix) const {
    for (const hir::InnerRecord& inner : record.inner) {
      if (context_.text(inner.name) == prefix) return inner.record;
    }
    return {};
  }

  [[nodiscard]] std::vector<std::string> input_names() const {
    std::vector<std::string> names;
    const auto scope = context_.scopes.find(callee_);
    if (scope == context_.scopes.end()) return names;
    for (const auto& [name, symbol] : scope->second.symbols) {
      if (symbol.kind == Symbol::Kind::Input) names.push_back(context_.text(name));
    }
    std::sort(names.begin(), names.end());
    return names;
  }

  [[nodiscard]] const hir::Field* field_of(const InputPart& part) const {
    if (part.fields.size() != 1 || part.record.valid()) return nullptr;
    const hir::RecordId record = context_.program.inputs[part.input].type.record;
    return &context_.program.records[record].fields[part.fields.front()];
  }

  [[nodiscard]] bool has_open_indices(const InputPart& part, const InputAddress& address) const {
    const hir::Field* field = field_of(part);
    return (address.arguments.empty() && !context_.program.inputs[part.input].indices.empty()) ||
           (field != nullptr && address.field_arguments.empty() && !field->indices.empty());
  }

  /// The members that arguments name: each a constant, or all of them without arguments.
  std::optional<std::vector<std::vector<value::Value>>> read_members(const std::vector<hir::IndexDomain>& domains,
                                                                     const std::vector<ExpressionView>& arguments,
                                                                     base::Span span) {
    const std::string name = context_.quote(span);
    if (!arguments.empty() && !check_index_count(context_, name, domains, arguments.size(), span)) return std::nullopt;
    std::vector<std::vector<value::Value>> choices;
    for (std::size_t i = 0; i < domains.size(); ++i) {
      std::vector<value::Value> all = all_indices(context_, domains[i]);
      if (!arguments.empty()) {
        const auto value = read_constant(context_, callee_scope_, arguments[i], binder_type(domains[i]));
        if (!value) return std::nullopt;
        if (std::find(all.begin(), all.end(), *value) == all.end()) {
          context_.sink.report(Code::IndexOutside, arguments[i].span())
              .with("value", context_.quote(arguments[i].span()))
              .with("name", name);
          return std::nullopt;
        }
        all = {*value};
      }
      choices.push_back(std::move(all));
    }
    return combine(choices);
  }

  hir::InputPath path_of(const InputPart& part, std::optional<std::uint32_t> field) const {
    const hir::Input& input = context_.program.inputs[part.input];
    if (!field) return {part.input, std::nullopt, input.type};
    return {part.input, field, context_.program.records[input.type.record].fields[*field].type};
  }

  const hir::Range& range_of(const hir::InputPath& path) const {
    const hir::Input& input = context_.program.inputs[path.input];
    return path.field ? context_.program.records[input.type.record].fields[*path.field].range : input.range;
  }

  /// One value, given to every member that the address names.
  void bind_value(const InputPart& part, const InputAddress& address, std::optional<ExpressionView> view,
                  base::Span span) {
    const hir::Field* field = field_of(part);
    if (part.record.valid()) {
      const hir::Record& record = context_.program.records[part.record];
      context_.sink.report(Code::NotThatRecord, view ? view->span() : span)
          .with("text", view ? context_.quote(view->span()) : "…")
          .with("record", context_.text(record.name))
          .label(record.provenance.span, Label::DeclaredHere);
      return;
    }
    const auto outer =
        read_members(context_.program.inputs[part.input].indices, address.arguments, address.name.span());
    const auto inner = read_members(field != nullptr ? field->indices : std::vector<hir::IndexDomain>{},
                                    address.field_arguments, address.name.span());
    if (!outer || !inner) return;
    const hir::InputPath path = path_of(part, field != nullptr ? std::optional(part.fields.front()) : std::nullopt);
    const ExpressionId value = read_as(context_, scope_, view, path.type);
    if (path.type.is_error() || type_of(context_, value).is_error()) {
      failed_ = true;
      return;
    }
    check_range(path, value);
    for (const auto& left : *outer) {
      for (const auto& right : *inner) {
        hir::InputMember member{path, left};
        member.indices.insert(member.indices.end(), right.begin(), right.end());
        bind(std::move(member), value, address.name.span());
      }
    }
  }

  /// A constant that the input cannot take is a mistake that needs no run to be seen.
  void check_range(const hir::InputPath& path, ExpressionId value) {
    const hir::Range& range = range_of(path);
    ExpressionId plain = value;
    if (context_.program.expressions[plain].kind == ExpressionKind::Wrap)
      plain = context_.program.operands_of(plain)[0];
    if (!path.type.is(TypeKind::Number) || !is_constant(context_, plain)) return;
    const value::Rational number = context_.program.expressions[plain].constant.as_number();
    const bool above =
        range.greatest && (number > *range.greatest || (range.greatest_excluded && number == *range.greatest));
    if (!above && !(range.least && number < *range.least)) return;
    const auto bound = [&](const std::optional<value::Rational>& end) {
      return end ? hir::value_text(context_.program, path.type.with_optional(false), value::Value::number(*end)) : "…";
    };
    context_.sink.report(Code::ArgumentOutOfRange, span_of(context_, plain))
        .with("value", context_.quote(span_of(context_, plain)))
        .with("name", context_.text(context_.program.inputs[path.input].name))
        .with("callee", callee_name())
        .with("range", "de " + bound(range.least) + " à " + bound(range.greatest),
              "from " + bound(range.least) + " to " + bound(range.greatest));
  }

  void bind(hir::InputMember member, ExpressionId value, base::Span span) {
    std::vector<std::int64_t> key{member.path.input.index(), member.path.field ? *member.path.field + 1 : 0};
    for (const value::Value& index : member.indices) key.push_back(index.a);
    const auto [first, added] = bound_.emplace(std::move(key), span);
    if (!added) {
      context_.sink.report(Code::CallInputTwice, span)
          .with("name", context_.quote(span))
          .with("callee", callee_name())
          .label(first->second, Label::FirstHere);
      return;
    }
    members.push_back(std::move(member));
    values.push_back(value);
  }

  /// A whole fiche, or a family, that the caller hands on; false when the value names none of that shape.
  bool bind_whole(const InputPart& part, const InputAddress& address, ExpressionView view) {
    const auto source = take_input_address(view);
    if (!source) return false;
    const Symbol* symbol = find_symbol(context_, scope_.dispositif, context_.program.names.intern(source->name.text()));
    if (symbol == nullptr || find_binder(context_, scope_, context_.program.names.find(source->name.text())).valid()) {
      return false;
    }
    if (symbol->kind == Symbol::Kind::Variable)
      return bind_family(part, address, *source, symbol->variable, view.span());
    return bind_input(part, address, *source, symbol->input, view.span());
  }

  /// The domains of the indices that the address leaves open, the input's then the field's.
  [[nodiscard]] std::vector<hir::IndexDomain> open_domains(const InputPart& part, const InputAddress& address) const {
    std::vector<hir::IndexDomain> domains;
    if (address.arguments.empty()) domains = context_.program.inputs[part.input].indices;
    const hir::Field* field = field_of(part);
    if (field != nullptr && address.field_arguments.empty()) {
      domains.insert(domains.end(), field->indices.begin(), field->indices.end());
    }
    return domains;
  }

  /// `prime = prime_de_l_année`: each member of a family of rules is given to the member of the same indices.
  bool bind_family(const InputPart& part, const InputAddress& address, const InputAddress& source,
                   hir::VariableId variable, base::Span span) {
    const std::vector<hir::IndexDomain> domains = domains_of(context_, variable);
    if (part.record.valid() || domains.empty() || !source.arguments.empty() || !source.fields.empty()) return false;
    if (domains != open_domains(part, address)) return false;
    return for_each_member(part, address, [&](const std::vector<value::Value>& open, const hir::InputPath& path) {
      std::vector<ExpressionId> arguments;
      for (std::size_t i = 0; i < open.size(); ++i) {
        arguments.push_back(constant(context_, binder_type(domains[i]), open[i], span));
      }
      const ExpressionId read = make_variable_reference(context_, scope_, variable, std::move(arguments), span);
      return conform(context_, narrowed(context_, scope_, read), path.type);
    });
  }

  /// `médecin = médecin`, `constat = constat`, `constat(3) = constat(n)`, `cabinet = médecin.cabinet`.
  bool bind_input(const InputPart& part, const InputAddress& address, const InputAddress& source, hir::InputId input_id,
                  base::Span span) {
    const hir::Input input = context_.program.inputs[input_id];
    InputPart from;
    from.input = input_id;
    if (input.type.is(TypeKind::Record)) {
      const hir::RecordId record = input.type.record;
      const std::string name = source.field_name();
      if (const auto field = source.fields.empty() ? std::nullopt : find_field(context_, record, name)) {
        from.fields.push_back(*field);
      } else {
        from.prefix = base::normalise(name);
        from.record = source.fields.empty() ? record : inner_record(context_.program.records[record], from.prefix);
      }
    }
    if (from.record != part.record || open_domains(part, address) != open_domains(from, source)) return false;
    const std::vector<ExpressionId> given =
        source.arguments.empty() ? std::vector<ExpressionId>{}
                                 : read_indices(context_, scope_, source.name.text(), input.indices, source.arguments);
    if (source.arguments.size() > input.indices.size()) return false;
    const bool inner_given = !source.field_arguments.empty();
    if (inner_given) return false;
    return for_each_member(part, address, [&](const std::vector<value::Value>& open, const hir::InputPath& path) {
      return read_source(from, part, path, given, open, span);
    });
  }

  /// The caller's input, or field of one, that is handed on to `path`.
  ExpressionId read_source(const InputPart& from, const InputPart& to, const hir::InputPath& path,
                           const std::vector<ExpressionId>& given, const std::vector<value::Value>& open,
                           base::Span span) {
    const hir::Input& input = context_.program.inputs[from.input];
    std::optional<std::uint32_t> field;
    if (from.record.valid()) {
      const hir::RecordId outer = context_.program.inputs[to.input].type.record;
      const std::string& name = context_.text(context_.program.records[outer].fields[*path.field].name);
      const std::string own = to.prefix.empty() ? name : name.substr(to.prefix.size() + 1);
      field = find_field(context_, input.type.record, from.prefix.empty() ? own : from.prefix + "." + own);
    } else if (!from.fields.empty()) {
      field = from.fields.front();
    }
    const hir::InputPath source = path_of(from, field);
    std::vector<hir::IndexDomain> domains;
    if (given.empty()) domains = input.indices;
    if (field) {
      const auto& inner = context_.program.records[input.type.record].fields[*field].indices;
      domains.insert(domains.end(), inner.begin(), inner.end());
    }
    std::vector<ExpressionId> arguments = given;
    for (std::size_t i = 0; i < domains.size() && i < open.size(); ++i) {
      arguments.push_back(constant(context_, binder_type(domains[i]), open[i], span));
    }
    const ExpressionId read =
        make(context_, ExpressionKind::Input, source.type, span, arguments, intern_path(context_, source).index());
    return conform(context_, narrowed(context_, scope_, read), path.type);
  }

  /// Binds every member that the address leaves open to what `value_of` makes of its open indices.
  template <class ValueOf>
  bool for_each_member(const InputPart& part, const InputAddress& address, ValueOf value_of) {
    const auto outer =
        read_members(context_.program.inputs[part.input].indices, address.arguments, address.name.span());
    if (!outer) return true;
    std::vector<std::optional<std::uint32_t>> fields(part.fields.begin(), part.fields.end());
    // An input that is no fiche is handed on as it is; a fiche that has no fields, not at all.
    if (fields.empty() && !part.record.valid()) fields.emplace_back();
    for (const std::optional<std::uint32_t> field : fields) {
      const hir::InputPath path = path_of(part, field);
      std::vector<hir::IndexDomain> inner_domains;
      if (field)
        inner_domains =
            context_.program.records[context_.program.inputs[part.input].type.record].fields[*field].indices;
      const auto inner = read_members(inner_domains, address.field_arguments, address.name.span());
      if (!inner || path.type.is_error()) return true;
      for (const auto& left : *outer) {
        for (const auto& right : *inner) {
          std::vector<value::Value> open = address.arguments.empty() ? left : std::vector<value::Value>{};
          if (address.field_arguments.empty()) open.insert(open.end(), right.begin(), right.end());
          const ExpressionId value = value_of(open, path);
          if (type_of(context_, value).is_error()) return true;
          hir::InputMember member{path, left};
          member.indices.insert(member.indices.end(), right.begin(), right.end());
          bind(std::move(member), value, address.name.span());
        }
      }
    }
    return true;
  }

  Context& context_;
  const Scope& scope_;
  hir::DispositifId callee_;
  Scope callee_scope_;
  std::map<std::vector<std::int64_t>, base::Span> bound_;
  bool failed_ = false;
};

/// The result that a path names, or nothing after a message.
std::optional<hir::VariableId> find_result(Context& context, hir::DispositifId callee, const CalledResult& called,
                                           const std::string& name) {
  const Symbol* symbol = find_symbol(context, callee, context.program.names.intern(name));
  const std::string& callee_name = context.text(context.program.dispositifs[callee].name);
  const base::Span span = called.path.front().span().joined(called.path.back().span());
  if (symbol != nullptr && symbol->kind == Symbol::Kind::Variable) {
    if (context.program.variables[symbol->variable].is_result) return symbol->variable;
    context.sink.report(Code::NotACallResult, span)
        .with("name", name)
        .with("callee", callee_name)
        .label(symbol->span, Label::DeclaredHere);
    return std::nullopt;
  }
  std::vector<std::string> known;
  const auto scope = context.scopes.find(callee);
  if (scope != context.scopes.end()) {
    for (const auto& [known_name, other] : scope->second.symbols) {
      const bool is_result =
          other.kind == Symbol::Kind::Variable && context.program.variables[other.variable].is_result;
      if (is_result) known.push_back(context.text(known_name));
    }
  }
  std::sort(known.begin(), known.end());
  context.sink.report(Code::UnknownCallResult, span)
      .with("name", name)
      .with("callee", callee_name)
      .suggest(context.near(name, known));
  return std::nullopt;
}

}  // namespace

std::optional<ExpressionId> read_dispositif_call(Context& context, const Scope& scope, ExpressionView view) {
  const auto called = take_call(context, scope, view);
  if (!called) return std::nullopt;
  const hir::DispositifId callee = context.project.dispositifs.at(context.program.names.find(called->callee.text()));
  if (called->path.empty()) {
    context.sink.report(Code::CallWithoutResult, view.span()).with("callee", called->callee.text());
    return error_expression(context, view.span());
  }
  std::string name;
  for (const syntax::NameView part : called->path) name += (name.empty() ? "" : ".") + std::string(part.text());
  // A part of an objectif, an obligation or an échéancier has a name in either column of the keywords.
  const std::size_t dot = name.find('.');
  const CompositeRule* rule = find_composite(context, callee, std::string_view(name).substr(0, dot));
  if (rule != nullptr && dot != std::string::npos) {
    const hir::VariableId part = find_part(*rule, std::string_view(name).substr(dot + 1));
    if (part.valid()) name = context.text(context.program.variables[part].name);
  }
  // `aide(…).option.quotité`: the last name may be a column of what the result is.
  const base::Name known = context.program.names.find(name);
  if (called->path.size() > 1 && (!known.valid() || find_symbol(context, callee, known) == nullptr))
    return std::nullopt;
  context.calls.push_back({scope.dispositif, callee, called->callee.span()});
  const auto result = find_result(context, callee, *called, name);
  BindingReader reader(context, scope, callee);
  const bool bound = reader.read(called->call.arguments());
  if (!result) return error_expression(context, view.span());
  // What is compared to the result is read as what it would be: one mistake, one message.
  const Type type = context.program.variables[*result].type;
  if (!bound) return make(context, ExpressionKind::Error, type, view.span(), {});
  const std::vector<hir::IndexDomain> domains = domains_of(context, *result);
  if (!check_index_count(context, name, domains, called->indices.size(), view.span())) {
    return error_expression(context, view.span());
  }
  for (const ExpressionId value : reader.values) {
    if (!reads_element(context, value)) continue;
    context.sink.report(Code::CallPerElement, span_of(context, value))
        .with("text", context.quote(span_of(context, value)));
    return error_expression(context, view.span());
  }
  std::vector<ExpressionId> operands = std::move(reader.values);
  for (const ExpressionId index : read_indices(context, scope, name, domains, called->indices)) {
    operands.push_back(index);
  }
  for (const ExpressionId operand : operands) {
    if (type_of(context, operand).is_error()) return error_expression(context, view.span());
  }
  if (type.is_error()) return error_expression(context, view.span());
  const hir::CallId id =
      context.program.calls.add({callee, *result, std::move(reader.members), std::move(reader.texts)});
  return make(context, ExpressionKind::Call, type, view.span(), operands, id.index());
}

namespace {

/// The first call of each dispositif by each other.
using CallGraph = std::map<hir::DispositifId, std::map<hir::DispositifId, const DispositifCall*>>;

/// The shortest chain of calls that leads from a dispositif back to itself, or nothing.
std::vector<const DispositifCall*> circle_from(const CallGraph& graph, hir::DispositifId start) {
  std::map<hir::DispositifId, const DispositifCall*> arrivals;
  std::vector<hir::DispositifId> queue{start};
  for (std::size_t next = 0; next < queue.size() && !arrivals.contains(start); ++next) {
    const auto calls = graph.find(queue[next]);
    if (calls == graph.end()) continue;
    for (const auto& [to, call] : calls->second) {
      if (arrivals.emplace(to, call).second) queue.push_back(to);
    }
  }
  std::vector<const DispositifCall*> chain;
  if (!arrivals.contains(start)) return chain;
  hir::DispositifId at = start;
  do {
    chain.insert(chain.begin(), arrivals.at(at));
    at = arrivals.at(at)->from;
  } while (at != start);
  return chain;
}

}  // namespace

void check_call_circles(Context& context) {
  CallGraph graph;
  for (const DispositifCall& call : context.calls) graph[call.from].emplace(call.to, &call);
  std::set<hir::DispositifId> reported;
  for (std::size_t i = 0; i < context.program.dispositifs.size(); ++i) {
    const hir::DispositifId start = context.program.dispositifs.id_at(i);
    if (reported.contains(start)) continue;
    const std::vector<const DispositifCall*> chain = circle_from(graph, start);
    if (chain.empty()) continue;
    std::string path;
    for (const DispositifCall* call : chain) {
      path += context.text(context.program.dispositifs[call->from].name) + " → ";
      reported.insert(call->from);
    }
    const std::string& name = context.text(context.program.dispositifs[start].name);
    auto report = context.sink.report(Code::CallCircle, chain.front()->span);
    report.with("name", name).with("chain", path + name);
    for (std::size_t step = 1; step < chain.size() && step <= 2; ++step) {
      report.label(chain[step]->span, Label::CalledHere);
    }
  }
}

}  // namespace avenant::sema
