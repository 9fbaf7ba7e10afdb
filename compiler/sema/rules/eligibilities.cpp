#include <algorithm>

#include "compiler/sema/rules/rules.hpp"

namespace avenant::sema {

namespace {

using syntax::LabelledConditionView;

/// Reads the labelled conditions of one eligibility into condition variables.
class EligibilityReader {
 public:
  EligibilityReader(Context& context, const PlacedRule& placed, hir::VariableId id, const OpenVersion& open)
      : context_(context), placed_(placed), id_(id), open_(open) {}

  std::vector<hir::Condition> read(const std::vector<LabelledConditionView>& views, hir::VariableId parent) {
    std::vector<hir::Condition> conditions;
    for (const LabelledConditionView view : views) conditions.push_back(read_one(view, parent));
    return conditions;
  }

 private:
  hir::Condition read_one(LabelledConditionView view, hir::VariableId parent) {
    const std::string label = view.label() ? base::normalise(view.label()->content()) : std::string();
    check_label(label, view.label() ? view.label()->span() : view.span());
    const hir::VariableId id = declare(label, view, parent);
    hir::Version version = open_.version;
    version.provenance = provenance(view);
    if (const auto group = view.group()) {
      version.rule.mode = group->any() ? hir::ConditionMode::Any : hir::ConditionMode::All;
      version.rule.conditions = read(group->conditions(), id);
      if (version.rule.conditions.empty() && !view.node().has_error()) {
        context_.sink.report(Code::EmptyGroup, view.span()).with("name", label);
      }
    } else {
      Scope scope = open_.scope;
      scope.address = context_.text(context_.program.variables[id].name);
      version.rule.body = read_condition(context_, scope, view.condition());
    }
    context_.program.variables[id].versions.push_back(std::move(version));
    return {label, id};
  }

  hir::Provenance provenance(LabelledConditionView view) const {
    return context_.provenance(placed_.text, view.label() ? view.label()->span() : view.span());
  }

  /// In another wording of the rule, a condition under the same label is the same condition in other words.
  hir::VariableId declare(const std::string& label, LabelledConditionView view, hir::VariableId parent) {
    if (const hir::VariableId earlier = earlier_condition(label); earlier.valid()) return earlier;
    const hir::Variable& eligibility = context_.program.variables[id_];
    hir::Variable variable;
    variable.name = context_.program.names.intern(context_.text(eligibility.name) + " « " + label + " »");
    variable.kind = hir::VariableKind::Condition;
    variable.dispositif = placed_.dispositif;
    variable.type = boolean_type();
    variable.indices = eligibility.indices;
    variable.parent = parent;
    variable.label = label;
    variable.provenance = provenance(view);
    return context_.program.variables.add(std::move(variable));
  }

  hir::VariableId earlier_condition(const std::string& label) const {
    return placed_.replaces && !label.empty() ? find_condition(context_, id_, label) : hir::VariableId{};
  }

  void check_label(const std::string& label, base::Span span) {
    const auto first =
        std::find_if(seen_.begin(), seen_.end(), [&](const auto& other) { return other.first == label; });
    if (first != seen_.end() && !label.empty()) {
      context_.sink.report(Code::DuplicateLabel, span).with("label", label).label(first->second, Label::FirstHere);
    }
    seen_.emplace_back(label, span);
  }

  Context& context_;
  const PlacedRule& placed_;
  hir::VariableId id_;
  const OpenVersion& open_;
  std::vector<std::pair<std::string, base::Span>> seen_;
};

/// The conditions that any wording of an eligibility or group lists itself, those of the last wording first.
std::vector<hir::Condition> conditions_of(const Context& context, hir::VariableId id) {
  std::vector<hir::Condition> conditions;
  const auto& versions = context.program.variables[id].versions;
  for (auto version = versions.rbegin(); version != versions.rend(); ++version) {
    for (const hir::Condition& condition : version->rule.conditions) {
      const auto same = [&](const hir::Condition& other) { return other.variable == condition.variable; };
      if (std::none_of(conditions.begin(), conditions.end(), same)) conditions.push_back(condition);
    }
  }
  return conditions;
}

/// All labels of an eligibility.
std::vector<std::string> labels_of(const Context& context, hir::VariableId eligibility) {
  std::vector<std::string> labels;
  for (const hir::Condition& condition : conditions_of(context, eligibility)) {
    labels.push_back(condition.label);
    for (std::string& inner : labels_of(context, condition.variable)) labels.push_back(std::move(inner));
  }
  return labels;
}

}  // namespace

std::vector<hir::VariableId> all_conditions(const Context& context, hir::VariableId eligibility) {
  std::vector<hir::VariableId> variables;
  for (const hir::Condition& condition : conditions_of(context, eligibility)) {
    variables.push_back(condition.variable);
    for (const hir::VariableId inner : all_conditions(context, condition.variable)) variables.push_back(inner);
  }
  return variables;
}

std::vector<hir::Condition> read_conditions(Context& context, const PlacedRule& placed, hir::VariableId eligibility,
                                            hir::VariableId parent, const OpenVersion& open,
                                            const std::vector<LabelledConditionView>& views) {
  return EligibilityReader(context, placed, eligibility, open).read(views, parent);
}

void read_eligibility(Context& context, const PlacedRule& placed, hir::VariableId id) {
  const auto view = *placed.rule.as<syntax::EligibilityView>();
  const OpenVersion open = open_version(context, placed, context.program.variables[id].indices, true);
  // A label that could not be read is no unknown label elsewhere.
  if (view.node().has_error()) context.damaged.insert(context.program.variables[id].name);
  EligibilityReader reader(context, placed, id, open);
  auto conditions = reader.read(view.conditions(), id);
  if (conditions.empty() && !view.node().has_error()) {
    context.sink.report(Code::EmptyDeclaration, view.name()->span()).with("name", view.name()->text());
  }
  hir::Version version = open.version;
  version.rule.mode = view.any() ? hir::ConditionMode::Any : hir::ConditionMode::All;
  version.rule.conditions = std::move(conditions);
  context.program.variables[id].versions.push_back(std::move(version));
}

hir::VariableId find_condition(const Context& context, hir::VariableId eligibility, std::string_view label) {
  const std::string wanted = base::normalise(label);
  for (const hir::Condition& condition : conditions_of(context, eligibility)) {
    if (base::normalise(condition.label) == wanted) return condition.variable;
    const hir::VariableId inner = find_condition(context, condition.variable, label);
    if (inner.valid()) return inner;
  }
  return {};
}

hir::VariableId require_condition(Context& context, hir::VariableId eligibility, syntax::QuotedView label) {
  const hir::VariableId found = find_condition(context, eligibility, label.content());
  if (found.valid()) return found;
  context.sink.report(Code::UnknownLabel, label.span())
      .with("rule", context.text(context.program.variables[eligibility].name))
      .with("label", label.content())
      .suggest(context.near(label.content(), labels_of(context, eligibility)));
  return found;
}

}  // namespace avenant::sema
