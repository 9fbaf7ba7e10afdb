// The encoding of case data: UTF-8, or another one that is recognised and named. Nothing is guessed: Latin-1 is read
// only where the caller says so. Read next: window.hpp.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "compiler/cases/data/byte_source.hpp"

namespace avenant::cases {

/// What the first bytes of data look like.
enum class Encoding : std::uint8_t {
  Utf8,    ///< Or ASCII, or nothing that is known.
  Latin1,  ///< Windows-1252, which holds ISO 8859-1 and ISO 8859-15 but for a few signs.
  Utf16,
};

/// The encoding of data that begin so. Latin-1 is what is not UTF-8, holds no letter in UTF-8, and whose other bytes
/// are all French letters and signs of Windows-1252. Linear.
[[nodiscard]] Encoding recognise_encoding(std::string_view first_bytes);

/// The bytes of another source, in Windows-1252, as UTF-8. The source must outlive it.
class Latin1Source final : public ByteSource {
 public:
  explicit Latin1Source(ByteSource& source) : source_(source) {}
  std::size_t read(char* bytes, std::size_t size) override;
  [[nodiscard]] std::string failure() const override { return source_.failure(); }

 private:
  ByteSource& source_;
  std::array<char, 16384> block_{};
  std::size_t at_ = 0;
  std::size_t end_ = 0;
};

}  // namespace avenant::cases
