#include "runtime/batch/arrow/export_results.hpp"

#include <algorithm>
#include <cstring>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "runtime/batch/bits.hpp"
#include "runtime/value/date_text.hpp"
#include "runtime/value/number_text.hpp"

namespace avenant::batch {
namespace {

using program::TypeKind;
using value::Value;

// What an array refers to; its release deletes it.
struct ArrayMemory {
  std::vector<std::vector<std::uint8_t>> buffers;
  std::vector<const void*> pointers;
  std::vector<std::unique_ptr<ArrowArray>> children;
  std::vector<ArrowArray*> child_pointers;
  std::unique_ptr<ArrowArray> dictionary;
};

struct SchemaMemory {
  std::string format;
  std::string name;
  std::string metadata;
  std::vector<std::unique_ptr<ArrowSchema>> children;
  std::vector<ArrowSchema*> child_pointers;
  std::unique_ptr<ArrowSchema> dictionary;
};

// Children and dictionaries that were moved out have no release any more.
template <typename Struct>
void release_if_there(const std::unique_ptr<Struct>& one) {
  if (one != nullptr && one->release != nullptr) one->release(one.get());
}

extern "C" void release_array(ArrowArray* array) {
  auto* const memory = static_cast<ArrayMemory*>(array->private_data);
  for (const auto& child : memory->children) release_if_there(child);
  release_if_there(memory->dictionary);
  delete memory;
  array->release = nullptr;
}

extern "C" void release_schema(ArrowSchema* schema) {
  auto* const memory = static_cast<SchemaMemory*>(schema->private_data);
  for (const auto& child : memory->children) release_if_there(child);
  release_if_there(memory->dictionary);
  delete memory;
  schema->release = nullptr;
}

void finish(std::unique_ptr<ArrayMemory> memory, std::size_t length, std::int64_t n_nulls, ArrowArray& array) {
  array = {};
  array.length = static_cast<std::int64_t>(length);
  array.null_count = n_nulls;
  for (const std::vector<std::uint8_t>& buffer : memory->buffers) {
    // No buffer of bits: all have a value. Others point somewhere even where they are empty.
    const bool is_absent = memory->pointers.empty() && n_nulls == 0;
    memory->pointers.push_back(is_absent ? nullptr : buffer.data());
  }
  for (const auto& child : memory->children) memory->child_pointers.push_back(child.get());
  array.n_buffers = static_cast<std::int64_t>(memory->pointers.size());
  array.buffers = memory->pointers.data();
  array.n_children = static_cast<std::int64_t>(memory->child_pointers.size());
  array.children = memory->child_pointers.empty() ? nullptr : memory->child_pointers.data();
  array.dictionary = memory->dictionary.get();
  array.release = release_array;
  array.private_data = memory.release();
}

void finish(std::unique_ptr<SchemaMemory> memory, ArrowSchema& schema) {
  schema = {};
  for (const auto& child : memory->children) memory->child_pointers.push_back(child.get());
  schema.format = memory->format.c_str();
  schema.name = memory->name.c_str();
  schema.metadata = memory->metadata.empty() ? nullptr : memory->metadata.data();
  schema.flags = ARROW_FLAG_NULLABLE;
  schema.n_children = static_cast<std::int64_t>(memory->child_pointers.size());
  schema.children = memory->child_pointers.empty() ? nullptr : memory->child_pointers.data();
  schema.dictionary = memory->dictionary.get();
  schema.release = release_schema;
  schema.private_data = memory.release();
}

template <typename Element>
void append(std::vector<std::uint8_t>& buffer, Element element) {
  const std::size_t at = buffer.size();
  buffer.resize(at + sizeof element);
  std::memcpy(buffer.data() + at, &element, sizeof element);
}

// Elements of one column, some of them null.
class ColumnBuilder {
 public:
  explicit ColumnBuilder(std::size_t n_rows) : memory_(std::make_unique<ArrayMemory>()), n_rows_(n_rows) {
    memory_->buffers.resize(2);
    validity().resize(bitmap_bytes(n_rows));
  }

  void add_null() {
    ++n_nulls_;
    ++row_;
  }
  template <typename Element>
  void add(Element element) {
    values().resize(row_ * sizeof element);
    append(values(), element);
    set_bit(validity().data(), row_++);
  }
  void add_bit(bool bit) {
    values().resize(bitmap_bytes(n_rows_));
    if (bit) set_bit(values().data(), row_);
    set_bit(validity().data(), row_++);
  }
  // Gives the column, its elements of `element_bytes`, or bits where that is 0.
  void take(std::size_t element_bytes, std::unique_ptr<ArrowArray> dictionary, ArrowArray& array) {
    values().resize(element_bytes == 0 ? bitmap_bytes(n_rows_) : n_rows_ * element_bytes);
    memory_->dictionary = std::move(dictionary);
    finish(std::move(memory_), n_rows_, n_nulls_, array);
  }

 private:
  std::vector<std::uint8_t>& validity() { return memory_->buffers[0]; }
  std::vector<std::uint8_t>& values() { return memory_->buffers[1]; }

  std::unique_ptr<ArrayMemory> memory_;
  std::size_t n_rows_;
  std::size_t row_ = 0;
  std::int64_t n_nulls_ = 0;
};

// Texts, of which an empty pointer is null.
void export_texts(const std::vector<std::unique_ptr<std::string>>& texts, ArrowArray& array) {
  auto memory = std::make_unique<ArrayMemory>();
  memory->buffers.resize(3);
  memory->buffers[0].resize(bitmap_bytes(texts.size()));
  std::int64_t n_nulls = 0;
  append(memory->buffers[1], std::int32_t{0});
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (texts[i] == nullptr) {
      ++n_nulls;
    } else {
      memory->buffers[2].insert(memory->buffers[2].end(), texts[i]->begin(), texts[i]->end());
      set_bit(memory->buffers[0].data(), i);
    }
    append(memory->buffers[1], static_cast<std::int32_t>(memory->buffers[2].size()));
  }
  // Never a null pointer, even where there is no character.
  memory->buffers[2].reserve(1);
  finish(std::move(memory), texts.size(), n_nulls, array);
}

std::unique_ptr<SchemaMemory> field(std::string_view name, std::string_view format) {
  auto memory = std::make_unique<SchemaMemory>();
  memory->name = name;
  memory->format = format;
  return memory;
}

void add_dictionary(SchemaMemory& memory) {
  memory.dictionary = std::make_unique<ArrowSchema>();
  finish(field("", "u"), *memory.dictionary);
}

// One pair of key and value.
std::string metadata(std::string_view key, std::string_view value) {
  std::vector<std::uint8_t> bytes;
  append(bytes, std::int32_t{1});
  for (const std::string_view text : {key, value}) {
    append(bytes, static_cast<std::int32_t>(text.size()));
    bytes.insert(bytes.end(), text.begin(), text.end());
  }
  return {bytes.begin(), bytes.end()};
}

// Exports one result.
class ResultExport {
 public:
  ResultExport(const program::Package& package, program::VariableId variable, const ResultColumn& result,
               std::size_t n_rows)
      : package_(package),
        variable_(package.variable(variable)),
        type_(package.type(variable_.type)),
        result_(result),
        n_rows_(n_rows) {}

  void value(ArrowSchema& schema, ArrowArray& array) const;
  void status(ArrowSchema& schema, ArrowArray& array) const;

 private:
  [[nodiscard]] bool has_value(std::size_t row) const {
    if (result_.status[row] != program::kStatusOk) return false;
    const bool may_have_no_second_word = type_.kind == TypeKind::kSet || type_.kind == TypeKind::kList;
    return may_have_no_second_word || result_.b[row] != 0;
  }
  // The common denominator that every value is a multiple of; 0 where there is none that fits.
  [[nodiscard]] std::int64_t denominator() const;
  [[nodiscard]] std::string text(Value value) const;
  [[nodiscard]] std::string_view name() const { return package_.text_of(variable_.name); }
  template <typename Element, typename Of>
  void elements(ArrowArray& array, std::unique_ptr<ArrowArray> dictionary, Of of) const {
    ColumnBuilder column(n_rows_);
    for (std::size_t row = 0; row < n_rows_; ++row) {
      if (has_value(row)) {
        column.add(static_cast<Element>(of(row)));
      } else {
        column.add_null();
      }
    }
    column.take(sizeof(Element), std::move(dictionary), array);
  }
  void flags(ArrowArray& array) const;
  void texts(ArrowArray& array) const;

  const program::Package& package_;
  const program::Variable& variable_;
  const program::Type& type_;
  const ResultColumn& result_;
  std::size_t n_rows_;
};

std::int64_t ResultExport::denominator() const {
  const std::int64_t grain = type_.grain;
  if (grain == 0) return 0;
  for (std::size_t row = 0; row < n_rows_; ++row) {
    if (!has_value(row)) continue;
    const value::Int128 element = value::Int128{result_.a[row]} * (grain / result_.b[row]);
    if (grain % result_.b[row] != 0 || element > value::kMaxPart || element < -value::Int128{value::kMaxPart}) return 0;
  }
  return grain;
}

std::string ResultExport::text(Value value) const {
  switch (type_.kind) {
    case TypeKind::kNumber:
      return value::print_number(value.as_number(), value::NumberStyle::plain);
    case TypeKind::kDuration:
      return "P" + std::to_string(value.as_duration().months()) + "M" + std::to_string(value.as_duration().days()) +
             "D";
    case TypeKind::kSet: {
      const auto cases = package_.cases_of(package_.enumerations[type_.enumeration.value]);
      std::string names;
      for (std::size_t i = 0; i < cases.size(); ++i) {
        if (!value.as_set().contains(static_cast<int>(i))) continue;
        names += (names.empty() ? "" : ";") + std::string(package_.text_of(cases[i].name));
      }
      return names;
    }
    case TypeKind::kList: {
      std::string indices;
      for (int i = 0; i < value::kMaxSetCases; ++i) {
        if (value.as_set().contains(i)) indices += (indices.empty() ? "" : ";") + std::to_string(i + 1);
      }
      return indices;
    }
    case TypeKind::kElement:
      return std::to_string(value.as_enum_case() + 1);
    case TypeKind::kBoolean:
    case TypeKind::kDate:
    case TypeKind::kEnumeration:
      break;
  }
  return {};
}

void ResultExport::flags(ArrowArray& array) const {
  ColumnBuilder column(n_rows_);
  for (std::size_t row = 0; row < n_rows_; ++row) {
    if (has_value(row)) {
      column.add_bit(result_.a[row] != 0);
    } else {
      column.add_null();
    }
  }
  column.take(0, nullptr, array);
}

void ResultExport::texts(ArrowArray& array) const {
  std::vector<std::unique_ptr<std::string>> written(n_rows_);
  for (std::size_t row = 0; row < n_rows_; ++row) {
    if (has_value(row)) written[row] = std::make_unique<std::string>(text({result_.a[row], result_.b[row]}));
  }
  export_texts(written, array);
}

void ResultExport::value(ArrowSchema& schema, ArrowArray& array) const {
  switch (type_.kind) {
    case TypeKind::kBoolean:
      finish(field(name(), "b"), schema);
      flags(array);
      return;
    case TypeKind::kDate:
      finish(field(name(), "tdD"), schema);
      elements<std::int32_t>(array, nullptr, [this](std::size_t row) { return result_.a[row]; });
      return;
    case TypeKind::kEnumeration: {
      auto memory = field(name(), "i");
      add_dictionary(*memory);
      finish(std::move(memory), schema);
      std::vector<std::unique_ptr<std::string>> names;
      for (const program::Case& one : package_.cases_of(package_.enumerations[type_.enumeration.value])) {
        names.push_back(std::make_unique<std::string>(package_.text_of(one.name)));
      }
      auto dictionary = std::make_unique<ArrowArray>();
      export_texts(names, *dictionary);
      elements<std::int32_t>(array, std::move(dictionary), [this](std::size_t row) { return result_.a[row]; });
      return;
    }
    case TypeKind::kNumber:
      if (const std::int64_t grain = denominator(); grain != 0) {
        auto memory = field(name(), "l");
        memory->metadata = metadata("avenant.denominator", std::to_string(grain));
        finish(std::move(memory), schema);
        elements<std::int64_t>(array, nullptr,
                               [this, grain](std::size_t row) { return result_.a[row] * (grain / result_.b[row]); });
        return;
      }
      break;
    case TypeKind::kDuration:
    case TypeKind::kSet:
    case TypeKind::kList:
    case TypeKind::kElement:
      break;
  }
  finish(field(name(), "u"), schema);
  texts(array);
}

void ResultExport::status(ArrowSchema& schema, ArrowArray& array) const {
  auto memory = field(std::string(name()) + ".status", "i");
  add_dictionary(*memory);
  finish(std::move(memory), schema);
  std::vector<std::uint32_t> met;
  for (std::size_t row = 0; row < n_rows_; ++row) {
    if (result_.status[row] != program::kStatusOk) met.push_back(result_.status[row]);
  }
  // In the order of places, so that the rows' order does not show.
  std::sort(met.begin(), met.end());
  met.erase(std::unique(met.begin(), met.end()), met.end());
  std::vector<std::unique_ptr<std::string>> places;
  for (const std::uint32_t status : met) {
    const program::Site& site = package_.site(program::SiteId(status));
    std::string place(value::text_of(site.error).name);
    if (site.subject == program::SubjectKind::kInput) {
      place += "(" + std::string(package_.text_of(package_.inputs[site.subject_id].name)) + ")";
    } else if (site.subject == program::SubjectKind::kVariable) {
      place += "(" + std::string(package_.text_of(package_.variables[site.subject_id].name)) + ")";
    }
    places.push_back(std::make_unique<std::string>(std::move(place)));
  }
  auto dictionary = std::make_unique<ArrowArray>();
  export_texts(places, *dictionary);
  ColumnBuilder column(n_rows_);
  for (std::size_t row = 0; row < n_rows_; ++row) {
    if (result_.status[row] == program::kStatusOk) {
      column.add_null();
    } else {
      const auto place = std::lower_bound(met.begin(), met.end(), result_.status[row]);
      column.add(static_cast<std::int32_t>(place - met.begin()));
    }
  }
  column.take(sizeof(std::int32_t), std::move(dictionary), array);
}

}  // namespace

void export_results(const program::Package& package, std::span<const program::VariableId> variables,
                    std::span<const ResultColumn> results, std::size_t n_rows, ArrowSchema& schema, ArrowArray& array) {
  auto fields = field("", "+s");
  auto columns = std::make_unique<ArrayMemory>();
  columns->buffers.resize(1);
  for (std::size_t i = 0; i < variables.size(); ++i) {
    const ResultExport result(package, variables[i], results[i], n_rows);
    for (const bool is_status : {false, true}) {
      ArrowSchema& child_schema = *fields->children.emplace_back(std::make_unique<ArrowSchema>());
      ArrowArray& child = *columns->children.emplace_back(std::make_unique<ArrowArray>());
      if (is_status) {
        result.status(child_schema, child);
      } else {
        result.value(child_schema, child);
      }
    }
  }
  finish(std::move(fields), schema);
  finish(std::move(columns), n_rows, 0, array);
}

}  // namespace avenant::batch
