#include "compiler/check/report.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "compiler/base/check.hpp"
#include "compiler/cases/type_names.hpp"
#include "compiler/cases/value_text.hpp"
#include "compiler/check/case_text.hpp"

namespace avenant::check {

namespace {

using diagnostics::Code;
using diagnostics::Language;
using program::Op;
using value::RuntimeErrorClass;

/// Member names shown before « … ».
constexpr std::size_t kMaxNames = 3;

/// A target and the unit that it belongs to.
struct Asked {
  Examined* examined = nullptr;
  Target* target = nullptr;
};

/// The targets that one message may speak of: the same question about what is written at one place.
struct Group {
  std::vector<Asked> asked;

  [[nodiscard]] const Asked* with(Answer answer) const {
    const auto found =
        std::find_if(asked.begin(), asked.end(), [answer](const Asked& each) { return each.target->answer == answer; });
    return found == asked.end() ? nullptr : &*found;
  }
  [[nodiscard]] bool all(Answer answer) const {
    return std::all_of(asked.begin(), asked.end(),
                       [answer](const Asked& each) { return each.target->answer == answer; });
  }
};

class Reporter {
 public:
  Reporter(const hir::Program& hir, const program::Package& package, std::vector<Examined>& examined, Trial& trial,
           Spans& spans, diagnostics::Sink& sink)
      : hir_(hir), package_(package), examined_(examined), trial_(trial), spans_(spans), sink_(sink) {}

  void run() {
    for (const program::Variable& variable : package_.variables) ++n_members_[variable.place.value];
    for (Examined& each : examined_) {
      for (Target& target : each.targets) group_of(target).asked.push_back({&each, &target});
    }
    for (const auto& [key, group] : groups_) {
      if (key.question == Question::kError) report_error(group);
    }
    report_conditions();
    report_rows();
  }

 private:
  struct Key {
    Question question;
    RuntimeErrorClass error;
    DateCause cause;
    std::uint32_t place;
    friend auto operator<=>(const Key&, const Key&) = default;
  };

  Group& group_of(const Target& target) {
    const RuntimeErrorClass error =
        target.question == Question::kError ? package_.site(target.site).error : RuntimeErrorClass{};
    return groups_[{target.question, error, target.cause, target.place.value}];
  }

  // ---- names

  std::string name_of(const Unit& unit) const {
    if (unit.variable) return std::string(package_.text_of(package_.variable(unit.variable).name));
    for (const program::Notice& notice : package_.notices) {
      if (notice.condition == unit.notice) return "signale " + std::string(package_.text_of(notice.message));
    }
    return "";
  }

  /// The members concerned, each once: `aide(1), aide(2)`; the family where all are.
  std::string names_of(const Group& group, Answer answer) const {
    std::vector<std::string> names;
    for (const Asked& each : group.asked) {
      if (each.target->answer != answer) continue;
      const std::string name = name_of(each.examined->unit);
      if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }
    const program::VariableId variable = group.asked.front().examined->unit.variable;
    const std::size_t open = names.front().find('(');
    if (variable && names.size() > 1 && open != std::string::npos &&
        names.size() == n_members_.at(package_.variable(variable).place.value)) {
      return names.front().substr(0, open);
    }
    std::string text;
    for (std::size_t index = 0; index < std::min(names.size(), kMaxNames); ++index) {
      text += (index > 0 ? ", " : "") + names[index];
    }
    return names.size() > kMaxNames ? text + "…" : text;
  }

  std::string value_of(program::NodeId node, Language language) {
    const eval::Outcome outcome = trial_.evaluator().evaluate(node);
    if (!outcome.ok()) return "?";
    return cases::value_text(package_, package_.type(package_.node(node).type), outcome.value, language);
  }

  // ---- errors

  static Code code_of(const program::Package& package, const Target& target) {
    const RuntimeErrorClass error = package.site(target.site).error;
    if (error == RuntimeErrorClass::gap) return Code::TableGap;
    if (error == RuntimeErrorClass::overlap) return Code::TableOverlap;
    if (error == RuntimeErrorClass::conflict) return Code::DerogationConflict;
    if (error == RuntimeErrorClass::division_by_zero) return Code::DivisionByZeroShown;
    if (error == RuntimeErrorClass::inexact) return Code::InexactShown;
    const Op op = package.node(target.node).op;
    if (error == RuntimeErrorClass::out_of_range) return op == Op::kInRange ? Code::LeavesRange : Code::NothingForValue;
    if (target.cause == DateCause::kReversed) return Code::DatesReversed;
    if (target.cause == DateCause::kMissingDay) return Code::MissingDayShown;
    return op == Op::kMakeDate ? Code::ImpossibleDate : Code::IncomparableDurations;
  }

  base::Span span_of(const Target& target) {
    const bool of_rule = !target.node || package_.node(target.node).op == Op::kTable;
    const base::Span span = of_rule ? spans_.of(target.place) : spans_.of_node(target.node);
    return span;
  }

  void report_error(const Group& group) {
    if (const Asked* shown = group.with(Answer::kConfirmed)) {
      report_case(group, *shown);
    } else if (const Asked* open = group.with(Answer::kOpen)) {
      report_unproved(group, *open);
    } else if (const Target& target = *group.asked.front().target; target.cause == DateCause::kMissingDay) {
      // Sema warned of what cannot happen.
      drop_unstated(span_of(target));
    }
  }

  void report_case(const Group& group, const Asked& shown) {
    const Target& target = *shown.target;
    const Code code = code_of(package_, target);
    trial_.begin(shown.examined->cone);
    trial_.apply(target.witness);
    AVENANT_CHECK(trial_.hits(shown.examined->unit, target), "a case shown that the interpreter does not confirm");
    const base::Span span = span_of(target);
    if (code == Code::MissingDayShown) drop_unstated(span);
    diagnostics::Builder builder = sink_.report(code, main_span(code, shown, span));
    builder.with("name", names_of(group, Answer::kConfirmed));
    add_details(code, shown, builder);
    const std::vector<std::string> lines = case_lines(package_, shown.examined->cone, target.witness);
    for (const std::string& line : lines) builder.case_line(line);
    if (lines.empty()) builder.case_line("-- quels que soient les faits");
    const std::string expected = expectation_of(shown);
    if (!expected.empty()) builder.case_line(expected);
  }

  /// What a scenario with these facts obtains; nothing of what no scenario can expect.
  std::string expectation_of(const Asked& shown) const {
    const program::VariableId id = shown.examined->unit.variable;
    if (!id || package_.variable(id).kind == program::RuleKind::kCondition) return "";
    const std::string_view error = value::text_of(package_.site(shown.target->site).error).keyword;
    return "attendu " + name_of(shown.examined->unit) + " = en erreur " + std::string(error);
  }

  /// Sema has said of every date computed without a stated policy that it may fail: the case says more.
  void drop_unstated(base::Span span) {
    sink_.drop_warnings([span](const diagnostics::Diagnostic& diagnostic) {
      return diagnostic.code == Code::MissingDayUnstated && diagnostic.span.source == span.source &&
             diagnostic.span.begin == span.begin;
    });
  }

  /// An overlap is shown at its first row, a conflict at its first derogation; the other is a label.
  base::Span main_span(Code code, const Asked& shown, base::Span span) {
    contenders_.clear();
    if (code != Code::TableOverlap && code != Code::DerogationConflict) return span;
    if (shown.examined->unit.variable) collect_contenders(code, shown);
    return contenders_.empty() || !contenders_.front().span.valid() ? span : contenders_.front().span;
  }

  void collect_contenders(Code code, const Asked& shown) {
    const program::VariableId variable = shown.examined->unit.variable;
    const eval::Trace trace = trial_.evaluator().explain(std::span<const program::VariableId>(&variable, 1));
    const eval::VariableTrace* found = trace.find(variable);
    if (found == nullptr) return;
    if (code == Code::TableOverlap) {
      for (const eval::TableTrace& table : found->tables) {
        if (table.node != shown.target->node) continue;
        for (const program::RowId row : table.hits) {
          const bool first = contenders_.empty();
          contenders_.push_back({spans_.of(package_.rows[row.value].place), first ? "convient" : "convient aussi",
                                 first ? "fits" : "fits too"});
        }
      }
      return;
    }
    const program::Type& type = package_.type(package_.variable(variable).type);
    for (const eval::DerogationTrace& each : found->derogations) {
      if (each.state != eval::DerogationState::kUsed || !each.outcome.ok()) continue;
      contenders_.push_back({spans_.of(package_.derogations[each.derogation.value].place),
                             "donne " + cases::value_text(package_, type, each.outcome.value, Language::French),
                             "gives " + cases::value_text(package_, type, each.outcome.value, Language::English)});
    }
    // Derogations that agree with the first say nothing of the conflict.
    const auto other = std::find_if(contenders_.begin(), contenders_.end(), [this](const Contender& each) {
      return each.french != contenders_.front().french;
    });
    if (other != contenders_.end()) std::swap(contenders_[1], *other);
  }

  void add_details(Code code, const Asked& shown, diagnostics::Builder& builder) {
    const Target& target = *shown.target;
    if (contenders_.size() >= 2) {
      builder.with("left", contenders_[0].french, contenders_[0].english);
      builder.with("right", contenders_[1].french, contenders_[1].english);
      builder.label(contenders_[0].span, diagnostics::Label::LeftIs);
      builder.label(contenders_[1].span, diagnostics::Label::RightIs);
    }
    if (code != Code::InexactShown && code != Code::LeavesRange && code != Code::NothingForValue) return;
    const program::Node& node = package_.node(target.node);
    const program::NodeId operand = package_.operands_of(node)[0];
    if (code == Code::NothingForValue && package_.node(operand).op == Op::kConst) {
      // A member of a family that does not exist, whatever the case.
      builder.with("value", "cet indice", "this index");
    } else if (target.in_fold) {
      builder.with("value", "une valeur", "a value");
    } else {
      builder.with("value", value_of(operand, Language::French), value_of(operand, Language::English));
    }
    if (code == Code::InexactShown) {
      const std::int64_t grain = package_.constants[node.payload].a;
      builder.with("grain", grain == 100 ? "exact au centime" : cases::grain_name(grain, Language::French),
                   grain == 100 ? "exact to the cent" : cases::grain_name(grain, Language::English));
    } else if (code == Code::LeavesRange) {
      const program::RangeId range(node.payload);
      builder.with("range", cases::range_text(package_, range, node.type, Language::French),
                   cases::range_text(package_, range, node.type, Language::English));
    }
  }

  void report_unproved(const Group& group, const Asked& open) {
    const Target& target = *open.target;
    const Code code = code_of(package_, target);
    // Of a day that may not exist sema has already spoken; and two dates are rarely in the wrong order.
    if (code == Code::MissingDayShown || code == Code::DatesReversed) return;
    diagnostics::Builder builder = sink_.report(Code::NotProved, span_of(target));
    builder.with("name", names_of(group, Answer::kOpen));
    if (code == Code::TableGap) {
      builder.with("what", "qu’une ligne convient à chaque cas", "that some row fits each case");
    } else if (code == Code::TableOverlap) {
      builder.with("what", "qu’une seule ligne convient à chaque cas", "that only one row fits each case");
    } else if (code == Code::DerogationConflict) {
      builder.with("what", "que ses dérogations ne se contredisent jamais", "that its derogations never conflict");
    } else if (code == Code::DivisionByZeroShown) {
      builder.with("what", "que le diviseur n’est jamais nul", "that the divisor is never zero");
    } else if (code == Code::InexactShown) {
      builder.with("what", "que la valeur est toujours exacte", "that the value is always exact");
    } else if (code == Code::LeavesRange) {
      builder.with("what", "que la valeur reste dans ses bornes", "that the value stays within its range");
    } else if (code == Code::NothingForValue) {
      builder.with("what", "que chaque valeur possible est prévue", "that every possible value is foreseen");
    } else if (code == Code::ImpossibleDate) {
      builder.with("what", "que la date existe toujours", "that the date always exists");
    } else {
      builder.with("what", "que les durées se comparent toujours", "that the durations can always be compared");
    }
  }

  // ---- conditions and rows

  /// Whether the context alone cannot hold: the message is then about the condition around it.
  bool has_dead_context(const Asked& asked) const {
    const std::vector<Literal>& literals = asked.target->literals;
    for (const Target& other : asked.examined->targets) {
      // The literals of these two are their context alone.
      if (other.question == Question::kError || other.question == Question::kRest) continue;
      if (other.answer != Answer::kImpossible) continue;
      if (other.literals.size() > asked.target->n_context) continue;
      const bool prefix = std::equal(other.literals.begin(), other.literals.end(), literals.begin(),
                                     [](const Literal& left, const Literal& right) {
                                       return left.node == right.node && left.wanted == right.wanted;
                                     });
      if (prefix) return true;
    }
    return false;
  }

  /// Whether every member of the rule still has the condition: where lowering knew its value for some, it is gone.
  bool is_in_every_member(const Group& group) const {
    const program::VariableId variable = group.asked.front().examined->unit.variable;
    if (!variable) return true;
    std::set<std::uint32_t> members;
    for (const Asked& each : group.asked) members.insert(each.examined->unit.variable.value);
    return members.size() == n_members_.at(package_.variable(variable).place.value);
  }

  /// What is proved of a condition, and of whose value it is: that of a labelled condition or of an éligibilité.
  struct Proved {
    const Asked* first = nullptr;
    bool holds = false;  // The question: can it hold, or can it fail.
    bool is_whole = false;
  };

  void report_conditions() {
    std::vector<Proved> proved;
    std::set<std::uint32_t> settled[2];
    for (const auto& [key, group] : groups_) {
      if (key.question != Question::kHolds && key.question != Question::kFails) continue;
      const Asked& first = group.asked.front();
      if (!group.all(Answer::kImpossible) || has_dead_context(first)) continue;
      const bool holds = key.question == Question::kHolds;
      if (!(holds && first.target->is_guard) && !is_in_every_member(group)) continue;
      proved.push_back({&first, holds, is_whole(first)});
      if (proved.back().is_whole) settled[holds ? 1 : 0].insert(first.examined->unit.variable.value);
    }
    for (const Proved& each : proved) {
      // An éligibilité, or a group, is as one of its conditions is: the message is about that one.
      const Unit& unit = each.first->examined->unit;
      if (each.is_whole && reads_any(unit, settled[each.holds ? 1 : 0])) continue;
      // So is a choice that reads one.
      Unit choice;
      choice.notice = each.first->target->node;
      choice.roots = {each.first->target->node};
      if (!each.is_whole && (reads_any(choice, settled[0]) || reads_any(choice, settled[1]))) continue;
      const bool eligibility =
          each.is_whole && package_.variable(unit.variable).kind == program::RuleKind::kEligibility;
      const base::Span span =
          eligibility ? spans_.of(package_.variable(unit.variable).place) : spans_.of_node(each.first->target->node);
      sink_.report(each.holds ? Code::NeverHolds : Code::NeverFails, span).with("members", "");
    }
  }

  /// Whether the condition is what a labelled condition or an éligibilité says, and not a choice within.
  bool is_whole(const Asked& asked) const {
    const program::VariableId variable = asked.examined->unit.variable;
    if (!variable || asked.target->is_guard || asked.target->n_context > 0) return false;
    const program::Variable& item = package_.variable(variable);
    if (item.kind != program::RuleKind::kEligibility && item.kind != program::RuleKind::kCondition) return false;
    const auto versions = package_.versions_of(item);
    return std::any_of(versions.begin(), versions.end(), [&](const program::Version& version) {
      return version.rule && package_.rule(version.rule).body == asked.target->node;
    });
  }

  bool reads_any(const Unit& unit, const std::set<std::uint32_t>& variables) const {
    const Surroundings near = surroundings_of(package_, unit);
    return std::any_of(near.variables.begin(), near.variables.end(),
                       [&variables](program::VariableId id) { return variables.contains(id.value); });
  }

  /// Rows that no member can reach, and those that lowering left out for every member.
  void report_rows() {
    std::set<base::Span> dead;
    std::set<base::Span> known;
    for (const program::Row& row : package_.rows) known.insert(spans_.of(row.place));
    for (const auto& [key, group] : groups_) {
      if (key.question != Question::kRow && key.question != Question::kRest) continue;
      const Asked& first = group.asked.front();
      if (!group.all(Answer::kImpossible) || has_dead_context(first)) continue;
      if (key.question == Question::kRow) {
        dead.insert(spans_.of(first.target->place));
      } else if (is_in_every_member(group)) {
        // The place of « sinon » is that of its result.
        dead_rest_.insert({spans_.source_of(first.target->place), package_.place(first.target->place).offset});
      }
    }
    for (const hir::Variable& variable : hir_.variables) {
      for (const hir::Version& version : variable.versions) {
        if (version.rule.table.valid()) report_table(variable, hir_.tables[version.rule.table], dead, known);
      }
    }
  }

  void report_table(const hir::Variable& variable, const hir::Table& table, const std::set<base::Span>& dead,
                    const std::set<base::Span>& known) {
    std::vector<base::Span> rows;
    for (const hir::TableRow& row : table.rows) {
      const base::Span result = hir_.expressions[row.result].span;
      const bool left_out = row.otherwise ? dead_rest_.contains({result.source, result.begin})
                                          : !known.contains(row.span) || dead.contains(row.span);
      if (left_out) rows.push_back(row.span);
    }
    // A table with several results is one table.
    if (rows.empty() || !reported_rows_.insert(rows.front()).second) return;
    const std::string count = std::to_string(rows.size());
    diagnostics::Builder builder = sink_.report(Code::UnreachableRow, rows.front());
    builder.with("name", hir_.names.text(variable.name));
    if (rows.size() == 1) {
      builder.with("rows", "cette ligne", "this row");
    } else {
      builder.with("rows", "ces " + count + " lignes", "these " + count + " rows");
    }
    for (std::size_t index = 1; index < rows.size(); ++index) {
      builder.label(rows[index], diagnostics::Label::AlsoUnreachable);
    }
  }

  struct Contender {
    base::Span span;
    std::string french;
    std::string english;
  };

  const hir::Program& hir_;
  const program::Package& package_;
  std::vector<Examined>& examined_;
  Trial& trial_;
  Spans& spans_;
  diagnostics::Sink& sink_;
  std::map<Key, Group> groups_;
  std::map<std::uint32_t, std::size_t> n_members_;  // By the place of the rule.
  std::vector<Contender> contenders_;
  std::set<base::Span> reported_rows_;
  std::set<std::pair<base::SourceId, std::uint32_t>> dead_rest_;
};

}  // namespace

void report_answers(const hir::Program& hir, const program::Package& package, std::vector<Examined>& examined,
                    Trial& trial, Spans& spans, diagnostics::Sink& sink) {
  Reporter(hir, package, examined, trial, spans, sink).run();
}

}  // namespace avenant::check
