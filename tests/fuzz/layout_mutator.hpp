// Writes rules otherwise without changing what they say: spaces, indents, line breaks, signs of the keyboard, comments.
#pragma once

#include <cstdint>
#include <string>

namespace avenant::fuzz {

/// Another writing of a text, a function of the seed. Where the text was right, so is nearly always what comes out.
[[nodiscard]] std::string rewrite_layout(const std::string& text, std::uint64_t seed);

}  // namespace avenant::fuzz
