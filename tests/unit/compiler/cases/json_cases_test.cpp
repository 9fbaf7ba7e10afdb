#include "compiler/cases/json_cases.hpp"

#include <catch2/catch.hpp>

namespace {

using avenant::diagnostics::Code;
using avenant::diagnostics::Sink;
using namespace avenant::cases;

struct Reading {
  std::vector<RawCase> cases;
  std::vector<std::string> places;  // of the values
  std::vector<avenant::diagnostics::Diagnostic> messages;
};

Reading read(const std::string& bytes) {
  Reading reading;
  Sink sink;
  SinkLog faults(sink);
  read_json_cases(bytes, "d.json", faults, [&](RawCase& raw) {
    reading.cases.push_back(raw);
    for (const RawEntry& entry : raw.entries) reading.places.push_back(raw.place_of(entry));
    return true;
  });
  reading.messages = sink.all();
  return reading;
}

std::string shown(const RawCase& raw) {
  std::string text;
  for (const RawEntry& entry : raw.entries) {
    text += join_address(entry.path) + "=" + entry.value.text;
    for (const std::string& item : entry.value.items) text += "[" + item + "]";
    text += " ";
  }
  return text;
}

}  // namespace

TEST_CASE("nested objects, dotted keys and addresses with indices give the same paths") {
  const Reading nested = read(R"json({"constat": {"3": {"niveau": {"mt": 900}}}})json");
  const Reading dotted = read(R"json({"constat(3).niveau(mt)": 900})json");
  const Reading mixed = read(R"json({"constat.3": {"niveau(mt)": 900}})json");
  REQUIRE(nested.cases.size() == 1);
  CHECK(shown(nested.cases[0]) == "constat.3.niveau.mt=900 ");
  CHECK(shown(dotted.cases[0]) == shown(nested.cases[0]));
  CHECK(shown(mixed.cases[0]) == shown(nested.cases[0]));
}

TEST_CASE("numbers keep their digits") {
  const Reading reading =
      read(R"json({"a": 0.10, "b": 12345678901234567890123, "c": -9223372036854775807, "d": 1.5e3})json");
  CHECK(shown(reading.cases.at(0)) == "a=0.10 b=12345678901234567890123 c=-9223372036854775807 d=1.5e3 ");
}

TEST_CASE("id and commentaire are carried and are no inputs") {
  const Reading reading = read(R"json({"id": 7, "commentaire": "deux", "a": {"id": "x"}})json");
  CHECK(reading.cases.at(0).id == "7");
  CHECK(reading.cases.at(0).comment == "deux");
  CHECK(shown(reading.cases.at(0)) == "a.id=x ");
}

TEST_CASE("one object, an array and an object a line are cases alike") {
  CHECK(read("\n{\"a\": 1}\n").cases.size() == 1);
  CHECK(read("[{\"a\": 1}, {\"a\": 2}]").cases.size() == 2);
  CHECK(read("{\"a\": 1}\n{\"a\": 2}\r\n\n{\"a\": 3}").cases.size() == 3);
  CHECK(read("{\n  \"a\": 1\n}\n{\n  \"a\": 2\n}").cases.at(1).number == 2);
}

TEST_CASE("a list of scalars is one value, a list of groups is none") {
  const Reading reading = read(R"json({"a": ["01", 2, true], "b": [{"x": 1}], "c": 3})json");
  CHECK(shown(reading.cases.at(0)) == "a=[01][2][true] b=1 b.1.x=1 c=3 ");
  CHECK(reading.cases[0].entries[1].value.kind == RawKind::Group);
}

TEST_CASE("places are lines and columns of the value, columns in code points") {
  const Reading reading = read("{\"é\": \"è\",\n \"b\": 12}");
  CHECK(reading.places.at(0) == "d.json:1:7");
  CHECK(reading.places.at(1) == "d.json:2:7");
}

TEST_CASE("a case cut off after a colon does not swallow the line after it") {
  const Reading reading = read("{\"a\": 1}\n{\"a\":\n{\"a\": 3}\n{\"a\": 4}\n");
  REQUIRE(reading.messages.size() == 1);
  CHECK(reading.messages[0].free_path == "d.json:2:6");
  REQUIRE(reading.cases.size() == 3);
  CHECK(shown(reading.cases[1]) == "a=3 ");
}

TEST_CASE("a broken case a line is reported at its place and the others are read") {
  const Reading reading = read("{\"a\": 1}\n{\"a\": oui}\n{\"a\": 3}\n{\"a\": 4\n{\"a\": 5}\n");
  REQUIRE(reading.messages.size() == 2);
  CHECK(reading.messages[0].code == Code::MalformedJson);
  CHECK(reading.messages[0].free_path == "d.json:2:7");
  CHECK(reading.messages[1].free_path == "d.json:4:8");
  REQUIRE(reading.cases.size() == 3);
  CHECK(shown(reading.cases[1]) == "a=3 ");
  CHECK(shown(reading.cases[2]) == "a=5 ");
}

TEST_CASE("data that are no cases are refused") {
  const auto code_of = [](const std::string& bytes) {
    const Reading reading = read(bytes);
    REQUIRE_FALSE(reading.messages.empty());
    return reading.messages.front().code;
  };
  CHECK(code_of("") == Code::NoCase);
  CHECK(code_of("  \n") == Code::NoCase);
  CHECK(code_of("12") == Code::CaseNotObject);
  CHECK(code_of("[1]") == Code::CaseNotObject);
  CHECK(code_of("{\"a\": 1") == Code::MalformedJson);
  CHECK(code_of("\xFF") == Code::DataNotUtf8);
  CHECK(read("{\"a\": 1e999}").cases.size() == 1);
}

TEST_CASE("nesting without end is refused without harm") {
  const std::size_t depth = 100'000;
  std::string objects;
  for (std::size_t i = 0; i < depth; ++i) objects += "{\"a\":";
  const Reading nested = read(objects);
  REQUIRE(nested.messages.size() == 1);
  CHECK(nested.messages[0].code == Code::JsonTooDeep);
  const Reading lists = read(std::string("{\"a\":") + std::string(depth, '['));
  CHECK(lists.messages.at(0).code == Code::JsonTooDeep);
  CHECK(read(std::string(depth, '[')).messages.at(0).code == Code::CaseNotObject);
}

TEST_CASE("what a case means does not depend on where the blocks of its bytes end") {
  const std::string bytes =
      "[{\"é\": \"a\\u00e9\\ud83d\\ude00\", \"b\": [1, -2.5e-3, true, null]},\n {\"c\": {\"d\": 12}},\n {\"e\": "
      "oui},\n {\"f\": 3}\n]";
  const Reading whole = read(bytes);
  REQUIRE(whole.cases.size() == 3);
  for (std::size_t block = 1; block < 40; ++block) {
    TextSource source(bytes);
    Window window(source, block);
    Sink sink;
    SinkLog faults(sink);
    std::vector<std::string> texts;
    read_json_cases(window, "d.json", faults, [&](RawCase& raw) {
      texts.push_back(shown(raw));
      return true;
    });
    REQUIRE(texts.size() == whole.cases.size());
    for (std::size_t i = 0; i < texts.size(); ++i) CHECK(texts[i] == shown(whole.cases[i]));
    REQUIRE(sink.all().size() == 1);
    CHECK(sink.all()[0].free_path == whole.messages.at(0).free_path);
  }
}

TEST_CASE("strings are decoded, and half a pair of surrogates is malformed") {
  CHECK(shown(read(R"json({"a": "\u0041\n\ud83d\ude00"})json").cases.at(0)) == "a=A\n\xF0\x9F\x98\x80 ");
  for (const char* bad :
       {R"json({"a": "\ud83d"})json", R"json({"a": "\udc00"})json", R"json({"a": "\x"})json", "{\"a\": \"\t\"}",
        "{\"a\": 01}", "{\"a\": 1.}", "{\"a\": +1}", "{\"a\": .5}", "{\"a\": 1,}", "{a: 1}"}) {
    CHECK(read(bad).messages.at(0).code == Code::MalformedJson);
  }
}

TEST_CASE("a byte order mark is no harm") {
  CHECK(read("\xEF\xBB\xBF{\"a\": 1}").cases.size() == 1);
}
