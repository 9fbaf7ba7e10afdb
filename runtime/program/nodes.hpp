// The records that are evaluated: expressions, versions, rules, tables, and the places of errors. Owned by the arrays
// of package.hpp. Their meaning is in op.def; a variable's, in the comments of Version and Derogation.
#pragma once

#include <cstdint>

#include "runtime/program/ids.hpp"
#include "runtime/program/op.hpp"
#include "runtime/program/type.hpp"
#include "runtime/value/date.hpp"
#include "runtime/value/runtime_errors.hpp"

namespace avenant::program {

// One operation of an expression. Expressions are graphs without cycles: a node may be an operand of several others.
struct Node {
  Op op = Op::kConst;
  // What the operation's ModeKind says: a Comparison, value::Rounding or value::MissingDay.
  std::uint8_t mode = 0;
  std::uint16_t reserved = 0;
  TypeId type;
  // In Package::operands.
  std::uint32_t first_operand = 0;
  std::uint32_t n_operands = 0;
  // The id that the operation's PayloadKind says; 0 if it has none.
  std::uint32_t payload = 0;
  // Where the operation's own errors are said to be; none where it has none of that class.
  SiteId site;
  SiteId second_site;
  PlaceId place;
};
static_assert(sizeof(Node) == 32);

// What a site is about, so that a message can name it.
enum class SubjectKind : std::uint8_t { kNone, kInput, kVariable };

// The place of an error. Places are totally ordered by class, rank of the text, path, offset, then sequence.
struct Site {
  value::RuntimeErrorClass error = {};
  SubjectKind subject = SubjectKind::kNone;
  std::uint16_t reserved = 0;
  PlaceId place;
  // Tells apart the members of a family, which are written at one place.
  std::uint32_t sequence = 0;
  // An InputId or the VariableId that the failing expression belongs to, as `subject` says.
  std::uint32_t subject_id = 0;
  // The reason that the author gives (« inconnu », « exclu », « suppose »); none for others.
  StringId reason;
};
static_assert(sizeof(Site) == 20);

// No error. Greater than every site, so that the least status of several is their least error, or OK.
inline constexpr std::uint32_t kStatusOk = 0xFFFFFFFFU;

// Bounds of numbers, dates or durations; either may be none.
struct Range {
  ConstantId min;
  ConstantId max;
  bool min_excluded = false;
  bool max_excluded = false;
  std::uint16_t reserved = 0;
};
static_assert(sizeof(Range) == 12);

struct Input {
  // The address that callers use: `médecin.né_le`, `constat(3).niveau(mt)`.
  StringId name;
  TypeId type;
  // None: every value of the type.
  RangeId range;
  SiteId missing;
  SiteId out_of_range;
  PlaceId place;
  StringId dispositif;
  // What its author calls it; none where nothing is said.
  StringId title;
};

// A choice between several readings of a text; its value is a case of `enumeration`.
struct Reading {
  StringId name;
  EnumerationId enumeration;
  std::uint32_t default_case = 0;
  PlaceId place;
  // What it is about, as its author says; none where nothing is said.
  StringId title;
};

// A figure that is not public.
struct Unknown {
  StringId address;
  StringId reason;
  TypeId type;
  // What the sources say of it; none if nothing.
  RangeId bounds;
  PlaceId place;
};

// What kind of rule defines a variable: for presentation, and for a requested result that is out of force.
enum class RuleKind : std::uint8_t {
  kDefinition,
  kEligibility,
  kCondition,  // a labelled condition of an eligibility
  kTable,      // barème
  kParameter,  // série
  kObjective,
  kObligation,
  kSchedule,  // échéancier
};

struct Variable {
  StringId name;
  TypeId type;
  RuleKind kind = RuleKind::kDefinition;
  // `résultat`: may be asked for by name and is stable.
  bool is_public = false;
  std::uint16_t reserved = 0;
  // In Package::versions, in order of application.
  std::uint32_t first_version = 0;
  std::uint32_t n_versions = 0;
  SiteId no_version;
  SiteId conflict;
  // The value of a requested result that is out of force (no version, or repealed); none: the error is the result.
  ConstantId out_of_force;
  PlaceId place;
  // Of the sites that belong to it: the member's rank in its family.
  std::uint32_t sequence = 0;
  StringId dispositif;
  // What its author calls it, or the family; none where nothing is said.
  StringId title;
};

// The end of a period that has none: later than every date.
inline constexpr value::Date kNoEnd = value::Date::unchecked(value::kLastDay + 1);

// A version of a variable. The version that applies is the last one whose application date is given and in [from,
// until), and whose text is known; an application date that fails, reached from the last version down, is the result.
struct Version {
  TextId text;
  // None: the version always applies.
  NodeId date;
  value::Date from;
  // Excluded; kNoEnd if the version has no end.
  value::Date until = kNoEnd;
  // None: the text repeals the rule.
  RuleId rule;
  // Of a version without rule.
  SiteId repealed;
  // The root of what an éligibilité shows; none for other kinds.
  ConditionId condition;
  PlaceId place;
};
static_assert(sizeof(Version) == 32);

// A body and its derogations, in an order where each comes after those it derogates from.
struct Rule {
  NodeId body;
  std::uint32_t first_derogation = 0;
  std::uint32_t n_derogations = 0;
};

// A rule has at most this many derogations: `Derogation::parents` has one bit for each, and one for the body.
inline constexpr std::uint32_t kMaxDerogations = 63;

// An exception to a rule's body or to others of the rule's derogations.
// It is possible where a parent is possible and its guard is true or fails; it covers its parents where its guard is
// true. The candidates are the possible ones that nothing covers: their common value is the rule's; else, where they
// differ, a conflict; a guard that fails is the result unless every candidate has the same value. A derogation whose
// text is not known has a false guard.
struct Derogation {
  NodeId guard;
  NodeId body;
  // Bit 0: it derogates from the body. Bit i + 1: from derogation i of the rule (`à`, or `prime sur`).
  std::uint64_t parents = 0;
  TextId text;
  StringId name;
  PlaceId place;
  std::uint32_t reserved = 0;
};
static_assert(sizeof(Derogation) == 32);

// A table; exactly one row must be true. The node's operands are those of the rows in order, then `otherwise`'s.
struct Table {
  std::uint32_t first_row = 0;
  std::uint32_t n_rows = 0;
  // `sinon`: the last operand is the result where every row is false.
  bool has_otherwise = false;
  std::uint8_t reserved = 0;
  std::uint16_t reserved_2 = 0;
};

// `n_cells` operands of the node from `first_operand`, counted from the node's own first operand, then the result.
struct Row {
  std::uint32_t first_operand = 0;
  std::uint32_t n_cells = 0;
  PlaceId place;
  // The row as its author wrote it; none where it is not known.
  StringId written;
};

// A dense choice. The value selected by is the index of a case, or a whole number; value v of it gives target
// `first_target + (v − least)` where that is one of the n_targets, and `otherwise` elsewhere. A target is 1 + the index
// of an operand, or 0 for none.
struct Select {
  std::int64_t least = 0;
  std::uint32_t first_target = 0;
  std::uint32_t n_targets = 0;
  // A target too.
  std::uint32_t otherwise = 0;
  std::uint32_t reserved = 0;
};

// The most elements of an input list: a list is the set of its elements, one bit an element.
inline constexpr std::uint32_t kMaxListElements = 128;

// An input list (`entrée membres : liste de Membre, de 1 à 100`), stored by columns. Its inputs are ordinary ones, side
// by side: how many elements are given, from the least to `capacity`; then for each column the element inputs, from the
// first element to the last. Those of elements that are not given are never read.
struct ListInput {
  StringId name;
  // How many elements there are: a whole number, whose range is that of the list.
  InputId count;
  // The most elements, 1 to kMaxListElements.
  std::uint32_t capacity = 0;
  // In Package::columns.
  std::uint32_t first_column = 0;
  std::uint32_t n_columns = 0;
  PlaceId place;
  StringId dispositif;
};

// A scalar of every element: a field, or a member of a family of fields.
struct ListColumn {
  // `installé_le`, `niveau(mt)`; none: the element itself, in a list of scalars.
  StringId name;
  ListId list;
  TypeId type;
  RangeId range;
  // Of the first element; the others follow.
  InputId first_input;
};

// The element that a fold is at (`m` of `pour m de membres`). Each belongs to one fold at most.
struct Binder {
  StringId name;
  ListId list;
};

struct Period {
  TextId text;
  value::Date from;
  value::Date until = kNoEnd;
};

// A column of an enumeration: one constant a case.
struct Attribute {
  StringId name;
  EnumerationId enumeration;
  TypeId type;
  std::uint32_t first_value = 0;
};

// A text that closes a case of an enumeration (`abroge cas`). Sorted by enumeration.
struct Closing {
  std::uint32_t case_index = 0;
  TextId text;
  value::Date from;
};

struct Enumeration {
  StringId name;
  bool ordered = false;
  std::uint8_t reserved = 0;
  std::uint16_t reserved_2 = 0;
  // In Package::cases.
  std::uint32_t first_case = 0;
  std::uint32_t n_cases = 0;
  // In Package::closings.
  std::uint32_t first_closing = 0;
  std::uint32_t n_closings = 0;
};

// A table of a data file: rows sorted by their keys, then by the first day of their period. Of one key, no two periods
// meet; a table without periods has a key once.
struct ReferenceTable {
  StringId name;
  // As the rule file names it.
  StringId file;
  // SHA-256 of the file's bytes, in 64 hexadecimal digits.
  StringId digest;
  std::uint32_t n_rows = 0;
  // The first columns are the keys.
  std::uint32_t n_keys = 0;
  std::uint32_t n_columns = 0;
  // In Package::reference_columns.
  std::uint32_t first_column = 0;
  // In Package::reference_keys: n_keys a row.
  std::uint32_t first_key = 0;
  // In Package::reference_periods: one a row of a dated table.
  std::uint32_t first_period = 0;
  bool is_dated = false;
  std::uint8_t reserved = 0;
  std::uint16_t reserved_2 = 0;
  PlaceId place;
};

// The cells of a column that is no key, in Package::reference_values: one constant a row. The cells of a key, a case, a
// whole number, a date or a booléen, are the first words of their values, in Package::reference_keys.
struct ReferenceColumn {
  StringId name;
  TypeId type;
  ReferenceTableId table;
  std::uint32_t first_value = 0;
};

// The days on which a row holds.
struct ReferencePeriod {
  value::Date from = value::Date::unchecked(value::kFirstDay);
  // Excluded.
  value::Date until = kNoEnd;
};

enum class TextKind : std::uint8_t {
  kLibrary,     // the standard library: before every other text
  kVocabulary,  // after the library, before texts
  kText,
  kDraft,  // `projet`: known only to runs that ask for it
};

struct Text {
  StringId name;
  StringId title;
  StringId reference;
  TextKind kind = TextKind::kText;
  std::uint8_t reserved = 0;
  std::uint16_t reserved_2 = 0;
  // Of kText and kDraft.
  value::Date published;
  value::Date in_force;
  // The order of texts in the places of errors: given by `finish()`.
  std::uint32_t rank = 0;
};

}  // namespace avenant::program
