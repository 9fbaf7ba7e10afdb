#include "runtime/engine/cache/code_key.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <sys/auxv.h>
#include <sys/stat.h>
#if defined(__x86_64__)
#include <cpuid.h>
#endif

#include "runtime/engine/version.hpp"
#include "runtime/program/binary/package_file.hpp"

namespace avenant::engine {

namespace {

// Numbers and texts one after another, each of a length that is told, so that no two lists read alike.
void add(std::string& key, std::uint64_t number) {
  key.append(reinterpret_cast<const char*>(&number), sizeof number);
}

void add(std::string& key, std::string_view text) {
  add(key, static_cast<std::uint64_t>(text.size()));
  key += text;
}

void add_processor(std::string& key) {
#if defined(__x86_64__)
  // Model; then the instructions there are, in all leaves that list them; then which registers the system keeps.
  constexpr std::array<std::array<unsigned, 2>, 6> kLeaves = {
      {{1, 0}, {7, 0}, {7, 1}, {0xD, 1}, {0x14, 0}, {0x80000001U, 0}}};
  for (const auto& [leaf, part] : kLeaves) {
    unsigned a = 0;
    unsigned b = 0;
    unsigned c = 0;
    unsigned d = 0;
    if (__get_cpuid_count(leaf, part, &a, &b, &c, &d) == 0) continue;
    // Of leaf 1, b says on which core this runs.
    for (const unsigned word : {a, leaf == 1 ? 0U : b, c, d}) add(key, static_cast<std::uint64_t>(word));
  }
#endif
  add(key, static_cast<std::uint64_t>(getauxval(AT_HWCAP)));
  add(key, static_cast<std::uint64_t>(getauxval(AT_HWCAP2)));
}

void add_settings(std::string& key, const Settings& settings) {
  add(key, static_cast<std::uint64_t>(settings.known_texts.size()));
  for (const bool known : settings.known_texts) add(key, static_cast<std::uint64_t>(known));
  add(key, static_cast<std::uint64_t>(settings.readings.size()));
  for (const std::uint32_t reading : settings.readings) add(key, static_cast<std::uint64_t>(reading));
  add(key, static_cast<std::uint64_t>(settings.figures.size()));
  for (const auto& figure : settings.figures) {
    add(key, static_cast<std::uint64_t>(figure.has_value()));
    if (!figure) continue;
    add(key, static_cast<std::uint64_t>(figure->a));
    add(key, static_cast<std::uint64_t>(figure->b));
  }
  add(key, static_cast<std::uint64_t>(settings.requests.size()));
  for (const program::VariableId request : settings.requests) add(key, static_cast<std::uint64_t>(request.value));
}

void add_inputs(std::string& key, std::span<const program::InputId> inputs) {
  add(key, static_cast<std::uint64_t>(inputs.size()));
  for (const program::InputId input : inputs) add(key, static_cast<std::uint64_t>(input.value));
}

// The compiler as it was built and installed: code of another is not taken up even where it would do.
void add_compiler(std::string& key, const struct stat& status) {
  for (const auto number :
       {static_cast<std::uint64_t>(status.st_dev), static_cast<std::uint64_t>(status.st_ino),
        static_cast<std::uint64_t>(status.st_size), static_cast<std::uint64_t>(status.st_mtim.tv_sec),
        static_cast<std::uint64_t>(status.st_mtim.tv_nsec)}) {
    add(key, number);
  }
}

}  // namespace

CodeKey::CodeKey(const program::Package& package, const Settings& settings, const std::string& compiler) {
  struct stat status{};
  if (stat(compiler.c_str(), &status) != 0) return;
  add(common_, kNativeVersion);
  add_compiler(common_, status);
  add_processor(common_);
  add_settings(common_, settings);
  add(common_, program::write_package(package, {}));
}

std::optional<program::Sha256Digest> CodeKey::of(const CompileOptions& options) const {
  if (common_.empty()) return std::nullopt;
  std::string key;
  add(key, static_cast<std::uint64_t>(options.tier));
  add(key, static_cast<std::uint64_t>(options.blocks));
  add(key, static_cast<std::uint64_t>(options.cases));
  add_inputs(key, options.columns);
  add_inputs(key, options.sparse);
  add(key, static_cast<std::uint64_t>(options.samples.size()));
  for (const batch::InputColumn& each : options.samples) {
    add(key, static_cast<std::uint64_t>(each.input.value));
    add(key, static_cast<std::uint64_t>(each.storage));
    add(key, static_cast<std::uint64_t>(each.denominator));
  }
  const std::span<const std::byte> parts[] = {std::as_bytes(std::span(common_)), std::as_bytes(std::span(key))};
  return program::sha256_of_parts(parts);
}

}  // namespace avenant::engine
