#include "compiler/report/partial/partial_text.hpp"

#include <algorithm>
#include <utility>

#include "compiler/base/display.hpp"
#include "compiler/cases/type_names.hpp"
#include "compiler/cases/value_text.hpp"
#include "compiler/diagnostics/style.hpp"
#include "compiler/report/layout.hpp"
#include "compiler/report/partial/values_text.hpp"

namespace avenant::report {
namespace {

using diagnostics::Language;
using diagnostics::Style;
using eval::partial::Question;

constexpr std::size_t kIndent = 2;

/// A mean of counts to one decimal, rounded down: `3,5`.
std::string mean_text(std::uint64_t total, std::uint64_t count, Language language) {
  const std::uint64_t tenths = total * 10 / count;
  const std::string decimals = tenths % 10 == 0 ? "" : (language == Language::French ? "," : ".");
  return std::to_string(tenths / 10) + decimals + (tenths % 10 == 0 ? "" : std::to_string(tenths % 10));
}

}  // namespace

/// The text of one case, being written.
class PartialPrinter::Page {
 public:
  Page(const PartialPrinter& printer, const PartialReport& report)
      : printer_(printer),
        package_(printer.package_),
        options_(printer.options_),
        errors_(printer.errors_),
        report_(report) {}

  std::string print(const eval::RunOptions& run) {
    title();
    for (const PartialResult& result : report_.results) this->result(result);
    if (!report_.questions.empty()) questions();
    figures();
    readings(run);
    summary();
    return std::move(text_);
  }

 private:
  [[nodiscard]] std::string say(std::string_view french, std::string_view english) const {
    return std::string(options_.language == Language::French ? french : english);
  }
  [[nodiscard]] std::string colon() const { return say("\u00A0: ", ": "); }
  [[nodiscard]] std::string paint(std::string_view text, Style style) const {
    return diagnostics::paint(text, style, options_.color);
  }
  void line(const std::string& text) { text_ += text + "\n"; }

  void title();
  void result(const PartialResult& result);
  [[nodiscard]] std::string outcome(const PartialResult& result, const eval::partial::Possible& outcome) const;
  [[nodiscard]] std::string possible_errors(const eval::partial::Possible& outcome) const;
  [[nodiscard]] std::string member_name(const ResultView& view, std::size_t member) const;
  void questions();
  void figures();
  void readings(const eval::RunOptions& run);
  void summary();

  const PartialPrinter& printer_;
  const program::Package& package_;
  const CaseTextOptions& options_;
  const ErrorDescriber& errors_;
  const PartialReport& report_;
  std::string text_;
};

void PartialPrinter::Page::title() {
  const cases::BoundCase& bound = *report_.bound;
  std::string head = bound.id.empty() ? say("Dossier ", "Case ") + std::to_string(bound.number) : bound.id;
  if (!bound.comment.empty()) head += " — " + bound.comment;
  line(paint(base::display_text(head), Style::Bold));
}

/// `n = 3`, the indices of a member of a family.
std::string PartialPrinter::Page::member_name(const ResultView& view, std::size_t member) const {
  std::string name;
  for (std::size_t d = view.dimensions.size(); d-- > 0;) {
    const ViewDimension& dimension = view.dimensions[d];
    const std::string& label = dimension.labels[member % dimension.labels.size()];
    member /= dimension.labels.size();
    name = dimension.name + " = " + label + (name.empty() ? "" : ", ") + name;
  }
  return name;
}

/// The errors that the values are beside: one of a kind in full, several by their kind.
std::string PartialPrinter::Page::possible_errors(const eval::partial::Possible& outcome) const {
  struct Kind {
    value::RuntimeErrorClass error;
    std::vector<std::string> messages;
  };
  std::vector<Kind> kinds;
  for (const program::SiteId site : outcome.errors) {
    const ErrorText error = errors_.describe(site, *report_.bound);
    auto kind = std::find_if(kinds.begin(), kinds.end(), [&](const Kind& each) { return each.error == error.error; });
    if (kind == kinds.end()) kind = kinds.insert(kinds.end(), {error.error, {}});
    std::vector<std::string>& messages = kind->messages;
    if (std::find(messages.begin(), messages.end(), error.message) == messages.end()) messages.push_back(error.message);
  }
  std::string text;
  for (const Kind& kind : kinds) {
    const value::RuntimeErrorText& words = value::text_of(kind.error);
    const std::string several = std::string(say(words.french, words.english)) + " (" +
                                std::to_string(kind.messages.size()) + say(" règles)", " rules)");
    text += (text.empty() ? "" : " ; ") + (kind.messages.size() == 1 ? kind.messages[0] : several);
  }
  return text;
}

std::string PartialPrinter::Page::outcome(const PartialResult& result, const eval::partial::Possible& outcome) const {
  const program::Type& type = package_.type(result.view->type);
  const std::string values = values_text(package_, type, outcome.value, options_.language);
  if (outcome.is_settled()) {
    if (outcome.errors.empty()) return paint(values, Style::Bold);
    const program::SiteId site = outcome.errors[0];
    const ErrorText error = errors_.describe(site, *report_.bound);
    return paint(error.message, Style::Warning) + " (" + place_text(package_, error.place, options_.language) + ")";
  }
  const std::string errors = possible_errors(outcome);
  if (errors.empty()) return "? " + values;
  return "? " + values + (values.empty() ? "" : say(" — ou erreur : ", " — or an error: ")) + errors;
}

void PartialPrinter::Page::result(const PartialResult& result) {
  const std::string name = result.view->shown_name();
  const auto& outcomes = result.outcomes;
  if (result.view->dimensions.empty()) {
    line(wrap(name + colon() + outcome(result, outcomes[0]), kIndent, options_.width, kIndent));
    return;
  }
  // A family that is the same for all its members says so once.
  const bool is_same = std::all_of(outcomes.begin(), outcomes.end(), [&](const eval::partial::Possible& each) {
    return each.value == outcomes[0].value && each.errors == outcomes[0].errors;
  });
  if (is_same) {
    const std::string all =
        outcomes.size() > 1 ? say(" (pour tous)", " (for all)") : " (" + member_name(*result.view, 0) + ")";
    line(wrap(name + all + colon() + outcome(result, outcomes[0]), kIndent, options_.width, kIndent));
    return;
  }
  line(std::string(kIndent, ' ') + name);
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    line(wrap(member_name(*result.view, i) + colon() + outcome(result, outcomes[i]), 2 * kIndent, options_.width,
              kIndent));
  }
}

void PartialPrinter::Page::questions() {
  line("  " + say("à demander, dans l’ordre\u00A0:", "to ask, in order:"));
  std::size_t number = 0;
  const std::size_t width = std::to_string(report_.questions.size()).size();
  std::vector<program::ColumnId> columns;
  for (const Question& question : report_.questions) {
    if (question.waits_for_count) {
      const program::ColumnId column = package_.list_member(question.input).column;
      if (std::find(columns.begin(), columns.end(), column) == columns.end()) columns.push_back(column);
      continue;
    }
    const std::string head = right(std::to_string(++number), width) + ". ";
    line(wrap(head + printer_.question(question), 2 * kIndent, options_.width, width + 2));
  }
  for (const program::ColumnId id : columns) {
    const program::ListColumn& column = package_.column(id);
    std::string text = say("puis, de chaque élément de ", "then, of each element of ");
    text += package_.text_of(package_.list(column.list).name);
    if (column.name) text += colon() + std::string(package_.text_of(column.name));
    line(wrap(text, 2 * kIndent, options_.width, kIndent));
  }
}

void PartialPrinter::Page::figures() {
  if (report_.remaining.figures.empty()) return;
  line("  " +
       say("chiffres que le texte ne donne pas (--figure)\u00A0:", "figures that the text does not give (--figure):"));
  for (const program::UnknownId id : report_.remaining.figures) {
    const program::Unknown& figure = package_.unknowns[id.value];
    std::string text(package_.text_of(figure.address));
    const std::string bounds = cases::range_text(package_, figure.bounds, figure.type, options_.language);
    if (!bounds.empty()) text += ", " + bounds;
    text += " — " + std::string(package_.text_of(figure.reason)) + " (" +
            place_text(package_, figure.place, options_.language) + ")";
    line(wrap(text, 2 * kIndent, options_.width, kIndent));
  }
}

/// The choices that what is not certain follows; the others may change nothing of it.
void PartialPrinter::Page::readings(const eval::RunOptions& run) {
  std::string list;
  for (const program::ReadingId id : report_.remaining.readings) {
    const program::Reading& reading = package_.reading(id);
    std::size_t choice = reading.default_case;
    for (const auto& [chosen, index] : run.readings) choice = chosen == id ? index : choice;
    const auto choices = package_.cases_of(package_.enumerations[reading.enumeration.value]);
    list += (list.empty() ? "" : " ; ") + std::string(package_.text_of(reading.name)) + " = " +
            std::string(package_.text_of(choices[choice].name));
  }
  if (!list.empty())
    line(wrap(say("lectures suivies\u00A0: ", "readings followed: ") + list, kIndent, options_.width, kIndent));
}

void PartialPrinter::Page::summary() {
  const std::string settled = std::to_string(report_.n_settled);
  const std::string all = std::to_string(report_.n_results);
  std::string text = say("résultats certains\u00A0: ", "certain results: ") + settled + say(" sur ", " of ") + all;
  const std::size_t n_facts = report_.remaining.inputs.size() + (report_.remaining.situation_date ? 1 : 0);
  if (n_facts > 0) {
    text += say(" ; faits qui comptent encore\u00A0: ", "; facts that still matter: ") + std::to_string(n_facts);
  }
  line("  " + text);
}

PartialPrinter::PartialPrinter(const program::Package& package, const CaseTextOptions& options)
    : package_(package), options_(options), errors_(package, options.language) {}

std::string PartialPrinter::print(const PartialReport& report, const eval::RunOptions& run) const {
  return Page(*this, report).print(run);
}

std::string question_name(const program::Package& package, const Question& question, Language language) {
  if (question.input) return std::string(package.text_of(package.input(question.input).name));
  return language == Language::French ? "la date de situation (--at)" : "the date of situation (--at)";
}

std::string PartialPrinter::question(const Question& question) const {
  const bool french = options_.language == Language::French;
  std::string text = question_name(package_, question, options_.language);
  if (question.input) {
    const program::Input& input = package_.input(question.input);
    const program::Type& type = package_.type(input.type);
    const std::string form =
        type.kind == program::TypeKind::kDate
            ? std::string("date")
            : values_text(package_, type, eval::AbstractValue::within(package_, type, input.range), options_.language);
    const std::string_view title = package_.text_of(input.title);
    if (!title.empty()) text += " " + quoted(title, options_.language);
    text += " — " + form;
    if (type.kind == program::TypeKind::kDate && type.optional) text += french ? ", ou absent" : ", or absent";
  }
  if (question.n_settled > 0) {
    const std::string mean = mean_text(question.n_settled, question.n_answers, options_.language);
    text +=
        french ? " ; une réponse en établit " + mean + " en moyenne" : "; an answer settles " + mean + " on average";
  }
  return text;
}

}  // namespace avenant::report
