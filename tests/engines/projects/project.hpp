// A project of rule files in memory, compiled to a program. Read shrink_files.hpp next.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "compiler/session/session.hpp"

namespace avenant::engines {

struct ProjectFile {
  // Within the project's folder.
  std::string path;
  std::string bytes;
};

struct Project {
  // Where it was read, for people.
  std::string name;
  std::vector<ProjectFile> files;
};

// The project of a folder, or of one file. Without files where nothing can be read.
Project read_project(const std::string& path);
// The paths of the projects of a folder: each folder in it, and each rule file in it by itself; ordered.
std::vector<std::string> projects_in(const std::string& folder);

// What a project is compiled to; `package` is usable when `ok()`.
class CompiledProject {
 public:
  explicit CompiledProject(const Project& project);

  bool ok() const { return compilation_->ok(); }
  const program::Package& package() const { return compilation_->package; }

 private:
  session::MemoryFileSystem files_;
  session::Session session_{files_};
  const session::Compilation* compilation_ = nullptr;
};

}  // namespace avenant::engines
