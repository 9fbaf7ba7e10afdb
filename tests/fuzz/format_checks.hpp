// What must hold of formatting for any bytes, checked without the formatter's own means. Used by format_corpus and
// fmt_fuzz.
#pragma once

#include <cstddef>
#include <string>

namespace avenant::fuzz {

/// One formatting with what was found wrong.
struct FormatCheck {
  std::string text;     ///< The formatted source.
  std::string problem;  ///< Empty when all holds.
  std::size_t n_rules = 0;
  std::size_t n_in_error = 0;
  std::size_t n_refused = 0;
};

/// Formats a text and checks: the same once more, the same tree with the same tokens and the same mistakes, every byte
/// outside rules kept, and nothing but spaces and the agreed signs changed inside.
[[nodiscard]] FormatCheck check_format(const std::string& text);

}  // namespace avenant::fuzz
