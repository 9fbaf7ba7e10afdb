// The words of a place of the rules, as people read them. Read next: structure.hpp.
#pragma once

#include <map>
#include <string>

#include "compiler/compare/structure.hpp"

namespace avenant::compare {

/// Quotes the sources of one selection, which must outlive it.
class Quoter {
 public:
  explicit Quoter(const Selection& selection);

  /// The words of a span, on one line, without comments.
  [[nodiscard]] Quote line(base::Span span) const;
  /// The whole rule that holds a span: its lines, moved to the margin.
  [[nodiscard]] Quote rule(base::Span span) const;
  /// The line that a span begins on.
  [[nodiscard]] Quote written_line(base::Span span) const;
  /// The words given, where a span stands.
  [[nodiscard]] Quote said(std::string words, base::Span span) const;
  /// The text that a file belongs to; invalid for a file of prose or of the library.
  [[nodiscard]] hir::TextId text_of(base::Span span) const;
  [[nodiscard]] bool is_library(base::Span span) const;

 private:
  void note(const hir::Provenance& provenance);

  const Selection& selection_;
  std::map<std::uint32_t, hir::TextId> text_of_source_;
};

}  // namespace avenant::compare
