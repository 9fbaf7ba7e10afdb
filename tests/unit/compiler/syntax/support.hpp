// What the tests of the parser share: parsing a text, the codes it gives, and expressions printed in parentheses.
#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/syntax/parse.hpp"
#include "compiler/syntax/views.hpp"

namespace avenant::syntax::test {

/// One parsed source, with what it was parsed from.
struct Parsed {
  std::unique_ptr<base::SourceMap> sources = std::make_unique<base::SourceMap>();
  base::SourceId source;
  diagnostics::Sink sink;
  Tree tree;

  [[nodiscard]] std::vector<std::string> codes() const {
    std::vector<std::string> codes;
    for (const auto& diagnostic : sink.all()) codes.push_back(diagnostics::id(diagnostic.code));
    return codes;
  }
  [[nodiscard]] std::vector<RuleView> rules() const { return rules_of(tree); }
  [[nodiscard]] std::string marked(std::size_t i = 0) const {
    return std::string(sources->text(sink.all().at(i).span));
  }
  [[nodiscard]] bool lossless() const { return print_source(tree) == (*sources)[source].text; }
};

inline Parsed parse_file(std::string text, const ParseOptions& options = {}) {
  Parsed parsed;
  parsed.source = parsed.sources->add("essai.avn.md", std::move(text));
  parsed.tree = parse(*parsed.sources, parsed.source, parsed.sink, options);
  return parsed;
}

/// Parses one block of rules.
inline Parsed parse_rules(std::string_view rules, const ParseOptions& options = {}) {
  return parse_file("# Essai\n\n```avenant\n" + std::string(rules) + "\n```\n", options);
}

/// An expression in prefix form: `(+ a (× b c))`, `(call f a b)`, other kinds as `(Kind children…)`.
inline std::string show(NodeRef node) {
  const auto children = [node](const std::string& head) {
    std::string out = "(" + head;
    for (const NodeRef child : node.children()) {
      if (is_leaf(child.kind())) continue;
      out += " " + show(child);
    }
    return out + ")";
  };
  if (is_leaf(node.kind()) || node.kind() == NodeKind::Name || node.kind() == NodeKind::Unit) {
    return std::string(node.text());
  }
  if (node.kind() == NodeKind::NameExpression || node.kind() == NodeKind::NumberLiteral ||
      node.kind() == NodeKind::CodeLiteral || node.kind() == NodeKind::DateLiteral ||
      node.kind() == NodeKind::DurationLiteral || node.kind() == NodeKind::BooleanLiteral ||
      node.kind() == NodeKind::TextLiteral) {
    return std::string(node.text());
  }
  if (const auto binary = BinaryView::cast(node)) {
    const base::Span span = binary->operator_span();
    return children(std::string(node.tree().text().substr(span.begin, span.size())));
  }
  if (node.kind() == NodeKind::CallExpression) return children("call");
  if (node.kind() == NodeKind::Arguments) {
    std::string out = children("");
    return out.size() > 3 ? out.substr(2, out.size() - 3) : std::string();
  }
  if (node.kind() == NodeKind::FieldExpression) return children(".");
  if (node.kind() == NodeKind::Parenthesised) return children("paren");
  if (node.kind() == NodeKind::ListExpression) return children("list");
  if (const auto unary = UnaryView::cast(node))
    return children(unary->operation() == UnaryOperator::Not ? "non" : "neg");
  if (const auto member = MemberView::cast(node)) return children(member->negated() ? "hors" : "parmi");
  if (const auto given = GivenView::cast(node)) return children(given->negated() ? "pas-donné" : "donné");
  if (node.kind() == NodeKind::IfExpression) return children("si");
  if (node.kind() == NodeKind::Condition) return show(*node.expression());
  return children(std::string(kind_name(node.kind())));
}

/// Parses `définition x = EXPRESSION` and shows its body; "?" when it has none.
inline std::string show_expression(std::string_view expression) {
  const Parsed parsed = parse_rules("définition x = " + std::string(expression));
  const auto rules = parsed.rules();
  if (rules.empty() || !parsed.sink.all().empty()) return "?";
  const auto definition = rules.front().as<DefinitionView>();
  return definition && definition->body() ? show(definition->body()->node()) : "?";
}

/// The codes that one expression gives.
inline std::vector<std::string> codes_of_expression(std::string_view expression) {
  return parse_rules("définition x = " + std::string(expression)).codes();
}

using Codes = std::vector<std::string>;

}  // namespace avenant::syntax::test
