#include "compiler/suggest/situation.hpp"

#include <algorithm>

#include "compiler/report/case_scenario.hpp"
#include "runtime/value/date_text.hpp"

namespace avenant::suggest {
namespace {

/// Whether a scenario can name the input: how many elements a list has follows from those that are named.
bool can_be_named(const program::Package& package, program::InputId input) {
  const program::ListMember member = package.list_member(input);
  return !member.list || static_cast<bool>(member.column);
}

std::string input_line(const program::Package& package, std::uint32_t id, const std::string& value) {
  return std::string(package.text_of(package.inputs[id].name)) + " = " + value;
}

/// The choices in which a situation differs from its base; false where a scenario cannot state them.
bool add_choices(const program::Package& package, const eval::RunOptions& own, const eval::RunOptions& base,
                 std::vector<std::string>& lines) {
  for (const program::TextId draft : own.drafts) {
    if (std::find(base.drafts.begin(), base.drafts.end(), draft) != base.drafts.end()) continue;
    lines.push_back("avec projet " + std::string(package.text_of(package.texts[draft.value].name)));
  }
  for (const program::TextId draft : base.drafts) {
    if (std::find(own.drafts.begin(), own.drafts.end(), draft) == own.drafts.end()) return false;
  }
  if (base.situation_date && !own.situation_date) return false;
  if (own.situation_date && own.situation_date != base.situation_date) {
    lines.push_back("à la date du " + value::print_long_date(*own.situation_date, value::Language::french));
  }
  for (const auto& [id, choice] : own.readings) {
    if (std::find(base.readings.begin(), base.readings.end(), std::pair(id, choice)) != base.readings.end()) continue;
    const program::Reading& reading = package.readings[id.value];
    const auto cases = package.cases_of(package.enumerations[reading.enumeration.value]);
    lines.push_back("lecture " + std::string(package.text_of(reading.name)) + " = " +
                    std::string(package.text_of(cases[choice].name)));
  }
  return own.figures.empty() && !own.known_at;
}

}  // namespace

std::string value_text(const program::Package& package, program::TypeId type, value::Value value) {
  return report::CaseScenario(package).value_text(type, value);
}

program::StringId name_of(const scenario::Lookup& lookup, hir::DispositifId dispositif) {
  if (!dispositif.valid()) return {};
  const std::string& wanted = lookup.hir().names.text(lookup.hir().dispositifs[dispositif].name);
  for (const program::Variable& variable : lookup.package().variables) {
    if (lookup.package().text_of(variable.dispositif) == wanted) return variable.dispositif;
  }
  return {};
}

Situation situation_of(const scenario::Lookup& lookup, hir::CaseId base, hir::DispositifId dispositif) {
  Situation situation;
  situation.dispositif = dispositif;
  situation.name = name_of(lookup, dispositif);
  situation.base = base;
  if (!base.valid()) return situation;
  hir::Scenario as_it_is;
  as_it_is.base = base;
  scenario::Facts facts = scenario::facts_of(lookup, as_it_is, {});
  situation.inputs = std::move(facts.inputs);
  situation.options = std::move(facts.options);
  return situation;
}

std::vector<Situation> seeds_of(const scenario::Lookup& lookup) {
  std::vector<Situation> seeds;
  const hir::Program& hir = lookup.hir();
  for (std::size_t i = 0; i < hir.cases.size(); ++i) {
    const hir::CaseId id = hir.cases.id_at(i);
    seeds.push_back(situation_of(lookup, id, hir.cases[id].dispositif));
  }
  for (std::size_t i = 0; i < hir.scenarios.size(); ++i) {
    const hir::Scenario& one = hir.scenarios[hir.scenarios.id_at(i)];
    scenario::Facts facts = scenario::facts_of(lookup, one, {});
    Situation situation{one.dispositif, name_of(lookup, one.dispositif), one.base, std::move(facts.inputs),
                        std::move(facts.options)};
    if (facts.unknown_drafts.empty() && lines_of(lookup, situation)) seeds.push_back(std::move(situation));
  }
  return seeds;
}

std::optional<std::vector<std::string>> lines_of(const scenario::Lookup& lookup, const Situation& situation,
                                                 const std::vector<std::uint32_t>& columns) {
  const program::Package& package = lookup.package();
  const Situation base = situation_of(lookup, situation.base, situation.dispositif);
  std::vector<std::string> lines;
  if (!add_choices(package, situation.options, base.options, lines)) return std::nullopt;
  const auto is_column = [&columns](std::uint32_t id) {
    return std::find(columns.begin(), columns.end(), id) != columns.end();
  };
  for (const auto& [id, value] : base.inputs) {
    if (situation.inputs.count(id) != 0 || is_column(id)) continue;
    const program::Input& input = package.inputs[id];
    // A fact of the base cannot be taken back, unless it may be absent.
    if (!package.type(input.type).optional || !can_be_named(package, program::InputId(id))) return std::nullopt;
    lines.push_back(input_line(package, id, "absent"));
  }
  for (const auto& [id, value] : situation.inputs) {
    const auto given = base.inputs.find(id);
    if (is_column(id) || (given != base.inputs.end() && given->second == value)) continue;
    const program::Input& input = package.inputs[id];
    if (!can_be_named(package, program::InputId(id))) continue;
    const program::TypeKind kind = package.type(input.type).kind;
    if (kind == program::TypeKind::kList || kind == program::TypeKind::kElement) return std::nullopt;
    // A value out of range is one that no review should have to read about.
    if (!eval::is_valid(package, input.type, input.range, value)) return std::nullopt;
    lines.push_back(input_line(package, id, value_text(package, input.type, value)));
  }
  return lines;
}

}  // namespace avenant::suggest
