// Compiled code at rest: what a later process finds, and what it must not take up.
#include <atomic>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

#include "runtime/engine/cache/code_cache.hpp"
#include "runtime/engine/cache/code_key.hpp"
#include "runtime/engine/native_case.hpp"
#include "runtime/engine/version.hpp"
#include "runtime/native/native.hpp"
#include "tests/unit/runtime/engine/loaded.hpp"

namespace {

using namespace avenant;
namespace files = std::filesystem;

// Removed with it.
class Folder {
 public:
  Folder() {
    std::string pattern = (files::temp_directory_path() / "avenant-cache-XXXXXX").string();
    path_ = mkdtemp(pattern.data());
  }
  ~Folder() { files::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::string operator/(const std::string& name) const { return path_ / name; }
  std::vector<files::path> entries() const {
    std::vector<files::path> found;
    for (const auto& each : files::directory_iterator(path_)) found.push_back(each.path());
    return found;
  }
  std::string name() const { return path_; }

 private:
  files::path path_;
};

// A division of 128 bits, a search in a list of cases by a table in memory, and a sum.
constexpr const char* kProgram =
    "(text t text 2020-01-01 2020-01-02)\n"
    "(input a number) (input b number)\n"
    "(variable x number (is (mul (div a b) (add a b))))\n"
    "(variable y number/100 (is (round 1/100 nearest (div x 3))))\n";

struct Example {
  program::Package package = engine::loaded(kProgram);
  engine::Settings settings = engine::settings_of(package, {}, {program::VariableId(0U), program::VariableId(1U)});
  engine::CompileOptions options;

  Example() {
    options.tier = engine::Tier::kOptimised;
    options.blocks = true;
    options.columns = {program::InputId(0U), program::InputId(1U)};
    options.keep = true;
  }

  engine::Compiled compile() const {
    engine::NativeCompiler* compiler = avenant_native_compiler(engine::kNativeVersion);
    REQUIRE(compiler != nullptr);
    engine::Compiled made = compiler->compile(package, settings, options);
    INFO(made.error);
    REQUIRE(made.code != nullptr);
    REQUIRE(made.stored != nullptr);
    return made;
  }
};

value::Value number(std::int64_t numerator, std::int64_t denominator) {
  return value::Value::number(value::Rational::from_ratio(numerator, denominator).value);
}

// Some cases through the code and through the interpreter.
void check_same(const Example& example, const engine::NativeCode& code) {
  engine::NativeEvaluator native(example.package, code, example.settings, {});
  eval::Evaluator reference(example.package);
  for (std::int64_t i = -7; i < 40; ++i) {
    native.begin_case();
    reference.begin_case();
    const value::Value a = number(i * 1'000'003, 7);
    const value::Value b = number(i % 5, 3);
    for (std::uint32_t input = 0; input < 2; ++input) {
      native.set(program::InputId(input), input == 0 ? a : b);
      reference.set(program::InputId(input), input == 0 ? a : b);
    }
    const auto outcomes = native.evaluate();
    for (std::uint32_t v = 0; v < 2; ++v) CHECK(outcomes[v] == reference.evaluate(program::VariableId(v)));
  }
}

program::Sha256Digest key_of(std::uint8_t number) {
  program::Sha256Digest key = {};
  key[0] = number;
  return key;
}

void change_byte(const std::string& path, std::size_t at) {
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  file.seekg(static_cast<std::streamoff>(at));
  const int byte = file.get();
  file.seekp(static_cast<std::streamoff>(at));
  file.put(static_cast<char>(byte ^ 1));
}

}  // namespace

TEST_CASE("code that was kept runs as the code that was compiled") {
  const Folder folder;
  const Example example;
  const engine::CodeCache cache(folder / "a/b");
  CHECK(cache.find(key_of(1)) == nullptr);
  const engine::Compiled made = example.compile();
  check_same(example, *made.code);
  cache.keep(key_of(1), *made.stored);
  const auto found = cache.find(key_of(1));
  REQUIRE(found != nullptr);
  CHECK(found->block_entry() != nullptr);
  check_same(example, *found);
  CHECK(cache.find(key_of(2)) == nullptr);
}

TEST_CASE("an entry that was altered anywhere is removed and not run") {
  const Folder folder;
  const Example example;
  const engine::CodeCache cache(folder.name());
  const engine::Compiled made = example.compile();
  cache.keep(key_of(1), *made.stored);
  const std::string path = folder.entries().at(0);
  const auto size = static_cast<std::size_t>(files::file_size(path));
  for (const std::size_t at : {std::size_t{0}, std::size_t{9}, std::size_t{45}, size / 2, size - 1}) {
    change_byte(path, at);
    CHECK(cache.find(key_of(1)) == nullptr);
    CHECK_FALSE(files::exists(path));
    cache.keep(key_of(1), *made.stored);
  }
  for (const std::size_t length : {std::size_t{1}, std::size_t{20}, size - 1}) {
    files::resize_file(path, length);
    CHECK(cache.find(key_of(1)) == nullptr);
    cache.keep(key_of(1), *made.stored);
  }
  CHECK(cache.find(key_of(1)) != nullptr);
}

TEST_CASE("bytes that are not stored code are refused, however they are cut") {
  const Example example;
  const engine::Compiled made = example.compile();
  const std::string bytes = engine::write_code(*made.stored);
  engine::StoredCode read;
  REQUIRE(engine::read_code(bytes, read));
  CHECK(engine::write_code(read) == bytes);
  for (std::size_t length = 0; length < bytes.size(); length += 1 + length / 50) {
    engine::StoredCode cut;
    CHECK_FALSE(engine::read_code(std::string_view(bytes).substr(0, length), cut));
  }
  engine::StoredCode longer;
  CHECK_FALSE(engine::read_code(bytes + "x", longer));
}

TEST_CASE("offsets outside an image are refused before anything is written") {
  const Example example;
  const engine::Compiled made = example.compile();
  const auto refused = [&](auto&& change) {
    engine::StoredCode stored = *made.stored;
    change(stored.images.at(0));
    const engine::Compiled loaded = engine::load_code(stored);
    CHECK(loaded.code == nullptr);
    CHECK_FALSE(loaded.error.empty());
  };
  refused([](engine::CodeImage& image) { image.imports.push_back({image.bytes.size() - 4, 0}); });
  refused([](engine::CodeImage& image) { image.imports.push_back({0, 1000}); });
  refused([](engine::CodeImage& image) { image.rebases.push_back({~std::uint64_t{0} - 3, 0}); });
  refused([](engine::CodeImage& image) { image.rebases.push_back({0, image.bytes.size() + 1}); });
  refused([](engine::CodeImage& image) { image.segments.at(0).size += image.bytes.size(); });
  refused([](engine::CodeImage& image) { image.segments.at(0).offset += 1; });
  refused([](engine::CodeImage& image) { image.entries[0] = image.bytes.size(); });
  refused([](engine::CodeImage& image) { image.bytes.pop_back(); });
}

TEST_CASE("an entry that others may write to is not run") {
  const Folder folder;
  const Example example;
  const engine::CodeCache cache(folder.name());
  const engine::Compiled made = example.compile();
  cache.keep(key_of(1), *made.stored);
  const std::string path = folder.entries().at(0);
  chmod(path.c_str(), 0666);
  CHECK(cache.find(key_of(1)) == nullptr);
  cache.keep(key_of(1), *made.stored);
  CHECK(cache.find(key_of(1)) != nullptr);
  chmod(folder.name().c_str(), 0777);
  CHECK(cache.find(key_of(1)) == nullptr);
  chmod(folder.name().c_str(), 0700);
  CHECK(cache.find(key_of(1)) != nullptr);
  files::rename(path, folder / "elsewhere");
  files::create_symlink(folder / "elsewhere", path);
  CHECK(cache.find(key_of(1)) == nullptr);
}

TEST_CASE("writers and readers of one entry do not disturb each other") {
  const Folder folder;
  const Example example;
  const engine::Compiled made = example.compile();
  const engine::CodeCache first(folder.name());
  first.keep(key_of(1), *made.stored);
  std::vector<std::thread> threads;
  std::atomic<int> n_missed{0};
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      const engine::CodeCache cache(folder.name());
      for (int round = 0; round < 50; ++round) {
        cache.keep(key_of(1), *made.stored);
        if (cache.find(key_of(1)) == nullptr) ++n_missed;
      }
    });
  }
  for (std::thread& each : threads) each.join();
  CHECK(n_missed == 0);
  CHECK(folder.entries().size() == 1);
}

TEST_CASE("the entries used longest ago go when there are too many") {
  const Folder folder;
  const Example example;
  const engine::Compiled made = example.compile();
  const std::uint64_t size = engine::write_code(*made.stored).size() + 64;
  const engine::CodeCache cache(folder.name(), size * 8);
  for (std::uint8_t i = 0; i < 8; ++i) {
    cache.keep(key_of(i), *made.stored);
    const std::string path = folder / (program::hexadecimal(key_of(i)) + ".avnc");
    files::last_write_time(path, files::file_time_type::clock::now() - std::chrono::hours(100 - i));
  }
  CHECK(cache.find(key_of(0)) != nullptr);
  cache.keep(key_of(8), *made.stored);
  CHECK(cache.find(key_of(0)) != nullptr);
  CHECK(cache.find(key_of(1)) == nullptr);
  CHECK(cache.find(key_of(8)) != nullptr);
  CHECK(folder.entries().size() <= 7);
}

TEST_CASE("whatever code depends on is in its key") {
  const Folder folder;
  std::ofstream(folder / "compiler") << "one";
  const Example example;
  const auto key = engine::CodeKey(example.package, example.settings, folder / "compiler").of(example.options);
  REQUIRE(key.has_value());
  CHECK(engine::CodeKey(example.package, example.settings, folder / "compiler").of(example.options) == key);

  engine::CompileOptions options = example.options;
  options.tier = engine::Tier::kFast;
  CHECK(engine::CodeKey(example.package, example.settings, folder / "compiler").of(options) != key);
  options = example.options;
  options.sparse = {program::InputId(0U)};
  CHECK(engine::CodeKey(example.package, example.settings, folder / "compiler").of(options) != key);
  options = example.options;
  options.columns.pop_back();
  CHECK(engine::CodeKey(example.package, example.settings, folder / "compiler").of(options) != key);
  options = example.options;
  options.samples.push_back({program::InputId(0U), batch::Storage::kInt32, 100, nullptr, nullptr, 0});
  CHECK(engine::CodeKey(example.package, example.settings, folder / "compiler").of(options) != key);

  engine::Settings settings = example.settings;
  settings.requests.pop_back();
  CHECK(engine::CodeKey(example.package, settings, folder / "compiler").of(example.options) != key);
  settings = example.settings;
  settings.known_texts[0] = !settings.known_texts[0];
  CHECK(engine::CodeKey(example.package, settings, folder / "compiler").of(example.options) != key);

  const program::Package other = engine::loaded(std::string(kProgram) + "(variable z number (is 1))\n");
  CHECK(engine::CodeKey(other, example.settings, folder / "compiler").of(example.options) != key);
  std::ofstream(folder / "compiler") << "another";
  CHECK(engine::CodeKey(example.package, example.settings, folder / "compiler").of(example.options) != key);
  CHECK_FALSE(engine::CodeKey(example.package, example.settings, folder / "none").of(example.options).has_value());
}
