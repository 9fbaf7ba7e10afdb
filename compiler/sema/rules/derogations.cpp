#include <algorithm>

#include "compiler/sema/amendments/compose.hpp"
#include "compiler/sema/amendments/targets.hpp"
#include "compiler/sema/rules/parts/parts.hpp"

namespace avenant::sema {

namespace {

using syntax::AddressView;
using syntax::DerogationView;

std::vector<std::string> symbol_names(const Context& context, hir::DispositifId dispositif, bool with_derogations) {
  std::vector<std::string> names;
  const auto it = context.scopes.find(dispositif);
  if (it == context.scopes.end()) return names;
  for (const auto& [name, symbol] : it->second.symbols) names.push_back(context.text(name));
  for (const auto& [name, id] : it->second.derogations) {
    if (with_derogations) names.push_back(context.text(name));
  }
  std::sort(names.begin(), names.end());
  return names;
}

hir::DerogationId find_derogation(const Context& context, hir::DispositifId dispositif, std::string_view text) {
  const auto scope = context.scopes.find(dispositif);
  if (scope == context.scopes.end()) return {};
  const auto it = scope->second.derogations.find(context.program.names.find(text));
  return it == scope->second.derogations.end() ? hir::DerogationId{} : it->second;
}

/// What a derogation derogates from: a variable or one of its conditions, and maybe one of its derogations.
struct Target {
  hir::VariableId variable;
  hir::DerogationId derogation;
  bool whole = false;  ///< A whole objectif or obligation, of which `variable` is any part: clauses say which.
};

Target find_condition_target(Context& context, hir::VariableId eligibility, AddressView address) {
  return {require_condition(context, eligibility, *address.label()), {}};
}

/// `patientèle`, `patientèle.cible`: an objectif or an obligation, or a part of it.
Target find_part_target(Context& context, const CompositeRule& rule, AddressView address) {
  const auto clause = address.clause_keyword();
  const auto named = address.clause_name();
  if (!clause && !named) return {rule.parts.front().variable, {}, true};
  const auto of_clause = clause ? part_of_clause(rule.kind, *clause) : std::nullopt;
  const std::string part = of_clause ? std::string(*of_clause)
                           : clause  ? clause_text(*clause)
                                     : std::string(named->text());
  const hir::VariableId variable = find_part(rule, part);
  if (variable.valid()) return {variable, {}};
  std::vector<std::string> names;
  for (const RulePart& one : rule.parts) names.push_back(one.name);
  context.sink.report(Code::UnknownPart, named ? named->span() : address.span())
      .with("name", address.name()->text())
      .with("part", part)
      .suggest(context.near(part, names));
  return {};
}

Target find_target(Context& context, const PlacedRule& placed, AddressView address) {
  const auto name = address.name();
  if (!name) {
    // A label alone names no rule.
    if (!address.node().has_error()) {
      context.sink.report(Code::UnknownName, address.span()).with("name", context.quote(address.span()));
    }
    return {};
  }
  const auto scope = context.scopes.find(placed.dispositif);
  const base::Name interned = context.program.names.intern(name->text());
  if (const CompositeRule* rule = find_composite(context, placed.dispositif, name->text())) {
    if (rule->kind == hir::VariableKind::Instalments) {
      context.sink.report(Code::NothingToDerogate, name->span())
          .with("name", name->text())
          .with("what", "un échéancier", "an échéancier");
      return {};
    }
    return find_part_target(context, *rule, address);
  }
  if (scope != context.scopes.end()) {
    const auto it = scope->second.symbols.find(interned);
    if (it != scope->second.symbols.end() && it->second.kind == Symbol::Kind::Input) {
      context.sink.report(Code::NothingToDerogate, name->span())
          .with("name", name->text())
          .with("what", "une entrée", "an input");
      return {};
    }
    if (it != scope->second.symbols.end() && context.series.contains(it->second.variable)) {
      context.sink.report(Code::NothingToDerogate, name->span())
          .with("name", name->text())
          .with("what", "une série", "a série");
      return {};
    }
    if (it != scope->second.symbols.end()) {
      if (address.label()) return find_condition_target(context, it->second.variable, address);
      return {it->second.variable, {}};
    }
  }
  const hir::DerogationId other = find_derogation(context, placed.dispositif, name->text());
  if (other.valid()) return {context.program.derogations[other].target, other};
  context.sink.report(Code::UnknownName, name->span())
      .with("name", name->text())
      .suggest(context.near(name->text(), symbol_names(context, placed.dispositif, true)));
  return {};
}

/// The arguments of the target's address: a bare word that is no case names an index of the derogation.
class ArgumentReader {
 public:
  ArgumentReader(Context& context, const Scope& scope, hir::Derogation& derogation)
      : context_(context), scope_(scope), derogation_(derogation) {}

  void read(AddressView address) {
    const std::vector<hir::BinderId> target = context_.program.variables[derogation_.target].indices;
    const auto views = address.arguments();
    if (views.empty()) {
      // Without arguments the derogation concerns every member, under the rule's own index names.
      for (const hir::BinderId binder : target) bind(context_.program.binders[binder].name, binder, address.span());
      return;
    }
    if (views.size() != target.size()) {
      context_.sink.report(target.empty() ? Code::NotAFamily : Code::WrongArgumentCount, address.span())
          .with("name", address.name()->text())
          .with("expected", static_cast<std::int64_t>(target.size()))
          .with("found", static_cast<std::int64_t>(views.size()));
      return;
    }
    for (std::size_t i = 0; i < views.size(); ++i) read_one(views[i], target[i]);
  }

 private:
  void read_one(ExpressionView view, hir::BinderId target) {
    const hir::IndexDomain domain = context_.program.binders[target].domain;
    const Type type = binder_type(domain);
    const auto bare = view.as<syntax::NameExpressionView>();
    const bool is_case = bare && domain.enumeration.valid() && find_case(context_, domain.enumeration, bare->text());
    if (bare && !is_case) {
      bind(context_.program.names.intern(bare->text()), target, view.span());
      return;
    }
    const auto value = read_constant(context_, scope_, view, type);
    if (value) derogation_.arguments.push_back(constant(context_, type, *value, view.span()));
  }

  /// An index of the derogation for an index of the target; one that the derogation declares keeps its own domain.
  void bind(base::Name name, hir::BinderId target, base::Span span) {
    hir::BinderId binder;
    for (const hir::BinderId declared : derogation_.indices) {
      if (context_.program.binders[declared].name == name) binder = declared;
    }
    if (!binder.valid()) {
      const hir::IndexDomain domain = context_.program.binders[target].domain;
      binder = context_.program.binders.add({name, domain, span});
      derogation_.indices.push_back(binder);
    }
    const Type type = binder_type(context_.program.binders[binder].domain);
    derogation_.arguments.push_back(make(context_, ExpressionKind::Index, type, span, {}, binder.index()));
  }

  Context& context_;
  const Scope& scope_;
  hir::Derogation& derogation_;
};

/// A derogation to a rule of several values says which it sets.
void report_without_clauses(Context& context, DerogationView view, const hir::Derogation& derogation) {
  const hir::Variable& target = context.program.variables[derogation.target];
  context.sink.report(Code::DerogationNeedsClauses, view.target()->span())
      .with("name", context.text(target.rule))
      .with("part", target.kind == hir::VariableKind::Objective ? "cible" : "échéance");
}

void read_guard_and_value(Context& context, DerogationView view, Scope scope, const Target& target,
                          hir::DerogationId id, hir::Derogation& derogation) {
  const hir::Variable& variable = context.program.variables[derogation.target];
  const Type type = variable.type;
  if (variable.kind == hir::VariableKind::Objective) {
    scope.objective = variable.rule;
    scope.objective_indices = derogation.arguments;
  }
  const bool debtor = variable.kind == hir::VariableKind::Obligation && type.enumeration == context.debtors &&
                      type.is(TypeKind::Enumeration);
  if (view.condition()) {
    derogation.guard = read_condition(context, scope, view.condition());
    assume(context, scope, derogation.guard, true);
  }
  if (!view.clauses().empty()) return read_derogation_clauses(context, view, scope, id, derogation);
  const bool several = target.derogation.valid() && pieces_of(context, target.derogation).size() > 1;
  if (target.whole || several) {
    if (!view.node().has_error()) report_without_clauses(context, view, derogation);
    derogation.value = error_expression(context, view.span());
    return;
  }
  scope.normally = type;
  scope.clause = derogation.target;
  derogation.value = debtor ? read_debtor(context, view.body()) : read_as(context, scope, view.body(), type);
}

void add_priority(Context& context, hir::DerogationId winner, hir::DerogationId loser) {
  auto& list = context.program.derogations[winner].prevails_over;
  if (std::find(list.begin(), list.end(), loser) == list.end()) list.push_back(loser);
}

/// Clause by clause where they have clauses.
void add_priorities(Context& context, hir::DerogationId winner, hir::DerogationId loser) {
  for (const hir::DerogationId left : pieces_of(context, winner)) {
    for (const hir::DerogationId right : pieces_of(context, loser)) {
      const auto& derogations = context.program.derogations;
      if (derogations[left].target == derogations[right].target) add_priority(context, left, right);
    }
  }
}

bool share_a_target(const Context& context, hir::DerogationId one, hir::DerogationId other) {
  for (const hir::DerogationId left : pieces_of(context, one)) {
    for (const hir::DerogationId right : pieces_of(context, other)) {
      if (context.program.derogations[left].target == context.program.derogations[right].target) return true;
    }
  }
  return false;
}

/// The derogation that `prime sur` or `cède à` names; it must derogate from the same rule.
hir::DerogationId related(Context& context, const PlacedRule& placed, hir::DerogationId self, syntax::NameView name) {
  const hir::DerogationId other = find_derogation(context, placed.dispositif, name.text());
  if (!other.valid()) {
    std::vector<std::string> known;
    for (const hir::Derogation& one : context.program.derogations) known.push_back(context.text(one.name));
    context.sink.report(Code::UnknownDerogation, name.span())
        .with("name", name.text())
        .suggest(context.near(name.text(), known));
    return {};
  }
  if (other == self || !share_a_target(context, other, self)) {
    context.sink.report(Code::OtherRule, name.span())
        .with("name", name.text())
        .label(context.program.derogations[other].provenance.span, Label::DeclaredHere);
    return {};
  }
  return other;
}

hir::DerogationId declared_derogation(const Context& context, const PlacedRule& placed) {
  const auto name = placed.rule.name();
  if (!name) return {};
  const hir::DerogationId first = find_derogation(context, placed.dispositif, name->text());
  if (!first.valid()) return {};
  for (const hir::DerogationId id : wordings_of(context, first)) {
    if (context.program.derogations[id].provenance.span == name->span()) return id;
  }
  return {};
}

/// `remplace dérogation D à X …`: another wording of one that an earlier text states.
void declare_rewording(Context& context, const PlacedRule& placed, base::Name name) {
  const base::Span span = placed.rule.name()->span();
  auto& scope = context.scopes[placed.dispositif];
  const auto first = scope.derogations.find(name);
  if (first == scope.derogations.end()) {
    const bool is_rule = scope.symbols.contains(name);
    auto report = context.sink.report(is_rule ? Code::AmendsOtherKind : Code::NothingToAmend, span);
    report.with("name", context.text(name));
    if (is_rule) report.with("found", "une règle, et non une dérogation", "a rule, not a derogation");
    if (!is_rule) report.suggest(context.near(context.text(name), symbol_names(context, placed.dispositif, true)));
    return;
  }
  if (!is_earlier(context, placed, context.program.derogations[first->second].provenance, span)) return;
  hir::Derogation derogation;
  derogation.name = name;
  derogation.provenance = context.provenance(placed.text, span);
  scope.rewordings[name].push_back(context.program.derogations.add(std::move(derogation)));
}

}  // namespace

void declare_derogation(Context& context, const PlacedRule& placed) {
  const auto name = rule_name(context, placed.rule);
  if (!name) return;
  if (context.program.texts[placed.text].vocabulary) {
    context.sink.report(Code::RuleInVocabulary, placed.rule.span()).with("what", "dérogation");
    return;
  }
  if (!placed.dispositif.valid()) {
    context.report_outside_dispositif(placed.rule.name()->span(), placed.rule.name()->text());
    return;
  }
  if (placed.replaces) return declare_rewording(context, placed, *name);
  auto& derogations = context.scopes[placed.dispositif].derogations;
  if (const auto it = derogations.find(*name); it != derogations.end()) {
    report_duplicate(context, placed.rule.name()->span(), context.text(*name),
                     context.program.derogations[it->second].provenance.span);
    return;
  }
  hir::Derogation derogation;
  derogation.name = *name;
  derogation.provenance = context.provenance(placed.text, placed.rule.name()->span());
  derogations.emplace(*name, context.program.derogations.add(std::move(derogation)));
}

bool read_derogation(Context& context, const PlacedRule& placed) {
  const auto view = *placed.rule.as<DerogationView>();
  const hir::DerogationId id = declared_derogation(context, placed);
  const auto address = view.target();
  if (!id.valid() || !address) return true;
  const Target target = find_target(context, placed, *address);
  if (!target.variable.valid()) return !target.derogation.valid();
  hir::Derogation derogation = context.program.derogations[id];
  derogation.target = target.variable;
  derogation.target_derogation = target.derogation;
  OpenVersion open = open_version(context, placed, {}, true);
  derogation.indices = read_family(context, open.scope, view.family());
  ArgumentReader(context, open.scope, derogation).read(*address);
  open.scope.binders = derogation.indices;
  open.scope.parameters = context.program.variables[derogation.target].parameters;
  open.scope.address = context.text(derogation.name);
  static_cast<hir::InForce&>(derogation) = open.version;
  read_guard_and_value(context, view, open.scope, target, id, derogation);
  context.program.derogations[id] = std::move(derogation);
  return true;
}

void read_priorities(Context& context, const PlacedRule& placed) {
  const auto view = *placed.rule.as<DerogationView>();
  const hir::DerogationId id = declared_derogation(context, placed);
  if (!id.valid() || !context.program.derogations[id].target.valid()) return;
  for (const syntax::NameView name : view.prevails_over()) {
    for (const hir::DerogationId other : wordings_of(context, related(context, placed, id, name)))
      add_priorities(context, id, other);
  }
  for (const syntax::NameView name : view.yields_to()) {
    for (const hir::DerogationId other : wordings_of(context, related(context, placed, id, name)))
      add_priorities(context, other, id);
  }
}

std::vector<hir::DerogationId> wordings_of(const Context& context, hir::DerogationId first) {
  if (!first.valid()) return {};
  std::vector<hir::DerogationId> all{first};
  const hir::Derogation& derogation = context.program.derogations[first];
  for (const auto& [dispositif, scope] : context.scopes) {
    const auto found = scope.derogations.find(derogation.name);
    if (found == scope.derogations.end() || found->second != first) continue;
    const auto others = scope.rewordings.find(derogation.name);
    if (others != scope.rewordings.end()) all.insert(all.end(), others->second.begin(), others->second.end());
  }
  return all;
}

namespace {

/// What sets the same clause in the other wordings of a derogation.
std::vector<hir::DerogationId> other_wordings(const Context& context, hir::DerogationId id) {
  const hir::Derogation& derogation = context.program.derogations[id];
  std::vector<hir::DerogationId> others;
  for (const auto& [dispositif, scope] : context.scopes) {
    const auto first = scope.derogations.find(derogation.name);
    if (first == scope.derogations.end()) continue;
    const auto wordings = wordings_of(context, first->second);
    std::vector<hir::DerogationId> pieces;
    for (const hir::DerogationId wording : wordings) {
      for (const hir::DerogationId piece : pieces_of(context, wording)) pieces.push_back(piece);
    }
    if (std::find(pieces.begin(), pieces.end(), id) == pieces.end()) continue;
    for (const hir::DerogationId piece : pieces) {
      if (piece != id && context.program.derogations[piece].target == derogation.target) others.push_back(piece);
    }
  }
  return others;
}

/// Puts an end to every wording of a derogation among the first ones.
void end_all(Context& context, std::span<const hir::DerogationId> wordings, const hir::InForce& in_force,
             const hir::Provenance& provenance) {
  for (const hir::DerogationId wording : wordings) {
    for (const hir::DerogationId piece : pieces_of(context, wording)) {
      hir::End end;
      static_cast<hir::InForce&>(end) = in_force;
      end.provenance = provenance;
      context.program.derogations[piece].ends.push_back(std::move(end));
    }
  }
}

/// Another wording derogates from the same rule, and puts an end to the wordings before it.
void settle_rewording(Context& context, const PlacedRule& placed) {
  const hir::DerogationId id = declared_derogation(context, placed);
  if (!id.valid()) return;
  const hir::Derogation derogation = context.program.derogations[id];
  if (!derogation.target.valid()) return;
  const auto wordings =
      wordings_of(context, find_derogation(context, placed.dispositif, context.text(derogation.name)));
  const hir::Derogation& first = context.program.derogations[wordings.front()];
  if (first.target.valid()) {
    const hir::Variable& left = context.program.variables[first.target];
    const hir::Variable& right = context.program.variables[derogation.target];
    const bool same_rule = first.target == derogation.target || (left.rule.valid() && left.rule == right.rule);
    if (!same_rule || first.target_derogation.valid() != derogation.target_derogation.valid()) {
      context.sink.report(Code::OtherRule, placed.rule.name()->span())
          .with("name", context.text(derogation.name))
          .label(first.provenance.span, Label::DeclaredHere);
      return;
    }
  }
  const auto self = std::find(wordings.begin(), wordings.end(), id);
  end_all(context, {wordings.begin(), self}, derogation, derogation.provenance);
}

}  // namespace

void end_derogations(Context& context, const PlacedRule& placed) {
  if (placed.rule.kind() == syntax::RuleKind::DerogationRule) {
    if (placed.replaces) settle_rewording(context, placed);
    return;
  }
  const auto address = placed.rule.as<syntax::RepealView>()->address();
  const auto name = address ? address->name() : std::nullopt;
  const hir::DerogationId first =
      name ? find_derogation(context, placed.dispositif, name->text()) : hir::DerogationId{};
  if (!first.valid()) return;
  const auto amended = find_amended(context, placed, *address);
  if (!amended || amended->derogations.empty()) return;
  const OpenVersion open = open_at(context, placed, {}, address->span());
  std::vector<hir::DerogationId> before;
  for (const hir::DerogationId wording : amended->derogations) {
    if (context.program.derogations[wording].provenance.text < placed.text) before.push_back(wording);
  }
  end_all(context, before, open.version, open.version.provenance);
}

void follow_rewordings(Context& context) {
  auto& derogations = context.program.derogations;
  // Copies are appended, and what derogates from a copied one is copied in its turn.
  for (std::size_t i = 0; i < derogations.size(); ++i) {
    const hir::DerogationId id = derogations.id_at(i);
    const hir::DerogationId parent = derogations[id].target_derogation;
    if (!parent.valid()) continue;
    for (const hir::DerogationId other : other_wordings(context, parent)) {
      const auto same_copy = [&](const hir::Derogation& one) {
        return one.provenance.span == derogations[id].provenance.span && one.target_derogation == other;
      };
      if (std::any_of(derogations.begin(), derogations.end(), same_copy)) continue;
      hir::Derogation copy = derogations[id];
      copy.target_derogation = other;
      const hir::DerogationId added = derogations.add(std::move(copy));
      for (std::size_t k = 0; k < derogations.size(); ++k) {
        auto& list = derogations[derogations.id_at(k)].prevails_over;
        if (std::find(list.begin(), list.end(), id) != list.end()) list.push_back(added);
      }
    }
  }
}

void check_priorities(Context& context) {
  enum class Mark : std::uint8_t { New, Open, Done };
  auto& derogations = context.program.derogations;
  std::vector<Mark> marks(derogations.size(), Mark::New);
  // What a derogation must come after: those it prevails over and the one it derogates from.
  const auto edges = [&](hir::DerogationId id) {
    std::vector<hir::DerogationId> result = derogations[id].prevails_over;
    if (derogations[id].target_derogation.valid()) result.push_back(derogations[id].target_derogation);
    return result;
  };
  for (std::size_t start = 0; start < derogations.size(); ++start) {
    std::vector<std::pair<hir::DerogationId, std::size_t>> stack{{derogations.id_at(start), 0}};
    while (!stack.empty()) {
      auto& [id, next] = stack.back();
      Mark& mark = marks[id.index()];
      const auto out = edges(id);
      if (mark == Mark::Done || next >= out.size()) {
        mark = Mark::Done;
        stack.pop_back();
        continue;
      }
      mark = Mark::Open;
      const hir::DerogationId other = out[next++];
      if (marks[other.index()] == Mark::Open) {
        context.sink.report(Code::DerogationCycle, derogations[id].provenance.span)
            .with("name", context.text(derogations[id].name))
            .with("other", context.text(derogations[other].name))
            .label(derogations[other].provenance.span, Label::DeclaredHere);
      } else if (marks[other.index()] == Mark::New) {
        stack.emplace_back(other, 0);
      }
    }
  }
}

}  // namespace avenant::sema
