#include "compiler/diagnostics/diagnostics.hpp"

#include <catch2/catch.hpp>

#include "compiler/diagnostics/source_problems.hpp"

using namespace avenant::diagnostics;
using avenant::base::SourceId;
using avenant::base::SourceMap;
using avenant::base::Span;

namespace {

std::vector<Code> problems_of(std::string bytes) {
  SourceMap sources;
  const SourceId id = sources.add("essai.avn.md", std::move(bytes));
  Sink sink;
  report_source_problems(sources, id, sink);
  std::vector<Code> codes;
  for (const Diagnostic& diagnostic : sink.all()) codes.push_back(diagnostic.code);
  return codes;
}

}  // namespace

TEST_CASE("a code is found by number or by id") {
  CHECK(id(Code::InvalidUtf8) == "AVN1001");
  CHECK(find_code("1001") == Code::InvalidUtf8);
  CHECK(find_code("avn1001") == Code::InvalidUtf8);
  CHECK_FALSE(find_code("AVN").has_value());
  CHECK_FALSE(find_code("AVN1001x").has_value());
  CHECK_FALSE(find_code("9999").has_value());
}

TEST_CASE("parameters are replaced in the chosen language and unknown ones stay") {
  const std::vector<Parameter> parameters = {{"n", "deux", "two"}, {"name", "{n}", "{n}"}};
  CHECK(expand("a {n} b {name} {autre} {", parameters, Language::French) == "a deux b {n} {autre} {");
  CHECK(expand("{n}{n}", parameters, Language::English) == "twotwo");
}

TEST_CASE("a second error at the same place is dropped and not counted") {
  Sink sink;
  const Span span{SourceId(0), 3, 5};
  sink.report(Code::UnknownName, span).with("name", "a");
  sink.report(Code::UnclosedBlock, span).with("name", "b");
  sink.report(Code::MisspeltBlockMark, span);
  sink.report(Code::InvalidUtf8);
  sink.report(Code::InvalidUtf8);
  CHECK(sink.n_errors() == 3);
  CHECK(sink.n_warnings() == 1);
  CHECK(sink.all().size() == 4);
  CHECK(sink.all()[0].parameters.at(0).french == "a");
}

TEST_CASE("errors beyond the limit are counted, not kept") {
  Sink sink(2);
  for (std::uint32_t at = 0; at < 5; ++at) sink.report(Code::UnknownName, {SourceId(0), at, at + 1}).with("name", "x");
  CHECK(sink.n_errors() == 5);
  CHECK(sink.n_dropped() == 3);
  CHECK(sink.all().size() == 2);
}

TEST_CASE("messages are ordered by source and place, those without a place first") {
  SourceMap sources;
  const SourceId first = sources.add("a", "abc");
  const SourceId second = sources.add("b", "abc");
  Sink sink;
  sink.report(Code::UnknownName, {second, 0, 1});
  sink.report(Code::UnknownName, {first, 2, 3});
  sink.report(Code::UnknownName, {first, 1, 2});
  sink.report(Code::NoRuleBlock).path("c");
  sink.sort(sources);
  CHECK_FALSE(sink.all()[0].span.valid());
  CHECK(sink.all()[1].span.begin == 1);
  CHECK(sink.all()[2].span.begin == 2);
  CHECK(sink.all()[3].span.source == second);
}

TEST_CASE("a diagnostic keeps two secondary places at most") {
  Sink sink;
  const Span span{SourceId(0), 0, 1};
  sink.report(Code::UnknownName, span)
      .label(span, Label::DeclaredHere)
      .label(span, Label::DeclaredHere)
      .label(span, Label::DeclaredHere);
  CHECK(sink.all()[0].secondary.size() == 2);
}

TEST_CASE("what is wrong with the bytes is the only thing said of a file") {
  CHECK(problems_of("```avenant\n\xE9\n") == std::vector{Code::InvalidUtf8});
  CHECK(problems_of(std::string("a\0", 2)) == std::vector{Code::ContainsNul});
  CHECK(problems_of(std::string(SourceMap::kMaxSourceBytes + 1, 'a')) == std::vector{Code::SourceTooLarge});
}

TEST_CASE("blocks that would be lost are reported") {
  CHECK(problems_of("```avenant\na\n```\n").empty());
  CHECK(problems_of("# Titre\n").empty());
  CHECK(problems_of("```\na\n```\n") == std::vector{Code::NoRuleBlock});
  CHECK(problems_of("```\na\n```\n```avenant\n```\n").empty());
  CHECK(problems_of("```avenant\na\n") == std::vector{Code::UnclosedBlock});
  CHECK(problems_of("```avenant\n```\n```text\n```avenant\n") == std::vector{Code::UnclosedBlock});
  CHECK(problems_of("```Avenant\na\n```\n") == std::vector{Code::MisspeltBlockMark});
  CHECK(problems_of("```avennant\na\n```\n") == std::vector{Code::MisspeltBlockMark});
  CHECK(problems_of("```json\n```\n```avenant\n```\n").empty());
  CHECK(problems_of("  ```avenant\n  a\n  ```\n") == std::vector{Code::IndentedBlock});
}
