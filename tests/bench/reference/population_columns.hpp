// Synthetic dossiers as the columns of a batch: what engines and the columnar reference read. Read
// examples/population/generator.hpp and runtime/batch/block.hpp next.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "examples/population/generator.hpp"
#include "runtime/batch/block.hpp"
#include "tests/bench/reference/columnar_reference.hpp"
#include "tests/bench/reference/row_reference.hpp"

namespace reference {

// The facts of a dossier; a slip is a fact out of its range, or not given.
Facts facts_of(const population::Dossier& dossier);

// Dossiers in memory: the facts of the reference, in the narrowest storage that holds their range.
class PopulationColumns {
 public:
  PopulationColumns(const avenant::program::Package& package, std::size_t n_rows);

  void set(std::size_t row, const Facts& facts);
  [[nodiscard]] Facts get(std::size_t row) const;
  [[nodiscard]] std::size_t n_rows() const { return n_rows_; }
  // As engines take them; they belong to this object.
  [[nodiscard]] std::span<const avenant::batch::InputColumn> inputs() const { return inputs_; }
  [[nodiscard]] const FactColumns& columns() const { return columns_; }
  // All bytes that a batch reads.
  [[nodiscard]] std::span<const std::span<const std::byte>> bytes() const { return bytes_; }

 private:
  std::size_t n_rows_;
#define AVENANT_FACT(member, Element, address, optional, least, greatest) \
  std::vector<Element> member##_;                                         \
  std::vector<std::uint8_t> member##_validity_;
#include "tests/bench/reference/facts.def"
#undef AVENANT_FACT
  std::vector<avenant::batch::InputColumn> inputs_;
  FactColumns columns_;
  std::vector<std::span<const std::byte>> bytes_;
};

// Fills the columns with dossiers first, first + 1, … of a recipe.
void fill(PopulationColumns& columns, const population::Recipe& recipe, std::uint64_t first);

// Changes some facts of the dossiers to anything: missing, out of range, any other value. One in `n_dossiers` is
// changed.
void disturb(PopulationColumns& columns, std::uint64_t seed, unsigned n_dossiers);

}  // namespace reference
