#include "compiler/compare/day.hpp"

namespace avenant::compare {

namespace {

void make_plain(hir::InForce& item) {
  item.application = {};
  item.from.reset();
  item.until.reset();
  item.postponements.clear();
}

hir::ExpressionId add_false(hir::Program& program, base::Span span) {
  hir::Expression never;
  never.kind = hir::ExpressionKind::Constant;
  never.type.kind = hir::TypeKind::Boolean;
  never.span = span;
  never.constant = value::Value::boolean(false);
  return program.add(never, {});
}

}  // namespace

hir::Program program_of_day(const consolidate::Standing& standing) {
  hir::Program program = standing.program();
  for (std::uint32_t index = 0; index < program.variables.size(); ++index) {
    const hir::VariableId id(index);
    const hir::Version* applies = standing.version_of(id);
    std::vector<hir::Version> versions;
    if (applies != nullptr) {
      versions.push_back(*applies);
      make_plain(versions.back());
    }
    program.variables[id].versions = std::move(versions);
  }
  for (std::uint32_t index = 0; index < program.derogations.size(); ++index) {
    const hir::DerogationId id(index);
    hir::Derogation& derogation = program.derogations[id];
    if (!derogation.target.valid()) continue;
    const bool stands = standing.stands(id);
    make_plain(derogation);
    derogation.ends.clear();
    if (!stands) derogation.guard = add_false(program, derogation.provenance.span);
  }
  for (hir::Notice& notice : program.notices) {
    const bool counts = standing.counts(notice, notice.provenance.text);
    make_plain(notice);
    if (!counts) notice.condition = add_false(program, notice.provenance.span);
  }
  return program;
}

}  // namespace avenant::compare
