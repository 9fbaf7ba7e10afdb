// A case as someone wrote it: addresses and texts, before types are known. Made by json_cases.hpp and by --input.
// Read next: case_binder.hpp, which turns it into the inputs of a program.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace avenant::cases {

/// What form a value was written in.
enum class RawKind : std::uint8_t { Null, Boolean, Number, Text, List, Group };

/// A value as written. A number keeps its digits: it never becomes a binary floating-point number.
struct RawValue {
  RawKind kind = RawKind::Null;
  std::string text;                ///< `true`, `12.50`, the characters of a text; empty for Null, List and Group.
  std::vector<std::string> items;  ///< Of a List of scalars.
};

/// Where something was written: `file:line:column`, or an option of the command line.
struct RawEntry {
  std::vector<std::string> path;  ///< `constat`, `3`, `niveau`, `mt`: names and indices alike.
  RawValue value;
  std::string place;
};

/// One case, a « dossier ». `id` and `commentaire` are carried to the results and are never inputs.
struct RawCase {
  std::size_t number = 1;  ///< From 1, in the order of the data.
  std::string id;
  std::string comment;
  std::vector<RawEntry> entries;
  std::string place;
};

/// The segments of an address: `constat(3).niveau(mt)`, `constat.3.niveau.mt` and `x(1 ; mt)` alike, without spaces
/// around them. Linear.
[[nodiscard]] std::vector<std::string> split_address(std::string_view address);

/// The segments as people write them in data: joined by periods.
[[nodiscard]] std::string join_address(const std::vector<std::string>& path);

}  // namespace avenant::cases
