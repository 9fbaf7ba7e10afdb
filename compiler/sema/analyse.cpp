#include "compiler/sema/analyse.hpp"

#include "compiler/sema/amendments/amendments.hpp"
#include "compiler/sema/consequences.hpp"
#include "compiler/sema/expressions/references.hpp"
#include "compiler/sema/list_sources.hpp"
#include "compiler/sema/reference/tables.hpp"
#include "compiler/sema/rules/parts/parts.hpp"

namespace avenant::sema {

namespace {

using syntax::RuleKind;

/// Messages kept before those that only repeat a syntax error are left out.
constexpr std::size_t kMaxMessages = 5'000;

/// Applies a step to every placed rule of some kinds.
template <class Step>
void for_rules(const Context& context, const std::vector<PlacedRule>& placed, std::initializer_list<RuleKind> kinds,
               Step step) {
  for (const PlacedRule& one : placed) {
    if (context.has_enough_errors()) return;
    for (const RuleKind kind : kinds) {
      if (one.rule.kind() == kind) step(one);
    }
  }
}

constexpr std::initializer_list<RuleKind> kComposites = {RuleKind::ObjectiveRule, RuleKind::ObligationRule,
                                                         RuleKind::InstalmentsRule};

void declare_words(Context& context, const std::vector<PlacedRule>& placed) {
  declare_euro(context);
  for_rules(context, placed, {RuleKind::UnitRule}, [&](const PlacedRule& one) { declare_unit(context, one); });
  for_rules(context, placed, {RuleKind::EnumerationRule},
            [&](const PlacedRule& one) { declare_enumeration(context, one); });
  for_rules(context, placed, {RuleKind::RecordRule}, [&](const PlacedRule& one) { declare_record(context, one); });
  const auto extend_words = [&](WordStep step) {
    for_rules(context, placed, {RuleKind::ExtendRule}, [&](const PlacedRule& one) { extend_word(context, one, step); });
  };
  extend_words(WordStep::Cases);
  for_rules(context, placed, {RuleKind::RepealRule}, [&](const PlacedRule& one) { close_case(context, one); });
  for_rules(context, placed, {RuleKind::ReadingRule}, [&](const PlacedRule& one) { declare_reading(context, one); });
  ReferenceTables tables(context);
  for_rules(context, placed, {RuleKind::CsvTableRule}, [&](const PlacedRule& one) { tables.declare(one); });
  tables.declare_key_types();
  for_rules(context, placed, {RuleKind::EnumerationRule},
            [&](const PlacedRule& one) { read_attributes(context, one); });
  extend_words(WordStep::Attributes);
  for_rules(context, placed, {RuleKind::RecordRule}, [&](const PlacedRule& one) { read_fields(context, one); });
  extend_words(WordStep::Fields);
  flatten_records(context);
  tables.read();
}

void declare_inputs(Context& context, const std::vector<PlacedRule>& placed) {
  for_rules(context, placed, {RuleKind::SchemeRule}, [&](const PlacedRule& one) {
    for (const syntax::InputView input : one.rule.as<syntax::SchemeView>()->inputs())
      declare_input(context, one, input);
  });
  for_rules(context, placed, {RuleKind::InputRule},
            [&](const PlacedRule& one) { declare_input(context, one, *one.rule.as<syntax::InputView>()); });
}

/// Reads derogations, each after the one it derogates from. Those that derogate from each other in a circle stay
/// unread; check_priorities() reports them.
void read_derogations(Context& context, const std::vector<PlacedRule>& placed) {
  std::vector<PlacedRule> waiting;
  for_rules(context, placed, {RuleKind::DerogationRule}, [&](const PlacedRule& one) { waiting.push_back(one); });
  for (bool progress = true; progress;) {
    std::vector<PlacedRule> still_waiting;
    for (const PlacedRule& one : waiting) {
      if (!read_derogation(context, one)) still_waiting.push_back(one);
    }
    progress = still_waiting.size() < waiting.size();
    waiting = std::move(still_waiting);
  }
  for (const PlacedRule& one : waiting) {
    context.sink.report(Code::DerogationCycle, one.rule.name()->span())
        .with("name", one.rule.name()->text())
        .with("other", context.quote(one.rule.as<syntax::DerogationView>()->target()->span()));
  }
}

/// Objectifs, obligations and échéanciers: their names before any rule is read, and the types of objectifs, which are
/// found by reading them.
void declare_all_parts(Context& context, const std::vector<PlacedRule>& placed) {
  declare_obligation_words(context, placed);
  for_rules(context, placed, kComposites, [&](const PlacedRule& one) {
    if (!one.replaces) return declare_parts(context, one);
    if (may_replace(context, one)) declare_parts(context, one, Wording::Later);
  });
  for_rules(context, placed, {RuleKind::ExtendRule},
            [&](const PlacedRule& one) { declare_added_instalments(context, one); });
}

void infer_all_objectives(Context& context, const std::vector<PlacedRule>& placed) {
  std::vector<PlacedRule> objectives;
  for_rules(context, placed, {RuleKind::ObjectiveRule}, [&](const PlacedRule& one) {
    if (!one.replaces) objectives.push_back(one);
  });
  infer_objectives(context, objectives);
}

void read_rules(Context& context, const std::vector<PlacedRule>& placed) {
  const auto variables = {RuleKind::DefinitionRule, RuleKind::EligibilityRule, RuleKind::DecisionTableRule,
                          RuleKind::SeriesRule};
  for_rules(context, placed, variables, [&](const PlacedRule& one) {
    if (!one.replaces) declare_variable(context, one);
  });
  declare_all_parts(context, placed);
  for_rules(context, placed, {RuleKind::DerogationRule},
            [&](const PlacedRule& one) { declare_derogation(context, one); });
  for_rules(context, placed, {RuleKind::SchemeRule}, [&](const PlacedRule& one) { read_dispositif(context, one); });
  infer_all_objectives(context, placed);
  for_rules(context, placed, variables, [&](const PlacedRule& one) { read_variable(context, one); });
  for_rules(context, placed, kComposites, [&](const PlacedRule& one) {
    const CompositeRule* rule = declared_composite(context, one);
    if (rule != nullptr) read_parts(context, one, *rule);
  });
  order_versions(context);
  for_rules(context, placed, {RuleKind::ReplaceRule, RuleKind::ExtendRule, RuleKind::RepealRule},
            [&](const PlacedRule& one) { amend(context, one); });
  read_derogations(context, placed);
  for_rules(context, placed, {RuleKind::DerogationRule, RuleKind::RepealRule},
            [&](const PlacedRule& one) { end_derogations(context, one); });
  for_rules(context, placed, {RuleKind::DerogationRule}, [&](const PlacedRule& one) { read_priorities(context, one); });
  follow_rewordings(context);
  check_priorities(context);
  settle_derogations(context, placed);
  check_applications(context);
  check_series_dates(context);
  for_rules(context, placed, {RuleKind::Assumption}, [&](const PlacedRule& one) { read_assumption(context, one); });
  for_rules(context, placed, {RuleKind::SignalRule}, [&](const PlacedRule& one) { read_notice(context, one); });
  check_call_circles(context);
  check_versions(context);
}

void read_scenarios(Context& context, const std::vector<PlacedRule>& placed) {
  for_rules(context, placed, {RuleKind::CaseRule}, [&](const PlacedRule& one) { declare_case(context, one); });
  for_rules(context, placed, {RuleKind::CaseRule}, [&](const PlacedRule& one) { read_case(context, one); });
  check_cases(context);
  for_rules(context, placed, {RuleKind::ScenarioRule}, [&](const PlacedRule& one) { read_scenario(context, one); });
  for_rules(context, placed, {RuleKind::ScenarioTableRule},
            [&](const PlacedRule& one) { read_scenario_table(context, one); });
}

}  // namespace

std::vector<std::string> data_file_names(const syntax::Tree& tree) {
  std::vector<std::string> names;
  for (const syntax::RuleView rule : syntax::rules_of(tree)) {
    const auto table = rule.as<syntax::CsvTableView>();
    if (table && table->file()) names.emplace_back(table->file()->content());
  }
  return names;
}

hir::Program analyse(const std::vector<const syntax::Tree*>& trees, const base::SourceMap& sources,
                     diagnostics::Sink& sink, const Options& options, const std::vector<DataFile>& files) {
  diagnostics::Sink found(kMaxMessages);
  Context context(sources, found, options, files);
  collect_damaged_names(context, trees);
  const std::vector<PlacedRule> placed = place_rules(context, trees);
  for_rules(context, placed, {RuleKind::PostponeRule}, [&](const PlacedRule& one) { read_postponement(context, one); });
  declare_words(context, placed);
  declare_inputs(context, placed);
  read_rules(context, placed);
  find_list_sources(context);
  read_scenarios(context, placed);
  forward_independent(context, found, sink);
  return std::move(context.program);
}

}  // namespace avenant::sema
