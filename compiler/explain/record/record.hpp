// The record of a decision: the four things that article R. 311-3-1-2 of the code des relations entre le public et
// l'administration lets a person ask for, and all that it takes to decide the case again.
// docs/schemas/decision.schema.json. Read next: law_digest.hpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compiler/explain/record/law_digest.hpp"
#include "compiler/explain/words/sentences.hpp"

namespace avenant::explain {

/// What a run has decided for all its cases.
struct RecordContext {
  std::vector<ArticleDigest> articles;
  std::string maker;                 ///< `rulec 0.1.0`.
  std::vector<std::string> results;  ///< As asked for; empty for every public result.
};

/// Writes the record of the case that `sentences` explains, on one line, with its line break. The same
/// case, rules and choices give the same bytes; nothing in it depends on the day, the machine or the lines of the
/// sources.
[[nodiscard]] std::string record_of(const Sentences& sentences, const RecordContext& context);

}  // namespace avenant::explain
