// Changes to the words of one source, kept apart from them until they are written out.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace avenant::consolidate {

/// Replacements in one text. None may overlap another, but one inside what is removed is dropped.
class Edits {
 public:
  explicit Edits(std::string_view text) : text_(text) {}

  [[nodiscard]] std::string_view text() const { return text_; }
  [[nodiscard]] bool empty() const { return edits_.empty(); }
  void replace(std::uint32_t begin, std::uint32_t end, std::string words);
  void insert(std::uint32_t at, std::string words) { replace(at, at, std::move(words)); }
  /// Adds whole lines, given without the last line break, below the line that a place is on.
  void insert_below(std::uint32_t place, const std::string& lines);
  /// Removes a piece, with its whole line where it stands alone on it, else with the spaces before it.
  void remove(std::uint32_t begin, std::uint32_t end);
  /// The text from `begin` to `end` with the changes inside it. Sorts them: n log n.
  [[nodiscard]] std::string apply(std::uint32_t begin, std::uint32_t end) const;

 private:
  struct Edit {
    std::uint32_t begin;
    std::uint32_t end;
    std::string words;
    bool below = false;  ///< It belongs to what stands before it.
  };

  std::string_view text_;
  std::vector<Edit> edits_;
};

/// A piece of a text that is to begin at `column` of a line, what continues it on further lines moved along.
[[nodiscard]] std::string moved(std::string_view text, std::uint32_t begin, std::uint32_t end, std::size_t column);

/// The column of a place on its line, in bytes from 0.
[[nodiscard]] std::size_t column_of(std::string_view text, std::uint32_t at);

}  // namespace avenant::consolidate
