// An objectif is plain variables: each clause, then
//   seuil = cible × (1 − tolérance)     atteint = constaté ≥ seuil, unless it is written
//   atteinte = si atteint alors 1 sinon what is written, where it is
#include "compiler/sema/rules/parts/parts.hpp"

namespace avenant::sema {

namespace {

using syntax::ClauseView;
using syntax::ObjectiveView;

/// A tolerance is stated to the hundredth of a per cent at most.
constexpr std::int64_t kToleranceGrain = 10'000;

hir::Range unit_interval() {
  hir::Range range;
  range.least = value::Rational::whole(0);
  range.greatest = value::Rational::whole(1);
  return range;
}

/// Reads the clauses of one wording of an objectif.
class ObjectiveReader {
 public:
  ObjectiveReader(Context& context, const PlacedRule& placed, const CompositeRule& rule)
      : context_(context),
        placed_(placed),
        view_(*placed.rule.as<ObjectiveView>()),
        head_(placed.rule.name()->span()),
        rule_(rule),
        writer_(context, placed, rule),
        n_errors_before_(context.sink.n_errors()) {}

  void read() {
    for (const Keyword keyword : {Keyword::Start, Keyword::Target, Keyword::DueDate, Keyword::Observed})
      clause(keyword);
    clause_if_written(Keyword::Concerns);
    clause_if_written(Keyword::Tolerance);
    writer_.write("seuil", threshold(), span_of_clause(Keyword::Target));
    clause_if_written(Keyword::Reached);
    attainment();
    if (!untyped_ || context_.sink.n_errors() > n_errors_before_ || placed_.rule.node().has_error()) return;
    context_.sink.report(Code::ClauseTypeUnknown, clause_span(*untyped_))
        .with("clause", clause_text(*untyped_->keyword()));
  }

 private:
  [[nodiscard]] base::Span span_of_clause(Keyword keyword) const {
    const auto clause = view_.clause(keyword);
    return clause ? clause_span(*clause) : head_;
  }

  void clause(Keyword keyword) {
    const std::string_view part = *part_of_clause(hir::VariableKind::Objective, keyword);
    const auto written = view_.clause(keyword);
    const Type type = writer_.type_of_part(part);
    if (!written) return writer_.write(part, error_expression(context_, head_), head_);
    const Scope scope = writer_.scope_of_part(part);
    const ExpressionId body =
        type.is_error() ? read_untyped(scope, *written) : read_as(context_, scope, written->value(), type);
    check_grain(*written, part, type);
    writer_.write(part, body, clause_span(*written));
  }

  /// A clause whose type was not found: for a mistake in it, which reading it again reports, or because nothing says
  /// it.
  ExpressionId read_untyped(const Scope& scope, ClauseView written) {
    const auto value = written.value();
    const bool unknown = value && value->kind() == syntax::ExpressionKind::UnknownFigure;
    const ExpressionId id =
        unknown ? error_expression(context_, written.span()) : read_expression(context_, scope, value);
    const Type type = type_of(context_, id);
    if (!type.is_error() && !type.is(TypeKind::Number)) {
      context_.sink.report(Code::ClauseNotANumber, value->span())
          .with("clause", clause_text(*written.keyword()))
          .with("found", type_phrase(context_, type, diagnostics::Language::French),
                type_phrase(context_, type, diagnostics::Language::English));
    }
    if (!untyped_) untyped_ = written;
    return error_expression(context_, written.span());
  }

  /// A result has a known grain.
  void check_grain(ClauseView written, std::string_view part, const Type& type) {
    const hir::Variable& variable = context_.program.variables[writer_.variable(part)];
    if (!variable.is_result || !type.is(TypeKind::Number) || type.grain != 0) return;
    context_.sink.report(Code::ResultGrainUnknown, written.value()->span()).with("name", context_.text(variable.name));
  }

  void clause_if_written(Keyword keyword) {
    if (view_.clause(keyword)) return clause(keyword);
    const std::string_view part = *part_of_clause(hir::VariableKind::Objective, keyword);
    const base::Span span = keyword == Keyword::Reached ? span_of_clause(Keyword::Observed) : head_;
    const ExpressionId otherwise = unwritten_clause(context_, writer_.scope(), rule_, part, span);
    writer_.write(part, otherwise, head_, hir::ClauseState::Unstated);
  }

  ExpressionId threshold() {
    const base::Span span = span_of_clause(Keyword::Target);
    const ExpressionId one = number_constant(context_, value::Rational::whole(1), kNoUnit, span);
    const ExpressionId rest =
        make_arithmetic(context_, {ExpressionKind::Subtract}, one, writer_.reference("tolérance", span), span);
    return make_arithmetic(context_, {ExpressionKind::Multiply}, writer_.reference("cible", span), rest, span);
  }

  void attainment() {
    const auto written = view_.clause(Keyword::Attainment);
    if (!writer_.variable("atteinte").valid()) return;
    if (!written) {
      // Another wording takes away a measure that an earlier one has; a later one may add it.
      const bool has_earlier = !context_.program.variables[writer_.variable("atteinte")].versions.empty();
      if (placed_.replaces && has_earlier) writer_.repeal("atteinte", head_);
      return;
    }
    const base::Span span = clause_span(*written);
    Scope scope = writer_.scope_of_part("atteinte");
    if (!view_.clause(Keyword::Reached)) {
      // What is not observed has made `atteint` fail, which is read first.
      const std::string key = given_key(context_, writer_.reference("constaté", span));
      if (!key.empty()) scope.given.insert(key);
    }
    const Type type = writer_.type_of_part("atteinte");
    const ExpressionId measure = read_as(context_, scope, written->value(), type);
    const ExpressionId one = number_constant(context_, value::Rational::whole(1), kNoUnit, span);
    if (type_of(context_, measure).is_error()) return writer_.write("atteinte", measure, span);
    writer_.write("atteinte",
                  make(context_, ExpressionKind::If, type, span, {writer_.reference("atteint", span), one, measure}),
                  span);
  }

  Context& context_;
  const PlacedRule& placed_;
  ObjectiveView view_;
  base::Span head_;
  const CompositeRule& rule_;
  PartWriter writer_;
  std::size_t n_errors_before_;
  std::optional<ClauseView> untyped_;  ///< The first clause whose type was not found.
};

}  // namespace

ExpressionId unwritten_clause(Context& context, const Scope& scope, const CompositeRule& rule, std::string_view part,
                              base::Span span) {
  if (part == "concerné") return boolean_constant(context, true, span);
  if (part == "tolérance") return number_constant(context, value::Rational::whole(0), kNoUnit, span);
  if (part != "atteint") return {};
  // What is not observed is neither reached nor missed: reading it fails as absent.
  const ExpressionId found =
      make_variable_reference(context, scope, find_part(rule, "constaté"), scope.objective_indices, span);
  const Type type = type_of(context, found);
  const ExpressionId observed =
      type.optional ? make(context, ExpressionKind::Unwrap, type.with_optional(false), span, {found}) : found;
  const ExpressionId threshold =
      make_variable_reference(context, scope, find_part(rule, "seuil"), scope.objective_indices, span);
  return make_comparison(context, ExpressionKind::GreaterEqual, observed, threshold, span);
}

void declare_objective(Context& context, const PlacedRule& placed, Wording wording) {
  const auto view = *placed.rule.as<ObjectiveView>();
  std::vector<PartSpec> specs = {
      {"concerné", "concerned", boolean_type(), true},
      {"départ", "start", {}, true},
      {"cible", "target", {}, true},
      {"tolérance", "tolerance", number_type(kNoUnit, kToleranceGrain), false, unit_interval()},
      {"seuil", "threshold", {}, true},
      {"échéance", "due_date", {}, true},
      {"constaté", "observed", {}, true},
      {"atteint", "reached", boolean_type(), true},
  };
  if (view.clause(Keyword::Attainment)) {
    specs.push_back({"atteinte", "attainment", number_type(kNoUnit, 0), true, unit_interval()});
  }
  declare_composite(context, placed, hir::VariableKind::Objective, specs, wording);
}

void read_objective(Context& context, const PlacedRule& placed, const CompositeRule& rule) {
  const auto view = *placed.rule.as<ObjectiveView>();
  ObjectiveReader reader(context, placed, rule);
  check_clauses(context, placed, hir::VariableKind::Objective, view.clauses(),
                {Keyword::Start, Keyword::Target, Keyword::DueDate, Keyword::Observed});
  reader.read();
}

}  // namespace avenant::sema
