// Feeds the package loader anything, and runs what it accepts. No bytes may crash it or take long; what it accepts must
// verify, be written and read back the same, print, and evaluate to values of the right types or to errors that exist.
//
// Mutations know the format: they change fields, records and whole sections, and lay the file out again with its
// digest, so that most of them get past the header and reach the checks behind it.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <random>
#include <span>
#include <string>
#include <vector>

#include "runtime/eval/evaluator.hpp"
#include "runtime/program/binary/layout.hpp"
#include "runtime/program/binary/package_file.hpp"
#include "runtime/program/print.hpp"
#include "runtime/program/typing.hpp"

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t max_size);

namespace {

namespace binary = avenant::program::binary;
namespace eval = avenant::eval;
using avenant::program::LoadResult;
using avenant::program::Package;
using avenant::value::Value;

using Random = std::mt19937_64;

struct Section {
  std::string tag;
  std::uint32_t record_size = 1;
  std::string records;
};

void demand(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "package_fuzz: %s\n", what);
  std::abort();
}

// The sections of a file whose table is right; none otherwise.
std::vector<Section> sections_of(std::string_view bytes) {
  std::vector<Section> sections;
  if (bytes.size() < binary::kHeaderSize) return {};
  const auto count = binary::fetch<std::uint32_t>(bytes.data() + binary::kSectionCountAt);
  if (count > 200 || binary::kHeaderSize + count * binary::kEntrySize > bytes.size()) return {};
  for (std::uint32_t i = 0; i < count; ++i) {
    const char* entry = bytes.data() + binary::kHeaderSize + i * binary::kEntrySize;
    Section section{std::string(entry, 4), binary::fetch<std::uint32_t>(entry + 4), {}};
    const auto n_records = binary::fetch<std::uint64_t>(entry + 8);
    const auto offset = binary::fetch<std::uint64_t>(entry + 16);
    if (section.record_size == 0 || offset > bytes.size()) return {};
    if (n_records > (bytes.size() - offset) / section.record_size) return {};
    section.records = bytes.substr(offset, n_records * section.record_size);
    sections.push_back(std::move(section));
  }
  return sections;
}

void stamp(std::string& bytes) {
  if (bytes.size() < binary::kHeaderSize) return;
  binary::store(std::uint64_t{bytes.size()}, bytes.data() + binary::kFileSizeAt);
  const avenant::program::Sha256Digest digest = binary::digest_of_file(bytes);
  std::memcpy(bytes.data() + binary::kDigestAt, digest.data(), digest.size());
}

// A file of these sections, with the header of another.
std::string laid_out(const std::vector<Section>& sections, std::string_view header) {
  std::string bytes(header.substr(0, binary::kHeaderSize));
  binary::store(static_cast<std::uint32_t>(sections.size()), bytes.data() + binary::kSectionCountAt);
  bytes.resize(binary::kHeaderSize + sections.size() * binary::kEntrySize, '\0');
  bytes.resize(binary::aligned(bytes.size()), '\0');
  std::size_t at = binary::kHeaderSize;
  for (const Section& section : sections) {
    char* entry = bytes.data() + at;
    std::memcpy(entry, section.tag.data(), 4);
    binary::store(section.record_size, entry + 4);
    binary::store(std::uint64_t{section.records.size() / section.record_size}, entry + 8);
    binary::store(std::uint64_t{bytes.size()}, entry + 16);
    at += binary::kEntrySize;
    bytes += section.records;
    bytes.resize(binary::aligned(bytes.size()), '\0');
  }
  stamp(bytes);
  return bytes;
}

// ---- Mutation

std::uint32_t interesting(Random& random, std::uint32_t before, const std::vector<Section>& sections) {
  const Section& other = sections[random() % sections.size()];
  const auto n_records = static_cast<std::uint32_t>(other.records.size() / other.record_size);
  switch (random() % 9) {
    case 0:
      return 0xFFFFFFFFU;
    case 1:
      return before + 1;
    case 2:
      return before - 1;
    case 3:
      return n_records;
    case 4:
      return n_records - 1;
    case 5:
      return n_records == 0 ? 0 : static_cast<std::uint32_t>(random() % n_records);
    case 6:
      return static_cast<std::uint32_t>(random() % 8);
    case 7:
      return std::uint32_t{1} << (random() % 32);
    default:
      return static_cast<std::uint32_t>(random());
  }
}

void change_word(Random& random, Section& section, const std::vector<Section>& sections) {
  if (section.records.size() < 4) return;
  const std::size_t at = random() % (section.records.size() / 4) * 4;
  const auto before = binary::fetch<std::uint32_t>(section.records.data() + at);
  binary::store(interesting(random, before, sections), section.records.data() + at);
}

void change_records(Random& random, Section& section) {
  const std::size_t n_records = section.records.size() / section.record_size;
  if (n_records == 0) return;
  const std::size_t from = random() % n_records * section.record_size;
  const std::size_t to = random() % n_records * section.record_size;
  const std::string record = section.records.substr(from, section.record_size);
  const std::uint64_t what = random() % 5;
  if (what == 0) section.records.replace(to, section.record_size, record);
  if (what == 1) section.records.insert(to, record);
  if (what == 2) section.records.append(record);
  if (what == 3) section.records.erase(from, section.record_size);
  if (what == 4) section.records[from + random() % section.record_size] = static_cast<char>(random() % 16);
}

std::string mutated(std::string_view bytes, Random& random) {
  std::vector<Section> sections = sections_of(bytes);
  if (sections.empty()) return std::string(bytes);
  for (std::uint64_t n_changes = 1 + random() % 4; n_changes > 0; --n_changes) {
    Section& section = sections[random() % sections.size()];
    if (random() % 3 == 0) {
      change_records(random, section);
    } else {
      change_word(random, section, sections);
    }
  }
  return laid_out(sections, bytes);
}

// ---- What must hold

Value random_value(Random& random, const Package& package, const avenant::program::Input& input) {
  const avenant::program::Type& type = package.type(input.type);
  if (random() % 8 == 0) return {static_cast<std::int64_t>(random()), static_cast<std::int64_t>(random())};
  if (input.range && random() % 2 == 0) {
    const avenant::program::Range& range = package.ranges[input.range.value];
    const avenant::program::ConstantId bound = random() % 2 == 0 ? range.min : range.max;
    if (bound) return package.constant(bound);
  }
  const auto small = static_cast<std::int64_t>(random() % 40'000);
  if (type.kind == avenant::program::TypeKind::kSet) return {small, 0};
  if (type.kind == avenant::program::TypeKind::kNumber) return {small - 100, 1};
  if (type.kind == avenant::program::TypeKind::kDate) return {small - 10'000, 1};
  return {small % 4, 1};
}

void check_outcome(const Package& package, avenant::program::VariableId id, const eval::Outcome& outcome) {
  if (!outcome.ok()) {
    demand(outcome.status < package.sites.size(), "an outcome is an error that does not exist");
    return;
  }
  const avenant::program::Type& type = package.type(package.variable(id).type);
  demand(avenant::program::is_value_of(package, type, outcome.value), "an outcome is no value of its type");
}

void evaluate(const Package& package, Random& random) {
  constexpr std::size_t kMaxVariables = 300;
  eval::RunOptions options;
  if (random() % 2 == 0) options.situation_date = avenant::value::Date::unchecked(18'000);
  if (random() % 4 == 0) options.known_at = avenant::value::Date::unchecked(17'000);
  eval::Evaluator evaluator(package, options);
  for (int n_cases = 0; n_cases < 2; ++n_cases) {
    evaluator.begin_case();
    for (std::size_t i = 0; i < package.inputs.size(); ++i) {
      if (random() % 5 == 0) continue;
      evaluator.set(avenant::program::InputId(i), random_value(random, package, package.inputs[i]));
    }
    for (std::size_t i = 0; i < std::min(package.variables.size(), kMaxVariables); ++i) {
      const avenant::program::VariableId id(i);
      check_outcome(package, id, evaluator.evaluate(id));
    }
    for (const avenant::program::Notice& notice : package.notices) evaluator.evaluate(notice.condition);
  }
  if (package.variables.empty()) return;
  const avenant::program::VariableId request(random() % package.variables.size());
  evaluator.explain(std::span(&request, 1));
}

void check(std::string_view bytes) {
  // Below the limits that rulec loads with, so that one run is short.
  avenant::program::Limits limits;
  limits.cost = 100'000;
  limits.depth = 1'000;
  const LoadResult result = avenant::program::load_package(bytes, limits);
  demand(result.ok() == result.package.has_value(), "neither accepted nor refused");
  if (!result.ok()) return;
  const Package& package = *result.package;
  demand(avenant::program::verify(package, limits).ok(), "accepted but not verified");
  const std::string written = avenant::program::write_package(package, result.header.maker);
  const LoadResult again = avenant::program::load_package(written, limits);
  demand(again.ok(), "what was written is refused");
  demand(avenant::program::write_package(*again.package, result.header.maker) == written, "written twice, it differs");
  avenant::program::print(package);
  Random random(bytes.size() * 2654435761U + static_cast<unsigned char>(bytes[binary::kDigestAt]));
  evaluate(package, random);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  check(bytes);
  std::string right = bytes;
  stamp(right);
  if (right != bytes) check(right);
  return 0;
}

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t max_size,
                                               unsigned int seed) {
  Random random(seed);
  if (random() % 10 == 0) return LLVMFuzzerMutate(data, size, max_size);
  const std::string bytes = mutated({reinterpret_cast<const char*>(data), size}, random);
  if (bytes.size() > max_size || bytes.empty()) return LLVMFuzzerMutate(data, size, max_size);
  std::memcpy(data, bytes.data(), bytes.size());
  return bytes.size();
}
