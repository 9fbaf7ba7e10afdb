// The memory that code for one case works on, in one piece: a context, the outcomes of the inputs, the slots of units.
// Read native_case.hpp next.
#pragma once

#include <cstddef>
#include <memory>
#include <new>
#include <span>
#include <type_traits>

#include "runtime/engine/native_code.hpp"

namespace avenant::engine {

// Bytes from the context to the outcome of an input, and to a slot of code for a package with so many inputs.
constexpr std::uint64_t offset_of_input(std::uint64_t input) {
  return sizeof(CaseContext) + input * sizeof(eval::Outcome);
}
constexpr std::uint64_t offset_of_slot(std::uint64_t n_inputs, std::uint64_t slot) {
  return offset_of_input(n_inputs) + slot * sizeof(Slot);
}
static_assert(std::is_trivially_destructible_v<CaseContext> && std::is_trivially_destructible_v<eval::Outcome> &&
              std::is_trivially_destructible_v<Slot>);
static_assert(alignof(CaseContext) == 8 && alignof(eval::Outcome) == 8 && alignof(Slot) == 8);
static_assert(sizeof(CaseContext) % 8 == 0 && sizeof(eval::Outcome) % 8 == 0);

class CaseMemory {
 public:
  CaseMemory(std::size_t n_inputs, std::size_t n_slots)
      : memory_(new std::byte[offset_of_slot(n_inputs, n_slots)]), n_inputs_(n_inputs), n_slots_(n_slots) {
    new (memory_.get()) CaseContext;
    std::uninitialized_default_construct_n(inputs().data(), n_inputs);
    std::uninitialized_default_construct_n(slots().data(), n_slots);
  }

  CaseContext& context() { return *reinterpret_cast<CaseContext*>(memory_.get()); }
  std::span<eval::Outcome> inputs() {
    return {reinterpret_cast<eval::Outcome*>(memory_.get() + offset_of_input(0)), n_inputs_};
  }
  std::span<Slot> slots() { return {reinterpret_cast<Slot*>(memory_.get() + offset_of_slot(n_inputs_, 0)), n_slots_}; }

 private:
  std::unique_ptr<std::byte[]> memory_;
  std::size_t n_inputs_ = 0;
  std::size_t n_slots_ = 0;
};

}  // namespace avenant::engine
