#include "tests/unit/runtime/optimise/pass_text.hpp"

using namespace avenant;
using namespace avenant::optimise;

namespace {

std::size_t n_nodes_after(std::string_view text) {
  return apply(Pass::kShare, load(text), {}).nodes.size();
}

}  // namespace

TEST_CASE("equal expressions that cannot fail by themselves become one") {
  // n, 3, the comparison; p; the or; then again the same: seven before.
  CHECK(n_nodes_after(of("(and (or p (gt n 3)) (or p (gt n 3)))", "boolean")) == 6);
  CHECK(after(Pass::kShare, of("(if (gt n 3) (if (gt n 3) n m) m)")) ==
        as_is(world("(let %1 x n) (let %2 x (gt %1 3)) (let %3 x m)\n"
                    "(variable x number definition public (is (if %2 (if %2 %1 %3) %3)))\n")));
}

TEST_CASE("expressions that fail at different places stay apart") {
  const std::string text = of("(if p (div n m) (add (div n m) 1))");
  const program::Package made = apply(Pass::kShare, load(text), {});
  std::size_t n_divisions = 0;
  for (const program::Node& node : made.nodes) n_divisions += node.op == program::Op::kDivide ? 1 : 0;
  CHECK(n_divisions == 2);
}

TEST_CASE("another mode, type or payload is another expression") {
  CHECK(after(Pass::kShare, of("(if p (year_of d) (month_of d))", "number/1")) ==
        as_is(world("(let %1 x d)\n(variable x number/1 definition public (is (if p (year_of %1) (month_of %1))))\n")));
  CHECK(after(Pass::kShare, of("(if p 1:number 1:number/10)")) == as_is(of("(if p 1:number 1:number/10)")));
  const std::string periods =
      of("(and (in_period t (period 2020-01-01) d) (in_period later (period 2020-01-01) d))", "boolean");
  CHECK(n_nodes_after(periods) == 4);
}

TEST_CASE("tables are equal where their rows are, whatever was written beside them") {
  const std::string table = "(table (row ((eq b Band/P0)) true) (otherwise false))";
  const std::string other = "(table (row ((eq b Band/P0)) true) (row (false) false))";
  // They fail at their own places, where no row holds.
  CHECK(n_nodes_after(of("(and " + table + " " + table + ")", "boolean")) == 8);
  CHECK(n_nodes_after(of("(and " + table + " " + other + ")", "boolean")) == 8);
}

TEST_CASE("variables share what they have in common, and folds stay their own") {
  const std::string text = world(
      "(list items count (range 0 3) (column amount number))\n(binder e#0 items) (binder f#1 items)\n"
      "(variable x number definition (is (list_sum e#0 (list items) (field items amount (bound e#0)))))\n"
      "(variable y number definition (is (list_sum f#1 (list items) (field items amount (bound f#1)))))\n"
      "(variable z number definition (is n)) (variable w number definition (is n))\n");
  // Of eight and two, the list and n are one.
  CHECK(n_nodes_after(text) == 8);
}
