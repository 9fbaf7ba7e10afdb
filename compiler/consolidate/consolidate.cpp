#include "compiler/consolidate/consolidate.hpp"

#include <algorithm>
#include <cstdio>
#include <set>

#include "compiler/format/format.hpp"

namespace avenant::consolidate {

namespace {

using diagnostics::Code;

/// `consolidé_2024_06_22`.
std::string consolidated_name(value::Date day) {
  const value::CivilDate civil = day.civil();
  char digits[32];
  (void)std::snprintf(digits, sizeof digits, "%04d_%02d_%02d", civil.year, civil.month, civil.day);
  return std::string("consolidé_") + digits;
}

std::string written_day(const hir::Program& program, value::Date day) {
  hir::Type date;
  date.kind = hir::TypeKind::Date;
  return hir::value_text(program, date, value::Value::date(day));
}

/// Every text that a rule kept comes from, or that changed one.
std::set<hir::TextId> texts_of(const Plan& plan) {
  std::set<hir::TextId> texts;
  for (std::size_t file = 0; file < plan.files.size(); ++file) {
    for (const RulePlan& rule : plan.files[file].rules) {
      if (rule.kept) texts.insert(plan.index.files()[file].text);
    }
  }
  for (const hir::VariableId id : plan.kept.variables) {
    const hir::Version* version = plan.standing.version_of(id);
    if (version != nullptr) texts.insert(version->provenance.text);
  }
  return texts;
}

/// A case that a text closes may belong to an enumeration of another text: the consolidated one must then come before
/// what closes it.
bool closes_case_of_a_text(const hir::Program& program) {
  return std::any_of(program.enumerations.begin(), program.enumerations.end(), [&](const hir::Enumeration& one) {
    const bool in_text = one.provenance.text.valid() && !program.texts[one.provenance.text].vocabulary;
    return in_text && std::any_of(one.cases.begin(), one.cases.end(),
                                  [](const hir::EnumerationCase& item) { return item.closed_by.valid(); });
  });
}

TextHead head_of(const Plan& plan) {
  const hir::Program& program = plan.program;
  const std::string day = written_day(program, plan.standing.day());
  TextHead head;
  head.name = consolidated_name(plan.standing.day());
  std::string names;
  std::optional<value::Date> first;
  std::optional<value::Date> last;
  for (const hir::TextId id : texts_of(plan)) {
    if (!id.valid() || program.texts[id].vocabulary || !plan.standing.has_begun(id)) continue;
    const hir::Text& text = program.texts[id];
    names += (names.empty() ? "" : ", ") + program.names.text(text.name);
    if (!text.published_on) continue;
    first = first ? std::min(*first, *text.published_on) : text.published_on;
    last = last ? std::max(*last, *text.published_on) : text.published_on;
  }
  const auto published = closes_case_of_a_text(program) ? first : last;
  head.rule = "texte " + head.name + "\n";
  head.rule += "  titre « Règles telles qu’elles s’appliquent le " + day + " »\n";
  head.rule += "  référence « consolidation de : " + names + " »\n";
  head.rule += "  publié le " + written_day(program, published.value_or(plan.standing.day())) + "\n";
  head.rule += "  en vigueur le " + day + "\n";
  return head;
}

std::string formatted(const std::string& name, const std::string& text, diagnostics::Sink& sink) {
  base::SourceMap sources;
  const base::SourceId source = sources.add(name, text);
  diagnostics::Sink mistakes;
  const format::Result result = format::format(sources, source, mistakes);
  if (mistakes.has_errors()) sink.report(Code::ConsolidationUnsound).path(name);
  return result.text;
}

}  // namespace

std::vector<TextFile> consolidate(const Request& request, diagnostics::Sink& sink) {
  const Standing standing(request.program, request.day, request.drafts);
  const Kept kept = find_kept(standing, request.sources.id_at(request.n_library_sources));
  const RuleIndex index(request.program, request.trees, request.n_library_sources);
  Plan plan(standing, kept, index, request.sources);
  plan_variables(plan);
  plan_derogations(plan);
  plan_notices(plan);
  plan_words(plan);
  for (const std::string& name : plan.unwritten) sink.report(Code::CannotConsolidate).with("name", name);
  for (const hir::VariableId id : kept.missing) {
    const hir::Variable& variable = request.program.variables[id];
    sink.report(Code::ConsolidationMissing, variable.provenance.span)
        .with("name", request.program.names.text(variable.name));
  }
  std::vector<TextFile> files = write_files(plan, head_of(plan));
  for (TextFile& file : write_closings(plan)) files.push_back(std::move(file));
  for (TextFile& file : files) file.text = formatted(file.name, file.text, sink);
  return files;
}

hir::TextId draft_named(const hir::Program& program, std::string_view name) {
  const base::Name wanted = program.names.find(name);
  for (std::size_t i = 0; i < program.texts.size(); ++i) {
    const hir::TextId id = program.texts.id_at(i);
    if (program.texts[id].draft && program.texts[id].name == wanted) return id;
  }
  return {};
}

std::vector<hir::TextId> drafts_named(const hir::Program& program, const std::vector<std::string>& names,
                                      diagnostics::Sink& sink) {
  std::vector<hir::TextId> drafts;
  for (const std::string& given : names) {
    const hir::TextId draft = draft_named(program, given);
    if (draft.valid()) {
      drafts.push_back(draft);
      continue;
    }
    std::vector<std::string> known;
    for (const hir::Text& text : program.texts) {
      if (text.draft) known.push_back(program.names.text(text.name));
    }
    sink.report(Code::UnknownDraftOption).with("name", given).suggest(base::nearest_names(given, known));
  }
  return drafts;
}

}  // namespace avenant::consolidate
