#include "compiler/driver/write_file.hpp"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

namespace avenant::driver {
namespace {

bool write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n_written = ::write(file, bytes.data(), bytes.size());
    if (n_written < 0 && errno == EINTR) continue;
    if (n_written < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(n_written));
  }
  return true;
}

/// Writes, flushes and closes; the reason when one of them fails.
std::optional<std::string> fill(int file, std::string_view bytes) {
  const bool written = write_all(file, bytes) && ::fsync(file) == 0;
  const int write_error = errno;
  const bool closed = ::close(file) == 0;
  if (!written) return std::strerror(write_error);
  if (!closed) return std::strerror(errno);
  return std::nullopt;
}

}  // namespace

std::optional<std::string> replace_file(const std::string& path, std::string_view bytes) {
  std::error_code error;
  const std::filesystem::path target = std::filesystem::canonical(path, error);
  if (error) return error.message();
  struct stat status{};
  if (::stat(target.c_str(), &status) != 0) return std::strerror(errno);
  // A file that one may not write is not replaced either, though its folder would allow it.
  if (::access(target.c_str(), W_OK) != 0) return std::strerror(errno);
  std::string fresh = target.parent_path() / ("." + target.filename().string() + ".XXXXXX");
  const int file = ::mkstemp(fresh.data());
  if (file < 0) return std::strerror(errno);
  std::optional<std::string> reason;
  if (::fchmod(file, status.st_mode & 07777U) != 0) reason = std::strerror(errno);
  if (const auto failed = fill(file, bytes); failed && !reason) reason = failed;
  if (!reason && std::rename(fresh.c_str(), target.c_str()) != 0) reason = std::strerror(errno);
  if (reason) ::unlink(fresh.c_str());
  return reason;
}

std::optional<std::string> create_file(const std::string& path, std::string_view bytes) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (file < 0) return std::strerror(errno);
  std::optional<std::string> reason = fill(file, bytes);
  if (reason) ::unlink(path.c_str());
  return reason;
}

}  // namespace avenant::driver
