#include "compiler/scenario/render.hpp"

#include <fmt/format.h>

namespace avenant::scenario {

namespace {

std::string place_text(const Citation& citation) {
  if (citation.path.empty()) return "";
  return citation.line > 0 ? fmt::format("{}:{}", citation.path, citation.line) : citation.path;
}

// `avenant_7, Article 9-3 — … (rules/01.avn.md:12)`, or what is known of it.
std::string citation_text(const Citation& citation) {
  std::string text = citation.text;
  if (!citation.article.empty()) text += (text.empty() ? "" : ", ") + citation.article;
  const std::string place = place_text(citation);
  if (place.empty()) return text;
  return text.empty() ? place : text + " (" + place + ")";
}

class Renderer {
 public:
  Renderer(const Report& report, const RenderOptions& options)
      : report_(report), options_(options), french_(options.language == diagnostics::Language::French) {}

  std::string run() {
    for (const ScenarioReport& scenario : report_.scenarios) print_scenario(scenario);
    print_totals();
    return std::move(out_);
  }

 private:
  const std::string& in_language(const Bilingual& text) const { return french_ ? text.french : text.english; }

  void print_scenario(const ScenarioReport& scenario) {
    if (scenario.passed) {
      if (options_.passed_too) out_ += fmt::format("✓ « {} »\n", scenario.title);
      return;
    }
    out_ += fmt::format("✗ « {} »  {}\n", scenario.title, place_text(scenario.citation));
    if (scenario.checks.empty()) out_ += french_ ? "    n’attend rien\n" : "    expects nothing\n";
    for (const Check& check : scenario.checks) {
      if (!check.passed) print_check(check);
    }
  }

  void print_check(const Check& check) {
    const std::string origin = citation_text(check.origin);
    out_ += fmt::format("    {}\n", check.member);
    out_ += fmt::format("      {} {}\n", french_ ? "attendu :" : "expected:", in_language(check.expected));
    out_ += fmt::format("      {} {}\n", french_ ? "obtenu  :" : "obtained:", in_language(check.obtained));
    if (!origin.empty()) out_ += fmt::format("      {} {}\n", french_ ? "d’après :" : "from:    ", origin);
  }

  void print_totals() {
    const std::size_t count = report_.scenarios.size();
    if (french_) {
      const auto plural = [](std::size_t number) { return number > 1 ? "s" : ""; };
      out_ += fmt::format("{} scénario{} ({} attente{}) : {} réussi{}, {} échoué{}\n", count, plural(count),
                          report_.n_checks, plural(report_.n_checks), report_.n_passed, plural(report_.n_passed),
                          report_.n_failed, plural(report_.n_failed));
    } else {
      out_ += fmt::format("{} scenario{} ({} expectation{}): {} passed, {} failed\n", count, count == 1 ? "" : "s",
                          report_.n_checks, report_.n_checks == 1 ? "" : "s", report_.n_passed, report_.n_failed);
    }
  }

  const Report& report_;
  const RenderOptions& options_;
  bool french_;
  std::string out_;
};

}  // namespace

std::string render(const Report& report, const RenderOptions& options) {
  return Renderer(report, options).run();
}

}  // namespace avenant::scenario
