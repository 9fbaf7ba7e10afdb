// Tests of the file tests themselves: what they read, what an update writes, what a difference shows.
#include "tests/files/test_file.hpp"

#include <catch2/catch.hpp>

#include "tests/files/line_diff.hpp"

using namespace avenant::file_tests;

TEST_CASE("expectations, data and standard input are read from a file") {
  const TestFile test = parse_test_file(
      "# T\n```avenant\n```\n```attendu run --input \"a=1 b\"\nx\n```\n"
      "~~~donnée brute n.json\n\\xE9\\\\\n~~~\n```entrée standard\n{}\n```\n````donnée répétée g 10\nt\nabc\n````\n");
  CHECK(test.problem.empty());
  REQUIRE(test.expectations.size() == 1);
  CHECK(test.expectations[0].command == std::vector<std::string>{"run", "--input", "a=1 b"});
  CHECK(test.expectations[0].expected == "x\n");
  REQUIRE(test.data.size() == 2);
  CHECK(data_bytes(test.data[0]) == "\xE9\\\n");
  CHECK(data_bytes(test.data[1]) == "t\nabc\nabc\n");
  CHECK(test.standard_input == "{}\n");
}

TEST_CASE("a block that cannot be understood is a problem of the test") {
  CHECK_FALSE(parse_test_file("```attendu\n```\n").problem.empty());
  CHECK_FALSE(parse_test_file("```donnée\n```\n").problem.empty());
  CHECK_FALSE(parse_test_file("```donnée répétée g\n```\n").problem.empty());
}

TEST_CASE("an update replaces the bodies and nothing else") {
  const std::string text = "a\n```attendu check\nold\n```\nb\n```attendu ir\n```\nc";
  const TestFile test = parse_test_file(text);
  CHECK(with_outputs(text, test, {"new\n", ""}) == "a\n```attendu check\nnew\n```\nb\n```attendu ir\n```\nc");
}

TEST_CASE("an update makes the fence longer than any fence printed") {
  const std::string text = "```attendu code AVN1004\n```\n";
  const std::string updated = with_outputs(text, parse_test_file(text), {"```\n````\n"});
  CHECK(updated == "`````attendu code AVN1004\n```\n````\n`````\n");
  CHECK(parse_test_file(updated).expectations.at(0).expected == "```\n````\n");
}

TEST_CASE("a difference shows what changed and little else") {
  CHECK(line_diff("a\nb\nc\n", "a\nx\nc\n") == "    a\n  - b\n  + x\n    c\n");
  CHECK(line_diff("a\n", "a\n") == "    ...\n");
  CHECK(line_diff("", "a\n") == "  + a\n");
  CHECK(line_diff("1\n2\n3\n4\n5\n", "1\n2\n3\n4\n6\n") == "    ...\n    3\n    4\n  - 5\n  + 6\n");
}
