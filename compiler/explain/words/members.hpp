// Members of families, as people call them: « file active, n = 3 à 5 ». Read next: wording.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "compiler/explain/words/grammar.hpp"
#include "runtime/program/package.hpp"

namespace avenant::explain {

/// An index of a member of a family: `n` and `3`, `i` and the case `fa`.
struct Index {
  std::string name;
  program::EnumerationId enumeration;  ///< Of an index that goes through an enumeration.
  std::int64_t number = 0;             ///< Else the number; of an enumeration, the position of the case.
};

/// The indices of every member of the families of one package.
class Members {
 public:
  /// Linear in the members.
  explicit Members(const program::Package& package);

  [[nodiscard]] const std::vector<Index>& of(program::VariableId variable) const {
    return find(variables_, variable.value);
  }
  [[nodiscard]] const std::vector<Index>& of(program::InputId input) const { return find(inputs_, input.value); }

 private:
  using Table = std::vector<std::vector<Index>>;
  [[nodiscard]] const std::vector<Index>& find(const Table& table, std::uint32_t position) const {
    return position < table.size() ? table[position] : none_;
  }

  Table variables_;
  Table inputs_;
  std::vector<Index> none_;
};

/// As they are, or as ordinals that agree with what they count.
enum class NumberForm : std::uint8_t { Plain, Masculine, Feminine };

/// Numbers that follow each other joined: « 3 », « 1re et 2e », « 2e à 5e ».
[[nodiscard]] std::string joined_numbers(const std::vector<std::int64_t>& numbers, NumberForm form, Language language);

/// The same after the name of an index: « n = 3 », « n = 1 et 2 », « n = 2 à 5 ».
[[nodiscard]] std::string numbers_text(const std::string& name, const std::vector<std::int64_t>& numbers,
                                       Language language);

}  // namespace avenant::explain
