#include "tests/engines/programs/world.hpp"

namespace avenant::engines {

namespace {

using program::EnumerationId;
using program::PackageBuilder;
using program::TextId;
using program::TypeId;
using value::Value;

const EnumerationId kOrderedId{std::uint32_t{0}};
const EnumerationId kPlainId{std::uint32_t{1}};
const EnumerationId kLargeId{std::uint32_t{2}};

value::Date year(int number) {
  return value::Date::from_civil(number, 1, 1).value;
}

void declare_texts(PackageBuilder& builder) {
  const char* names[kTexts] = {"words", "first", "second", "draft", "late_draft"};
  for (std::size_t i = 0; i < kTexts; ++i) {
    const auto kind = i == 0             ? program::TextKind::kVocabulary
                      : i >= kFirstDraft ? program::TextKind::kDraft
                                         : program::TextKind::kText;
    const int published = 2018 + static_cast<int>(i);
    builder.add_text({names[i], kind, year(published), year(published), {}, {}});
  }
}

void declare_enumerations(PackageBuilder& builder) {
  const program::CaseSpec ordered[kOrderedCases] = {{"low", {}, {}}, {"middle", {}, {}}, {"high", {}, {}}};
  const program::CaseSpec plain[kPlainCases] = {{"a", {}, {}}, {"b", {}, {}}, {"c", {}, {}}, {"d", {}, {}}};
  builder.add_enumeration("Ordered", true, ordered);
  builder.add_enumeration("Plain", false, plain);
  std::vector<std::string> names;
  for (std::uint32_t i = 0; i < kLargeCases; ++i) names.push_back("n" + std::to_string(i));
  std::vector<program::CaseSpec> large;
  for (const std::string& name : names) large.push_back({name, {}, {}});
  builder.add_enumeration("Large", false, large);
  builder.close_case(kPlainId, 1, TextId(std::size_t{1}), year(2020));
  builder.close_case(kPlainId, 2, TextId(std::size_t{2}), year(2021));
  builder.close_case(kPlainId, 2, TextId(std::size_t{1}), year(2023));
  builder.close_case(kPlainId, 3, TextId(kFirstDraft), year(2019));
  const Value weights[kPlainCases] = {Value::whole(1), Value{1, 2}, Value::whole(0), Value{-1, 3}};
  builder.add_attribute(kPlainId, "weight", builder.number(6), weights);
  const Value since[kPlainCases] = {Value::date(year(2020)), Value::absent(), Value{value::kLastDay, 1},
                                    Value::date(year(2024))};
  builder.add_attribute(kPlainId, "since", builder.optional(builder.date()), since);
  std::vector<Value> ranks;
  for (std::uint32_t i = 0; i < kLargeCases; ++i) ranks.push_back(Value::whole(static_cast<std::int32_t>(i % 7)));
  builder.add_attribute(kLargeId, "rank", builder.number(1), ranks);
}

// Of the key, case b has no row, c has a hole between two, d has a row without bounds.
void declare_dated_table(PackageBuilder& builder) {
  const std::int64_t keys[] = {0, 2, 2, 3};
  const program::ReferencePeriod periods[] = {
      {year(2019), year(2021)}, {year(2018), year(2020)}, {year(2021), program::kNoEnd}, {}};
  const Value rates[] = {Value{1, 2}, Value::whole(2), Value{-1, 3}, Value::whole(0)};
  const Value weights[] = {Value::whole(7), Value::absent(), Value::whole(8), Value::absent()};
  const program::ReferenceColumnSpec key_columns[] = {{"plain", builder.enumeration(kPlainId), {}}};
  const program::ReferenceColumnSpec columns[] = {{"rate", builder.number(6), rates},
                                                  {"weight", builder.optional(builder.number(1)), weights}};
  program::ReferenceTableSpec table;
  table.name = "rates";
  table.n_rows = 4;
  table.is_dated = true;
  table.keys = key_columns;
  table.columns = columns;
  table.key_values = keys;
  table.periods = periods;
  builder.add_reference_table(table);
}

// Two keys, no periods: a whole number and a boolean.
void declare_plain_table(PackageBuilder& builder) {
  const std::int64_t keys[] = {-1, 0, 0, 0, 0, 1, 3, 1};
  const Value amounts[] = {Value{250, 1}, Value{1, 100}, Value{99, 100}, Value::whole(0)};
  const Value days[] = {Value::absent(), Value::date(year(2020)), Value{value::kFirstDay, 1}, Value::absent()};
  const program::ReferenceColumnSpec key_columns[] = {{"level", builder.number(1), {}},
                                                      {"flag", builder.boolean(), {}}};
  const program::ReferenceColumnSpec columns[] = {{"amount", builder.number(100), amounts},
                                                  {"day", builder.optional(builder.date()), days}};
  program::ReferenceTableSpec table;
  table.name = "grid";
  table.n_rows = 4;
  table.keys = key_columns;
  table.columns = columns;
  table.key_values = keys;
  builder.add_reference_table(table);
}

program::RangeId range_of_input(PackageBuilder& builder, Kind kind) {
  if (kind == Kind::kNumber || kind == Kind::kWhole) return builder.add_range(Value::whole(0), Value::whole(10));
  if (kind == Kind::kAmount) return builder.add_range(Value::whole(0), Value::whole(1000), true, true);
  if (kind == Kind::kDate) return builder.add_range(Value::date(year(2010)), std::nullopt);
  if (kind == Kind::kOrdered) return builder.add_range(std::nullopt, Value::enum_case(1));
  if (kind == Kind::kOptionalNumber) return builder.add_range(Value{-1, 2}, std::nullopt, true);
  return {};
}

void declare_inputs(PackageBuilder& builder) {
  static const char* kNames[kKinds] = {
      "boolean",          "number",  "whole", "date",     "optional_date", "optional_number",
      "duration",         "ordered", "plain", "amount",   "maybe",         "optional_duration",
      "optional_ordered", "large",   "set",   "large_set"};
  for (std::size_t kind = 0; kind < kKinds; ++kind) {
    for (std::size_t i = 0; i < kInputsOfKind; ++i) {
      const std::size_t index = kind * kInputsOfKind + i;
      const std::string name = std::string(kNames[kind]) + "_" + std::to_string(i);
      const auto offset = static_cast<std::uint32_t>(0x7F000000U + index * 0x9E37U % 64);
      builder.add_input({name,
                         type_of(builder, static_cast<Kind>(kind)),
                         i == 0 ? range_of_input(builder, static_cast<Kind>(kind)) : program::RangeId(),
                         place_at(builder, offset),
                         static_cast<std::uint32_t>(index),
                         {}});
    }
  }
  const auto first = static_cast<std::uint32_t>(Kind::kWhole) * std::uint32_t{kInputsOfKind};
  const std::uint32_t members[] = {first, first + 1};
  const program::DimensionSpec dimensions[] = {{"year", {}, 2019, 2}};
  builder.add_family("wholes", program::FamilyKind::kInput, dimensions, members);
}

void declare_lists(PackageBuilder& builder) {
  const program::RangeId range = builder.add_range(Value::whole(0), Value::whole(10));
  std::vector<program::ColumnSpec> columns;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < kListColumns; ++i) names.push_back("column_" + std::to_string(i));
  for (std::size_t i = 0; i < kListColumns; ++i) {
    const Kind kind = static_cast<Kind>(i);
    columns.push_back({names[i], type_of(builder, kind), kind == Kind::kWhole ? range : program::RangeId()});
  }
  program::ListSpec spec;
  spec.name = "items";
  spec.count_name = "count";
  spec.capacity = kListCapacity;
  spec.place = place_at(builder, 0x7EFFFFFFU);
  builder.add_list(spec, columns);
  const program::ColumnSpec scalars[] = {{"", type_of(builder, Kind::kAmount), {}}};
  spec.name = "scalars";
  spec.count_name = "count_of_scalars";
  spec.least = 1;
  spec.capacity = kScalarsCapacity;
  spec.place = place_at(builder, 0x7EFFFFFEU);
  builder.add_list(spec, scalars);
}

}  // namespace

program::PlaceId place_at(PackageBuilder& builder, std::uint32_t offset) {
  return builder.add_place({TextId(offset % kTexts), "p", offset, 0, {}});
}

program::ListId list_of(Kind kind) {
  const bool scalars = kind == Kind::kScalars || kind == Kind::kScalar;
  return program::ListId(std::uint32_t{scalars ? 1U : 0U});
}

program::RangeId range_of(PackageBuilder& builder, std::uint32_t index) {
  if (index == 0) return builder.add_range(Value::whole(-1), Value::whole(5), false, true);
  if (index == 1) return builder.add_range(Value{1, 3}, std::nullopt, true);
  return builder.add_range(std::nullopt, Value{value::kMaxPart, 2});
}

TypeId type_of(PackageBuilder& builder, Kind kind) {
  switch (kind) {
    case Kind::kBoolean:
      return builder.boolean();
    case Kind::kNumber:
      return builder.number(0);
    case Kind::kWhole:
      return builder.number(1);
    case Kind::kAmount:
      return builder.number(100);
    case Kind::kDate:
      return builder.date();
    case Kind::kOptionalDate:
      return builder.optional(builder.date());
    case Kind::kOptionalNumber:
      return builder.optional(builder.number(0));
    case Kind::kOptionalBoolean:
      return builder.optional(builder.boolean());
    case Kind::kOptionalDuration:
      return builder.optional(builder.duration());
    case Kind::kOptionalOrdered:
      return builder.optional(builder.enumeration(kOrderedId));
    case Kind::kDuration:
      return builder.duration();
    case Kind::kOrdered:
      return builder.enumeration(kOrderedId);
    case Kind::kPlain:
      return builder.enumeration(kPlainId);
    case Kind::kLarge:
      return builder.enumeration(kLargeId);
    case Kind::kSet:
      return builder.set_of(kOrderedId);
    case Kind::kLargeSet:
      return builder.set_of(kLargeId);
    case Kind::kList:
    case Kind::kScalars:
      return builder.list_of(list_of(kind));
    case Kind::kElement:
    case Kind::kScalar:
      return builder.optional(builder.element_of(list_of(kind)));
  }
  return builder.boolean();
}

void declare_world(PackageBuilder& builder) {
  declare_texts(builder);
  declare_enumerations(builder);
  declare_dated_table(builder);
  declare_plain_table(builder);
  const program::CaseSpec choices[2] = {{"strict", {}, {}}, {"large", {}, {}}};
  builder.add_reading({"threshold", choices, 0, place_at(builder, 0)});
  const program::CaseSpec scopes[3] = {{"one", {}, {}}, {"two", {}, {}}, {"three", {}, {}}};
  builder.add_reading({"scope", scopes, 1, place_at(builder, 3)});
  const program::RangeId bounds = builder.add_range(Value::whole(0), Value::whole(100));
  builder.add_unknown({"figure", "not public", builder.number(0), {}, place_at(builder, 1)});
  builder.add_unknown({"rate", "not public", builder.number(100), bounds, place_at(builder, 2)});
  builder.add_unknown({"day", "not public", builder.date(), {}, place_at(builder, 4)});
  declare_inputs(builder);
  declare_lists(builder);
}

}  // namespace avenant::engines
