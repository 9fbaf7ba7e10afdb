#include "runtime/eval/partial/partial_case.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "runtime/eval/partial/answers.hpp"

namespace avenant::eval::partial {

namespace {

program::Type date_type() {
  program::Type type;
  type.kind = program::TypeKind::kDate;
  return type;
}

// Whether answering a question as often as the left one was settles more; of equals, narrows more.
bool asks_more(const Question& left, const Question& right) {
  const auto compare = [&](std::uint32_t Question::* count) {
    return std::uint64_t{left.*count} * right.n_answers > std::uint64_t{right.*count} * left.n_answers;
  };
  const auto reverse = [&](std::uint32_t Question::* count) {
    return std::uint64_t{right.*count} * left.n_answers > std::uint64_t{left.*count} * right.n_answers;
  };
  if (left.n_answers == 0 || right.n_answers == 0) return left.n_answers > right.n_answers;
  for (const auto count : {&Question::n_settled, &Question::n_narrowed}) {
    if (compare(count)) return true;
    if (reverse(count)) return false;
  }
  return false;
}

}  // namespace

PartialEvaluator::PartialEvaluator(const program::Package& package, const RunOptions& options,
                                   std::vector<program::VariableId> requests)
    : evaluator_(package, options),
      requests_(std::move(requests)),
      marks_(package.nodes.size()),
      splits_(splits_of(package)),
      has_situation_date_(options.situation_date.has_value()) {
  for (std::size_t i = 0; i < package.unknowns.size(); ++i) {
    const program::UnknownId figure(i);
    const bool is_supplied = std::any_of(options.figures.begin(), options.figures.end(),
                                         [&](const auto& supplied) { return supplied.first == figure; });
    if (!is_supplied) evaluator_.set_figure_hole(figure);
  }
  begin_case();
}

void PartialEvaluator::begin_case() {
  evaluator_.set_all_holes();
  knows_situation_date_ = has_situation_date_;
  if (!has_situation_date_) evaluator_.set_situation_date(AbstractValue::any(package(), date_type()));
}

void PartialEvaluator::set(program::InputId input, value::Value value) {
  evaluator_.set_value(input, value);
}

void PartialEvaluator::set_missing(program::InputId input) {
  evaluator_.set_missing(input);
}

void PartialEvaluator::set_situation_date(value::Date date) {
  evaluator_.set_situation_date(AbstractValue::dates(date, date));
  knows_situation_date_ = true;
}

std::vector<AbstractOutcome> PartialEvaluator::results() {
  std::vector<AbstractOutcome> outcomes;
  for (const program::VariableId request : requests_) outcomes.push_back(evaluator_.request(request));
  return outcomes;
}

void PartialEvaluator::add_results(std::vector<Possible>& to) {
  for (std::size_t i = 0; i < requests_.size(); ++i) {
    const AbstractOutcome outcome = evaluator_.request(requests_[i]);
    to[i].value = join(to[i].value, outcome.value);
    std::vector<program::SiteId> all;
    const auto more = evaluator_.sites(outcome.errors);
    std::set_union(to[i].errors.begin(), to[i].errors.end(), more.begin(), more.end(), std::back_inserter(all));
    to[i].errors = std::move(all);
  }
}

// What is possible in some part of a date. Empty where the date is known, or may fail: nothing is to be gained.
std::vector<Possible> PartialEvaluator::in_parts(const Split& split) {
  const AbstractOutcome given = split.input ? evaluator_.input(split.input) : evaluator_.evaluate(split.variable);
  if (!given.never_fails() || is_settled(evaluator_, given)) return {};
  const std::vector<AbstractValue> parts = parts_of(given.value, split);
  if (parts.size() < 2) return {};
  std::vector<Possible> possible(requests_.size());
  for (const AbstractValue& part : parts) {
    if (split.input) {
      evaluator_.set(split.input, part);
    } else {
      evaluator_.assume(split.variable, part);
    }
    add_results(possible);
  }
  if (split.input) {
    evaluator_.set(split.input, given.value);
  } else {
    evaluator_.release(split.variable);
  }
  return possible;
}

// What is possible in each of several ways of looking at it is possible.
std::vector<Possible> PartialEvaluator::possible() {
  std::vector<Possible> possible(requests_.size());
  add_results(possible);
  for (const Split& split : splits_) {
    const std::vector<Possible> closer = in_parts(split);
    for (std::size_t i = 0; i < closer.size(); ++i) {
      possible[i].value = meet(possible[i].value, closer[i].value);
      std::vector<program::SiteId> both;
      std::set_intersection(possible[i].errors.begin(), possible[i].errors.end(), closer[i].errors.begin(),
                            closer[i].errors.end(), std::back_inserter(both));
      possible[i].errors = std::move(both);
    }
  }
  return possible;
}

Remaining PartialEvaluator::remaining(std::span<const Possible> possible) {
  std::vector<program::VariableId> open;
  for (std::size_t i = 0; i < requests_.size(); ++i) {
    if (!possible[i].is_settled()) open.push_back(requests_[i]);
  }
  std::fill(marks_.begin(), marks_.end(), NodeMarks{});
  evaluator_.mark(marks_);
  for (const program::VariableId request : open) evaluator_.request(request);
  Remaining found = find_remaining(evaluator_, open, marks_);
  evaluator_.mark({});
  found.situation_date = found.situation_date && !knows_situation_date_;
  return found;
}

std::size_t PartialEvaluator::n_settled(std::span<const AbstractOutcome> outcomes) const {
  return static_cast<std::size_t>(std::count_if(
      outcomes.begin(), outcomes.end(), [this](const AbstractOutcome& each) { return is_settled(evaluator_, each); }));
}

void PartialEvaluator::give(const Question& question, const AbstractValue& answer) {
  if (question.input) {
    evaluator_.set(question.input, answer);
  } else {
    evaluator_.set_situation_date(answer);
  }
}

void PartialEvaluator::rank(Question& question, const Remaining& remaining, std::span<const AbstractOutcome> before) {
  std::vector<value::Value> boundaries;
  for (const Boundary& boundary : remaining.boundaries) {
    if (question.input && boundary.input == question.input) boundaries.push_back(boundary.value);
  }
  const program::Type type = question.input ? package().type(package().input(question.input).type) : date_type();
  const AbstractValue hole = question.input ? evaluator_.declared(question.input) : AbstractValue::any(package(), type);
  const std::size_t n_before = n_settled(before);
  for (const AbstractValue& answer : answers_to_try(package(), type, hole, boundaries)) {
    give(question, answer);
    const std::vector<AbstractOutcome> after = results();
    ++question.n_answers;
    question.n_settled += static_cast<std::uint32_t>(n_settled(after) - n_before);
    for (std::size_t i = 0; i < after.size(); ++i) {
      const bool is_same = after[i].value == before[i].value && after[i].errors == before[i].errors;
      question.n_narrowed += is_same ? 0 : 1;
    }
  }
  give(question, hole);
}

bool PartialEvaluator::waits_for_count(program::InputId input) const {
  const program::ListMember member = package().list_member(input);
  if (!member.list || !member.column) return false;
  return !is_settled(evaluator_, evaluator_.input(package().list(member.list).count));
}

std::vector<Question> PartialEvaluator::questions(const Remaining& remaining) {
  std::vector<Question> questions;
  for (const program::InputId input : remaining.inputs) {
    Question question;
    question.input = input;
    questions.push_back(question);
  }
  if (remaining.situation_date) questions.emplace_back();
  const std::vector<AbstractOutcome> before = results();
  std::size_t n_ranked = 0;
  for (Question& question : questions) {
    question.waits_for_count = question.input && waits_for_count(question.input);
    if (question.waits_for_count || n_ranked == kMaxRanked) continue;
    rank(question, remaining, before);
    ++n_ranked;
  }
  std::stable_sort(questions.begin(), questions.end(), asks_more);
  return questions;
}

}  // namespace avenant::eval::partial
