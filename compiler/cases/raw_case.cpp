#include "compiler/cases/raw_case.hpp"

#include <array>

namespace avenant::cases {
namespace {

/// The text without spaces of any kind at its ends.
std::string_view trim(std::string_view text) {
  constexpr std::array<std::string_view, 4> kSpaces = {" ", "\t", "\u00A0", "\u202F"};
  bool again = true;
  while (again) {
    again = false;
    for (const std::string_view space : kSpaces) {
      if (text.starts_with(space)) {
        text.remove_prefix(space.size());
        again = true;
      }
      if (text.ends_with(space)) {
        text.remove_suffix(space.size());
        again = true;
      }
    }
  }
  return text;
}

}  // namespace

std::vector<std::string> split_address(std::string_view address) {
  std::vector<std::string> path;
  std::size_t begin = 0;
  const auto close = [&](std::size_t end) {
    const std::string_view segment = trim(address.substr(begin, end - begin));
    if (!segment.empty()) path.emplace_back(segment);
    begin = end + 1;
  };
  for (std::size_t i = 0; i < address.size(); ++i) {
    const char c = address[i];
    if (c == '.' || c == '(' || c == ')' || c == ';') close(i);
  }
  close(address.size());
  return path;
}

std::string join_address(const std::vector<std::string>& path) {
  std::string text;
  for (const std::string& segment : path) text += (text.empty() ? "" : ".") + segment;
  return text;
}

}  // namespace avenant::cases
