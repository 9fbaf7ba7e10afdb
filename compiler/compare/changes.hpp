// What differs between two structures: pieces that one adds, lacks or words otherwise, with the words of both sides.
// Comparing them the other way round gives the mirror image. Read next: changes_text.hpp and changes_json.hpp.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compiler/compare/structure.hpp"

namespace avenant::compare {

enum class Operation : std::uint8_t { Added, Removed, Changed };

/// One thing that differs.
struct Change {
  Operation operation = Operation::Changed;
  ItemKind kind = ItemKind::Definition;
  std::string dispositif;
  std::string name;
  std::string part;  ///< Of a rule that is several variables; empty where several of its parts differ in the same way.
  Element element = Element::Whole;
  std::string label;  ///< The cells of a row, the label of a condition, the name of a case.
  std::optional<Quote> before;
  std::optional<Quote> after;
  std::string period_fr;  ///< Of a wording that only one side has: from when it applies.
  std::string period_en;
  friend bool operator==(const Change&, const Change&) = default;
};

/// What differs, in the order of the second structure; what only the first one has comes where it stands there. A
/// change that several wordings of an item share is given once. Linear but for sorting.
[[nodiscard]] std::vector<Change> compare(const std::vector<Item>& before, const std::vector<Item>& after);

}  // namespace avenant::compare
