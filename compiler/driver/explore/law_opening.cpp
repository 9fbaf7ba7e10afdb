#include "compiler/driver/explore/law_opening.hpp"

#include <algorithm>
#include <ostream>

#include "compiler/consolidate/consolidate.hpp"
#include "compiler/explore/names.hpp"
#include "compiler/session/file_system.hpp"
#include "runtime/value/date_text.hpp"

namespace avenant::driver {
namespace {

using diagnostics::Code;
using diagnostics::Sink;

/// Things that one name may be, in a message.
constexpr std::size_t kMaxListed = 8;

/// The name and the path of the arguments: the name comes first, but is found where it comes last.
std::pair<std::string, std::string> name_and_path(const Context& context) {
  const std::vector<std::string>& arguments = context.options.arguments;
  if (arguments.size() < 2) return {arguments.front(), "."};
  const auto exists = [&](const std::string& path) { return context.files.kind(path) != session::EntryKind::Missing; };
  const bool is_turned = exists(arguments[0]) && !exists(arguments[1]);
  return is_turned ? std::pair(arguments[1], arguments[0]) : std::pair(arguments[0], arguments[1]);
}

std::optional<value::Date> read_day(std::string_view option, const std::string& given, Sink& sink) {
  if (given.empty()) return std::nullopt;
  const value::Parsed<value::Date> parsed = value::parse_date(given);
  if (parsed.ok()) return parsed.value;
  sink.report(Code::BadDateOption).with("name", option).with("value", given);
  return std::nullopt;
}

}  // namespace

OpenedLaw::OpenedLaw(const session::Compilation& compilation)
    : compilation_(compilation),
      things_(compilation.hir, compilation.n_library_sources),
      rules_(compilation.hir, compilation.trees, 0),
      selection_{compilation.hir, compilation.sources, rules_, compilation.n_library_sources, nullptr, {}},
      quoter_(selection_),
      law_{things_, rules_, compilation.sources, quoter_} {}

bool OpenedLaw::read_days(const Options& options, Sink& sink) {
  const hir::Program& program = compilation_.hir;
  const std::optional<value::Date> known_at = read_day("--known-at", options.known_at, sink);
  const std::optional<value::Date> day = read_day("--at", options.at, sink);
  std::vector<hir::TextId> drafts = consolidate::drafts_named(program, options.drafts, sink);
  if (sink.has_errors()) return false;
  // Without a day, the one asked decides which texts are known, and nothing else.
  standing_.emplace(program, day.value_or(value::Date::unchecked(0)), std::move(drafts), known_at);
  scope_.knows = [this](hir::TextId text) { return standing_->is_known(text); };
  if (day) scope_.standing = &*standing_;
  return true;
}

bool OpenedLaw::find(const std::string& name, const Options& options, Sink& sink) {
  const explore::Found found = explore::find_thing(things_, name, options.dispositif);
  if (found.things.size() == 1) {
    thing_ = found.things.front();
    return true;
  }
  if (found.things.empty()) {
    sink.report(Code::NothingNamed).with("name", name).suggest(found.near);
    return false;
  }
  std::string french;
  std::string english;
  for (std::size_t i = 0; i < found.things.size(); ++i) {
    if (i == kMaxListed) {
      const std::string others = std::to_string(found.things.size() - kMaxListed);
      french += " ; et " + others + " autres";
      english += " ; and " + others + " others";
      break;
    }
    const explore::ThingId id = found.things[i];
    const explore::Thing& thing = things_[id];
    const auto add = [&](std::string& list, diagnostics::Language language) {
      list += (list.empty() ? "" : " ; ") + explore::kind_words(things_, id, language) + " " + thing.full_name();
    };
    add(french, diagnostics::Language::French);
    add(english, diagnostics::Language::English);
  }
  sink.report(Code::NameOfSeveral).with("name", name).with("known", french, english);
  return false;
}

explore::FormOptions OpenedLaw::form(const Context& context) const {
  explore::FormOptions options;
  options.language = context.options.language;
  options.color = context.environment.color_results && context.options.output.empty();
  if (scope_.standing != nullptr) options.day = scope_.standing->day();
  return options;
}

std::unique_ptr<OpenedLaw> OpenedLaw::open(Context& context, int& code) {
  const auto [name, path] = name_and_path(context);
  Options opening = context.options;
  opening.arguments = {path};
  Context of_rules{opening, context.in, context.out, context.err, context.environment, context.files, context.session};
  code = kUsage;
  if (!demand_rules(of_rules)) return nullptr;
  const session::Compilation* compilation = compile(of_rules);
  code = kRulesHaveErrors;
  if (compilation == nullptr) return nullptr;
  std::unique_ptr<OpenedLaw> opened(new OpenedLaw(*compilation));
  Sink sink;
  code = kUsage;
  const bool is_open = opened->read_days(context.options, sink) && opened->find(name, context.options, sink);
  print_messages(context, sink);
  if (!is_open) return nullptr;
  code = kDone;
  return opened;
}

int write_result(Context& context, const std::string& text) {
  const std::string& path = context.options.output;
  if (path.empty()) {
    context.out << text;
    return kDone;
  }
  const session::FileContent written = context.files.write(path, text);
  if (written.problem == session::FileProblem::None) return kDone;
  Sink sink;
  sink.report(Code::CannotWriteFile).path(path).with("reason", written.detail);
  print_messages(context, sink);
  return kInternal;
}

}  // namespace avenant::driver
