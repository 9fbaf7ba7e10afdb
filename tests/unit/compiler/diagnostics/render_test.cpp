#include "compiler/diagnostics/render.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace avenant::diagnostics;
using avenant::base::SourceId;
using avenant::base::SourceMap;
using avenant::base::Span;

namespace {

/// A source and a sink; marks places by their text.
struct Page {
  explicit Page(std::string text) { id = sources.add("essai.avn.md", std::move(text)); }
  [[nodiscard]] Span find(std::string_view text) const { return find_in(id, text); }
  [[nodiscard]] Span find_in(SourceId source, std::string_view text) const {
    const auto at = static_cast<std::uint32_t>(sources[source].text.find(text));
    return {source, at, at + static_cast<std::uint32_t>(text.size())};
  }
  [[nodiscard]] std::string render(RenderOptions options = {}) const {
    return render_text(sources, sink.all().at(0), options);
  }

  SourceMap sources;
  SourceId id;
  Sink sink;
};

}  // namespace

TEST_CASE("a message shows its code, place, line and near names") {
  Page page("a\n  si médcin.secteur = secteur_1\n");
  page.sink.report(Code::UnknownName, page.find("médcin")).with("name", "médcin").suggest({"médecin", "médecine", "m"});
  CHECK(page.render() ==
        "erreur[AVN2001] : nom inconnu : « médcin »\n"
        " --> essai.avn.md:2:6\n"
        "  |\n"
        "2 |   si médcin.secteur = secteur_1\n"
        "  |      ^^^^^^\n"
        "  |\n"
        "  = aide : vouliez-vous dire « médecin », « médecine » ou « m » ?\n");
  CHECK(page.render({Language::English, false, 100}) ==
        "error[AVN2001]: unknown name: “médcin”\n"
        " --> essai.avn.md:2:6\n"
        "  |\n"
        "2 |   si médcin.secteur = secteur_1\n"
        "  |      ^^^^^^\n"
        "  |\n"
        "  = help: did you mean “médecin”, “médecine” or “m”?\n");
}

TEST_CASE("marks are right under wide, combining, tabulated and long text") {
  Page wide("漢字e\u0301\tX\n");
  wide.sink.report(Code::UnknownName, wide.find("X")).with("name", "X");
  CHECK_THAT(wide.render(), Catch::Contains("1 | 漢字e\u0301   X\n  |         ^\n"));
  Page longline(std::string(300, 'a') + " ici " + std::string(300, 'b'));
  longline.sink.report(Code::UnknownName, longline.find("ici")).with("name", "ici");
  const std::string shown = longline.render({Language::French, false, 20});
  CHECK_THAT(shown, Catch::Contains("1 | …aaaaaaa ici bbbbbbbb…\n  |          ^^^\n"));
}

TEST_CASE("a mark at the end of a very long line is found at once and shown") {
  Page page(std::string(4'000'000, 'a') + "é fin");
  page.sink.report(Code::UnknownName, page.find("fin")).with("name", "fin");
  CHECK_THAT(page.render({Language::French, false, 20}), Catch::Contains("aaé fin\n  |                   ^^^\n"));
}

TEST_CASE("secondary places share the line or stand on their own") {
  Page page("un = deux + trois\nx\ny\nquatre\n");
  page.sink.report(Code::UnknownName, page.find("trois"))
      .with("name", "trois")
      .label(page.find("un"), Label::DeclaredHere)
      .label(page.find("quatre"), Label::DeclaredHere);
  CHECK(page.render() ==
        "erreur[AVN2001] : nom inconnu : « trois »\n"
        " --> essai.avn.md:1:13\n"
        "  |\n"
        "1 | un = deux + trois\n"
        "  | --          ^^^^^\n"
        "  | |\n"
        "  | déclaration ici\n"
        " ...\n"
        "4 | quatre\n"
        "  | ------ déclaration ici\n");
}

TEST_CASE("a place in another file is shown under its own path") {
  Page page("un\n");
  const SourceId other = page.sources.add("autre.avn.md", "\n\nlà\n");
  page.sink.report(Code::UnknownName, page.find("un"))
      .with("name", "un")
      .label(page.find_in(other, "là"), Label::DeclaredHere);
  CHECK_THAT(page.render(), Catch::Contains(" ::: autre.avn.md:3:1\n  |\n3 | là\n  | -- déclaration ici\n"));
}

TEST_CASE("a place of several lines shows its first and last line") {
  Page page("début a\n  b\n  c\n  d fin\n");
  const Span span = page.find("a\n").joined(page.find("d f"));
  page.sink.report(Code::UnknownName, span).with("name", "a");
  CHECK_THAT(page.render(), Catch::Contains("1 | début a\n  |       ^\n ...\n4 |   d fin\n  |   ^^^\n"));
}

TEST_CASE("a fix shows the line as it would be") {
  Page page("si a == b\n");
  page.sink.report(Code::UnknownName, page.find("==")).with("name", "==").fix(page.find("=="), "=");
  CHECK_THAT(page.render(), Catch::EndsWith("  |\n  = correction :\n1 | si a = b\n  |      ~\n"));
}

TEST_CASE("a place at the end of the file is shown") {
  Page page("abc");
  page.sink.report(Code::UnknownName, {page.id, 3, 3}).with("name", "");
  CHECK_THAT(page.render(), Catch::Contains("1 | abc\n  |    ^\n"));
  Page after("abc\n");
  after.sink.report(Code::UnknownName, {after.id, 4, 4}).with("name", "");
  CHECK_THAT(after.render(), Catch::Contains("2 |\n  | ^\n"));
}

TEST_CASE("text from a file cannot steer the terminal") {
  Page page("a\x1b[31m\u202Eb\n");
  page.sink.report(Code::UnknownName, page.find("b")).with("name", "\x1b[2J\n");
  CHECK(page.render().find('\x1b') == std::string::npos);
  CHECK_THAT(page.render(), Catch::Contains("1 | a\uFFFD[31m\uFFFDb\n  |        ^\n"));
  CHECK_THAT(page.render({Language::French, true, 80}), Catch::Contains("\x1b[1;31m^\x1b[0m"));
}

TEST_CASE("a message about a file as a whole names it") {
  Page page("");
  page.sink.report(Code::ContainsNul).path("vide.avn.md").with("offset", 2).with("line", 1);
  CHECK_THAT(page.render(),
             Catch::StartsWith("erreur[AVN1002] : le fichier contient un octet nul à la position 2, ligne 1\n"
                               " --> vide.avn.md\n  = aide : "));
}

TEST_CASE("a fix that takes text away shows the place it was at") {
  Page page(std::string(100, 'a') + " fin;");
  const Span span = page.find(";");
  page.sink.report(Code::UnknownName, span).with("name", ";").fix(span, "");
  CHECK_THAT(page.render({Language::French, false, 20}),
             Catch::EndsWith("= correction :\n1 | …aaaaaaaaaaaaaaaa fin\n"));
}

TEST_CASE("the summary counts errors and warnings in both languages") {
  Page page("abc");
  CHECK(summary(page.sink, Language::French).empty());
  page.sink.report(Code::NoRuleBlock);
  CHECK(summary(page.sink, Language::French) == "1 avertissement");
  page.sink.report(Code::InvalidUtf8);
  page.sink.report(Code::InvalidUtf8);
  CHECK(summary(page.sink, Language::French) == "2 erreurs, 1 avertissement");
  CHECK(summary(page.sink, Language::English) == "2 errors, 1 warning");
  Sink limited(1);
  limited.report(Code::InvalidUtf8);
  limited.report(Code::InvalidUtf8);
  CHECK(summary(limited, Language::French) == "2 erreurs (dont 1 non affiché)");
}

TEST_CASE("JSON gives every part of a message with byte offsets and columns") {
  Page page("é un = un\n");
  page.sink.report(Code::UnknownName, page.find("un"))
      .with("name", "un\xFF")
      .label(page.find("é"), Label::DeclaredHere)
      .fix(page.find("un"), "deux")
      .suggest({"deux"});
  const auto json = nlohmann::json::parse(render_json(page.sources, page.sink, Language::English));
  CHECK(json["schema"] == 1);
  CHECK(json["language"] == "en");
  CHECK(json["errors"] == 1);
  const auto& message = json["diagnostics"][0];
  CHECK(message["code"] == "AVN2001");
  CHECK(message["level"] == "error");
  CHECK(message["title"] == "unknown name: “un\uFFFD”");
  CHECK(message["path"] == "essai.avn.md");
  CHECK(message["begin"] == 3);
  CHECK(message["end"] == 5);
  CHECK(message["line"] == 1);
  CHECK(message["column"] == 3);
  CHECK(message["labels"][0]["text"] == "declared here");
  CHECK(message["fixes"][0]["replacement"] == "deux");
  CHECK(message["suggestions"][0] == "deux");
}
