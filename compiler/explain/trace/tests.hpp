// The tests that a boolean expression comes down to in one case: which value was compared with which threshold, and how
// far it is. Read next: expressions.hpp.
#pragma once

#include <vector>

#include "compiler/explain/explanation.hpp"
#include "compiler/explain/trace/expressions.hpp"

namespace avenant::explain {

/// Finds the tests that decide conditions.
class TestFinder {
 public:
  explicit TestFinder(const Expressions& expressions) : expressions_(expressions), package_(expressions.package()) {}

  /// The tests that make the node what it is, in the order of the rule. A node that is true is decided by all the
  /// operands of `et` and by the true operand of `ou` that takes fewest tests; one that is false, likewise the other
  /// way. Where any one of several operands would do, they are the ways of one test. Tests of a node that fails are
  /// those that could not be evaluated.
  [[nodiscard]] std::vector<Test> find(program::NodeId node, const eval::VariableTrace& owner) const;

 private:
  /// What is passed down: the rule that nodes belong to, what they should be for the condition to hold.
  struct Within {
    const eval::VariableTrace* owner = nullptr;
    bool wanted = true;
    program::DerogationId derogation;
    int depth = 0;
  };
  void find(program::NodeId node, const Within& within, std::vector<Test>& tests) const;
  void connective(const program::Node& node, const Within& within, bool value, std::vector<Test>& tests) const;
  void either(std::vector<std::vector<Test>> ways, const Within& within, std::vector<Test>& tests) const;
  bool rule(const program::Node& node, const Within& within, std::vector<Test>& tests) const;
  void leaf(program::NodeId node, const Within& within, std::vector<Test>& tests) const;
  void comparison(const program::Node& node, bool holds, Test& test) const;
  void measure(const program::Node& node, Test& test) const;

  const Expressions& expressions_;
  const program::Package& package_;
};

}  // namespace avenant::explain
