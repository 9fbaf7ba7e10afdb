#include "compiler/suggest/address.hpp"

#include <algorithm>
#include <unordered_set>

#include "compiler/base/names.hpp"
#include "compiler/suggest/readers.hpp"

namespace avenant::suggest {
namespace {

using program::PlaceId;
using program::TextId;
using Places = std::unordered_set<std::uint32_t>;

/// The name before indices and labels.
std::string_view rule_of(std::string_view name) {
  return name.substr(0, name.find_first_of("( "));
}

void add(PlaceId place, Places& places) {
  if (place) places.insert(place.value);
}

void add_expressions(const program::Package& package, const std::vector<program::NodeId>& roots, Places& places) {
  const Expressions expressions = expressions_of(package, roots);
  for (const std::vector<program::NodeId>* nodes : {&expressions.plain, &expressions.folded}) {
    for (const program::NodeId id : *nodes) {
      const program::Node& node = package.node(id);
      add(node.place, places);
      if (node.op != program::Op::kTable) continue;
      for (const program::Row& row : package.rows_of(package.tables[node.payload])) add(row.place, places);
    }
  }
}

/// What is written in the rules of that name, whole families or one member.
Places places_of_rule(const program::Package& package, const std::vector<check::Unit>& units, const std::string& name) {
  Places places;
  for (const check::Unit& unit : units) {
    if (!unit.variable) continue;
    const program::Variable& variable = package.variable(unit.variable);
    const std::string_view own = package.text_of(variable.name);
    if (own != name && rule_of(own) != name) continue;
    for (const program::Version& version : package.versions_of(variable)) {
      add(version.place, places);
      if (!version.rule) continue;
      for (const program::Derogation& one : package.derogations_of(package.rule(version.rule))) add(one.place, places);
      if (!version.condition) continue;
      std::vector<program::ConditionId> pending = {version.condition};
      while (!pending.empty()) {
        const program::Condition& condition = package.conditions[pending.back().value];
        pending.pop_back();
        add(condition.place, places);
        for (const program::ConditionId child : package.children_of(condition)) pending.push_back(child);
      }
    }
    add_expressions(package, unit.roots, places);
  }
  return places;
}

/// What is written in the conditions of that label of a rule.
Places places_of_label(const program::Package& package, const std::string& rule, const std::string& label) {
  Places places;
  for (const program::Variable& variable : package.variables) {
    if (rule_of(package.text_of(variable.name)) != rule) continue;
    for (const program::Version& version : package.versions_of(variable)) {
      if (!version.condition) continue;
      std::vector<program::ConditionId> pending = {version.condition};
      while (!pending.empty()) {
        const program::Condition& condition = package.conditions[pending.back().value];
        pending.pop_back();
        for (const program::ConditionId child : package.children_of(condition)) pending.push_back(child);
        if (base::normalise(package.text_of(condition.label)) != label) continue;
        add(condition.place, places);
        std::vector<program::NodeId> roots = {condition.node};
        const program::Node& node = package.node(condition.node);
        if (node.op == program::Op::kVariable) {
          for (const program::Version& own : package.versions_of(package.variable(program::VariableId(node.payload)))) {
            add(own.place, places);
            if (own.rule) roots.push_back(package.rule(own.rule).body);
          }
        }
        add_expressions(package, roots, places);
      }
    }
  }
  return places;
}

/// `9-3` of « Article 9-3 — Qui peut … »; empty of a heading without a number.
std::string article_number(std::string_view heading) {
  constexpr std::string_view kHead = "Article ";
  if (!heading.starts_with(kHead)) return {};
  heading.remove_prefix(kHead.size());
  return std::string(heading.substr(0, heading.find(" —")));
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  return text;
}

IsAt at_places(Places places) {
  return [places = std::move(places)](PlaceId place, TextId) { return places.count(place.value) != 0; };
}

}  // namespace

std::optional<IsAt> find_address(const program::Package& package, const hir::Program& hir, const std::string& address) {
  const std::string wanted(trimmed(base::normalise(address)));
  if (wanted.empty()) return std::nullopt;
  const std::size_t quote = wanted.find("«");
  if (quote != std::string::npos) {
    std::string_view label = std::string_view(wanted).substr(quote + std::string_view("«").size());
    label = trimmed(label.substr(0, label.rfind("»")));
    const std::string rule(trimmed(std::string_view(wanted).substr(0, quote)));
    Places places = places_of_label(package, rule, std::string(label));
    if (places.empty()) return std::nullopt;
    return at_places(std::move(places));
  }
  for (std::uint32_t i = 0; i < package.texts.size(); ++i) {
    if (package.text_of(package.texts[i].name) != wanted) continue;
    return [i](PlaceId, TextId text) { return text.value == i; };
  }
  Places places = places_of_rule(package, check::units_of(package, hir), wanted);
  if (!places.empty()) return at_places(std::move(places));
  const std::string number =
      wanted.starts_with("Article ") || wanted.starts_with("article ") ? wanted.substr(8) : wanted;
  for (std::uint32_t i = 0; i < package.places.size(); ++i) {
    const std::string heading = base::normalise(package.text_of(package.places[i].article));
    if (!heading.empty() && (heading == wanted || article_number(heading) == number)) places.insert(i);
  }
  if (places.empty()) return std::nullopt;
  return at_places(std::move(places));
}

std::vector<std::string> known_addresses(const program::Package& package) {
  std::vector<std::string> names;
  for (const program::Text& text : package.texts) names.emplace_back(package.text_of(text.name));
  for (const program::Variable& variable : package.variables)
    names.emplace_back(rule_of(package.text_of(variable.name)));
  for (const program::Place& place : package.places) {
    std::string number = article_number(package.text_of(place.article));
    if (!number.empty()) names.push_back(std::move(number));
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

}  // namespace avenant::suggest
