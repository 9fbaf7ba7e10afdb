#include "compiler/coverage/html/margin.hpp"

#include <algorithm>
#include <iterator>

#include "compiler/page/html.hpp"

namespace avenant::coverage {
namespace {

using page::escaped;
using scenario::Goal;
using scenario::GoalKind;

/// So many scenarios are named; the others are counted.
constexpr std::size_t kNamed = 6;

std::string anchor_of(std::size_t source, std::uint32_t line) {
  return "f" + std::to_string(source) + "l" + std::to_string(line);
}

}  // namespace

StateNames names_of(LineState state) {
  switch (state) {
    case LineState::Plain:
      return {"plain", "", "", ""};
    case LineState::Full:
      return {"full", "✓", "couvert", "covered"};
    case LineState::Partial:
      return {"partial", "◐", "en partie", "in part"};
    case LineState::None:
      return {"none", "✗", "non couvert", "not covered"};
    case LineState::Passed:
      return {"full", "✓", "réussi", "passed"};
    case LineState::Failed:
      return {"failed", "✗", "échoué", "failed"};
  }
  return {};
}

Margin::Margin(const PageInput& input) : input_(input) {
  for (std::size_t i = input.n_library_sources; i < input.sources.size(); ++i) {
    sources_.emplace(input.sources[input.sources.id_at(i)].path, i);
  }
  for (const GoalHits& goal : input.hits) {
    const program::Place& place = input.package.place(goal.goal.place);
    const std::size_t source = source_of(input.package.text_of(place.path));
    if (source < input.sources.size() && place.line > 0) lines_[{source, place.line}].goals.push_back(&goal);
  }
  for (std::size_t i = 0; i < input.report.scenarios.size(); ++i) {
    const scenario::Citation& citation = input.report.scenarios[i].citation;
    const std::size_t source = source_of(citation.path);
    if (source < input.sources.size() && citation.line > 0) lines_[{source, citation.line}].scenarios.push_back(i);
  }
  for (auto& [key, line] : lines_) {
    const LineState state = state_of(line);
    if (state == LineState::Partial || state == LineState::None) line.gap = ++n_gaps_;
  }
}

std::size_t Margin::source_of(std::string_view path) const {
  const auto found = sources_.find(path);
  return found == sources_.end() ? input_.sources.size() : found->second;
}

std::string Margin::link_to(program::PlaceId id) const {
  const program::Place& place = input_.package.place(id);
  const std::size_t source = source_of(input_.package.text_of(place.path));
  return source == input_.sources.size() || place.line == 0 ? "" : "#" + anchor_of(source, place.line);
}

std::string Margin::link_to(const scenario::Citation& citation) const {
  const std::size_t source = source_of(citation.path);
  return source == input_.sources.size() || citation.line == 0 ? "" : "#" + anchor_of(source, citation.line);
}

LineState Margin::state_of(const Line& line) const {
  if (line.goals.empty()) {
    if (line.scenarios.empty()) return LineState::Plain;
    const bool passed = std::all_of(line.scenarios.begin(), line.scenarios.end(),
                                    [this](std::size_t i) { return input_.report.scenarios[i].passed; });
    return passed ? LineState::Passed : LineState::Failed;
  }
  std::size_t n_met = 0;
  std::size_t n_sides = 0;
  for (const GoalHits* goal : line.goals) {
    n_met += goal->goal.n_met();
    n_sides += goal->goal.n_sides();
  }
  if (n_met == 0) return LineState::None;
  return n_met == n_sides ? LineState::Full : LineState::Partial;
}

/// How many scenarios meet something of the line; of a line of scenarios, how many there are.
std::size_t Margin::count_of(const Line& line) const {
  if (line.goals.empty()) return line.scenarios.size();
  std::vector<std::uint32_t> all;
  for (const GoalHits* goal : line.goals) {
    std::vector<std::uint32_t> joined;
    const std::vector<std::uint32_t> own = goal->either();
    std::set_union(all.begin(), all.end(), own.begin(), own.end(), std::back_inserter(joined));
    all = std::move(joined);
  }
  return all.size();
}

std::string Margin::margin_html(const Line* line, LineState state, std::uint32_t number) const {
  const StateNames names = names_of(state);
  std::string out = "<span class=\"margin\"><span class=\"number\">" + std::to_string(number) + "</span>";
  if (line != nullptr) {
    out += "<span class=\"state\">" + std::string(names.sign) + "<span class=\"word\"> " +
           say(names.french, names.english) + "</span>";
    if (!line->goals.empty()) out += " " + std::to_string(count_of(*line)) + "×";
    out += "</span>";
  }
  return out + "</span>";
}

/// « vraie : 3 scénarios (« a » ; « b » ; « c ») ».
std::string Margin::side_html(std::string_view what, const std::vector<std::uint32_t>& scenarios) const {
  std::string out(what);
  const std::string colon = say("\u00A0: ", ": ");
  if (scenarios.empty()) return out + colon + "<strong>" + say("jamais", "never") + "</strong>";
  const std::string plural = scenarios.size() > 1 ? "s" : "";
  out += colon + std::to_string(scenarios.size()) + say(" scénario", " scenario") + plural + " (";
  for (std::size_t i = 0; i < std::min(kNamed, scenarios.size()); ++i) {
    const scenario::ScenarioReport& one = input_.report.scenarios[scenarios[i]];
    const std::string link = link_to(one.citation);
    const std::string title = escaped(one.title.empty() ? link : one.title);
    out += i > 0 ? say("\u00A0; ", "; ") : "";
    out += link.empty() ? title : "<a href=\"" + link + "\">" + title + "</a>";
  }
  if (scenarios.size() > kNamed) {
    const std::string others = std::to_string(scenarios.size() - kNamed);
    out += say(" et " + others + " autres", " and " + others + " others");
  }
  return out + ")";
}

std::string Margin::goals_html(const Line& line) const {
  std::string out = "<ul>\n";
  for (const GoalHits* hits : line.goals) {
    const Goal& goal = hits->goal;
    out += "<li>";
    switch (goal.kind) {
      case GoalKind::Version:
        out += side_html(escaped(goal.name) + ", " + say("version appliquée", "version applied"), hits->met);
        break;
      case GoalKind::Row: {
        const std::string rank = std::to_string(goal.rank_in_line);
        const std::string cell =
            say("case n° " + rank + " de la ligne, retenue", "cell " + rank + " of the row, chosen");
        out += side_html(goal.rank_in_line > 0 ? cell : say("ligne retenue", "row chosen"), hits->met);
        break;
      }
      case GoalKind::Condition: {
        const std::string label = say("« " + goal.name + " »", "“" + goal.name + "”");
        const std::string what = goal.has_label ? label : (goal.written.empty() ? goal.name : goal.written);
        out += "<code>" + escaped(what) + "</code>, " + side_html(say("vraie", "true"), hits->met) +
               say("\u00A0; ", "; ") + side_html(say("fausse", "false"), hits->met_false);
        break;
      }
      case GoalKind::Derogation:
        out += escaped(goal.name) + ", " + side_html(say("appliquée", "taken"), hits->met) + say("\u00A0; ", "; ") +
               side_html(say("non appliquée", "not taken"), hits->met_false);
        break;
    }
    out += "</li>\n";
  }
  return out + "</ul>\n";
}

/// What failed of the scenarios of a line.
std::string Margin::scenarios_html(const Line& line) const {
  const bool french = input_.language == diagnostics::Language::French;
  std::string out = "<ul>\n";
  for (const std::size_t position : line.scenarios) {
    const scenario::ScenarioReport& one = input_.report.scenarios[position];
    const StateNames names = names_of(one.passed ? LineState::Passed : LineState::Failed);
    out += "<li>" + escaped(one.title) + say("\u00A0: ", ": ") + say(names.french, names.english);
    for (const scenario::Check& check : one.checks) {
      if (check.passed) continue;
      out += "<br>" + escaped(check.member) + say("\u00A0: attendu ", ": expected ") +
             escaped(french ? check.expected.french : check.expected.english) + say(", obtenu ", ", obtained ") +
             escaped(french ? check.obtained.french : check.obtained.english);
    }
    out += "</li>\n";
  }
  return out + "</ul>\n";
}

std::string Margin::next_html(const Line& line) const {
  const std::size_t next = line.gap == n_gaps_ ? 1 : line.gap + 1;
  const std::string rank = std::to_string(line.gap) + say(" sur ", " of ") + std::to_string(n_gaps_);
  if (n_gaps_ == 1) {
    return "<a class=\"next\" id=\"g1\" href=\"#main\">" +
           say("point à couvrir 1 sur 1, retour au début", "gap 1 of 1, back to the beginning") + "</a>\n";
  }
  return "<a class=\"next\" id=\"g" + std::to_string(line.gap) + "\" href=\"#g" + std::to_string(next) + "\">" +
         say("point à couvrir " + rank + ", au suivant", "gap " + rank + ", to the next") + "</a>\n";
}

std::string Margin::line_html(std::size_t source, std::uint32_t number, std::string_view text) const {
  const std::string code = "<code>" + escaped(text) + "</code>";
  const auto found = lines_.find({source, number});
  if (found == lines_.end()) {
    return "<div class=\"line plain\">" + margin_html(nullptr, LineState::Plain, number) + code + "</div>\n";
  }
  const Line& line = found->second;
  const LineState state = state_of(line);
  std::string out =
      "<div class=\"line counted " + std::string(names_of(state).css) + "\" id=\"" + anchor_of(source, number) + "\">";
  out += "<details><summary>" + margin_html(&line, state, number) + code + "</summary>\n<div class=\"why\">";
  if (!line.goals.empty()) out += goals_html(line);
  if (!line.scenarios.empty()) out += scenarios_html(line);
  out += "</div></details>\n";
  if (line.gap > 0) out += next_html(line);
  return out + "</div>\n";
}

}  // namespace avenant::coverage
