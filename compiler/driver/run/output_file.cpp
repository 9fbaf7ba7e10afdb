#include "compiler/driver/run/output_file.hpp"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <memory>
#include <sys/stat.h>
#include <unistd.h>

namespace avenant::driver {

DescriptorBuffer::DescriptorBuffer(int descriptor, std::size_t size) : descriptor_(descriptor), bytes_(size) {
  setp(bytes_.data(), bytes_.data() + bytes_.size());
}

int DescriptorBuffer::overflow(int character) {
  if (!write_out()) return traits_type::eof();
  if (character != traits_type::eof()) sputc(static_cast<char>(character));
  return traits_type::not_eof(character);
}

bool DescriptorBuffer::write_out() {
  const char* at = pbase();
  while (at < pptr() && error_ == 0) {
    const ssize_t n_written = ::write(descriptor_, at, static_cast<std::size_t>(pptr() - at));
    if (n_written >= 0) {
      at += n_written;
    } else if (errno != EINTR) {
      error_ = errno;
    }
  }
  setp(bytes_.data(), bytes_.data() + bytes_.size());
  return error_ == 0;
}

OutputFile::~OutputFile() {
  close();
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

bool OutputFile::open(const std::string& path) {
  path_ = path;
  // A link keeps leading where it led: what it leads to is replaced.
  const std::unique_ptr<char, decltype(&std::free)> resolved(::realpath(path.c_str(), nullptr), &std::free);
  if (resolved != nullptr) path_ = resolved.get();
  struct stat status{};
  const bool exists = ::stat(path_.c_str(), &status) == 0;
  if (exists && !S_ISREG(status.st_mode)) {
    descriptor_ = ::open(path_.c_str(), O_WRONLY | O_CLOEXEC);
  } else if (exists && ::access(path_.c_str(), W_OK) != 0) {
    // A file that may not be written to is not replaced either.
    descriptor_ = -1;
  } else {
    temporary_ = path_ + ".partiel-" + std::to_string(::getpid());
    constexpr mode_t kEveryone = 0666;
    descriptor_ = ::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kEveryone);
    if (descriptor_ >= 0 && exists) static_cast<void>(::fchmod(descriptor_, status.st_mode & 07777U));
  }
  if (descriptor_ < 0) {
    error_ = errno;
    temporary_.clear();
    return false;
  }
  buffer_ = std::make_unique<DescriptorBuffer>(descriptor_);
  stream_ = std::make_unique<std::ostream>(buffer_.get());
  return true;
}

void OutputFile::close() {
  if (descriptor_ < 0) return;
  if (::close(descriptor_) != 0 && error_ == 0) error_ = errno;
  descriptor_ = -1;
}

bool OutputFile::commit() {
  stream_->flush();
  error_ = buffer_->error();
  // The name must not appear before the bytes, even after a loss of power.
  if (error_ == 0 && !temporary_.empty() && ::fsync(descriptor_) != 0) error_ = errno;
  close();
  if (error_ == 0 && !temporary_.empty() && ::rename(temporary_.c_str(), path_.c_str()) != 0) error_ = errno;
  if (error_ != 0) return false;
  temporary_.clear();
  return true;
}

std::string OutputFile::reason() const {
  const int error = error_ != 0 ? error_ : (buffer_ ? buffer_->error() : 0);
  return std::strerror(error);
}

}  // namespace avenant::driver
