// What the tests of conditions are in words.
#include "compiler/explain/words/sentences.hpp"
#include "compiler/report/place_text.hpp"

namespace avenant::explain {

using program::Node;
using program::NodeId;
using program::Op;

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

constexpr std::pair<Op, std::string_view> kSigns[] = {
    {Op::kEqual, "="},     {Op::kNotEqual, "≠"}, {Op::kLess, "<"},
    {Op::kLessEqual, "≤"}, {Op::kGreater, ">"},  {Op::kGreaterEqual, "≥"},
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
  const std::string fallback = words_.say("valeur calculée", "computed value");
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
  if (node.op == Op::kField) return words_.name(package_.text_of(package_.columns[node.payload].name));
  if (node.op == Op::kAttribute) {
    return words_.name(package_.text_of(package_.attributes[node.payload].name)) + " (" + subject(operands[0]) + ")";
  }
  if (node.op == Op::kLookup) return words_.name(package_.text_of(package_.reference_columns[node.payload].name));
  if (node.op == Op::kUnwrap || node.op == Op::kInRange || node.op == Op::kRound || node.op == Op::kExact ||
      node.op == Op::kOrElse) {
    return subject(operands[0]);
  }
  if (node.op == Op::kAssume) return subject(operands[1]);
  if (node.op == Op::kListCount) return words_.say("nombre d’éléments", "number of elements");
  if (node.op == Op::kListAll) {
    return words_.say("pour tous les éléments ", "for all elements ") + of_list(operands[0]) + ", " +
           condition(operands[1]);
  }
  if (node.op == Op::kListAny) {
    return words_.say("pour un élément au moins ", "for some element ") + of_list(operands[0]) + ", " +
           condition(operands[1]);
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

/// What is asked of each element, short: « spécialité = médecine générale ».
std::string Sentences::condition(NodeId id) const {
  const Node& node = package_.node(id);
  const auto operands = package_.operands_of(node);
  // « « fini le » est donné »: a name that ends in an article is kept apart from the verb.
  const auto given = [&](NodeId what) { return report::quoted(subject(what), words_.language()); };
  if (node.op == Op::kNot) {
    const Node& inner = package_.node(operands[0]);
    if (inner.op == Op::kIsPresent) {
      return given(package_.operands_of(inner)[0]) + words_.say(" n’est pas donné", " is not given");
    }
    return words_.say("non ", "not ") + "(" + condition(operands[0]) + ")";
  }
  if (node.op == Op::kIsPresent) return given(operands[0]) + words_.say(" est donné", " is given");
  if (node.op == Op::kUnwrap) return condition(operands[0]);
  if (node.op == Op::kAnd || node.op == Op::kOr) {
    std::string text;
    for (const NodeId operand : operands) {
      const std::string between = node.op == Op::kAnd ? words_.say(" et ", " and ") : words_.say(" ou ", " or ");
      text += (text.empty() ? std::string() : between) + condition(operand);
    }
    return text;
  }
  if (node.op == Op::kSetContains)
    return subject(operands[1]) + words_.say(" parmi ", " among ") + subject(operands[0]);
  for (const auto& [op, sign] : kSigns) {
    if (node.op == op) return subject(operands[0]) + " " + std::string(sign) + " " + subject(operands[1]);
  }
  return subject(id);
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
  const std::string amount = words_.number(package_.type(test.type), test.gap->as_number());
  if (words_.french()) return more ? "il manque " + amount : amount + " de trop";
  return more ? amount + " short" : amount + " too many";
}

std::string Sentences::test(const Test& test) const {
  const std::string head = subject(test.subject) + words_.colon();
  if (!test.decided) {
    if (test.value.ok() && !test.threshold.ok()) {
      return head + words_.value(test.type, test.value.value) + words_.semicolon() + words_.say("seuil", "threshold") +
             words_.colon() + words_.error(test.threshold.site(), *explanation_.bound);
    }
    const eval::Outcome& failed = test.value;
    if (!failed.ok()) return subject(test.subject) + " — " + words_.error(failed.site(), *explanation_.bound);
    return head + words_.say("indécis", "undecided");
  }
  const std::string value = test.value.ok() ? words_.value(test.type, test.value.value) : std::string("?");
  if (test.relation == Relation::Given) {
    return head + value + (test.passes ? "" : words_.say(", alors qu’il faut une valeur", ", and a value is needed"));
  }
  if (test.relation == Relation::NotGiven) {
    return head + value +
           (test.passes ? words_.say(", comme attendu", ", as expected")
                        : words_.say(", alors qu’il n’en faut pas", ", and there must be none"));
  }
  const bool truth = test.relation == Relation::True || test.relation == Relation::False;
  if (test.element) {
    // People count elements from one.
    const std::string which = words_.say("élément ", "element ") + std::to_string(*test.element + 1);
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
  if (test.passes) return head + value + " (" + wanted + ")";
  const std::string gap = lack(test);
  return head + value + words_.semicolon() + wanted + (gap.empty() ? "" : words_.semicolon() + gap);
}

}  // namespace avenant::explain
