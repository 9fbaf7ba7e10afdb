// Fuzz target of the formatter: for any bytes, what format_checks.hpp says holds.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "tests/fuzz/format_checks.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const avenant::fuzz::FormatCheck check = avenant::fuzz::check_format(text);
  if (check.problem.empty()) return 0;
  std::fputs(check.problem.c_str(), stderr);
  std::fputc('\n', stderr);
  std::abort();
}
