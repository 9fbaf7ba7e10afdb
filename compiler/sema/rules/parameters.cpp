// `définition f avec p : T ; … : U`: parameters, and the search of definitions that are computed from themselves.
#include <algorithm>
#include <map>

#include "compiler/hir/generic.hpp"
#include "compiler/sema/rules/rules.hpp"

namespace avenant::sema {

namespace {

/// The pseudo-unit that « nombre » is inside a definition, made when first needed.
hir::UnitId generic_unit(Context& context) {
  if (!context.program.generic_unit.valid()) {
    hir::BaseUnit base;
    base.singular = context.program.names.intern("nombre");
    base.plural = base.singular;
    base.grain = 0;
    context.program.generic_unit = single_unit(context, context.program.base_units.add(base));
  }
  return context.program.generic_unit;
}

/// Whether what is written only chooses, adds and takes away: its values are then of the grain of what it is given.
bool keeps_grain(syntax::NodeRef node) {
  using Kind = syntax::NodeKind;
  const Kind kind = node.kind();
  if (kind == Kind::Times || kind == Kind::Slash || kind == Kind::Percent || kind == Kind::CallExpression) return false;
  if (kind == Kind::Digits) return node.text().find_first_of(",./") == std::string_view::npos;
  for (const syntax::NodeRef child : node.children()) {
    if (!keeps_grain(child)) return false;
  }
  return true;
}

/// The calls of definitions with parameters that an expression makes, each with its place.
void collect_calls(const Context& context, ExpressionId id,
                   std::vector<std::pair<hir::VariableId, base::Span>>& calls) {
  const hir::Expression& expression = context.program.expressions[id];
  if (expression.kind == ExpressionKind::Apply) calls.emplace_back(hir::VariableId(expression.a), expression.span);
  for (const ExpressionId operand : context.program.operands_of(id)) collect_calls(context, operand, calls);
}

/// Finds the circles of calls, depth first, each definition once.
class CallCheck {
 public:
  explicit CallCheck(Context& context) : context_(context) {}

  void run() {
    for (std::size_t i = 0; i < context_.program.variables.size(); ++i) {
      const hir::VariableId id = context_.program.variables.id_at(i);
      if (!context_.program.variables[id].parameters.empty()) visit(id);
    }
  }

 private:
  struct Frame {
    hir::VariableId id;
    std::vector<std::pair<hir::VariableId, base::Span>> calls;
    std::size_t next = 0;
  };
  enum class Mark : std::uint8_t { New, Open, Done };

  void enter(hir::VariableId id) {
    Frame frame{id, {}, 0};
    for (const ExpressionId expression : expressions_of(context_, id)) collect_calls(context_, expression, frame.calls);
    marks_[id] = Mark::Open;
    path_.push_back(std::move(frame));
  }

  void visit(hir::VariableId start) {
    if (marks_[start] != Mark::New) return;
    enter(start);
    while (!path_.empty()) {
      Frame& frame = path_.back();
      if (frame.next == frame.calls.size()) {
        marks_[frame.id] = Mark::Done;
        path_.pop_back();
        continue;
      }
      const auto [callee, span] = frame.calls[frame.next++];
      if (marks_[callee] == Mark::Open) report(callee, span);
      if (marks_[callee] == Mark::New) enter(callee);
    }
  }

  void report(hir::VariableId callee, base::Span span) {
    const auto name = [&](hir::VariableId id) { return context_.text(context_.program.variables[id].name); };
    std::string chain;
    bool inside = false;
    for (const Frame& frame : path_) {
      inside = inside || frame.id == callee;
      if (inside) chain += name(frame.id) + " → ";
    }
    context_.sink.report(Code::AppliesItself, span).with("name", name(callee)).with("chain", chain + name(callee));
  }

  Context& context_;
  std::map<hir::VariableId, Mark> marks_;
  std::vector<Frame> path_;
};

}  // namespace

void read_parameters(Context& context, const Scope& scope, syntax::DefinitionView view, hir::Variable& variable) {
  for (const syntax::ParameterView one : view.parameters()) {
    const auto name = one.name();
    const auto written = one.type();
    if (!name || !written) continue;
    hir::Parameter parameter;
    parameter.name = context.program.names.intern(name->text());
    parameter.span = name->span();
    const WrittenType type = read_type(context, scope, *written);
    parameter.type = type.type;
    parameter.range = type.range;
    if (written->kind() == syntax::TypeKind::Number) {
      parameter.type.unit = generic_unit(context);
      if (parameter.type.grain == 0) parameter.type.grain = hir::kGenericGrain;
    }
    if (parameter.type.is(TypeKind::Record) || parameter.type.is(TypeKind::List)) {
      context.sink.report(Code::NotYetAnalysed, written->span()).with("what", context.quote(written->span()));
      parameter.type = Type{};
    }
    if (parameter.type.is(TypeKind::Enumeration) && find_case(context, parameter.type.enumeration, name->text())) {
      context.sink.report(Code::NamedLikeACase, name->span())
          .with("name", name->text())
          .with("enumeration", context.text(context.program.enumerations[parameter.type.enumeration].name));
    }
    const auto same = [&](hir::ParameterId id) { return context.program.parameters[id].name == parameter.name; };
    const auto first = std::find_if(variable.parameters.begin(), variable.parameters.end(), same);
    if (first != variable.parameters.end()) {
      report_duplicate(context, name->span(), name->text(), context.program.parameters[*first].span);
      continue;
    }
    for (const hir::BinderId binder : variable.indices) {
      if (!(context.program.binders[binder].name == parameter.name)) continue;
      report_duplicate(context, name->span(), name->text(), context.program.binders[binder].span);
    }
    variable.parameters.push_back(context.program.parameters.add(std::move(parameter)));
  }
  // The result may be counted in what « nombre » stands for.
  const auto result = view.type();
  if (!result || result->kind() != syntax::TypeKind::Number) return;
  variable.type.unit = generic_unit(context);
  if (variable.type.grain == 0 && view.body() && keeps_grain(view.body()->node())) {
    variable.type.grain = hir::kGenericGrain;
  }
}

std::string application_example(const Context& context, hir::VariableId id) {
  const hir::Variable& variable = context.program.variables[id];
  std::string inside;
  for (const hir::BinderId binder : variable.indices) {
    inside += (inside.empty() ? "" : " ; ") + context.text(context.program.binders[binder].name);
  }
  for (const hir::ParameterId parameter : variable.parameters) {
    inside += (inside.empty() ? "" : " ; ") + context.text(context.program.parameters[parameter].name);
  }
  return context.text(variable.name) + "(" + inside + ")";
}

void check_applications(Context& context) {
  CallCheck(context).run();
}

}  // namespace avenant::sema
