#include "compiler/compare/changes_text.hpp"

#include "compiler/diagnostics/style.hpp"
#include "compiler/report/place_text.hpp"

namespace avenant::compare {

namespace {

using diagnostics::Language;
using diagnostics::Style;

constexpr std::string_view kMinus = "− ";
constexpr std::string_view kPlus = "+ ";

/// The paragraphs of some changes, being written.
class Page {
 public:
  explicit Page(const ChangesTextOptions& options) : options_(options) {}

  std::string run(const std::vector<Change>& changes);

 private:
  [[nodiscard]] std::string say(std::string_view french, std::string_view english) const {
    return std::string(options_.language == Language::French ? french : english);
  }
  [[nodiscard]] std::string_view word(const Words& words) const {
    return options_.language == Language::French ? words.french : words.english;
  }
  [[nodiscard]] std::string title(const Change& change) const;
  [[nodiscard]] std::string period(const Change& change) const { return say(change.period_fr, change.period_en); }
  void line(std::size_t indent, const std::string& text) { text_ += std::string(indent, ' ') + text + "\n"; }
  /// Words of a side, each line after its sign; where they stand comes after the last one.
  void side(const Quote& quote, bool is_new, const std::string& period, std::size_t indent);
  void whole(const Change& change);
  void piece(const Change& change);

  ChangesTextOptions options_;
  std::string text_;
};

std::string Page::title(const Change& change) const {
  const std::string part = change.part.empty() || change.kind == ItemKind::Condition ? "" : "." + change.part;
  // The name of a condition begins with that of its éligibilité, and that with its dispositif's.
  const std::string dot = change.dispositif + ".";
  const std::string name = change.name.starts_with(dot) ? change.name.substr(dot.size()) : change.name;
  return std::string(word(words_of(change.kind))) + " " + name + part;
}

void Page::side(const Quote& quote, bool is_new, const std::string& period, std::size_t indent) {
  const std::string_view sign = is_new ? kPlus : kMinus;
  const Style style = is_new ? Style::Fix : Style::Error;
  const std::string source = source_text(quote, options_.language);
  const std::string where = source + (period.empty() || source.empty() ? "" : ", ") + period;
  std::string_view rest = quote.words;
  while (true) {
    const std::size_t end = rest.find('\n');
    std::string text = diagnostics::paint(std::string(sign) + std::string(rest.substr(0, end)), style, options_.color);
    if (end == std::string_view::npos && !where.empty()) text += "  (" + where + ")";
    line(indent, text);
    if (end == std::string_view::npos) return;
    rest.remove_prefix(end + 1);
  }
}

void Page::whole(const Change& change) {
  const bool is_new = change.operation == Operation::Added;
  const std::string verb = is_new ? say("ajout", "added") : say("retrait", "removed");
  line(2, diagnostics::paint(title(change), Style::Bold, options_.color) + say("\u00A0: ", ": ") + verb);
  side(is_new ? *change.after : *change.before, is_new, period(change), 4);
}

void Page::piece(const Change& change) {
  if (change.element == Element::Wording) {
    const bool is_new = change.operation == Operation::Added;
    const Quote& quote = is_new ? *change.after : *change.before;
    const std::string source = source_text(quote, options_.language);
    const std::string when = period(change);
    line(4, (is_new ? say("rédaction ajoutée\u00A0: ", "wording added: ")
                    : say("rédaction retirée\u00A0: ", "wording removed: ")) +
                source + (when.empty() || source.empty() ? "" : ", ") + when);
    return;
  }
  std::string head(word(words_of(change.element)));
  if (!change.label.empty()) head += " " + change.label;
  line(4, head);
  if (change.before) side(*change.before, false, change.after ? "" : period(change), 6);
  if (change.after) side(*change.after, true, change.before && change.period_fr.empty() ? "" : period(change), 6);
}

std::string Page::run(const std::vector<Change>& changes) {
  const std::string* dispositif = nullptr;
  const Change* last = nullptr;
  for (const Change& change : changes) {
    if (dispositif == nullptr || *dispositif != change.dispositif) {
      if (!text_.empty()) text_ += "\n";
      const std::string name =
          change.dispositif.empty() ? say("Mots du projet", "Words of the project") : change.dispositif;
      line(0, diagnostics::paint(name, Style::Bold, options_.color));
      dispositif = &change.dispositif;
      last = nullptr;
    }
    const bool is_same = last != nullptr && title(*last) == title(change);
    if (change.element == Element::Whole && change.label.empty()) {
      whole(change);
    } else {
      if (!is_same || last->element == Element::Whole) {
        line(2, diagnostics::paint(title(change), Style::Bold, options_.color));
      }
      piece(change);
    }
    last = &change;
  }
  return std::move(text_);
}

void write_quote(std::string_view key, const std::optional<Quote>& quote, report::JsonWriter& json) {
  json.key(key);
  if (!quote) {
    json.raw("null");
    return;
  }
  json.open_object();
  json.member("words", quote->words);
  if (!quote->text.empty()) json.member("text", quote->text);
  if (!quote->article.empty()) json.member("article", quote->article);
  if (!quote->heading.empty()) json.member("heading", quote->heading);
  if (!quote->place.empty()) json.member("place", quote->place);
  json.close_object();
}

}  // namespace

std::string changes_text(const std::vector<Change>& changes, const ChangesTextOptions& options) {
  return Page(options).run(changes);
}

std::string source_text(const Quote& quote, Language language) {
  std::string text;
  if (!quote.article.empty()) {
    text = "art.\u00A0" + quote.article;
  } else if (!quote.heading.empty()) {
    text = report::quoted(quote.heading, language);
  }
  if (!quote.text.empty()) text += (text.empty() ? "" : ", ") + report::plain_name(quote.text);
  return text.empty() ? quote.place : text;
}

void write_changes(const std::vector<Change>& changes, Language language, report::JsonWriter& json) {
  json.open_array();
  for (const Change& change : changes) {
    json.open_object();
    json.member("operation", change.operation == Operation::Added     ? "added"
                             : change.operation == Operation::Removed ? "removed"
                                                                      : "changed");
    json.member("kind", words_of(change.kind).json);
    if (!change.dispositif.empty()) json.member("dispositif", change.dispositif);
    json.member("name", change.name);
    if (!change.part.empty()) json.member("part", change.part);
    json.member("element", words_of(change.element).json);
    if (!change.label.empty()) json.member("label", change.label);
    const std::string& period = language == Language::French ? change.period_fr : change.period_en;
    if (!period.empty()) json.member("period", period);
    write_quote("before", change.before, json);
    write_quote("after", change.after, json);
    json.close_object();
  }
  json.close_array();
}

}  // namespace avenant::compare
