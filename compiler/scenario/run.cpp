#include "compiler/scenario/run.hpp"

#include "compiler/lower/names.hpp"
#include "compiler/scenario/expectation.hpp"
#include "compiler/scenario/setting.hpp"

namespace avenant::scenario {

namespace {

class Runner {
 public:
  Runner(const hir::Program& hir, const program::Package& package, const base::SourceMap& sources, Engine& engine,
         const Options& options)
      : hir_(hir),
        package_(package),
        sources_(sources),
        engine_(engine),
        options_(options),
        lookup_(hir, package),
        explainer_(package) {}

  Report run() {
    Report report;
    report.engine = engine_.name();
    for (std::size_t position = 0; position < hir_.scenarios.size(); ++position) {
      const hir::ScenarioId id = hir_.scenarios.id_at(position);
      if (!is_wanted(hir_.scenarios[id])) continue;
      ScenarioReport scenario = run_one(id, report.scenarios.size());
      ++(scenario.passed ? report.n_passed : report.n_failed);
      report.n_checks += scenario.checks.size();
      report.scenarios.push_back(std::move(scenario));
    }
    return report;
  }

 private:
  std::string dispositif_of(const hir::Scenario& scenario) const {
    return scenario.dispositif.valid() ? hir_.names.text(hir_.dispositifs[scenario.dispositif].name) : "";
  }

  bool is_wanted(const hir::Scenario& scenario) const {
    if (!options_.dispositif.empty() && base::normalise(options_.dispositif) != dispositif_of(scenario)) return false;
    return options_.title.empty() || base::fold(scenario.title).find(base::fold(options_.title)) != std::string::npos;
  }

  ScenarioReport run_one(hir::ScenarioId id, std::size_t position) {
    const hir::Scenario& scenario = hir_.scenarios[id];
    ScenarioReport report;
    report.scenario = id;
    report.title = scenario.title;
    report.dispositif = dispositif_of(scenario);
    report.span = scenario.provenance.span;
    report.citation = citation_of(scenario.provenance);

    const Facts facts = facts_of(lookup_, scenario, options_.defaults);
    engine_.configure(facts.options);
    engine_.begin_case();
    for (const auto& [input, value] : facts.inputs) engine_.set(program::InputId(input), value);
    explainer_ready_ = false;
    report.passed = !scenario.expectations.empty() && facts.unknown_drafts.empty();
    for (const base::Name name : facts.unknown_drafts) report.checks.push_back(unknown_draft(name, report.span));
    for (const hir::Expectation& expectation : scenario.expectations) {
      report.checks.push_back(check(expectation, facts));
      report.passed = report.passed && report.checks.back().passed;
    }
    if (options_.coverage != nullptr) cover(scenario, facts, *options_.coverage);
    if (options_.each) {
      eval::Coverage met(package_);
      cover(scenario, facts, met);
      options_.each(position, met);
    }
    return report;
  }

  void cover(const hir::Scenario& scenario, const Facts& facts, eval::Coverage& met) {
    std::vector<program::VariableId> requests;
    for (const hir::Expectation& expectation : scenario.expectations) {
      requests.push_back(lookup_.variable(expectation.member));
    }
    prepare_explainer(facts);
    explainer_.cover(requests, met);
  }

  Check unknown_draft(base::Name name, base::Span span) const {
    Check result;
    result.member = "avec projet " + hir_.names.text(name);
    result.expected = {"un projet du dossier", "a draft of the project"};
    result.obtained = {"aucun projet de ce nom", "no draft of that name"};
    result.span = span;
    return result;
  }

  Check check(const hir::Expectation& expectation, const Facts& facts) {
    Check result;
    result.member = lower::member_name(hir_, expectation.member.variable, expectation.member.indices);
    result.span = expectation.span;
    result.expected = describe_expected(lookup_, expectation);
    Obtained obtained;
    obtained.variable = lookup_.variable(expectation.member);
    AVENANT_CHECK(static_cast<bool>(obtained.variable), "a scenario expects a member that the package does not have");
    obtained.outcome = engine_.request(obtained.variable);
    eval::Trace trace;
    if (needs_trace(expectation)) {
      trace = explain(obtained.variable, facts);
      obtained.trace = &trace;
    }
    result.passed = is_met(lookup_, expectation, obtained);
    // A failure is worth an explanation that a success does not pay for.
    if (!result.passed && obtained.trace == nullptr) {
      trace = explain(obtained.variable, facts);
      obtained.trace = &trace;
    }
    result.obtained = describe_obtained(lookup_, expectation, obtained);
    result.origin = origin_of(package_, obtained);
    return result;
  }

  void prepare_explainer(const Facts& facts) {
    if (explainer_ready_) return;
    explainer_.set_options(facts.options);
    explainer_.begin_case();
    for (const auto& [input, value] : facts.inputs) explainer_.set(program::InputId(input), value);
    explainer_ready_ = true;
  }

  // The interpreter explains for every engine: they agree, places included.
  eval::Trace explain(program::VariableId variable, const Facts& facts) {
    prepare_explainer(facts);
    return explainer_.explain(std::span<const program::VariableId>(&variable, 1));
  }

  Citation citation_of(const hir::Provenance& provenance) const {
    Citation citation;
    if (provenance.text.valid()) citation.text = hir_.names.text(hir_.texts[provenance.text].name);
    citation.article = provenance.article.empty() ? provenance.heading : "Article " + provenance.article;
    if (provenance.span.valid()) {
      citation.path = sources_[provenance.span.source].path;
      citation.line = sources_.line_column(provenance.span.source, provenance.span.begin).line;
    }
    return citation;
  }

  const hir::Program& hir_;
  const program::Package& package_;
  const base::SourceMap& sources_;
  Engine& engine_;
  const Options& options_;
  Lookup lookup_;
  eval::Evaluator explainer_;
  bool explainer_ready_ = false;
};

}  // namespace

Report run(const hir::Program& program, const program::Package& package, const base::SourceMap& sources, Engine& engine,
           const Options& options) {
  return Runner(program, package, sources, engine, options).run();
}

}  // namespace avenant::scenario
