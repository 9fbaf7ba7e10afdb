// The picture of one result as the input moves: levels and slopes of numbers and dates, rows for other values, what has
// no value below. Read next: scale.hpp; ../forms/svg.cpp, which puts pictures together.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compiler/sweep/forms/words.hpp"
#include "compiler/sweep/picture/scale.hpp"

namespace avenant::sweep {

/// Draws one result. Everything given to it must outlive it.
class Chart {
 public:
  /// `width` in tenths of a pixel, 3000 at least.
  Chart(const Sheet& sheet, const Words& words, const ResultSweep& result, Tenths width);

  [[nodiscard]] Tenths height() const { return height_; }
  /// The elements of the picture, its top left corner at (0, 0).
  [[nodiscard]] std::string draw() const;
  /// What the picture shows, said in full: for those who do not see it.
  [[nodiscard]] std::string description() const;
  /// Whether a part of the range is not drawn.
  [[nodiscard]] bool is_closer() const;

 private:
  /// A row for a value that is no number, or for what has no value.
  struct Level {
    eval::Outcome outcome;
    std::string label;
  };

  void find_levels();
  void find_extent();
  void place_labels();
  [[nodiscard]] bool is_on_scale(const eval::Outcome& outcome) const;
  [[nodiscard]] Tenths level_of(const eval::Outcome& outcome) const;
  [[nodiscard]] Tenths height_of(const eval::Outcome& outcome) const;
  [[nodiscard]] std::vector<Rank> drawn_ranks(const Piece& piece) const;
  void vertical_labels(std::string& out) const;
  void horizontal_labels(std::string& out) const;
  void given(std::string& out) const;
  void pieces(std::string& out) const;
  void jumps(std::string& out) const;
  void label(std::string& out, Tenths x, Tenths y, std::string_view anchor, const std::string& text) const;

  const Sheet& sheet_;
  const Words& words_;
  const ResultSweep& result_;
  Window window_;
  bool has_scale_ = false;  ///< Numbers and dates.
  value::Rational low_;
  value::Rational high_;
  std::vector<Level> levels_;  ///< From the top.
  Tenths left_ = 0;
  Tenths plot_width_ = 0;
  Tenths plot_top_ = 0;
  Tenths plot_height_ = 0;  ///< Of numbers.
  Tenths height_ = 0;
  Tenths width_ = 0;
};

/// How many tenths of a pixel a text takes, generously.
[[nodiscard]] Tenths text_width(std::string_view text);
/// A text that fits, cut with « … » where it must be.
[[nodiscard]] std::string fitted(const std::string& text, Tenths width);

}  // namespace avenant::sweep
