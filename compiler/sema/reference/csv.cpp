#include "compiler/sema/reference/csv.hpp"

#include "compiler/base/data_text.hpp"
#include "compiler/base/utf8.hpp"

namespace avenant::sema {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// `;` or `,`: what the first line holds more of outside quotes, `;` where it holds as many.
char separator_of(std::string_view bytes) {
  std::size_t n_commas = 0;
  std::size_t n_semicolons = 0;
  bool quoted = false;
  for (const char c : bytes) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '\n') break;
    if (c == ',') ++n_commas;
    if (c == ';') ++n_semicolons;
  }
  return n_commas > n_semicolons ? ',' : ';';
}

}  // namespace

CsvReader::CsvReader(std::string_view bytes)
    : bytes_(bytes),
      at_(bytes.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0),
      separator_(separator_of(bytes.substr(at_))) {}

CsvStatus CsvReader::fail(CsvStatus status, std::size_t offset) {
  offset_ = offset;
  at_ = bytes_.size();
  return status;
}

CsvStatus CsvReader::read_quoted(CsvCell& cell) {
  const std::size_t begin = at_++;
  for (;;) {
    const std::size_t quote = bytes_.find('"', at_);
    if (quote == std::string_view::npos) return fail(CsvStatus::UnclosedQuote, begin);
    cell.text += bytes_.substr(at_, quote - at_);
    at_ = quote + 1;
    if (at_ >= bytes_.size() || bytes_[at_] != '"') break;
    cell.text += '"';
    ++at_;
  }
  while (at_ < bytes_.size() && bytes_[at_] == ' ') ++at_;
  const bool ends = at_ >= bytes_.size() || bytes_[at_] == separator_ || bytes_[at_] == '\n' || bytes_[at_] == '\r';
  return ends ? CsvStatus::Row : fail(CsvStatus::AfterQuote, at_);
}

CsvStatus CsvReader::read_plain(CsvCell& cell) {
  const std::size_t begin = at_;
  while (at_ < bytes_.size() && bytes_[at_] != separator_ && bytes_[at_] != '\n') {
    if (bytes_[at_] == '"') return fail(CsvStatus::QuoteInside, at_);
    ++at_;
  }
  std::string_view text = bytes_.substr(begin, at_ - begin);
  if (text.ends_with('\r')) text.remove_suffix(1);
  cell.text = base::trimmed(text);
  return CsvStatus::Row;
}

CsvStatus CsvReader::next(std::vector<CsvCell>& cells) {
  cells.clear();
  while (at_ < bytes_.size() && (bytes_[at_] == '\n' || bytes_[at_] == '\r')) ++at_;
  offset_ = at_;
  if (at_ >= bytes_.size()) return CsvStatus::End;
  for (;;) {
    CsvCell& cell = cells.emplace_back();
    while (at_ < bytes_.size() && bytes_[at_] == ' ') ++at_;
    cell.offset = at_;
    const bool quoted = at_ < bytes_.size() && bytes_[at_] == '"';
    const CsvStatus status = quoted ? read_quoted(cell) : read_plain(cell);
    if (status != CsvStatus::Row) return status;
    if (at_ < bytes_.size() && bytes_[at_] == separator_) {
      ++at_;
      continue;
    }
    if (at_ < bytes_.size() && bytes_[at_] == '\r') ++at_;
    if (at_ < bytes_.size() && bytes_[at_] == '\n') ++at_;
    return CsvStatus::Row;
  }
}

FilePosition position_in(std::string_view bytes, std::size_t offset) {
  FilePosition position;
  const std::size_t first = bytes.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
  for (std::size_t i = first; i < offset && i < bytes.size(); ++i) {
    if (bytes[i] == '\n') {
      ++position.line;
      position.column = 1;
    } else if (!base::continues_code_point(bytes[i])) {
      ++position.column;
    }
  }
  return position;
}

}  // namespace avenant::sema
