// A page in each of its forms. Read next: ../page/document.hpp.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "compiler/explain/page/document.hpp"
#include "compiler/explain/words/sentences.hpp"

namespace avenant::explain {

struct TextOptions {
  bool color = false;
  std::size_t width = 100;
};

/// For a terminal.
[[nodiscard]] std::string text_of(const Document& document, const TextOptions& options = {});
/// CommonMark, with tables as GitHub has them.
[[nodiscard]] std::string markdown_of(const Document& document);
/// One page that needs nothing else: styles inside, no script, no link outside.
[[nodiscard]] std::string html_of(const Document& document);
/// The explanation itself, as docs/schemas/explanation.schema.json describes it, on one line.
[[nodiscard]] std::string json_of(const Sentences& sentences, const std::vector<Remedies>& remedies = {});

}  // namespace avenant::explain
