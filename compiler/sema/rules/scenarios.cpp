#include <algorithm>

#include "compiler/sema/expressions/input_address.hpp"
#include "compiler/sema/rules/rules.hpp"
#include "runtime/value/runtime_errors.hpp"

namespace avenant::sema {

namespace {

using syntax::CellView;
using syntax::ExpectationView;
using syntax::PatternKind;
using syntax::PatternView;
using syntax::ScenarioView;

/// Every tuple of constant indices that a list of arguments names: constants, ranges, or nothing for all members.
class MemberReader {
 public:
  /// `family` is the name that the arguments follow, for messages.
  MemberReader(Context& context, const Scope& scope, base::Span family)
      : context_(context), scope_(scope), family_(family) {}

  /// The values that each argument stands for; nothing when one is wrong.
  std::optional<std::vector<std::vector<value::Value>>> read(const std::vector<hir::IndexDomain>& domains,
                                                             const std::vector<ExpressionView>& views) {
    std::vector<std::vector<value::Value>> choices;
    for (std::size_t i = 0; i < domains.size(); ++i) {
      auto values = views.empty() ? all_indices(context_, domains[i]) : one(domains[i], views[i]);
      if (values.empty()) return std::nullopt;
      choices.push_back(std::move(values));
    }
    return combine(choices);
  }

 private:
  std::vector<value::Value> one(const hir::IndexDomain& domain, ExpressionView view) {
    const Type type = binder_type(domain);
    if (const auto written = view.as<syntax::RangeExpressionView>(); written && written->range()) {
      const auto low = read_constant(context_, scope_, written->range()->low(), type);
      const auto high = read_constant(context_, scope_, written->range()->high(), type);
      std::vector<value::Value> values;
      if (!low || !high) return values;
      for (const value::Value value : all_indices(context_, domain)) {
        if (value.a >= low->a && value.a <= high->a) values.push_back(value);
      }
      return values;
    }
    const auto value = read_constant(context_, scope_, view, type);
    if (!value) return {};
    const auto members = all_indices(context_, domain);
    if (std::find(members.begin(), members.end(), *value) != members.end()) return {*value};
    context_.sink.report(Code::IndexOutside, view.span())
        .with("value", context_.quote(view.span()))
        .with("name", std::string(context_.sources.text(family_)));
    return {};
  }

  Context& context_;
  const Scope& scope_;
  base::Span family_;
};

const Symbol* find_symbol(const Context& context, hir::DispositifId dispositif, std::string_view text) {
  const auto scope = context.scopes.find(dispositif);
  if (scope == context.scopes.end()) return nullptr;
  const auto it = scope->second.symbols.find(context.program.names.find(text));
  return it == scope->second.symbols.end() ? nullptr : &it->second;
}

std::vector<std::string> symbols_of(const Context& context, hir::DispositifId dispositif, Symbol::Kind kind) {
  std::vector<std::string> names;
  const auto scope = context.scopes.find(dispositif);
  if (scope == context.scopes.end()) return names;
  for (const auto& [name, symbol] : scope->second.symbols) {
    if (symbol.kind == kind) names.push_back(context.text(name));
  }
  std::sort(names.begin(), names.end());
  return names;
}

/// Reads what one scenario, case or row sets and expects.
class SettingReader {
 public:
  SettingReader(Context& context, const PlacedRule& placed) : context_(context), scope_(scope_of(context, placed)) {}

  [[nodiscard]] const Scope& scope() const { return scope_; }

  void read_items(ScenarioView view, hir::Setting& setting) {
    for (const syntax::AssignmentView assignment : view.assignments()) {
      const std::size_t n_before = setting.assignments.size();
      if (assignment.target()) assign(*assignment.target(), assignment.value(), setting);
      check_once(setting, n_before);
    }
    settle_counts(setting);
    for (const syntax::ReadingItemView reading : view.readings()) {
      if (reading.reading() && reading.choice()) {
        choose(reading.reading()->text(), reading.reading()->span(), reading.choice()->text(), reading.choice()->span(),
               setting);
      }
    }
    if (const auto situation = view.situation()) setting.situation = read_date_literal(context_, situation->date());
    for (const syntax::DraftItemView draft : view.drafts()) {
      if (draft.name()) setting.drafts.push_back(context_.program.names.intern(draft.name()->text()));
    }
  }

  void choose(std::string_view name, base::Span name_span, std::string_view choice, base::Span choice_span,
              hir::Setting& setting) {
    const auto it = context_.project.readings.find(context_.program.names.intern(name));
    if (it == context_.project.readings.end()) {
      std::vector<std::string> known;
      for (const hir::Reading& reading : context_.program.readings) known.push_back(context_.text(reading.name));
      context_.sink.report(Code::UnknownReading, name_span).with("name", name).suggest(context_.near(name, known));
      return;
    }
    const auto index = require_case(context_, context_.program.readings[it->second].enumeration, choice, choice_span);
    if (index) setting.readings.emplace_back(it->second, *index);
  }

  /// `médecin.secteur = secteur_1`, one assignment per member that the target names.
  void assign(ExpressionView target, std::optional<ExpressionView> value_view, hir::Setting& setting) {
    if (const auto list = counted_list(target)) return assign_count(*list, target, value_view, setting);
    if (const auto list = whole_list(target)) return assign_list(*list, target, value_view, setting);
    const auto members = input_members(target);
    if (members.empty() || !value_view) return;
    const Type type = members.front().path.type;
    const auto value = value_view->kind() == syntax::ExpressionKind::AbsentLiteral && type.optional
                           ? std::optional(value::Value::absent())
                           : read_constant(context_, scope_, value_view, type);
    if (!value) return;
    check_bounds(members.front().path, *value, value_view->span(), target);
    for (const hir::InputMember& member : members) {
      hir::Assignment assignment;
      assignment.member = member;
      assignment.value = *value;
      assignment.absent = type.optional && value->is_absent();
      assignment.span = target.span();
      setting.assignments.push_back(std::move(assignment));
    }
    raise_count(members, target, setting);
  }

  /// The scalar input members that an expression names; reports and gives none when it names something else.
  std::vector<hir::InputMember> input_members(ExpressionView view) {
    const auto address = take_input_address(view);
    const Symbol* symbol = address ? find_symbol(context_, scope_.dispositif, address->name.text()) : nullptr;
    if (symbol == nullptr || symbol->kind != Symbol::Kind::Input) {
      const std::string text = context_.quote(address ? address->name.span() : view.span());
      context_.sink.report(Code::NotAnInput, view.span())
          .with("name", text)
          .suggest(context_.near(text, symbols_of(context_, scope_.dispositif, Symbol::Kind::Input)));
      return {};
    }
    return members_of(symbol->input, *address, view.span());
  }

 private:
  /// The input list of a name, or nothing.
  std::optional<hir::InputId> list_named(ExpressionView view) const {
    const auto bare = view.as<syntax::NameExpressionView>();
    const Symbol* symbol = bare ? find_symbol(context_, scope_.dispositif, bare->text()) : nullptr;
    if (symbol == nullptr || symbol->kind != Symbol::Kind::Input) return std::nullopt;
    if (!context_.program.inputs[symbol->input].type.is(TypeKind::List)) return std::nullopt;
    return symbol->input;
  }

  /// `nombre de membres`.
  std::optional<hir::InputId> counted_list(ExpressionView target) const {
    const auto count = target.as<syntax::AggregateView>();
    if (!count || count->operation() != Keyword::CountOf || !count->iterations().empty()) return std::nullopt;
    return count->element() ? list_named(*count->element()) : std::nullopt;
  }

  /// `montants`, of a list of plain values.
  std::optional<hir::InputId> whole_list(ExpressionView target) const {
    const auto list = list_named(target);
    return list && !context_.program.inputs[*list].type.record.valid() ? list : std::nullopt;
  }

  void add_count(hir::InputId list, std::int64_t count, base::Span span, bool at_least, hir::Setting& setting) {
    hir::Assignment assignment;
    assignment.member.path = {list, std::nullopt, number_type(kNoUnit, 1)};
    assignment.value = value::Value{count, 1};
    assignment.span = span;
    assignment.at_least = at_least;
    setting.assignments.push_back(std::move(assignment));
  }

  /// `nombre de membres = 3`.
  void assign_count(hir::InputId list, ExpressionView target, std::optional<ExpressionView> value_view,
                    hir::Setting& setting) {
    if (!value_view) return;
    const auto value = read_constant(context_, scope_, value_view, number_type(kNoUnit, 1));
    if (!value) return;
    const hir::Input& input = context_.program.inputs[list];
    if (value->a < input.least_elements || value->a > input.most_elements) {
      const std::string least = std::to_string(input.least_elements);
      const std::string most = std::to_string(input.most_elements);
      context_.sink.report(Code::ValueOutOfBounds, value_view->span())
          .with("value", context_.quote(value_view->span()))
          .with("name", context_.quote(target.span()))
          .with("range", "de " + least + " à " + most, "from " + least + " to " + most);
    }
    add_count(list, value->a, target.span(), false, setting);
  }

  /// `montants = (100 € ; 250 €)`: the elements in order, and how many there are.
  void assign_list(hir::InputId list, ExpressionView target, std::optional<ExpressionView> value_view,
                   hir::Setting& setting) {
    if (!value_view) return;
    std::vector<ExpressionView> elements;
    if (const auto written = value_view->as<syntax::ListView>()) {
      elements = written->elements();
    } else if (const auto one = value_view->as<syntax::ParenthesisedView>(); one && one->inner()) {
      elements.push_back(*one->inner());
    } else {
      context_.sink.report(Code::ListValue, value_view->span()).with("name", context_.quote(target.span()));
      return;
    }
    const std::int64_t most = context_.program.inputs[list].most_elements;
    const hir::InputPath path{list, std::nullopt, hir::element_type(context_.program.inputs[list].type)};
    for (std::size_t i = 0; i < elements.size(); ++i) {
      const auto number = static_cast<std::int64_t>(i) + 1;
      if (number > most) {
        context_.sink.report(Code::ElementBeyond, elements[i].span())
            .with("name", context_.quote(target.span()) + "(" + std::to_string(number) + ")")
            .with("count", most);
        return;
      }
      const auto value = read_constant(context_, scope_, elements[i], path.type);
      if (!value) continue;
      check_bounds(path, *value, elements[i].span(), target);
      hir::Assignment assignment;
      assignment.member = {path, {value::Value{number, 1}}};
      assignment.value = *value;
      assignment.span = elements[i].span();
      setting.assignments.push_back(std::move(assignment));
    }
    add_count(list, static_cast<std::int64_t>(elements.size()), target.span(), false, setting);
  }

  /// A list has at least the elements that are named by their numbers.
  void raise_count(const std::vector<hir::InputMember>& members, ExpressionView target, hir::Setting& setting) {
    const hir::InputId list = members.front().path.input;
    const auto address = take_input_address(target);
    if (!context_.program.inputs[list].type.is(TypeKind::List) || !address || address->arguments.empty()) return;
    std::int64_t greatest = 0;
    for (const hir::InputMember& member : members) greatest = std::max(greatest, member.indices.front().a);
    for (hir::Assignment& assignment : setting.assignments) {
      if (!assignment.at_least || assignment.member.path.input != list) continue;
      if (assignment.value.a < greatest) {
        assignment.value.a = greatest;
        assignment.span = target.span();
      }
      return;
    }
    add_count(list, greatest, target.span(), true, setting);
  }

  /// A count that is stated settles how many elements there are; one named beyond it is a mistake.
  void settle_counts(hir::Setting& setting) {
    std::erase_if(setting.assignments, [&](const hir::Assignment& raised) {
      if (!raised.at_least) return false;
      const auto stated =
          std::find_if(setting.assignments.begin(), setting.assignments.end(), [&](const hir::Assignment& other) {
            return !other.at_least && other.member.path.input == raised.member.path.input &&
                   other.member.indices.empty();
          });
      if (stated == setting.assignments.end()) return false;
      if (raised.value.a > stated->value.a) {
        context_.sink.report(Code::ElementBeyond, raised.span)
            .with("name", context_.quote(raised.span))
            .with("count", stated->value.a)
            .label(stated->span, Label::FirstHere);
      }
      return true;
    });
  }

  std::vector<hir::InputMember> members_of(hir::InputId id, const InputAddress& address, base::Span span) {
    const hir::Input& input = context_.program.inputs[id];
    hir::InputPath path{id, std::nullopt, input.type};
    std::vector<hir::IndexDomain> field_domains;
    std::vector<hir::IndexDomain> domains = input.indices;
    if (input.type.is(TypeKind::List)) {
      path.type = hir::element_type(input.type);
      domains = {{hir::EnumerationId{}, 1, input.most_elements}};
    }
    if (path.type.is(TypeKind::Record)) {
      const bool inner = is_inner_record(context_, input.type.record, address.field_name());
      const auto index = address.fields.empty() || inner ? std::nullopt : require_field(input.type.record, address);
      if (!index) {
        if (address.fields.empty() || inner) {
          context_.sink.report(Code::NotAValue, span)
              .with("name", context_.text(input.name))
              .with("what", "une fiche : nommez un de ses champs", "a fiche: name one of its fields");
        }
        return {};
      }
      const hir::Field& field = context_.program.records[input.type.record].fields[*index];
      path.field = *index;
      path.type = field.type;
      field_domains = field.indices;
    } else if (!address.fields.empty()) {
      context_.sink.report(Code::NotAnInput, span).with("name", context_.quote(span));
      return {};
    }
    if (!check_arguments(domains, address.arguments, span) ||
        !check_arguments(field_domains, address.field_arguments, span))
      return {};
    MemberReader reader(context_, scope_, span);
    const auto outer = reader.read(domains, address.arguments);
    const auto inner = reader.read(field_domains, address.field_arguments);
    std::vector<hir::InputMember> members;
    if (!outer || !inner) return members;
    for (const auto& left : *outer) {
      for (const auto& right : *inner) {
        hir::InputMember member{path, left};
        member.indices.insert(member.indices.end(), right.begin(), right.end());
        members.push_back(std::move(member));
      }
    }
    return members;
  }

  /// Reports a fact that the same case or scenario gave before position `first_new`.
  void check_once(const hir::Setting& setting, std::size_t first_new) {
    for (std::size_t i = first_new; i < setting.assignments.size(); ++i) {
      for (std::size_t j = 0; j < first_new; ++j) {
        const hir::InputMember& left = setting.assignments[i].member;
        const hir::InputMember& right = setting.assignments[j].member;
        if (setting.assignments[i].at_least || setting.assignments[j].at_least) continue;
        if (!(left.path == right.path) || left.indices != right.indices) continue;
        context_.sink.report(Code::FactTwice, setting.assignments[i].span)
            .with("name", context_.quote(setting.assignments[i].span))
            .label(setting.assignments[j].span, Label::FirstHere);
        return;
      }
    }
  }

  /// Warns of a number outside the bounds that its input or field declares.
  void check_bounds(const hir::InputPath& path, value::Value value, base::Span span, ExpressionView target) {
    const hir::Input& input = context_.program.inputs[path.input];
    const hir::Range& range =
        path.field ? context_.program.records[input.type.record].fields[*path.field].range : input.range;
    if (!path.type.is(TypeKind::Number) || value.is_absent() || (!range.least && !range.greatest)) return;
    const value::Rational number = value.as_number();
    const bool below = range.least && number < *range.least;
    const bool above =
        range.greatest && (number > *range.greatest || (range.greatest_excluded && number == *range.greatest));
    if (!below && !above) return;
    const auto bound = [&](const std::optional<value::Rational>& end) {
      return end ? hir::value_text(context_.program, path.type.with_optional(false), value::Value::number(*end)) : "…";
    };
    context_.sink.report(Code::ValueOutOfBounds, span)
        .with("value", context_.quote(span))
        .with("name", context_.quote(target.span()))
        .with("range", "de " + bound(range.least) + " à " + bound(range.greatest),
              "from " + bound(range.least) + " to " + bound(range.greatest));
  }

  bool check_arguments(const std::vector<hir::IndexDomain>& domains, const std::vector<ExpressionView>& views,
                       base::Span span) {
    if (views.empty() || views.size() == domains.size()) return true;
    context_.sink.report(domains.empty() ? Code::NotAFamily : Code::WrongArgumentCount, span)
        .with("name", context_.quote(span))
        .with("expected", static_cast<std::int64_t>(domains.size()))
        .with("found", static_cast<std::int64_t>(views.size()));
    return false;
  }

  std::optional<std::uint32_t> require_field(hir::RecordId record_id, const InputAddress& address) {
    const std::string name = address.field_name();
    if (const auto found = find_field(context_, record_id, name)) return found;
    const hir::Record& record = context_.program.records[record_id];
    std::vector<std::string> names;
    for (const hir::Field& field : record.fields) names.push_back(context_.text(field.name));
    context_.sink.report(Code::UnknownField, address.fields.front().span().joined(address.fields.back().span()))
        .with("record", context_.text(record.name))
        .with("name", name)
        .suggest(context_.near(name, names));
    return std::nullopt;
  }

  Context& context_;
  Scope scope_;
};

/// Reads `attendu x = …`: the members that x names and what is expected of each.
class ExpectationReader {
 public:
  ExpectationReader(Context& context, const PlacedRule& placed)
      : context_(context), placed_(placed), scope_(scope_of(context, placed)) {}

  void read(ExpressionView target, ExpectationView view, std::vector<hir::Expectation>& out) {
    const auto members = variable_members(target);
    if (members.empty()) return;
    const auto patterns = view.patterns();
    if (patterns.size() != 1 && patterns.size() != members.size()) {
      context_.sink.report(Code::MemberCount, view.span())
          .with("found", static_cast<std::int64_t>(patterns.size()))
          .with("expected", static_cast<std::int64_t>(members.size()));
      return;
    }
    for (std::size_t i = 0; i < members.size(); ++i) {
      hir::Expectation expectation;
      expectation.member = members[i];
      expectation.span = patterns.size() == 1 ? target.span().joined(view.span()) : patterns[i].span();
      if (!read_pattern(patterns.size() == 1 ? patterns.front() : patterns[i], expectation)) return;
      read_reasons(view, expectation);
      out.push_back(std::move(expectation));
    }
  }

 private:
  /// A variable with optional arguments: `x`, `x(1 à 3)`, `x.y(mt)`, `x(mt).y`.
  struct NamedTarget {
    std::string name;
    base::Span span;  ///< Of the name.
    std::vector<ExpressionView> arguments;
  };

  NamedTarget take_variable(ExpressionView view) const {
    const auto address = take_input_address(view);
    if (!address) return {context_.quote(view.span()), view.span(), {}};
    NamedTarget target{std::string(address->name.text()), address->name.span(), address->arguments};
    if (address->fields.empty()) return target;
    target.span = target.span.joined(address->fields.back().span());
    if (target.arguments.empty()) target.arguments = address->field_arguments;
    const CompositeRule* rule = find_composite(context_, placed_.dispositif, target.name);
    const hir::VariableId part = rule != nullptr ? find_part(*rule, address->field_name()) : hir::VariableId{};
    target.name =
        part.valid() ? context_.text(context_.program.variables[part].name) : target.name + "." + address->field_name();
    return target;
  }

  std::vector<hir::VariableMember> variable_members(ExpressionView view) {
    const NamedTarget target = take_variable(view);
    const std::string& text = target.name;
    const Symbol* symbol = find_symbol(context_, placed_.dispositif, text);
    if (symbol == nullptr || symbol->kind != Symbol::Kind::Variable) {
      context_.sink.report(Code::UnknownName, view.span())
          .with("name", text)
          .suggest(context_.near(text, symbols_of(context_, placed_.dispositif, Symbol::Kind::Variable)));
      return {};
    }
    if (!context_.program.variables[symbol->variable].parameters.empty()) {
      context_.sink.report(Code::FunctionRequested, view.span()).with("name", text);
      return {};
    }
    const hir::Variable& variable = context_.program.variables[symbol->variable];
    std::vector<hir::IndexDomain> domains;
    for (const hir::BinderId binder : variable.indices) domains.push_back(context_.program.binders[binder].domain);
    if (!target.arguments.empty() && target.arguments.size() != domains.size()) {
      context_.sink.report(domains.empty() ? Code::NotAFamily : Code::WrongArgumentCount, view.span())
          .with("name", text)
          .with("expected", static_cast<std::int64_t>(domains.size()))
          .with("found", static_cast<std::int64_t>(target.arguments.size()));
      return {};
    }
    std::vector<hir::VariableMember> members;
    const auto indices = MemberReader(context_, scope_, target.span).read(domains, target.arguments);
    if (!indices) return members;
    for (const auto& one : *indices) members.push_back({symbol->variable, one});
    return members;
  }

  bool read_pattern(PatternView pattern, hir::Expectation& expectation) {
    const Type type = context_.program.variables[expectation.member.variable].type;
    if (pattern.kind() == PatternKind::ErrorExpected) return read_error(pattern, expectation);
    if (pattern.kind() == PatternKind::Range) return read_range(pattern.range(), type, expectation);
    const auto value = pattern.value();
    if (!value || pattern.kind() != PatternKind::Value) {
      context_.sink.report(Code::NotConstant, pattern.span());
      return false;
    }
    if (const auto unknown = value->as<syntax::UnknownView>()) {
      expectation.kind = hir::ExpectationKind::Unknown;
      if (unknown->reason()) expectation.reason = std::string(unknown->reason()->content());
      return true;
    }
    if (const auto excluded = value->as<syntax::ExcludedView>()) {
      expectation.kind = hir::ExpectationKind::Excluded;
      if (excluded->reason()) expectation.reason = std::string(excluded->reason()->content());
      return true;
    }
    if (value->kind() == syntax::ExpressionKind::AbsentLiteral) {
      expectation.kind = hir::ExpectationKind::Absent;
      return true;
    }
    if (const auto range = value->as<syntax::RangeExpressionView>())
      return read_range(range->range(), type, expectation);
    if (type.is_error()) return false;
    const auto constant = read_constant(context_, scope_, value, type);
    if (constant) expectation.value = *constant;
    return constant.has_value();
  }

  bool read_range(std::optional<syntax::RangeView> range, const Type& type, hir::Expectation& expectation) {
    if (!range) return false;
    Type bound = type.with_optional(false);
    bound.grain = 0;
    const auto low = read_constant(context_, scope_, range->low(), bound);
    const auto high = read_constant(context_, scope_, range->high(), bound);
    if (!low || !high) return false;
    if (!type.is(TypeKind::Number)) {
      context_.sink.report(Code::RangeOnNonNumber, range->span());
      return false;
    }
    expectation.kind = hir::ExpectationKind::Range;
    expectation.range = {low->as_number(), high->as_number(), range->high_excluded()};
    return true;
  }

  bool read_error(PatternView pattern, hir::Expectation& expectation) {
    expectation.kind = hir::ExpectationKind::Error;
    const auto code = pattern.error_code();
    if (!code) return true;
    expectation.error_class = std::string(code->text());
    if (value::runtime_error_class_named(expectation.error_class)) return true;
    context_.sink.report(Code::UnknownErrorClass, code->span()).with("name", code->text());
    return false;
  }

  void read_reasons(ExpectationView view, hir::Expectation& expectation) {
    if (const auto because = view.because()) read_because(*because, expectation);
    const auto thanks = view.thanks_to();
    if (!thanks) return;
    const auto& derogations = context_.scopes[placed_.dispositif].derogations;
    for (const syntax::NameView name : thanks->names()) {
      const auto it = derogations.find(context_.program.names.intern(name.text()));
      if (it != derogations.end()) {
        expectation.thanks_to.push_back(it->second);
        continue;
      }
      std::vector<std::string> known;
      for (const auto& [known_name, id] : derogations) known.push_back(context_.text(known_name));
      std::sort(known.begin(), known.end());
      context_.sink.report(Code::UnknownDerogation, name.span())
          .with("name", name.text())
          .suggest(context_.near(name.text(), known));
    }
  }

  void read_because(syntax::BecauseView because, hir::Expectation& expectation) {
    const auto labels = because.labels();
    if (expectation.kind != hir::ExpectationKind::Value) {
      // « inconnu car X »: a part of the reason, or the name of the rule whose figure it is.
      if (!labels.empty()) expectation.reason = std::string(labels.front().content());
      const auto addresses = because.addresses();
      if (labels.empty() && !addresses.empty()) expectation.reason = context_.spelled(addresses.front().node());
      return;
    }
    if (context_.program.variables[expectation.member.variable].kind != hir::VariableKind::Eligibility) {
      context_.sink.report(Code::BecauseNeedsEligibility, because.span());
      return;
    }
    std::vector<std::string> failing;
    for (const syntax::QuotedView label : labels) {
      (void)require_condition(context_, expectation.member.variable, label);
      failing.emplace_back(label.content());
    }
    expectation.failing_labels = std::move(failing);
  }

  Context& context_;
  const PlacedRule& placed_;
  Scope scope_;
};

hir::CaseId find_base(Context& context, const PlacedRule& placed, ScenarioView view) {
  const auto name = view.base_case();
  if (!name) return {};
  const auto& cases = context.scopes[placed.dispositif].cases;
  const auto it = cases.find(context.program.names.intern(name->text()));
  if (it != cases.end()) return it->second;
  std::vector<std::string> known;
  for (const auto& [known_name, id] : cases) known.push_back(context.text(known_name));
  std::sort(known.begin(), known.end());
  context.sink.report(Code::UnknownBaseCase, name->span())
      .with("name", name->text())
      .suggest(context.near(name->text(), known));
  return {};
}

hir::Scenario open_scenario(Context& context, const PlacedRule& placed, ScenarioView view) {
  hir::Scenario scenario;
  scenario.dispositif = placed.dispositif;
  if (const auto title = view.title()) scenario.title = std::string(title->content());
  scenario.base = find_base(context, placed, view);
  scenario.provenance = context.provenance(placed.text, view.title() ? view.title()->span() : view.span());
  return scenario;
}

bool has_dispositif(Context& context, const PlacedRule& placed) {
  if (placed.dispositif.valid()) return true;
  // A file without a dispositif is one mistake.
  const bool first = context.without_dispositif.insert(placed.rule.span().source.index()).second;
  if (first) context.sink.report(Code::AmbiguousDispositif, placed.rule.span());
  return false;
}

/// What a column of a scenario table sets, by its header.
void read_setting_cell(Context& context, SettingReader& reader, CellView header, CellView cell, hir::Setting& setting) {
  const auto value = cell.value();
  // A dash, like an empty cell, leaves what the case says.
  const bool dash = cell.patterns().size() == 1 && cell.patterns().front().kind() == PatternKind::Any;
  if (cell.patterns().empty() || dash) return;
  if (const auto reading = header.reading_column(); reading && reading->name()) {
    reader.choose(reading->name()->text(), reading->name()->span(), cell.text(), cell.span(), setting);
  } else if (header.situation_column()) {
    setting.situation = read_date_literal(context, value);
  } else if (const auto draft = header.draft_column()) {
    const bool wanted = cell.text() != "faux";
    if (wanted)
      setting.drafts.push_back(context.program.names.intern(draft->name() ? draft->name()->text() : cell.text()));
  } else if (const auto target = header.value()) {
    reader.assign(*target, value, setting);
  }
}

}  // namespace

void declare_case(Context& context, const PlacedRule& placed) {
  const auto view = *ScenarioView::cast(placed.rule.node());
  const auto name = view.name();
  if (!name || !has_dispositif(context, placed)) return;
  hir::Case one;
  one.name = context.program.names.intern(name->text());
  one.dispositif = placed.dispositif;
  one.provenance = context.provenance(placed.text, name->span());
  auto& cases = context.scopes[placed.dispositif].cases;
  if (const auto it = cases.find(one.name); it != cases.end()) {
    report_duplicate(context, name->span(), name->text(), context.program.cases[it->second].provenance.span);
    return;
  }
  const base::Name interned = one.name;
  cases.emplace(interned, context.program.cases.add(std::move(one)));
}

void read_case(Context& context, const PlacedRule& placed) {
  const auto view = *ScenarioView::cast(placed.rule.node());
  const auto name = view.name();
  if (!name || !placed.dispositif.valid()) return;
  const auto it = context.scopes[placed.dispositif].cases.find(context.program.names.intern(name->text()));
  if (it == context.scopes[placed.dispositif].cases.end()) return;
  if (!(context.program.cases[it->second].provenance.span == name->span())) return;
  hir::Setting setting;
  SettingReader(context, placed).read_items(view, setting);
  context.program.cases[it->second].base = find_base(context, placed, view);
  context.program.cases[it->second].setting = std::move(setting);
}

void read_scenario(Context& context, const PlacedRule& placed) {
  const auto view = *ScenarioView::cast(placed.rule.node());
  if (!has_dispositif(context, placed)) return;
  hir::Scenario scenario = open_scenario(context, placed, view);
  SettingReader(context, placed).read_items(view, scenario.setting);
  ExpectationReader reader(context, placed);
  for (const syntax::ExpectedItemView expected : view.expected()) {
    if (expected.target() && expected.expectation()) {
      reader.read(*expected.target(), *expected.expectation(), scenario.expectations);
    }
  }
  if (view.expected().empty() && !view.node().has_error())
    context.sink.report(Code::NoExpectation, scenario.provenance.span);
  context.program.scenarios.add(std::move(scenario));
}

void read_scenario_table(Context& context, const PlacedRule& placed) {
  const auto view = *ScenarioView::cast(placed.rule.node());
  const auto table = view.table();
  if (!table || table->header_rows().empty() || !has_dispositif(context, placed)) return;
  const syntax::RowView header = table->header_rows().front();
  const auto headers = header.cells();
  const auto targets = header.results();
  hir::Scenario common = open_scenario(context, placed, view);
  SettingReader settings(context, placed);
  settings.read_items(view, common.setting);
  ExpectationReader expectations(context, placed);
  for (const syntax::ExpectedItemView expected : view.expected()) {
    if (expected.target() && expected.expectation()) {
      expectations.read(*expected.target(), *expected.expectation(), common.expectations);
    }
  }
  if (targets.empty() && common.expectations.empty() && !view.node().has_error()) {
    context.sink.report(Code::NoExpectation, common.provenance.span);
  }
  std::size_t number = 0;
  for (const syntax::RowView row : table->rows()) {
    ++number;
    const auto cells = row.cells();
    const auto results = row.results();
    if (row.node().has_error()) continue;
    if (cells.size() != headers.size() || results.size() != targets.size()) {
      context.sink.report(Code::RowCellCount, row.span())
          .with("found", static_cast<std::int64_t>(cells.size() + results.size()))
          .with("expected", static_cast<std::int64_t>(headers.size() + targets.size()));
      continue;
    }
    hir::Scenario scenario = common;
    scenario.title += " (" + std::to_string(number) + ")";
    scenario.provenance.span = row.span();
    for (std::size_t i = 0; i < cells.size(); ++i)
      read_setting_cell(context, settings, headers[i], cells[i], scenario.setting);
    for (std::size_t i = 0; i < results.size(); ++i) {
      const auto target = targets[i].value();
      const auto expectation = results[i].expectation();
      if (target && expectation) expectations.read(*target, *expectation, scenario.expectations);
    }
    context.program.scenarios.add(std::move(scenario));
  }
}

void check_cases(Context& context) {
  auto& cases = context.program.cases;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    hir::CaseId walker = cases[cases.id_at(i)].base;
    std::size_t steps = 0;
    while (walker.valid() && walker != cases.id_at(i) && ++steps <= cases.size()) walker = cases[walker].base;
    if (walker != cases.id_at(i) || !walker.valid()) continue;
    context.sink.report(Code::CaseCycle, cases[walker].provenance.span).with("name", context.text(cases[walker].name));
    cases[walker].base = hir::CaseId{};
  }
}

}  // namespace avenant::sema
