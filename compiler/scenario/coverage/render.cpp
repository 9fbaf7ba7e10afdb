#include "compiler/scenario/coverage/render.hpp"

#include <algorithm>

namespace avenant::scenario {
namespace {

using diagnostics::Language;

constexpr std::size_t kMaxHeading = 48;
/// Of what is written in the rules, enough to know it by.
constexpr std::size_t kMaxWritten = 80;

std::size_t width_of(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string padded(std::string text, std::size_t width, bool to_the_right) {
  const std::size_t used = width_of(text);
  const std::string spaces(used < width ? width - used : 0, ' ');
  return to_the_right ? spaces + text : text + spaces;
}

/// At most `limit` code points, the last one an ellipsis where there are more.
std::string shortened(const std::string& text, std::size_t limit) {
  if (width_of(text) <= limit) return text;
  std::size_t end = 0;
  for (std::size_t n = 0; n < limit - 1; ++n) {
    ++end;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) ++end;
  }
  return text.substr(0, end) + "…";
}

class Renderer {
 public:
  Renderer(const program::Package& package, const CoverageReport& report, Language language)
      : package_(package), report_(report), language_(language) {}

  std::string run() {
    table();
    missing();
    totals();
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::string say(std::string_view french, std::string_view english) const {
    return std::string(language_ == Language::French ? french : english);
  }
  static std::string fraction(const Tally& tally) {
    if (tally.n_goals == 0) return "-";
    return std::to_string(tally.n_met) + "/" + std::to_string(tally.n_goals);
  }

  void row(const std::string& head, const std::vector<std::string>& cells) {
    static constexpr std::size_t kWidths[] = {8, 8, 8, 10, 11};
    out_ += padded(head, kMaxHeading + 2, false);
    for (std::size_t i = 0; i < cells.size(); ++i) out_ += padded(cells[i], kWidths[i] + 2, true);
    out_ += '\n';
  }
  void table();
  void missing();
  void totals();

  const program::Package& package_;
  const CoverageReport& report_;
  Language language_;
  std::string out_;
};

void Renderer::table() {
  row(say("couverture", "coverage"), {say("articles", "articles"), say("versions", "versions"), say("lignes", "rows"),
                                      say("conditions", "conditions"), say("dérogations", "derogations")});
  const auto cells = [](std::string articles, const Tallies& tallies) {
    std::vector<std::string> result = {std::move(articles)};
    for (const Tally& tally : tallies) result.push_back(fraction(tally));
    return result;
  };
  for (const TextCoverage& text : report_.texts) {
    std::string name(package_.text_of(package_.texts[text.text.value].name));
    if (text.is_draft) name += say(" (projet, compté à part)", " (draft, counted apart)");
    row(name, cells(fraction(text.n_articles), text.tallies));
    for (const ArticleCoverage& article : text.articles) {
      const std::string heading = article.article.empty() ? say("(hors titre)", "(no heading)") : article.article;
      row("  " + shortened(heading, kMaxHeading - 2), cells("", article.tallies));
    }
  }
}

void Renderer::missing() {
  if (report_.missing.empty()) return;
  out_ += say("\nce que les scénarios ne montrent pas :\n", "\nwhat scenarios do not show:\n");
  for (const Goal& goal : report_.missing) {
    const program::Place& place = package_.place(goal.place);
    const std::string_view article = package_.text_of(place.article);
    out_ += "  " + std::string(package_.text_of(place.path));
    if (place.line > 0) out_ += ":" + std::to_string(place.line);
    out_ += ": " + missing_text(goal, language_);
    if (!article.empty()) out_ += " (" + std::string(article) + ")";
    out_ += '\n';
  }
}

void Renderer::totals() {
  out_ += say("couverture : ", "coverage: ") + std::to_string(report_.percentage()) + say("\u00A0% (", "% (");
  out_ += std::to_string(report_.total.n_met) + say(" sur ", " of ") + std::to_string(report_.total.n_goals) + ")\n";
}

}  // namespace

std::string missing_text(const Goal& goal, Language language) {
  const bool french = language == Language::French;
  const std::string quoted = french ? "« " + goal.name + " »" : "“" + goal.name + "”";
  const std::string in = french ? "dans " + goal.name : "in " + goal.name;
  switch (goal.kind) {
    case GoalKind::Version:
      return french ? goal.name + " : version jamais appliquée" : goal.name + ": version never applied";
    case GoalKind::Row: {
      std::string what = french ? "ligne jamais retenue" : "row never chosen";
      if (goal.rank_in_line > 0) {
        what = french ? "case jamais retenue, " + std::to_string(goal.rank_in_line) +
                            (goal.rank_in_line == 1 ? "re" : "e") + " de la ligne"
                      : "cell never chosen, number " + std::to_string(goal.rank_in_line) + " of the row";
      }
      if (goal.has_label) return what + (french ? " : " : ": ") + shortened(goal.name, kMaxWritten);
      return what + ", " + in;
    }
    case GoalKind::Condition: {
      std::string what = "condition " + (goal.has_label ? quoted : in);
      if (!goal.has_label && !goal.written.empty())
        what = "condition " + shortened(goal.written, kMaxWritten) + ", " + in;
      if (!goal.is_met && !goal.is_met_false) return what + (french ? " : jamais décidée" : ": never decided");
      return what + (goal.is_met ? (french ? " : jamais fausse" : ": never false")
                                 : (french ? " : jamais vraie" : ": never true"));
    }
    case GoalKind::Derogation: {
      const std::string what = (french ? "dérogation " : "derogation ") + goal.name;
      if (!goal.is_met && !goal.is_met_false) return what + (french ? " : jamais en jeu" : ": never in play");
      return what + (goal.is_met ? (french ? " : toujours appliquée" : ": always taken")
                                 : (french ? " : jamais appliquée" : ": never taken"));
    }
  }
  return {};
}

std::string render_coverage(const program::Package& package, const CoverageReport& report, Language language) {
  return Renderer(package, report, language).run();
}

}  // namespace avenant::scenario
