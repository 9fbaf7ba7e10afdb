#include <algorithm>

#include "compiler/diagnostics/style.hpp"
#include "compiler/explain/forms/forms.hpp"
#include "compiler/explain/words/grammar.hpp"
#include "compiler/report/layout.hpp"

namespace avenant::explain {
namespace {

using diagnostics::Style;

/// A space at which no line is broken: a code point for private use, which a text that holds it gets back as a space.
constexpr std::string_view kGlue = "\uE000";

bool is_digit(char character) {
  return character >= '0' && character <= '9';
}

bool is_letter(char character) {
  // Letters with accents are bytes of 128 and more; so are quotes and dashes, which do no harm.
  const char lower = static_cast<char>(character | 0x20);
  return (lower >= 'a' && lower <= 'z') || static_cast<unsigned char>(character) >= 128;
}

/// Whether a text begins with a short number of its own: « 7 », « 2024 », « 2 à tarifs maîtrisés », not « 2e ».
bool begins_with_number(std::string_view text) {
  constexpr std::size_t kLongest = 4;
  std::size_t n_digits = 0;
  while (n_digits < text.size() && is_digit(text[n_digits])) ++n_digits;
  if (n_digits == 0 || n_digits > kLongest) return false;
  // After the figures, accents have these first bytes; spaces that do not break and quotes have others.
  const auto next =
      n_digits < text.size() ? static_cast<unsigned char>(text[n_digits]) : static_cast<unsigned char>(' ');
  constexpr unsigned char kAccents = 0xC3;
  constexpr unsigned char kLigatures = 0xC5;
  return next < 128 ? !is_letter(static_cast<char>(next)) : next != kAccents && next != kLigatures;
}

/// Whether a text ends with an ordinal: « 1re », « 3e », « 2nd ».
bool ends_with_ordinal(std::string_view text) {
  std::size_t n_letters = 0;
  while (n_letters < text.size() && is_letter(text[text.size() - 1 - n_letters])) ++n_letters;
  const std::string_view letters = text.substr(text.size() - n_letters);
  if (n_letters == text.size() || !is_digit(text[text.size() - n_letters - 1])) return false;
  return letters == "e" || letters == "er" || letters == "re" || letters == "st" || letters == "nd" ||
         letters == "rd" || letters == "th";
}

/// « avenant 7 » and « 3e année » stay on one line.
std::string glued(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view before = text.substr(0, i);
    const std::string_view after = text.substr(i + 1);
    const bool inner = text[i] == ' ' && i > 0 && !after.empty();
    const bool joins = inner && ((is_letter(before.back()) && begins_with_number(after)) ||
                                 (ends_with_ordinal(before) && is_letter(after.front())));
    if (joins) {
      result += kGlue;
    } else {
      result += text[i];
    }
  }
  return result;
}

std::string unglued(std::string text) {
  replace_all(text, kGlue, " ");
  return text;
}

/// A note after what it is about.
std::string with_note(const std::string& text, const std::string& note) {
  if (note.empty()) return text;
  const NoteSigns signs = note_signs(text);
  return text + std::string(signs.before) + note + std::string(signs.after);
}

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
    out_ += unglued(report::wrap(glued(text), indent, options_.width, hang)) + "\n";
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
      return diagnostics::paint("○", Style::Warning, options_.color) + " ";
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
  text = with_note(text, item.note) + std::string(colon_of(item, document_.language));
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
      line(indent + 2, 2, with_note(diagnostics::paint(block.text, Style::Bold, options_.color), block.note));
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
