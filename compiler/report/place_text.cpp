#include "compiler/report/place_text.hpp"

#include <algorithm>

namespace avenant::report {
namespace {

using diagnostics::Language;

constexpr std::string_view kArticle = "Article ";
constexpr std::string_view kDash = " — ";

}  // namespace

std::string plain_name(std::string_view name) {
  std::string text(name);
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

std::string quoted(std::string_view text, Language language) {
  return language == Language::French ? "«\u00A0" + std::string(text) + "\u00A0»" : "“" + std::string(text) + "”";
}

PlaceParts place_parts(const program::Package& package, program::PlaceId id) {
  PlaceParts parts;
  if (!id) return parts;
  const program::Place& place = package.place(id);
  if (place.text) {
    const program::Text& text = package.texts[place.text.value];
    parts.text = package.text_of(text.name);
    parts.title = package.text_of(text.title);
  }
  std::string_view heading = package.text_of(place.article);
  if (heading.starts_with(kArticle)) {
    heading.remove_prefix(kArticle.size());
    const std::size_t dash = heading.find(kDash);
    parts.article = heading.substr(0, dash);
    if (dash != std::string_view::npos) parts.heading = heading.substr(dash + kDash.size());
  } else {
    parts.heading = heading;
  }
  parts.file = package.text_of(place.path);
  if (!parts.file.empty() && place.line > 0) parts.file += ":" + std::to_string(place.line);
  return parts;
}

std::string place_text(const program::Package& package, program::PlaceId place, Language language) {
  return place_text(package, place, program::TextId(), language);
}

std::string place_text(const program::Package& package, program::PlaceId place, program::TextId text,
                       Language language) {
  PlaceParts parts = place_parts(package, place);
  if (text) parts.text = package.text_of(package.texts[text.value].name);
  std::string result;
  if (!parts.article.empty()) {
    result = "art.\u00A0" + parts.article;
  } else if (!parts.heading.empty()) {
    result = quoted(parts.heading, language);
  }
  if (!parts.text.empty()) result += (result.empty() ? "" : ", ") + plain_name(parts.text);
  return result.empty() ? parts.file : result;
}

}  // namespace avenant::report
