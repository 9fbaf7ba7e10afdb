#include "compiler/check/silence.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "compiler/syntax/views.hpp"

namespace avenant::check {

namespace {

using diagnostics::Code;

/// One `accepte`, and the rule that it stands in.
struct Acceptance {
  base::Span rule;
  base::Span written;
  Code code = Code::NotProved;
  bool used = false;
};

/// Whether the acceptance can be applied; reports why it cannot.
bool read_code(std::string_view written, base::Span span, diagnostics::Sink& sink, Code& code) {
  const auto found = diagnostics::find_code(written);
  if (!found) {
    sink.report(Code::UnknownAcceptedCode, span).with("code", written);
    return false;
  }
  code = *found;
  if (diagnostics::info(code).level != diagnostics::Level::Error) return true;
  sink.report(Code::ErrorNotAcceptable, span).with("code", diagnostics::id(code));
  return false;
}

void collect(const syntax::Tree& tree, diagnostics::Sink& sink, std::vector<Acceptance>& out) {
  const std::vector<syntax::RuleView> rules = syntax::rules_of(tree);
  const std::vector<syntax::Node>& nodes = tree.nodes();
  for (std::size_t index = 0; index < nodes.size(); ++index) {
    if (nodes[index].kind != syntax::NodeKind::AcceptItem) continue;
    const auto item = syntax::ModifierView::cast({tree, static_cast<std::uint32_t>(index)});
    const auto rule = std::find_if(rules.begin(), rules.end(), [&](const syntax::RuleView& each) {
      return each.span().begin <= item->span().begin && item->span().begin < each.span().end;
    });
    // What is missing was reported by the parser.
    if (rule == rules.end() || !item->code() || !item->reason()) continue;
    Acceptance acceptance;
    acceptance.rule = rule->span();
    acceptance.written = item->span();
    if (read_code(item->code()->text(), item->code()->span(), sink, acceptance.code)) out.push_back(acceptance);
  }
}

}  // namespace

void apply_acceptances(std::span<const syntax::Tree> trees, bool is_complete, diagnostics::Sink& sink) {
  std::vector<Acceptance> acceptances;
  for (const syntax::Tree& tree : trees) collect(tree, sink, acceptances);
  if (acceptances.empty()) return;
  sink.drop_warnings([&acceptances](const diagnostics::Diagnostic& diagnostic) {
    bool accepted = false;
    for (Acceptance& each : acceptances) {
      if (each.code != diagnostic.code || !diagnostic.span.valid() || diagnostic.span.source != each.rule.source)
        continue;
      if (diagnostic.span.begin < each.rule.begin || diagnostic.span.begin >= each.rule.end) continue;
      accepted = each.used = true;
    }
    return accepted;
  });
  if (!is_complete || sink.has_errors()) return;
  for (const Acceptance& each : acceptances) {
    if (!each.used) sink.report(Code::UnusedAcceptance, each.written).with("code", diagnostics::id(each.code));
  }
}

}  // namespace avenant::check
