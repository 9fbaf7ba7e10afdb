// Where a rule stands in the law, in words: « art. 9-3, avenant 7 ».
#pragma once

#include <string>
#include <string_view>

#include "compiler/diagnostics/diagnostics.hpp"
#include "runtime/program/package.hpp"

namespace avenant::report {

/// A place, taken apart. Empty members are not known.
struct PlaceParts {
  std::string article;  ///< `9-3`, without the word « Article ».
  std::string heading;  ///< The title of the article, or of the section.
  std::string text;     ///< The name of the text, `avenant_7`.
  std::string title;    ///< Its title.
  std::string file;     ///< `path:line`.
};

[[nodiscard]] PlaceParts place_parts(const program::Package& package, program::PlaceId place);
/// « art. 9-3, avenant 7 », or « « Les années de contrat », avenant 7 » where no article has a number.
[[nodiscard]] std::string place_text(const program::Package& package, program::PlaceId place,
                                     diagnostics::Language language);
/// The article and the text of one version: the text is the version's own.
[[nodiscard]] std::string place_text(const program::Package& package, program::PlaceId place, program::TextId text,
                                     diagnostics::Language language);

/// A name as a reader reads it: underscores are spaces.
[[nodiscard]] std::string plain_name(std::string_view name);

/// « texte » in the quotes of the language.
[[nodiscard]] std::string quoted(std::string_view text, diagnostics::Language language);

}  // namespace avenant::report
