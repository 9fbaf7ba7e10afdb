// What stands in the margin of each line of the rules: its state, how many scenarios meet it, and which.
// Read next: page.hpp.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "compiler/coverage/html/page.hpp"

namespace avenant::coverage {

/// A line of a source: its position in the source map, and its number from 1.
using LineKey = std::pair<std::size_t, std::uint32_t>;

enum class LineState : std::uint8_t { Plain, Full, Partial, None, Passed, Failed };

/// What lies on one line.
struct Line {
  std::vector<const GoalHits*> goals;
  std::vector<std::size_t> scenarios;  ///< Positions in the report.
  std::size_t gap = 0;                 ///< Its rank among the lines that are not wholly covered, from 1; else 0.
};

/// The lines of all sources that hold something to say. What it refers to must outlive it.
class Margin {
 public:
  explicit Margin(const PageInput& input);

  [[nodiscard]] std::size_t n_gaps() const { return n_gaps_; }
  /// A line with its margin, as a block of HTML.
  [[nodiscard]] std::string line_html(std::size_t source, std::uint32_t number, std::string_view text) const;
  /// `#f2l30`: where a line stands on the page; empty where the file is not on it.
  [[nodiscard]] std::string link_to(program::PlaceId place) const;
  [[nodiscard]] std::string link_to(const scenario::Citation& citation) const;
  /// The position of the source of a path, or the number of sources.
  [[nodiscard]] std::size_t source_of(std::string_view path) const;

 private:
  [[nodiscard]] LineState state_of(const Line& line) const;
  [[nodiscard]] std::size_t count_of(const Line& line) const;
  [[nodiscard]] std::string margin_html(const Line* line, LineState state, std::uint32_t number) const;
  [[nodiscard]] std::string goals_html(const Line& line) const;
  [[nodiscard]] std::string scenarios_html(const Line& line) const;
  [[nodiscard]] std::string side_html(std::string_view what, const std::vector<std::uint32_t>& scenarios) const;
  [[nodiscard]] std::string next_html(const Line& line) const;
  [[nodiscard]] std::string say(std::string_view french, std::string_view english) const {
    return std::string(input_.language == diagnostics::Language::French ? french : english);
  }

  const PageInput& input_;
  std::map<std::string_view, std::size_t> sources_;
  std::map<LineKey, Line> lines_;
  std::size_t n_gaps_ = 0;
};

/// The class and the word of a state.
struct StateNames {
  std::string_view css;
  std::string_view sign;
  std::string_view french;
  std::string_view english;
};
[[nodiscard]] StateNames names_of(LineState state);

}  // namespace avenant::coverage
