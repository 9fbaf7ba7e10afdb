#include "compiler/sema/consequences.hpp"

#include <algorithm>
#include <array>

#include "compiler/syntax/tree.hpp"

namespace avenant::sema {

namespace {

/// Messages whose first parameters say which name is unknown.
bool is_about_a_name(Code code) {
  constexpr std::array kCodes{Code::UnknownName,       Code::UnknownFunction,    Code::UnknownType,
                              Code::UnknownUnit,       Code::UnknownField,       Code::UnknownLabel,
                              Code::UnknownReading,    Code::NotAnInput,         Code::UnknownDerogation,
                              Code::UnknownBaseCase,   Code::UnknownText,        Code::UnknownCallInput,
                              Code::UnknownCallResult, Code::UnknownTableColumn, Code::NoSuchDispositif,
                              Code::UnknownCase,       Code::UnknownAttribute};
  return std::find(kCodes.begin(), kCodes.end(), code) != kCodes.end();
}

bool is_consequence(const Context& context, const diagnostics::Diagnostic& diagnostic) {
  if (!is_about_a_name(diagnostic.code)) return false;
  return std::any_of(
      diagnostic.parameters.begin(), diagnostic.parameters.end(), [&](const diagnostics::Parameter& parameter) {
        const bool names = parameter.name == "name" || parameter.name == "label" || parameter.name == "rule";
        return names && context.is_damaged(parameter.french);
      });
}

}  // namespace

void collect_damaged_names(Context& context, const std::vector<const syntax::Tree*>& trees) {
  for (const syntax::Tree* tree : trees) {
    const auto& nodes = tree->nodes();
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      if (nodes[i].kind != syntax::NodeKind::Error) continue;
      for (const std::size_t end = nodes[i].next; i < end; ++i) {
        if (nodes[i].kind != syntax::NodeKind::Word && nodes[i].kind != syntax::NodeKind::BadText) continue;
        context.damaged.insert(
            context.program.names.intern(tree->text().substr(nodes[i].begin, nodes[i].end - nodes[i].begin)));
      }
      --i;
    }
  }
}

void forward_independent(const Context& context, const diagnostics::Sink& found, diagnostics::Sink& sink) {
  for (const diagnostics::Diagnostic& diagnostic : found.all()) {
    if (!is_consequence(context, diagnostic)) sink.add(diagnostic);
  }
}

}  // namespace avenant::sema
