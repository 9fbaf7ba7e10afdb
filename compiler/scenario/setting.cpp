#include "compiler/scenario/setting.hpp"

#include <algorithm>

namespace avenant::scenario {

namespace {

void apply(const Lookup& lookup, const hir::Setting& setting, Facts& facts) {
  for (const hir::Assignment& assignment : setting.assignments) {
    const program::InputId input = lookup.input(assignment.member);
    AVENANT_CHECK(static_cast<bool>(input), "a scenario gives an input that the package does not have");
    // Absent and not given are one and the same for an optional input.
    const auto given = facts.inputs.find(input.value);
    if (assignment.at_least && given != facts.inputs.end() && given->second.a >= assignment.value.a) continue;
    if (assignment.absent) {
      facts.inputs.erase(input.value);
    } else {
      facts.inputs[input.value] = assignment.value;
    }
  }
  for (const auto& [reading, choice] : setting.readings) {
    const program::ReadingId id = lookup.reading(reading);
    std::erase_if(facts.options.readings, [id](const auto& chosen) { return chosen.first == id; });
    facts.options.readings.emplace_back(id, choice);
  }
  if (setting.situation) facts.options.situation_date = setting.situation;
  for (const base::Name name : setting.drafts) {
    const program::TextId draft = lookup.draft(name);
    if (draft) {
      facts.options.drafts.push_back(draft);
    } else {
      facts.unknown_drafts.push_back(name);
    }
  }
}

}  // namespace

Facts facts_of(const Lookup& lookup, const hir::Scenario& scenario, const eval::RunOptions& defaults) {
  Facts facts;
  facts.options = defaults;
  std::vector<hir::CaseId> chain;
  for (hir::CaseId base = scenario.base; base.valid(); base = lookup.hir().cases[base].base) {
    chain.push_back(base);
    AVENANT_CHECK(chain.size() <= lookup.hir().cases.size(), "cases that are each other's base");
  }
  std::reverse(chain.begin(), chain.end());
  for (const hir::CaseId id : chain) apply(lookup, lookup.hir().cases[id].setting, facts);
  apply(lookup, scenario.setting, facts);
  return facts;
}

}  // namespace avenant::scenario
