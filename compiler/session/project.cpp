#include "compiler/session/project.hpp"

#include <algorithm>
#include <optional>

#include "runtime/program/binary/package_file.hpp"

namespace avenant::session {
namespace {

using diagnostics::Code;
using diagnostics::Sink;

/// Collects the rule files under folders, within limits.
class Search {
 public:
  Search(const FileSystem& files, Sink& sink, const ProjectLimits& limits)
      : files_(files), sink_(sink), limits_(limits) {}

  void add_file(const std::string& path) { found_.push_back(path); }

  void add_folder(const std::string& path, std::size_t depth) {
    if (stopped_) return;
    if (depth > limits_.max_depth) {
      sink_.report(Code::FoldersTooDeep).path(path).with("limit", static_cast<std::int64_t>(limits_.max_depth));
      return;
    }
    DirectoryContent content = files_.list(path);
    if (content.problem != FileProblem::None) {
      report_file_problem(content.problem, content.detail, path, sink_);
      return;
    }
    std::sort(content.items.begin(), content.items.end(),
              [](const DirectoryItem& left, const DirectoryItem& right) { return left.name < right.name; });
    for (const DirectoryItem& item : content.items) add_item(path, item, depth);
  }

  [[nodiscard]] std::vector<std::string> take() {
    std::sort(found_.begin(), found_.end());
    found_.erase(std::unique(found_.begin(), found_.end()), found_.end());
    return std::move(found_);
  }

 private:
  void add_item(const std::string& folder, const DirectoryItem& item, std::size_t depth) {
    if (stopped_ || item.name.starts_with(".")) return;
    if (++n_items_ > limits_.max_items || found_.size() >= limits_.max_files) {
      sink_.report(Code::TooManyFiles).path(folder).with("limit", static_cast<std::int64_t>(limits_.max_files));
      stopped_ = true;
      return;
    }
    const std::string path = join_path(folder, item.name);
    if (item.kind == EntryKind::Directory && !item.is_link) add_folder(path, depth + 1);
    // Anything of that name that is no readable file gets its message when it is read.
    if (item.kind != EntryKind::Directory && item.name.ends_with(kRuleFileEnding)) add_file(path);
  }

  const FileSystem& files_;
  Sink& sink_;
  const ProjectLimits& limits_;
  std::vector<std::string> found_;
  std::size_t n_items_ = 0;
  bool stopped_ = false;
};

/// The path written as the caller wrote `from`, for a folder that is `levels` above it.
std::string ascend(const std::string& from, std::size_t levels, const std::string& absolute) {
  std::string path = from;
  for (std::size_t i = 0; i < levels; ++i) {
    const std::string last = file_name(path);
    if (path == "." || path == ".." || last == "." || last == ".." || path == "/") return absolute;
    path = parent_path(path);
  }
  return path;
}

/// The nearest folder at or above `folder` that holds a project file, written as the caller would.
std::optional<std::string> enclosing_project(const FileSystem& files, const std::string& folder) {
  std::string absolute = files.absolute(folder);
  for (std::size_t levels = 0;; ++levels) {
    if (files.kind(join_path(absolute, std::string(kProjectFile))) == EntryKind::File) {
      return ascend(folder, levels, absolute);
    }
    const std::string parent = parent_path(absolute);
    if (parent == absolute) return std::nullopt;
    absolute = parent;
  }
}

/// Whether a path stands for the project that holds it, or for itself.
enum class Reach : std::uint8_t { Project, Itself };

void add_path(const FileSystem& files, const std::string& given, Reach reach, Search& search, Sink& sink) {
  const auto project_of = [&](const std::string& folder) {
    return reach == Reach::Project ? enclosing_project(files, folder) : std::nullopt;
  };
  std::string path = given;
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  switch (files.kind(path)) {
    case EntryKind::Missing:
      report_file_problem(FileProblem::Missing, "", given, sink);
      return;
    case EntryKind::Other:
      // Reading tells a refusal from a device.
      report_file_problem(files.read(path, 0).problem, "", given, sink);
      return;
    case EntryKind::Directory:
      search.add_folder(project_of(path).value_or(path), 0);
      return;
    case EntryKind::File: {
      if (!path.ends_with(kRuleFileEnding)) {
        sink.report(path.ends_with(program::kPackageEnding) ? Code::PackageAlone : Code::NotARuleFile).path(given);
        return;
      }
      const std::optional<std::string> project = project_of(parent_path(path));
      if (project) {
        search.add_folder(*project, 0);
      } else {
        search.add_file(path);
      }
      return;
    }
  }
}

std::vector<std::string> find(const FileSystem& files, const std::vector<std::string>& paths, Reach reach, Sink& sink,
                              const ProjectLimits& limits) {
  Search search(files, sink, limits);
  for (const std::string& path : paths) add_path(files, path, reach, search, sink);
  std::vector<std::string> found = search.take();
  if (found.empty() && !sink.has_errors()) {
    std::string searched;
    for (const std::string& path : paths) searched += (searched.empty() ? "" : ", ") + path;
    sink.report(Code::NoRuleFile).path(searched).with("path", searched);
  }
  return found;
}

}  // namespace

void report_file_problem(FileProblem problem, const std::string& detail, const std::string& path, Sink& sink) {
  switch (problem) {
    case FileProblem::None:
    case FileProblem::Missing:
      sink.report(Code::PathMissing).path(path).with("path", path);
      return;
    case FileProblem::Directory:
      sink.report(Code::FolderNotFile).path(path).with("path", path);
      return;
    case FileProblem::Special:
      sink.report(Code::SpecialFile).path(path).with("path", path);
      return;
    case FileProblem::Denied:
      sink.report(Code::AccessDenied).path(path).with("path", path);
      return;
    case FileProblem::TooLarge:
      sink.report(Code::FileTooLarge).path(path).with("path", path);
      return;
    case FileProblem::Other:
      sink.report(Code::ReadFailed).path(path).with("path", path).with("reason", detail);
      return;
  }
}

Project find_project(const FileSystem& files, const std::vector<std::string>& paths, Sink& sink,
                     const ProjectLimits& limits) {
  Project project;
  project.files = find(files, paths, Reach::Project, sink, limits);
  return project;
}

std::vector<std::string> find_rule_files(const FileSystem& files, const std::vector<std::string>& paths, Sink& sink,
                                         const ProjectLimits& limits) {
  return find(files, paths, Reach::Itself, sink, limits);
}

}  // namespace avenant::session
