// An obligation is plain variables: each clause, then, where it is due,
//   échéance = à compter de + délai, or the eve of `avant le`; absent while the first day is not known
//   statut, at the date of situation: see ObligationReader::status()
#include <algorithm>
#include <set>

#include "compiler/sema/rules/parts/parts.hpp"

namespace avenant::sema {

namespace {

using syntax::ClauseView;
using syntax::ObligationView;

/// The statuses, in the order of the hidden enumeration.
enum class Status : std::uint8_t { NotDue, NotOpen, Open, Done, DoneLate, Missed };

struct StatusWord {
  std::string_view name;
  std::string_view label;
};

constexpr StatusWord kStatuses[] = {
    {"sans_objet", "sans objet"}, {"pas_encore_ouverte", "pas encore ouverte"}, {"en_cours", "en cours"},
    {"remplie", "remplie"},       {"remplie_en_retard", "remplie en retard"},   {"manquée", "manquée"},
};

/// The name a debtor is written with; empty where it is none.
std::string debtor_name(std::optional<ExpressionView> view) {
  if (!view) return "";
  if (const auto bare = view->as<syntax::NameExpressionView>()) return std::string(bare->text());
  const auto quoted = view->as<syntax::TextLiteralView>();
  return quoted && quoted->quoted() ? std::string(quoted->quoted()->content()) : std::string();
}

/// Every debtor that a rule names: of an obligation, of a text's new wording of one, of a derogation to one.
void collect_debtors(syntax::NodeRef node, std::vector<std::string>& names) {
  if (const auto clause = ClauseView::cast(node); clause && clause->keyword() == Keyword::Debtor) {
    names.push_back(debtor_name(clause->value()));
  }
  if (const auto replace = syntax::ReplaceView::cast(node)) {
    const auto address = replace->address();
    if (address && address->clause_keyword() == Keyword::Debtor) names.push_back(debtor_name(replace->value()));
  }
  if (const auto derogation = syntax::DerogationView::cast(node)) {
    const auto address = derogation->target();
    if (address && address->clause_keyword() == Keyword::Debtor) names.push_back(debtor_name(derogation->body()));
  }
  for (const syntax::NodeRef child : node.children()) {
    if (child.kind() == syntax::NodeKind::Clause || syntax::RuleView::cast(child)) collect_debtors(child, names);
  }
}

void add_case(Context& context, hir::Enumeration& enumeration, std::string_view name, std::string_view label) {
  hir::EnumerationCase one;
  one.name = context.program.names.intern(name);
  one.label = std::string(label);
  const auto same = [&](const hir::EnumerationCase& other) { return other.name == one.name; };
  if (std::none_of(enumeration.cases.begin(), enumeration.cases.end(), same)) {
    enumeration.cases.push_back(std::move(one));
  }
}

Type optional_date() {
  return date_type().with_optional(true);
}

/// Reads the clauses of one wording of an obligation.
class ObligationReader {
 public:
  ObligationReader(Context& context, const PlacedRule& placed, const CompositeRule& rule)
      : context_(context),
        view_(*placed.rule.as<ObligationView>()),
        head_(placed.rule.name()->span()),
        writer_(context, placed, rule) {}

  void read() {
    const auto debtor = view_.clause(Keyword::Debtor);
    writer_.write("débiteur", debtor ? read_debtor(context_, debtor->value()) : error_expression(context_, head_),
                  debtor ? clause_span(*debtor) : head_);
    const auto due = view_.clause(Keyword::DueIf);
    const ExpressionId condition =
        due ? read_condition(context_, writer_.scope_of_part("due"), due->value()) : error_expression(context_, head_);
    writer_.write("due", condition, due ? clause_span(*due) : head_);
    due_ = condition;
    const auto start = start_clause();
    if (start) clause(*start, "à compter de");
    for (const Keyword keyword : {Keyword::Delay, Keyword::Before, Keyword::ProvedBy}) {
      if (const auto written = view_.clause(keyword)) {
        clause(*written, *part_of_clause(hir::VariableKind::Obligation, keyword));
      }
    }
    const base::Span span = deadline_span();
    writer_.write("échéance", deadline(span), span);
    writer_.write("statut", status(), head_);
  }

 private:
  [[nodiscard]] std::optional<ClauseView> start_clause() const {
    const auto start = view_.clause(Keyword::StartingFrom);
    return start ? start : view_.clause(Keyword::Since);
  }

  /// Clauses are read only where the obligation is due: what makes it so is known in them.
  void clause(ClauseView written, std::string_view part) {
    Scope scope = writer_.scope_of_part(part);
    assume(context_, scope, due_, true);
    writer_.write(part, read_as(context_, scope, written.value(), writer_.type_of_part(part)), clause_span(written));
  }

  [[nodiscard]] base::Span deadline_span() const {
    for (const Keyword keyword : {Keyword::Delay, Keyword::Before}) {
      if (const auto written = view_.clause(keyword)) return clause_span(*written);
    }
    return head_;
  }

  ExpressionId given(std::string_view part, base::Span span) {
    return make_is_present(context_, writer_.reference(part, span), span);
  }
  /// The day of a part that is known to be given.
  ExpressionId day(std::string_view part, base::Span span) {
    return make(context_, ExpressionKind::Unwrap, date_type(), span, {writer_.reference(part, span)});
  }
  ExpressionId situation(base::Span span) {
    return make(context_, ExpressionKind::SituationDate, date_type(), span, {});
  }

  /// The event and the period. Days alone always give a day that exists.
  ExpressionId after_delay(ExpressionId event, base::Span span) {
    const hir::MissingDay missing_day = writer_.scope().missing_day;
    const ExpressionId period = writer_.reference("délai", span);
    const auto& versions = context_.program.variables[writer_.variable("délai")].versions;
    const ExpressionId written = versions.empty() ? ExpressionId{} : versions.back().rule.body;
    const bool in_days = written.valid() && is_constant(context_, written) &&
                         context_.program.expressions[written].constant.as_duration().months() == 0;
    if (!in_days || type_of(context_, period).is_error()) {
      return make_arithmetic(context_, {ExpressionKind::Add, missing_day}, event, period, span);
    }
    return make(context_, ExpressionKind::DateAdd, date_type(), span, {event, period},
                static_cast<std::uint32_t>(missing_day));
  }

  ExpressionId deadline(base::Span span) {
    const bool runs = view_.clause(Keyword::Delay).has_value();
    const std::string_view from = runs ? "à compter de" : "avant le";
    const bool is_written = runs ? start_clause().has_value() : view_.clause(Keyword::Before).has_value();
    if (!is_written) return error_expression(context_, span);
    const ExpressionId known = make_and(context_, {writer_.reference("due", span), given(from, span)}, span);
    const ExpressionId one_day =
        constant(context_, duration_type(), value::Value::duration(value::Duration::from_parts(0, 1).value), span);
    // The day of the event does not count: the first day of the period is the one after.
    const ExpressionId last = runs ? after_delay(day(from, span), span)
                                   : make_arithmetic(context_, {ExpressionKind::Subtract, writer_.scope().missing_day},
                                                     day(from, span), one_day, span);
    const Type type = optional_date();
    const ExpressionId wrapped = conform(context_, last, type);
    if (type_of(context_, wrapped).is_error()) return wrapped;
    return make(context_, ExpressionKind::If, type, span,
                {known, wrapped, make(context_, ExpressionKind::Absent, type, span, {})});
  }

  ExpressionId status_constant(Status status) {
    return constant(context_, enumeration_type(context_.statuses),
                    value::Value::enum_case(static_cast<std::int32_t>(status)), head_);
  }

  /// Not due: sans objet. Proved by the day of situation: done, late or not; done before the deadline is known counts
  /// as in time. Else not open before the first day, missed after the last one, open between.
  ExpressionId status() {
    const base::Span span = head_;
    std::vector<ExpressionId> operands;
    const auto branch = [&](ExpressionId condition, ExpressionId value) {
      operands.push_back(condition);
      operands.push_back(value);
    };
    branch(make_not(context_, writer_.reference("due", span), span), status_constant(Status::NotDue));
    const Type type = enumeration_type(context_.statuses);
    if (view_.clause(Keyword::ProvedBy)) {
      const ExpressionId late = make_and(
          context_,
          {given("échéance", span),
           make_comparison(context_, ExpressionKind::Greater, day("prouvée par", span), day("échéance", span), span)},
          span);
      const ExpressionId done = make_and(
          context_,
          {given("prouvée par", span),
           make_comparison(context_, ExpressionKind::LessEqual, day("prouvée par", span), situation(span), span)},
          span);
      branch(done, make(context_, ExpressionKind::If, type, span,
                        {late, status_constant(Status::DoneLate), status_constant(Status::Done)}));
    }
    if (start_clause()) {
      const ExpressionId later =
          make_comparison(context_, ExpressionKind::Less, situation(span), day("à compter de", span), span);
      const ExpressionId unknown = make_not(context_, given("à compter de", span), span);
      branch(make_or(context_, {unknown, later}, span), status_constant(Status::NotOpen));
    }
    const ExpressionId passed =
        make_and(context_,
                 {given("échéance", span),
                  make_comparison(context_, ExpressionKind::Greater, situation(span), day("échéance", span), span)},
                 span);
    branch(passed, status_constant(Status::Missed));
    operands.push_back(status_constant(Status::Open));
    return make(context_, ExpressionKind::If, type, span, operands);
  }

  Context& context_;
  ObligationView view_;
  base::Span head_;
  PartWriter writer_;
  ExpressionId due_;
};

/// `à compter de` with `délai`, or `avant le`.
void check_deadline(Context& context, const PlacedRule& placed, ObligationView view) {
  const auto delay = view.clause(Keyword::Delay);
  const auto before = view.clause(Keyword::Before);
  if (delay && before) {
    context.sink.report(Code::TwoDeadlines, clause_span(*before)).label(clause_span(*delay), Label::FirstHere);
  }
  std::vector<Keyword> needed = {Keyword::Debtor, Keyword::DueIf};
  if (!before) needed.insert(needed.end(), {Keyword::StartingFrom, Keyword::Delay});
  needed.push_back(Keyword::ProvedBy);
  check_clauses(context, placed, hir::VariableKind::Obligation, view.clauses(), needed);
}

}  // namespace

void declare_obligation_words(Context& context, const std::vector<PlacedRule>& placed) {
  std::vector<std::string> names;
  bool any = false;
  for (const PlacedRule& one : placed) {
    any = any || one.rule.kind() == syntax::RuleKind::ObligationRule;
    collect_debtors(one.rule.node(), names);
  }
  if (!any) return;
  hir::Enumeration statuses;
  statuses.name = context.program.names.intern("statut d’une obligation");
  for (const StatusWord& word : kStatuses) add_case(context, statuses, word.name, word.label);
  context.statuses = context.program.enumerations.add(std::move(statuses));
  hir::Enumeration debtors;
  debtors.name = context.program.names.intern("débiteur d’une obligation");
  for (const std::string& name : names) {
    if (!name.empty()) add_case(context, debtors, name, name);
  }
  if (debtors.cases.empty()) add_case(context, debtors, "débiteur", "débiteur");
  context.debtors = context.program.enumerations.add(std::move(debtors));
}

ExpressionId read_debtor(Context& context, std::optional<ExpressionView> view) {
  const std::string name = debtor_name(view);
  const auto index = name.empty() ? std::nullopt : find_case(context, context.debtors, base::normalise(name));
  if (index) {
    return constant(context, enumeration_type(context.debtors),
                    value::Value::enum_case(static_cast<std::int32_t>(*index)), view->span());
  }
  const base::Span span = view ? view->span() : base::Span{};
  if (view && view->kind() != syntax::ExpressionKind::ErrorExpression) {
    context.sink.report(Code::DebtorNotAName, span);
  }
  return error_expression(context, span);
}

ExpressionId status_without_start(Context& context, ExpressionId status) {
  const hir::Expression whole = context.program.expressions[status];
  const auto operands = context.program.operands_of(status);
  std::vector<ExpressionId> kept;
  for (std::size_t i = 0; i + 1 < operands.size(); i += 2) {
    const bool is_not_open =
        is_constant(context, operands[i + 1]) && context.program.expressions[operands[i + 1]].constant.as_enum_case() ==
                                                     static_cast<std::int32_t>(Status::NotOpen);
    if (!is_not_open) kept.insert(kept.end(), {operands[i], operands[i + 1]});
  }
  kept.push_back(operands.back());
  return make(context, ExpressionKind::If, whole.type, whole.span, kept);
}

void declare_obligation(Context& context, const PlacedRule& placed, Wording wording) {
  const auto view = *placed.rule.as<ObligationView>();
  const Type date = optional_date();
  std::vector<PartSpec> specs = {
      {"due", "", boolean_type(), true},
      {"échéance", "due_date", date, true},
      {"statut", "status", enumeration_type(context.statuses), true},
      {"débiteur", "debtor", enumeration_type(context.debtors)},
  };
  if (view.clause(Keyword::StartingFrom) || view.clause(Keyword::Since)) specs.push_back({"à compter de", "", date});
  if (view.clause(Keyword::Delay)) specs.push_back({"délai", "delay", duration_type()});
  if (view.clause(Keyword::Before)) specs.push_back({"avant le", "", date});
  if (view.clause(Keyword::ProvedBy)) specs.push_back({"prouvée par", "", date});
  declare_composite(context, placed, hir::VariableKind::Obligation, specs, wording);
}

void read_obligation(Context& context, const PlacedRule& placed, const CompositeRule& rule) {
  const auto view = *placed.rule.as<ObligationView>();
  check_deadline(context, placed, view);
  ObligationReader(context, placed, rule).read();
}

}  // namespace avenant::sema
