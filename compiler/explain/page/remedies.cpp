// The part of a page that says what it would take.
#include "compiler/explain/page/page.hpp"

namespace avenant::explain {
namespace {

std::string result_text(const Wording& words, const program::Package& package, program::VariableId variable,
                        const Remedy& remedy) {
  return words.value(package.variable(variable).type, remedy.outcome.value);
}

Item item_of(const Sentences& sentences, program::VariableId variable, const Remedy& remedy) {
  const Wording& words = sentences.words();
  const program::Package& package = words.package();
  Item item;
  const bool boolean = package.type(package.variable(variable).type).kind == program::TypeKind::kBoolean;
  if (remedy.changes.size() == 1) {
    item.text = sentences.change(remedy.changes.front());
  } else {
    item.text = counted(static_cast<std::int64_t>(remedy.changes.size()), words.say("changement", "change"),
                        words.say("changements ensemble", "changes together"), words.language()) +
                words.say(" :", ":");
    for (const Change& change : remedy.changes) item.items.push_back({Mark::None, sentences.change(change), {}, {}});
  }
  if (!boolean) item.text += " → " + result_text(words, package, variable, remedy);
  for (const Repair& repair : remedy.repairs) {
    const program::Condition& condition = package.conditions[repair.condition.value];
    Item repaired;
    repaired.text = words.say("condition alors remplie : ", "condition then met: ") +
                    typeset(package.text_of(condition.label), words.language());
    repaired.note = words.place(condition.place);
    item.items.push_back(std::move(repaired));
  }
  if (remedy.version) {
    const program::Version& version = package.versions[remedy.version.value];
    Item applied;
    applied.text =
        words.say("règle alors applicable : ", "rule then applicable: ") + words.place(version.place, version.text);
    item.items.push_back(std::move(applied));
  }
  return item;
}

}  // namespace

std::vector<Block> remedy_blocks(const Sentences& sentences, const std::vector<Remedies>& remedies) {
  const Wording& words = sentences.words();
  std::vector<Block> blocks;
  for (const Remedies& each : remedies) {
    blocks.push_back(heading_block(3, capitalised(words.name_of(each.variable))));
    if (each.impossible) {
      blocks.push_back(paragraph_block(
          words.say("Aucun changement des faits n’y suffirait : les textes en vigueur, les lectures et les "
                    "chiffres restant ce qu’ils sont, la réponse serait la même.",
                    "No change of the facts would do: with the texts in force, the readings and the figures "
                    "as they are, the answer would be the same.")));
      continue;
    }
    if (each.found.empty()) {
      blocks.push_back(paragraph_block(
          words.say("La recherche s’est arrêtée sans avoir rien trouvé : il y a trop de faits à changer ensemble.",
                    "The search stopped without an answer: too many facts would have to change together.")));
      continue;
    }
    if (each.found.size() > 1) {
      const bool has_past = each.found.back().is_past() && !each.found.front().is_past();
      blocks.push_back(paragraph_block(
          words.say("Un seul de ces changements suffit ; le plus proche vient d’abord",
                    "Any one of these changes is enough; the nearest comes first") +
          (has_past ? words.say(" ; viennent en dernier ceux qui supposent qu’une date passée ait été autre.",
                                ", and last those that suppose that a past date had been otherwise.")
                    : std::string("."))));
    }
    std::vector<Item> items;
    for (const Remedy& remedy : each.found) items.push_back(item_of(sentences, each.variable, remedy));
    blocks.push_back(list_block(std::move(items)));
    if (!each.complete) {
      blocks.push_back(paragraph_block(
          words.say("La recherche s’est arrêtée avant d’avoir tout vu : un changement plus proche peut exister.",
                    "The search stopped before having seen everything: a nearer change may exist.")));
    }
  }
  return blocks;
}

}  // namespace avenant::explain
