// Blocks as a run decides them: adaptive engines on several threads, from the interpreter to each tier's code, or to
// code that an earlier run left in the cache. Read gated_compiler.hpp next.
#pragma once

#include <string>

#include "tests/engines/engine.hpp"
#include "tests/engines/random.hpp"

namespace avenant::engines {

// The moments at which the code changes follow from the seed.
class SharedBlocks final : public Engine {
 public:
  SharedBlocks() = default;
  ~SharedBlocks() override;

  std::string_view name() const override { return "native shared"; }
  void vary(const Variation& variation) override;
  bool is_at_edge() const override { return true; }
  void open(const program::Package& package) override { package_ = &package; }
  void evaluate(const eval::RunOptions& options, std::span<const Inputs> cases,
                std::span<const program::VariableId> outputs, std::vector<eval::Outcome>& outcomes) override;
  std::string summary() const override;

  // What happened, for the end of a run.
  struct Counts {
    std::uint64_t n_rows = 0;
    std::uint64_t n_runs = 0;
    std::uint64_t n_changes = 0;
    std::uint64_t n_unseen = 0;
    std::uint64_t n_from_cache = 0;
  };

 private:
  const program::Package* package_ = nullptr;
  Random random_{0};
  bool takes_part_ = false;
  // The folder of the cache; empty where there is none yet.
  std::string folder_;
  Counts counts_;
};

}  // namespace avenant::engines
