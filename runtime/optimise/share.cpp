// Keeps one of equal expressions. Two are equal where they do the same to the same operands and their own errors are at
// the same places: one that cannot fail by itself has no place. Folds are left alone, for each binds an element of its
// own.
#include <map>

#include "runtime/optimise/draft.hpp"
#include "runtime/optimise/optimise.hpp"

namespace avenant::optimise {

namespace {

using program::Node;
using program::NodeId;
using program::PayloadKind;

// All that an outcome depends on, as words.
using Key = std::vector<std::uint32_t>;

void add_payload(const program::Package& package, const Node& node, Key& key) {
  if (node.op == program::Op::kTable) {
    const program::Table& table = package.tables[node.payload];
    key.push_back(table.has_otherwise ? 1 : 0);
    for (const program::Row& row : package.rows_of(table)) key.push_back(row.n_cells);
  } else if (node.op == program::Op::kSelect) {
    const program::Select& select = package.selects[node.payload];
    const auto least = static_cast<std::uint64_t>(select.least);
    key.push_back(static_cast<std::uint32_t>(least >> 32U));
    key.push_back(static_cast<std::uint32_t>(least));
    key.push_back(select.otherwise);
    for (std::uint32_t k = 0; k < select.n_targets; ++k) {
      key.push_back(package.select_targets[select.first_target + k]);
    }
  } else {
    key.push_back(node.payload);
  }
}

Key key_of(const Draft& draft, NodeId id) {
  const Node& node = draft.node(id);
  Key key{static_cast<std::uint32_t>(node.op),
          node.mode,
          node.type.value,
          node.site.value,
          node.second_site.value,
          node.n_operands};
  for (const NodeId operand : draft.operands(id)) key.push_back(operand.value);
  add_payload(draft.package(), node, key);
  return key;
}

}  // namespace

program::Package share(const program::Package& package, const Options&) {
  Draft draft(package);
  std::map<Key, NodeId> known;
  for (std::size_t i = 0; i < package.nodes.size(); ++i) {
    const Node& node = package.nodes[i];
    if (program::info(node.op).payload == PayloadKind::kBinder && node.n_operands > 0) continue;
    const auto [found, added] = known.try_emplace(key_of(draft, NodeId(i)), NodeId(i));
    if (!added) draft.replace(NodeId(i), found->second);
  }
  return draft.finish();
}

}  // namespace avenant::optimise
