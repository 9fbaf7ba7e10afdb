#include "compiler/compare/changes.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

#include "compiler/compare/changes_text.hpp"

namespace avenant::compare {
namespace {

Piece piece(Element element, const std::string& key, const std::string& meaning, const std::string& text = "T") {
  Piece made;
  made.element = element;
  made.key = made.label = key;
  made.meaning = made.quote.words = meaning;
  made.quote.text = text;
  return made;
}

Item item(const std::string& name, std::vector<Wording> wordings) {
  Item made;
  made.kind = ItemKind::Table;
  made.name = made.key = name;
  made.wordings = std::move(wordings);
  return made;
}

Wording wording(const std::string& key, std::vector<Piece> pieces, bool composed = false) {
  Wording made;
  made.key = key;
  made.composed = composed;
  made.whole.words = "barème " + key;
  made.pieces = std::move(pieces);
  return made;
}

/// The same changes the other way round.
std::vector<Change> mirror(std::vector<Change> changes) {
  for (Change& change : changes) {
    std::swap(change.before, change.after);
    if (change.operation != Operation::Changed) {
      change.operation = change.operation == Operation::Added ? Operation::Removed : Operation::Added;
    }
  }
  return changes;
}

bool same_changes(const std::vector<Change>& left, const std::vector<Change>& right) {
  return left.size() == right.size() && std::is_permutation(left.begin(), left.end(), right.begin());
}

TEST_CASE("pieces in another order are no difference") {
  const Piece one = piece(Element::Row, "1", "10 €");
  const Piece two = piece(Element::Row, "2", "20 €");
  CHECK(compare({item("b", {wording("T", {one, two})})}, {item("b", {wording("T", {two, one})})}).empty());
}

TEST_CASE("a piece that means something else is changed, with the words of both sides") {
  const auto changes = compare({item("b", {wording("T", {piece(Element::Row, "1", "10 €")})})},
                               {item("b", {wording("T", {piece(Element::Row, "1", "11 €")})})});
  REQUIRE(changes.size() == 1);
  CHECK(changes[0].operation == Operation::Changed);
  CHECK(changes[0].label == "1");
  CHECK(changes[0].before->words == "10 €");
  CHECK(changes[0].after->words == "11 €");
}

TEST_CASE("a wording that one side lacks is compared with the one before it") {
  const Wording first = wording("A", {piece(Element::Row, "1", "10 €"), piece(Element::Row, "2", "20 €")});
  const Wording second = wording("B", {piece(Element::Row, "1", "10 €"), piece(Element::Row, "2", "25 €")});
  const auto changes = compare({item("b", {first})}, {item("b", {first, second})});
  REQUIRE(changes.size() == 2);
  CHECK(changes[0].element == Element::Wording);
  CHECK(changes[1].label == "2");
  CHECK(changes[1].before->words == "20 €");
}

TEST_CASE("a change that two composed wordings share is told once") {
  const auto rows = [](const std::string& figure) {
    return std::vector<Piece>{piece(Element::Row, "1", "10 €"), piece(Element::Row, "2", figure, "B")};
  };
  const Wording first = wording("A", rows("20 €"));
  const auto changes =
      compare({item("b", {first})}, {item("b", {first, wording("B + A", rows("25 €"), true), wording("C", rows("20 €")),
                                                wording("B + C", rows("25 €"), true)})});
  CHECK(std::count_if(changes.begin(), changes.end(), [](const Change& one) { return one.element == Element::Row; }) ==
        2);
}

TEST_CASE("random structures compared both ways round are mirror images, and with themselves nothing") {
  std::mt19937 random(170);  // NOLINT: a seed that every run shares.
  const auto pick = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  const auto structure = [&] {
    std::vector<Item> items;
    for (int name = 0; name < 4; ++name) {
      if (pick(4) == 0) continue;
      std::vector<Wording> wordings;
      for (int text = 0; text < 3; ++text) {
        if (pick(3) == 0) continue;
        std::vector<Piece> pieces;
        for (int key = 0; key < 3; ++key) {
          if (pick(3) > 0) pieces.push_back(piece(Element::Row, std::to_string(key), std::to_string(pick(3))));
        }
        wordings.push_back(wording(std::string(1, static_cast<char>('A' + text)), std::move(pieces), pick(3) == 0));
      }
      if (!wordings.empty()) items.push_back(item(std::to_string(name), std::move(wordings)));
    }
    return items;
  };
  std::size_t n_changes = 0;
  for (int round = 0; round < 500; ++round) {
    const std::vector<Item> before = structure();
    const std::vector<Item> after = structure();
    CHECK(compare(before, before).empty());
    const std::vector<Change> there = compare(before, after);
    CHECK(same_changes(mirror(compare(after, before)), there));
    n_changes += there.size();
  }
  CHECK(n_changes > 1000);
}

TEST_CASE("text says what went with a minus and what came with a plus, in both languages") {
  const auto changes = compare({item("b", {wording("T", {piece(Element::Row, "1", "10 €", "avenant_7")})})},
                               {item("b", {wording("T", {piece(Element::Row, "1", "11 €", "avenant_8")})})});
  const std::string french = changes_text(changes, {});
  CHECK(french.find("  barème b\n    ligne 1\n      − 10 €  (avenant 7)\n      + 11 €  (avenant 8)\n") !=
        std::string::npos);
  const std::string english = changes_text(changes, {diagnostics::Language::English, false});
  CHECK(english.find("  table b\n    row 1\n") != std::string::npos);
}

}  // namespace
}  // namespace avenant::compare
