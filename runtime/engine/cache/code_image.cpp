#include "runtime/engine/cache/code_image.hpp"

#include <cstring>
#include <sys/mman.h>
#include <unistd.h>
#include <utility>

#include "runtime/kernels/symbols.hpp"

namespace avenant::engine {

namespace {

int protection_of(Protection protection) {
  switch (protection) {
    case Protection::kRead:
      return PROT_READ;
    case Protection::kReadExecute:
      return PROT_READ | PROT_EXEC;
    case Protection::kReadWrite:
      return PROT_READ | PROT_WRITE;
  }
  return PROT_NONE;
}

// Whether every offset lies within, and pages are whole ones of this machine.
bool is_sound(const CodeImage& image) {
  const std::uint64_t size = image.bytes.size();
  const auto page = static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
  const auto holds = [size](std::uint64_t offset, std::uint64_t length) {
    return offset <= size && length <= size - offset;
  };
  if (size == 0 || size % page != 0) return false;
  for (const ImageSegment& each : image.segments) {
    if (each.offset % page != 0 || each.size % page != 0 || !holds(each.offset, each.size)) return false;
  }
  for (const ImageImport& each : image.imports) {
    if (!holds(each.offset, sizeof(void*)) || each.symbol >= kernels::callable_symbols().size()) return false;
  }
  for (const ImageRebase& each : image.rebases) {
    if (!holds(each.offset, sizeof(void*)) || !holds(each.target, 0)) return false;
  }
  for (const std::uint64_t entry : image.entries) {
    if (entry != CodeImage::kNone && !holds(entry, 1)) return false;
  }
  return true;
}

// Images where they run. Never writable and executable at once.
class LoadedImages final : public CodeMemory {
 public:
  LoadedImages() = default;
  ~LoadedImages() override {
    for (const Mapping& each : mappings_) munmap(each.begin, each.size);
  }
  LoadedImages(const LoadedImages&) = delete;
  LoadedImages& operator=(const LoadedImages&) = delete;

  // Null where the system gives no such memory.
  std::byte* add(const CodeImage& image) {
    void* begin = mmap(nullptr, image.bytes.size(), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (begin == MAP_FAILED) return nullptr;
    mappings_.push_back({begin, image.bytes.size()});
    auto* bytes = static_cast<std::byte*>(begin);
    std::memcpy(bytes, image.bytes.data(), image.bytes.size());
    for (const ImageImport& each : image.imports) {
      std::memcpy(bytes + each.offset, &kernels::callable_symbols()[each.symbol].address, sizeof(void*));
    }
    for (const ImageRebase& each : image.rebases) {
      const void* target = bytes + each.target;
      std::memcpy(bytes + each.offset, &target, sizeof target);
    }
    __builtin___clear_cache(reinterpret_cast<char*>(bytes), reinterpret_cast<char*>(bytes) + image.bytes.size());
    for (const ImageSegment& each : image.segments) {
      if (mprotect(bytes + each.offset, each.size, protection_of(each.protection)) != 0) return nullptr;
    }
    return bytes;
  }

 private:
  struct Mapping {
    void* begin;
    std::size_t size;
  };
  std::vector<Mapping> mappings_;
};

}  // namespace

Compiled load_code(const StoredCode& stored) {
  auto memory = std::make_unique<LoadedImages>();
  std::array<std::byte*, kEntries> entries = {};
  for (const CodeImage& image : stored.images) {
    if (!is_sound(image)) return {nullptr, "an image of compiled code is not sound", {}};
    std::byte* begin = memory->add(image);
    if (begin == nullptr) return {nullptr, "the system gives no memory to run code in", {}};
    for (std::size_t i = 0; i < entries.size(); ++i) {
      if (image.entries[i] != CodeImage::kNone) entries[i] = begin + image.entries[i];
    }
  }
  CodeEntries found;
  found.case_entry = reinterpret_cast<CaseEntry>(entries[static_cast<std::size_t>(Entry::kCase)]);
  found.rest_entry = reinterpret_cast<CaseEntry>(entries[static_cast<std::size_t>(Entry::kRest)]);
  found.block_entry = reinterpret_cast<BlockEntry>(entries[static_cast<std::size_t>(Entry::kBlock)]);
  found.unusual_entry = reinterpret_cast<BlockEntry>(entries[static_cast<std::size_t>(Entry::kUnusual)]);
  if (found.case_entry == nullptr && found.block_entry == nullptr) return {nullptr, "compiled code has no entry", {}};
  return {std::make_unique<NativeCode>(std::move(memory), found, stored.description), {}, {}};
}

}  // namespace avenant::engine
