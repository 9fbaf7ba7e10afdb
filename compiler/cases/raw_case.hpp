// A case as someone wrote it: addresses and texts, before types are known. Made by json_cases.hpp and by --input.
// Read next: case_binder.hpp, which turns it into the inputs of a program.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/cases/data/fault.hpp"

namespace avenant::cases {

/// What form a value was written in.
enum class RawKind : std::uint8_t { Null, Boolean, Number, Text, List, Group };

/// A value as written. A number keeps its digits: it never becomes a binary floating-point number.
struct RawValue {
  RawKind kind = RawKind::Null;
  std::string text;                ///< `true`, `12.50`, the characters of a text; empty for Null and List; of a Group
                                   ///< that is a list of objects, how many.
  std::vector<std::string> items;  ///< Of a List of scalars.
};

/// A value and whose it is.
struct RawEntry {
  std::vector<std::string> path;  ///< `constat`, `3`, `niveau`, `mt`: names and indices alike.
  RawValue value;
  std::string place;        ///< Of an option of the command line: the option. Else empty.
  std::size_t offset = 0;   ///< Of data: where the value begins in the text of its case.
  std::size_t n_inner = 0;  ///< Of a list of objects: how many of the entries after it are its elements'.
};

/// One case, a « dossier ». `id` and `commentaire` are carried to the results and are never inputs.
struct RawCase {
  std::size_t number = 1;  ///< From 1, in the order of the data; broken cases count.
  std::string id;
  std::string comment;
  std::vector<RawEntry> entries;
  std::string_view data_path;  ///< The name of the data in messages.
  std::string_view text;       ///< As written; valid while the case is given.
  Position position;           ///< Of its first byte.

  /// The position of a value. Linear in the text before it.
  [[nodiscard]] Position position_of(const RawEntry& entry) const {
    return Window::advance(position, text.substr(0, entry.offset));
  }
  /// The position as messages show it, or the option.
  [[nodiscard]] std::string place_of(const RawEntry& entry) const {
    return entry.place.empty() ? place_text(data_path, position_of(entry)) : entry.place;
  }
};

/// The segments of an address: `constat(3).niveau(mt)`, `constat.3.niveau.mt` and `x(1 ; mt)` alike, without spaces
/// around them. Linear.
[[nodiscard]] std::vector<std::string> split_address(std::string_view address);

/// The segments as people write them in data: joined by periods.
[[nodiscard]] std::string join_address(const std::vector<std::string>& path);

}  // namespace avenant::cases
