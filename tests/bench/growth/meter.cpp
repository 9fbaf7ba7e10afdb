#include "tests/bench/growth/meter.hpp"

#include <ctime>
#include <fstream>
#include <string>

namespace growth {

double processor_seconds() {
  std::timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

std::uint64_t peak_memory_kib() {
  std::ifstream status("/proc/self/status");
  std::string word;
  std::uint64_t kib = 0;
  while (status >> word) {
    if (word == "VmHWM:") status >> kib;
  }
  return kib;
}

void forget_peak_memory() {
  std::ofstream("/proc/self/clear_refs") << "5\n";
}

}  // namespace growth
