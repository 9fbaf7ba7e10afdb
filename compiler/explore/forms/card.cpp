#include "compiler/explore/forms/card.hpp"

#include "compiler/page/html.hpp"
#include "compiler/report/layout.hpp"

namespace avenant::explore {

namespace {

using diagnostics::Language;

/// Pixels of a line, and of a letter of it at most, on average; letters are of the reader's own font.
struct LineMeasure {
  std::int32_t height;
  std::int32_t hundredths_a_letter;
};
constexpr LineMeasure measure_of(LineStyle style) {
  switch (style) {
    case LineStyle::Kind:
      return {15, 600};
    case LineStyle::Name:
      return {17, 740};
    case LineStyle::Small:
      return {15, 600};
  }
  return {15, 600};
}

std::size_t letters_in(std::int32_t width, LineStyle style) {
  return static_cast<std::size_t>((width - 2 * kCardPadding) * 100 / measure_of(style).hundredths_a_letter);
}

std::string style_of(const Things& things, const Neighbourhood& graph, std::uint32_t box) {
  if (box == 0) return "centre";
  const Box& item = graph.boxes[box];
  if (!item.thing.valid()) return "others";
  const Thing& thing = things[item.thing];
  if (thing.kind == ThingKind::Derogation) return "derogation";
  if (thing.kind == ThingKind::Input || thing.kind == ThingKind::InputField || thing.kind == ThingKind::SituationDate) {
    return "fact";
  }
  const bool is_word =
      thing.kind == ThingKind::Reading || thing.kind == ThingKind::Figure || thing.kind == ThingKind::ReferenceTable;
  if (is_word) return "choice";
  return thing.is_result ? "result" : "rule";
}

}  // namespace

std::int32_t Card::height() const {
  std::int32_t height = 2 * kCardPadding;
  for (const CardLine& line : lines) height += measure_of(line.style).height;
  return height;
}

namespace {

/// The text in pieces that a line may end after, none longer than a line.
std::vector<std::string> pieces_of(std::string_view text, std::size_t most) {
  std::vector<std::string> pieces(1);
  for (const char c : text) {
    const bool begins_letter = (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    if (begins_letter && report::columns(pieces.back()) >= most) pieces.emplace_back();
    pieces.back() += c;
    if (c == ' ' || c == '_' || c == '.') pieces.emplace_back();
  }
  return pieces;
}

void trim_end(std::string& text) {
  while (text.ends_with(' ')) text.pop_back();
}

}  // namespace

std::vector<std::string> broken(std::string_view text, std::size_t most) {
  std::vector<std::string> lines;
  std::string line;
  for (const std::string& piece : pieces_of(text, most)) {
    const std::size_t needed = report::columns(line) + report::columns(piece) - (piece.ends_with(' ') ? 1U : 0U);
    if (!line.empty() && needed > most) {
      trim_end(line);
      lines.push_back(std::move(line));
      line.clear();
    }
    line += piece;
  }
  trim_end(line);
  if (!line.empty()) lines.push_back(std::move(line));
  return lines;
}

std::vector<std::string> box_fields(const Law& law, const Neighbourhood& graph, std::uint32_t box) {
  std::vector<std::string> fields;
  const Box& item = graph.boxes[box];
  if (!item.thing.valid() || law.things[item.thing].kind != ThingKind::Input) return fields;
  for (const std::uint32_t node : item.nodes) {
    const Thing& one = law.things[graph.nodes[node].thing];
    if (one.kind == ThingKind::InputField) fields.push_back(one.name.substr(law.things[item.thing].name.size() + 1));
  }
  return fields;
}

std::string box_name(const Law& law, const Neighbourhood& graph, std::uint32_t box, Language language) {
  const Box& item = graph.boxes[box];
  if (item.thing.valid()) return shown_name(law.things, item.thing, language);
  const std::size_t count = item.nodes.size();
  const bool french = language == Language::French;
  return std::to_string(count) + (count == 1 ? (french ? " autre" : " other") : (french ? " autres" : " others"));
}

Card card_of(const Law& law, const Neighbourhood& graph, std::uint32_t box, std::int32_t width, Language language,
             const std::vector<std::string>& extra) {
  const bool french = language == Language::French;
  const Box& item = graph.boxes[box];
  Card card;
  card.style = style_of(law.things, graph, box);
  const auto add = [&](LineStyle style, const std::string& text) {
    for (std::string& line : broken(text, letters_in(width, style))) card.lines.push_back({style, std::move(line)});
  };
  if (item.thing.valid()) {
    const Thing& thing = law.things[item.thing];
    std::string kind = kind_words(law.things, item.thing, language);
    if (thing.is_result) kind += french ? ", résultat" : ", result";
    add(LineStyle::Kind, kind);
  }
  add(LineStyle::Name, box_name(law, graph, box, language));
  std::string fields;
  for (const std::string& field : box_fields(law, graph, box)) fields += (fields.empty() ? "" : ", ") + field;
  if (!fields.empty()) add(LineStyle::Small, fields);
  if (item.thing.valid()) {
    const Location place = location_of(law, law.things[item.thing].declared);
    const std::string source = source_words(place, language);
    if (!source.empty()) add(LineStyle::Small, source);
    card.title = place_words(place);
  } else {
    for (const std::uint32_t node : item.nodes) {
      card.title += (card.title.empty() ? "" : ", ") + shown_name(law.things, graph.nodes[node].thing, language);
    }
  }
  if (item.n_hidden > 0) {
    add(LineStyle::Small, "+\u00A0" + std::to_string(item.n_hidden) + (french ? " plus loin" : " further"));
  }
  for (const std::string& line : extra) add(LineStyle::Small, line);
  return card;
}

std::string draw(const Card& card, std::int32_t x, std::int32_t y, std::int32_t width) {
  std::string svg = "<g class=\"" + card.style + "\"><title>" + page::escaped_for_xml(card.title) +
                    "</title><rect x=\"" + std::to_string(x) + "\" y=\"" + std::to_string(y) + "\" width=\"" +
                    std::to_string(width) + "\" height=\"" + std::to_string(card.height()) + "\" rx=\"6\"/>";
  std::int32_t line_y = y + kCardPadding;
  for (const CardLine& line : card.lines) {
    const std::int32_t height = measure_of(line.style).height;
    const char* name = line.style == LineStyle::Kind ? "k" : line.style == LineStyle::Name ? "n" : "s";
    svg += "<text class=\"" + std::string(name) + "\" x=\"" + std::to_string(x + kCardPadding) + "\" y=\"" +
           std::to_string(line_y + height - 4) + "\">" + page::escaped_for_xml(line.text) + "</text>";
    line_y += height;
  }
  return svg + "</g>\n";
}

}  // namespace avenant::explore
