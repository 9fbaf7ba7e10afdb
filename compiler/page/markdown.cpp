#include "compiler/page/markdown.hpp"

#include <algorithm>
#include <vector>

#include "compiler/page/html.hpp"
#include "compiler/page/markdown_inline.hpp"

namespace avenant::page {
namespace {

constexpr int kMaxDepth = 6;

using Lines = std::vector<std::string_view>;

Lines lines_of(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back(line);
    text.remove_prefix(std::min(text.size(), end + 1));
  }
  return lines;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

std::size_t indentation_of(std::string_view line) {
  return std::min(line.find_first_not_of(' '), line.size());
}

/// Without up to `n` spaces at its beginning.
std::string_view outdented(std::string_view line, std::size_t n) {
  return line.substr(std::min(n, indentation_of(line)));
}

/// The width of `- `, `* `, `+ ` or `12. ` at the beginning of an item; 0 where there is none.
std::size_t marker_of(std::string_view line, bool& ordered) {
  if (line.empty()) return 0;
  std::size_t n = 1;
  ordered = line.front() >= '0' && line.front() <= '9';
  if (ordered) {
    n = std::min(line.find_first_not_of("0123456789"), line.size());
    if (n > 9 || n >= line.size() || (line[n] != '.' && line[n] != ')')) return 0;
    ++n;
  } else if (line.front() != '-' && line.front() != '*' && line.front() != '+') {
    return 0;
  }
  if (n < line.size() && line[n] != ' ') return 0;
  while (n < line.size() && line[n] == ' ' && n < 6) ++n;
  return n;
}

bool is_rule(std::string_view line) {
  const std::string_view text = trimmed(line);
  if (text.empty() || (text.front() != '-' && text.front() != '*' && text.front() != '_')) return false;
  std::size_t n = 0;
  for (const char c : text) {
    if (c != text.front() && c != ' ') return false;
    n += c == text.front() ? 1 : 0;
  }
  return n >= 3;
}

/// The cells of a line of a table; its bars may be escaped.
std::vector<std::string> cells_of(std::string_view line) {
  line = trimmed(line);
  if (line.starts_with('|')) line.remove_prefix(1);
  if (line.ends_with('|') && !line.ends_with("\\|")) line.remove_suffix(1);
  std::vector<std::string> cells(1);
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '\\' && i + 1 < line.size() && line[i + 1] == '|') {
      cells.back() += line[++i];
    } else if (line[i] == '|') {
      cells.emplace_back();
    } else {
      cells.back() += line[i];
    }
  }
  for (std::string& cell : cells) cell = std::string(trimmed(cell));
  return cells;
}

/// Whether a line parts the header of a table from its rows: `|---|:--:|`.
bool is_separator(std::string_view line) {
  const std::string_view text = trimmed(line);
  return text.find('-') != std::string_view::npos && text.find('|') != std::string_view::npos &&
         text.find_first_not_of("|-: ") == std::string_view::npos;
}

class Blocks {
 public:
  Blocks(Lines lines, int depth) : lines_(std::move(lines)), depth_(depth) {}

  std::string run() {
    while (at_ < lines_.size()) block();
    return std::move(out_);
  }

 private:
  void block();
  bool comment();
  bool fence();
  bool indented_code();
  bool quotation();
  bool list();
  bool table();
  void paragraph();
  void table_row(const std::vector<std::string>& cells, std::size_t n_cells, std::string_view cell_tag);
  [[nodiscard]] bool begins_block(std::size_t line) const;
  [[nodiscard]] bool begins_table(std::size_t line) const {
    return line + 1 < lines_.size() && lines_[line].find('|') != std::string_view::npos &&
           is_separator(lines_[line + 1]) && cells_of(lines_[line]).size() == cells_of(lines_[line + 1]).size();
  }

  Lines lines_;
  int depth_;
  std::size_t at_ = 0;
  std::string out_;
};

bool Blocks::comment() {
  if (!trimmed(lines_[at_]).starts_with("<!--")) return false;
  while (at_ < lines_.size() && lines_[at_].find("-->") == std::string_view::npos) ++at_;
  ++at_;
  return true;
}

bool Blocks::fence() {
  const std::string_view first = trimmed(lines_[at_]);
  if (!first.starts_with("```") && !first.starts_with("~~~")) return false;
  const std::size_t n_signs = std::min(first.find_first_not_of(first.front()), first.size());
  const std::string close(n_signs, first.front());
  const std::size_t indent = indentation_of(lines_[at_]);
  out_ += "<pre tabindex=\"0\"><code>";
  for (++at_; at_ < lines_.size(); ++at_) {
    const std::string_view line = trimmed(lines_[at_]);
    if (line.starts_with(close) && line.find_first_not_of(first.front()) == std::string_view::npos) {
      ++at_;
      break;
    }
    out_ += escaped(outdented(lines_[at_], indent)) + "\n";
  }
  out_ += "</code></pre>\n";
  return true;
}

bool Blocks::indented_code() {
  if (indentation_of(lines_[at_]) < 4) return false;
  out_ += "<pre tabindex=\"0\"><code>";
  std::size_t n_empty = 0;
  for (; at_ < lines_.size(); ++at_) {
    if (trimmed(lines_[at_]).empty()) {
      ++n_empty;
      continue;
    }
    if (indentation_of(lines_[at_]) < 4) break;
    out_ += std::string(n_empty, '\n') + escaped(outdented(lines_[at_], 4)) + "\n";
    n_empty = 0;
  }
  out_ += "</code></pre>\n";
  return true;
}

bool Blocks::quotation() {
  if (depth_ >= kMaxDepth || !trimmed(lines_[at_]).starts_with('>')) return false;
  Lines inside;
  for (; at_ < lines_.size() && trimmed(lines_[at_]).starts_with('>'); ++at_) {
    inside.push_back(outdented(trimmed(lines_[at_]).substr(1), 1));
  }
  out_ += "<blockquote>\n" + Blocks(std::move(inside), depth_ + 1).run() + "</blockquote>\n";
  return true;
}

bool Blocks::list() {
  bool ordered = false;
  const std::size_t indent = indentation_of(lines_[at_]);
  if (depth_ >= kMaxDepth || indent >= 4 || marker_of(lines_[at_].substr(indent), ordered) == 0) return false;
  const std::string_view tag = ordered ? "ol" : "ul";
  out_.append("<").append(tag).append(">\n");
  while (at_ < lines_.size()) {
    bool same = false;
    const std::size_t own = indentation_of(lines_[at_]);
    const std::size_t width = marker_of(lines_[at_].substr(own), same);
    if (width == 0 || same != ordered || own >= indent + 4 || is_rule(lines_[at_])) break;
    Lines inside = {lines_[at_].substr(own + width)};
    bool is_open = !trimmed(inside.front()).empty();
    for (++at_; at_ < lines_.size(); ++at_) {
      const bool empty = trimmed(lines_[at_]).empty();
      const bool deeper = indentation_of(lines_[at_]) >= own + width;
      // A line of a paragraph goes on without being indented.
      if (!empty && !deeper && (!is_open || begins_block(at_))) break;
      is_open = !empty && is_open;
      if (!empty && deeper) is_open = true;
      inside.push_back(deeper ? lines_[at_].substr(own + width) : trimmed(lines_[at_]));
    }
    std::string item = Blocks(std::move(inside), depth_ + 1).run();
    // An item of one paragraph is that text alone.
    const bool single = item.starts_with("<p>") && item.find("<p>", 1) == std::string::npos && item.ends_with("</p>\n");
    if (single) item = item.substr(3, item.size() - 8);
    out_ += "<li>" + item + "</li>\n";
  }
  out_.append("</").append(tag).append(">\n");
  return true;
}

void Blocks::table_row(const std::vector<std::string>& cells, std::size_t n_cells, std::string_view cell_tag) {
  out_ += "<tr>";
  for (std::size_t i = 0; i < n_cells; ++i) {
    const std::string inside = i < cells.size() ? inline_html(cells[i]) : "";
    // A header cell that says nothing is none.
    const std::string_view tag = cell_tag == "th" && inside.empty() ? "td" : cell_tag;
    out_.append("<").append(tag).append(tag == "th" ? " scope=\"col\">" : ">");
    out_.append(inside).append("</").append(tag).append(">");
  }
  out_ += "</tr>\n";
}

bool Blocks::table() {
  if (!begins_table(at_)) return false;
  const std::vector<std::string> header = cells_of(lines_[at_]);
  out_ += "<div class=\"table\" tabindex=\"0\"><table>\n<thead>\n";
  table_row(header, header.size(), "th");
  out_ += "</thead>\n<tbody>\n";
  at_ += 2;
  for (; at_ < lines_.size() && lines_[at_].find('|') != std::string_view::npos; ++at_) {
    table_row(cells_of(lines_[at_]), header.size(), "td");
  }
  out_ += "</tbody>\n</table></div>\n";
  return true;
}

bool Blocks::begins_block(std::size_t line) const {
  const std::string_view text = trimmed(lines_[line]);
  bool ordered = false;
  return text.starts_with("```") || text.starts_with("~~~") || text.starts_with('>') || text.starts_with("<!--") ||
         is_rule(text) || marker_of(text, ordered) > 0 || begins_table(line);
}

void Blocks::paragraph() {
  std::string text;
  const std::size_t first = at_;
  for (; at_ < lines_.size() && !trimmed(lines_[at_]).empty(); ++at_) {
    if (at_ > first && begins_block(at_)) break;
    if (!text.empty()) text += '\n';
    text += trimmed(lines_[at_]);
  }
  const std::string inside = inline_html(text);
  if (!inside.empty()) out_ += "<p>" + inside + "</p>\n";
}

void Blocks::block() {
  if (trimmed(lines_[at_]).empty()) {
    ++at_;
    return;
  }
  if (comment() || fence() || indented_code() || quotation()) return;
  if (is_rule(lines_[at_])) {
    out_ += "<hr>\n";
    ++at_;
    return;
  }
  if (list() || table()) return;
  paragraph();
}

}  // namespace

std::string prose_html(std::string_view text) {
  return Blocks(lines_of(text), 0).run();
}

}  // namespace avenant::page
