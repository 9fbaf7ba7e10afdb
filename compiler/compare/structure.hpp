// What a project says, taken apart for comparison: items that have a name, their wordings by text, the pieces of each.
// Read next: changes.hpp, what differs between two of them.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/base/source.hpp"
#include "compiler/consolidate/rule_index.hpp"
#include "compiler/consolidate/standing.hpp"
#include "compiler/hir/program.hpp"

namespace avenant::compare {

enum class ItemKind : std::uint8_t {
#define AVENANT_ITEM_KIND(Name, json, french, english) Name,
#include "compiler/compare/kinds.def"
#undef AVENANT_ITEM_KIND
};

enum class Element : std::uint8_t {
#define AVENANT_ELEMENT(Name, json, french, english) Name,
#include "compiler/compare/elements.def"
#undef AVENANT_ELEMENT
};

/// What a kind or an element is called.
struct Words {
  std::string_view json;
  std::string_view french;
  std::string_view english;
};
[[nodiscard]] const Words& words_of(ItemKind kind);
[[nodiscard]] const Words& words_of(Element element);

/// Words of an author, and where they stand in the law.
struct Quote {
  std::string words;    ///< On one line, spaces collapsed; of a whole rule, its lines.
  std::string text;     ///< The name of the text; empty for a vocabulary or none.
  std::string article;  ///< The number, or empty.
  std::string heading;
  std::string place;  ///< `file:line`.
  friend bool operator==(const Quote&, const Quote&) = default;
};

/// A piece of a wording: the smallest thing that is said to differ.
struct Piece {
  Element element = Element::Whole;
  std::string key;      ///< Pieces of one element with the same key are one.
  std::string label;    ///< For people: the cells of a row, the label of a condition; empty where there is only one.
  std::string meaning;  ///< Two pieces that mean the same are the same.
  Quote quote;
};

/// What one text says of an item.
struct Wording {
  std::string key;        ///< The text, and for one that partial amendments made, what they changed.
  bool composed = false;  ///< Made by a partial amendment: its pieces say what it changes.
  Quote whole;
  std::string period_fr;  ///< From when it applies; empty where it always does.
  std::string period_en;
  std::vector<Piece> pieces;
};

/// Something with a name.
struct Item {
  ItemKind kind = ItemKind::Definition;
  std::string dispositif;
  std::string name;                   ///< Of a part of a rule: the rule's.
  std::string part;                   ///< Of an objectif, an obligation, an échéancier or a table with several columns.
  std::string key;                    ///< Items of two projects with the same key are one.
  std::vector<std::string> readings;  ///< The lectures that its wordings read themselves, each once, sorted.
  std::vector<Wording> wordings;      ///< In order of application.
};

/// Of what a project says, what is compared. Everything is referred to.
struct Selection {
  const hir::Program& program;
  const base::SourceMap& sources;
  const consolidate::RuleIndex& rules;  ///< Of the same program: where whole rules begin and end.
  std::size_t n_library_sources = 0;
  const consolidate::Standing* standing = nullptr;  ///< One day's rules; null: all rules.
  std::function<bool(hir::TextId)> knows = {};      ///< Texts that count; empty: all.
};

/// The items selected, in the order of the program. What the standard library says is left out. Linear in the rules
/// and their words.
[[nodiscard]] std::vector<Item> structure_of(const Selection& selection);

/// What places of rules say, for people and for comparison, by the file and the offset of the place.
struct PlaceWords {
  using Place = std::pair<std::string, std::uint32_t>;
  /// Rows of tables: `demi | 2 : 14 000 €`. One line of a table may hold several rows.
  std::map<Place, std::string> rows;
  /// The meaning of bodies, by the name of the variable too: the parts of a rule share its place.
  std::map<std::pair<std::string, Place>, std::string> bodies;
  /// That of derogations, condition and value, by the name of the variable they are to.
  std::map<std::pair<std::string, Place>, std::string> derogations;
};
[[nodiscard]] PlaceWords place_words(const Selection& selection);

}  // namespace avenant::compare
