// What reads what, and where: the edges of the law, taken from the expressions of every version, derogation and notice.
// Read next: neighbourhood.hpp, the part of them around one rule.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "compiler/consolidate/standing.hpp"
#include "compiler/explore/things.hpp"

namespace avenant::explore {

/// Value: in what it says. Condition: an éligibilité, of a condition that it lists. Derogation: a rule, of a derogation
/// to it. Application: to know which wording applies.
enum class ReadKind : std::uint8_t { Value, Condition, Derogation, Application };

struct Read {
  ThingId reader;
  ThingId read;
  ReadKind kind = ReadKind::Value;
  base::Span span;   ///< Where it is read; invalid where nothing written says it.
  hir::TextId text;  ///< Of the wording that reads it.
  friend auto operator<=>(const Read&, const Read&) = default;
};

/// Which wordings count.
struct Scope {
  std::function<bool(hir::TextId)> knows = {};      ///< Texts that count; empty: all.
  const consolidate::Standing* standing = nullptr;  ///< One day's rules; null: all rules.

  [[nodiscard]] bool counts(const hir::InForce& item, hir::TextId text) const;
  /// Whether the texts that it needs are known, whatever the day.
  [[nodiscard]] bool counts_known(const hir::InForce& item, hir::TextId text) const;
};

/// Every read, each once, sorted by reader, what is read and place. Linear in the expressions, but for sorting.
[[nodiscard]] std::vector<Read> reads_of(const Things& things, const Scope& scope);

/// Places where a case of an enumeration, or a choice of a reading, is named; and what has the type of a word. Only of
/// interest for words, which no rule « reads ».
[[nodiscard]] std::vector<Read> mentions_of(const Things& things, const Scope& scope);

}  // namespace avenant::explore
