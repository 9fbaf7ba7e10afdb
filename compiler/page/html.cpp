#include "compiler/page/html.hpp"

#include "compiler/page/style.hpp"

namespace avenant::page {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

std::string_view reference_of(char character) {
  if (character == '&') return "&amp;";
  if (character == '<') return "&lt;";
  if (character == '>') return "&gt;";
  if (character == '"') return "&quot;";
  return {};
}

/// U+FFFE and U+FFFF, which no XML document holds.
bool is_noncharacter(std::string_view rest) {
  return rest.starts_with("\xEF\xBF\xBE") || rest.starts_with("\xEF\xBF\xBF");
}

}  // namespace

std::string beginning(const Head& head) {
  const bool french = head.language == diagnostics::Language::French;
  std::string out = "<!DOCTYPE html>\n<html lang=\"";
  out += french ? "fr" : "en";
  out += "\">\n<head>\n<meta charset=\"utf-8\">\n";
  out += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>";
  out += escaped(head.title);
  out += "</title>\n<style>\n";
  out += kStyle;
  out += head.style;
  out += "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">";
  out += french ? "Aller au contenu" : "Skip to content";
  return out + "</a>\n";
}

std::string escaped(std::string_view text) {
  std::string result;
  for (const char character : text) {
    const std::string_view reference = reference_of(character);
    if (reference.empty()) {
      result += character;
    } else {
      result += reference;
    }
  }
  return result;
}

std::string escaped_for_xml(std::string_view text) {
  std::string result;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    const std::string_view reference = reference_of(text[at]);
    if (!reference.empty()) {
      result += reference;
    } else if (byte == '\n' || byte == '\r' || byte == '\t') {
      result += "&#" + std::to_string(byte) + ";";
    } else if (byte < 0x20) {
      result += kReplacement;
    } else if (is_noncharacter(text.substr(at))) {
      result += kReplacement;
      at += 2;
    } else {
      result += text[at];
    }
  }
  return result;
}

}  // namespace avenant::page
