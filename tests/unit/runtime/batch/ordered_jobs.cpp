// Jobs on several threads, taken back in order.
#include "runtime/batch/ordered_jobs.hpp"

#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <vector>

namespace {

using avenant::batch::OrderedJobs;

// The squares of 0 to n − 1, made by jobs of uneven length on some threads.
std::vector<int> squares(int n, std::size_t n_threads) {
  std::vector<int> places(OrderedJobs::n_places_for(n_threads));
  std::vector<int> out;
  OrderedJobs jobs(n_threads, [&](std::size_t /*worker*/, std::size_t place) {
    if (places[place] % 7 == 3) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    places[place] *= places[place];
  });
  const auto take_oldest = [&] {
    out.push_back(places[jobs.wait_oldest()]);
    jobs.release_oldest();
  };
  for (int i = 0; i < n; ++i) {
    if (jobs.is_full()) take_oldest();
    places[jobs.next_place()] = i;
    jobs.submit();
  }
  while (!jobs.is_empty()) take_oldest();
  return out;
}

}  // namespace

TEST_CASE("results come in the order of the jobs, whatever the number of threads") {
  std::vector<int> expected;
  for (int i = 0; i < 500; ++i) expected.push_back(i * i);
  for (const std::size_t n_threads : {1U, 2U, 3U, 8U}) CHECK(squares(500, n_threads) == expected);
}

TEST_CASE("a run that ends early drops the jobs not begun and waits for those under way") {
  std::atomic<int> n_running = 0;
  {
    OrderedJobs jobs(3, [&](std::size_t /*worker*/, std::size_t /*place*/) {
      ++n_running;
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
      --n_running;
    });
    while (!jobs.is_full()) jobs.submit();
  }
  CHECK(n_running == 0);
}

TEST_CASE("no number of threads means one for each core, and there is a most") {
  CHECK(avenant::batch::n_threads_of(0) >= 1);
  CHECK(avenant::batch::n_threads_of(3) == 3);
  CHECK(avenant::batch::n_threads_of(100'000) == avenant::batch::kMaxThreads);
}
