// What the numbers of an objectif are counted in is not written: it is read from its clauses, silently, before any rule
// is read. What reading them adds to the program is forgotten.
#include "compiler/sema/rules/parts/parts.hpp"

namespace avenant::sema {

namespace {

using syntax::ObjectiveView;

/// Reads expressions for their types alone: nothing is reported, and the program is left as it was.
class SilentReader {
 public:
  explicit SilentReader(Context& context)
      : context_(context),
        n_expressions_(context.program.expressions.size()),
        n_operands_(context.program.operands.size()),
        n_unknowns_(context.program.unknowns.size()),
        n_reasons_(context.program.reasons.size()),
        n_selects_(context.program.selects.size()),
        n_program_calls_(context.program.calls.size()),
        n_calls_(context.calls.size()),
        n_suggestions_left_(context.n_suggestions_left),
        without_dispositif_(context.without_dispositif),
        included_(context.included) {
    context.n_suggestions_left = 0;
    std::swap(silent_, context.sink);
  }
  SilentReader(const SilentReader&) = delete;
  SilentReader& operator=(const SilentReader&) = delete;
  ~SilentReader() {
    std::swap(silent_, context_.sink);
    context_.program.expressions.truncate(n_expressions_);
    context_.program.operands.resize(n_operands_);
    context_.program.unknowns.truncate(n_unknowns_);
    context_.program.reasons.truncate(n_reasons_);
    context_.program.selects.truncate(n_selects_);
    context_.program.calls.truncate(n_program_calls_);
    context_.calls.erase(context_.calls.begin() + static_cast<std::ptrdiff_t>(n_calls_), context_.calls.end());
    context_.n_suggestions_left = n_suggestions_left_;
    context_.without_dispositif = without_dispositif_;
    context_.included = included_;
  }

 private:
  Context& context_;
  diagnostics::Sink silent_;
  std::size_t n_expressions_;
  std::size_t n_operands_;
  std::size_t n_unknowns_;
  std::size_t n_reasons_;
  std::size_t n_selects_;
  std::size_t n_program_calls_;
  std::size_t n_calls_;
  int n_suggestions_left_;
  std::unordered_set<std::uint32_t> without_dispositif_;
  std::map<base::Span, std::vector<hir::TextId>> included_;
};

/// Finds the types of one objectif; tried again until nothing new is found, since objectifs read each other.
class TypeFinder {
 public:
  TypeFinder(Context& context, const PlacedRule& placed, const CompositeRule& rule)
      : context_(context), placed_(placed), rule_(rule), view_(*placed.rule.as<ObjectiveView>()) {}

  /// Whether something new was found.
  bool find() {
    bool progress = false;
    for (const Keyword clause : {Keyword::Start, Keyword::Target, Keyword::Observed, Keyword::DueDate}) {
      hir::Variable& variable = part(*part_of_clause(hir::VariableKind::Objective, clause));
      if (!variable.type.is_error()) continue;
      const Type type = clause == Keyword::DueDate ? due_date_type() : number(clause);
      if (type.is_error()) continue;
      part(*part_of_clause(hir::VariableKind::Objective, clause)).type = type;
      progress = true;
    }
    hir::Variable& threshold = part("seuil");
    const Type target = part("cible").type;
    if (threshold.type.is_error() && target.is(TypeKind::Number)) {
      threshold.type = target;
      threshold.type.grain = product_grain(target.grain, part("tolérance").type.grain);
      progress = true;
    }
    return progress;
  }

 private:
  hir::Variable& part(std::string_view name) { return context_.program.variables[find_part(rule_, name)]; }

  Type read(Keyword clause, const Type* expected) {
    const auto written = view_.clause(clause);
    if (!written) return {};
    const SilentReader silent(context_);
    const PartWriter writer(context_, placed_, rule_);
    const Scope scope = writer.scope_of_part(*part_of_clause(hir::VariableKind::Objective, clause));
    return type_of(context_, read_expression(context_, scope, written->value(), expected));
  }

  /// The type of another number of the objectif, whose unit it has.
  Type known() {
    for (const std::string_view name : {"départ", "cible", "constaté"}) {
      const Type& type = part(name).type;
      if (type.is(TypeKind::Number)) return type.with_optional(false);
    }
    return {};
  }

  Type number(Keyword clause) {
    const Type other = known();
    Type type = read(clause, nullptr);
    if (type.is_error() && !other.is_error()) type = read(clause, &other);
    if (!type.is(TypeKind::Number)) return {};
    // A bare 0 is counted as the others are.
    if (type.any_unit && other.is_error()) return {};
    if (!other.is_error()) type.unit = other.unit;
    type.any_unit = false;
    if (clause != Keyword::Observed) type.optional = false;
    return type;
  }

  Type due_date_type() {
    const Type date = date_type();
    const Type type = read(Keyword::DueDate, &date);
    return type.is(TypeKind::Date) ? type : date;
  }

  Context& context_;
  const PlacedRule& placed_;
  const CompositeRule& rule_;
  ObjectiveView view_;
};

}  // namespace

void infer_objectives(Context& context, const std::vector<PlacedRule>& objectives) {
  std::vector<TypeFinder> finders;
  for (const PlacedRule& placed : objectives) {
    const CompositeRule* rule = declared_composite(context, placed);
    if (rule != nullptr) finders.emplace_back(context, placed, *rule);
  }
  for (bool progress = true; progress;) {
    progress = false;
    for (TypeFinder& finder : finders) progress = finder.find() || progress;
  }
}

}  // namespace avenant::sema
