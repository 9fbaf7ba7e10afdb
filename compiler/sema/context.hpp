// What every file of sema shares: the program being made, the sink, and the names in scope.
// Read next: typing.hpp (types and units), operations.hpp (typed expressions), analyse.cpp (the order of the work).
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "compiler/base/source.hpp"
#include "compiler/diagnostics/diagnostics.hpp"
#include "compiler/hir/program.hpp"
#include "compiler/sema/analyse.hpp"
#include "compiler/syntax/tree.hpp"

namespace avenant::sema {

using diagnostics::Code;
using diagnostics::Label;
using hir::ExpressionId;
using hir::ExpressionKind;
using hir::Type;
using hir::TypeKind;

/// What a name of a dispositif means.
struct Symbol {
  enum class Kind : std::uint8_t { Input, Variable };
  Kind kind = Kind::Input;
  hir::InputId input;
  hir::VariableId variable;
  base::Span span;
};

/// A part of a rule that is several variables: `cible` of an objectif.
struct RulePart {
  std::string name;
  std::string english;  ///< Its name in the English column; empty where it has none.
  hir::VariableId variable;
};

/// A rule that is several variables: an objectif, an obligation or an échéancier.
struct CompositeRule {
  hir::VariableKind kind = hir::VariableKind::Objective;
  base::Span span;
  std::vector<RulePart> parts;
};

/// The names of one dispositif.
struct DispositifScope {
  std::unordered_map<base::Name, Symbol> symbols;
  std::unordered_map<base::Name, CompositeRule> composites;       ///< Their parts are symbols too, as `rule.part`.
  std::unordered_map<base::Name, hir::DerogationId> derogations;  ///< The first wording of each.
  std::unordered_map<base::Name, std::vector<hir::DerogationId>> rewordings;  ///< `remplace dérogation`, in order.
  std::unordered_map<base::Name, hir::CaseId> cases;
};

/// A reference table by its name; its id is invalid until its lines are read, and where they hold a mistake.
struct NamedTable {
  explicit NamedTable(base::Span declared) : span(declared) {}
  base::Span span;
  hir::ReferenceTableId table;
};

/// A série beside its own variable: the definition that takes a date, and the days that its lines cover.
struct SeriesDates {
  hir::VariableId at_date;
  bool has_own_date = false;  ///< It states « application selon »: its bare name is read at that date.
  std::vector<std::pair<value::Date, std::optional<value::Date>>> periods;  ///< The end is excluded; none: for ever.
};

/// The names that a whole project shares.
struct ProjectScope {
  std::unordered_map<base::Name, hir::BaseUnitId> units;  ///< Singular and plural.
  std::unordered_map<base::Name, hir::EnumerationId> enumerations;
  std::unordered_map<base::Name, hir::RecordId> records;
  std::unordered_map<base::Name, hir::ReadingId> readings;
  std::unordered_map<base::Name, NamedTable> tables;
  std::unordered_map<base::Name, hir::TextId> texts;
  std::unordered_map<base::Name, hir::DispositifId> dispositifs;
  std::unordered_map<base::Name, Symbol> functions;  ///< Definitions with parameters of vocabularies.
};

/// A call of one dispositif in a rule of another.
struct DispositifCall {
  hir::DispositifId from;
  hir::DispositifId to;
  base::Span span;  ///< The callee's name.
};

/// `abroge barème b lignes`, of one row and one result column.
struct RepealedRow {
  hir::VariableId variable;
  hir::TextId text;
  hir::TableRow row;
};

/// Of one part of an échéancier: what it is in each case of the text. The first case whose conditions all hold counts,
/// the last has none of its own.
struct PartCase {
  std::vector<ExpressionId> conditions;
  ExpressionId value;  ///< Invalid: the case has no such line.
};

/// « le reste » of the lines of one case.
struct Remainder {
  struct Other {
    hir::VariableId part;
    ExpressionId pays;
    value::Rational fraction = value::Rational::whole(0);  ///< Of a line that is written as a fraction.
  };
  base::Span span;
  std::vector<Other> others;
};

/// Suggestions made, and errors found, before the analysis saves its time.
inline constexpr int kMaxSuggestions = 40;
inline constexpr std::size_t kEnoughErrors = 400;

/// The state of one analysis. Not copied; every file of sema takes it by reference.
class Context {
 public:
  Context(const base::SourceMap& source_map, diagnostics::Sink& diagnostic_sink, const Options& limits,
          const std::vector<DataFile>& data_files)
      : sources(source_map), sink(diagnostic_sink), options(limits), files(data_files) {}
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;

  hir::Program program;
  const base::SourceMap& sources;
  diagnostics::Sink& sink;
  const Options& options;
  const std::vector<DataFile>& files;

  ProjectScope project;
  std::map<hir::DispositifId, DispositifScope> scopes;
  std::map<hir::VariableId, SeriesDates> series;
  /// `après B`, by the text that says it; `y compris dans la rédaction de B`, by the place of the wording that says it.
  std::map<hir::TextId, std::vector<hir::TextId>> said_after;
  std::map<base::Span, std::vector<hir::TextId>> included;
  /// Rows that a text writes into a table of an earlier one: which text, and from which day.
  std::map<base::Span, std::pair<hir::TextId, std::optional<value::Date>>> written_rows;
  std::vector<RepealedRow> repealed_rows;
  /// Of échéanciers: the cases that the body of a part was made of, and of what « le reste » is the rest.
  std::map<ExpressionId, std::vector<PartCase>> part_cases;
  std::map<ExpressionId, Remainder> remainders;
  std::set<base::Span>
      refused;  ///< Names of amending rules in which a mistake was reported: nothing more is read of them.
  std::vector<DispositifCall> calls;  ///< In the order in which rules are read.
  /// Of a derogation that sets several clauses: one derogation a clause, itself first.
  std::map<hir::DerogationId, std::vector<hir::DerogationId>> clause_derogations;
  hir::EnumerationId debtors;   ///< Of obligations: made with the first.
  hir::EnumerationId statuses;  ///< Of obligations: made with the first.
  hir::BaseUnitId euro;
  /// Names in rules that the parser could not read: using one is no second mistake.
  std::unordered_set<base::Name> damaged;
  int n_suggestions_left = kMaxSuggestions;
  /// Sources whose rules stand in no dispositif, already reported.
  std::unordered_set<std::uint32_t> without_dispositif;

  [[nodiscard]] const std::string& text(base::Name name) const { return program.names.text(name); }
  /// The bytes of a span, as the author wrote them, on one line and at most 60 code points long.
  [[nodiscard]] std::string quote(base::Span span) const;
  /// The tokens of a node in the canonical layout, cut like a quotation: for addresses and names, which do not depend
  /// on the spaces and signs that the author chose.
  [[nodiscard]] static std::string spelled(syntax::NodeRef node);
  /// As base::nearest_names, for the first messages of a run only: a file that is wrong throughout gets its messages
  /// soon.
  [[nodiscard]] std::vector<std::string> near(std::string_view wanted, const std::vector<std::string>& candidates);
  /// Whether so many mistakes were found that reading further rules would not help anyone.
  [[nodiscard]] bool has_enough_errors() const { return sink.n_errors() >= kEnoughErrors; }
  /// Whether a name was probably declared by a rule that could not be read.
  [[nodiscard]] bool is_damaged(std::string_view name) const { return damaged.contains(program.names.find(name)); }
  /// Reports that a rule stands in no dispositif, once a source; its name counts as damaged.
  void report_outside_dispositif(base::Span span, std::string_view name);
  /// Text, article and place of a span.
  [[nodiscard]] hir::Provenance provenance(hir::TextId text_id, base::Span span) const;
};

}  // namespace avenant::sema
