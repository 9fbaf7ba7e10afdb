// What the parts of objectifs, obligations and échéanciers are called, and what is said of them as a sentence.
#include <algorithm>
#include <array>

#include "compiler/explain/words/sentences.hpp"
#include "compiler/report/place_text.hpp"

namespace avenant::explain {
namespace {

using program::RuleKind;

/// A part: its name in rules, then in pages, where {X} stands for the rule's title in quotes.
struct PartWords {
  RuleKind kind;
  std::string_view part;
  std::string_view french;
  std::string_view english;
};

constexpr std::array kParts = {
    PartWords{RuleKind::kObjective, "concerné", "objectif {X} applicable", "objective {X} applies"},
    PartWords{RuleKind::kObjective, "départ", "point de départ de l’objectif {X}", "starting point of objective {X}"},
    PartWords{RuleKind::kObjective, "cible", "cible de l’objectif {X}", "target of objective {X}"},
    PartWords{RuleKind::kObjective, "tolérance", "tolérance de l’objectif {X}", "tolerance of objective {X}"},
    PartWords{RuleKind::kObjective, "seuil", "seuil de l’objectif {X}", "threshold of objective {X}"},
    PartWords{RuleKind::kObjective, "échéance", "échéance de l’objectif {X}", "deadline of objective {X}"},
    PartWords{RuleKind::kObjective, "constaté", "nombre constaté pour l’objectif {X}",
              "number observed for objective {X}"},
    PartWords{RuleKind::kObjective, "atteint", "objectif {X} atteint", "objective {X} reached"},
    PartWords{RuleKind::kObjective, "atteinte", "part atteinte de l’objectif {X}", "part reached of objective {X}"},
    PartWords{RuleKind::kObligation, "due", "obligation {X} due", "obligation {X} due"},
    PartWords{RuleKind::kObligation, "échéance", "échéance de l’obligation {X}", "deadline of obligation {X}"},
    PartWords{RuleKind::kObligation, "statut", "statut de l’obligation {X}", "status of obligation {X}"},
    PartWords{RuleKind::kObligation, "débiteur", "débiteur de l’obligation {X}", "debtor of obligation {X}"},
    PartWords{RuleKind::kObligation, "délai", "délai de l’obligation {X}", "delay of obligation {X}"},
    PartWords{RuleKind::kObligation, "à compter de", "point de départ de l’obligation {X}",
              "starting point of obligation {X}"},
    PartWords{RuleKind::kObligation, "prouvée par", "preuve de l’obligation {X}", "proof of obligation {X}"},
    PartWords{RuleKind::kSchedule, "montant à verser", "montant à verser, échéancier {X}",
              "amount to pay, instalments {X}"},
};

/// What a booléen, or a value that is not there, makes of a part: yes, no, or nothing at all.
struct Statement {
  RuleKind kind;
  std::string_view part;
  std::string_view yes_fr, no_fr, none_fr;
  std::string_view yes_en, no_en, none_en;
};

constexpr std::array kStatements = {
    Statement{RuleKind::kObjective, "concerné", "l’objectif {X} s’applique", "l’objectif {X} ne s’applique pas", "",
              "objective {X} applies", "objective {X} does not apply", ""},
    Statement{RuleKind::kObjective, "atteint", "l’objectif {X} est atteint", "l’objectif {X} n’est pas atteint", "",
              "objective {X} is reached", "objective {X} is not reached", ""},
    Statement{RuleKind::kObligation, "due", "l’obligation {X} est due", "l’obligation {X} n’est pas due", "",
              "obligation {X} is due", "obligation {X} is not due", ""},
    Statement{RuleKind::kObligation, "échéance", "", "", "l’obligation {X} n’a pas d’échéance", "", "",
              "obligation {X} has no deadline"},
};

std::string filled(std::string_view pattern, const std::string& title) {
  std::string text(pattern);
  const std::size_t at = text.find("{X}");
  if (at != std::string::npos) text.replace(at, 3, title);
  return text;
}

bool has_parts(RuleKind kind) {
  return kind == RuleKind::kObjective || kind == RuleKind::kObligation || kind == RuleKind::kSchedule;
}

/// The rule's name and the part's of `patientèle.cible(mt ; 3)`, `versements.acompte.date(1)`.
std::pair<std::string, std::string> split_part(std::string_view address) {
  const std::size_t point = address.find('.');
  if (point == std::string_view::npos) return {std::string(address), {}};
  std::string_view part = address.substr(point + 1);
  if (part.ends_with(")")) part = part.substr(0, part.rfind('('));
  return {std::string(address.substr(0, point)), std::string(part)};
}

}  // namespace

/// Empty for a variable that is no part.
std::string Wording::part_name(program::VariableId id) const {
  const program::Variable& variable = package_.variable(id);
  if (!has_parts(variable.kind)) return {};
  const auto [rule, part] = split_part(package_.text_of(variable.name));
  const std::string title = part_title(id);
  for (const PartWords& words : kParts) {
    if (words.kind == variable.kind && words.part == part)
      return filled(french() ? words.french : words.english, title);
  }
  if (variable.kind != program::RuleKind::kSchedule || part.empty()) return {};
  constexpr std::string_view kDate = ".date";
  const bool is_date = part.ends_with(kDate);
  const std::string line = report::quoted(name(is_date ? part.substr(0, part.size() - kDate.size()) : part), language_);
  if (is_date)
    return say("date de la ligne ", "date of line ") + line + say(" de l’échéancier ", " of instalments ") + title;
  return say("ligne ", "line ") + line + say(" de l’échéancier ", " of instalments ") + title;
}

/// The title of the rule that a part belongs to, or its name, in quotes.
std::string Wording::part_title(program::VariableId id) const {
  const program::Variable& variable = package_.variable(id);
  const auto [rule, part] = split_part(package_.text_of(variable.name));
  std::string title(package_.text_of(variable.title));
  const std::string ending = "\u00A0: " + part;
  // The lines of an échéancier are titled « versements de l’année « acompte » ».
  const std::size_t label = title.find(" «");
  if (variable.kind == RuleKind::kSchedule && label != std::string::npos) {
    return report::quoted(typeset(title.substr(0, label), language_), language_);
  }
  if (title.ends_with(ending)) {
    title.resize(title.size() - ending.size());
  } else {
    title = name(rule);
  }
  return report::quoted(typeset(title, language_), language_);
}

std::string Wording::rule_name(const report::ResultView& view) const {
  const program::VariableId first = view.members.front();
  const RuleKind kind = package_.variable(first).kind;
  if (!has_parts(kind)) return view.title.empty() ? name(view.name) : typeset(view.title, language_);
  const std::string kind_name = kind == RuleKind::kObjective    ? say("objectif ", "objective ")
                                : kind == RuleKind::kObligation ? say("obligation ", "obligation ")
                                                                : say("échéancier ", "instalments ");
  return kind_name + part_title(first);
}

std::string Sentences::statement(program::VariableId id) const {
  const program::Variable& variable = package_.variable(id);
  const Rule* rule = explanation_.find(id);
  if (!has_parts(variable.kind) || rule == nullptr || !rule->outcome.ok()) return {};
  const std::string part = split_part(package_.text_of(variable.name)).second;
  const program::Type& type = package_.type(variable.type);
  const bool none = type.optional && rule->outcome.value.is_absent();
  const std::string title = words_.part_title(id);
  if (variable.kind == program::RuleKind::kSchedule && none && !part.empty()) {
    const bool is_date = part.ends_with(".date");
    const std::string line =
        report::quoted(words_.name(is_date ? part.substr(0, part.size() - 5) : part), words_.language());
    if (is_date)
      return words_.say("la ligne ", "line ") + line + words_.say(" de l’échéancier ", " of instalments ") + title +
             words_.say(" n’a pas de date", " has no date");
    return words_.say("l’échéancier ", "instalments ") + title + words_.say(" n’a pas de ligne ", " have no line ") +
           line;
  }
  for (const Statement& each : kStatements) {
    if (each.kind != variable.kind || each.part != part) continue;
    if (none) return filled(words_.french() ? each.none_fr : each.none_en, title);
    if (type.kind != program::TypeKind::kBoolean) return {};
    const bool yes = rule->outcome.value.as_boolean();
    if (words_.french()) return filled(yes ? each.yes_fr : each.no_fr, title);
    return filled(yes ? each.yes_en : each.no_en, title);
  }
  return {};
}

}  // namespace avenant::explain
