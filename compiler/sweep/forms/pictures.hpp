// The pictures of a page: each result wide and narrow, of which the width of the page shows one. Read next: html.cpp.
#pragma once

#include <cstddef>
#include <string>

#include "compiler/sweep/forms/words.hpp"

namespace avenant::sweep {

/// What the pictures of a page share; once a page, before them.
[[nodiscard]] std::string picture_style();
/// The two pictures of a result. `number` is the page's own of it.
[[nodiscard]] std::string pictures_of(const Sheet& sheet, const Words& words, const ResultSweep& result,
                                      std::size_t number);

}  // namespace avenant::sweep
