#include "runtime/program/builder.hpp"

#include <utility>

namespace avenant::program {

namespace {

template <typename ResultId, typename Record>
ResultId append(std::vector<Record>& records, Record record) {
  records.push_back(std::move(record));
  return ResultId(records.size() - 1);
}

}  // namespace

PackageBuilder::PackageBuilder() {
  boolean();
}

void PackageBuilder::fail(std::string message) {
  if (error_.empty()) error_ = std::move(message);
}

StringId PackageBuilder::add_string(std::string_view characters) {
  if (characters.empty()) return {};
  const auto [found, added] = string_ids_.try_emplace(std::string(characters), StringId(package_.strings.size()));
  if (added) {
    package_.strings.push_back(
        {static_cast<std::uint32_t>(package_.characters.size()), static_cast<std::uint32_t>(characters.size())});
    package_.characters.append(characters);
  }
  return found->second;
}

TextId PackageBuilder::add_text(const TextSpec& spec) {
  Text text;
  text.name = add_string(spec.name);
  text.title = add_string(spec.title);
  text.reference = add_string(spec.reference);
  text.kind = spec.kind;
  text.published = spec.published;
  text.in_force = spec.in_force;
  return append<TextId>(package_.texts, text);
}

PlaceId PackageBuilder::add_place(const PlaceSpec& spec) {
  Place place;
  place.text = spec.text;
  place.path = add_string(spec.path);
  place.offset = spec.offset;
  place.line = spec.line;
  place.article = add_string(spec.article);
  const PlaceKey key{place.text.value, place.path.value, place.offset, place.line, place.article.value};
  const auto [found, added] = place_ids_.try_emplace(key, PlaceId(package_.places.size()));
  if (added) package_.places.push_back(place);
  return found->second;
}

// ---- Types

TypeId PackageBuilder::intern_type(const Type& type) {
  for (std::size_t i = 0; i < package_.types.size(); ++i) {
    if (package_.types[i] == type) return TypeId(i);
  }
  return append<TypeId>(package_.types, type);
}

TypeId PackageBuilder::boolean() {
  return intern_type({});
}

TypeId PackageBuilder::number(std::int64_t grain, std::string_view unit) {
  Type type;
  type.kind = TypeKind::kNumber;
  type.grain = grain;
  type.unit = add_string(unit);
  return intern_type(type);
}

TypeId PackageBuilder::date() {
  Type type;
  type.kind = TypeKind::kDate;
  return intern_type(type);
}

TypeId PackageBuilder::duration() {
  Type type;
  type.kind = TypeKind::kDuration;
  return intern_type(type);
}

TypeId PackageBuilder::enumeration(EnumerationId of) {
  Type type;
  type.kind = TypeKind::kEnumeration;
  type.enumeration = of;
  return intern_type(type);
}

TypeId PackageBuilder::set_of(EnumerationId of) {
  Type type;
  type.kind = TypeKind::kSet;
  type.enumeration = of;
  return intern_type(type);
}

TypeId PackageBuilder::list_of(ListId of) {
  Type type;
  type.kind = TypeKind::kList;
  type.list = of;
  return intern_type(type);
}

TypeId PackageBuilder::element_of(ListId of) {
  Type type;
  type.kind = TypeKind::kElement;
  type.list = of;
  return intern_type(type);
}

TypeId PackageBuilder::optional(TypeId id) {
  Type result = package_.types[id.value];
  result.optional = true;
  return intern_type(result);
}

TypeId PackageBuilder::plain(TypeId id) {
  Type result = package_.types[id.value];
  result.optional = false;
  return intern_type(result);
}

// ---- Declarations

EnumerationId PackageBuilder::add_enumeration(std::string_view name, bool ordered, std::span<const CaseSpec> cases) {
  Enumeration enumeration;
  enumeration.name = add_string(name);
  enumeration.ordered = ordered;
  enumeration.first_case = static_cast<std::uint32_t>(package_.cases.size());
  enumeration.n_cases = static_cast<std::uint32_t>(cases.size());
  for (const CaseSpec& spec : cases) {
    package_.cases.push_back(
        {add_string(spec.name), add_string(spec.code), add_string(spec.label), add_string(spec.note)});
  }
  return append<EnumerationId>(package_.enumerations, enumeration);
}

void PackageBuilder::close_case(EnumerationId enumeration, std::uint32_t case_index, TextId text, value::Date from) {
  pending_closings_.push_back({enumeration, {case_index, text, from}});
}

AttributeId PackageBuilder::add_attribute(EnumerationId enumeration, std::string_view name, TypeId type_id,
                                          std::span<const value::Value> values) {
  if (values.size() != package_.enumerations[enumeration.value].n_cases) fail("an attribute needs one value a case");
  Attribute attribute;
  attribute.name = add_string(name);
  attribute.enumeration = enumeration;
  attribute.type = type_id;
  attribute.first_value = static_cast<std::uint32_t>(package_.attribute_values.size());
  for (const value::Value& value : values) package_.attribute_values.push_back(add_value(value));
  return append<AttributeId>(package_.attributes, attribute);
}

ConstantId PackageBuilder::add_value(value::Value value) {
  const auto [found, added] =
      constant_ids_.try_emplace(std::pair{value.a, value.b}, ConstantId(package_.constants.size()));
  if (added) package_.constants.push_back(value);
  return found->second;
}

RangeId PackageBuilder::add_range(std::optional<value::Value> min, std::optional<value::Value> max, bool min_excluded,
                                  bool max_excluded) {
  Range range;
  if (min) range.min = add_value(*min);
  if (max) range.max = add_value(*max);
  range.min_excluded = min_excluded;
  range.max_excluded = max_excluded;
  return append<RangeId>(package_.ranges, range);
}

InputId PackageBuilder::add_input(const InputSpec& spec) {
  const auto index = static_cast<std::uint32_t>(package_.inputs.size());
  Input input;
  input.name = add_string(spec.name);
  input.type = spec.type;
  input.range = spec.range;
  input.place = spec.place;
  input.dispositif = add_string(spec.dispositif);
  input.title = add_string(spec.title);
  using Error = value::RuntimeErrorClass;
  input.missing = site(Error::missing_input, spec.place, spec.sequence, SubjectKind::kInput, index);
  input.out_of_range = site(Error::out_of_range, spec.place, spec.sequence, SubjectKind::kInput, index);
  return append<InputId>(package_.inputs, input);
}

// The sequences of the elements' inputs go element by element, so that the least error is that of the first element.
ListId PackageBuilder::add_list(const ListSpec& spec, std::span<const ColumnSpec> columns) {
  const ListId id(package_.lists.size());
  if (spec.capacity == 0 || spec.capacity > kMaxListElements || spec.least > spec.capacity) {
    fail("list " + std::string(spec.name) + " has impossible bounds");
    return append<ListId>(package_.lists, ListInput{});
  }
  InputSpec input;
  input.name = spec.count_name;
  input.type = number(1);
  input.range = add_range(value::Value{spec.least, 1}, value::Value{spec.capacity, 1});
  input.place = spec.place;
  input.dispositif = spec.dispositif;
  ListInput list;
  list.name = add_string(spec.name);
  list.count = add_input(input);
  list.capacity = spec.capacity;
  list.first_column = static_cast<std::uint32_t>(package_.columns.size());
  list.n_columns = static_cast<std::uint32_t>(columns.size());
  list.place = spec.place;
  list.dispositif = add_string(spec.dispositif);
  for (std::uint32_t index = 0; index < columns.size(); ++index) {
    const ColumnSpec& column = columns[index];
    const InputId first(package_.inputs.size());
    package_.columns.push_back({add_string(column.name), id, column.type, column.range, first});
    input.type = column.type;
    input.range = column.range;
    input.title = column.title;
    for (std::uint32_t element = 0; element < spec.capacity; ++element) {
      std::string name = std::string(spec.name) + "(" + std::to_string(element + 1) + ")";
      if (!column.name.empty()) name += "." + std::string(column.name);
      input.name = name;
      input.sequence = 1 + element * list.n_columns + index;
      add_input(input);
    }
  }
  return append<ListId>(package_.lists, list);
}

ColumnId PackageBuilder::column_named(ListId id, std::string_view name) const {
  return package_.column_named(id, name);
}

BinderId PackageBuilder::add_binder(std::string_view name, ListId of) {
  return append<BinderId>(package_.binders, Binder{add_string(name), of});
}

ReadingId PackageBuilder::add_reading(const ReadingSpec& spec) {
  Reading reading;
  reading.name = add_string(spec.name);
  reading.enumeration = add_enumeration(spec.name, false, spec.cases);
  reading.default_case = spec.default_case;
  reading.place = spec.place;
  reading.title = add_string(spec.title);
  return append<ReadingId>(package_.readings, reading);
}

UnknownId PackageBuilder::add_unknown(const UnknownSpec& spec) {
  Unknown unknown;
  unknown.address = add_string(spec.address);
  unknown.reason = add_string(spec.reason);
  unknown.type = spec.type;
  unknown.bounds = spec.bounds;
  unknown.place = spec.place;
  return append<UnknownId>(package_.unknowns, unknown);
}

FamilyId PackageBuilder::add_family(std::string_view name, FamilyKind kind, std::span<const DimensionSpec> dimensions,
                                    std::span<const std::uint32_t> members) {
  Family family;
  family.name = add_string(name);
  family.kind = kind;
  family.first_dimension = static_cast<std::uint32_t>(package_.dimensions.size());
  family.n_dimensions = static_cast<std::uint32_t>(dimensions.size());
  family.first_member = static_cast<std::uint32_t>(package_.family_members.size());
  family.n_members = static_cast<std::uint32_t>(members.size());
  std::uint64_t expected = 1;
  for (const DimensionSpec& spec : dimensions) {
    package_.dimensions.push_back({add_string(spec.name), spec.enumeration, spec.least, spec.size, 0});
    expected *= spec.size;
  }
  if (expected != members.size()) fail("the members of family " + std::string(name) + " do not fill its dimensions");
  package_.family_members.insert(package_.family_members.end(), members.begin(), members.end());
  return append<FamilyId>(package_.families, family);
}

void PackageBuilder::add_notice(std::string_view message, NodeId condition, PlaceId place,
                                std::string_view dispositif) {
  package_.notices.push_back({add_string(message), condition, place, add_string(dispositif)});
}

void PackageBuilder::name_unit(std::string_view many, std::string_view one) {
  if (many == one || many.empty()) return;
  const StringId name = add_string(many);
  for (const UnitName& known : package_.unit_names) {
    if (known.many == name) return;
  }
  package_.unit_names.push_back({name, add_string(one)});
}

void PackageBuilder::add_sentence(VariableId variable, std::string_view pattern, std::string_view otherwise,
                                  PlaceId place) {
  const Sentence sentence{variable, add_string(pattern), otherwise.empty() ? StringId() : add_string(otherwise), place};
  for (Sentence& known : package_.sentences) {
    if (known.variable != variable) continue;
    known = sentence;
    return;
  }
  package_.sentences.push_back(sentence);
}

void PackageBuilder::add_source(std::string_view path, const Sha256Digest& digest) {
  package_.sources.push_back({add_string(path), digest});
}

// ---- Variables

VariableId PackageBuilder::declare_variable(const VariableSpec& spec) {
  const auto index = static_cast<std::uint32_t>(package_.variables.size());
  Variable variable;
  variable.name = add_string(spec.name);
  variable.type = spec.type;
  variable.kind = spec.kind;
  variable.is_public = spec.is_public;
  variable.out_of_force = spec.out_of_force;
  variable.place = spec.place;
  variable.dispositif = add_string(spec.dispositif);
  variable.title = add_string(spec.title);
  variable.sequence = spec.sequence;
  using Error = value::RuntimeErrorClass;
  variable.no_version = site(Error::no_version, spec.place, spec.sequence, SubjectKind::kVariable, index);
  variable.conflict = site(Error::conflict, spec.place, spec.sequence, SubjectKind::kVariable, index);
  return append<VariableId>(package_.variables, variable);
}

void PackageBuilder::add_version(VariableId variable, const VersionSpec& spec) {
  Version version;
  version.text = spec.text;
  version.date = spec.date;
  version.from = spec.from;
  version.until = spec.until;
  version.rule = spec.rule;
  version.condition = spec.condition;
  version.place = spec.place;
  if (!spec.rule) {
    version.repealed = site(value::RuntimeErrorClass::repealed, spec.place, package_.variables[variable.value].sequence,
                            SubjectKind::kVariable, variable.value);
  }
  pending_versions_.push_back({variable, version});
}

RuleId PackageBuilder::add_rule(NodeId body) {
  Rule rule;
  rule.body = body;
  return append<RuleId>(package_.rules, rule);
}

DerogationId PackageBuilder::add_derogation(RuleId rule, const DerogationSpec& spec) {
  PendingDerogation pending;
  pending.rule = rule;
  pending.derogation.guard = spec.guard;
  pending.derogation.body = spec.body;
  pending.derogation.text = spec.text;
  pending.derogation.name = add_string(spec.name);
  pending.derogation.place = spec.place;
  pending.derogation.parents = spec.attached_to.empty() || spec.attached_to_body ? 1 : 0;
  pending.attached_to = spec.attached_to;
  return append<DerogationId>(pending_derogations_, std::move(pending));
}

void PackageBuilder::add_precedence(DerogationId winner, DerogationId loser) {
  pending_derogations_[winner.value].attached_to.push_back(loser);
}

ConditionId PackageBuilder::add_condition(std::string_view label, NodeId node, PlaceId place) {
  Condition condition;
  condition.label = add_string(label);
  condition.node = node;
  condition.place = place;
  return append<ConditionId>(package_.conditions, condition);
}

ConditionId PackageBuilder::add_condition_group(std::string_view label, ConditionGroup group,
                                                std::span<const ConditionId> children, PlaceId place, NodeId node) {
  Condition condition;
  condition.label = add_string(label);
  condition.group = group;
  condition.place = place;
  condition.first_child = static_cast<std::uint32_t>(package_.condition_children.size());
  condition.n_children = static_cast<std::uint32_t>(children.size());
  package_.condition_children.insert(package_.condition_children.end(), children.begin(), children.end());
  condition.node = node;
  if (!node) {
    std::vector<NodeId> operands;
    for (const ConditionId child : children) operands.push_back(node_of(child));
    condition.node = add(group == ConditionGroup::kAll ? Op::kAnd : Op::kOr, boolean(), operands, place);
  }
  return append<ConditionId>(package_.conditions, condition);
}

}  // namespace avenant::program
