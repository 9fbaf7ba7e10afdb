#include "compiler/driver/driver.hpp"

#include <algorithm>
#include <exception>
#include <istream>
#include <new>
#include <ostream>

#include "compiler/diagnostics/render.hpp"
#include "compiler/driver/command.hpp"
#include "compiler/driver/help.hpp"

namespace avenant::driver {
namespace {

int dispatch(Context& context) {
  switch (context.options.command) {
    case Command::Check:
      return run_check(context);
    case Command::Run:
      return run_run(context);
    case Command::Explain:
      return run_explain(context);
    case Command::Replay:
      return run_replay(context);
    case Command::Questions:
      return run_questions(context);
    case Command::Where:
      return run_where(context);
    case Command::Graph:
      return run_graph(context);
    case Command::Calendar:
      return run_calendar(context);
    case Command::Sweep:
      return run_sweep(context);
    case Command::Test:
      return run_test(context);
    case Command::Scenarios:
      return run_scenarios(context);
    case Command::Build:
      return run_build(context);
    case Command::Fmt:
      return run_fmt(context);
    case Command::Consolidate:
      return run_consolidate(context);
    case Command::Diff:
      return run_diff(context);
    case Command::Schema:
      return run_schema(context);
    case Command::Ir:
      return run_ir(context);
    case Command::Code:
      return run_code(context);
    case Command::Readings:
      return run_readings(context);
    case Command::Unknowns:
      return run_unknowns(context);
    case Command::New:
      return run_new(context);
    case Command::Completion:
      return run_completion(context);
    case Command::Man:
      return run_man(context);
    case Command::Version:
      return run_version(context);
    case Command::Help:
      return run_help(context);
  }
  return kInternal;
}

/// How many errors, and as many warnings, are shown. Of cases, the option counts faults of each kind instead.
std::size_t shown_errors(const Options& options) {
  constexpr std::size_t kShown = 200;
  const bool of_cases = works_on_cases(options.command);
  return of_cases ? kShown : options.max_errors.value_or(kShown);
}

/// The environment with the colours that the command line asks for.
Environment with_color(Environment environment, Color color) {
  if (color == Color::Auto) return environment;
  environment.color_messages = environment.color_results = color == Color::Always;
  return environment;
}

int run_checked(std::span<const std::string> arguments, std::istream& in, std::ostream& out, std::ostream& err,
                const Environment& given) {
  const Environment environment = with_color(given, find_color(arguments));
  diagnostics::Sink sink;
  const std::optional<Options> options = read_options(arguments, environment.language, sink);
  if (!options) {
    const diagnostics::Language language = find_language(arguments, environment.language);
    err << diagnostics::render_text(base::SourceMap(), sink, {language, environment.color_messages});
    return kUsage;
  }
  if (options->help) {
    out << command_help(info(options->command), options->language);
    return kDone;
  }
  static const session::RealFileSystem real_files;
  const session::FileSystem& files = environment.file_system != nullptr ? *environment.file_system : real_files;
  session::Limits limits;
  // What is stored must not say where the project lay.
  limits.lower.project_paths = options->command == Command::Build;
  const std::size_t n_shown = shown_errors(*options);
  limits.max_errors = std::max(limits.max_errors, n_shown);
  limits.parse.max_errors = std::max(limits.parse.max_errors, static_cast<std::uint32_t>(n_shown));
  session::Session session(files, limits);
  Context context{*options, in, out, err, environment, files, session};
  return dispatch(context);
}

}  // namespace

void print_messages(const Context& context, const base::SourceMap& sources, const diagnostics::Sink& sink) {
  // What was decided so far comes before what is said about it.
  context.out.flush();
  context.err << diagnostics::render_text(sources, shown(context, sink),
                                          {context.options.language, context.environment.color_messages});
}

diagnostics::Sink shown(const Context& context, const diagnostics::Sink& sink) {
  diagnostics::Sink first = sink;
  first.keep_first(shown_errors(context.options));
  return first;
}

void print_formatted(const Context& context, const base::SourceMap& sources, const diagnostics::Sink& sink) {
  const diagnostics::Language language = context.options.language;
  const Format format = context.options.format;
  if (format == Format::Json) {
    context.out << diagnostics::render_json(sources, shown(context, sink), language);
  } else if (format == Format::Sarif) {
    context.out << diagnostics::render_sarif(sources, shown(context, sink), language, AVENANT_VERSION);
  } else if (format == Format::Github) {
    context.out << diagnostics::render_github(sources, shown(context, sink), language);
  } else {
    print_messages(context, sources, sink);
  }
}

void print_messages(const Context& context, const diagnostics::Sink& sink) {
  print_messages(context, base::SourceMap(), sink);
}

const session::Compilation* compile(Context& context, session::Stage goal) {
  const session::Compilation& compilation = context.session.compile(context.options.arguments, goal);
  print_messages(context, compilation.sources, compilation.sink);
  return compilation.ok() ? &compilation : nullptr;
}

int run_command(std::span<const std::string> arguments, std::istream& in, std::ostream& out, std::ostream& err,
                const Environment& environment) {
  // The standard library and CLI11 may throw; nothing of theirs leaves this function.
  try {
    const int code = run_checked(arguments, in, out, err, environment);
    out.flush();
    return code;
  } catch (const std::bad_alloc&) {
    err << "rulec : mémoire insuffisante / out of memory\n";
  } catch (const std::exception& error) {
    err << "rulec : défaut interne / internal defect: " << error.what() << "\n";
  }
  out.flush();
  return kInternal;
}

}  // namespace avenant::driver
