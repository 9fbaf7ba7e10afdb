#include "compiler/base/data_text.hpp"

#include <array>
#include <string>

#include "compiler/base/names.hpp"

namespace avenant::base {
namespace {

constexpr std::array<std::string_view, 2> kWideSpaces = {"\u00A0", "\u202F"};

bool is_space(char byte) {
  return byte == ' ' || byte == '\t';
}

}  // namespace

std::string_view trimmed(std::string_view text) {
  while (!text.empty()) {
    const char first = text.front();
    if (is_space(first)) {
      text.remove_prefix(1);
      continue;
    }
    const char last = text.back();
    if (is_space(last)) {
      text.remove_suffix(1);
      continue;
    }
    // Wide spaces begin with 0xC2 or 0xE2 and end with 0xA0 or 0xAF.
    const auto lead = static_cast<unsigned char>(first);
    const auto tail = static_cast<unsigned char>(last);
    if (lead != 0xC2 && lead != 0xE2 && tail != 0xA0 && tail != 0xAF) return text;
    const std::size_t size = text.size();
    for (const std::string_view space : kWideSpaces) {
      if (text.starts_with(space)) text.remove_prefix(space.size());
      if (text.ends_with(space)) text.remove_suffix(space.size());
    }
    if (text.size() == size) return text;
  }
  return text;
}

std::optional<bool> read_truth(std::string_view word) {
  const std::string folded = fold(word);
  if (folded == "vrai" || folded == "oui" || folded == "true") return true;
  if (folded == "faux" || folded == "non" || folded == "false") return false;
  return std::nullopt;
}

WrittenQuantity split_quantity(std::string_view text) {
  const std::size_t last = text.find_last_of("0123456789");
  const std::size_t end = last == std::string_view::npos ? 0 : last + 1;
  return {trimmed(text.substr(0, end)), trimmed(text.substr(end))};
}

bool means_euro(std::string_view unit) {
  const std::string word = fold(unit);
  return word == "€" || word == "euro" || word == "euros" || word == "eur";
}

}  // namespace avenant::base
