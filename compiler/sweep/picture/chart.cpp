#include "compiler/sweep/picture/chart.hpp"

#include <algorithm>

#include "compiler/page/html.hpp"
#include "compiler/report/layout.hpp"

namespace avenant::sweep {

namespace {

using program::TypeKind;
using value::Rational;

constexpr Tenths kCharacter = 74;     ///< The width of one, at 13 pixels.
constexpr Tenths kLine = 180;         ///< The height of a line of text.
constexpr Tenths kPlotHeight = 1800;  ///< Of numbers.
constexpr Tenths kRow = 300;          ///< Of a value that is no number.
constexpr Tenths kGap = 80;
constexpr Tenths kRight = 160;
/// A formula that is no straight line is drawn through so many values.
constexpr Rank kDrawnValues = 120;
/// More thresholds than this have no line of their own.
constexpr std::size_t kMostLines = 150;
/// Parts that are said one by one to those who do not see the picture.
constexpr std::size_t kMostSaid = 40;
constexpr std::size_t kMostLevels = 14;

}  // namespace

Tenths text_width(std::string_view text) {
  return static_cast<Tenths>(report::columns(text)) * kCharacter;
}

std::string fitted(const std::string& text, Tenths width) {
  if (text_width(text) <= width) return text;
  std::string cut;
  std::size_t at = 0;
  while (at < text.size()) {
    std::size_t next = at + 1;
    while (next < text.size() && (static_cast<unsigned char>(text[next]) & 0xC0U) == 0x80U) ++next;
    if (text_width(cut) + 2 * kCharacter > width) break;
    cut += text.substr(at, next - at);
    at = next;
  }
  return cut + "…";
}

Chart::Chart(const Sheet& sheet, const Words& words, const ResultSweep& result, Tenths width)
    : sheet_(sheet),
      words_(words),
      result_(result),
      window_(window_of(result, sheet.sweep.domain.size())),
      width_(width) {
  const TypeKind kind = sheet.package.type(result.type).kind;
  has_scale_ = kind == TypeKind::kNumber || kind == TypeKind::kDate;
  find_extent();
  find_levels();
  place_labels();
}

bool Chart::is_closer() const {
  return window_.first != 0 || window_.last + 1 != sheet_.sweep.domain.size();
}

bool Chart::is_on_scale(const eval::Outcome& outcome) const {
  return has_scale_ && outcome.ok() && !outcome.value.is_absent();
}

/// The ranks of a formula at which its line turns, as far as it is drawn: the ends of a straight line.
std::vector<Rank> Chart::drawn_ranks(const Piece& piece) const {
  const Rank first = std::max(piece.first, window_.first);
  const Rank last = std::min(piece.last, window_.last);
  std::vector<Rank> ranks;
  if (first > last) return ranks;
  const bool is_straight = piece.kind == PieceKind::Constant || sheet_.sweep.formulas.is_affine(piece.formula);
  const Rank n_steps = is_straight ? 1 : std::min(last - first, kDrawnValues);
  for (Rank i = 0; i < n_steps; ++i) {
    const value::Int128 offset = value::Int128{last - first} * i / n_steps;
    ranks.push_back(first + static_cast<Rank>(offset));
  }
  ranks.push_back(last);
  // Inside a piece a formula may be beyond the limits of numbers while it is computed.
  std::erase_if(ranks, [&](Rank rank) {
    const bool is_end = rank == first || rank == last;
    return !is_end && piece.kind == PieceKind::Formula &&
           !sheet_.sweep.formulas.at(piece.formula, sheet_.sweep.domain.position(rank));
  });
  return ranks;
}

void Chart::find_extent() {
  bool is_first = true;
  for (const Piece& piece : result_.pieces) {
    if (piece.kind == PieceKind::Unresolved) continue;
    for (const Rank rank : drawn_ranks(piece)) {
      const eval::Outcome outcome = words_.outcome_at(result_, piece, rank);
      if (!is_on_scale(outcome)) continue;
      const Rational number = outcome.value.as_number();
      low_ = is_first ? number : value::minimum(low_, number);
      high_ = is_first ? number : value::maximum(high_, number);
      is_first = false;
    }
  }
  // Amounts start from 0, so that heights compare.
  const bool is_number = sheet_.package.type(result_.type).kind == TypeKind::kNumber;
  if (is_number && low_.sign() > 0) low_ = Rational();
  has_scale_ = has_scale_ && !is_first;
}

void Chart::find_levels() {
  for (const Piece& piece : result_.pieces) {
    if (piece.kind != PieceKind::Constant || is_on_scale(piece.outcome)) continue;
    if (piece.first > window_.last || piece.last < window_.first) continue;
    const bool is_known =
        std::any_of(levels_.begin(), levels_.end(), [&](const Level& level) { return level.outcome == piece.outcome; });
    if (!is_known && levels_.size() < kMostLevels) {
      levels_.push_back({piece.outcome, words_.outcome(result_, piece.outcome)});
    }
  }
  // The greatest case on top, what has no value at the bottom.
  std::stable_sort(levels_.begin(), levels_.end(), [](const Level& left, const Level& right) {
    if (left.outcome.ok() != right.outcome.ok()) return left.outcome.ok();
    return left.outcome.ok() && left.outcome.value.a > right.outcome.value.a;
  });
}

void Chart::place_labels() {
  Tenths widest = 400;
  for (const Level& level : levels_) widest = std::max(widest, text_width(level.label));
  for (const Piece& piece : result_.pieces) {
    if (piece.kind == PieceKind::Unresolved || piece.first > window_.last || piece.last < window_.first) continue;
    for (const Rank rank : {std::max(piece.first, window_.first), std::min(piece.last, window_.last)}) {
      const eval::Outcome outcome = words_.outcome_at(result_, piece, rank);
      if (is_on_scale(outcome)) widest = std::max(widest, text_width(words_.outcome(result_, outcome)));
    }
  }
  left_ = std::min(widest, width_ * 2 / 5) + 2 * kGap;
  plot_width_ = width_ - left_ - kRight;
  plot_top_ = kLine + kGap;
  plot_height_ = has_scale_ ? kPlotHeight : 0;
  const auto n_levels = static_cast<Tenths>(levels_.size());
  height_ = plot_top_ + plot_height_ + n_levels * kRow + (has_scale_ && n_levels > 0 ? kGap : 0) + 3 * kLine;
}

Tenths Chart::level_of(const eval::Outcome& outcome) const {
  const auto found =
      std::find_if(levels_.begin(), levels_.end(), [&](const Level& level) { return level.outcome == outcome; });
  const Tenths top = plot_top_ + plot_height_ + (has_scale_ ? kGap : 0);
  const auto index = std::min<std::ptrdiff_t>(found - levels_.begin(), static_cast<std::ptrdiff_t>(levels_.size()) - 1);
  return top + static_cast<Tenths>(index) * kRow + kRow / 2;
}

Tenths Chart::height_of(const eval::Outcome& outcome) const {
  if (!is_on_scale(outcome)) return level_of(outcome);
  return VerticalScale(low_, high_, plot_top_, plot_height_).at(outcome.value.as_number());
}

void Chart::label(std::string& out, Tenths x, Tenths y, std::string_view anchor, const std::string& text) const {
  out += "<text x=\"" + svg_number(x) + "\" y=\"" + svg_number(y) + "\" text-anchor=\"" + std::string(anchor) + "\">" +
         page::escaped(text) + "</text>\n";
}

/// The values that are levels or ends of pieces, as far as they do not run into each other; the highest first.
void Chart::vertical_labels(std::string& out) const {
  const Tenths room = left_ - 2 * kGap;
  for (const Level& level : levels_) {
    const Tenths y = level_of(level.outcome);
    out += "<path class=\"grid\" d=\"M" + svg_number(left_) + " " + svg_number(y) + "h" + svg_number(plot_width_) +
           "\"/>\n";
    label(out, left_ - kGap, y + 45, "end", fitted(level.label, room));
  }
  if (!has_scale_) return;
  std::vector<eval::Outcome> wanted;
  const auto want = [&](const Rational& number) {
    wanted.push_back(eval::Outcome::of({number.numerator(), number.denominator()}));
  };
  want(high_);
  want(low_);
  for (const Piece& piece : result_.pieces) {
    if (piece.kind == PieceKind::Unresolved || piece.first > window_.last || piece.last < window_.first) continue;
    for (const Rank rank : {std::max(piece.first, window_.first), std::min(piece.last, window_.last)}) {
      const eval::Outcome outcome = words_.outcome_at(result_, piece, rank);
      if (is_on_scale(outcome)) wanted.push_back(outcome);
    }
  }
  std::vector<Tenths> taken;
  for (const eval::Outcome& outcome : wanted) {
    const Tenths y = height_of(outcome);
    const bool is_free =
        std::all_of(taken.begin(), taken.end(), [&](Tenths other) { return other - y >= kLine || y - other >= kLine; });
    if (!is_free) continue;
    taken.push_back(y);
    out += "<path class=\"grid\" d=\"M" + svg_number(left_) + " " + svg_number(y) + "h" + svg_number(plot_width_) +
           "\"/>\n";
    label(out, left_ - kGap, y + 45, "end", fitted(words_.outcome(result_, outcome), room));
  }
}

/// The first value of each part, then the ends, as far as they do not run into each other.
void Chart::horizontal_labels(std::string& out) const {
  const HorizontalScale scale(window_, left_, plot_width_);
  const Tenths y = height_ - 2 * kLine - kGap;
  struct Taken {
    Tenths left;
    Tenths right;
  };
  std::vector<Taken> taken;
  const auto place = [&](Tenths x, Rank rank, std::string_view anchor) {
    const std::string text = words_.at(rank);
    const Tenths width = text_width(text);
    Taken here{x - width / 2, x + width / 2};
    if (anchor == "start") here = {x, x + width};
    if (anchor == "end") here = {x - width, x};
    if (here.left < 0 || here.right > width_) return;
    const bool is_free = std::all_of(taken.begin(), taken.end(), [&](const Taken& other) {
      return here.left > other.right + kGap || here.right + kGap < other.left;
    });
    if (!is_free) return;
    taken.push_back(here);
    label(out, x, y + kLine, anchor, text);
    out += "<path class=\"axis\" d=\"M" + svg_number(x) + " " + svg_number(y) + "v4\"/>\n";
  };
  out +=
      "<path class=\"axis\" d=\"M" + svg_number(left_) + " " + svg_number(y) + "h" + svg_number(plot_width_) + "\"/>\n";
  for (const Piece& piece : result_.pieces) {
    if (piece.first > window_.first && piece.first <= window_.last)
      place(scale.left_of(piece.first), piece.first, "middle");
  }
  place(left_, window_.first, "start");
  place(left_ + plot_width_, window_.last, "end");
  const std::string name = fitted(report::plain_name(words_.input_name()), plot_width_);
  label(out, left_ + plot_width_, y + 2 * kLine, "end", name);
}

void Chart::pieces(std::string& out) const {
  const HorizontalScale scale(window_, left_, plot_width_);
  const Tenths bottom = height_ - 2 * kLine - kGap;
  for (const Piece& piece : result_.pieces) {
    if (piece.first > window_.last || piece.last < window_.first) continue;
    const Tenths left = scale.left_of(piece.first);
    const Tenths right = scale.right_of(piece.last);
    if (piece.kind == PieceKind::Unresolved) {
      out += "<rect class=\"unknown\" x=\"" + svg_number(left) + "\" y=\"" + svg_number(plot_top_) + "\" width=\"" +
             svg_number(std::max<Tenths>(right - left, 5)) + "\" height=\"" + svg_number(bottom - plot_top_) + "\"/>\n";
      continue;
    }
    const std::vector<Rank> ranks = drawn_ranks(piece);
    const bool has_value = words_.outcome_at(result_, piece, ranks.front()).ok();
    std::string path =
        "M" + svg_number(left) + " " + svg_number(height_of(words_.outcome_at(result_, piece, ranks[0])));
    for (std::size_t i = 1; i + 1 < ranks.size(); ++i) {
      const Tenths x = (scale.left_of(ranks[i]) + scale.right_of(ranks[i])) / 2;
      path += "L" + svg_number(x) + " " + svg_number(height_of(words_.outcome_at(result_, piece, ranks[i])));
    }
    // A part too narrow to be seen still shows.
    path += "L" + svg_number(std::max(right, left + 20)) + " " +
            svg_number(height_of(words_.outcome_at(result_, piece, ranks.back())));
    out += "<path class=\"" + std::string(has_value ? "line" : "none") + "\" d=\"" + path + "\"/>\n";
  }
}

/// A thin line from one level to the next.
void Chart::jumps(std::string& out) const {
  const HorizontalScale scale(window_, left_, plot_width_);
  std::size_t n_drawn = 0;
  for (const Boundary& boundary : result_.boundaries) {
    const Rank rank = result_.pieces[boundary.piece + 1].first;
    if (rank <= window_.first || rank > window_.last || boundary.kind == BoundaryKind::Bend) continue;
    if (++n_drawn > kMostLines) return;
    const std::string x = svg_number(scale.left_of(rank));
    out += "<path class=\"jump\" d=\"M" + x + " " + svg_number(height_of(boundary.before)) + "L" + x + " " +
           svg_number(height_of(boundary.after)) + "\"/>\n";
  }
}

void Chart::given(std::string& out) const {
  const std::optional<Rank> rank = words_.given_rank();
  if (!rank || *rank < window_.first || *rank > window_.last) return;
  const HorizontalScale scale(window_, left_, plot_width_);
  const Tenths x = (scale.left_of(*rank) + scale.right_of(*rank)) / 2;
  out += "<path class=\"given\" d=\"M" + svg_number(x) + " " + svg_number(plot_top_ - 40) + "V" +
         svg_number(height_ - 2 * kLine - kGap) + "\"/>\n";
  const std::string text = words_.say("dossier\u00A0: ", "case: ") + words_.at(*rank);
  const Tenths half = text_width(text) / 2;
  const Tenths at = std::clamp(x, half, std::max(half, width_ - half));
  label(out, at, kLine - 30, "middle", text);
}

std::string Chart::draw() const {
  std::string out;
  vertical_labels(out);
  horizontal_labels(out);
  given(out);
  jumps(out);
  pieces(out);
  return out;
}

std::string Chart::description() const {
  std::string text = words_.extent() + ". ";
  if (is_closer()) {
    text += words_.say("L’image montre la partie ", "The picture shows the part ") +
            words_.range(window_.first, window_.last) + ". ";
  }
  const std::size_t n_said = std::min(result_.pieces.size(), kMostSaid);
  for (std::size_t i = 0; i < n_said; ++i) {
    const Piece& piece = result_.pieces[i];
    text += words_.range(piece.first, piece.last) + words_.say("\u00A0: ", ": ") + words_.piece(result_, piece) +
            (i + 1 < n_said ? words_.say("\u00A0; ", "; ") : ".");
  }
  if (n_said < result_.pieces.size()) {
    text += words_.say(" Le tableau donne la suite.", " The table has the rest.");
  }
  return text;
}

}  // namespace avenant::sweep
