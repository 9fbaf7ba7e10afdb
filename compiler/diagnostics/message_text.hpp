// What the renderings share: the words around a message, and a message as plain text without its places.
// Read next: render.hpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compiler/diagnostics/diagnostics.hpp"

namespace avenant::diagnostics {

/// The words around a message in one language.
struct Words {
  std::string_view error, warning, note, help, fix, example, did_you_mean, end_of_question, open_quote, close_quote,
      colon, or_word;
};

[[nodiscard]] const Words& words(Language language);

/// How grave a message is, as tools name it in JSON and SARIF: `error`, `warning`, `note`.
[[nodiscard]] std::string_view level_name(Level level);

/// « a », « b » ou « c »
[[nodiscard]] std::string quoted_list(const std::vector<std::string>& names, const Words& said);

/// « vouliez-vous dire « a » ou « b » ? »; empty without suggestions.
[[nodiscard]] std::string suggestion_text(const Diagnostic& diagnostic, Language language);

/// The title, then what there is of help, near names and the case that shows the mistake, each on lines of its own.
[[nodiscard]] std::string plain_message(const Diagnostic& diagnostic, Language language);

}  // namespace avenant::diagnostics
