#include "runtime/native/code/line_table.hpp"

#include <llvm/BinaryFormat/Dwarf.h>
#include <llvm/IR/DebugInfoMetadata.h>

namespace avenant::native {

LineTable::LineTable(const program::Package& package, llvm::Module& module) : package_(package), builder_(module) {
  module.addModuleFlag(llvm::Module::Warning, "Debug Info Version", llvm::DEBUG_METADATA_VERSION);
  module.addModuleFlag(llvm::Module::Warning, "Dwarf Version", 4);
  no_file_ = builder_.createFile("rules", "");
  builder_.createCompileUnit(llvm::dwarf::DW_LANG_C, no_file_, "rulec", true, "", 0);
  type_ = builder_.createSubroutineType(builder_.getOrCreateTypeArray({}));
}

llvm::DIFile* LineTable::file_of(program::StringId path) {
  llvm::DIFile*& file = files_[path.value];
  if (file == nullptr) file = builder_.createFile(llvm::StringRef(package_.text_of(path)), "");
  return file;
}

llvm::DISubprogram* LineTable::function_named(const std::string& name, llvm::DIFile* file, unsigned line) {
  return builder_.createFunction(file, name, "", file, line, type_, line, llvm::DINode::FlagZero,
                                 llvm::DISubprogram::SPFlagDefinition | llvm::DISubprogram::SPFlagOptimized |
                                     llvm::DISubprogram::SPFlagLocalToUnit);
}

llvm::DISubprogram* LineTable::function_of(const program::Variable& variable) {
  llvm::DISubprogram*& function = variables_[&variable];
  if (function != nullptr) return function;
  std::string name(package_.text_of(variable.name));
  llvm::DIFile* file = no_file_;
  unsigned line = 0;
  if (variable.place) {
    const program::Place& place = package_.place(variable.place);
    if (place.article) name += " (" + std::string(package_.text_of(place.article)) + ")";
    file = file_of(place.path);
    line = place.line;
  }
  function = function_named(name, file, line);
  return function;
}

// A line of another file than its function's has a scope that says so.
llvm::DILocalScope* LineTable::in_file(llvm::DILocalScope* scope, llvm::DIFile* file) {
  llvm::DISubprogram* function = scope->getSubprogram();
  if (function->getFile() == file) return function;
  llvm::DILocalScope*& found = scopes_[{function, file}];
  if (found == nullptr) found = builder_.createLexicalBlockFile(function, file);
  return found;
}

void LineTable::begin(llvm::Function& function, Builder& builder) {
  // Line 0 would be taken for the line before it in memory.
  llvm::DISubprogram* described = function_named(function.getName().str(), no_file_, 1);
  function.setSubprogram(described);
  builder.SetCurrentDebugLocation(llvm::DILocation::get(function.getContext(), 1, 0, described));
}

void LineTable::enter(Builder& builder, program::PlaceId place) {
  if (!place) return;
  const program::Place& record = package_.place(place);
  llvm::DILocation* before = builder.getCurrentDebugLocation();
  if (record.line == 0 || before == nullptr) return;
  builder.SetCurrentDebugLocation(llvm::DILocation::get(
      builder.getContext(), record.line, 0, in_file(before->getScope(), file_of(record.path)), before->getInlinedAt()));
}

void LineTable::enter(Builder& builder, const program::Variable& variable) {
  llvm::DILocation* before = builder.getCurrentDebugLocation();
  if (before == nullptr) return;
  llvm::DISubprogram* function = function_of(variable);
  builder.SetCurrentDebugLocation(
      llvm::DILocation::get(builder.getContext(), function->getLine(), 0, function, before));
}

void LineTable::finish() {
  builder_.finalize();
}

}  // namespace avenant::native
