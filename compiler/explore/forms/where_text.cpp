// Where a thing is written and read, for a terminal.
#include <algorithm>

#include "compiler/diagnostics/style.hpp"
#include "compiler/explore/forms/forms.hpp"
#include "compiler/report/layout.hpp"
#include "compiler/report/place_text.hpp"
#include "runtime/value/date_text.hpp"

namespace avenant::explore {

namespace {

using diagnostics::Language;
using diagnostics::Style;

constexpr std::size_t kWidth = 100;
constexpr std::size_t kIndent = 4;
/// Lines of a rule shown: what it says is in the file, at the place given.
constexpr std::size_t kMaxLines = 6;

class Page {
 public:
  Page(const Law& law, const Whereabouts& found, const FormOptions& options)
      : things_(law.things), law_(law), found_(found), options_(options), language_(options.language) {}

  std::string run() {
    head();
    if (found_.places.empty()) line(0, say("Aucun texte ne le dit.", "No text says it."));
    std::size_t number = 0;
    for (const Place& place : found_.places) written(place, ++number);
    unknown();
    read();
    return std::move(text_);
  }

 private:
  [[nodiscard]] std::string say(std::string_view french, std::string_view english) const {
    return std::string(language_ == Language::French ? french : english);
  }
  void line(std::size_t indent, const std::string& text) { text_ += std::string(indent, ' ') + text + "\n"; }
  void wrapped(std::size_t indent, const std::string& text) { text_ += report::wrap(text, indent, kWidth, 2) + "\n"; }
  [[nodiscard]] std::string bold(const std::string& text) const {
    return diagnostics::paint(text, Style::Bold, options_.color);
  }
  [[nodiscard]] std::string day(const value::Date& date) const {
    const bool french = language_ == Language::French;
    return value::print_long_date(date, french ? value::Language::french : value::Language::english);
  }

  void head() {
    const Thing& thing = things_[found_.thing];
    std::string line_one =
        bold(shown_name(things_, found_.thing, language_)) + " — " + kind_words(things_, found_.thing, language_);
    if (thing.is_result) line_one += say(", résultat", ", result");
    if (!thing.dispositif.empty()) line_one += say(" du dispositif ", " of dispositif ") + thing.dispositif;
    line(0, line_one);
    if (!thing.title.empty()) line(0, report::quoted(thing.title, language_));
    if (options_.day) {
      line(0, say("Pour les dossiers dont les dates d’application sont le ", "For cases whose application dates are ") +
                  day(*options_.day));
    }
    text_ += "\n";
  }

  /// What the place does: « remplace la clause délai », « déroge à la condition … ».
  [[nodiscard]] std::string deed(const Place& place) const {
    std::string text;
    if (place.action == Action::Derogates) {
      text = kind_words(things_, place.by, language_) + " " + things_[place.by].name + say(" à ", " to ");
    } else {
      text = std::string(word(words_of(place.action), language_)) + " ";
      if (place.action == Action::ReplacesRows) text += say("de ", "of ");
    }
    text += things_[place.thing].name;
    for (std::size_t i = 0; i < place.parts.size(); ++i) {
      const bool is_last = i + 1 == place.parts.size();
      text += (i == 0 ? say("\u00A0: ", ": ") : is_last ? say(" et ", " and ") : ", ") + place.parts[i];
    }
    if (place.version > 0 && found_.n_versions > 1) {
      text += say(" (rédaction ", " (wording ") + std::to_string(place.version) + say(" sur ", " of ") +
              std::to_string(found_.n_versions) + ")";
    }
    return text;
  }

  [[nodiscard]] std::string dates(const Place& place) const {
    std::string text;
    const auto add = [&](const std::string& more) { text += (text.empty() ? "" : say("\u00A0; ", "; ")) + more; };
    if (!place.application.empty()) add(say("selon ", "by ") + place.application);
    if (place.from) add(say("à compter du ", "from ") + day(*place.from));
    if (place.until) {
      add(say("jusqu’au ", "until ") + day(value::Date::unchecked(place.until->days() - 1)));
    }
    if (place.known_from) add(say("connu depuis le ", "known from ") + day(*place.known_from));
    if (place.is_draft) add(say("projet", "draft"));
    return text;
  }

  [[nodiscard]] std::string state(const Place& place) const {
    switch (place.state) {
      case State::None:
        return "";
      case State::Applies:
        return say("s’applique ce jour-là", "applies on that day");
      case State::Superseded:
        return say("ne s’applique plus ce jour-là\u00A0: un texte postérieur l’a remplacé",
                   "no longer applies on that day: a later text replaced it");
      case State::NotYet:
        return say("ne s’applique pas encore ce jour-là", "does not apply yet on that day");
      case State::Ended:
        return say("ne s’applique plus ce jour-là", "no longer applies on that day");
    }
    return "";
  }

  void written(const Place& place, std::size_t number) {
    const std::string source = source_words(place.location, language_);
    std::string title = std::to_string(number) + ". ";
    if (title.size() < kIndent) title.insert(0, kIndent - title.size(), ' ');
    line(0, title + bold(deed(place)));
    if (!source.empty()) line(kIndent, source);
    line(kIndent, place_words(place.location));
    if (const std::string when = dates(place); !when.empty()) wrapped(kIndent, when);
    if (const std::string then = state(place); !then.empty()) wrapped(kIndent, then);
    words(place.words);
    text_ += "\n";
  }

  /// The first lines of the rule.
  void words(std::string_view rest) {
    std::size_t n_lines = 0;
    while (!rest.empty()) {
      const std::size_t end = rest.find('\n');
      if (n_lines++ == kMaxLines) {
        line(kIndent, "| …");
        return;
      }
      line(kIndent, "| " + std::string(rest.substr(0, end)));
      rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    }
  }

  void unknown() {
    if (found_.n_unknown == 0) return;
    const bool one = found_.n_unknown == 1;
    line(0,
         std::to_string(found_.n_unknown) +
             (one ? say(" autre endroit est dans un texte qui ne compte pas ici (projet, ou publié plus tard)",
                        " other place is in a text that does not count here (draft, or published later)")
                  : say(" autres endroits sont dans des textes qui ne comptent pas ici (projets, ou publiés plus tard)",
                        " other places are in texts that do not count here (drafts, or published later)")));
    text_ += "\n";
  }

  void read() {
    if (found_.readers.empty()) {
      line(0, say("Aucune règle ne le lit.", "No rule reads it."));
      return;
    }
    const std::size_t n_readers = found_.readers.size();
    const bool only_rules = std::all_of(found_.readers.begin(), found_.readers.end(), [&](const Reader& reader) {
      const ThingKind kind = things_[reader.thing].kind;
      return kind != ThingKind::Input && kind != ThingKind::Record;
    });
    const std::string what = only_rules ? say("règle", "rule") : say("élément", "thing");
    line(0, say("Lu par ", "Read by ") + std::to_string(n_readers) + " " + what + (n_readers == 1 ? "" : "s") +
                say("\u00A0:", ":"));
    for (const Reader& reader : found_.readers) {
      const std::string source = source_words(
          reader.places.empty() ? location_of(law_, things_[reader.thing].declared) : reader.places.front(), language_);
      std::string text = kind_words(things_, reader.thing, language_) + " " + other_name(reader.thing);
      if (!source.empty()) text += " (" + source + ")";
      if (reader.for_application)
        text += say(", pour savoir quelle rédaction s’applique", ", to know which wording applies");
      wrapped(2, text);
      places(reader.places);
    }
  }

  /// One place a line of the rules, and not all of those of a long table.
  void places(const std::vector<Location>& all) {
    const Location* last = nullptr;
    std::size_t n_shown = 0;
    std::size_t n_hidden = 0;
    for (const Location& place : all) {
      const bool is_same_line = last != nullptr && last->file == place.file && last->line == place.line;
      last = &place;
      if (is_same_line) continue;
      if (n_shown == kMaxLines) {
        ++n_hidden;
        continue;
      }
      ++n_shown;
      line(6, place_words(place));
    }
    if (n_hidden > 0) {
      line(6, say("… et ", "… and ") + std::to_string(n_hidden) +
                  (n_hidden == 1 ? say(" autre ligne", " other line") : say(" autres lignes", " other lines")));
    }
  }

  /// With its dispositif where it is another's.
  [[nodiscard]] std::string other_name(ThingId id) const {
    const Thing& other = things_[id];
    const bool is_elsewhere = !other.dispositif.empty() && other.dispositif != things_[found_.thing].dispositif;
    return is_elsewhere && other.kind != ThingKind::Notice ? other.full_name() : shown_name(things_, id, language_);
  }

  const Things& things_;
  const Law& law_;
  const Whereabouts& found_;
  const FormOptions& options_;
  Language language_;
  std::string text_;
};

}  // namespace

std::string where_text(const Law& law, const Whereabouts& found, const FormOptions& options) {
  return Page(law, found, options).run();
}

}  // namespace avenant::explore
