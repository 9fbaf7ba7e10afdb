#include "tests/fuzz/layout_mutator.hpp"

#include <random>
#include <string_view>

#include "compiler/syntax/parse.hpp"

namespace avenant::fuzz {
namespace {

using syntax::Keyword;
using syntax::NodeKind;

/// Rewrites the leaves of one tree, one after the other.
class Rewriter {
 public:
  Rewriter(const syntax::Tree& tree, std::uint64_t seed) : tree_(tree), random_(seed) {
    // Each file has its own habits, so that some are hardly changed and others wholly.
    ascii_ = pick(100);
    spaces_ = pick(100);
    breaks_ = pick(12);
    comments_ = pick(8);
    odd_spaces_ = pick(3) == 0;
  }

  std::string run() {
    const auto& nodes = tree_.nodes();
    for (std::uint32_t id = 0; id < nodes.size(); ++id) {
      if (syntax::is_rule(nodes[id].kind)) extra_indent_ = pick(4);
      if (!syntax::is_leaf(nodes[id].kind)) {
        parent_ = nodes[id].kind;
        continue;
      }
      write(nodes[id]);
    }
    return std::move(out_);
  }

 private:
  std::size_t pick(std::size_t n) { return static_cast<std::size_t>(random_() % n); }
  bool chance(std::size_t percent) { return pick(100) < percent; }

  void write(const syntax::Node& node);
  void write_newline();
  void write_word(const syntax::Node& node, std::string_view text);
  std::string odd(std::string_view text);
  std::string spaces(std::size_t least);
  static bool is_tight(NodeKind kind);
  static bool may_begin_line(const syntax::Node& node);

  const syntax::Tree& tree_;
  std::mt19937_64 random_;
  std::string out_;
  std::size_t ascii_ = 0, spaces_ = 0, breaks_ = 0, comments_ = 0;
  bool odd_spaces_ = false;
  std::size_t extra_indent_ = 0;
  NodeKind parent_ = NodeKind::File;
  bool at_line_start_ = true;
  bool in_row_ = false;
  bool in_item_ = false;  // The line began with spaces: it may be broken.
  std::size_t indent_ = 0;
  NodeKind last_ = NodeKind::Newline;
};

std::string Rewriter::spaces(std::size_t least) {
  std::string result;
  const std::size_t n = least + (chance(spaces_) ? pick(4) : 0);
  for (std::size_t i = 0; i < n; ++i)
    result += odd_spaces_ && pick(6) == 0 ? (pick(2) == 0 ? "\u00A0" : "\u202F") : " ";
  return result;
}

/// Some spaces of a token doubled or made no-break ones, and ’ made '.
std::string Rewriter::odd(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    if (text.starts_with("’") && chance(ascii_)) {
      result += "'";
      text.remove_prefix(std::string_view("’").size());
      continue;
    }
    result += text.front() == ' ' ? spaces(1) : std::string(1, text.front());
    text.remove_prefix(1);
  }
  return result;
}

bool Rewriter::is_tight(NodeKind kind) {
  return kind == NodeKind::GreaterEqual || kind == NodeKind::LessEqual || kind == NodeKind::NotEqual ||
         kind == NodeKind::Times || kind == NodeKind::Plus || kind == NodeKind::Semicolon || kind == NodeKind::Colon ||
         kind == NodeKind::Equal || kind == NodeKind::Less || kind == NodeKind::Greater || kind == NodeKind::Pipe ||
         kind == NodeKind::DoublePipe || kind == NodeKind::RightParenthesis;
}

bool Rewriter::may_begin_line(const syntax::Node& node) {
  if (node.kind == NodeKind::Keyword) {
    const auto keyword = static_cast<Keyword>(node.detail);
    return keyword == Keyword::And || keyword == Keyword::Or || keyword == Keyword::OrElse ||
           keyword == Keyword::Then || keyword == Keyword::Among || keyword == Keyword::Rounded;
  }
  return node.kind == NodeKind::Plus || node.kind == NodeKind::Times || node.kind == NodeKind::GreaterEqual ||
         node.kind == NodeKind::RightParenthesis || node.kind == NodeKind::Semicolon;
}

void Rewriter::write_newline() {
  if (chance(spaces_ / 4)) out_ += spaces(1);
  if (last_ != NodeKind::Newline && last_ != NodeKind::Fence && last_ != NodeKind::Comment && chance(comments_)) {
    out_ += spaces(1) + "-- en marge";
  }
  out_ += "\n";
  if (chance(spaces_ / 8)) out_ += std::string(pick(3), '\n');
  if (chance(comments_)) out_ += std::string(pick(4), ' ') + "-- à part\n";
  at_line_start_ = true;
  in_row_ = in_item_ = false;
}

void Rewriter::write_word(const syntax::Node& node, std::string_view text) {
  std::string word(text);
  if (node.kind == NodeKind::Keyword || node.kind == NodeKind::DateText) word = odd(text);
  if (node.kind == NodeKind::DateText && text.starts_with("1er ") && chance(ascii_)) {
    word = (pick(2) == 0 ? "1" : "01") + word.substr(3);
  }
  if (node.kind == NodeKind::Digits && text.find(' ') != std::string_view::npos && odd_spaces_ && chance(30)) {
    word.clear();
    for (const char c : text) word += c == ' ' ? "\u202F" : std::string(1, c);
  }
  if (chance(ascii_)) {
    if (node.kind == NodeKind::GreaterEqual) word = ">=";
    if (node.kind == NodeKind::LessEqual) word = "<=";
    if (node.kind == NodeKind::NotEqual) word = "<>";
    if (node.kind == NodeKind::Times) word = "*";
    if (node.kind == NodeKind::Minus) word = "-";
  }
  if (node.kind == NodeKind::Quoted && chance(spaces_ / 2) && text.starts_with("« ") && text.ends_with(" »")) {
    const std::string_view inside = text.substr(3, text.size() - 6);
    word = "«" + spaces(0) + std::string(inside) + spaces(0) + "»";
  }
  out_ += word;
}

void Rewriter::write(const syntax::Node& node) {
  const std::string_view text = tree_.text().substr(node.begin, node.end - node.begin);
  const NodeKind before = last_;
  if (node.kind == NodeKind::Prose || node.kind == NodeKind::Fence || node.kind == NodeKind::BadText ||
      node.kind == NodeKind::Comment) {
    out_ += text;
    at_line_start_ = node.kind != NodeKind::Comment && node.kind != NodeKind::BadText;
  } else if (node.kind == NodeKind::Newline) {
    write_newline();
  } else if (node.kind == NodeKind::Whitespace && at_line_start_) {
    in_item_ = true;
    indent_ = text.size() + extra_indent_;
    out_ += std::string(indent_, ' ');
    at_line_start_ = false;
    last_ = node.kind;
    return;
  } else if (node.kind == NodeKind::Whitespace) {
    // Next to a sign the space may go.
    out_ += is_tight(before) && chance(spaces_ / 2) ? std::string() : spaces(1);
  } else {
    in_row_ = in_row_ || node.kind == NodeKind::Pipe || node.kind == NodeKind::HeaderRule;
    const bool breaks = in_item_ && !in_row_ && before == NodeKind::Whitespace && may_begin_line(node);
    if (breaks && chance(breaks_)) out_ += "\n" + std::string(indent_ + 1 + pick(12), ' ');
    write_word(node, text);
    at_line_start_ = false;
  }
  last_ = node.kind;
}

}  // namespace

std::string rewrite_layout(const std::string& text, std::uint64_t seed) {
  base::SourceMap sources;
  const base::SourceId source = sources.add("essai.avn.md", text);
  diagnostics::Sink sink;
  const syntax::Tree tree = syntax::parse(sources, source, sink);
  std::string result = Rewriter(tree, seed).run();
  if (seed % 11 == 0) {
    std::string windows;
    for (const char c : result) windows += c == '\n' ? "\r\n" : std::string(1, c);
    return windows;
  }
  return result;
}

}  // namespace avenant::fuzz
