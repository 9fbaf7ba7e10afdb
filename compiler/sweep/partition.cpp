#include "compiler/sweep/partition.hpp"

#include <algorithm>
#include <optional>
#include <queue>
#include <utility>

namespace avenant::sweep {

namespace {

/// A boundary between two pieces that agree there is moved by so many values at most.
constexpr std::size_t kMostMoved = 2'000;

struct Interval {
  Rank first = 0;
  Rank last = 0;
  [[nodiscard]] Rank width() const { return last - first; }
};

/// The widest first; of two, the first.
struct LooksLater {
  bool operator()(const Interval& left, const Interval& right) const {
    if (left.width() != right.width()) return left.width() < right.width();
    return left.first > right.first;
  }
};

bool is_same(const Piece& left, const Piece& right) {
  if (left.kind != right.kind) return false;
  if (left.kind == PieceKind::Constant) return left.outcome == right.outcome;
  return left.kind == PieceKind::Unresolved || left.formula == right.formula;
}

class Partition {
 public:
  Partition(Oracle& oracle, const PartitionLimits& limits) : oracle_(oracle), limits_(limits) {}

  std::vector<Piece> run(Rank size);

 private:
  void cut(Rank size);
  void become_constant(Piece& piece);
  void merge();
  void absorb();
  [[nodiscard]] bool belongs(const Piece& constant, const Piece& formula);
  void settle_ends();
  void settle_end(Piece& before, Piece& after);
  void write_levels();
  [[nodiscard]] std::vector<Piece> levels(const Piece& piece);
  [[nodiscard]] Rank end_of_level(const Piece& piece, Rank first);

  Oracle& oracle_;
  const PartitionLimits& limits_;
  std::vector<Piece> pieces_;
};

void Partition::cut(Rank size) {
  std::priority_queue<Interval, std::vector<Interval>, LooksLater> open;
  open.push({0, size - 1});
  while (!open.empty()) {
    const Interval at = open.top();
    open.pop();
    Piece piece{at.first, at.last, PieceKind::Unresolved, {}, {}};
    if (oracle_.is_exhausted()) {
      pieces_.push_back(piece);
      continue;
    }
    if (const auto outcome = oracle_.constant(at.first, at.last)) {
      piece.kind = PieceKind::Constant;
      piece.outcome = *outcome;
      pieces_.push_back(piece);
      continue;
    }
    if (const auto formula = oracle_.formula(at.first, at.last)) {
      piece.kind = PieceKind::Formula;
      piece.formula = *formula;
      if (oracle_.direction(*formula) == Direction::Constant) become_constant(piece);
      pieces_.push_back(piece);
      continue;
    }
    const Rank middle = at.first + at.width() / 2;
    open.push({at.first, middle});
    open.push({middle + 1, at.last});
  }
  std::sort(pieces_.begin(), pieces_.end(),
            [](const Piece& left, const Piece& right) { return left.first < right.first; });
}

/// Of a formula that takes one value on the piece.
void Partition::become_constant(Piece& piece) {
  piece.kind = PieceKind::Constant;
  piece.outcome = oracle_.at(piece.formula, piece.first);
  piece.formula = {};
}

void Partition::merge() {
  std::vector<Piece> merged;
  for (const Piece& piece : pieces_) {
    if (!merged.empty() && is_same(merged.back(), piece)) {
      merged.back().last = piece.last;
    } else {
      merged.push_back(piece);
    }
  }
  pieces_ = std::move(merged);
}

/// Whether a piece of one outcome is a part of the formula beside it: the same formula is proved of it.
bool Partition::belongs(const Piece& constant, const Piece& formula) {
  if (constant.kind != PieceKind::Constant || formula.kind != PieceKind::Formula || !constant.outcome.ok())
    return false;
  return oracle_.formula(constant.first, constant.last) == formula.formula;
}

/// Halving leaves small intervals beside conditions, where a formula has one value only: they join the formula.
void Partition::absorb() {
  for (std::size_t i = 1; i < pieces_.size(); ++i) {
    if (oracle_.is_exhausted()) break;
    if (!belongs(pieces_[i], pieces_[i - 1])) continue;
    pieces_[i].kind = PieceKind::Formula;
    pieces_[i].formula = pieces_[i - 1].formula;
  }
  for (std::size_t i = pieces_.size(); i-- > 1;) {
    if (oracle_.is_exhausted()) break;
    if (!belongs(pieces_[i - 1], pieces_[i])) continue;
    pieces_[i - 1].kind = PieceKind::Formula;
    pieces_[i - 1].formula = pieces_[i].formula;
  }
}

/// The last rank of a piece whose value is that of `first`. The formula goes one way only.
Rank Partition::end_of_level(const Piece& piece, Rank first) {
  const eval::Outcome outcome = oracle_.at(piece.formula, first);
  Rank low = first;
  Rank high = piece.last;
  while (low < high) {
    const Rank middle = high - (high - low) / 2;
    if (oracle_.at(piece.formula, middle) == outcome) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
}

/// Where two pieces say the same beside their boundary, it lies anywhere: a piece of one outcome takes what it can of a
/// formula; of two formulas, the first goes on as far as both agree. A boundary is then the same whatever the range.
void Partition::settle_end(Piece& before, Piece& after) {
  const bool has_formula = before.kind == PieceKind::Formula || after.kind == PieceKind::Formula;
  if (!has_formula || before.kind == PieceKind::Unresolved || after.kind == PieceKind::Unresolved) return;
  const auto outcome_of = [this](const Piece& piece, Rank rank) {
    return piece.kind == PieceKind::Constant ? piece.outcome : oracle_.at(piece.formula, rank);
  };
  const bool moves_back = after.kind == PieceKind::Constant;
  for (std::size_t n_moved = 0; n_moved < kMostMoved; ++n_moved) {
    const Rank rank = moves_back ? before.last : after.first;
    const bool is_whole = moves_back ? before.first == before.last : after.first == after.last;
    const Piece& growing = moves_back ? after : before;
    const Piece& shrinking = moves_back ? before : after;
    const auto said =
        growing.kind == PieceKind::Constant ? std::optional(growing.outcome) : oracle_.value(growing.formula, rank);
    if (is_whole || !said || *said != outcome_of(shrinking, rank)) return;
    const Rank end = moves_back ? rank - 1 : rank + 1;
    if (shrinking.kind == PieceKind::Formula && !oracle_.value(shrinking.formula, end)) return;
    before.last = moves_back ? rank - 1 : rank;
    after.first = moves_back ? rank : rank + 1;
  }
}

void Partition::settle_ends() {
  for (std::size_t i = 1; i < pieces_.size(); ++i) settle_end(pieces_[i - 1], pieces_[i]);
}

/// The levels of a formula of few values; none where they are too many.
std::vector<Piece> Partition::levels(const Piece& piece) {
  std::vector<Piece> found;
  if (oracle_.direction(piece.formula) == Direction::Unknown) return found;
  Rank first = piece.first;
  while (found.size() < limits_.max_levels) {
    const Rank last = end_of_level(piece, first);
    found.push_back({first, last, PieceKind::Constant, oracle_.at(piece.formula, first), {}});
    if (last == piece.last) {
      const bool has_levels = (piece.last - piece.first + 1) / 2 >= found.size();
      return has_levels ? found : std::vector<Piece>();
    }
    first = last + 1;
  }
  return {};
}

void Partition::write_levels() {
  std::vector<Piece> written;
  for (Piece& piece : pieces_) {
    if (piece.kind == PieceKind::Formula && piece.first == piece.last) become_constant(piece);
    const std::vector<Piece> parts = piece.kind == PieceKind::Formula ? levels(piece) : std::vector<Piece>();
    if (parts.empty()) {
      written.push_back(piece);
    } else {
      written.insert(written.end(), parts.begin(), parts.end());
    }
  }
  pieces_ = std::move(written);
}

std::vector<Piece> Partition::run(Rank size) {
  cut(size);
  merge();
  absorb();
  merge();
  settle_ends();
  merge();
  write_levels();
  merge();
  return std::move(pieces_);
}

}  // namespace

std::vector<Piece> partition(Rank size, Oracle& oracle, const PartitionLimits& limits) {
  return Partition(oracle, limits).run(size);
}

}  // namespace avenant::sweep
