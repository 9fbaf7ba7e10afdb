// Instantiates the grammar: the only source that compiles PEGTL.
#include "compiler/syntax/grammar_rules.hpp"

namespace avenant::syntax {

void run_grammar(const TokenStream& stream, ParserState& state) {
  grammar::Input in(stream.tags.data(), stream.tags.data() + stream.tags.size(), "tags");
  static_cast<void>(grammar::run<grammar::file>(in, state));
  AVENANT_CHECK(in.empty(), "the grammar left tokens unread");
}

}  // namespace avenant::syntax
