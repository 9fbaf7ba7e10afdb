// What a consolidation decides before it writes: of each written rule, whether it is kept, and what changes in it.
// wording.cpp: a rule in its latest words · conditions.cpp, rows.cpp, clauses.cpp, instalments.cpp: its parts ·
// words.cpp: fiches and enumerations. Read next: files.hpp, which writes the files.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "compiler/base/source.hpp"
#include "compiler/consolidate/edits.hpp"
#include "compiler/consolidate/kept.hpp"
#include "compiler/consolidate/rule_index.hpp"

namespace avenant::consolidate {

/// Of one written rule.
struct RulePlan {
  bool kept = false;
  std::vector<std::string> origins;  ///< Texts and articles that its wording comes from, where another one changed it.
};

/// Of one file: its rules as in RuleIndex, and the changes to its words.
struct FilePlan {
  explicit FilePlan(std::string_view text) : edits(text) {}
  Edits edits;
  std::vector<RulePlan> rules;
};

/// All that the steps share.
class Plan {
 public:
  Plan(const Standing& what_stands, const Kept& what_is_kept, const RuleIndex& rule_index,
       const base::SourceMap& source_map);

  const Standing& standing;
  const hir::Program& program;
  const Kept& kept;
  const RuleIndex& index;
  const base::SourceMap& sources;
  std::vector<FilePlan> files;
  /// Rules that this form cannot write whole, by their names.
  std::set<std::string> unwritten;

  [[nodiscard]] RulePlan& at(RulePlace place) { return files[place.file].rules[place.rule]; }
  [[nodiscard]] Edits& edits_at(RulePlace place) { return files[place.file].edits; }
  /// The words of a place of any source, on one line or as written.
  [[nodiscard]] std::string_view words(base::Span span) const { return sources.text(span); }
  /// « convention_2024, article 9-3 » or « convention_2024, Les montants ».
  [[nodiscard]] std::string origin(const hir::Provenance& provenance) const;
  /// The text and article of a place.
  [[nodiscard]] hir::Provenance provenance_of(hir::TextId text, base::Span span) const;
  /// Notes one more origin of a rule, once.
  void note_origin(RulePlace place, const hir::Provenance& provenance);
};

/// Keeps each rule that states a variable kept, in its latest words.
void plan_variables(Plan& plan);
/// Keeps derogations, notices and assumptions.
void plan_derogations(Plan& plan);
void plan_notices(Plan& plan);
/// Keeps units, enumerations, fiches, readings, inputs and reference tables, completed by what later texts add.
void plan_words(Plan& plan);

// ---- parts of a wording ----

/// Makes a rule of a later text one that stands by itself: no `remplace`, no period, nothing about other wordings. Of a
/// variable, with what its first wording says for all. `variable` may be invalid.
void write_whole(Plan& plan, RulePlace place, hir::VariableId variable);
/// The conditions of an eligibility as they stand.
void write_conditions(Plan& plan, RulePlace place, const hir::Version& version);
/// The rows of a table as they stand.
void write_rows(Plan& plan, RulePlace place, const hir::Version& version);
/// The lines of an échéancier as they stand; `part` is any part of it.
void write_instalments(Plan& plan, RulePlace place, const hir::Variable& part);
/// A clause that a later text says in other words, or repeals; `clause` is its place there, or that of the address that
/// names it.
void write_clause(Plan& plan, RulePlace whole, RulePlace part, base::Span clause);

}  // namespace avenant::consolidate
