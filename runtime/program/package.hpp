// A program: flat arrays of plain records that name each other by typed ids. Made by builder.hpp, checked by
// verify.hpp, printed by print.hpp. The records are in nodes.hpp (what is evaluated) and names.hpp (what people read).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/program/names.hpp"
#include "runtime/program/nodes.hpp"
#include "runtime/value/value.hpp"

namespace avenant::program {

// What an input is of the input list that it belongs to: its count, or a scalar of one of its elements.
struct ListMember {
  // None: the input belongs to no list.
  ListId list;
  // None: the input is the list's count.
  ColumnId column;
  // From 0.
  std::uint32_t element = 0;
};

// Everything that a run, an explanation and a listing need. It owns its arrays, holds no pointer, and is never changed
// once built: engines on several threads may read one package.
struct Package {
  // What is evaluated.
  std::vector<Type> types;
  std::vector<value::Value> constants;
  std::vector<Node> nodes;
  std::vector<NodeId> operands;
  std::vector<Input> inputs;
  std::vector<Reading> readings;
  std::vector<Unknown> unknowns;
  std::vector<Variable> variables;
  std::vector<Version> versions;
  std::vector<Rule> rules;
  std::vector<Derogation> derogations;
  std::vector<Table> tables;
  std::vector<Row> rows;
  std::vector<Select> selects;
  // Of selects.
  std::vector<std::uint32_t> select_targets;
  std::vector<Period> periods;
  std::vector<Range> ranges;
  std::vector<Attribute> attributes;
  // Of attributes: one constant a case.
  std::vector<ConstantId> attribute_values;
  std::vector<Closing> closings;
  std::vector<Enumeration> enumerations;
  std::vector<ListInput> lists;
  // Of lists.
  std::vector<ListColumn> columns;
  std::vector<Binder> binders;
  std::vector<Text> texts;
  std::vector<ReferenceTable> reference_tables;
  std::vector<ReferenceColumn> reference_columns;
  std::vector<std::int64_t> reference_keys;
  std::vector<ReferencePeriod> reference_periods;
  std::vector<ConstantId> reference_values;
  // Sorted: a SiteId compares as the place of the error does.
  std::vector<Site> sites;

  // What people read.
  std::string characters;
  std::vector<StringSpan> strings;
  std::vector<Place> places;
  std::vector<Case> cases;
  std::vector<Condition> conditions;
  std::vector<ConditionId> condition_children;
  std::vector<Notice> notices;
  // One for each unit whose singular is another word.
  std::vector<UnitName> unit_names;
  // At most one a variable.
  std::vector<Sentence> sentences;
  std::vector<Family> families;
  std::vector<Dimension> dimensions;
  // Of families: InputId or VariableId values, the last dimension varying fastest.
  std::vector<std::uint32_t> family_members;
  std::vector<SourceFile> sources;

  std::string_view text_of(StringId id) const;
  const Type& type(TypeId id) const { return types[id.value]; }
  const value::Value& constant(ConstantId id) const { return constants[id.value]; }
  const Node& node(NodeId id) const { return nodes[id.value]; }
  std::span<const NodeId> operands_of(const Node& node) const {
    return std::span<const NodeId>(operands).subspan(node.first_operand, node.n_operands);
  }
  const Input& input(InputId id) const { return inputs[id.value]; }
  const Reading& reading(ReadingId id) const { return readings[id.value]; }
  const Variable& variable(VariableId id) const { return variables[id.value]; }
  // The versions of a variable, in order of application; `first_version + index` is the VersionId.
  std::span<const Version> versions_of(const Variable& variable) const {
    return std::span<const Version>(versions).subspan(variable.first_version, variable.n_versions);
  }
  const Rule& rule(RuleId id) const { return rules[id.value]; }
  std::span<const Derogation> derogations_of(const Rule& rule) const {
    return std::span<const Derogation>(derogations).subspan(rule.first_derogation, rule.n_derogations);
  }
  std::span<const Row> rows_of(const Table& table) const {
    return std::span<const Row>(rows).subspan(table.first_row, table.n_rows);
  }
  std::span<const Case> cases_of(const Enumeration& enumeration) const {
    return std::span<const Case>(cases).subspan(enumeration.first_case, enumeration.n_cases);
  }
  std::span<const ConditionId> children_of(const Condition& condition) const {
    return std::span<const ConditionId>(condition_children).subspan(condition.first_child, condition.n_children);
  }
  const ListInput& list(ListId id) const { return lists[id.value]; }
  const ListColumn& column(ColumnId id) const { return columns[id.value]; }
  std::span<const ListColumn> columns_of(const ListInput& list) const {
    return std::span<const ListColumn>(columns).subspan(list.first_column, list.n_columns);
  }
  // The input of element `index` (from 0, below the list's capacity) in a column.
  InputId element_input(ColumnId column, std::uint32_t index) const {
    return InputId(columns[column.value].first_input.value + index);
  }
  const Site& site(SiteId id) const { return sites[id.value]; }
  const Place& place(PlaceId id) const { return places[id.value]; }

  // The ids of what has that exact name, none if nothing has. Linear: callers that look up many names keep an index.
  InputId input_named(std::string_view name) const;
  VariableId variable_named(std::string_view name) const;
  ReadingId reading_named(std::string_view name) const;
  EnumerationId enumeration_named(std::string_view name) const;
  UnknownId unknown_at(std::string_view address) const;
  TextId text_named(std::string_view name) const;
  // The index in `enumeration` of the case of that name or that code; `kNoCase` if there is none.
  std::uint32_t case_named(EnumerationId enumeration, std::string_view name) const;
  // The family of that name; none if nothing has it.
  FamilyId family_named(std::string_view name) const;
  // The input list of that name; none if nothing has it.
  ListId list_named(std::string_view name) const;
  // The column of that name of a list, empty for that of a list of scalars; none if it has none.
  ColumnId column_named(ListId list, std::string_view name) const;
  // A unit as a number of it is counted: `one` asks for the singular. Linear in the units.
  std::string_view unit_text(StringId unit, bool one) const;
  // The wording of a variable; null where its author gives none. Linear in the sentences.
  const Sentence* sentence_of(VariableId variable) const;
  // What an input is of an input list; none for other inputs. Linear in the number of lists.
  ListMember list_member(InputId input) const;
};

inline constexpr std::uint32_t kNoCase = 0xFFFFFFFFU;

}  // namespace avenant::program
