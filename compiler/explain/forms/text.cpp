#include <algorithm>

#include "compiler/diagnostics/style.hpp"
#include "compiler/explain/forms/forms.hpp"
#include "compiler/report/layout.hpp"

namespace avenant::explain {
namespace {

using diagnostics::Style;

class TextPrinter {
 public:
  TextPrinter(const Document& document, const TextOptions& options) : document_(document), options_(options) {}

  std::string print() {
    blocks(document_.blocks, 0);
    return std::move(out_);
  }

 private:
  void blocks(const std::vector<Block>& all, std::size_t indent);
  void block(const Block& block, std::size_t indent);
  void item(const Item& item, std::size_t indent);
  void table(const Block& block, std::size_t indent);
  void line(std::size_t indent, std::size_t hang, const std::string& text) {
    out_ += report::wrap(text, indent, options_.width, hang) + "\n";
  }
  [[nodiscard]] std::string sign(Mark mark) const;

  const Document& document_;
  const TextOptions& options_;
  std::string out_;
  std::size_t under_ = 0;  ///< How far in the last heading is: paragraphs stand under it.
};

std::string TextPrinter::sign(Mark mark) const {
  switch (mark) {
    case Mark::None:
      return "- ";
    case Mark::Met:
      return diagnostics::paint("✓", Style::Fix, options_.color) + " ";
    case Mark::NotMet:
      return diagnostics::paint("✗", Style::Error, options_.color) + " ";
    case Mark::NotNeeded:
      return "· ";
    case Mark::Undecided:
      return diagnostics::paint("?", Style::Warning, options_.color) + " ";
  }
  return {};
}

void TextPrinter::blocks(const std::vector<Block>& all, std::size_t indent) {
  for (const Block& each : all) block(each, indent);
}

void TextPrinter::item(const Item& item, std::size_t indent) {
  std::string text = item.text;
  if (item.mark == Mark::NotNeeded || item.mark == Mark::Undecided) {
    text += " [" + mark_word(item.mark, document_.language) + "]";
  }
  if (!item.note.empty()) text += " (" + item.note + ")";
  line(indent, 2, sign(item.mark) + text);
  for (const Item& below : item.items) this->item(below, indent + 2);
}

/// The columns to the left, the last one as long as it is; the header goes without saying.
void TextPrinter::table(const Block& block, std::size_t indent) {
  std::vector<std::size_t> widths(block.rows.front().size(), 0);
  for (std::size_t r = 1; r < block.rows.size(); ++r) {
    for (std::size_t c = 0; c < widths.size(); ++c) widths[c] = std::max(widths[c], report::columns(block.rows[r][c]));
  }
  for (std::size_t r = 1; r < block.rows.size(); ++r) {
    std::string text;
    for (std::size_t c = 0; c < widths.size(); ++c) text += report::left(block.rows[r][c], widths[c]) + "  ";
    text.erase(text.find_last_not_of(' ') + 1);
    out_ += std::string(indent, ' ') + text + "\n";
  }
}

void TextPrinter::block(const Block& block, std::size_t indent) {
  switch (block.kind) {
    case BlockKind::Heading:
      if (!out_.empty()) out_ += "\n";
      under_ = block.level > 2 ? 2 : 0;
      line(under_, 2, diagnostics::paint(block.text, Style::Bold, options_.color));
      return;
    case BlockKind::Paragraph:
    case BlockKind::Answer:
      line(indent + (block.kind == BlockKind::Answer ? 2 : under_), 0, block.text);
      return;
    case BlockKind::List:
      for (const Item& each : block.items) item(each, indent + 2);
      return;
    case BlockKind::Table:
      table(block, indent + 2);
      return;
    case BlockKind::Details:
      out_ += "\n";
      line(indent + 2, 2,
           diagnostics::paint(block.text, Style::Bold, options_.color) +
               (block.note.empty() ? "" : " (" + block.note + ")"));
      blocks(block.blocks, indent + 2);
      return;
    case BlockKind::Figure:
      return;
  }
}

}  // namespace

std::string text_of(const Document& document, const TextOptions& options) {
  return TextPrinter(document, options).print();
}

}  // namespace avenant::explain
