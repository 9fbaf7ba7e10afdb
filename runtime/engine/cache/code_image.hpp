// Compiled code at rest: its bytes, linked to each other, and what is to be written into them where they are loaded.
// The compiler makes it (runtime/native/jit/image.hpp); loading it takes no compiler. Read code_image.cpp next.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "runtime/engine/native_code.hpp"

namespace avenant::engine {

enum class Protection : std::uint8_t { kRead, kReadExecute, kReadWrite };

// Whole pages of an image, in bytes from its begin.
struct ImageSegment {
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
  Protection protection = Protection::kRead;
};

// The eight bytes at `offset` become an address: that of a symbol of kernels::callable_symbols(), by its position.
struct ImageImport {
  std::uint64_t offset = 0;
  std::uint64_t symbol = 0;
};

// The eight bytes at `offset` become the address of the image's byte `target`.
struct ImageRebase {
  std::uint64_t offset = 0;
  std::uint64_t target = 0;
};

struct CodeImage {
  // From the first page to the last.
  std::string bytes;
  std::vector<ImageSegment> segments;
  std::vector<ImageImport> imports;
  std::vector<ImageRebase> rebases;
  // Where the functions of Entry begin, if they are here.
  static constexpr std::uint64_t kNone = ~std::uint64_t{0};
  std::array<std::uint64_t, kEntries> entries = {kNone, kNone, kNone, kNone};
};

// Code with what describes it, as compiling leaves it behind for a later process.
struct StoredCode {
  CodeDescription description;
  std::vector<CodeImage> images;
};

// The code, ready to be called; none, with the reason in English, where the system gives no memory to run it in or an
// offset lies outside its image. Trusts the instructions themselves. Linear in the bytes.
Compiled load_code(const StoredCode& stored);

// StoredCode as bytes, for the same build on the same machine alone. Linear.
std::string write_code(const StoredCode& stored);
// Gives false where the bytes are not what `write_code` gave; reads none beyond them.
bool read_code(std::string_view bytes, StoredCode& stored);

}  // namespace avenant::engine
