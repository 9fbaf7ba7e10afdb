// A program as a file (`convention.avnb`): written once by `rulec build`, read by every engine without the compiler.
// docs/package-format.md has the format, byte by byte. Read fields.hpp next, for the records.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "runtime/program/package.hpp"
#include "runtime/program/verify.hpp"

namespace avenant::program {

// The format that is written. It grows by one with each change of sections.def, records.def, enumerations.def or
// op.def.
inline constexpr std::uint32_t kFormatVersion = 1;
// The oldest reader that understands what is written: a reader of format n reads what says n or less here.
inline constexpr std::uint32_t kOldestReader = 1;
// The oldest format that is still read.
inline constexpr std::uint32_t kOldestFormat = 1;

// What a file begins with. Text transfers that change line breaks, or drop the high bit, spoil it.
inline constexpr std::string_view kPackageMagic =
    "\x89"
    "AVNB\r\n\x1A";
// How the names of such files end.
inline constexpr std::string_view kPackageEnding = ".avnb";
// The largest file that is read.
inline constexpr std::size_t kMaxPackageBytes = std::size_t{256} * 1024 * 1024;

// What every version of the format says in the same place.
struct PackageHeader {
  std::uint32_t format = 0;
  std::uint32_t oldest_reader = 0;
  // Who wrote it: `rulec 0.1.0`.
  std::string maker;
  Sha256Digest digest = {};
};

// Why a file is refused, in the order of the checks.
enum class LoadProblem : std::uint8_t {
  kNone,
  kNotAPackage,  // it does not begin as one
  kTruncated,    // it ends before its stated end
  kNewer,        // it needs a newer reader
  kOlder,        // its format is no longer read
  kAltered,      // its bytes are not those that were written
  kUnsound,      // whoever wrote it wrote what no engine could run
};

struct LoadResult {
  LoadProblem problem = LoadProblem::kNone;
  // Of kUnsound, in English, for a developer: what is wrong, and where.
  std::string detail;
  // Usable from kNewer on, but for its digest.
  PackageHeader header;
  // With kNone, and only then: verified, ready for every engine.
  std::optional<Package> package;

  bool ok() const { return problem == LoadProblem::kNone; }
};

// The bytes of a program that `verify` accepts. The same program and maker give the same bytes on every machine.
// `maker` has at most 32 bytes; more are cut. Linear.
std::string write_package(const Package& package, std::string_view maker);

// Reads and verifies a program. Never trusts a byte: whatever the bytes are, it ends, in time and memory linear in
// their number, and what it accepts every engine can run within `limits`.
LoadResult load_package(std::string_view bytes, const Limits& limits = {});

// Whether bytes begin as a package does.
bool is_package(std::string_view bytes);

// The format in words: each section with its records' fields, then the closed sets. docs/package-format.md holds it,
// and a test compares, so that no change goes unseen.
std::string describe_format();

}  // namespace avenant::program
