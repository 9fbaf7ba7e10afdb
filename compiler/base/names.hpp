// Interned names, compared after NFC with ’ and ' made equal; and the nearness of names, for suggestions.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "compiler/base/ids.hpp"

namespace avenant::base {

struct NameTag;
/// An interned name; two names are equal when their ids are. The invalid id is no name.
using Name = Id<NameTag>;

/// The text in Unicode normalisation form C, with U+2019 written as an apostrophe. Invalid UTF-8 is returned unchanged.
[[nodiscard]] std::string normalise(std::string_view text);

/// The text in lower case without accents: for comparing loosely, never for identity.
[[nodiscard]] std::string fold(std::string_view text);

/// Interns names for one compilation. Not thread-safe.
class NameTable {
 public:
  /// The name of a text, normalised first.
  Name intern(std::string_view text);
  /// The name if it was interned before, else the invalid name.
  [[nodiscard]] Name find(std::string_view text) const;
  [[nodiscard]] const std::string& text(Name name) const;

 private:
  std::vector<std::string> texts_;
  std::unordered_map<std::string, std::uint32_t> index_;
};

/// All candidates nearest to `wanted` among those near enough to be a slip (edit distance over code points, accents and
/// case free of charge, at most a third of the length), each once, in the order given, without `wanted` itself. At
/// most 3.
[[nodiscard]] std::vector<std::string> nearest_names(std::string_view wanted,
                                                     const std::vector<std::string>& candidates);

}  // namespace avenant::base
