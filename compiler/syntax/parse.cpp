#include "compiler/syntax/parse.hpp"

#include <utility>

#include "compiler/syntax/lexer.hpp"
#include "compiler/syntax/state.hpp"

namespace avenant::syntax {

Tree parse(const base::SourceMap& sources, base::SourceId source, diagnostics::Sink& sink,
           const ParseOptions& options) {
  const std::string_view text = sources[source].text;
  const TokenStream stream = lex(sources, source, sink, options);
  ParserState state(stream, text, source, options);
  run_grammar(stream, state);
  report_mistakes(state, stream, sink);

  std::optional<std::uint32_t> too_deep_at;
  std::vector<Node> nodes =
      build_nodes(stream, state, static_cast<std::uint32_t>(text.size()), options.max_tree_depth, too_deep_at);
  if (too_deep_at) {
    sink.report(diagnostics::Code::TooDeep, {source, *too_deep_at, *too_deep_at})
        .with("limit", static_cast<std::int64_t>(options.max_tree_depth));
  }
  Tree draft(source, text, stream.language, std::move(nodes));
  const std::vector<KindChange> changes = check_shape(draft, sink);
  nodes = std::move(draft).take_nodes();
  for (const KindChange& change : changes) nodes[change.node].kind = change.kind;
  return {source, text, stream.language, std::move(nodes)};
}

}  // namespace avenant::syntax
