// Finds the files of a project: the folder that holds projet.avn.md, or every *.avn.md under the path given.
// Read next: session.hpp, which compiles them.
#pragma once

#include <string>
#include <vector>

#include "compiler/diagnostics/diagnostics.hpp"
#include "compiler/session/file_system.hpp"

namespace avenant::session {

/// Bounds on the search; each has its own diagnostic.
struct ProjectLimits {
  std::size_t max_depth = 32;       ///< Folders within folders.
  std::size_t max_files = 10'000;   ///< Rule files.
  std::size_t max_items = 200'000;  ///< Items of folders looked at.
};

/// The files of a project, sorted by path.
struct Project {
  std::string folder;              ///< Paths are shown relative to it where the caller did not name them.
  std::vector<std::string> files;  ///< As they can be opened, and as they are shown.
};

/// The name of the file that marks a project's folder, and the end of every rule file's name.
inline constexpr std::string_view kProjectFile = "projet.avn.md";
inline constexpr std::string_view kRuleFileEnding = ".avn.md";

/// The project of the paths given on a command line, each a file or a folder; several make one project together.
/// A folder gives the project that it is or lies in, else every rule file under it; a file, the project that holds it,
/// else itself. Links to folders are not followed inside a project, so that the search ends; names that begin with a
/// period are skipped. Reports what cannot be read and finding no file at all. Linear in the items looked at.
[[nodiscard]] Project find_project(const FileSystem& files, const std::vector<std::string>& paths,
                                   diagnostics::Sink& sink, const ProjectLimits& limits = {});

/// The rule files of the paths given and of nothing else: a file is itself, a folder every rule file under it. Sorted,
/// each once. Reports as find_project does. Linear in the items looked at.
[[nodiscard]] std::vector<std::string> find_rule_files(const FileSystem& files, const std::vector<std::string>& paths,
                                                       diagnostics::Sink& sink, const ProjectLimits& limits = {});

/// Reports why a path could not be read, as the command line's other data are too.
void report_file_problem(FileProblem problem, const std::string& detail, const std::string& path,
                         diagnostics::Sink& sink);

}  // namespace avenant::session
