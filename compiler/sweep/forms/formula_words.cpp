// Formulas as people write them: « (1/3 × revenu − 120) arrondi au centime le plus proche ».
#include "compiler/sweep/forms/words.hpp"
#include "runtime/value/number_text.hpp"

namespace avenant::sweep {

namespace {

using value::Rational;

}  // namespace

std::string Words::rounding(const Atom& atom) const {
  const Rational cent = Rational::unchecked(1, 100);
  std::string text;
  const bool is_unit = atom.step == Rational::whole(1);
  if (is_unit) {
    text = say(" arrondi à l’unité", " rounded to the unit");
  } else if (atom.step == cent) {
    text = say(" arrondi au centième", " rounded to the hundredth");
  } else {
    text = say(" arrondi au multiple de ", " rounded to the multiple of ") + number(atom.step);
  }
  switch (atom.sense) {
    case value::Rounding::nearest:
      return text + (is_unit ? say(" la plus proche", ", nearest") : say(" le plus proche", ", nearest"));
    case value::Rounding::half_even:
      return text + (is_unit ? say(" la plus proche, au pair à égalité", ", nearest, ties to even")
                             : say(" le plus proche, au pair à égalité", ", nearest, ties to even"));
    case value::Rounding::down:
      return text + (is_unit ? say(" inférieure", ", down") : say(" inférieur", ", down"));
    case value::Rounding::up:
      return text + (is_unit ? say(" supérieure", ", up") : say(" supérieur", ", up"));
    case value::Rounding::toward_zero:
      break;
  }
  return text + say(", vers zéro", ", toward zero");
}

std::string Words::in_parentheses(FormulaId id, const Variable& x) const {
  const Formula& what = sheet_.sweep.formulas.formula(id);
  const std::string text = formula(id, x);
  const bool is_single = what.constant.is_zero() && what.terms.size() == 1 &&
                         what.terms[0].factor == Rational::whole(1) &&
                         sheet_.sweep.formulas.atom(what.terms[0].atom).kind == AtomKind::Input && x.origin.is_zero();
  return is_single || what.terms.empty() ? text : "(" + text + ")";
}

std::string Words::atom(const Atom& atom, const Variable& x) const {
  switch (atom.kind) {
    case AtomKind::Input:
      return x.name;
    case AtomKind::Round:
      return "(" + in_parentheses(atom.of, x) + rounding(atom) + ")";
    case AtomKind::Product:
      return in_parentheses(atom.of, x) + " × " + in_parentheses(atom.other, x);
    case AtomKind::Quotient:
      break;
    case AtomKind::Months:
      return "(" + formula(atom.of, x) + " + " + number(atom.step) + "\u00A0" + say("mois", "months") + ")";
  }
  return in_parentheses(atom.of, x) + " ÷ " + in_parentheses(atom.other, x);
}

/// The constant comes last; what the origin of x adds to it is moved there.
std::string Words::formula(FormulaId id, const Variable& x) const {
  const FormulaStore& store = sheet_.sweep.formulas;
  const Formula& what = store.formula(id);
  Rational constant = what.constant;
  std::string text;
  const auto add = [&](bool is_negative, const std::string& term) {
    if (text.empty()) {
      text = (is_negative ? "−" : "") + term;
    } else {
      text += (is_negative ? " − " : " + ") + term;
    }
  };
  for (const Term& term : what.terms) {
    const Atom& atom = store.atom(term.atom);
    if (atom.kind == AtomKind::Input) {
      const auto moved = value::multiply(term.factor, x.origin);
      const auto total = moved.ok() ? value::add(constant, moved.value) : moved;
      if (total.ok()) constant = total.value;
    }
    const Rational factor = value::absolute(term.factor);
    std::string one = this->atom(atom, x);
    if (factor != Rational::whole(1)) {
      const bool is_product = atom.kind == AtomKind::Product || atom.kind == AtomKind::Quotient;
      one = number(factor) + " × " + (is_product ? "(" + one + ")" : one);
    }
    add(term.factor.sign() < 0, one);
  }
  if (!constant.is_zero() || text.empty()) add(constant.sign() < 0, number(value::absolute(constant)));
  // What stands alone needs no parentheses.
  if (what.terms.size() == 1 && constant.is_zero() && text.starts_with('(') && text.ends_with(')') &&
      store.atom(what.terms[0].atom).kind == AtomKind::Round) {
    return text.substr(1, text.size() - 2);
  }
  return text;
}

/// « demande + 2 mois − 1 jour »: a date that moves day by day with the input.
std::optional<std::string> Words::moved_date(FormulaId id) const {
  const Formula& what = sheet_.sweep.formulas.formula(id);
  if (what.terms.size() != 1 || what.terms[0].factor != Rational::whole(1)) return std::nullopt;
  const Atom& atom = sheet_.sweep.formulas.atom(what.terms[0].atom);
  std::optional<std::string> text;
  const auto shift = [](const Rational& by) { return by.sign() < 0 ? std::string(" − ") : std::string(" + "); };
  if (atom.kind == AtomKind::Input) text = input_name();
  if (atom.kind == AtomKind::Months) {
    text = moved_date(atom.of);
    const Rational size = value::absolute(atom.step);
    const bool is_one = size == Rational::whole(1);
    if (text) *text += shift(atom.step) + number(size) + "\u00A0" + say("mois", is_one ? "month" : "months");
  }
  if (!text || what.constant.is_zero()) return text;
  const Rational days = value::absolute(what.constant);
  const bool is_one = days == Rational::whole(1);
  return *text + shift(what.constant) + number(days) + "\u00A0" + (is_one ? say("jour", "day") : say("jours", "days"));
}

/// A date counts from the first one of its piece: what a formula says of days since 1970 means nothing to a reader.
std::string Words::formula(const ResultSweep& result, const Piece& piece) const {
  const program::Type& type = sheet_.package.type(result.type);
  const bool to_date = type.kind == program::TypeKind::kDate;
  if (domain_.step() != StepKind::Day) {
    std::string text = formula(piece.formula, {input_name(), Rational()});
    if (to_date) return say("jours depuis 1970\u00A0: ", "days since 1970: ") + text;
    const std::string hundredth = say("centième", "hundredth");
    const std::size_t at = text.rfind(hundredth);
    // Only the last rounding is known to be of the result's own unit.
    const bool is_last = at != std::string::npos && text.find(')', at) == std::string::npos;
    if (sheet_.package.text_of(type.unit) == "€" && is_last) text.replace(at, hundredth.size(), say("centime", "cent"));
    return text;
  }
  if (to_date) {
    if (const std::optional<std::string> moved = moved_date(piece.formula)) return *moved;
  }
  const std::string text = formula(piece.formula, {"n", domain_.position(piece.first)});
  return text + say(", n étant le nombre de jours depuis le ", ", n being the number of days since ") + at(piece.first);
}

}  // namespace avenant::sweep
