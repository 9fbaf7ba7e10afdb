#include "compiler/coverage/html/page.hpp"

#include <algorithm>
#include <map>

#include "compiler/coverage/html/margin.hpp"
#include "compiler/coverage/html/style.hpp"
#include "compiler/page/html.hpp"
#include "compiler/page/markdown.hpp"
#include "compiler/page/markdown_inline.hpp"
#include "compiler/scenario/coverage/render.hpp"

namespace avenant::coverage {
namespace {

using diagnostics::Language;
using page::escaped;
using scenario::Tally;

std::string heading_anchor(std::size_t source, std::size_t heading) {
  return "f" + std::to_string(source) + "h" + std::to_string(heading);
}

class Page {
 public:
  explicit Page(const PageInput& input) : input_(input), margin_(input) {}

  std::string write();

 private:
  void introduction();
  void contents();
  void contents_row(std::string_view css, const std::string& head, const Tally& articles,
                    const scenario::Tallies& tallies);
  void missing();
  void file(std::size_t position);
  void parts(std::size_t position);
  void heading(std::size_t position, std::size_t index);
  void block(std::size_t position, const base::Block& block);
  [[nodiscard]] std::map<std::pair<std::uint32_t, std::string>, std::string> article_links() const;
  [[nodiscard]] std::string say(std::string_view french, std::string_view english) const {
    return std::string(input_.language == Language::French ? french : english);
  }
  [[nodiscard]] const base::Source& source(std::size_t position) const {
    return input_.sources[input_.sources.id_at(position)];
  }

  const PageInput& input_;
  Margin margin_;
  std::string out_;
};

std::string fraction(const Tally& tally) {
  return tally.n_goals == 0 ? "–" : std::to_string(tally.n_met) + "/" + std::to_string(tally.n_goals);
}

std::string percentage(const Tally& tally, Language language) {
  const std::size_t percent = tally.n_goals == 0 ? 100 : tally.n_met * 100 / tally.n_goals;
  return std::to_string(percent) + (language == Language::French ? "\u00A0%" : "%");
}

void Page::introduction() {
  const scenario::Report& report = input_.report;
  const std::string n_all = std::to_string(report.scenarios.size());
  out_ +=
      "<header>\n<h1>" + say("Ce que les scénarios montrent de la loi", "What scenarios show of the law") + "</h1>\n";
  out_ += "<p class=\"answer\">" + percentage(input_.coverage.total, input_.language) + " — " +
          std::to_string(input_.coverage.total.n_met) + say(" points couverts sur ", " points covered of ") +
          std::to_string(input_.coverage.total.n_goals) + "</p>\n<p>";
  out_ += n_all + say(report.scenarios.size() > 1 ? " scénarios, " : " scénario, ",
                      report.scenarios.size() == 1 ? " scenario, " : " scenarios, ");
  out_ += report.n_failed == 0 ? say("aucun n’échoue.", "none fails.")
                               : "<strong>" + std::to_string(report.n_failed) +
                                     say(report.n_failed > 1 ? " échouent" : " échoue", " failed") + "</strong>.";
  out_ += "</p>\n<p>" +
          say("Chaque article est suivi de ses règles. La marge dit de chaque ligne si elle est couverte (✓), en "
              "partie (◐) ou non (✗), et par "
              "combien de scénarios ; la ligne s’ouvre sur leurs noms. Un point est une version appliquée, une ligne "
              "de barème retenue, un côté "
              "d’une condition (vraie, fausse) ou d’une dérogation (appliquée, non).",
              "Each article is followed by its rules. The margin says of each line whether it is covered (✓), in part "
              "(◐) or not (✗), and by how "
              "many scenarios; the line opens on their names. A point is a version applied, a row chosen, one side of "
              "a condition (true, false) "
              "or of a derogation (taken, not taken).") +
          "</p>\n";
  if (margin_.n_gaps() > 0) {
    out_ += "<p class=\"next\"><a href=\"#g1\">" + say("Aller au premier point à couvrir", "Go to the first gap") +
            "</a></p>\n";
  }
  out_ += "</header>\n";
}

/// Where each article stands: its first heading that something to cover follows.
std::map<std::pair<std::uint32_t, std::string>, std::string> Page::article_links() const {
  std::map<std::pair<std::uint32_t, std::string>, std::string> links;
  for (const GoalHits& hits : input_.hits) {
    const program::Place& place = input_.package.place(hits.goal.place);
    const std::size_t position = margin_.source_of(input_.package.text_of(place.path));
    if (position == input_.sources.size()) continue;
    const base::SourceId id = input_.sources.id_at(position);
    if (place.offset > source(position).text.size()) continue;
    const base::Heading* heading = input_.sources.enclosing_article(id, place.offset);
    if (heading == nullptr) heading = input_.sources.nearest_heading(id, place.offset);
    if (heading == nullptr) continue;
    const auto index = static_cast<std::size_t>(heading - source(position).headings.data());
    links.try_emplace({hits.goal.text.value, std::string(input_.package.text_of(place.article))},
                      heading_anchor(position, index));
  }
  return links;
}

void Page::contents_row(std::string_view css, const std::string& head, const Tally& articles,
                        const scenario::Tallies& tallies) {
  const Tally all = scenario::total_of(tallies);
  out_.append("<tr class=\"").append(css).append("\"><th scope=\"row\">").append(head).append("</th><td>");
  out_ += percentage(all, input_.language) + "</td><td>" + fraction(all) + "</td><td>" + fraction(articles) + "</td>";
  for (const Tally& tally : tallies) out_ += "<td>" + fraction(tally) + "</td>";
  out_ += "</tr>\n";
}

void Page::contents() {
  const std::string title = say("Sommaire, et ce qui est couvert", "Contents, and what is covered");
  out_ += "<nav aria-label=\"" + title + "\">\n<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"" +
          say("Tableau de la couverture", "Table of coverage") + "\">\n<table>\n<caption>" + title +
          "</caption>\n<thead>\n<tr>";
  const std::string heads[] = {say("texte, article", "text, article"),
                               say("couvert", "covered"),
                               say("points", "points"),
                               say("articles", "articles"),
                               say("versions", "versions"),
                               say("lignes", "rows"),
                               say("conditions", "conditions"),
                               say("dérogations", "derogations")};
  for (const std::string& head : heads) out_ += "<th scope=\"col\">" + head + "</th>";
  out_ += "</tr>\n</thead>\n<tbody>\n";
  const auto links = article_links();
  for (const scenario::TextCoverage& text : input_.coverage.texts) {
    std::string name = escaped(input_.package.text_of(input_.package.texts[text.text.value].name));
    if (text.is_draft) name += say(" (projet, compté à part)", " (draft, counted apart)");
    contents_row("text", name, text.n_articles, text.tallies);
    for (const scenario::ArticleCoverage& article : text.articles) {
      const std::string shown =
          escaped(article.article.empty() ? say("(hors titre)", "(no heading)") : article.article);
      const auto link = links.find({text.text.value, article.article});
      contents_row("article", link == links.end() ? shown : "<a href=\"#" + link->second + "\">" + shown + "</a>", {},
                   article.tallies);
    }
  }
  out_ += "</tbody>\n</table>\n</div>\n</nav>\n";
}

void Page::missing() {
  const std::vector<scenario::Goal>& missing = input_.coverage.missing;
  out_ += "<section aria-labelledby=\"missing\">\n<h2 id=\"missing\">" +
          say("Ce que les scénarios ne montrent pas", "What scenarios do not show") + "</h2>\n";
  if (missing.empty()) {
    out_ += "<p>" + say("Rien : tout est montré.", "Nothing: all is shown.") + "</p>\n</section>\n";
    return;
  }
  out_ += "<ul>\n";
  for (const scenario::Goal& goal : missing) {
    const program::Place& place = input_.package.place(goal.place);
    const std::string link = margin_.link_to(goal.place);
    const std::string what = escaped(scenario::missing_text(goal, input_.language));
    const std::string_view article = input_.package.text_of(place.article);
    out_ += "<li>" + (link.empty() ? what : "<a href=\"" + link + "\">" + what + "</a>");
    if (!article.empty()) out_ += " <span class=\"note\">(" + escaped(article) + ")</span>";
    out_ += "</li>\n";
  }
  out_ += "</ul>\n</section>\n";
}

/// One deeper than the heading that holds it, whatever its author wrote, so that levels follow each other.
void Page::heading(std::size_t position, std::size_t index) {
  const std::vector<base::Heading>& headings = source(position).headings;
  int level = 3;
  for (std::uint32_t up = headings[index].parent; up != base::Heading::kNoHeading; up = headings[up].parent) ++level;
  const std::string tag = "h" + std::to_string(std::min(level, 6));
  const base::Heading& heading = headings[index];
  std::string text = heading.article.empty() ? "" : "Article " + heading.article;
  if (!heading.title.empty()) text += (text.empty() ? "" : " — ") + heading.title;
  const std::string inside = page::inline_html(text);
  if (inside.empty()) return;
  out_ += "<" + tag + " id=\"" + heading_anchor(position, index) + "\">" + inside + "</" + tag + ">\n";
}

void Page::block(std::size_t position, const base::Block& block) {
  const base::SourceId id = input_.sources.id_at(position);
  if (block.begin >= block.end) return;
  const std::uint32_t first = input_.sources.line_of(id, block.begin);
  const std::uint32_t last = input_.sources.line_of(id, block.end - 1);
  out_ += "<div class=\"rules\" tabindex=\"0\" role=\"region\" aria-label=\"" + escaped(source(position).path) +
          say(", lignes ", ", lines ") + std::to_string(first) + say(" à ", " to ") + std::to_string(last) +
          "\"><div class=\"sheet\">\n";
  for (std::uint32_t number = first; number <= last; ++number) {
    out_ += margin_.line_html(position, number, input_.sources.line(id, number));
  }
  out_ += "</div></div>\n";
}

/// Headings and rule blocks in their order, with the prose between them.
void Page::parts(std::size_t position) {
  const base::Source& file = source(position);
  const std::string_view text = file.text;
  std::size_t at = 0;
  std::size_t next_heading = 0;
  std::size_t next_block = 0;
  const auto prose_until = [&](std::size_t end) {
    if (end > at) out_ += page::prose_html(text.substr(at, end - at));
  };
  const auto after_line = [&](std::size_t offset) { return std::min(text.find('\n', offset), text.size()); };
  while (next_heading < file.headings.size() || next_block < file.blocks.size()) {
    const bool is_heading =
        next_block == file.blocks.size() || (next_heading < file.headings.size() &&
                                             file.headings[next_heading].begin < file.blocks[next_block].fence_begin);
    if (is_heading) {
      prose_until(file.headings[next_heading].begin);
      heading(position, next_heading);
      at = file.headings[next_heading++].end;
    } else {
      const base::Block& rules = file.blocks[next_block++];
      prose_until(rules.fence_begin);
      block(position, rules);
      at = rules.closed && rules.end < text.size() ? after_line(rules.end) : rules.end;
    }
  }
  prose_until(text.size());
}

void Page::file(std::size_t position) {
  const std::string id = "f" + std::to_string(position);
  out_ +=
      "<section aria-labelledby=\"" + id + "\">\n<h2 id=\"" + id + "\">" + escaped(source(position).path) + "</h2>\n";
  parts(position);
  out_ += "</section>\n";
}

std::string Page::write() {
  out_ = page::beginning({say("Couverture", "Coverage"), input_.language, kCoverageStyle});
  introduction();
  contents();
  out_ += "<main id=\"main\" tabindex=\"-1\">\n";
  missing();
  for (std::size_t i = input_.n_library_sources; i < input_.sources.size(); ++i) file(i);
  out_ += "</main>\n";
  out_ += page::kEnding;
  return std::move(out_);
}

}  // namespace

std::string page_of(const PageInput& input) {
  return Page(input).write();
}

}  // namespace avenant::coverage
