// Why each result of a case is what it is: one tree of data, made from the trace of the interpreter, from which every
// rendering is made. Ids are those of the package. Read next: trace/explainer.hpp, which makes it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "compiler/cases/case_binder.hpp"
#include "compiler/report/result_view.hpp"
#include "runtime/eval/trace.hpp"
#include "runtime/program/package.hpp"

namespace avenant::explain {

/// Where the value that an operation takes comes from.
enum class OperandKind : std::uint8_t {
  Constant,       ///< A figure written in the rule. `id`: a ConstantId.
  Cell,           ///< The result of a table's row, or a line of a série. `id`: a RowId.
  Input,          ///< A fact. `id`: an InputId.
  Rule,           ///< Another rule's value. `id`: a VariableId.
  Reading,        ///< `id`: a ReadingId.
  Figure,         ///< A figure that is not public. `id`: an UnknownId.
  SituationDate,  ///< The date at which the case is examined.
  Attribute,      ///< What the table of an enumeration says of a case. `id`: an AttributeId.
  Lookup,         ///< A cell of a reference table. `id`: a ReferenceColumnId.
  Step,           ///< An earlier operation of the same rule. `id`: its index.
  Item,           ///< What a fold takes of one element of a list. `id`: the element, from 0.
  Other,          ///< A value that no operation shown makes: a condition, a list, an error.
};

struct Operand {
  OperandKind kind = OperandKind::Other;
  std::uint32_t id = 0;
  program::TypeId type;
  eval::Outcome outcome;
};

/// One operation, its operands and what it gave. Folds have one operand for each element that they keep.
struct Operation {
  program::NodeId node;
  std::vector<Operand> operands;
  program::TypeId type;
  eval::Outcome outcome;
};

/// What a condition asks of a value.
enum class Relation : std::uint8_t {
  Equal,
  NotEqual,
  Less,
  LessEqual,
  Greater,
  GreaterEqual,
  Among,     ///< One of a set.
  NotAmong,  ///< None of a set.
  Given,
  NotGiven,
  True,
  False,
};

/// One test that a condition comes down to, said so that passing it helps the condition; or several ways to pass, any
/// one of which would do.
struct Test {
  program::NodeId node;
  program::VariableId rule;  ///< The rule that it is written in.
  program::VersionId version;
  Relation relation = Relation::True;
  bool passes = false;
  bool decided = true;              ///< Whether it could be evaluated.
  program::NodeId subject;          ///< What is tested.
  program::TypeId type;             ///< Of the subject and the threshold.
  eval::Outcome value;              ///< Of the subject.
  eval::Outcome threshold;          ///< Of ordered relations, equality and sets; else nothing.
  std::optional<value::Value> gap;  ///< How far the value is from passing, or from failing: numbers, or days.
  bool gap_in_days = false;
  program::DerogationId derogation;      ///< The derogation whose condition this is, where it is one's.
  std::optional<std::uint32_t> element;  ///< Of `pour tout` and `il existe`: the element that settles it, from 0.
  /// Of `ou` that fails: its operands, the tests of each. Such a test has no subject of its own.
  std::vector<std::vector<Test>> ways;
};

/// What became of a condition.
enum class ConditionState : std::uint8_t {
  Met,
  NotMet,
  NotNeeded,  ///< Whatever it is, the group that it belongs to is decided without it.
  Undecided,
};

/// A condition of an éligibilité, groups included, parents before children.
struct Condition {
  program::ConditionId condition;
  std::uint32_t depth = 0;  ///< Of the conditions right under the éligibilité: 1.
  std::optional<std::size_t> parent;
  bool is_group = false;
  ConditionState state = ConditionState::Undecided;
  eval::Outcome outcome;
  std::vector<Test> tests;  ///< Those that decide a condition that is no group.
};

/// What made one rule what it is.
struct Rule {
  const eval::VariableTrace* trace = nullptr;  ///< In Explanation::trace: versions, derogations, tables, reads.
  eval::Outcome outcome;                       ///< As a result is asked for: out of force has the value of its kind.
  bool out_of_force = false;
  program::DerogationId derogation;   ///< The one whose value it is, if any.
  std::vector<program::RowId> rows;   ///< The rows of tables that gave it, in the order they were looked up.
  std::vector<Condition> conditions;  ///< Of an éligibilité.
  std::vector<Test> tests;            ///< Of another booléen: those that decide it.
  /// Of each derogation of the trace, what decides whether it applies; none where it is not in play.
  std::vector<std::vector<Test>> derogation_tests;
  std::vector<Operation> operations;  ///< Each after those it uses.
  Operand result;                     ///< What the rule's value is: often the last operation.
};

/// Everything that is said of one case. Refers to the case that it was made from.
struct Explanation {
  Explanation() = default;
  Explanation(Explanation&&) = default;
  Explanation& operator=(Explanation&&) = default;
  // Rules point into the trace.
  Explanation(const Explanation&) = delete;
  Explanation& operator=(const Explanation&) = delete;

  const cases::BoundCase* bound = nullptr;
  std::string dispositif;
  const std::vector<report::ResultView>* views = nullptr;  ///< The results asked for.
  eval::Trace trace;
  std::vector<Rule> rules;                    ///< Every rule that the results rest on, each after those it reads.
  std::vector<std::uint32_t> rule_of;         ///< By variable: its index in `rules`, or kNoRule.
  std::vector<program::InputId> inputs;       ///< The facts read, in the order of the package.
  std::vector<program::ReadingId> readings;   ///< The readings read.
  std::vector<program::UnknownId> figures;    ///< The figures read that are not public.
  std::optional<value::Date> situation_date;  ///< Where it was read.

  static constexpr std::uint32_t kNoRule = 0xFFFFFFFFU;

  /// Null where the variable was not reached.
  [[nodiscard]] const Rule* find(program::VariableId variable) const {
    const std::uint32_t index = rule_of[variable.value];
    return index == kNoRule ? nullptr : &rules[index];
  }
};

}  // namespace avenant::explain
