#include "runtime/eval/partial/partial_case.hpp"

#include <algorithm>
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

Remaining PartialEvaluator::remaining() {
  std::fill(marks_.begin(), marks_.end(), NodeMarks{});
  evaluator_.mark(marks_);
  for (const program::VariableId request : requests_) evaluator_.request(request);
  Remaining found = find_remaining(evaluator_, requests_, marks_);
  evaluator_.mark({});
  found.situation_date = found.situation_date && !knows_situation_date_;
  return found;
}

std::size_t PartialEvaluator::n_settled(std::span<const AbstractOutcome> outcomes) const {
  return static_cast<std::size_t>(std::count_if(outcomes.begin(), outcomes.end(),
                                                [this](const AbstractOutcome& each) { return is_settled(each); }));
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
  return !partial::is_settled(evaluator_, evaluator_.input(package().list(member.list).count));
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
