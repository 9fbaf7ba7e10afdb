// Versions and derogations: which body a variable's outcome is that of. The comments of Version and Derogation, in
// runtime/program/nodes.hpp, say what is meant.
#include "runtime/native/code/emitter.hpp"

namespace avenant::native {

std::uint32_t Emitter::rule_weight(const program::Rule& rule) const {
  std::uint32_t total = weight(rule.body);
  for (const program::Derogation& each : source_.package.derogations_of(rule)) {
    if (is_known(each.text)) total += weight(each.guard) + weight(each.body) + 4;
  }
  return total;
}

std::uint32_t Emitter::version_weight(const program::Version& version) const {
  if (!is_known(version.text)) return 0;
  std::uint32_t total = version.date ? weight(version.date) : 0;
  if (version.rule) total += rule_weight(source_.package.rule(version.rule));
  return total + 1;
}

llvm::Value* Emitter::in_period(const Cell& date, value::Date from, value::Date until) {
  const Word day{date.a, date.bounds};
  llvm::Value* reached = words_.compare(llvm::CmpInst::ICMP_SGE, day, words_.constant(from.days()));
  if (until != program::kNoEnd) {
    llvm::Value* before = words_.compare(llvm::CmpInst::ICMP_SLT, day, words_.constant(until.days()));
    reached = builder_.CreateAnd(reached, before);
  }
  return date.present == nullptr ? reached : builder_.CreateAnd(date.present, reached);
}

Cell Emitter::version_body(const program::Variable& variable, const program::Version& version) {
  const program::TypeKind kind = source_.package.type(variable.type).kind;
  if (!version.rule) return error(kind, version.repealed);
  return rule(variable, source_.package.rule(version.rule));
}

// Of the first `count` versions, the last that applies; an application date that fails is the outcome.
Cell Emitter::version(const program::Variable& variable, std::uint32_t count) {
  const auto versions = source_.package.versions_of(variable);
  while (count > 0 && !is_known(versions[count - 1].text)) --count;
  if (count == 0) return error(source_.package.type(variable.type).kind, variable.no_version);
  const program::Version& last = versions[count - 1];
  if (!last.date) return version_body(variable, last);
  const Cell date = node(last.date);
  std::uint32_t total = 0;
  for (const program::Version& each : versions.first(count)) total += version_weight(each);
  Cell result = choose(
      in_period(date, last.from, last.until), total, [&] { return version_body(variable, last); },
      [&] { return version(variable, count - 1); });
  result.status = first_of(date.status, result.status);
  return result;
}

Cell Emitter::at_edge(program::VariableId id, const Cell& outcome) {
  const program::Package& package = source_.package;
  const program::Variable& variable = package.variable(id);
  if (!variable.out_of_force || outcome.status == nullptr) return outcome;
  llvm::Value* out = builder_.CreateICmpEQ(outcome.status, site_word(variable.no_version));
  for (const program::Version& version : package.versions_of(variable)) {
    if (version.rule) continue;
    out = builder_.CreateOr(out, builder_.CreateICmpEQ(outcome.status, site_word(version.repealed)));
  }
  return select(out, constant(package.type(variable.type), package.constant(variable.out_of_force)), outcome);
}

namespace {

// What is known of the body (0) and the derogations (i + 1) of a rule while it is compiled.
struct Candidate {
  program::NodeId body;
  llvm::Value* possible = nullptr;
  llvm::Value* covered = nullptr;
};

}  // namespace

// The common value of the candidates; else the least error of the guards, of the candidates, or a conflict, in that
// order.
Cell Emitter::rule(const program::Variable& variable, const program::Rule& rule) {
  std::vector<Candidate> candidates{{rule.body, builder_.getTrue(), builder_.getFalse()}};
  llvm::Value* guards = nullptr;
  for (const program::Derogation& derogation : source_.package.derogations_of(rule)) {
    candidates.push_back({derogation.body, builder_.getFalse(), builder_.getFalse()});
    if (!is_known(derogation.text)) continue;
    llvm::Value* reached = builder_.getFalse();
    for (std::size_t parent = 0; parent + 1 < candidates.size(); ++parent) {
      if ((derogation.parents >> parent & 1U) != 0) reached = builder_.CreateOr(reached, candidates[parent].possible);
    }
    const Cell guard = choose(
        reached, weight(derogation.guard), [&] { return node(derogation.guard); },
        [&] { return boolean(builder_.getFalse()); });
    // Where it is not reached, the guard is OK and does not hold.
    llvm::Value* ok = is_ok(guard.status);
    llvm::Value* holds = builder_.CreateAnd(ok, guard.a);
    candidates.back().possible = builder_.CreateOr(holds, builder_.CreateNot(ok));
    guards = least(guards, guard.status);
    for (std::size_t parent = 0; parent + 1 < candidates.size(); ++parent) {
      if ((derogation.parents >> parent & 1U) == 0) continue;
      candidates[parent].covered = builder_.CreateOr(candidates[parent].covered, holds);
    }
  }
  const program::TypeKind kind = source_.package.type(variable.type).kind;
  Cell none = error(kind, {});
  none.status = nullptr;
  Cell result = none;
  llvm::Value* found = builder_.getFalse();
  llvm::Value* same = builder_.getTrue();
  llvm::Value* status = nullptr;
  for (const Candidate& candidate : candidates) {
    // What its text leaves out is not even planned, though another derogation may cover it too.
    if (const auto* known = llvm::dyn_cast<llvm::ConstantInt>(candidate.possible);
        known != nullptr && known->isZero()) {
      continue;
    }
    llvm::Value* stands = builder_.CreateAnd(candidate.possible, builder_.CreateNot(candidate.covered));
    if (const auto* known = llvm::dyn_cast<llvm::ConstantInt>(stands); known != nullptr && known->isZero()) continue;
    const Cell body =
        choose(stands, weight(candidate.body), [&] { return node(candidate.body); }, [&] { return none; });
    status = least(status, body.status);
    llvm::Value* both = builder_.CreateAnd(found, stands);
    if (const auto* known = llvm::dyn_cast<llvm::ConstantInt>(both); known == nullptr || !known->isZero()) {
      same = builder_.CreateAnd(same, builder_.CreateOr(builder_.CreateNot(both), equal(result, body)));
    }
    Cell value = body;
    value.status = nullptr;
    result = select(found, result, value);
    found = builder_.CreateOr(found, stands);
  }
  llvm::Value* conflict = failing(builder_.CreateNot(same), variable.conflict);
  result.status = first_of(status, conflict);
  if (guards != nullptr) {
    // Only where the candidates do not agree on a value does a guard in doubt count.
    llvm::Value* agreed = is_ok(result.status);
    result.status = builder_.CreateSelect(agreed, status_word(nullptr), status_word(first_of(guards, result.status)));
  }
  return result;
}

}  // namespace avenant::native
