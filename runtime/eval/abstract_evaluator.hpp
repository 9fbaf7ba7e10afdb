// Evaluates a program on values that are not known: what is given is a set of values (abstract_value.hpp), and so is
// each result, with the errors still possible. Proofs over declared ranges and partial evaluation are both this.
// What operations mean is the column "abstract" of runtime/program/op.def; the algorithm is in abstract/machine.hpp.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "runtime/eval/abstract_value.hpp"
#include "runtime/eval/evaluator.hpp"

namespace avenant::eval {

// A set of sites, kept by the evaluator that gave it: equal sets have equal ids. 0 is the empty set.
struct SiteSet {
  std::uint32_t id = 0;
  bool is_empty() const { return id == 0; }
  friend bool operator==(SiteSet left, SiteSet right) { return left.id == right.id; }
};

// What evaluating something may give: each concrete outcome is one of these values or one of these errors.
struct AbstractOutcome {
  AbstractValue value;
  SiteSet errors;

  // Whether no value is possible.
  bool surely_fails() const { return value.is_nothing(); }
  bool never_fails() const { return errors.is_empty(); }
  // Whether it is certain: one value and no error. (One error and no value is certain too.)
  bool is_certain_value() const { return errors.is_empty() && value.is_single(); }
  // Of booleans: surely true or false, whatever the case.
  bool is_surely_true() const { return errors.is_empty() && !value.may_be_false(); }
  bool is_surely_false() const { return errors.is_empty() && !value.may_be_true(); }
};

// What has been seen of a node since marking began, in the contexts where it is evaluated.
struct NodeMarks {
  // In some context that may be reached. Of the result of a table's row: the row may be the only one that is true.
  bool reached = false;
  bool may_be_true = false;
  bool may_be_false = false;
  bool may_fail = false;
};

// Holes, ranges, constants or nothing for each input; a choice or several for readings; a figure, its bounds, or an
// error for what is not public. Everything that is not set is as in a full evaluation without inputs: inputs missing
// (absent where facultatif), readings by default, figures unknown.
//
// Every setter is cheap, and evaluating again computes only what depends on what changed: evaluating a variable whose
// cone has n variables, k of which depend on what changed, costs O(k) evaluations and a few nanoseconds for their
// neighbours. Once every variable has been evaluated once nothing allocates, but for sets of sites never seen before.
// The package must have passed `program::verify` and outlive it. Not thread-safe: one evaluator a thread.
class AbstractEvaluator {
 public:
  explicit AbstractEvaluator(const program::Package& package, const RunOptions& options = {});
  ~AbstractEvaluator();
  AbstractEvaluator(AbstractEvaluator&&) noexcept;
  AbstractEvaluator& operator=(AbstractEvaluator&&) noexcept;

  const program::Package& package() const;

  // Replaces the options: situation date, texts, readings, figures; those set one by one before are forgotten.
  void set_options(const RunOptions& options);

  // Gives an input some values. What is outside its type or range is an out-of-range error where it is read; for a
  // facultatif one, absent is one of the values.
  void set(program::InputId input, const AbstractValue& values);
  // Gives an input one value, exactly as `Evaluator::set` does.
  void set_value(program::InputId input, value::Value value);
  // Not given: missing, or absent where facultatif.
  void set_missing(program::InputId input);
  // A hole: every value of its declared range, and absent where facultatif.
  void set_hole(program::InputId input);
  // Whatever a case may give: as a hole, or missing, or something that its declaration does not admit.
  void set_anything(program::InputId input);
  void set_all_missing();
  void set_all_holes();
  // What the input is now.
  const AbstractOutcome& input(program::InputId input) const;
  // Every value that its declaration admits.
  AbstractValue declared(program::InputId input) const;

  // The cases that may be chosen for a reading.
  void set_reading(program::ReadingId reading, const AbstractValue& cases);
  void set_reading_any(program::ReadingId reading);
  // A figure that is not public: some values; anything within the bounds of the sources; or the error.
  void set_figure(program::UnknownId figure, const AbstractValue& values);
  void set_figure_hole(program::UnknownId figure);
  void set_figure_unknown(program::UnknownId figure);
  // Supplied, whatever it is, or not.
  void set_figure_anything(program::UnknownId figure);
  void set_situation_date(const AbstractValue& dates);
  void set_situation_date_missing();
  // Any date, or none.
  void set_situation_date_anything();

  // Takes a variable for these values without errors, whatever its rules say, until `release`: for proofs that hold
  // for every value of it.
  void assume(program::VariableId variable, const AbstractValue& values);
  void release(program::VariableId variable);
  // Takes it for proved that this site is never hit: it appears in no result any more. For what a finer proof, by
  // splitting, has shown of the declared ranges; wrong use makes wrong proofs.
  void dismiss(program::SiteId site);

  // The outcomes still possible of a variable. Valid until the next call of anything but a const function.
  const AbstractOutcome& evaluate(program::VariableId variable);
  // As `evaluate`, for a result that is asked for: what `Evaluator::request` may give.
  AbstractOutcome request(program::VariableId variable);
  // Of an expression, in a case where nothing more is known than what is set.
  AbstractOutcome evaluate(program::NodeId node);
  // Of an expression where `conditions`, boolean nodes, are true: of a row's result, give its cells. `impossible` is
  // set where they cannot all be true.
  AbstractOutcome evaluate_where(program::NodeId node, std::span<const program::NodeId> conditions, bool& impossible);

  // The members of a set of sites, ascending. Valid until the next evaluation.
  std::span<const program::SiteId> sites(SiteSet set) const;
  bool contains(SiteSet set, program::SiteId site) const;

  // The sites of the variable's own expressions (and its no-version, repealed and conflict sites) that may be hit
  // where they are evaluated, even where what reads them absorbs the error. Evaluates the variable.
  std::span<const program::SiteId> hit_sites(program::VariableId variable);

  // The same of the expression last given to `evaluate` or `evaluate_where`, its variables' own left out.
  std::span<const program::SiteId> last_hit_sites();

  // Marks nodes in every evaluation from now on, into `marks`, one a node; what is in it already stays. An empty span
  // ends marking. Variables are evaluated once more, so that theirs are marked.
  void mark(std::span<NodeMarks> marks);
  // Joins the outcomes of each node, in the contexts where it is evaluated, into `seen`, one a node; what is in it
  // already stays. A node that stays without value and error is never reached. An empty span ends it. Variables are
  // evaluated once more, as by `mark`.
  void observe(std::span<AbstractOutcome> seen);

  // The inputs, readings and figures that a variable or a node may read through whatever it reads: what is worth
  // splitting. Ascending. Linear in the cone.
  struct Cone {
    std::vector<program::InputId> inputs;
    std::vector<program::ReadingId> readings;
    std::vector<program::UnknownId> figures;
    bool situation_date = false;
  };
  Cone cone_of(program::VariableId variable) const;
  Cone cone_of(program::NodeId node) const;
  // The variables that a node reads directly, in no choice or other; ascending, without repetition.
  std::vector<program::VariableId> variables_of(program::NodeId node) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace avenant::eval
