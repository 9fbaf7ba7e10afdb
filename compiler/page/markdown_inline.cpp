#include "compiler/page/markdown_inline.hpp"

#include <algorithm>
#include <optional>

#include "compiler/page/html.hpp"

namespace avenant::page {
namespace {

constexpr int kMaxDepth = 8;
constexpr std::string_view kPunctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

bool is_letter(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Whether a link may lead there: to the web, to mail, or within the folder.
bool is_safe(std::string_view address) {
  for (const std::string_view scheme : {"http://", "https://", "mailto:"}) {
    if (address.starts_with(scheme)) return true;
  }
  return address.find(':') == std::string_view::npos && !address.starts_with("//");
}

class Inline {
 public:
  Inline(std::string_view text, int depth) : text_(text), depth_(depth) {}

  std::string run() {
    while (at_ < text_.size()) step();
    return std::move(out_);
  }

 private:
  void step();
  bool code();
  bool link();
  bool automatic_link();
  bool emphasis();
  [[nodiscard]] std::optional<std::size_t> closing_bracket(std::size_t open) const;

  std::string_view text_;
  int depth_;
  std::size_t at_ = 0;
  // No code span closes after this many ticks from here on: looked for once.
  std::size_t no_ticks_ = 0;
  std::string out_;
};

/// `code`, closed by as many ticks as open it.
bool Inline::code() {
  std::size_t n_ticks = 0;
  while (at_ + n_ticks < text_.size() && text_[at_ + n_ticks] == '`') ++n_ticks;
  const std::string ticks(n_ticks, '`');
  if (no_ticks_ == n_ticks) return false;
  std::size_t end = text_.find(ticks, at_ + n_ticks);
  while (end != std::string_view::npos && end + n_ticks < text_.size() && text_[end + n_ticks] == '`') {
    end = text_.find_first_not_of('`', end);
    if (end != std::string_view::npos) end = text_.find(ticks, end);
  }
  if (end == std::string_view::npos) {
    no_ticks_ = n_ticks;
    return false;
  }
  std::string_view inside = text_.substr(at_ + n_ticks, end - at_ - n_ticks);
  if (inside.size() > 2 && inside.front() == ' ' && inside.back() == ' ') inside = inside.substr(1, inside.size() - 2);
  out_ += "<code>" + escaped(inside) + "</code>";
  at_ = end + n_ticks;
  return true;
}

std::optional<std::size_t> Inline::closing_bracket(std::size_t open) const {
  constexpr std::size_t kMost = 1'000;
  std::size_t n_open = 0;
  for (std::size_t i = open; i < std::min(text_.size(), open + kMost); ++i) {
    if (text_[i] == '\\') {
      ++i;
    } else if (text_[i] == '[') {
      ++n_open;
    } else if (text_[i] == ']' && --n_open == 0) {
      return i;
    }
  }
  return std::nullopt;
}

/// `[text](address)`; of a picture, its text.
bool Inline::link() {
  if (depth_ >= kMaxDepth) return false;
  const std::optional<std::size_t> close = closing_bracket(at_);
  if (!close || *close + 1 >= text_.size() || text_[*close + 1] != '(') return false;
  const std::size_t end = text_.find(')', *close);
  if (end == std::string_view::npos) return false;
  std::string_view address = text_.substr(*close + 2, end - *close - 2);
  address = address.substr(0, address.find(' '));
  const std::string inside = inline_html(text_.substr(at_ + 1, *close - at_ - 1), depth_ + 1);
  const bool linked = is_safe(address) && inside.find("<a ") == std::string::npos && !inside.empty();
  out_ += linked ? "<a href=\"" + escaped(address) + "\">" + inside + "</a>" : inside;
  at_ = end + 1;
  return true;
}

bool Inline::automatic_link() {
  const std::string_view rest = text_.substr(at_);
  if (rest.starts_with("<!--")) {
    const std::size_t end = rest.find("-->");
    at_ = end == std::string_view::npos ? text_.size() : at_ + end + 3;
    return true;
  }
  const std::size_t end = rest.find_first_of("> \n");
  if (end == std::string_view::npos || rest[end] != '>') return false;
  const std::string_view address = rest.substr(1, end - 1);
  if (address.find(':') == std::string_view::npos || !is_safe(address)) return false;
  out_ += "<a href=\"" + escaped(address) + "\">" + escaped(address) + "</a>";
  at_ += end + 1;
  return true;
}

/// `**strong**`, `*emphasis*`, `_emphasis_`: what opens touches a word after it, what closes, a word before it.
bool Inline::emphasis() {
  if (depth_ >= kMaxDepth) return false;
  const char sign = text_[at_];
  const std::size_t n_signs = text_.substr(at_).starts_with(std::string(2, sign)) ? 2 : 1;
  const std::string mark(n_signs, sign);
  const std::size_t begin = at_ + n_signs;
  if (begin >= text_.size() || text_[begin] == ' ' || text_[begin] == '\n' || text_[begin] == sign) return false;
  if (sign == '_' && at_ > 0 && is_letter(text_[at_ - 1])) return false;
  for (std::size_t end = text_.find(mark, begin); end != std::string_view::npos; end = text_.find(mark, end + 1)) {
    const bool touches = text_[end - 1] != ' ' && text_[end - 1] != '\n';
    const std::size_t after = end + n_signs;
    const bool longer = after < text_.size() && text_[after] == sign;
    const bool in_word = sign == '_' && after < text_.size() && is_letter(text_[after]);
    if (!touches || longer || in_word || (n_signs == 1 && text_[end - 1] == sign)) continue;
    const std::string_view name = n_signs == 2 ? "strong" : "em";
    out_.append("<").append(name).append(">").append(inline_html(text_.substr(begin, end - begin), depth_ + 1));
    out_.append("</").append(name).append(">");
    at_ = after;
    return true;
  }
  return false;
}

void Inline::step() {
  const char c = text_[at_];
  const bool has_next = at_ + 1 < text_.size();
  if (c == '\\' && has_next && kPunctuation.find(text_[at_ + 1]) != std::string_view::npos) {
    out_ += escaped(text_.substr(at_ + 1, 1));
    at_ += 2;
    return;
  }
  if (c == '`' && code()) return;
  if (c == '!' && has_next && text_[at_ + 1] == '[') {
    ++at_;
    if (!link()) out_ += '!';
    return;
  }
  if (c == '[' && link()) return;
  if (c == '<' && automatic_link()) return;
  if ((c == '*' || c == '_') && emphasis()) return;
  // Signs that open nothing are passed together, so that a row of them is looked at once.
  std::size_t n = 1;
  if (c == '*' || c == '_' || c == '`') {
    while (at_ + n < text_.size() && text_[at_ + n] == c) ++n;
  }
  out_ += escaped(text_.substr(at_, n));
  at_ += n;
}

}  // namespace

std::string inline_html(std::string_view text, int depth) {
  return Inline(text, depth).run();
}

}  // namespace avenant::page
