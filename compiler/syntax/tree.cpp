#include "compiler/syntax/tree.hpp"

#include <iterator>

#include "compiler/base/check.hpp"
#include "compiler/syntax/state.hpp"

namespace avenant::syntax {
namespace {

enum class NodeClass : std::uint8_t { Leaf, Trivia, Node, Expression, Rule };
struct KindInfo {
  std::string_view name;
  NodeClass node_class;
};
constexpr KindInfo kKinds[] = {
#define AVENANT_LEAF(Name) {#Name, NodeClass::Leaf},
#define AVENANT_TRIVIA(Name) {#Name, NodeClass::Trivia},
#define AVENANT_NODE(Name) {#Name, NodeClass::Node},
#define AVENANT_EXPRESSION(Name) {#Name, NodeClass::Expression},
#define AVENANT_RULE(Name) {#Name, NodeClass::Rule},
#include "compiler/syntax/node.def"
};

const KindInfo& info(NodeKind kind) {
  return kKinds[static_cast<std::size_t>(kind)];
}

constexpr std::uint32_t kNone = 0xFFFFFFFF;

/// Turns completed nodes, children before parents, into nodes in document order.
class Builder {
 public:
  Builder(const TokenStream& stream, const std::vector<Completed>& completed, std::uint32_t text_size,
          std::uint32_t max_depth)
      : stream_(stream), completed_(completed), max_depth_(max_depth), text_size_(text_size) {
    nodes_.reserve(stream.tokens.size() + completed.size() + 1);
  }

  std::vector<Node> build(std::optional<std::uint32_t>& too_deep_at) {
    // The nodes that open before the completion of event i, the outermost first.
    std::vector<std::uint32_t> first(completed_.size(), kNone);
    std::vector<std::uint32_t> following(completed_.size(), kNone);
    for (std::uint32_t i = 0; i < completed_.size(); ++i) {
      following[i] = first[completed_[i].first_event];
      first[completed_[i].first_event] = i;
    }
    nodes_.push_back({NodeKind::File, 0, 0, text_size_, 0});
    for (std::uint32_t i = 0; i < completed_.size(); ++i) {
      for (std::uint32_t event = first[i]; event != kNone; event = following[event]) open(completed_[event]);
      close(completed_[i]);
    }
    add_leaves(static_cast<std::uint32_t>(stream_.tokens.size()));
    nodes_.front().next = static_cast<std::uint32_t>(nodes_.size());
    too_deep_at = too_deep_at_;
    return std::move(nodes_);
  }

 private:
  void add_leaves(std::uint32_t to) {
    for (; token_ < to; ++token_) {
      const Token& token = stream_.tokens[token_];
      nodes_.push_back(
          {token.kind, token.detail, token.begin, token.end, static_cast<std::uint32_t>(nodes_.size() + 1)});
    }
  }

  void open(const Completed& event) {
    add_leaves(event.begin_token);
    if (open_.size() >= max_depth_) {
      // Nothing nests in a node that was made flat.
      const bool flat = !open_.empty() && (open_.back() == kNone || nodes_[open_.back()].detail == kFlat);
      if (flat) {
        open_.push_back(kNone);
        return;
      }
      if (!too_deep_at_) too_deep_at_ = stream_.offset_of_token(event.begin_token);
      open_.push_back(static_cast<std::uint32_t>(nodes_.size()));
      nodes_.push_back({NodeKind::ErrorExpression, kFlat, end_of(token_), 0, 0});
      return;
    }
    open_.push_back(static_cast<std::uint32_t>(nodes_.size()));
    nodes_.push_back({event.kind, 0, end_of(token_), 0, 0});
  }

  void close(const Completed& event) {
    add_leaves(event.end_token);
    AVENANT_CHECK(!open_.empty(), "a node of the tree closes that was not opened");
    const std::uint32_t id = open_.back();
    open_.pop_back();
    if (id == kNone) return;
    Node& node = nodes_[id];
    node.next = static_cast<std::uint32_t>(nodes_.size());
    const bool empty = event.begin_token >= event.end_token;
    node.begin = empty ? end_of(event.end_token) : stream_.tokens[event.begin_token].begin;
    node.end = empty ? node.begin : stream_.tokens[event.end_token - 1].end;
    if (node.detail == kFlat) node.detail = 0;
  }

  /// The offset where the token before this one ends.
  [[nodiscard]] std::uint32_t end_of(std::uint32_t token) const {
    return token == 0 ? 0 : stream_.tokens[token - 1].end;
  }

  static constexpr std::uint16_t kFlat = 0xFFFF;

  const TokenStream& stream_;
  const std::vector<Completed>& completed_;
  std::uint32_t max_depth_;
  std::uint32_t text_size_;
  std::vector<Node> nodes_;
  std::vector<std::uint32_t> open_;
  std::uint32_t token_ = 0;
  std::optional<std::uint32_t> too_deep_at_;
};

void dump_node(const Tree& tree, std::uint32_t id, std::uint32_t depth, std::string& out) {
  const Node& node = tree.nodes()[id];
  out.append(static_cast<std::size_t>(depth) * 2, ' ');
  out += kind_name(node.kind);
  if (node.kind == NodeKind::Keyword) {
    out += ' ';
    out += keyword_name(static_cast<Keyword>(node.detail));
  }
  if (is_leaf(node.kind)) {
    out += " \"";
    for (const char c : tree.text().substr(node.begin, node.end - node.begin)) {
      if (c == '\n') {
        out += "\\n";
      } else if (c == '\r') {
        out += "\\r";
      } else {
        out += c;
      }
    }
    out += '"';
  }
  out += '\n';
}

}  // namespace

std::string_view kind_name(NodeKind kind) {
  return info(kind).name;
}
bool is_leaf(NodeKind kind) {
  return kind <= NodeKind::BadText;
}
bool is_trivia(NodeKind kind) {
  return kind <= NodeKind::Comment;
}
bool is_expression(NodeKind kind) {
  return info(kind).node_class == NodeClass::Expression;
}
bool is_rule(NodeKind kind) {
  return info(kind).node_class == NodeClass::Rule;
}

Tree::Tree(base::SourceId source, std::string_view text, KeywordLanguage language, std::vector<Node> nodes)
    : source_(source), text_(text), language_(language), nodes_(std::move(nodes)) {}

NodeRef Tree::root() const {
  AVENANT_CHECK(!nodes_.empty(), "root of an empty tree");
  return {*this, 0};
}

std::string_view NodeRef::text() const {
  return tree_->text().substr(data().begin, data().end - data().begin);
}

ChildRange NodeRef::children() const {
  return {*tree_, id_ + 1, data().next, false};
}
ChildRange NodeRef::all_children() const {
  return {*tree_, id_ + 1, data().next, true};
}

std::optional<NodeRef> NodeRef::child(NodeKind kind, std::size_t position) const {
  for (const NodeRef child : children()) {
    if (child.kind() == kind && position-- == 0) return child;
  }
  return std::nullopt;
}

std::optional<NodeRef> NodeRef::expression(std::size_t position) const {
  for (const NodeRef child : children()) {
    if (is_expression(child.kind()) && position-- == 0) return child;
  }
  return std::nullopt;
}

std::optional<NodeRef> NodeRef::keyword_child(Keyword keyword) const {
  for (const NodeRef child : children()) {
    if (child.is_keyword(keyword)) return child;
  }
  return std::nullopt;
}

std::optional<NodeRef> NodeRef::any_keyword(std::size_t position) const {
  return child(NodeKind::Keyword, position);
}

bool NodeRef::has_error() const {
  for (std::uint32_t id = id_; id < data().next; ++id) {
    const NodeKind kind = tree_->nodes()[id].kind;
    if (kind == NodeKind::Error || kind == NodeKind::ErrorExpression || kind == NodeKind::BadText) return true;
  }
  return false;
}

std::vector<Node> build_nodes(const TokenStream& stream, const ParserState& state, std::uint32_t text_size,
                              std::uint32_t max_tree_depth, std::optional<std::uint32_t>& too_deep_at) {
  return Builder(stream, state.completed(), text_size, max_tree_depth).build(too_deep_at);
}

std::string print_source(const Tree& tree) {
  std::string out;
  out.reserve(tree.text().size());
  for (const Node& node : tree.nodes()) {
    if (is_leaf(node.kind)) out += tree.text().substr(node.begin, node.end - node.begin);
  }
  return out;
}

std::string dump(const Tree& tree, bool with_trivia) {
  std::string out;
  std::vector<std::uint32_t> ends;
  for (std::uint32_t id = 0; id < tree.nodes().size(); ++id) {
    while (!ends.empty() && id >= ends.back()) ends.pop_back();
    const Node& node = tree.nodes()[id];
    if (with_trivia || !is_trivia(node.kind)) dump_node(tree, id, static_cast<std::uint32_t>(ends.size()), out);
    if (!is_leaf(node.kind)) ends.push_back(node.next);
  }
  return out;
}

}  // namespace avenant::syntax
