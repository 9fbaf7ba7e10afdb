// Changes a program as what is known of it allows: what `specialise` and `fold` have in common. An expression that has
// one value becomes it; of what is chosen among, only what may be chosen stays. Expressions are in simplify.cpp, tables
// and choices in simplify_choice.cpp, versions and derogations in simplify_rules.cpp.
#pragma once

#include "runtime/optimise/draft.hpp"
#include "runtime/optimise/knowledge.hpp"

namespace avenant::optimise {

class Simplifier {
 public:
  Simplifier(const Knowledge& knowledge, Draft& draft) : knowledge_(knowledge), draft_(draft) {}

  void run();

 private:
  // simplify.cpp
  void node(program::NodeId id);
  bool becomes_constant(program::NodeId id);
  void forget_unreached(program::NodeId id);
  void logic(program::NodeId id, bool absorbing);
  bool replace(program::NodeId id, program::NodeId by);
  bool keep_error(program::NodeId id);
  program::NodeId sure_operand(program::NodeId id) const;
  void structure(program::NodeId id);
  program::NodeId original_operand(program::NodeId id, std::uint32_t index) const;
  // The operands of an `and` that are not surely true, of an `or` that are not surely false.
  std::vector<program::NodeId> undecided(std::span<const program::NodeId> operands, bool absorbing) const;

  // simplify_choice.cpp
  void select(program::NodeId id);
  void table(program::NodeId id);

  // simplify_rules.cpp
  void variable(program::VariableId id);
  program::RuleId rule(const program::Version& version);
  bool is_never_outside(const program::Version& version) const;
  bool is_surely_outside(const program::Version& version) const;

  const Knowledge& knowledge_;
  Draft& draft_;
};

}  // namespace avenant::optimise
