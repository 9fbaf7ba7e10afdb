#include "compiler/format/document.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "compiler/base/display.hpp"
#include "compiler/syntax/canonical_text.hpp"
#include "compiler/syntax/characters.hpp"
#include "compiler/syntax/lexer.hpp"

namespace avenant::format {
namespace {

using syntax::Layout;
using syntax::NodeKind;

/// What the layout says of a token that begins a line.
struct LayoutMark {
  LineKind kind = LineKind::Continuation;
  std::uint32_t level = 0;
  bool among_cases = false;
};

/// Reads the tokens of a source line by line.
class DocumentReader {
 public:
  DocumentReader(const base::SourceMap& sources, const syntax::Tree& tree, const diagnostics::Sink& errors)
      : source_(sources[tree.source()]), errors_(errors) {
    document_.tree = &tree;
    diagnostics::Sink ignored;
    stream_ = syntax::lex(sources, tree.source(), ignored, {});
  }

  Document read() && {
    link_nodes();
    mark_lines();
    for (const base::Block& block : source_.blocks) read_block(block);
    mark_errors();
    return std::move(document_);
  }

 private:
  void link_nodes();
  void mark_lines();
  void read_block(const base::Block& block);
  void add_token(std::uint32_t token, Line& line);
  void finish_line(Line& line);
  [[nodiscard]] bool is_blank(const Line& line) const;
  void mark_error_at(std::uint32_t begin, std::uint32_t end);
  void mark_errors();

  const base::Source& source_;
  const diagnostics::Sink& errors_;
  syntax::TokenStream stream_;
  Document document_;
  std::vector<std::uint32_t> leaf_of_token_;
  std::vector<LayoutMark> marks_;      // of each token
  std::vector<std::uint32_t> filled_;  // chunks that have lines
  std::uint32_t next_token_ = 0;
};

void DocumentReader::link_nodes() {
  const auto& nodes = document_.tree->nodes();
  document_.parents.resize(nodes.size(), 0);
  document_.depths.resize(nodes.size(), 0);
  document_.first_leaves.resize(nodes.size(), Document::kNone);
  document_.places.resize(nodes.size(), PieceId{Document::kNone, 0});
  std::vector<std::uint32_t> open;
  for (std::uint32_t id = 0; id < nodes.size(); ++id) {
    while (!open.empty() && id >= nodes[open.back()].next) open.pop_back();
    document_.parents[id] = open.empty() ? 0 : open.back();
    document_.depths[id] = static_cast<std::uint32_t>(open.size());
    if (syntax::is_leaf(nodes[id].kind)) {
      leaf_of_token_.push_back(id);
      if (syntax::is_trivia(nodes[id].kind)) continue;
      document_.first_leaves[id] = id;
      for (std::size_t i = open.size(); i-- > 0 && document_.first_leaves[open[i]] == Document::kNone;) {
        document_.first_leaves[open[i]] = id;
      }
    } else {
      open.push_back(id);
    }
  }
}

void DocumentReader::mark_lines() {
  marks_.resize(stream_.tokens.size());
  LayoutMark pending;
  std::vector<bool> levels;
  bool opens_cases = false;
  for (std::size_t i = 0; i < stream_.tags.size(); ++i) {
    const char c = stream_.tags[i];
    if (!syntax::is_layout(c)) {
      if (pending.kind != LineKind::Continuation) {
        pending.level = static_cast<std::uint32_t>(levels.size());
        pending.among_cases = !levels.empty() && levels.back();
        marks_[stream_.token_of[i]] = pending;
      } else {
        // A continuation keeps the level of what it continues.
        marks_[stream_.token_of[i]].level = static_cast<std::uint32_t>(levels.size());
        marks_[stream_.token_of[i]].among_cases = !levels.empty() && levels.back();
      }
      pending = {};
      if (c == syntax::tag(syntax::Keyword::Select)) opens_cases = true;
      if (c == syntax::tag(NodeKind::Colon)) opens_cases = false;
      continue;
    }
    if (c == syntax::tag(Layout::RuleStart)) {
      pending.kind = LineKind::Rule;
      levels.clear();
      opens_cases = false;
    } else if (c == syntax::tag(Layout::ItemStart)) {
      pending.kind = LineKind::Item;
    } else if (c == syntax::tag(Layout::RowStart)) {
      pending.kind = LineKind::Row;
    } else if (c == syntax::tag(Layout::Indent)) {
      levels.push_back(opens_cases);
      opens_cases = false;
    } else if (c == syntax::tag(Layout::Dedent) && !levels.empty()) {
      levels.pop_back();
    }
  }
}

void DocumentReader::read_block(const base::Block& block) {
  BlockLines lines;
  lines.begin = block.begin;
  lines.end = block.end;
  lines.usable = block.closed && block.indentation == 0;
  lines.first_chunk = static_cast<std::uint32_t>(document_.chunks.size());
  const std::string_view text = source_.text;
  const auto& tokens = stream_.tokens;
  document_.chunks.push_back({static_cast<std::uint32_t>(document_.lines.size()), 0, false, false});
  std::uint32_t at = block.begin;
  while (at < block.end) {
    const std::size_t newline = text.find('\n', at);
    Line line;
    line.begin = at;
    line.end =
        newline == std::string_view::npos ? block.end : std::min(block.end, static_cast<std::uint32_t>(newline + 1));
    while (next_token_ < tokens.size() && tokens[next_token_].begin < line.begin) ++next_token_;
    while (next_token_ < tokens.size() && tokens[next_token_].begin < line.end) add_token(next_token_++, line);
    at = line.end;
    finish_line(line);
    if (line.kind == LineKind::Rule) {
      document_.chunks.back().last = static_cast<std::uint32_t>(document_.lines.size());
      document_.chunks.push_back({static_cast<std::uint32_t>(document_.lines.size()), 0, true, false});
    }
    document_.lines.push_back(std::move(line));
  }
  document_.chunks.back().last = static_cast<std::uint32_t>(document_.lines.size());
  lines.last_chunk = static_cast<std::uint32_t>(document_.chunks.size());
  document_.blocks.push_back(lines);
}

void DocumentReader::add_token(std::uint32_t token, Line& line) {
  const syntax::Token& read = stream_.tokens[token];
  if (read.kind == NodeKind::Comment) {
    line.comment = syntax::comment_text(std::string_view(source_.text).substr(read.begin, read.end - read.begin));
    line.comment_at_margin = read.begin == line.begin;
    return;
  }
  if (syntax::is_trivia(read.kind)) return;
  if (line.pieces.empty()) {
    line.kind = read.kind == NodeKind::HeaderRule ? LineKind::Row : marks_[token].kind;
    line.level = marks_[token].level;
    line.among_cases = marks_[token].among_cases;
  }
  Piece piece;
  piece.leaf = leaf_of_token_[token];
  document_.places[piece.leaf] = {static_cast<std::uint32_t>(document_.lines.size()),
                                  static_cast<std::uint32_t>(line.pieces.size())};
  line.pieces.push_back(std::move(piece));
}

bool DocumentReader::is_blank(const Line& line) const {
  const std::string_view text = std::string_view(source_.text).substr(0, line.end);
  for (std::uint32_t at = line.begin; at < line.end;) {
    const syntax::CodePoint c = syntax::code_point_at(text, at);
    if (!syntax::is_space(c.value) && c.value != '\r' && c.value != '\n' && c.value != '\t') return false;
    at += c.length;
  }
  return true;
}

void DocumentReader::finish_line(Line& line) {
  if (line.pieces.empty()) {
    line.kind = line.comment.empty() ? LineKind::Blank : LineKind::Comment;
    // What the lexer did not read, past its limits, is no empty line.
    if (line.kind == LineKind::Blank && !is_blank(line)) document_.chunks.back().has_error = true;
    return;
  }
  std::optional<syntax::CanonicalToken> last;
  for (Piece& piece : line.pieces) {
    const syntax::Tree& tree = *document_.tree;
    syntax::CanonicalToken token = syntax::canonical_token({tree, piece.leaf}, {tree, document_.parents[piece.leaf]});
    piece.text = token.text;
    piece.width = static_cast<std::uint32_t>(base::display_width(piece.text));
    if (last) piece.before = syntax::spaces_between(*last, token);
    last = std::move(token);
  }
}

// A mistake of no width, where something is missing, belongs to what ends there too.
void DocumentReader::mark_error_at(std::uint32_t begin, std::uint32_t end) {
  const auto end_of = [this](const Chunk& chunk) {
    return chunk.first == chunk.last ? 0U : document_.lines[chunk.last - 1].end;
  };
  for (auto chunk = std::partition_point(filled_.begin(), filled_.end(),
                                         [&](std::uint32_t id) { return end_of(document_.chunks[id]) < begin; });
       chunk != filled_.end(); ++chunk) {
    Chunk& marked = document_.chunks[*chunk];
    const std::uint32_t chunk_begin = document_.lines[marked.first].begin;
    if (chunk_begin > end || (chunk_begin == end && begin < end)) break;
    if (end_of(marked) > begin || begin == end) marked.has_error = true;
  }
}

void DocumentReader::mark_errors() {
  for (std::uint32_t id = 0; id < document_.chunks.size(); ++id) {
    if (document_.chunks[id].first < document_.chunks[id].last) filled_.push_back(id);
  }
  for (const diagnostics::Diagnostic& diagnostic : errors_.all()) {
    const bool is_error = diagnostics::info(diagnostic.code).level == diagnostics::Level::Error;
    if (is_error && diagnostic.span.valid()) mark_error_at(diagnostic.span.begin, diagnostic.span.end);
  }
  const auto& nodes = document_.tree->nodes();
  for (const syntax::Node& node : nodes) {
    if (node.kind == NodeKind::Error || node.kind == NodeKind::ErrorExpression || node.kind == NodeKind::BadText) {
      mark_error_at(node.begin, node.end);
    }
  }
}

}  // namespace

std::uint32_t width_between(const Line& line, std::size_t from, std::size_t to) {
  std::uint32_t width = 0;
  for (std::size_t i = from; i < to; ++i) width += line.pieces[i].width + (i > from ? line.pieces[i].before : 0);
  return width;
}

std::uint32_t Document::column(PieceId place) const {
  const Line& line = lines[place.line];
  return line.indent + width_between(line, 0, place.piece) + line.pieces[place.piece].before;
}

std::uint32_t Document::next_child(std::uint32_t parent, std::uint32_t child) const {
  std::uint32_t id = node(child).next;
  while (id < node(parent).next && syntax::is_trivia(kind(id))) id = node(id).next;
  return id < node(parent).next ? id : kNone;
}

std::uint32_t Document::child(std::uint32_t parent, NodeKind wanted) const {
  for (std::uint32_t id = parent + 1; id < node(parent).next; id = node(id).next) {
    if (kind(id) == wanted) return id;
  }
  return kNone;
}

Document read_document(const base::SourceMap& sources, const syntax::Tree& tree, const diagnostics::Sink& errors) {
  return DocumentReader(sources, tree, errors).read();
}

}  // namespace avenant::format
