// The compiled code that the threads of one run share: none at first, then that of the fast tier, then the optimised
// one, each taken up as soon as it is there; or that of an earlier process, at once. Read adaptive_engine.hpp next.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include "runtime/batch/block.hpp"
#include "runtime/engine/cache/code_cache.hpp"
#include "runtime/engine/cache/code_key.hpp"
#include "runtime/engine/native_code.hpp"
#include "runtime/optimise/optimise.hpp"

namespace avenant::engine {

// Which engine decides.
enum class Choice : std::uint8_t {
  kInterpreter,
  kNative,  // compiled code as soon as there is some: the first block waits for it
  kAuto,    // compiled code once there are so many cases that compiling pays
};

// Cases after which compiling pays, for as many more as have been decided: what compiling takes and what it saves for a
// case grow alike with the rules. Measured: docs/benchmarks.md.
inline constexpr std::uint64_t kBreakEvenRows = 200'000;
// Cases after which it pays to look whether an earlier process left the code behind.
inline constexpr std::uint64_t kLookRows = 2'000;

// When code is looked for and made, and by what. Tests state other moments, and a compiler whose end they decide.
struct Pace {
  std::uint64_t look_rows = kLookRows;
  std::uint64_t break_even_rows = kBreakEvenRows;
  // Null: that of the shared object, opened when it is needed. Outlives the SharedCode.
  NativeCompiler* compiler = nullptr;
};

// Thread-safe. The package must outlive it. Its destruction waits for what is being compiled.
class SharedCode {
 public:
  SharedCode(const program::Package& package, std::vector<program::VariableId> requests, eval::RunOptions options,
             Choice choice, CodeCache cache = CodeCache::of_user());
  ~SharedCode();
  SharedCode(const SharedCode&) = delete;
  SharedCode& operator=(const SharedCode&) = delete;

  // These inputs have this value in every row: code that has to be made is made for it. Code for any value that an
  // earlier process left behind serves too. Before the first `take`.
  void with_same(std::vector<std::pair<program::InputId, std::optional<value::Value>>> inputs) {
    same_.inputs = std::move(inputs);
  }
  // Compiled code is made with line tables for debuggers. Before the first `take`.
  void with_lines() { lines_ = true; }
  // Before the first `take`.
  void set_pace(const Pace& pace) { pace_ = pace; }
  // The best code there is for blocks of these columns; null: the interpreter. `n_rows` more rows are about to be
  // decided.
  std::shared_ptr<const NativeCode> take(std::span<const batch::InputColumn> columns, std::size_t n_rows);
  // Why there is no code, in English; empty where nothing failed.
  std::string error() const;

  const program::Package& package() const { return package_; }
  const Settings& settings() const { return settings_; }
  const eval::RunOptions& options() const { return options_; }

 private:
  void look_at(std::span<const batch::InputColumn> columns, std::size_t n_rows);
  bool is_sparse(std::size_t input) const;
  bool covers(std::span<const batch::InputColumn> columns) const;
  void start(std::span<const batch::InputColumn> columns);
  CompileOptions options_for(std::span<const batch::InputColumn> columns);
  bool find(const CompileOptions& options);
  std::shared_ptr<const NativeCode> find_under(std::optional<CodeKey>& key, const program::Package& package,
                                               const CompileOptions& options);
  const program::Package& compiled_package();
  void keep(const Compiled& compiled, const CompileOptions& options);

  const program::Package& package_;
  const eval::RunOptions options_;
  const Settings settings_;
  const Choice choice_;
  const CodeCache cache_;
  bool lines_ = false;
  Pace pace_;
  // What every row has; then the program made for it, when it is first needed.
  optimise::Options same_;
  std::optional<program::Package> specialised_;

  mutable std::mutex mutex_;
  std::uint64_t n_rows_ = 0;
  // Of inputs: code is made for blocks that have a column of it.
  std::vector<bool> columns_;
  // Of inputs, in the blocks that were looked at: rows of a column, and those of them that lacked a value.
  std::vector<std::uint64_t> n_looked_at_;
  std::vector<std::uint64_t> n_lacking_;
  bool has_started_ = false;
  // The cache was looked into for the first blocks' columns: under this key, if there was none, code is kept too.
  bool has_looked_ = false;
  std::optional<program::Sha256Digest> looked_for_;
  // Made when the cache is first looked into: of the program, and of the program as it is compiled.
  std::optional<CodeKey> general_key_;
  std::optional<CodeKey> key_;
  // A thread is about to make code, and lets go of the mutex while it waits for what is under way.
  bool is_starting_ = false;
  std::shared_ptr<const NativeCode> code_;
  std::string error_;
  std::thread background_;
};

}  // namespace avenant::engine
