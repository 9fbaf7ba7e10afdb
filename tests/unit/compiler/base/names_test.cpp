#include "compiler/base/names.hpp"

#include <catch2/catch.hpp>

using namespace avenant::base;

TEST_CASE("names are equal after composition and whatever the apostrophe") {
  NameTable names;
  CHECK(names.intern("me\u0301decin") == names.intern("médecin"));
  CHECK(names.intern("d’office") == names.intern("d'office"));
  CHECK(names.intern("médecin") != names.intern("medecin"));
  CHECK(names.text(names.intern("d’office")) == "d'office");
  CHECK(names.find("médecin").valid());
  CHECK_FALSE(names.find("absent").valid());
}

TEST_CASE("folding takes away case, accents and ligatures") {
  CHECK(fold("Éligibilité") == "eligibilite");
  CHECK(fold("CŒUR d’Île") == "coeur d'ile");
  CHECK(fold("\xFF") == "\xFF");
}

TEST_CASE("a near name is one slip away, and all equally near ones are given") {
  CHECK(nearest_names("patientele", {"patientèle", "patients"}) == std::vector<std::string>{"patientèle"});
  CHECK(nearest_names("secteru", {"secteur", "facteur"}) == std::vector<std::string>{"secteur"});
  CHECK(nearest_names("optam", {"optan", "optac", "autre"}) == std::vector<std::string>{"optan", "optac"});
  CHECK(nearest_names("aide", {"aide_due", "xyz"}).empty());
  CHECK(nearest_names("ab", {"ac", "AB"}) == std::vector<std::string>{"AB"});
}

TEST_CASE("a name is never suggested for itself, twice, or more than three at once") {
  CHECK(nearest_names("tarif", {"tarif"}).empty());
  CHECK(nearest_names("tarif", {"tarifs", "tarifs"}).size() == 1);
  CHECK(nearest_names("tarif", {"tarifa", "tarifb", "tarifc", "tarifd"}).size() == 3);
  CHECK(nearest_names("", {"a"}).empty());
  CHECK(nearest_names(std::string(1'000'000, 'a'), {std::string(1'000'000, 'b')}).empty());
}

TEST_CASE("a name of combining marks without end is left as it is, in linear time") {
  std::string marks = "e";
  for (int i = 0; i < 200'000; ++i) marks += i % 2 == 0 ? "\u0301" : "\u0323";
  CHECK(normalise(marks) == marks);
  CHECK(fold(marks) == marks);
  CHECK(normalise("e\u0323\u0301") == normalise("e\u0301\u0323"));
}

TEST_CASE("letters that compose with nothing are left as they are, alone and beside others") {
  // The second text has a sign of its own, so that it is composed by the library.
  for (unsigned code_point = 0x80; code_point < 0x300; ++code_point) {
    const std::string letter{static_cast<char>(0xC0 | code_point >> 6U),
                             static_cast<char>(0x80 | (code_point & 0x3FU))};
    CHECK(normalise("a" + letter + "e") == "a" + letter + "e");
    CHECK(normalise(letter + "\u2019e\u4e00") == letter + "'e\u4e00");
  }
  CHECK(normalise("l\u2019été") == "l'été");
  CHECK(normalise("l\u2019e\u0301te\u0301") == "l'été");
  CHECK(normalise("\xC3") == "\xC3");
  CHECK(normalise("\u2019\xCA") == "\u2019\xCA");
}
