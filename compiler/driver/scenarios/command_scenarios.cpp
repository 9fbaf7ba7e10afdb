// rulec scenarios suggest: scenarios for what none shows, written as a rule file that is played before it is given.
#include <algorithm>
#include <ostream>
#include <set>

#include "compiler/driver/command.hpp"
#include "compiler/driver/help.hpp"
#include "compiler/driver/scenarios/overlay_file_system.hpp"
#include "compiler/format/format.hpp"
#include "compiler/scenario/engine.hpp"
#include "compiler/scenario/run.hpp"
#include "compiler/suggest/address.hpp"
#include "compiler/suggest/write.hpp"

namespace avenant::driver {
namespace {

using diagnostics::Code;
using diagnostics::Sink;

constexpr std::string_view kSuggest = "suggest";
/// What the file is called while it is tried, where none is to be written.
constexpr std::string_view kUnwritten = "scénarios_proposés.avn.md";

/// The paths after `suggest`; nothing after a message.
std::vector<std::string> read_paths(const Context& context, Sink& sink) {
  const std::vector<std::string>& arguments = context.options.arguments;
  if (arguments.front() != kSuggest) {
    sink.report(Code::UnknownCommand)
        .with("name", "scenarios " + arguments.front())
        .with("command", "")
        .suggest({"scenarios suggest"});
  } else if (arguments.size() == 1) {
    sink.report(Code::MissingArgument).with("name", context.say("CHEMIN", "PATH")).with("command", "scenarios suggest");
  }
  return {arguments.begin() + 1, arguments.end()};
}

bool check_file(const Context& context, Sink& sink) {
  const std::string& path = context.options.write;
  if (path.empty()) return true;
  if (!path.ends_with(session::kRuleFileEnding)) {
    sink.report(Code::BadOptionValue)
        .with("name", "--write")
        .with("value", path)
        .with("choices", "un nom qui finit par .avn.md", "a name that ends in .avn.md");
  } else if (context.files.kind(path) != session::EntryKind::Missing) {
    // Scenarios that someone has reviewed are never replaced.
    sink.report(Code::CannotWriteFile).path(path).with("reason", "il existe déjà", "it exists already");
  }
  return !sink.has_errors();
}

/// What --for asks for, or nothing after a message; empty where it asks for nothing.
std::optional<suggest::IsAt> read_addresses(const Context& context, const session::Compilation& compilation,
                                            Sink& sink) {
  std::vector<suggest::IsAt> all;
  for (const std::string& address : context.options.for_addresses) {
    std::optional<suggest::IsAt> one = suggest::find_address(compilation.package, compilation.hir, address);
    if (one) {
      all.push_back(std::move(*one));
      continue;
    }
    sink.report(Code::BadOptionValue)
        .with("name", "--for")
        .with("value", address)
        .with("choices", "une règle, « règle « libellé » », un article (9-3), un texte",
              "a rule, “rule « label »”, an article (9-3), a text")
        .suggest(base::nearest_names(address, suggest::known_addresses(compilation.package)));
  }
  if (sink.has_errors()) return std::nullopt;
  if (all.empty()) return suggest::IsAt();
  return [all](program::PlaceId place, program::TextId text) {
    return std::any_of(all.begin(), all.end(), [&](const suggest::IsAt& one) { return one(place, text); });
  };
}

std::string laid_out(const std::string& text) {
  base::SourceMap sources;
  const base::SourceId id = sources.add(std::string(kUnwritten), text);
  Sink ignored;
  return format::format(sources, id, ignored).text;
}

/// Plays a file of scenarios with the project as if it were written. The titles of those that fail, or nothing where
/// the file does not compile.
std::optional<std::set<std::string>> play(const Context& context, const std::vector<std::string>& paths,
                                          const std::string& path, const std::string& text) {
  const OverlayFileSystem files(context.files, path, text);
  session::Session session(files);
  std::vector<std::string> all = paths;
  all.push_back(path);
  const session::Compilation& compilation = session.compile(all);
  if (!compilation.ok()) {
    print_messages(context, compilation.sources, compilation.sink);
    return std::nullopt;
  }
  const std::unique_ptr<scenario::Engine> engine = scenario::make_interpreter(compilation.package);
  const scenario::Report report = scenario::run(compilation.hir, compilation.package, compilation.sources, *engine);
  std::set<std::string> failing;
  for (const scenario::ScenarioReport& one : report.scenarios) {
    if (!one.passed && session::file_name(one.citation.path) == session::file_name(path)) failing.insert(one.title);
  }
  return failing;
}

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
  return std::to_string(count) + " " + std::string(count > 1 ? many : one);
}

void print_summary(const Context& context, const suggest::Suggestions& suggestions) {
  std::size_t n_scenarios = 0;
  for (const suggest::Suggestion& one : suggestions.found) n_scenarios += one.situations.size();
  const auto say = [&](std::string_view french, std::string_view english) {
    return std::string(context.say(french, english));
  };
  context.out.flush();
  context.err << counted(n_scenarios, say("scénario proposé", "scenario suggested"),
                         say("scénarios proposés", "scenarios suggested"))
              << say(", à relire ; ", ", to be reviewed; ")
              << counted(suggestions.n_boundaries, say("seuil regardé", "threshold looked at"),
                         say("seuils regardés", "thresholds looked at"))
              << ", " << suggestions.n_standing << say(" déjà tenus ; ", " held already; ")
              << counted(suggestions.unreached.size(), say("point sans proposition", "point without suggestion"),
                         say("points sans proposition", "points without suggestion"))
              << "\n";
}

/// What a reader of the terminal is told of what no scenario was found for; the file lists all of it.
void print_unreached(const Context& context, const program::Package& package, const suggest::Suggestions& suggestions) {
  constexpr std::size_t kShown = 10;
  for (std::size_t i = 0; i < std::min(kShown, suggestions.unreached.size()); ++i) {
    const suggest::Unreached& one = suggestions.unreached[i];
    const program::Place& place = package.place(one.place);
    context.err << "  " << package.text_of(place.path) << ":" << place.line << ": " << one.subject
                << context.say("\u00A0: ", ": ") << suggest::reason_text(one.reason, context.options.language) << "\n";
  }
  if (suggestions.unreached.size() > kShown) context.err << "  …\n";
}

/// The text of the file, played: scenarios that do not read back are left out, and named with what none is found for.
std::optional<std::string> checked_text(const Context& context, const std::vector<std::string>& paths,
                                        const suggest::Request& request, suggest::Suggestions& suggestions) {
  const std::string path = context.options.write.empty()
                               ? session::join_path(session::parent_path(paths.back() + "/x"), std::string(kUnwritten))
                               : context.options.write;
  std::string text = laid_out(suggest::file_text(request, suggestions));
  std::optional<std::set<std::string>> failing = play(context, paths, path, text);
  if (!failing) return std::nullopt;
  if (failing->empty()) return text;
  suggest::leave_out(request, suggestions, *failing);
  return laid_out(suggest::file_text(request, suggestions));
}

int write(const Context& context, const std::string& text, Sink& sink) {
  if (context.options.write.empty()) {
    context.out << text;
    return kDone;
  }
  const session::FileContent written = context.files.write(context.options.write, text);
  if (written.problem == session::FileProblem::None) return kDone;
  sink.report(Code::CannotWriteFile).path(context.options.write).with("reason", written.detail);
  return kInternal;
}

int run_suggest(Context& context, const std::vector<std::string>& paths, Sink& sink) {
  const session::Compilation& compilation = context.session.compile(paths);
  print_messages(context, compilation.sources, compilation.sink);
  if (!compilation.ok()) return kRulesHaveErrors;
  const std::optional<suggest::IsAt> is_wanted = read_addresses(context, compilation, sink);
  if (!is_wanted) return kUsage;
  const suggest::Request request{compilation.hir, compilation.package, compilation.sources, *is_wanted};
  suggest::Suggestions suggestions = suggest::suggest(request);
  int code = kDone;
  if (!suggestions.found.empty()) {
    const std::optional<std::string> text = checked_text(context, paths, request, suggestions);
    code = text ? write(context, *text, sink) : kInternal;
  }
  print_summary(context, suggestions);
  print_unreached(context, compilation.package, suggestions);
  return code;
}

}  // namespace

int run_scenarios(Context& context) {
  Sink sink;
  const std::vector<std::string> paths = read_paths(context, sink);
  int code = kUsage;
  if (!sink.has_errors() && check_file(context, sink)) code = run_suggest(context, paths, sink);
  print_messages(context, sink);
  return code;
}

}  // namespace avenant::driver
