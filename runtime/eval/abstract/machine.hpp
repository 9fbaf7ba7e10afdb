// The abstract interpreter: what op.def calls the abstract meaning of each operation, and the joins over versions,
// derogations and rows. Variables are kept and computed again only when what they read has changed (sources.hpp);
// within a variable, what a condition establishes of an input or a variable holds where it guards (refine.cpp).
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "runtime/eval/abstract/site_sets.hpp"
#include "runtime/eval/abstract/sources.hpp"
#include "runtime/eval/abstract_evaluator.hpp"
#include "runtime/eval/domain/durations.hpp"
#include "runtime/program/package.hpp"

namespace avenant::eval::abstract {

// Keeps chunks of records that stay where they are; used as a stack. Never gives memory back.
template <class T>
class StableStack {
 public:
  T& push() {
    if (size_ == chunks_.size() * kChunk) chunks_.push_back(std::make_unique<T[]>(kChunk));
    T& record = (*this)[size_];
    ++size_;
    return record;
  }
  void shrink(std::size_t size) { size_ = size; }
  std::size_t size() const { return size_; }
  T& operator[](std::size_t index) { return chunks_[index / kChunk][index % kChunk]; }
  const T& operator[](std::size_t index) const { return chunks_[index / kChunk][index % kChunk]; }

 private:
  static constexpr std::size_t kChunk = 32;
  std::vector<std::unique_ptr<T[]>> chunks_;
  std::size_t size_ = 0;
};

class Machine {
 public:
  explicit Machine(const program::Package& package);

  // Makes the variable's memo current.
  void ensure(program::VariableId variable);
  // The outcome of an expression; the variables that it reads must be current. It is `scratch`, or something kept.
  const AbstractOutcome& node(program::NodeId id, AbstractOutcome& scratch);
  // Takes it that `condition` is `wanted` in what is evaluated until `leave`. False where it cannot be. `strict`: it
  // has that value; else it does not have the other one: it may fail.
  bool refine(program::NodeId condition, bool wanted, bool strict);
  std::size_t enter() const { return refinements_.size(); }
  void leave(std::size_t entered);

  Sources sources;
  SiteSets sets;
  std::span<NodeMarks> marks;
  // Of nodes: the join of their outcomes.
  std::span<AbstractOutcome> observed;
  // The own sites hit since it was cleared.
  std::vector<program::SiteId> hits;

 private:
  using Node = program::Node;
  using Op = program::Op;

  enum class TargetKind : std::uint8_t { kNone, kInput, kVariable, kReading };
  // What a condition can say something of.
  struct Target {
    TargetKind kind = TargetKind::kNone;
    std::uint32_t id = 0;
    // The condition looks at it through `unwrap`: an absent one fails.
    bool unwrapped = false;
    // It looks at this attribute of it.
    program::NodeId attribute;
  };
  struct Refinement {
    TargetKind kind = TargetKind::kNone;
    std::uint32_t id = 0;
    // The one that it hides; 0 none, else 1 + its rank.
    std::uint32_t previous = 0;
    AbstractOutcome outcome;
  };
  // One outcome of the stack of outcomes; expressions are deep, and outcomes too large for the machine's stack.
  class Slot {
   public:
    explicit Slot(Machine& machine) : stack_(machine.slots_), at_(stack_.size()), outcome_(&stack_.push()) {}
    ~Slot() { stack_.shrink(at_); }
    Slot(const Slot&) = delete;
    Slot& operator=(const Slot&) = delete;
    AbstractOutcome& operator*() const { return *outcome_; }
    AbstractOutcome* operator->() const { return outcome_; }

   private:
    StableStack<AbstractOutcome>& stack_;
    std::size_t at_;
    AbstractOutcome* outcome_;
  };
  // What is refined in it is forgotten at its end.
  class Context {
   public:
    explicit Context(Machine& machine) : machine_(machine), entered_(machine.enter()) {}
    ~Context() { machine_.leave(entered_); }
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;

   private:
    Machine& machine_;
    std::size_t entered_;
  };
  // Gathers the errors of operands, and the least that a failure is sure to give.
  struct Errors {
    SiteSet set;
    program::SiteId limit;
    bool surely_fails = false;
    // An operand has no outcome: what is evaluated is never reached.
    bool unreachable = false;
  };
  struct RowState {
    bool may_hold = false;
    bool surely_holds = false;
    bool may_be_false = false;
  };
  struct GuardState {
    bool may_be_true = false;
  };
  // An element that a fold goes through.
  struct Element {
    std::int32_t index = 0;
    // It is surely in the list and not left out.
    bool sure = false;
  };
  struct Key {
    Element element;
    AbstractValue values;
  };
  struct Pending {
    program::VariableId variable;
    std::uint32_t next = 0;
  };

  // machine.cpp
  static void clear(AbstractOutcome& outcome);
  static void set_boolean(AbstractValue& value, bool may_be_false, bool may_be_true);
  void make_constants();
  void compute(program::NodeId id, const Node& node, AbstractOutcome& out);
  void recompute(program::VariableId variable);
  bool must_recompute(program::VariableId variable) const;
  const AbstractOutcome* leaf(program::NodeId id, const Node& node);
  program::NodeId operand(const Node& node, std::uint32_t index) const {
    return package_.operands[node.first_operand + index];
  }
  std::span<const program::NodeId> operands(const Node& node) const {
    return std::span<const program::NodeId>(package_.operands).subspan(node.first_operand, node.n_operands);
  }
  void mark(program::NodeId id, const AbstractOutcome& outcome);
  // Adds a site that may be hit.
  void hit(program::SiteId site, SiteSet& errors);
  void gather(Errors& errors, const AbstractOutcome& outcome, bool surely_evaluated = true);
  SiteSet settled(const Errors& errors) {
    return errors.surely_fails ? sets.up_to(errors.set, errors.limit) : errors.set;
  }
  const AbstractOutcome& input(std::uint32_t id) const;

  // strict.cpp: operations that fail as their operands do
  void strict(const Node& node, AbstractOutcome& out);
  void unary(const Node& node, const AbstractValue& value, AbstractValue& out, domain::Failures& failures);
  void binary(const Node& node, const AbstractValue& left, const AbstractValue& right, AbstractValue& out,
              domain::Failures& failures);
  void date_operation(const Node& node, const AbstractValue& left, const AbstractValue& right, AbstractValue& out,
                      domain::Failures& failures);
  void set_operation(const Node& node, const AbstractValue& left, const AbstractValue& right, AbstractValue& out);
  void compare(const Node& node, const AbstractValue& left, const AbstractValue& right, AbstractValue& out,
               domain::Failures& failures);
  void attribute(const Node& node, const AbstractValue& cases, AbstractValue& out);
  void is_open(const Node& node, const AbstractValue& cases, const AbstractValue& dates, AbstractValue& out);
  void many(const Node& node, AbstractOutcome& out);
  void latest(const Node& node, AbstractOutcome& out);
  void make_date(const Node& node, AbstractOutcome& out);
  void own_failures(const Node& node, const domain::Failures& failures, AbstractOutcome& out);

  // lookup.cpp
  void lookup(const Node& node, AbstractOutcome& out);
  bool join_rows(const program::ReferenceColumn& column, const program::ReferenceTable& table,
                 const std::vector<const AbstractValue*>& operands, AbstractValue& out) const;

  // choice.cpp
  void logic(std::span<const program::NodeId> operands, bool absorbing, AbstractOutcome& out);
  SiteSet refined_errors(std::span<const program::NodeId> operands, bool absorbing, std::size_t first_hit);
  void branch(const Node& node, AbstractOutcome& out);
  void assume(const Node& node, AbstractOutcome& out);
  void or_else(const Node& node, AbstractOutcome& out);
  void in_period(const Node& node, AbstractOutcome& out);
  static AbstractValue within_period(const AbstractValue& dates, value::Date from, value::Date until);
  void select(const Node& node, AbstractOutcome& out);
  AbstractValue selecting(const program::Select& select, std::uint32_t target, const AbstractValue& selector) const;
  void mark_targets(const program::Select& select, const AbstractValue& selector, std::uint8_t* seen) const;
  void table(const Node& node, AbstractOutcome& out);
  bool rows_may_overlap(const Node& node, const program::Table& table, std::size_t first_row);
  void no_row(const Node& node, const program::Table& table, bool all_may_be_false, const Errors& errors,
              AbstractOutcome& out);
  bool refine_all(std::span<const program::NodeId> conditions, bool wanted, bool strict);
  std::span<const program::NodeId> cells_of(const Node& node, const program::Row& row) const;
  // Evaluates into what is there already.
  void join_node(program::NodeId id, AbstractOutcome& out);

  // rules.cpp
  void versions(const program::Variable& variable, AbstractOutcome& out);
  void version_body(const program::Variable& variable, const program::Version& version, AbstractOutcome& out);
  void rule(const program::Variable& variable, const program::Rule& rule, AbstractOutcome& out);
  struct Candidates;
  void guards(const program::Rule& rule, Candidates& candidates);
  void candidates(const program::Variable& variable, const program::Rule& rule, Candidates& candidates,
                  AbstractOutcome& out);
  bool may_conflict(const program::Rule& rule, const Candidates& candidates);
  bool refine_guards(const program::Rule& rule, std::uint32_t node, bool strict);
  bool refine_uncovered(const program::Rule& rule, std::uint32_t node, const Candidates& candidates);

  // lists.cpp
  void fold(const Node& node, AbstractOutcome& out);
  void list_input(const Node& node, AbstractOutcome& out);
  void field(const Node& node, AbstractOutcome& out);
  template <class Visit>
  bool each_element(const Node& node, AbstractOutcome& out, Errors& errors, Visit visit);
  void fold_errors(const Errors& errors, AbstractOutcome& out);
  void list_sum(const Node& node, AbstractOutcome& out);
  void partial_sum_fails(const Node& node, bool surely, Errors& errors);
  void list_filter(const Node& node, AbstractOutcome& out);
  void list_extremum(const Node& node, AbstractOutcome& out);
  void quantifier(const Node& node, AbstractOutcome& out);
  void list_unique(const Node& node, AbstractOutcome& out);
  void list_edge(const Node& node, AbstractOutcome& out);

  // refine.cpp
  Target target_of(program::NodeId id) const;
  const AbstractOutcome& current(const Target& target) const;
  std::uint32_t& refined(TargetKind kind, std::uint32_t id);
  bool push(const Target& target, const AbstractValue& values, bool strict);
  bool push_outcome(const Target& target, const AbstractOutcome& outcome);
  void end_alternative(std::size_t entered, bool possible, bool& first, std::size_t first_kept);
  bool push_alternatives(bool none, std::size_t first_kept);
  bool refine_one_of(const Node& node, bool wanted, bool strict);
  bool refine_branches(const Node& node, bool wanted, bool strict);
  bool never_fails(program::NodeId id);
  bool refine_comparison(const Node& node, bool wanted, bool strict);
  bool refine_side(program::NodeId side, Op relation, program::NodeId other, bool strict);
  AbstractValue cases_with(const Node& attribute_node, const AbstractValue& cases, Op relation,
                           const AbstractValue& other) const;
  bool refine_presence(program::NodeId operand, bool wanted, bool strict);
  bool refine_membership(const Node& node, bool wanted, bool strict);
  bool refine_variable(program::NodeId id, const Node& node, bool wanted, bool strict);
  bool refine_boolean(program::NodeId id, bool wanted, bool strict);
  // Takes it that a date is given and in [from, until), or is not.
  bool refine_period(program::NodeId date, value::Date from, value::Date until, bool inside, bool strict);

  const program::Package& package_;
  StableStack<AbstractOutcome> slots_;
  StableStack<Refinement> refinements_;
  // What holds in all alternatives looked at so far.
  StableStack<Refinement> alternatives_;
  // 1 + the rank of the refinement in force; 0: none.
  std::vector<std::uint32_t> refined_inputs_;
  std::vector<std::uint32_t> refined_variables_;
  std::vector<std::uint32_t> refined_readings_;
  // Of kConst nodes: which constant.
  std::vector<std::uint32_t> constant_of_;
  std::vector<AbstractOutcome> constants_;
  // The elements that binders are bound to.
  std::vector<AbstractOutcome> bound_;
  // Stacks that nested operations share.
  std::vector<RowState> rows_;
  std::vector<std::uint8_t> targets_;
  std::vector<GuardState> guard_states_;
  StableStack<Key> keys_;
  std::vector<Pending> pending_;
  // Of attributes: the join over every case, where it has been asked for.
  std::vector<AbstractValue> attribute_of_any_;
  std::uint32_t expansions_ = 0;
};

}  // namespace avenant::eval::abstract
