#include "compiler/cases/raw_case.hpp"

#include "compiler/base/data_text.hpp"

namespace avenant::cases {

std::vector<std::string> split_address(std::string_view address) {
  std::vector<std::string> path;
  std::size_t begin = 0;
  const auto close = [&](std::size_t end) {
    const std::string_view segment = base::trimmed(address.substr(begin, end - begin));
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
