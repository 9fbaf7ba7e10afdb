#include "compiler/compare/cases/case_changes_text.hpp"

#include "compiler/cases/value_text.hpp"
#include "compiler/diagnostics/style.hpp"

namespace avenant::compare {

using diagnostics::Language;
using diagnostics::Style;

std::string case_name(std::size_t number, const std::string& id, Language language) {
  std::string name = (language == Language::French ? "dossier " : "case ") + std::to_string(number);
  return id.empty() ? name : name + " (" + id + ")";
}

CaseChangesText::CaseChangesText(const CaseComparison& comparison, Language language, bool color)
    : comparison_(comparison), language_(language), color_(color) {}

std::string CaseChangesText::say(std::string_view french, std::string_view english) const {
  return std::string(language_ == Language::French ? french : english);
}

std::string CaseChangesText::difference(const ResultPair& pair, value::Rational difference) const {
  const program::Package& package = comparison_.after().package;
  program::Type type = package.type(package.variable(pair.after).type);
  const bool is_loss = difference < value::Rational();
  const value::Rational size = is_loss ? value::negate(difference) : difference;
  return (is_loss ? "−" : "+") + cases::value_text(package, type, value::Value::number(size), language_);
}

std::string CaseChangesText::decider(const Decider& decider) const {
  if (!decider.reached) return say("règle non lue", "rule not read");
  if (!decider.in_force) return say("aucune rédaction en vigueur", "no wording in force");
  std::string text = decider.what;
  if (!decider.source.empty()) text += (text.empty() ? "" : "  (") + decider.source + (text.empty() ? "" : ")");
  return text;
}

std::string CaseChangesText::cause(const Cause& cause) const {
  const std::string before = decider(cause.before);
  const std::string after = decider(cause.after);
  const std::string head = cause.rule + say("\u00A0: ", ": ");
  if (before == after) return head + after;
  return head + before + " → " + after;
}

std::string CaseChangesText::print(const CaseChange& change) const {
  std::string name = case_name(change.number, change.id, language_);
  if (name.starts_with("dossier")) name.replace(0, 1, "D");
  if (name.starts_with("case")) name.replace(0, 1, "C");
  std::string text = diagnostics::paint(name, Style::Bold, color_) + "\n";
  std::string last;
  for (const ResultChange& result : change.results) {
    const ResultPair& pair = comparison_.results().pairs[result.pair];
    std::string causes;
    for (const Cause& one : result.causes) causes += "    " + cause(one) + "\n";
    // Members of a family that change for the same reason are told together.
    if (causes != last) text += last;
    last = causes;
    text += "  " + pair.title + say("\u00A0: ", ": ") + result.before.text + " → " + result.after.text;
    if (result.difference) text += "  (" + difference(pair, *result.difference) + ")";
    text += "\n";
  }
  text += last;
  for (const std::string& notice : change.notices_before) text += "  − ! " + notice + "\n";
  for (const std::string& notice : change.notices_after) text += "  + ! " + notice + "\n";
  return text;
}

std::string CaseChangesText::result_line(const ResultPair& pair, const ResultSummary& summary) const {
  std::string text =
      "  " + pair.title + say("\u00A0: ", ": ") + std::to_string(summary.n_changed) +
      (summary.n_changed == 1 ? say(" dossier change", " case changes") : say(" dossiers changent", " cases change"));
  const auto count = [&](std::size_t n, std::string_view french, std::string_view english) {
    if (n > 0) text += ", " + std::to_string(n) + say(french, english);
  };
  count(summary.n_gains, " en hausse", " up");
  count(summary.n_losses, " en baisse", " down");
  count(summary.n_true, " de faux à vrai", " from false to true");
  count(summary.n_false, " de vrai à faux", " from true to false");
  count(summary.n_new_errors, " sans valeur désormais", " without a value now");
  count(summary.n_gone_errors, " avec une valeur désormais", " with a value now");
  if (summary.n_gains + summary.n_losses > 0) {
    text += say(" ; au total ", "; in all ") +
            (summary.total ? difference(pair, *summary.total) : say("une somme trop grande", "too large a sum"));
  }
  text += "\n";
  const auto extremes = [&](const std::vector<Extreme>& all, std::string_view french, std::string_view english) {
    if (all.empty()) return;
    text += "    " + say(french, english);
    for (std::size_t i = 0; i < all.size(); ++i) {
      text += (i > 0 ? ", " : "") + case_name(all[i].number, all[i].id, language_) + " " +
              difference(pair, all[i].difference);
    }
    text += "\n";
  };
  extremes(summary.gains, "plus fortes hausses\u00A0: ", "largest gains: ");
  extremes(summary.losses, "plus fortes baisses\u00A0: ", "largest losses: ");
  return text;
}

std::string CaseChangesText::print(const Summary& summary, const std::string& label) const {
  std::string text;
  if (!label.empty()) text += diagnostics::paint(label, Style::Bold, color_) + "\n";
  const bool is_one = summary.n_cases() < 2;
  text += std::to_string(summary.n_cases()) +
          (is_one ? say(" dossier comparé, ", " case compared, ") : say(" dossiers comparés, ", " cases compared, "));
  text += summary.n_changed() == 0   ? say("aucun ne change.", "none changes.")
          : summary.n_changed() == 1 ? say("1 change.", "1 changes.")
                                     : std::to_string(summary.n_changed()) + say(" changent.", " change.");
  text += "\n";
  for (std::size_t i = 0; i < summary.results().size(); ++i) {
    if (summary.results()[i].n_changed > 0) text += result_line(comparison_.results().pairs[i], summary.results()[i]);
  }
  const std::vector<CauseCount> causes = summary.causes();
  if (!causes.empty()) text += say("En raison de\u00A0:\n", "Because of:\n");
  for (const CauseCount& one : causes) {
    text += "  " + std::to_string(one.n_cases) +
            (one.n_cases == 1 ? say(" dossier", " case") : say(" dossiers", " cases")) + say("\u00A0— ", " — ") +
            cause(one.cause) + "\n";
  }
  if (summary.has_more_causes()) text += say("  … et d’autres raisons\n", "  … and other reasons\n");
  const auto only = [&](const std::vector<std::string>& names, std::string_view french, std::string_view english) {
    if (names.empty()) return;
    text += say(french, english);
    for (std::size_t i = 0; i < names.size(); ++i) text += (i > 0 ? ", " : "") + names[i];
    text += "\n";
  };
  only(comparison_.results().only_before,
       "Résultats qui n’existent qu’avant, non comparés\u00A0: ", "Results that exist before only, not compared: ");
  only(comparison_.results().only_after,
       "Résultats qui n’existent qu’après, non comparés\u00A0: ", "Results that exist after only, not compared: ");
  return text;
}

}  // namespace avenant::compare
