// The side tables that people read: places in the rule files, labels, families. Nothing here is needed to evaluate.
#pragma once

#include <cstdint>

#include "runtime/program/ids.hpp"
#include "runtime/program/sha256.hpp"

namespace avenant::program {

// Characters of Package::characters.
struct StringSpan {
  std::uint32_t offset = 0;
  std::uint32_t length = 0;
};

// Where something is written.
struct Place {
  TextId text;
  // Relative to the project's folder.
  StringId path;
  // In bytes from the beginning of the file.
  std::uint32_t offset = 0;
  // From 1; 0 if not known.
  std::uint32_t line = 0;
  // The heading that gives the article, or the nearest heading; none outside headings.
  StringId article;
};

// A case of an enumeration.
struct Case {
  StringId name;
  StringId code;
  StringId label;
  // Of a choice of a reading: what its author says of it; none where nothing is said.
  StringId note;
};

enum class ConditionGroup : std::uint8_t {
  kLeaf,
  kAll,  // toutes les conditions
  kAny,  // au moins une condition
};

// What an éligibilité shows: a labelled condition, or a group of them. `node` is its value: for a group, an `and` or an
// `or` whose operands are the nodes of the children, in order.
struct Condition {
  StringId label;
  NodeId node;
  ConditionGroup group = ConditionGroup::kLeaf;
  std::uint8_t reserved = 0;
  std::uint16_t reserved_2 = 0;
  std::uint32_t first_child = 0;
  std::uint32_t n_children = 0;
  PlaceId place;
};

// `signale « … » si C`: shown where the condition is true; never changes a result.
struct Notice {
  StringId message;
  NodeId condition;
  PlaceId place;
  StringId dispositif;
};

enum class FamilyKind : std::uint8_t { kInput, kVariable };

// The two forms of a unit's name, where they differ: « patient » of « patients ».
struct UnitName {
  // As Type::unit has it: the plural.
  StringId many;
  StringId one;
};

// How its author words a variable, in place of the sentence that explanations would make: `{valeur}`, `{n}`, `{n:er}`
// and
// `{n:re}` stand for its value and its indices.
struct Sentence {
  VariableId variable;
  StringId pattern;
  // Of a value that is faux, 0 or absent; none where nothing is said.
  StringId otherwise;
  PlaceId place;
};

// A rule or an input declared `pour …`: its members are ordinary variables or inputs.
struct Family {
  // Without indices: `aide_due`, `constat.niveau`.
  StringId name;
  FamilyKind kind = FamilyKind::kVariable;
  std::uint8_t reserved = 0;
  std::uint16_t reserved_2 = 0;
  std::uint32_t first_dimension = 0;
  std::uint32_t n_dimensions = 0;
  std::uint32_t first_member = 0;
  std::uint32_t n_members = 0;
};

// One index of a family: the whole numbers from `least` on, or every case of an enumeration in order.
struct Dimension {
  StringId name;
  // None: whole numbers.
  EnumerationId enumeration;
  std::int64_t least = 0;
  std::uint32_t size = 0;
  std::uint32_t reserved = 0;
};

// A file that the program was made from. `rulec build` says which; a program that is not stored has none.
struct SourceFile {
  // Relative to the project's folder.
  StringId path;
  // Of the file's bytes.
  Sha256Digest digest = {};
};

}  // namespace avenant::program
