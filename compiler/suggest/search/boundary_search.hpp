// Cases that stand at a boundary: one step before, on it, one step after, where it shows in a result.
// Read next: ../lab.hpp; ../suggest.hpp, which asks for all boundaries.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "compiler/suggest/lab.hpp"
#include "runtime/eval/abstract_evaluator.hpp"

namespace avenant::suggest {

/// One case at a boundary.
struct Stand {
  value::Value value;                       ///< Of the fact that moves.
  std::optional<value::Rational> distance;  ///< From the boundary, as Lab::distance gives it.
  bool decides = false;                     ///< The boundary shows there.
};

/// The cases found: they differ by one fact only.
struct Crossing {
  Boundary boundary;
  program::VariableId request;
  Situation situation;        ///< Without regard to the fact that moves.
  std::uint32_t input = 0;    ///< The fact that moves.
  std::vector<Stand> stands;  ///< Two or three, ascending by value.

  /// The situation of a stand.
  [[nodiscard]] Situation at(const Stand& stand) const;
};

/// Why there is none.
enum class NoCrossing : std::uint8_t {
  Found,        ///< There is one.
  Folded,       ///< Within a list, where a fact alone does not say on which side it is.
  NoRequest,    ///< No result that scenarios may ask for reads it.
  NotReached,   ///< No case at hand reaches it, or no fact moves it to the other side.
  NotDecisive,  ///< Cases cross it, and no result changes by it.
  OutOfWork,    ///< The bound on the work was reached first.
};

struct SearchLimits {
  std::size_t max_seeds = 40;        ///< Cases to start from, for one boundary.
  std::size_t max_decided = 60'000;  ///< Cases decided, for one boundary.
  std::size_t max_members = 12;      ///< Members of a family tried.
};

/// Looks for a crossing of one group after another. Everything must outlive it.
class BoundarySearch {
 public:
  BoundarySearch(const program::Package& package, const Readers& readers, const std::vector<Situation>& seeds, Lab& lab,
                 const SearchLimits& limits = {});

  /// The first crossing all of whose stands decide, else the one where most do; why not, where there is none.
  [[nodiscard]] NoCrossing find(const BoundaryGroup& group, std::optional<Crossing>& found);

 private:
  /// The two neighbours between which the side changes.
  struct Flip {
    std::int64_t before = 0;
    std::int64_t after = 0;
  };
  void try_member(const Boundary& boundary, program::VariableId request);
  void try_seed(const Boundary& boundary, program::VariableId request, const Situation& seed);
  [[nodiscard]] std::optional<Flip> flip(const Boundary& boundary, std::uint32_t input, const class Steps& steps,
                                         std::int64_t start, bool side);
  void weigh(const Boundary& boundary, program::VariableId request, const Situation& seed, std::uint32_t input,
             const class Steps& steps, const Flip& flip);
  [[nodiscard]] std::optional<bool> side_at(const Boundary& boundary, std::uint32_t input, const class Steps& steps,
                                            std::int64_t step);
  [[nodiscard]] std::int64_t start_near(const Boundary& boundary, const class Steps& steps);
  [[nodiscard]] std::vector<const Situation*> seeds_for(const Boundary& boundary, program::VariableId request);
  [[nodiscard]] bool is_out_of_work() const { return lab_.n_decided() - n_begun_ > limits_.max_decided; }

  const program::Package& package_;
  const Readers& readers_;
  const std::vector<Situation>& seeds_;
  Lab& lab_;
  SearchLimits limits_;
  eval::AbstractEvaluator cones_;
  std::size_t n_begun_ = 0;  // What the laboratory had decided when the group was begun.
  std::optional<Crossing> best_;
  std::size_t n_best_ = 0;  // Stands of it that decide.
  bool crossed_ = false;
};

}  // namespace avenant::suggest
