// What is found of a thing, written: as text for people, as JSON, as DOT for other programs, as a picture.
// Read next: where_text.cpp, graph_text.cpp, picture.cpp.
#pragma once

#include <string>

#include "compiler/diagnostics/diagnostics.hpp"
#include "compiler/explore/neighbourhood.hpp"
#include "compiler/explore/places.hpp"
#include "compiler/report/json_writer.hpp"

namespace avenant::explore {

struct FormOptions {
  diagnostics::Language language = diagnostics::Language::French;
  bool color = false;
  std::optional<value::Date> day = {};  ///< The day that --at asks for.
};

/// Each form ends with a line break.
[[nodiscard]] std::string where_text(const Law& law, const Whereabouts& found, const FormOptions& options);
/// docs/schemas/where.schema.json describes it.
[[nodiscard]] std::string where_json(const Law& law, const Whereabouts& found, const FormOptions& options);

/// The same nodes and edges as the picture, as nested lists, and what is folded by name.
[[nodiscard]] std::string graph_text(const Law& law, const Neighbourhood& graph, const FormOptions& options);
/// All nodes and edges, folded ones included; docs/schemas/graph.schema.json describes it.
[[nodiscard]] std::string graph_json(const Law& law, const Neighbourhood& graph, const FormOptions& options);
/// What the picture shows, for Graphviz and other programs.
[[nodiscard]] std::string graph_dot(const Law& law, const Neighbourhood& graph, const FormOptions& options);
/// A picture as one file. The same graph gives the same bytes.
[[nodiscard]] std::string graph_svg(const Law& law, const Neighbourhood& graph, const FormOptions& options);

// ---- shared by forms ----

[[nodiscard]] std::string_view word(const KindWords& words, diagnostics::Language language);
/// « art. 9-3, avenant 7 »; empty where nothing is written.
[[nodiscard]] std::string source_words(const Location& location, diagnostics::Language language);
/// `file:line:column`.
[[nodiscard]] std::string place_words(const Location& location);
/// What kind of thing it is, said before its name: of a part, what it is a part of.
[[nodiscard]] std::string kind_words(const Things& things, ThingId id, diagnostics::Language language);
/// The name as it is typed; that of a notice is its message.
[[nodiscard]] std::string shown_name(const Things& things, ThingId id, diagnostics::Language language);
void write_location(const Location& location, report::JsonWriter& json);
void write_day(std::string_view key, const std::optional<value::Date>& day, report::JsonWriter& json);
void write_flag(std::string_view key, bool value, report::JsonWriter& json);
void write_count(std::string_view key, std::size_t value, report::JsonWriter& json);

}  // namespace avenant::explore
