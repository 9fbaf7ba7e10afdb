#include "runtime/engine/native_library.hpp"

#include <array>
#include <cstdlib>
#include <dlfcn.h>
#include <mutex>
#include <unistd.h>
#include <utility>
#include <vector>

#include "runtime/engine/version.hpp"

namespace avenant::engine {

namespace {

constexpr const char* kLibraryName = "libavenant_native.so";

std::string folder_of_executable() {
  std::array<char, 4096> path{};
  const ssize_t length = readlink("/proc/self/exe", path.data(), path.size());
  if (length <= 0) return {};
  std::string text(path.data(), static_cast<std::size_t>(length));
  return text.substr(0, text.rfind('/') + 1);
}

std::vector<std::string> candidates() {
  std::vector<std::string> paths;
  if (const char* stated = std::getenv("AVENANT_NATIVE"); stated != nullptr && *stated != '\0') return {stated};
  const std::string folder = folder_of_executable();
  if (!folder.empty()) {
    paths.push_back(folder + kLibraryName);
    paths.push_back(folder + "../lib/" + kLibraryName);
  }
  paths.emplace_back(kLibraryName);
  return paths;
}

struct Opened {
  NativeCompiler* compiler = nullptr;
  std::string error;
};

Opened open_library() {
  using Entry = NativeCompiler* (*)(const char*);
  Opened result;
  for (const std::string& path : candidates()) {
    void* library = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr) {
      if (result.error.empty()) result.error = dlerror();
      continue;
    }
    auto* entry = reinterpret_cast<Entry>(dlsym(library, "avenant_native_compiler"));
    result.compiler = entry == nullptr ? nullptr : entry(kNativeVersion);
    if (result.compiler != nullptr) return result;
    result.error = path + " was not built with this program";
  }
  return result;
}

}  // namespace

NativeCompiler* native_compiler(std::string& error) {
  static const Opened opened = open_library();
  error = opened.error;
  return opened.compiler;
}

std::string native_library_file() {
  for (std::string& path : candidates()) {
    if (path.find('/') != std::string::npos && access(path.c_str(), R_OK) == 0) return std::move(path);
  }
  return {};
}

}  // namespace avenant::engine
