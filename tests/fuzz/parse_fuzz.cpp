// Fuzz target of the parser: for any bytes, parsing ends, every byte of the source belongs to exactly one leaf, the
// tree prints back to the source, and the views of every rule can be read.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "compiler/syntax/parse.hpp"
#include "compiler/syntax/views.hpp"

namespace {

using namespace avenant;

void require(bool holds, const char* what) {
  if (holds) return;
  std::fputs(what, stderr);
  std::fputc('\n', stderr);
  std::abort();
}

void check_leaves(const syntax::Tree& tree) {
  std::uint32_t at = 0;
  for (const syntax::Node& node : tree.nodes()) {
    require(node.begin <= node.end && node.end <= tree.text().size(), "a node lies outside its source");
    require(node.next <= tree.nodes().size(), "a node ends outside the tree");
    if (!syntax::is_leaf(node.kind)) continue;
    require(node.begin == at, "a byte is in no leaf, or in two");
    require(node.end > node.begin, "a leaf is empty");
    at = node.end;
  }
  require(at == tree.text().size(), "the end of the source is in no leaf");
  require(syntax::print_source(tree) == tree.text(), "the tree does not print back to its source");
}

void check_nesting(const syntax::Tree& tree) {
  std::vector<std::uint32_t> ends;
  for (std::uint32_t id = 0; id < tree.nodes().size(); ++id) {
    while (!ends.empty() && id >= ends.back()) ends.pop_back();
    const syntax::Node& node = tree.nodes()[id];
    require(node.next > id, "a node ends before it begins");
    require(ends.empty() || node.next <= ends.back(), "a node ends after its parent");
    if (!syntax::is_leaf(node.kind)) ends.push_back(node.next);
  }
}

void read_views(const syntax::Tree& tree) {
  for (const syntax::RuleView& rule : syntax::rules_of(tree)) {
    static_cast<void>(rule.kind());
    static_cast<void>(rule.name());
    static_cast<void>(rule.family());
    static_cast<void>(rule.modifiers());
    if (const auto title = rule.title()) static_cast<void>(title->content());
    if (const auto table = rule.table()) static_cast<void>(table->rows());
  }
  for (std::uint32_t id = 0; id < tree.nodes().size(); ++id) {
    const syntax::NodeRef node(tree, id);
    const auto expression = syntax::ExpressionView::cast(node);
    if (!expression) continue;
    if (const auto date = expression->as<syntax::DateView>()) static_cast<void>(date->parts_of_date());
    if (const auto choice = expression->as<syntax::IfView>()) {
      static_cast<void>(choice->branches());
      static_cast<void>(choice->otherwise());
    }
    if (const auto binary = expression->as<syntax::BinaryView>()) static_cast<void>(binary->operation());
    if (const auto aggregate = expression->as<syntax::AggregateView>()) static_cast<void>(aggregate->operation());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string text(reinterpret_cast<const char*>(data), size);
  base::SourceMap sources;
  const base::SourceId source = sources.add("fuzz.avn.md", std::move(text));
  diagnostics::Sink sink;
  const syntax::Tree tree = syntax::parse(sources, source, sink);
  check_leaves(tree);
  check_nesting(tree);
  read_views(tree);
  return 0;
}
