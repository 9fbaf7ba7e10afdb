#include <algorithm>

#include "compiler/sema/amendments/compose.hpp"
#include "compiler/sema/rules/parts/parts.hpp"

namespace avenant::sema {

namespace {

using syntax::AddressView;

/// From then on there is no rule: who asks for it is told by which text.
void repeal_rule(Context& context, const PlacedRule& placed, const Amended& amended, AddressView address) {
  const std::vector<hir::BinderId> indices = context.program.variables[amended.variables.front()].indices;
  const hir::Version* before = version_before(context, amended.variables.front(), placed.text);
  if (before == nullptr || before->repealed) {
    context.sink.report(Code::NothingLeftToAmend, address.span())
        .with("name", context.quote(amended.name))
        .with("what", before == nullptr ? "rien n’en est dit avant" : "il est déjà abrogé",
              before == nullptr ? "nothing is said of it before" : "it is repealed already");
    return;
  }
  const OpenVersion open = open_at(context, placed, indices, address.span());
  if (amended.variables.size() == 1) {
    const Type type = context.program.variables[amended.variables.front()].type;
    check_supposed(context, placed, open.scope, hir::Version(*before), type);
  }
  for (const hir::VariableId id : amended.variables) {
    hir::Version version = open.version;
    version.repealed = true;
    insert_version(context, id, std::move(version));
  }
}

/// The éligibilité, or the group of it, that lists a condition when a text is read: another wording may have moved it.
hir::VariableId list_of(const Context& context, hir::VariableId rule, hir::VariableId condition, hir::TextId text) {
  const auto lists = [&](hir::VariableId list) {
    const auto& versions = context.program.variables[list].versions;
    const auto last = std::find_if(versions.rbegin(), versions.rend(),
                                   [&](const hir::Version& one) { return !(text < one.provenance.text); });
    return last != versions.rend() && std::any_of(last->rule.conditions.begin(), last->rule.conditions.end(),
                                                  [&](const hir::Condition& one) { return one.variable == condition; });
  };
  const hir::VariableId first = context.program.variables[condition].parent;
  if (lists(first)) return first;
  if (lists(rule)) return rule;
  for (const hir::VariableId other : all_conditions(context, rule)) {
    if (lists(other)) return other;
  }
  return first;
}

/// A repealed condition leaves the list that names it.
void repeal_condition(Context& context, const PlacedRule& placed, const Amended& amended, AddressView address) {
  const hir::VariableId condition = amended.variables.front();
  const hir::VariableId list = list_of(context, amended.rule, condition, placed.text);
  const auto part = open_part(context, placed, list, address.span());
  if (!part) return;
  if (const hir::Version* before = version_before(context, condition, placed.text)) {
    Scope scope = part->open.scope;
    check_supposed(context, placed, scope, hir::Version(*before), boolean_type());
  }
  compose(context, placed, *part, [&](hir::Version& version) {
    auto& conditions = version.rule.conditions;
    const auto found = std::find_if(conditions.begin(), conditions.end(),
                                    [&](const hir::Condition& one) { return one.variable == condition; });
    if (found == conditions.end() || conditions.size() == 1) {
      const bool last = found != conditions.end();
      context.sink.report(Code::NothingLeftToAmend, address.span())
          .with("name", context.quote(address.span()))
          .with("what", last ? "ce serait la dernière condition" : "la condition n’y est plus",
                last ? "it would be the last condition" : "the condition is no longer there");
      return false;
    }
    conditions.erase(found);
    return true;
  });
}

/// Repeals one clause of an objectif or an obligation: from then on the rule is read as if it were not written.
class ClauseRepeal {
 public:
  ClauseRepeal(Context& context, const PlacedRule& placed, AddressView address, hir::VariableId variable)
      : context_(context), placed_(placed), address_(address), variable_(variable) {
    const hir::Variable& part = context.program.variables[variable];
    kind_ = part.kind;
    rule_name_ = context.text(part.rule);
    rule_ = *find_composite(context, placed.dispositif, rule_name_);
    part_ = context.text(part.name).substr(rule_name_.size() + 1);
  }

  void repeal() {
    const hir::Version* found = version_before(context_, variable_, placed_.text);
    if (found != nullptr && (!is_stated(*found) || !may_go())) return;
    const auto part = open_part(context_, placed_, variable_, address_.span());
    if (!part) return;
    const hir::Version before = *found;
    const Scope scope = scope_of_clause(context_, part->open.scope, variable_);
    check_supposed(context_, placed_, scope, before, context_.program.variables[variable_].type);
    hir::Version version = part->open.version;
    version.clause = hir::ClauseState::Repealed;
    version.rule.body = unwritten_clause(context_, scope, rule_, part_, address_.span());
    // Where nothing is said without it, there is nothing to read.
    version.repealed = !version.rule.body.valid();
    check_crossing(context_, placed_, version, variable_);
    if (kind_ == hir::VariableKind::Obligation) open_from_the_start();
    insert_version(context_, variable_, std::move(version));
  }

 private:
  bool is_stated(const hir::Version& version) {
    const std::string clause = clause_name();
    if (version.clause == hir::ClauseState::Repealed) {
      report_repealed(context_, context_.quote(address_.span()), version, address_.span());
      return false;
    }
    if (version.clause == hir::ClauseState::Stated) return true;
    context_.sink.report(Code::MissingClause, address_.span())
        .with("kind", rule_phrase(kind_, diagnostics::Language::French),
              rule_phrase(kind_, diagnostics::Language::English))
        .with("name", rule_name_)
        .with("clause", clause);
    return false;
  }

  /// Whether a rule of the kind may be written without the clause; reports where not.
  bool may_go() {
    const bool objective = kind_ == hir::VariableKind::Objective;
    const bool optional =
        objective && (part_ == "concerné" || part_ == "tolérance" || part_ == "atteint" || part_ == "atteinte");
    // An obligation to be fulfilled before a date need not say from when it runs.
    const bool start = part_ == "à compter de" && find_part(rule_, "avant le").valid() && !has_delay();
    if (optional || start) return true;
    context_.sink.report(Code::ClauseNeeded, address_.span())
        .with("kind", rule_phrase(kind_, diagnostics::Language::French),
              rule_phrase(kind_, diagnostics::Language::English))
        .with("name", rule_name_)
        .with("clause", clause_name());
    return false;
  }

  [[nodiscard]] bool has_delay() const {
    const hir::VariableId delay = find_part(rule_, "délai");
    const hir::Version* version = delay.valid() ? version_before(context_, delay, placed_.text) : nullptr;
    return version != nullptr && !version->repealed;
  }

  [[nodiscard]] std::string clause_name() const {
    return address_.clause_keyword() ? clause_text(*address_.clause_keyword()) : part_;
  }

  void open_from_the_start() {
    const auto part = open_part(context_, placed_, find_part(rule_, "statut"), address_.span());
    if (!part) return;
    compose(context_, placed_, *part, [&](hir::Version& version) {
      version.rule.body = status_without_start(context_, version.rule.body);
      return true;
    });
  }

  Context& context_;
  const PlacedRule& placed_;
  AddressView address_;
  hir::VariableId variable_;
  hir::VariableKind kind_;
  std::string rule_name_;
  CompositeRule rule_;
  std::string part_;
};

void repeal_rows(Context& context, const PlacedRule& placed, syntax::RepealView view, AddressView address,
                 const Amended& amended) {
  if (const auto table = view.table(); table && address.rows()) {
    return amend_rows(context, placed, amended, RowChange::Repealed, *table, address.span());
  }
  if (view.node().has_error()) return;
  context.sink.report(Code::AmendmentForm, address.span())
      .with("what",
            "pour abroger des lignes, écrivez « abroge barème … lignes », l’en-tête, puis chaque ligne qui part",
            "to repeal rows, write “abroge barème … lignes”, the header, then each row that goes");
}

}  // namespace

void repeal(Context& context, const PlacedRule& placed, syntax::RepealView view) {
  const auto address = view.address();
  if (!address) return;  // `abroge cas` is read with the words.
  const auto scope = context.scopes.find(placed.dispositif);
  const auto name = address->name();
  const bool derogation = name && scope != context.scopes.end() &&
                          scope->second.derogations.contains(context.program.names.find(name->text()));
  if (derogation) return;  // end_derogations() reads it.
  const auto amended = find_amended(context, placed, *address);
  if (!amended) return;
  if (amended->is_condition) return repeal_condition(context, placed, *amended, *address);
  const auto supposed = placed.rule.modifier(syntax::ModifierKind::InsteadOf);
  if (supposed && (amended->is_line || address->rows() || (!amended->is_clause && amended->variables.size() > 1))) {
    context.sink.report(Code::AmendmentForm, supposed->span())
        .with("what", "« au lieu de » suppose un texte qui tient en une valeur",
              "“au lieu de” supposes a wording that is one value");
  }
  if (amended->is_line) return repeal_instalment(context, placed, *address, amended->line);
  if (address->rows() || view.table()) return repeal_rows(context, placed, view, *address, *amended);
  const hir::VariableKind kind = context.program.variables[amended->variables.front()].kind;
  const bool has_clauses = kind == hir::VariableKind::Objective || kind == hir::VariableKind::Obligation;
  if (amended->is_clause && has_clauses) {
    return ClauseRepeal(context, placed, *address, amended->variables.front()).repeal();
  }
  if (amended->is_clause) {
    context.sink.report(Code::AmendmentForm, address->span())
        .with("what", "une colonne ne s’abroge pas seule : remplacez le barème",
              "a column is not repealed alone: replace the table");
    return;
  }
  repeal_rule(context, placed, *amended, *address);
}

}  // namespace avenant::sema
