// rulec consolidate: the rules as they stand on a day, written as files that compile to the same results.
#include <algorithm>
#include <filesystem>
#include <ostream>

#include "compiler/consolidate/consolidate.hpp"
#include "compiler/driver/command.hpp"
#include "compiler/session/data_files.hpp"
#include "runtime/value/date_text.hpp"

namespace avenant::driver {
namespace {

namespace fs = std::filesystem;
using consolidate::TextFile;
using diagnostics::Code;
using diagnostics::Sink;

constexpr std::size_t kMaxDataBytes = 64U * 1024 * 1024;

/// The day of --at, or nothing after a message.
std::optional<value::Date> read_day(const Options& options, Sink& sink) {
  if (options.at.empty()) {
    sink.report(Code::DayNeeded);
    return std::nullopt;
  }
  const value::Parsed<value::Date> parsed = value::parse_date(options.at);
  if (parsed.ok()) return parsed.value;
  sink.report(Code::BadDateOption).with("name", "--at").with("value", options.at);
  return std::nullopt;
}

/// The data files that the rules name, where they lie in the project.
void add_data_files(const Context& context, const session::Compilation& compilation, std::vector<TextFile>& files,
                    Sink& sink) {
  for (const hir::ReferenceTable& table : compilation.hir.reference_tables) {
    const base::Source& source = compilation.sources[table.provenance.span.source];
    if (compilation.is_library(table.provenance.span.source)) continue;
    const std::string path = session::data_path(context.files, source.path, table.file);
    TextFile file;
    file.name = session::join_path(session::parent_path(source.name_in_project), table.file);
    const bool is_known =
        std::any_of(files.begin(), files.end(), [&](const TextFile& one) { return one.name == file.name; });
    if (is_known) continue;
    session::FileContent content = context.files.read(path, kMaxDataBytes);
    if (content.problem != session::FileProblem::None) {
      session::report_file_problem(content.problem, content.detail, path, sink);
      continue;
    }
    file.text = std::move(content.bytes);
    files.push_back(std::move(file));
  }
}

/// Whether the files compile: what cannot be written out shows as an error of the rules written.
bool check_files(const Context& context, const std::vector<TextFile>& files, Sink& sink) {
  const session::MemoryFileSystem memory;
  for (const TextFile& file : files) memory.put(session::join_path("/consolidé", file.name), file.text);
  session::Session session(memory);
  const session::Compilation& compilation = session.compile({"/consolidé"}, session::Stage::Program);
  if (compilation.ok()) return true;
  print_messages(context, compilation.sources, compilation.sink);
  sink.report(Code::ConsolidationUnsound).path(context.options.arguments.front());
  return false;
}

/// Reports a folder that holds something, before any work is done for it.
int check_folder(const std::string& folder, Sink& sink) {
  std::error_code error;
  const fs::file_status status = fs::status(folder, error);
  if (fs::exists(status) && (!fs::is_directory(status) || !fs::is_empty(folder, error))) {
    sink.report(Code::FolderNotEmpty).path(folder);
    return kUsage;
  }
  return kDone;
}

int write_files(const Context& context, const std::vector<TextFile>& files, Sink& sink) {
  const std::string& folder = context.options.output;
  for (const TextFile& file : files) {
    const std::string path = session::join_path(folder, file.name);
    std::error_code error;
    fs::create_directories(session::parent_path(path), error);
    if (error) {
      sink.report(Code::CannotWriteFile).path(path).with("reason", error.message());
      return kInternal;
    }
    const session::FileContent written = context.files.write(path, file.text);
    if (written.problem != session::FileProblem::None) {
      sink.report(Code::CannotWriteFile).path(path).with("reason", written.detail);
      return kInternal;
    }
    context.out << path << "\n";
  }
  return kDone;
}

/// Every rule file after a line that names it.
void print_files(const Context& context, const std::vector<TextFile>& files) {
  bool is_first = true;
  for (const TextFile& file : files) {
    if (!file.name.ends_with(session::kRuleFileEnding)) continue;
    context.out << (is_first ? "" : "\n") << "<!-- " << file.name << " -->\n\n" << file.text;
    is_first = false;
  }
}

int consolidate_checked(Context& context, value::Date day, Sink& sink) {
  const session::Compilation* compilation = compile(context);
  if (compilation == nullptr) return kRulesHaveErrors;
  std::vector<hir::TextId> drafts = consolidate::drafts_named(compilation->hir, context.options.drafts, sink);
  if (sink.has_errors()) return kUsage;
  const consolidate::Request request{
      compilation->hir, compilation->sources, compilation->trees, compilation->n_library_sources, day,
      std::move(drafts)};
  Sink problems;
  std::vector<TextFile> files = consolidate::consolidate(request, problems);
  print_messages(context, compilation->sources, problems);
  add_data_files(context, *compilation, files, sink);
  if (problems.has_errors() || sink.has_errors() || !check_files(context, files, sink)) return kRulesHaveErrors;
  if (!context.options.output.empty()) return write_files(context, files, sink);
  print_files(context, files);
  return kDone;
}

}  // namespace

int run_consolidate(Context& context) {
  Sink sink;
  int code = kUsage;
  const std::optional<value::Date> day = read_day(context.options, sink);
  if (day && demand_rules(context)) {
    code = context.options.output.empty() ? kDone : check_folder(context.options.output, sink);
    if (code == kDone) code = consolidate_checked(context, *day, sink);
  }
  print_messages(context, sink);
  return code;
}

}  // namespace avenant::driver
