// The lists of a page that tell one rule.
#include <algorithm>
#include <optional>

#include "compiler/explain/page/page.hpp"
#include "compiler/report/place_text.hpp"

namespace avenant::explain {
namespace {

Mark mark_of(ConditionState state) {
  switch (state) {
    case ConditionState::Met:
      return Mark::Met;
    case ConditionState::NotMet:
      return Mark::NotMet;
    case ConditionState::NotNeeded:
      return Mark::NotNeeded;
    case ConditionState::Undecided:
      return Mark::Undecided;
  }
  return Mark::None;
}

std::string derogation_name(const Wording& words, program::DerogationId id) {
  const program::Derogation& derogation = words.package().derogations[id.value];
  return report::quoted(words.name(words.package().text_of(derogation.name)), words.language()) + " (" +
         words.place(derogation.place, derogation.text) + ")";
}

Mark mark_of(const Test& test) {
  if (!test.decided) return Mark::Undecided;
  return test.passes ? Mark::Met : Mark::NotMet;
}

/// A test under its condition: said with the article only where that is another than the condition's.
Item test_item(const Sentences& sentences, const Test& test, const std::string& place) {
  const Wording& words = sentences.words();
  Item item;
  item.text = sentences.test(test);
  std::string where;
  if (test.version) {
    const program::Version& version = words.package().versions[test.version.value];
    where = words.place(version.place, version.text);
  }
  if (test.derogation) {
    const program::Derogation& derogation = words.package().derogations[test.derogation.value];
    item.note = words.say("dérogation ", "derogation ") +
                report::quoted(words.name(words.package().text_of(derogation.name)), words.language()) + ", " +
                words.place(derogation.place, derogation.text);
  } else if (where != place) {
    item.note = where;
  }
  // Why there is no value says where already.
  const bool said_already = item.text.ends_with("(" + item.note + ")") || item.text.ends_with(" — " + item.note);
  if (!item.note.empty() && said_already) item.note.clear();
  if (test.ways.empty()) return item;
  item.opens = true;
  const std::string& said = item.note.empty() ? place : item.note;
  for (const std::vector<Test>& way : test.ways) {
    std::vector<Item> items;
    for (const Test& each : way) {
      items.push_back(test_item(sentences, each, said));
      items.back().mark = mark_of(each);
    }
    if (items.size() == 1) {
      item.items.push_back(std::move(items.front()));
      continue;
    }
    Item all;
    all.mark = Mark::NotMet;
    all.text = words.say("tout ensemble :", "all together:");
    all.items = std::move(items);
    item.items.push_back(std::move(all));
  }
  return item;
}

std::string label_of(const Wording& words, const program::Condition& condition) {
  const std::string_view label = words.package().text_of(condition.label);
  if (!label.empty()) return typeset(label, words.language());
  if (condition.group == program::ConditionGroup::kAny) {
    return words.say("au moins une condition", "at least one condition");
  }
  return condition.group == program::ConditionGroup::kAll ? words.say("toutes les conditions", "all conditions")
                                                          : words.say("condition", "condition");
}

/// The items of the conditions from `index` on that are at `depth`, with those under them.
std::vector<Item> condition_items(const Sentences& sentences, const Rule& rule, std::size_t& index,
                                  std::uint32_t depth) {
  const Wording& words = sentences.words();
  std::vector<Item> items;
  while (index < rule.conditions.size() && rule.conditions[index].depth >= depth) {
    const Condition& condition = rule.conditions[index++];
    const program::Condition& written = words.package().conditions[condition.condition.value];
    Item item;
    item.mark = mark_of(condition.state);
    item.text = label_of(words, written);
    item.note = words.place(written.place);
    if (!condition.outcome.ok() && condition.tests.empty()) {
      item.text += words.colon() + words.error(condition.outcome.site(), *sentences.explanation().bound);
    }
    for (const Test& test : condition.tests) item.items.push_back(test_item(sentences, test, item.note));
    std::vector<Item> below = condition_items(sentences, rule, index, depth + 1);
    item.items.insert(item.items.end(), below.begin(), below.end());
    items.push_back(std::move(item));
  }
  return items;
}

/// What follows the place of a wording that does not apply: « , qui ne s’applique plus à la date du 3 mai 2024 ».
std::string set_aside(const Wording& words, const program::Version& version, const eval::VersionTrace& look,
                      const cases::BoundCase& bound) {
  if (!look.text_known)
    return words.say(", dont le texte ne compte pas dans ce calcul", ": its text does not count in this run");
  if (!look.date.ok()) return words.colon() + words.cause(look.date.site(), bound);
  if (look.date.value.is_absent()) {
    return words.say(", car la date dont son application dépend n’est pas donnée",
                     ": the date that its application depends on is not given");
  }
  const value::Date date = look.date.value.as_date();
  const std::string shown = date_text(date, words.language());
  if (date < version.from) {
    return words.say(", qui s’applique à partir du ", ": it applies from ") +
           date_text(version.from, words.language()) +
           words.say(", alors que la date qui compte est le ", ", and the date that counts is ") + shown;
  }
  return words.say(", qui ne s’applique plus à la date du ", ": it no longer applies as of ") + shown;
}

Item version_item(const Sentences& sentences, const eval::VersionTrace& look) {
  const Wording& words = sentences.words();
  const program::Version& version = words.package().versions[look.version.value];
  Item item;
  const std::string where = words.place(version.place, version.text);
  if (!look.applies) {
    const bool unknown = look.text_known && !look.date.ok();
    const std::string named = unknown && words.french() ? "(" + where + ")" : where;
    item.text = (unknown ? words.say("on ne sait pas si cette rédaction s’applique ", "wording that may apply or not: ")
                         : words.say("rédaction écartée : ", "wording set aside: ")) +
                named + set_aside(words, version, look, *sentences.explanation().bound);
    return item;
  }
  item.text = words.say("règle : ", "rule: ") + where;
  if (!version.rule) item.text += words.say(", qui abroge cette règle", ", which repeals this rule");
  if (version.date && look.date.ok() && !look.date.value.is_absent()) {
    item.text += words.say(" ; elle s’applique à partir du ", "; it applies from ") +
                 date_text(version.from, words.language()) +
                 words.say(", et la date qui compte est le ", ", and the date that counts is ") +
                 date_text(look.date.value.as_date(), words.language());
  }
  return item;
}

/// Adds what is not said yet.
void keep(std::vector<std::string>& said, std::string text) {
  if (std::find(said.begin(), said.end(), text) == said.end()) said.push_back(std::move(text));
}

/// The source that an author gives to the one result of a row: « environ ; Les Généralistes-CSMF, 2019 ».
std::string source_of(std::string_view written) {
  constexpr std::string_view kOpening = "«";
  constexpr std::string_view kClosing = "»";
  const std::size_t bar = written.rfind("||");
  if (bar == std::string_view::npos) return {};
  const std::string_view result = written.substr(bar + 2);
  if (result.find('|') + 1 < result.size() && result.find('|') != std::string_view::npos &&
      result.find_first_not_of(" |", result.find('|')) != std::string_view::npos) {
    return {};
  }
  const std::size_t from = result.find(kOpening);
  const std::size_t to = result.rfind(kClosing);
  if (from == std::string_view::npos || to == std::string_view::npos || to < from) return {};
  return std::string(result.substr(from, to + kClosing.size() - from));
}

/// What a figure of a row is: the value that the rule took from it, where it took it as it is.
const Operand* cell_of(const Rule& rule, program::RowId row) {
  const auto is_it = [row](const Operand& each) { return each.kind == OperandKind::Cell && each.id == row.value; };
  if (is_it(rule.result)) return &rule.result;
  for (const Operation& operation : rule.operations) {
    const auto found = std::find_if(operation.operands.begin(), operation.operands.end(), is_it);
    if (found != operation.operands.end()) return &*found;
  }
  return nullptr;
}

/// The row of a table that was taken: what it asks, in words, and what it gives. Nothing of a row that any case suits
/// and that gives no figure.
std::optional<Item> row_item(const Sentences& sentences, const Rule& rule, program::RowId id) {
  const Wording& words = sentences.words();
  const program::Package& package = words.package();
  const program::Row& row = package.rows[id.value];
  std::vector<std::string> asked;
  for (const eval::TableTrace& look : rule.trace->tables) {
    if (look.hits.size() != 1 || look.hits.front() != id) continue;
    const auto operands = package.operands_of(package.node(look.node));
    for (std::uint32_t cell = 0; cell < row.n_cells; ++cell) {
      const program::NodeId node = operands[row.first_operand + cell];
      // A cell that any value suits, or that the member asked for settles, says nothing.
      if (package.node(node).op == program::Op::kConst) continue;
      std::string condition = sentences.condition(node);
      // The name of a booléen says that it is true.
      const std::string holds = words.say(" est vrai", " is true");
      if (condition.ends_with("»" + holds) || condition.ends_with("”" + holds)) {
        condition.resize(condition.size() - holds.size());
      }
      keep(asked, std::move(condition));
    }
    break;
  }
  Item item;
  item.text = words.say("ligne choisie", "row taken");
  if (!asked.empty()) item.text += words.colon() + words.enumerated(asked, words.say("et", "and"));
  const Operand* cell = cell_of(rule, id);
  const bool gives_figure = cell != nullptr && cell->outcome.ok();
  if (asked.empty() && !gives_figure) return std::nullopt;
  if (gives_figure) {
    item.text += words.colon() + words.value(cell->type, cell->outcome.value);
  }
  if (const std::string source = source_of(package.text_of(row.written)); !source.empty() && cell != nullptr) {
    item.items.push_back({Mark::None, words.say("source : ", "source: ") + typeset(source, words.language()), {}, {}});
  }
  item.note = words.place(row.place);
  return item;
}

std::string state_text(const Sentences& sentences, const eval::DerogationTrace& look) {
  const Wording& words = sentences.words();
  switch (look.state) {
    case eval::DerogationState::kUnreachable:
      return words.say(" est sans objet", " is not in play");
    case eval::DerogationState::kNot:
      return words.say(" ne s’applique pas", " does not apply");
    case eval::DerogationState::kUndecided:
      return words.say(" est en suspens : ", " is undecided: ") +
             words.cause(look.guard.site(), *sentences.explanation().bound);
    case eval::DerogationState::kCovered:
      return words.say(" est écartée par une autre", " is set aside by another");
    case eval::DerogationState::kUsed:
      return words.say(" s’applique", " applies");
  }
  return {};
}

}  // namespace

std::vector<Item> reason_items(const Sentences& sentences, const Rule& rule) {
  std::vector<Item> items;
  std::size_t index = 0;
  // The éligibilité itself is the first of them.
  if (!rule.conditions.empty()) ++index;
  items = condition_items(sentences, rule, index, 1);
  for (const Test& test : rule.tests) {
    Item item = test_item(sentences, test, {});
    item.mark = mark_of(test);
    items.push_back(std::move(item));
  }
  return items;
}

std::vector<Item> operation_items(const Sentences& sentences, const Rule& rule) {
  const Wording& words = sentences.words();
  std::vector<Item> items;
  std::vector<std::string> missing;
  std::string taken;
  for (const Operation& operation : rule.operations) {
    const bool idle = sentences.is_idle(operation);
    std::vector<std::string> said;
    for (const Operand& operand : operation.operands) {
      const std::string origin = sentences.origin(operand);
      if (origin.empty()) continue;
      std::string note = sentences.operand(operand, operation) + words.colon() + origin;
      const bool named = operand.kind == OperandKind::Input || operand.kind == OperandKind::Rule;
      if (idle && !operand.outcome.ok()) keep(missing, named ? report::quoted(origin, words.language()) : origin);
      if (idle && operation.outcome.ok() && operand.outcome == operation.outcome) taken = origin;
      keep(said, std::move(note));
    }
    if (idle) continue;
    Item item;
    item.text = sentences.operation(operation);
    // What each figure is stands under the operation: names hold parentheses of their own.
    std::string all;
    for (const std::string& note : said) all += (all.empty() ? "" : words.semicolon()) + note;
    if (!all.empty()) item.items.push_back({Mark::None, std::move(all), {}, {}});
    items.push_back(std::move(item));
  }
  if (items.empty() && missing.empty() && !taken.empty()) {
    items.push_back({Mark::None, words.say("valeur reprise : ", "value taken from: ") + taken, {}, {}});
  }
  if (!missing.empty()) {
    const std::string what = words.enumerated(missing, words.say("et", "and"));
    items.push_back({Mark::None,
                     words.say("calcul arrêté, faute de valeur pour ", "stopped, for want of a value for ") + what,
                     {},
                     {}});
  }
  return items;
}

std::vector<Item> law_items(const Sentences& sentences, const Rule& rule) {
  std::vector<Item> items;
  const Wording& words = sentences.words();
  // A condition belongs to the version of its éligibilité, which is already said.
  const bool condition = words.package().variable(rule.trace->variable).kind == program::RuleKind::kCondition;
  if (!condition) {
    for (const eval::VersionTrace& look : rule.trace->versions) items.push_back(version_item(sentences, look));
  }
  for (std::size_t i = 0; i < rule.trace->derogations.size(); ++i) {
    const eval::DerogationTrace& look = rule.trace->derogations[i];
    const program::Derogation& derogation = words.package().derogations[look.derogation.value];
    const std::string where = words.place(derogation.place, derogation.text);
    Item item;
    item.text = words.say("la dérogation ", "derogation ") + derogation_name(words, look.derogation) +
                state_text(sentences, look);
    // What could not be evaluated is said by the state.
    const bool tells = look.state != eval::DerogationState::kUndecided;
    for (const Test& test : rule.derogation_tests[i]) {
      if (!tells) break;
      Item below = test_item(sentences, test, where);
      if (below.note == where) below.note.clear();
      below.mark = mark_of(test);
      item.items.push_back(std::move(below));
    }
    items.push_back(std::move(item));
  }
  for (const program::RowId id : rule.rows) {
    if (std::optional<Item> item = row_item(sentences, rule, id)) items.push_back(std::move(*item));
  }
  return items;
}

}  // namespace avenant::explain
