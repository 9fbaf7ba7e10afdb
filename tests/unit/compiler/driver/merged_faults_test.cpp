#include "compiler/driver/diff/merged_faults.hpp"

#include <catch2/catch.hpp>

namespace avenant::driver {
namespace {

using diagnostics::Code;

diagnostics::Diagnostic message(Code code, const std::string& name) {
  diagnostics::Sink sink;
  sink.report(code).path("cas.json:1:2").with("name", name);
  return sink.all().front();
}

std::size_t told(const std::vector<std::vector<diagnostics::Diagnostic>>& by_program) {
  diagnostics::Sink sink;
  cases::SinkLog log(sink);
  MergedFaults merged(log, by_program.size());
  for (std::size_t program = 0; program < by_program.size(); ++program) {
    for (const diagnostics::Diagnostic& one : by_program[program]) merged.log(program).add({}, one);
  }
  CHECK(sink.all().empty());
  merged.flush();
  merged.flush();
  return sink.all().size();
}

TEST_CASE("a fault that two programs see is told once") {
  CHECK(told({{message(Code::InputOutOfRange, "x")}, {message(Code::InputOutOfRange, "x")}}) == 1);
  CHECK(told({{message(Code::InputOutOfRange, "x")}, {}}) == 1);
  CHECK(told({{message(Code::InputOutOfRange, "x")}, {message(Code::InputOutOfRange, "y")}}) == 2);
}

TEST_CASE("a name that one program knows is no fault") {
  CHECK(told({{message(Code::UnknownInput, "x")}, {}}) == 0);
  CHECK(told({{message(Code::UnknownInput, "x")}, {message(Code::UnknownInput, "x")}}) == 1);
  CHECK(told({{message(Code::UnknownInput, "x")}, {message(Code::UnknownInput, "y")}}) == 0);
}

}  // namespace
}  // namespace avenant::driver
