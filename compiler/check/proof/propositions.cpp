#include "compiler/check/proof/propositions.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "compiler/check/proof/linear.hpp"

namespace avenant::check {

namespace {

using program::NodeId;
using program::Op;
using program::Package;
using value::Rational;
using value::RuntimeErrorClass;

/// Choices tried for one formula.
constexpr std::size_t kMaxChoices = 20'000;

/// How a sum lies to a threshold.
enum Relation : unsigned { kLess = 1, kEqual = 2, kGreater = 4 };

/// The relations for which a comparison is true; 0 for other operations.
unsigned relations_of(Op op) {
  if (op == Op::kLess) return kLess;
  if (op == Op::kLessEqual) return kLess | kEqual;
  if (op == Op::kGreater) return kGreater;
  if (op == Op::kGreaterEqual) return kGreater | kEqual;
  if (op == Op::kEqual) return kEqual;
  if (op == Op::kNotEqual) return kLess | kGreater;
  return 0;
}

unsigned turned(unsigned relations) {
  const unsigned less = (relations & kGreater) != 0 ? kLess : 0U;
  const unsigned greater = (relations & kLess) != 0 ? kGreater : 0U;
  return (relations & kEqual) | less | greater;
}

/// The factors of a sum, the first one 1; or one shape, of a condition that is no comparison.
using SumKey = std::vector<std::pair<std::uint32_t, Rational>>;

/// That a sum lies in one of these relations to a threshold.
struct Comparison {
  SumKey sum;
  Rational threshold;
  unsigned relations = 0;
};

/// The comparison of a form to 0; without terms it is true or false by itself.
std::optional<Comparison> compared_to_zero(const Linear& form, unsigned relations) {
  Comparison comparison;
  comparison.relations = relations;
  if (form.terms.empty()) {
    comparison.threshold = value::negate(form.constant);
    return comparison;
  }
  const Rational lead = form.terms.begin()->second;
  if (lead.sign() < 0) comparison.relations = turned(relations);
  for (const auto& [shape, factor] : form.terms) {
    const value::Checked<Rational> ratio = value::divide(factor, lead);
    if (!ratio.ok()) return std::nullopt;
    comparison.sum.emplace_back(shape, ratio.value);
  }
  const value::Checked<Rational> threshold = value::divide(value::negate(form.constant), lead);
  if (!threshold.ok()) return std::nullopt;
  comparison.threshold = threshold.value;
  return comparison;
}

/// A formula over sums, and every side of the thresholds on which they can lie together.
class Formula {
 public:
  Formula(const Package& package, Prover& prover, Shapes& shapes)
      : package_(package), prover_(prover), shapes_(shapes) {}

  void add(NodeId id) {
    const program::Node& node = package_.node(id);
    if (node.op == Op::kConst) return;
    if (node.op == Op::kAnd || node.op == Op::kOr || node.op == Op::kNot) {
      for (const NodeId operand : package_.operands_of(node)) add(operand);
      return;
    }
    add(comparison_of(id, node));
  }
  void add(const Comparison& comparison) { sums_[comparison.sum].thresholds.insert(comparison.threshold); }

  /// Whether some choice makes `holds` true; true too where there are too many to try. Last call: all has been added.
  template <class Holds>
  bool may(Holds holds) {
    std::size_t count = 1;
    for (auto& [key, sum] : sums_) {
      sum.sides = sides_of(key, sum);
      // No side at all: nothing of this can be evaluated.
      if (sum.sides.empty()) return false;
      count *= sum.sides.size();
      if (count > kMaxChoices) return true;
      sum.chosen = 0;
    }
    for (;;) {
      if (holds()) return true;
      auto next = sums_.begin();
      while (next != sums_.end() && ++next->second.chosen == next->second.sides.size()) (next++)->second.chosen = 0;
      if (next == sums_.end()) return false;
    }
  }

  [[nodiscard]] bool is_true(NodeId id) {
    const program::Node& node = package_.node(id);
    const auto operands = package_.operands_of(node);
    const auto truth = [this](NodeId operand) { return is_true(operand); };
    if (node.op == Op::kConst) return package_.constants[node.payload].as_boolean();
    if (node.op == Op::kNot) return !is_true(operands[0]);
    if (node.op == Op::kAnd) return std::all_of(operands.begin(), operands.end(), truth);
    if (node.op == Op::kOr) return std::any_of(operands.begin(), operands.end(), truth);
    return is_true(comparison_of(id, node));
  }
  [[nodiscard]] bool is_true(const Comparison& comparison) const {
    const Sum& sum = sums_.at(comparison.sum);
    const std::size_t side = sum.sides[sum.chosen];
    const auto rank =
        static_cast<std::size_t>(std::distance(sum.thresholds.begin(), sum.thresholds.find(comparison.threshold)));
    const unsigned relation = side < 2 * rank + 1 ? kLess : side == 2 * rank + 1 ? kEqual : kGreater;
    return (comparison.relations & relation) != 0;
  }

 private:
  /// Side 2i lies before threshold i and after the one before it, side 2i + 1 on it.
  struct Sum {
    std::set<Rational> thresholds;
    std::vector<std::size_t> sides;
    std::size_t chosen = 0;
  };
  struct Bounds {
    std::optional<Rational> low;
    std::optional<Rational> high;
    bool whole = false;
  };

  const Comparison& comparison_of(NodeId id, const program::Node& node) {
    const auto known = comparisons_.find(id.value);
    if (known != comparisons_.end()) return known->second;
    return comparisons_.emplace(id.value, make_comparison(id, node)).first->second;
  }

  Comparison make_comparison(NodeId id, const program::Node& node) {
    const unsigned relations = relations_of(node.op);
    if (relations != 0) {
      const auto operands = package_.operands_of(node);
      const auto left = linear_of(package_, shapes_, operands[0]);
      const auto right = linear_of(package_, shapes_, operands[1]);
      const auto form = left && right ? difference(*left, *right) : std::nullopt;
      const auto comparison = form ? compared_to_zero(*form, relations) : std::nullopt;
      if (comparison) return *comparison;
    }
    // A condition like any other: 0 where it is false, 1 where it is true.
    return {{{shapes_.of(id), Rational::whole(1)}}, Rational::whole(1), kEqual};
  }

  std::vector<std::size_t> sides_of(const SumKey& key, const Sum& sum) {
    const Bounds bounds = bounds_of(key);
    std::vector<std::size_t> sides;
    std::optional<Rational> before;
    std::size_t rank = 0;
    for (const Rational& threshold : sum.thresholds) {
      if (reaches(bounds, before, threshold)) sides.push_back(2 * rank);
      const bool inside = (!bounds.low || *bounds.low <= threshold) && (!bounds.high || threshold <= *bounds.high);
      if (inside && (!bounds.whole || threshold.is_integer())) sides.push_back(2 * rank + 1);
      before = threshold;
      ++rank;
    }
    if (reaches(bounds, before, std::nullopt)) sides.push_back(2 * rank);
    return sides;
  }

  /// Whether a sum within the bounds can lie strictly between two thresholds.
  static bool reaches(const Bounds& bounds, const std::optional<Rational>& after,
                      const std::optional<Rational>& before) {
    if (after && bounds.high && *bounds.high <= *after) return false;
    if (before && bounds.low && *before <= *bounds.low) return false;
    if (!bounds.whole || !after || !before) return true;
    const value::Checked<Rational> gap = value::subtract(*before, *after);
    return !(gap.ok() && gap.value <= Rational::whole(1) && after->is_integer() && before->is_integer());
  }

  Bounds bounds_of(const SumKey& key) {
    Bounds total;
    if (key.empty()) return {Rational(), Rational(), true};
    total.low = total.high = Rational();
    total.whole = true;
    for (const auto& [shape, factor] : key) {
      const NodeId node = shapes_.example(shape);
      const Bounds one = bounds_of(node);
      const bool up = factor.sign() > 0;
      total.low = plus(total.low, up ? one.low : one.high, factor);
      total.high = plus(total.high, up ? one.high : one.low, factor);
      total.whole = total.whole && one.whole && factor.is_integer();
    }
    return total;
  }

  static std::optional<Rational> plus(const std::optional<Rational>& total, const std::optional<Rational>& bound,
                                      Rational factor) {
    if (!total || !bound) return std::nullopt;
    const value::Checked<Rational> product = value::multiply(*bound, factor);
    if (!product.ok()) return std::nullopt;
    const value::Checked<Rational> sum = value::add(*total, product.value);
    if (!sum.ok()) return std::nullopt;
    return sum.value;
  }

  Bounds bounds_of(NodeId id) {
    const program::Type& type = package_.type(package_.node(id).type);
    const bool is_number = type.kind == program::TypeKind::kNumber;
    const eval::AbstractValue values = prover_.values_of(id);
    Bounds bounds;
    bounds.whole = !is_number || type.grain == 1;
    if (values.shape == eval::Shape::kPoints || values.shape == eval::Shape::kInterval) {
      bounds.low = is_number ? values.low().as_number() : Rational::unchecked(values.low().a, 1);
      bounds.high = is_number ? values.high().as_number() : Rational::unchecked(values.high().a, 1);
    } else if (values.shape == eval::Shape::kCases) {
      for (int index = 0; index < value::kMaxSetCases; ++index) {
        if (!values.case_set().contains(index)) continue;
        if (!bounds.low) bounds.low = Rational::whole(index);
        bounds.high = Rational::whole(index);
      }
    }
    return bounds;
  }

  const Package& package_;
  Prover& prover_;
  Shapes& shapes_;
  std::map<SumKey, Sum> sums_;
  std::map<std::uint32_t, Comparison> comparisons_;  // By node.
};

/// Answers for one unit.
class Logic {
 public:
  Logic(const Package& package, Prover& prover, const Unit& unit)
      : package_(package), prover_(prover), unit_(unit), shapes_(package) {}

  bool may_hit(const Target& target) {
    if (target.in_fold) return true;
    if (target.question == Question::kRest) return may_have(target, package_.node(target.node), true);
    if (target.question != Question::kError) return may_hold(target, {});
    if (!target.node) return may_conflict();
    const program::Node& node = package_.node(target.node);
    const RuntimeErrorClass error = package_.site(target.site).error;
    if (node.op == Op::kTable) return may_have(target, node, error == RuntimeErrorClass::gap);
    if (error == RuntimeErrorClass::division_by_zero) return may_be(target, package_.operands_of(node)[1], kEqual, {});
    if (node.op == Op::kInRange) return may_leave(target, node);
    return true;
  }

 private:
  void add_literals(const Target& target, Formula& formula) {
    for (const Literal& literal : target.literals) {
      if (counts(literal)) formula.add(literal.node);
    }
  }
  bool literals_hold(const Target& target, Formula& formula) {
    return std::all_of(target.literals.begin(), target.literals.end(), [&](const Literal& literal) {
      return !counts(literal) || formula.is_true(literal.node) == literal.wanted;
    });
  }
  /// A sibling in `et` or `ou` hides an error only where it has a value.
  bool counts(const Literal& literal) { return !literal.hides || prover_.never_fails(literal.node); }

  bool may_hold(const Target& target, const std::optional<Comparison>& also) {
    Formula formula(package_, prover_, shapes_);
    add_literals(target, formula);
    if (also) formula.add(*also);
    return formula.may([&] { return (!also || formula.is_true(*also)) && literals_hold(target, formula); });
  }

  /// Whether the number may lie so to `limit` (0 if none) where the target's node is evaluated.
  bool may_be(const Target& target, NodeId number, unsigned relations, const Linear& limit) {
    const auto form = linear_of(package_, shapes_, number);
    const auto moved = form ? difference(*form, limit) : std::nullopt;
    const auto comparison = moved ? compared_to_zero(*moved, relations) : std::nullopt;
    return !comparison || may_hold(target, comparison);
  }

  bool may_leave(const Target& target, const program::Node& node) {
    if (package_.type(node.type).kind != program::TypeKind::kNumber) return true;
    const program::Range& range = package_.ranges[node.payload];
    const NodeId number = package_.operands_of(node)[0];
    const auto limit = [this](program::ConstantId id) { return Linear{{}, package_.constant(id).as_number()}; };
    if (range.min && may_be(target, number, range.min_excluded ? kLess | kEqual : kLess, limit(range.min))) return true;
    return range.max && may_be(target, number, range.max_excluded ? kGreater | kEqual : kGreater, limit(range.max));
  }

  /// Whether no row may hold (a gap), or two of them.
  bool may_have(const Target& target, const program::Node& node, bool gap) {
    Formula formula(package_, prover_, shapes_);
    add_literals(target, formula);
    const program::Table& table = package_.tables[node.payload];
    const auto operands = package_.operands_of(node);
    for (const program::Row& row : package_.rows_of(table)) {
      for (std::uint32_t cell = 0; cell < row.n_cells; ++cell) formula.add(operands[row.first_operand + cell]);
    }
    return formula.may([&] {
      std::size_t n_rows = 0;
      for (const program::Row& row : package_.rows_of(table)) {
        bool holds = true;
        for (std::uint32_t cell = 0; holds && cell < row.n_cells; ++cell) {
          holds = formula.is_true(operands[row.first_operand + cell]);
        }
        n_rows += holds ? 1U : 0U;
      }
      return (gap ? n_rows == 0 : n_rows >= 2) && literals_hold(target, formula);
    });
  }

  /// Two derogations conflict where both guards hold, neither derogates from the other, and their values may differ.
  /// The body is covered by each of them, directly or not.
  bool may_conflict() {
    for (const program::Version& version : package_.versions_of(package_.variable(unit_.variable))) {
      if (!version.rule) continue;
      const auto derogations = package_.derogations_of(package_.rule(version.rule));
      for (std::size_t left = 0; left < derogations.size(); ++left) {
        for (std::size_t right = left + 1; right < derogations.size(); ++right) {
          const bool ordered = (derogations[right].parents >> (left + 1) & 1U) != 0;
          if (!ordered && may_differ(derogations[left], derogations[right])) return true;
        }
      }
    }
    return false;
  }

  bool may_differ(const program::Derogation& left, const program::Derogation& right) {
    if (shapes_.of(left.body) == shapes_.of(right.body)) return false;
    Formula formula(package_, prover_, shapes_);
    formula.add(left.guard);
    formula.add(right.guard);
    return formula.may([&] { return formula.is_true(left.guard) && formula.is_true(right.guard); });
  }

  const Package& package_;
  Prover& prover_;
  const Unit& unit_;
  Shapes shapes_;
};

}  // namespace

void prove_by_logic(const Package& package, Prover& prover, const Unit& unit, std::vector<Target>& targets) {
  Logic logic(package, prover, unit);
  for (Target& target : targets) {
    if (target.answer == Answer::kOpen && !logic.may_hit(target)) target.answer = Answer::kImpossible;
  }
}

}  // namespace avenant::check
