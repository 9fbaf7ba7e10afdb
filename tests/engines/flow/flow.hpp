// The data-flow form of the calculus, written plainly and apart from runtime/eval: every node is a value and a status,
// both sides of every choice are computed, and nothing depends on an order. Compiled engines are held to it.
#pragma once

#include <span>
#include <vector>

#include "tests/engines/engine.hpp"

namespace avenant::engines {

// A value and a status; under a status that is not OK the value is arbitrary.
using Cell = eval::Outcome;

// Evaluates the cases of a verified package, which outlives it.
class Flow {
 public:
  explicit Flow(const program::Package& package);

  // What the run decides. A case begins after it.
  void set_options(const eval::RunOptions& options);
  // Forgets the case before; `inputs` must live until the next case.
  void begin_case(const Inputs& inputs);
  // Errors included, and with a zero value under them.
  Cell variable(program::VariableId id);

 private:
  using Node = program::Node;
  using Cells = std::span<const Cell>;

  // ---- flow.cpp: what is computed once, rules and versions
  Cell node(program::NodeId id);
  Cell compute(const Node& node, Cells in);
  Cell leaf(const Node& node);
  Cell input(std::uint32_t index) const;
  Cell rule(const program::Variable& variable, const program::Rule& rule);
  bool is_valid(const program::Input& input, const value::Value& value) const;
  bool is_in_range(const program::Range& range, bool is_number, const value::Value& value) const;
  bool is_known(program::TextId text) const { return known_texts_[text.value]; }
  void find_bound_nodes();

  // ---- lists.cpp
  Cell fold(const Node& node);
  Cell folded(const Node& node, std::span<const std::uint32_t> elements, Cells bodies);
  Cell sum(const Node& node, Cells bodies);
  Cell list(const Node& node, Cells in);

  // ---- operations.cpp
  Cell logic(const Node& node, Cells in);
  Cell table(const Node& node, Cells in);
  Cell select(const Node& node, Cells in);
  Cell strict(const Node& node, Cells in);
  Cell comparison(const Node& node, Cells in);
  Cell extremum(const Node& node, Cells in);
  Cell number(const Node& node, Cells in);
  Cell date(const Node& node, Cells in);
  Cell duration(const Node& node, Cells in);
  Cell lookup(const Node& node, Cells in);
  Cell set(const Node& node, Cells in);
  Cell open(const Node& node, Cells in);

  template <class T>
  Cell checked(const Node& node, const value::Checked<T>& result, value::Value value) const {
    if (result.ok()) return Cell::of(value);
    const bool first = program::info(node.op).first_error == value::error_class(result.error);
    return Cell::error(first ? node.site : node.second_site);
  }
  static Cell boolean(bool holds) { return Cell::of(value::Value::boolean(holds)); }

  // What is computed of a node or a variable, of the case whose number it holds.
  struct Memo {
    Cell cell;
    std::uint64_t of_case = 0;
  };

  const program::Package& package_;
  eval::RunOptions options_;
  const Inputs* inputs_ = nullptr;
  std::vector<bool> known_texts_;
  std::vector<Memo> nodes_;
  std::vector<Memo> variables_;
  std::uint64_t case_ = 0;
  // The element that each binder's fold is at, and the nodes that depend on it.
  std::vector<value::Value> bound_;
  std::vector<std::vector<program::NodeId>> bound_nodes_;
  std::vector<Cell> operands_;
};

}  // namespace avenant::engines
