#include "compiler/explore/forms/card.hpp"

#include <catch2/catch.hpp>

#include "compiler/report/layout.hpp"

using namespace avenant::explore;

TEST_CASE("long French names are broken after underscores") {
  CHECK(broken("première_échéance_des_nouveaux_installés", 26) ==
        std::vector<std::string>{"première_échéance_des_", "nouveaux_installés"});
  CHECK(broken("aide_due", 26) == std::vector<std::string>{"aide_due"});
  CHECK(broken("art. 9-3, avenant 7", 10) == std::vector<std::string>{"art. 9-3,", "avenant 7"});
  CHECK(broken("", 10).empty());
}

TEST_CASE("a word longer than a line is cut between letters, never inside one") {
  const std::vector<std::string> lines = broken("éééééééééééé", 5);
  CHECK(lines == std::vector<std::string>{"ééééé", "ééééé", "éé"});
  for (const std::string& line : lines) CHECK(avenant::report::columns(line) <= 5);
}
