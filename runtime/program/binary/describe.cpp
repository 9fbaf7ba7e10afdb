#include "runtime/program/binary/layout.hpp"
#include "runtime/program/binary/package_file.hpp"

namespace avenant::program {

namespace {

using namespace binary;

// How the description names the kinds of fields.
template <class Field>
std::string kind_of() {
  if constexpr (false) {
#define AVENANT_ENUMERATION(Type, words)            \
  }                                                 \
  else if constexpr (std::is_same_v<Field, Type>) { \
    return #Type;
#include "runtime/program/binary/enumerations.def"
#define AVENANT_SECTION(tag, member, Record, IdType, since) \
  }                                                         \
  else if constexpr (std::is_same_v<Field, IdType>) {       \
    return "id in " tag;
#include "runtime/program/binary/sections.def"
  } else if constexpr (std::is_same_v<Field, Op>) {
    return "Op";
  } else if constexpr (std::is_same_v<Field, value::RuntimeErrorClass>) {
    return "RuntimeErrorClass";
  } else if constexpr (std::is_same_v<Field, value::Date>) {
    return "date";
  } else if constexpr (std::is_same_v<Field, Sha256Digest>) {
    return "32 bytes";
  } else if constexpr (std::is_same_v<Field, bool>) {
    return "0 or 1";
  } else if constexpr (std::is_same_v<Field, char>) {
    return "UTF-8";
  } else {
    return std::string(std::is_signed_v<Field> ? "signed " : "unsigned ") + std::to_string(8 * sizeof(Field));
  }
}

template <class Record>
std::string describe_section(std::string_view tag, std::string_view member, std::uint32_t since) {
  std::string text = std::string(tag) + " " + std::string(member) + ": " + std::to_string(record_size<Record>()) +
                     (record_size<Record>() == 1 ? " byte a record" : " bytes a record");
  if (since > 1) text += ", since format " + std::to_string(since);
  text += "\n";
  std::size_t offset = 0;
  const Record record{};
  visit_fields(record, [&](std::string_view name, const auto& field) {
    using Field = std::remove_cvref_t<decltype(field)>;
    const bool is_reserved = name.starts_with("reserved");
    text += "  " + std::to_string(offset) + " " + (is_reserved ? "zero" : kind_of<Field>());
    text += name.empty() ? "\n" : " " + std::string(name) + "\n";
    offset += sizeof field;
  });
  return text;
}

template <class Words>
std::string describe_words(std::string_view name, const Words& words) {
  std::string text(name);
  std::size_t number = 0;
  for (const std::string_view word : words) {
    text += (number == 0 ? ": " : ", ") + std::to_string(number) + " " + std::string(word);
    ++number;
  }
  return text + "\n";
}

}  // namespace

std::string describe_format() {
  std::string text = "format " + std::to_string(kFormatVersion) + ", read from format reader " +
                     std::to_string(kOldestReader) + " on\n\n";
#define AVENANT_SECTION(tag, member, Record, IdType, since) text += describe_section<Record>(tag, #member, since);
#include "runtime/program/binary/sections.def"
  text += "\n";
#define AVENANT_ENUMERATION(Type, words) text += describe_words(#Type, words);
#include "runtime/program/binary/enumerations.def"
  text += describe_words("Comparison", kComparisonWords);
  text += describe_words("Rounding", kRoundingWords);
  text += describe_words("MissingDay", kMissingDayWords);
  std::vector<std::string_view> words;
  for (std::size_t i = 0; i < EnumerationSize<Op>::value; ++i) words.push_back(info(static_cast<Op>(i)).name);
  text += describe_words("Op", words);
  words.clear();
  for (std::size_t i = 0; i < EnumerationSize<value::RuntimeErrorClass>::value; ++i) {
    words.push_back(value::text_of(static_cast<value::RuntimeErrorClass>(i)).name);
  }
  return text + describe_words("RuntimeErrorClass", words);
}

}  // namespace avenant::program
