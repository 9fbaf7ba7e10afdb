// The entry point of rulec: the process's streams and environment around run_command.
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <string>
#include <unistd.h>
#include <vector>

#include "compiler/diagnostics/render.hpp"
#include "compiler/driver/driver.hpp"
#include "compiler/driver/options.hpp"
#include "compiler/driver/run/interruption.hpp"
#include "compiler/driver/run/output_file.hpp"

namespace {

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

}  // namespace

int main(int argc, char** argv) {
  // A closed pipe is an error of writing, not the end of the process.
  std::signal(SIGPIPE, SIG_IGN);
  std::ios::sync_with_stdio(false);
  const std::vector<std::string> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
  avenant::driver::DescriptorBuffer out_buffer(STDOUT_FILENO, std::size_t{1} << 16U);
  avenant::driver::DescriptorBuffer err_buffer(STDERR_FILENO, std::size_t{1} << 12U);
  std::ostream out(&out_buffer);
  std::ostream err(&err_buffer);

  avenant::driver::Environment environment;
  environment.language = variable("LANG");
  environment.color_messages = avenant::diagnostics::wants_color(STDERR_FILENO);
  environment.color_results = avenant::diagnostics::wants_color(STDOUT_FILENO);
  environment.messages_on_terminal = ::isatty(STDERR_FILENO) == 1;
  environment.results_on_terminal = ::isatty(STDOUT_FILENO) == 1;
  environment.input_descriptor = STDIN_FILENO;
  int code = avenant::driver::run_command(arguments, std::cin, out, err, environment);
  out.flush();
  // Whoever closed the pipe, as `head` does, has what was wanted. Any other failure loses results.
  if (out_buffer.error() != 0 && out_buffer.error() != EPIPE) {
    avenant::diagnostics::Sink sink;
    sink.report(avenant::diagnostics::Code::CannotWrite).with("reason", std::strerror(out_buffer.error()));
    const auto language = avenant::driver::find_language(arguments, environment.language);
    err << avenant::diagnostics::render_text(avenant::base::SourceMap(), sink, {language, environment.color_messages});
    code = avenant::driver::kInternal;
  }
  err.flush();
  if (code == avenant::driver::kInterrupted) {
    // The shell is told of the signal, as if it had ended the process.
    const int signal = avenant::driver::interruption();
    std::signal(signal, SIG_DFL);
    std::raise(signal);
  }
  return code;
}
