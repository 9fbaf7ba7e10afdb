#include "tests/engines/projects/project.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace avenant::engines {

namespace {

namespace filesystem = std::filesystem;

constexpr const char* kFolder = "/project/";

std::string bytes_of(const filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

bool is_rule_file(const filesystem::path& path) {
  return path.string().ends_with(".avn.md");
}

}  // namespace

Project read_project(const std::string& path) {
  Project result{path, {}};
  if (filesystem::is_regular_file(path)) {
    result.files.push_back({filesystem::path(path).filename().string(), bytes_of(path)});
    return result;
  }
  if (!filesystem::is_directory(path)) return result;
  for (const auto& item : filesystem::recursive_directory_iterator(path)) {
    if (!item.is_regular_file()) continue;
    result.files.push_back({item.path().lexically_relative(path).string(), bytes_of(item.path())});
  }
  std::sort(result.files.begin(), result.files.end(),
            [](const ProjectFile& left, const ProjectFile& right) { return left.path < right.path; });
  return result;
}

std::vector<std::string> projects_in(const std::string& folder) {
  std::vector<std::string> names;
  for (const auto& item : filesystem::directory_iterator(folder)) {
    if (item.is_directory() || is_rule_file(item.path())) names.push_back(item.path().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

CompiledProject::CompiledProject(const Project& project) {
  for (const ProjectFile& file : project.files) files_.put(kFolder + file.path, file.bytes);
  compilation_ = &session_.compile({kFolder});
}

}  // namespace avenant::engines
