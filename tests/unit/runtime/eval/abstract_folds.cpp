// Lists of which the count or the elements are not known.
#include "tests/unit/runtime/eval/left_of.hpp"

using avenant::eval::Partly;
using avenant::value::Value;

namespace {

std::string with(std::string_view expression, std::string_view type) {
  return "(text t text 2020-01-01 2020-01-02)\n"
         "(list l \"count of l\" (range 0 3) (column n number/1 (range 0 10)) (column p boolean))\n"
         "(binder m#0 l)\n"
         "(variable x " +
         std::string(type) + " (is " + std::string(expression) + "))\n";
}

// Two elements: 4 that has `p`, and one that is not known, whose `p` is not known.
std::string left(std::string_view expression, std::string_view type = "number/1") {
  Partly partly(with(expression, type));
  partly.value("count of l", Value::whole(2)).value("l(1).n", Value::whole(4)).value("l(1).p", Value::boolean(true));
  return partly.of("x");
}

std::string left_of_all(std::string_view expression, std::string_view type = "number/1") {
  return Partly(with(expression, type)).of("x");
}

}  // namespace

TEST_CASE("a count and a sum over a list are between those of its least and of its greatest content") {
  CHECK(left("(list_count (list l))") == "{2}");
  CHECK(left_of_all("(list_count (list l))") == "{0, 1, 2, 3}");
  CHECK(left("(list_sum m#0 (list l) (field l n (bound m#0)))") == "[4 ; 14] by 1/1");
  CHECK(left_of_all("(list_sum m#0 (list l) (field l n (bound m#0)))") == "[0 ; 30] by 1/1");
  CHECK(left("(list_sum m#0 (list l) (field l n (bound m#0)) (field l p (bound m#0)))") == "[4 ; 14] by 1/1");
  CHECK(left("(list_count (list_filter m#0 (list l) (field l p (bound m#0))))") == "{1, 2}");
}

TEST_CASE("quantifiers and choices over a list use what is known of each element") {
  CHECK(left("(list_any m#0 (list l) (field l p (bound m#0)))", "boolean") == "cases 0:2");
  CHECK(left("(list_all m#0 (list l) (field l p (bound m#0)))", "boolean") == "cases 0:3");
  CHECK(left("(list_all m#0 (list l) (ge (field l n (bound m#0)) 0))", "boolean") == "cases 0:2");
  CHECK(left("(list_least m#0 (list l) (field l n (bound m#0)))", "number?/1") == "{0, 1, 2, 3, 4}");
  CHECK(left_of_all("(list_greatest m#0 (list l) (field l n (bound m#0)))", "number?/1") ==
        "[0 ; 10] by 1/1 or absent");
}

TEST_CASE("a filter establishes what holds of the element in the other operand") {
  CHECK(left_of_all("(list_sum m#0 (list l) (div 1 (field l n (bound m#0))) (gt (field l n (bound m#0)) 0))",
                    "number") == "[0 ; 3] over 1000");
  CHECK(left_of_all("(list_sum m#0 (list l) (div 1 (field l n (bound m#0))))", "number") ==
        "[0 ; 3] over 1000, or division_by_zero");
}

TEST_CASE("a partial sum that does not fit counts where a term after it surely fails") {
  // Of the two overflows, that of the sum comes first in the text.
  Partly partly(
      "(text t text 2020-01-01 2020-01-02)\n"
      "(place 0 t \"p\" 1 0)\n(place 1 t \"p\" 2 0)\n"
      "(list l \"count of l\" (range 0 3) (column n number/1 (range 0 10)))\n"
      "(binder m#0 l)\n"
      "(variable x number/1 (is (list_sum@0 m#0 (list l) (mul@1 (field l n (bound m#0)) 9223372036854775807))))\n");
  partly.value("count of l", Value::whole(3));
  partly.value("l(1).n", Value::whole(1)).value("l(2).n", Value::whole(1)).value("l(3).n", Value::whole(2));
  const avenant::eval::AbstractOutcome& left = partly.evaluator().evaluate(partly.id("x"));
  CHECK(left.value.is_nothing());
  const auto sites = partly.evaluator().sites(left.errors);
  REQUIRE(sites.size() == 1);
  CHECK(partly.package().place(partly.package().site(sites[0]).place).offset == 1);
}
