// What still matters of a case that is not wholly known, and what to ask first.
#include "runtime/eval/partial/answers.hpp"
#include "runtime/eval/partial/partial_case.hpp"
#include "tests/unit/runtime/eval/program_text.hpp"

namespace avenant::eval {
namespace {

using partial::PartialEvaluator;
using partial::Question;
using partial::Remaining;

// One program, the results asked for, and what is given of a case.
class Partial {
 public:
  Partial(std::string_view text, const std::vector<std::string_view>& requests, const RunOptions& options = {})
      : package_(load(text)), evaluator_(package_, options, ids(requests)) {}

  Partial& given(std::string_view input, value::Value value) {
    evaluator_.set(package_.input_named(input), value);
    return *this;
  }
  Partial& missing(std::string_view input) {
    evaluator_.set_missing(package_.input_named(input));
    return *this;
  }

  // The facts that matter, in the order of declaration; `date` is that of situation.
  std::string remaining() {
    const Remaining found = evaluator_.remaining(evaluator_.possible());
    std::string text;
    for (const program::InputId input : found.inputs) text += std::string(name(input)) + " ";
    for (const program::UnknownId figure : found.figures) {
      text += "?" + std::string(package_.text_of(package_.unknowns[figure.value].address)) + " ";
    }
    if (found.situation_date) text += "date ";
    return text.substr(0, text.size() - (text.empty() ? 0 : 1));
  }
  std::string asked() {
    std::string text;
    for (const Question& question : evaluator_.questions(evaluator_.remaining(evaluator_.possible()))) {
      text += (text.empty() ? "" : " ") + (question.input ? std::string(name(question.input)) : "date");
    }
    return text;
  }
  std::string left(std::size_t request) { return describe(evaluator_.possible()[request].value); }
  PartialEvaluator& evaluator() { return evaluator_; }

 private:
  std::string_view name(program::InputId input) const { return package_.text_of(package_.input(input).name); }
  std::vector<program::VariableId> ids(const std::vector<std::string_view>& names) const {
    std::vector<program::VariableId> found;
    for (const std::string_view name : names) found.push_back(package_.variable_named(name));
    return found;
  }

  program::Package package_;
  PartialEvaluator evaluator_;
};

const value::Value kTrue = value::Value::boolean(true);
const value::Value kFalse = value::Value::boolean(false);
const std::string kInputs =
    "(text t text 2020-01-01 2020-01-02) (input p boolean) (input q boolean) (input k number (range 0 10)) (input m "
    "number (range 0 10))\n";

TEST_CASE("what a condition settles leaves its other operands without effect") {
  Partial both(kInputs + "(variable x boolean (is (and p q)))", {"x"});
  CHECK(both.remaining() == "p q");
  CHECK(both.given("p", kFalse).remaining().empty());
  CHECK(both.given("p", kTrue).remaining() == "q");
}

TEST_CASE("facts that change something only together matter") {
  Partial differ(kInputs + "(variable x boolean (is (ne p q)))", {"x"});
  CHECK(differ.remaining() == "p q");
  CHECK(differ.asked() == "p q");
}

TEST_CASE("a branch that is not taken asks nothing") {
  Partial chosen(kInputs + "(variable x number (is (if p k m)))", {"x"});
  CHECK(chosen.remaining() == "p k m");
  CHECK(chosen.given("p", kTrue).remaining() == "k");
}

TEST_CASE("a variable that is certain asks nothing, whatever it reads") {
  Partial certain(kInputs + "(variable y number (is (mul 0 k)))\n(variable x number (is (add y m)))", {"x"});
  CHECK(certain.remaining() == "m");
}

TEST_CASE("a row one of whose cells is false asks nothing of its other cells") {
  Partial table(
      kInputs +
          "(variable x number (is (table (row (p (gt k 5)) 1) (row (p (le k 5)) 2) (row ((not p) (gt m 5)) 3) "
          "(otherwise 4))))",
      {"x"});
  CHECK(table.remaining() == "p k m");
  CHECK(table.given("p", kFalse).remaining() == "m");
}

TEST_CASE("only the results that are asked for matter") {
  const std::string two = kInputs + "(variable x number (is k))\n(variable y boolean (is q))";
  CHECK(Partial(two, {"y"}).remaining() == "q");
  CHECK(Partial(two, {"x", "y"}).remaining() == "q k");
}

TEST_CASE("a figure is a hole within its bounds, and is nobody's question") {
  const std::string text =
      "(text t text 2020-01-01 2020-01-02) (unknown \"f\" \"secret\" number (range 1 2))\n(input p boolean)\n"
      "(variable x number (is (if p (unknown \"f\") 0)))";
  Partial figure(text, {"x"});
  CHECK(figure.remaining() == "p ?f");
  CHECK(figure.asked() == "p");
  figure.given("p", kTrue);
  CHECK(figure.left(0) == "[1 ; 2]");
  CHECK(figure.remaining() == "?f");
  RunOptions supplied;
  supplied.figures = {{program::UnknownId(std::size_t{0}), value::Value::whole(2)}};
  Partial known(text, {"x"}, supplied);
  CHECK(known.given("p", kTrue).remaining().empty());
}

TEST_CASE("the date of situation is asked for where none is given") {
  const std::string text =
      "(text t text 2020-01-01 2020-01-02) (input d date)\n(variable x boolean (is (lt d (situation_date))))";
  Partial open(text, {"x"});
  CHECK(open.remaining() == "d date");
  open.evaluator().set_situation_date(value::Date::unchecked(18'000));
  CHECK(open.remaining() == "d");
  open.evaluator().begin_case();
  CHECK(open.remaining() == "d date");
}

TEST_CASE("what does not exist is an answer") {
  const std::string text =
      "(text t text 2020-01-01 2020-01-02) (input d date?)\n(variable x boolean (is (is_present d)))";
  Partial open(text, {"x"});
  CHECK(open.remaining() == "d");
  CHECK(open.missing("d").remaining().empty());
  CHECK(open.left(0) == "cases 0:1");
}

TEST_CASE("the question whose answers settle most comes first") {
  const std::string text = kInputs +
                           "(variable x boolean (is (and q p)))\n(variable y number (is (if p k 0)))\n"
                           "(variable z boolean (is (gt m 3)))";
  Partial open(text, {"x", "y", "z"});
  CHECK(open.asked() == "p m q k");
  const std::vector<Question> questions =
      open.evaluator().questions(open.evaluator().remaining(open.evaluator().possible()));
  // p: true settles nothing, false settles x and y; m, tried at 2, 3 and 4, settles z each time.
  CHECK(questions[0].n_answers == 2);
  CHECK(questions[0].n_settled == 2);
  CHECK(questions[1].n_answers == 3);
  CHECK(questions[1].n_settled == 3);
}

TEST_CASE("trying answers leaves the case as it was") {
  Partial open(kInputs + "(variable x number (is (if p k m)))", {"x"});
  const std::string before = open.left(0);
  open.asked();
  CHECK(open.left(0) == before);
  CHECK(open.asked() == open.asked());
}

TEST_CASE("the parts of a date hold every day of it once") {
  partial::Split split;
  for (const int day : {100, 200, 201}) split.days.push_back(value::Date::unchecked(day));
  AbstractValue dates = AbstractValue::dates(value::Date::unchecked(50), value::Date::unchecked(300));
  dates.may_be_absent = true;
  const std::vector<AbstractValue> parts = partial::parts_of(dates, split);
  CHECK(parts.size() == 5);
  const auto n_holding = [&parts](value::Value value) {
    return std::count_if(parts.begin(), parts.end(), [&](const AbstractValue& part) { return part.contains(value); });
  };
  for (int day = 40; day <= 310; ++day) {
    CHECK(n_holding(value::Value::date(value::Date::unchecked(day))) == (day >= 50 && day <= 300 ? 1 : 0));
  }
  CHECK(n_holding(value::Value::absent()) == 1);
}

TEST_CASE("what is in force together is taken together") {
  // y is in force where x is: that it may be out of force says nothing of x.
  const std::string text =
      "(text t text 2020-01-01 2020-01-02) (input d date) (input k number (range 0 10))\n"
      "(variable y number (version t (when 2020-01-02 d) (body k)))\n"
      "(variable x boolean eligibility (out_of_force false) (version t (when 2020-01-02 d) (body (gt y 20))))";
  Partial open(text, {"x"});
  CHECK(open.left(0) == "cases 0:1");
  CHECK(open.remaining().empty());
}

std::string answers(const std::string& type, const std::string& range, const std::vector<value::Value>& boundaries) {
  const program::Package package =
      load("(text t text 2020-01-01 2020-02-01)\n(enumeration E (case a) (case b) (case c))\n(input i " + type + " " +
           range + ")\n(variable x boolean (is true))");
  const program::Input& input = package.inputs[0];
  const program::Type& of = package.type(input.type);
  std::string text;
  const AbstractValue hole = AbstractValue::within(package, of, input.range);
  for (const AbstractValue& answer : partial::answers_to_try(package, of, hole, boundaries)) {
    CHECK(answer.is_single());
    CHECK(hole.contains(answer.single()));
    text += (text.empty() ? "" : " ") + describe(answer);
  }
  return text;
}

TEST_CASE("answers are tried on both sides of boundaries, or at the ends and the middle") {
  const std::vector<value::Value> five = {value::Value::whole(5)};
  CHECK(answers("number/1", "(range 0 10)", five) == "{4} {5} {6}");
  CHECK(answers("number/100", "(range 0 10)", five) == "{499/100} {5} {501/100}");
  CHECK(answers("number/1", "(range 0 100)", {}) == "{0} {50} {100}");
  CHECK(answers("number/1", "(range 5 20)", five) == "{5} {6}");
  CHECK(answers("number?/1", "(range 0 10)", five) == "nothing or absent {4} {5} {6}");
  // No boundary within the range: some value of it.
  CHECK(answers("number/1", "(range 20 40)", five) == "{30}");
}

TEST_CASE("dates without boundaries are tried where a text comes into force") {
  const auto day = [](int days) { return "{" + std::to_string(days) + "}"; };
  CHECK(answers("date", "", {}) == day(18'292) + " " + day(18'293) + " " + day(18'294));
}

TEST_CASE("every case is tried, and many answers are thinned out") {
  CHECK(answers("enum[E]", "", {}) == "cases 0:1 cases 0:2 cases 0:4");
  std::vector<value::Value> many;
  for (int i = 1; i <= 40; ++i) many.push_back(value::Value::whole(i * 10));
  const std::string thinned = answers("number/1", "(range 0 1000)", many);
  CHECK(std::count(thinned.begin(), thinned.end(), '{') == static_cast<std::ptrdiff_t>(partial::kMaxAnswers));
  CHECK(thinned.find("{9}") == 0);
  CHECK(thinned.find("{401}") != std::string::npos);
}

}  // namespace
}  // namespace avenant::eval
