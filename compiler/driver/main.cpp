// The entry point of rulec: the process's streams and environment around run_command.
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <streambuf>
#include <string>
#include <unistd.h>
#include <vector>

#include "compiler/diagnostics/render.hpp"
#include "compiler/driver/driver.hpp"
#include "compiler/driver/options.hpp"

namespace {

/// Writes to a file descriptor and keeps the reason of the first failure.
class DescriptorBuffer final : public std::streambuf {
 public:
  DescriptorBuffer(int descriptor, std::size_t size) : descriptor_(descriptor), bytes_(size) {
    setp(bytes_.data(), bytes_.data() + bytes_.size());
  }
  [[nodiscard]] int error() const { return error_; }

 private:
  int sync() override { return write_out() ? 0 : -1; }
  int overflow(int character) override {
    if (!write_out()) return traits_type::eof();
    if (character != traits_type::eof()) sputc(static_cast<char>(character));
    return traits_type::not_eof(character);
  }
  bool write_out() {
    const char* at = pbase();
    while (at < pptr() && error_ == 0) {
      const ssize_t n_written = ::write(descriptor_, at, static_cast<std::size_t>(pptr() - at));
      if (n_written >= 0) {
        at += n_written;
      } else if (errno != EINTR) {
        error_ = errno;
      }
    }
    setp(bytes_.data(), bytes_.data() + bytes_.size());
    return error_ == 0;
  }

  int descriptor_;
  int error_ = 0;
  std::vector<char> bytes_;
};

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
  DescriptorBuffer out_buffer(STDOUT_FILENO, std::size_t{1} << 16U);
  DescriptorBuffer err_buffer(STDERR_FILENO, std::size_t{1} << 12U);
  std::ostream out(&out_buffer);
  std::ostream err(&err_buffer);

  avenant::driver::Environment environment;
  environment.language = variable("LANG");
  environment.color_messages = avenant::diagnostics::wants_color(STDERR_FILENO);
  environment.color_results = avenant::diagnostics::wants_color(STDOUT_FILENO);
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
  return code;
}
