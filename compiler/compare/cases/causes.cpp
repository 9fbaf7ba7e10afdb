#include "compiler/compare/cases/causes.hpp"

#include <algorithm>
#include <map>

#include "compiler/cases/value_text.hpp"

namespace avenant::compare {

namespace {

/// What makes two errors, or two values, one: as people read them.
std::string outcome_text(const program::Package& package, program::TypeId type, const eval::Outcome& outcome) {
  if (outcome.ok()) return cases::value_text(package, package.type(type), outcome.value, diagnostics::Language::French);
  const program::Site& site = package.site(outcome.site());
  const report::PlaceParts place = report::place_parts(package, site.place);
  return "!" + std::string(value::text_of(site.error).keyword) + "\n" + std::string(package.text_of(site.reason)) +
         "\n" + place.text + "\n" + place.article + "\n" + place.heading;
}

bool is_used(const eval::DerogationTrace& look) {
  return look.state == eval::DerogationState::kUsed;
}

std::string label_of(const program::Package& package, const program::Condition& condition) {
  return std::string(package.text_of(condition.label));
}

PlaceWords::Place place_in(const program::Package& package, program::PlaceId id) {
  const program::Place& place = package.place(id);
  return {std::string(package.text_of(place.path)), place.offset};
}

}  // namespace

std::string Cause::key() const {
  return rule + "\n" + before.what + "\n" + before.source + "\n" + after.what + "\n" + after.source;
}

const eval::VariableTrace* CauseFinder::Side::step(program::VariableId id) const {
  const auto found = steps.find(id.value);
  return found == steps.end() ? nullptr : found->second;
}

CauseFinder::Side::Side(const Traced& traced) : package(traced.package), words(traced.words) {
  for (const eval::VariableTrace& one : traced.trace.variables) steps.emplace(one.variable.value, &one);
}

std::string CauseFinder::Side::row_text(const program::Row& row) const {
  if (words != nullptr && row.place) {
    const auto found = words->rows.find(place_in(package, row.place));
    if (found != words->rows.end()) return found->second;
  }
  std::string text;
  for (const char c : package.text_of(row.written)) {
    if (c != ' ' || !text.ends_with(' ')) text += c;
  }
  return text;
}

std::string CauseFinder::Side::meaning(const eval::VariableTrace& step) const {
  if (words == nullptr) return {};
  std::string name(package.text_of(package.variable(step.variable).name));
  name = name.substr(0, name.find('('));
  std::string text;
  for (const eval::DerogationTrace& look : step.derogations) {
    if (!is_used(look)) continue;
    const program::PlaceId place = package.derogations[look.derogation.value].place;
    if (!place) continue;
    const auto found = words->derogations.find({name, place_in(package, place)});
    if (found != words->derogations.end()) text += found->second + "\n";
  }
  if (!text.empty() || !step.version) return text;
  const program::PlaceId place = package.versions[step.version.value].place;
  if (!place) return {};
  const auto found = words->bodies.find({name, place_in(package, place)});
  return found == words->bodies.end() ? std::string() : found->second;
}

CauseFinder::CauseFinder(const Traced& before, const Traced& after, diagnostics::Language language)
    : before_(before), after_(after), language_(language) {}

std::vector<Cause> CauseFinder::find(program::VariableId before, program::VariableId after) {
  seen_.clear();
  std::vector<Cause> causes;
  walk(before, after, causes);
  return causes;
}

bool CauseFinder::same(program::VariableId before, program::VariableId after) const {
  const eval::VariableTrace* left = before_.step(before);
  const eval::VariableTrace* right = after_.step(after);
  if (left == nullptr || right == nullptr) return left == right;
  return outcome_text(before_.package, before_.package.variable(before).type, left->outcome) ==
         outcome_text(after_.package, after_.package.variable(after).type, right->outcome);
}

Decider CauseFinder::at(const Side& side, std::string what, program::PlaceId place, program::TextId text) const {
  Decider decider;
  decider.reached = decider.in_force = true;
  decider.what = std::move(what);
  decider.place = report::place_parts(side.package, place);
  if (text) decider.place.text = side.package.text_of(side.package.texts[text.value].name);
  decider.source = report::place_text(side.package, place, text, language_);
  return decider;
}

/// What decided a rule: the derogations used, else the row, else the wording that applies.
Decider CauseFinder::decider(const Side& side, const eval::VariableTrace* step) const {
  Decider none;
  if (step == nullptr) return none;
  none.reached = true;
  std::vector<const program::Derogation*> used;
  for (const eval::DerogationTrace& look : step->derogations) {
    if (is_used(look)) used.push_back(&side.package.derogations[look.derogation.value]);
  }
  if (!used.empty()) {
    std::string names;
    for (const program::Derogation* one : used) {
      names += (names.empty() ? "" : ", ") + std::string(side.package.text_of(one->name));
    }
    const bool french = language_ == diagnostics::Language::French;
    return at(side, (french ? "dérogation " : "derogation ") + names, used.front()->place, used.front()->text);
  }
  for (const eval::TableTrace& table : step->tables) {
    if (table.hits.empty()) continue;
    const program::Row& row = side.package.rows[table.hits.front().value];
    return at(side, side.row_text(row), row.place, program::TextId());
  }
  if (!step->version) return none;
  const program::Version& version = side.package.versions[step->version.value];
  return at(side, "", version.place, version.text);
}

bool CauseFinder::is_known(const Side& side, const eval::VariableTrace& step, const Side& other,
                           const eval::VariableTrace& other_step) {
  for (const eval::DerogationTrace& look : step.derogations) {
    if (!is_used(look)) continue;
    const std::string_view name = side.package.text_of(side.package.derogations[look.derogation.value].name);
    const bool is_there =
        std::any_of(other_step.derogations.begin(), other_step.derogations.end(), [&](const auto& one) {
          return other.package.text_of(other.package.derogations[one.derogation.value].name) == name;
        });
    if (!is_there) return false;
  }
  for (const eval::TableTrace& table : step.tables) {
    for (const program::RowId hit : table.hits) {
      const program::Row& row = side.package.rows[hit.value];
      const std::string written = side.row_text(row);
      const std::string text = report::place_parts(side.package, row.place).text;
      const bool is_there =
          std::any_of(other.package.rows.begin(), other.package.rows.end(), [&](const program::Row& one) {
            return other.row_text(one) == written && report::place_parts(other.package, one.place).text == text;
          });
      if (!is_there) return false;
    }
  }
  if (!step.version) return true;
  const program::TextId text_id = side.package.versions[step.version.value].text;
  const std::string_view text =
      text_id ? side.package.text_of(side.package.texts[text_id.value].name) : std::string_view();
  const auto versions = other.package.versions_of(other.package.variable(other_step.variable));
  return std::any_of(versions.begin(), versions.end(), [&](const program::Version& one) {
    return (one.text ? other.package.text_of(other.package.texts[one.text.value].name) : std::string_view()) == text;
  });
}

bool CauseFinder::walk_reads(const eval::VariableTrace& before, const eval::VariableTrace& after,
                             std::vector<Cause>& causes) {
  bool differs = false;
  Names names;
  std::map<std::string, eval::Outcome> readings;
  for (const eval::Read& read : before.reads) {
    if (read.kind == eval::ReadKind::kVariable) {
      const program::VariableId id(read.id);
      names.emplace(before_.package.text_of(before_.package.variable(id).name), id);
    } else if (read.kind == eval::ReadKind::kReading) {
      readings.emplace(before_.package.text_of(before_.package.reading(program::ReadingId(read.id)).name),
                       read.outcome);
    }
  }
  for (const eval::Read& read : after.reads) {
    if (read.kind == eval::ReadKind::kReading) {
      const std::string name(after_.package.text_of(after_.package.reading(program::ReadingId(read.id)).name));
      const auto found = readings.find(name);
      // The rule that reads a lecture is where the choice shows.
      if (found != readings.end() && found->second != read.outcome) return false;
    }
  }
  for (const eval::Read& read : after.reads) {
    if (read.kind != eval::ReadKind::kVariable) continue;
    const program::VariableId id(read.id);
    const auto found = names.find(std::string(after_.package.text_of(after_.package.variable(id).name)));
    if (found == names.end() || same(found->second, id)) continue;
    differs = true;
    walk(found->second, id, causes);
  }
  return differs;
}

bool CauseFinder::add_conditions(const std::string& rule, const eval::VariableTrace& before,
                                 const eval::VariableTrace& after, std::vector<Cause>& causes) {
  const auto leaves = [](const Side& side, const eval::VariableTrace& step) {
    std::map<std::string, const eval::ConditionTrace*> found;
    for (const eval::ConditionTrace& look : step.conditions) {
      const program::Condition& condition = side.package.conditions[look.condition.value];
      if (condition.group == program::ConditionGroup::kLeaf) found.emplace(label_of(side.package, condition), &look);
    }
    return found;
  };
  const auto old_leaves = leaves(before_, before);
  const auto new_leaves = leaves(after_, after);
  const auto said = [&](const Side& side, const eval::ConditionTrace& look) {
    const program::Condition& condition = side.package.conditions[look.condition.value];
    return at(side, report::quoted(label_of(side.package, condition), language_), condition.place, program::TextId());
  };
  const auto fails = [](const eval::ConditionTrace& look) {
    return !look.outcome.ok() || !look.outcome.value.as_boolean();
  };
  bool found_any = false;
  for (const auto& [label, look] : old_leaves) {
    if (new_leaves.contains(label) || !fails(*look)) continue;
    causes.push_back({rule, said(before_, *look), decider(after_, &after)});
    found_any = true;
  }
  for (const auto& [label, look] : new_leaves) {
    const auto found = old_leaves.find(label);
    if (found == old_leaves.end() && fails(*look)) {
      causes.push_back({rule, decider(before_, &before), said(after_, *look)});
      found_any = true;
    }
  }
  return found_any;
}

bool CauseFinder::is_rewritten(const eval::VariableTrace& before, const eval::VariableTrace& after) const {
  if (!is_known(before_, before, after_, after) || !is_known(after_, after, before_, before)) return true;
  // Another row, derogation or version of what both sides have is what the rules read decided.
  if (!(decider(before_, &before) == decider(after_, &after))) return false;
  const std::string left = before_.meaning(before);
  const std::string right = after_.meaning(after);
  return !left.empty() && !right.empty() && left != right;
}

void CauseFinder::walk(program::VariableId before, program::VariableId after, std::vector<Cause>& causes) {
  if (!seen_.emplace(before.value, after.value).second) return;
  const eval::VariableTrace* left = before_.step(before);
  const eval::VariableTrace* right = after_.step(after);
  const std::string rule(after_.package.text_of(after_.package.variable(after).name));
  if (left == nullptr || right == nullptr) {
    causes.push_back({rule, decider(before_, left), decider(after_, right)});
    return;
  }
  const bool by_conditions = add_conditions(rule, *left, *right, causes);
  const bool by_reads = walk_reads(*left, *right, causes);
  if (by_conditions) return;
  if (by_reads && !is_rewritten(*left, *right)) return;
  causes.push_back({rule, decider(before_, left), decider(after_, right)});
}

}  // namespace avenant::compare
