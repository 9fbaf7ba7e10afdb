// How cost grows with rows and with rules: what the command measure_growth beside it runs and draws. Prints JSON.
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "tests/bench/growth/row_growth.hpp"
#include "tests/bench/growth/rule_growth.hpp"

int main(int n_words, char** words) {
  const std::string_view what = n_words > 2 ? words[1] : "";
  if (what == "rules" || what == "dispositif" || what == "sizes") {
    for (int i = 2; i < n_words; ++i) {
      const bool is_done =
          what == "sizes" ? growth::measure_sizes(words[i]) : growth::measure_rules(words[i], what == "dispositif");
      if (!is_done) return 1;
    }
    return 0;
  }
  if (what == "rows") {
    std::vector<std::size_t> sizes;
    for (int i = 2; i < n_words; ++i) sizes.push_back(std::strtoull(words[i], nullptr, 10));
    return growth::measure_rows(sizes) ? 0 : 1;
  }
  std::fputs("usage: growth_measures rows N…, growth_measures rules|dispositif|sizes PROJECT…; see measure_growth\n",
             stderr);
  return 2;
}
