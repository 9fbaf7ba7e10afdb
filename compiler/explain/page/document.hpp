// A page before it is written in one form or another: headings, paragraphs, lists, tables, parts that open. The same
// page is printed for a terminal, as Markdown and as HTML. Read next: page.hpp, which makes one, and forms.hpp.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/diagnostics/diagnostics.hpp"

namespace avenant::explain {

/// What a line says of a condition; its sign and its word depend on the form.
enum class Mark : std::uint8_t { None, Met, NotMet, NotNeeded, Undecided };

/// An item of a list, with what is under it.
struct Item {
  Mark mark = Mark::None;
  std::string text;
  std::string note;  ///< Said after it, less loud: the article.
  std::vector<Item> items;
  bool opens = false;  ///< A colon after the note announces the items.
};

enum class BlockKind : std::uint8_t {
  Heading,    ///< `level` 1 to 4.
  Paragraph,  ///< `text`.
  Answer,     ///< `text`: what the page is for, said louder.
  List,       ///< `items`.
  Table,      ///< `text` is its caption, `rows`, the first of which is the header.
  Details,    ///< `text` is what is shown when closed, `note` beside it, `blocks` what opens.
  Figure,     ///< `markup`: pictures, in HTML only. What they show is also said by a table.
};

struct Block {
  BlockKind kind = BlockKind::Paragraph;
  int level = 0;
  std::string text;
  std::string note;
  std::string anchor;  ///< Of headings: where links go.
  std::string markup;  ///< Of figures: SVG, whole and escaped.
  std::vector<Item> items;
  std::vector<std::vector<std::string>> rows;
  std::vector<Block> blocks;
};

/// One case, or one rule: a page.
struct Document {
  std::string title;
  diagnostics::Language language = diagnostics::Language::French;
  std::vector<Block> blocks;

  void heading(int level, std::string text, std::string anchor = {});
  void paragraph(std::string text);
  void answer(std::string text);
  void list(std::vector<Item> items);
  void table(std::string caption, std::vector<std::vector<std::string>> rows);
  void figure(std::string markup);
};

/// The same, where blocks are being gathered for a part that opens.
[[nodiscard]] Block heading_block(int level, std::string text, std::string anchor = {});
[[nodiscard]] Block paragraph_block(std::string text);
[[nodiscard]] Block list_block(std::vector<Item> items);
[[nodiscard]] Block table_block(std::string caption, std::vector<std::vector<std::string>> rows);

/// What stands before and after a note: parentheses, or a dash after a text that ends with a parenthesis.
struct NoteSigns {
  std::string_view before;
  std::string_view after;
};
[[nodiscard]] NoteSigns note_signs(std::string_view text);
/// The colon that ends an item, in the language of the page; empty of most.
[[nodiscard]] std::string_view colon_of(const Item& item, diagnostics::Language language);

/// The word of a mark: « remplie », « non remplie ».
[[nodiscard]] std::string mark_word(Mark mark, diagnostics::Language language);

}  // namespace avenant::explain
