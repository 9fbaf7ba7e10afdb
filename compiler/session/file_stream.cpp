// Files as streams: what is read once, whatever its size.
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <limits>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include "compiler/session/file_system.hpp"

namespace avenant::session {
namespace {

class DescriptorStream final : public FileStream {
 public:
  DescriptorStream(int descriptor, bool owns, StopQuestion stops)
      : descriptor_(descriptor), owns_(owns), stops_(std::move(stops)) {
    struct stat status{};
    if (::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode))
      size_ = static_cast<std::uint64_t>(status.st_size);
  }
  DescriptorStream(const DescriptorStream&) = delete;
  DescriptorStream& operator=(const DescriptorStream&) = delete;
  ~DescriptorStream() override {
    if (owns_) ::close(descriptor_);
  }

  std::size_t read(char* bytes, std::size_t size) override {
    while (!failed_) {
      const ssize_t n_read = ::read(descriptor_, bytes, size);
      if (n_read >= 0) return static_cast<std::size_t>(n_read);
      if (errno == EINTR && !(stops_ && stops_())) continue;
      failed_ = true;
      if (errno != EINTR) failure_ = std::strerror(errno);
    }
    return 0;
  }
  [[nodiscard]] std::string failure() const override { return failure_; }
  [[nodiscard]] std::uint64_t size() const override { return size_; }

 private:
  int descriptor_;
  bool owns_;
  StopQuestion stops_;
  bool failed_ = false;
  std::string failure_;
  std::uint64_t size_ = 0;
};

class MemoryStream final : public FileStream {
 public:
  explicit MemoryStream(std::string bytes) : bytes_(std::move(bytes)) {}
  std::size_t read(char* bytes, std::size_t size) override {
    const std::size_t n_read = std::string_view(bytes_).substr(at_).copy(bytes, size);
    at_ += n_read;
    return n_read;
  }
  [[nodiscard]] std::uint64_t size() const override { return bytes_.size(); }

 private:
  std::string bytes_;
  std::size_t at_ = 0;
};

}  // namespace

std::unique_ptr<FileStream> stream_of(int descriptor, const StopQuestion& stops) {
  return std::make_unique<DescriptorStream>(descriptor, false, stops);
}

OpenedFile FileSystem::open(const std::string& path, const StopQuestion& /*stops*/) const {
  FileContent content = read(path, std::numeric_limits<std::size_t>::max());
  if (content.problem != FileProblem::None) return {content.problem, std::move(content.detail), nullptr};
  return {FileProblem::None, {}, std::make_unique<MemoryStream>(std::move(content.bytes))};
}

OpenedFile RealFileSystem::open(const std::string& path, const StopQuestion& stops) const {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) {
    switch (errno) {
      case ENOENT:
      case ENOTDIR:
        return {FileProblem::Missing, {}, nullptr};
      case EACCES:
      case EPERM:
        return {FileProblem::Denied, {}, nullptr};
      case ENXIO:
        return {FileProblem::Special, {}, nullptr};
      default:
        return {FileProblem::Other, std::strerror(errno), nullptr};
    }
  }
  struct stat status{};
  const bool known = ::fstat(descriptor, &status) == 0;
  FileProblem problem = FileProblem::None;
  if (known && S_ISDIR(status.st_mode)) problem = FileProblem::Directory;
  // A device that is no terminal may never end, /dev/zero, but for /dev/null.
  struct stat null{};
  const bool is_null = known && ::stat("/dev/null", &null) == 0 && null.st_rdev == status.st_rdev;
  const bool is_device = known && S_ISCHR(status.st_mode) && ::isatty(descriptor) == 0 && !is_null;
  if (known && (S_ISBLK(status.st_mode) || S_ISSOCK(status.st_mode) || is_device)) problem = FileProblem::Special;
  if (problem != FileProblem::None) {
    ::close(descriptor);
    return {problem, {}, nullptr};
  }
  return {FileProblem::None, {}, std::make_unique<DescriptorStream>(descriptor, true, stops)};
}

}  // namespace avenant::session
