// StoredCode as bytes and back. The fields are those of one build: what is written is read by the same program alone,
// which the key of an entry sees to.
#include <cstring>
#include <string_view>
#include <type_traits>

#include "runtime/engine/cache/code_image.hpp"

namespace avenant::engine {

namespace {

class Writer {
 public:
  explicit Writer(std::string& out) : out_(out) {}

  template <typename T>
  void one(const T& value) {
    static_assert(std::is_trivially_copyable_v<T>);
    out_.append(reinterpret_cast<const char*>(&value), sizeof value);
  }
  template <typename T>
  void all(const T& values) {
    one(static_cast<std::uint64_t>(values.size()));
    static_assert(std::is_trivially_copyable_v<typename T::value_type>);
    out_.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(typename T::value_type));
  }

 private:
  std::string& out_;
};

class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}

  template <typename T>
  void one(T& value) {
    static_assert(std::is_trivially_copyable_v<T>);
    take(&value, sizeof value);
  }
  template <typename T>
  void all(T& values) {
    std::uint64_t size = 0;
    one(size);
    if (!ok_ || size > bytes_.size() / sizeof(typename T::value_type)) {
      ok_ = false;
      return;
    }
    values.resize(size);
    take(values.data(), size * sizeof(typename T::value_type));
  }
  bool is_at_end() const { return ok_ && bytes_.empty(); }
  bool ok() const { return ok_; }

 private:
  void take(void* target, std::size_t size) {
    if (!ok_ || size > bytes_.size()) {
      ok_ = false;
      return;
    }
    if (size != 0) std::memcpy(target, bytes_.data(), size);
    bytes_.remove_prefix(size);
  }

  std::string_view bytes_;
  bool ok_ = true;
};

// The fields, in one order for both ways.
template <typename Walker, typename Layout>
void walk_layout(Walker& walker, Layout& layout) {
  walker.all(layout.inputs);
  walker.all(layout.requests);
  walker.one(layout.flags);
  walker.one(layout.n_rows);
  walker.one(layout.size);
}

template <typename Walker, typename Description>
void walk_description(Walker& walker, Description& description) {
  walker.one(description.n_slots);
  walker.all(description.results);
  walk_layout(walker, description.layout);
  walk_layout(walker, description.unusual);
}

template <typename Walker, typename Image>
void walk_image(Walker& walker, Image& image) {
  walker.all(image.bytes);
  walker.all(image.segments);
  walker.all(image.imports);
  walker.all(image.rebases);
  walker.one(image.entries);
}

// More than a compiler makes: two of blocks, one of cases.
constexpr std::uint64_t kMaxImages = 16;

}  // namespace

std::string write_code(const StoredCode& stored) {
  std::string bytes;
  Writer writer(bytes);
  walk_description(writer, stored.description);
  writer.one(static_cast<std::uint64_t>(stored.images.size()));
  for (const CodeImage& each : stored.images) walk_image(writer, each);
  return bytes;
}

bool read_code(std::string_view bytes, StoredCode& stored) {
  Reader reader(bytes);
  walk_description(reader, stored.description);
  std::uint64_t n_images = 0;
  reader.one(n_images);
  if (!reader.ok() || n_images > kMaxImages) return false;
  stored.images.resize(n_images);
  for (CodeImage& each : stored.images) walk_image(reader, each);
  return reader.is_at_end();
}

}  // namespace avenant::engine
