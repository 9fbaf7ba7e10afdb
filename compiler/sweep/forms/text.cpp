#include <algorithm>

#include "compiler/diagnostics/style.hpp"
#include "compiler/report/layout.hpp"
#include "compiler/sweep/forms/forms.hpp"

namespace avenant::sweep {

namespace {

using diagnostics::Style;

class TextPage {
 public:
  TextPage(const Sheet& sheet, const TextOptions& options) : sheet_(sheet), options_(options), words_(sheet) {}

  std::string write();

 private:
  void result(const ResultSweep& result);
  void boundary(const ResultSweep& result, const Boundary& boundary);
  void constants();
  [[nodiscard]] std::string paint(const std::string& text, Style style) const {
    return diagnostics::paint(text, style, options_.color);
  }

  const Sheet& sheet_;
  const TextOptions& options_;
  Words words_;
  std::string out_;
};

void TextPage::boundary(const ResultSweep& result, const Boundary& boundary) {
  const Piece& next = result.pieces[boundary.piece + 1];
  out_ += "    ↳ " + words_.at(next.first) + words_.say("\u00A0: ", ": ") +
          paint(words_.change(result, boundary), Style::Bold) + "\n";
  for (const Cause& cause : boundary.causes) out_ += "      " + words_.sourced(cause) + "\n";
}

void TextPage::result(const ResultSweep& result) {
  out_ += "\n" + paint(report::plain_name(result.title), Style::Bold) + "\n";
  const std::size_t n_shown = std::min(result.pieces.size(), options_.max_pieces);
  std::size_t width = 0;
  for (std::size_t i = 0; i < n_shown; ++i) {
    width = std::max(width, report::columns(words_.range(result.pieces[i].first, result.pieces[i].last)));
  }
  std::size_t next = 0;
  for (std::size_t i = 0; i < n_shown; ++i) {
    const Piece& piece = result.pieces[i];
    const std::string range = words_.range(piece.first, piece.last);
    out_ += "  " + range + std::string(width - report::columns(range) + 2, ' ') + words_.piece(result, piece) + "\n";
    if (next < result.boundaries.size() && result.boundaries[next].piece == i && i + 1 < n_shown) {
      boundary(result, result.boundaries[next++]);
    }
  }
  if (n_shown == result.pieces.size()) return;
  out_ += words_.say("  … et ", "  … and ") + words_.count(result.pieces.size() - n_shown) +
          words_.say(" autres (--format csv et json les donnent tous)\n", " others (--format csv and json have all)\n");
}

/// The results that are the same for every value.
void TextPage::constants() {
  bool is_first = true;
  for (const ResultSweep& result : sheet_.sweep.results) {
    if (!result.is_constant()) continue;
    if (is_first) out_ += "\n" + words_.say("Ne changent pas\n", "Do not change\n");
    is_first = false;
    out_ += "  " + report::plain_name(result.title) + words_.say("\u00A0: ", ": ") +
            words_.piece(result, result.pieces[0]) + "\n";
  }
}

std::string TextPage::write() {
  out_ = paint(words_.title(), Style::Bold) + "\n" + words_.extent() + "\n";
  const std::string given = words_.given();
  if (!given.empty()) out_ += given + "\n";
  for (const ResultSweep& one : sheet_.sweep.results) {
    if (!one.is_constant()) result(one);
  }
  constants();
  return std::move(out_);
}

}  // namespace

std::string text_of(const Sheet& sheet, const TextOptions& options) {
  return TextPage(sheet, options).write();
}

}  // namespace avenant::sweep
