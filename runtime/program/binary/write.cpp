#include <algorithm>

#include "runtime/program/binary/layout.hpp"
#include "runtime/program/binary/package_file.hpp"

namespace avenant::program {

namespace {

using namespace binary;

// Every array of a program is written: one without a section would be lost without a word.
#define AVENANT_SECTION(tag, member, Record, IdType, since) +sizeof(Package::member)
static_assert(sizeof(Package) == 0
#include "runtime/program/binary/sections.def"
              ,
              "an array of Package has no line in sections.def");

// Lays sections one after another behind a table of them.
class Writer {
 public:
  Writer() {
#define AVENANT_SECTION(...) ++n_sections_;
#include "runtime/program/binary/sections.def"
    bytes_.resize(aligned(kHeaderSize + n_sections_ * kEntrySize), '\0');
  }

  template <class Records>
  void section(std::string_view tag, const Records& records) {
    using Record = typename Records::value_type;
    constexpr std::size_t kSize = record_size<Record>();
    char* entry = bytes_.data() + kHeaderSize + kEntrySize * next_++;
    std::copy(tag.begin(), tag.end(), entry);
    store(static_cast<std::uint32_t>(kSize), entry + 4);
    store(static_cast<std::uint64_t>(records.size()), entry + 8);
    store(static_cast<std::uint64_t>(bytes_.size()), entry + 16);
    const std::size_t begin = bytes_.size();
    bytes_.resize(aligned(begin + kSize * records.size()), '\0');
    char* at = bytes_.data() + begin;
    for (const Record& record : records) {
      visit_fields(record, [&at](std::string_view, const auto& field) {
        store_field(field, at);
        at += sizeof field;
      });
    }
  }

  std::string finish(std::string_view maker) {
    std::copy(kPackageMagic.begin(), kPackageMagic.end(), bytes_.begin());
    store(kFormatVersion, bytes_.data() + kFormatAt);
    store(kOldestReader, bytes_.data() + kOldestReaderAt);
    store(static_cast<std::uint64_t>(bytes_.size()), bytes_.data() + kFileSizeAt);
    store(static_cast<std::uint32_t>(n_sections_), bytes_.data() + kSectionCountAt);
    const std::string_view kept = maker.substr(0, kMakerSize);
    std::copy(kept.begin(), kept.end(), bytes_.begin() + kMakerAt);
    const Sha256Digest digest = digest_of_file(bytes_);
    std::copy(digest.begin(), digest.end(), bytes_.begin() + kDigestAt);
    return std::move(bytes_);
  }

 private:
  std::string bytes_;
  std::size_t n_sections_ = 0;
  std::size_t next_ = 0;
};

}  // namespace

std::string write_package(const Package& package, std::string_view maker) {
  Writer writer;
#define AVENANT_SECTION(tag, member, Record, IdType, since) writer.section(tag, package.member);
#include "runtime/program/binary/sections.def"
  return writer.finish(maker);
}

}  // namespace avenant::program
