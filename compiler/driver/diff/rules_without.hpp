// The files of a project without one of its texts, as if they were not there. Read next: sides.hpp.
#pragma once

#include <map>
#include <string>

#include "compiler/session/session.hpp"

namespace avenant::driver {

/// A file system in which the files of one text of a project hold nothing, and no file holds scenarios, which may
/// speak of what the text says. Places in the other files stay.
class RulesWithout final : public session::FileSystem {
 public:
  /// Refers to `files` only.
  RulesWithout(const session::FileSystem& files, const session::Compilation& whole, std::string_view text);

  /// Whether the project has files of that text.
  [[nodiscard]] bool has_text() const { return has_text_; }

  [[nodiscard]] session::EntryKind kind(const std::string& path) const override { return files_.kind(path); }
  [[nodiscard]] session::FileContent read(const std::string& path, std::size_t max_bytes) const override;
  [[nodiscard]] session::OpenedFile open(const std::string& path, const session::StopQuestion& stops) const override {
    return files_.open(path, stops);
  }
  [[nodiscard]] session::DirectoryContent list(const std::string& path) const override { return files_.list(path); }
  [[nodiscard]] session::FileContent write(const std::string& path, std::string_view bytes) const override {
    return files_.write(path, bytes);
  }
  [[nodiscard]] std::string absolute(const std::string& path) const override { return files_.absolute(path); }

 private:
  const session::FileSystem& files_;
  bool has_text_ = false;
  std::map<std::string, std::string> changed_;  ///< By path.
};

}  // namespace avenant::driver
