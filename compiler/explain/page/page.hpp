// The page that explains a case: the answers, the reasons, the operations, the facts, then rule by rule.
// Read next: document.hpp, ../words/sentences.hpp.
#pragma once

#include <vector>

#include "compiler/explain/page/document.hpp"
#include "compiler/explain/words/sentences.hpp"

namespace avenant::explain {

/// What a page has besides what the explanation says.
struct PageParts {
  std::vector<Block> remedies;  ///< What would have to change, result by result; may be empty.
  bool rule_by_rule = true;     ///< Whether every rule is told at the end.
  /// Facts that are asked for by name: what each is, where it is declared, and which rules of the case read it.
  std::vector<program::InputId> facts;
  bool facts_only = false;  ///< Nothing else is asked for.
};

/// The page of an explanation, in the language of `sentences`.
[[nodiscard]] Document page_of(const Sentences& sentences, PageParts parts = {});

/// What it would take for results to be otherwise, as blocks for a page; nothing where nothing was looked for.
[[nodiscard]] std::vector<Block> remedy_blocks(const Sentences& sentences, const std::vector<Remedies>& remedies);

/// The conditions of an éligibilité, or the tests of another booléen, as a list.
[[nodiscard]] std::vector<Item> reason_items(const Sentences& sentences, const Rule& rule);
/// The operations of a rule as a list, with where their operands come from.
[[nodiscard]] std::vector<Item> operation_items(const Sentences& sentences, const Rule& rule);
/// Which version of a rule applies and why, which are set aside, and what became of its derogations.
[[nodiscard]] std::vector<Item> law_items(const Sentences& sentences, const Rule& rule);

}  // namespace avenant::explain
