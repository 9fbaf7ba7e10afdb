// rulec fmt: the canonical layout of rule files, written in place, listed or shown.
#include <algorithm>
#include <istream>
#include <iterator>
#include <ostream>

#include "compiler/diagnostics/render.hpp"
#include "compiler/diagnostics/source_problems.hpp"
#include "compiler/driver/command.hpp"
#include "compiler/format/format.hpp"
#include "compiler/format/line_diff.hpp"
#include "compiler/session/project.hpp"

namespace avenant::driver {
namespace {

using diagnostics::Code;

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::size_t kMaxReadBytes = 64U * 1024 * 1024;

/// Formats files one after the other and keeps what is to be said of all.
class Formatter {
 public:
  explicit Formatter(Context& context) : context_(context), sink_(std::max(kMaxErrors, context.options.max_errors.value_or(kMaxErrors))) {}

  void add_file(const std::string& path) {
    session::FileContent content = context_.files.read(path, kMaxReadBytes);
    if (content.problem != session::FileProblem::None) {
      session::report_file_problem(content.problem, content.detail, path, sink_);
      return;
    }
    const std::optional<std::string> text = format(path, std::move(content.bytes));
    if (!text || context_.options.check_only || context_.options.diff) return;
    const session::FileContent written = context_.files.write(path, *text);
    if (written.problem == session::FileProblem::None) return;
    sink_.report(Code::CannotWriteFile).path(path).with("reason", written.detail);
    failed_to_write_ = true;
  }

  void add_standard_input() {
    const std::string bytes(std::istreambuf_iterator<char>(context_.in), {});
    const std::optional<std::string> text = format("-", bytes);
    if (!context_.options.check_only && !context_.options.diff) context_.out << text.value_or(bytes);
  }

  int finish(bool is_filter) {
    print_formatted(context_, sources_, sink_);
    const bool silent = is_filter || context_.options.diff || has_form();
    if (!silent) context_.out << verdict();
    if (failed_to_write_) return kInternal;
    return sink_.has_errors() || (context_.options.check_only && n_changed_ > 0) ? kRulesHaveErrors : kDone;
  }

  [[nodiscard]] diagnostics::Sink& sink() { return sink_; }

 private:
  static constexpr std::size_t kMaxErrors = 200;

  /// Whether messages go out in a form for tools.
  [[nodiscard]] bool has_form() const { return context_.options.format != Format::Text; }

  /// The new bytes, or nothing when they are the old ones.
  std::optional<std::string> format(const std::string& path, std::string bytes) {
    const bool has_mark = bytes.starts_with(kByteOrderMark);
    const base::SourceId source = sources_.add(path, std::move(bytes));
    if (sources_[source].problem != base::SourceProblem::None) {
      diagnostics::report_source_problems(sources_, source, sink_);
      return std::nullopt;
    }
    const format::Result result = format::format(sources_, source, sink_);
    ++n_files_;
    n_in_error_ += result.n_rules_in_error;
    if (!result.changed) return std::nullopt;
    ++n_changed_;
    const std::string& before = sources_[source].text;
    if (context_.options.check_only && has_form()) {
      const std::uint32_t line = format::first_difference(before, result.text);
      const std::uint32_t begin = sources_[source].line_starts[line - 1];
      sink_.report(Code::NotFormatted, {source, begin, begin});
    } else if (context_.options.check_only && !context_.options.diff) {
      context_.out << path << "\n";
    }
    if (context_.options.diff) context_.out << format::unified_diff(path, before, result.text);
    return (has_mark ? std::string(kByteOrderMark) : std::string()) + result.text;
  }

  [[nodiscard]] std::string counted(std::size_t count, std::string_view one_fr, std::string_view several_fr,
                                    std::string_view one_en, std::string_view several_en) const {
    return std::to_string(count) + " " +
           std::string(count > 1 ? context_.say(several_fr, several_en) : context_.say(one_fr, one_en));
  }

  /// « 2 fichiers mis en forme, 3 déjà en forme ».
  [[nodiscard]] std::string verdict() const {
    std::string text;
    if (context_.options.check_only) {
      text = counted(n_changed_, "fichier à mettre en forme", "fichiers à mettre en forme", "file to lay out",
                     "files to lay out");
    } else {
      text = counted(n_changed_, "fichier mis en forme", "fichiers mis en forme", "file laid out", "files laid out");
    }
    text += ", " + std::to_string(n_files_ - n_changed_) + " " +
            std::string(context_.say("déjà en forme", "left as found"));
    if (n_in_error_ > 0) {
      text += context_.say("\u00A0; ", "; ");
      text += counted(n_in_error_, "règle fautive laissée telle quelle", "règles fautives laissées telles quelles",
                      "wrong rule left as it is", "wrong rules left as they are");
    }
    return text + "\n";
  }

  Context& context_;
  base::SourceMap sources_;
  diagnostics::Sink sink_;
  std::size_t n_files_ = 0;
  std::size_t n_changed_ = 0;
  std::size_t n_in_error_ = 0;
  bool failed_to_write_ = false;
};

}  // namespace

int run_fmt(Context& context) {
  std::vector<std::string> paths = context.options.arguments;
  if (paths.empty()) paths.emplace_back(".");
  Formatter formatter(context);
  const bool is_filter = paths.size() == 1 && paths.front() == "-";
  if (is_filter) {
    formatter.add_standard_input();
    return formatter.finish(true);
  }
  for (const std::string& path : paths) {
    if (path != "-") continue;
    diagnostics::Sink sink;
    sink.report(Code::StandardInputAmongPaths);
    print_messages(context, sink);
    return kUsage;
  }
  for (const std::string& path : session::find_rule_files(context.files, paths, formatter.sink())) {
    formatter.add_file(path);
  }
  return formatter.finish(false);
}

}  // namespace avenant::driver
