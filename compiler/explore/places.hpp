// Every place of the law that defines or amends a thing, in order of the time axes, and every place that reads it.
// Read next: forms/forms.hpp, how it is written.
#pragma once

#include <optional>

#include "compiler/compare/quotes.hpp"
#include "compiler/explore/reads.hpp"

namespace avenant::explore {

enum class Action : std::uint8_t {
#define AVENANT_ACTION(Name, json, french, english) Name,
#include "compiler/explore/actions.def"
#undef AVENANT_ACTION
};
[[nodiscard]] const KindWords& words_of(Action action);

/// A place, for people.
struct Location {
  std::string text;  ///< The name of the text; empty for a vocabulary or the library.
  std::string article;
  std::string heading;
  std::string file;
  std::uint32_t line = 0;  ///< From 1; 0 where nothing is written.
  std::uint32_t column = 0;
};

/// Of a day: what a place says then. None: no day was asked for.
enum class State : std::uint8_t { None, Applies, Superseded, NotYet, Ended };

/// One place that defines or amends.
struct Place {
  Action action = Action::Defines;
  ThingId thing;                   ///< What it acts on: the thing asked for, or a part of it.
  ThingId by;                      ///< Derogates: the derogation.
  std::vector<std::string> parts;  ///< Clauses that it words, where it acts on some clauses of a rule.
  hir::TextId text;
  base::Span span;  ///< Where its rule begins.
  Location location;
  std::string words;        ///< The rule as written, without comments.
  std::string application;  ///< The words of its application date; empty for what bears no date.
  std::optional<value::Date> from;
  std::optional<value::Date> until;  ///< Excluded.
  std::optional<value::Date> known_from;
  bool is_draft = false;
  std::uint32_t version = 0;  ///< The version that it makes, from 1; 0 where it makes none.
  State state = State::None;
};

/// One rule that reads it.
struct Reader {
  ThingId thing;
  bool for_application = false;  ///< Only to know which wording applies.
  std::vector<Location> places;
};

/// All that is known of where a thing is.
struct Whereabouts {
  ThingId thing;
  std::vector<Place> places;  ///< By publication of the text, then by entry into force, then as written.
  std::vector<Reader> readers;
  std::uint32_t n_versions = 0;
  std::uint32_t n_unknown =
      0;  ///< Places of texts that do not count: drafts that are not named, texts published later.
};

/// What is looked through. Everything is referred to.
struct Law {
  const Things& things;
  const consolidate::RuleIndex& rules;  ///< Of all files, those of the library included.
  const base::SourceMap& sources;
  const compare::Quoter& quoter;
};

/// Where a thing is defined, amended and read. Linear in the rules and their words.
[[nodiscard]] Whereabouts where(const Law& law, const Scope& scope, ThingId thing);
/// The place of a span.
[[nodiscard]] Location location_of(const Law& law, base::Span span);

}  // namespace avenant::explore
