#include <cstdio>
#include <cstdlib>
#include <map>
#include <numeric>

#include "runtime/program/builder.hpp"
#include "runtime/program/verify.hpp"
#include "tests/engines/programs/world.hpp"

namespace avenant::engines {

namespace {

using program::NodeId;
using program::Op;
using program::PlaceId;
using program::TextId;
using program::TypeId;
using value::Value;

bool is_commutative(Op op) {
  return op == Op::kAnd || op == Op::kOr || op == Op::kAdd || op == Op::kMultiply || op == Op::kMin || op == Op::kMax ||
         op == Op::kEqual || op == Op::kNotEqual || op == Op::kEarliest || op == Op::kLatest || op == Op::kSetUnion ||
         op == Op::kSetIntersection || op == Op::kDurationAdd;
}

class Build {
 public:
  Build(const Model& model, Random* order) : model_(model), order_(order) {}

  program::Package run();

 private:
  void declare_variables();
  void define(std::uint32_t index);
  void version(std::uint32_t variable, const ModelVersion& version);
  void derogations(program::RuleId rule, const ModelVersion& version);
  NodeId expression(const Expression& expression);
  NodeId table(const Expression& expression);
  NodeId select(const Expression& expression);
  NodeId fold(const Expression& expression);
  NodeId shared(const Expression& expression);
  TypeId type(Kind kind) { return type_of(builder_, kind); }
  PlaceId place(std::uint32_t offset) { return place_at(builder_, offset); }
  std::vector<std::uint32_t> sequence(std::size_t count);

  const Model& model_;
  Random* order_;
  program::PackageBuilder builder_;
  std::vector<program::VariableId> variables_;
  std::uint32_t n_derogations_ = 0;
  // By the offset of the fold.
  std::map<std::uint32_t, program::BinderId> binders_;
  // What the variable at hand reads already: whether an input, and its index.
  std::map<std::pair<bool, std::uint32_t>, NodeId> reads_;
};

// 0 to count − 1, shuffled where an order is asked for.
std::vector<std::uint32_t> Build::sequence(std::size_t count) {
  std::vector<std::uint32_t> result(count);
  std::iota(result.begin(), result.end(), 0U);
  if (order_ != nullptr) order_->shuffle(result);
  return result;
}

void Build::declare_variables() {
  variables_.resize(model_.variables.size());
  for (const std::uint32_t index : sequence(model_.variables.size())) {
    const ModelVariable& variable = model_.variables[index];
    const std::string name = name_of(index);
    program::VariableSpec spec;
    spec.name = name;
    spec.type = type(variable.kind);
    spec.place = place(variable.offset);
    if (variable.out_of_force) spec.out_of_force = builder_.add_value(*variable.out_of_force);
    variables_[index] = builder_.declare_variable(spec);
  }
}

NodeId Build::table(const Expression& expression) {
  std::vector<program::RowSpec> rows(expression.row_cells.size());
  std::size_t next = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (std::uint32_t cell = 0; cell < expression.row_cells[i]; ++cell) {
      rows[i].cells.push_back(this->expression(expression.operands[next++]));
    }
    rows[i].result = this->expression(expression.operands[next++]);
    if (order_ != nullptr) order_->shuffle(rows[i].cells);
  }
  const NodeId otherwise = expression.has_otherwise ? this->expression(expression.operands[next]) : NodeId();
  if (order_ != nullptr) order_->shuffle(rows);
  return builder_.table(type(expression.kind), rows, otherwise, place(expression.offset));
}

NodeId Build::select(const Expression& expression) {
  std::vector<NodeId> operands;
  for (const Expression& operand : expression.operands) operands.push_back(this->expression(operand));
  std::vector<NodeId> by_value;
  for (std::size_t i = 0; i + 1 < expression.targets.size(); ++i) {
    const std::uint32_t target = expression.targets[i];
    by_value.push_back(target == 0 ? NodeId() : operands[target - 1]);
  }
  const std::uint32_t last = expression.targets.back();
  return builder_.select(operands[0], expression.from, by_value, last == 0 ? NodeId() : operands[last - 1],
                         type(expression.kind), place(expression.offset));
}

// Reads of an input or a variable have no place of their own: half of them are one node that several operations read.
NodeId Build::shared(const Expression& expression) {
  const bool is_input = expression.op == Op::kInput;
  NodeId& known = reads_[{is_input, expression.index}];
  if (known && expression.offset % 2 == 0) return known;
  const PlaceId at = place(expression.offset);
  known = is_input ? builder_.input(program::InputId(expression.index), at)
                   : builder_.variable(variables_[expression.index], at);
  return known;
}

NodeId Build::fold(const Expression& expression) {
  std::vector<NodeId> operands{this->expression(expression.operands[0])};
  const Kind of = expression.operands[0].kind;
  const program::BinderId binder = builder_.add_binder("m", list_of(of));
  binders_[expression.offset] = binder;
  for (std::size_t i = 1; i < expression.operands.size(); ++i) {
    operands.push_back(this->expression(expression.operands[i]));
  }
  return builder_.add(expression.op, type(expression.kind), operands, place(expression.offset), binder.value);
}

NodeId Build::expression(const Expression& expression) {
  if (expression.op == Op::kTable) return table(expression);
  if (expression.op == Op::kSelect) return select(expression);
  if (expression.op == Op::kBound) return builder_.bound(binders_.at(expression.index), place(expression.offset));
  if (expression.op == Op::kListInput) return builder_.list_input(list_of(expression.kind), place(expression.offset));
  if (expression.op == Op::kInput || expression.op == Op::kVariable) return shared(expression);
  if (program::info(expression.op).payload == program::PayloadKind::kBinder) return fold(expression);
  const PlaceId at = place(expression.offset);
  std::vector<NodeId> operands(expression.operands.size());
  for (const std::uint32_t i : sequence(operands.size())) operands[i] = this->expression(expression.operands[i]);
  if (order_ != nullptr && is_commutative(expression.op)) order_->shuffle(operands);
  switch (program::info(expression.op).payload) {
    case program::PayloadKind::kConstant:
      return builder_.add(expression.op, type(expression.kind), operands, at,
                          builder_.add_value(expression.value).value, expression.mode);
    case program::PayloadKind::kPeriod:
      return builder_.in_period(operands[0], TextId(expression.index), value::Date::unchecked(expression.from),
                                value::Date::unchecked(expression.until), at);
    case program::PayloadKind::kRange:
      return builder_.add(expression.op, type(expression.kind), operands, at,
                          range_of(builder_, expression.index).value);
    case program::PayloadKind::kReason:
      return builder_.add(expression.op, type(expression.kind), operands, at, builder_.add_string("why").value);
    case program::PayloadKind::kNone:
    case program::PayloadKind::kInput:
    case program::PayloadKind::kVariable:
    case program::PayloadKind::kReading:
    case program::PayloadKind::kUnknown:
    case program::PayloadKind::kText:
    case program::PayloadKind::kTable:
    case program::PayloadKind::kSelect:
    case program::PayloadKind::kAttribute:
    case program::PayloadKind::kReferenceColumn:
    case program::PayloadKind::kList:
    case program::PayloadKind::kColumn:
    case program::PayloadKind::kBinder:
      break;
  }
  const TypeId of = expression.op == Op::kReading ? TypeId() : type(expression.kind);
  return builder_.add(expression.op, of, operands, at, expression.index, expression.mode);
}

void Build::derogations(program::RuleId rule, const ModelVersion& version) {
  const std::vector<std::uint32_t> order = sequence(version.derogations.size());
  // Parents may be declared after their children, so ids are known beforehand: the builder counts from 0.
  std::vector<program::DerogationId> ids(order.size());
  for (const std::uint32_t index : order) ids[index] = program::DerogationId(n_derogations_++);
  for (const std::uint32_t index : order) {
    const ModelDerogation& derogation = version.derogations[index];
    program::DerogationSpec spec;
    spec.guard = expression(derogation.guard);
    spec.body = expression(derogation.body);
    spec.text = TextId(derogation.text);
    spec.place = place(derogation.offset);
    for (const std::uint32_t parent : derogation.parents) {
      if (parent == kBody) {
        spec.attached_to_body = true;
      } else {
        spec.attached_to.push_back(ids[parent]);
      }
    }
    builder_.add_derogation(rule, spec);
  }
}

void Build::version(std::uint32_t variable, const ModelVersion& version) {
  program::VersionSpec spec;
  spec.text = TextId(version.text);
  spec.place = place(version.offset);
  if (version.date) {
    spec.date = expression(*version.date);
    spec.from = value::Date::unchecked(version.from);
    spec.until = value::Date::unchecked(version.until);
  }
  if (!version.repealed) {
    spec.rule = builder_.add_rule(expression(version.body));
    derogations(spec.rule, version);
  }
  builder_.add_version(variables_[variable], spec);
}

void Build::define(std::uint32_t index) {
  builder_.set_owner(variables_[index]);
  reads_.clear();
  for (const ModelVersion& each : model_.variables[index].versions) version(index, each);
}

program::Package Build::run() {
  declare_world(builder_);
  declare_variables();
  for (const std::uint32_t index : sequence(model_.variables.size())) define(index);
  program::BuildResult result = builder_.finish();
  std::string error = result.error;
  if (result.package) error = program::verify(*result.package).message;
  if (!error.empty()) {
    std::fprintf(stderr, "the generator made a wrong program: %s\n", error.c_str());
    std::abort();
  }
  return std::move(*result.package);
}

}  // namespace

std::string name_of(std::size_t variable) {
  return "v" + std::to_string(variable);
}

program::Package build(const Model& model, Random* order) {
  return Build(model, order).run();
}

}  // namespace avenant::engines
