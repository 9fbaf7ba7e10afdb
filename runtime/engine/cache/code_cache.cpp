#include "runtime/engine/cache/code_cache.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <dirent.h>
#include <fcntl.h>
#include <span>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace avenant::engine {

namespace {

using program::Sha256Digest;

constexpr std::string_view kMagic = "AVNCODE1";
constexpr std::string_view kEnding = ".avnc";
constexpr std::size_t kHeaderBytes = kMagic.size() + std::tuple_size_v<Sha256Digest>;

// Closed with it.
class File {
 public:
  explicit File(int descriptor) : descriptor_(descriptor) {}
  ~File() {
    if (is_open()) close(descriptor_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  bool is_open() const { return descriptor_ >= 0; }
  int get() const { return descriptor_; }

 private:
  int descriptor_;
};

// Whether it is this user's, and nobody else may change it.
bool is_ours(const struct stat& status) {
  return status.st_uid == geteuid() && (status.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

bool folder_is_ours(const std::string& folder) {
  struct stat status{};
  return stat(folder.c_str(), &status) == 0 && S_ISDIR(status.st_mode) && is_ours(status);
}

// The whole of a file; empty where it cannot be used.
std::string read_ours(const std::string& path, std::uint64_t most_bytes) {
  const File file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  struct stat status{};
  if (!file.is_open() || fstat(file.get(), &status) != 0) return {};
  if (!S_ISREG(status.st_mode) || !is_ours(status) || static_cast<std::uint64_t>(status.st_size) > most_bytes)
    return {};
  std::string bytes(static_cast<std::size_t>(status.st_size), '\0');
  std::size_t n_read = 0;
  while (n_read < bytes.size()) {
    const ssize_t step = read(file.get(), bytes.data() + n_read, bytes.size() - n_read);
    if (step <= 0) return {};
    n_read += static_cast<std::size_t>(step);
  }
  // The time of the last use, for remove_oldest; whether it can be noted does not matter.
  static_cast<void>(futimens(file.get(), nullptr));
  return bytes;
}

bool write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t step = write(descriptor, bytes.data(), bytes.size());
    if (step <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(step));
  }
  return true;
}

std::string_view as_text(const Sha256Digest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

Sha256Digest digest_of(std::string_view bytes) {
  return program::sha256(std::as_bytes(std::span(bytes)));
}

// Every folder of the path that is not there, for this user alone. Those that are there stay as they are.
void make_folders(const std::string& folder) {
  for (std::size_t end = folder.find('/', 1); end != std::string::npos; end = folder.find('/', end + 1)) {
    mkdir(folder.substr(0, end).c_str(), S_IRWXU);
  }
  mkdir(folder.c_str(), S_IRWXU);
}

std::string environment_variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : value;
}

}  // namespace

CodeCache::CodeCache(std::string folder, std::uint64_t most_bytes)
    : folder_(std::move(folder)), most_bytes_(most_bytes) {}

CodeCache CodeCache::of_user() {
  if (std::string stated = environment_variable("AVENANT_CACHE"); !stated.empty()) {
    return CodeCache(stated == "off" ? std::string() : std::move(stated));
  }
  if (const std::string cache = environment_variable("XDG_CACHE_HOME"); cache.starts_with('/')) {
    return CodeCache(cache + "/avenant");
  }
  const std::string home = environment_variable("HOME");
  return CodeCache(home.starts_with('/') ? home + "/.cache/avenant" : std::string());
}

std::string CodeCache::path_of(const Sha256Digest& key) const {
  return folder_ + "/" + program::hexadecimal(key) + std::string(kEnding);
}

std::unique_ptr<NativeCode> CodeCache::find(const Sha256Digest& key) const {
  if (folder_.empty() || !folder_is_ours(folder_)) return nullptr;
  const std::string path = path_of(key);
  const std::string bytes = read_ours(path, most_bytes_);
  if (bytes.empty()) return nullptr;
  const std::string_view text = bytes;
  StoredCode stored;
  if (text.size() >= kHeaderBytes && text.starts_with(kMagic)) {
    const std::string_view content = text.substr(kHeaderBytes);
    const Sha256Digest digest = digest_of(content);
    if (text.substr(kMagic.size(), digest.size()) == as_text(digest) && read_code(content, stored)) {
      if (Compiled loaded = load_code(stored); loaded.code != nullptr) return std::move(loaded.code);
    }
  }
  unlink(path.c_str());
  return nullptr;
}

void CodeCache::keep(const Sha256Digest& key, const StoredCode& stored) const {
  if (folder_.empty()) return;
  make_folders(folder_);
  if (!folder_is_ours(folder_)) return;
  const std::string content = write_code(stored);
  if (content.size() > most_bytes_ / 4) return;
  std::string temporary = folder_ + "/unfinished-XXXXXX";
  const File file(mkostemp(temporary.data(), O_CLOEXEC));
  if (!file.is_open()) return;
  const bool written = write_all(file.get(), kMagic) && write_all(file.get(), as_text(digest_of(content))) &&
                       write_all(file.get(), content);
  if (!written || rename(temporary.c_str(), path_of(key).c_str()) != 0) {
    unlink(temporary.c_str());
    return;
  }
  remove_oldest();
}

// Also what writers left unfinished an hour ago or more.
void CodeCache::remove_oldest() const {
  struct Found {
    std::string path;
    std::uint64_t size;
    std::time_t used;
  };
  DIR* folder = opendir(folder_.c_str());
  if (folder == nullptr) return;
  std::vector<Found> entries;
  std::uint64_t n_bytes = 0;
  const std::time_t now = time(nullptr);
  while (const dirent* each = readdir(folder)) {
    const std::string_view name = each->d_name;
    const bool is_unfinished = name.starts_with("unfinished-");
    if (!name.ends_with(kEnding) && !is_unfinished) continue;
    std::string path = folder_ + "/" + std::string(name);
    struct stat status{};
    if (lstat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) continue;
    if (is_unfinished) {
      if (now - status.st_mtime > 3600) unlink(path.c_str());
      continue;
    }
    n_bytes += static_cast<std::uint64_t>(status.st_size);
    entries.push_back({std::move(path), static_cast<std::uint64_t>(status.st_size), status.st_mtime});
  }
  closedir(folder);
  if (n_bytes <= most_bytes_) return;
  std::sort(entries.begin(), entries.end(), [](const Found& a, const Found& b) { return a.used < b.used; });
  for (const Found& each : entries) {
    if (n_bytes <= most_bytes_ / 4 * 3) break;
    if (unlink(each.path.c_str()) == 0) n_bytes -= each.size;
  }
}

}  // namespace avenant::engine
