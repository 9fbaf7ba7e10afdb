#include <algorithm>

#include "runtime/eval/partial/partial_case.hpp"
#include "tests/engines/laws/laws.hpp"
#include "tests/engines/laws/sample.hpp"

namespace avenant::engines {

namespace {

using eval::AbstractValue;
using eval::Outcome;
using eval::partial::PartialEvaluator;
using eval::partial::Possible;
using eval::partial::Question;
using eval::partial::Remaining;
using program::Package;
using value::Value;

constexpr int kCompletions = 3;
constexpr int kChanges = 3;

program::Type date_type() {
  program::Type type;
  type.kind = program::TypeKind::kDate;
  return type;
}

// What a partial case leaves open, and one way to complete it.
class PartialRun {
 public:
  PartialRun(const Subject& subject, std::uint64_t seed, Counts& counts)
      : random_(seed * 6151 + 29),
        package_(subject.package),
        counts_(counts),
        options_(subject.given.options),
        given_(package_.inputs.size()) {
    options_.figures.clear();
    for (const program::VariableId output : subject.outputs) {
      if (random_.chance(60)) requests_.push_back(output);
    }
    for (std::size_t i = 0; i < given_.size() && i < subject.given.inputs.size(); ++i) {
      if (random_.chance(45)) given_[i] = subject.given.inputs[i];
    }
    if (random_.chance(50)) options_.situation_date.reset();
    knows_date_ = options_.situation_date.has_value();
  }

  std::string check();

 private:
  Value any_input(std::size_t input) {
    const program::Input& of = package_.inputs[input];
    return sample(random_, AbstractValue::within(package_, package_.type(of.type), of.range));
  }
  void give_all(PartialEvaluator& partial) const;
  void complete();
  void complete_otherwise(const Remaining& remaining);
  std::vector<Outcome> outcomes() const;
  std::string check_the_rest(const std::vector<Possible>& possible, const Remaining& remaining);
  std::string check_possible(const std::vector<Possible>& possible, const std::vector<Outcome>& outcomes) const;
  std::string answer_in_order(PartialEvaluator& partial);
  std::string check_end(PartialEvaluator& partial, const Remaining& remaining) const;

  Random random_;
  const Package& package_;
  Counts& counts_;
  eval::RunOptions options_;
  bool knows_date_ = false;
  std::vector<program::VariableId> requests_;
  std::vector<std::optional<Value>> given_;
  // A completion.
  std::vector<Value> completed_;
  Value date_;
  std::vector<Value> figures_;
};

void PartialRun::give_all(PartialEvaluator& partial) const {
  partial.begin_case();
  for (std::size_t i = 0; i < given_.size(); ++i) {
    if (given_[i]) partial.set(program::InputId(i), *given_[i]);
  }
}

void PartialRun::complete() {
  completed_.clear();
  for (std::size_t i = 0; i < given_.size(); ++i) completed_.push_back(given_[i] ? *given_[i] : any_input(i));
  date_ = sample(random_, AbstractValue::any(package_, date_type()));
  figures_.clear();
  for (const program::Unknown& figure : package_.unknowns) {
    figures_.push_back(sample(random_, AbstractValue::within(package_, package_.type(figure.type), figure.bounds)));
  }
}

// What matters stays, and all the rest changes.
void PartialRun::complete_otherwise(const Remaining& remaining) {
  const std::vector<Value> kept = completed_;
  const Value date = date_;
  const std::vector<Value> figures = figures_;
  complete();
  for (const program::InputId input : remaining.inputs) completed_[input.value] = kept[input.value];
  if (remaining.situation_date) date_ = date;
  for (const program::UnknownId figure : remaining.figures) figures_[figure.value] = figures[figure.value];
}

std::vector<Outcome> PartialRun::outcomes() const {
  eval::RunOptions options = options_;
  for (std::size_t i = 0; i < figures_.size(); ++i) options.figures.emplace_back(program::UnknownId(i), figures_[i]);
  if (!knows_date_) options.situation_date = date_.as_date();
  eval::Evaluator evaluator(package_, options);
  for (std::size_t i = 0; i < completed_.size(); ++i) evaluator.set(program::InputId(i), completed_[i]);
  std::vector<Outcome> outcomes;
  for (const program::VariableId request : requests_) outcomes.push_back(evaluator.request(request));
  return outcomes;
}

// T3: what a completion gives was possible.
std::string PartialRun::check_possible(const std::vector<Possible>& possible,
                                       const std::vector<Outcome>& outcomes) const {
  for (std::size_t r = 0; r < requests_.size(); ++r) {
    const Outcome& outcome = outcomes[r];
    const std::vector<program::SiteId>& errors = possible[r].errors;
    const bool is_possible = outcome.ok() ? possible[r].value.contains(outcome.value)
                                          : std::binary_search(errors.begin(), errors.end(), outcome.site());
    if (is_possible) continue;
    return "questions: " + std::string(package_.text_of(package_.variable(requests_[r]).name)) + " is " +
           words(package_, outcome) + ", which was not possible: " + describe(possible[r].value);
  }
  return {};
}

// What does not matter is given otherwise, all at once.
std::string PartialRun::check_the_rest(const std::vector<Possible>& possible, const Remaining& remaining) {
  for (int i = 0; i < kCompletions; ++i) {
    complete();
    const std::vector<Outcome> before = outcomes();
    const std::string impossible = check_possible(possible, before);
    if (!impossible.empty()) return impossible;
    for (int k = 0; k < kChanges; ++k) {
      const std::vector<Value> kept = completed_;
      complete_otherwise(remaining);
      const std::vector<Outcome> after = outcomes();
      ++counts_.changes;
      for (std::size_t r = 0; r < requests_.size(); ++r) {
        if (before[r] == after[r]) continue;
        std::string changed;
        for (std::size_t input = 0; input < kept.size(); ++input) {
          if (!(kept[input] == completed_[input]))
            changed += " " + std::string(package_.text_of(package_.inputs[input].name));
        }
        return "questions: " + std::string(package_.text_of(package_.variable(requests_[r]).name)) + " was " +
               words(package_, before[r]) + ", and is " + words(package_, after[r]) +
               " when what does not matter changes:" + changed;
      }
    }
  }
  return {};
}

// Nothing is left to ask: one outcome is left of each result, but for figures that no source gives.
std::string PartialRun::check_end(PartialEvaluator& partial, const Remaining& remaining) const {
  const std::vector<Outcome> expected = outcomes();
  const std::vector<Possible> left = partial.possible();
  for (std::size_t r = 0; r < requests_.size(); ++r) {
    const std::string name(package_.text_of(package_.variable(requests_[r]).name));
    if (!left[r].is_settled()) {
      if (!remaining.figures.empty()) continue;
      return "questions: nothing is left to ask, and " + name + " is not settled: " + describe(left[r].value);
    }
    const std::vector<program::SiteId>& errors = left[r].errors;
    const Outcome settled = errors.empty() ? Outcome::of(left[r].value.single()) : Outcome::error(errors[0]);
    if (settled == expected[r]) continue;
    return "questions: " + name + " is settled as " + words(package_, settled) + ", and is " +
           words(package_, expected[r]);
  }
  return {};
}

std::string PartialRun::answer_in_order(PartialEvaluator& partial) {
  std::size_t n_settled = 0;
  complete();
  for (std::size_t n_asked = 0; n_asked <= given_.size() + 1; ++n_asked) {
    const std::vector<Possible> left = partial.possible();
    const Remaining remaining = partial.remaining(left);
    const std::vector<Question> questions = partial.questions(remaining);
    const auto n_now = static_cast<std::size_t>(
        std::count_if(left.begin(), left.end(), [](const Possible& each) { return each.is_settled(); }));
    if (n_now < n_settled) return "questions: an answer unsettled a result";
    n_settled = n_now;
    if (questions.empty()) return check_end(partial, remaining);
    const Question& first = questions.front();
    ++counts_.questions;
    if (first.input) {
      partial.set(first.input, completed_[first.input.value]);
    } else {
      partial.set_situation_date(date_.as_date());
    }
  }
  return "questions: more are asked than there are facts";
}

std::string PartialRun::check() {
  if (requests_.empty()) return {};
  PartialEvaluator partial(package_, options_, requests_);
  give_all(partial);
  const std::vector<Possible> possible = partial.possible();
  const std::string changed = check_the_rest(possible, partial.remaining(possible));
  return changed.empty() ? answer_in_order(partial) : changed;
}

}  // namespace

std::string check_questions(const Subject& subject, std::uint64_t seed, Counts& counts) {
  return PartialRun(subject, seed, counts).check();
}

}  // namespace avenant::engines
