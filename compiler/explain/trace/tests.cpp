#include "compiler/explain/trace/tests.hpp"

#include <algorithm>
#include <utility>

#include "runtime/value/rational.hpp"

namespace avenant::explain {

using program::Node;
using program::NodeId;
using program::Op;

namespace {

/// Rules that read rules deeper than this are one test.
constexpr int kMaxDepth = 12;

constexpr std::pair<Op, Relation> kRelations[] = {
    {Op::kEqual, Relation::Equal},     {Op::kNotEqual, Relation::NotEqual},
    {Op::kLess, Relation::Less},       {Op::kLessEqual, Relation::LessEqual},
    {Op::kGreater, Relation::Greater}, {Op::kGreaterEqual, Relation::GreaterEqual},
};

Relation opposite(Relation relation) {
  switch (relation) {
    case Relation::Equal:
      return Relation::NotEqual;
    case Relation::NotEqual:
      return Relation::Equal;
    case Relation::Less:
      return Relation::GreaterEqual;
    case Relation::LessEqual:
      return Relation::Greater;
    case Relation::Greater:
      return Relation::LessEqual;
    case Relation::GreaterEqual:
      return Relation::Less;
    case Relation::Among:
      return Relation::NotAmong;
    case Relation::NotAmong:
      return Relation::Among;
    case Relation::Given:
      return Relation::NotGiven;
    case Relation::NotGiven:
      return Relation::Given;
    case Relation::True:
      return Relation::False;
    case Relation::False:
      return Relation::True;
  }
  return relation;
}

/// `640 ≤ x` is `x ≥ 640`.
Relation mirrored(Relation relation) {
  if (relation == Relation::Less) return Relation::Greater;
  if (relation == Relation::LessEqual) return Relation::GreaterEqual;
  if (relation == Relation::Greater) return Relation::Less;
  if (relation == Relation::GreaterEqual) return Relation::LessEqual;
  return relation;
}

bool is_order(Relation relation) {
  return relation == Relation::Less || relation == Relation::LessEqual || relation == Relation::Greater ||
         relation == Relation::GreaterEqual;
}

}  // namespace

std::vector<Test> TestFinder::find(NodeId node, const eval::VariableTrace& owner) const {
  std::vector<Test> tests;
  find(node, {&owner, true, {}, 0}, tests);
  return tests;
}

void TestFinder::find(NodeId id, const Within& within, std::vector<Test>& tests) const {
  const Node& node = package_.node(id);
  const auto operands = package_.operands_of(node);
  if (node.op == Op::kNot) {
    Within below = within;
    below.wanted = !within.wanted;
    find(operands[0], below, tests);
    return;
  }
  const eval::Outcome outcome = expressions_.value(id);
  if (node.op == Op::kAnd || node.op == Op::kOr) {
    if (outcome.ok()) {
      connective(node, within, outcome.value.as_boolean(), tests);
    } else {
      for (const NodeId operand : operands) {
        if (!expressions_.value(operand).ok()) find(operand, within, tests);
      }
    }
    return;
  }
  if (const auto next = expressions_.taken(id, *within.owner)) {
    // `si C alors vrai`: what decides is C.
    const bool decided_by_condition = node.op == Op::kIf && package_.node(*next).op == Op::kConst;
    Within below = within;
    if (decided_by_condition) {
      const bool helps = outcome.value.as_boolean() == within.wanted;
      below.wanted = expressions_.is(operands[0], true) == helps;
    }
    find(decided_by_condition ? operands[0] : *next, below, tests);
    return;
  }
  if (node.op == Op::kIf) {
    // Its condition fails: that is what could not be evaluated.
    find(operands[0], within, tests);
    return;
  }
  if (node.op == Op::kVariable && rule(node, within, tests)) return;
  if (node.op != Op::kConst) leaf(id, within, tests);
}

void TestFinder::connective(const Node& node, const Within& within, bool value, std::vector<Test>& tests) const {
  const auto operands = package_.operands_of(node);
  // One true operand decides `ou`, one false operand decides `et`. Of a condition that does not hold every operand that
  // fails is told, for each would have to change; of one that holds, the shortest way that it does.
  const bool one_decides = (node.op == Op::kOr) == value;
  const bool helps = value == within.wanted;
  std::optional<std::vector<Test>> shortest;
  std::vector<std::vector<Test>> ways;
  for (const NodeId operand : operands) {
    if (!expressions_.is(operand, value)) continue;
    std::vector<Test> below;
    find(operand, within, below);
    if (!one_decides && !helps) {
      if (!below.empty()) ways.push_back(std::move(below));
    } else if (!one_decides || !helps) {
      tests.insert(tests.end(), below.begin(), below.end());
    } else if (!shortest || below.size() < shortest->size()) {
      shortest = std::move(below);
    }
  }
  if (shortest) tests.insert(tests.end(), shortest->begin(), shortest->end());
  if (!ways.empty()) either(std::move(ways), within, tests);
}

/// Several operands fail, and any one of them would do: one demand, not as many. `a ou (b ou c)` is three ways.
void TestFinder::either(std::vector<std::vector<Test>> ways, const Within& within, std::vector<Test>& tests) const {
  std::vector<std::vector<Test>> flat;
  for (std::vector<Test>& way : ways) {
    const bool inner = way.size() == 1 && !way.front().ways.empty();
    if (inner) {
      for (std::vector<Test>& below : way.front().ways) flat.push_back(std::move(below));
    } else {
      flat.push_back(std::move(way));
    }
  }
  if (flat.size() == 1) {
    tests.insert(tests.end(), flat.front().begin(), flat.front().end());
    return;
  }
  Test test;
  test.rule = within.owner->variable;
  test.version = within.owner->version;
  test.derogation = within.derogation;
  test.ways = std::move(flat);
  tests.push_back(std::move(test));
}

/// The tests of a rule that the condition reads: those of its body, or of the derogation that gave its value.
bool TestFinder::rule(const Node& node, const Within& within, std::vector<Test>& tests) const {
  const eval::VariableTrace* read = expressions_.trace_of(program::VariableId(node.payload));
  if (read == nullptr || within.depth >= kMaxDepth || !read->outcome.ok()) return false;
  program::DerogationId derogation;
  const auto body = expressions_.expression_of(*read, derogation);
  if (!body || !expressions_.is_boolean(*body)) return false;
  Within below{read, within.wanted, derogation, within.depth + 1};
  const std::size_t n_before = tests.size();
  if (derogation && package_.node(*body).op == Op::kConst) {
    // What opened the derogation is what matters: its value is written.
    below.wanted = read->outcome.value.as_boolean() == within.wanted;
    find(package_.derogations[derogation.value].guard, below, tests);
  } else {
    find(*body, below, tests);
  }
  return tests.size() > n_before;
}

void TestFinder::leaf(NodeId id, const Within& within, std::vector<Test>& tests) const {
  const Node& node = package_.node(id);
  const auto operands = package_.operands_of(node);
  const eval::Outcome outcome = expressions_.value(id);
  Test test;
  test.node = id;
  test.rule = within.owner->variable;
  test.version = within.owner->version;
  test.derogation = within.derogation;
  test.decided = outcome.ok();
  const bool holds = outcome.ok() && outcome.value.as_boolean();
  test.passes = outcome.ok() && holds == within.wanted;
  const auto known = std::find_if(std::begin(kRelations), std::end(kRelations),
                                  [&node](const auto& each) { return each.first == node.op; });
  if (known != std::end(kRelations)) {
    test.relation = known->second;
    comparison(node, within.wanted, test);
  } else if (node.op == Op::kSetContains) {
    test.relation = within.wanted ? Relation::Among : Relation::NotAmong;
    test.subject = operands[1];
    test.type = package_.node(operands[1]).type;
    test.value = expressions_.value(operands[1]);
    test.threshold = expressions_.value(operands[0]);
  } else if (node.op == Op::kIsPresent) {
    test.relation = within.wanted ? Relation::Given : Relation::NotGiven;
    test.subject = operands[0];
    test.type = package_.node(operands[0]).type;
    test.value = expressions_.value(operands[0]);
  } else {
    test.relation = within.wanted ? Relation::True : Relation::False;
    test.subject = id;
    test.type = node.type;
    test.value = outcome;
  }
  if (node.op == Op::kListAll || node.op == Op::kListAny) {
    for (const eval::FoldTrace& fold : within.owner->folds) {
      if (fold.node == id && !fold.decisive.is_absent()) test.element = static_cast<std::uint32_t>(fold.decisive.a);
    }
  }
  // That a text is in force goes without saying where it is.
  const bool of_texts = node.op == Op::kInPeriod || node.op == Op::kTextKnown;
  if (of_texts && test.passes) return;
  const auto same = [&test](const Test& other) {
    return other.ways.empty() && other.node == test.node && other.relation == test.relation;
  };
  if (std::none_of(tests.begin(), tests.end(), same)) tests.push_back(std::move(test));
}

/// A comparison as the condition wants it: `non (x < 640)` wants x ≥ 640.
void TestFinder::comparison(const Node& node, bool wanted, Test& test) const {
  const auto operands = package_.operands_of(node);
  const bool mirror = package_.node(operands[0]).op == Op::kConst && package_.node(operands[1]).op != Op::kConst;
  const NodeId left = operands[mirror ? 1 : 0];
  const NodeId right = operands[mirror ? 0 : 1];
  if (mirror) test.relation = mirrored(test.relation);
  if (!wanted) test.relation = opposite(test.relation);
  test.subject = left;
  test.type = package_.node(left).type;
  test.value = expressions_.value(left);
  test.threshold = expressions_.value(right);
  measure(node, test);
}

/// How much a value lacks, or has to spare. On a grain, « plus de 640 » lacks one more.
void TestFinder::measure(const Node& node, Test& test) const {
  if (!test.value.ok() || !test.threshold.ok() || !test.decided || !is_order(test.relation)) return;
  if (static_cast<program::Comparison>(node.mode) == program::Comparison::kDuration) return;
  const program::Type& type = package_.type(test.type);
  const bool strict = test.relation == Relation::Less || test.relation == Relation::Greater;
  if (type.kind == program::TypeKind::kDate) {
    std::int64_t days = test.threshold.value.a - test.value.value.a;
    if (days < 0) days = -days;
    if (!test.passes && strict) ++days;
    if (test.passes && strict && days > 0) --days;
    test.gap = value::Value{days, 1};
    test.gap_in_days = true;
    return;
  }
  if (type.kind != program::TypeKind::kNumber) return;
  const auto difference = value::subtract(test.threshold.value.as_number(), test.value.value.as_number());
  if (!difference.ok()) return;
  value::Rational gap = value::absolute(difference.value);
  const bool on_grain = type.grain > 0 && type.grain % test.threshold.value.as_number().denominator() == 0;
  if (strict && on_grain) {
    const value::Rational step = value::Rational::unchecked(1, type.grain);
    const auto moved = test.passes ? value::subtract(gap, step) : value::add(gap, step);
    if (moved.ok()) gap = moved.value;
  }
  test.gap = value::Value::number(gap);
}

}  // namespace avenant::explain
