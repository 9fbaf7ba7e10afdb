// Partial amendments: a labelled condition, a clause, rows of a table.
#include "compiler/sema/rules/parts/parts.hpp"

#include <algorithm>

#include "compiler/sema/amendments/compose.hpp"

namespace avenant::sema {

namespace {

using syntax::ExtendView;
using syntax::ModifierKind;
using syntax::ReplaceView;

/// `au lieu de E`: what the amended wording says, by what the amender supposes.
void check_supposed(Context& context, const PlacedRule& placed, const Scope& scope, const hir::Version& before,
                    const Type& type) {
  const auto supposed = placed.rule.modifier(ModifierKind::InsteadOf);
  if (!supposed) return;
  const ExpressionId expected = read_as(context, scope, supposed->value(), type);
  if (!before.rule.body.valid()) {
    context.sink.report(Code::AmendmentForm, supposed->span())
        .with("what", "« au lieu de » suppose un texte qui tient en une valeur",
              "“au lieu de” supposes a wording that is one value");
    return;
  }
  if (type_of(context, expected).is_error() || same_expression(context, expected, before.rule.body)) return;
  const base::Span found = context.program.expressions[before.rule.body].span;
  context.sink.report(Code::NotAsSupposed, supposed->span())
      .with("found", context.quote(found))
      .with("expected", supposed->value() ? context.quote(supposed->value()->span()) : std::string())
      .label(found, Label::DeclaredHere);
}

void check_crossing(Context& context, const PlacedRule& placed, const hir::Version& version, hir::VariableId variable) {
  const hir::Variable& item = context.program.variables[variable];
  for (const hir::Version& other : item.versions) {
    const bool earlier_text = other.provenance.text < placed.text;
    const bool later_day = other.from && version.from && *version.from < *other.from;
    const bool ends_before = version.until && other.from && *version.until <= *other.from;
    if (!earlier_text || !later_day || ends_before) continue;
    if (!is_included(context, version.provenance.span, other.provenance.text)) {
      report_crossing(context, item.name, other, version, version.provenance.span);
      return;
    }
  }
}

/// Whether the last whole wording of a list before a text, or a part of it, lists a condition, in a group or not.
bool is_listed(const Context& context, hir::VariableId list, hir::VariableId condition, const hir::Version& part) {
  const hir::TextId text = part.provenance.text;
  const hir::Version* whole = version_before(context, list, text);
  if (whole == nullptr) return false;
  const auto& versions = context.program.variables[list].versions;
  // Where the last wording may end, or not count, an earlier one is read again.
  const bool may_end = whole->until || !whole->postponements.empty() || part.from < whole->from ||
                       context.program.texts[whole->provenance.text].draft;
  const auto first = may_end ? versions.begin() : versions.begin() + (whole - versions.data());
  return std::any_of(first, versions.end(), [&](const hir::Version& version) {
    return std::any_of(version.rule.conditions.begin(), version.rule.conditions.end(), [&](const hir::Condition& one) {
      return one.variable == condition || is_listed(context, one.variable, condition, part);
    });
  });
}

/// `remplace e « libellé » …`: the condition has another wording. It is one of the rule's words, dated as the rule is.
void replace_condition(Context& context, const PlacedRule& placed, ReplaceView view, const Amended& amended) {
  const hir::VariableId variable = amended.variables.front();
  const auto part = open_part(context, placed, variable, view.address()->span());
  if (!part) return;
  if (!is_listed(context, amended.rule, variable, part->open.version)) {
    context.sink.report(Code::NothingLeftToAmend, view.address()->span())
        .with("name", context.quote(view.address()->span()))
        .with("what", "la condition n’y est plus", "the condition is no longer there");
    return;
  }
  hir::Version version = part->open.version;
  Scope scope = part->open.scope;
  scope.address = context.text(context.program.variables[variable].name);
  const auto group =
      syntax::ConditionGroupView::cast(view.node().child(syntax::NodeKind::ConditionGroup, 0).value_or(view.node()));
  if (group) {
    version.rule.mode = group->any() ? hir::ConditionMode::Any : hir::ConditionMode::All;
    version.rule.conditions = read_conditions(context, placed, amended.rule, variable, part->open, group->conditions());
  } else {
    const hir::Version before = *version_before(context, variable, placed.text);
    version.rule.body = read_condition(context, scope, view.value());
    check_supposed(context, placed, scope, before, boolean_type());
  }
  check_crossing(context, placed, version, variable);
  insert_version(context, variable, std::move(version));
}

/// `remplace X.clause E`, and `remplace X` followed by clauses.
void replace_clause(Context& context, const PlacedRule& placed, std::optional<ExpressionView> value,
                    hir::VariableId variable, base::Span address) {
  const auto part = open_part(context, placed, variable, address);
  if (!part) return;
  hir::Version version = part->open.version;
  Scope scope = scope_of_clause(context, part->open.scope, variable);
  scope.address = context.text(context.program.variables[variable].name);
  const hir::Version before = *version_before(context, variable, placed.text);
  const Type type = context.program.variables[variable].type;
  version.rule.body = read_clause(context, scope, variable, value);
  check_supposed(context, placed, scope, before, type);
  check_crossing(context, placed, version, variable);
  insert_version(context, variable, std::move(version));
}

std::vector<syntax::ClauseView> clauses_in(syntax::RuleView view) {
  std::vector<syntax::ClauseView> clauses;
  for (const syntax::NodeRef child : view.node().children()) {
    if (const auto clause = syntax::ClauseView::cast(child)) clauses.push_back(*clause);
  }
  return clauses;
}

/// `remplace X` or `complète X`, then some of its clauses.
void write_clauses(Context& context, const PlacedRule& placed, const std::vector<syntax::ClauseView>& clauses,
                   syntax::AddressView address) {
  const std::string name(address.name()->text());
  const CompositeRule* rule = find_composite(context, placed.dispositif, name);
  if (rule == nullptr) {
    context.sink.report(Code::NoClausesHere, clause_span(clauses.front())).with("name", name);
    return;
  }
  for (const syntax::ClauseView clause : clauses) {
    const auto keyword = clause.keyword();
    const auto part = keyword ? part_of_clause(rule->kind, *keyword) : std::nullopt;
    const hir::VariableId variable = part ? find_part(*rule, *part) : hir::VariableId{};
    if (!variable.valid()) {
      context.sink.report(Code::UnknownPart, clause_span(clause))
          .with("name", name)
          .with("part", context.quote(clause_span(clause)));
      continue;
    }
    replace_clause(context, placed, clause.value(), variable, clause_span(clause));
  }
}

/// Rows of a table of an earlier text, one table for each result column.
class RowAmendment {
 public:
  RowAmendment(Context& context, const PlacedRule& placed, const Amended& amended, bool replaces)
      : context_(context), placed_(placed), amended_(amended), replaces_(replaces) {}

  void read(syntax::TableView table, base::Span address) {
    const auto part = open_part(context_, placed_, amended_.variables.front(), address);
    if (!part) return;
    const hir::Version* before = version_before(context_, amended_.variables.front(), placed_.text);
    // A barème in tranches is no table of rows.
    if (!before->rule.table.valid()) {
      context_.sink.report(Code::AmendmentForm, address)
          .with("what", "seules les lignes d’un barème se remplacent ou se complètent ainsi",
                "only rows of a table are replaced or completed in this way");
      return;
    }
    const hir::Table amended_table = context_.program.tables[before->rule.table];
    tables_ =
        read_more_rows(context_, part->open, amended_.variables, context_.quote(amended_.name), table, amended_table);
    own_from_ = part->open.version.from;
    const std::size_t n_errors = context_.sink.n_errors();
    for (std::size_t column = 0; column < tables_.size(); ++column) {
      OpenPart of_column = *part;
      of_column.variable = amended_.variables[column];
      compose(context_, placed_, of_column, [&](hir::Version& version) { return patch(version, tables_[column]); });
      // What is wrong with a row is wrong in every column.
      if (context_.sink.n_errors() > n_errors) return;
    }
  }

 private:
  bool patch(hir::Version& version, const hir::Table& written) {
    hir::Table table = context_.program.tables[version.rule.table];
    for (const hir::TableRow& row : written.rows) {
      const auto same = std::find_if(table.rows.begin(), table.rows.end(), [&](const hir::TableRow& other) {
        return other.otherwise == row.otherwise && same_expressions(context_, other.cells, row.cells);
      });
      if (replaces_ == (same == table.rows.end())) {
        report(row, replaces_ ? base::Span{} : same->span);
        return false;
      }
      if (replaces_ && is_twice(*same, version)) {
        report_twice(row, same->span);
        return false;
      }
      if (replaces_) {
        context_.replacing_rows[row.span] = {version.provenance.text, own_from_};
        *same = row;
      } else {
        // « sinon » stays the last row.
        const bool before_otherwise = !table.rows.empty() && table.rows.back().otherwise;
        table.rows.insert(table.rows.end() - (before_otherwise ? 1 : 0), row);
      }
    }
    version.rule.table = context_.program.tables.add(std::move(table));
    return true;
  }

  /// Whether the same text replaces a row for the second time, for the same day: nothing says which one holds.
  [[nodiscard]] bool is_twice(const hir::TableRow& replaced, const hir::Version& version) const {
    const auto known = context_.replacing_rows.find(replaced.span);
    return known != context_.replacing_rows.end() && known->second.first == version.provenance.text &&
           known->second.second == own_from_;
  }

  void report_twice(const hir::TableRow& row, base::Span first) {
    context_.sink.report(Code::ChangedTwice, row.span)
        .with("name", context_.quote(row.span))
        .label(first, Label::FirstHere);
  }

  void report(const hir::TableRow& row, base::Span other) {
    auto report = context_.sink.report(replaces_ ? Code::NoSuchRow : Code::RowAlreadyThere, row.span);
    report.with("name", context_.quote(amended_.name));
    if (other.valid()) report.label(other, Label::DeclaredHere);
  }

  Context& context_;
  const PlacedRule& placed_;
  const Amended& amended_;
  bool replaces_;
  std::optional<value::Date> own_from_;  ///< From when the change counts, as its text states it.
  std::vector<hir::Table> tables_;
};

void replace(Context& context, const PlacedRule& placed, ReplaceView view) {
  const auto address = view.address();
  if (!address) return;
  const auto amended = find_amended(context, placed, *address);
  if (!amended) return;
  if (amended->is_condition) return replace_condition(context, placed, view, *amended);
  if (amended->is_clause) {
    return replace_clause(context, placed, view.value(), amended->variables.front(), address->span());
  }
  if (const auto clauses = clauses_in(view); !clauses.empty()) return write_clauses(context, placed, clauses, *address);
  const auto table = view.table();
  if (address->rows() && table) return RowAmendment(context, placed, *amended, true).read(*table, address->span());
  if (view.node().has_error()) return;
  context.sink.report(Code::AmendmentForm, address->span())
      .with("what", "pour remplacer toute la règle, répétez son mot : « remplace définition … », « remplace barème … »",
            "to replace the whole rule, repeat its word: “remplace définition …”, “remplace barème …”");
}

/// `complète e`, or one of its groups: further conditions.
void extend_conditions(Context& context, const PlacedRule& placed, ExtendView view, const Amended& amended) {
  const hir::VariableId variable = amended.variables.front();
  const hir::VariableId rule = amended.is_condition ? amended.rule : variable;
  const auto part = open_part(context, placed, variable, view.address()->span());
  if (!part) return;
  for (const syntax::LabelledConditionView condition : view.conditions()) {
    const auto label = condition.label();
    const hir::VariableId other = label ? find_condition(context, rule, label->content()) : hir::VariableId{};
    if (!other.valid()) continue;
    context.sink.report(Code::DuplicateLabel, label->span())
        .with("label", label->content())
        .label(context.program.variables[other].provenance.span, Label::FirstHere);
    return;
  }
  const std::vector<hir::Condition> added =
      read_conditions(context, placed, rule, variable, part->open, view.conditions());
  compose(context, placed, *part, [&](hir::Version& version) {
    auto& conditions = version.rule.conditions;
    conditions.insert(conditions.end(), added.begin(), added.end());
    return true;
  });
}

void extend(Context& context, const PlacedRule& placed, ExtendView view) {
  const auto address = view.address();
  if (!address || !address->name()) return;
  const auto keyword = address->rule_keyword();
  const bool word = keyword && (*keyword == syntax::Keyword::Record || *keyword == syntax::Keyword::Enumeration ||
                                *keyword == syntax::Keyword::OrderedEnumeration);
  if (word) return;  // Read with the words.
  const auto amended = find_amended(context, placed, *address);
  if (!amended) return;
  const bool eligibility = amended->is_condition ||
                           (!amended->variables.empty() && context.program.variables[amended->variables.front()].kind ==
                                                               hir::VariableKind::Eligibility);
  if (eligibility && !view.conditions().empty()) return extend_conditions(context, placed, view, *amended);
  if (const auto clauses = view.clauses(); !clauses.empty()) return write_clauses(context, placed, clauses, *address);
  if (!amended->variables.empty() && view.table()) {
    return RowAmendment(context, placed, *amended, false).read(*view.table(), address->span());
  }
  if (view.node().has_error()) return;
  context.sink.report(Code::AmendmentForm, address->span())
      .with("what",
            "on complète une éligibilité par des conditions, un barème par des lignes, une fiche par des champs, une "
            "énumération par des cas",
            "an éligibilité is completed by conditions, a table by rows, a fiche by fields, an enumeration by cases");
}

}  // namespace

void amend(Context& context, const PlacedRule& placed) {
  if (const auto view = placed.rule.as<ReplaceView>()) replace(context, placed, *view);
  if (const auto view = placed.rule.as<ExtendView>()) extend(context, placed, *view);
  if (const auto view = placed.rule.as<syntax::RepealView>()) repeal(context, placed, *view);
}

}  // namespace avenant::sema
