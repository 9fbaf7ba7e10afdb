#include <algorithm>
#include <numeric>

#include "compiler/base/utf8.hpp"
#include "compiler/sema/reference/cell_value.hpp"
#include "compiler/sema/reference/open_table.hpp"

namespace avenant::sema {

namespace {

/// Mistakes of one file that are shown; the rest is counted.
constexpr std::size_t kMaxMistakesShown = 10;

/// `de 0 à 100`, in a sentence.
std::string range_text(const Context& context, const Type& type, const hir::Range& range, bool french) {
  const auto bound = [&](const std::optional<value::Rational>& end) {
    return end ? hir::value_text(context.program, type.with_optional(false), value::Value::number(*end)) : "…";
  };
  return french ? "de " + bound(range.least) + " à " + bound(range.greatest)
                : "from " + bound(range.least) + " to " + bound(range.greatest);
}

bool is_outside(const hir::Range& range, value::Rational number) {
  if (range.least && number < *range.least) return true;
  return range.greatest && (number > *range.greatest || (range.greatest_excluded && number == *range.greatest));
}

/// Reads the lines of one file.
class LineReader {
 public:
  LineReader(Context& context, const OpenTable& table) : context_(context), table_(table), cells_(context) {
    made_.name = table.name;
    if (table.file != nullptr) {
      made_.file = table.file->name;
      made_.digest = table.file->digest;
    }
    made_.is_dated = table.from.has_value() || table.until.has_value();
    made_.provenance = context.provenance(table.placed.text, table.name_span);
    for (const OpenColumn& key : table.keys) made_.keys.push_back(column_of(key));
    for (const OpenColumn& column : table.columns) made_.columns.push_back(column_of(column));
  }

  hir::ReferenceTable read() {
    if (table_.is_readable && !read_rows()) {
      made_.key_values.clear();
      made_.periods.clear();
      for (hir::ReferenceColumn& column : made_.columns) column.values.clear();
    }
    return std::move(made_);
  }

 private:
  /// False when a mistake was reported.
  bool read_rows() {
    CsvReader reader(table_.file->bytes);
    std::vector<CsvCell> row;
    (void)reader.next(row);
    for (;;) {
      const CsvStatus status = reader.next(row);
      if (status == CsvStatus::End) break;
      if (status != CsvStatus::Row) {
        report_syntax(status, reader.offset());
        break;
      }
      if (offsets_.size() >= context_.options.max_table_rows) {
        context_.sink.report(Code::TableTooLarge, table_.name_span)
            .with("file", table_.file->name)
            .with("limit", std::to_string(context_.options.max_table_rows) + " lignes",
                  std::to_string(context_.options.max_table_rows) + " lines");
        return false;
      }
      read_row(row, reader.offset());
    }
    if (offsets_.empty() && n_mistakes_ == 0) {
      context_.sink.report(Code::TableEmpty, table_.name_span).with("file", table_.file->name);
      return false;
    }
    if (n_mistakes_ == 0) sort_rows();
    if (n_mistakes_ > kMaxMistakesShown) {
      context_.sink.report(Code::MoreTableMistakes, table_.name_span)
          .with("n", static_cast<std::int64_t>(n_mistakes_ - kMaxMistakesShown))
          .with("file", table_.file->name);
    }
    if (n_mistakes_ > 0) return false;
    made_.n_rows = static_cast<std::uint32_t>(offsets_.size());
    return true;
  }

  hir::ReferenceColumn column_of(const OpenColumn& column) {
    return {context_.program.names.intern(column.name), column.type, column.span, {}};
  }

  /// The message, for the first mistakes only; the others go nowhere.
  diagnostics::Builder mistake(Code code, std::size_t offset) {
    ++n_mistakes_;
    if (n_mistakes_ <= kMaxMistakesShown) return report_in_file(context_, code, table_, offset);
    return unshown_.report(code);
  }

  void report_syntax(CsvStatus status, std::size_t offset) {
    const bool unclosed = status == CsvStatus::UnclosedQuote;
    mistake(Code::TableQuotes, offset)
        .with("what",
              unclosed ? "ce guillemet n’est jamais fermé"
                       : "un guillemet entoure toute la cellule, et se double à l’intérieur",
              unclosed ? "this quote is never closed" : "quotes surround the whole cell, and are doubled inside");
  }

  void read_row(const std::vector<CsvCell>& row, std::size_t offset) {
    if (row.size() != table_.n_cells) {
      mistake(Code::TableRowWidth, offset)
          .with("found", static_cast<std::int64_t>(row.size()))
          .with("expected", static_cast<std::int64_t>(table_.n_cells));
      return;
    }
    offsets_.push_back(offset);
    for (const OpenColumn& key : table_.keys) made_.key_values.push_back(read_cell(key, row).a);
    if (made_.is_dated) read_period(row);
    for (std::size_t i = 0; i < table_.columns.size(); ++i) {
      made_.columns[i].values.push_back(read_cell(table_.columns[i], row));
    }
  }

  /// The value of a cell, or any value after a message.
  value::Value read_cell(const OpenColumn& column, const std::vector<CsvCell>& row) {
    const CsvCell& cell = row[column.position];
    if (cell.text.empty()) {
      if (column.type.optional) return value::Value::absent();
      mistake(Code::EmptyTableCell, cell.offset).with("column", column.name);
      return value::Value{0, 1};
    }
    const auto read = cells_.read(column.type, cell.text);
    if (!read) {
      report_wrong(column, cell);
      return value::Value{0, 1};
    }
    if (column.type.is(TypeKind::Number) && is_outside(column.range, read->as_number())) {
      mistake(Code::TableCellOutOfRange, cell.offset)
          .with("value", cell.text)
          .with("column", column.name)
          .with("range", range_text(context_, column.type, column.range, true),
                range_text(context_, column.type, column.range, false));
    }
    return *read;
  }

  void report_wrong(const OpenColumn& column, const CsvCell& cell) {
    constexpr std::size_t kMaxBytes = 80;
    const Type plain = column.type.with_optional(false);
    auto report = mistake(Code::BadTableCell, cell.offset);
    report.with("value", base::shortened(cell.text, kMaxBytes))
        .with("column", column.name)
        .with("type", expected_text(plain, cell.text, diagnostics::Language::French),
              expected_text(plain, cell.text, diagnostics::Language::English));
    const bool near = plain.is(TypeKind::Enumeration) && n_mistakes_ <= kMaxMistakesShown;
    if (near) report.suggest(context_.near(cell.text, cells_.case_names(plain.enumeration)));
  }

  /// « un cas de Zone », « un nombre (montant), sans rien de plus fin que le centime ».
  std::string expected_text(const Type& type, std::string_view cell, diagnostics::Language language) {
    const bool french = language == diagnostics::Language::French;
    if (type.is(TypeKind::Enumeration)) {
      const std::string name = context_.text(context_.program.enumerations[type.enumeration].name);
      return (french ? "un cas de " : "a case of ") + name;
    }
    std::string text = type_phrase(context_, type, language);
    Type any_grain = type;
    any_grain.grain = 0;
    if (type.is(TypeKind::Number) && type.grain != 0 && cells_.read(any_grain, cell)) {
      text += (french ? ", sans rien de plus fin que " : ", with nothing finer than ") +
              grain_phrase(context_, type, language);
    }
    return text;
  }

  void read_period(const std::vector<CsvCell>& row) {
    hir::ReferencePeriod period;
    if (table_.from) period.from = read_day(*table_.from, row);
    if (table_.until) {
      const auto last = read_day(*table_.until, row);
      // The last day is included; the end of the period is not.
      const auto next = last ? value::Date::from_days(std::int64_t{last->days()} + 1) : value::Checked<value::Date>{};
      if (last && next.ok()) period.until = next.value;
    }
    if (period.from && period.until && *period.until <= *period.from) {
      mistake(Code::TablePeriodReversed, row[table_.until->position].offset);
    }
    made_.periods.push_back(period);
  }

  /// An empty cell is no bound.
  std::optional<value::Date> read_day(const OpenColumn& column, const std::vector<CsvCell>& row) {
    const CsvCell& cell = row[column.position];
    if (cell.text.empty()) return std::nullopt;
    const auto read = cells_.read(date_type(), cell.text);
    if (read) return read->as_date();
    report_wrong(column, cell);
    return std::nullopt;
  }

  /// Negative, 0 or positive: how the keys of two rows compare.
  [[nodiscard]] int compare(std::size_t left, std::size_t right) const {
    const std::size_t n = table_.keys.size();
    for (std::size_t i = 0; i < n; ++i) {
      const std::int64_t a = made_.key_values[left * n + i];
      const std::int64_t b = made_.key_values[right * n + i];
      if (a != b) return a < b ? -1 : 1;
    }
    return 0;
  }

  /// Orders rows by their keys, then by the first day of their period; reports keys that two rows have.
  void sort_rows() {
    std::vector<std::size_t> order(offsets_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto first_day = [&](std::size_t row) {
      return made_.is_dated && made_.periods[row].from ? std::int64_t{made_.periods[row].from->days()}
                                                       : std::int64_t{value::kFirstDay};
    };
    std::stable_sort(order.begin(), order.end(), [&](std::size_t left, std::size_t right) {
      const int keys = compare(left, right);
      return keys != 0 ? keys < 0 : first_day(left) < first_day(right);
    });
    for (std::size_t i = 1; i < order.size(); ++i) {
      if (compare(order[i - 1], order[i]) == 0) check_neighbours(order[i - 1], order[i]);
    }
    if (n_mistakes_ == 0) permute(order);
  }

  void check_neighbours(std::size_t first, std::size_t second) {
    const bool meet = !made_.is_dated || !made_.periods[first].until || !made_.periods[second].from ||
                      *made_.periods[first].until > *made_.periods[second].from;
    if (!meet) return;
    if (n_mistakes_ >= kMaxMistakesShown) {
      ++n_mistakes_;
      return;
    }
    const std::size_t later = std::max(first, second);
    const std::size_t earlier = std::min(first, second);
    const std::size_t line = position_in(table_.file->bytes, offsets_[earlier]).line;
    mistake(made_.is_dated ? Code::TablePeriodsMeet : Code::TableKeyTwice, offsets_[later])
        .with("key", key_text(later))
        .with("line", static_cast<std::int64_t>(line));
  }

  [[nodiscard]] std::string key_text(std::size_t row) const {
    std::string text;
    const std::size_t n = table_.keys.size();
    for (std::size_t i = 0; i < n; ++i) {
      const value::Value value{made_.key_values[row * n + i], 1};
      text += (i > 0 ? " ; " : "") + hir::value_text(context_.program, table_.keys[i].type, value);
    }
    return text;
  }

  void permute(const std::vector<std::size_t>& order) {
    const std::size_t n = table_.keys.size();
    std::vector<std::int64_t> keys;
    keys.reserve(made_.key_values.size());
    std::vector<hir::ReferencePeriod> periods;
    for (const std::size_t row : order) {
      for (std::size_t i = 0; i < n; ++i) keys.push_back(made_.key_values[row * n + i]);
      if (made_.is_dated) periods.push_back(made_.periods[row]);
    }
    made_.key_values = std::move(keys);
    made_.periods = std::move(periods);
    for (hir::ReferenceColumn& column : made_.columns) {
      std::vector<value::Value> values;
      values.reserve(order.size());
      for (const std::size_t row : order) values.push_back(column.values[row]);
      column.values = std::move(values);
    }
  }

  Context& context_;
  const OpenTable& table_;
  CellReader cells_;
  hir::ReferenceTable made_;
  std::vector<std::size_t> offsets_;  ///< Of each row, in the file.
  std::size_t n_mistakes_ = 0;
  diagnostics::Sink unshown_{1};
};

}  // namespace

hir::ReferenceTable read_lines(Context& context, const OpenTable& table) {
  return LineReader(context, table).read();
}

}  // namespace avenant::sema
