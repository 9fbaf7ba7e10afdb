// Compiled code as those who run it see it: entry points, the memory they work on, and what their results look like. No
// LLVM here: the compiler is in a shared object of its own, opened on demand (native_library.hpp). Read
// native_case.hpp.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "runtime/engine/block_layout.hpp"
#include "runtime/engine/settings.hpp"
#include "runtime/eval/outcome.hpp"

namespace avenant::engine {

// How much is spent on compiling.
enum class Tier : std::uint8_t {
  kFast,       // as little as possible: for the first cases
  kOptimised,  // for everything after
};

// A unit's outcome, of the case whose generation it holds. What the words mean depends on the unit: see ResultForm.
struct Slot {
  std::int64_t a = 0;
  std::int64_t b = 0;
  std::uint32_t status = 0;
  std::uint32_t generation = 0;
};
static_assert(sizeof(Slot) == 24);

// What code for one case works on. Code holds no address: everything is reached from here. One a thread.
struct CaseContext {
  // Of the package's inputs, as the interpreter's: validated, with the status of each.
  const eval::Outcome* inputs = nullptr;
  // n_slots of them, of generation 0 at first.
  Slot* slots = nullptr;
  const program::Package* package = nullptr;
  // Days since 1970-01-01, where one is given.
  std::int32_t situation_date = 0;
  std::uint32_t has_situation_date = 0;
  // Another for each case, never 0.
  std::uint32_t generation = 0;
  // Becomes other than 0 where a number did not fit: the case is then computed again by the interpreter.
  std::uint32_t flag = 0;
};

using CaseEntry = void (*)(CaseContext*);

// How the words of a result give its cell (value::Value).
struct ResultForm {
  program::TypeKind kind = program::TypeKind::kBoolean;
  // The slot of the result.
  std::uint32_t slot = 0;
  // Of a number: `a` over it; 0: over `b`. Not in lowest terms. A `b` of 0 is absent, but for sets and lists.
  std::int64_t denominator = 1;
};

// What compiling gives besides instructions.
struct CodeDescription {
  std::uint32_t n_slots = 0;
  // Of the settings' requests, in order.
  std::vector<ResultForm> results;
  // Empty where the code was not asked for blocks.
  BlockLayout layout;
  // Of the code for the rows that the other is not made for.
  BlockLayout unusual;
};

// The functions of compiled code.
enum class Entry : std::uint8_t { kCase, kRest, kBlock, kUnusual };
inline constexpr std::size_t kEntries = 4;

struct CodeEntries {
  // Null where the code was asked for blocks alone.
  CaseEntry case_entry = nullptr;
  // As case_entry, for those requests alone that blocks do not give; null where blocks give all.
  CaseEntry rest_entry = nullptr;
  // Null where the code was not asked for blocks.
  BlockEntry block_entry = nullptr;
  // As block_entry, for rows with inputs that it is not made for: missing, out of range, stored in another way.
  BlockEntry unusual_entry = nullptr;
};

// What holds instructions while they may be called.
class CodeMemory {
 public:
  CodeMemory() = default;
  virtual ~CodeMemory() = default;
  CodeMemory(const CodeMemory&) = delete;
  CodeMemory& operator=(const CodeMemory&) = delete;
};

// Code for one package and settings. Safe to share between threads, each with its own context.
class NativeCode {
 public:
  NativeCode(std::unique_ptr<CodeMemory> memory, const CodeEntries& entries, CodeDescription description)
      : memory_(std::move(memory)), entries_(entries), description_(std::move(description)) {}

  CaseEntry case_entry() const { return entries_.case_entry; }
  CaseEntry rest_entry() const { return entries_.rest_entry; }
  BlockEntry block_entry() const { return entries_.block_entry; }
  BlockEntry unusual_entry() const { return entries_.unusual_entry; }
  std::uint32_t n_slots() const { return description_.n_slots; }
  const std::vector<ResultForm>& results() const { return description_.results; }
  const BlockLayout& block_layout() const { return description_.layout; }
  const BlockLayout& unusual_layout() const { return description_.unusual; }

 private:
  std::unique_ptr<CodeMemory> memory_;
  CodeEntries entries_;
  CodeDescription description_;
};

struct CompileOptions {
  Tier tier = Tier::kOptimised;
  // Also code for blocks of cases, which give the inputs of `columns` and no others.
  bool blocks = false;
  // Whether code for one case is wanted beside that for blocks; it is there anyway where blocks do not give all.
  bool cases = true;
  std::vector<program::InputId> columns;
  // Columns that often lack a value: code says there what that means. Rows that lack one of another column, unless it
  // is facultatif, are computed by the code for unusual rows.
  std::vector<program::InputId> sparse;
  // Columns as blocks will have them: those of integers are then read where they are. What they point to is not looked
  // at. Blocks that have them otherwise are computed all the same.
  std::vector<batch::InputColumn> samples;
  // Whether the code is also wanted at rest (Compiled::stored).
  bool keep = false;
  // Whether debuggers and profilers shall be told which rule file, line and article the code is from. Such code is not
  // kept.
  bool lines = false;
};

struct StoredCode;

// What compiling gives: code, or in English why there is none.
struct Compiled {
  std::unique_ptr<NativeCode> code;
  std::string error;
  // The code at rest, where that was asked for and can be (cache/code_image.hpp).
  std::shared_ptr<const StoredCode> stored;
};

// The compiler behind the shared object. Thread-safe.
class NativeCompiler {
 public:
  NativeCompiler() = default;
  virtual ~NativeCompiler() = default;
  NativeCompiler(const NativeCompiler&) = delete;
  NativeCompiler& operator=(const NativeCompiler&) = delete;

  // The package, which must have passed `program::verify`, must outlive the code.
  virtual Compiled compile(const program::Package& package, const Settings& settings,
                           const CompileOptions& options) = 0;
  // The code before it becomes instructions, as text, or an error.
  virtual std::string intermediate_text(const program::Package& package, const Settings& settings,
                                        const CompileOptions& options) = 0;
};

}  // namespace avenant::engine
