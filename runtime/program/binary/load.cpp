#include <algorithm>

#include "runtime/program/binary/layout.hpp"
#include "runtime/program/binary/package_file.hpp"

namespace avenant::program {

namespace binary {

Sha256Digest digest_of_file(std::string_view bytes) {
  const std::array parts = {std::as_bytes(std::span(bytes.substr(0, kDigestAt))),
                            std::as_bytes(std::span(bytes.substr(kHeaderSize)))};
  return sha256_of_parts(parts);
}

}  // namespace binary

namespace {

using namespace binary;

// An entry of the table of sections, once it is known to lie within the file.
struct Section {
  std::string_view tag;
  std::uint32_t record_size = 0;
  std::uint64_t n_records = 0;
  std::uint64_t offset = 0;
  bool is_known = false;
};

// Reads the sections of bytes whose header and digest are right. Stops at the first thing that is wrong.
class Loader {
 public:
  Loader(std::string_view bytes, std::uint32_t format) : bytes_(bytes), format_(format) {}

  bool read_table();
  template <class Records>
  bool read_section(std::string_view tag, std::uint32_t since, Records& records);
  bool check_unknown();

  const std::string& error() const { return error_; }

 private:
  bool wrong(std::string message) {
    if (error_.empty()) error_ = std::move(message);
    return false;
  }
  bool is_zero(std::uint64_t begin, std::uint64_t end) const {
    const std::string_view between = bytes_.substr(begin, end - begin);
    return std::all_of(between.begin(), between.end(), [](char byte) { return byte == '\0'; });
  }

  std::string_view bytes_;
  std::uint32_t format_;
  std::vector<Section> sections_;
  std::string error_;
};

// Sections follow each other in the order of the table, so that no byte belongs to two, and none to nothing.
bool Loader::read_table() {
  const auto n_sections = fetch<std::uint32_t>(bytes_.data() + kSectionCountAt);
  if (fetch<std::uint32_t>(bytes_.data() + kReservedAt) != 0) return wrong("the header has reserved bytes");
  if (n_sections > kMaxSections || kHeaderSize + n_sections * kEntrySize > bytes_.size()) {
    return wrong("the table of sections does not fit");
  }
  std::uint64_t end = kHeaderSize + n_sections * kEntrySize;
  for (std::uint32_t i = 0; i < n_sections; ++i) {
    const char* entry = bytes_.data() + kHeaderSize + kEntrySize * i;
    Section section;
    section.tag = std::string_view(entry, 4);
    section.record_size = fetch<std::uint32_t>(entry + 4);
    section.n_records = fetch<std::uint64_t>(entry + 8);
    section.offset = fetch<std::uint64_t>(entry + 16);
    if (section.offset != aligned(end) || section.offset > bytes_.size() || !is_zero(end, section.offset)) {
      return wrong("section " + std::string(section.tag) + " is not where it should be");
    }
    const std::uint64_t room = bytes_.size() - section.offset;
    if (section.record_size == 0 || section.n_records > room / section.record_size) {
      return wrong("section " + std::string(section.tag) + " does not fit");
    }
    end = section.offset + section.n_records * section.record_size;
    sections_.push_back(section);
  }
  if (aligned(end) != bytes_.size() || !is_zero(end, bytes_.size())) return wrong("bytes follow the last section");
  return true;
}

template <class Records>
bool Loader::read_section(std::string_view tag, std::uint32_t since, Records& records) {
  using Record = typename Records::value_type;
  constexpr std::size_t kSize = record_size<Record>();
  const std::string name = "section " + std::string(tag);
  const auto has_tag = [tag](const Section& section) { return section.tag == tag; };
  const auto found = std::find_if(sections_.begin(), sections_.end(), has_tag);
  if (found == sections_.end()) return format_ < since || wrong(name + " is missing");
  if (std::any_of(found + 1, sections_.end(), has_tag)) return wrong(name + " occurs twice");
  found->is_known = true;
  if (found->record_size != kSize) return wrong(name + " has records of another size");
  // The last number names nothing.
  if (found->n_records >= NodeId::kNoneValue) return wrong(name + " has too many records");
  records.resize(static_cast<std::size_t>(found->n_records));
  const char* at = bytes_.data() + found->offset;
  bool right = true;
  std::size_t index = 0;
  for (Record& record : records) {
    visit_fields(record, [&at, &right](std::string_view field_name, auto& field) {
      right = fetch_field(at, field) && right;
      if constexpr (std::is_integral_v<std::remove_reference_t<decltype(field)>>) {
        if (field_name.starts_with("reserved") && field != 0) right = false;
      }
      at += sizeof field;
    });
    if (!right) return wrong(name + ": record " + std::to_string(index) + " has a field of no meaning");
    ++index;
  }
  return true;
}

// A later format may bring sections that this reader can do without; the same format may not.
bool Loader::check_unknown() {
  for (const Section& section : sections_) {
    if (!section.is_known && format_ <= kFormatVersion) {
      return wrong("section " + std::string(section.tag) + " is not known");
    }
  }
  return true;
}

LoadProblem check_header(std::string_view bytes, PackageHeader& header) {
  const std::size_t n_magic = std::min(bytes.size(), kPackageMagic.size());
  if (n_magic == 0 || bytes.substr(0, n_magic) != kPackageMagic.substr(0, n_magic)) return LoadProblem::kNotAPackage;
  if (bytes.size() < kHeaderSize) return LoadProblem::kTruncated;
  header.format = fetch<std::uint32_t>(bytes.data() + kFormatAt);
  header.oldest_reader = fetch<std::uint32_t>(bytes.data() + kOldestReaderAt);
  const std::string_view maker = bytes.substr(kMakerAt, kMakerSize);
  header.maker = maker.substr(0, std::min(maker.find('\0'), maker.size()));
  // It is shown before the digest is known to be right.
  std::replace_if(header.maker.begin(), header.maker.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
  std::copy_n(bytes.begin() + kDigestAt, header.digest.size(), header.digest.begin());
  const auto file_size = fetch<std::uint64_t>(bytes.data() + kFileSizeAt);
  if (bytes.size() < file_size) return LoadProblem::kTruncated;
  if (header.oldest_reader > kFormatVersion) return LoadProblem::kNewer;
  if (header.format < kOldestFormat) return LoadProblem::kOlder;
  if (bytes.size() > file_size || header.digest != digest_of_file(bytes)) return LoadProblem::kAltered;
  return LoadProblem::kNone;
}

}  // namespace

bool is_package(std::string_view bytes) {
  return bytes.starts_with(kPackageMagic);
}

LoadResult load_package(std::string_view bytes, const Limits& limits) {
  LoadResult result;
  result.problem = check_header(bytes, result.header);
  if (!result.ok()) return result;
  Package package;
  Loader loader(bytes, result.header.format);
  bool sound = loader.read_table();
#define AVENANT_SECTION(tag, member, Record, IdType, since) \
  sound = sound && loader.read_section(tag, since, package.member);
#include "runtime/program/binary/sections.def"
  sound = sound && loader.check_unknown();
  result.detail = loader.error();
  if (sound) result.detail = verify(package, limits).message;
  if (!result.detail.empty()) {
    result.problem = LoadProblem::kUnsound;
    return result;
  }
  result.package = std::move(package);
  return result;
}

}  // namespace avenant::program
