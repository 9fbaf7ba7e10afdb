// What the tests of conditions are in words.
#include <algorithm>
#include <iterator>

#include "compiler/explain/words/sentences.hpp"
#include "compiler/report/place_text.hpp"

namespace avenant::explain {

using program::Node;
using program::NodeId;
using program::Op;
using program::TypeKind;

namespace {

/// Longer than this, an expression is not a name any more.
constexpr std::size_t kLongestSubject = 110;

std::string_view sign_of(Op op) {
  if (op == Op::kAdd || op == Op::kDateAdd || op == Op::kDurationAdd) return "+";
  if (op == Op::kSubtract || op == Op::kDateSubtract) return "−";
  if (op == Op::kMultiply || op == Op::kDurationScale) return "×";
  if (op == Op::kDivide) return "÷";
  return {};
}

/// What a comparison says of a name in quotes: verbs, which agree with no gender.
struct Verb {
  Op op;
  std::string_view of_numbers_fr, of_dates_fr, of_cases_fr;
  std::string_view of_numbers_en, of_dates_en, of_cases_en;
};

constexpr Verb kVerbs[] = {
    {Op::kEqual, "vaut", "est", "est", "is", "is", "is"},
    {Op::kNotEqual, "ne vaut pas", "n’est pas", "n’est pas", "is not", "is not", "is not"},
    {Op::kLess, "est en dessous de", "précède", "est en dessous de", "is below", "is before", "is below"},
    {Op::kLessEqual, "ne dépasse pas", "ne suit pas", "ne dépasse pas", "is at most", "is not after", "is at most"},
    {Op::kGreater, "dépasse", "suit", "dépasse", "is above", "is after", "is above"},
    {Op::kGreaterEqual, "atteint", "ne précède pas", "atteint", "is at least", "is not before", "is at least"},
};

bool is_sum(Op op) {
  return op == Op::kAdd || op == Op::kSubtract;
}

}  // namespace

std::string Sentences::arithmetic(const Node& node) const {
  const auto operands = package_.operands_of(node);
  std::string text;
  for (std::size_t i = 0; i < operands.size(); ++i) {
    if (i > 0) text += " " + std::string(sign_of(node.op)) + " ";
    const Node& operand = package_.node(operands[i]);
    const bool factor = node.op == Op::kMultiply || node.op == Op::kDivide;
    const bool group = (is_sum(operand.op) && factor) || (node.op == Op::kSubtract && i > 0 && is_sum(operand.op));
    const bool share = factor && operand.op == Op::kConst && !package_.type(operand.type).unit &&
                       !package_.constant(program::ConstantId(operand.payload)).as_number().is_integer();
    std::string part = subject(operands[i]);
    if (share) {
      part = percent_text(package_.constant(program::ConstantId(operand.payload)).as_number(), words_.language());
    }
    text += group ? "(" + part + ")" : part;
  }
  return text;
}

std::string Sentences::reading_name(program::ReadingId id) const {
  const program::Reading& reading = package_.reading(id);
  const std::string_view title = package_.text_of(reading.title);
  return words_.say("lecture ", "reading ") +
         (title.empty() ? words_.name(package_.text_of(reading.name)) : report::quoted(title, words_.language()));
}

std::string Sentences::subject(NodeId id) const {
  const Node& node = package_.node(id);
  const auto operands = package_.operands_of(node);
  const std::string fallback = words_.say("calcul intermédiaire", "intermediate result");
  if (node.op == Op::kConst) return words_.value(node.type, package_.constant(program::ConstantId(node.payload)));
  if (node.op == Op::kInput) return words_.name_of(program::InputId(node.payload));
  if (node.op == Op::kVariable) return words_.name_of(program::VariableId(node.payload));
  if (node.op == Op::kSituationDate) return words_.say("date de situation", "date of situation");
  if (node.op == Op::kReading) {
    return reading_name(program::ReadingId(node.payload));
  }
  if (node.op == Op::kUnknown) return words_.say("chiffre non publié", "unpublished figure");
  if (node.op == Op::kAnniversary && package_.node(operands[1]).op == Op::kConst) {
    const std::string years = subject(operands[1]);
    const std::string of_date = " (" + subject(operands[0]) + ")";
    if (!words_.french()) return "anniversary no. " + years + of_date;
    return years + (years == "1" ? "er" : "e") + " anniversaire" + of_date;
  }
  if (node.op == Op::kField) return words_.name_of(program::ColumnId(node.payload));
  if (node.op == Op::kAttribute) {
    return words_.name(package_.text_of(package_.attributes[node.payload].name)) + " (" + subject(operands[0]) + ")";
  }
  if (node.op == Op::kLookup) return words_.name(package_.text_of(package_.reference_columns[node.payload].name));
  if (node.op == Op::kUnwrap || node.op == Op::kInRange || node.op == Op::kRound || node.op == Op::kExact ||
      node.op == Op::kOrElse) {
    return subject(operands[0]);
  }
  if (node.op == Op::kAssume) return subject(operands[1]);
  if (node.op == Op::kListCount) return words_.say("nombre d’éléments ", "number of elements ") + of_list(operands[0]);
  if (node.op == Op::kListAll) {
    const Node& list = package_.node(operands[0]);
    const bool named = words_.french() && list.op == Op::kListInput;
    const std::string one = named ? words_.element_name(program::ListId(list.payload)) : std::string();
    // « chaque adhérent vérifie « associé » »: that a booléen is true goes without saying.
    if (!one.empty() && package_.node(operands[1]).op == Op::kField) {
      return "chaque " + one + " vérifie " + side(operands[1]);
    }
    return each_of(operands[0], true) + ", " + condition(operands[1]);
  }
  if (node.op == Op::kListAny) {
    return each_of(operands[0], false) + ", " + condition(operands[1]);
  }
  if (node.op == Op::kListSum) return words_.say("somme des éléments", "sum of the elements");
  if (node.op == Op::kListLeast) return words_.say("plus petit des éléments", "least of the elements");
  if (node.op == Op::kListGreatest) return words_.say("plus grand des éléments", "greatest of the elements");
  if (node.op == Op::kCompletedYears) {
    return words_.say("années révolues entre ", "whole years from ") + subject(operands[0]) +
           words_.say(" et ", " to ") + subject(operands[1]);
  }
  if (node.op == Op::kInPeriod || node.op == Op::kTextKnown) {
    return words_.say("texte en vigueur à la date qui compte", "text in force on the date that counts");
  }
  if (node.op == Op::kOpen) {
    return report::quoted(subject(operands[0]), words_.language()) + words_.say(" encore ouvert", " still open");
  }
  if (sign_of(node.op).empty()) return fallback;
  std::string text = arithmetic(node);
  return text.size() > kLongestSubject ? fallback : text;
}

/// « de la liste « adhérents » »; a list that rules make has no name of its own.
std::string Sentences::of_list(NodeId id) const {
  const Node& node = package_.node(id);
  if (node.op == Op::kListInput) {
    const std::string name = words_.name(package_.text_of(package_.lists[node.payload].name));
    return words_.say("de la liste ", "of list ") + report::quoted(name, words_.language());
  }
  if (node.op == Op::kVariable) return words_.say("de ", "of ") + report::quoted(subject(id), words_.language());
  if (node.op == Op::kListFilter)
    return of_list(package_.operands_of(node)[0]) + words_.say(" qui sont retenus", " that are kept");
  return words_.say("de la liste", "of the list");
}

/// « pour chaque adhérent », « pour un élément au moins de la liste ».
std::string Sentences::each_of(NodeId list, bool every) const {
  const Node& node = package_.node(list);
  const std::string one =
      node.op == Op::kListInput ? words_.element_name(program::ListId(node.payload)) : std::string();
  if (every) {
    return one.empty() ? words_.say("pour chaque élément ", "for each element ") + of_list(list) : "pour chaque " + one;
  }
  // « pour un élément »: the gender of the name is not known.
  return words_.say("pour un élément au moins ", "for at least one element ") + of_list(list);
}

/// A side of a comparison: a name in quotes, a figure or a date as it is.
std::string Sentences::side(NodeId id) const {
  const Node& node = package_.node(id);
  const auto operands = package_.operands_of(node);
  if (node.op == Op::kUnwrap || node.op == Op::kInRange) return side(operands[0]);
  const TypeKind kind = package_.type(node.type).kind;
  if (node.op == Op::kConst) {
    if (kind == TypeKind::kEnumeration) return report::quoted(subject(id), words_.language());
    return (kind == TypeKind::kDate ? words_.say("le ", "") : std::string()) + subject(id);
  }
  if (node.op == Op::kDateAdd || node.op == Op::kDateSubtract) {
    return side(operands[0]) +
           (node.op == Op::kDateAdd ? words_.say(" plus ", " plus ") : words_.say(" moins ", " minus ")) +
           subject(operands[1]);
  }
  if (node.op == Op::kOrElse) {
    return side(operands[0]) + words_.say(" ou, à défaut, ", " or, failing that, ") + side(operands[1]);
  }
  return report::quoted(subject(id), words_.language());
}

/// What is asked of each element, or by a row of a table: « « spécialité » est « médecine générale » ».
std::string Sentences::condition(NodeId id) const {
  const Node& node = package_.node(id);
  const auto operands = package_.operands_of(node);
  const Node* inner = node.op == Op::kNot ? &package_.node(operands[0]) : nullptr;
  const bool negated = inner != nullptr;
  const Node& said = negated ? *inner : node;
  const auto parts = package_.operands_of(said);
  if (said.op == Op::kUnwrap && !negated) return condition(parts[0]);
  if (said.op == Op::kIsPresent) {
    // Verbs that agree with no gender: a fact is in the case or not, what rules compute has a value or none.
    const Op given = package_.node(parts[0]).op;
    if (given == Op::kInput || given == Op::kField) {
      return side(parts[0]) + (negated ? words_.say(" ne figure pas au dossier", " is not given")
                                       : words_.say(" figure au dossier", " is given"));
    }
    return side(parts[0]) +
           (negated ? words_.say(" n’a pas de valeur", " has no value") : words_.say(" a une valeur", " has a value"));
  }
  if (said.op == Op::kSetContains) return side(parts[1]) + " " + among(parts[0], !negated);
  if (said.op == Op::kAnd || said.op == Op::kOr) {
    if (negated) return words_.say("il n’est pas vrai que ", "it is not true that ") + condition(operands[0]);
    std::string text;
    for (const NodeId operand : parts) {
      const std::string between = said.op == Op::kAnd ? words_.say(" et ", " and ") : words_.say(" ou ", " or ");
      text += (text.empty() ? std::string() : between) + condition(operand);
    }
    return text;
  }
  if (said.op == Op::kEqual && package_.type(package_.node(parts[0]).type).kind == TypeKind::kBoolean &&
      package_.node(parts[1]).op == Op::kConst) {
    const bool is_true =
        package_.constant(program::ConstantId(package_.node(parts[1]).payload)).as_boolean() != negated;
    return side(parts[0]) + (is_true ? words_.say(" est vrai", " is true") : words_.say(" est faux", " is false"));
  }
  const auto verb =
      std::find_if(std::begin(kVerbs), std::end(kVerbs), [&](const Verb& each) { return each.op == said.op; });
  if (verb != std::end(kVerbs) && !negated) {
    const TypeKind kind = package_.type(package_.node(parts[0]).type).kind;
    const bool date = kind == TypeKind::kDate;
    const bool number = kind == TypeKind::kNumber || kind == TypeKind::kDuration;
    const std::string_view french = date ? verb->of_dates_fr : (number ? verb->of_numbers_fr : verb->of_cases_fr);
    const std::string_view english = date ? verb->of_dates_en : (number ? verb->of_numbers_en : verb->of_cases_en);
    return side(parts[0]) + " " + words_.say(french, english) + " " + side(parts[1]);
  }
  if (verb != std::end(kVerbs))
    return words_.say("il n’est pas vrai que ", "it is not true that ") + condition(operands[0]);
  return side(negated ? operands[0] : id) +
         (negated ? words_.say(" est faux", " is false") : words_.say(" est vrai", " is true"));
}

/// « est zip ou zac », « est autre que zip et zac », « figure dans « groupe 1 » ».
std::string Sentences::among(NodeId id, bool is_in) const {
  const Node& node = package_.node(id);
  if (node.op != Op::kConst) {
    const std::string set = report::quoted(subject(id), words_.language());
    return (is_in ? words_.say("figure dans ", "is in ") : words_.say("ne figure pas dans ", "is not in ")) + set;
  }
  const program::Type& type = package_.type(node.type);
  const value::Value cases = package_.constant(program::ConstantId(node.payload));
  const auto count = static_cast<std::size_t>(cases.as_set().count());
  const bool counts = count > Wording::kMaxListed;
  const std::string last_word = is_in ? words_.say("ou", "or") : words_.say("et", "and");
  std::string list = words_.set(type, cases, last_word, words_.french());
  if (counts)
    list = (is_in ? words_.say("l’un des ", "one of the ") : words_.say("les ", "the ")) + list +
           words_.say(" prévus", " stated");
  return (is_in ? words_.say("est ", "is ") : words_.say("est autre que ", "is other than ")) + list;
}

std::string Sentences::demand(const Test& test) const {
  std::string threshold = test.threshold.ok() ? words_.value(test.type, test.threshold.value) : "?";
  const bool date = package_.type(test.type).kind == program::TypeKind::kDate;
  // « au moins « du P30 au P50 exclu » »: the label of a case is words of its own.
  const bool ordered = test.relation == Relation::Less || test.relation == Relation::LessEqual ||
                       test.relation == Relation::Greater || test.relation == Relation::GreaterEqual;
  if (ordered && package_.type(test.type).kind == program::TypeKind::kEnumeration) {
    threshold = report::quoted(threshold, words_.language());
  }
  switch (test.relation) {
    case Relation::Equal:
      return threshold;
    case Relation::NotEqual:
      return words_.say("tout sauf ", "anything but ") + threshold;
    case Relation::Less:
      return (date ? words_.say("avant le ", "before ") : words_.say("moins de ", "less than ")) + threshold;
    case Relation::LessEqual:
      return (date ? words_.say("au plus tard le ", "by ") : words_.say("au plus ", "at most ")) + threshold;
    case Relation::Greater:
      return (date ? words_.say("après le ", "after ") : words_.say("plus de ", "more than ")) + threshold;
    case Relation::GreaterEqual:
      return (date ? words_.say("le ", "on or after ") : words_.say("au moins ", "at least ")) + threshold +
             (date ? words_.say(" ou après", "") : "");
    case Relation::Among:
    case Relation::NotAmong: {
      if (!test.threshold.ok()) return threshold;
      const program::Type& set = package_.type(test.type);
      const bool among = test.relation == Relation::Among;
      const std::string list =
          words_.set(set, test.threshold.value, among ? words_.say("ou", "or") : words_.say("et", "and"));
      const auto count = static_cast<std::size_t>(test.threshold.value.as_set().count());
      const bool counts = count > Wording::kMaxListed && count < package_.enumerations[set.enumeration.value].n_cases;
      if (among)
        return counts ? words_.say("l’un des ", "one of the ") + list + words_.say(" prévus", " stated") : list;
      const std::string others = counts ? words_.say("les ", "the ") + list + words_.say(" prévus", " stated") : list;
      return words_.say("tout sauf ", "anything but ") + others;
    }
    case Relation::Given:
      return words_.say("une valeur donnée", "a value");
    case Relation::NotGiven:
      return words_.say("aucune valeur", "no value");
    case Relation::True:
      return words_.say("oui", "yes");
    case Relation::False:
      return words_.say("non", "no");
  }
  return {};
}

std::string Sentences::lack(const Test& test) const {
  if (!test.gap || test.passes) return {};
  const bool more = test.relation == Relation::Greater || test.relation == Relation::GreaterEqual;
  if (test.gap_in_days) {
    const std::string days =
        counted(test.gap->a, words_.say("jour", "day"), words_.say("jours", "days"), words_.language());
    return days + (more ? words_.say(" trop tôt", " too early") : words_.say(" trop tard", " too late"));
  }
  const program::Type& type = package_.type(test.type);
  // Of a number without unit, what is counted is not said: neither is how many of it.
  if (!type.unit) return {};
  std::string amount = words_.number(type, test.gap->as_number());
  const bool strict = test.relation == Relation::Less || test.relation == Relation::Greater;
  const bool on_grain = type.grain > 0 && type.grain % test.threshold.value.as_number().denominator() == 0;
  if (strict && !on_grain) {
    // Nothing is the least that is more: « plus de 1,8 » is all that can be said.
    if (test.gap->as_number().is_zero()) return {};
    amount = words_.say("plus de ", "more than ") + amount;
  }
  if (words_.french()) return more ? "il manque " + amount : amount + " de trop";
  return more ? amount + " short" : amount + " too many";
}

std::string Sentences::test(const Test& test) const {
  if (!test.ways.empty()) {
    if (test.ways.size() == 2) return words_.say("il faut l’un ou l’autre", "one or the other is needed");
    return words_.say("il faut l’un au moins de ce qui suit", "at least one of these is needed");
  }
  const std::string head = subject(test.subject) + words_.colon();
  if (!test.decided) {
    if (test.value.ok() && !test.threshold.ok()) {
      return head + words_.value(test.type, test.value.value) + words_.semicolon() +
             words_.say("pas de seuil — ", "no threshold — ") +
             words_.error(test.threshold.site(), *explanation_.bound);
    }
    const eval::Outcome& failed = test.value;
    if (!failed.ok()) {
      const std::string name = subject(test.subject);
      const std::string why = words_.error(failed.site(), *explanation_.bound);
      // « file active : entrée non donnée » says the name once.
      const std::string again = words_.colon() + name;
      if (why.ends_with(again)) return head + why.substr(0, why.size() - again.size());
      return name + " — " + why;
    }
    return head + words_.say("en suspens", "undecided");
  }
  const Op tested = package_.node(test.subject).op;
  if ((tested == Op::kInPeriod || tested == Op::kTextKnown) && !test.passes) {
    if (test.relation == Relation::True) {
      return words_.say("son texte n’est pas en vigueur à la date qui compte",
                        "its text is not in force on the date that counts");
    }
    return words_.say("un texte en vigueur à la date qui compte y a mis fin",
                      "a text in force on the date that counts has ended it");
  }
  const std::string value = test.value.ok() ? words_.value(test.type, test.value.value) : std::string("?");
  if (test.relation == Relation::Given) {
    return head + value + (test.passes ? "" : words_.say(", alors qu’il en faut une", ", and one is needed"));
  }
  if (test.relation == Relation::NotGiven) {
    return head + value +
           (test.passes ? words_.say(", comme attendu", ", as expected")
                        : words_.say(", alors qu’il n’en faut pas", ", and there must be none"));
  }
  const bool truth = test.relation == Relation::True || test.relation == Relation::False;
  if (test.element) {
    // People count elements from one.
    const std::string which = words_.say("élément n° ", "element ") + std::to_string(*test.element + 1);
    const bool holds = test.value.ok() && test.value.value.as_boolean();
    return head + value +
           (holds ? words_.say(", grâce à l’", ", thanks to ") : words_.say(", à cause de l’", ", because of ")) +
           which;
  }
  if (test.passes && (truth || test.relation == Relation::Equal)) return head + value;
  const bool number = package_.type(test.type).kind == program::TypeKind::kNumber;
  const bool plain_number = number && test.relation != Relation::Equal && test.relation != Relation::NotEqual;
  const std::string wanted =
      (plain_number ? words_.say("il faut ", "needed: ") : words_.say("attendu : ", "expected: ")) + demand(test);
  if (test.passes) return head + value + words_.semicolon() + wanted;
  const std::string gap = lack(test);
  return head + value + words_.semicolon() + wanted + (gap.empty() ? "" : words_.semicolon() + gap);
}

}  // namespace avenant::explain
