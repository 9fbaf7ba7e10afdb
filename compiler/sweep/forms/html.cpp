#include "compiler/explain/forms/forms.hpp"
#include "compiler/explain/page/document.hpp"
#include "compiler/sweep/forms/forms.hpp"
#include "compiler/sweep/forms/pictures.hpp"

namespace avenant::sweep {

namespace {

/// Rows of one table; CSV has all.
constexpr std::size_t kMostRows = 500;

class HtmlPage {
 public:
  explicit HtmlPage(const Sheet& sheet) : sheet_(sheet), words_(sheet) {}

  std::string write();

 private:
  void result(const ResultSweep& result);
  void table(const ResultSweep& result);
  void unmoved();
  [[nodiscard]] std::string change_before(const ResultSweep& result, std::size_t piece, std::size_t& next) const;
  [[nodiscard]] std::string causes_before(const ResultSweep& result, std::size_t piece, std::size_t next) const;

  const Sheet& sheet_;
  Words words_;
  explain::Document document_;
  std::size_t n_pictures_ = 0;
};

/// What changes where a part begins.
std::string HtmlPage::change_before(const ResultSweep& result, std::size_t piece, std::size_t& next) const {
  if (next >= result.boundaries.size() || result.boundaries[next].piece + 1 != piece) return {};
  return words_.change(result, result.boundaries[next++]);
}

std::string HtmlPage::causes_before(const ResultSweep& result, std::size_t piece, std::size_t next) const {
  if (next == 0 || result.boundaries[next - 1].piece + 1 != piece) return {};
  std::string text;
  for (const Cause& cause : result.boundaries[next - 1].causes) {
    text += (text.empty() ? "" : words_.say("\u00A0; ", "; ")) + words_.sourced(cause);
  }
  return text;
}

void HtmlPage::table(const ResultSweep& result) {
  std::vector<std::vector<std::string>> rows;
  rows.push_back({report::plain_name(words_.input_name()), words_.say("Résultat", "Result"),
                  words_.say("Changement", "Change"), words_.say("Parce que", "Because")});
  std::size_t next = 0;
  const std::size_t n_shown = std::min(result.pieces.size(), kMostRows);
  for (std::size_t i = 0; i < n_shown; ++i) {
    const Piece& piece = result.pieces[i];
    const std::string change = change_before(result, i, next);
    rows.push_back({words_.range(piece.first, piece.last), words_.piece(result, piece), change,
                    change.empty() ? std::string() : causes_before(result, i, next)});
  }
  document_.table(words_.say("Parties et seuils\u00A0: ", "Parts and thresholds: ") + report::plain_name(result.title),
                  std::move(rows));
  if (n_shown == result.pieces.size()) return;
  document_.paragraph(
      words_.say("… et ", "… and ") + words_.count(result.pieces.size() - n_shown) +
      words_.say(" autres parties, que --format csv donne toutes.", " other parts, all of which --format csv gives."));
}

void HtmlPage::result(const ResultSweep& result) {
  document_.heading(2, report::plain_name(result.title));
  const std::size_t number = ++n_pictures_;
  document_.figure((number == 1 ? picture_style() : std::string()) + pictures_of(sheet_, words_, result, number));
  table(result);
}

void HtmlPage::unmoved() {
  std::vector<explain::Item> items;
  for (const ResultSweep& result : sheet_.sweep.results) {
    if (!result.is_constant()) continue;
    explain::Item item;
    item.text =
        report::plain_name(result.title) + words_.say("\u00A0: ", ": ") + words_.piece(result, result.pieces[0]);
    items.push_back(std::move(item));
  }
  if (items.empty()) return;
  document_.heading(2, words_.say("Ne changent pas", "Do not change"));
  document_.list(std::move(items));
}

std::string HtmlPage::write() {
  document_.language = sheet_.language;
  document_.title = words_.title();
  document_.heading(1, words_.title());
  document_.paragraph(words_.input_title() + words_.say("\u00A0: ", ": ") + words_.extent() + ".");
  if (const std::string given = words_.given(); !given.empty()) document_.paragraph(given);
  for (const ResultSweep& one : sheet_.sweep.results) {
    if (!one.is_constant()) result(one);
  }
  unmoved();
  return explain::html_of(document_);
}

}  // namespace

std::string html_of(const Sheet& sheet) {
  return HtmlPage(sheet).write();
}

}  // namespace avenant::sweep
