// Runs every file test in one process: each `attendu` block of each file is a command given to the driver, and what the
// command prints is compared with the block. `--update` rewrites the blocks; it refuses to where CI is set.
#include <algorithm>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <span>
#include <sstream>
#include <stdexcept>
#include <stdlib.h>
#include <unistd.h>

#include "compiler/driver/driver.hpp"
#include "tests/files/line_diff.hpp"
#include "tests/files/test_file.hpp"

namespace avenant::file_tests {
namespace {

namespace fs = std::filesystem;

struct Options {
  bool update = false;
  bool verbose = false;
  std::vector<fs::path> roots;
  std::string filter;
};

std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

void write_file(const fs::path& path, std::string_view bytes) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
}

/// Takes `fin=N` from the front of a command, which keeps only the last N lines of what it prints; 0 when it has none.
std::size_t take_line_limit(std::vector<std::string>& words) {
  constexpr std::string_view kPrefix = "fin=";
  if (words.size() < 2 || !words.front().starts_with(kPrefix)) return 0;
  const std::size_t limit = std::strtoul(words.front().c_str() + kPrefix.size(), nullptr, 10);
  words.erase(words.begin());
  return limit;
}

std::string last_lines(const std::string& text, std::size_t n_lines) {
  std::size_t begin = text.size();
  for (std::size_t line = 0; line < n_lines && begin > 0; ++line) {
    const std::size_t found = begin < 2 ? std::string::npos : text.rfind('\n', begin - 2);
    begin = found == std::string::npos ? 0 : found + 1;
  }
  return text.substr(begin);
}

/// One file test, run from its own folder; its data files lie in a folder of their own while it runs.
class Test {
 public:
  Test(const fs::path& path, TestFile parsed) : path_(path), parsed_(std::move(parsed)) {
    fs::current_path(path_.parent_path());
    // Messages that name a file of data are broken into lines by the length of its path: it is the same everywhere.
    const std::string number = std::to_string(::getpid());
    const fs::path short_folder = "/tmp";
    folder_ = (fs::is_directory(short_folder) ? short_folder : fs::temp_directory_path()) /
              ("avenant-file-test-" + std::string(7 - std::min<std::size_t>(number.size(), 7), '0') + number);
    fs::create_directories(folder_);
    for (const Data& data : parsed_.data) create(data);
  }
  Test(const Test&) = delete;
  Test& operator=(const Test&) = delete;
  ~Test() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }

  /// Runs every command of the test and returns what each prints.
  [[nodiscard]] std::vector<std::string> run() const {
    std::vector<std::string> outputs;
    // Permissions do not bind root: commands that must be refused run as nobody.
    constexpr uid_t kNobody = 65534;
    const bool is_root = has_forbidden_ && ::geteuid() == 0;
    if (is_root && ::seteuid(kNobody) != 0) throw std::runtime_error("cannot run as nobody");
    for (const Expectation& expectation : parsed_.expectations) outputs.push_back(transcript(expectation.command));
    if (is_root && ::seteuid(0) != 0) throw std::runtime_error("cannot run as root again");
    return outputs;
  }

 private:
  void create(const Data& data) {
    const fs::path path = folder_ / data.name;
    fs::create_directories(path.parent_path());
    if (data.kind == DataKind::Copies) {
      fs::create_directories(path);
      for (std::size_t i = 1; i <= data.size; ++i) write_file(path / (std::to_string(i) + ".avn.md"), data.body);
      return;
    }
    write_file(path, data_bytes(data));
    if (data.kind == DataKind::Sparse) fs::resize_file(path, data.size);
    if (data.kind != DataKind::Forbidden) return;
    fs::permissions(path, fs::perms::none);
    has_forbidden_ = true;
  }

  /// The command's words with `{file}`, `{folder}` and `{NAME}` replaced. The file is the argument of a command that
  /// names none.
  [[nodiscard]] std::vector<std::string> arguments(std::vector<std::string> words) const {
    bool names_file = false;
    for (std::string& word : words) {
      names_file = names_file || word.find('{') != std::string::npos;
      replace_all(word, "{file}", path_.filename().string());
      replace_all(word, "{folder}", ".");
      replace_all(word, "{données}", folder_.string());
      for (const Data& data : parsed_.data) replace_all(word, "{" + data.name + "}", (folder_ / data.name).string());
    }
    const std::string& command = words.front();
    if (!names_file && command != "code" && !command.starts_with("-"))
      words.insert(words.begin() + 1, path_.filename().string());
    return words;
  }

  [[nodiscard]] std::string transcript(const std::vector<std::string>& command) const {
    std::vector<std::string> words = command;
    const std::size_t n_last_lines = take_line_limit(words);
    words = arguments(std::move(words));
    std::istringstream input(parsed_.standard_input);
    std::ostringstream output;
    std::ostringstream errors;
    const int code = driver::run_command(words, input, output, errors);
    std::string text = std::move(output).str();
    const auto end_line = [&] {
      if (!text.empty() && !text.ends_with('\n')) text += '\n';
    };
    end_line();
    const std::string error_text = std::move(errors).str();
    if (!error_text.empty()) text += "[erreur standard]\n" + error_text;
    end_line();
    if (code != 0) text += "[code " + std::to_string(code) + "]\n";
    replace_all(text, folder_.string() + "/", "");
    replace_all(text, path_.parent_path().string() + "/", "");
    return n_last_lines == 0 ? text : last_lines(text, n_last_lines);
  }

  fs::path path_;
  fs::path folder_;
  TestFile parsed_;
  bool has_forbidden_ = false;
};

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
  return out;
}

/// Runs all tests and counts.
class Runner {
 public:
  explicit Runner(Options options) : options_(std::move(options)) {}

  int run() {
    for (const fs::path& root : options_.roots) {
      std::vector<fs::path> paths;
      for (const auto& entry : fs::recursive_directory_iterator(root))
        if (entry.path().string().ends_with(".avn.md")) paths.push_back(entry.path());
      std::sort(paths.begin(), paths.end());
      for (const fs::path& path : paths) run_file(root, path);
    }
    std::cout << n_passed_ << " file tests passed, " << n_failed_ << " failed";
    if (options_.update) std::cout << ", " << n_updated_ << " updated";
    std::cout << "\n";
    return n_failed_ == 0 && n_passed_ > 0 ? 0 : 1;
  }

 private:
  void fail(const std::string& name, std::string_view why) {
    ++n_failed_;
    std::cout << "FAILED " << name << "\n" << why << std::endl;
  }

  void run_file(const fs::path& root, const fs::path& path) {
    const std::string name = fs::relative(path, root.parent_path()).string();
    if (name.find(options_.filter) == std::string::npos) return;
    const std::string text = read_file(path);
    TestFile parsed = parse_test_file(text);
    // A file deeper than root/<phase>/ may be one that another test reads.
    const bool helper = std::distance(path.begin(), path.end()) > std::distance(root.begin(), root.end()) + 2;
    if (parsed.expectations.empty() && helper) return;
    if (parsed.expectations.empty()) parsed.problem = "aucun bloc « attendu »";
    if (!parsed.problem.empty()) return fail(name, "  " + parsed.problem);
    // The name comes first, so that a crash is seen to be this test's.
    if (options_.verbose) std::cout << name << std::endl;
    compare(name, path, text, parsed);
  }

  void compare(const std::string& name, const fs::path& path, const std::string& text, const TestFile& parsed) {
    std::vector<std::string> outputs;
    try {
      outputs = Test(path, parsed).run();
    } catch (const std::exception& error) {
      return fail(name, std::string("  exception: ") + error.what());
    }
    std::string differences;
    for (std::size_t index = 0; index < outputs.size(); ++index) {
      const Expectation& expectation = parsed.expectations[index];
      if (outputs[index] == expectation.expected) continue;
      differences += "  rulec " + joined(expectation.command) + "\n" + line_diff(expectation.expected, outputs[index]);
    }
    if (differences.empty()) {
      ++n_passed_;
    } else if (options_.update) {
      write_file(path, with_outputs(text, parsed, outputs));
      std::cout << "updated " << name << "\n" << differences;
      ++n_updated_;
      ++n_passed_;
    } else {
      fail(name, differences);
    }
  }

  Options options_;
  std::size_t n_passed_ = 0;
  std::size_t n_failed_ = 0;
  std::size_t n_updated_ = 0;
};

bool in_continuous_integration() {
  const char* value = std::getenv("CI");
  const std::string_view text = value == nullptr ? "" : value;
  return !text.empty() && text != "0" && text != "false";
}

int usage() {
  std::cerr << "usage: file_tests [--update] [--verbose] [--only PART_OF_NAME] FOLDER…\n";
  return 2;
}

int main_of(std::span<char*> words) {
  Options options;
  for (std::size_t index = 1; index < words.size(); ++index) {
    const std::string_view word = words[index];
    if (word == "--update") {
      options.update = true;
    } else if (word == "--verbose") {
      options.verbose = true;
    } else if (word == "--only" && index + 1 < words.size()) {
      options.filter = words[++index];
    } else if (word.starts_with("-")) {
      return usage();
    } else {
      options.roots.push_back(fs::canonical(word));
    }
  }
  if (options.roots.empty()) return usage();
  if (options.update && in_continuous_integration()) {
    std::cerr << "file_tests: --update is for accepting a reviewed difference, never in CI\n";
    return 2;
  }
  // What a command prints must not depend on the machine.
  ::setenv("LANG", "fr_FR.UTF-8", 1);
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANGUAGE", "NO_COLOR"}) ::unsetenv(name);
  return Runner(std::move(options)).run();
}

}  // namespace
}  // namespace avenant::file_tests

int main(int n_arguments, char** arguments) {
  return avenant::file_tests::main_of({arguments, static_cast<std::size_t>(n_arguments)});
}
