// Where things stand in a stored package, shared by its writer and its reader. Read package_file.hpp first.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>

#include "runtime/program/binary/fields.hpp"

namespace avenant::program::binary {

// The header. The first 96 bytes are the same in every version of the format.
inline constexpr std::size_t kFormatAt = 8;
inline constexpr std::size_t kOldestReaderAt = 12;
inline constexpr std::size_t kFileSizeAt = 16;
inline constexpr std::size_t kSectionCountAt = 24;
inline constexpr std::size_t kReservedAt = 28;
inline constexpr std::size_t kMakerAt = 32;
inline constexpr std::size_t kMakerSize = 32;
inline constexpr std::size_t kDigestAt = 64;
inline constexpr std::size_t kHeaderSize = 96;
// An entry of the table of sections: tag, size of a record, number of records, place in the file.
inline constexpr std::size_t kEntrySize = 24;
// Sections begin at multiples of it; what lies between is zero.
inline constexpr std::size_t kAlignment = 8;
// More sections than any version will have.
inline constexpr std::uint32_t kMaxSections = 4096;

constexpr std::uint64_t aligned(std::uint64_t offset) {
  return (offset + kAlignment - 1) / kAlignment * kAlignment;
}

// The digest of a whole file: of the bytes before the digest, and of those after it.
Sha256Digest digest_of_file(std::string_view bytes);

// Unsigned integers, least significant byte first whatever the machine.
template <class Unsigned>
void store(Unsigned value, char* at) {
  static_assert(std::is_unsigned_v<Unsigned>);
  for (std::size_t i = 0; i < sizeof value; ++i) {
    at[i] = static_cast<char>(static_cast<unsigned char>(static_cast<std::uint64_t>(value) >> (8 * i)));
  }
}

template <class Unsigned>
Unsigned fetch(const char* at) {
  static_assert(std::is_unsigned_v<Unsigned>);
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < sizeof(Unsigned); ++i) {
    value |= static_cast<std::uint64_t>(static_cast<unsigned char>(at[i])) << (8 * i);
  }
  return static_cast<Unsigned>(value);
}

// A field of any kind that records have, and its bytes. Each takes as many bytes in the file as in memory.
template <class Field>
void store_field(const Field& field, char* at) {
  if constexpr (std::is_enum_v<Field>) {
    static_assert(sizeof(Field) == 1);
    *at = static_cast<char>(field);
  } else if constexpr (std::is_same_v<Field, bool>) {
    static_assert(sizeof(bool) == 1);
    *at = field ? 1 : 0;
  } else if constexpr (kIsId<Field>) {
    store(field.value, at);
  } else if constexpr (std::is_same_v<Field, value::Date>) {
    store(static_cast<std::uint32_t>(field.days()), at);
  } else if constexpr (std::is_same_v<Field, Sha256Digest>) {
    std::memcpy(at, field.data(), field.size());
  } else {
    static_assert(std::is_integral_v<Field>);
    store(static_cast<std::make_unsigned_t<Field>>(field), at);
  }
}

// False where the bytes are no value of the field: an enumerator or a boolean that does not exist, a day out of range.
template <class Field>
bool fetch_field(const char* at, Field& field) {
  if constexpr (std::is_enum_v<Field>) {
    const auto byte = static_cast<unsigned char>(*at);
    field = static_cast<Field>(byte < EnumerationSize<Field>::value ? byte : 0);
    return byte < EnumerationSize<Field>::value;
  } else if constexpr (std::is_same_v<Field, bool>) {
    field = *at == 1;
    return *at == 0 || *at == 1;
  } else if constexpr (kIsId<Field>) {
    field.value = fetch<std::uint32_t>(at);
    return true;
  } else if constexpr (std::is_same_v<Field, value::Date>) {
    const auto days = static_cast<std::int32_t>(fetch<std::uint32_t>(at));
    field = value::Date::unchecked(days);
    return days >= value::kFirstDay && days <= kNoEnd.days();
  } else if constexpr (std::is_same_v<Field, Sha256Digest>) {
    std::memcpy(field.data(), at, field.size());
    return true;
  } else {
    field = static_cast<Field>(fetch<std::make_unsigned_t<Field>>(at));
    return true;
  }
}

}  // namespace avenant::program::binary
