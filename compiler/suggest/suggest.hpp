// Scenarios for what none shows: what is not covered, and each boundary on which no scenario stands. What they expect
// is what the rules give. Read next: write.hpp, which writes them as a rule file; search/, which finds the cases.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "compiler/base/source.hpp"
#include "compiler/hir/program.hpp"
#include "compiler/suggest/search/boundary_search.hpp"
#include "compiler/suggest/search/gap_search.hpp"

namespace avenant::suggest {

/// One scenario, or several that differ by one fact.
struct Suggestion {
  program::PlaceId place;  ///< What it is for.
  program::TextId text;
  program::VariableId request;
  std::vector<Situation> situations;
  std::vector<std::uint32_t> columns;  ///< The facts by which several differ; empty for one.
  std::string subject;                 ///< What it is about, in French: « patients autour de 640 patients ».
};

enum class Reason : std::uint8_t {
  Impossible,   ///< No case leads there: proved.
  NotReached,   ///< None was found within the bounds of the search.
  NotDecisive,  ///< Cases stand there, and nothing that scenarios may ask for changes by it.
  Folded,       ///< It lies within a list.
  NoRequest,    ///< Nothing that scenarios may ask for reads it.
  NotStated,    ///< A case was found, and no scenario can state it or what is expected.
};

/// What no scenario is suggested for.
struct Unreached {
  program::PlaceId place;
  program::TextId text;
  std::string subject;
  Reason reason = Reason::NotReached;
};

struct Suggestions {
  std::vector<Suggestion> found;     ///< In the order of texts and places.
  std::vector<Unreached> unreached;  ///< In the same order.
  std::size_t n_boundaries = 0;      ///< Looked at.
  std::size_t n_standing = 0;        ///< Of them, those on which scenarios stand already.
};

struct Request {
  const hir::Program& hir;
  const program::Package& package;
  const base::SourceMap& sources;
  /// Whether something at a place, of a text, is to be looked at; empty: everything is.
  std::function<bool(program::PlaceId, program::TextId)> is_wanted;
};

/// Finds them. The same rules give the same scenarios; the work is bounded for each boundary and each goal.
[[nodiscard]] Suggestions suggest(const Request& request);

}  // namespace avenant::suggest
