// The types of the language: units, grain, enumerations, fiches. Read next: expression.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "compiler/base/ids.hpp"
#include "compiler/base/names.hpp"
#include "compiler/base/source.hpp"
#include "runtime/value/rational.hpp"
#include "runtime/value/value.hpp"

namespace avenant::hir {

using TextId = base::Id<struct TextTag>;
using BaseUnitId = base::Id<struct BaseUnitTag>;
using UnitId = base::Id<struct UnitTag>;
using EnumerationId = base::Id<struct EnumerationTag>;
using RecordId = base::Id<struct RecordTag>;
using InputId = base::Id<struct InputTag>;

/// Where a declaration or a rule stands in the law: its text, the article that encloses it, and its bytes.
struct Provenance {
  TextId text;          ///< Invalid for vocabularies and the standard library.
  std::string article;  ///< The number, or empty: « sans numéro d’article ».
  std::string heading;  ///< The title of the innermost heading.
  base::Span span;
};

/// A Record is a fiche: of an input, several inputs; of anything else, one element of a list of that fiche.
enum class TypeKind : std::uint8_t { Error, Boolean, Number, Date, Duration, Enumeration, Set, Record, List };

/// A type, small and copied freely. Two types are the same when all members are equal.
struct Type {
  TypeKind kind = TypeKind::Error;
  bool optional = false;      ///< « facultatif »: the value may be absent.
  UnitId unit;                ///< Number: its unit; UnitId(0) is « no unit ».
  std::int64_t grain = 0;     ///< Number: every value is a multiple of 1/grain; 0 is free.
  EnumerationId enumeration;  ///< Enumeration, Set.
  RecordId record;            ///< Record, List of records.
  bool any_unit = false;      ///< Number: a bare 0, which fits any unit.
  /// List: the kind of its elements, whose unit, grain, enumeration or record the type has; Error otherwise.
  TypeKind element = TypeKind::Error;
  /// List, and Record where it is an element: the input list that the elements are of. Found once everything is read.
  InputId source;

  friend bool operator==(const Type&, const Type&) = default;

  [[nodiscard]] bool is(TypeKind wanted) const { return kind == wanted; }
  [[nodiscard]] bool is_error() const { return kind == TypeKind::Error; }
  [[nodiscard]] Type with_optional(bool value) const {
    Type copy = *this;
    copy.optional = value;
    return copy;
  }
};

/// The most elements of an input list.
inline constexpr std::int64_t kMaxListElements = 128;

/// The type of the elements of a list, and of the lists of such elements.
[[nodiscard]] inline Type element_type(const Type& list) {
  Type type = list;
  type.kind = list.element;
  type.element = TypeKind::Error;
  if (!type.is(TypeKind::Record)) type.source = InputId{};
  return type;
}
[[nodiscard]] inline Type list_type(const Type& element) {
  Type type = element.with_optional(false);
  type.element = element.kind;
  type.kind = TypeKind::List;
  return type;
}

/// A range that narrows a number. Both ends in the type's own unit.
struct Range {
  std::optional<value::Rational> least;
  std::optional<value::Rational> greatest;
  bool greatest_excluded = false;  ///< « de a à moins de b ».
};

/// `unité patient, patients` or `unité ETP à 2 décimales`. The euro is the first one of every program.
struct BaseUnit {
  base::Name singular;
  base::Name plural;  ///< The same name when only one was given.
  std::int64_t grain = 1;
  Provenance provenance;
};

/// A product of powers of base units, sorted by base unit, exponents not 0. The empty product is « no unit ».
struct Unit {
  std::vector<std::pair<BaseUnitId, int>> factors;
  friend bool operator==(const Unit&, const Unit&) = default;
};

/// One case of an enumeration. `attributes` has one constant per attribute column.
struct EnumerationCase {
  base::Name name;
  std::string code;   ///< Official code, or empty.
  std::string label;  ///< « libellé », or the name.
  std::vector<value::Value> attributes;
  std::optional<value::Date> closed_from;  ///< Set by « abroge cas »: the first day on which the case is closed.
  base::Span span;
  TextId closed_by;  ///< The text that closes it; invalid where none does.
};

struct EnumerationAttribute {
  base::Name name;
  Type type;
};

struct Enumeration {
  base::Name name;
  bool ordered = false;
  std::vector<EnumerationCase> cases;
  std::vector<EnumerationAttribute> attributes;
  Provenance provenance;
};

/// A column of a reference table.
struct ReferenceColumn {
  base::Name name;
  Type type;
  base::Span span;
  std::vector<value::Value> values;  ///< One a row; none for a key.
};

/// The days on which a row holds; no bound where the file gives none.
struct ReferencePeriod {
  std::optional<value::Date> from;
  std::optional<value::Date> until;  ///< Excluded.
};

/// `table zonage « zonage.csv » clé commune`: rows sorted by their keys, then by the first day of their period.
struct ReferenceTable {
  base::Name name;
  std::string file;    ///< As the rule file names it.
  std::string digest;  ///< SHA-256 of its bytes, in hexadecimal digits.
  bool is_dated = false;
  std::uint32_t n_rows = 0;
  std::vector<ReferenceColumn> keys;
  std::vector<ReferenceColumn> columns;
  std::vector<std::int64_t> key_values;  ///< One a key a row: the first word of its value.
  std::vector<ReferencePeriod> periods;  ///< One a row of a dated table.
  Provenance provenance;
};

/// The domain of a family index: a constant range of integers or an enumeration.
struct IndexDomain {
  EnumerationId enumeration;  ///< Valid for an enumeration.
  std::int64_t first = 0;     ///< Else the range first … last, both included.
  std::int64_t last = 0;
  friend bool operator==(const IndexDomain&, const IndexDomain&) = default;
};

/// A field of a fiche; a field with indices is a family of fields.
struct Field {
  base::Name name;
  Type type;
  Range range;
  std::vector<IndexDomain> indices;
  std::string title;
  base::Span span;
};

/// A fiche in a fiche: its fields are the outer one's, under the name that declares it and a dot.
struct InnerRecord {
  base::Name name;  ///< As its fields begin: `cabinet`, `cabinet.adresse`.
  RecordId record;
};

struct Record {
  base::Name name;
  std::vector<Field> fields;  ///< No field is a fiche: those of inner fiches are listed, `cabinet.commune`.
  std::vector<InnerRecord> inner;
  std::string title;
  Provenance provenance;
};

}  // namespace avenant::hir
