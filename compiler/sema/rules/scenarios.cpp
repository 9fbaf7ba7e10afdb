#include <algorithm>

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
      auto values = views.empty() ? all(domains[i]) : one(domains[i], views[i]);
      if (values.empty()) return std::nullopt;
      choices.push_back(std::move(values));
    }
    std::vector<std::vector<value::Value>> members{{}};
    for (const auto& values : choices) {
      std::vector<std::vector<value::Value>> longer;
      for (const auto& member : members) {
        for (const value::Value value : values) {
          longer.push_back(member);
          longer.back().push_back(value);
        }
      }
      members = std::move(longer);
    }
    return members;
  }

 private:
  std::vector<value::Value> all(const hir::IndexDomain& domain) const {
    std::vector<value::Value> values;
    if (!domain.enumeration.valid()) {
      for (std::int64_t i = domain.first; i <= domain.last; ++i)
        values.push_back(value::Value::whole(static_cast<std::int32_t>(i)));
      return values;
    }
    const std::size_t n = context_.program.enumerations[domain.enumeration].cases.size();
    for (std::size_t i = 0; i < n; ++i) values.push_back(value::Value::enum_case(static_cast<std::int32_t>(i)));
    return values;
  }

  std::vector<value::Value> one(const hir::IndexDomain& domain, ExpressionView view) {
    const Type type = binder_type(domain);
    if (const auto written = view.as<syntax::RangeExpressionView>(); written && written->range()) {
      const auto low = read_constant(context_, scope_, written->range()->low(), type);
      const auto high = read_constant(context_, scope_, written->range()->high(), type);
      std::vector<value::Value> values;
      if (!low || !high) return values;
      for (const value::Value value : all(domain)) {
        if (value.a >= low->a && value.a <= high->a) values.push_back(value);
      }
      return values;
    }
    const auto value = read_constant(context_, scope_, view, type);
    if (!value) return {};
    const auto members = all(domain);
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

/// A name with optional arguments: `x`, `x(1 à 3)`, `x.y(mt)`.
struct NamedTarget {
  std::optional<ExpressionView> callee;
  std::vector<ExpressionView> arguments;
};

NamedTarget take_apart(ExpressionView view) {
  if (const auto call = view.as<syntax::CallView>()) return {call->callee(), call->arguments()};
  return {view, {}};
}

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
  }

  /// The scalar input members that an expression names; reports and gives none when it names something else.
  std::vector<hir::InputMember> input_members(ExpressionView view) {
    NamedTarget outer = take_apart(view);
    if (!outer.callee) return {};
    hir::InputMember pattern;
    std::vector<ExpressionView> input_arguments = outer.arguments;
    std::optional<syntax::NameView> field_name;
    std::optional<ExpressionView> base_view = outer.callee;
    if (const auto field = outer.callee->as<syntax::FieldView>()) {
      field_name = field->name();
      const NamedTarget inner = field->base() ? take_apart(*field->base()) : NamedTarget{};
      base_view = inner.callee;
      input_arguments = inner.arguments;
    }
    const auto bare = base_view ? base_view->as<syntax::NameExpressionView>() : std::nullopt;
    const Symbol* symbol = bare ? find_symbol(context_, scope_.dispositif, bare->text()) : nullptr;
    if (symbol == nullptr || symbol->kind != Symbol::Kind::Input) {
      const std::string text = context_.quote(base_view ? base_view->span() : view.span());
      context_.sink.report(Code::NotAnInput, view.span())
          .with("name", text)
          .suggest(context_.near(text, symbols_of(context_, scope_.dispositif, Symbol::Kind::Input)));
      return {};
    }
    return members_of(symbol->input, field_name, input_arguments,
                      field_name ? outer.arguments : std::vector<ExpressionView>{}, view.span());
  }

 private:
  std::vector<hir::InputMember> members_of(hir::InputId id, std::optional<syntax::NameView> field_name,
                                           const std::vector<ExpressionView>& input_arguments,
                                           const std::vector<ExpressionView>& field_arguments, base::Span span) {
    const hir::Input& input = context_.program.inputs[id];
    hir::InputPath path{id, std::nullopt, input.type};
    std::vector<hir::IndexDomain> field_domains;
    if (input.type.is(TypeKind::Record)) {
      const auto index = field_name ? find_field(input.type.record, *field_name) : std::nullopt;
      if (!index) {
        if (!field_name) {
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
    } else if (field_name) {
      context_.sink.report(Code::NotAnInput, span).with("name", context_.quote(span));
      return {};
    }
    if (!check_arguments(input.indices, input_arguments, span) ||
        !check_arguments(field_domains, field_arguments, span))
      return {};
    MemberReader reader(context_, scope_, span);
    const auto outer = reader.read(input.indices, input_arguments);
    const auto inner = reader.read(field_domains, field_arguments);
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

  std::optional<std::uint32_t> find_field(hir::RecordId record_id, syntax::NameView name) {
    const hir::Record& record = context_.program.records[record_id];
    std::vector<std::string> names;
    for (std::size_t i = 0; i < record.fields.size(); ++i) {
      names.push_back(context_.text(record.fields[i].name));
      if (record.fields[i].name == context_.program.names.intern(name.text())) return static_cast<std::uint32_t>(i);
    }
    context_.sink.report(Code::UnknownField, name.span())
        .with("record", context_.text(record.name))
        .with("name", name.text())
        .suggest(context_.near(name.text(), names));
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
  std::vector<hir::VariableMember> variable_members(ExpressionView view) {
    const NamedTarget target = take_apart(view);
    const std::string text = target.callee ? std::string(target.callee->text()) : std::string();
    const Symbol* symbol = find_symbol(context_, placed_.dispositif, text);
    if (symbol == nullptr || symbol->kind != Symbol::Kind::Variable) {
      context_.sink.report(Code::UnknownName, view.span())
          .with("name", text)
          .suggest(context_.near(text, symbols_of(context_, placed_.dispositif, Symbol::Kind::Variable)));
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
    const auto indices = MemberReader(context_, scope_, target.callee->span()).read(domains, target.arguments);
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
      if (labels.empty() && !addresses.empty()) expectation.reason = context_.quote(addresses.front().span());
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
