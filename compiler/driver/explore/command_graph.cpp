// rulec graph: what a rule depends on and what depends on it, as a picture, a text or data.
#include "compiler/driver/explore/law_opening.hpp"

namespace avenant::driver {
namespace {

/// Words, texts and dispositifs are read by no rule as rules read each other.
bool has_graph(explore::ThingKind kind) {
  using explore::ThingKind;
  return kind == ThingKind::ReferenceTable || kind == ThingKind::Reading ||
         (kind >= ThingKind::Input && kind <= ThingKind::Assumption);
}

std::string written(const Context& context, const explore::Law& law, const explore::Neighbourhood& graph,
                    const explore::FormOptions& form) {
  if (context.options.format == Format::Json) return explore::graph_json(law, graph, form);
  if (context.options.format == Format::Dot) return explore::graph_dot(law, graph, form);
  if (context.options.format == Format::Text) return explore::graph_text(law, graph, form);
  return explore::graph_svg(law, graph, form);
}

}  // namespace

int run_graph(Context& context) {
  int code = kDone;
  const std::unique_ptr<OpenedLaw> opened = OpenedLaw::open(context, code);
  if (opened == nullptr) return code;
  const explore::Thing& thing = opened->law().things[opened->thing()];
  if (!has_graph(thing.kind)) {
    diagnostics::Sink sink;
    sink.report(diagnostics::Code::NoGraphOf)
        .with("name", thing.name)
        .with("kind", explore::words_of(thing.kind).french, explore::words_of(thing.kind).english);
    print_messages(context, sink);
    return kUsage;
  }
  explore::NeighbourhoodRequest request;
  request.thing = opened->thing();
  request.direction = context.options.direction;
  request.depth = context.options.depth;
  const explore::Neighbourhood graph = explore::neighbourhood_of(
      opened->law().things, explore::reads_of(opened->law().things, opened->scope()), request);
  return write_result(context, written(context, opened->law(), graph, opened->form(context)));
}

}  // namespace avenant::driver
