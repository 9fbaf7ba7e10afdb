#include "compiler/syntax/label_name.hpp"

#include "compiler/base/names.hpp"
#include "compiler/syntax/characters.hpp"

namespace avenant::syntax {

std::string label_name(std::string_view label) {
  const std::string text = base::normalise(label);
  std::string part;
  for (std::size_t at = 0; at < text.size();) {
    const std::uint32_t length = word_length(text, at);
    if (length > 0) part += (part.empty() ? "" : "_") + text.substr(at, length);
    at += length > 0 ? length : 1;
  }
  if (part.empty()) return "ligne";
  // A name begins with a letter.
  return is_digit(static_cast<unsigned char>(part[0])) ? "_" + part : part;
}

}  // namespace avenant::syntax
