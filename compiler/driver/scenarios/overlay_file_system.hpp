// The machine's files with one more that is not written yet: what a command is about to write is tried first.
#pragma once

#include <string>

#include "compiler/session/file_system.hpp"

namespace avenant::driver {

/// Reads through another file system, which must outlive it, but for one path. Nothing is written.
class OverlayFileSystem final : public session::FileSystem {
 public:
  OverlayFileSystem(const session::FileSystem& under, const std::string& path, std::string bytes)
      : under_(under), path_(under.absolute(path)), bytes_(std::move(bytes)) {}

  [[nodiscard]] session::EntryKind kind(const std::string& path) const override {
    return is_own(path) ? session::EntryKind::File : under_.kind(path);
  }
  [[nodiscard]] session::FileContent read(const std::string& path, std::size_t max_bytes) const override {
    if (!is_own(path)) return under_.read(path, max_bytes);
    session::FileContent content;
    content.bytes = bytes_;
    return content;
  }
  [[nodiscard]] session::OpenedFile open(const std::string& path, const session::StopQuestion& stops) const override {
    return under_.open(path, stops);
  }
  [[nodiscard]] session::DirectoryContent list(const std::string& path) const override {
    session::DirectoryContent content = under_.list(path);
    const bool holds = under_.absolute(path) == session::parent_path(path_);
    if (holds && content.problem == session::FileProblem::None) {
      content.items.push_back({session::file_name(path_), session::EntryKind::File, false});
    }
    return content;
  }
  [[nodiscard]] session::FileContent write(const std::string& path, std::string_view bytes) const override {
    return under_.write(path, bytes);
  }
  [[nodiscard]] std::string absolute(const std::string& path) const override { return under_.absolute(path); }

 private:
  [[nodiscard]] bool is_own(const std::string& path) const { return under_.absolute(path) == path_; }

  const session::FileSystem& under_;
  std::string path_;
  std::string bytes_;
};

}  // namespace avenant::driver
