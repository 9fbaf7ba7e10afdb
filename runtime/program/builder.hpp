// Builds a program piece by piece, in any order, and makes the places of errors a total order. Read package.hpp first.
// Typical use: texts, enumerations, inputs; declare every variable; then its versions; then `finish()`.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "runtime/program/package.hpp"
#include "runtime/value/calendar.hpp"
#include "runtime/value/rounding.hpp"

namespace avenant::program {

struct TextSpec {
  std::string_view name;
  TextKind kind = TextKind::kText;
  value::Date published;
  value::Date in_force;
  std::string_view title;
  std::string_view reference;
};

struct PlaceSpec {
  TextId text;
  std::string_view path;
  std::uint32_t offset = 0;
  std::uint32_t line = 0;
  std::string_view article;
};

struct CaseSpec {
  std::string_view name;
  std::string_view code;
  std::string_view label;
  std::string_view note = {};
};

// `sequence`, here and below, orders what is written at one place: the member's rank in its family.
struct InputSpec {
  std::string_view name;
  TypeId type;
  RangeId range;
  PlaceId place;
  std::uint32_t sequence = 0;
  std::string_view dispositif;
  std::string_view title = {};
};

// An input list. Its count is the input named `count_name`; its elements' are `name(1).field`, `name(2).field` … or, of
// a list of scalars, `name(1)`, `name(2)` …
struct ListSpec {
  std::string_view name;
  std::string_view count_name;
  // 0 ≤ least ≤ capacity, 1 ≤ capacity ≤ kMaxListElements.
  std::uint32_t least = 0;
  std::uint32_t capacity = 0;
  PlaceId place;
  std::string_view dispositif;
};

struct ColumnSpec {
  // Empty: the element itself, in a list of scalars.
  std::string_view name;
  TypeId type;
  RangeId range;
  std::string_view title = {};
};

struct ReadingSpec {
  std::string_view name;
  std::span<const CaseSpec> cases;
  std::uint32_t default_case = 0;
  PlaceId place;
  std::string_view title = {};
};

struct UnknownSpec {
  std::string_view address;
  std::string_view reason;
  TypeId type;
  RangeId bounds;
  PlaceId place;
};

struct VariableSpec {
  std::string_view name;
  TypeId type;
  RuleKind kind = RuleKind::kDefinition;
  bool is_public = false;
  PlaceId place;
  std::uint32_t sequence = 0;
  std::string_view dispositif;
  // The value of a requested result that is out of force; none: the error is the result.
  ConstantId out_of_force;
  std::string_view title = {};
};

struct VersionSpec {
  TextId text;
  // None: the version always applies, and `from` and `until` say nothing.
  NodeId date;
  value::Date from;
  value::Date until = kNoEnd;
  // None: the text repeals the rule.
  RuleId rule;
  ConditionId condition;
  PlaceId place;
};

struct DerogationSpec {
  NodeId guard;
  NodeId body;
  TextId text;
  std::string_view name;
  PlaceId place;
  // Those of the same rule that it derogates from; empty: from the body only.
  std::vector<DerogationId> attached_to;
  // With `attached_to`: it derogates from the body too.
  bool attached_to_body = false;
};

struct RowSpec {
  std::vector<NodeId> cells;
  NodeId result;
  PlaceId place;
  // As its author wrote it.
  std::string_view written = {};
};

struct DimensionSpec {
  std::string_view name;
  // None: whole numbers from `least` on.
  EnumerationId enumeration;
  std::int64_t least = 0;
  std::uint32_t size = 0;
};

struct ReferenceColumnSpec {
  std::string_view name;
  TypeId type;
  // One a row; none for a key.
  std::span<const value::Value> values;
};

// Rows are sorted by their keys, then by the first day of their period.
struct ReferenceTableSpec {
  std::string_view name;
  std::string_view file;
  std::string_view digest;
  PlaceId place;
  std::uint32_t n_rows = 0;
  bool is_dated = false;
  std::span<const ReferenceColumnSpec> keys;
  std::span<const ReferenceColumnSpec> columns;
  // One a key a row.
  std::span<const std::int64_t> key_values;
  // One a row of a dated table.
  std::span<const ReferencePeriod> periods;
};

// The program, or what is wrong with the way it was built (a defect of the caller, never of a rule file).
struct BuildResult {
  std::optional<Package> package;
  std::string error;
};

// Not thread-safe; used once. Ids that it returns stay valid in the package, except SiteId, which callers never see,
// and DerogationId, which `finish()` renumbers. Wrong arguments are reported by `finish()`, and deeper ones by
// `verify()`.
class PackageBuilder {
 public:
  PackageBuilder();

  // ---- Texts and places
  TextId add_text(const TextSpec& spec);
  // The same arguments give the same place.
  PlaceId add_place(const PlaceSpec& spec);
  StringId add_string(std::string_view characters);

  // ---- Types; each call with the same arguments gives the same id
  TypeId boolean();
  // `grain`: 0 free, D > 0: the denominator divides D. `unit`: for display.
  TypeId number(std::int64_t grain, std::string_view unit = {});
  TypeId date();
  TypeId duration();
  TypeId enumeration(EnumerationId of);
  TypeId set_of(EnumerationId of);
  TypeId list_of(ListId of);
  TypeId element_of(ListId of);
  // `type` made facultatif, and plain again.
  TypeId optional(TypeId type);
  TypeId plain(TypeId type);
  const Type& type(TypeId id) const { return package_.types[id.value]; }
  // `booléen` for no node.
  TypeId type_of(NodeId node) const {
    return node.value < package_.nodes.size() ? package_.nodes[node.value].type : TypeId(std::uint32_t{0});
  }

  // ---- What is declared
  EnumerationId add_enumeration(std::string_view name, bool ordered, std::span<const CaseSpec> cases);
  // `text` closes the case from the day it is in force; callers may add several, in any order.
  void close_case(EnumerationId enumeration, std::uint32_t case_index, TextId text, value::Date from);
  // One value a case, in the order of the cases.
  AttributeId add_attribute(EnumerationId enumeration, std::string_view name, TypeId type,
                            std::span<const value::Value> values);
  RangeId add_range(std::optional<value::Value> min, std::optional<value::Value> max, bool min_excluded = false,
                    bool max_excluded = false);
  ConstantId add_value(value::Value value);
  InputId add_input(const InputSpec& spec);
  // Makes its inputs too: the count, then each column's.
  ListId add_list(const ListSpec& spec, std::span<const ColumnSpec> columns);
  const ListInput& list(ListId id) const { return package_.lists[id.value]; }
  // The column of that name; none if the list has none.
  ColumnId column_named(ListId list, std::string_view name) const;
  // What a fold over elements of `of` binds; each fold has its own.
  BinderId add_binder(std::string_view name, ListId of);
  // Makes the enumeration of its cases, of the same name.
  ReadingId add_reading(const ReadingSpec& spec);
  EnumerationId enumeration_of(ReadingId reading) const { return package_.readings[reading.value].enumeration; }
  UnknownId add_unknown(const UnknownSpec& spec);
  // `members`: the InputId or VariableId values, the last dimension varying fastest.
  FamilyId add_family(std::string_view name, FamilyKind kind, std::span<const DimensionSpec> dimensions,
                      std::span<const std::uint32_t> members);
  ReferenceTableId add_reference_table(const ReferenceTableSpec& spec);
  // The column of that position among those that are no keys.
  ReferenceColumnId column_of(ReferenceTableId table, std::uint32_t position) const;
  void add_notice(std::string_view message, NodeId condition, PlaceId place, std::string_view dispositif = {});
  // The singular of a unit; nothing where it is the same word. A unit may be named again.
  void name_unit(std::string_view many, std::string_view one);
  // The wording of a variable; the last one counts.
  void add_sentence(VariableId variable, std::string_view pattern, std::string_view otherwise, PlaceId place);
  void add_source(std::string_view path, const Sha256Digest& digest);

  // ---- Variables
  // Declares the variable, so that expressions may read it, and makes its no-version and conflict sites.
  VariableId declare_variable(const VariableSpec& spec);
  // Adds the next version, in order of application.
  void add_version(VariableId variable, const VersionSpec& spec);
  RuleId add_rule(NodeId body);
  DerogationId add_derogation(RuleId rule, const DerogationSpec& spec);
  // `prime sur`: `winner` also derogates from `loser`, of the same rule. Both stay attached to what they were.
  void add_precedence(DerogationId winner, DerogationId loser);
  // A labelled condition, whose value is `node`.
  ConditionId add_condition(std::string_view label, NodeId node, PlaceId place);
  // A group; makes its `and` or `or` node. Its label may be empty.
  // `node`: that node, where it is made already.
  ConditionId add_condition_group(std::string_view label, ConditionGroup group, std::span<const ConditionId> children,
                                  PlaceId place, NodeId node = {});
  NodeId node_of(ConditionId condition) const { return package_.conditions[condition.value].node; }

  // ---- Expressions
  // What is built from now on belongs to `variable`: its errors say so, and take its sequence.
  void set_owner(VariableId variable);
  // What is built from now on belongs to no variable (notices); its errors have sequence 0.
  void clear_owner();

  // A node of any operation that has no payload, or whose payload is given as the value of its id. The sites of its
  // errors are made from op.def's classes, the place, the owner and its sequence; a comparison's mode is found by
  // itself. `type`: none is the type that the operands imply (typing.hpp).
  NodeId add(Op op, TypeId type, std::span<const NodeId> operands, PlaceId place, std::uint32_t payload = 0,
             std::uint8_t mode = 0);
  NodeId add(Op op, TypeId type, std::initializer_list<NodeId> operands, PlaceId place, std::uint32_t payload = 0,
             std::uint8_t mode = 0);

  NodeId constant(TypeId type, value::Value value, PlaceId place);
  NodeId boolean_constant(bool value, PlaceId place);
  // `absent`, of a facultatif type.
  NodeId absent(TypeId type, PlaceId place);
  NodeId input(InputId input, PlaceId place);
  NodeId variable(VariableId variable, PlaceId place);
  NodeId reading(ReadingId reading, PlaceId place);
  NodeId list_input(ListId list, PlaceId place);
  NodeId bound(BinderId binder, PlaceId place);
  NodeId field(ColumnId column, NodeId element, PlaceId place);
  NodeId situation_date(PlaceId place);
  NodeId unknown(UnknownId unknown, PlaceId place);
  NodeId excluded(TypeId type, std::string_view reason, PlaceId place);
  // An input of a called rule that the call does not give.
  NodeId missing(TypeId type, PlaceId place);
  NodeId text_known(TextId text, PlaceId place);
  // `value` where `condition` is true, else an assumption error (`suppose`).
  NodeId assume(NodeId condition, NodeId value, std::string_view reason, PlaceId place);
  NodeId choose(NodeId condition, NodeId then, NodeId otherwise, TypeId type, PlaceId place);
  // `eq`, `ne`, `lt`, `le`, `gt` or `ge`.
  NodeId compare(Op op, NodeId left, NodeId right, PlaceId place);
  NodeId round(NodeId number, value::Rational step, value::Rounding sense, TypeId type, PlaceId place);
  NodeId exact(NodeId number, std::int64_t denominator, TypeId type, PlaceId place);
  NodeId in_range(NodeId number, RangeId range, PlaceId place);
  NodeId attribute(AttributeId attribute, NodeId of_case, PlaceId place);
  // Whether `date`, which may be absent, is in [from, until) and `text` is known.
  NodeId in_period(NodeId date, TextId text, value::Date from, value::Date until, PlaceId place);
  // `by_value[v − least]` is chosen when the selector is v (a case's index, a whole number); a none in it, and what is
  // outside it, choose `otherwise`, or if that is none fail as out of range. The same node may occur several times.
  NodeId select(NodeId selector, std::int64_t least, std::span<const NodeId> by_value, NodeId otherwise, TypeId type,
                PlaceId place);
  // The cell of a reference table; `operands` are the keys, then the date of a dated table.
  NodeId lookup(ReferenceColumnId column, std::span<const NodeId> operands, PlaceId place);
  // `otherwise`: the result where every row is false; none: a gap.
  NodeId table(TypeId type, std::span<const RowSpec> rows, NodeId otherwise, PlaceId place);

  // Sorts the sites and the derogations, ranks the texts, and hands over the package. The builder is empty afterwards.
  BuildResult finish();

 private:
  struct SiteKey {
    std::uint32_t error;
    std::uint32_t place;
    std::uint32_t sequence;
    std::uint32_t subject;
    std::uint32_t subject_id;
    friend auto operator<=>(const SiteKey&, const SiteKey&) = default;
  };
  struct PlaceKey {
    std::uint32_t text;
    std::uint32_t path;
    std::uint32_t offset;
    std::uint32_t line;
    std::uint32_t article;
    friend auto operator<=>(const PlaceKey&, const PlaceKey&) = default;
  };
  struct PendingVersion {
    VariableId variable;
    Version version;
  };
  struct PendingDerogation {
    RuleId rule;
    Derogation derogation;
    std::vector<DerogationId> attached_to;
  };
  struct PendingClosing {
    EnumerationId enumeration;
    Closing closing;
  };

  TypeId intern_type(const Type& type);
  SiteId site(value::RuntimeErrorClass error, PlaceId place, std::uint32_t sequence, SubjectKind subject,
              std::uint32_t subject_id, StringId reason = {});
  // Records the first defect; the builder goes on, so that its callers need not look.
  void fail(std::string message);
  bool are_usable(const OpInfo& known, std::span<const NodeId> operands);
  void rank_texts();
  void sort_sites();
  void remap_sites(std::span<const SiteId> new_ids);
  void place_versions();
  void place_closings();
  void place_derogations();
  void place_rule(RuleId rule, std::span<const std::uint32_t> members);

  Package package_;
  std::unordered_map<std::string, StringId> string_ids_;
  std::map<PlaceKey, PlaceId> place_ids_;
  std::map<SiteKey, SiteId> site_ids_;
  std::map<std::pair<std::int64_t, std::int64_t>, ConstantId> constant_ids_;
  std::vector<PendingVersion> pending_versions_;
  std::vector<PendingDerogation> pending_derogations_;
  std::vector<PendingClosing> pending_closings_;
  VariableId owner_;
  std::uint32_t sequence_ = 0;
  std::string error_;
};

}  // namespace avenant::program
