#include "compiler/report/explanation.hpp"

#include <unordered_map>
#include <unordered_set>

#include "compiler/cases/value_text.hpp"
#include "compiler/diagnostics/style.hpp"
#include "compiler/report/layout.hpp"
#include "runtime/value/date_text.hpp"

namespace avenant::report {
namespace {

using diagnostics::Language;
using diagnostics::Style;

/// Deeper rules are named, not explained: the tree stays readable, and so does the machine's stack.
constexpr std::size_t kMaxDepth = 40;

}  // namespace

/// The explanation of one case, being written.
class Explainer::Page {
 public:
  Page(const Explainer& explainer, const eval::Trace& trace)
      : package_(explainer.package_), run_(explainer.run_), options_(explainer.options_), errors_(explainer.errors_) {
    for (const eval::VariableTrace& step : trace.variables) steps_.emplace(step.variable.value, &step);
  }

  void variable(program::VariableId id, std::size_t depth);
  std::string take() { return std::move(text_); }
  void line(std::size_t depth, const std::string& text) { text_ += std::string(2 * depth, ' ') + text + "\n"; }
  [[nodiscard]] std::string say(std::string_view french, std::string_view english) const {
    return std::string(options_.language == Language::French ? french : english);
  }

 private:
  [[nodiscard]] std::string paint(std::string_view text, Style style) const {
    return diagnostics::paint(text, style, options_.color);
  }
  [[nodiscard]] std::string colon() const { return say("\u00A0: ", ": "); }
  [[nodiscard]] std::string place(program::PlaceId id) const { return place_text(package_, id, options_.language); }
  [[nodiscard]] std::string outcome(program::TypeId type, const eval::Outcome& outcome) const;
  [[nodiscard]] std::string name(program::VariableId id) const {
    return std::string(package_.text_of(package_.variable(id).name));
  }

  void details(const eval::VariableTrace& step, std::size_t depth);
  void version(const eval::VariableTrace& step, std::size_t depth);
  void condition_details(const program::Condition& condition, std::size_t depth);
  [[nodiscard]] bool is_application_date(const eval::VariableTrace& step, const eval::Read& read) const;
  void conditions(const eval::VariableTrace& step, std::size_t depth);
  void derogations(const eval::VariableTrace& step, std::size_t depth);
  void tables(const eval::VariableTrace& step, std::size_t depth);
  void comparisons(const eval::VariableTrace& step, std::size_t depth);
  void lookups(const eval::VariableTrace& step, std::size_t depth);
  void reads(const eval::VariableTrace& step, std::size_t depth);
  void row(program::RowId id, std::string_view french, std::string_view english, std::size_t depth);
  std::string read_line(const eval::Read& read) const;

  const program::Package& package_;
  const eval::RunOptions& run_;
  const ExplanationOptions& options_;
  const ErrorDescriber& errors_;
  std::unordered_map<std::uint32_t, const eval::VariableTrace*> steps_;
  std::unordered_set<std::uint32_t> explained_;
  std::string text_;
};

std::string Explainer::Page::outcome(program::TypeId type, const eval::Outcome& outcome) const {
  if (outcome.ok()) return cases::value_text(package_, package_.type(type), outcome.value, options_.language);
  const ErrorText error = errors_.describe(outcome.site());
  return error.message + " (" + place(error.place) + ")";
}

void Explainer::Page::variable(program::VariableId id, std::size_t depth) {
  const auto found = steps_.find(id.value);
  const program::Variable& variable = package_.variable(id);
  if (found == steps_.end()) {
    line(depth, name(id) + say(" — pas évalué", " — not evaluated"));
    return;
  }
  const eval::VariableTrace& step = *found->second;
  std::string head = paint(name(id), Style::Bold) + " = " + outcome(variable.type, step.outcome);
  if (!explained_.insert(id.value).second) {
    line(depth, head + say("  (voir plus haut)", "  (see above)"));
    return;
  }
  line(depth, head);
  if (depth >= kMaxDepth) return;
  details(step, depth + 1);
}

/// Everything that made a rule what it is.
void Explainer::Page::details(const eval::VariableTrace& step, std::size_t depth) {
  // A condition belongs to the version of its éligibilité, which is already said.
  if (package_.variable(step.variable).kind != program::RuleKind::kCondition) version(step, depth);
  conditions(step, depth);
  tables(step, depth);
  derogations(step, depth);
  comparisons(step, depth);
  lookups(step, depth);
  reads(step, depth);
}

/// The version that applies, then the ones that were looked at and do not.
void Explainer::Page::version(const eval::VariableTrace& step, std::size_t depth) {
  for (const eval::VersionTrace& look : step.versions) {
    const program::Version& version = package_.versions[look.version.value];
    const std::string where = place_text(package_, version.place, version.text, options_.language);
    std::string date;
    if (version.date && look.date.ok() && !look.date.value.is_absent()) {
      date = say(", à la date du ", ", as of ") +
             value::print_long_date(look.date.value.as_date(), cases::value_language(options_.language));
    }
    if (version.date && !look.date.ok()) date = ", " + errors_.describe(look.date.site()).message;
    if (look.applies) {
      line(depth, say("règle\u00A0: ", "rule: ") + where + date);
    } else {
      const std::string why = look.text_known ? say("ne s’applique pas", "does not apply")
                                              : say("texte pas encore publié", "text not yet published");
      line(depth, say("version écartée\u00A0: ", "version set aside: ") + where + date + " — " + why);
    }
  }
}

void Explainer::Page::conditions(const eval::VariableTrace& step, std::size_t depth) {
  for (const eval::ConditionTrace& look : step.conditions) {
    if (look.depth == 0) continue;
    const program::Condition& condition = package_.conditions[look.condition.value];
    std::string label(package_.text_of(condition.label));
    if (label.empty() && condition.group == program::ConditionGroup::kAny)
      label = say("au moins une condition", "at least one condition");
    if (label.empty() && condition.group == program::ConditionGroup::kAll)
      label = say("toutes les conditions", "all conditions");
    if (label.empty()) label = place_parts(package_, condition.place).file;
    const bool holds = look.outcome.ok() && look.outcome.value.as_boolean();
    const std::string mark =
        !look.outcome.ok() ? paint("?", Style::Warning) : (holds ? paint("✓", Style::Fix) : paint("✗", Style::Error));
    std::string text = mark + " " + label + "  (" + place(condition.place) + ")";
    if (!look.outcome.ok()) text += " — " + errors_.describe(look.outcome.site()).message;
    line(depth + look.depth - 1, text);
    condition_details(condition, depth + look.depth);
  }
}

/// A condition that is a rule of its own is explained under its label.
void Explainer::Page::condition_details(const program::Condition& condition, std::size_t depth) {
  const program::Node& node = package_.node(condition.node);
  if (node.op != program::Op::kVariable || depth >= kMaxDepth) return;
  const program::VariableId id(node.payload);
  const auto found = steps_.find(id.value);
  if (found == steps_.end() || package_.variable(id).kind != program::RuleKind::kCondition) return;
  if (explained_.insert(id.value).second) details(*found->second, depth);
}

void Explainer::Page::row(program::RowId id, std::string_view french, std::string_view english, std::size_t depth) {
  const program::Row& row = package_.rows[id.value];
  std::string text(package_.text_of(row.written));
  if (!text.empty()) text += "  ";
  line(depth, say(french, english) + text + "(" + place_parts(package_, row.place).file + ")");
}

void Explainer::Page::tables(const eval::VariableTrace& step, std::size_t depth) {
  for (const eval::TableTrace& table : step.tables) {
    for (const program::RowId hit : table.hits) row(hit, "ligne du barème\u00A0: ", "table row: ", depth);
    for (const program::RowId hit : table.undecided) row(hit, "ligne indécise\u00A0: ", "undecided row: ", depth);
    if (table.otherwise) line(depth, say("aucune ligne ne convient", "no row matches"));
  }
}

void Explainer::Page::derogations(const eval::VariableTrace& step, std::size_t depth) {
  for (const eval::DerogationTrace& look : step.derogations) {
    const program::Derogation& derogation = package_.derogations[look.derogation.value];
    std::string state;
    switch (look.state) {
      case eval::DerogationState::kUnreachable:
        state = say("sans objet", "not in play");
        break;
      case eval::DerogationState::kNot:
        state = say("ne s’applique pas", "does not apply");
        break;
      case eval::DerogationState::kUndecided:
        state = say("indécise\u00A0: ", "undecided: ") + errors_.describe(look.guard.site()).message;
        break;
      case eval::DerogationState::kCovered:
        state = say("écartée par une autre", "set aside by another");
        break;
      case eval::DerogationState::kUsed:
        state = say("s’applique", "applies");
        break;
    }
    if (look.evaluated) state += colon() + outcome(package_.variable(step.variable).type, look.outcome);
    const std::string where = place_text(package_, derogation.place, derogation.text, options_.language);
    line(depth, say("dérogation ", "derogation ") + std::string(package_.text_of(derogation.name)) + " (" + where +
                    ") — " + state);
  }
}

void Explainer::Page::comparisons(const eval::VariableTrace& step, std::size_t depth) {
  for (const eval::ComparisonTrace& look : step.comparisons) {
    const program::Node& node = package_.node(look.node);
    const auto operands = package_.operands_of(node);
    if (operands.size() != 2 || !look.outcome.ok()) continue;
    // Which case a fact is shows in the facts read; what matters here is how far figures and dates are from a bound.
    const bool names_case = package_.type(package_.node(operands[0]).type).kind == program::TypeKind::kEnumeration;
    if (names_case && (node.op == program::Op::kEqual || node.op == program::Op::kNotEqual)) continue;
    std::string_view sign = "=";
    if (node.op == program::Op::kNotEqual) sign = "≠";
    if (node.op == program::Op::kLess) sign = "<";
    if (node.op == program::Op::kLessEqual) sign = "≤";
    if (node.op == program::Op::kGreater) sign = ">";
    if (node.op == program::Op::kGreaterEqual) sign = "≥";
    const std::string left = outcome(package_.node(operands[0]).type, look.left);
    const std::string right = outcome(package_.node(operands[1]).type, look.right);
    const std::string verdict = look.outcome.value.as_boolean() ? say("vrai", "true") : say("faux", "false");
    line(depth, left + " " + std::string(sign) + " " + right + colon() + verdict);
  }
}

/// `table zonage(01001) : zone = A`, or that no line of the table is for that key.
void Explainer::Page::lookups(const eval::VariableTrace& step, std::size_t depth) {
  for (const eval::LookupTrace& look : step.lookups) {
    const program::ReferenceColumn& column = package_.reference_columns[package_.node(look.node).payload];
    const program::ReferenceTable& table = package_.reference_tables[column.table.value];
    std::string keys;
    for (std::size_t i = 0; i < look.operands.size(); ++i) {
      const program::TypeId type = package_.node(package_.operands_of(package_.node(look.node))[i]).type;
      keys += (i > 0 ? " ; " : "") + outcome(type, eval::Outcome::of(look.operands[i]));
    }
    const std::string head = "table " + std::string(package_.text_of(table.name)) + "(" + keys + ")" + colon();
    const bool found = look.outcome.ok() && !look.outcome.value.is_absent();
    line(depth, head + (found ? std::string(package_.text_of(column.name)) + " = " + outcome(column.type, look.outcome)
                        : look.outcome.ok() ? say("absent", "absent")
                                            : say("aucune ligne", "no line")));
  }
}

std::string Explainer::Page::read_line(const eval::Read& read) const {
  switch (read.kind) {
    case eval::ReadKind::kInput: {
      const program::Input& input = package_.inputs[read.id];
      return say("entrée ", "input ") + std::string(package_.text_of(input.name)) + " = " +
             outcome(input.type, read.outcome);
    }
    case eval::ReadKind::kReading: {
      const program::Reading& reading = package_.readings[read.id];
      std::size_t choice = reading.default_case;
      for (const auto& [id, chosen] : run_.readings) {
        if (id.value == read.id) choice = chosen;
      }
      const auto choices = package_.cases_of(package_.enumerations[reading.enumeration.value]);
      const std::string_view chosen =
          choice < choices.size() ? package_.text_of(choices[choice].name) : std::string_view("?");
      return say("lecture ", "reading ") + std::string(package_.text_of(reading.name)) + " = " + std::string(chosen);
    }
    case eval::ReadKind::kUnknown: {
      const program::Unknown& unknown = package_.unknowns[read.id];
      return say("chiffre ", "figure ") + std::string(package_.text_of(unknown.address)) + " = " +
             outcome(unknown.type, read.outcome);
    }
    case eval::ReadKind::kSituationDate:
      if (!read.outcome.ok()) return say("date de situation non donnée", "no date of situation given");
      return say("date de situation ", "date of situation ") +
             value::print_long_date(read.outcome.value.as_date(), cases::value_language(options_.language));
    case eval::ReadKind::kVariable:
      break;
  }
  return {};
}

/// Whether what was read is the application date of a version looked at, whose line shows it.
bool Explainer::Page::is_application_date(const eval::VariableTrace& step, const eval::Read& read) const {
  for (const eval::VersionTrace& look : step.versions) {
    const program::NodeId date = package_.versions[look.version.value].date;
    if (!date || package_.node(date).payload != read.id) continue;
    const program::Op op = package_.node(date).op;
    if (op == program::Op::kInput && read.kind == eval::ReadKind::kInput) return true;
    if (op == program::Op::kVariable && read.kind == eval::ReadKind::kVariable) return true;
  }
  return false;
}

void Explainer::Page::reads(const eval::VariableTrace& step, std::size_t depth) {
  for (const eval::Read& read : step.reads) {
    const bool is_variable = read.kind == eval::ReadKind::kVariable;
    const bool is_known = is_variable ? explained_.contains(read.id) : true;
    if (is_known && read.outcome.ok() && is_application_date(step, read)) continue;
    if (!is_variable) {
      line(depth, read_line(read));
      continue;
    }
    const program::VariableId id(read.id);
    // Conditions are explained where they are listed.
    if (package_.variable(id).kind == program::RuleKind::kCondition && explained_.contains(read.id)) continue;
    variable(id, depth);
  }
}

Explainer::Explainer(const program::Package& package, const eval::RunOptions& run, const ExplanationOptions& options)
    : package_(package), run_(run), options_(options), errors_(package, options.language) {}

std::string Explainer::explain(const cases::BoundCase& bound, const eval::Trace& trace,
                               std::span<const program::VariableId> requests) const {
  Page page(*this, trace);
  std::string head = bound.id.empty() ? page.say("Dossier ", "Case ") + std::to_string(bound.number) : bound.id;
  if (!bound.comment.empty()) head += " — " + bound.comment;
  page.line(0, diagnostics::paint(head, Style::Bold, options_.color));
  for (const program::VariableId request : requests) page.variable(request, 1);
  return page.take();
}

}  // namespace avenant::report
