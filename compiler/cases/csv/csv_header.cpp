#include "compiler/cases/csv/csv_header.hpp"

#include <algorithm>
#include <unordered_map>

#include "compiler/base/display.hpp"
#include "compiler/base/names.hpp"
#include "compiler/base/utf8.hpp"
#include "compiler/cases/raw_case.hpp"

namespace avenant::cases {
namespace {

using diagnostics::Code;

/// Columns named in one message; the others are counted.
constexpr std::size_t kMaxNamed = 20;
constexpr std::size_t kMaxNameBytes = 60;

std::string cut(const std::string& name) {
  return base::shortened(name, kMaxNameBytes);
}

/// The names between quotes, the first ones of many.
struct NameList {
  std::string french;
  std::string english;
};

NameList list_of(const std::vector<std::string>& names) {
  NameList list;
  const std::size_t n_named = std::min(names.size(), kMaxNamed);
  for (std::size_t i = 0; i < n_named; ++i) {
    const std::string name = names[i].empty() ? std::string() : base::display_text(cut(names[i]));
    list.french += (i == 0 ? "« " : ", « ") + name + " »";
    list.english += (i == 0 ? "“" : ", “") + name + "”";
  }
  if (names.size() > n_named) {
    const std::string more = std::to_string(names.size() - n_named);
    list.french += " et " + more + (names.size() - n_named > 1 ? " autres" : " autre");
    list.english += " and " + more + (names.size() - n_named > 1 ? " others" : " other");
  }
  return list;
}

/// The names of a line, parted by a separator outside quotes.
std::vector<std::string> names_of(std::string_view line, char separator) {
  std::vector<std::string> names(1);
  bool in_quotes = false;
  for (const char c : line) {
    if (c == '"') {
      in_quotes = !in_quotes;
    } else if (c == separator && !in_quotes) {
      names.emplace_back();
    } else {
      names.back() += c;
    }
  }
  return names;
}

/// Makes the columns of one header.
class HeaderReader {
 public:
  HeaderReader(const CsvRow& row, std::string_view path, const CsvExpectation& expectation, FaultLog& faults)
      : row_(row),
        path_(path),
        expectation_(expectation),
        faults_(faults),
        column_of_(expectation.package.inputs.size()) {}

  std::vector<CsvColumn> read();

 private:
  CsvColumn column(const CsvCell& cell);
  bool is_named(std::string_view name, std::string_view wanted) const {
    return name == wanted || base::fold(name) == base::fold(wanted);
  }
  diagnostics::Builder report(Code code, std::size_t offset);
  void send();
  bool check_twice(const CsvColumn& column, const CsvCell& cell);
  void report_extra();
  void report_missing();

  const CsvRow& row_;
  std::string_view path_;
  const CsvExpectation& expectation_;
  FaultLog& faults_;
  diagnostics::Sink messages_;
  std::vector<std::string> column_of_;  // by input: the column that gives it
  std::vector<std::string> extra_;
  std::unordered_map<std::string, int> others_;  // id and comment columns seen
  std::size_t n_inputs_ = 0;
};

diagnostics::Builder HeaderReader::report(Code code, std::size_t offset) {
  return messages_.report(code).path(place_text(path_, row_.position_of(offset)));
}

void HeaderReader::send() {
  faults_.add_all({}, messages_);
  messages_ = diagnostics::Sink();
}

CsvColumn HeaderReader::column(const CsvCell& cell) {
  CsvColumn column{std::string(cell.text), ColumnRole::Ignored, {}, false};
  const InputIndex::Found found = expectation_.index.find(split_address(cell.text));
  if (found.input) {
    column.role = ColumnRole::Input;
    column.input = found.input;
  }
  column.is_id = is_named(cell.text, expectation_.id_column.empty() ? "id" : expectation_.id_column);
  if (column.is_id && !found.input) column.role = ColumnRole::Id;
  if (is_named(cell.text, "commentaire")) column.role = ColumnRole::Comment;
  return column;
}

/// Whether an earlier column says the same.
bool HeaderReader::check_twice(const CsvColumn& column, const CsvCell& cell) {
  std::string earlier;
  if (column.role == ColumnRole::Input) {
    earlier = std::exchange(column_of_[column.input.value], column.name);
  } else if (column.role != ColumnRole::Ignored) {
    if (++others_[column.role == ColumnRole::Id ? "id" : "commentaire"] > 1) earlier = column.name;
  }
  if (earlier.empty()) return false;
  const std::string name =
      column.role == ColumnRole::Input
          ? std::string(expectation_.package.text_of(expectation_.package.input(column.input).name))
          : column.name;
  report(Code::DuplicateColumn, cell.offset)
      .with("name", cut(name))
      .with("first", cut(earlier))
      .with("second", cut(column.name));
  return true;
}

void HeaderReader::report_extra() {
  if (extra_.empty()) return;
  const NameList names = list_of(extra_);
  auto message = report(Code::ExtraColumns, 0);
  message.with("names", names.french, names.english).with("dispositif", expectation_.dispositif);
  if (extra_.size() == 1) message.suggest(expectation_.index.near(split_address(extra_.front())));
}

void HeaderReader::report_missing() {
  std::vector<std::string> plain;
  std::vector<std::string> optional;
  for (const program::InputId input : expectation_.index.inputs()) {
    const bool is_given = expectation_.given[input.value] || !column_of_[input.value].empty();
    if (is_given || !expectation_.needed[input.value]) continue;
    const program::Input& missing = expectation_.package.input(input);
    const bool is_optional = expectation_.package.type(missing.type).optional;
    (is_optional ? optional : plain).emplace_back(expectation_.package.text_of(missing.name));
  }
  const auto say = [&](Code code, const std::vector<std::string>& inputs) {
    if (inputs.empty()) return;
    const NameList names = list_of(inputs);
    report(code, 0).with("names", names.french, names.english);
  };
  say(Code::MissingColumns, plain);
  say(Code::MissingOptionalColumns, optional);
}

std::vector<CsvColumn> HeaderReader::read() {
  constexpr std::size_t kMaxColumns = 100'000;
  std::vector<CsvColumn> columns;
  bool is_right = true;
  if (row_.cells.size() > kMaxColumns) {
    report(Code::TooManyValues, 0).with("limit", static_cast<std::int64_t>(kMaxColumns));
    send();
    return columns;
  }
  bool has_id = false;
  for (const CsvCell& cell : row_.cells) {
    CsvColumn one = column(cell);
    has_id = has_id || one.is_id;
    if (one.role == ColumnRole::Input) ++n_inputs_;
    if (one.role == ColumnRole::Ignored) extra_.push_back(one.name);
    if (check_twice(one, cell)) is_right = false;
    columns.push_back(std::move(one));
  }
  if (!expectation_.id_column.empty() && !has_id) {
    is_right = false;
    std::vector<std::string> names;
    for (const CsvColumn& one : columns) names.push_back(one.name);
    report(Code::NoIdColumn, 0)
        .with("name", cut(std::string(expectation_.id_column)))
        .suggest(base::nearest_names(expectation_.id_column, names));
  }
  if (n_inputs_ == 0) {
    is_right = false;
    const NameList names = list_of(extra_);
    report(Code::NoInputColumn, 0)
        .with("dispositif", expectation_.dispositif)
        .with("names", names.french, names.english);
  } else if (is_right) {
    report_extra();
    report_missing();
  }
  send();
  if (!is_right) columns.clear();
  return columns;
}

}  // namespace

char recognise_separator(std::string_view line, const InputIndex& index) {
  constexpr std::size_t kMaxLooked = 1000;
  char best = ';';
  std::size_t best_known = 0;
  std::size_t best_names = 1;
  if (line.ends_with('\r')) line.remove_suffix(1);
  for (const char separator : {';', ',', '\t'}) {
    const std::vector<std::string> names = names_of(line, separator);
    if (names.size() < 2) continue;
    std::size_t n_known = 0;
    for (std::size_t i = 0; i < std::min(names.size(), kMaxLooked); ++i) {
      if (index.find(split_address(names[i])).input) ++n_known;
    }
    if (n_known < best_known || (n_known == best_known && names.size() <= best_names)) continue;
    best = separator;
    best_known = n_known;
    best_names = names.size();
  }
  return best;
}

std::vector<CsvColumn> read_header(const CsvRow& row, std::string_view path, const CsvExpectation& expectation,
                                   FaultLog& faults) {
  return HeaderReader(row, path, expectation, faults).read();
}

}  // namespace avenant::cases
