#include "tests/engines/model.hpp"

#include <cstdio>
#include <cstdlib>
#include <map>
#include <numeric>

#include "runtime/program/builder.hpp"
#include "runtime/program/verify.hpp"

namespace avenant::engines {

namespace {

using program::NodeId;
using program::Op;
using program::PlaceId;
using program::TextId;
using program::TypeId;
using value::Value;

value::Date year(int number) {
  return value::Date::from_civil(number, 1, 1).value;
}

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
  void declare_world();
  void declare_inputs();
  void declare_list();
  void declare_variables();
  void define(std::uint32_t index);
  void version(std::uint32_t variable, const ModelVersion& version);
  void derogations(program::RuleId rule, const ModelVersion& version);
  NodeId expression(const Expression& expression);
  NodeId table(const Expression& expression);
  NodeId select(const Expression& expression);
  NodeId fold(const Expression& expression);
  TypeId type(Kind kind);
  PlaceId place(std::uint32_t offset);
  std::vector<std::uint32_t> sequence(std::size_t count);

  const Model& model_;
  Random* order_;
  program::PackageBuilder builder_;
  std::vector<program::VariableId> variables_;
  std::uint32_t n_derogations_ = 0;
  // By the offset of the fold.
  std::map<std::uint32_t, program::BinderId> binders_;
};

// 0 to count − 1, shuffled where an order is asked for.
std::vector<std::uint32_t> Build::sequence(std::size_t count) {
  std::vector<std::uint32_t> result(count);
  std::iota(result.begin(), result.end(), 0U);
  if (order_ != nullptr) order_->shuffle(result);
  return result;
}

PlaceId Build::place(std::uint32_t offset) {
  return builder_.add_place({TextId(offset % kTexts), "p", offset, 0, {}});
}

TypeId Build::type(Kind kind) {
  switch (kind) {
    case Kind::kBoolean:
      return builder_.boolean();
    case Kind::kNumber:
      return builder_.number(0);
    case Kind::kWhole:
      return builder_.number(1);
    case Kind::kDate:
      return builder_.date();
    case Kind::kOptionalDate:
      return builder_.optional(builder_.date());
    case Kind::kOptionalNumber:
      return builder_.optional(builder_.number(0));
    case Kind::kDuration:
      return builder_.duration();
    case Kind::kOrdered:
      return builder_.enumeration(program::EnumerationId(std::uint32_t{0}));
    case Kind::kPlain:
      return builder_.enumeration(program::EnumerationId(std::uint32_t{1}));
    case Kind::kSet:
      return builder_.set_of(program::EnumerationId(std::uint32_t{0}));
    case Kind::kList:
      return builder_.list_of(program::ListId(std::uint32_t{0}));
    case Kind::kElement:
      return builder_.optional(builder_.element_of(program::ListId(std::uint32_t{0})));
  }
  return builder_.boolean();
}

void Build::declare_world() {
  const char* names[kTexts] = {"words", "first", "second", "draft"};
  for (std::size_t i = 0; i < kTexts; ++i) {
    const auto kind =
        i == 0 ? program::TextKind::kVocabulary : (i == kDraft ? program::TextKind::kDraft : program::TextKind::kText);
    const int published = 2018 + static_cast<int>(i);
    builder_.add_text({names[i], kind, year(published), year(published), {}, {}});
  }
  const program::CaseSpec ordered[kOrderedCases] = {{"low", {}, {}}, {"middle", {}, {}}, {"high", {}, {}}};
  const program::CaseSpec plain[kPlainCases] = {{"a", {}, {}}, {"b", {}, {}}, {"c", {}, {}}, {"d", {}, {}}};
  builder_.add_enumeration("Ordered", true, ordered);
  const program::EnumerationId closed = builder_.add_enumeration("Plain", false, plain);
  builder_.close_case(closed, 1, TextId(std::size_t{1}), year(2020));
  builder_.close_case(closed, 2, TextId(std::size_t{2}), year(2021));
  builder_.close_case(closed, 3, TextId(kDraft), year(2019));
  const Value values[kPlainCases] = {Value::whole(1), Value{1, 2}, Value::whole(0), Value{-1, 3}};
  builder_.add_attribute(closed, "weight", builder_.number(6), values);
  const TypeId key = builder_.enumeration(closed);
  // Case b has no row, c has a hole between two, d has one without bounds.
  const std::int64_t keys[] = {0, 2, 2, 3};
  const program::ReferencePeriod periods[] = {
      {year(2019), year(2021)}, {year(2018), year(2020)}, {year(2021), program::kNoEnd}, {}};
  const Value rates[] = {Value{1, 2}, Value::whole(2), Value{-1, 3}, Value::whole(0)};
  const Value weights[] = {Value::whole(7), Value::absent(), Value::whole(8), Value::absent()};
  const program::ReferenceColumnSpec key_columns[] = {{"plain", key, {}}};
  const program::ReferenceColumnSpec columns[] = {{"rate", builder_.number(6), rates},
                                                  {"weight", builder_.optional(builder_.number(1)), weights}};
  program::ReferenceTableSpec table;
  table.name = "rates";
  table.n_rows = 4;
  table.is_dated = true;
  table.keys = key_columns;
  table.columns = columns;
  table.key_values = keys;
  table.periods = periods;
  builder_.add_reference_table(table);
  const program::CaseSpec choices[2] = {{"strict", {}, {}}, {"large", {}, {}}};
  builder_.add_reading({"threshold", choices, 0, place(0)});
  builder_.add_unknown({"figure", "not public", builder_.number(0), {}, place(1)});
}

void Build::declare_inputs() {
  const program::RangeId range = builder_.add_range(Value::whole(0), Value::whole(10));
  for (std::size_t kind = 0; kind < kKinds; ++kind) {
    for (std::size_t i = 0; i < kInputsOfKind; ++i) {
      const std::size_t index = kind * kInputsOfKind + i;
      const std::string name = input_name(index);
      const bool bounded =
          (static_cast<Kind>(kind) == Kind::kNumber || static_cast<Kind>(kind) == Kind::kWhole) && i == 0;
      const auto offset = static_cast<std::uint32_t>(0x7F000000U + index * 0x9E37U % 64);
      builder_.add_input({name,
                          type(static_cast<Kind>(kind)),
                          bounded ? range : program::RangeId(),
                          place(offset),
                          static_cast<std::uint32_t>(index),
                          {}});
    }
  }
}

void Build::declare_list() {
  const program::RangeId range = builder_.add_range(Value::whole(0), Value::whole(10));
  std::vector<program::ColumnSpec> columns;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < kListColumns; ++i) names.push_back("column_" + std::to_string(i));
  for (std::size_t i = 0; i < kListColumns; ++i) {
    const Kind kind = static_cast<Kind>(i);
    columns.push_back({names[i], type(kind), kind == Kind::kWhole ? range : program::RangeId()});
  }
  program::ListSpec spec;
  spec.name = "items";
  spec.count_name = "count";
  spec.capacity = kListCapacity;
  spec.place = place(0x7EFFFFFFU);
  builder_.add_list(spec, columns);
}

void Build::declare_variables() {
  variables_.resize(model_.variables.size());
  for (const std::uint32_t index : sequence(model_.variables.size())) {
    const ModelVariable& variable = model_.variables[index];
    const std::string name = "v" + std::to_string(index);
    program::VariableSpec spec;
    spec.name = name;
    spec.type = type(variable.kind);
    spec.place = place(variable.offset);
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
  return builder_.select(operands[0], 0, by_value, last == 0 ? NodeId() : operands[last - 1], type(expression.kind),
                         place(expression.offset));
}

NodeId Build::fold(const Expression& expression) {
  std::vector<NodeId> operands{this->expression(expression.operands[0])};
  const program::BinderId binder = builder_.add_binder("m", program::ListId(std::uint32_t{0}));
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
  if (expression.op == Op::kListInput) {
    return builder_.list_input(program::ListId(std::uint32_t{0}), place(expression.offset));
  }
  if (program::info(expression.op).payload == program::PayloadKind::kBinder) return fold(expression);
  const PlaceId at = place(expression.offset);
  std::vector<NodeId> operands(expression.operands.size());
  for (const std::uint32_t i : sequence(operands.size())) operands[i] = this->expression(expression.operands[i]);
  if (order_ != nullptr && is_commutative(expression.op)) order_->shuffle(operands);
  switch (program::info(expression.op).payload) {
    case program::PayloadKind::kConstant:
      return builder_.add(expression.op, type(expression.kind), operands, at,
                          builder_.add_value(expression.value).value, expression.mode);
    case program::PayloadKind::kVariable:
      return builder_.variable(variables_[expression.index], at);
    case program::PayloadKind::kPeriod:
      return builder_.in_period(operands[0], TextId(expression.index), value::Date::unchecked(expression.from),
                                value::Date::unchecked(expression.until), at);
    case program::PayloadKind::kRange: {
      const program::RangeId range = builder_.add_range(Value::whole(-1), Value::whole(5), false, true);
      return builder_.add(expression.op, type(expression.kind), operands, at, range.value);
    }
    case program::PayloadKind::kReason:
      return builder_.add(expression.op, type(expression.kind), operands, at, builder_.add_string("why").value);
    case program::PayloadKind::kNone:
    case program::PayloadKind::kInput:
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
  for (const ModelVersion& each : model_.variables[index].versions) version(index, each);
}

program::Package Build::run() {
  declare_world();
  declare_inputs();
  declare_list();
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

Kind kind_of_input(std::size_t index) {
  if (index < kPlainInputs) return static_cast<Kind>(index / kInputsOfKind);
  if (index == kPlainInputs) return Kind::kWhole;
  return static_cast<Kind>((index - kPlainInputs - 1) / kListCapacity);
}

bool has_inputs(Kind kind) {
  return kind != Kind::kSet && kind != Kind::kList && kind != Kind::kElement;
}

std::string input_name(std::size_t index) {
  static const char* kNames[kKinds] = {"boolean",         "number",   "whole",   "date",  "optional_date",
                                       "optional_number", "duration", "ordered", "plain", "set"};
  return std::string(kNames[index / kInputsOfKind]) + "_" + std::to_string(index % kInputsOfKind);
}

program::Package build(const Model& model, Random* order) {
  return Build(model, order).run();
}

}  // namespace avenant::engines
