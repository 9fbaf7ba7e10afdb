#include "compiler/explain/page/page.hpp"

#include <algorithm>
#include <utility>

#include "compiler/report/place_text.hpp"

namespace avenant::explain {
namespace {

/// Leaves out what is said already, here and below.
void drop_note(Item& item, const std::string& said) {
  if (item.note == said) item.note.clear();
  for (Item& below : item.items) drop_note(below, said);
}

/// Makes one page.
class PageMaker {
 public:
  PageMaker(const Sentences& sentences, PageParts parts)
      : sentences_(sentences),
        words_(sentences.words()),
        package_(words_.package()),
        explanation_(sentences.explanation()),
        parts_(std::move(parts)) {
    document_.language = words_.language();
  }

  Document make() {
    title();
    for (const program::InputId fact : parts_.facts) asked(fact);
    if (parts_.facts_only) return std::move(document_);
    answers();
    reasons();
    if (!parts_.remedies.empty()) {
      document_.heading(2, words_.say("Ce qu’il faudrait", "What it would take"));
      for (Block& block : parts_.remedies) document_.blocks.push_back(std::move(block));
    }
    operations();
    choices();
    facts();
    if (parts_.rule_by_rule) rules();
    return std::move(document_);
  }

 private:
  void title();
  void answers();
  void reasons();
  void operations();
  void choices();
  void facts();
  void asked(program::InputId id);
  [[nodiscard]] std::string value_of(program::InputId id) const;
  void rules();
  /// The rules that the results rest on, each once, what reads before what is read.
  [[nodiscard]] std::vector<const Rule*> in_order() const;
  [[nodiscard]] Block told(const Rule& rule) const;
  [[nodiscard]] std::string head_of(const Rule& rule) const {
    return capitalised(words_.name_of(rule.trace->variable)) + words_.colon() +
           sentences_.value_of(rule.trace->variable);
  }
  [[nodiscard]] bool is_requested(program::VariableId variable) const {
    return std::any_of(explanation_.views->begin(), explanation_.views->end(), [&](const report::ResultView& view) {
      return std::find(view.members.begin(), view.members.end(), variable) != view.members.end();
    });
  }
  [[nodiscard]] bool is_boolean(program::VariableId variable) const {
    return package_.type(package_.variable(variable).type).kind == program::TypeKind::kBoolean;
  }

  const Sentences& sentences_;
  const Wording& words_;
  const program::Package& package_;
  const Explanation& explanation_;
  PageParts parts_;
  Document document_;
};

void PageMaker::title() {
  const cases::BoundCase& bound = *explanation_.bound;
  document_.title = words_.say("Dossier ", "Case ") + (bound.id.empty() ? std::to_string(bound.number) : bound.id);
  document_.heading(1, document_.title);
  if (!bound.comment.empty()) document_.paragraph(typeset(capitalised(bound.comment), words_.language()) + ".");
  std::string about = words_.say("Dispositif : ", "Scheme: ") + words_.name(explanation_.dispositif) + ".";
  if (explanation_.situation_date) {
    about += words_.say(" Date de situation : ", " Date of situation: ") +
             date_text(*explanation_.situation_date, words_.language()) + ".";
  }
  document_.paragraph(about);
}

void PageMaker::answers() {
  document_.heading(2, words_.say("Réponse", "Answer"));
  std::vector<std::string> silent;
  for (const report::ResultView& view : *explanation_.views) {
    const bool out = std::all_of(view.members.begin(), view.members.end(), [&](program::VariableId member) {
      const Rule* rule = explanation_.find(member);
      return rule != nullptr && rule->out_of_force;
    });
    if (out && explanation_.views->size() > 1) {
      std::string name = words_.rule_name(view);
      if (std::find(silent.begin(), silent.end(), name) == silent.end()) silent.push_back(std::move(name));
      continue;
    }
    for (std::string& sentence : sentences_.answers(view)) document_.answer(std::move(sentence));
  }
  if (silent.empty()) return;
  std::vector<Item> items;
  for (std::size_t i = 0; i < silent.size(); ++i) {
    const std::string end = i + 1 == silent.size() ? "." : words_.say(" ;", ";");
    items.push_back({Mark::None, silent[i] + end, {}, {}});
  }
  document_.paragraph(words_.say("Pour ce dossier, aucun texte en vigueur ne règle les points suivants :",
                                 "No text in force settles, for this case:"));
  document_.list(std::move(items));
}

void PageMaker::reasons() {
  bool first = true;
  for (const report::ResultView& view : *explanation_.views) {
    for (const program::VariableId member : view.members) {
      const Rule* rule = explanation_.find(member);
      if (rule == nullptr || !is_boolean(member) || rule->out_of_force) continue;
      std::vector<Item> items = reason_items(sentences_, *rule);
      if (items.empty()) continue;
      if (first) document_.heading(2, words_.say("Raisons", "Reasons"));
      first = false;
      document_.heading(3, head_of(*rule));
      document_.list(std::move(items));
    }
  }
}

void PageMaker::operations() {
  bool first = true;
  for (const Rule* rule : in_order()) {
    const program::VariableId id = rule->trace->variable;
    const bool number = package_.type(package_.variable(id).type).kind == program::TypeKind::kNumber;
    if (rule->operations.empty() || (!number && !is_requested(id))) continue;
    if (first) document_.heading(2, words_.say("Opérations", "Operations"));
    first = false;
    document_.heading(3, head_of(*rule));
    document_.list(operation_items(sentences_, *rule));
  }
}

/// Derogations used, readings, figures: what a text left to choose, or to find.
void PageMaker::choices() {
  std::vector<Item> items;
  for (const Rule& rule : explanation_.rules) {
    if (!rule.derogation) continue;
    const program::Derogation& derogation = package_.derogations[rule.derogation.value];
    items.push_back({Mark::None,
                     words_.say("Dérogation appliquée : ", "Derogation applied: ") +
                         words_.name(package_.text_of(derogation.name)) + words_.say(" ; règle : ", "; rule: ") +
                         words_.name_of(rule.trace->variable),
                     words_.place(derogation.place, derogation.text),
                     {}});
  }
  for (const program::ReadingId id : explanation_.readings) {
    const program::Reading& reading = package_.reading(id);
    const std::string_view title = package_.text_of(reading.title);
    const std::size_t choice = words_.choice_of(id, sentences_.run());
    std::string text = words_.say("Lecture retenue pour ", "Reading used for ");
    const std::string name =
        title.empty() ? words_.name(package_.text_of(reading.name)) : typeset(title, words_.language());
    text += report::quoted(name, words_.language());
    text += words_.colon() + words_.case_text(reading.enumeration, choice);
    if (choice == reading.default_case) text += words_.say(" (par défaut)", " (the default)");
    items.push_back({Mark::None, std::move(text), words_.place(reading.place), {}});
  }
  for (const program::UnknownId id : explanation_.figures) {
    const program::Unknown& unknown = package_.unknowns[id.value];
    items.push_back({Mark::None,
                     words_.say("Point non publié : ", "Not published: ") +
                         typeset(package_.text_of(unknown.reason), words_.language()),
                     words_.place(unknown.place),
                     {}});
  }
  if (items.empty()) return;
  document_.heading(2, words_.say("Choix et inconnues", "Choices and unknowns"));
  document_.list(std::move(items));
}

/// The value of a fact, or what is said where there is none.
std::string PageMaker::value_of(program::InputId id) const {
  const program::Input& input = package_.input(id);
  const auto& given = explanation_.bound->inputs;
  const auto place =
      std::find_if(given.rbegin(), given.rend(), [id](const eval::InputValue& each) { return each.input == id; });
  if (place == given.rend()) return words_.nothing(input.type);
  if (!eval::is_valid(package_, input.type, input.range, place->value)) {
    return words_.say("hors des bornes ou illisible", "out of range or unreadable");
  }
  return words_.value(input.type, place->value);
}

/// A fact asked for by name: its value, where it is declared, and the rules of this case that read it.
void PageMaker::asked(program::InputId id) {
  const program::Input& input = package_.input(id);
  document_.heading(2, capitalised(words_.name_of(id)) + words_.colon() + value_of(id));
  std::vector<Item> items;
  items.push_back(
      {Mark::None,
       words_.say("fait du dossier, que les règles ne calculent pas", "a fact of the case, which no rule computes"),
       {},
       {}});
  const std::string where = words_.place(input.place);
  if (!where.empty()) items.push_back({Mark::None, words_.say("demandé par : ", "asked by: ") + where, {}, {}});
  items.push_back(
      {Mark::None,
       words_.say("nom dans les données : ", "name in the data: ") + std::string(package_.text_of(input.name)),
       {},
       {}});
  Item readers{Mark::None, words_.say("lu dans ce dossier par :", "read in this case by:"), {}, {}};
  for (const Rule* rule : in_order()) {
    const auto& reads = rule->trace->reads;
    const bool does = std::any_of(reads.begin(), reads.end(), [id](const eval::Read& read) {
      return read.kind == eval::ReadKind::kInput && read.id == id.value;
    });
    if (!does) continue;
    Item reader{Mark::None, words_.name_of(rule->trace->variable), {}, {}};
    if (rule->trace->version) {
      const program::Version& version = package_.versions[rule->trace->version.value];
      reader.note = words_.place(version.place, version.text);
    }
    readers.items.push_back(std::move(reader));
  }
  if (readers.items.empty())
    readers.text = words_.say("aucune règle ne l’a lu dans ce dossier", "no rule has read it in this case");
  items.push_back(std::move(readers));
  document_.list(std::move(items));
}

void PageMaker::facts() {
  std::vector<std::vector<std::string>> rows = {{words_.say("Fait", "Fact"), words_.say("Valeur", "Value")}};
  for (const program::InputId id : explanation_.inputs) rows.push_back({words_.name_of(id), value_of(id)});
  if (rows.size() == 1) return;
  document_.heading(2, words_.say("Faits retenus", "Facts used"));
  document_.table(words_.say("Les faits du dossier que les règles ont lus", "The facts of the case that rules read"),
                  std::move(rows));
}

std::vector<const Rule*> PageMaker::in_order() const {
  std::vector<const Rule*> order;
  std::vector<bool> seen(package_.variables.size(), false);
  std::vector<program::VariableId> pending;
  for (auto view = explanation_.views->rbegin(); view != explanation_.views->rend(); ++view) {
    pending.insert(pending.end(), view->members.rbegin(), view->members.rend());
  }
  while (!pending.empty()) {
    const program::VariableId next = pending.back();
    pending.pop_back();
    const Rule* rule = explanation_.find(next);
    if (rule == nullptr || seen[next.value]) continue;
    seen[next.value] = true;
    order.push_back(rule);
    const auto& reads = rule->trace->reads;
    for (auto read = reads.rbegin(); read != reads.rend(); ++read) {
      if (read->kind == eval::ReadKind::kVariable) pending.emplace_back(read->id);
    }
  }
  return order;
}

Block PageMaker::told(const Rule& rule) const {
  Block block;
  block.kind = BlockKind::Details;
  block.text = head_of(rule);
  std::string where;
  if (rule.trace->version) {
    const program::Version& version = package_.versions[rule.trace->version.value];
    where = words_.place(version.place, version.text);
  }
  // The article is said once: by the wording that applies, or by the head of what has none of its own.
  std::vector<Item> items = law_items(sentences_, rule);
  const bool is_condition = package_.variable(rule.trace->variable).kind == program::RuleKind::kCondition;
  if (is_condition || rule.trace->versions.empty()) block.note = where;
  for (Item& item : items) drop_note(item, where);
  if (!items.empty()) block.blocks.push_back(list_block(std::move(items)));
  items = reason_items(sentences_, rule);
  for (Item& item : items) drop_note(item, where);
  if (!items.empty()) block.blocks.push_back(list_block(std::move(items)));
  items = operation_items(sentences_, rule);
  const OperandKind kind = rule.result.kind;
  if (items.empty() && rule.operations.empty() && kind == OperandKind::Constant) {
    items.push_back({Mark::None, words_.say("valeur écrite dans la règle", "value written in the rule"), {}, {}});
  }
  // The row that was taken is told already.
  const bool taken = kind != OperandKind::Other && kind != OperandKind::Constant && kind != OperandKind::Cell;
  if (items.empty() && rule.operations.empty() && taken) {
    const std::string origin = sentences_.origin(rule.result);
    if (!origin.empty())
      items.push_back({Mark::None, words_.say("valeur reprise : ", "value taken from: ") + origin, {}, {}});
  }
  if (!items.empty()) block.blocks.push_back(list_block(std::move(items)));
  return block;
}

void PageMaker::rules() {
  document_.heading(2, words_.say("Règle par règle", "Rule by rule"));
  for (const Rule* rule : in_order()) document_.blocks.push_back(told(*rule));
}

}  // namespace

Document page_of(const Sentences& sentences, PageParts parts) {
  return PageMaker(sentences, std::move(parts)).make();
}

}  // namespace avenant::explain
