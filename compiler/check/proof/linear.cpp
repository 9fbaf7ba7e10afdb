#include "compiler/check/proof/linear.hpp"

namespace avenant::check {

namespace {

using program::NodeId;
using program::Op;
using program::TypeKind;
using value::Rational;

bool is_counted(TypeKind kind) {
  return kind == TypeKind::kNumber || kind == TypeKind::kDate || kind == TypeKind::kEnumeration ||
         kind == TypeKind::kBoolean;
}

std::optional<Linear> scaled(Linear form, Rational factor) {
  if (factor.is_zero()) return Linear{};
  for (auto& [shape, coefficient] : form.terms) {
    const value::Checked<Rational> product = value::multiply(coefficient, factor);
    if (!product.ok()) return std::nullopt;
    coefficient = product.value;
  }
  const value::Checked<Rational> constant = value::multiply(form.constant, factor);
  if (!constant.ok()) return std::nullopt;
  form.constant = constant.value;
  return form;
}

std::optional<Linear> sum(Linear left, const Linear& right) {
  for (const auto& [shape, coefficient] : right.terms) {
    const value::Checked<Rational> total = value::add(left.terms[shape], coefficient);
    if (!total.ok()) return std::nullopt;
    left.terms[shape] = total.value;
    if (total.value.is_zero()) left.terms.erase(shape);
  }
  const value::Checked<Rational> constant = value::add(left.constant, right.constant);
  if (!constant.ok()) return std::nullopt;
  left.constant = constant.value;
  return left;
}

/// A product or quotient by a constant.
std::optional<Linear> product(const program::Node& node, const Linear& left, const Linear& right) {
  if (node.op == Op::kMultiply) {
    if (left.terms.empty()) return scaled(right, left.constant);
    return right.terms.empty() ? scaled(left, right.constant) : std::nullopt;
  }
  if (!right.terms.empty() || right.constant.is_zero()) return std::nullopt;
  const value::Checked<Rational> inverse = value::divide(Rational::whole(1), right.constant);
  return inverse.ok() ? scaled(left, inverse.value) : std::nullopt;
}

std::optional<Linear> computed(const program::Package& package, Shapes& shapes, const program::Node& node) {
  const auto operands = package.operands_of(node);
  if (node.op == Op::kUnwrap || node.op == Op::kInRange || node.op == Op::kExact) {
    return linear_of(package, shapes, operands[0]);
  }
  if (node.op == Op::kNegate) {
    const auto operand = linear_of(package, shapes, operands[0]);
    return operand ? scaled(*operand, Rational::whole(-1)) : std::nullopt;
  }
  const bool adds = node.op == Op::kAdd || node.op == Op::kSubtract;
  if (!adds && node.op != Op::kMultiply && node.op != Op::kDivide) return std::nullopt;
  const auto left = linear_of(package, shapes, operands[0]);
  const auto right = linear_of(package, shapes, operands[1]);
  if (!left || !right) return std::nullopt;
  if (node.op == Op::kAdd) return sum(*left, *right);
  if (node.op == Op::kSubtract) return difference(*left, *right);
  return product(node, *left, *right);
}

}  // namespace

std::uint32_t Shapes::of(NodeId id) {
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
  const auto [found, is_new] = by_key_.emplace(std::move(key), static_cast<std::uint32_t>(examples_.size()));
  if (is_new) examples_.push_back(id);
  by_node_.emplace(id.value, found->second);
  return found->second;
}

std::optional<Linear> linear_of(const program::Package& package, Shapes& shapes, NodeId id) {
  const program::Node& node = package.node(id);
  const program::Type& type = package.type(node.type);
  if (!is_counted(type.kind)) return std::nullopt;
  if (node.op == Op::kConst) {
    const value::Value constant = package.constants[node.payload];
    if (constant.is_absent()) return std::nullopt;
    const Rational number = type.kind == TypeKind::kNumber ? constant.as_number() : Rational::unchecked(constant.a, 1);
    return Linear{{}, number};
  }
  if (auto form = computed(package, shapes, node)) return form;
  return Linear{{{shapes.of(id), Rational::whole(1)}}, Rational()};
}

std::optional<Linear> difference(const Linear& left, const Linear& right) {
  const auto opposite = scaled(right, Rational::whole(-1));
  return opposite ? sum(left, *opposite) : std::nullopt;
}

}  // namespace avenant::check
