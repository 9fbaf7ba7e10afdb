#include "tests/engines/projects/shrink_files.hpp"

#include <string_view>

namespace avenant::engines {

namespace {

// A text cut where `end` ends a part; every byte is in one part.
std::vector<std::string> parts_of(const std::string& text, std::string_view end) {
  std::vector<std::string> parts;
  std::size_t first = 0;
  while (first < text.size()) {
    const std::size_t found = text.find(end, first);
    const std::size_t next = found == std::string::npos ? text.size() : found + end.size();
    parts.push_back(text.substr(first, next - first));
    first = next;
  }
  return parts;
}

class FileShrinker {
 public:
  FileShrinker(Project& project, const std::function<bool(const Project&)>& still_fails, int attempts)
      : project_(project), still_fails_(still_fails), attempts_(attempts) {}

  bool pass() {
    bool progress = drop_files();
    for (std::size_t file = 0; file < project_.files.size(); ++file) {
      progress = drop_parts(file, "\n\n") || progress;
      progress = drop_parts(file, "\n") || progress;
    }
    return progress && attempts_ > 0;
  }

 private:
  // Keeps a change that still fails.
  bool attempt(const Project& changed) {
    if (attempts_-- <= 0 || !still_fails_(changed)) return false;
    project_ = changed;
    return true;
  }
  bool drop_files() {
    bool progress = false;
    for (std::size_t i = project_.files.size(); i-- > 0;) {
      Project without = project_;
      without.files.erase(without.files.begin() + static_cast<std::ptrdiff_t>(i));
      progress = attempt(without) || progress;
    }
    return progress;
  }
  // Halves of the parts first, then smaller runs of them, down to one.
  bool drop_parts(std::size_t file, std::string_view end) {
    bool progress = false;
    std::vector<std::string> parts = parts_of(project_.files[file].bytes, end);
    for (std::size_t size = std::max<std::size_t>(parts.size() / 2, 1); size > 0; size /= 2) {
      for (std::size_t first = 0; first + size <= parts.size();) {
        std::vector<std::string> kept = parts;
        const auto begin = kept.begin() + static_cast<std::ptrdiff_t>(first);
        kept.erase(begin, begin + static_cast<std::ptrdiff_t>(size));
        Project changed = project_;
        changed.files[file].bytes.clear();
        for (const std::string& part : kept) changed.files[file].bytes += part;
        if (attempt(changed)) {
          parts = kept;
          progress = true;
        } else {
          first += size;
        }
      }
    }
    return progress;
  }

  Project& project_;
  const std::function<bool(const Project&)>& still_fails_;
  int attempts_;
};

}  // namespace

void shrink(Project& project, const std::function<bool(const Project&)>& still_fails, int most_attempts) {
  FileShrinker shrinker(project, still_fails, most_attempts);
  while (shrinker.pass()) {
  }
}

}  // namespace avenant::engines
