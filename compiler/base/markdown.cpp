#include "compiler/base/markdown.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace avenant::base {
namespace {

constexpr std::string_view kBlanks = " \t";

std::string_view trim(std::string_view text) {
  const std::size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

/// The number of leading spaces when Markdown allows them before a fence or a heading (at most 3).
std::optional<std::size_t> indentation(std::string_view line) {
  const std::size_t first = line.find_first_not_of(' ');
  if (first == std::string_view::npos || first > 3) return std::nullopt;
  return first;
}

std::size_t run_length(std::string_view text, char character) {
  const std::size_t end = text.find_first_not_of(character);
  return end == std::string_view::npos ? text.size() : end;
}

/// An opening fence: its character, its length, and its information string as a range of the line.
struct Fence {
  char character = '`';
  std::size_t length = 0;
  std::size_t indent = 0;
  std::string_view information;
};

std::optional<Fence> opening_fence(std::string_view line) {
  const auto indent = indentation(line);
  if (!indent) return std::nullopt;
  const std::string_view rest = line.substr(*indent);
  const char character = rest.front();
  if (character != '`' && character != '~') return std::nullopt;
  const std::size_t length = run_length(rest, character);
  if (length < 3) return std::nullopt;
  std::string_view information = rest.substr(length);
  const std::size_t first = std::min(information.find_first_not_of(kBlanks), information.size());
  information.remove_prefix(first);
  information = information.substr(0, information.find_last_not_of(kBlanks) + 1);
  // A backtick in the information string makes the line inline code, not a fence.
  if (character == '`' && information.find('`') != std::string_view::npos) return std::nullopt;
  return Fence{character, length, *indent, information};
}

bool closes(std::string_view line, const Fence& fence) {
  const auto indent = indentation(line);
  if (!indent) return false;
  const std::string_view rest = line.substr(*indent);
  const std::size_t length = run_length(rest, fence.character);
  return length >= fence.length && trim(rest.substr(length)).empty();
}

std::string_view first_word(std::string_view text) {
  return text.substr(0, text.find_first_of(kBlanks));
}

/// The text of an ATX heading without its marks, and its level; nothing when the line is no heading.
struct HeadingText {
  std::uint8_t level = 0;
  std::size_t indent = 0;
  std::string_view text;
};

std::optional<HeadingText> heading_text(std::string_view line) {
  const auto indent = indentation(line);
  if (!indent) return std::nullopt;
  std::string_view rest = line.substr(*indent);
  const std::size_t level = run_length(rest, '#');
  if (level == 0 || level > 6) return std::nullopt;
  rest.remove_prefix(level);
  if (!rest.empty() && rest.front() != ' ' && rest.front() != '\t') return std::nullopt;
  rest = trim(rest);
  // A closing run of '#' counts as a mark only after a blank.
  const std::size_t last = rest.find_last_not_of('#');
  if (last == std::string_view::npos) {
    rest = {};
  } else if (last + 1 < rest.size() && (rest[last] == ' ' || rest[last] == '\t')) {
    rest = trim(rest.substr(0, last));
  }
  return HeadingText{static_cast<std::uint8_t>(level), *indent, rest};
}

/// Walks the lines of one source and fills its structure.
class Scanner {
 public:
  explicit Scanner(Source& source) : source_(&source) {}

  void run() {
    const std::size_t n_lines = source_->line_starts.size();
    for (std::size_t index = 0; index < n_lines; ++index) {
      const std::uint32_t begin = source_->line_starts[index];
      scan_line(begin, line_at(index));
    }
    if (fence_) close_fence(static_cast<std::uint32_t>(source_->text.size()), false);
  }

 private:
  [[nodiscard]] std::string_view line_at(std::size_t index) const {
    const std::string_view text = source_->text;
    const std::size_t begin = source_->line_starts[index];
    const bool last = index + 1 == source_->line_starts.size();
    std::string_view line = text.substr(begin, last ? std::string_view::npos : source_->line_starts[index + 1] - begin);
    if (line.ends_with('\n')) line.remove_suffix(1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
  }

  void scan_line(std::uint32_t begin, std::string_view line) {
    if (fence_) {
      if (body_begin_ == kUnset) body_begin_ = begin;
      if (closes(line, *fence_)) close_fence(begin, true);
      if (!fence_ || !begins_next_block(line)) return;
      close_fence(begin, false);
    }
    if (in_comment_ || opens_comment(line)) {
      in_comment_ = line.find("-->") == std::string_view::npos;
      return;
    }
    if (const auto fence = opening_fence(line)) {
      fence_ = fence;
      opening_begin_ = begin;
      opening_end_ = begin + static_cast<std::uint32_t>(line.size());
      body_begin_ = kUnset;
    } else if (const auto heading = heading_text(line)) {
      add_heading(begin, line, *heading);
    }
  }

  /// Whether a line begins an HTML comment (CommonMark, HTML block of kind 2): what no reader sees is no rule.
  [[nodiscard]] static bool opens_comment(std::string_view line) {
    const auto indent = indentation(line);
    return indent && line.substr(*indent).starts_with("<!--");
  }

  /// Rules hold no fence: a fence marked `avenant` inside a block says that the block before it was left open.
  [[nodiscard]] bool begins_next_block(std::string_view line) const {
    const auto fence = opening_fence(line);
    return fence && first_word(fence->information) == "avenant" && first_word(fence_->information) == "avenant";
  }

  void close_fence(std::uint32_t end, bool closed) {
    const std::string_view mark = first_word(fence_->information);
    if (mark == "avenant") {
      Block block;
      block.begin = body_begin_ == kUnset ? end : body_begin_;
      block.end = end;
      block.closed = closed;
      block.fence_begin = opening_begin_ + static_cast<std::uint32_t>(fence_->indent);
      block.fence_end = opening_end_;
      block.indentation = static_cast<std::uint32_t>(fence_->indent);
      source_->blocks.push_back(block);
    } else {
      const auto mark_begin = static_cast<std::uint32_t>(mark.data() - source_->text.data());
      const auto mark_end = mark_begin + static_cast<std::uint32_t>(mark.size());
      const auto fence_begin = opening_begin_ + static_cast<std::uint32_t>(fence_->indent);
      source_->other_fences.push_back({fence_begin, mark_begin, mark_end, closed});
    }
    fence_.reset();
  }

  void add_heading(std::uint32_t begin, std::string_view line, const HeadingText& found) {
    Heading heading;
    heading.begin = begin + static_cast<std::uint32_t>(found.indent);
    heading.end = begin + static_cast<std::uint32_t>(line.size());
    heading.level = found.level;
    ArticleTitle parts = split_article(found.text);
    heading.title = parts.article.empty() ? std::string(found.text) : std::move(parts.title);
    heading.article = std::move(parts.article);
    for (std::size_t level = found.level; level-- > 1;) {
      if (open_[level] != Heading::kNoHeading) {
        heading.parent = open_[level];
        break;
      }
    }
    std::fill(open_.begin() + found.level, open_.end(), Heading::kNoHeading);
    open_[found.level] = static_cast<std::uint32_t>(source_->headings.size());
    source_->headings.push_back(std::move(heading));
  }

  bool in_comment_ = false;

  static constexpr std::uint32_t kUnset = std::numeric_limits<std::uint32_t>::max();
  static constexpr std::uint32_t kNone = Heading::kNoHeading;

  Source* source_;
  std::optional<Fence> fence_;
  std::uint32_t opening_begin_ = 0;
  std::uint32_t opening_end_ = 0;
  std::uint32_t body_begin_ = kUnset;
  std::array<std::uint32_t, 7> open_{kNone, kNone, kNone, kNone, kNone, kNone, kNone};  // by level; [0] stays unused
};

/// The text with no-break spaces written as spaces, and runs of spaces as one.
std::string plain_spaces(std::string_view text) {
  constexpr std::string_view kNoBreak = "\u00A0";
  constexpr std::string_view kNarrowNoBreak = "\u202F";
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    std::size_t length = 0;
    if (text.front() == ' ' || text.front() == '\t') length = 1;
    if (text.starts_with(kNoBreak)) length = kNoBreak.size();
    if (text.starts_with(kNarrowNoBreak)) length = kNarrowNoBreak.size();
    if (length == 0) {
      out.push_back(text.front());
      length = 1;
    } else if (!out.ends_with(' ')) {
      out.push_back(' ');
    }
    text.remove_prefix(length);
  }
  return std::string(trim(out));
}

bool is_digit(char character) {
  return character >= '0' && character <= '9';
}

/// `9-3`, `20.3`, `1er`, `L162-1`: letters, digits and inner marks, with a digit.
bool is_number_word(std::string_view word) {
  const auto allowed = [](char character) {
    const bool ascii_letter = (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
    return is_digit(character) || ascii_letter || character == '.' || character == '-' || character == '*';
  };
  return std::any_of(word.begin(), word.end(), is_digit) && std::all_of(word.begin(), word.end(), allowed);
}

/// `L.`, `R.*`, `LO`: what may stand before the number of an article of a code.
bool is_code_prefix(std::string_view word) {
  const auto allowed = [](char character) {
    return (character >= 'A' && character <= 'Z') || character == '.' || character == '*';
  };
  return word.size() <= 4 && !word.empty() && std::all_of(word.begin(), word.end(), allowed);
}

/// `bis`, `ter`, `A`: what may stand after the number.
bool is_number_suffix(std::string_view word) {
  constexpr std::array<std::string_view, 8> kSuffixes = {"bis",    "ter",     "quater", "quinquies",
                                                         "sexies", "septies", "octies", "nonies"};
  if (word.size() == 1 && word.front() >= 'A' && word.front() <= 'Z') return true;
  return std::find(kSuffixes.begin(), kSuffixes.end(), word) != kSuffixes.end();
}

bool is_article_number(std::string_view text) {
  if (text == "premier" || text == "unique") return true;
  std::string_view word = first_word(text);
  if (!is_number_word(word)) {
    if (!is_code_prefix(word) || word.size() == text.size()) return false;
    text.remove_prefix(word.size() + 1);
    word = first_word(text);
    if (!is_number_word(word)) return false;
  }
  while (word.size() < text.size()) {
    text.remove_prefix(word.size() + 1);
    word = first_word(text);
    if (!is_number_suffix(word)) return false;
  }
  return true;
}

/// A dash or colon between number and title: where it starts and how many bytes it takes.
struct Separator {
  std::size_t at = 0;
  std::size_t size = 0;
};

/// The first separator of the text, whose spaces are plain. A hyphen counts only between spaces, because numbers hold
/// hyphens; a long dash counts with a space on one side; a colon always.
std::optional<Separator> find_separator(std::string_view text) {
  constexpr std::array<std::string_view, 4> kSeparators = {"—", "–", "-", ":"};
  for (std::size_t at = 0; at < text.size(); ++at) {
    for (const std::string_view separator : kSeparators) {
      if (!text.substr(at).starts_with(separator)) continue;
      const std::size_t after = at + separator.size();
      const bool space_before = at > 0 && text[at - 1] == ' ';
      const bool space_after = after == text.size() || text[after] == ' ';
      const bool between = space_before && space_after;
      const bool beside = space_before || space_after;
      if (separator == ":" || between || (separator != "-" && beside)) return Separator{at, separator.size()};
    }
  }
  return std::nullopt;
}

}  // namespace

ArticleTitle split_article(std::string_view heading) {
  constexpr std::string_view kWord = "article ";
  const std::string text = plain_spaces(heading);
  if (text.size() <= kWord.size()) return {};
  const auto same = [](char left, char right) { return left == right || left == right - 'a' + 'A'; };
  if (!std::equal(kWord.begin(), kWord.end(), text.begin(), [&](char want, char got) { return same(got, want); }))
    return {};
  const std::string_view rest = std::string_view(text).substr(kWord.size());
  const auto separator = find_separator(rest);
  const std::string_view number = trim(separator ? rest.substr(0, separator->at) : rest);
  if (number.empty() || !is_article_number(number)) return {};
  const std::string_view title = separator ? trim(rest.substr(separator->at + separator->size)) : std::string_view{};
  return {std::string(number), std::string(title)};
}

void find_structure(Source& source) {
  Scanner(source).run();
}

}  // namespace avenant::base
