#include "tests/engines/projects/added_text.hpp"

#include <map>
#include <utility>
#include <vector>

#include "runtime/program/print_expression.hpp"
#include "tests/engines/laws/laws.hpp"

namespace avenant::engines {

namespace {

using eval::Outcome;
using program::Package;

// A dispositif and a name in it.
using Name = std::pair<std::string, std::string>;

template <class Record>
Name name_in(const Package& package, const Record& record) {
  return {std::string(package.text_of(record.dispositif)), std::string(package.text_of(record.name))};
}

template <class Record>
std::map<Name, std::size_t> by_name(const Package& package, const std::vector<Record>& records) {
  std::map<Name, std::size_t> result;
  for (std::size_t i = 0; i < records.size(); ++i) result.emplace(name_in(package, records[i]), i);
  return result;
}

class AddedText {
 public:
  AddedText(const Package& before, const Package& after)
      : before_(before),
        after_(after),
        printer_before_(before),
        printer_after_(after),
        inputs_(by_name(after, after.inputs)),
        variables_(by_name(after, after.variables)) {
    for (const program::Text& text : after.texts) {
      is_added_.push_back(!before.text_named(after.text_of(text.name)));
    }
  }

  // The same case for the project with the text.
  Case translated(const Case& given) const;
  // Whether the text does not concern the case.
  bool is_outside(eval::Evaluator& evaluator) const;
  std::string compare(eval::Evaluator& left, eval::Evaluator& right) const;

 private:
  bool is_outside(eval::Evaluator& evaluator, program::NodeId date, value::Date from, value::Date until) const {
    const Outcome outcome = evaluator.evaluate(date);
    if (!outcome.ok()) return false;
    return outcome.value.is_absent() || outcome.value.as_date() < from || outcome.value.as_date() >= until;
  }
  static std::string words(const Package& package, const program::ExpressionPrinter& printer, program::TypeId type,
                           const Outcome& outcome);

  const Package& before_;
  const Package& after_;
  program::ExpressionPrinter printer_before_;
  program::ExpressionPrinter printer_after_;
  std::map<Name, std::size_t> inputs_;
  std::map<Name, std::size_t> variables_;
  std::vector<bool> is_added_;
};

Case AddedText::translated(const Case& given) const {
  Case result;
  result.inputs.resize(after_.inputs.size());
  for (std::size_t i = 0; i < before_.inputs.size(); ++i) {
    const auto found = inputs_.find(name_in(before_, before_.inputs[i]));
    if (found != inputs_.end()) result.inputs[found->second] = given.inputs[i];
  }
  result.options.situation_date = given.options.situation_date;
  result.options.known_at = given.options.known_at;
  for (const program::TextId draft : given.options.drafts) {
    result.options.drafts.push_back(after_.text_named(before_.text_of(before_.texts[draft.value].name)));
  }
  for (const auto& [reading, chosen] : given.options.readings) {
    const auto same = after_.reading_named(before_.text_of(before_.reading(reading).name));
    result.options.readings.emplace_back(same, chosen);
  }
  for (const auto& [unknown, figure] : given.options.figures) {
    const auto same = after_.unknown_at(before_.text_of(before_.unknowns[unknown.value].address));
    if (same) result.options.figures.emplace_back(same, figure);
  }
  // An added draft counts too.
  for (std::size_t i = 0; i < after_.texts.size(); ++i) {
    if (is_added_[i]) result.options.drafts.emplace_back(i);
  }
  return result;
}

bool AddedText::is_outside(eval::Evaluator& evaluator) const {
  for (const program::Version& version : after_.versions) {
    if (!is_added_[version.text.value] || !version.date) continue;
    if (!is_outside(evaluator, version.date, version.from, version.until)) return false;
  }
  for (const program::Node& node : after_.nodes) {
    if (node.op != program::Op::kInPeriod) continue;
    const program::Period& period = after_.periods[node.payload];
    if (!is_added_[period.text.value]) continue;
    if (!is_outside(evaluator, after_.operands_of(node)[0], period.from, period.until)) return false;
  }
  for (const program::Closing& closing : after_.closings) {
    if (is_added_[closing.text.value]) return false;
  }
  return true;
}

std::string AddedText::words(const Package& package, const program::ExpressionPrinter& printer, program::TypeId type,
                             const Outcome& outcome) {
  if (outcome.ok()) return printer.literal(package.type(type), outcome.value);
  const program::Site& site = package.site(outcome.site());
  const program::Place& place = package.place(site.place);
  return std::string(value::text_of(site.error).name) + " at " + std::string(package.text_of(place.path)) + ":" +
         std::to_string(place.offset);
}

std::string AddedText::compare(eval::Evaluator& left, eval::Evaluator& right) const {
  for (std::size_t i = 0; i < before_.variables.size(); ++i) {
    const program::Variable& variable = before_.variables[i];
    const auto found = variables_.find(name_in(before_, variable));
    // Called rules are named by what they are given, and need not be called any more.
    if (found == variables_.end()) continue;
    const std::string expected = words(before_, printer_before_, variable.type, left.evaluate(program::VariableId(i)));
    const program::TypeId type = after_.variables[found->second].type;
    const std::string now = words(after_, printer_after_, type, right.evaluate(program::VariableId(found->second)));
    if (expected == now) continue;
    return "T7: " + name_in(before_, variable).second + " is " + expected + ", and with the added text " + now;
  }
  return {};
}

}  // namespace

std::string check_added_text(const Package& before, const Package& after, std::uint64_t seed, std::size_t n_cases,
                             Faults faults, AddedCounts& counts) {
  Random random(seed);
  const AddedText added(before, after);
  const CaseGenerator cases(before, faults);
  for (std::size_t i = 0; i < n_cases; ++i) {
    Case given;
    given.options = cases.options(random);
    given.inputs = cases.inputs(random);
    const Case same = added.translated(given);
    eval::Evaluator right = interpreter(after, same);
    ++counts.cases;
    if (!added.is_outside(right)) continue;
    ++counts.not_concerned;
    eval::Evaluator left = interpreter(before, given);
    const std::string found = added.compare(left, right);
    if (!found.empty()) return found + "\n" + describe(before, given);
  }
  return {};
}

}  // namespace avenant::engines
