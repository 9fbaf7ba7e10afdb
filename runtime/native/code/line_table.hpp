// Which line of which rule file each instruction comes from, in DWARF, so that debuggers and profilers show the rules:
// functions bear the name and the article of their variable, and a variable that is computed inside another's function
// is shown as a call of it. Read line_table.cpp next.
#pragma once

#include <llvm/IR/DIBuilder.h>
#include <llvm/IR/Module.h>
#include <map>
#include <string>

#include "runtime/native/values/words.hpp"
#include "runtime/program/package.hpp"

namespace avenant::native {

class LineTable {
 public:
  // For what is written in `module`, whose functions are all begun here.
  LineTable(const program::Package& package, llvm::Module& module);
  LineTable(const LineTable&) = delete;
  LineTable& operator=(const LineTable&) = delete;

  // From here on `builder` writes in `function`, which is of no rule.
  void begin(llvm::Function& function, Builder& builder);
  // Where what is written next is from: these two until the builder gets back its earlier location.
  void enter(Builder& builder, program::PlaceId place);
  void enter(Builder& builder, const program::Variable& variable);
  // After the last instruction.
  void finish();

 private:
  llvm::DIFile* file_of(program::StringId path);
  llvm::DISubprogram* function_named(const std::string& name, llvm::DIFile* file, unsigned line);
  llvm::DISubprogram* function_of(const program::Variable& variable);
  llvm::DILocalScope* in_file(llvm::DILocalScope* scope, llvm::DIFile* file);

  const program::Package& package_;
  llvm::DIBuilder builder_;
  llvm::DIFile* no_file_ = nullptr;
  llvm::DISubroutineType* type_ = nullptr;
  std::map<std::uint32_t, llvm::DIFile*> files_;
  std::map<const program::Variable*, llvm::DISubprogram*> variables_;
  std::map<std::pair<llvm::DISubprogram*, llvm::DIFile*>, llvm::DILocalScope*> scopes_;
};

// While it lives, what is written is from a place or a variable; nothing where there is no table.
class At {
 public:
  template <typename Where>
  At(LineTable* table, Builder& builder, const Where& where) : builder_(builder) {
    if (table == nullptr) return;
    before_ = builder.getCurrentDebugLocation();
    is_set_ = true;
    table->enter(builder, where);
  }
  ~At() {
    if (is_set_) builder_.SetCurrentDebugLocation(before_);
  }
  At(const At&) = delete;
  At& operator=(const At&) = delete;

 private:
  Builder& builder_;
  llvm::DebugLoc before_;
  bool is_set_ = false;
};

}  // namespace avenant::native
