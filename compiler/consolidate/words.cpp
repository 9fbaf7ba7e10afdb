#include <algorithm>

#include "compiler/consolidate/plan.hpp"

namespace avenant::consolidate {

namespace {

using syntax::CellView;
using syntax::ExtendView;
using syntax::Keyword;
using syntax::RowView;
using syntax::RuleKind;
using syntax::RuleView;

constexpr std::size_t kStep = 2;

std::vector<CellView> all_cells(RowView row) {
  std::vector<CellView> cells = row.cells();
  const auto results = row.results();
  cells.insert(cells.end(), results.begin(), results.end());
  return cells;
}

/// The fields or cases that later texts add, written where the fiche or the enumeration is.
class WordCompleter {
 public:
  explicit WordCompleter(Plan& plan) : plan_(plan) {}

  void complete(RulePlace amendment, ExtendView view) {
    const auto address = view.address();
    const auto keyword = address && address->name() ? address->rule_keyword() : std::nullopt;
    if (!keyword) return;
    const base::Name name = plan_.program.names.find(address->name()->text());
    const bool is_record = *keyword == Keyword::Record;
    const auto place = is_record ? place_in(plan_.program.records, name) : place_in(plan_.program.enumerations, name);
    if (!place) return;
    if (is_record) {
      add_fields(*place, view);
    } else if (view.table()) {
      add_cases(*place, *view.table());
    }
    plan_.note_origin(*place, plan_.provenance_of(plan_.index.files()[amendment.file].text, view.span()));
  }

 private:
  template <class Words>
  std::optional<RulePlace> place_in(const Words& words, base::Name name) const {
    for (const auto& word : words) {
      if (word.name == name) return plan_.index.find(word.provenance.span);
    }
    return std::nullopt;
  }

  void add_fields(RulePlace place, ExtendView view) {
    const RuleView record = plan_.index.rule(place);
    std::string lines;
    for (const syntax::FieldDeclarationView field : view.fields()) {
      lines += (lines.empty() ? "" : "\n") + std::string(kStep, ' ') + std::string(field.text());
    }
    if (!lines.empty()) plan_.edits_at(place).insert_below(record.span().end, lines);
  }

  /// Cells go under the header of the enumeration, by their names.
  void add_cases(RulePlace place, syntax::TableView added) {
    const RuleView rule = plan_.index.rule(place);
    const auto table = rule.table();
    if (!table || table->header_rows().empty() || added.header_rows().empty()) return;
    const auto columns = all_cells(table->header_rows().front());
    const auto given = all_cells(added.header_rows().front());
    const auto is_stated = [&](CellView cell) {
      return std::any_of(columns.begin(), columns.end(), [&](CellView one) { return one.text() == cell.text(); });
    };
    if (!std::all_of(given.begin(), given.end(), is_stated)) {
      plan_.unwritten.insert(std::string(rule.name()->text()));
      return;
    }
    std::string lines;
    for (const RowView row : added.rows()) {
      const auto cells = all_cells(row);
      lines += (lines.empty() ? "" : "\n") + std::string(kStep, ' ') + "|";
      for (const CellView column : columns) {
        const auto found =
            std::find_if(given.begin(), given.end(), [&](CellView one) { return one.text() == column.text(); });
        const auto position = static_cast<std::size_t>(found - given.begin());
        lines += " " + (position < cells.size() ? std::string(cells[position].text()) : std::string()) + " |";
      }
    }
    plan_.edits_at(place).insert_below(rule.span().end, lines);
  }

  Plan& plan_;
};

/// Keeps the dispositifs that have something left, with the inputs of theirs that stand alone.
void keep_inputs(Plan& plan) {
  for (const hir::DispositifId id : plan.kept.dispositifs) {
    if (const auto place = plan.index.find(plan.program.dispositifs[id].provenance.span)) plan.at(*place).kept = true;
  }
  for (const hir::Input& input : plan.program.inputs) {
    const auto place = plan.index.find(input.provenance.span);
    if (place && plan.kept.dispositifs.contains(input.dispositif)) plan.at(*place).kept = true;
  }
}

}  // namespace

void plan_words(Plan& plan) {
  WordCompleter completer(plan);
  // In order of application, so that what is added last stands last.
  std::vector<RulePlace> amendments;
  for (std::size_t file = 0; file < plan.files.size(); ++file) {
    const std::vector<RuleView>& rules = plan.index.files()[file].rules;
    for (std::size_t i = 0; i < rules.size(); ++i) {
      if (is_word(rules[i].kind())) plan.files[file].rules[i].kept = true;
      if (rules[i].kind() == RuleKind::ExtendRule) amendments.push_back({file, i});
    }
  }
  std::stable_sort(amendments.begin(), amendments.end(), [&](RulePlace left, RulePlace right) {
    return plan.index.files()[left.file].text < plan.index.files()[right.file].text;
  });
  for (const RulePlace place : amendments) completer.complete(place, *plan.index.rule(place).as<ExtendView>());
  keep_inputs(plan);
}

}  // namespace avenant::consolidate
