// The program as its author means it: texts, kinds of rule, versions, readings, scenarios, each with its provenance.
// Families stay symbolic here; lowering unrolls them. Made by sema::analyse, read by lower, scenario, docgen.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "compiler/base/ids.hpp"
#include "compiler/base/names.hpp"
#include "compiler/hir/expression.hpp"
#include "compiler/hir/types.hpp"

namespace avenant::hir {

using DispositifId = base::Id<struct DispositifTag>;
using DerogationId = base::Id<struct DerogationTag>;
using TableId = base::Id<struct TableTag>;
using CaseId = base::Id<struct CaseTag>;
using ScenarioId = base::Id<struct ScenarioTag>;

/// `reporte T au 1er janvier 2025`: once `by` is known, what enters into force with T does so on that day.
struct Postponement {
  TextId by;
  value::Date to;
  friend bool operator==(const Postponement&, const Postponement&) = default;
};

/// A text (`texte`, `projet`) or a vocabulary. Vocabularies have no dates and come first in every order.
struct Text {
  base::Name name;
  bool vocabulary = false;
  bool draft = false;  ///< « projet »: takes effect only when named on the command line.
  std::string title;
  std::string reference;
  std::optional<value::Date> signed_on;
  std::optional<value::Date> published_on;
  std::optional<value::Date> in_force_from;
  std::vector<Postponement> postponements;  ///< In order of application.
  Provenance provenance;
};

struct Dispositif {
  base::Name name;
  MissingDay missing_day = MissingDay::Unstated;
  ExpressionId application;  ///< « application selon », or invalid.
  Provenance provenance;
};

/// `entrée`: a fact given with each case.
struct Input {
  base::Name name;
  DispositifId dispositif;
  Type type;    ///< May be a Record, or a List.
  Range range;  ///< Of a list: of its elements.
  std::vector<IndexDomain> indices;
  std::uint32_t least_elements = 0;  ///< Of a list: its bounds.
  std::uint32_t most_elements = 0;
  std::string title;
  Provenance provenance;
};

/// An input read in an expression or given by a case: the input itself, or one scalar field of a fiche. Of a list, the
/// count where a case gives no index, and else a scalar of one element, whose number is the first index.
struct InputPath {
  InputId input;
  std::optional<std::uint32_t> field;  ///< Position in the record's fields.
  Type type;
  friend bool operator==(const InputPath& left, const InputPath& right) {
    return left.input == right.input && left.field == right.field;
  }
};

struct ReadingChoice {
  base::Name name;
  std::string label;
  std::string note;
  base::Span span;
};

/// `lecture`: two or more honest readings of a text, one chosen per run.
struct Reading {
  base::Name name;
  std::string title;
  std::vector<ReadingChoice> choices;
  std::uint32_t default_choice = 0;
  EnumerationId enumeration;  ///< The hidden enumeration of its choices: the type of a Reading expression.
  Provenance provenance;
};

/// `inconnu`: a figure that is not public. `address` is what --figure takes: rule, then row or clause.
struct UnknownFigure {
  std::string address;
  std::string reason;
  Type type;
  Range bounds;
  Provenance provenance;
};

/// Objective, Obligation, Instalments: a part of such a rule, which is several variables.
enum class VariableKind : std::uint8_t {
  Definition,
  Eligibility,
  Condition,
  Table,
  Series,
  Objective,
  Obligation,
  Instalments
};

/// `suppose C « raison »`: what reads what it speaks of fails where C does not hold. It counts once its text is known.
struct Assumption {
  ExpressionId condition;
  std::string reason;
  DispositifId dispositif;  ///< Of a rule of its own; invalid for one that a barème states.
  Provenance provenance;
};

/// `avec parts : décimal à 2 décimales`: what each use of a definition gives it. Of the pseudo-unit « nombre », see
/// Program::generic_unit.
struct Parameter {
  base::Name name;
  Type type;
  Range range;
  base::Span span;
};

/// A row of a `barème`, in row form; the cross form is rewritten to it. An invalid cell is a dash.
struct TableRow {
  std::vector<ExpressionId> cells;  ///< Conditions.
  ExpressionId result;
  std::string source_note;
  base::Span span;
  bool otherwise = false;  ///< « sinon »: takes what no other row takes; its cells are empty.
  base::Span replaces;     ///< The row of the first wording whose place it takes; invalid: it takes none.
};

struct Table {
  std::vector<ExpressionId> subjects;
  std::uint32_t n_column_subjects = 0;  ///< Cross form: how many of the last subjects head its columns.
  std::vector<TableRow> rows;
};

/// A labelled item of an eligibility: a condition variable, or a group of them (a group is a condition variable too).
struct Condition {
  std::string label;  ///< Empty for an unlabelled condition.
  VariableId variable;
};

enum class ConditionMode : std::uint8_t { Single, All, Any };

/// What one version of a variable says. Exactly one of the members that the kind needs is set.
struct Rule {
  ExpressionId body;                           ///< Definition, Condition of mode Single.
  ConditionMode mode = ConditionMode::Single;  ///< Of a rule without body and table.
  std::vector<Condition> conditions;           ///< Eligibility, Condition of mode All or Any.
  TableId table;                               ///< Table, Series.
  std::vector<Assumption> assumptions;         ///< Table: what it supposes.
};

/// When a version, a derogation or a notice is in force: its application date is in [from, until), and the texts that
/// it needs are known.
struct InForce {
  ExpressionId application;  ///< Invalid: always (a word).
  std::optional<value::Date> from;
  std::optional<value::Date> until;         ///< Excluded.
  std::vector<Postponement> postponements;  ///< Of `from`, in order of application: the last one known counts.
  std::vector<TextId> needs;                ///< Drafts besides its own text.
};

/// Of a clause of an objectif or an obligation: whether the wording states it. What is not stated has the value that
/// the language gives it.
enum class ClauseState : std::uint8_t { Stated, Unstated, Repealed };

struct Version : InForce {
  Provenance provenance;
  bool repealed = false;
  Rule rule;
  base::Span application_span;
  base::Span composed_of;  ///< The whole wording that partial amendments changed into this one, or invalid.
  std::optional<value::Date> part_from;      ///< Composed: from when the last of its partial amendments count.
  std::vector<base::Span> parts;             ///< Composed: where its partial amendments stand, in order.
  std::vector<DerogationId> without;         ///< Derogations of the variable that this version puts aside.
  ClauseState clause = ClauseState::Stated;  ///< Of a part of an objectif or an obligation.
};

/// A named rule; with indices, a family of them.
struct Variable {
  base::Name name;
  std::string title;
  std::string wording;            ///< The sentence that explanations say of it; empty where nothing is written.
  std::string wording_otherwise;  ///< Of a value that is faux, 0 or absent.
  VariableKind kind = VariableKind::Definition;
  DispositifId dispositif;
  bool is_result = false;
  Type type;
  Range range;
  std::vector<BinderId> indices;
  std::vector<ParameterId> parameters;  ///< With any, it has a value only where an Apply gives them theirs.
  std::vector<Version> versions;        ///< In order of application.
  VariableId parent;                    ///< Condition: the eligibility or group that lists it.
  std::string label;                    ///< Condition: its label.
  std::string result_column;            ///< Table with several results: the column this variable is.
  base::Name rule;                      ///< Objective, Obligation, Instalments: the rule this variable is a part of.
  Provenance provenance;
};

/// The end of a derogation: `abroge dérogation D`, or another wording that replaces it.
struct End : InForce {
  Provenance provenance;
};

/// `dérogation D à X`. Arguments say which members of a family it concerns: one of its binders, or a constant.
struct Derogation : InForce {
  base::Name name;
  VariableId target;
  DerogationId target_derogation;       ///< Valid when it derogates from a derogation; `target` is then that one's.
  std::vector<ExpressionId> arguments;  ///< Per index of the target: an Index of one of `indices`, or a Constant.
  std::vector<BinderId> indices;
  ExpressionId guard;  ///< Invalid: always.
  ExpressionId value;
  std::vector<DerogationId> prevails_over;  ///< « prime sur », and the « cède à » of others, both ways merged.
  std::vector<End> ends;                    ///< What repeals or replaces it: while one is in force it does not apply.
  Provenance provenance;
};

/// `signale « … » si C`.
struct Notice : InForce {
  std::string message;
  DispositifId dispositif;
  ExpressionId condition;
  Provenance provenance;
};

/// A scalar input member: an input path with constant indices, the input's then the field's.
struct InputMember {
  InputPath path;
  std::vector<value::Value> indices;
};

/// `revenu = r` in a call, as its author wrote it, for people.
struct CallArgument {
  std::string target;
  std::string value;
  std::size_t first_binding = 0;
  std::size_t n_bindings = 0;  ///< More than one for a fiche or a family.
};

/// `aide_locale(revenu = r ; parts = 2).montant_dû`: a result of another dispositif, whose inputs are what the call
/// gives. An input that no binding gives is absent there when it is facultatif, else missing where it is read.
struct Call {
  DispositifId callee;
  VariableId result;
  std::vector<InputMember> bindings;  ///< Inputs of the callee, none twice; what each is given is an operand.
  std::vector<CallArgument> arguments;
};

struct Assignment {
  InputMember member;
  bool absent = false;
  value::Value value{};
  base::Span span;
  bool at_least = false;  ///< Of a list's count, found from the elements named: raises the count, never lowers it.
};

/// A variable member with constant indices.
struct VariableMember {
  VariableId variable;
  std::vector<value::Value> indices;
};

enum class ExpectationKind : std::uint8_t { Value, Absent, Unknown, Excluded, Error, Range };

/// `attendu x = …`, one per member.
struct Expectation {
  VariableMember member;
  ExpectationKind kind = ExpectationKind::Value;
  value::Value value{};
  Range range;
  std::string reason;       ///< « inconnu car X », « exclu car X »: empty when not stated.
  std::string error_class;  ///< « en erreur CODE »: the French word of the run-time error class.
  std::optional<std::vector<std::string>> failing_labels;  ///< « car »: exactly these.
  std::vector<DerogationId> thanks_to;                     ///< « grâce à ».
  base::Span span;
};

/// What a scenario sets besides inputs.
struct Setting {
  std::vector<Assignment> assignments;
  std::vector<std::pair<ReadingId, std::uint32_t>> readings;
  std::optional<value::Date> situation;
  std::vector<base::Name> drafts;
};

/// `cas`: a named set of facts, reusable.
struct Case {
  base::Name name;
  DispositifId dispositif;
  CaseId base;
  Setting setting;
  Provenance provenance;
};

/// `scénario`, or one row of `scénarios`.
struct Scenario {
  std::string title;
  DispositifId dispositif;
  CaseId base;
  Setting setting;
  std::vector<Expectation> expectations;
  Provenance provenance;
};

/// Everything a project says. Stores own their items; ids are stable.
struct Program {
  base::NameTable names;
  base::Store<TextId, Text>
      texts;  ///< Vocabularies first, then by publication, then by entry into force, then by path.
  base::Store<BaseUnitId, BaseUnit> base_units;
  base::Store<UnitId, Unit> units;
  base::Store<EnumerationId, Enumeration> enumerations;
  base::Store<RecordId, Record> records;
  base::Store<ReferenceTableId, ReferenceTable> reference_tables;
  base::Store<DispositifId, Dispositif> dispositifs;
  base::Store<InputId, Input> inputs;
  base::Store<InputPathId, InputPath> input_paths;
  base::Store<ReadingId, Reading> readings;
  base::Store<UnknownId, UnknownFigure> unknowns;
  base::Store<ReasonId, std::string> reasons;
  base::Store<VariableId, Variable> variables;
  base::Store<DerogationId, Derogation> derogations;
  base::Store<TableId, Table> tables;
  base::Store<BinderId, Binder> binders;
  base::Store<SelectId, Select> selects;
  base::Store<ParameterId, Parameter> parameters;
  base::Store<CallId, Call> calls;
  base::Store<ExpressionId, Expression> expressions;
  std::vector<ExpressionId> operands;
  /// What authors wrote for an argument of a definition, on one line in the canonical layout: it names the argument.
  std::map<base::Span, std::string> argument_texts;
  std::vector<Notice> notices;
  std::vector<Assumption> assumptions;  ///< Rules of dispositifs: their conditions read inputs only.
  UnitId generic_unit;                  ///< What « nombre » is inside a definition; each Apply says what it stands for.
  base::Store<CaseId, Case> cases;
  base::Store<ScenarioId, Scenario> scenarios;

  /// Adds an expression with its operands.
  ExpressionId add(Expression expression, std::span<const ExpressionId> its_operands);
  [[nodiscard]] std::span<const ExpressionId> operands_of(ExpressionId id) const;
  /// The interned unit; a product in normal form.
  UnitId intern(Unit unit);
};

/// The type as an author writes it: `patients`, `montant`, `décimal à 2 décimales`, `ensemble de Département`.
[[nodiscard]] std::string type_text(const Program& program, const Type& type);
/// A unit as an author writes it: `€/ETP`; empty for no unit.
[[nodiscard]] std::string unit_text(const Program& program, UnitId unit);
/// The plural, or the singular.
[[nodiscard]] std::string unit_text(const Program& program, const Unit& unit, bool plural = true);
/// A constant of a type as an author writes it: `12 000 €`, `22 juin 2024`, `demi`.
[[nodiscard]] std::string value_text(const Program& program, const Type& type, const value::Value& value);
/// The whole program, readable, for `rulec check --dump=hir` and tests.
[[nodiscard]] std::string print(const Program& program);
/// The first broken invariant (ids in range, operand types), or an empty text. A bug of sema when not empty.
[[nodiscard]] std::string verify(const Program& program);

}  // namespace avenant::hir
