// The interpreter itself: one small function an operation, reached through a table, and the choice of versions,
// derogations and rows. What operations mean is in op.def. The strict operations are in machine_operations.hpp.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "runtime/eval/case_state.hpp"
#include "runtime/eval/trace.hpp"
#include "runtime/program/package.hpp"

namespace avenant::eval {

inline constexpr std::uint32_t kOk = program::kStatusOk;

// The recorder of a run without explanation. Any recorder has these members and, where the first is true, the functions
// of trace_recorder.hpp; where it is false none is called, and the run pays nothing for them. Where the second is true,
// `node` is called with each node evaluated, its value and its status.
struct NoRecorder {
  static constexpr bool kRecords = false;
  static constexpr bool kRecordsNodes = false;
};

namespace detail {
struct Extreme;
}  // namespace detail

// Evaluates within one case. A function that evaluates something puts its value in `out` and returns its status: `out`
// is meaningless unless the status is OK. Nothing allocates, unless the recorder does.
template <class Recorder>
class Machine {
 public:
  Machine(CaseState& state, Recorder& recorder)
      : state_(state),
        package_(*state.package),
        nodes_(state.package->nodes.data()),
        operands_(state.package->operands.data()),
        constants_(state.package->constants.data()),
        inputs_(state.inputs.data()),
        memos_(state.variables.data()),
        known_texts_(state.known_texts.data()),
        plans_(&state.plans),
        bound_(state.bound.data()),
        recorder_(recorder) {}

  std::uint32_t evaluate(program::NodeId id, value::Value& out) {
    const program::Node& node = nodes_[id.value];
    if constexpr (Recorder::kRecordsNodes) {
      const std::uint32_t status = kHandlers[static_cast<std::size_t>(node.op)](*this, node, out);
      recorder_.node(id, out, status);
      return status;
    }
    // The leaves that most operands are need no call.
    if (node.op == program::Op::kConst) {
      out = constants_[node.payload];
      return kOk;
    }
    if constexpr (!Recorder::kRecords) {
      if (node.op == program::Op::kInput) {
        const Outcome& input = inputs_[node.payload];
        out = input.value;
        return input.status;
      }
      if (node.op == program::Op::kVariable) return variable(program::VariableId(node.payload), out);
    }
    return kHandlers[static_cast<std::size_t>(node.op)](*this, node, out);
  }

  std::uint32_t variable(program::VariableId id, value::Value& out) {
    const Memo& memo = memos_[id.value];
    if (memo.generation == state_.generation) {
      out = memo.outcome.value;
      return memo.outcome.status;
    }
    return fresh_variable(id, out);
  }

 private:
  using Node = program::Node;
  using Value = value::Value;
  // A leaf that a table looks at, while one is evaluated.
  struct Column {
    Value value;
    std::uint32_t status = kOk;
    bool is_known = false;
  };
  using Handler = std::uint32_t (*)(Machine&, const Node&, Value&);

#define OP(id, ...) static std::uint32_t on_##id(Machine& machine, const Node& node, Value& out);
#include "runtime/program/op.def"

  static constexpr Handler kHandlers[] = {
#define OP(id, ...) &Machine::on_##id,
#include "runtime/program/op.def"
  };

  program::NodeId operand(const Node& node, std::uint32_t index) const { return operands_[node.first_operand + index]; }
  std::uint32_t evaluate_operand(const Node& node, std::uint32_t index, Value& out) {
    return evaluate(operand(node, index), out);
  }
  // The status of both operands.
  std::uint32_t both(const Node& node, Value& left, Value& right) {
    const std::uint32_t left_status = evaluate_operand(node, 0, left);
    const std::uint32_t right_status = evaluate_operand(node, 1, right);
    return std::min(left_status, right_status);
  }
  // The status of a condition; `holds` is its value where that is OK. Comparisons, which most conditions are, need no
  // call: numbers of one denominator, dates and cases compare as their first words do.
  std::uint32_t condition(program::NodeId id, bool& holds) {
    const Node& node = nodes_[id.value];
    const bool plain = node.op >= program::Op::kEqual && node.op <= program::Op::kGreaterEqual &&
                       node.mode != static_cast<std::uint8_t>(program::Comparison::kDuration);
    if constexpr (!Recorder::kRecords) {
      if (plain) {
        Value left{};
        Value right{};
        const std::uint32_t status = both(node, left, right);
        holds = compares(node.op, left, right);
        return status;
      }
    }
    Value value{};
    const std::uint32_t status = evaluate(id, value);
    holds = value.as_boolean();
    return status;
  }
  // Of any values but durations: dates, cases and booleans have the denominator 1.
  static bool compares(program::Op op, const Value& left, const Value& right) {
    if (op == program::Op::kEqual) return left == right;
    if (op == program::Op::kNotEqual) return !(left == right);
    const int order = left.b == right.b ? (left.a > right.a) - (left.a < right.a) : order_of_fractions(left, right);
    if (op == program::Op::kLess) return order < 0;
    if (op == program::Op::kLessEqual) return order <= 0;
    return op == program::Op::kGreater ? order > 0 : order >= 0;
  }
  static int order_of_fractions(const Value& left, const Value& right) {
    const auto order = left.as_number() <=> right.as_number();
    return (order > 0) - (order < 0);
  }
  program::NodeId id_of(const Node& node) const { return program::NodeId(static_cast<std::size_t>(&node - nodes_)); }
  // The status of an operation that gave `result`, whose value `wrap` makes a cell.
  template <class T, class Wrap>
  static std::uint32_t finish(const Node& node, const value::Checked<T>& result, Value& out, Wrap wrap);
  template <class Holds>
  std::uint32_t compared(const Node& node, Value& out, Holds holds);
  template <class Holds>
  std::uint32_t compare(const Node& node, Value& out, Holds holds);
  template <class Prefers>
  std::uint32_t extremum(const Node& node, Value& out, Prefers prefers);
  std::uint32_t extremum_of_durations(const Node& node, Value& out, bool least);
  std::uint32_t extremum_of_dates(const Node& node, Value& out, bool least);

  template <class Visit>
  std::uint32_t each_element(const Node& node, Visit visit);
  std::uint32_t quantifier(const Node& node, Value& out, bool ends_at);
  template <class Prefers>
  std::uint32_t list_extreme(const Node& node, detail::Extreme& best, Prefers prefers);

  std::uint32_t fresh_variable(program::VariableId id, Value& out);
  std::uint32_t applicable_version(const program::Variable& variable, program::VersionId& found);
  bool version_applies(const program::Version& version, std::uint32_t& status, Value& date);
  std::uint32_t rule(const program::Variable& variable, const program::Rule& rule, Value& out);
  std::uint32_t derogated_rule(const program::Variable& variable, const program::Rule& rule, Value& out);
  std::uint32_t candidates(const program::Variable& variable, const program::Rule& rule, std::uint64_t candidate_bits,
                           std::uint32_t guard_status, Value& out);
  std::uint32_t row_cells(const Node& node, const program::Row& row, bool& holds);
  std::uint32_t planned_row(const PlannedRow& row, Column* columns, bool& holds);
  static bool holds(const PlannedCell& cell, const Value& value);
  std::uint32_t planned_table(const Node& node, const TablePlan& plan, Value& out);

  CaseState& state_;
  const program::Package& package_;
  // Of the package, which never changes.
  const Node* nodes_;
  const program::NodeId* operands_;
  const Value* constants_;
  // Of the state, which changes what they point to but not where it is.
  const Outcome* inputs_;
  const Memo* memos_;
  const std::uint8_t* known_texts_;
  const TablePlans* plans_;
  Value* bound_;
  Recorder& recorder_;
};

// From the last version to the first: an application date that fails is the result; the first version that it reaches
// applies; none applies: no version.
template <class Recorder>
std::uint32_t Machine<Recorder>::applicable_version(const program::Variable& variable, program::VersionId& found) {
  for (std::uint32_t index = variable.n_versions; index-- > 0;) {
    const program::VersionId id(variable.first_version + index);
    const program::Version& version = package_.versions[id.value];
    std::uint32_t status = kOk;
    Value date{};
    const bool applies = version_applies(version, status, date);
    if constexpr (Recorder::kRecords) {
      const bool known = known_texts_[version.text.value] != 0;
      recorder_.version({id, {status == kOk ? date : Value{}, status}, known, applies});
    }
    if (status != kOk) return status;
    if (!applies) continue;
    found = id;
    return kOk;
  }
  return variable.no_version.value;
}

template <class Recorder>
bool Machine<Recorder>::version_applies(const program::Version& version, std::uint32_t& status, Value& date) {
  if (known_texts_[version.text.value] == 0) return false;
  if (!version.date) return true;
  status = evaluate(version.date, date);
  if (status != kOk || date.is_absent()) return false;
  return date.a >= version.from.days() && date.a < version.until.days();
}

template <class Recorder>
std::uint32_t Machine<Recorder>::fresh_variable(program::VariableId id, Value& out) {
  const program::Variable& variable = package_.variables[id.value];
  if constexpr (Recorder::kRecords) recorder_.enter(id);
  program::VersionId version;
  std::uint32_t status = applicable_version(variable, version);
  if (status == kOk) {
    const program::Version& applied = package_.versions[version.value];
    status = applied.rule ? rule(variable, package_.rules[applied.rule.value], out) : applied.repealed.value;
    if constexpr (Recorder::kRecords) recorder_.conditions(*this, version);
  }
  Memo& memo = state_.variables[id.value];
  if (status != kOk) out = Value{};
  memo.outcome = Outcome{out, status};
  memo.generation = state_.generation;
  if constexpr (Recorder::kRecords) recorder_.leave(memo.outcome);
  return status;
}

template <class Recorder>
std::uint32_t Machine<Recorder>::rule(const program::Variable& variable, const program::Rule& rule, Value& out) {
  if (rule.n_derogations != 0) return derogated_rule(variable, rule, out);
  const std::uint32_t status = evaluate(rule.body, out);
  if constexpr (Recorder::kRecords) recorder_.body({out, status});
  return status;
}

// Bit 0 is the body, bit i + 1 derogation i, as in Derogation::parents. Derogations come after those they derogate
// from, so that whether a parent is possible is known when its children are looked at.
template <class Recorder>
std::uint32_t Machine<Recorder>::derogated_rule(const program::Variable& variable, const program::Rule& rule,
                                                Value& out) {
  std::uint64_t possible = 1;
  std::uint64_t covered = 0;
  std::uint32_t guard_status = kOk;
  for (std::uint32_t index = 0; index < rule.n_derogations; ++index) {
    const program::Derogation& derogation = package_.derogations[rule.first_derogation + index];
    const bool reachable = (derogation.parents & possible) != 0;
    if (!reachable || known_texts_[derogation.text.value] == 0) {
      if constexpr (Recorder::kRecords)
        recorder_.guard(program::DerogationId(rule.first_derogation + index), reachable);
      continue;
    }
    Value guard{};
    const std::uint32_t status = evaluate(derogation.guard, guard);
    if constexpr (Recorder::kRecords) {
      recorder_.guard(program::DerogationId(rule.first_derogation + index), Outcome{guard, status});
    }
    if (status == kOk && !guard.as_boolean()) continue;
    possible |= std::uint64_t{2} << index;
    if (status == kOk) {
      covered |= derogation.parents;
    } else {
      guard_status = std::min(guard_status, status);
    }
  }
  if constexpr (Recorder::kRecords) recorder_.covered(covered);
  return candidates(variable, rule, possible & ~covered, guard_status, out);
}

// The common value of the candidates; else the least error of the guards, of the candidates, or a conflict, in that
// order.
template <class Recorder>
std::uint32_t Machine<Recorder>::candidates(const program::Variable& variable, const program::Rule& rule,
                                            std::uint64_t candidate_bits, std::uint32_t guard_status, Value& out) {
  std::uint32_t least = kOk;
  bool first = true;
  bool equal = true;
  for (std::uint32_t index = 0; index <= rule.n_derogations; ++index) {
    if ((candidate_bits >> index & 1U) == 0) continue;
    const program::NodeId body = index == 0 ? rule.body : package_.derogations[rule.first_derogation + index - 1].body;
    Value value{};
    const std::uint32_t status = evaluate(body, value);
    if constexpr (Recorder::kRecords) {
      if (index == 0) recorder_.body({value, status});
      if (index != 0) recorder_.derogation_body(index - 1, {value, status});
    }
    least = std::min(least, status);
    if (first) out = value;
    equal = equal && value == out;
    first = false;
    // With a guard in doubt, one candidate that fails settles the result.
    if (guard_status != kOk && (least != kOk || !equal) && !Recorder::kRecords) return guard_status;
  }
  if (least == kOk && equal) return kOk;
  if (guard_status != kOk) return guard_status;
  return least != kOk ? least : variable.conflict.value;
}

// ---- Leaves

template <class Recorder>
std::uint32_t Machine<Recorder>::on_Const(Machine& machine, const Node& node, Value& out) {
  out = machine.constants_[node.payload];
  return kOk;
}

template <class Recorder>
std::uint32_t Machine<Recorder>::on_Input(Machine& machine, const Node& node, Value& out) {
  const Outcome& input = machine.inputs_[node.payload];
  if constexpr (Recorder::kRecords) machine.recorder_.read({ReadKind::kInput, node.payload, input, true});
  out = input.value;
  return input.status;
}

template <class Recorder>
std::uint32_t Machine<Recorder>::on_Variable(Machine& machine, const Node& node, Value& out) {
  const std::uint32_t status = machine.variable(program::VariableId(node.payload), out);
  if constexpr (Recorder::kRecords) {
    machine.recorder_.read({ReadKind::kVariable, node.payload, Outcome{out, status}, true});
  }
  return status;
}

template <class Recorder>
std::uint32_t Machine<Recorder>::on_Reading(Machine& machine, const Node& node, Value& out) {
  out = machine.state_.readings[node.payload];
  if constexpr (Recorder::kRecords) {
    machine.recorder_.read({ReadKind::kReading, node.payload, Outcome::of(out), true});
  }
  return kOk;
}

template <class Recorder>
std::uint32_t Machine<Recorder>::on_SituationDate(Machine& machine, const Node& node, Value& out) {
  const Outcome& given = machine.state_.situation_date;
  out = given.value;
  const std::uint32_t status = given.ok() ? kOk : node.site.value;
  if constexpr (Recorder::kRecords) machine.recorder_.read({ReadKind::kSituationDate, 0, Outcome{out, status}, true});
  return status;
}

template <class Recorder>
std::uint32_t Machine<Recorder>::on_Unknown(Machine& machine, const Node& node, Value& out) {
  const Outcome& figure = machine.state_.figures[node.payload];
  out = figure.value;
  const std::uint32_t status = figure.ok() ? kOk : node.site.value;
  if constexpr (Recorder::kRecords) {
    machine.recorder_.read({ReadKind::kUnknown, node.payload, Outcome{out, status}, true});
  }
  return status;
}

template <class Recorder>
std::uint32_t Machine<Recorder>::on_Excluded(Machine&, const Node& node, Value&) {
  return node.site.value;
}

template <class Recorder>
std::uint32_t Machine<Recorder>::on_Missing(Machine&, const Node& node, Value&) {
  return node.site.value;
}

template <class Recorder>
std::uint32_t Machine<Recorder>::on_TextKnown(Machine& machine, const Node& node, Value& out) {
  out = Value::boolean(machine.known_texts_[node.payload] != 0);
  return kOk;
}

// ---- Logic and choice

template <class Recorder>
std::uint32_t Machine<Recorder>::on_Not(Machine& machine, const Node& node, Value& out) {
  const std::uint32_t status = machine.evaluate_operand(node, 0, out);
  out = Value::boolean(!out.as_boolean());
  return status;
}

template <class Recorder>
std::uint32_t Machine<Recorder>::on_And(Machine& machine, const Node& node, Value& out) {
  std::uint32_t least = kOk;
  for (std::uint32_t index = 0; index < node.n_operands; ++index) {
    bool holds = false;
    const std::uint32_t status = machine.condition(machine.operand(node, index), holds);
    if (status == kOk && !holds) {
      out = Value::boolean(false);
      return kOk;
    }
    least = std::min(least, status);
  }
  out = Value::boolean(true);
  return least;
}

template <class Recorder>
std::uint32_t Machine<Recorder>::on_Or(Machine& machine, const Node& node, Value& out) {
  std::uint32_t least = kOk;
  for (std::uint32_t index = 0; index < node.n_operands; ++index) {
    bool holds = false;
    const std::uint32_t status = machine.condition(machine.operand(node, index), holds);
    if (status == kOk && holds) {
      out = Value::boolean(true);
      return kOk;
    }
    least = std::min(least, status);
  }
  out = Value::boolean(false);
  return least;
}

template <class Recorder>
std::uint32_t Machine<Recorder>::on_If(Machine& machine, const Node& node, Value& out) {
  bool holds = false;
  const std::uint32_t status = machine.condition(machine.operand(node, 0), holds);
  if (status != kOk) return status;
  return machine.evaluate_operand(node, holds ? 1 : 2, out);
}

template <class Recorder>
std::uint32_t Machine<Recorder>::on_Assume(Machine& machine, const Node& node, Value& out) {
  Value condition{};
  const std::uint32_t status = machine.evaluate_operand(node, 0, condition);
  if (status != kOk) return status;
  return condition.as_boolean() ? machine.evaluate_operand(node, 1, out) : node.site.value;
}

template <class Recorder>
std::uint32_t Machine<Recorder>::on_OrElse(Machine& machine, const Node& node, Value& out) {
  const std::uint32_t status = machine.evaluate_operand(node, 0, out);
  if (status != kOk || !out.is_absent()) return status;
  return machine.evaluate_operand(node, 1, out);
}

template <class Recorder>
std::uint32_t Machine<Recorder>::on_InPeriod(Machine& machine, const Node& node, Value& out) {
  const program::Period& period = machine.package_.periods[node.payload];
  if (machine.known_texts_[period.text.value] == 0) {
    out = Value::boolean(false);
    return kOk;
  }
  const std::uint32_t status = machine.evaluate_operand(node, 0, out);
  out = Value::boolean(!out.is_absent() && out.a >= period.from.days() && out.a < period.until.days());
  return status;
}

template <class Recorder>
std::uint32_t Machine<Recorder>::on_Select(Machine& machine, const Node& node, Value& out) {
  Value selector{};
  const std::uint32_t status = machine.evaluate_operand(node, 0, selector);
  if (status != kOk) return status;
  const program::Select& select = machine.package_.selects[node.payload];
  const std::uint64_t index = static_cast<std::uint64_t>(selector.a) - static_cast<std::uint64_t>(select.least);
  const bool listed = selector.b == 1 && index < select.n_targets;
  const std::uint32_t target = listed ? machine.package_.select_targets[select.first_target + index] : select.otherwise;
  return target == 0 ? node.site.value : machine.evaluate_operand(node, target - 1, out);
}

// Whether a value that is looked at is in the cell.
template <class Recorder>
bool Machine<Recorder>::holds(const PlannedCell& cell, const Value& value) {
  if (cell.test != PlannedTest::kContains)
    return compares(static_cast<program::Op>(cell.relation), value, cell.constant);
  return cell.constant.as_set().contains(value.as_enum_case());
}

// The status of the conjunction of a row's cells; each column is evaluated once for all rows.
template <class Recorder>
std::uint32_t Machine<Recorder>::planned_row(const PlannedRow& row, Column* columns, bool& all_hold) {
  std::uint32_t least = kOk;
  const PlannedCell* cells = plans_->cells(row);
  for (std::uint32_t index = 0; index < row.n_cells; ++index) {
    const PlannedCell& cell = cells[index];
    bool cell_holds = false;
    std::uint32_t status = kOk;
    if (cell.test == PlannedTest::kNode) {
      status = condition(cell.node, cell_holds);
    } else {
      Column& column = columns[cell.column];
      if (!column.is_known) {
        column.status = evaluate(cell.node, column.value);
        column.is_known = true;
      }
      status = column.status;
      if (status == kOk) cell_holds = holds(cell, column.value);
    }
    if (status == kOk && !cell_holds) {
      all_hold = false;
      return kOk;
    }
    least = std::min(least, status);
  }
  all_hold = true;
  return least;
}

template <class Recorder>
std::uint32_t Machine<Recorder>::planned_table(const Node& node, const TablePlan& plan, Value& out) {
  Column columns[kMaxColumns];
  const PlannedRow* hit = nullptr;
  std::uint32_t least = kOk;
  const PlannedRow* rows = plans_->rows(plan);
  for (std::uint32_t index = 0; index < plan.n_rows; ++index) {
    bool all_hold = false;
    const std::uint32_t status = planned_row(rows[index], columns, all_hold);
    least = std::min(least, status);
    if (status != kOk || !all_hold) continue;
    if (hit != nullptr) return node.second_site.value;
    hit = &rows[index];
  }
  if (hit != nullptr) return evaluate(hit->result, out);
  if (least != kOk) return least;
  return plan.otherwise ? evaluate(plan.otherwise, out) : node.site.value;
}

// The status of the conjunction of a row's cells.
template <class Recorder>
std::uint32_t Machine<Recorder>::row_cells(const Node& node, const program::Row& row, bool& holds) {
  std::uint32_t least = kOk;
  for (std::uint32_t cell = 0; cell < row.n_cells; ++cell) {
    bool cell_holds = false;
    const std::uint32_t status = condition(operand(node, row.first_operand + cell), cell_holds);
    if (status == kOk && !cell_holds) {
      holds = false;
      return kOk;
    }
    least = std::min(least, status);
  }
  holds = true;
  return least;
}

template <class Recorder>
std::uint32_t Machine<Recorder>::on_Table(Machine& machine, const Node& node, Value& out) {
  if constexpr (!Recorder::kRecords) {
    const TablePlan& plan = machine.plans_->table(program::TableId(node.payload));
    if (plan.first_operand == node.first_operand) return machine.planned_table(node, plan, out);
  }
  const program::Table& table = machine.package_.tables[node.payload];
  const program::Row* hit = nullptr;
  std::uint32_t n_hits = 0;
  std::uint32_t least = kOk;
  if constexpr (Recorder::kRecords) machine.recorder_.table(machine.id_of(node));
  for (std::uint32_t index = 0; index < table.n_rows; ++index) {
    const program::Row& row = machine.package_.rows[table.first_row + index];
    bool holds = false;
    const std::uint32_t status = machine.row_cells(node, row, holds);
    if constexpr (Recorder::kRecords) {
      machine.recorder_.row(machine.id_of(node), program::RowId(table.first_row + index), holds, status);
    }
    least = std::min(least, status);
    if (status != kOk || !holds) continue;
    hit = &row;
    ++n_hits;
    if (n_hits > 1 && !Recorder::kRecords) break;
  }
  if (n_hits > 1) return node.second_site.value;
  if (n_hits == 1) return machine.evaluate_operand(node, hit->first_operand + hit->n_cells, out);
  if (least != kOk) return least;
  return table.has_otherwise ? machine.evaluate_operand(node, node.n_operands - 1, out) : node.site.value;
}

}  // namespace avenant::eval

#include "runtime/eval/machine_lists.hpp"
#include "runtime/eval/machine_operations.hpp"
