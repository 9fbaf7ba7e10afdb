#include "compiler/explain/page/document.hpp"

#include <utility>

namespace avenant::explain {

Block heading_block(int level, std::string text, std::string anchor) {
  Block block;
  block.kind = BlockKind::Heading;
  block.level = level;
  block.text = std::move(text);
  block.anchor = std::move(anchor);
  return block;
}

Block paragraph_block(std::string text) {
  Block block;
  block.text = std::move(text);
  return block;
}

Block list_block(std::vector<Item> items) {
  Block block;
  block.kind = BlockKind::List;
  block.items = std::move(items);
  return block;
}

Block table_block(std::string caption, std::vector<std::vector<std::string>> rows) {
  Block block;
  block.kind = BlockKind::Table;
  block.text = std::move(caption);
  block.rows = std::move(rows);
  return block;
}

void Document::heading(int level, std::string text, std::string anchor) {
  blocks.push_back(heading_block(level, std::move(text), std::move(anchor)));
}

void Document::paragraph(std::string text) {
  blocks.push_back(paragraph_block(std::move(text)));
}

void Document::answer(std::string text) {
  blocks.push_back(paragraph_block(std::move(text)));
  blocks.back().kind = BlockKind::Answer;
}

void Document::list(std::vector<Item> items) {
  if (!items.empty()) blocks.push_back(list_block(std::move(items)));
}

void Document::table(std::string caption, std::vector<std::vector<std::string>> rows) {
  if (rows.size() > 1) blocks.push_back(table_block(std::move(caption), std::move(rows)));
}

void Document::figure(std::string markup) {
  blocks.emplace_back();
  blocks.back().kind = BlockKind::Figure;
  blocks.back().markup = std::move(markup);
}

NoteSigns note_signs(std::string_view text) {
  return text.ends_with(")") ? NoteSigns{" — ", ""} : NoteSigns{" (", ")"};
}

std::string_view colon_of(const Item& item, diagnostics::Language language) {
  if (!item.opens) return {};
  return language == diagnostics::Language::French ? "\u00A0:" : ":";
}

std::string mark_word(Mark mark, diagnostics::Language language) {
  const bool french = language == diagnostics::Language::French;
  switch (mark) {
    case Mark::None:
      return {};
    case Mark::Met:
      return french ? "remplie" : "met";
    case Mark::NotMet:
      return french ? "non remplie" : "not met";
    case Mark::NotNeeded:
      return french ? "pas nécessaire" : "not needed";
    case Mark::Undecided:
      return french ? "en suspens" : "undecided";
  }
  return {};
}

}  // namespace avenant::explain
