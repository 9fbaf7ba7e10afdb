// The picture of a neighbourhood, as one file: columns for a wide window, a list of cards for a narrow one. Both are
// laid out beforehand; the reader's window chooses.
#include <map>

#include "compiler/explore/forms/card.hpp"
#include "compiler/explore/picture/layout.hpp"
#include "compiler/page/html.hpp"

namespace avenant::explore {

namespace {

using diagnostics::Language;

constexpr std::int32_t kMargin = 16;
constexpr std::int32_t kBoxWidth = 224;
constexpr std::int32_t kColumnGap = 76;
constexpr std::int32_t kHeadHeight = 52;
constexpr std::int32_t kLineHeight = 18;
constexpr std::int32_t kNarrowWidth = 360;
/// A window narrower than this gets cards.
constexpr std::int32_t kNarrowWindow = 640;

constexpr std::string_view kStyle = R"(
text{font-family:system-ui,"DejaVu Sans",sans-serif;fill:#1b1b1f}
.h{font-size:17px;font-weight:700}.k{font-size:11px;fill:#55555f}.n{font-size:13px;font-weight:600}.s{font-size:11px;fill:#45454f}
.g{font-size:12px;fill:#45454f}.ground{fill:#ffffff}
rect{fill:#f4f4f8;stroke:#70707c;stroke-width:1}
.result rect{stroke:#0b4aa2;stroke-width:2}.centre rect{fill:#dbe8ff;stroke:#0b4aa2;stroke-width:3}
.fact rect{fill:#e9f6ee;stroke:#14663a}.choice rect{fill:#fdf3df;stroke:#7a4b00}.derogation rect{fill:#fdeaea;stroke:#a4161a}
.others rect{fill:#ffffff;stroke:#70707c;stroke-dasharray:4 3}
path{fill:none;stroke:#70707c;stroke-width:1.4}.d{stroke:#a4161a;stroke-dasharray:7 4}.a{stroke-dasharray:2 4}
.tip{fill:#70707c;stroke:none}.d+.tip{fill:#a4161a}
.narrow{display:none}
@media (prefers-color-scheme:dark){
text{fill:#ececf1}.k{fill:#b4b4c0}.s,.g{fill:#c4c4ce}.ground{fill:#16161a}
rect{fill:#22222a;stroke:#9a9aa8}.result rect{stroke:#8ab8ff}.centre rect{fill:#1d3358;stroke:#8ab8ff}
.fact rect{fill:#15301f;stroke:#7fd6a2}.choice rect{fill:#35280f;stroke:#f0c070}.derogation rect{fill:#3a1a1c;stroke:#ff9c9c}
.others rect{fill:#16161a;stroke:#9a9aa8}path{stroke:#9a9aa8}.d{stroke:#ff9c9c}.tip{fill:#9a9aa8}.d+.tip{fill:#ff9c9c}
}
)";

std::string number(std::int32_t value) {
  return std::to_string(value);
}

class Painter {
 public:
  Painter(const Law& law, const Neighbourhood& graph, Language language)
      : law_(law), graph_(graph), language_(language) {}

  std::string run() {
    lay_boxes();
    notes_ = notes();
    const std::string narrow = cards();
    const std::string wide = columns();
    std::string svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"t d\" lang=\"" +
                      std::string(language_ == Language::French ? "fr" : "en") + "\" width=\"" + number(width_) +
                      "\" height=\"" + number(height_) + "\">\n";
    svg += "<title id=\"t\">" + page::escaped_for_xml(title()) + "</title>\n<desc id=\"d\">" +
           page::escaped_for_xml(description()) + "</desc>\n";
    svg += "<style>" + std::string(kStyle) + narrow_style() + "</style>\n";
    svg += "<rect class=\"ground\" style=\"stroke:none\" width=\"100%\" height=\"100%\"/>\n";
    svg += "<svg class=\"wide\" width=\"100%\" height=\"100%\" viewBox=\"0 0 " + number(width_) + " " +
           number(height_) + "\" preserveAspectRatio=\"xMinYMin meet\">\n" + wide + "</svg>\n";
    svg += "<svg class=\"narrow\" width=\"100%\" height=\"100%\" viewBox=\"0 0 " + number(kNarrowWidth) + " " +
           number(narrow_height_) + "\" preserveAspectRatio=\"xMinYMin meet\">\n" + narrow + "</svg>\n";
    return svg + "</svg>\n";
  }

 private:
  [[nodiscard]] std::string say(std::string_view french, std::string_view english) const {
    return std::string(language_ == Language::French ? french : english);
  }
  [[nodiscard]] std::string name(std::uint32_t box) const { return box_name(law_, graph_, box, language_); }

  [[nodiscard]] std::string title() const {
    const std::string centre = name(0);
    if (graph_.direction == Direction::Depends)
      return say("Ce dont dépend ", "What ") + centre + say("", " depends on");
    if (graph_.direction == Direction::Used) return say("Ce qui dépend de ", "What depends on ") + centre;
    return say("Ce dont dépend ", "What ") + centre +
           say(", et ce qui en dépend", " depends on, and what depends on it");
  }

  /// The links, in words: what a reader who sees no picture is told.
  [[nodiscard]] std::string description() const {
    std::map<std::uint32_t, std::string> read;
    for (const Link& link : graph_.links) {
      std::string& list = read[link.reader];
      list += (list.empty() ? "" : ", ") + name(link.read);
    }
    std::string text;
    for (const auto& [reader, list] : read) {
      text += (text.empty() ? "" : " ") + name(reader) + say(" lit ", " reads ") + list + ".";
    }
    for (const std::string& note : notes()) text += (text.empty() ? "" : " ") + note;
    return text;
  }

  [[nodiscard]] std::vector<std::string> notes() const {
    std::vector<std::string> notes;
    notes.push_back(
        say("Une flèche va de ce qui est lu à la règle qui le lit. Traits longs\u00A0: dérogation. Pointillés\u00A0: "
            "date d’application.",
            "An arrow goes from what is read to the rule that reads it. Dashes: derogation. Dots: application date."));
    const std::size_t n_folded = graph_.folded.size();
    if (n_folded == 1)
      notes.push_back(say("1 autre élément est replié\u00A0: --format text le nomme.",
                          "1 other is folded: --format text names it."));
    if (n_folded > 1) {
      notes.push_back(
          std::to_string(n_folded) +
          say(" autres éléments, plus loin, sont repliés\u00A0: --format text les nomme, --depth en montre plus.",
              " others, further away, are folded: --format text names them, --depth shows more."));
    }
    if (graph_.has_hidden_applications) {
      notes.push_back(say("Les dates d’application des autres règles ne sont pas dessinées.",
                          "The application dates of the other rules are not drawn."));
    }
    return notes;
  }

  void lay_boxes() {
    for (std::uint32_t box = 0; box < graph_.boxes.size(); ++box) {
      cards_.push_back(card_of(law_, graph_, box, kBoxWidth, language_));
      layout_.boxes.push_back({cards_.back().height(), 0, 0});
    }
    for (const Link& link : graph_.links) layout_.links.push_back({link.read, link.reader, {}, 0});
    lay_out(layout_);
    width_ = 2 * kMargin + layout_.n_columns * kBoxWidth + (layout_.n_columns - 1) * kColumnGap;
    // The title and the notes are never cut.
    width_ = std::max(width_, 760);
  }

  static std::int32_t column_x(std::int32_t column) { return kMargin + column * (kBoxWidth + kColumnGap); }

  static std::string text(const char* style, std::int32_t x, std::int32_t y, const std::string& words) {
    return "<text class=\"" + std::string(style) + "\" x=\"" + number(x) + "\" y=\"" + number(y) + "\">" +
           page::escaped_for_xml(words) + "</text>\n";
  }

  std::string columns() {
    std::string svg = text("h", kMargin, kMargin + 16, title());
    for (std::size_t i = 0; i < graph_.links.size(); ++i) svg += draw_link(i);
    for (std::uint32_t box = 0; box < cards_.size(); ++box) {
      svg += draw(cards_[box], column_x(layout_.boxes[box].column), kHeadHeight + layout_.boxes[box].top, kBoxWidth);
    }
    std::int32_t y = kHeadHeight + layout_.height + 24;
    for (const std::string& note : notes_) {
      for (const std::string& line : broken(note, static_cast<std::size_t>((width_ - 2 * kMargin) * 10 / 68))) {
        svg += text("g", kMargin, y, line);
        y += kLineHeight;
      }
    }
    height_ = y + kMargin - kLineHeight / 2;
    return svg;
  }

  [[nodiscard]] std::string draw_link(std::size_t position) const {
    const LayoutLink& link = layout_.links[position];
    const Link& kind = graph_.links[position];
    const bool is_turned = layout_.boxes[link.from].column > layout_.boxes[link.to].column;
    constexpr std::int32_t kTip = 7;
    std::string path;
    std::int32_t x = column_x(link.first_column) + kBoxWidth + (is_turned ? kTip : 0);
    const std::int32_t first_x = x;
    path = "M" + number(x) + " " + number(kHeadHeight + link.heights.front());
    for (std::size_t i = 1; i < link.heights.size(); ++i) {
      const bool is_last = i + 1 == link.heights.size();
      const std::int32_t column = link.first_column + static_cast<std::int32_t>(i);
      const std::int32_t end = column_x(column) - (is_last && !is_turned ? kTip : 0);
      const std::int32_t half = (end - x) / 2;
      const std::int32_t from_y = kHeadHeight + link.heights[i - 1];
      const std::int32_t to_y = kHeadHeight + link.heights[i];
      path += "C" + number(x + half) + " " + number(from_y) + " " + number(end - half) + " " + number(to_y) + " " +
              number(end) + " " + number(to_y);
      x = end;
      if (!is_last) path += "H" + number(x += kBoxWidth);
    }
    const std::string style = kind.is_derogation ? " class=\"d\"" : kind.is_application ? " class=\"a\"" : "";
    const std::int32_t tip_y = kHeadHeight + (is_turned ? link.heights.front() : link.heights.back());
    const std::int32_t tip_x = is_turned ? first_x : x;
    const std::int32_t point = is_turned ? tip_x - kTip : tip_x + kTip;
    return "<path" + style + " d=\"" + path + "\"/><path class=\"tip\" d=\"M" + number(point) + " " + number(tip_y) +
           "L" + number(tip_x) + " " + number(tip_y - 4) + "V" + number(tip_y + 4) + "Z\"/>\n";
  }

  /// For narrow windows: the thing asked for, then what it reads, then what reads it, the nearest first; links in
  /// words.
  std::string cards() {
    std::string svg;
    std::int32_t y = kMargin;
    for (const std::string& line : broken(title(), 30)) svg += text("h", kMargin, y += kLineHeight, line);
    y += kLineHeight;
    svg += card(0, y);
    for (const Side side : {Side::Depends, Side::Used}) {
      bool is_first = true;
      for (std::uint32_t box = 1; box < graph_.boxes.size(); ++box) {
        if (graph_.boxes[box].side != side) continue;
        if (is_first) {
          y += kLineHeight;
          svg +=
              text("h", kMargin, y,
                   side == Side::Depends ? say("Dépend de", "Depends on") : say("En dépendent", "What depends on it"));
          y += kLineHeight / 2 + 2;
        }
        is_first = false;
        svg += card(box, y);
      }
    }
    y += kLineHeight;
    for (const std::string& note : notes_) {
      for (const std::string& line : broken(note, 47)) {
        svg += text("g", kMargin, y, line);
        y += kLineHeight;
      }
    }
    narrow_height_ = y + kMargin;
    return svg;
  }

  std::string card(std::uint32_t box, std::int32_t& y) {
    std::string read;
    for (const Link& link : graph_.links) {
      if (link.reader == box) read += (read.empty() ? "" : ", ") + name(link.read);
    }
    std::vector<std::string> extra;
    if (!read.empty()) extra.push_back(say("lit\u00A0: ", "reads: ") + read);
    const Card one = card_of(law_, graph_, box, kNarrowWidth - 2 * kMargin, language_, extra);
    const std::string svg = draw(one, kMargin, y, kNarrowWidth - 2 * kMargin);
    y += one.height() + 10;
    return svg;
  }

  [[nodiscard]] std::string narrow_style() const {
    return "@media (max-width:" + number(kNarrowWindow) + "px){svg:root{width:100%;height:calc(100vw*" +
           number(narrow_height_) + "/" + number(kNarrowWidth) + ")}.wide{display:none}.narrow{display:inline}}\n";
  }

  const Law& law_;
  const Neighbourhood& graph_;
  Language language_;
  std::vector<Card> cards_;
  std::vector<std::string> notes_;
  Layout layout_;
  std::int32_t width_ = 0;
  std::int32_t height_ = 0;
  std::int32_t narrow_height_ = 0;
};

}  // namespace

std::string graph_svg(const Law& law, const Neighbourhood& graph, const FormOptions& options) {
  return Painter(law, graph, options.language).run();
}

}  // namespace avenant::explore
