#include "compiler/driver/test/coverage_check.hpp"

#include <algorithm>

#include "compiler/scenario/coverage/render.hpp"

namespace avenant::driver {
namespace {

using diagnostics::Code;
using diagnostics::Language;
using scenario::GoalKind;
using scenario::Tally;
using Kind = CoverageFloor::Kind;

/// So many things that are missing are named.
constexpr std::size_t kShown = 3;

struct KindNames {
  std::string_view french;
  std::string_view english;
};

KindNames names_of(Kind kind) {
  switch (kind) {
    case Kind::Total:
      return {"points", "points"};
    case Kind::Articles:
      return {"articles", "articles"};
    case Kind::Versions:
      return {"versions", "versions"};
    case Kind::Rows:
      return {"lignes", "rows"};
    case Kind::Conditions:
      return {"conditions", "conditions"};
    case Kind::Derogations:
      return {"dérogations", "derogations"};
  }
  return {};
}

/// Whether what is missing of a goal counts for the kind.
bool is_of(Kind kind, GoalKind goal) {
  switch (kind) {
    case Kind::Total:
    case Kind::Articles:
      return true;
    case Kind::Versions:
      return goal == GoalKind::Version;
    case Kind::Rows:
      return goal == GoalKind::Row;
    case Kind::Conditions:
      return goal == GoalKind::Condition;
    case Kind::Derogations:
      return goal == GoalKind::Derogation;
  }
  return false;
}

/// The tally of a kind, drafts left out.
Tally tally_of(Kind kind, const scenario::CoverageReport& report) {
  if (kind == Kind::Total) return report.total;
  Tally all;
  for (const scenario::TextCoverage& text : report.texts) {
    if (text.is_draft) continue;
    if (kind == Kind::Articles) {
      all.add(text.n_articles);
    } else {
      for (const GoalKind goal : {GoalKind::Version, GoalKind::Row, GoalKind::Condition, GoalKind::Derogation}) {
        if (is_of(kind, goal)) all.add(text.tallies[static_cast<std::size_t>(goal)]);
      }
    }
  }
  return all;
}

/// A percentage in hundredths as people write it: `95`, `92,5`.
std::string percentage_text(std::size_t hundredths, Language language) {
  std::string text = std::to_string(hundredths / 100);
  std::string decimals = std::to_string(hundredths % 100 + 100).substr(1);
  while (!decimals.empty() && decimals.back() == '0') decimals.pop_back();
  if (decimals.empty()) return text;
  return text + (language == Language::French ? "," : ".") + decimals;
}

std::string place_text(const program::Package& package, program::PlaceId id) {
  const program::Place& place = package.place(id);
  return std::string(package.text_of(place.path)) + (place.line > 0 ? ":" + std::to_string(place.line) : "");
}

/// The articles of which nothing is met, by the place of the first thing in each.
std::vector<std::string> missing_articles(const program::Package& package, const scenario::CoverageReport& report,
                                          Language language) {
  std::vector<std::string> found;
  for (const scenario::TextCoverage& text : report.texts) {
    for (const scenario::ArticleCoverage& article : text.articles) {
      if (text.is_draft || article.is_met) continue;
      const std::string name(package.text_of(package.texts[text.text.value].name));
      found.push_back(name + (language == Language::French ? ", " : ", ") + article.article);
    }
  }
  return found;
}

std::vector<std::string> missing_of(Kind kind, const program::Package& package, const scenario::CoverageReport& report,
                                    Language language) {
  if (kind == Kind::Articles) return missing_articles(package, report, language);
  std::vector<std::string> found;
  for (const scenario::Goal& goal : report.missing) {
    if (!is_of(kind, goal.kind) || package.texts[goal.text.value].kind == program::TextKind::kDraft) continue;
    found.push_back(place_text(package, goal.place) + ": " + scenario::missing_text(goal, language));
  }
  return found;
}

std::string first_of(const std::vector<std::string>& missing) {
  std::string text;
  for (std::size_t i = 0; i < std::min(kShown, missing.size()); ++i) text += (i == 0 ? "" : " · ") + missing[i];
  return text + (missing.size() > kShown ? " …" : "");
}

}  // namespace

bool check_coverage(const Context& context, const program::Package& package, const scenario::CoverageReport& report) {
  constexpr std::size_t kAll = 10'000;
  diagnostics::Sink sink;
  for (const CoverageFloor& floor : context.options.min_coverage) {
    const Tally tally = tally_of(floor.kind, report);
    if (tally.n_met * kAll >= std::size_t{floor.hundredths} * tally.n_goals) continue;
    const auto in = [&](Language language) { return first_of(missing_of(floor.kind, package, report, language)); };
    const std::size_t found = tally.n_met * kAll / tally.n_goals;
    const Code code = floor.kind == Kind::Total ? Code::CoverageTooLow : Code::CoverageOfKindTooLow;
    sink.report(code)
        .with("found", percentage_text(found, Language::French), percentage_text(found, Language::English))
        .with("wanted", percentage_text(floor.hundredths, Language::French),
              percentage_text(floor.hundredths, Language::English))
        .with("kind", names_of(floor.kind).french, names_of(floor.kind).english)
        .with("lacking", static_cast<std::int64_t>(tally.n_goals - tally.n_met))
        .with("total", static_cast<std::int64_t>(tally.n_goals))
        .with("first", in(Language::French), in(Language::English));
  }
  print_messages(context, sink);
  return !sink.has_errors();
}

}  // namespace avenant::driver
