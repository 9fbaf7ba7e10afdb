// What operations are in words: figures first, then where each comes from.
#include <algorithm>
#include <iterator>

#include "compiler/explain/words/sentences.hpp"
#include "compiler/report/place_text.hpp"
#include "runtime/value/rounding.hpp"

namespace avenant::explain {

using program::Op;

namespace {

std::string_view infix(Op op) {
  if (op == Op::kAdd || op == Op::kDateAdd || op == Op::kDurationAdd || op == Op::kListSum) return " + ";
  if (op == Op::kSubtract || op == Op::kDateSubtract) return " − ";
  if (op == Op::kMultiply || op == Op::kDurationScale) return " × ";
  if (op == Op::kDivide) return " ÷ ";
  return {};
}

/// An operation that has no sign: {0} and {1} are its operands, {*} all of them.
struct Form {
  Op op;
  std::string_view french;
  std::string_view english;
};

constexpr Form kForms[] = {
    {Op::kMin, "la plus petite des valeurs {*}", "the least of {*}"},
    {Op::kMax, "la plus grande des valeurs {*}", "the greatest of {*}"},
    {Op::kEarliest, "la première des dates {*}", "the earliest of {*}"},
    {Op::kLatest, "la dernière des dates {*}", "the latest of {*}"},
    {Op::kExact, "{0}, sans arrondi", "{0}, not rounded"},
    {Op::kDaysBetween, "jours du {1} au {0}", "days from {1} to {0}"},
    {Op::kMakeDate, "date formée de {*}", "the date made of {*}"},
    {Op::kYearOf, "année du {0}", "year of {0}"},
    {Op::kMonthOf, "mois du {0}", "month of {0}"},
    {Op::kDayOf, "jour du {0}", "day of {0}"},
    {Op::kAnniversary, "{1} après le {0}", "{1} after {0}"},
    {Op::kLastAnniversary, "dernier anniversaire du {0} atteint le {1}", "last anniversary of {0} by {1}"},
    {Op::kCompletedYears, "années révolues du {0} au {1}", "whole years from {0} to {1}"},
    {Op::kDurationNegate, "opposé de {0}", "opposite of {0}"},
    {Op::kSetUnion, "réunion de {*}", "union of {*}"},
    {Op::kSetIntersection, "partie commune de {*}", "common part of {*}"},
    {Op::kSetComplement, "les cas autres que {*}", "the cases other than {*}"},
    {Op::kListCount, "nombre d’éléments {*}", "number of elements {*}"},
    {Op::kListLeast, "la plus petite des valeurs {*}", "the least of {*}"},
    {Op::kListGreatest, "la plus grande des valeurs {*}", "the greatest of {*}"},
    {Op::kListFirst, "l’élément de plus petite valeur parmi {*}", "the element of least value among {*}"},
    {Op::kListLast, "l’élément de plus grande valeur parmi {*}", "the element of greatest value among {*}"},
};

/// Whether an operation takes the least or the greatest of its operands.
bool is_extreme(Op op) {
  return op == Op::kMin || op == Op::kMax || op == Op::kEarliest || op == Op::kLatest || op == Op::kListLeast ||
         op == Op::kListGreatest;
}

std::string joined(const std::vector<std::string>& items, std::string_view between) {
  std::string text;
  for (const std::string& item : items) text += (text.empty() ? "" : std::string(between)) + item;
  return text;
}

}  // namespace

std::string Sentences::operand(const Operand& operand, const Operation& operation) const {
  const program::Type& type = package_.type(operand.type);
  const Op op = package_.node(operation.node).op;
  const bool scales = op == Op::kMultiply || op == Op::kDivide;
  const bool has_unit = std::any_of(operation.operands.begin(), operation.operands.end(), [&](const Operand& other) {
    return !package_.text_of(package_.type(other.type).unit).empty();
  });
  if (scales && has_unit && operand.outcome.ok() && type.kind == program::TypeKind::kNumber && type.grain != 1 &&
      package_.text_of(type.unit).empty()) {
    const value::Rational number = operand.outcome.value.as_number();
    // A share reads as a percentage where a percentage says it exactly.
    constexpr std::int64_t kExact = 10'000;
    const bool share = !number.is_zero() && value::absolute(number) <= value::Rational::whole(2);
    if (share && kExact % number.denominator() == 0) return percent_text(number, words_.language());
  }
  // What is added to a date to make an anniversary is a number of years.
  if (op == Op::kAnniversary && &operand != &operation.operands.front() && operand.outcome.ok()) {
    const std::int64_t years = operand.outcome.value.as_number().numerator();
    return counted(years, words_.say("an", "year"), words_.say("ans", "years"), words_.language());
  }
  std::string text = short_outcome(operand.type, operand.outcome);
  const bool negative =
      operand.outcome.ok() && type.kind == program::TypeKind::kNumber && operand.outcome.value.as_number().sign() < 0;
  return negative && !infix(op).empty() && &operand != &operation.operands.front() ? "(" + text + ")" : text;
}

/// An exact value, or in a few words why there is none: the rule that failed says more.
std::string Sentences::short_outcome(program::TypeId type, const eval::Outcome& outcome) const {
  if (outcome.ok()) return words_.value(type, outcome.value, Wording::Precision::Exact);
  const report::ErrorText error = words_.errors().describe(outcome.site(), *explanation_.bound);
  const auto& text = value::text_of(error.error);
  return words_.say(text.french, text.english);
}

std::string Sentences::origin(const Operand& operand) const {
  switch (operand.kind) {
    case OperandKind::Input:
      return words_.name_of(program::InputId(operand.id));
    case OperandKind::Rule:
      return words_.name_of(program::VariableId(operand.id));
    case OperandKind::Cell: {
      const program::Row& row = package_.rows[operand.id];
      return words_.say("ligne choisie du tableau, ", "row taken in the table, ") + words_.place(row.place);
    }
    case OperandKind::Reading:
      return reading_name(program::ReadingId(operand.id));
    case OperandKind::Figure:
      if (!operand.outcome.ok()) return words_.say("chiffre non publié", "unpublished figure");
      return words_.say("chiffre non publié, fourni pour ce calcul", "unpublished figure, supplied for this run");
    case OperandKind::SituationDate:
      return words_.say("date de situation", "date of situation");
    case OperandKind::Attribute:
      return words_.name(package_.text_of(package_.attributes[operand.id].name));
    case OperandKind::Lookup:
      return words_.say("table ", "table ") +
             words_.name(
                 package_.text_of(package_.reference_tables[package_.reference_columns[operand.id].table.value].name));
    case OperandKind::Item:
      return words_.say("élément n° ", "element ") + std::to_string(operand.id + 1);
    case OperandKind::Constant:
      return words_.say("chiffre de la règle", "figure of the rule");
    case OperandKind::Step:
    case OperandKind::Other:
      return {};
  }
  return {};
}

std::string Sentences::rounding(const Operation& operation, const std::string& value) const {
  const program::Node& node = package_.node(operation.node);
  const value::Value step = package_.constant(program::ConstantId(node.payload));
  const program::Type& type = package_.type(operation.type);
  const value::Rational size = step.as_number();
  const bool euro = package_.text_of(type.unit) == "€";
  const auto mode = static_cast<value::Rounding>(node.mode);
  std::string to;
  if (euro && size == value::Rational::unchecked(1, 100)) {
    to = words_.say("au centime", "to the cent");
  } else if (euro && size == value::Rational::whole(1)) {
    to = words_.say("à l’euro", "to the euro");
  } else if (size == value::Rational::whole(1)) {
    to = words_.say("à l’unité", "to the unit");
  } else {
    to = words_.say("au multiple de ", "to the multiple of ") + words_.number(type, size);
  }
  std::string sense;
  switch (mode) {
    case value::Rounding::nearest:
      sense = words_.say(" le plus proche", ", nearest");
      break;
    case value::Rounding::half_even:
      sense = words_.say(" le plus proche, au pair à égalité", ", nearest, ties to even");
      break;
    case value::Rounding::down:
      sense = words_.say(" inférieur", ", down");
      break;
    case value::Rounding::up:
      sense = words_.say(" supérieur", ", up");
      break;
    case value::Rounding::toward_zero:
      sense = words_.say(", vers zéro", ", toward zero");
      break;
  }
  // « à l’unité la plus proche », « à l’unité inférieure » agree with their noun.
  if (words_.french() && to == "à l’unité") {
    if (sense.starts_with(" le plus proche")) sense.replace(0, 15, " la plus proche");
    if (sense == " inférieur" || sense == " supérieur") sense += "e";
  }
  // A noun: what is rounded may be patients, or a sum of money.
  if (words_.french()) return "arrondi " + of(value) + " " + to + sense;
  return value + " rounded " + to + sense;
}

std::string Sentences::functional(const Operation& operation, const std::vector<std::string>& values) const {
  // A list that could not be made has no element to show either.
  const std::string none = operation.outcome.ok() ? words_.say("aucun élément", "no element")
                                                  : words_.say("liste qui n’est pas connue", "list not known");
  const std::string list = "(" + (values.empty() ? none : joined(values, words_.semicolon())) + ")";
  const Op op = package_.node(operation.node).op;
  const auto form =
      std::find_if(std::begin(kForms), std::end(kForms), [op](const Form& each) { return each.op == op; });
  if (form == std::end(kForms)) return list;
  std::string text = words_.say(form->french, form->english);
  if (package_.type(operation.type).kind == program::TypeKind::kDate) {
    if (op == Op::kMin || op == Op::kListLeast) text = words_.say("la première des dates {*}", "the earliest of {*}");
    if (op == Op::kMax || op == Op::kListGreatest) text = words_.say("la dernière des dates {*}", "the latest of {*}");
  }
  // « le » is for a day: why there is none stands in parentheses.
  if (op == Op::kLastAnniversary && !operation.operands[1].outcome.ok()) {
    text = words_.say("dernier anniversaire du {0} ({1})", "last anniversary of {0} ({1})");
  }
  const auto put = [&text](std::string_view mark, const std::string& value) {
    const std::size_t at = text.find(mark);
    if (at != std::string::npos) text.replace(at, mark.size(), value);
  };
  put("{*}", list);
  if (!values.empty()) put("{0}", values[0]);
  if (values.size() > 1) put("{1}", values[1]);
  return text;
}

bool Sentences::is_idle(const Operation& operation) const {
  if (!operation.outcome.ok()) {
    return std::any_of(operation.operands.begin(), operation.operands.end(),
                       [](const Operand& each) { return !each.outcome.ok(); });
  }
  // « exact au centime » has checked that there is nothing to round; no year after a day is that day.
  const Op op = package_.node(operation.node).op;
  return op == Op::kExact || (op == Op::kAnniversary && operation.outcome == operation.operands[0].outcome);
}

std::string Sentences::operation(const Operation& operation) const {
  const program::Node& node = package_.node(operation.node);
  std::vector<std::string> values;
  for (const Operand& each : operation.operands) values.push_back(operand(each, operation));
  const std::string equals = " = " + short_outcome(operation.type, operation.outcome);
  const std::string_view sign = infix(node.op);
  if (node.op == Op::kListSum && values.empty()) return words_.say("somme sans élément", "sum of no element") + equals;
  if (node.op == Op::kListSum && values.size() == 1) {
    return words_.say("somme d’un seul élément", "sum of one element") + equals;
  }
  if (!sign.empty()) return joined(values, sign) + equals;
  if (node.op == Op::kNegate) return words_.say("opposé de ", "opposite of ") + values[0] + equals;
  if (node.op == Op::kRound) return rounding(operation, values[0]) + equals;
  if (is_extreme(node.op) && values.size() == 1 && operation.outcome.ok()) {
    const bool date = package_.type(operation.type).kind == program::TypeKind::kDate;
    return (date ? words_.say("seule date", "only date") : words_.say("seule valeur", "only value")) + words_.colon() +
           values[0];
  }
  return functional(operation, values) + equals;
}

}  // namespace avenant::explain
