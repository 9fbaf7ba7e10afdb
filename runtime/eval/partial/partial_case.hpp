// A case some of whose facts are not known: what is certain of its results, what is still possible, and which facts
// would say more. Read abstract_evaluator.hpp next, which computes it; remaining.hpp says which facts still matter.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "runtime/eval/abstract_evaluator.hpp"
#include "runtime/eval/partial/remaining.hpp"
#include "runtime/eval/partial/splits.hpp"

namespace avenant::eval::partial {

// What a result may still be: one of these values, or one of these errors, which ascend.
struct Possible {
  AbstractValue value;
  std::vector<program::SiteId> errors;

  // Whether one outcome is left: a value, or an error.
  bool is_settled() const { return value.is_nothing() ? errors.size() <= 1 : errors.empty() && value.is_single(); }
};

// A fact that is not known and may still change a result.
struct Question {
  // None: the date of situation.
  program::InputId input;
  // How many answers were tried, 0 where the question was not ranked; of all of them together, how many results each
  // settled, and how many each narrowed.
  std::uint32_t n_answers = 0;
  std::uint32_t n_settled = 0;
  std::uint32_t n_narrowed = 0;
  // Of an element of a list: it is not known how many there are, which is to be asked first.
  bool waits_for_count = false;
};

// Evaluates partial cases one after another. An input that is not given is a hole: any value of its declaration, and
// absent where facultatif. A figure that no source gives, and the run does not supply, is any value within the bounds
// of the sources. Without a date of situation, it is any day.
// The package must have passed `program::verify` and outlive it. Not thread-safe.
class PartialEvaluator {
 public:
  PartialEvaluator(const program::Package& package, const RunOptions& options,
                   std::vector<program::VariableId> requests);

  // Forgets what the case before was given.
  void begin_case();
  // Gives an input, as `Evaluator::set` does; the absent value says that a facultatif one does not exist, and that
  // another is missing.
  void set(program::InputId input, value::Value value);
  // Not given, and never will be: absent where facultatif, else an error of what reads it.
  void set_missing(program::InputId input);
  void set_situation_date(value::Date date);

  const program::Package& package() const { return evaluator_.package(); }
  const AbstractEvaluator& evaluator() const { return evaluator_; }
  const std::vector<program::VariableId>& requests() const { return requests_; }

  // What each request may still be, as `Evaluator::request` gives it; in their order. Closer than one evaluation: the
  // case is split where texts begin to apply, so that what is in force together is taken together.
  std::vector<Possible> possible();
  // What those of `possible`, the answer of the function above, that are not settled still depend on. Nothing else
  // changes them. Costs an evaluation of the whole cone.
  Remaining remaining(std::span<const Possible> possible);
  // The questions of `remaining`, those whose answers settle most results first: for each, answers at the boundaries of
  // rules are tried one by one and the results that each settles are counted; of equals the one that narrows more, then
  // the one declared first. At most kMaxRanked questions are tried, the others follow in the order of declaration; so
  // do the elements of a list of which it is not known how many there are.
  std::vector<Question> questions(const Remaining& remaining);

  // A question beyond so many is not tried: what there is to ask then is the elements of long lists.
  static constexpr std::size_t kMaxRanked = 64;

 private:
  std::vector<AbstractOutcome> results();
  std::vector<Possible> in_parts(const Split& split);
  void add_results(std::vector<Possible>& to);
  bool waits_for_count(program::InputId input) const;
  void give(const Question& question, const AbstractValue& answer);
  void rank(Question& question, const Remaining& remaining, std::span<const AbstractOutcome> before);
  std::size_t n_settled(std::span<const AbstractOutcome> outcomes) const;

  AbstractEvaluator evaluator_;
  std::vector<program::VariableId> requests_;
  std::vector<NodeMarks> marks_;
  std::vector<Split> splits_;
  // Of the run, and of the case at hand.
  bool has_situation_date_ = false;
  bool knows_situation_date_ = false;
};

}  // namespace avenant::eval::partial
