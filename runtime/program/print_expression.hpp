// The expressions of the text form: types, literals and nodes, printed on one line where they are short. See print.hpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "runtime/program/package.hpp"

namespace avenant::program {

// `characters` between quotes, with `\"`, `\\` and `\n` escaped.
std::string quote(std::string_view characters);

// Prints the expressions of one package. A node that is read from several places is printed once, as `(let %k …)`, and
// read as `%k`: those lines are appended to `lets`, before whatever needs them.
class ExpressionPrinter {
 public:
  explicit ExpressionPrinter(const Package& package);

  // The variable that the nodes printed from now on belong to; where a node belongs to another, its text says so.
  void set_owner(VariableId variable) { owner_ = variable; }
  // A space or a new line, then the node, indented by `indent`.
  std::string operand(NodeId node, int indent, std::string& lets);
  // `%k`, the name of a node that is already printed.
  std::string reference(NodeId node) const;

  std::string name(StringId id) const;
  std::string type(TypeId id) const;
  std::string literal(const Type& type, const value::Value& value) const;
  std::string range(RangeId id, const Type& type) const;
  // ` @n`, or nothing without a place.
  // `m#3`: a binder, which `bound` and its fold name.
  std::string binder(BinderId id) const;
  std::string at(PlaceId place) const;

 private:
  void count_references();
  std::string head(const Node& node) const;
  std::string payload(const Node& node) const;
  std::string suffix(const Node& node) const;
  std::string node(NodeId id, int indent, std::string& lets);
  std::string node_itself(NodeId id, int indent, std::string& lets);
  std::vector<std::string> parts(const Node& node, int indent, std::string& lets);
  std::vector<std::string> select_parts(const Node& node, int indent, std::string& lets);
  std::vector<std::string> table_parts(const Node& node, int indent, std::string& lets);
  bool is_of_owner(const Node& node) const;
  bool implies_type(const Node& node) const;

  const Package& package_;
  std::vector<std::uint32_t> n_references_;
  // Of shared nodes: 1 + their number, 0 while they are not printed.
  std::vector<std::uint32_t> numbers_;
  std::uint32_t n_shared_ = 0;
  VariableId owner_;
};

}  // namespace avenant::program
