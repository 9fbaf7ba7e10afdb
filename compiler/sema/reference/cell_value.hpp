// The value that a cell of a data file means for a type of the language: the forms that rule files and cases accept.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "compiler/sema/context.hpp"

namespace avenant::sema {

/// Reads cells; it remembers the cases of enumerations, so that each cell takes logarithmic time.
class CellReader {
 public:
  explicit CellReader(const Context& context) : context_(context) {}

  /// The value of a text that is not empty; nothing when the type has no such value. Types: booléen, numbers, dates,
  /// durées, enumerations.
  [[nodiscard]] std::optional<value::Value> read(const Type& type, std::string_view text);
  /// The nearest case names, for a message.
  [[nodiscard]] std::vector<std::string> case_names(hir::EnumerationId enumeration) const;

 private:
  struct Cases {
    std::map<std::string, std::uint32_t, std::less<>> exact;                 ///< By name and by code.
    std::map<std::string, std::optional<std::uint32_t>, std::less<>> loose;  ///< Folded; nothing where two are meant.
  };

  [[nodiscard]] std::optional<value::Value> number(const Type& type, std::string_view text) const;
  [[nodiscard]] std::optional<value::Value> enumeration(hir::EnumerationId id, std::string_view text);
  const Cases& cases_of(hir::EnumerationId id);

  const Context& context_;
  std::map<hir::EnumerationId, Cases> cases_;
};

}  // namespace avenant::sema
