// rulec diff: what changes between two states of the rules, and for whom.
#include <algorithm>
#include <ostream>

#include "compiler/compare/cases/case_changes_json.hpp"
#include "compiler/compare/cases/case_changes_text.hpp"
#include "compiler/compare/changes_text.hpp"
#include "compiler/driver/command.hpp"
#include "compiler/driver/diff/diff_cases.hpp"

namespace avenant::driver {

namespace {

using diagnostics::Code;
using diagnostics::Language;
using diagnostics::Sink;

/// One comparison, being written.
class DiffPage {
 public:
  DiffPage(Context& context, const Sides& sides)
      : context_(context), sides_(sides), language_(context.options.language) {}

  int run();

 private:
  [[nodiscard]] bool is_json() const { return context_.options.format == Format::Json; }
  [[nodiscard]] bool has_cases() const { return !context_.options.cases.empty() || !context_.options.inputs.empty(); }
  /// Which of several comparisons; empty where there is only one.
  [[nodiscard]] std::string label(std::size_t comparison) const {
    return sides_.all.size() > 2 ? sides_.all[comparison + 1]->label(language_) : std::string();
  }
  std::ostream& out() { return context_.out; }

  void header();
  void rules();
  void readers();
  int cases(DiffCases& cases);
  void text_case(const DiffCases& cases, std::size_t index, const compare::CaseChange& change);
  void summaries(const DiffCases& cases);

  Context& context_;
  const Sides& sides_;
  Language language_;
  bool differs_ = false;
  std::size_t n_shown_ = 0;
  std::size_t n_hidden_ = 0;
};

void DiffPage::header() {
  if (is_json()) {
    report::JsonWriter json;
    json.text(sides_.all[0]->label(language_));
    out() << "{\"before\":" << json.take() << ",\"after\":";
    for (std::size_t i = 1; i < sides_.all.size(); ++i) {
      report::JsonWriter one;
      one.text(sides_.all[i]->label(language_));
      out() << (sides_.all.size() > 2 ? (i == 1 ? "[" : ",") : "") << one.take();
    }
    out() << (sides_.all.size() > 2 ? "]" : "");
    return;
  }
  out() << context_.say("Avant\u00A0: ", "Before: ") << sides_.all[0]->label(language_) << "\n";
  for (std::size_t i = 1; i < sides_.all.size(); ++i) {
    out() << context_.say("Après\u00A0: ", "After:  ") << sides_.all[i]->label(language_) << "\n";
  }
}

/// The rules that read a lecture themselves.
void DiffPage::readers() {
  std::vector<compare::Item> readers = compare::structure_of(sides_.all[0]->selection());
  std::erase_if(readers, [&](const compare::Item& item) {
    return std::find(item.readings.begin(), item.readings.end(), sides_.reading) == item.readings.end();
  });
  if (is_json()) {
    report::JsonWriter json;
    json.open_array();
    for (const compare::Item& item : readers) {
      const compare::Quote& quote = item.wordings.front().whole;
      json.open_object();
      json.member("kind", compare::words_of(item.kind).json);
      if (!item.dispositif.empty()) json.member("dispositif", item.dispositif);
      json.member("name", item.name);
      if (!item.part.empty()) json.member("part", item.part);
      if (!quote.article.empty()) json.member("article", quote.article);
      if (!quote.heading.empty()) json.member("heading", quote.heading);
      if (!quote.text.empty()) json.member("text", quote.text);
      if (!quote.place.empty()) json.member("place", quote.place);
      json.close_object();
    }
    json.close_array();
    out() << ",\"readers\":" << json.take();
    return;
  }
  out() << "\n"
        << context_.say("Règles qui lisent ", "Rules that read ") << report::quoted(sides_.reading, language_)
        << context_.say("\u00A0:\n", ":\n");
  for (const compare::Item& item : readers) {
    const compare::Words& kind = compare::words_of(item.kind);
    out() << "  " << (language_ == Language::French ? kind.french : kind.english) << " " << item.name
          << (item.part.empty() ? "" : "." + item.part) << "  ("
          << compare::source_text(item.wordings.front().whole, language_) << ")\n";
  }
  if (readers.empty()) out() << context_.say("  aucune\n", "  none\n");
}

void DiffPage::rules() {
  if (!sides_.have_rules()) return;
  if (sides_.mode == DiffMode::Readings) return readers();
  const std::vector<compare::Change> changes = compare::compare(compare::structure_of(sides_.all[0]->selection()),
                                                                compare::structure_of(sides_.all[1]->selection()));
  differs_ = !changes.empty();
  if (is_json()) {
    report::JsonWriter json;
    compare::write_changes(changes, language_, json);
    out() << ",\"changes\":" << json.take();
    return;
  }
  out() << "\n" << compare::changes_text(changes, {language_, context_.environment.color_results});
  if (!changes.empty()) out() << "\n";
  if (changes.empty()) {
    out() << context_.say("Aucune différence dans les règles.\n", "No difference in the rules.\n");
  } else if (changes.size() == 1) {
    out() << context_.say("1 différence dans les règles.\n", "1 difference in the rules.\n");
  } else {
    out() << changes.size() << context_.say(" différences dans les règles.\n", " differences in the rules.\n");
  }
}

void DiffPage::text_case(const DiffCases& cases, std::size_t index, const compare::CaseChange& change) {
  if (n_shown_ >= context_.options.max_cases) {
    ++n_hidden_;
    return;
  }
  ++n_shown_;
  const compare::CaseChangesText text(cases.comparison(index), language_, context_.environment.color_results);
  const std::string name = label(index);
  out() << "\n" << (name.empty() ? "" : name + "\n") << text.print(change);
}

int DiffPage::cases(DiffCases& cases) {
  if (is_json()) out() << ",\"cases\":[";
  std::size_t n_written = 0;
  const int code = cases.run(context_, [&](std::size_t index, const compare::CaseChange& change) {
    if (!is_json()) return text_case(cases, index, change);
    out() << (n_written++ > 0 ? ",\n" : "\n")
          << compare::case_change_json(cases.comparison(index), change, label(index), language_);
  });
  if (is_json()) out() << "]";
  summaries(cases);
  differs_ = differs_ || cases.has_changes();
  return code;
}

void DiffPage::summaries(const DiffCases& cases) {
  if (is_json()) {
    out() << ",\"summary\":" << (cases.n_comparisons() > 1 ? "[" : "");
    for (std::size_t i = 0; i < cases.n_comparisons(); ++i) {
      out() << (i > 0 ? "," : "") << compare::summary_json(cases.comparison(i), cases.summary(i), label(i), language_);
    }
    out() << (cases.n_comparisons() > 1 ? "]" : "");
    return;
  }
  if (n_hidden_ > 0) {
    out() << "\n"
          << context_.say("… et ", "… and ") << n_hidden_
          << (n_hidden_ > 1
                  ? context_.say(" autres (--max-cases en montre plus)\n", " others (--max-cases shows more)\n")
                  : context_.say(" autre (--max-cases en montre plus)\n", " other (--max-cases shows more)\n"));
  }
  for (std::size_t i = 0; i < cases.n_comparisons(); ++i) {
    const compare::CaseChangesText text(cases.comparison(i), language_, context_.environment.color_results);
    out() << "\n" << text.print(cases.summary(i), label(i));
  }
}

int DiffPage::run() {
  int code = kDone;
  DiffCases decided;
  if (has_cases() && !decided.prepare(context_, sides_, code)) return code;
  if (!has_cases() && !sides_.have_rules()) {
    Sink sink;
    sink.report(Code::PackagesNeedCases);
    print_messages(context_, sink);
    return kUsage;
  }
  header();
  rules();
  code = has_cases() ? cases(decided) : kDone;
  if (is_json()) out() << "}\n";
  if (code != kDone) return code;
  return differs_ && context_.options.exit_code ? kRulesHaveErrors : kDone;
}

}  // namespace

int run_diff(Context& context) {
  int code = kDone;
  const std::optional<Sides> sides = open_sides(context, code);
  return sides ? DiffPage(context, *sides).run() : code;
}

}  // namespace avenant::driver
