#include "compiler/session/data_files.hpp"

#include <span>

#include "compiler/session/project.hpp"
#include "runtime/program/sha256.hpp"

namespace avenant::session {

namespace {

/// The number of folders from the one of a rule file up to its project's.
std::size_t levels_to_project(const FileSystem& files, const std::string& rule_file) {
  std::string folder = files.absolute(parent_path(rule_file));
  for (std::size_t levels = 0;; ++levels) {
    if (files.kind(join_path(folder, std::string(kProjectFile))) == EntryKind::File) return levels;
    const std::string parent = parent_path(folder);
    if (parent == folder) return 0;
    folder = parent;
  }
}

void set_problem(sema::DataFile& file, FileContent content) {
  switch (content.problem) {
    case FileProblem::None:
      file.bytes = std::move(content.bytes);
      return;
    case FileProblem::Missing:
      file.problem = sema::DataProblem::Missing;
      return;
    case FileProblem::TooLarge:
      file.problem = sema::DataProblem::TooLarge;
      return;
    case FileProblem::Directory:
      file.reason_french = "c’est un dossier";
      file.reason_english = "it is a folder";
      break;
    case FileProblem::Special:
      file.reason_french = "ce n’est pas un fichier ordinaire";
      file.reason_english = "it is no regular file";
      break;
    case FileProblem::Denied:
      file.reason_french = "l’accès est refusé";
      file.reason_english = "access is denied";
      break;
    case FileProblem::Other:
      file.reason_french = file.reason_english = content.detail;
      break;
  }
  file.problem = sema::DataProblem::Unreadable;
}

}  // namespace

std::string data_path(const FileSystem& files, const std::string& rule_file, std::string_view name) {
  if (name.empty() || name.front() == '/' || name.find('\\') != std::string_view::npos) return {};
  std::vector<std::string> parts;
  std::size_t n_up = 0;
  for (std::size_t begin = 0; begin <= name.size();) {
    const std::size_t end = std::min(name.find('/', begin), name.size());
    const std::string part(name.substr(begin, end - begin));
    begin = end + 1;
    if (part.empty() || part == ".") continue;
    if (part != "..") {
      parts.push_back(part);
    } else if (!parts.empty()) {
      parts.pop_back();
    } else {
      ++n_up;
    }
  }
  if (parts.empty() || (n_up > 0 && n_up > levels_to_project(files, rule_file))) return {};
  std::string path = parent_path(rule_file);
  for (std::size_t i = 0; i < n_up; ++i) path = join_path(path == "." ? "" : path, "..");
  for (const std::string& part : parts) path = join_path(path, part);
  return path;
}

std::vector<sema::DataFile> read_data_files(const FileSystem& files, const base::SourceMap& sources,
                                            const std::vector<syntax::Tree>& trees, std::size_t max_bytes) {
  std::vector<sema::DataFile> all;
  for (std::size_t i = 0; i < trees.size(); ++i) {
    const base::SourceId source = sources.id_at(i);
    for (const std::string& name : sema::data_file_names(trees[i])) {
      sema::DataFile file;
      file.source = source;
      file.name = name;
      file.path = data_path(files, sources[source].path, name);
      if (file.path.empty()) {
        file.problem = sema::DataProblem::Outside;
      } else {
        set_problem(file, files.read(file.path, max_bytes));
      }
      const std::span<const char> bytes(file.bytes);
      file.digest = program::hexadecimal(program::sha256(std::as_bytes(bytes)));
      all.push_back(std::move(file));
    }
  }
  return all;
}

}  // namespace avenant::session
