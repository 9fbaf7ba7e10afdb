#include "compiler/session/replaced_file.hpp"

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <memory>
#include <sys/stat.h>
#include <unistd.h>

namespace avenant::session {

int write_bytes(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n_written = ::write(descriptor, bytes.data(), bytes.size());
    if (n_written < 0 && errno == EINTR) continue;
    if (n_written < 0) return errno;
    bytes.remove_prefix(static_cast<std::size_t>(n_written));
  }
  return 0;
}

bool ReplacedFile::open(const std::string& path) {
  constexpr unsigned kEveryone = 0666;
  constexpr unsigned kPermissions = 07777;
  target_ = path;
  const std::unique_ptr<char, decltype(&std::free)> resolved(::realpath(path.c_str(), nullptr), &std::free);
  const int unresolved = errno;
  if (resolved != nullptr) target_ = resolved.get();
  struct stat status{};
  if (::stat(target_.c_str(), &status) != 0) return open_beside(kEveryone);
  if (!S_ISREG(status.st_mode)) {
    descriptor_ = ::open(target_.c_str(), O_WRONLY | O_CLOEXEC);
    return descriptor_ >= 0 || fail();
  }
  // A file without a path, such as one that was removed while it is open, has no place beside it.
  if (resolved == nullptr) {
    errno = unresolved;
    return fail();
  }
  // A file that one may not write to is not replaced either, though its folder would allow it.
  if (::access(target_.c_str(), W_OK) != 0) return fail();
  const unsigned mode = status.st_mode & kPermissions;
  if (!open_beside(mode)) return false;
  // Where it fails the new file has fewer permissions than the old one, never more.
  static_cast<void>(::fchmod(descriptor_, mode));
  return true;
}

/// Opens a new file in the folder of the target.
bool ReplacedFile::open_beside(unsigned mode) {
  // A process that was killed may have left the same name behind.
  constexpr int kMaxTries = 100;
  const std::string base = target_ + ".partiel-" + std::to_string(::getpid());
  for (int i = 0; i < kMaxTries; ++i) {
    temporary_ = i == 0 ? base : base + "-" + std::to_string(i);
    descriptor_ = ::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (descriptor_ >= 0 || errno != EEXIST) break;
  }
  if (descriptor_ >= 0) return true;
  temporary_.clear();
  return fail();
}

bool ReplacedFile::write(std::string_view bytes) {
  if (const int error = write_bytes(descriptor_, bytes); error != 0 && error_ == 0) error_ = error;
  return error_ == 0;
}

bool ReplacedFile::commit() {
  // The name must not appear before the bytes, even after a loss of power.
  if (error_ == 0 && !temporary_.empty() && ::fsync(descriptor_) != 0) fail();
  close();
  if (error_ == 0 && !temporary_.empty() && ::rename(temporary_.c_str(), target_.c_str()) != 0) fail();
  if (error_ == 0) temporary_.clear();
  discard();
  return error_ == 0;
}

void ReplacedFile::discard() {
  close();
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
  temporary_.clear();
}

void ReplacedFile::close() {
  if (descriptor_ < 0) return;
  if (::close(descriptor_) != 0) fail();
  descriptor_ = -1;
}

/// Keeps the first reason.
bool ReplacedFile::fail() {
  if (error_ == 0) error_ = errno;
  return false;
}

}  // namespace avenant::session
