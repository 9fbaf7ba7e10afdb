#include "compiler/diagnostics/style.hpp"

namespace avenant::diagnostics {
namespace {

std::string_view sequence(Style style) {
  switch (style) {
    case Style::Plain:
      return "";
    case Style::Bold:
      return "\x1b[1m";
    case Style::Error:
      return "\x1b[1;31m";
    case Style::Warning:
      return "\x1b[1;33m";
    case Style::Note:
      return "\x1b[1;36m";
    case Style::Gutter:
      return "\x1b[34m";
    case Style::Secondary:
      return "\x1b[1;34m";
    case Style::Fix:
      return "\x1b[32m";
  }
  return "";
}

}  // namespace

std::string paint(std::string_view text, Style style, bool color) {
  const std::string_view start = sequence(style);
  if (!color || start.empty() || text.empty()) return std::string(text);
  return std::string(start).append(text).append("\x1b[0m");
}

}  // namespace avenant::diagnostics
