// Program to instructions: the data-flow form of a program, a value and a status for each node. Where `branches` is
// set, costly sides are reached by branches and evaluated only where needed, as the interpreter does; otherwise both
// sides are computed and one is selected, which vectorises. The outcome is the same.
// Read leaves.hpp (what it reads), then emitter.cpp, choice.cpp, tables.cpp, rules.cpp, strict.cpp, lists.cpp.
#pragma once

#include <llvm/ADT/STLFunctionalExtras.h>
#include <llvm/ADT/ScopedHashTable.h>
#include <llvm/IR/IRBuilder.h>
#include <optional>
#include <unordered_map>
#include <vector>

#include "runtime/eval/outcome.hpp"
#include "runtime/native/code/leaves.hpp"
#include "runtime/native/code/line_table.hpp"
#include "runtime/native/plan/grid.hpp"
#include "runtime/native/plan/unit_plan.hpp"
#include "runtime/native/values/cell.hpp"
#include "runtime/native/values/days.hpp"
#include "runtime/native/values/numbers.hpp"
#include "runtime/program/package.hpp"

namespace avenant::native {

// What every emitter of a module works from. Nothing is owned.
struct Source {
  const program::Package& package;
  const Settings& settings;
  const UnitPlan& plan;
  // Null: the code says nothing of lines.
  LineTable* lines = nullptr;
};

class Emitter final : public Flags {
 public:
  // Writes at the builder's place, in a function of `module`.
  Emitter(const Source& source, llvm::Module& module, Builder& builder, Leaves& leaves, bool branches);

  // The outcome of a unit, computed here.
  Cell unit(const Unit& unit);
  // What `outcome`, of a variable, is where it is asked for as a result: see eval::Evaluator::request.
  Cell at_edge(program::VariableId id, const Cell& outcome);
  // The outcome of a node: read from its unit, or computed here.
  Cell node(program::NodeId id);

  void raise(llvm::Value* raised) override;

  // The cell in the form in which units keep it: a number in 64 bits.
  Words& words() { return words_; }
  // A status as a word: null is OK.
  llvm::Value* status_word(llvm::Value* status);
  llvm::Value* is_ok(llvm::Value* status);

 private:
  using Side = llvm::function_ref<Cell()>;
  // While it lives, what is computed is computed on every path to here; what was, after it, is not.
  class Scope;
  using Cells = llvm::ScopedHashTable<std::uint64_t, Cell>;
  // The form that two cells take where either may stand.
  struct Form;

  // ---- emitter.cpp: what outcomes are made of
  Cell compute(const program::Node& node);
  Cell leaf(const program::Node& node);
  std::optional<eval::Outcome> known_outcome(const program::Node& node) const;
  Cell variable(program::VariableId id);
  Cell constant(const program::Type& type, const value::Value& value);
  Cell boolean(llvm::Value* value, llvm::Value* status = nullptr);
  Cell error(program::TypeKind kind, program::SiteId site);
  Cell plain(program::TypeKind kind, llvm::Value* a, Bounds bounds, llvm::Value* b = nullptr);
  llvm::Value* site_word(program::SiteId site);
  // The least of two statuses, either of which may be null.
  llvm::Value* least(llvm::Value* x, llvm::Value* y);
  // OK, but `site` where `failed`.
  llvm::Value* failing(llvm::Value* failed, program::SiteId site);
  // `first` where it is an error, else `next`.
  llvm::Value* first_of(llvm::Value* first, llvm::Value* next);
  llvm::Value* is_present(const Cell& cell);
  const program::Type& type_of(const program::Node& node) const { return source_.package.type(node.type); }
  program::NodeId operand(const program::Node& node, std::uint32_t index) const {
    return source_.package.operands[node.first_operand + index];
  }
  Cell operand_cell(const program::Node& node, std::uint32_t index) { return this->node(operand(node, index)); }
  std::uint32_t weight(program::NodeId id) const { return source_.plan.node_weights[id.value]; }
  bool is_known(program::TextId text) const { return source_.settings.known_texts[text.value]; }

  // ---- choice.cpp: one of two or more
  Cell choose(llvm::Value* condition, std::uint32_t weight, Side then, Side otherwise);
  Cell branch(llvm::Value* condition, Side then, Side otherwise);
  Cell select(llvm::Value* condition, const Cell& x, const Cell& y);
  Form joined(const Cell& x, const Cell& y);
  Cell in_form(const Cell& cell, const Form& form);
  // In no function yet.
  llvm::BasicBlock* new_block();
  Cell logic(std::uint32_t count, llvm::function_ref<program::NodeId(std::uint32_t)> operand, bool absorbing);
  Cell on_if(const program::Node& node);
  Cell on_assume(const program::Node& node);
  Cell on_or_else(const program::Node& node);
  Cell on_select(const program::Node& node);
  llvm::Value* is_target(const program::Select& select, std::uint32_t target, llvm::Value* index, llvm::Value* listed);
  Cell chosen_operand(const program::Node& node, const std::vector<std::uint32_t>& targets, std::size_t next,
                      llvm::Value* index, llvm::Value* listed);
  Cell target_cell(const program::Node& node, std::uint32_t target);
  // Constants that are compared one after another rather than looked up in an array.
  std::size_t most_compared() const;
  bool is_array(const program::Node& node, const std::vector<std::uint32_t>& targets);
  Cell constant_operand(const program::Node& node, const program::Select& select, llvm::Value* index,
                        llvm::Value* listed);

  // ---- tables.cpp: tables
  Cell on_table(const program::Node& node);
  program::NodeId row_result(const program::Node& node, std::size_t row) const;
  Cell of_rows(const program::Node& node, const std::vector<llvm::Value*>& hits);
  Cell chosen_row(const program::Node& node, const std::vector<llvm::Value*>& hits, std::size_t row);
  Cell on_grid(const program::Node& node, const Grid& grid);
  llvm::Value* place_of(const Grid& grid, std::vector<llvm::Value*>& statuses);
  llvm::Value* class_of(const GridKey& key, const Cell& cell);
  std::optional<Cell> constant_place(const program::Node& node, const Grid& grid, llvm::Value* place);
  Cell computed_place(const program::Node& node, const Grid& grid, llvm::Value* place);

  // ---- rules.cpp: versions and derogations
  Cell version(const program::Variable& variable, std::uint32_t count);
  Cell version_body(const program::Variable& variable, const program::Version& version);
  Cell rule(const program::Variable& variable, const program::Rule& rule);
  std::uint32_t version_weight(const program::Version& version) const;
  std::uint32_t rule_weight(const program::Rule& rule) const;
  llvm::Value* in_period(const Cell& date, value::Date from, value::Date until);

  // ---- strict.cpp: operations on values
  Cell strict(const program::Node& node);
  Cell comparison(const program::Node& node, const std::vector<Cell>& in);
  Cell extremum(const program::Node& node, const std::vector<Cell>& in);
  // Of months and days: an i1, whether some operand has months and some days.
  llvm::Value* is_mixed(const std::vector<Cell>& durations);
  llvm::Value* relation(llvm::CmpInst::Predicate relation, const Cell& x, const Cell& y, program::Comparison mode);
  llvm::Value* equal(const Cell& x, const Cell& y);
  Cell number(const program::Node& node, const std::vector<Cell>& in);
  Cell in_range(const program::Node& node, const Cell& cell);

  // ---- strict_dates.cpp, strict_sets.cpp
  Cell date(const program::Node& node, const std::vector<Cell>& in);
  Cell of_sum(const program::Node& node, const DatedSum& sum);
  Cell duration(const program::Node& node, const std::vector<Cell>& in);
  Cell set(const program::Node& node, const std::vector<Cell>& in);
  Cell open(const program::Node& node, const std::vector<Cell>& in);
  Cell attribute(const program::Node& node, const Cell& element);
  Cell lookup(const program::Node& node, const std::vector<Cell>& in);
  llvm::Value* set_contains(llvm::Value* low, llvm::Value* high, llvm::Value* index);
  // The element of a list of constants at an index that is within it.
  Cell constant_at(const program::Type& type, const std::vector<value::Value>& constants, llvm::Value* index);
  llvm::Value* array_at(llvm::Type* type, const std::vector<std::int64_t>& elements, llvm::Value* index);

  // ---- lists.cpp: only where branches are allowed
  struct Fold;
  Cell list_input(const program::Node& node);
  Cell field(const program::Node& node, const Cell& element);
  Cell fold(const program::Node& node);
  Cell begin_fold(const program::Node& node, Fold& fold);
  void fold_element(const program::Node& node, Fold& fold);
  void fold_kept(const program::Node& node, Fold& fold, const Cell& body);
  Cell end_fold(const program::Node& node, Fold& fold);
  // A place of the function's frame, for what changes while a fold goes on.
  llvm::Value* frame_slot(llvm::Type* type);

  Source source_;
  llvm::Module& module_;
  Builder& builder_;
  Leaves& leaves_;
  bool branches_;
  Words words_;
  Numbers numbers_;
  Days days_;
  // Cells of nodes and variables, where they were computed on every path to here.
  Cells cells_;
  Cells::ScopeTy cells_of_function_;
  Builder::Scope values_of_function_;
  std::unordered_map<std::uint32_t, Cell> bound_;
};

class Emitter::Scope {
 public:
  explicit Scope(Emitter& emitter) : cells_(emitter.cells_), values_(emitter.builder_) {}
  Scope(const Scope&) = delete;
  Scope& operator=(const Scope&) = delete;

 private:
  Cells::ScopeTy cells_;
  Builder::Scope values_;
};

}  // namespace avenant::native
