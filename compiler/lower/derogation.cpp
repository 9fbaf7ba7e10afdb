#include <algorithm>
#include <map>

#include "compiler/lower/assumption.hpp"
#include "compiler/lower/expression.hpp"
#include "compiler/lower/in_force.hpp"
#include "compiler/lower/members.hpp"
#include "compiler/lower/rule.hpp"

namespace avenant::lower {

namespace {

using program::NodeId;

/// A derogation that is in the rule being made.
struct Added {
  program::DerogationId id;
  NodeId body;  // Before any assertion: what `normalement` means to what derogates from it.
};

// Whether a member is one that the arguments name: constants are its own, and indices of the derogation can take its
// values, each one value only.
bool concerns(const hir::Program& program, const hir::Derogation& derogation, std::span<const value::Value> indices) {
  std::map<std::uint32_t, value::Value> taken;
  for (std::size_t index = 0; index < derogation.arguments.size(); ++index) {
    const hir::Expression& argument = program.expressions[derogation.arguments[index]];
    if (argument.kind == hir::ExpressionKind::Constant) {
      if (!(argument.constant == indices[index])) return false;
      continue;
    }
    const hir::BinderId binder(argument.a);
    if (!position_in(program, program.binders[binder].domain, indices[index])) return false;
    const auto [earlier, is_first] = taken.emplace(argument.a, indices[index]);
    if (!is_first && !(earlier->second == indices[index])) return false;
  }
  return true;
}

// The derogations of the rule of one version of one member.
class RuleDerogations {
 public:
  RuleDerogations(Context& context, const Member& member, const hir::Version& version, program::RuleId rule,
                  NodeId body)
      : context_(context), member_(member), version_(version), rule_(rule), body_(body) {}

  void add_all() {
    const std::vector<hir::DerogationId>& all = context_.derogations_of[member_.variable.index()];
    for (const hir::DerogationId id : all) add(id);
    if (!is_bounded()) return;
    for (const auto& [id, added] : added_) {
      if (!added) continue;
      for (const hir::DerogationId loser : context_.hir.derogations[hir::DerogationId(id)].prevails_over) {
        const auto found = added_.find(loser.index());
        if (found != added_.end() && found->second) context_.builder.add_precedence(added->id, found->second->id);
      }
    }
  }

 private:
  // What it derogates from comes first; nothing is returned for one that never applies to the member.
  const std::optional<Added>& add(hir::DerogationId id) {
    const auto found = added_.find(id.index());
    if (found != added_.end()) return found->second;
    std::optional<Added>& entry = added_[id.index()];
    const hir::Derogation& derogation = context_.hir.derogations[id];
    if (!concerns(context_.hir, derogation, member_.indices)) return entry;
    if (std::find(version_.without.begin(), version_.without.end(), id) != version_.without.end()) return entry;
    std::optional<Added> parent;
    if (derogation.target_derogation.valid()) {
      parent = add(derogation.target_derogation);
      if (!parent) return entry;
    }
    bind(derogation);
    const hir::Provenance* const before = context_.provenance;
    context_.provenance = &derogation.provenance;
    build(derogation, parent, entry);
    context_.provenance = before;
    for (const hir::BinderId binder : derogation.indices) context_.bound[binder.index()].reset();
    return entry;
  }

  bool is_bounded() {
    std::size_t count = 0;
    for (const auto& [id, added] : added_) count += added ? 1 : 0;
    if (count <= program::kMaxDerogations) return true;
    const hir::Variable& variable = context_.hir.variables[member_.variable];
    context_.sink.report(diagnostics::Code::TooManyDerogations, variable.provenance.span)
        .with("name", context_.member_names[member_.id.value])
        .with("count", static_cast<std::int64_t>(count))
        .with("limit", std::int64_t{program::kMaxDerogations});
    return false;
  }

  void bind(const hir::Derogation& derogation) {
    for (std::size_t index = 0; index < derogation.arguments.size(); ++index) {
      const hir::Expression& argument = context_.hir.expressions[derogation.arguments[index]];
      if (argument.kind == hir::ExpressionKind::Index) context_.bound[argument.a] = member_.indices[index];
    }
  }

  void build(const hir::Derogation& derogation, const std::optional<Added>& parent, std::optional<Added>& entry) {
    const std::optional<Lowered> outer = context_.normally;
    context_.normally = Lowered::of(parent ? parent->body : body_);
    const Lowered guard = lower_guard(derogation);
    // One that surely does not apply is not there, nor what it reads.
    if (!guard.is(false)) {
      const base::Span span = derogation.provenance.span;
      const InputWatch watch(context_);
      const hir::Variable& variable = context_.hir.variables[member_.variable];
      const Lowered value = watch.assumed(variable.dispositif, lower_expression(context_, derogation.value));
      const NodeId plain = to_node(context_, value, variable.type, span);
      program::DerogationSpec spec;
      spec.guard = guard.constant ? context_.builder.boolean_constant(true, place_of(context_, span)) : guard.node;
      spec.body =
          as_value_of(context_, member_.variable, value.constant ? value : Lowered::of(plain), derogation.value, span);
      spec.text = text_of(context_, derogation.provenance);
      if (derogation.name.valid()) spec.name = context_.hir.names.text(derogation.name);
      spec.place = place_of(context_, derogation.provenance);
      if (parent) spec.attached_to.push_back(parent->id);
      entry = Added{context_.builder.add_derogation(rule_, spec), plain};
    }
    context_.normally = outer;
  }

  // In force, not ended, and its condition.
  Lowered lower_guard(const hir::Derogation& derogation) {
    const InputWatch watch(context_);
    Lowered condition = derogation.guard.valid() ? lower_expression(context_, derogation.guard)
                                                 : Lowered::of(value::Value::boolean(true));
    condition = watch.assumed(context_.hir.variables[member_.variable].dispositif, condition);
    if (condition.is(false)) return condition;
    std::vector<Lowered> all;
    if (derogation.application.valid()) {
      const base::Span span = context_.hir.expressions[derogation.application].span;
      all.push_back(Lowered::of(in_force(context_, derogation, text_of(context_, derogation.provenance), span)));
    }
    for (const hir::End& end : derogation.ends) {
      const NodeId ended = in_force(context_, end, text_of(context_, end.provenance), end.provenance.span);
      all.push_back(Lowered::of(add_node(context_, program::Op::kNot, {ended}, end.provenance.span)));
    }
    all.push_back(condition);
    return lower_connective(context_, true, all, derogation.provenance.span);
  }

  Context& context_;
  const Member& member_;
  const hir::Version& version_;
  program::RuleId rule_;
  NodeId body_;
  std::map<std::uint32_t, std::optional<Added>> added_;  // By hir::DerogationId; references into it stay valid.
};

}  // namespace

void add_derogations(Context& context, const Member& member, const hir::Version& version, program::RuleId rule,
                     NodeId body) {
  if (context.derogations_of[member.variable.index()].empty()) return;
  RuleDerogations(context, member, version, rule, body).add_all();
}

bool has_derogations(const Context& context, hir::VariableId variable, std::size_t ordinal) {
  const std::vector<hir::DerogationId>& all = context.derogations_of[variable.index()];
  if (all.empty()) return false;
  const std::vector<value::Value> indices =
      member_values(context.hir, domains_of(context.hir, context.hir.variables[variable]), ordinal);
  for (const hir::DerogationId id : all) {
    if (concerns(context.hir, context.hir.derogations[id], indices)) return true;
  }
  return false;
}

}  // namespace avenant::lower
