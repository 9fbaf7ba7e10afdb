#include <string_view>

#include "compiler/explain/forms/forms.hpp"

namespace avenant::explain {
namespace {

/// Text with what Markdown would read otherwise put after backslashes.
std::string escaped(std::string_view text) {
  constexpr std::string_view kSpecial = "\\`*_[]<>|#";
  std::string result;
  for (const char character : text) {
    if (kSpecial.find(character) != std::string_view::npos) result += '\\';
    result += character;
  }
  return result;
}

class MarkdownWriter {
 public:
  explicit MarkdownWriter(const Document& document) : document_(document) {}

  std::string write() {
    for (const Block& each : document_.blocks) block(each);
    while (out_.ends_with("\n\n")) out_.pop_back();
    return std::move(out_);
  }

 private:
  void block(const Block& block);
  void item(const Item& item, std::size_t depth);
  void table(const Block& block);

  const Document& document_;
  std::string out_;
};

void MarkdownWriter::item(const Item& item, std::size_t depth) {
  out_ += std::string(2 * depth, ' ') + "- ";
  if (item.mark != Mark::None) out_ += "**" + mark_word(item.mark, document_.language) + "** — ";
  out_ += escaped(item.text);
  if (!item.note.empty()) {
    const NoteSigns signs = note_signs(item.text);
    const bool dash = signs.after.empty();
    out_ += (dash ? " — *" : " *(") + escaped(item.note) + (dash ? "*" : ")*");
  }
  out_ += colon_of(item, document_.language);
  out_ += "\n";
  for (const Item& below : item.items) this->item(below, depth + 1);
}

void MarkdownWriter::table(const Block& block) {
  for (std::size_t r = 0; r < block.rows.size(); ++r) {
    out_ += "|";
    for (const std::string& cell : block.rows[r]) out_ += " " + escaped(cell) + " |";
    out_ += "\n";
    if (r > 0) continue;
    out_ += "|";
    for (std::size_t c = 0; c < block.rows[r].size(); ++c) out_ += "---|";
    out_ += "\n";
  }
  out_ += "\n";
}

void MarkdownWriter::block(const Block& block) {
  switch (block.kind) {
    case BlockKind::Heading:
      out_ += std::string(static_cast<std::size_t>(block.level), '#') + " " + escaped(block.text) + "\n\n";
      return;
    case BlockKind::Paragraph:
      out_ += escaped(block.text) + "\n\n";
      return;
    case BlockKind::Answer:
      out_ += "**" + escaped(block.text) + "**\n\n";
      return;
    case BlockKind::List:
      for (const Item& each : block.items) item(each, 0);
      out_ += "\n";
      return;
    case BlockKind::Table:
      table(block);
      return;
    case BlockKind::Details:
      out_ += "### " + escaped(block.text) + "\n\n";
      if (!block.note.empty()) out_ += "*" + escaped(block.note) + "*\n\n";
      for (const Block& each : block.blocks) this->block(each);
      return;
    case BlockKind::Figure:
      return;
  }
}

}  // namespace

std::string markdown_of(const Document& document) {
  return MarkdownWriter(document).write();
}

}  // namespace avenant::explain
