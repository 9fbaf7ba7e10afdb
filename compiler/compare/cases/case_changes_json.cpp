#include "compiler/compare/cases/case_changes_json.hpp"

#include "compiler/report/json_writer.hpp"
#include "compiler/report/value_json.hpp"
#include "runtime/value/number_text.hpp"

namespace avenant::compare {

namespace {

using diagnostics::Language;
using report::JsonWriter;

class Writer {
 public:
  Writer(const CaseComparison& comparison, Language language) : comparison_(comparison), language_(language) {}

  std::string change(const CaseChange& change, const std::string& label);
  std::string summary(const Summary& summary, const std::string& label);

 private:
  void number(std::string_view name, std::size_t value) {
    json_.key(name);
    json_.raw(std::to_string(value));
  }
  void rational(std::string_view name, value::Rational value) {
    json_.key(name);
    const std::string digits = value::print_number(value, value::NumberStyle::plain);
    // A fraction without decimals is a text, as in the results of a run.
    if (digits.find('/') == std::string::npos) {
      json_.raw(digits);
    } else {
      json_.text(digits);
    }
  }
  void outcome(std::string_view name, const CaseSide& side, program::VariableId variable, const SideOutcome& outcome);
  void cause(const Cause& cause);
  void decider(std::string_view name, const Decider& decider);
  void texts(std::string_view name, const std::vector<std::string>& all);
  void extremes(std::string_view name, const std::vector<Extreme>& all);
  void result(const ResultPair& pair, const ResultSummary& summary);

  const CaseComparison& comparison_;
  Language language_;
  JsonWriter json_;
};

void Writer::outcome(std::string_view name, const CaseSide& side, program::VariableId variable,
                     const SideOutcome& outcome) {
  json_.key(name);
  json_.open_object();
  if (outcome.is_error) {
    json_.key("error");
    json_.open_object();
    json_.member("class", outcome.error);
    json_.member("message", outcome.text);
    json_.close_object();
  } else {
    json_.key("value");
    const program::Type& type = side.package.type(side.package.variable(variable).type);
    report::write_value(side.package, type, outcome.outcome.value, language_, json_);
    json_.member("text", outcome.text);
  }
  json_.close_object();
}

void Writer::decider(std::string_view name, const Decider& decider) {
  json_.key(name);
  json_.open_object();
  json_.key("reached");
  json_.raw(decider.reached ? "true" : "false");
  json_.key("in_force");
  json_.raw(decider.in_force ? "true" : "false");
  const auto member = [&](std::string_view key, const std::string& text) {
    if (!text.empty()) json_.member(key, text);
  };
  member("decided_by", decider.what);
  member("article", decider.place.article);
  member("heading", decider.place.heading);
  member("text", decider.place.text);
  member("place", decider.place.file);
  json_.close_object();
}

void Writer::cause(const Cause& cause) {
  json_.open_object();
  json_.member("rule", cause.rule);
  decider("before", cause.before);
  decider("after", cause.after);
  json_.close_object();
}

void Writer::texts(std::string_view name, const std::vector<std::string>& all) {
  json_.key(name);
  json_.open_array();
  for (const std::string& one : all) json_.text(one);
  json_.close_array();
}

std::string Writer::change(const CaseChange& change, const std::string& label) {
  json_.open_object();
  number("case", change.number);
  if (!change.id.empty()) json_.member("id", change.id);
  if (!label.empty()) json_.member("compared", label);
  json_.key("results");
  json_.open_object();
  for (const ResultChange& one : change.results) {
    const ResultPair& pair = comparison_.results().pairs[one.pair];
    json_.key(pair.name);
    json_.open_object();
    outcome("before", comparison_.before(), pair.before, one.before);
    outcome("after", comparison_.after(), pair.after, one.after);
    if (one.difference) rational("difference", *one.difference);
    json_.key("causes");
    json_.open_array();
    for (const Cause& reason : one.causes) cause(reason);
    json_.close_array();
    json_.close_object();
  }
  json_.close_object();
  if (!change.notices_before.empty()) texts("notices_before", change.notices_before);
  if (!change.notices_after.empty()) texts("notices_after", change.notices_after);
  json_.close_object();
  return json_.take();
}

void Writer::extremes(std::string_view name, const std::vector<Extreme>& all) {
  json_.key(name);
  json_.open_array();
  for (const Extreme& one : all) {
    json_.open_object();
    number("case", one.number);
    if (!one.id.empty()) json_.member("id", one.id);
    rational("difference", one.difference);
    json_.close_object();
  }
  json_.close_array();
}

void Writer::result(const ResultPair& pair, const ResultSummary& summary) {
  json_.key(pair.name);
  json_.open_object();
  number("n_changed", summary.n_changed);
  number("n_without_value_now", summary.n_new_errors);
  number("n_with_value_now", summary.n_gone_errors);
  if (pair.is_number) {
    number("n_up", summary.n_gains);
    number("n_down", summary.n_losses);
    if (summary.total) rational("total", *summary.total);
    extremes("largest_gains", summary.gains);
    extremes("largest_losses", summary.losses);
  }
  if (summary.n_true + summary.n_false > 0) {
    number("n_to_true", summary.n_true);
    number("n_to_false", summary.n_false);
  }
  json_.close_object();
}

std::string Writer::summary(const Summary& summary, const std::string& label) {
  json_.open_object();
  if (!label.empty()) json_.member("compared", label);
  number("n_cases", summary.n_cases());
  number("n_changed", summary.n_changed());
  json_.key("results");
  json_.open_object();
  for (std::size_t i = 0; i < summary.results().size(); ++i) {
    if (summary.results()[i].n_changed > 0) result(comparison_.results().pairs[i], summary.results()[i]);
  }
  json_.close_object();
  json_.key("causes");
  json_.open_array();
  for (const CauseCount& one : summary.causes()) {
    json_.open_object();
    number("n_cases", one.n_cases);
    json_.key("cause");
    cause(one.cause);
    json_.close_object();
  }
  json_.close_array();
  texts("only_before", comparison_.results().only_before);
  texts("only_after", comparison_.results().only_after);
  json_.close_object();
  return json_.take();
}

}  // namespace

std::string case_change_json(const CaseComparison& comparison, const CaseChange& change, const std::string& label,
                             Language language) {
  return Writer(comparison, language).change(change, label);
}

std::string summary_json(const CaseComparison& comparison, const Summary& summary, const std::string& label,
                         Language language) {
  return Writer(comparison, language).summary(summary, label);
}

}  // namespace avenant::compare
