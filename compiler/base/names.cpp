#include "compiler/base/names.hpp"

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <optional>
#include <utf8proc.h>

namespace avenant::base {
namespace {

/// Longest name, in code points, for which near names are looked for: the comparison costs length squared.
constexpr std::size_t kMaxNearLength = 128;
constexpr std::size_t kMaxNearNames = 3;

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char byte) { return static_cast<unsigned char>(byte) < 0x80; });
}

/// Whether the text is valid and made of letters below U+0300, where nothing composes with anything, and of ’: nearly
/// every French word is.
bool is_plainly_composed(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const auto next = static_cast<unsigned char>(i + 1 < text.size() ? text[i + 1] : 0);
    if (lead < 0x80) {
      i += 1;
    } else if (lead >= 0xC2 && lead <= 0xCB && next >= 0x80 && next <= 0xBF) {
      i += 2;
    } else if (text.substr(i, 3) == "\u2019") {
      i += 3;
    } else {
      return false;
    }
  }
  return true;
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  std::size_t found = text.find(from);
  if (found == std::string::npos) return;
  std::string out;
  out.reserve(text.size());
  std::size_t copied = 0;
  for (; found != std::string::npos; found = text.find(from, copied)) {
    out.append(text, copied, found - copied).append(to);
    copied = found + from.size();
  }
  text = out.append(text, copied);
}

/// Whether so many combining marks follow each other that no language writes them: putting n of them in order costs n².
bool has_endless_marks(std::string_view text) {
  constexpr int kMaxMarks = 64;
  const auto* at = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  auto left = static_cast<utf8proc_ssize_t>(text.size());
  int n_marks = 0;
  while (left > 0) {
    utf8proc_int32_t code_point = 0;
    const utf8proc_ssize_t length = utf8proc_iterate(at, left, &code_point);
    if (length <= 0) return false;
    n_marks = utf8proc_get_property(code_point)->combining_class != 0 ? n_marks + 1 : 0;
    if (n_marks > kMaxMarks) return true;
    at += length;
    left -= length;
  }
  return false;
}

/// utf8proc_map on a text that may be invalid, or no writing: nothing then.
std::optional<std::string> map_unicode(std::string_view text, utf8proc_option_t options) {
  if (!is_ascii(text) && has_endless_marks(text)) return std::nullopt;
  utf8proc_uint8_t* mapped = nullptr;
  const auto size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                 static_cast<utf8proc_ssize_t>(text.size()), &mapped, options);
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(mapped, &std::free);
  if (size < 0) return std::nullopt;
  return std::string(reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(size));
}

std::u32string code_points(std::string_view text) {
  std::u32string out;
  const auto* at = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  auto left = static_cast<utf8proc_ssize_t>(text.size());
  while (left > 0) {
    utf8proc_int32_t code_point = 0;
    const utf8proc_ssize_t length = std::max<utf8proc_ssize_t>(1, utf8proc_iterate(at, left, &code_point));
    out.push_back(static_cast<char32_t>(code_point));
    at += length;
    left -= length;
  }
  return out;
}

/// Edit distance with swaps of neighbours (optimal string alignment).
std::size_t distance(const std::u32string& left, const std::u32string& right) {
  const std::size_t width = right.size() + 1;
  std::vector<std::size_t> before_previous(width), previous(width), current(width);
  for (std::size_t column = 0; column < width; ++column) previous[column] = column;
  for (std::size_t row = 1; row <= left.size(); ++row) {
    current[0] = row;
    for (std::size_t column = 1; column < width; ++column) {
      const bool same = left[row - 1] == right[column - 1];
      std::size_t best = std::min(previous[column], current[column - 1]) + 1;
      best = std::min(best, previous[column - 1] + (same ? 0 : 1));
      const bool swapped =
          row > 1 && column > 1 && left[row - 1] == right[column - 2] && left[row - 2] == right[column - 1];
      if (swapped) best = std::min(best, before_previous[column - 2] + 1);
      current[column] = best;
    }
    std::swap(before_previous, previous);
    std::swap(previous, current);
  }
  return previous[width - 1];
}

}  // namespace

std::string normalise(std::string_view text) {
  if (is_ascii(text)) return std::string(text);
  if (is_plainly_composed(text)) {
    std::string same(text);
    replace_all(same, "\u2019", "'");
    return same;
  }
  auto composed = map_unicode(text, static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
  if (!composed) return std::string(text);
  replace_all(*composed, "\u2019", "'");
  return *std::move(composed);
}

std::string fold(std::string_view text) {
  const auto options =
      static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK);
  auto folded = map_unicode(text, options);
  if (!folded) return std::string(text);
  replace_all(*folded, "\u2019", "'");
  replace_all(*folded, "œ", "oe");
  replace_all(*folded, "æ", "ae");
  return *std::move(folded);
}

Name NameTable::intern(std::string_view text) {
  std::string normal = normalise(text);
  const auto [entry, added] = index_.try_emplace(std::move(normal), static_cast<std::uint32_t>(texts_.size()));
  if (added) texts_.push_back(entry->first);
  return Name(entry->second);
}

Name NameTable::find(std::string_view text) const {
  const auto entry = index_.find(normalise(text));
  return entry == index_.end() ? Name() : Name(entry->second);
}

const std::string& NameTable::text(Name name) const {
  AVENANT_CHECK(name.index() < texts_.size(), "name of another table");
  return texts_[name.index()];
}

std::vector<std::string> nearest_names(std::string_view wanted, const std::vector<std::string>& candidates) {
  const std::string wanted_normal = normalise(wanted);
  const std::u32string target = code_points(fold(wanted_normal));
  std::vector<std::string> nearest;
  if (target.empty() || target.size() > kMaxNearLength) return nearest;
  std::size_t best = target.size() / 3;
  for (const std::string& candidate : candidates) {
    if (normalise(candidate) == wanted_normal) continue;
    const std::u32string other = code_points(fold(candidate));
    const std::size_t longer = std::max(other.size(), target.size());
    if (longer - std::min(other.size(), target.size()) > best) continue;
    const std::size_t found = distance(target, other);
    if (found > best) continue;
    if (found < best) nearest.clear();
    best = found;
    if (std::find(nearest.begin(), nearest.end(), candidate) == nearest.end()) nearest.push_back(candidate);
  }
  if (nearest.size() > kMaxNearNames) nearest.resize(kMaxNearNames);
  return nearest;
}

}  // namespace avenant::base
