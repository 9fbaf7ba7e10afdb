#include "compiler/scenario/render.hpp"

namespace avenant::scenario {

namespace {

std::string place_text(const Citation& citation) {
  if (citation.path.empty()) return "";
  return citation.line > 0 ? citation.path + ":" + std::to_string(citation.line) : citation.path;
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
      if (options_.passed_too) out_ += "✓ « " + scenario.title + " »\n";
      return;
    }
    out_ += "✗ « " + scenario.title + " »  " + place_text(scenario.citation) + "\n";
    if (scenario.checks.empty()) out_ += french_ ? "    n’attend rien\n" : "    expects nothing\n";
    for (const Check& check : scenario.checks) {
      if (!check.passed) print_check(check);
    }
  }

  void print_check(const Check& check) {
    const std::string origin = citation_text(check.origin);
    out_ += "    " + check.member + "\n";
    print_line(french_ ? "attendu :" : "expected:", in_language(check.expected));
    print_line(french_ ? "obtenu  :" : "obtained:", in_language(check.obtained));
    if (!origin.empty()) print_line(french_ ? "d’après :" : "from:    ", origin);
  }

  void print_line(std::string_view head, std::string_view text) {
    out_ += "      ";
    out_ += head;
    out_ += ' ';
    out_ += text;
    out_ += '\n';
  }

  void print_totals() {
    const std::size_t count = report_.scenarios.size();
    const auto number = [](std::size_t n) { return std::to_string(n); };
    if (french_) {
      const auto plural = [](std::size_t n) { return n > 1 ? "s" : ""; };
      out_ += number(count) + " scénario" + plural(count) + " (" + number(report_.n_checks) + " attente" +
              plural(report_.n_checks) + ") : " + number(report_.n_passed) + " réussi" + plural(report_.n_passed) +
              ", " + number(report_.n_failed) + " échoué" + plural(report_.n_failed) + "\n";
    } else {
      const auto plural = [](std::size_t n) { return n == 1 ? "" : "s"; };
      out_ += number(count) + " scenario" + plural(count) + " (" + number(report_.n_checks) + " expectation" +
              plural(report_.n_checks) + "): " + number(report_.n_passed) + " passed, " + number(report_.n_failed) +
              " failed\n";
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
