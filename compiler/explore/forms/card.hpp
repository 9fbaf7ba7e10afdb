// One box of a picture: its lines of text, broken to its width, and how it is drawn.
// Read next: graph_svg.cpp.
#pragma once

#include <string>
#include <vector>

#include "compiler/explore/forms/forms.hpp"

namespace avenant::explore {

/// How loud a line is.
enum class LineStyle : std::uint8_t { Kind, Name, Small };

struct CardLine {
  LineStyle style = LineStyle::Small;
  std::string text;
};

struct Card {
  std::string style;  ///< The class of its frame: what it is, in colour and in line.
  std::string title;  ///< Said of it as a whole: where it is written.
  std::vector<CardLine> lines;

  [[nodiscard]] std::int32_t height() const;
};

inline constexpr std::int32_t kCardPadding = 9;

/// The card of a box of the graph, for a frame of `width` pixels. `extra` lines come last.
[[nodiscard]] Card card_of(const Law& law, const Neighbourhood& graph, std::uint32_t box, std::int32_t width,
                           diagnostics::Language language, const std::vector<std::string>& extra = {});
/// What a box is called in a sentence: its name, or « 5 autres ».
[[nodiscard]] std::string box_name(const Law& law, const Neighbourhood& graph, std::uint32_t box,
                                   diagnostics::Language language);
/// The names of the fields that a box of an entrée stands for; empty for any other.
[[nodiscard]] std::vector<std::string> box_fields(const Law& law, const Neighbourhood& graph, std::uint32_t box);
/// The box as SVG, its corner at (x, y).
[[nodiscard]] std::string draw(const Card& card, std::int32_t x, std::int32_t y, std::int32_t width);
/// The text broken after spaces, underscores and points, into lines of at most `most` columns.
[[nodiscard]] std::vector<std::string> broken(std::string_view text, std::size_t most);

}  // namespace avenant::explore
