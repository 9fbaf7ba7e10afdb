// Pictures: one that stands alone, a panel for each result that moves with its parts in words; and those of a page,
// wide and narrow.
#include <algorithm>

#include "compiler/page/html.hpp"
#include "compiler/report/layout.hpp"
#include "compiler/sweep/forms/pictures.hpp"
#include "compiler/sweep/picture/chart.hpp"

namespace avenant::sweep {

namespace {

constexpr Tenths kWide = 7600;
constexpr Tenths kNarrow = 3400;
constexpr Tenths kMargin = 120;
constexpr Tenths kHeading = 320;
constexpr Tenths kRowHeight = 200;
/// Parts written under a picture that stands alone.
constexpr std::size_t kMostRows = 40;

/// Colours are those of pages where there is one around, else these: a contrast of at least 4.5 for texts, 3 for lines.
constexpr std::string_view kLines =
    "text{fill:var(--sweep-text);font:13px system-ui,sans-serif}"
    ".heading{font-size:16px;font-weight:600}.soft{fill:var(--sweep-soft)}"
    "path{fill:none}.grid{stroke:var(--sweep-line);stroke-width:1;stroke-dasharray:2 3}"
    ".axis{stroke:var(--sweep-soft);stroke-width:1}.line{stroke:var(--sweep-mark);stroke-width:3}"
    ".none{stroke:var(--sweep-stop);stroke-width:3;stroke-dasharray:6 4}"
    ".jump{stroke:var(--sweep-mark);stroke-width:1;stroke-dasharray:3 3}"
    ".given{stroke:var(--sweep-text);stroke-width:1.5;stroke-dasharray:1 4;stroke-linecap:round}"
    ".unknown{fill:var(--sweep-stop);fill-opacity:.18;stroke:var(--sweep-stop)}";
constexpr std::string_view kLight =
    "--sweep-ground:#ffffff;--sweep-text:#1b1b1f;--sweep-soft:#55555f;--sweep-line:#c9c9d2;--sweep-mark:#0b4aa2;"
    "--sweep-stop:#a4161a";
constexpr std::string_view kDark =
    "--sweep-ground:#16161a;--sweep-text:#ececf1;--sweep-soft:#b4b4c0;--sweep-line:#45454f;--sweep-mark:#8ab8ff;"
    "--sweep-stop:#ff9c9c";

std::string style(std::string_view scope) {
  const std::string root(scope);
  return root + "{" + std::string(kLight) + "}@media (prefers-color-scheme:dark){" + root + "{" + std::string(kDark) +
         "}}" + std::string(kLines);
}

std::string opening(Tenths width, Tenths height, const std::string& id, std::string_view css_class) {
  const std::string size = svg_number(width) + "\" height=\"" + svg_number(height);
  return "<svg xmlns=\"http://www.w3.org/2000/svg\" " +
         (css_class.empty() ? std::string() : "class=\"" + std::string(css_class) + "\" ") + "width=\"" + size +
         "\" viewBox=\"0 0 " + svg_number(width) + " " + svg_number(height) + "\" role=\"img\" aria-labelledby=\"" +
         id + "-title " + id + "-desc\">\n";
}

std::string titles(const std::string& id, const std::string& title, const std::string& description) {
  return "<title id=\"" + id + "-title\">" + page::escaped(title) + "</title>\n<desc id=\"" + id + "-desc\">" +
         page::escaped(description) + "</desc>\n";
}

std::string text_at(Tenths x, Tenths y, std::string_view css_class, const std::string& text) {
  return "<text" + (css_class.empty() ? std::string() : " class=\"" + std::string(css_class) + "\"") + " x=\"" +
         svg_number(x) + "\" y=\"" + svg_number(y) + "\">" + page::escaped(text) + "</text>\n";
}

/// The picture that stands alone, being put together from the top.
class Poster {
 public:
  explicit Poster(const Sheet& sheet) : sheet_(sheet), words_(sheet) {}

  std::string write();

 private:
  void panel(const ResultSweep& result);
  void rows(const ResultSweep& result);
  void lines(Tenths x, const std::string& text);
  void unmoved();

  const Sheet& sheet_;
  Words words_;
  Tenths at_ = kMargin;
  std::string body_;
  std::string description_;
};

/// A text on as many lines as it needs, the first where the picture has come to.
void Poster::lines(Tenths x, const std::string& text) {
  const auto n_columns = static_cast<std::size_t>((kWide - x - kMargin) * 10 / text_width("1234567890"));
  const std::string wrapped = report::wrap(text, 0, n_columns);
  std::size_t begin = 0;
  while (true) {
    const std::size_t end = std::min(wrapped.find('\n', begin), wrapped.size());
    body_ += text_at(x, at_, "", wrapped.substr(begin, end - begin));
    if (end + 1 >= wrapped.size()) return;
    at_ += kRowHeight;
    begin = end + 1;
  }
}

/// The parts and what they are, under the picture.
void Poster::rows(const ResultSweep& result) {
  Tenths column = 0;
  const std::size_t n_shown = std::min(result.pieces.size(), kMostRows);
  for (std::size_t i = 0; i < n_shown; ++i) {
    column = std::max(column, text_width(words_.range(result.pieces[i].first, result.pieces[i].last)));
  }
  column = std::min(column, kWide / 2) + 2 * kMargin;
  for (std::size_t i = 0; i < n_shown; ++i) {
    const Piece& piece = result.pieces[i];
    at_ += kRowHeight;
    body_ += text_at(kMargin, at_, "", fitted(words_.range(piece.first, piece.last), column - 2 * kMargin));
    lines(column, words_.piece(result, piece));
  }
  if (n_shown < result.pieces.size()) {
    at_ += kRowHeight;
    body_ += text_at(kMargin, at_, "soft",
                     words_.say("… et ", "… and ") + words_.count(result.pieces.size() - n_shown) +
                         words_.say(" autres parties", " other parts"));
  }
  at_ += 2 * kMargin;
}

void Poster::panel(const ResultSweep& result) {
  const std::string title = report::plain_name(result.title);
  const Chart chart(sheet_, words_, result, kWide - 2 * kMargin);
  at_ += kHeading;
  body_ += text_at(kMargin, at_, "heading", fitted(title, (kWide - 2 * kMargin) * 4 / 5));
  at_ += kMargin;
  body_ +=
      "<g transform=\"translate(" + svg_number(kMargin) + " " + svg_number(at_) + ")\">\n" + chart.draw() + "</g>\n";
  at_ += chart.height();
  rows(result);
  description_ += (description_.empty() ? "" : " ") + title + words_.say("\u00A0: ", ": ") + chart.description();
}

/// The results that are the same for every value.
void Poster::unmoved() {
  bool is_first = true;
  for (const ResultSweep& result : sheet_.sweep.results) {
    if (!result.is_constant()) continue;
    if (is_first) {
      at_ += kHeading;
      body_ += text_at(kMargin, at_, "heading", words_.say("Ne changent pas", "Do not change"));
    }
    is_first = false;
    at_ += kRowHeight;
    const std::string text =
        report::plain_name(result.title) + words_.say("\u00A0: ", ": ") + words_.piece(result, result.pieces[0]);
    lines(kMargin, text);
    description_ += (description_.empty() ? "" : " ") + text + ".";
  }
}

std::string Poster::write() {
  at_ += kHeading / 2;
  body_ += text_at(kMargin, at_, "heading", fitted(words_.title(), (kWide - 2 * kMargin) * 4 / 5));
  at_ += kRowHeight;
  body_ += text_at(kMargin, at_, "soft", fitted(words_.extent(), kWide - 2 * kMargin));
  for (const ResultSweep& result : sheet_.sweep.results) {
    if (!result.is_constant()) panel(result);
  }
  unmoved();
  at_ += 2 * kMargin;
  return opening(kWide, at_, "sweep", "") + titles("sweep", words_.title(), description_) + "<style>" + style(":root") +
         "</style>\n<rect width=\"100%\" height=\"100%\" style=\"fill:var(--sweep-ground)\"/>\n" + body_ + "</svg>\n";
}

}  // namespace

std::string svg_of(const Sheet& sheet) {
  return Poster(sheet).write();
}

std::string picture_style() {
  return "<style>" + style(":root") + ".sweep-narrow{display:none}@media (max-width:44rem){.sweep-wide{display:none}" +
         ".sweep-narrow{display:inline}}figure{margin:.6rem 0}</style>\n";
}

std::string pictures_of(const Sheet& sheet, const Words& words, const ResultSweep& result, std::size_t number) {
  std::string markup;
  for (const bool is_wide : {true, false}) {
    const Chart chart(sheet, words, result, is_wide ? kWide : kNarrow);
    const std::string id = (is_wide ? "sweep-wide-" : "sweep-narrow-") + std::to_string(number);
    markup += opening(is_wide ? kWide : kNarrow, chart.height(), id, is_wide ? "sweep-wide" : "sweep-narrow") +
              titles(id, report::plain_name(result.title), chart.description()) + chart.draw() + "</svg>\n";
  }
  return markup;
}

}  // namespace avenant::sweep
