// The lossless tree of one source: nodes in document order, leaves that hold every byte of the source exactly once.
// Read next: node.def (the kinds and their children), views.hpp (typed access; what readers of the tree should use).
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "compiler/base/source.hpp"
#include "compiler/syntax/keywords.hpp"

namespace avenant::syntax {

enum class NodeKind : std::uint16_t {
#define AVENANT_LEAF(Name) Name,
#define AVENANT_TRIVIA(Name) Name,
#define AVENANT_NODE(Name) Name,
#define AVENANT_EXPRESSION(Name) Name,
#define AVENANT_RULE(Name) Name,
#include "compiler/syntax/node.def"
};

[[nodiscard]] std::string_view kind_name(NodeKind kind);
[[nodiscard]] bool is_leaf(NodeKind kind);  ///< True for trivia too.
[[nodiscard]] bool is_trivia(NodeKind kind);
[[nodiscard]] bool is_expression(NodeKind kind);
[[nodiscard]] bool is_rule(NodeKind kind);

/// One node. Nodes are stored in document order, a parent before its children: the first child of node i, if it has
/// one, is i + 1, and its next sibling is `next`.
struct Node {
  NodeKind kind;
  std::uint16_t detail = 0;  ///< Of a Keyword leaf: the Keyword.
  std::uint32_t begin = 0;   ///< Byte offsets in the source: [begin, end).
  std::uint32_t end = 0;
  std::uint32_t next = 0;  ///< The id after the last descendant.
};
static_assert(sizeof(Node) == 16);

class NodeRef;

/// The tree of one source. It refers to the text of the source, which must outlive it. Immutable once built; copyable.
class Tree {
 public:
  Tree() = default;
  Tree(base::SourceId source, std::string_view text, KeywordLanguage language, std::vector<Node> nodes);

  [[nodiscard]] base::SourceId source() const { return source_; }
  [[nodiscard]] std::string_view text() const { return text_; }
  [[nodiscard]] KeywordLanguage language() const { return language_; }
  [[nodiscard]] const std::vector<Node>& nodes() const { return nodes_; }
  /// Takes the nodes out, for a pass that changes them.
  [[nodiscard]] std::vector<Node> take_nodes() && { return std::move(nodes_); }
  /// The File node. The tree must not be empty.
  [[nodiscard]] NodeRef root() const;

 private:
  base::SourceId source_;
  std::string_view text_;
  KeywordLanguage language_ = KeywordLanguage::French;
  std::vector<Node> nodes_;
};

/// The children of a node, as a range for `for`. With `kTrivia` false, trivia are skipped.
class ChildRange;

/// A node of a tree: a pointer and an index, passed by value. Valid as long as its tree stays where it is.
class NodeRef {
 public:
  NodeRef(const Tree& tree, std::uint32_t id) : tree_(&tree), id_(id) {}

  [[nodiscard]] const Tree& tree() const { return *tree_; }
  [[nodiscard]] std::uint32_t id() const { return id_; }
  [[nodiscard]] NodeKind kind() const { return data().kind; }
  /// Of a Keyword leaf.
  [[nodiscard]] Keyword keyword() const { return static_cast<Keyword>(data().detail); }
  [[nodiscard]] bool is_keyword(Keyword keyword) const {
    return kind() == NodeKind::Keyword && this->keyword() == keyword;
  }
  /// The bytes of the node without leading and trailing trivia.
  [[nodiscard]] base::Span span() const { return {tree_->source(), data().begin, data().end}; }
  [[nodiscard]] std::string_view text() const;
  [[nodiscard]] bool has_children() const { return data().next > id_ + 1; }

  /// Children that are not trivia, in order.
  [[nodiscard]] ChildRange children() const;
  /// All children, trivia included.
  [[nodiscard]] ChildRange all_children() const;
  /// The first child of a kind (position 0), or the one at `position` among those of that kind.
  [[nodiscard]] std::optional<NodeRef> child(NodeKind kind, std::size_t position = 0) const;
  /// The expression child at `position`; an ErrorExpression stands at the position of what is missing.
  [[nodiscard]] std::optional<NodeRef> expression(std::size_t position = 0) const;
  /// The first Keyword leaf child with this keyword.
  [[nodiscard]] std::optional<NodeRef> keyword_child(Keyword keyword) const;
  /// The Keyword leaf child at `position` among the keyword leaves.
  [[nodiscard]] std::optional<NodeRef> any_keyword(std::size_t position = 0) const;
  /// True when the node or a descendant is an Error: a reader should stay silent about what is missing in it.
  [[nodiscard]] bool has_error() const;

  friend bool operator==(NodeRef a, NodeRef b) { return a.tree_ == b.tree_ && a.id_ == b.id_; }

 private:
  [[nodiscard]] const Node& data() const { return tree_->nodes()[id_]; }

  const Tree* tree_;
  std::uint32_t id_;
};

class ChildRange {
 public:
  class Iterator {
   public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = NodeRef;
    using difference_type = std::ptrdiff_t;
    using pointer = const NodeRef*;
    using reference = NodeRef;

    Iterator(const Tree& tree, std::uint32_t id, std::uint32_t end, bool with_trivia)
        : tree_(&tree), id_(id), end_(end), with_trivia_(with_trivia) {
      skip();
    }
    NodeRef operator*() const { return {*tree_, id_}; }
    Iterator& operator++() {
      id_ = tree_->nodes()[id_].next;
      skip();
      return *this;
    }
    Iterator operator++(int) {
      Iterator before = *this;
      ++*this;
      return before;
    }
    friend bool operator==(const Iterator& a, const Iterator& b) { return a.id_ == b.id_; }

   private:
    void skip() {
      while (!with_trivia_ && id_ < end_ && is_trivia(tree_->nodes()[id_].kind)) id_ = tree_->nodes()[id_].next;
    }

    const Tree* tree_;
    std::uint32_t id_;
    std::uint32_t end_;
    bool with_trivia_;
  };

  ChildRange(const Tree& tree, std::uint32_t begin, std::uint32_t end, bool with_trivia)
      : tree_(&tree), begin_(begin), end_(end), with_trivia_(with_trivia) {}
  [[nodiscard]] Iterator begin() const { return {*tree_, begin_, end_, with_trivia_}; }
  [[nodiscard]] Iterator end() const { return {*tree_, end_, end_, with_trivia_}; }
  [[nodiscard]] bool empty() const { return begin() == end(); }

 private:
  const Tree* tree_;
  std::uint32_t begin_;
  std::uint32_t end_;
  bool with_trivia_;
};

/// The leaves in order, joined: the source again, byte for byte.
[[nodiscard]] std::string print_source(const Tree& tree);

/// One line a node, indented, for `rulec check --dump=tree` and file tests. Trivia are left out unless asked for.
[[nodiscard]] std::string dump(const Tree& tree, bool with_trivia = false);

}  // namespace avenant::syntax
