#include "compiler/sweep/partition.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>
#include <string>
#include <vector>

namespace avenant::sweep {
namespace {

using value::Rational;

/// A result given by its pieces, and an oracle that proves only what it is told it can: intervals within one piece, of
/// at most `reach` values.
class KnownResult final : public Oracle {
 public:
  struct Part {
    Rank last = 0;
    PieceKind kind = PieceKind::Constant;
    std::int64_t number = 0;  ///< Of constants.
    FormulaId formula;
  };

  KnownResult(std::vector<Part> parts, FormulaStore& store, Rank reach)
      : parts_(std::move(parts)), store_(store), reach_(reach) {}

  std::optional<eval::Outcome> constant(Rank first, Rank last) override {
    ++n_asked;
    const eval::Outcome outcome = truth(first);
    if (last - first >= reach_) return std::nullopt;
    for (Rank rank = first; rank <= last; ++rank) {
      if (truth(rank) != outcome) return std::nullopt;
    }
    return outcome;
  }
  std::optional<FormulaId> formula(Rank first, Rank last) override {
    ++n_asked;
    const Part& part = part_of(first);
    if (part.last < last || part.kind != PieceKind::Formula || last - first >= reach_) return std::nullopt;
    return part.formula;
  }
  eval::Outcome at(FormulaId formula, Rank rank) override {
    return eval::Outcome::of(value::Value::number(*store_.at(formula, position(rank))));
  }
  std::optional<eval::Outcome> value(FormulaId formula, Rank rank) override { return at(formula, rank); }
  Direction direction(FormulaId formula) override { return store_.direction(formula); }
  bool is_exhausted() override { return n_asked >= limit; }

  eval::Outcome truth(Rank rank) {
    const Part& part = part_of(rank);
    if (part.kind == PieceKind::Formula) return at(part.formula, rank);
    return eval::Outcome::of(value::Value::number(Rational::unchecked(part.number, 1)));
  }

  std::size_t n_asked = 0;
  std::size_t limit = 1'000'000;

 private:
  static Rational position(Rank rank) { return Rational::unchecked(static_cast<std::int64_t>(rank), 1); }
  const Part& part_of(Rank rank) const {
    return *std::find_if(parts_.begin(), parts_.end(), [rank](const Part& part) { return rank <= part.last; });
  }

  std::vector<Part> parts_;
  FormulaStore& store_;
  Rank reach_;
};

/// The sum of `a` and `b`/`c` times x, rounded to `step` where that is not 0.
FormulaId straight(FormulaStore& store, std::int32_t a, std::int32_t b, std::int32_t c, std::int32_t step = 0) {
  const auto factor = Rational::from_ratio(b, c);
  const auto sum = store.sum(store.constant(Rational::whole(a)), *store.multiple(store.input(), factor.value));
  if (step == 0) return *sum;
  return *store.rounded(*sum, Rational::whole(step), value::Rounding::down);
}

/// Whether pieces cover everything, say what is so, and differ from their neighbours.
void check_pieces(const std::vector<Piece>& pieces, Rank size, KnownResult& result) {
  REQUIRE_FALSE(pieces.empty());
  Rank next = 0;
  for (const Piece& piece : pieces) {
    REQUIRE(piece.first == next);
    REQUIRE(piece.last >= piece.first);
    next = piece.last + 1;
    if (piece.kind == PieceKind::Unresolved) continue;
    for (Rank rank = piece.first; rank <= piece.last; ++rank) {
      const eval::Outcome said = piece.kind == PieceKind::Constant ? piece.outcome : result.at(piece.formula, rank);
      REQUIRE(said == result.truth(rank));
    }
  }
  REQUIRE(next == size);
}

TEST_CASE("pieces say what every value is, whatever an oracle can prove") {
  constexpr std::uint32_t kRounds = 400;
  for (std::uint32_t seed = 1; seed <= kRounds; ++seed) {
    INFO("seed " << seed);
    std::mt19937 random(seed);
    const auto below = [&random](std::uint32_t bound) { return static_cast<std::int32_t>(random() % bound); };
    FormulaStore store(1);
    std::vector<KnownResult::Part> parts;
    Rank last = 0;
    for (int i = 0, n = 1 + below(7); i < n; ++i) {
      KnownResult::Part part;
      last += static_cast<Rank>(below(seed % 3 == 0 ? 4 : 120)) + (i > 0 ? 1U : 0U);
      part.last = last;
      if (below(2) == 0) {
        part.kind = PieceKind::Formula;
        part.formula = straight(store, below(5), below(7) - 3, 1 + below(4), below(3) * below(9));
      } else {
        part.number = below(3);
      }
      parts.push_back(part);
    }
    KnownResult result(parts, store, static_cast<Rank>(1) << static_cast<unsigned>(below(9)));
    check_pieces(partition(last + 1, result), last + 1, result);
  }
}

/// Two known sides; the truth within an interval is looked at by its ends only, for there is one threshold.
class OneThreshold final : public Oracle {
 public:
  std::optional<eval::Outcome> constant(Rank first, Rank last) override {
    ++n_asked;
    if ((first < kThreshold) != (last < kThreshold)) return std::nullopt;
    return eval::Outcome::of(value::Value::boolean(first >= kThreshold));
  }
  std::optional<FormulaId> formula(Rank, Rank) override { return std::nullopt; }
  std::optional<eval::Outcome> value(FormulaId, Rank) override { return std::nullopt; }
  eval::Outcome at(FormulaId, Rank) override { return {}; }
  Direction direction(FormulaId) override { return Direction::Unknown; }
  bool is_exhausted() override { return false; }
  static constexpr Rank kThreshold = 6'400'000'123;
  int n_asked = 0;
};

TEST_CASE("a threshold in ten thousand million values takes some tens of questions") {
  constexpr Rank kSize = 10'000'000'000;
  OneThreshold oracle;
  const std::vector<Piece> pieces = partition(kSize, oracle);
  REQUIRE(pieces.size() == 2);
  CHECK(pieces[1].first == OneThreshold::kThreshold);
  CHECK(oracle.n_asked < 80);
}

TEST_CASE("what the work allowed does not settle is unresolved, and nothing else") {
  FormulaStore store(1);
  std::vector<KnownResult::Part> parts;
  for (Rank i = 0; i < 200; ++i) parts.push_back({i, PieceKind::Constant, static_cast<std::int64_t>(i % 7), {}});
  for (const std::size_t limit : {1U, 20U, 100U, 350U}) {
    KnownResult result(parts, store, 1'000);
    result.limit = limit;
    const std::vector<Piece> pieces = partition(200, result);
    check_pieces(pieces, 200, result);
    CHECK(
        std::any_of(pieces.begin(), pieces.end(), [](const Piece& one) { return one.kind == PieceKind::Unresolved; }));
    CHECK(result.n_asked <= limit + 2);
  }
}

TEST_CASE("a formula of few values is given as its levels") {
  FormulaStore store(1);
  const FormulaId steps = straight(store, 0, 1, 100, 1);
  KnownResult result({{499, PieceKind::Formula, 0, steps}}, store, 1'000);
  const std::vector<Piece> pieces = partition(500, result);
  REQUIRE(pieces.size() == 5);
  CHECK(pieces[1].first == 100);
  CHECK(pieces[4].kind == PieceKind::Constant);
}

TEST_CASE("a formula of many values stays a formula, though each holds for several values") {
  FormulaStore store(1);
  const FormulaId steps = straight(store, 0, 1, 2, 1);
  KnownResult result({{9'999, PieceKind::Formula, 0, steps}}, store, 100'000);
  const std::vector<Piece> pieces = partition(10'000, result);
  REQUIRE(pieces.size() == 1);
  CHECK(pieces[0].kind == PieceKind::Formula);
}

TEST_CASE("a value alone beside a condition joins the formula that it belongs to") {
  FormulaStore store(1);
  const FormulaId half = straight(store, 0, 1, 2);
  const FormulaId third = straight(store, 100, 1, 3);
  KnownResult result({{638, PieceKind::Formula, 0, half}, {1'999, PieceKind::Formula, 0, third}}, store, 10'000);
  const std::vector<Piece> pieces = partition(2'000, result);
  REQUIRE(pieces.size() == 2);
  CHECK(pieces[0].last == 638);
}

TEST_CASE("a boundary where two pieces agree is the same whatever the range") {
  // 0 up to 1 200, then an eighth of what is above, to the unit: 0 goes on up to 1 207.
  for (const Rank last : {2'000U, 2'777U, 60'001U}) {
    for (const Rank reach : {1U << 20U, 64U}) {
      FormulaStore store(1);
      const FormulaId eighth = straight(store, -150, 1, 8, 1);
      KnownResult result({{1'199, PieceKind::Constant, 0, {}}, {last, PieceKind::Formula, 0, eighth}}, store, reach);
      const std::vector<Piece> pieces = partition(last + 1, result);
      check_pieces(pieces, last + 1, result);
      REQUIRE(pieces.size() == 2);
      CHECK(pieces[0].last == 1'207);
    }
  }
}

}  // namespace
}  // namespace avenant::sweep
