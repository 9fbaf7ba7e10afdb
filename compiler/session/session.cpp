#include "compiler/session/session.hpp"

#include <algorithm>
#include <utility>

#include "compiler/check/silence.hpp"
#include "compiler/diagnostics/source_problems.hpp"
#include "compiler/session/data_files.hpp"
#include "compiler/session/library.hpp"
#include "runtime/program/verify.hpp"

namespace avenant::session {
namespace {

using diagnostics::Code;
using diagnostics::Sink;

/// Whether a project's file is the standard library's own: `rulec test stdlib` works on the files being written, and
/// they take the place of those that rulec carries.
bool is_library_file(const EmbeddedFile& file, const std::string& path) {
  return path == file.path || path.ends_with("/" + std::string(file.path));
}

/// The names of files within the folder that holds them all: the same wherever the project lies on the machine.
std::vector<std::string> names_in_project(const FileSystem& files, const std::vector<std::string>& paths) {
  std::vector<std::string> names;
  for (const std::string& path : paths) names.push_back(files.absolute(path));
  if (names.empty()) return names;
  std::string folder = parent_path(names.front());
  const auto holds = [&folder](const std::string& name) {
    return name.starts_with(folder == "/" ? "/" : folder + "/");
  };
  while (folder != "/" && !std::all_of(names.begin(), names.end(), holds)) folder = parent_path(folder);
  for (std::string& name : names) name.erase(0, folder == "/" ? 1 : folder.size() + 1);
  return names;
}

/// A fenced block without a mark that begins like a rule is kept out of the rules: an author may well have meant it.
void report_unmarked_blocks(const base::SourceMap& sources, base::SourceId id, Sink& sink) {
  const base::Source& source = sources[id];
  // A file without any marked block has a message of its own.
  if (source.blocks.empty()) return;
  const auto& rules = syntax::spellings_of_use(syntax::KeywordUse::Rule, syntax::KeywordLanguage::French);
  for (const base::OtherFence& fence : source.other_fences) {
    if (fence.begin != fence.end) continue;
    std::string_view body = std::string_view(source.text).substr(fence.end);
    body.remove_prefix(std::min(body.size(), body.find_first_not_of("\r\n ")));
    const std::string first_line(body.substr(0, body.find('\n')));
    const auto begins = [&](std::string_view spelling) { return first_line.starts_with(std::string(spelling) + " "); };
    if (std::none_of(rules.begin(), rules.end(), begins)) continue;
    const auto begin = static_cast<std::uint32_t>(body.data() - source.text.data());
    const std::uint32_t end = begin + static_cast<std::uint32_t>(first_line.find(' '));
    sink.report(Code::UnmarkedBlock, {id, begin, end});
  }
}

/// Parses all sources; false when the bytes or the blocks of one are wrong: what the rules in it say is then anyone's
/// guess.
bool parse_sources(Compilation& compilation, const Limits& limits) {
  bool sound = true;
  for (std::size_t i = 0; i < compilation.sources.size(); ++i) {
    const base::SourceId source = compilation.sources.id_at(i);
    const std::size_t n_errors_before = compilation.sink.n_errors();
    diagnostics::report_source_problems(compilation.sources, source, compilation.sink);
    if (!compilation.is_library(source)) report_unmarked_blocks(compilation.sources, source, compilation.sink);
    const bool damaged = compilation.sink.n_errors() > n_errors_before;
    Sink silent;
    Sink& sink = damaged ? silent : compilation.sink;
    compilation.trees.push_back(syntax::parse(compilation.sources, source, sink, limits.parse));
    sound = sound && !damaged;
  }
  return sound;
}

/// A project whose files hold no block at all says nothing: reporting success would be a lie.
void report_no_block(Compilation& compilation) {
  if (compilation.sink.has_errors()) return;
  for (std::size_t i = compilation.n_library_sources; i < compilation.sources.size(); ++i) {
    if (!compilation.sources[compilation.sources.id_at(i)].blocks.empty()) return;
  }
  compilation.sink.report(Code::NoBlockAtAll);
}

}  // namespace

Session::Session(const FileSystem& files, const Limits& limits) : files_(files), limits_(limits) {}

Session::Inputs Session::read(const std::vector<std::string>& paths, Sink& sink) const {
  const Project project = find_project(files_, paths, sink, limits_.project);
  Inputs inputs;
  std::size_t total = 0;
  const std::vector<std::string> names = names_in_project(files_, project.files);
  for (std::size_t i = 0; i < project.files.size(); ++i) {
    const std::string& path = project.files[i];
    FileContent content = files_.read(path, limits_.max_read_bytes);
    if (content.problem != FileProblem::None) {
      report_file_problem(content.problem, content.detail, path, sink);
      continue;
    }
    // A file too large to be a source is kept for the message that says so, and then dropped.
    if (content.bytes.size() <= base::SourceMap::kMaxSourceBytes) total += content.bytes.size();
    if (total > limits_.max_total_bytes) {
      sink.report(Code::ProjectTooLarge)
          .path(path)
          .with("limit", static_cast<std::int64_t>(limits_.max_total_bytes / (std::size_t{1024} * 1024)));
      break;
    }
    inputs.project.push_back({path, std::move(content.bytes), names[i]});
  }
  // The order of files never depends on how their folder was named.
  std::stable_sort(inputs.project.begin(), inputs.project.end(),
                   [](const Input& left, const Input& right) { return left.name_in_project < right.name_in_project; });
  for (const EmbeddedFile& file : embedded_library()) {
    const auto own = std::find_if(inputs.project.begin(), inputs.project.end(),
                                  [&](const Input& input) { return is_library_file(file, input.path); });
    if (own == inputs.project.end())
      inputs.library.push_back({std::string(file.path), std::string(file.bytes), std::string(file.path)});
  }
  return inputs;
}

void Session::run(const Inputs& inputs, Stage goal, Compilation& compilation) const {
  for (const Input& input : inputs.library) compilation.sources.add(input.path, input.bytes);
  compilation.n_library_sources = compilation.sources.size();
  for (const Input& input : inputs.project) {
    compilation.sources.add(input.path, input.bytes, input.name_in_project);
  }
  if (goal == Stage::Files) return;

  const bool sound = parse_sources(compilation, limits_);
  report_no_block(compilation);
  compilation.stage = Stage::Trees;
  if (goal == Stage::Trees || !sound) return;

  // Analysis goes on after syntax errors: one run reports every independent mistake.
  std::vector<const syntax::Tree*> trees;
  for (const syntax::Tree& tree : compilation.trees) trees.push_back(&tree);
  const std::vector<sema::DataFile> data =
      read_data_files(files_, compilation.sources, compilation.trees, limits_.analyse.max_table_bytes);
  for (const sema::DataFile& file : data) compilation.data_files.emplace_back(file.path, file.digest);
  compilation.hir = sema::analyse(trees, compilation.sources, compilation.sink, limits_.analyse, data);
  compilation.stage = Stage::Hir;
  if (goal == Stage::Hir || compilation.sink.has_errors()) return;

  const std::string broken = hir::verify(compilation.hir);
  AVENANT_CHECK(broken.empty(), broken.c_str());
  compilation.package = lower::lower(compilation.hir, compilation.sources, compilation.sink, limits_.lower);
  compilation.stage = Stage::Program;
  if (compilation.sink.has_errors()) return;
  // What engines rely on; lowering has already reported what an author can get wrong.
  const program::Verification verification = program::verify(compilation.package);
  AVENANT_CHECK(verification.ok(), verification.message.c_str());
  if (goal == Stage::Program) return;

  check::Options options = limits_.check;
  options.project_paths = limits_.lower.project_paths;
  check::check(compilation.hir, compilation.package, compilation.sources, compilation.sink, options);
  compilation.stage = Stage::Proofs;
}

bool Session::has_same_data(const Compilation& compilation) const {
  const std::vector<sema::DataFile> now =
      read_data_files(files_, compilation.sources, compilation.trees, limits_.analyse.max_table_bytes);
  return std::equal(now.begin(), now.end(), compilation.data_files.begin(), compilation.data_files.end(),
                    [](const sema::DataFile& file, const std::pair<std::string, std::string>& before) {
                      return file.path == before.first && file.digest == before.second;
                    });
}

const Compilation& Session::compile(const std::vector<std::string>& paths, Stage goal) {
  auto fresh = std::make_unique<Compilation>(limits_.max_errors);
  Inputs inputs = read(paths, fresh->sink);
  const bool same =
      last_ && !fresh->sink.has_errors() && inputs == last_inputs_ && goal <= last_goal_ && has_same_data(*last_);
  if (same) return *last_;
  // What could not be read leaves holes that would only give misleading messages.
  if (!fresh->sink.has_errors()) run(inputs, goal, *fresh);
  check::apply_acceptances(fresh->trees, fresh->stage == Stage::Proofs, fresh->sink);
  fresh->sink.sort(fresh->sources);
  last_ = std::move(fresh);
  last_inputs_ = std::move(inputs);
  last_goal_ = goal;
  return *last_;
}

}  // namespace avenant::session
