// Reference tables (`table zonage « zonage.csv » clé commune`): columns are declared with the words of a project, cells
// are read once all types are known, and rules look rows up.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "compiler/sema/declarations/declarations.hpp"

namespace avenant::sema {

/// A table of which the file and the head are known, and the cells are not read yet.
struct OpenTable;

/// The tables of a project while they are read, in the order of the rule files.
class ReferenceTables {
 public:
  explicit ReferenceTables(Context& context);
  ~ReferenceTables();
  ReferenceTables(const ReferenceTables&) = delete;
  ReferenceTables& operator=(const ReferenceTables&) = delete;

  /// Declares the name of a table, and matches its columns with those of its file.
  void declare(const PlacedRule& placed);
  /// Declares the enumerations that only keys name: their cases are what the key columns hold, sorted.
  void declare_key_types();
  /// Reads the types and every cell; tables without mistakes are then known to expressions.
  void read();

 private:
  Context& context_;
  std::vector<std::unique_ptr<OpenTable>> tables_;
};

/// `zonage(commune).zone`, `zonage(commune ; date).zone`: nothing when the expression names no table.
[[nodiscard]] std::optional<ExpressionId> read_table_lookup(Context& context, const Scope& scope,
                                                            syntax::FieldView view);
/// Reports `zonage(commune)` without a column, and gives an error expression; nothing when a name is no table.
[[nodiscard]] std::optional<ExpressionId> read_bare_lookup(Context& context, const Scope& scope, syntax::CallView view);

}  // namespace avenant::sema
