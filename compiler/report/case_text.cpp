#include "compiler/report/case_text.hpp"

#include <algorithm>

#include "compiler/base/display.hpp"
#include "compiler/cases/value_text.hpp"
#include "compiler/diagnostics/style.hpp"
#include "compiler/report/layout.hpp"
#include "runtime/value/date_text.hpp"

namespace avenant::report {
namespace {

using diagnostics::Language;
using diagnostics::Style;

constexpr std::size_t kIndent = 2;

std::size_t reading_choice(const program::Package& package, const eval::RunOptions& run, program::ReadingId id) {
  for (const auto& [reading, choice] : run.readings) {
    if (reading == id) return choice;
  }
  return package.reading(id).default_case;
}

}  // namespace

/// The text of one case, being written.
class CasePrinter::Page {
 public:
  Page(const CasePrinter& printer, const CaseReport& report)
      : package_(printer.package_), options_(printer.options_), errors_(printer.errors_), report_(report) {}

  std::string print(const eval::RunOptions& run) {
    title();
    for (const ResultReport& result : report_.results) {
      if (result.view->kind == program::RuleKind::kEligibility) eligibility(result);
    }
    values();
    notes();
    notices();
    readings(run);
    return std::move(text_);
  }

 private:
  [[nodiscard]] std::string say(std::string_view french, std::string_view english) const {
    return std::string(options_.language == Language::French ? french : english);
  }
  [[nodiscard]] std::string paint(std::string_view text, Style style) const {
    return diagnostics::paint(text, style, options_.color);
  }
  void line(const std::string& text) { text_ += text + "\n"; }

  void title();
  void eligibility(const ResultReport& result);
  void member_eligibility(const ResultReport& result, std::size_t member);
  void refusal(const ResultReport& result, std::size_t member);
  void values();
  void scalars();
  void families(bool amounts);
  [[nodiscard]] bool is_amount(const ResultView& view) const;
  void family_rows(const ResultReport& result, Grid& grid);
  void long_family(const ResultReport& result);
  void notes();
  void notices();
  void readings(const eval::RunOptions& run);
  void supplied_figures(const eval::RunOptions& run);
  std::string value(const ResultReport& result, value::Value value) const;
  std::string cell(const ResultReport& result, std::size_t member);
  std::string condition_label(const program::Condition& condition) const;
  std::string member_suffix(const ResultView& view, std::size_t member) const;
  std::string shortfall_text(const eval::ComparisonTrace& look) const;
  std::string condition_place(const ConditionReport& step, program::TextId text) const;
  void thanks_to(const ResultReport& result, std::size_t member);
  [[nodiscard]] bool is_refused() const;

  const program::Package& package_;
  const CaseTextOptions& options_;
  const ErrorDescriber& errors_;
  const CaseReport& report_;
  std::string text_;
  std::vector<std::string> notes_;
};

void CasePrinter::Page::title() {
  const cases::BoundCase& bound = *report_.bound;
  std::string head = bound.id.empty() ? say("Dossier ", "Case ") + std::to_string(bound.number) : bound.id;
  if (!bound.comment.empty()) head += " — " + bound.comment;
  // What the data say must not move the cursor nor begin lines of its own.
  line(paint(base::display_text(head), Style::Bold));
}

/// Where one member of a family stands: ` (n = 3)`.
std::string CasePrinter::Page::member_suffix(const ResultView& view, std::size_t member) const {
  if (view.dimensions.empty()) return {};
  std::string suffix;
  for (std::size_t d = view.dimensions.size(); d-- > 0;) {
    const ViewDimension& dimension = view.dimensions[d];
    const std::string& label = dimension.labels[member % dimension.labels.size()];
    member /= dimension.labels.size();
    suffix = dimension.name + " = " + label + (suffix.empty() ? "" : ", ") + suffix;
  }
  return " (" + suffix + ")";
}

std::string CasePrinter::Page::condition_label(const program::Condition& condition) const {
  const std::string_view label = package_.text_of(condition.label);
  if (!label.empty()) return std::string(label);
  switch (condition.group) {
    case program::ConditionGroup::kAll:
      return say("toutes les conditions", "all conditions");
    case program::ConditionGroup::kAny:
      return say("au moins une condition", "at least one condition");
    case program::ConditionGroup::kLeaf:
      break;
  }
  const PlaceParts parts = place_parts(package_, condition.place);
  return say("condition sans libellé, ", "unlabelled condition, ") + parts.file;
}

void CasePrinter::Page::eligibility(const ResultReport& result) {
  for (std::size_t i = 0; i < result.outcomes.size(); ++i) member_eligibility(result, i);
}

void CasePrinter::Page::member_eligibility(const ResultReport& result, std::size_t member) {
  const eval::Outcome& outcome = result.outcomes[member];
  const std::string colon = say("\u00A0: ", ": ");
  std::string name = result.view->shown_name() + member_suffix(*result.view, member);
  if (outcome.ok() && outcome.value.as_boolean()) {
    line("  " + name + colon + paint(say("oui", "yes"), Style::Fix));
    thanks_to(result, member);
    return;
  }
  if (outcome.ok()) {
    line("  " + name + colon + paint(say("non", "no"), Style::Error));
    if (result.out_of_force[member]) {
      line("    " + say("aucun texte en vigueur pour ce dossier", "no text in force for this case"));
    }
  } else {
    const ErrorText error = errors_.describe(outcome.site(), *report_.bound);
    line("  " + name + colon + paint(error.message, Style::Warning) + " (" +
         place_text(package_, error.place, options_.language) + ")");
  }
  refusal(result, member);
}

/// What is, against what would have to be: `639 patients < 640 patients` where at least 640 are asked for.
std::string CasePrinter::Page::shortfall_text(const eval::ComparisonTrace& look) const {
  const program::Node& node = package_.node(look.node);
  const auto operands = package_.operands_of(node);
  std::string_view sign = "≥";
  if (node.op == program::Op::kLessEqual) sign = ">";
  if (node.op == program::Op::kGreater) sign = "≤";
  if (node.op == program::Op::kGreaterEqual) sign = "<";
  const auto side = [&](std::size_t i, const eval::Outcome& outcome) {
    return cases::value_text(package_, package_.type(package_.node(operands[i]).type), outcome.value,
                             options_.language);
  };
  return side(0, look.left) + " " + std::string(sign) + " " + side(1, look.right);
}

/// The conditions that hold by a derogation, each with that derogation and its article.
void CasePrinter::Page::thanks_to(const ResultReport& result, std::size_t member) {
  for (const ConditionReport& step : result.conditions[member]) {
    for (const program::DerogationId id : step.derogations) {
      const program::Derogation& derogation = package_.derogations[id.value];
      line("    ✓ " + condition_label(package_.conditions[step.condition.value]) +
           say(" par dérogation : ", " by derogation: ") + plain_name(package_.text_of(derogation.name)) + " (" +
           place_text(package_, derogation.place, options_.language) + ")");
    }
  }
}

/// The article of a condition, then those of the rules it reads where they stand elsewhere: `art. 9-3 et 9-3-4, avenant
/// 7`.
std::string CasePrinter::Page::condition_place(const ConditionReport& step, program::TextId text) const {
  const program::PlaceId own = package_.conditions[step.condition.value].place;
  std::string result = place_text(package_, own, text, options_.language);
  std::vector<std::string> seen = {place_parts(package_, own).article};
  std::string more;
  for (const program::PlaceId place : step.failing_rules) {
    const std::string article = place_parts(package_, place).article;
    if (article.empty() || std::find(seen.begin(), seen.end(), article) != seen.end()) continue;
    seen.push_back(article);
    more += (more.empty() ? "" : ", ") + article;
  }
  if (more.empty()) return result;
  return result + say(" ; voir art.\u00A0", "; see art.\u00A0") + more;
}

/// The conditions that do not hold, those of a group under it, each with its article.
void CasePrinter::Page::refusal(const ResultReport& result, std::size_t member) {
  std::vector<std::pair<std::string, std::string>> rows;
  std::size_t hidden_below = static_cast<std::size_t>(-1);
  for (const ConditionReport& step : result.conditions[member]) {
    // The root is the éligibilité itself.
    if (step.depth == 0) continue;
    if (step.depth > hidden_below) continue;
    hidden_below = static_cast<std::size_t>(-1);
    const program::Condition& condition = package_.conditions[step.condition.value];
    if (step.outcome.ok() && step.outcome.value.as_boolean()) {
      hidden_below = step.depth;
      continue;
    }
    const std::string mark = step.outcome.ok() ? "✗ " : "? ";
    std::string label = std::string(2 * step.depth + kIndent, ' ') + mark + condition_label(condition);
    std::string why = condition_place(step, result.texts[member]);
    if (step.shortfall) why += " — " + shortfall_text(*step.shortfall);
    if (!step.outcome.ok()) why += " — " + errors_.describe(step.outcome.site(), *report_.bound).message;
    rows.emplace_back(std::move(label), std::move(why));
  }
  std::size_t width = 0;
  for (const auto& row : rows) width = std::max(width, columns(row.first));
  for (const auto& [label, why] : rows) line(left(label, width) + "  " + why);
}

bool CasePrinter::Page::is_refused() const {
  // The first éligibilité is the one that opens the aid; others speak of more, such as a second assistant. What could
  // not be decided is no refusal.
  const auto first = std::find_if(report_.results.begin(), report_.results.end(), [](const ResultReport& result) {
    return result.view->kind == program::RuleKind::kEligibility;
  });
  return first != report_.results.end() &&
         std::all_of(first->outcomes.begin(), first->outcomes.end(),
                     [](const eval::Outcome& outcome) { return outcome.ok() && !outcome.value.as_boolean(); });
}

void CasePrinter::Page::values() {
  const bool has_values = std::any_of(report_.results.begin(), report_.results.end(), [](const ResultReport& result) {
    return result.view->kind != program::RuleKind::kEligibility;
  });
  if (!has_values) return;
  if (is_refused())
    line("  " + say("à titre indicatif, sans éligibilité\u00A0:", "for information, not being eligible:"));
  // Amounts are what a reader looks for.
  families(true);
  scalars();
  families(false);
}

/// A value as a reader of decisions expects it: yes or no, and short dates in tables.
std::string CasePrinter::Page::value(const ResultReport& result, value::Value value) const {
  const program::Type& type = package_.type(result.view->type);
  if (type.kind == program::TypeKind::kBoolean && !value.is_absent()) {
    return value.as_boolean() ? say("oui", "yes") : say("non", "no");
  }
  if (type.kind == program::TypeKind::kDate && !value.is_absent() && !result.view->dimensions.empty()) {
    const std::string iso = value::print_iso_date(value.as_date());
    if (options_.language == Language::English) return iso;
    return iso.substr(8, 2) + "/" + iso.substr(5, 2) + "/" + iso.substr(0, 4);
  }
  return cases::value_text(package_, type, value, options_.language);
}

/// What a cell of a table shows; an error shows its word, and its reason goes to the notes below.
std::string CasePrinter::Page::cell(const ResultReport& result, std::size_t member) {
  const eval::Outcome& outcome = result.outcomes[member];
  if (outcome.ok()) return value(result, outcome.value);
  if (result.is_not_concerned(member)) return say("pas en vigueur", "not in force");
  const ErrorText error = errors_.describe(outcome.site(), *report_.bound);
  const std::string note = error.message + " (" + place_text(package_, error.place, options_.language) + ")";
  if (std::find(notes_.begin(), notes_.end(), note) == notes_.end()) notes_.push_back(note);
  return plain_name(options_.language == Language::French ? error.keyword : value::text_of(error.error).name);
}

void CasePrinter::Page::scalars() {
  std::vector<std::pair<std::string, std::string>> rows;
  std::size_t width = 0;
  for (const ResultReport& result : report_.results) {
    if (result.view->kind == program::RuleKind::kEligibility || !result.view->dimensions.empty()) continue;
    rows.emplace_back(result.view->shown_name(), cell(result, 0));
    width = std::max(width, columns(rows.back().first));
  }
  for (const auto& [name, value] : rows) line("  " + left(name, width) + "  " + value);
}

/// One row for each member of the leading dimensions, one column for each member of the last one.
void CasePrinter::Page::family_rows(const ResultReport& result, Grid& grid) {
  const std::size_t n_columns = result.view->dimensions.back().labels.size();
  const std::size_t n_rows = result.outcomes.size() / std::max<std::size_t>(n_columns, 1);
  ResultView leading = *result.view;
  leading.dimensions.pop_back();
  for (std::size_t r = 0; r < n_rows; ++r) {
    std::vector<std::string> row = {result.view->shown_name() + member_suffix(leading, r)};
    for (std::size_t c = 0; c < n_columns; ++c) row.push_back(cell(result, r * n_columns + c));
    grid.add_row(std::move(row));
  }
}

/// A family too wide for a table: one line a member.
void CasePrinter::Page::long_family(const ResultReport& result) {
  line("  " + result.view->shown_name());
  for (std::size_t i = 0; i < result.outcomes.size(); ++i) {
    const std::string suffix = member_suffix(*result.view, i);
    line("    " + suffix.substr(2, suffix.size() - 3) + say("\u00A0: ", ": ") + cell(result, i));
  }
}

bool CasePrinter::Page::is_amount(const ResultView& view) const {
  const program::Type& type = package_.type(view.type);
  return type.kind == program::TypeKind::kNumber && package_.text_of(type.unit) == "€";
}

/// Neighbouring families of one type over the same index share one table.
void CasePrinter::Page::families(bool amounts) {
  Grid grid;
  const ViewDimension* shared = nullptr;
  program::TypeId type;
  const auto flush = [&] {
    if (!grid.empty()) text_ += grid.text(kIndent);
    grid = Grid();
    shared = nullptr;
  };
  for (const ResultReport& result : report_.results) {
    const ResultView& view = *result.view;
    if (view.kind == program::RuleKind::kEligibility || view.dimensions.empty()) continue;
    if (is_amount(view) != amounts) continue;
    const ViewDimension& last = view.dimensions.back();
    if (shared == nullptr || !(*shared == last) || !(type == view.type)) {
      flush();
      type = view.type;
      std::vector<std::string> header = {""};
      const bool whole = std::all_of(last.labels.begin(), last.labels.end(), [](const std::string& label) {
        return label.find_first_not_of("-0123456789") == std::string::npos;
      });
      for (const std::string& label : last.labels) header.push_back(whole ? last.name + " = " + label : label);
      grid.add_row(std::move(header));
      shared = &last;
    }
    Grid with_it = grid;
    family_rows(result, with_it);
    if (with_it.width() + kIndent <= options_.width) {
      grid = std::move(with_it);
      continue;
    }
    // What is in the table already stays together; a header alone is dropped.
    if (grid.n_rows() == 1) grid = Grid();
    flush();
    long_family(result);
  }
  flush();
}

void CasePrinter::Page::notes() {
  for (const std::string& note : notes_) line(wrap("* " + note, kIndent, options_.width, kIndent));
}

void CasePrinter::Page::notices() {
  for (const std::uint32_t index : report_.notices) {
    const program::Notice& notice = package_.notices[index];
    line("  " + paint("! ", Style::Warning) + std::string(package_.text_of(notice.message)) + " (" +
         place_text(package_, notice.place, options_.language) + ")");
  }
}

void CasePrinter::Page::readings(const eval::RunOptions& run) {
  std::string list;
  for (const program::ReadingId id : report_.readings) {
    const program::Reading& reading = package_.reading(id);
    const auto choices = package_.cases_of(package_.enumerations[reading.enumeration.value]);
    const std::size_t choice = reading_choice(package_, run, id);
    list += (list.empty() ? "" : " ; ") + std::string(package_.text_of(reading.name)) + " = ";
    list += choice < choices.size() ? std::string(package_.text_of(choices[choice].name)) : std::string("?");
  }
  if (!list.empty()) line(wrap(say("lectures\u00A0: ", "readings: ") + list, kIndent, options_.width, kIndent));
  supplied_figures(run);
}

/// Figures that no source publishes and the command line supplied: an answer that may rest on them says so.
void CasePrinter::Page::supplied_figures(const eval::RunOptions& run) {
  std::string list;
  for (const auto& [id, figure] : run.figures) {
    const program::Unknown& unknown = package_.unknowns[id.value];
    list += (list.empty() ? "" : " ; ") + std::string(package_.text_of(unknown.address)) + " = " +
            cases::value_text(package_, package_.type(unknown.type), figure, options_.language);
  }
  if (list.empty()) return;
  const std::string head =
      say("chiffres non publiés, fournis pour ce calcul\u00A0: ", "unpublished figures supplied for this run: ");
  line(wrap(head + list, kIndent, options_.width, kIndent));
}

CasePrinter::CasePrinter(const program::Package& package, const CaseTextOptions& options)
    : package_(package), options_(options), errors_(package, options.language) {}

std::string CasePrinter::print(const CaseReport& report, const eval::RunOptions& run) const {
  return Page(*this, report).print(run);
}

}  // namespace avenant::report
