// What the verifier refuses: each engine relies on it.
#include <algorithm>
#include <catch2/catch.hpp>
#include <string>

#include "runtime/program/print.hpp"
#include "runtime/program/verify.hpp"

using namespace avenant::program;

namespace {

const std::string kText = "(text t text 2020-01-01 2020-01-02)\n";

Package load(const std::string& text) {
  ReadResult result = read(kText + text);
  INFO(result.error);
  REQUIRE(result.package);
  return std::move(*result.package);
}

Problem problem_of(const std::string& text) {
  return verify(load(text)).problem;
}

std::string message_of(const Package& package) {
  return verify(package).message;
}

}  // namespace

TEST_CASE("variables that need themselves are a cycle through bodies, dates, guards and derogations alike") {
  CHECK(problem_of("(variable x number (is x))") == Problem::kCycle);
  CHECK(problem_of("(variable x number (is y)) (variable y number (is (add x 1)))") == Problem::kCycle);
  CHECK(problem_of("(variable d date (is 2020-01-01)) (variable x number (version t (when 2020-01-01 d) (body 1)))") ==
        Problem::kNone);
  CHECK(problem_of("(variable d date (is (if (eq x 1) 2020-01-01 2020-01-01)))"
                   "(variable x number (version t (when 2020-01-01 d) (body 1)))") == Problem::kCycle);
  CHECK(problem_of("(variable x number (version t (body 1) (derogation e (guard (eq x 1)) (body 2))))") ==
        Problem::kCycle);
  CHECK(problem_of("(variable x number (version t (body 1) (derogation e (guard true) (body x))))") == Problem::kCycle);
  // A cycle over versions is refused although no case runs through it.
  CHECK(problem_of("(variable x number (version t (body y)) (version t (body 1)))"
                   "(variable y number (version t (body x)) (version t (body 1)))") == Problem::kCycle);
  const Verification cycle =
      verify(load("(variable a number (is b)) (variable b number (is c)) (variable c number (is b))"));
  REQUIRE(cycle.cycle.size() == 2);
  CHECK(cycle.message == "variables need themselves: b c");
}

TEST_CASE("cost and depth are measured and limited") {
  std::string chain = "(variable x0 number (is 1))";
  for (int i = 1; i <= 500; ++i) {
    chain += "(variable x" + std::to_string(i) + " number (is (add x" + std::to_string(i - 1) + " 1)))";
  }
  const Package package = load(chain);
  const Verification measured = verify(package);
  CHECK(measured.ok());
  CHECK(measured.cost == 1501);
  CHECK(measured.depth > 1000);
  Limits limits;
  limits.depth = 1000;
  CHECK(verify(package, limits).problem == Problem::kTooDeep);
  limits = {};
  limits.cost = 1500;
  CHECK(verify(package, limits).problem == Problem::kTooCostly);
  std::string doubled = "(let %0 - (add 1 1))";
  for (int i = 1; i <= 70; ++i) {
    const std::string last = "%" + std::to_string(i - 1);
    doubled += "(let %" + std::to_string(i) + " - (max " + last + " " + last + "))";
  }
  CHECK(verify(load(doubled + "(variable x number (is %70))")).problem == Problem::kTooCostly);
}

TEST_CASE("a value must fit its type, grain included") {
  const auto text = [](const std::string& type, const std::string& body) {
    return "(input a number) (input c number/100) (input d date?) (input w number/1) (variable x " + type + " (is " +
           body + "))";
  };
  CHECK(problem_of(text("number", "a")) == Problem::kNone);
  CHECK(problem_of(text("number/100", "a")) == Problem::kMalformed);
  CHECK(problem_of(text("number/100", "(round 1/100 nearest a)")) == Problem::kNone);
  CHECK(problem_of(text("number/100", "(exact 100 a)")) == Problem::kNone);
  CHECK(problem_of(text("number/100", "(mul c w)")) == Problem::kNone);
  CHECK(problem_of(text("number/100", "(mul c c)")) == Problem::kMalformed);
  CHECK(problem_of(text("number/10000", "(mul c c)")) == Problem::kNone);
  CHECK(problem_of(text("number/100", "(add c w)")) == Problem::kNone);
  CHECK(problem_of(text("number/1", "(div w w)")) == Problem::kMalformed);
  CHECK(problem_of(text("date", "d")) == Problem::kMalformed);
  CHECK(problem_of(text("date?", "d")) == Problem::kNone);
  CHECK(problem_of(text("date", "(or_else d 2020-01-01)")) == Problem::kNone);
  CHECK(problem_of(text("boolean", "a")) == Problem::kMalformed);
}

TEST_CASE("records that do not hold together are refused") {
  const std::string text =
      "(input a number) (variable x number (version t (body (div a 2)) (derogation e (guard true) (body 1))))";
  const Package good = load(text);
  REQUIRE(message_of(good).empty());

  Package package = good;
  for (Node& node : package.nodes) {
    if (node.op == Op::kDivide) node.site = node.second_site;
  }
  CHECK(message_of(package).find("its first site is wrong") != std::string::npos);

  package = good;
  package.derogations[0].parents = 2;
  CHECK(message_of(package) == "variable x: a derogation from a later one");

  package = good;
  package.operands[0] = NodeId(std::uint32_t{1000});
  CHECK(message_of(package) == "operands 0 names what does not exist");

  package = good;
  package.operands[0] = NodeId(package.nodes.size() - 1);
  CHECK(message_of(package).find("an operand that does not come before it") != std::string::npos);

  package = good;
  package.inputs[0].missing = package.inputs[0].out_of_range;
  CHECK(message_of(package) == "input a: a wrong site for a missing value");

  package = good;
  package.versions[0].text = TextId(std::uint32_t{7});
  CHECK(message_of(package) == "versions 0 names what does not exist");

  package = good;
  package.versions[0].text = TextId();
  CHECK(message_of(package) == "variable x: a version without text");

  package = good;
  ++std::find_if(package.nodes.begin(), package.nodes.end(), [](const Node& node) {
      return node.n_operands > 0;
    })->first_operand;
  CHECK(message_of(package) == "operands do not follow each other");

  package = good;
  package.strings[0].length += 10'000;
  CHECK(message_of(package) == "a text is not whole");

  package = good;
  package.characters[0] = '\x80';
  CHECK(message_of(package) == "the characters are not UTF-8");
}

TEST_CASE("an éligibilité shows what its rule means") {
  const std::string lets = "(let %1 - true) (let %2 - false) (let %3 - (and %1 %2))";
  const auto shown = [&lets](const std::string& condition) {
    return problem_of(lets + "(variable e boolean (version t (body %3) (conditions " + condition + ")))");
  };
  CHECK(shown("(all \"\" %3 (leaf \"a\" %1) (leaf \"b\" %2))") == Problem::kNone);
  CHECK(shown("(any \"\" %3 (leaf \"a\" %1) (leaf \"b\" %2))") == Problem::kMalformed);
  CHECK(shown("(all \"\" %3 (leaf \"a\" %1))") == Problem::kMalformed);
  CHECK(shown("(all \"\" %3 (leaf \"a\" %2) (leaf \"b\" %1))") == Problem::kMalformed);
}

TEST_CASE("what a fold binds is read within that fold only") {
  const std::string list = "(list l \"count\" (range 0 5) (column n number)) (binder m#0 l) (binder m#1 l)\n";
  const auto message = [&list](const std::string& text) { return verify(load(list + text)).message; };
  CHECK(message("(variable x number (is (list_sum m#0 (list l) (field l n (bound m#0)))))").empty());
  CHECK(message("(variable x number (is (field l n (bound m#0))))") == "binder m is read outside its fold");
  CHECK(message("(variable x number (is (add (field l n (bound m#0)) (list_sum m#0 (list l) 1))))") ==
        "binder m is read outside its fold");
  CHECK(message("(variable x number (is (list_sum m#0 (list l) (field l n (bound m#1)))))") ==
        "binder m is read outside its fold");
  CHECK(message("(variable x number (is (list_sum m#0 (list_filter m#1 (list l) (eq (bound m#0) (bound m#1))) 1)))") ==
        "binder m: its own list reads it");
  CHECK(message("(variable x number (is (list_sum m#0 (list l) (list_sum m#0 (list l) 1))))") ==
        "binder m belongs to two folds");
  CHECK(message("(notice \"n\" (eq (field l n (bound m#0)) 1)) (variable x number (is (list_sum m#0 (list l) 1)))") ==
        "binder m is read outside its fold");
  CHECK(message("(variable d date (version t (when 2020-01-01 (if (eq (bound m#0) (bound m#0)) 2020-01-01 2020-01-01))"
                " (body 2020-01-01))) (variable x number (is (list_sum m#0 (list l) 1)))") ==
        "binder m is read outside its fold");
}

TEST_CASE("lists are typed by the input list that their elements are of") {
  const std::string lists =
      "(list l \"count\" (range 0 5) (column n number) (column p boolean)) (list k \"count of k\" (range 0 3) (column "
      "n number))\n"
      "(binder m#0 l) (binder m#1 k)\n";
  const auto message = [&lists](const std::string& text) { return verify(load(lists + text)).message; };
  CHECK(message("(variable x list[l] (is (list l)))").empty());
  CHECK(message("(variable x list[l] (is (list k)))").find("does not fit") != std::string::npos);
  CHECK(!read(kText + lists + "(variable x list[l] (is (if true (list l) (list k))))").package);
  CHECK(!read(kText + lists + "(variable x number (is (list_sum m#0 (list k) 1)))").package);
  CHECK(!read(kText + lists + "(variable x number (is (list_sum m#0 (list l) (field k n (bound m#0)))))").package);
  CHECK(!read(kText + lists + "(variable x number (is (list_sum m#0 (list l) true)))").package);
  CHECK(!read(kText + lists + "(variable x boolean (is (eq (list l) (list l))))").package);
  CHECK(!read(kText + "(list l \"count\" (range 0 129) (column n number))").package);
  CHECK(!read(kText + "(list l \"count\" (range 3 2) (column n number))").package);
}

TEST_CASE("a fold costs what it evaluates for as many elements as its list can have") {
  const std::string list = "(list l \"count\" (range 0 100) (column n number)) (binder m#0 l) (binder m#1 l)\n";
  CHECK(verify(load(list + "(variable x number (is (list_sum m#0 (list l) (field l n (bound m#0)))))")).cost == 202);
  CHECK(verify(load(list + "(variable x number (is (list_sum m#0 (list l) (list_sum m#1 (list l) 1))))")).cost ==
        1 + 1 + 100 * (1 + 1 + 100));
}
