#include "compiler/consolidate/edits.hpp"

#include <algorithm>

namespace avenant::consolidate {

namespace {

std::uint32_t line_start(std::string_view text, std::uint32_t at) {
  const std::size_t found = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
  return found == std::string_view::npos ? 0 : static_cast<std::uint32_t>(found + 1);
}

std::uint32_t skip_spaces(std::string_view text, std::uint32_t at) {
  while (at < text.size() && (text[at] == ' ' || text[at] == '\r')) ++at;
  return at;
}

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \r") == std::string_view::npos;
}

}  // namespace

void Edits::replace(std::uint32_t begin, std::uint32_t end, std::string words) {
  edits_.push_back({begin, end, std::move(words), false});
}

void Edits::insert_below(std::uint32_t place, const std::string& lines) {
  const std::size_t found = text_.find('\n', place);
  const bool ends_here = found == std::string_view::npos;
  const auto at = static_cast<std::uint32_t>(ends_here ? text_.size() : found + 1);
  edits_.push_back({at, at, (ends_here ? "\n" : "") + lines + "\n", true});
}

void Edits::remove(std::uint32_t begin, std::uint32_t end) {
  const std::uint32_t line = line_start(text_, begin);
  const bool first = is_blank(text_.substr(line, begin - line));
  std::uint32_t after = skip_spaces(text_, end);
  const bool comment = text_.substr(after, 2) == "--";
  if (first && comment) {
    const std::size_t found = text_.find('\n', after);
    after = static_cast<std::uint32_t>(found == std::string_view::npos ? text_.size() : found);
  }
  const bool last = after >= text_.size() || text_[after] == '\n';
  if (first && last) {
    replace(line, std::min<std::uint32_t>(after + 1, static_cast<std::uint32_t>(text_.size())), "");
    return;
  }
  while (!first && begin > line && text_[begin - 1] == ' ') --begin;
  replace(begin, first ? after : end, "");
}

std::string Edits::apply(std::uint32_t begin, std::uint32_t end) const {
  std::vector<Edit> edits = edits_;
  std::stable_sort(edits.begin(), edits.end(), [](const Edit& left, const Edit& right) {
    return left.begin != right.begin ? left.begin < right.begin : left.below && !right.below;
  });
  std::string result;
  std::uint32_t at = begin;
  for (const Edit& edit : edits) {
    const bool inside = edit.below ? begin < edit.begin && edit.begin <= end : begin <= edit.begin && edit.begin < end;
    if (!inside || edit.begin < at) continue;
    result += text_.substr(at, edit.begin - at);
    result += edit.words;
    at = edit.end;
  }
  if (at < end) result += text_.substr(at, end - at);
  return result;
}

std::string moved(std::string_view text, std::uint32_t begin, std::uint32_t end, std::size_t column) {
  const std::string_view piece = text.substr(begin, end - begin);
  std::size_t least = std::string_view::npos;
  for (std::size_t at = piece.find('\n'); at != std::string_view::npos; at = piece.find('\n', at + 1)) {
    const std::size_t first = piece.find_first_not_of(' ', at + 1);
    if (first != std::string_view::npos && piece[first] != '\n' && piece[first] != '\r') {
      least = std::min(least, first - at - 1);
    }
  }
  std::string result;
  for (std::size_t at = 0; at < piece.size();) {
    const std::size_t stop = std::min(piece.find('\n', at), piece.size());
    std::string_view line = piece.substr(at, stop - at);
    if (at > 0) {
      result += "\n";
      if (!is_blank(line)) {
        result.append(column + 2, ' ');
        line.remove_prefix(least);
      }
    }
    result += line;
    at = stop + 1;
  }
  return result;
}

std::size_t column_of(std::string_view text, std::uint32_t at) {
  return at - line_start(text, at);
}

}  // namespace avenant::consolidate
