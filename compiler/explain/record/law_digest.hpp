// What each article of a program says, as a digest that depends neither on layout, nor on lines, nor on other articles:
// two programs whose digests are equal decide alike, and where they differ, the articles that do are named. Read next:
// record.hpp.
#pragma once

#include <string>
#include <vector>

#include "runtime/program/package.hpp"

namespace avenant::explain {

/// What one article of one text says.
struct ArticleDigest {
  std::string law;      ///< The name of the text; empty of what no text says, as the words of enumerations.
  std::string article;  ///< `9-3`; empty where the heading has no number.
  std::string heading;
  std::string digest;  ///< 64 hexadecimal digits.

  [[nodiscard]] bool is_of(const ArticleDigest& other) const {
    return law == other.law && article == other.article && heading == other.heading;
  }
};

/// The articles of a program, by text, article and heading. Linear in the program but for sorting.
[[nodiscard]] std::vector<ArticleDigest> article_digests(const program::Package& package);
/// One digest for all of them.
[[nodiscard]] std::string digest_of(const std::vector<ArticleDigest>& articles);

}  // namespace avenant::explain
