#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

#include "compiler/session/file_system.hpp"
#include "compiler/session/replaced_file.hpp"

namespace avenant::session {
namespace {

namespace fs = std::filesystem;

FileProblem problem_of(int error) {
  switch (error) {
    case ENOENT:
    case ENOTDIR:
      return FileProblem::Missing;
    case EACCES:
    case EPERM:
      return FileProblem::Denied;
    case EISDIR:
      return FileProblem::Directory;
    default:
      return FileProblem::Other;
  }
}

EntryKind kind_of(fs::file_type type) {
  if (type == fs::file_type::regular) return EntryKind::File;
  if (type == fs::file_type::directory) return EntryKind::Directory;
  if (type == fs::file_type::not_found || type == fs::file_type::none) return EntryKind::Missing;
  return EntryKind::Other;
}

/// Closes a file descriptor when it goes out of scope.
class Descriptor {
 public:
  explicit Descriptor(int value) : value_(value) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (value_ >= 0) ::close(value_);
  }
  [[nodiscard]] int value() const { return value_; }

 private:
  int value_;
};

FileContent failure(int error) {
  return {problem_of(error), std::strerror(error), {}};
}

}  // namespace

EntryKind RealFileSystem::kind(const std::string& path) const {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (status.type() == fs::file_type::none && error == std::errc::permission_denied) return EntryKind::Other;
  return kind_of(status.type());
}

FileContent RealFileSystem::read(const std::string& path, std::size_t max_bytes) const {
  // Without O_NONBLOCK, opening a named pipe waits for a writer.
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (file.value() < 0) return failure(errno);
  struct stat status{};
  if (::fstat(file.value(), &status) != 0) return failure(errno);
  if (S_ISDIR(status.st_mode)) return {FileProblem::Directory, {}, {}};
  if (!S_ISREG(status.st_mode)) return {FileProblem::Special, {}, {}};
  if (status.st_size > 0 && static_cast<std::uint64_t>(status.st_size) > max_bytes) {
    return {FileProblem::TooLarge, {}, {}};
  }
  FileContent content;
  content.bytes.reserve(static_cast<std::size_t>(status.st_size));
  std::array<char, 65536> buffer;
  while (true) {
    const ssize_t n_read = ::read(file.value(), buffer.data(), buffer.size());
    if (n_read < 0 && errno == EINTR) continue;
    if (n_read < 0) return failure(errno);
    if (n_read == 0) return content;
    content.bytes.append(buffer.data(), static_cast<std::size_t>(n_read));
    if (content.bytes.size() > max_bytes) return {FileProblem::TooLarge, {}, {}};
  }
}

FileContent RealFileSystem::write(const std::string& path, std::string_view bytes) const {
  const EntryKind before = kind(path);
  if (before == EntryKind::Directory) return {FileProblem::Directory, std::strerror(EISDIR), {}};
  if (before == EntryKind::Other) return {FileProblem::Special, std::strerror(EINVAL), {}};
  ReplacedFile file;
  if (file.open(path) && file.write(bytes) && file.commit()) return {};
  return failure(file.error());
}

DirectoryContent RealFileSystem::list(const std::string& path) const {
  DirectoryContent content;
  std::error_code error;
  for (fs::directory_iterator it(path, error); !error && it != fs::directory_iterator(); it.increment(error)) {
    std::error_code ignored;
    const fs::file_status status = it->status(ignored);
    content.items.push_back({it->path().filename().string(), kind_of(status.type()), it->is_symlink(ignored)});
  }
  if (error) {
    content.problem = problem_of(error.value());
    content.detail = error.message();
  }
  return content;
}

std::string RealFileSystem::absolute(const std::string& path) const {
  std::error_code error;
  const fs::path full = fs::absolute(path, error).lexically_normal();
  if (error) return path;
  std::string text = full.string();
  while (text.size() > 1 && text.back() == '/') text.pop_back();
  return text;
}

}  // namespace avenant::session
