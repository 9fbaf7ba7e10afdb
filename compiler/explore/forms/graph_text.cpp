// A neighbourhood as nested lists: each link of the picture is one line, and what is folded is named.
#include <algorithm>
#include <set>

#include "compiler/diagnostics/style.hpp"
#include "compiler/explore/forms/card.hpp"
#include "compiler/report/layout.hpp"

namespace avenant::explore {

namespace {

using diagnostics::Language;
using diagnostics::Style;

constexpr std::size_t kWidth = 100;

class Outline {
 public:
  Outline(const Law& law, const Neighbourhood& graph, const FormOptions& options)
      : law_(law), graph_(graph), options_(options), language_(options.language) {}

  std::string run() {
    text_ +=
        diagnostics::paint(box_name(law_, graph_, 0, language_), Style::Bold, options_.color) + " — " + note(0) + "\n";
    if (graph_.direction != Direction::Used)
      side(Side::Depends, say("Dépend de\u00A0:", "Depends on:"), say("Ne dépend de rien.", "Depends on nothing."));
    if (graph_.direction != Direction::Depends)
      side(Side::Used, say("En dépendent\u00A0:", "What depends on it:"),
           say("Rien n’en dépend.", "Nothing depends on it."));
    folded();
    return std::move(text_);
  }

 private:
  [[nodiscard]] std::string say(std::string_view french, std::string_view english) const {
    return std::string(language_ == Language::French ? french : english);
  }

  /// What kind of thing a box is, and where it is written.
  [[nodiscard]] std::string note(std::uint32_t box) const {
    const Box& item = graph_.boxes[box];
    if (!item.thing.valid()) return "";
    std::string text = kind_words(law_.things, item.thing, language_);
    if (law_.things[item.thing].is_result) text += say(", résultat", ", result");
    const std::string source = source_words(location_of(law_, law_.things[item.thing].declared), language_);
    return source.empty() ? text : text + " (" + source + ")";
  }

  /// Boxes next to one on a side, in the order of the boxes.
  [[nodiscard]] std::vector<const Link*> next(std::uint32_t box, Side side) const {
    std::vector<const Link*> links;
    for (const Link& link : graph_.links) {
      const std::uint32_t other = side == Side::Depends ? link.read : link.reader;
      const bool is_here = (side == Side::Depends ? link.reader : link.read) == box;
      // Links back to the thing asked for are said too: it is then above.
      const bool is_on_side = graph_.boxes[other].side == side || (other == 0 && box != 0);
      if (is_here && is_on_side) links.push_back(&link);
    }
    return links;
  }

  void side(Side side, const std::string& title, const std::string& nothing) {
    text_ += "\n";
    if (next(0, side).empty()) {
      text_ += nothing + "\n";
      return;
    }
    text_ += title + "\n";
    std::set<std::uint32_t> said{0};
    list(0, side, 1, said);
  }

  /// Depth is bounded by that of the picture, or by its number of boxes: each is gone into once.
  void list(std::uint32_t box, Side side, std::size_t level, std::set<std::uint32_t>& said) {
    for (const Link* link : next(box, side)) {
      const std::uint32_t other = side == Side::Depends ? link->read : link->reader;
      const bool is_new = said.insert(other).second;
      std::string text = box_name(law_, graph_, other, language_);
      std::string fields;
      for (const std::string& field : box_fields(law_, graph_, other)) fields += (fields.empty() ? "" : ", ") + field;
      if (is_new && !fields.empty()) text += say("\u00A0: ", ": ") + fields;
      if (!graph_.boxes[other].thing.valid() && is_new) text += say("\u00A0: ", ": ") + members(graph_.boxes[other]);
      if (is_new && graph_.boxes[other].thing.valid()) text += " — " + note(other);
      if (link->is_application) text += say(", date d’application", ", application date");
      if (!is_new) text += say(" (voir plus haut)", " (see above)");
      const std::uint32_t n_hidden = graph_.boxes[other].n_hidden;
      if (is_new && n_hidden > 0)
        text += say(" … + ", " … + ") + std::to_string(n_hidden) + say(" plus loin", " further");
      text_ += report::wrap("- " + text, 2 * level, std::max(kWidth, 2 * level + 60), 2) + "\n";
      if (is_new) list(other, side, level + 1, said);
    }
  }

  [[nodiscard]] std::string members(const Box& box) const {
    std::string names;
    for (const std::uint32_t node : box.nodes) {
      names += (names.empty() ? "" : ", ") + shown_name(law_.things, graph_.nodes[node].thing, language_);
    }
    return names;
  }

  void folded() {
    std::string names;
    std::set<ThingId> in_boxes;
    for (const Box& box : graph_.boxes) {
      for (const std::uint32_t node : box.nodes) in_boxes.insert(graph_.nodes[node].thing);
    }
    std::size_t n_names = 0;
    for (const ThingId id : graph_.folded) {
      if (in_boxes.contains(id)) continue;
      names += (names.empty() ? "" : say("\u00A0; ", "; ")) + shown_name(law_.things, id, language_);
      ++n_names;
    }
    if (n_names == 0) return;
    text_ += "\n" +
             report::wrap(say("Plus loin, non montré (", "Further away, not shown (") + std::to_string(n_names) +
                              say(")\u00A0: ", "): ") + names,
                          0, kWidth, 2) +
             "\n";
    text_ += say("--depth N en montre plus.\n", "--depth N shows more.\n");
  }

  const Law& law_;
  const Neighbourhood& graph_;
  const FormOptions& options_;
  Language language_;
  std::string text_;
};

}  // namespace

std::string graph_text(const Law& law, const Neighbourhood& graph, const FormOptions& options) {
  return Outline(law, graph, options).run();
}

}  // namespace avenant::explore
