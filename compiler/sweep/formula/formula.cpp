#include "compiler/sweep/formula/formula.hpp"

#include <numeric>
#include <utility>

namespace avenant::sweep {

namespace {

using value::Rational;

Direction turned(Direction direction) {
  if (direction == Direction::Rises) return Direction::Falls;
  if (direction == Direction::Falls) return Direction::Rises;
  return direction;
}

/// The way of a sum of two.
Direction together(Direction left, Direction right) {
  if (left == Direction::Constant) return right;
  if (right == Direction::Constant || left == right) return left;
  return Direction::Unknown;
}

/// The least common multiple; 0 where it is not known or too great.
std::int64_t common_multiple(std::int64_t left, std::int64_t right) {
  if (left == 0 || right == 0) return 0;
  const value::Int128 most = value::kMaxPart;
  const value::Int128 product = value::Int128{left / std::gcd(left, right)} * right;
  return product > most ? 0 : static_cast<std::int64_t>(product);
}

/// A denominator of the multiples of a factor, times a number of denominator `grain`.
std::int64_t grain_of_multiples(Rational factor, std::int64_t grain) {
  if (grain == 0) return 0;
  const auto scaled = value::divide(factor, Rational::unchecked(grain, 1));
  return scaled.ok() ? scaled.value.denominator() : 0;
}

}  // namespace

FormulaStore::FormulaStore(std::int64_t input_grain) : input_grain_(input_grain) {
  input_ = *single({});
}

std::optional<FormulaId> FormulaStore::keep(Formula formula) {
  std::uint32_t weight = 0;
  for (const Term& term : formula.terms) {
    const Atom& atom = atoms_[term.atom];
    ++weight;
    if (atom.kind != AtomKind::Input) weight += formulas_[atom.of.value].weight;
    if (atom.kind == AtomKind::Product || atom.kind == AtomKind::Quotient) weight += formulas_[atom.other.value].weight;
    if (weight > kMostTerms) return std::nullopt;
  }
  formula.weight = weight;
  FormulaKey key = {formula.constant.numerator(), formula.constant.denominator()};
  for (const Term& term : formula.terms) {
    key.insert(key.end(), {std::int64_t{term.atom}, term.factor.numerator(), term.factor.denominator()});
  }
  const FormulaId fresh{static_cast<std::uint32_t>(formulas_.size())};
  const auto [place, is_new] = formula_ids_.emplace(std::move(key), fresh);
  if (is_new) formulas_.push_back(std::move(formula));
  return place->second;
}

std::optional<FormulaId> FormulaStore::single(const Atom& atom) {
  const AtomKey key{atom.kind,  atom.of,    atom.other, atom.step.numerator(), atom.step.denominator(),
                    atom.sense, atom.policy};
  const auto [place, is_new] = atom_ids_.emplace(key, static_cast<std::uint32_t>(atoms_.size()));
  if (is_new) atoms_.push_back(atom);
  return keep({Rational(), {{Rational::whole(1), place->second}}, 0});
}

FormulaId FormulaStore::constant(Rational number) {
  return *keep({number, {}, 0});
}

std::optional<FormulaId> FormulaStore::sum(FormulaId left, FormulaId right) {
  const Formula& a = formula(left);
  const Formula& b = formula(right);
  Formula result;
  const auto constant = value::add(a.constant, b.constant);
  if (!constant.ok()) return std::nullopt;
  result.constant = constant.value;
  std::size_t i = 0;
  std::size_t k = 0;
  while (i < a.terms.size() || k < b.terms.size()) {
    if (k == b.terms.size() || (i < a.terms.size() && a.terms[i].atom < b.terms[k].atom)) {
      result.terms.push_back(a.terms[i++]);
    } else if (i == a.terms.size() || b.terms[k].atom < a.terms[i].atom) {
      result.terms.push_back(b.terms[k++]);
    } else {
      const auto factor = value::add(a.terms[i].factor, b.terms[k].factor);
      if (!factor.ok()) return std::nullopt;
      if (!factor.value.is_zero()) result.terms.push_back({factor.value, a.terms[i].atom});
      ++i;
      ++k;
    }
  }
  return keep(std::move(result));
}

std::optional<FormulaId> FormulaStore::difference(FormulaId left, FormulaId right) {
  const auto opposite = multiple(right, Rational::whole(-1));
  return opposite ? sum(left, *opposite) : std::nullopt;
}

std::optional<FormulaId> FormulaStore::multiple(FormulaId id, Rational factor) {
  if (factor.is_zero()) return constant(Rational());
  Formula result = formula(id);
  const auto scaled = value::multiply(result.constant, factor);
  if (!scaled.ok()) return std::nullopt;
  result.constant = scaled.value;
  for (Term& term : result.terms) {
    const auto scaled_factor = value::multiply(term.factor, factor);
    if (!scaled_factor.ok()) return std::nullopt;
    term.factor = scaled_factor.value;
  }
  return keep(std::move(result));
}

std::optional<FormulaId> FormulaStore::product(FormulaId left, FormulaId right) {
  if (is_constant(left)) return multiple(right, formula(left).constant);
  if (is_constant(right)) return multiple(left, formula(right).constant);
  return single({AtomKind::Product, std::min(left, right), std::max(left, right), Rational(), {}, {}});
}

std::optional<FormulaId> FormulaStore::quotient(FormulaId left, FormulaId right) {
  if (!is_constant(right)) return single({AtomKind::Quotient, left, right, Rational(), {}, {}});
  const auto factor = value::divide(Rational::whole(1), formula(right).constant);
  return factor.ok() ? multiple(left, factor.value) : std::nullopt;
}

std::optional<FormulaId> FormulaStore::rounded(FormulaId id, Rational step, value::Rounding sense) {
  if (is_constant(id)) {
    const auto number = value::round_to(formula(id).constant, step, sense);
    if (!number.ok()) return std::nullopt;
    return constant(number.value);
  }
  const auto in_steps = multiple(id, Rational::unchecked(step.denominator(), step.numerator()));
  if (in_steps && grain(*in_steps) == 1) return id;
  return single({AtomKind::Round, id, {}, step, sense, {}});
}

std::optional<FormulaId> FormulaStore::months_later(FormulaId date, std::int32_t months, value::MissingDay policy) {
  return single({AtomKind::Months, date, {}, Rational::whole(months), {}, policy});
}

bool FormulaStore::is_affine(FormulaId id) const {
  const std::vector<Term>& terms = formula(id).terms;
  return terms.empty() || (terms.size() == 1 && atoms_[terms[0].atom].kind == AtomKind::Input);
}

Direction FormulaStore::direction(FormulaId id) const {
  Direction result = Direction::Constant;
  for (const Term& term : formula(id).terms) {
    const Atom& atom = atoms_[term.atom];
    Direction one = Direction::Unknown;
    if (atom.kind == AtomKind::Input) one = Direction::Rises;
    if (atom.kind == AtomKind::Round || atom.kind == AtomKind::Months) one = direction(atom.of);
    result = together(result, term.factor.sign() < 0 ? turned(one) : one);
  }
  return result;
}

std::optional<Rational> FormulaStore::at(FormulaId id, Rational x) const {
  const Formula& what = formula(id);
  Rational result = what.constant;
  for (const Term& term : what.terms) {
    const Atom& atom = atoms_[term.atom];
    std::optional<Rational> number = x;
    if (atom.kind != AtomKind::Input) number = at(atom.of, x);
    if (!number) return std::nullopt;
    if (atom.kind == AtomKind::Round) {
      const auto rounded = value::round_to(*number, atom.step, atom.sense);
      if (!rounded.ok()) return std::nullopt;
      number = rounded.value;
    } else if (atom.kind == AtomKind::Months) {
      const auto months = value::Duration::unchecked(static_cast<std::int32_t>(atom.step.numerator()), 0);
      const auto later = value::add(value::Date::unchecked(number->numerator()), months, atom.policy);
      if (!later.ok()) return std::nullopt;
      number = Rational::whole(later.value.days());
    } else if (atom.kind != AtomKind::Input) {
      const auto other = at(atom.other, x);
      if (!other) return std::nullopt;
      const auto both =
          atom.kind == AtomKind::Product ? value::multiply(*number, *other) : value::divide(*number, *other);
      if (!both.ok()) return std::nullopt;
      number = both.value;
    }
    const auto scaled = value::multiply(*number, term.factor);
    if (!scaled.ok()) return std::nullopt;
    const auto total = value::add(result, scaled.value);
    if (!total.ok()) return std::nullopt;
    result = total.value;
  }
  return result;
}

std::int64_t FormulaStore::grain(FormulaId id) const {
  const Formula& what = formula(id);
  std::int64_t result = what.constant.denominator();
  for (const Term& term : what.terms) {
    const Atom& atom = atoms_[term.atom];
    std::int64_t one = 0;
    if (atom.kind == AtomKind::Input) one = grain_of_multiples(term.factor, input_grain_);
    if (atom.kind == AtomKind::Round) {
      const auto factor = value::multiply(term.factor, atom.step);
      one = factor.ok() ? grain_of_multiples(factor.value, 1) : 0;
    }
    if (atom.kind == AtomKind::Months) one = grain_of_multiples(term.factor, 1);
    if (atom.kind == AtomKind::Product) {
      const std::int64_t left = grain(atom.of);
      const std::int64_t right = grain(atom.other);
      const value::Int128 both = value::Int128{left} * right;
      const bool fits = both > 0 && both <= value::Int128{value::kMaxPart};
      one = fits ? grain_of_multiples(term.factor, static_cast<std::int64_t>(both)) : 0;
    }
    result = common_multiple(result, one);
  }
  return result;
}

}  // namespace avenant::sweep
