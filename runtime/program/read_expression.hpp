// Reads the expressions of the text form. See read_names.hpp.
#pragma once

#include "runtime/program/read_names.hpp"

namespace avenant::program {

class ExpressionReader {
 public:
  explicit ExpressionReader(ReaderNames& names) : names_(names), builder_(names.builder) {}

  // The node of an expression: `(op …)`, a literal, `%k`, or the bare name of a variable, an input or a reading.
  NodeId read(const Form& form);
  // The owner of the nodes read from now on.
  void set_owner(VariableId owner);

 private:
  NodeId atom(const Form& form);
  NodeId list(const Form& form);
  NodeId constant_form(const Form& form, const SuffixedWord& head, PlaceId place);
  NodeId within(const Form& form);
  NodeId select(const Form& form, TypeId type, PlaceId place);
  NodeId table(const Form& form, TypeId type, PlaceId place);
  // Reads the items of the payload from `next` on.
  NodeId in_period(const Form& form, PlaceId place);
  ColumnId column(const Form& list_form, const Form& name);
  std::uint32_t payload(Op op, const Form& form, std::size_t& next);
  std::uint8_t mode(Op op, const Form& form, std::size_t& next);
  NodeId nothing(const Form& form, const std::string& message);

  ReaderNames& names_;
  PackageBuilder& builder_;
  VariableId owner_;
};

}  // namespace avenant::program
