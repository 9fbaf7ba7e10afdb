#include "runtime/program/package.hpp"

namespace avenant::program {

namespace {

// The id of the first record whose name, as `name_of` gives it, is `name`.
template <typename ResultId, typename Record, typename NameOf>
ResultId find(const Package& package, const std::vector<Record>& records, std::string_view name, NameOf name_of) {
  for (std::size_t i = 0; i < records.size(); ++i) {
    if (package.text_of(name_of(records[i])) == name) return ResultId(i);
  }
  return {};
}

template <typename ResultId, typename Record>
ResultId find_by_name(const Package& package, const std::vector<Record>& records, std::string_view name) {
  return find<ResultId>(package, records, name, [](const Record& record) { return record.name; });
}

}  // namespace

std::string_view Package::text_of(StringId id) const {
  if (!id) return {};
  const StringSpan& span = strings[id.value];
  return std::string_view(characters).substr(span.offset, span.length);
}

InputId Package::input_named(std::string_view name) const {
  return find_by_name<InputId>(*this, inputs, name);
}

VariableId Package::variable_named(std::string_view name) const {
  return find_by_name<VariableId>(*this, variables, name);
}

ReadingId Package::reading_named(std::string_view name) const {
  return find_by_name<ReadingId>(*this, readings, name);
}

EnumerationId Package::enumeration_named(std::string_view name) const {
  return find_by_name<EnumerationId>(*this, enumerations, name);
}

UnknownId Package::unknown_at(std::string_view address) const {
  return find<UnknownId>(*this, unknowns, address, [](const Unknown& unknown) { return unknown.address; });
}

TextId Package::text_named(std::string_view name) const {
  return find_by_name<TextId>(*this, texts, name);
}

std::string_view Package::unit_text(StringId unit, bool one) const {
  if (one) {
    for (const UnitName& name : unit_names) {
      if (name.many == unit) return text_of(name.one);
    }
  }
  return text_of(unit);
}

const Sentence* Package::sentence_of(VariableId variable) const {
  for (const Sentence& sentence : sentences) {
    if (sentence.variable == variable) return &sentence;
  }
  return nullptr;
}

FamilyId Package::family_named(std::string_view name) const {
  return find_by_name<FamilyId>(*this, families, name);
}

ListId Package::list_named(std::string_view name) const {
  return find_by_name<ListId>(*this, lists, name);
}

ColumnId Package::column_named(ListId id, std::string_view name) const {
  for (std::uint32_t i = 0; i < list(id).n_columns; ++i) {
    const ColumnId column(list(id).first_column + i);
    if (text_of(columns[column.value].name) == name) return column;
  }
  return {};
}

ListMember Package::list_member(InputId input) const {
  for (std::size_t i = 0; i < lists.size(); ++i) {
    const ListInput& list = lists[i];
    const std::uint64_t n_members = 1 + std::uint64_t{list.n_columns} * list.capacity;
    if (input < list.count || input.value - list.count.value >= n_members) continue;
    if (input == list.count) return {ListId(i), {}, 0};
    const std::uint32_t member = input.value - list.count.value - 1;
    return {ListId(i), ColumnId(list.first_column + member / list.capacity), member % list.capacity};
  }
  return {};
}

std::uint32_t Package::case_named(EnumerationId enumeration, std::string_view name) const {
  const std::span<const Case> members = cases_of(enumerations[enumeration.value]);
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (text_of(members[i].name) == name) return static_cast<std::uint32_t>(i);
  }
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (members[i].code && text_of(members[i].code) == name) return static_cast<std::uint32_t>(i);
  }
  return kNoCase;
}

}  // namespace avenant::program
