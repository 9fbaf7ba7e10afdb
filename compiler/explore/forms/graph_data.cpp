// A neighbourhood for other programs: JSON with all of the cone, DOT with what the picture shows.
#include <map>
#include <set>

#include "compiler/explore/forms/card.hpp"

namespace avenant::explore {

namespace {

using diagnostics::Language;

std::string_view side_word(Side side) {
  switch (side) {
    case Side::Centre:
      return "centre";
    case Side::Depends:
      return "depends";
    case Side::Used:
      return "used";
  }
  return "";
}

std::string_view direction_word(Direction direction) {
  switch (direction) {
    case Direction::Both:
      return "both";
    case Direction::Depends:
      return "depends";
    case Direction::Used:
      return "used";
  }
  return "";
}

/// A text inside the quotes of DOT.
std::string quoted(std::string_view text) {
  std::string all = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') all += '\\';
    all += c == '\n' ? ' ' : c;
  }
  return all + "\"";
}

/// Names of the nodes, each its own: one name may be that of an entrée and of a lecture.
std::vector<std::string> node_names(const Law& law, const Neighbourhood& graph) {
  std::map<std::string, std::size_t> uses;
  for (const Node& node : graph.nodes) ++uses[law.things[node.thing].full_name()];
  std::vector<std::string> names;
  for (const Node& node : graph.nodes) {
    const Thing& thing = law.things[node.thing];
    const bool is_shared = uses[thing.full_name()] > 1;
    names.push_back(is_shared ? std::string(words_of(thing.kind).json) + " " + thing.full_name() : thing.full_name());
  }
  return names;
}

void write_node(const Law& law, const Neighbourhood& graph, std::uint32_t position, const std::string& name, bool shown,
                report::JsonWriter& json) {
  const Node& node = graph.nodes[position];
  const Thing& thing = law.things[node.thing];
  json.open_object();
  json.member("id", name);
  json.member("kind", words_of(thing.kind).json);
  json.member("name", thing.name);
  if (!thing.dispositif.empty()) json.member("dispositif", thing.dispositif);
  if (!thing.title.empty()) json.member("title", thing.title);
  write_flag("result", thing.is_result, json);
  json.member("side", side_word(node.side));
  write_count("distance", node.distance, json);
  write_flag("reads_itself", node.reads_itself, json);
  write_flag("shown", shown, json);
  write_location(location_of(law, thing.declared), json);
  json.close_object();
}

void write_edge(const Law& law, const std::vector<std::string>& names, const Edge& edge, report::JsonWriter& json) {
  json.open_object();
  json.member("reader", names[edge.reader]);
  json.member("read", names[edge.read]);
  json.key("for");
  json.open_array();
  if (edge.for_value) json.text("value");
  if (edge.for_derogation) json.text("derogation");
  if (edge.for_application) json.text("application");
  json.close_array();
  json.key("places");
  json.open_array();
  for (const base::Span span : edge.places) {
    json.open_object();
    write_location(location_of(law, span), json);
    json.close_object();
  }
  json.close_array();
  json.close_object();
}

}  // namespace

std::string graph_json(const Law& law, const Neighbourhood& graph, const FormOptions& options) {
  std::set<std::uint32_t> shown;
  for (const Box& box : graph.boxes) {
    if (box.thing.valid()) shown.insert(box.nodes.begin(), box.nodes.end());
  }
  const std::vector<std::string> names = node_names(law, graph);
  report::JsonWriter json;
  json.open_object();
  json.member("format", "avenant-graph");
  json.key("version");
  json.raw("1");
  json.member("centre", names[0]);
  json.member("direction", direction_word(graph.direction));
  write_day("at", options.day, json);
  write_count("depth", graph.depth, json);
  json.key("nodes");
  json.open_array();
  for (std::uint32_t i = 0; i < graph.nodes.size(); ++i) write_node(law, graph, i, names[i], shown.contains(i), json);
  json.close_array();
  json.key("edges");
  json.open_array();
  for (const Edge& edge : graph.edges) write_edge(law, names, edge, json);
  json.close_array();
  json.close_object();
  return json.take() + "\n";
}

std::string graph_dot(const Law& law, const Neighbourhood& graph, const FormOptions& options) {
  const Language language = options.language;
  std::string dot = "digraph " + quoted(box_name(law, graph, 0, language)) +
                    " {\n  rankdir=LR;\n  node [shape=box, fontname=\"sans-serif\"];\n  edge [color=\"#70707c\"];\n";
  for (std::uint32_t box = 0; box < graph.boxes.size(); ++box) {
    const Box& item = graph.boxes[box];
    std::string label;
    if (item.thing.valid()) label = kind_words(law.things, item.thing, language) + " ";
    label += box_name(law, graph, box, language);
    std::string fields;
    for (const std::string& field : box_fields(law, graph, box)) fields += (fields.empty() ? "" : ", ") + field;
    if (!fields.empty()) label += " : " + fields;
    dot += "  n" + std::to_string(box) + " [label=" + quoted(label) + (box == 0 ? ", penwidth=3" : "") +
           (item.thing.valid() ? "" : ", style=dashed") + "];\n";
  }
  for (const Link& link : graph.links) {
    dot += "  n" + std::to_string(link.read) + " -> n" + std::to_string(link.reader);
    dot += link.is_derogation ? " [style=dashed];\n" : link.is_application ? " [style=dotted];\n" : ";\n";
  }
  return dot + "}\n";
}

}  // namespace avenant::explore
