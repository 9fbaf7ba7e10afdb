#include "compiler/report/calendar/calendar.hpp"

#include <algorithm>
#include <map>

#include "compiler/cases/value_text.hpp"

namespace avenant::report {
namespace {

using diagnostics::Language;
using program::RuleKind;
using program::VariableId;

constexpr std::string_view kDeadline = ".échéance";
constexpr std::string_view kDate = ".date";

/// `transmettre.échéance(3)` taken apart: the rule with its indices, `transmettre(3)`, and the part.
struct PartName {
  std::string rule;
  std::string part;
  std::string indices;

  [[nodiscard]] std::string member() const { return rule + indices; }
  [[nodiscard]] std::string sibling(std::string_view other) const { return rule + std::string(other) + indices; }
};

PartName take_apart(std::string_view name) {
  PartName result;
  const std::size_t open = name.find('(');
  if (open != std::string_view::npos) result.indices = name.substr(open);
  const std::string_view dotted = name.substr(0, open);
  const std::size_t dot = dotted.find('.');
  result.rule = dotted.substr(0, dot);
  if (dot != std::string_view::npos) result.part = dotted.substr(dot);
  return result;
}

/// The title of a rule from its part's, « transmettre le contrat : échéance »; empty where the author gives none.
std::string rule_title(std::string_view part_title, std::string_view part) {
  const std::string suffix = "\u00A0: " + std::string(part);
  if (!part_title.ends_with(suffix)) return "";
  return std::string(part_title.substr(0, part_title.size() - suffix.size()));
}

/// The title of a line, « versements « acompte » », taken apart.
struct LineTitle {
  std::string rule;
  std::string label;
};

LineTitle take_title(std::string_view title) {
  constexpr std::string_view kOpen = " « ";
  const std::size_t open = title.find(kOpen);
  const std::size_t close = title.rfind(" »");
  if (open == std::string_view::npos || close == std::string_view::npos || close < open)
    return {std::string(title), ""};
  const std::size_t begin = open + kOpen.size();
  return {std::string(title.substr(0, open)), std::string(title.substr(begin, close - begin))};
}

bool is_earlier(const CalendarEntry& left, const CalendarEntry& right) {
  if (left.date.has_value() != right.date.has_value()) return left.date.has_value();
  return left.date && *left.date < *right.date;
}

}  // namespace

CalendarMaker::CalendarMaker(const program::Package& package, std::string_view dispositif,
                             const eval::RunOptions& options, Language language)
    : package_(package), language_(language), errors_(package, language), evaluator_(package, options) {
  find_rules(dispositif);
}

void CalendarMaker::find_rules(std::string_view dispositif) {
  std::map<std::string_view, VariableId> by_name;
  for (std::size_t i = 0; i < package_.variables.size(); ++i) {
    const program::Variable& variable = package_.variables[i];
    if (package_.text_of(variable.dispositif) == dispositif) by_name.emplace(package_.text_of(variable.name), i);
  }
  const auto find = [&](const std::string& name) {
    const auto place = by_name.find(name);
    return place == by_name.end() ? VariableId() : place->second;
  };
  for (std::size_t i = 0; i < package_.variables.size(); ++i) {
    const program::Variable& variable = package_.variables[i];
    if (!variable.is_public || package_.text_of(variable.dispositif) != dispositif) continue;
    const PartName name = take_apart(package_.text_of(variable.name));
    if (variable.kind == RuleKind::kObligation && name.part == kDeadline) {
      obligations_.push_back({name.member(), find(name.sibling(".due")), VariableId(i), find(name.sibling(".statut")),
                              find(name.sibling(".débiteur"))});
    } else if (variable.kind == RuleKind::kSchedule && !name.part.ends_with(kDate)) {
      instalments_.push_back({name.member(), VariableId(i), find(name.sibling(name.part + std::string(kDate)))});
    }
  }
  // The lines of one member stand together, in the order of the text.
  std::map<std::string, std::size_t> ranks;
  for (const InstalmentParts& line : instalments_) ranks.emplace(line.name, ranks.size());
  std::stable_sort(instalments_.begin(), instalments_.end(),
                   [&](const auto& left, const auto& right) { return ranks.at(left.name) < ranks.at(right.name); });
  for (const ObligationParts& rule : obligations_) {
    requests_.insert(requests_.end(), {rule.due, rule.deadline, rule.status, rule.debtor});
  }
  for (const InstalmentParts& line : instalments_) requests_.insert(requests_.end(), {line.amount, line.date});
}

std::string CalendarMaker::describe(program::SiteId site, Calendar& calendar) {
  const ErrorText text = errors_.describe(site, *calendar.bound);
  calendar.has_missing_facts = calendar.has_missing_facts || is_bad_data(text.error);
  return text.message;
}

void CalendarMaker::set_date(VariableId variable, Calendar& calendar, CalendarEntry& entry) {
  const bool french = language_ == Language::French;
  const eval::Outcome date = evaluator_.request(variable);
  if (!date.ok()) {
    entry.reason = describe(date.site(), calendar);
  } else if (date.value.is_absent()) {
    entry.reason = french ? "le jour dont part le délai n’est pas connu" : "the day it runs from is not known";
  } else {
    entry.date = date.value.as_date();
  }
}

/// Where the version that applies writes the date.
void CalendarMaker::set_place(VariableId variable, CalendarEntry& entry) {
  const std::vector<VariableId> request{variable};
  const eval::Trace trace = evaluator_.explain(request);
  const eval::VariableTrace* step = trace.find(variable);
  if (step == nullptr || !step->version) return;
  const program::Version& version = package_.versions[step->version.value];
  entry.place = place_text(package_, version.place, version.text, language_);
  entry.parts = place_parts(package_, version.place);
  if (version.text) entry.parts.text = package_.text_of(package_.texts[version.text.value].name);
}

void CalendarMaker::add_obligation(const ObligationParts& rule, Calendar& calendar) {
  const eval::Outcome due = evaluator_.request(rule.due);
  if (due.ok() && !due.value.as_boolean()) return;
  const program::Variable& variable = package_.variable(rule.deadline);
  CalendarEntry entry;
  entry.kind = CalendarEntry::Kind::Obligation;
  entry.name = rule.name;
  entry.title = rule_title(package_.text_of(variable.title), kDeadline.substr(1));
  if (entry.title.empty()) entry.title = plain_name(take_apart(rule.name).rule);
  entry.title += take_apart(rule.name).indices;
  const eval::Outcome debtor = evaluator_.request(rule.debtor);
  if (debtor.ok()) {
    entry.debtor =
        cases::value_text(package_, package_.type(package_.variable(rule.debtor).type), debtor.value, language_);
  }
  set_date(rule.deadline, calendar, entry);
  const eval::Outcome status = evaluator_.request(rule.status);
  if (status.ok()) {
    const program::Type& type = package_.type(package_.variable(rule.status).type);
    entry.status = cases::value_text(package_, type, status.value, language_);
    entry.status_label = plain_name(entry.status);
  } else {
    entry.status_reason = describe(status.site(), calendar);
  }
  set_place(rule.deadline, entry);
  calendar.entries.push_back(std::move(entry));
}

void CalendarMaker::add_instalment(const InstalmentParts& line, Calendar& calendar) {
  const eval::Outcome amount = evaluator_.request(line.amount);
  if (amount.ok() && amount.value.is_absent()) return;
  const program::Variable& variable = package_.variable(line.amount);
  CalendarEntry entry;
  entry.kind = CalendarEntry::Kind::Instalment;
  entry.name = line.name;
  const LineTitle title = take_title(package_.text_of(variable.title));
  entry.title = title.rule + take_apart(line.name).indices;
  entry.label = title.label;
  if (amount.ok()) {
    entry.amount = amount.value;
    entry.amount_text = cases::value_text(package_, package_.type(variable.type), amount.value, language_);
  } else {
    entry.amount_text = describe(amount.site(), calendar);
  }
  set_date(line.date, calendar, entry);
  set_place(line.date, entry);
  calendar.entries.push_back(std::move(entry));
}

Calendar CalendarMaker::make(const cases::BoundCase& bound) {
  Calendar calendar;
  calendar.bound = &bound;
  evaluator_.begin_case();
  for (const eval::InputValue& input : bound.inputs) evaluator_.set(input.input, input.value);
  for (const ObligationParts& rule : obligations_) add_obligation(rule, calendar);
  for (const InstalmentParts& line : instalments_) add_instalment(line, calendar);
  std::stable_sort(calendar.entries.begin(), calendar.entries.end(), is_earlier);
  return calendar;
}

}  // namespace avenant::report
