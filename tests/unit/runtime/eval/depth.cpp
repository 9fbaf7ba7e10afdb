// Recursion: what the verifier admits, the interpreter evaluates.
#include "tests/unit/runtime/eval/program_text.hpp"

using avenant::eval::Story;

TEST_CASE("a chain of variables as deep as the verifier admits is evaluated, explained and printed") {
  // A link takes three levels: the variable, its sum and the next variable's name.
  std::string text = "(text t text 2020-01-01 2020-01-02)\n(variable x0 number (is 1))\n";
  const int n_links = 3300;
  for (int i = 1; i <= n_links; ++i) {
    text += "(variable x" + std::to_string(i) + " number (is (add 1 x" + std::to_string(i - 1) + ")))\n";
  }
  Story story(text);
  CHECK(avenant::program::verify(story.package()).depth > 9000);
  CHECK(story.of("x" + std::to_string(n_links)) == std::to_string(n_links + 1));
  const avenant::program::VariableId last[] = {story.id("x" + std::to_string(n_links))};
  CHECK(story.evaluator().explain(last).variables.size() == n_links + 1);
}
