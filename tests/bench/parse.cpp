// Measures parsing: megabytes a second of the lexer and grammar together, on rule files repeated up to a size. The
// speed in processor time is the one to compare when the machine is shared.
//
//   bench_parse [MEGABYTES [FILE…]]     (8 by default; the corpus and the standard library where no file is given)
#include "compiler/syntax/parse.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace {

using namespace avenant;

std::vector<std::string> default_files() {
  std::vector<std::string> paths;
  for (const char* folder : {"rules", "stdlib"}) {
    if (!std::filesystem::exists(folder)) continue;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
      if (entry.path().string().ends_with(".avn.md")) paths.push_back(entry.path().string());
    }
  }
  return paths;
}

std::string read_all(const std::vector<std::string>& paths) {
  std::string text;
  for (const std::string& path : paths) {
    std::ifstream file(path, std::ios::binary);
    text.append(std::istreambuf_iterator<char>(file), {});
    text += '\n';
  }
  return text;
}

double milliseconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t megabytes = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 8;
  const std::vector<std::string> paths = argc > 2 ? std::vector<std::string>(argv + 2, argv + argc) : default_files();
  const std::string unit = read_all(paths);
  if (unit.size() < 2) {
    std::fputs("bench_parse: no rule file found; run it at the root of the repository\n", stderr);
    return 2;
  }
  std::string text;
  while (text.size() < megabytes * 1'000'000) text += unit;
  const auto size = static_cast<double>(text.size());

  base::SourceMap sources;
  const base::SourceId source = sources.add("bench.avn.md", std::move(text));
  double best = 0;
  for (int run = 0; run < 5; ++run) {
    diagnostics::Sink sink;
    const std::clock_t processor = std::clock();
    const auto start = std::chrono::steady_clock::now();
    const syntax::Tree tree = syntax::parse(sources, source, sink);
    const double elapsed = milliseconds_since(start);
    const double busy = 1000.0 * static_cast<double>(std::clock() - processor) / CLOCKS_PER_SEC;
    const double speed = size / 1000.0 / elapsed;
    best = std::max(best, speed);
    std::printf("parsed %.1f MB in %7.1f ms: %5.1f MB/s (%5.1f in processor time), %zu nodes, %zu messages\n",
                size / 1e6, elapsed, speed, size / 1000.0 / busy, tree.nodes().size(), sink.all().size());
  }
  std::printf("best: %.1f MB/s (goal: 10)\n", best);
  return 0;
}
