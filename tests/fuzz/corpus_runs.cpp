#include "tests/fuzz/corpus_runs.hpp"

#include <cstdio>
#include <cstdlib>
#include <fstream>

namespace avenant::fuzz {
namespace {

CorpusProject read_project(const std::string& folder) {
  const session::RealFileSystem files;
  diagnostics::Sink sink;
  CorpusProject project;
  for (const std::string& path : session::find_project(files, {folder}, sink).files) {
    project.push_back({files.absolute(path), files.read(path, 16U << 20U).bytes});
  }
  return project;
}

void write_file(const std::string& path, std::string_view text) {
  if (std::ofstream out(path, std::ios::binary); out) out << text;
}

}  // namespace

bool parse_options(int argc, char** argv, RunOptions& options) {
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    if (argument.rfind("--", 0) != 0) {
      options.folders.push_back(argument);
      continue;
    }
    if (i + 1 == argc) return false;
    const char* value = argv[++i];
    if (argument == "--count") {
      options.count = std::strtoull(value, nullptr, 10);
    } else if (argument == "--only") {
      options.only = std::strtoull(value, nullptr, 10);
    } else if (argument == "--seed") {
      options.seed = std::strtoull(value, nullptr, 10);
    } else if (argument == "--keep") {
      options.keep = value;
    } else if (argument == "--max-ms") {
      options.max_ms = std::strtoll(value, nullptr, 10);
    } else {
      return false;
    }
  }
  return !options.folders.empty();
}

std::optional<std::vector<CorpusProject>> read_projects(const std::vector<std::string>& folders) {
  std::vector<CorpusProject> projects;
  for (const std::string& folder : folders) {
    projects.push_back(read_project(folder));
    if (!projects.back().empty()) continue;
    std::fprintf(stderr, "no rule file under %s\n", folder.c_str());
    return std::nullopt;
  }
  return projects;
}

ChangedProject::ChangedProject(const CorpusProject& project, std::size_t chosen, const std::string& text) {
  for (std::size_t i = 0; i < project.size(); ++i) {
    files.put(project[i].path, i == chosen ? text : project[i].bytes);
    paths.push_back(project[i].path);
  }
}

std::uint64_t seed_of(const RunOptions& options, std::uint64_t number) {
  return options.seed * 1'000'003 + number;
}

void keep_file(const RunOptions& options, std::string_view text) {
  write_file(options.keep, text);
}

void report_failure(const RunOptions& options, std::uint64_t number, std::string_view where, std::string_view problem,
                    std::string_view text) {
  const std::string kept = options.keep + "." + std::to_string(number);
  write_file(kept, text);
  const std::string place = where.empty() ? "" : " (" + std::string(where) + ")";
  std::printf("file %llu of seed %llu%s: %s; kept as %s\n", static_cast<unsigned long long>(number),
              static_cast<unsigned long long>(options.seed), place.c_str(), std::string(problem).c_str(), kept.c_str());
  std::fflush(stdout);
}

void report_progress(const RunOptions& options, std::uint64_t number) {
  if ((number + 1) % 1000 != 0 || options.only) return;
  std::printf("%llu of %llu\n", static_cast<unsigned long long>(number + 1),
              static_cast<unsigned long long>(options.count));
  std::fflush(stdout);
}

void drop_file(const RunOptions& options) {
  std::remove(options.keep.c_str());
}

}  // namespace avenant::fuzz
