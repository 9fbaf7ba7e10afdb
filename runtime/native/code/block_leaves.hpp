// What a row of a block reads: elements of arrays. Read block_module.cpp next.
#pragma once

#include <llvm/IR/Module.h>
#include <unordered_map>
#include <vector>

#include "runtime/engine/native_code.hpp"
#include "runtime/native/code/emitter.hpp"

namespace avenant::native {

// Which rows code is written for: those that have what the columns usually have, as fast as can be, or any row, each
// input with its status.
enum class Rows : std::uint8_t { kUsual, kUnusual };

class BlockLeaves final : public Leaves {
 public:
  BlockLeaves(const Source& source, Builder& builder, const engine::CompileOptions& options, Rows rows);

  // Begins the function of a group: its context and the row. `group` tells its values from those of others.
  void begin(llvm::Value* context, llvm::Value* row, llvm::BasicBlock* body);
  // Takes the outcome of a unit of the group.
  void take(UnitIndex unit, const Cell& cell);
  // Where the group's last row is done: writes the flags.
  void end();
  // Writes the outcome of a unit of the group, at the edge, as request `index` of the block.
  void write_result(std::uint32_t index, const Cell& cell);
  // Writes, for input `index` of the layout, which rows have a value that code must not compute with.
  void check_input(std::size_t index);
  // What every load and store of the group bears, so that rows are known not to depend on each other.
  llvm::MDNode* access_group() const { return access_group_; }
  engine::BlockLayout& layout() { return layout_; }

  Cell input(program::InputId input) override;
  Cell element_input(program::ColumnId column, llvm::Value* index) override;
  Cell situation_date() override;
  Cell unit(UnitIndex unit) override;
  void flag(llvm::Value* raised) override;
  void is_of_constants(llvm::Instruction& load) override;
  llvm::Value* package() override;

 private:
  // A unit that was computed: its parts, where they were, and its arrays once something reads them.
  struct Computed {
    Cell cell;
    std::size_t group = 0;
    bool is_stored = false;
    engine::ValueArrays arrays;
  };

  engine::Array new_array(std::uint32_t size);
  engine::ValueArrays new_arrays(const Cell& like);
  std::uint32_t input_index(program::InputId input);
  llvm::Value* address(Builder& builder, engine::Array array, llvm::Value* memory, llvm::Value* row);
  llvm::Value* load(engine::Array array);
  void store(Builder& builder, llvm::Value* value, engine::Array array, llvm::Value* memory, llvm::Value* row);
  void store_unit(Computed& computed);
  llvm::Value* context_field(llvm::Type* type, std::uint64_t offset);
  // The pointer at an index of an array that a field of the context points to.
  llvm::Value* context_pointer(std::uint64_t field, std::uint64_t offset);
  llvm::Value* element(std::size_t input);
  // An element of a caller's array.
  llvm::Value* element_address(llvm::Value* first, llvm::Type* type);
  void store_at(llvm::Value* value, llvm::Value* address);
  void add_flag(llvm::Value* raised, engine::RowFlag flag);
  void choose_storage(engine::BlockInput& entry);

  struct Group {
    llvm::Value* memory = nullptr;
    llvm::Value* row = nullptr;
    llvm::BasicBlock* body = nullptr;
    llvm::MDNode* access_group = nullptr;
  };

  const Source& source_;
  Builder& builder_;
  const Rows rows_;
  // Of inputs.
  std::vector<bool> is_given_;
  std::vector<bool> is_sparse_;
  // The samples of inputs; null: none.
  std::vector<const batch::InputColumn*> samples_;
  engine::BlockLayout layout_;
  std::unordered_map<std::uint32_t, std::uint32_t> inputs_;
  std::unordered_map<UnitIndex, Computed> units_;
  std::vector<Group> groups_;
  llvm::Value* context_ = nullptr;
  llvm::MDNode* access_group_ = nullptr;
  llvm::Value* raised_ = nullptr;
};

}  // namespace avenant::native
