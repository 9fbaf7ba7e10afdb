// What all typed views share. A view is a NodeRef of a known kind; every part of it is optional, for the tree may be
// erroneous: what is missing was reported by the parser. Read next: views.hpp.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "compiler/syntax/tree.hpp"

namespace avenant::syntax {

class ExpressionView;

class View {
 public:
  [[nodiscard]] NodeRef node() const { return node_; }
  [[nodiscard]] base::Span span() const { return node_.span(); }
  [[nodiscard]] std::string_view text() const { return node_.text(); }

 protected:
  explicit View(NodeRef node) : node_(node) {}

  /// The child of a kind at a position, viewed as V.
  template <class V>
  [[nodiscard]] std::optional<V> part(NodeKind kind, std::size_t position = 0) const {
    const std::optional<NodeRef> child = node_.child(kind, position);
    return child ? V::cast(*child) : std::nullopt;
  }
  /// The first child that V accepts.
  template <class V>
  [[nodiscard]] std::optional<V> part() const {
    for (NodeRef child : node_.children()) {
      if (std::optional<V> view = V::cast(child)) return view;
    }
    return std::nullopt;
  }
  /// All children that V accepts, in order.
  template <class V>
  [[nodiscard]] std::vector<V> parts() const {
    std::vector<V> views;
    for (NodeRef child : node_.children()) {
      if (std::optional<V> view = V::cast(child)) views.push_back(*view);
    }
    return views;
  }

  /// The expression at a position among the expression children.
  [[nodiscard]] std::optional<ExpressionView> expression_part(std::size_t position) const;

  NodeRef node_;
};

/// A view over one kind of node: `struct NameView : KindView<NameView, NodeKind::Name> { using KindView::KindView; …
/// };`.
template <class Self, NodeKind kKind>
class KindView : public View {
 public:
  [[nodiscard]] static std::optional<Self> cast(NodeRef node) {
    return node.kind() == kKind ? std::optional<Self>(Self(node)) : std::nullopt;
  }

 protected:
  explicit KindView(NodeRef node) : View(node) {}
};

/// A name: its text is what is interned.
struct NameView : KindView<NameView, NodeKind::Name> {
  using KindView::KindView;
};

/// A quoted text: Title, Label, Reason, SourceNote, or a bare Quoted leaf. `content` is without guillemets and the
/// spaces inside.
class QuotedView : public View {
 public:
  [[nodiscard]] static std::optional<QuotedView> cast(NodeRef node);
  [[nodiscard]] std::string_view content() const;

 private:
  explicit QuotedView(NodeRef node) : View(node) {}
};

}  // namespace avenant::syntax
