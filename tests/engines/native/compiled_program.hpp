// Code for one program at one tier, made again when what it was made for changes. Read native_engines.cpp next.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "runtime/engine/native_code.hpp"
#include "tests/engines/engine.hpp"
#include "tests/engines/optimised/optimised_engine.hpp"
#include "tests/engines/random.hpp"

namespace avenant::engines {

class CompiledProgram {
 public:
  CompiledProgram(engine::Tier tier, bool blocks) : tier_(tier), blocks_(blocks) {}

  // Follows from the seed: which columns code takes to lack values often, and which whole columns are left out.
  void open(const program::Package& package, std::uint64_t seed);
  // Code for these options and results, and for the inputs that the cases give; null when it cannot be compiled, which
  // is said on the standard error. Stands until the next call.
  const engine::NativeCode* take(const eval::RunOptions& options, std::span<const Inputs> cases,
                                 std::span<const program::VariableId> outputs);

  engine::Tier tier() const { return tier_; }
  const program::Package& package() const { return *package_; }
  const engine::Settings& settings() const { return settings_; }
  // The inputs that blocks give.
  const std::vector<program::InputId>& columns() const { return columns_; }
  // How code was told that the column of an input is stored; null: it was not.
  const batch::InputColumn* sample(program::InputId input) const;

  std::uint64_t n_compiled() const { return n_compiled_; }
  // Of them, those of the program made for what all cases share.
  std::uint64_t n_specialised() const { return n_specialised_; }
  std::uint64_t compile_microseconds() const { return microseconds_; }

 private:
  bool serves(const engine::Settings& settings, const std::vector<bool>& given, std::span<const Inputs> cases) const;
  const program::Package& package_for(const eval::RunOptions& options, std::span<const Inputs> cases);

  const engine::Tier tier_;
  const bool blocks_;
  const program::Package* package_ = nullptr;
  Random random_{0};
  engine::Settings settings_;
  std::vector<program::InputId> columns_;
  // What they point to is gone.
  std::vector<batch::InputColumn> samples_;
  // Before settings_ and the package: the code of a program that is closed is dropped first.
  std::unique_ptr<engine::NativeCode> code_;
  // What code was made of where some inputs are the same in every case.
  std::optional<program::Package> specialised_;
  FixedInputs fixed_;
  std::uint64_t n_specialised_ = 0;
  std::uint64_t n_compiled_ = 0;
  std::uint64_t microseconds_ = 0;
};

}  // namespace avenant::engines
