// Reads the data files that rules name (reference tables), beside the rules and never outside the project.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compiler/sema/analyse.hpp"
#include "compiler/session/file_system.hpp"
#include "compiler/syntax/tree.hpp"

namespace avenant::session {

/// The path of a data file: relative to the folder of the rule file that names it. Nothing when the name is absolute or
/// leads out of the project, which is the folder of projet.avn.md at or above the rule file, else the rule file's own.
[[nodiscard]] std::string data_path(const FileSystem& files, const std::string& rule_file, std::string_view name);

/// Every data file that the trees name, read once for each rule file that names it. What cannot be read says why.
[[nodiscard]] std::vector<sema::DataFile> read_data_files(const FileSystem& files, const base::SourceMap& sources,
                                                          const std::vector<syntax::Tree>& trees,
                                                          std::size_t max_bytes);

}  // namespace avenant::session
