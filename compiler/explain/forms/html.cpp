#include "compiler/page/html.hpp"

#include <string_view>

#include "compiler/explain/forms/forms.hpp"

namespace avenant::explain {
namespace {

using page::escaped;

std::string_view class_of(Mark mark) {
  switch (mark) {
    case Mark::None:
      return "";
    case Mark::Met:
      return "met";
    case Mark::NotMet:
      return "not-met";
    case Mark::NotNeeded:
      return "needless";
    case Mark::Undecided:
      return "undecided";
  }
  return "";
}

/// A note after a text, less loud.
std::string note(const std::string& text, const std::string& said) {
  const NoteSigns signs = note_signs(text);
  return " <span class=\"note\">" + std::string(signs.before.substr(1)) + escaped(said) + std::string(signs.after) +
         "</span>";
}

class HtmlWriter {
 public:
  explicit HtmlWriter(const Document& document) : document_(document) {}

  std::string write();

 private:
  void contents();
  void block(const Block& block);
  void list(const std::vector<Item>& items);
  void table(const Block& block);
  void heading(const Block& block);
  [[nodiscard]] std::string_view say(std::string_view french, std::string_view english) const {
    return document_.language == diagnostics::Language::French ? french : english;
  }

  const Document& document_;
  std::string out_;
  bool in_section_ = false;
  std::size_t n_sections_ = 0;
};

/// The parts of the page, to go to.
void HtmlWriter::contents() {
  out_ += "<nav aria-label=\"" + std::string(say("Sommaire", "Contents")) + "\">\n<ul>\n";
  std::size_t number = 0;
  for (const Block& each : document_.blocks) {
    if (each.kind != BlockKind::Heading || each.level != 2) continue;
    out_ += "<li><a href=\"#p" + std::to_string(++number) + "\">" + escaped(each.text) + "</a></li>\n";
  }
  out_ += "</ul>\n</nav>\n";
}

std::string HtmlWriter::write() {
  out_ = page::beginning({document_.title, document_.language, {}});
  std::size_t at = 0;
  out_ += "<header>\n";
  // What precedes the first part is the page's own heading.
  while (at < document_.blocks.size()) {
    const Block& each = document_.blocks[at];
    if (each.kind == BlockKind::Heading && each.level == 2) break;
    block(each);
    ++at;
  }
  out_ += "</header>\n";
  contents();
  out_ += "<main id=\"main\" tabindex=\"-1\">\n";
  for (; at < document_.blocks.size(); ++at) block(document_.blocks[at]);
  if (in_section_) out_ += "</section>\n";
  out_ += "</main>\n";
  out_ += page::kEnding;
  return std::move(out_);
}

void HtmlWriter::heading(const Block& block) {
  const std::string level = std::to_string(block.level);
  if (block.level != 2) {
    out_ += "<h" + level + ">" + escaped(block.text) + "</h" + level + ">\n";
    return;
  }
  if (in_section_) out_ += "</section>\n";
  in_section_ = true;
  const std::string id = "p" + std::to_string(++n_sections_);
  out_ += "<section aria-labelledby=\"" + id + "\">\n<h2 id=\"" + id + "\">" + escaped(block.text) + "</h2>\n";
}

void HtmlWriter::list(const std::vector<Item>& items) {
  out_ += "<ul>\n";
  for (const Item& item : items) {
    if (item.mark == Mark::None) {
      out_ += "<li>";
    } else {
      out_ += "<li class=\"mark " + std::string(class_of(item.mark)) + "\"><span class=\"state\">" +
              mark_word(item.mark, document_.language) + "</span> ";
    }
    out_ += escaped(item.text);
    if (!item.note.empty()) out_ += note(item.text, item.note);
    out_ += colon_of(item, document_.language);
    if (!item.items.empty()) {
      out_ += "\n";
      list(item.items);
    }
    out_ += "</li>\n";
  }
  out_ += "</ul>\n";
}

void HtmlWriter::table(const Block& block) {
  // A wide table scrolls by itself, by keyboard too.
  out_ += "<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"" + escaped(block.text) +
          "\">\n<table>\n<caption>" + escaped(block.text) + "</caption>\n";
  for (std::size_t r = 0; r < block.rows.size(); ++r) {
    if (r == 0) out_ += "<thead>\n";
    if (r == 1) out_ += "<tbody>\n";
    out_ += "<tr>";
    for (std::size_t c = 0; c < block.rows[r].size(); ++c) {
      const std::string text = escaped(block.rows[r][c]);
      if (r == 0) {
        out_ += "<th scope=\"col\">" + text + "</th>";
      } else {
        out_ += c == 0 ? "<th scope=\"row\">" + text + "</th>" : "<td>" + text + "</td>";
      }
    }
    out_ += "</tr>\n";
    if (r == 0) out_ += "</thead>\n";
  }
  out_ += block.rows.size() > 1 ? "</tbody>\n</table>\n</div>\n" : "</table>\n</div>\n";
}

void HtmlWriter::block(const Block& block) {
  switch (block.kind) {
    case BlockKind::Heading:
      heading(block);
      return;
    case BlockKind::Paragraph:
      out_ += "<p>" + escaped(block.text) + "</p>\n";
      return;
    case BlockKind::Answer:
      out_ += "<p class=\"answer\">" + escaped(block.text) + "</p>\n";
      return;
    case BlockKind::List:
      list(block.items);
      return;
    case BlockKind::Table:
      table(block);
      return;
    case BlockKind::Details:
      out_ += "<details>\n<summary>" + escaped(block.text);
      if (!block.note.empty()) out_ += note(block.text, block.note);
      out_ += "</summary>\n";
      for (const Block& each : block.blocks) this->block(each);
      out_ += "</details>\n";
      return;
    case BlockKind::Figure:
      out_ += "<figure>\n" + block.markup + "</figure>\n";
      return;
  }
}

}  // namespace

std::string html_of(const Document& document) {
  return HtmlWriter(document).write();
}

}  // namespace avenant::explain
