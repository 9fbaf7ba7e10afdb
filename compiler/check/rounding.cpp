#include "compiler/check/rounding.hpp"

#include <optional>
#include <unordered_set>
#include <vector>

#include "runtime/value/rounding.hpp"

namespace avenant::check {

namespace {

using program::NodeId;
using program::Op;

/// Expressions looked at from one rounding.
constexpr std::size_t kMaxFollowed = 2'000;

class Search {
 public:
  Search(const program::Package& package, const program::Node& outer) : package_(package), outer_(outer) {}

  /// The rounding whose value reaches the outer one unchanged.
  std::optional<NodeId> run() {
    stack_.push_back(package_.operands_of(outer_)[0]);
    while (!stack_.empty() && seen_.size() < kMaxFollowed) {
      const NodeId id = stack_.back();
      stack_.pop_back();
      if (!seen_.insert(id.value).second) continue;
      const program::Node& node = package_.node(id);
      if (node.op == Op::kRound) {
        if (changes_the_result(node)) return id;
      } else {
        follow(node);
      }
    }
    return std::nullopt;
  }

 private:
  /// Whether rounding `inner` first may give another result than rounding once.
  bool changes_the_result(const program::Node& inner) const {
    const value::Rational fine = package_.constants[inner.payload].as_number();
    const value::Rational coarse = package_.constants[outer_.payload].as_number();
    if (coarse <= fine) return false;
    const auto sense = static_cast<value::Rounding>(outer_.mode);
    const bool to_one_side = sense != value::Rounding::nearest && sense != value::Rounding::half_even;
    const value::Checked<value::Rational> ratio = value::divide(coarse, fine);
    const bool nested = ratio.ok() && ratio.value.is_integer();
    return !(to_one_side && nested && inner.mode == outer_.mode);
  }

  /// The operands whose value the node passes on as it is.
  void follow(const program::Node& node) {
    const auto operands = package_.operands_of(node);
    if (node.op == Op::kVariable) {
      follow_variable(program::VariableId(node.payload));
    } else if (node.op == Op::kIf || node.op == Op::kSelect) {
      stack_.insert(stack_.end(), operands.begin() + 1, operands.end());
    } else if (node.op == Op::kAssume) {
      stack_.push_back(operands[1]);
    } else if (node.op == Op::kTable) {
      follow_table(node, operands);
    } else if (node.op == Op::kOrElse || node.op == Op::kUnwrap || node.op == Op::kInRange || node.op == Op::kExact ||
               node.op == Op::kMin || node.op == Op::kMax) {
      stack_.insert(stack_.end(), operands.begin(), operands.end());
    }
  }

  void follow_table(const program::Node& node, std::span<const NodeId> operands) {
    const program::Table& table = package_.tables[node.payload];
    for (const program::Row& row : package_.rows_of(table)) stack_.push_back(operands[row.first_operand + row.n_cells]);
    if (table.has_otherwise) stack_.push_back(operands.back());
  }

  void follow_variable(program::VariableId id) {
    for (const program::Version& version : package_.versions_of(package_.variable(id))) {
      if (!version.rule) continue;
      const program::Rule& rule = package_.rule(version.rule);
      stack_.push_back(rule.body);
      for (const program::Derogation& derogation : package_.derogations_of(rule)) stack_.push_back(derogation.body);
    }
  }

  const program::Package& package_;
  const program::Node& outer_;
  std::unordered_set<std::uint32_t> seen_;
  std::vector<NodeId> stack_;
};

}  // namespace

void report_double_rounding(const program::Package& package, Spans& spans, diagnostics::Sink& sink) {
  // Members of a family are written at one place.
  std::unordered_set<std::uint32_t> reported;
  for (std::size_t index = 0; index < package.nodes.size(); ++index) {
    const program::Node& node = package.nodes[index];
    if (node.op != Op::kRound || reported.contains(node.place.value)) continue;
    const std::optional<NodeId> inner = Search(package, node).run();
    if (!inner) continue;
    reported.insert(node.place.value);
    sink.report(diagnostics::Code::DoubleRounding, spans.of_node(NodeId(index)))
        .label(spans.of_node(*inner), diagnostics::Label::FirstRounding);
  }
}

}  // namespace avenant::check
