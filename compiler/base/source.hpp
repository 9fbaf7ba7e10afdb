// Sources: checked UTF-8 text with a line table, its Markdown headings and its `avenant` blocks with exact positions.
// Read next: compiler/syntax/parse.hpp, which turns the blocks into a tree.
#pragma once

#include <compare>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/base/ids.hpp"

namespace avenant::base {

struct SourceTag;
using SourceId = Id<SourceTag>;

/// A half-open range of bytes in one source. A default Span points nowhere.
struct Span {
  SourceId source;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  [[nodiscard]] bool valid() const { return source.valid(); }
  [[nodiscard]] std::uint32_t size() const { return end - begin; }
  /// The smallest span that covers both; both lie in one source, or one of them is invalid.
  [[nodiscard]] Span joined(Span other) const;
  friend auto operator<=>(const Span&, const Span&) = default;
};

/// A place for people: line and column from 1, the column counted in code points.
struct LineColumn {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
};

/// A Markdown heading outside blocks. `article` is set for « Article <number> — <title> ».
struct Heading {
  std::uint32_t begin = 0;            ///< Offset of the first '#'.
  std::uint32_t end = 0;              ///< End of the line, without its line break.
  std::uint8_t level = 1;             ///< 1 to 6.
  std::string title;                  ///< The whole text for a heading without a number, else what follows the dash.
  std::string article;                ///< The number (`9-3`, `20.3`), or empty.
  std::uint32_t parent = kNoHeading;  ///< Index of the enclosing heading in Source::headings.

  static constexpr std::uint32_t kNoHeading = std::numeric_limits<std::uint32_t>::max();
};

/// The body of a fenced block marked `avenant`: [begin, end) excludes both fence lines.
struct Block {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  bool closed = true;             ///< False when the file ends, or the next block begins, before the closing fence.
  std::uint32_t fence_begin = 0;  ///< Offset of the first character of the opening fence, after its indentation.
  std::uint32_t fence_end = 0;    ///< End of the opening fence line, without its line break.
  std::uint32_t indentation = 0;  ///< Spaces before the opening fence, 0 to 3.
};

/// A fenced block that is not marked `avenant`. [begin, end) is its mark: the first word after the fence, maybe empty.
struct OtherFence {
  std::uint32_t fence_begin = 0;  ///< Offset of the first character of the opening fence, after its indentation.
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  bool closed = true;
};

/// What is wrong with the bytes of a source.
enum class SourceProblem : std::uint8_t { None, InvalidUtf8, ContainsNul, TooLarge };

/// One source file. The text keeps its CRLF line breaks and is without its byte-order mark.
struct Source {
  std::string path;             ///< As shown to people: relative to the project where it can be.
  std::string name_in_project;  ///< The same wherever the project lies on the machine.
  std::string text;
  std::vector<std::uint32_t> line_starts;
  std::vector<Heading> headings;
  std::vector<Block> blocks;
  std::vector<OtherFence> other_fences;
  SourceProblem problem = SourceProblem::None;
  std::uint32_t problem_offset = 0;  ///< Offset of the first bad byte, counted in the file as given.
  std::uint32_t problem_line = 0;    ///< Line of the first bad byte, from 1.
  std::uint8_t problem_byte = 0;     ///< The first bad byte.
  std::uint64_t size_given = 0;      ///< Size of the file as given, in bytes.
};

/// All sources of one compilation. Ids stay valid for the life of the map. Not thread-safe while adding.
class SourceMap {
 public:
  /// Largest source accepted, in bytes.
  static constexpr std::uint32_t kMaxSourceBytes = 8U * 1024 * 1024;

  /// Adds a source: checks UTF-8, strips a byte-order mark, finds lines, headings and blocks. A source with a problem
  /// is kept (with an empty text and no blocks) so that a diagnostic can name it. Without a name in the project, it is
  /// the path. Linear in the size.
  SourceId add(std::string path, std::string bytes, std::string name_in_project = {});

  [[nodiscard]] const Source& operator[](SourceId id) const { return sources_[id]; }
  [[nodiscard]] std::size_t size() const { return sources_.size(); }
  [[nodiscard]] SourceId id_at(std::size_t position) const { return sources_.id_at(position); }

  [[nodiscard]] std::string_view text(Span span) const;
  /// The line, from 1, of an offset ≤ text size. Logarithmic in lines.
  [[nodiscard]] std::uint32_t line_of(SourceId source, std::uint32_t offset) const;
  /// Line and column of an offset ≤ text size. Logarithmic in lines, linear in the line's length.
  [[nodiscard]] LineColumn line_column(SourceId source, std::uint32_t offset) const;
  /// The text of a line (from 1) without its line break.
  [[nodiscard]] std::string_view line(SourceId source, std::uint32_t line) const;

  /// The innermost enclosing heading with an article number, or null. `nearest` gives the innermost heading of any
  /// form.
  [[nodiscard]] const Heading* enclosing_article(SourceId source, std::uint32_t offset) const;
  [[nodiscard]] const Heading* nearest_heading(SourceId source, std::uint32_t offset) const;

 private:
  Store<SourceId, Source> sources_;
};

/// The offset of the first byte that is not valid UTF-8, or nothing.
[[nodiscard]] std::optional<std::size_t> find_invalid_utf8(std::string_view bytes);

}  // namespace avenant::base
