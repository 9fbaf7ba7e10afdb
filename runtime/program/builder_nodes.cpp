// The expressions of builder.hpp.
#include <algorithm>

#include "runtime/program/builder.hpp"
#include "runtime/program/typing.hpp"

namespace avenant::program {

void PackageBuilder::set_owner(VariableId variable) {
  owner_ = variable;
  sequence_ = variable ? package_.variables[variable.value].sequence : 0;
}

void PackageBuilder::clear_owner() {
  set_owner({});
}

SiteId PackageBuilder::site(value::RuntimeErrorClass error, PlaceId place, std::uint32_t sequence, SubjectKind subject,
                            std::uint32_t subject_id, StringId reason) {
  const SiteKey key{static_cast<std::uint32_t>(error), place.value, sequence, static_cast<std::uint32_t>(subject),
                    subject_id};
  const auto [found, added] = site_ids_.try_emplace(key, SiteId(package_.sites.size()));
  if (added) {
    Site made;
    made.error = error;
    made.subject = subject;
    made.place = place;
    made.sequence = sequence;
    made.subject_id = subject_id;
    made.reason = reason;
    package_.sites.push_back(made);
  }
  return found->second;
}

bool PackageBuilder::are_usable(const OpInfo& known, std::span<const NodeId> operands) {
  bool usable = operands.size() >= known.min_operands;
  if (!usable) fail(std::string(known.name) + " has too few operands");
  for (const NodeId operand : operands) {
    if (operand.value < package_.nodes.size()) continue;
    fail("an operand of " + std::string(known.name) + " does not exist");
    usable = false;
  }
  return usable;
}

NodeId PackageBuilder::add(Op op, TypeId type, std::initializer_list<NodeId> operands, PlaceId place,
                           std::uint32_t payload, std::uint8_t mode) {
  return add(op, type, std::span<const NodeId>(operands.begin(), operands.size()), place, payload, mode);
}

NodeId PackageBuilder::add(Op op, TypeId type, std::span<const NodeId> operands, PlaceId place, std::uint32_t payload,
                           std::uint8_t mode) {
  const OpInfo& known = info(op);
  Node node;
  node.op = op;
  node.mode = mode;
  node.type = type;
  node.payload = payload;
  node.place = place;
  node.first_operand = static_cast<std::uint32_t>(package_.operands.size());
  node.n_operands = static_cast<std::uint32_t>(operands.size());
  // Operands may be a view of the same array.
  const std::vector<NodeId> copies(operands.begin(), operands.end());
  if (!are_usable(known, copies)) return boolean_constant(false, place);
  package_.operands.insert(package_.operands.end(), copies.begin(), copies.end());

  bool may_fail = true;
  if (known.mode == ModeKind::kComparison && !operands.empty()) {
    // A fold compares what it finds for each element.
    const NodeId compared = copies[known.payload == PayloadKind::kBinder ? 1 : 0];
    const Comparison comparison = comparison_of(this->type(type_of(compared)));
    node.mode = static_cast<std::uint8_t>(comparison);
    may_fail = comparison == Comparison::kDuration;
  }
  const SubjectKind subject = owner_ ? SubjectKind::kVariable : SubjectKind::kNone;
  const std::uint32_t subject_id = owner_ ? owner_.value : 0;
  StringId reason;
  if (known.payload == PayloadKind::kReason) reason = StringId(payload);
  if (op == Op::kUnknown) reason = package_.unknowns[payload].reason;
  if (known.first_error && may_fail) {
    node.site = site(*known.first_error, place, sequence_, subject, subject_id, reason);
  }
  if (known.second_error) node.second_site = site(*known.second_error, place, sequence_, subject, subject_id);
  if (!type) {
    const Inferred inferred = infer(package_, node);
    if (!inferred.error.empty()) fail(std::string(known.name) + ": " + inferred.error);
    node.type = intern_type(inferred.type);
  }
  package_.nodes.push_back(node);
  return NodeId(package_.nodes.size() - 1);
}

// ---- Leaves

NodeId PackageBuilder::constant(TypeId type_id, value::Value value, PlaceId place) {
  return add(Op::kConst, type_id, {}, place, add_value(value).value);
}

NodeId PackageBuilder::boolean_constant(bool value, PlaceId place) {
  return constant(boolean(), value::Value::boolean(value), place);
}

NodeId PackageBuilder::absent(TypeId type_id, PlaceId place) {
  return constant(optional(type_id), value::Value::absent(), place);
}

NodeId PackageBuilder::input(InputId input, PlaceId place) {
  return add(Op::kInput, package_.inputs[input.value].type, {}, place, input.value);
}

NodeId PackageBuilder::variable(VariableId variable, PlaceId place) {
  return add(Op::kVariable, package_.variables[variable.value].type, {}, place, variable.value);
}

NodeId PackageBuilder::reading(ReadingId reading, PlaceId place) {
  return add(Op::kReading, enumeration(package_.readings[reading.value].enumeration), {}, place, reading.value);
}

NodeId PackageBuilder::list_input(ListId list, PlaceId place) {
  return add(Op::kListInput, list_of(list), {}, place, list.value);
}

NodeId PackageBuilder::bound(BinderId binder, PlaceId place) {
  return add(Op::kBound, element_of(package_.binders[binder.value].list), {}, place, binder.value);
}

NodeId PackageBuilder::field(ColumnId column, NodeId element, PlaceId place) {
  return add(Op::kField, {}, {element}, place, column.value);
}

NodeId PackageBuilder::situation_date(PlaceId place) {
  return add(Op::kSituationDate, date(), {}, place);
}

NodeId PackageBuilder::unknown(UnknownId unknown, PlaceId place) {
  return add(Op::kUnknown, package_.unknowns[unknown.value].type, {}, place, unknown.value);
}

NodeId PackageBuilder::excluded(TypeId type_id, std::string_view reason, PlaceId place) {
  return add(Op::kExcluded, type_id, {}, place, add_string(reason).value);
}

NodeId PackageBuilder::missing(TypeId type_id, PlaceId place) {
  return add(Op::kMissing, type_id, {}, place);
}

NodeId PackageBuilder::text_known(TextId text, PlaceId place) {
  return add(Op::kTextKnown, boolean(), {}, place, text.value);
}

// ---- Operations with a payload or a mode

NodeId PackageBuilder::assume(NodeId condition, NodeId value, std::string_view reason, PlaceId place) {
  return add(Op::kAssume, type_of(value), {condition, value}, place, add_string(reason).value);
}

NodeId PackageBuilder::choose(NodeId condition, NodeId then, NodeId otherwise, TypeId type_id, PlaceId place) {
  return add(Op::kIf, type_id, {condition, then, otherwise}, place);
}

NodeId PackageBuilder::compare(Op op, NodeId left, NodeId right, PlaceId place) {
  return add(op, boolean(), {left, right}, place);
}

NodeId PackageBuilder::round(NodeId number, value::Rational step, value::Rounding sense, TypeId type_id,
                             PlaceId place) {
  const ConstantId payload = add_value(value::Value::number(step));
  return add(Op::kRound, type_id, {number}, place, payload.value, static_cast<std::uint8_t>(sense));
}

NodeId PackageBuilder::exact(NodeId number, std::int64_t denominator, TypeId type_id, PlaceId place) {
  return add(Op::kExact, type_id, {number}, place, add_value(value::Value{denominator, 1}).value);
}

NodeId PackageBuilder::in_range(NodeId number, RangeId range, PlaceId place) {
  return add(Op::kInRange, type_of(number), {number}, place, range.value);
}

NodeId PackageBuilder::attribute(AttributeId attribute, NodeId of_case, PlaceId place) {
  return add(Op::kAttribute, package_.attributes[attribute.value].type, {of_case}, place, attribute.value);
}

NodeId PackageBuilder::in_period(NodeId date, TextId text, value::Date from, value::Date until, PlaceId place) {
  package_.periods.push_back({text, from, until});
  return add(Op::kInPeriod, boolean(), {date}, place, static_cast<std::uint32_t>(package_.periods.size() - 1));
}

NodeId PackageBuilder::select(NodeId selector, std::int64_t least, std::span<const NodeId> by_value, NodeId otherwise,
                              TypeId type_id, PlaceId place) {
  std::vector<NodeId> operands{selector};
  const auto target_of = [&operands](NodeId node) -> std::uint32_t {
    if (!node) return 0;
    const auto found = std::find(operands.begin() + 1, operands.end(), node);
    const auto index = static_cast<std::uint32_t>(found - operands.begin());
    if (found == operands.end()) operands.push_back(node);
    return index + 1;
  };
  Select select;
  select.least = least;
  select.first_target = static_cast<std::uint32_t>(package_.select_targets.size());
  select.n_targets = static_cast<std::uint32_t>(by_value.size());
  for (const NodeId node : by_value) package_.select_targets.push_back(target_of(node ? node : otherwise));
  select.otherwise = target_of(otherwise);
  package_.selects.push_back(select);
  return add(Op::kSelect, type_id, operands, place, static_cast<std::uint32_t>(package_.selects.size() - 1));
}

NodeId PackageBuilder::table(TypeId type_id, std::span<const RowSpec> rows, NodeId otherwise, PlaceId place) {
  std::vector<NodeId> operands;
  Table table;
  table.first_row = static_cast<std::uint32_t>(package_.rows.size());
  table.n_rows = static_cast<std::uint32_t>(rows.size());
  table.has_otherwise = static_cast<bool>(otherwise);
  for (const RowSpec& spec : rows) {
    package_.rows.push_back({static_cast<std::uint32_t>(operands.size()), static_cast<std::uint32_t>(spec.cells.size()),
                             spec.place, add_string(spec.written)});
    operands.insert(operands.end(), spec.cells.begin(), spec.cells.end());
    operands.push_back(spec.result);
  }
  if (otherwise) operands.push_back(otherwise);
  package_.tables.push_back(table);
  return add(Op::kTable, type_id, operands, place, static_cast<std::uint32_t>(package_.tables.size() - 1));
}

}  // namespace avenant::program
