#include "compiler/report/case_csv.hpp"
#include "compiler/sweep/forms/forms.hpp"

namespace avenant::sweep {

namespace {

using program::Type;
using program::TypeKind;

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

class CsvTable {
 public:
  CsvTable(const Sheet& sheet, bool french)
      : sheet_(sheet),
        words_(sheet),
        for_spreadsheet_(french),
        separator_(french ? ';' : ','),
        values_(sheet.package, views_, sheet.dispositif,
                {sheet.language, french ? report::CsvStyle::FrenchSpreadsheet : report::CsvStyle::Plain, false}) {}

  std::string write();

 private:
  void header();
  void row(const ResultSweep& result, std::size_t piece, const Boundary* before);
  void outcomes(const ResultSweep& result, const Piece& piece, std::string& row) const;
  void cell(std::string& row, std::string_view text) const {
    report::append_csv_cell(row, text, separator_);
    row += separator_;
  }
  void value(std::string& row, const Type& type, const value::Value& value) const {
    values_.value(row, type, value);
    row += separator_;
  }
  /// Every cell is followed by a separator; the last one has none.
  void end(std::string& row) {
    row.pop_back();
    out_ += row + (for_spreadsheet_ ? "\r\n" : "\n");
  }

  const Sheet& sheet_;
  Words words_;
  bool for_spreadsheet_;
  char separator_;
  std::vector<report::ResultView> views_;
  report::CaseCsv values_;
  std::string out_;
};

void CsvTable::header() {
  std::string row;
  for (const auto& [french, english] :
       std::initializer_list<std::pair<std::string_view, std::string_view>>{{"résultat", "result"},
                                                                            {"de", "from"},
                                                                            {"à", "to"},
                                                                            {"valeurs", "values"},
                                                                            {"nature", "kind"},
                                                                            {"première_valeur", "first_value"},
                                                                            {"dernière_valeur", "last_value"},
                                                                            {"erreur", "error"},
                                                                            {"formule", "formula"},
                                                                            {"changement", "change"},
                                                                            {"différence", "difference"},
                                                                            {"raisons", "reasons"}}) {
    cell(row, words_.say(french, english));
  }
  end(row);
}

/// The first value, the last, the error and the formula.
void CsvTable::outcomes(const ResultSweep& result, const Piece& piece, std::string& row) const {
  if (piece.kind == PieceKind::Unresolved) {
    for (int i = 0; i < 4; ++i) cell(row, "");
    return;
  }
  const eval::Outcome first = words_.outcome_at(result, piece, piece.first);
  const eval::Outcome last = words_.outcome_at(result, piece, piece.last);
  const Type& type = sheet_.package.type(result.type);
  for (const eval::Outcome& outcome : {first, last}) {
    if (outcome.ok()) {
      value(row, type, outcome.value);
    } else {
      cell(row, "");
    }
  }
  cell(row, first.ok() ? "" : words_.outcome(result, first));
  cell(row, piece.kind == PieceKind::Formula ? words_.formula(result, piece) : "");
}

void CsvTable::row(const ResultSweep& result, std::size_t index, const Boundary* before) {
  const Piece& piece = result.pieces[index];
  const InputDomain& domain = sheet_.sweep.domain;
  const Type& input = sheet_.package.type(sheet_.package.input(domain.input()).type);
  std::string row;
  cell(row, result.name);
  value(row, input, domain.value_at(piece.first));
  value(row, input, domain.value_at(piece.last));
  cell(row, std::to_string(piece.last - piece.first + 1));
  const std::string kinds[] = {words_.say("constant", "constant"), words_.say("formule", "formula"),
                               words_.say("non_établi", "unresolved")};
  const bool is_error = piece.kind == PieceKind::Constant && !piece.outcome.ok();
  cell(row, is_error ? words_.say("erreur", "error") : kinds[static_cast<std::size_t>(piece.kind)]);
  outcomes(result, piece, row);
  std::string change;
  if (before != nullptr) {
    change = before->kind == BoundaryKind::Jump ? words_.say("saut", "jump") : words_.say("pente", "bend");
  }
  cell(row, change);
  if (before != nullptr && before->difference) {
    value(row, Type{TypeKind::kNumber, false, 0, {}, 0, {}, {}}, value::Value::number(*before->difference));
  } else {
    cell(row, "");
  }
  std::string causes;
  if (before != nullptr) {
    for (const Cause& cause : before->causes) causes += (causes.empty() ? "" : " | ") + words_.sourced(cause);
  }
  cell(row, causes);
  end(row);
}

std::string CsvTable::write() {
  if (for_spreadsheet_) out_ = kByteOrderMark;
  header();
  for (const ResultSweep& result : sheet_.sweep.results) {
    std::size_t next = 0;
    for (std::size_t i = 0; i < result.pieces.size(); ++i) {
      const bool is_after = next < result.boundaries.size() && result.boundaries[next].piece + 1 == i;
      row(result, i, is_after ? &result.boundaries[next++] : nullptr);
    }
  }
  return std::move(out_);
}

}  // namespace

std::string csv_of(const Sheet& sheet, bool french) {
  return CsvTable(sheet, french).write();
}

}  // namespace avenant::sweep
