#include "compiler/diagnostics/pages.hpp"

#include <algorithm>
#include <iterator>

namespace avenant::diagnostics {
namespace {

struct PageTexts {
  std::uint16_t number;
  std::string_view french, english;
};

/// Ordered by number. The first entry only keeps the array from being empty.
constexpr PageTexts kPages[] = {
    {0, "", ""},
#include "compiler/diagnostics/pages.inc"
};

}  // namespace

std::string_view page(Code code, Language language) {
  const std::uint16_t number = info(code).number;
  const auto* const found = std::find_if(std::begin(kPages), std::end(kPages),
                                         [number](const PageTexts& texts) { return texts.number == number; });
  if (found == std::end(kPages)) return {};
  return language == Language::French ? found->french : found->english;
}

}  // namespace avenant::diagnostics
