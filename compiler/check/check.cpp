#include "compiler/check/check.hpp"

#include <algorithm>

#include "compiler/check/proof/propositions.hpp"
#include "compiler/check/proof/prove.hpp"
#include "compiler/check/report.hpp"
#include "compiler/check/rounding.hpp"
#include "compiler/check/shrink.hpp"
#include "compiler/check/unused.hpp"
#include "compiler/check/versions/examine.hpp"
#include "compiler/check/versions/unreachable.hpp"

namespace avenant::check {

namespace {

/// Cases tried before anything finer than one look at the whole: most conditions hold in one of them and fail in
/// another.
constexpr std::size_t kFirstPoints = 200;
/// Cases tried on what no proof near the rule has settled.
constexpr std::size_t kMorePoints = 2'000;
/// Boxes of whole cases: each costs an evaluation of everything that the rule depends on.
constexpr std::size_t kWholeCaseBoxes = 2'000;
/// Boxes of the facts that decide application dates.
constexpr std::size_t kDateBoxes = 2'000;

/// Answers the questions of one unit after another.
class Examiner {
 public:
  Examiner(const program::Package& package, const Options& options, Statistics& statistics)
      : package_(package), options_(options), statistics_(statistics), trial_(package) {
    total_.n_steps = options.max_total_steps;
    provers_.emplace_back(package);
    // With drafts a proof must hold without them and with all of them.
    eval::RunOptions drafts;
    for (std::size_t index = 0; index < package.texts.size(); ++index) {
      if (package.texts[index].kind == program::TextKind::kDraft) drafts.drafts.emplace_back(index);
    }
    if (!drafts.drafts.empty()) provers_.emplace_back(package, drafts);
  }

  Examined examine(const Unit& unit) {
    Examined examined{unit, targets_of(package_, unit), {}};
    statistics_.n_targets += examined.targets.size();
    prove(examined.targets, [&](Prover& prover, std::vector<Target>& targets) { prover.prove_at_once(unit, targets); });
    if (any_open(examined.targets)) answer(examined);
    count(examined);
    return examined;
  }

  /// What a rule reads may be out of force: questions that days did not settle.
  Examined examine(OpenReads reads) {
    Examined examined{std::move(reads.unit), std::move(reads.targets), {}};
    statistics_.n_targets += examined.targets.size();
    answer_reads(examined);
    count(examined);
    return examined;
  }

  Trial& trial() { return trial_; }
  Prover& prover() { return provers_.front(); }

 private:
  void count(const Examined& examined) {
    for (const Target& target : examined.targets) {
      statistics_.n_confirmed += target.answer == Answer::kConfirmed ? 1U : 0U;
      statistics_.n_impossible += target.answer == Answer::kImpossible ? 1U : 0U;
      statistics_.n_undecided += target.answer == Answer::kOpen ? 1U : 0U;
    }
  }

  void answer(Examined& examined) {
    const Unit& unit = examined.unit;
    answer_by(examined, [&](const Cone&, Budget& budget) {
      prove(examined.targets,
            [&](Prover& prover, std::vector<Target>& targets) { prove_by_logic(package_, prover, unit, targets); });
      if (!any_open(examined.targets)) return;
      prove(examined.targets, [&](Prover& prover, std::vector<Target>& targets) {
        statistics_.n_boxes += prover.prove_nearby(unit, targets, options_.max_boxes, budget);
      });
    });
  }

  /// Near proofs take what a rule reads for any of its values, and so say nothing of reads that find none.
  void answer_reads(Examined& examined) {
    const Unit& unit = examined.unit;
    answer_by(examined, [&](const Cone& cone, Budget& budget) {
      prove(examined.targets, [&](Prover& prover, std::vector<Target>& targets) {
        const std::vector<Axis> axes = date_axes(package_, prover, unit, targets, options_.max_cone_nodes);
        statistics_.n_boxes += prover.prove_over(unit, axes, targets, kDateBoxes, 10 + cone.n_nodes / 2, budget);
      });
    });
  }

  /// A few cases, the proofs that suit what is asked, more cases, then the search of all that the rule depends on.
  template <class Proofs>
  void answer_by(Examined& examined, Proofs proofs) {
    const Unit& unit = examined.unit;
    Budget budget{std::min(options_.max_rule_steps, total_.n_steps)};
    const std::size_t granted = budget.n_steps;
    // With nothing left even the cone is too much; what is open stays so.
    if (budget.n_steps == 0) return;
    Cone cone = cone_of(package_, unit, options_.max_cone_nodes);
    budget.take(4 * cone.n_nodes);
    Dice dice(unit.variable ? unit.variable.value : unit.notice.value);
    trial_.begin(cone);
    tried(examined, cone, kFirstPoints, dice, budget);
    if (any_open(examined.targets)) proofs(cone, budget);
    if (any_open(examined.targets)) tried(examined, cone, kMorePoints, dice, budget);
    if (any_open(examined.targets) && !cone.is_partial) {
      prove(examined.targets, [&](Prover& prover, std::vector<Target>& targets) {
        statistics_.n_boxes += prover.search(unit, cone, targets, trial_, kWholeCaseBoxes, budget);
      });
    }
    total_.take(granted - budget.n_steps);
    shrink_cases(examined, cone);
  }

  void shrink_cases(Examined& examined, Cone& cone) {
    const Unit& unit = examined.unit;
    bool shows_a_case = false;
    for (Target& target : examined.targets) {
      if (target.answer != Answer::kConfirmed || target.question != Question::kError) continue;
      shows_a_case = true;
      target.witness = shrink(trial_, package_, unit, cone, target);
    }
    trial_.begin(no_cone_);
    if (shows_a_case) examined.cone = std::move(cone);
  }

  void tried(Examined& examined, const Cone& cone, std::size_t n_points, Dice& dice, Budget& budget) {
    const std::size_t steps_a_point = cone.n_nodes + 10;
    n_points = std::min({n_points, options_.max_points, budget.n_steps / steps_a_point});
    n_points = sample(trial_, package_, examined.unit, cone, examined.targets, n_points, dice);
    budget.take(n_points * steps_a_point);
    statistics_.n_points += n_points;
  }

  /// What every prover finds impossible is; what one confirms is.
  template <class Step>
  void prove(std::vector<Target>& targets, Step step) {
    std::vector<bool> impossible(targets.size(), true);
    for (Prover& prover : provers_) {
      std::vector<Target> own = targets;
      step(prover, own);
      for (std::size_t index = 0; index < own.size(); ++index) {
        if (own[index].answer == Answer::kConfirmed) targets[index] = own[index];
        if (own[index].answer != Answer::kImpossible) impossible[index] = false;
      }
    }
    for (std::size_t index = 0; index < targets.size(); ++index) {
      if (targets[index].answer == Answer::kOpen && impossible[index]) targets[index].answer = Answer::kImpossible;
    }
  }

  const program::Package& package_;
  const Options& options_;
  Statistics& statistics_;
  Trial trial_;
  std::vector<Prover> provers_;
  Budget total_;
  Cone no_cone_;
};

}  // namespace

Statistics check(const hir::Program& hir, const program::Package& package, const base::SourceMap& sources,
                 diagnostics::Sink& sink, const Options& options) {
  Statistics statistics;
  Spans spans(hir, package, sources, options.project_paths);
  report_unused(hir, package, spans, sink);
  report_double_rounding(package, spans, sink);
  Examiner examiner(package, options, statistics);
  std::vector<Examined> examined;
  const std::vector<Unit> units = units_of(package, hir);
  for (const Unit& unit : units) {
    if (unit.is_part) continue;
    Examined one = examiner.examine(unit);
    if (!one.targets.empty()) examined.push_back(std::move(one));
  }
  report_answers(hir, package, examined, examiner.trial(), spans, sink);
  Selection selection(hir, package, spans);
  std::vector<Examined> readers;
  for (OpenReads& reads : open_reads(package, units, selection)) readers.push_back(examiner.examine(std::move(reads)));
  report_reads(package, readers, examiner.trial(), spans, sink);
  report_unreachable_versions(hir, package, selection, examiner.prover(), spans, sink);
  return statistics;
}

}  // namespace avenant::check
