// A program while a pass edits it. Nodes keep their ids until `finish`, and operands come before their nodes: what
// stands for a node is one that comes before it. Passes go through nodes in ascending order. Read draft.cpp next.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <utility>
#include <vector>

#include "runtime/program/package.hpp"

namespace avenant::optimise {

// A row of a table to be made.
struct DraftRow {
  std::vector<program::NodeId> cells;
  program::NodeId result;
  program::PlaceId place;
  program::StringId written;
};

// Drops the conditions shown at once: their nodes are tied to expressions as their authors wrote them.
class Draft {
 public:
  explicit Draft(const program::Package& package);

  // As it is so far; operands of its nodes are to be looked up by `now`.
  const program::Package& package() const { return package_; }
  // What stands for a node.
  program::NodeId now(program::NodeId id) const { return id ? forward_[id.value] : id; }
  const program::Node& node(program::NodeId id) const { return package_.node(now(id)); }
  const program::Type& type_of(program::NodeId id) const { return package_.type(node(id).type); }
  // The operands of what stands for a node, each as it is now.
  std::vector<program::NodeId> operands(program::NodeId id) const;
  program::NodeId operand(program::NodeId id, std::uint32_t index) const {
    return now(package_.operands_of(node(id))[index]);
  }

  // From now on `by` stands for the node; it comes before it, and its type fits.
  void replace(program::NodeId id, program::NodeId by) { forward_[id.value] = now(by); }
  // The node becomes a constant of its type. False, and nothing is done, where no constant has that type.
  bool make_constant(program::NodeId id, value::Value value);
  void set_operands(program::NodeId id, std::span<const program::NodeId> operands);
  // `otherwise` may be none.
  void set_rows(program::NodeId id, std::span<const DraftRow> rows, program::NodeId otherwise);
  // Operands of a choice, the first of which it chooses by, and the targets of its values.
  void set_choice(program::NodeId id, std::span<const program::NodeId> operands, const program::Select& like,
                  std::span<const std::uint32_t> targets);
  // A constant that a rule may have as its body.
  program::NodeId add_constant(program::TypeId type, value::Value value, program::PlaceId place);
  program::RuleId add_rule(program::NodeId body, std::span<const program::Derogation> derogations);
  void set_versions(program::VariableId variable, std::span<const program::Version> versions);
  void drop_notices() { package_.notices.clear(); }

  // The program without what nothing reads any more. The draft is empty afterwards.
  program::Package finish();

 private:
  program::ConstantId constant(value::Value value);

  program::Package package_;
  // Of nodes: what stands for it.
  std::vector<program::NodeId> forward_;
  std::map<std::pair<std::int64_t, std::int64_t>, program::ConstantId> constants_;
};

// Some value of a type, of those that constants have; false where there is none.
bool some_value(const program::Type& type, value::Value& out);

}  // namespace avenant::optimise
