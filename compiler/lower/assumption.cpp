#include "compiler/lower/assumption.hpp"

#include <algorithm>
#include <tuple>

#include "compiler/lower/expression.hpp"
#include "compiler/lower/instance.hpp"
#include "compiler/lower/members.hpp"

namespace avenant::lower {

namespace {

using hir::ExpressionId;
using hir::ExpressionKind;
using program::NodeId;

// The members of an input that an expression may read: the one that constant indices name, else all.
void collect_members(const Context& context, ExpressionId id, std::vector<InputKey>& inputs) {
  const hir::Expression& expression = context.hir.expressions[id];
  const hir::InputPath& path = context.hir.input_paths[hir::InputPathId(expression.a)];
  const std::vector<hir::IndexDomain> domains = domains_of(context.hir, path);
  std::vector<value::Value> values;
  for (const ExpressionId operand : context.hir.operands_of(id)) {
    const hir::Expression& index = context.hir.expressions[operand];
    if (index.kind == ExpressionKind::Constant) values.push_back(index.constant);
  }
  if (values.size() == domains.size()) {
    if (const auto ordinal = member_ordinal(context.hir, domains, values)) inputs.push_back(key_of(path, *ordinal));
    return;
  }
  for (std::size_t ordinal = 0; ordinal < member_count(context.hir, domains); ++ordinal) {
    inputs.push_back(key_of(path, ordinal));
  }
}

void collect_inputs(const Context& context, ExpressionId id, std::vector<InputKey>& inputs) {
  if (context.hir.expressions[id].kind == ExpressionKind::Input) collect_members(context, id, inputs);
  for (const ExpressionId operand : context.hir.operands_of(id)) collect_inputs(context, operand, inputs);
}

bool comes_before(const Context& context, const hir::Assumption& left, const hir::Assumption& right) {
  const auto key = [&](const hir::Assumption& assumption) {
    const base::Span span = assumption.provenance.span;
    const bool known = span.valid() && span.source.index() < context.sources.size();
    return std::make_tuple(assumption.provenance.text.valid() ? assumption.provenance.text.index() : 0,
                           known ? std::string(context.sources[span.source].path) : std::string(), span.begin);
  };
  return key(left) < key(right);
}

NodeId assume(Context& context, const hir::Assumption& assumption, const Lowered& holds, NodeId value) {
  if (holds.is(true)) return value;
  const base::Span span = assumption.provenance.span;
  const NodeId condition =
      holds.constant ? context.builder.boolean_constant(false, place_of(context, span)) : holds.node;
  return context.builder.assume(condition, value, assumption.reason, place_of(context, span));
}

// A text that does not count in a run supposes nothing there.
Lowered holds_where_known(Context& context, const hir::Assumption& assumption) {
  const Lowered condition = lower_expression(context, assumption.condition);
  const base::Span span = assumption.provenance.span;
  const NodeId known = context.builder.text_known(text_of(context, assumption.provenance), place_of(context, span));
  const Lowered either[] = {Lowered::of(add_node(context, program::Op::kNot, {known}, span)), condition};
  return lower_connective(context, false, either, span);
}

}  // namespace

void declare_assumptions(Context& context) {
  for (const hir::Assumption& assumption : context.hir.assumptions) {
    SupposedInputs supposed{&assumption, {}};
    collect_inputs(context, assumption.condition, supposed.inputs);
    std::sort(supposed.inputs.begin(), supposed.inputs.end());
    context.assumptions.push_back(std::move(supposed));
  }
  std::stable_sort(context.assumptions.begin(), context.assumptions.end(),
                   [&](const SupposedInputs& left, const SupposedInputs& right) {
                     return comes_before(context, *left.assumption, *right.assumption);
                   });
}

InputWatch::InputWatch(Context& context) : context_(context) {
  std::swap(outer_, context_.inputs_read);
}

InputWatch::~InputWatch() {
  std::swap(outer_, context_.inputs_read);
}

Lowered InputWatch::assumed(hir::DispositifId dispositif, const Lowered& lowered) const {
  if (lowered.constant || context_.assumptions.empty()) return lowered;
  const std::vector<InputKey> read = context_.inputs_read;
  NodeId value = lowered.node;
  // The first one stated is the outermost: where several do not hold, it is the one named.
  for (std::size_t index = context_.assumptions.size(); index > 0; --index) {
    const SupposedInputs& supposed = context_.assumptions[index - 1];
    if (!(supposed.assumption->dispositif == dispositif)) continue;
    const bool concerned = std::any_of(read.begin(), read.end(), [&](const InputKey& input) {
      return std::binary_search(supposed.inputs.begin(), supposed.inputs.end(), input);
    });
    if (!concerned) continue;
    value = assume(context_, *supposed.assumption, holds_where_known(context_, *supposed.assumption), value);
  }
  return Lowered::of(value);
}

NodeId under(Context& context, const std::vector<hir::Assumption>& assumptions, NodeId value) {
  for (std::size_t index = assumptions.size(); index > 0; --index) {
    const hir::Assumption& assumption = assumptions[index - 1];
    value = assume(context, assumption, lower_expression(context, assumption.condition), value);
  }
  return value;
}

}  // namespace avenant::lower
