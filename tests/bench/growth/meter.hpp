// Processor time and memory of this process: the machines are shared, so that time on the wall says little.
#pragma once

#include <cstdint>

namespace growth {

// Of this thread, since it began.
double processor_seconds();

// The most memory that the process had since `forget_peak_memory`, in KiB; 0 where the system does not say.
std::uint64_t peak_memory_kib();
void forget_peak_memory();

// What one call takes: the mean of as many as take `least_seconds` together, after a first one that is not counted
// where it takes less than that.
template <class Call>
double seconds_of(double least_seconds, Call call) {
  double start = processor_seconds();
  call();
  double total = processor_seconds() - start;
  if (total >= least_seconds) return total;
  std::uint64_t n_calls = 0;
  start = processor_seconds();
  do {
    call();
    ++n_calls;
    total = processor_seconds() - start;
  } while (total < least_seconds);
  return total / static_cast<double>(n_calls);
}

}  // namespace growth
