// What every command is given and shares. One file a command defines its function.
#pragma once

#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/diagnostics/diagnostics.hpp"
#include "compiler/driver/driver.hpp"
#include "compiler/driver/options.hpp"
#include "compiler/session/session.hpp"
#include "runtime/program/package.hpp"

namespace avenant::driver {

/// One run of one command.
struct Context {
  const Options& options;
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
  const Environment& environment;
  const session::FileSystem& files;
  session::Session& session;
  std::optional<program::Package> opened = std::nullopt;  ///< Of open_program, when a package was given.

  /// The text of the language in use.
  [[nodiscard]] std::string_view say(std::string_view french, std::string_view english) const {
    return options.language == diagnostics::Language::French ? french : english;
  }
};

/// The compilation of the command's paths, its messages printed to `err`; null when the rules have errors.
[[nodiscard]] const session::Compilation* compile(Context& context, session::Stage goal = session::Stage::Program);

/// The program of the command's paths: made from rules, or read from the one package given. Null, after messages on
/// `err`, when the rules have errors or the package cannot be used. It lives as long as the context.
[[nodiscard]] const program::Package* open_program(Context& context);

/// Whether no argument is a package; else says that the command works on rules.
[[nodiscard]] bool demand_rules(Context& context);

/// Prints the messages of a sink to `err`. `sources` are those that its places refer to.
void print_messages(const Context& context, const base::SourceMap& sources, const diagnostics::Sink& sink);
/// The messages of a sink that --max-errors lets through.
[[nodiscard]] diagnostics::Sink shown(const Context& context, const diagnostics::Sink& sink);
/// Prints the messages of a sink in the form that --format asks for: text to `err`, forms for tools to `out`.
void print_formatted(const Context& context, const base::SourceMap& sources, const diagnostics::Sink& sink);
/// Prints messages about the command line or data, which have no place in the sources.
void print_messages(const Context& context, const diagnostics::Sink& sink);

int run_check(Context& context);
int run_run(Context& context);
int run_explain(Context& context);
int run_replay(Context& context);
int run_questions(Context& context);
int run_calendar(Context& context);
int run_where(Context& context);
int run_graph(Context& context);
int run_sweep(Context& context);
int run_test(Context& context);
int run_scenarios(Context& context);
int run_build(Context& context);
int run_fmt(Context& context);
int run_consolidate(Context& context);
int run_diff(Context& context);
int run_schema(Context& context);
int run_ir(Context& context);
int run_code(Context& context);
int run_readings(Context& context);
int run_unknowns(Context& context);
int run_new(Context& context);
int run_completion(Context& context);
int run_man(Context& context);
int run_version(Context& context);
int run_help(Context& context);

}  // namespace avenant::driver
