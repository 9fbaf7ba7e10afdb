#include "compiler/report/case_scenario.hpp"

#include <algorithm>
#include <vector>

#include "compiler/cases/value_text.hpp"
#include "runtime/value/date_text.hpp"
#include "runtime/value/runtime_errors.hpp"

namespace avenant::report {
namespace {

using diagnostics::Language;

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
    text.replace(at, from.size(), to);
  }
  return text;
}

/// A text between guillemets: on one line, its own quotation marks of the other kind.
std::string quoted(std::string_view text) {
  std::string inside = replaced(replaced(std::string(text), "«", "“"), "»", "”");
  std::replace_if(inside.begin(), inside.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  return "« " + inside + " »";
}

/// The labels that `car` names: of each condition that fails, those of the conditions in it that fail, else its own.
void collect_failing(const program::Package& package, const std::vector<ConditionReport>& conditions, std::size_t& next,
                     std::uint32_t depth, std::vector<std::string>& labels) {
  while (next < conditions.size() && conditions[next].depth >= depth) {
    const ConditionReport& condition = conditions[next++];
    std::vector<std::string> inside;
    collect_failing(package, conditions, next, condition.depth + 1, inside);
    const bool fails = condition.outcome.ok() && !condition.outcome.value.as_boolean();
    if (!fails) continue;
    const std::string_view label = package.text_of(package.conditions[condition.condition.value].label);
    if (!inside.empty()) {
      labels.insert(labels.end(), inside.begin(), inside.end());
    } else if (!label.empty()) {
      labels.emplace_back(label);
    }
  }
}

/// « car … » of a refusal, or « grâce à … » of an acceptance, with a space before; empty where nothing applies.
std::string because_of(const program::Package& package, const std::vector<ConditionReport>& conditions, bool holds) {
  std::vector<std::string> names;
  if (holds) {
    for (const ConditionReport& condition : conditions) {
      for (const program::DerogationId derogation : condition.derogations) {
        std::string name(package.text_of(package.derogations[derogation.value].name));
        const bool known = name.empty() || std::find(names.begin(), names.end(), name) != names.end();
        if (!known) names.push_back(std::move(name));
      }
    }
  } else {
    std::size_t next = 0;
    collect_failing(package, conditions, next, 0, names);
    for (std::string& name : names) name = quoted(name);
  }
  std::string text;
  for (const std::string& name : names) {
    text += text.empty() ? (holds ? " grâce à " : " car ") : " ; ";
    text += name;
  }
  return text;
}

}  // namespace

std::string CaseScenario::value_text(program::TypeId id, value::Value value) const {
  const program::Type& type = package_.type(id);
  std::string text = cases::value_text(package_, type, value, Language::French);
  text = replaced(std::move(text), "\u00A0", " ");
  const bool listed = type.kind == program::TypeKind::kSet && !(type.optional && value.is_absent()) && text != "tous" &&
                      text != "aucun";
  // A durée of years and months, or of months and days, is a sum of what can be written.
  if (type.kind == program::TypeKind::kDuration) text = replaced(replaced(std::move(text), ", ", " + "), " et ", " + ");
  return listed ? "(" + text + ")" : text;
}

std::string CaseScenario::title_text(std::string_view title) {
  return quoted(title);
}

std::string CaseScenario::error_of(program::SiteId id) const {
  const program::Site& site = package_.site(id);
  const std::string_view reason = package_.text_of(site.reason);
  const std::string because = reason.empty() ? "" : " car " + quoted(reason);
  if (site.error == value::RuntimeErrorClass::unknown_figure) return "inconnu" + because;
  if (site.error == value::RuntimeErrorClass::excluded) return "exclu" + because;
  return "en erreur " + std::string(value::text_of(site.error).keyword);
}

std::string CaseScenario::expectation_text(const ResultReport& result, std::size_t member) const {
  const eval::Outcome& outcome = result.outcomes[member];
  if (!outcome.ok()) return error_of(outcome.site());
  std::string text = value_text(result.view->type, outcome.value);
  if (result.view->kind != program::RuleKind::kEligibility || result.out_of_force[member]) return text;
  return text + because_of(package_, result.conditions[member], outcome.value.as_boolean());
}

bool CaseScenario::can_be_stated(const CaseReport& report) const {
  if (report.bound->has_bad_data) return false;
  return std::all_of(report.bound->inputs.begin(), report.bound->inputs.end(), [this](const eval::InputValue& given) {
    const program::Input& input = package_.inputs[given.input.value];
    return eval::is_valid(package_, input.type, input.range, given.value);
  });
}

void CaseScenario::add_facts(const CaseReport& report, const eval::RunOptions& options, std::string& out) const {
  for (const program::TextId draft : options.drafts) {
    out += "  avec projet " + std::string(package_.text_of(package_.texts[draft.value].name)) + "\n";
  }
  if (options.situation_date) {
    out += "  à la date du " + value::print_long_date(*options.situation_date, value::Language::french) + "\n";
  }
  for (const auto& [id, choice] : options.readings) {
    const program::Reading& reading = package_.readings[id.value];
    const auto cases = package_.cases_of(package_.enumerations[reading.enumeration.value]);
    out += "  lecture " + std::string(package_.text_of(reading.name)) + " = " +
           std::string(package_.text_of(cases[choice].name)) + "\n";
  }
  for (const eval::InputValue& given : report.bound->inputs) {
    const program::Input& input = package_.inputs[given.input.value];
    const std::string name(package_.text_of(input.name));
    if (package_.type(input.type).kind == program::TypeKind::kList) {
      out += "  -- " + name + " : une liste ne s’écrit pas dans un scénario\n";
      continue;
    }
    out += "  " + name + " = " + value_text(input.type, given.value) + "\n";
  }
}

void CaseScenario::add_result(const ResultReport& result, std::string& out) const {
  for (std::size_t i = 0; i < result.outcomes.size(); ++i) {
    const std::string name(package_.text_of(package_.variables[result.view->members[i].value].name));
    const program::TypeKind kind = package_.type(result.view->type).kind;
    if (result.outcomes[i].ok() && (kind == program::TypeKind::kList || kind == program::TypeKind::kElement)) {
      out += "  -- " + name + " : une liste ne s’écrit pas dans un scénario\n";
      continue;
    }
    out += "  attendu " + name + " = " + expectation_text(result, i) + "\n";
  }
}

std::string CaseScenario::print(const CaseReport& report, std::string_view title,
                                const eval::RunOptions& options) const {
  if (!can_be_stated(report)) {
    return "-- " + replaced(std::string(title), "\n", " ") +
           " : des faits de ce dossier sont illisibles ou hors des bornes ; aucun scénario ne peut les dire\n";
  }
  std::string out;
  if (!report.bound->comment.empty()) out += "-- " + replaced(report.bound->comment, "\n", " ") + "\n";
  out += "scénario " + quoted(title) + "\n";
  add_facts(report, options, out);
  for (const ResultReport& result : report.results) add_result(result, out);
  return out;
}

}  // namespace avenant::report
