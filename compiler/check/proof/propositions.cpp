#include "compiler/check/proof/propositions.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>

namespace avenant::check {

namespace {

using program::NodeId;
using program::Op;
using program::Package;
using value::RuntimeErrorClass;

/// Assignments tried for one formula.
constexpr std::size_t kMaxAssignments = 20'000;

/// How the two sides of a comparison lie: less, equal, greater. A plain letter is true (1) or false (0).
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

/// Gives one number to expressions that are written the same.
class Shapes {
 public:
  explicit Shapes(const Package& package) : package_(package) {}

  std::uint32_t of(NodeId id) {
    const auto known = by_node_.find(id.value);
    if (known != by_node_.end()) return known->second;
    const program::Node& node = package_.node(id);
    std::vector<std::int64_t> key{static_cast<std::int64_t>(node.op), node.mode};
    if (node.op == Op::kConst) {
      const value::Value constant = package_.constants[node.payload];
      key.insert(key.end(), {static_cast<std::int64_t>(package_.type(node.type).kind), constant.a, constant.b});
    } else {
      key.push_back(node.payload);
      for (const NodeId operand : package_.operands_of(node)) key.push_back(of(operand));
    }
    const auto number = static_cast<std::uint32_t>(by_key_.size());
    const std::uint32_t shape = by_key_.emplace(std::move(key), number).first->second;
    by_node_.emplace(id.value, shape);
    return shape;
  }

 private:
  const Package& package_;
  std::unordered_map<std::uint32_t, std::uint32_t> by_node_;
  std::map<std::vector<std::int64_t>, std::uint32_t> by_key_;
};

/// A formula over letters, and every truth of them.
class Formula {
 public:
  Formula(const Package& package, Shapes& shapes) : package_(package), shapes_(shapes) {}

  void add(NodeId id) {
    const program::Node& node = package_.node(id);
    if (node.op == Op::kConst) return;
    if (node.op == Op::kAnd || node.op == Op::kOr || node.op == Op::kNot) {
      for (const NodeId operand : package_.operands_of(node)) add(operand);
      return;
    }
    const Letter letter = letter_of(id, node);
    const bool compares = letter.relations != 0;
    if (index_.emplace(letter.key, letters_.size()).second) letters_.push_back(compares ? 3U : 2U);
  }

  [[nodiscard]] bool is_small() const {
    std::size_t count = 1;
    for (const unsigned values : letters_) {
      count *= values;
      if (count > kMaxAssignments) return false;
    }
    return true;
  }

  /// Whether `holds` is true of some truth of the letters. Precondition: is_small().
  template <class Holds>
  bool any(Holds holds) {
    values_.assign(letters_.size(), 0);
    for (;;) {
      if (holds()) return true;
      std::size_t index = 0;
      while (index < values_.size() && ++values_[index] == letters_[index]) values_[index++] = 0;
      if (index == values_.size()) return false;
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
    const Letter letter = letter_of(id, node);
    const unsigned value = values_[index_.at(letter.key)];
    return letter.relations == 0 ? value == 1 : (letter.relations >> value & 1U) != 0;
  }

 private:
  struct Letter {
    std::pair<std::uint32_t, std::uint32_t> key;
    unsigned relations = 0;
  };

  /// `a < b` and `b > a` are one letter; so is `a ≥ b`, for other relations of its sides.
  Letter letter_of(NodeId id, const program::Node& node) {
    const unsigned relations = relations_of(node.op);
    // Durations may be neither less, nor equal, nor greater: their comparison then fails.
    if (relations == 0) return {{shapes_.of(id), kNoShape}, 0};
    const auto operands = package_.operands_of(node);
    const std::uint32_t left = shapes_.of(operands[0]);
    const std::uint32_t right = shapes_.of(operands[1]);
    if (left <= right) return {{left, right}, relations};
    const unsigned turned =
        (relations & kEqual) | (relations & kLess ? kGreater : 0U) | (relations & kGreater ? kLess : 0U);
    return {{right, left}, turned};
  }

  static constexpr std::uint32_t kNoShape = 0xFFFFFFFFU;

  const Package& package_;
  Shapes& shapes_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::size_t> index_;
  std::vector<unsigned> letters_;  // How many values each has.
  std::vector<unsigned> values_;
};

bool may_hold(const Package& package, Shapes& shapes, const Target& target) {
  Formula formula(package, shapes);
  for (const Literal& literal : target.literals) formula.add(literal.node);
  return !formula.is_small() || formula.any([&] {
    return std::all_of(target.literals.begin(), target.literals.end(),
                       [&](const Literal& literal) { return formula.is_true(literal.node) == literal.wanted; });
  });
}

/// Whether the table may have no row that holds (`n_rows` 0) or two of them (2).
bool may_have(const Package& package, Shapes& shapes, const program::Node& node, std::size_t n_wanted) {
  Formula formula(package, shapes);
  const program::Table& table = package.tables[node.payload];
  const auto operands = package.operands_of(node);
  for (const program::Row& row : package.rows_of(table)) {
    for (std::uint32_t cell = 0; cell < row.n_cells; ++cell) formula.add(operands[row.first_operand + cell]);
  }
  return !formula.is_small() || formula.any([&] {
    std::size_t n_rows = 0;
    for (const program::Row& row : package.rows_of(table)) {
      bool holds = true;
      for (std::uint32_t cell = 0; holds && cell < row.n_cells; ++cell) {
        holds = formula.is_true(operands[row.first_operand + cell]);
      }
      n_rows += holds ? 1U : 0U;
    }
    return n_wanted == 0 ? n_rows == 0 : n_rows >= n_wanted;
  });
}

}  // namespace

void prove_by_logic(const Package& package, std::vector<Target>& targets) {
  Shapes shapes(package);
  for (Target& target : targets) {
    if (target.answer != Answer::kOpen) continue;
    bool possible = true;
    if (target.question != Question::kError) {
      possible = may_hold(package, shapes, target);
    } else if (target.node && package.node(target.node).op == Op::kTable) {
      const bool gap = package.site(target.site).error == RuntimeErrorClass::gap;
      possible = may_have(package, shapes, package.node(target.node), gap ? 0 : 2);
    }
    if (!possible) target.answer = Answer::kImpossible;
  }
}

}  // namespace avenant::check
