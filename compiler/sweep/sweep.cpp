#include "compiler/sweep/sweep.hpp"

#include <algorithm>
#include <utility>

#include "compiler/compare/cases/pairs.hpp"

namespace avenant::sweep {

namespace {

using eval::Outcome;
using program::VariableId;

/// A sweep being made.
class Sweeper {
 public:
  Sweeper(const program::Package& package, const eval::RunOptions& run, const cases::BoundCase& bound,
          const SweepOptions& options, Sweep& made)
      : package_(package), options_(options), made_(made), abstract_(package, run), concrete_(package, run) {
    abstract_.set_all_missing();
    concrete_.begin_case();
    for (const eval::InputValue& input : bound.inputs) {
      if (input.input == made.domain.input()) continue;
      abstract_.set_value(input.input, input.value);
      concrete_.set(input.input, input.value);
    }
  }

  [[nodiscard]] ResultSweep run(VariableId variable);

 private:
  void boundary(ResultSweep& result, std::size_t piece, ResultOracle& oracle);
  [[nodiscard]] bool continues(const Piece& piece, Rank rank, const Outcome& outcome, ResultOracle& oracle) const;
  [[nodiscard]] std::optional<value::Rational> difference(const ResultSweep& result, const Boundary& at) const;
  [[nodiscard]] std::vector<Cause> causes(VariableId variable, const Piece& before, const Piece& after,
                                          BoundaryKind kind);
  [[nodiscard]] eval::Trace trace(VariableId variable, Rank rank);
  [[nodiscard]] bool begins(VariableId variable, const Piece& before, const Piece& after);

  const program::Package& package_;
  const SweepOptions& options_;
  Sweep& made_;
  eval::AbstractEvaluator abstract_;
  eval::Evaluator concrete_;
};

ResultSweep Sweeper::run(VariableId variable) {
  ResultSweep result;
  result.variable = variable;
  result.type = package_.variable(variable).type;
  ResultOracle oracle(package_, abstract_, concrete_, made_.domain, made_.formulas, variable, options_.work);
  result.pieces = partition(made_.domain.size(), oracle, options_.partition);
  result.n_evaluations = oracle.n_evaluations();
  for (std::size_t i = 0; i + 1 < result.pieces.size(); ++i) boundary(result, i, oracle);
  return result;
}

/// Whether the formula of a piece also gives the outcome just beside it.
bool Sweeper::continues(const Piece& piece, Rank rank, const Outcome& outcome, ResultOracle& oracle) const {
  return piece.kind == PieceKind::Constant ? piece.outcome == outcome : oracle.value(piece.formula, rank) == outcome;
}

std::optional<value::Rational> Sweeper::difference(const ResultSweep& result, const Boundary& at) const {
  const program::TypeKind kind = package_.type(result.type).kind;
  if (kind != program::TypeKind::kNumber && kind != program::TypeKind::kDate) return std::nullopt;
  if (!at.before.ok() || !at.after.ok() || at.before.value.is_absent() || at.after.value.is_absent())
    return std::nullopt;
  const auto change = value::subtract(at.after.value.as_number(), at.before.value.as_number());
  return change.ok() ? std::optional<value::Rational>(change.value) : std::nullopt;
}

void Sweeper::boundary(ResultSweep& result, std::size_t index, ResultOracle& oracle) {
  const Piece& before = result.pieces[index];
  const Piece& after = result.pieces[index + 1];
  if (before.kind == PieceKind::Unresolved || after.kind == PieceKind::Unresolved) return;
  Boundary at;
  at.piece = index;
  at.before = oracle.decide(before.last);
  at.after = oracle.decide(after.first);
  const bool has_formula = before.kind == PieceKind::Formula || after.kind == PieceKind::Formula;
  const bool goes_on =
      has_formula && at.before.ok() && at.after.ok() &&
      (continues(before, after.first, at.after, oracle) || continues(after, before.last, at.before, oracle));
  at.kind = goes_on ? BoundaryKind::Bend : BoundaryKind::Jump;
  at.difference = difference(result, at);
  const bool is_interrupted = options_.work.is_interrupted && options_.work.is_interrupted();
  if (result.boundaries.size() < options_.max_causes && !is_interrupted) {
    at.has_causes = true;
    at.causes = causes(result.variable, before, after, at.kind);
  }
  result.boundaries.push_back(std::move(at));
}

eval::Trace Sweeper::trace(VariableId variable, Rank rank) {
  const value::Value value = made_.domain.value_at(rank);
  if (value.is_absent()) {
    concrete_.clear(made_.domain.input());
  } else {
    concrete_.set(made_.domain.input(), value);
  }
  const VariableId requests[] = {variable};
  return concrete_.explain(requests);
}

/// At a bend the two formulas give the same for a value or two: what parts them lies at most one value further.
std::vector<Cause> Sweeper::causes(VariableId variable, const Piece& before, const Piece& after, BoundaryKind kind) {
  const bool is_bend = kind == BoundaryKind::Bend;
  const eval::Trace left = trace(variable, is_bend && before.first < before.last ? before.last - 1 : before.last);
  const eval::Trace right = trace(variable, is_bend && after.first < after.last ? after.first + 1 : after.first);
  CauseFinder finder(package_, left, right, options_.language);
  return finder.find(variable, [&](VariableId rule) { return begins(rule, before, after); });
}

/// Whether a rule has one formula, or one value, on a piece and another on the next one.
bool Sweeper::begins(VariableId rule, const Piece& before, const Piece& after) {
  ResultOracle oracle(package_, abstract_, concrete_, made_.domain, made_.formulas, rule, options_.work);
  const auto left = oracle.formula(before.first, before.last);
  const auto right = oracle.formula(after.first, after.last);
  if (left && right) return *left != *right;
  const auto constant = oracle.constant(before.first, before.last);
  return constant.has_value() && before.first != before.last;
}

}  // namespace

bool ResultSweep::is_complete() const {
  return std::none_of(pieces.begin(), pieces.end(),
                      [](const Piece& piece) { return piece.kind == PieceKind::Unresolved; });
}

bool Sweep::is_complete() const {
  return std::all_of(results.begin(), results.end(), [](const ResultSweep& result) { return result.is_complete(); });
}

Sweep sweep(const program::Package& package, const eval::RunOptions& run, const cases::BoundCase& bound,
            const std::vector<report::ResultView>& views, const InputDomain& domain, const SweepOptions& options) {
  const std::int64_t grain = package.type(package.input(domain.input()).type).grain;
  Sweep made{domain, FormulaStore(grain > 0 ? grain : 1), {}};
  Sweeper sweeper(package, run, bound, options, made);
  for (const report::ResultView& view : views) {
    const std::vector<std::string> names = compare::member_names(view);
    for (std::size_t i = 0; i < names.size(); ++i) {
      ResultSweep result = sweeper.run(view.members[i]);
      result.name = names[i];
      result.title = view.shown_name() + names[i].substr(view.name.size());
      made.results.push_back(std::move(result));
    }
  }
  return made;
}

}  // namespace avenant::sweep
