#include <algorithm>
#include <utility>

#include "compiler/session/file_system.hpp"

namespace avenant::session {
namespace {

/// The path split at slashes, `.` and `..` resolved, as an absolute path.
std::string resolve(const std::string& path) {
  std::vector<std::string> parts;
  std::size_t begin = 0;
  while (begin <= path.size()) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    const std::string part = path.substr(begin, end - begin);
    if (part == ".." && !parts.empty()) parts.pop_back();
    if (!part.empty() && part != "." && part != "..") parts.push_back(part);
    begin = end + 1;
  }
  std::string result;
  for (const std::string& part : parts) result += "/" + part;
  return result.empty() ? "/" : result;
}

/// The prefix of everything that lies in a folder.
std::string prefix_of(const std::string& folder) {
  return folder == "/" ? folder : folder + "/";
}

}  // namespace

void MemoryFileSystem::put(const std::string& path, std::string bytes) const {
  const std::string key = resolve(path);
  const auto place = std::lower_bound(files_.begin(), files_.end(), key,
                                      [](const auto& file, const std::string& wanted) { return file.first < wanted; });
  if (place != files_.end() && place->first == key) {
    place->second = std::move(bytes);
  } else {
    files_.insert(place, {key, std::move(bytes)});
  }
}

EntryKind MemoryFileSystem::kind(const std::string& path) const {
  const std::string key = resolve(path);
  const std::string prefix = prefix_of(key);
  for (const auto& [name, bytes] : files_) {
    if (name == key) return EntryKind::File;
    if (name.starts_with(prefix)) return EntryKind::Directory;
  }
  return EntryKind::Missing;
}

FileContent MemoryFileSystem::read(const std::string& path, std::size_t max_bytes) const {
  const std::string key = resolve(path);
  for (const auto& [name, bytes] : files_) {
    if (name != key) continue;
    if (bytes.size() > max_bytes) return {FileProblem::TooLarge, {}, {}};
    return {FileProblem::None, {}, bytes};
  }
  return {kind(path) == EntryKind::Directory ? FileProblem::Directory : FileProblem::Missing, {}, {}};
}

DirectoryContent MemoryFileSystem::list(const std::string& path) const {
  DirectoryContent content;
  const std::string prefix = prefix_of(resolve(path));
  for (const auto& [name, bytes] : files_) {
    if (!name.starts_with(prefix)) continue;
    const std::string rest = name.substr(prefix.size());
    const std::size_t slash = rest.find('/');
    const std::string item = rest.substr(0, slash);
    // Files are sorted, so that the files of one folder are neighbours.
    if (!content.items.empty() && content.items.back().name == item) continue;
    content.items.push_back({item, slash == std::string::npos ? EntryKind::File : EntryKind::Directory, false});
  }
  if (content.items.empty()) content.problem = FileProblem::Missing;
  return content;
}

std::string MemoryFileSystem::absolute(const std::string& path) const {
  return resolve(path);
}

FileContent MemoryFileSystem::write(const std::string& path, std::string_view bytes) const {
  if (kind(path) == EntryKind::Directory) return {FileProblem::Directory, {}, {}};
  put(path, std::string(bytes));
  return {};
}

}  // namespace avenant::session
