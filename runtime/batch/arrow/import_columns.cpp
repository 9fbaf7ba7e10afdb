#include "runtime/batch/arrow/import_columns.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <optional>

#include "runtime/batch/bits.hpp"
#include "runtime/batch/run_blocks.hpp"

namespace avenant::batch {
namespace {

using program::TypeKind;

constexpr std::string_view kDenominator = "avenant.denominator";
// The index of no case, and that of a null entry.
constexpr std::int64_t kNoSuchCase = -1;
constexpr std::int64_t kNullEntry = -2;

// The value of a key of a field's metadata: counts and lengths of 32 bits, then bytes.
std::optional<std::string_view> metadata_of(const char* metadata, std::string_view wanted) {
  if (metadata == nullptr) return std::nullopt;
  const auto take_length = [&metadata] {
    std::int32_t length = 0;
    std::memcpy(&length, metadata, sizeof length);
    metadata += sizeof length;
    return static_cast<std::size_t>(std::max(length, 0));
  };
  const auto take_text = [&] {
    const std::size_t length = take_length();
    const std::string_view text(metadata, length);
    metadata += length;
    return text;
  };
  const std::size_t n_pairs = take_length();
  for (std::size_t i = 0; i < n_pairs; ++i) {
    const std::string_view key = take_text();
    const std::string_view value = take_text();
    if (key == wanted) return value;
  }
  return std::nullopt;
}

template <typename Element>
std::int64_t element(const void* values, std::size_t index) {
  return static_cast<std::int64_t>(static_cast<const Element*>(values)[index]);
}

// Reads an element of an integer format; null for other formats.
using Read = std::int64_t (*)(const void*, std::size_t);
Read reader_of(std::string_view format) {
  if (format == "c") return element<std::int8_t>;
  if (format == "C") return element<std::uint8_t>;
  if (format == "s") return element<std::int16_t>;
  if (format == "S") return element<std::uint16_t>;
  if (format == "i" || format == "tdD") return element<std::int32_t>;
  if (format == "I") return element<std::uint32_t>;
  if (format == "l") return element<std::int64_t>;
  return nullptr;
}

// The storage that an integer format already is.
std::optional<Storage> storage_of(std::string_view format) {
  if (format == "c") return Storage::kInt8;
  if (format == "s") return Storage::kInt16;
  if (format == "i" || format == "tdD") return Storage::kInt32;
  if (format == "l") return Storage::kInt64;
  return std::nullopt;
}

bool has_buffers(const ArrowArray& array, std::int64_t n_buffers) {
  if (array.n_buffers != n_buffers || array.buffers == nullptr || array.offset < 0) return false;
  // Arrays without rows may have no memory.
  for (std::int64_t i = 1; i < n_buffers; ++i) {
    if (array.buffers[i] == nullptr && array.length > 0) return false;
  }
  return true;
}

program::InputId input_named(const program::Package& package, std::string_view dispositif, std::string_view name) {
  for (std::size_t i = 0; i < package.inputs.size(); ++i) {
    const program::Input& input = package.inputs[i];
    if (package.text_of(input.name) == name && package.text_of(input.dispositif) == dispositif) {
      return program::InputId(i);
    }
  }
  return {};
}

// The text of an entry of a dictionary of UTF-8.
template <typename Offset>
std::string_view entry_text(const ArrowArray& entries, std::size_t index) {
  const auto* const offsets = static_cast<const Offset*>(entries.buffers[1]);
  const auto* const bytes = static_cast<const char*>(entries.buffers[2]);
  return {bytes + offsets[index], static_cast<std::size_t>(offsets[index + 1] - offsets[index])};
}

// What the entries of a dictionary are of an enumeration.
std::vector<std::int64_t> cases_of(const program::Package& package, program::EnumerationId enumeration,
                                   const ArrowArray& entries, bool is_large) {
  std::vector<std::int64_t> cases(static_cast<std::size_t>(entries.length), kNoSuchCase);
  const auto* const validity = static_cast<const std::uint8_t*>(entries.buffers[0]);
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const std::size_t at = static_cast<std::size_t>(entries.offset) + i;
    if (validity != nullptr && !bit_at(validity, at)) {
      cases[i] = kNullEntry;
      continue;
    }
    const std::string_view text =
        is_large ? entry_text<std::int64_t>(entries, at) : entry_text<std::int32_t>(entries, at);
    const std::uint32_t index = package.case_named(enumeration, text);
    if (index != program::kNoCase) cases[i] = index;
  }
  return cases;
}

}  // namespace

bool ArrowColumns::fail(std::string_view column, std::string_view reason) {
  error_ = std::string(column) + ": " + std::string(reason);
  columns_.clear();
  return false;
}

ArrowColumns::ArrowColumns(const program::Package& package, std::string_view dispositif, const ArrowSchema& schema,
                           const ArrowArray& array) {
  if (schema.format == nullptr || std::string_view(schema.format) != "+s" || schema.n_children != array.n_children ||
      array.length < 0 || array.offset < 0) {
    fail("the columns", "they are no struct array");
    return;
  }
  n_rows_ = static_cast<std::size_t>(array.length);
  std::vector<bool> given(package.inputs.size(), false);
  for (std::int64_t i = 0; i < array.n_children; ++i) {
    const ArrowSchema& field = *schema.children[i];
    const ArrowArray& child = *array.children[i];
    const std::string_view name = field.name == nullptr ? "" : field.name;
    const program::InputId input = input_named(package, dispositif, name);
    if (!input || field.format == nullptr) {
      fail(name, "no input has that address");
      return;
    }
    if (given[input.value]) {
      fail(name, "two columns of one input");
      return;
    }
    given[input.value] = true;
    if (child.length < array.offset + array.length) {
      fail(name, "the column is shorter than the struct");
      return;
    }
    if (!take(package, input, field, child, static_cast<std::size_t>(array.offset))) return;
    take_validity(columns_.back(), array, child, static_cast<std::size_t>(array.offset));
  }
}

bool ArrowColumns::take(const program::Package& package, program::InputId input, const ArrowSchema& schema,
                        const ArrowArray& array, std::size_t offset) {
  const program::Type& type = package.type(package.input(input).type);
  InputColumn column{input};
  const std::string_view format = schema.format;
  if (!has_buffers(array, 2)) return fail(schema.name, "it has not the buffers of its format");
  bool is_taken = false;
  switch (type.kind) {
    case TypeKind::kBoolean:
      is_taken = take_flags(column, schema, array, offset);
      break;
    case TypeKind::kNumber:
      is_taken = format != "tdD" && take_numbers(column, schema, array, offset);
      break;
    case TypeKind::kDate:
      is_taken = format == "tdD" && take_numbers(column, schema, array, offset);
      break;
    case TypeKind::kEnumeration:
      is_taken = take_cases(package, type.enumeration, column, schema, array, offset);
      break;
    case TypeKind::kDuration:
    case TypeKind::kSet:
    case TypeKind::kList:
    case TypeKind::kElement:
      break;
  }
  if (!is_taken) return fail(schema.name, "format " + std::string(format) + " does not serve an input of this type");
  columns_.push_back(column);
  return true;
}

bool ArrowColumns::take_flags(InputColumn& column, const ArrowSchema& schema, const ArrowArray& array,
                              std::size_t offset) {
  const std::string_view format = schema.format;
  if (schema.dictionary != nullptr || (format != "b" && format != "c" && format != "C")) return false;
  const auto* const bytes = static_cast<const std::uint8_t*>(array.buffers[1]);
  const std::size_t first = static_cast<std::size_t>(array.offset) + offset;
  std::vector<std::int8_t>& flags = flags_.emplace_back(n_rows_);
  for (std::size_t row = 0; row < n_rows_; ++row) {
    const bool is_true = format == "b" ? bit_at(bytes, first + row) : bytes[first + row] == 1;
    const bool is_neither = format != "b" && bytes[first + row] > 1;
    flags[row] = static_cast<std::int8_t>(is_neither ? -1 : (is_true ? 1 : 0));
  }
  column.storage = Storage::kInt8;
  column.values = flags.data();
  return true;
}

bool ArrowColumns::take_numbers(InputColumn& column, const ArrowSchema& schema, const ArrowArray& array,
                                std::size_t offset) {
  const Read read = schema.dictionary == nullptr ? reader_of(schema.format) : nullptr;
  if (read == nullptr) return false;
  if (const auto text = metadata_of(schema.metadata, kDenominator)) {
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), column.denominator);
    if (error != std::errc() || end != text->data() + text->size() || column.denominator < 1) return false;
  }
  const std::size_t first = static_cast<std::size_t>(array.offset) + offset;
  if (const auto storage = storage_of(schema.format)) {
    column.storage = *storage;
    column.values = static_cast<const std::byte*>(array.buffers[1]) + first * element_bytes(*storage);
    return true;
  }
  std::vector<std::int64_t>& wide = wide_.emplace_back(n_rows_);
  for (std::size_t row = 0; row < n_rows_; ++row) wide[row] = read(array.buffers[1], first + row);
  column.storage = Storage::kInt64;
  column.values = wide.data();
  return true;
}

bool ArrowColumns::take_cases(const program::Package& package, program::EnumerationId enumeration, InputColumn& column,
                              const ArrowSchema& schema, const ArrowArray& array, std::size_t offset) {
  const Read read = reader_of(schema.format);
  if (read == nullptr || schema.dictionary == nullptr || array.dictionary == nullptr) return false;
  const std::string_view format = schema.dictionary->format;
  if ((format != "u" && format != "U") || !has_buffers(*array.dictionary, 3)) return false;
  const std::vector<std::int64_t> cases = cases_of(package, enumeration, *array.dictionary, format == "U");
  const std::size_t first = static_cast<std::size_t>(array.offset) + offset;
  const auto* const validity = static_cast<const std::uint8_t*>(array.buffers[0]);
  std::vector<std::int16_t>& indices = narrow_.emplace_back(n_rows_, static_cast<std::int16_t>(kNoSuchCase));
  std::vector<std::uint8_t> present(bitmap_bytes(n_rows_));
  bool has_null_entries = false;
  for (std::size_t row = 0; row < n_rows_; ++row) {
    // What stands under a null is any index.
    if (validity != nullptr && !bit_at(validity, first + row)) continue;
    const std::int64_t index = read(array.buffers[1], first + row);
    const bool is_entry = index >= 0 && static_cast<std::uint64_t>(index) < cases.size();
    const std::int64_t found = is_entry ? cases[static_cast<std::size_t>(index)] : kNoSuchCase;
    indices[row] = static_cast<std::int16_t>(found);
    has_null_entries = has_null_entries || found == kNullEntry;
    if (found != kNullEntry) set_bit(present.data(), row);
  }
  column.storage = Storage::kInt16;
  column.values = indices.data();
  if (has_null_entries) column.validity = validities_.emplace_back(std::move(present)).data();
  return true;
}

void ArrowColumns::take_validity(InputColumn& column, const ArrowArray& parent, const ArrowArray& array,
                                 std::size_t offset) {
  const auto* const own = static_cast<const std::uint8_t*>(array.buffers[0]);
  const auto* const whole =
      parent.n_buffers > 0 && parent.buffers != nullptr ? static_cast<const std::uint8_t*>(parent.buffers[0]) : nullptr;
  const std::size_t first = static_cast<std::size_t>(array.offset) + offset;
  // A bitmap of the column's own, made of a dictionary with null entries, knows of the nulls of the array.
  const bool is_made = column.validity != nullptr;
  if (whole == nullptr) {
    if (is_made) return;
    column.validity = own;
    column.first_bit = own == nullptr ? 0 : first;
    return;
  }
  std::vector<std::uint8_t>& bits = validities_.emplace_back(bitmap_bytes(n_rows_));
  for (std::size_t row = 0; row < n_rows_; ++row) {
    const bool is_given = is_made ? bit_at(column.validity, row) : own == nullptr || bit_at(own, first + row);
    if (is_given && bit_at(whole, offset + row)) set_bit(bits.data(), row);
  }
  column.validity = bits.data();
  column.first_bit = 0;
}

}  // namespace avenant::batch
