#include "compiler/check/versions/examine.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "compiler/base/check.hpp"
#include "compiler/check/case_text.hpp"
#include "runtime/value/date_text.hpp"

namespace avenant::check {

namespace {

using diagnostics::Code;
using program::Package;

/// Names of readers shown before « … ».
constexpr std::size_t kMaxNames = 3;

void add_dates(const Package& package, program::VariableId id, std::vector<program::NodeId>& dates,
               std::set<value::Value, bool (*)(value::Value, value::Value)>& marks) {
  for (const program::Version& version : package.versions_of(package.variable(id))) {
    if (!version.date) continue;
    dates.push_back(version.date);
    marks.insert(value::Value::date(version.from));
    if (version.until != program::kNoEnd) marks.insert(value::Value::date(version.until));
  }
}

bool is_before(value::Value left, value::Value right) {
  return left.a < right.a;
}

}  // namespace

std::vector<Axis> date_axes(const Package& package, Prover& prover, const Unit& unit,
                            const std::vector<Target>& targets, std::size_t max_nodes) {
  Unit dates;
  dates.parts = unit.parts;
  std::set<value::Value, bool (*)(value::Value, value::Value)> marks(is_before);
  if (unit.variable) add_dates(package, unit.variable, dates.roots, marks);
  for (const Target& target : targets) {
    if (target.answer != Answer::kOpen) continue;
    add_dates(package, target.read, dates.roots, marks);
    if (!target.since.date) continue;
    dates.roots.push_back(target.since.date);
    marks.insert(value::Value::date(target.since.day));
  }
  const Cone cone = cone_of(package, dates, max_nodes);
  std::vector<Axis> axes;
  for (std::size_t index = 0; index < cone.dimensions.size(); ++index) {
    auto axis = prover.axis(cone.dimensions[index], cone.marks[index]);
    if (!axis) continue;
    if (cone.dimensions[index].value_kind == program::TypeKind::kDate) {
      for (const value::Value mark : axis->marks) marks.insert(mark);
      axis->marks.assign(marks.begin(), marks.end());
    }
    axes.push_back(std::move(*axis));
  }
  return axes;
}

namespace {

/// The questions that one message may speak of: the same error of what is read at one place.
struct Group {
  struct Asked {
    const Examined* examined = nullptr;
    const Target* target = nullptr;
  };
  std::vector<Asked> asked;

  [[nodiscard]] const Asked* with(Answer answer) const {
    const auto found =
        std::find_if(asked.begin(), asked.end(), [answer](const Asked& each) { return each.target->answer == answer; });
    return found == asked.end() ? nullptr : &*found;
  }
};

class Reporter {
 public:
  Reporter(const Package& package, Trial& trial, Spans& spans, diagnostics::Sink& sink)
      : package_(package), trial_(trial), spans_(spans), sink_(sink) {}

  void run(const std::vector<Examined>& examined) {
    for (const Examined& each : examined) {
      for (const Target& target : each.targets) {
        const bool repealed = package_.site(target.site).error == value::RuntimeErrorClass::repealed;
        groups_[{target.place.value, repealed}].asked.push_back({&each, &target});
      }
    }
    for (const auto& [key, group] : groups_) {
      if (const Group::Asked* shown = group.with(Answer::kConfirmed)) {
        report_case(group, *shown, key.second);
      } else if (const Group::Asked* open = group.with(Answer::kOpen)) {
        report_unproved(group, *open);
      }
    }
  }

 private:
  std::string name_of(program::VariableId id) const {
    return std::string(package_.text_of(package_.variable(id).name));
  }

  std::string name_of(const Unit& unit) const {
    if (unit.variable) return name_of(unit.variable);
    for (const program::Notice& notice : package_.notices) {
      if (notice.condition == unit.notice) return "signale " + std::string(package_.text_of(notice.message));
    }
    return "";
  }

  /// The readers, each once.
  std::string names_of(const Group& group, Answer answer) const {
    std::vector<std::string> names;
    for (const Group::Asked& each : group.asked) {
      if (each.target->answer != answer) continue;
      const std::string name = name_of(each.examined->unit);
      if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }
    std::string text;
    for (std::size_t index = 0; index < std::min(names.size(), kMaxNames); ++index) {
      text += (index > 0 ? ", " : "") + names[index];
    }
    return names.size() > kMaxNames ? text + "…" : text;
  }

  std::string text_name(program::TextId text) const {
    return std::string(package_.text_of(package_.texts[text.value].name));
  }

  void report_case(const Group& group, const Group::Asked& shown, bool repealed) {
    const Unit& unit = shown.examined->unit;
    const Target& target = *shown.target;
    trial_.begin(shown.examined->cone);
    trial_.apply(target.witness);
    AVENANT_CHECK(trial_.hits(unit, target), "a case shown that the interpreter does not confirm");
    const Code code = repealed ? Code::ReadsRepealed : Code::ReadsNoVersion;
    diagnostics::Builder builder = sink_.report(code, spans_.of_node(target.node));
    builder.with("name", names_of(group, Answer::kConfirmed));
    builder.with("read", name_of(target.read));
    builder.with("text", reader_text(unit));
    add_read(target, builder);
    const std::vector<std::string> lines = case_lines(package_, shown.examined->cone, target.witness);
    for (const std::string& line : lines) builder.case_line(line);
    if (lines.empty()) builder.case_line("-- quels que soient les faits");
    if (unit.variable && package_.variable(unit.variable).kind != program::RuleKind::kCondition) {
      const std::string_view error = value::text_of(package_.site(target.site).error).keyword;
      builder.case_line("attendu " + name_of(unit) + " = en erreur " + std::string(error));
    }
  }

  /// The text whose rule reads.
  std::string reader_text(const Unit& unit) {
    if (unit.variable) {
      const program::Version* version = applied_version(package_, trial_.evaluator(), unit.variable);
      if (version != nullptr) return text_name(version->text);
      return text_name(package_.place(package_.variable(unit.variable).place).text);
    }
    return text_name(package_.place(package_.node(unit.notice).place).text);
  }

  /// The text that repeals what is read, or the first that states it, with its days.
  void add_read(const Target& target, diagnostics::Builder& builder) {
    const auto versions = package_.versions_of(package_.variable(target.read));
    const program::Version* version = &versions.front();
    for (const program::Version& each : versions) {
      if (!each.rule && each.repealed == target.site) version = &each;
    }
    builder.with("other", text_name(version->text));
    builder.with("from", value::print_long_date(version->from, value::Language::french),
                 value::print_long_date(version->from, value::Language::english));
    const bool repeals = !version->rule;
    builder.label(spans_.of(version->place),
                  repeals ? diagnostics::Label::RepealedHere : diagnostics::Label::StatedHere);
  }

  void report_unproved(const Group& group, const Group::Asked& open) {
    diagnostics::Builder builder = sink_.report(Code::NotProved, spans_.of_node(open.target->node));
    const std::string read = name_of(open.target->read);
    builder.with("name", names_of(group, Answer::kOpen));
    builder.with("what", "que « " + read + " » est en vigueur partout où la règle le lit",
                 "that “" + read + "” is in force wherever the rule reads it");
  }

  const Package& package_;
  Trial& trial_;
  Spans& spans_;
  diagnostics::Sink& sink_;
  std::map<std::pair<std::uint32_t, bool>, Group> groups_;  // By place and kind of error.
};

}  // namespace

void report_reads(const Package& package, const std::vector<Examined>& examined, Trial& trial, Spans& spans,
                  diagnostics::Sink& sink) {
  Reporter(package, trial, spans, sink).run(examined);
}

}  // namespace avenant::check
