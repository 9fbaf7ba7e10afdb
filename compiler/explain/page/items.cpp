// The lists of a page that tell one rule.
#include <algorithm>

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
  return words.name(words.package().text_of(derogation.name)) + " (" + words.place(derogation.place, derogation.text) +
         ")";
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
    item.note = words.say("dérogation ", "derogation ") + derogation_name(words, test.derogation);
  } else if (where != place) {
    item.note = where;
  }
  // Why there is no value says where already.
  if (!item.note.empty() && item.text.ends_with("(" + item.note + ")")) item.note.clear();
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

std::string set_aside(const Wording& words, const program::Version& version, const eval::VersionTrace& look,
                      const cases::BoundCase& bound) {
  if (!look.text_known)
    return words.say("le texte ne compte pas dans ce calcul", "its text does not count in this run");
  if (!look.date.ok()) return words.error(look.date.site(), bound);
  if (look.date.value.is_absent()) {
    return words.say("la date dont son application dépend n’est pas donnée",
                     "the date that its application depends on is not given");
  }
  const value::Date date = look.date.value.as_date();
  const std::string shown = date_text(date, words.language());
  if (date < version.from) {
    return words.say("elle s’applique à partir du ", "it applies from ") + date_text(version.from, words.language()) +
           words.say(", et la date qui compte est le ", ", and the date that counts is ") + shown;
  }
  return words.say("elle ne s’applique plus à la date du ", "it no longer applies as of ") + shown;
}

Item version_item(const Sentences& sentences, const eval::VersionTrace& look) {
  const Wording& words = sentences.words();
  const program::Version& version = words.package().versions[look.version.value];
  Item item;
  const std::string where = words.place(version.place, version.text);
  if (!look.applies) {
    const bool unknown = look.text_known && !look.date.ok();
    item.text =
        (unknown ? words.say("rédaction dont on ne sait pas si elle s’applique : ", "wording that may apply or not: ")
                 : words.say("rédaction écartée : ", "wording set aside: ")) +
        where + words.colon() + set_aside(words, version, look, *sentences.explanation().bound);
    return item;
  }
  item.text = words.say("règle : ", "rule: ") + where;
  if (!version.rule) item.text += words.say(", qui l’abroge", ", which repeals it");
  if (version.date && look.date.ok() && !look.date.value.is_absent()) {
    item.text += words.say(" ; elle s’applique à partir du ", "; it applies from ") +
                 date_text(version.from, words.language()) +
                 words.say(", et la date qui compte est le ", ", and the date that counts is ") +
                 date_text(look.date.value.as_date(), words.language());
  }
  return item;
}

/// A row as its author wrote it, without the columns' padding: « mt ; vrai ; P30 → 640 patients ».
std::string row_text(std::string_view written, Language language) {
  std::string text;
  std::string between;
  while (!written.empty()) {
    const std::size_t bar = std::min(written.find('|'), written.size());
    std::string_view cell = written.substr(0, bar);
    const bool ends_cells = written.substr(bar).starts_with("||");
    written.remove_prefix(std::min(bar + (ends_cells ? 2 : 1), written.size()));
    while (cell.starts_with(" ")) cell.remove_prefix(1);
    while (cell.ends_with(" ")) cell.remove_suffix(1);
    if (!cell.empty()) {
      text += between + std::string(cell);
      between = " ; ";
    }
    if (ends_cells) between = " → ";
  }
  return typeset(text, language);
}

std::string state_text(const Sentences& sentences, const eval::DerogationTrace& look) {
  const Wording& words = sentences.words();
  switch (look.state) {
    case eval::DerogationState::kUnreachable:
      return words.say("sans objet", "not in play");
    case eval::DerogationState::kNot:
      return words.say("ne s’applique pas", "does not apply");
    case eval::DerogationState::kUndecided:
      return words.say("indécise : ", "undecided: ") + words.error(look.guard.site(), *sentences.explanation().bound);
    case eval::DerogationState::kCovered:
      return words.say("écartée par une autre", "set aside by another");
    case eval::DerogationState::kUsed:
      return words.say("s’applique", "applies");
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
    item.mark = !test.decided ? Mark::Undecided : (test.passes ? Mark::Met : Mark::NotMet);
    items.push_back(std::move(item));
  }
  return items;
}

std::vector<Item> operation_items(const Sentences& sentences, const Rule& rule) {
  std::vector<Item> items;
  for (const Operation& operation : rule.operations) {
    Item item;
    item.text = sentences.operation(operation);
    std::vector<std::string> said;
    for (const Operand& operand : operation.operands) {
      const std::string origin = sentences.origin(operand);
      if (origin.empty()) continue;
      std::string note = sentences.operand(operand, operation) + sentences.words().colon() + origin;
      if (std::find(said.begin(), said.end(), note) != said.end()) continue;
      item.note += (item.note.empty() ? "" : sentences.words().semicolon()) + note;
      said.push_back(std::move(note));
    }
    items.push_back(std::move(item));
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
  for (const eval::DerogationTrace& look : rule.trace->derogations) {
    Item item;
    item.text = words.say("dérogation ", "derogation ") + derogation_name(words, look.derogation) + words.colon() +
                state_text(sentences, look);
    items.push_back(std::move(item));
  }
  for (const program::RowId id : rule.rows) {
    const program::Row& row = words.package().rows[id.value];
    Item item;
    item.text =
        words.say("ligne choisie : ", "row taken: ") + row_text(words.package().text_of(row.written), words.language());
    item.note = words.place(row.place);
    items.push_back(std::move(item));
  }
  return items;
}

}  // namespace avenant::explain
