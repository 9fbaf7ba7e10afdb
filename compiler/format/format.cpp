#include "compiler/format/format.hpp"

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

#include "compiler/format/columns.hpp"
#include "compiler/format/document.hpp"
#include "compiler/format/indentation.hpp"
#include "compiler/format/table_columns.hpp"
#include "compiler/format/verify.hpp"
#include "compiler/syntax/parse.hpp"

namespace avenant::format {
namespace {

/// All mistakes are wanted, since each keeps a rule as it is.
syntax::ParseOptions unlimited() {
  syntax::ParseOptions options;
  options.max_errors = std::numeric_limits<std::uint32_t>::max();
  return options;
}

/// A text read for formatting: its source, its tree and its lines.
class Reading {
 public:
  explicit Reading(std::string text) : sink_(std::numeric_limits<std::size_t>::max()) {
    source_ = sources_.add("", std::move(text));
    tree_ = syntax::parse(sources_, source_, sink_, unlimited());
    document_ = read_document(sources_, tree_, sink_);
  }
  Reading(const Reading&) = delete;
  Reading& operator=(const Reading&) = delete;

  [[nodiscard]] const Document& document() const { return document_; }
  [[nodiscard]] Document& document() { return document_; }
  [[nodiscard]] const base::Source& source() const { return sources_[source_]; }
  [[nodiscard]] const diagnostics::Sink& sink() const { return sink_; }

 private:
  base::SourceMap sources_;
  diagnostics::Sink sink_;
  base::SourceId source_;
  syntax::Tree tree_;
  Document document_;
};

std::string line_text(const Line& line) {
  std::string text(line.indent, ' ');
  if (line.kind == LineKind::Row) {
    text += line.row;
  } else {
    for (std::size_t i = 0; i < line.pieces.size(); ++i) {
      if (i > 0) text.append(line.pieces[i].before, ' ');
      text += line.pieces[i].text;
    }
  }
  if (!line.comment.empty()) {
    if (!line.pieces.empty()) text.append(line.before_comment, ' ');
    text += line.comment;
  }
  return text;
}

void lay_out(Document& document, const Chunk& chunk) {
  indent_items(document, chunk);
  align_items(document, chunk);
  align_branches(document, chunk);
  lay_out_tables(document, chunk);
  indent_continuations(document, chunk);
  align_comments(document, chunk);
}

/// The texts of the chunks of one document; those that may not change keep their bytes.
struct ChunkTexts {
  std::vector<std::string> old_texts;
  std::vector<std::string> new_texts;
};

/// Writes one block, chunk by chunk. Empty lines are one at most, and none at the ends of the block.
class BlockWriter {
 public:
  BlockWriter(const Document& document, std::string_view source, const BlockLines& block)
      : document_(document), source_(source) {
    const bool windows = block.begin >= 2 && source.substr(block.begin - 2, 2) == "\r\n";
    newline_ = windows ? "\r\n" : "\n";
  }

  void add_formatted(const Chunk& chunk) {
    for (std::uint32_t i = chunk.first; i < chunk.last; ++i) {
      const Line& line = document_.lines[i];
      if (line.kind == LineKind::Blank) {
        has_blank_ = true;
        continue;
      }
      start_line();
      text_ += line_text(line) + newline_;
    }
  }

  void add_as_is(const Chunk& chunk) {
    if (chunk.first == chunk.last) return;
    start_line();
    const std::uint32_t begin = document_.lines[chunk.first].begin;
    text_ += source_.substr(begin, document_.lines[chunk.last - 1].end - begin);
    ends_as_is_ = true;
  }

  std::string take() && { return std::move(text_); }

 private:
  void start_line() {
    if (has_blank_ && !text_.empty()) text_ += newline_;
    has_blank_ = false;
    ends_as_is_ = false;
  }

  const Document& document_;
  std::string_view source_;
  std::string newline_;
  std::string text_;
  bool has_blank_ = false;
  bool ends_as_is_ = false;
};

/// The whole source with the chunks of `kept` as they are.
std::string write(const Document& document, std::string_view source, const std::vector<bool>& kept) {
  std::string text;
  text.reserve(source.size() + source.size() / 8);
  std::uint32_t at = 0;
  for (const BlockLines& block : document.blocks) {
    if (!block.usable) continue;
    text += source.substr(at, block.begin - at);
    at = block.end;
    BlockWriter writer(document, source, block);
    for (std::uint32_t i = block.first_chunk; i < block.last_chunk; ++i) {
      if (kept[i]) {
        writer.add_as_is(document.chunks[i]);
      } else {
        writer.add_formatted(document.chunks[i]);
      }
    }
    text += std::move(writer).take();
  }
  return text.append(source.substr(at));
}

/// Formats a text once, the chunks of `kept` as they are.
std::string format_once(Reading& reading, const std::vector<bool>& kept) {
  Document& document = reading.document();
  for (std::size_t i = 0; i < document.chunks.size(); ++i) {
    if (!kept[i]) lay_out(document, document.chunks[i]);
  }
  return write(document, reading.source().text, kept);
}

/// The bytes of a chunk, without the empty lines at its end.
std::string_view bytes_of(const Reading& reading, std::size_t chunk) {
  const Document& document = reading.document();
  const Chunk& lines = document.chunks[chunk];
  std::uint32_t last = lines.last;
  while (last > lines.first && document.lines[last - 1].kind == LineKind::Blank) --last;
  if (last == lines.first) return {};
  const std::uint32_t begin = document.lines[lines.first].begin;
  return std::string_view(reading.source().text).substr(begin, document.lines[last - 1].end - begin);
}

/// Marks the chunks whose new form says something else or does not stay. Returns whether one was found.
bool refuse_changed(const Reading& before, const std::string& text, std::vector<bool>& kept, std::size_t& n_refused) {
  const auto refuse = [&](std::size_t chunk) {
    if (kept[chunk]) return false;
    kept[chunk] = true;
    ++n_refused;
    return true;
  };
  Reading after(text);
  const auto& chunks = before.document().chunks;
  if (after.document().chunks.size() != chunks.size()) {
    bool any = false;
    for (std::size_t i = 0; i < chunks.size(); ++i) any = refuse(i) || any;
    return any;
  }
  bool any = false;
  for (std::size_t i = 0; i < chunks.size(); ++i) {
    const bool same =
        meaning_of(before.document(), chunks[i]) == meaning_of(after.document(), after.document().chunks[i]);
    if (!same) any = refuse(i) || any;
  }
  if (any) return true;
  const Reading again(format_once(after, kept));
  if (again.document().chunks.size() != chunks.size()) return false;
  const Reading once(text);
  for (std::size_t i = 0; i < chunks.size(); ++i) {
    if (bytes_of(once, i) != bytes_of(again, i)) any = refuse(i) || any;
  }
  return any;
}

}  // namespace

Result format(const base::SourceMap& sources, base::SourceId source, diagnostics::Sink& sink) {
  Result result;
  Reading reading(sources[source].text);
  for (diagnostics::Diagnostic diagnostic : reading.sink().all()) {
    diagnostic.span.source = source;
    for (auto& secondary : diagnostic.secondary) secondary.span.source = source;
    for (auto& fix : diagnostic.fixes) fix.span.source = source;
    sink.add(diagnostic);
  }
  std::vector<bool> kept;
  for (const Chunk& chunk : reading.document().chunks) {
    result.n_rules += chunk.has_rule ? 1 : 0;
    result.n_rules_in_error += chunk.has_error ? 1 : 0;
    kept.push_back(chunk.has_error);
  }
  result.text = format_once(reading, kept);
  while (refuse_changed(reading, result.text, kept, result.n_rules_refused)) {
    result.text = write(reading.document(), reading.source().text, kept);
  }
  result.changed = result.text != sources[source].text;
  return result;
}

}  // namespace avenant::format
