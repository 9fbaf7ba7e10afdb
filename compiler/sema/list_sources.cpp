#include "compiler/sema/list_sources.hpp"

#include <numeric>
#include <vector>

#include "compiler/sema/operations.hpp"

namespace avenant::sema {

namespace {

bool has_source(const Type& type) {
  return type.is(TypeKind::List) || type.is(TypeKind::Record);
}

/// Groups of expressions, variables and binders whose elements come from one input, found by union.
class Sources {
 public:
  explicit Sources(Context& context)
      : context_(context),
        program_(context.program),
        n_expressions_(program_.expressions.size()),
        n_variables_(program_.variables.size()),
        parents_(n_expressions_ + n_variables_ + program_.binders.size()),
        inputs_(parents_.size()) {
    std::iota(parents_.begin(), parents_.end(), std::size_t{0});
  }

  void run();

 private:
  std::size_t of(ExpressionId id) const { return id.index(); }
  std::size_t of(hir::VariableId id) const { return n_expressions_ + id.index(); }
  std::size_t of(hir::BinderId id) const { return n_expressions_ + n_variables_ + id.index(); }

  std::size_t root(std::size_t item);
  /// Says that two come from one input; what mixes two inputs is reported at `span`.
  void same(std::size_t left, std::size_t right, base::Span span);
  void same_value(ExpressionId left, ExpressionId right);
  void read_expression(ExpressionId id);
  void read_operands(const hir::Expression& expression, ExpressionId id);
  void read_variable(hir::VariableId id);
  void read_derogation(const hir::Derogation& derogation);
  void set_sources();
  void set_source(Type& type, std::size_t item) {
    if (has_source(type)) type.source = inputs_[root(item)];
  }

  Context& context_;
  hir::Program& program_;
  std::size_t n_expressions_;
  std::size_t n_variables_;
  std::vector<std::size_t> parents_;
  std::vector<hir::InputId> inputs_;
};

std::size_t Sources::root(std::size_t item) {
  while (parents_[item] != item) {
    parents_[item] = parents_[parents_[item]];
    item = parents_[item];
  }
  return item;
}

void Sources::same(std::size_t left, std::size_t right, base::Span span) {
  const std::size_t first = root(left);
  const std::size_t second = root(right);
  if (first == second) return;
  if (inputs_[first].valid() && inputs_[second].valid() && inputs_[first] != inputs_[second]) {
    context_.sink.report(Code::MixedLists, span)
        .with("left", context_.text(program_.inputs[inputs_[first]].name))
        .with("right", context_.text(program_.inputs[inputs_[second]].name))
        .label(program_.inputs[inputs_[first]].provenance.span, Label::DeclaredHere)
        .label(program_.inputs[inputs_[second]].provenance.span, Label::DeclaredHere);
    return;
  }
  if (!inputs_[first].valid()) inputs_[first] = inputs_[second];
  parents_[second] = first;
}

void Sources::same_value(ExpressionId left, ExpressionId right) {
  if (!has_source(type_of(context_, left)) || !has_source(type_of(context_, right))) return;
  same(of(left), of(right), span_of(context_, right));
}

/// What the value of a list, or of an element, is taken from.
void Sources::read_operands(const hir::Expression& expression, ExpressionId id) {
  const std::span<const ExpressionId> operands = program_.operands_of(id);
  if (expression.kind == ExpressionKind::ListInput) inputs_[root(of(id))] = hir::InputId(expression.a);
  if (expression.kind == ExpressionKind::Variable) {
    same(of(hir::VariableId(expression.a)), of(id), expression.span);
  }
  if (expression.kind == ExpressionKind::Call) {
    same(of(program_.calls[hir::CallId(expression.a)].result), of(id), expression.span);
  }
  const bool of_binder = expression.kind == ExpressionKind::Index || expression.kind == ExpressionKind::Filter ||
                         expression.kind == ExpressionKind::Unique || expression.kind == ExpressionKind::First ||
                         expression.kind == ExpressionKind::Last;
  if (of_binder) same(of(hir::BinderId(expression.a)), of(id), expression.span);
  if (expression.kind == ExpressionKind::If || expression.kind == ExpressionKind::Select ||
      expression.kind == ExpressionKind::OrElse || expression.kind == ExpressionKind::Wrap ||
      expression.kind == ExpressionKind::Unwrap) {
    for (const ExpressionId operand : operands) same_value(id, operand);
  }
}

void Sources::read_expression(ExpressionId id) {
  const hir::Expression& expression = program_.expressions[id];
  const std::span<const ExpressionId> operands = program_.operands_of(id);
  if (has_source(expression.type)) read_operands(expression, id);
  if (expression.kind == ExpressionKind::Equal || expression.kind == ExpressionKind::NotEqual) {
    same_value(operands[0], operands[1]);
  }
  // The list that an aggregate goes through is its last operand; so is that of what takes elements from it.
  const bool has_list = !operands.empty() && type_of(context_, operands.back()).is(TypeKind::List);
  const bool passes_on = expression.type.is(TypeKind::List) && expression.kind != ExpressionKind::Filter;
  if (!has_list || passes_on || expression.kind == ExpressionKind::ListLength) return;
  same(of(hir::BinderId(expression.a)), of(operands.back()), span_of(context_, operands.back()));
}

void Sources::read_variable(hir::VariableId id) {
  const hir::Variable& variable = program_.variables[id];
  if (!has_source(variable.type)) return;
  const auto takes = [&](ExpressionId value) {
    if (value.valid() && has_source(type_of(context_, value))) same(of(id), of(value), span_of(context_, value));
  };
  for (const hir::Version& version : variable.versions) {
    takes(version.rule.body);
    if (!version.rule.table.valid()) continue;
    for (const hir::TableRow& row : program_.tables[version.rule.table].rows) takes(row.result);
  }
}

/// `normalement`, wherever it stands in the value, is the value of the rule.
void Sources::read_derogation(const hir::Derogation& derogation) {
  if (!derogation.value.valid() || !has_source(program_.variables[derogation.target].type)) return;
  std::vector<ExpressionId> pending{derogation.value};
  if (has_source(type_of(context_, derogation.value))) {
    same(of(derogation.target), of(derogation.value), span_of(context_, derogation.value));
  }
  while (!pending.empty()) {
    const ExpressionId id = pending.back();
    pending.pop_back();
    const hir::Expression& expression = program_.expressions[id];
    if (expression.kind == ExpressionKind::Normally && has_source(expression.type)) {
      same(of(derogation.target), of(id), expression.span);
    }
    const std::span<const ExpressionId> operands = program_.operands_of(id);
    pending.insert(pending.end(), operands.begin(), operands.end());
  }
}

void Sources::set_sources() {
  for (std::size_t i = 0; i < n_expressions_; ++i) {
    const ExpressionId id = program_.expressions.id_at(i);
    set_source(program_.expressions[id].type, of(id));
  }
  for (std::size_t i = 0; i < n_variables_; ++i) {
    const hir::VariableId id = program_.variables.id_at(i);
    hir::Variable& variable = program_.variables[id];
    set_source(variable.type, of(id));
    if (!has_source(variable.type) || variable.type.source.valid() || context_.sink.n_errors() > 0) continue;
    context_.sink.report(Code::ListOfNothing, variable.provenance.span).with("name", context_.text(variable.name));
  }
  for (std::size_t i = 0; i < program_.binders.size(); ++i) {
    const hir::BinderId id = program_.binders.id_at(i);
    set_source(program_.binders[id].list, of(id));
  }
}

void Sources::run() {
  for (std::size_t i = 0; i < n_expressions_; ++i) read_expression(program_.expressions.id_at(i));
  for (std::size_t i = 0; i < n_variables_; ++i) read_variable(program_.variables.id_at(i));
  for (const hir::Derogation& derogation : program_.derogations) read_derogation(derogation);
  set_sources();
}

}  // namespace

void find_list_sources(Context& context) {
  Sources(context).run();
}

}  // namespace avenant::sema
