// The sentence that answers for a result: its author's, or one made of its name and its value.
#include <algorithm>

#include "compiler/explain/words/sentences.hpp"

namespace avenant::explain {
namespace {

struct Counts {
  std::int64_t n_met = 0;
  std::int64_t n_failed = 0;
  std::int64_t n_all = 0;
};

/// Of the conditions right under an éligibilité.
Counts count(const Rule& rule) {
  Counts counts;
  for (const Condition& each : rule.conditions) {
    if (each.depth != 1) continue;
    ++counts.n_all;
    if (each.state == ConditionState::Met) ++counts.n_met;
    if (each.state == ConditionState::NotMet) ++counts.n_failed;
  }
  return counts;
}

/// Whether a value is what `sinon` of a wording is for: faux, 0, absent.
bool is_negative(const program::Type& type, const value::Value& value) {
  if (type.optional && value.is_absent()) return true;
  if (type.kind == program::TypeKind::kBoolean) return !value.as_boolean();
  return type.kind == program::TypeKind::kNumber && value.as_number().is_zero();
}

}  // namespace

std::string Sentences::conditions_count(const Rule& rule) const {
  const Counts counts = count(rule);
  if (counts.n_all == 0 || !rule.outcome.ok()) return {};
  const Language language = words_.language();
  if (rule.outcome.value.as_boolean()) {
    if (counts.n_all == 1 && counts.n_met == 1) return words_.say("la condition est remplie", "the condition is met");
    if (counts.n_met < counts.n_all) {
      const std::string met = counted(counts.n_met, words_.say("condition remplie", "condition met"),
                                      words_.say("conditions remplies", "conditions met"), language);
      return met + words_.say(" sur ", " out of ") + std::to_string(counts.n_all);
    }
    return words_.say("les ", "all ") + counted(counts.n_all, "", words_.say("conditions", "conditions"), language) +
           words_.say(" sont remplies", " are met");
  }
  if (counts.n_failed == 0) return {};
  if (counts.n_all == 1) return words_.say("la condition n’est pas remplie", "the condition is not met");
  if (counts.n_failed == counts.n_all) {
    return words_.say("aucune des ", "none of the ") + counted(counts.n_all, "", "conditions", language) +
           words_.say(" n’est remplie", " is met");
  }
  const std::string all = std::to_string(counts.n_all);
  if (words_.french()) {
    return counted(counts.n_failed, "condition", "conditions", language) + " sur " + all +
           (counts.n_failed < 2 ? " n’est pas remplie" : " ne sont pas remplies");
  }
  return counted(counts.n_failed, "condition", "conditions", language) + " out of " + all +
         (counts.n_failed == 1 ? " is not met" : " are not met");
}

std::string Sentences::silence_of(const Rule& rule) const {
  const auto& looks = rule.trace->versions;
  const auto repeals = std::find_if(looks.begin(), looks.end(), [this](const eval::VersionTrace& look) {
    return look.applies && !package_.versions[look.version.value].rule;
  });
  if (repeals == looks.end()) return words_.say("aucun texte en vigueur", "no text in force");
  const program::Version& version = package_.versions[repeals->version.value];
  const std::string place = words_.place(version.place, version.text);
  const bool article = place.starts_with("art.") && words_.french();
  return words_.say("règle abrogée par ", "rule repealed by ") + (article ? "l’" : "") + place;
}

std::string Sentences::value_of(program::VariableId variable) const {
  const Rule* rule = explanation_.find(variable);
  if (rule == nullptr) return words_.say("pas évalué", "not evaluated");
  const std::string silence = silence_of(*rule);
  if (rule->out_of_force && !rule->outcome.ok()) return silence;
  const program::TypeId type = package_.variable(variable).type;
  std::string text = outcome(type, rule->outcome);
  if (rule->out_of_force) text += " (" + silence + ")";
  if (!rule->outcome.ok()) return words_.say("pas de réponse — ", "no answer — ") + text;
  const std::string conditions = conditions_count(*rule);
  return conditions.empty() ? text : text + ", " + conditions;
}

std::string Sentences::authored(program::VariableId variable) const {
  const program::Sentence* sentence = package_.sentence_of(variable);
  const Rule* rule = explanation_.find(variable);
  const bool none = sentence == nullptr || package_.text_of(sentence->pattern).starts_with("(");
  if (none || rule == nullptr || !rule->outcome.ok()) return {};
  const program::Type& type = package_.type(package_.variable(variable).type);
  const bool negative = sentence->otherwise && is_negative(type, rule->outcome.value);
  std::string text = typeset(package_.text_of(negative ? sentence->otherwise : sentence->pattern), words_.language());
  for (const Index& index : words_.members().of(variable)) {
    replace_all(text, "{" + index.name + "}", words_.indices_text({index}));
    if (index.enumeration) continue;
    replace_all(text, "{" + index.name + ":er}", ordinal_text(index.number, false, Language::French));
    replace_all(text, "{" + index.name + ":re}", ordinal_text(index.number, true, Language::French));
  }
  replace_all(text, "{valeur}", outcome(package_.variable(variable).type, rule->outcome));
  return text;
}

std::string Sentences::answer(program::VariableId variable) const {
  // An author words results in the language of the rules.
  if (words_.french()) {
    const std::string own = authored(variable);
    if (!own.empty()) return own;
  }
  const std::string stated = statement(variable);
  const std::string indices = words_.members_text(variable);
  if (!stated.empty()) return capitalised(stated) + (indices.empty() ? "" : " (" + indices + ")") + ".";
  return capitalised(words_.name_of(variable)) + words_.colon() + value_of(variable) + ".";
}

std::vector<std::string> Sentences::answers(const report::ResultView& view) const {
  std::vector<std::string> sentences;
  const bool worded = words_.french() && !authored(view.members.front()).empty();
  if (worded || view.members.size() == 1) {
    for (const program::VariableId member : view.members) {
      std::string sentence = answer(member);
      if (std::find(sentences.begin(), sentences.end(), sentence) == sentences.end()) {
        sentences.push_back(std::move(sentence));
      }
    }
    return sentences;
  }
  // Members of one value together: « aide due (n = 1) : 18 000 €. Aide due (n = 2 à 5) : 0 €. »
  struct Group {
    std::string value;
    program::VariableId first;
    std::vector<const std::vector<Index>*> members;
  };
  std::vector<Group> groups;
  for (const program::VariableId member : view.members) {
    std::string value = value_of(member);
    const auto same =
        std::find_if(groups.begin(), groups.end(), [&](const Group& each) { return each.value == value; });
    Group& group = same != groups.end() ? *same : groups.emplace_back(Group{std::move(value), member, {}});
    const std::vector<Index>& indices = words_.members().of(member);
    if (!indices.empty()) group.members.push_back(&indices);
  }
  std::string name = words_.part_name(view.members.front());
  if (name.empty()) name = view.title.empty() ? words_.name(view.name) : std::string(view.title);
  const std::string head = capitalised(typeset(name, words_.language()));
  for (const Group& group : groups) {
    const std::string stated = statement(group.first);
    const bool parted = groups.size() > 1 && !group.members.empty();
    const std::string which = parted ? " (" + words_.members_text(group.first, group.members) + ")" : std::string();
    if (stated.empty()) {
      sentences.push_back(head + which + words_.colon() + group.value + ".");
    } else {
      sentences.push_back(capitalised(stated) + which + ".");
    }
  }
  return sentences;
}

}  // namespace avenant::explain
