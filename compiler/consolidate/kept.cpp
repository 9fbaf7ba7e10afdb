#include "compiler/consolidate/kept.hpp"

#include <algorithm>

namespace avenant::consolidate {

namespace {

using hir::Expression;
using hir::ExpressionId;
using hir::ExpressionKind;
using hir::VariableId;

/// Calls `read` with each variable that an expression reads, results of other dispositifs included.
template <class Read>
void each_read(const hir::Program& program, ExpressionId root, const Read& read) {
  std::vector<ExpressionId> open{root};
  while (!open.empty()) {
    const ExpressionId id = open.back();
    open.pop_back();
    if (!id.valid()) continue;
    const Expression& expression = program.expressions[id];
    const bool is_read = expression.kind == ExpressionKind::Variable || expression.kind == ExpressionKind::Apply;
    if (is_read) read(VariableId(expression.a));
    if (expression.kind == ExpressionKind::Call) read(program.calls[hir::CallId(expression.a)].result);
    for (const ExpressionId operand : program.operands_of(id)) open.push_back(operand);
  }
}

/// The expressions of one version.
std::vector<ExpressionId> expressions_of(const hir::Program& program, const hir::Version& version) {
  std::vector<ExpressionId> all{version.application, version.rule.body};
  for (const hir::Assumption& assumption : version.rule.assumptions) all.push_back(assumption.condition);
  if (!version.rule.table.valid()) return all;
  const hir::Table& table = program.tables[version.rule.table];
  all.insert(all.end(), table.subjects.begin(), table.subjects.end());
  for (const hir::TableRow& row : table.rows) {
    all.insert(all.end(), row.cells.begin(), row.cells.end());
    all.push_back(row.result);
  }
  return all;
}

std::vector<ExpressionId> expressions_of(const hir::Derogation& derogation) {
  std::vector<ExpressionId> all{derogation.application, derogation.guard, derogation.value};
  all.insert(all.end(), derogation.arguments.begin(), derogation.arguments.end());
  return all;
}

class Finder {
 public:
  Finder(const Standing& standing, base::SourceId first_own_source)
      : standing_(standing), program_(standing.program()), first_own_(first_own_source) {
    derogations_of_.resize(program_.variables.size());
    for (std::size_t i = 0; i < program_.derogations.size(); ++i) {
      const hir::DerogationId id = program_.derogations.id_at(i);
      const VariableId target = program_.derogations[id].target;
      if (target.valid()) derogations_of_[target.index()].push_back(id);
    }
  }

  Kept find() {
    const std::set<VariableId> read = all_read();
    for (std::size_t i = 0; i < program_.variables.size(); ++i) {
      const VariableId id = program_.variables.id_at(i);
      if (is_root(id, read)) open_.push_back(id);
    }
    for (std::size_t i = 0; i < program_.notices.size(); ++i) {
      const hir::Notice& notice = program_.notices[i];
      if (!standing_.counts(notice, notice.provenance.text)) continue;
      kept_.notices.insert(i);
      keep_dispositif(notice.dispositif);
      follow({notice.application, notice.condition});
    }
    while (!open_.empty()) {
      const VariableId id = open_.back();
      open_.pop_back();
      reach(id);
    }
    return std::move(kept_);
  }

 private:
  /// Every variable that some other rule reads, on any day.
  std::set<VariableId> all_read() const {
    std::set<VariableId> read;
    const auto note = [&](ExpressionId id, VariableId reader) {
      each_read(program_, id, [&](VariableId one) {
        if (one != reader) read.insert(one);
      });
    };
    for (std::size_t i = 0; i < program_.variables.size(); ++i) {
      const VariableId id = program_.variables.id_at(i);
      for (const hir::Version& version : program_.variables[id].versions) {
        for (const ExpressionId one : expressions_of(program_, version)) note(one, id);
      }
    }
    for (const hir::Derogation& derogation : program_.derogations) {
      for (const ExpressionId one : expressions_of(derogation)) note(one, derogation.target);
    }
    for (const hir::Notice& notice : program_.notices) note(notice.condition, {});
    for (const hir::Dispositif& one : program_.dispositifs) note(one.application, {});
    return read;
  }

  bool is_root(VariableId id, const std::set<VariableId>& read) const {
    const hir::Variable& variable = program_.variables[id];
    if (variable.kind == hir::VariableKind::Condition || variable.provenance.span.source < first_own_) return false;
    const hir::Version* version = standing_.version_of(id);
    if (version == nullptr || version->repealed) return false;
    if (variable.is_result) return true;
    return !read.contains(id) && standing_.has_begun(version->provenance.text);
  }

  void keep_dispositif(hir::DispositifId id) {
    if (!id.valid() || !kept_.dispositifs.insert(id).second) return;
    follow({program_.dispositifs[id].application});
  }

  void follow(const std::vector<ExpressionId>& expressions) {
    for (const ExpressionId id : expressions) {
      each_read(program_, id, [&](VariableId one) { open_.push_back(one); });
    }
  }

  void reach(VariableId id) {
    const hir::Variable& variable = program_.variables[id];
    if (variable.provenance.span.source < first_own_) return;
    keep_dispositif(variable.dispositif);
    const hir::Version* version = standing_.version_of(id);
    if (version == nullptr || version->repealed) {
      kept_.missing.insert(id);
      return;
    }
    if (!kept_.variables.insert(id).second) return;
    follow(expressions_of(program_, *version));
    for (const hir::Condition& condition : version->rule.conditions) open_.push_back(condition.variable);
    for (const hir::DerogationId one : derogations_of_[id.index()]) {
      if (!standing_.stands(one)) continue;
      kept_.derogations.insert(one);
      follow(expressions_of(program_.derogations[one]));
    }
  }

  const Standing& standing_;
  const hir::Program& program_;
  base::SourceId first_own_;
  std::vector<std::vector<hir::DerogationId>> derogations_of_;
  std::vector<VariableId> open_;
  Kept kept_;
};

}  // namespace

Kept find_kept(const Standing& standing, base::SourceId first_own_source) {
  return Finder(standing, first_own_source).find();
}

}  // namespace avenant::consolidate
