#include "compiler/coverage/junit.hpp"

#include <map>
#include <vector>

#include "compiler/diagnostics/message_text.hpp"
#include "compiler/page/html.hpp"

namespace avenant::coverage {
namespace {

using diagnostics::Language;
using page::escaped_for_xml;
using scenario::Check;
using scenario::Citation;
using scenario::ScenarioReport;

constexpr std::string_view kProlog = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

std::string attribute(std::string_view name, std::string_view value) {
  return " " + std::string(name) + "=\"" + escaped_for_xml(value) + "\"";
}

std::string attribute(std::string_view name, std::size_t value) {
  return attribute(name, std::to_string(value));
}

std::string counts(std::size_t n_tests, std::size_t n_failures, std::size_t n_errors) {
  return attribute("tests", n_tests) + attribute("failures", n_failures) + attribute("errors", n_errors) +
         attribute("skipped", std::size_t{0});
}

/// Content may hold line breaks as they are.
std::string content(std::string_view text) {
  std::string result;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    result += escaped_for_xml(text.substr(at, end - at));
    if (end < text.size()) result += '\n';
    at = end + 1;
  }
  return result;
}

class Writer {
 public:
  Writer(const scenario::Report& report, Language language) : report_(report), french_(language == Language::French) {}

  std::string write() {
    std::vector<std::string> paths;
    std::map<std::string, std::vector<const ScenarioReport*>> suites;
    for (const ScenarioReport& one : report_.scenarios) {
      std::vector<const ScenarioReport*>& suite = suites[one.citation.path];
      if (suite.empty()) paths.push_back(one.citation.path);
      suite.push_back(&one);
    }
    std::string out(kProlog);
    out += "<testsuites name=\"rulec test\"" + counts(report_.scenarios.size(), report_.n_failed, 0) + ">\n";
    for (const std::string& path : paths) add_suite(path, suites[path], out);
    return out + "</testsuites>\n";
  }

 private:
  void add_suite(const std::string& path, const std::vector<const ScenarioReport*>& tests, std::string& out) const {
    std::size_t n_failed = 0;
    for (const ScenarioReport* test : tests) n_failed += test->passed ? 0 : 1;
    out +=
        "  <testsuite" + attribute("name", path) + attribute("file", path) + counts(tests.size(), n_failed, 0) + ">\n";
    for (const ScenarioReport* test : tests) add_test(*test, out);
    out += "  </testsuite>\n";
  }

  void add_test(const ScenarioReport& test, std::string& out) const {
    const std::string name = test.title.empty() ? "ligne " + std::to_string(test.citation.line) : test.title;
    out += "    <testcase" + attribute("classname", test.dispositif.empty() ? "rulec" : test.dispositif) +
           attribute("name", name) + attribute("file", test.citation.path) + attribute("line", test.citation.line);
    if (test.passed) {
      out += "/>\n";
      return;
    }
    out += ">\n";
    if (test.checks.empty()) {
      out += "      <failure" + attribute("message", say("n’attend rien", "expects nothing")) +
             attribute("type", kind()) + "/>\n";
    }
    for (const Check& check : test.checks) {
      if (!check.passed) add_failure(check, out);
    }
    out += "    </testcase>\n";
  }

  void add_failure(const Check& check, std::string& out) const {
    const std::string& expected = french_ ? check.expected.french : check.expected.english;
    const std::string& obtained = french_ ? check.obtained.french : check.obtained.english;
    std::string message = check.member;
    message.append(say("\u00A0: attendu ", ": expected ")).append(expected);
    message.append(say(", obtenu ", ", obtained ")).append(obtained);
    std::string text = check.member + "\n- " + expected + "\n+ " + obtained;
    const std::string from = citation_text(check.origin);
    if (!from.empty()) text.append("\n").append(say("d’après ", "from ")).append(from);
    out += "      <failure" + attribute("message", message) + attribute("type", kind()) + ">" + content(text) +
           "</failure>\n";
  }

  static std::string citation_text(const Citation& citation) {
    std::string text = citation.text;
    if (!citation.article.empty()) text += (text.empty() ? "" : ", ") + citation.article;
    if (citation.path.empty()) return text;
    const std::string place = citation.path + ":" + std::to_string(citation.line);
    return text.empty() ? place : text + " (" + place + ")";
  }

  [[nodiscard]] std::string_view kind() const { return say("attente", "expectation"); }
  [[nodiscard]] std::string_view say(std::string_view french, std::string_view english) const {
    return french_ ? french : english;
  }

  const scenario::Report& report_;
  bool french_;
};

}  // namespace

std::string junit_of(const scenario::Report& report, Language language) {
  return Writer(report, language).write();
}

std::string junit_of(const base::SourceMap& sources, const diagnostics::Sink& sink, Language language) {
  std::string tests;
  std::size_t n_errors = 0;
  for (const diagnostics::Diagnostic& one : sink.all()) {
    if (diagnostics::info(one.code).level != diagnostics::Level::Error) continue;
    const bool placed = one.span.valid();
    const std::string path = placed ? sources[one.span.source].path : one.free_path;
    const std::string code = diagnostics::id(one.code);
    const std::string message = diagnostics::plain_message(one, language);
    tests += "    <testcase" + attribute("classname", "rulec") + attribute("name", code);
    if (!path.empty()) tests += attribute("file", path);
    if (placed) tests += attribute("line", sources.line_of(one.span.source, one.span.begin));
    tests += ">\n      <error" + attribute("message", message) + attribute("type", code) + "/>\n    </testcase>\n";
    ++n_errors;
  }
  const std::string all = counts(n_errors, 0, n_errors);
  return std::string(kProlog) + "<testsuites name=\"rulec test\"" + all + ">\n  <testsuite name=\"rulec\"" + all +
         ">\n" + tests + "  </testsuite>\n</testsuites>\n";
}

}  // namespace avenant::coverage
