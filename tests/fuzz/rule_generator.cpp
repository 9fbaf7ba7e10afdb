#include "tests/fuzz/rule_generator.hpp"

#include <array>
#include <random>
#include <span>
#include <string_view>
#include <vector>

namespace avenant::fuzz {
namespace {

constexpr std::array<std::string_view, 10> kNames = {"aide",    "médecin", "cabinet_principal",         "n",   "é",
                                                     "seuil_1", "P30",     "très_long_nom_de_variable", "île", "x2"};
constexpr std::array<std::string_view, 12> kLiterals = {
    "0",     "12 000 €", "12,5 %", "1/3",    "640 patients", "22 juin 2024", "1er mai 2023",
    "2 ans", "15 jours", "vrai",   "absent", "7 €/points"};
constexpr std::array<std::string_view, 6> kTexts = {
    "« tarifs maîtrisés »",    "« a »", "« d’où courent | les « deux » ans »", "« 日本語 »",
    "« avec ; et -- dedans »", "« É »"};
constexpr std::array<std::string_view, 8> kOperators = {"+", "−", "×", "÷", "+", "−", "×", "/"};
constexpr std::array<std::string_view, 6> kComparisons = {"=", "≠", "<", "≤", ">", "≥"};

class Generator {
 public:
  explicit Generator(std::uint64_t seed) : random_(seed) {}

  std::string file() {
    std::string text = "# Essai\n\nProse « libre ».\n\n```avenant\n";
    const std::size_t n_rules = 1 + pick(8);
    for (std::size_t i = 0; i < n_rules; ++i) {
      text += rule();
      if (pick(6) == 0) {
        text += "```\n\n## Article " + std::to_string(i + 1) + " — Suite\n\n```avenant\n";
      } else if (pick(4) > 0) {
        text += "\n";
      }
    }
    return text + "```\n";
  }

 private:
  std::size_t pick(std::size_t n) { return static_cast<std::size_t>(random_() % n); }
  std::string one_of(std::span<const std::string_view> choices) { return std::string(choices[pick(choices.size())]); }
  std::string name() { return one_of(kNames); }
  std::string title() { return pick(3) == 0 ? " " + one_of(kTexts) : ""; }
  std::string family() {
    return pick(4) == 0 ? " pour n de 1 à 5" + std::string(pick(3) == 0 ? " ; i dans E" : "") : "";
  }

  std::string atom(std::size_t depth);
  std::string number(std::size_t depth);
  std::string condition(std::size_t depth);
  std::string value(std::size_t depth, std::size_t indent);
  std::string choice(std::size_t depth, std::size_t indent);
  std::string list(std::size_t depth);
  std::string conditions(std::size_t level);
  std::string clauses(std::size_t indent);
  std::string table();
  std::string cross_table();
  std::string cell();
  std::string rule();
  std::string declaration();
  std::string decision();
  std::string scenario();

  std::mt19937_64 random_;
};

std::string Generator::atom(std::size_t depth) {
  switch (pick(depth == 0 ? 3 : 7)) {
    case 0:
      return one_of(kLiterals);
    case 1:
      return name();
    case 2:
      return name() + "." + name();
    case 3:
      return name() + "(" + number(depth - 1) + (pick(2) == 0 ? " ; " + atom(depth - 1) : "") + ")";
    case 4:
      return "(" + number(depth - 1) + ")";
    case 5:
      return "(somme de " + atom(0) + " pour m de " + name() + (pick(2) == 0 ? " tels que " + condition(0) : "") + ")";
    default:
      return "le plus grand de " + list(depth - 1);
  }
}

std::string Generator::list(std::size_t depth) {
  std::string text = "(" + atom(depth);
  const std::size_t n = 1 + pick(3);
  for (std::size_t i = 0; i < n; ++i) text += " ; " + atom(depth);
  return text + ")";
}

std::string Generator::number(std::size_t depth) {
  if (depth == 0 || pick(3) == 0) return atom(depth);
  std::string text = atom(depth - 1);
  const std::size_t n = pick(3);
  for (std::size_t i = 0; i < n; ++i)
    text += " " + one_of(kOperators) + " " + (pick(6) == 0 ? "−" : "") + atom(depth - 1);
  return pick(6) == 0 ? text + " arrondi à l’unité inférieure" : text;
}

std::string Generator::condition(std::size_t depth) {
  switch (pick(depth == 0 ? 3 : 6)) {
    case 0:
      return atom(0) + " " + one_of(kComparisons) + " " + atom(0);
    case 1:
      return "non " + name();
    case 2:
      return name() + "." + name() + (pick(2) == 0 ? " est donné" : " n’est pas donné");
    case 3:
      return name() + (pick(2) == 0 ? " parmi " : " hors ") + list(0);
    case 4: {
      const std::string word = pick(2) == 0 ? " et " : " ou ";
      return "(" + condition(depth - 1) + ")" + word + condition(0) + (pick(2) == 0 ? word + condition(0) : "");
    }
    default:
      return "(pour tout i de " + name() + " : " + condition(depth - 1) + ")";
  }
}

/// A choice whose `si` stands at `indent`; its branches are on one line or one a line.
std::string Generator::choice(std::size_t depth, std::size_t indent) {
  const std::string between = pick(3) == 0 ? " " : "\n" + std::string(indent, ' ');
  std::string text = "si " + condition(depth) + (pick(5) == 0 ? between : " ") + "alors " + number(depth);
  const std::size_t n_more = pick(3);
  for (std::size_t i = 0; i < n_more; ++i) {
    text += between + "sinon si " + condition(depth) + " alors " + number(depth);
  }
  return text + between + "sinon " + (pick(4) == 0 ? "inconnu « pourquoi »" : number(depth));
}

std::string Generator::value(std::size_t depth, std::size_t indent) {
  const std::string margin(indent, ' ');
  switch (pick(6)) {
    case 0:
    case 1:
      return "\n" + margin + choice(depth, indent);
    case 2:
      return "\n" + margin + "selon i\n" + margin + "  mt : " + number(depth) + "\n" + margin +
             "  fa ou très_long : " + number(depth) + "\n" + margin + "  sinon : " + number(0);
    case 3:
      return "\n" + margin + "= " + number(depth) + (pick(2) == 0 ? "\n" + margin + "    + " + number(depth) : "");
    default:
      return " = " + number(depth);
  }
}

std::string Generator::conditions(std::size_t level) {
  std::string text;
  const std::size_t n = 1 + pick(4);
  const std::string margin(2 + 2 * level, ' ');
  for (std::size_t i = 0; i < n; ++i) {
    text += margin + one_of(kTexts) + "  ";
    if (level < 3 && pick(4) == 0) {
      text += "au moins une condition\n" + conditions(level + 1);
    } else if (pick(5) == 0) {
      text += "\n" + margin + "    " + condition(1) + "\n";
    } else {
      text += condition(2) + (pick(5) == 0 ? "\n" + margin + "     et " + condition(1) : "") + "\n";
    }
  }
  return text;
}

std::string Generator::clauses(std::size_t indent) {
  constexpr std::array<std::string_view, 6> kClauses = {"concerne",  "départ",   "cible",
                                                        "tolérance", "échéance", "constaté"};
  std::string text;
  for (const std::string_view clause : kClauses) {
    if (pick(3) == 0) continue;
    text += std::string(indent, ' ') + std::string(clause) + " " + number(1) + "\n";
  }
  return text.empty() ? std::string(indent, ' ') + "cible " + number(1) + "\n" : text;
}

std::string Generator::cell() {
  switch (pick(6)) {
    case 0:
      return "-";
    case 1:
      return "≥ " + atom(0);
    case 2:
      return atom(0) + " ; " + atom(0);
    case 3:
      return "2 à 5";
    default:
      return atom(0);
  }
}

std::string Generator::table() {
  std::string text = "  | " + name() + " | " + name() + "." + name() + " || " + name() + " |\n";
  const std::size_t n = 1 + pick(4);
  for (std::size_t i = 0; i < n; ++i) text += "  | " + cell() + " | " + cell() + " || " + atom(0) + " |\n";
  return text + (pick(3) == 0 ? "  | sinon | - || exclu « non prévu » |\n" : "");
}

std::string Generator::cross_table() {
  std::string text = "  en lignes " + name() + "\n  en colonnes " + name() + " ; " + name() + "\n";
  text += "  |  | " + cell() + " | " + cell() + " |\n  | | 1 | - |\n  |---|---|---|\n";
  const std::size_t n = 1 + pick(4);
  for (std::size_t i = 0; i < n; ++i) text += "  | " + name() + " | " + one_of(kLiterals) + " | 9 000 € |\n";
  return text;
}

std::string Generator::declaration() {
  switch (pick(6)) {
    case 0:
      return "texte " + name() + "\n  titre " + one_of(kTexts) +
             "\n  publié le 1er mai 2023\n  en vigueur le 2 mai 2023\n";
    case 1:
      return "unité patient, patients\n";
    case 2:
      return "fiche F" + title() + "\n  " + name() + " : date facultatif" + title() + "\n  " + name() +
             " pour i dans E : décimal à 2 décimales de 0 à 1\n  " + name() + " : liste de F, de 0 à 20\n";
    case 3:
      return "énumération E\n  | code | cas | libellé |\n  | 01 | a | « A » |\n  | 20A | b_long | " + one_of(kTexts) +
             " |\n";
    case 4:
      return "lecture l « question »\n  | a | « texte » | par défaut, source |\n  | b_long | " + one_of(kTexts) +
             " |  |\n";
    default:
      return "dispositif d\n  application selon " + name() +
             "\n  jour inexistant au plus tôt\n\n  entrée a : date\n  entrée " + name() + " : patients de 0 à 50 000\n";
  }
}

std::string Generator::decision() {
  const std::string head = pick(3) == 0 ? "résultat " : "";
  switch (pick(8)) {
    case 0:
      return head + "éligibilité " + name() + " : toutes les conditions" + title() + "\n" + conditions(0);
    case 1:
      return head + "barème " + name() + family() + " : montant" + title() + "\n" + table();
    case 2:
      return head + "barème " + name() + family() + " : montant\n" + cross_table();
    case 3:
      return "dérogation " + name() + " à " + name() + "\n  prime sur " + name() + "\n  si " + condition(2) +
             (pick(2) == 0 ? "\n     et " + condition(1) + "\n  alors " + number(1) + "\n" : " alors\n" + clauses(4));
    case 4:
      return head + "objectif " + name() + family() + title() + "\n" + clauses(2);
    case 5:
      return head + "obligation " + name() + title() + "\n  débiteur " + name() + "\n  due si " + condition(2) +
             "\n  à compter de " + name() + "\n  délai 2 ans\n  prouvée par " + name() + "." + name() + "\n";
    case 6:
      return head + "échéancier v de " + number(1) + "\n  si n = 1\n    « acompte » 70 % dans 15 jours à compter de " +
             name() + "\n    « solde » le reste le " + name() + "\n  sinon\n    « s » le reste le inconnu « date »\n";
    default:
      return "série s : montant\n  à compter du 1er janvier 2023 : " + atom(0) +
             " « JO »\n  du 1er mai 2024 au 2 mai 2025 : 3 €\n";
  }
}

std::string Generator::scenario() {
  std::string text = "cas c\n  " + name() + "." + name() + " = " + atom(0) + "\n  " + name() + " = absent\n";
  if (pick(2) == 0) {
    text += "scénario « s » à partir de c\n  " + name() + " = " + atom(0) + "\n  attendu " + name() +
            " = faux car « a » ; « tarifs maîtrisés »\n  attendu x(1 à 3) = 1 € ; 2 €\n";
  } else {
    text += "scénarios « t » à partir de c\n  | " + name() + " | lecture l || " + name() + " | x(1) |\n  | " + cell() +
            " | a || vrai grâce à d | " + one_of(kLiterals) + " |\n";
  }
  return text;
}

std::string Generator::rule() {
  switch (pick(6)) {
    case 0:
      return declaration();
    case 1:
      return scenario();
    case 2:
    case 3:
      return decision();
    default:
      return (pick(3) == 0 ? "résultat définition " : "définition ") + name() + family() + " : montant" + title() +
             value(3, 2) + "\n";
  }
}

}  // namespace

std::string generate_rules(std::uint64_t seed) {
  return Generator(seed).file();
}

}  // namespace avenant::fuzz
