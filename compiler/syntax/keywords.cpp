#include "compiler/syntax/keywords.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>
#include <utf8proc.h>

#include "compiler/base/names.hpp"
#include "compiler/syntax/characters.hpp"

namespace avenant::syntax {
namespace {

struct KeywordInfo {
  std::string_view name;
  KeywordUse use;
  std::array<std::string_view, 2> spellings;
};

constexpr KeywordInfo kKeywords[] = {
#define AVENANT_KEYWORD(Name, Use, french, english) {#Name, KeywordUse::Use, {french, english}},
#include "compiler/syntax/keywords.def"
};

struct Spelling {
  Keyword keyword;
  std::array<std::string_view, 2> texts;
};

constexpr Spelling kSpellings[] = {
#define AVENANT_KEYWORD(Name, Use, french, english) {Keyword::Name, {french, english}},
#define AVENANT_SPELLING(Name, french, english) {Keyword::Name, {french, english}},
#include "compiler/syntax/keywords.def"
};

struct Month {
  int number;
  std::array<std::string_view, 2> texts;
};

constexpr Month kMonths[] = {
#define AVENANT_MONTH(number, french, english) {number, {french, english}},
#include "compiler/syntax/keywords.def"
};

std::size_t index_of(KeywordLanguage language) {
  return static_cast<std::size_t>(language);
}

/// Whether bytes hold a combining mark of the usual blocks (U+0300 to U+036F): the text may then need normalising.
bool has_combining_mark(std::string_view text) {
  return text.find('\xCC') != std::string_view::npos || text.find('\xCD') != std::string_view::npos;
}

bool same_word(std::string_view written, std::string_view expected) {
  if (written == expected) return true;
  return has_combining_mark(written) && base::normalise(written) == expected;
}

/// Bytes of `text` that spell `expected`, or 0. Both start with a word.
std::uint32_t spelt_length(std::string_view text, std::string_view expected) {
  std::size_t at = 0;
  std::size_t i = 0;
  while (i < expected.size()) {
    const std::uint32_t n_expected = word_length(expected, i);
    if (n_expected > 0) {
      const std::uint32_t n = word_length(text, at);
      if (!same_word(text.substr(at, n), expected.substr(i, n_expected))) return 0;
      at += n;
      i += n_expected;
      continue;
    }
    if (expected[i] == ' ') {
      const std::uint32_t n = spaces_length(text, at);
      if (n == 0) return 0;
      at += n;
    } else {
      const CodePoint c = code_point_at(text, at);
      if (!is_apostrophe(c.value)) return 0;
      at += c.length;
    }
    ++i;
  }
  return static_cast<std::uint32_t>(at);
}

/// The spellings of one language by their first word, the longest first.
class Lookup {
 public:
  explicit Lookup(KeywordLanguage language) {
    for (const Spelling& spelling : kSpellings) {
      const std::string_view text = spelling.texts[index_of(language)];
      if (!text.empty()) by_first_word_[text.substr(0, word_length(text, 0))].push_back({spelling.keyword, text});
    }
    for (auto& [word, entries] : by_first_word_) {
      std::sort(entries.begin(), entries.end(),
                [](const Entry& a, const Entry& b) { return a.text.size() > b.text.size(); });
    }
  }

  [[nodiscard]] KeywordMatch match(std::string_view text, std::string_view word) const {
    const auto found = by_first_word_.find(word);
    if (found == by_first_word_.end()) return {};
    for (const Entry& entry : found->second) {
      if (const std::uint32_t n = spelt_length(text, entry.text); n > 0) return {entry.keyword, n};
    }
    return {};
  }

 private:
  struct Entry {
    Keyword keyword;
    std::string_view text;
  };
  std::unordered_map<std::string_view, std::vector<Entry>> by_first_word_;
};

const Lookup& lookup(KeywordLanguage language) {
  static const Lookup french(KeywordLanguage::French);
  static const Lookup english(KeywordLanguage::English);
  return language == KeywordLanguage::French ? french : english;
}

}  // namespace

bool is_letter(std::uint32_t c) {
  if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  if (c >= 0xC0 && c <= 0x17F) return c != 0xD7 && c != 0xF7;
  if (c < 0xC0 || c == kApostrophe || c == kNarrowNoBreakSpace) return c == 0xAA || c == 0xB5 || c == 0xBA;
  // Categories are numbered: letters and marks are those from Lu to Me.
  const utf8proc_category_t category = utf8proc_category(static_cast<utf8proc_int32_t>(c));
  return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_ME;
}

std::uint32_t word_length(std::string_view text, std::size_t offset) {
  std::size_t at = offset;
  while (at < text.size()) {
    const CodePoint c = code_point_at(text, at);
    if (!is_word_part(c.value)) break;
    at += c.length;
  }
  return static_cast<std::uint32_t>(at - offset);
}

std::uint32_t spaces_length(std::string_view text, std::size_t offset) {
  std::size_t at = offset;
  while (at < text.size()) {
    const CodePoint c = code_point_at(text, at);
    if (!is_space(c.value)) break;
    at += c.length;
  }
  return static_cast<std::uint32_t>(at - offset);
}

std::size_t keyword_count() {
  return std::size(kKeywords);
}

std::string_view spelling(Keyword keyword, KeywordLanguage language) {
  return kKeywords[static_cast<std::size_t>(keyword)].spellings[index_of(language)];
}

KeywordUse use_of(Keyword keyword) {
  return kKeywords[static_cast<std::size_t>(keyword)].use;
}

std::string_view keyword_name(Keyword keyword) {
  return kKeywords[static_cast<std::size_t>(keyword)].name;
}

KeywordMatch match_keyword(std::string_view text, std::string_view word, KeywordLanguage language) {
  if (has_combining_mark(word)) {
    const std::string normal = base::normalise(word);
    return lookup(language).match(text, normal);
  }
  return lookup(language).match(text, word);
}

int month_number(std::string_view word, KeywordLanguage language) {
  if (word.empty() || word.size() > 16) return 0;
  const std::string folded = base::fold(word);
  for (const Month& month : kMonths) {
    if (folded == base::fold(month.texts[index_of(language)])) return month.number;
  }
  return 0;
}

const std::vector<std::string_view>& spellings_of_use(KeywordUse use, KeywordLanguage language) {
  static const auto all = [] {
    std::array<std::array<std::vector<std::string_view>, 2>, 5> table;
    for (const Spelling& spelling : kSpellings) {
      for (std::size_t i = 0; i < 2; ++i) {
        if (spelling.texts[i].empty()) continue;
        table[static_cast<std::size_t>(use_of(spelling.keyword))][i].push_back(spelling.texts[i]);
      }
    }
    return table;
  }();
  return all[static_cast<std::size_t>(use)][index_of(language)];
}

}  // namespace avenant::syntax
