// Jobs done by several threads, whose results are taken in the order in which the jobs were given: so what is made of
// them is the same to the byte whatever the number of threads. Read run_blocks.hpp next, for columns in memory.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace avenant::batch {

inline constexpr std::size_t kMaxThreads = 256;

// The threads that a request for `n` means: 0 is one for each core. 1 to kMaxThreads.
std::size_t n_threads_of(std::size_t n);

// A ring of places for jobs: the caller fills the next place, submits it, and takes places back oldest first. What a
// job reads and writes is the caller's, one for each place, so that memory does not depend on the number of jobs. The
// calling thread is one of the threads: it works where it would wait. With one thread no other is started, and a job is
// done when it is submitted.
class OrderedJobs {
 public:
  // Does the job of a place, as one of the workers 0 to n_threads − 1. It ends normally: nothing here catches.
  using Work = std::function<void(std::size_t worker, std::size_t place)>;

  OrderedJobs(std::size_t n_threads, Work work);
  // Waits for the jobs under way; those not begun are dropped.
  ~OrderedJobs();
  OrderedJobs(const OrderedJobs&) = delete;
  OrderedJobs& operator=(const OrderedJobs&) = delete;

  // The places there are, for a number of threads.
  static std::size_t n_places_for(std::size_t n_threads) { return n_threads == 1 ? 1 : 2 * n_threads + 1; }

  bool is_full() const { return next_ - oldest_ == n_places_; }
  bool is_empty() const { return next_ == oldest_; }
  // The place that the next job gets. Precondition: not full.
  std::size_t next_place() const { return next_ % n_places_; }
  // Gives the job of the next place.
  void submit();
  // Whether the oldest job is done, so that `wait_oldest` does not wait.
  bool oldest_is_done();
  // Waits until the oldest job is done and gives its place. Precondition: not empty.
  std::size_t wait_oldest();
  // Gives the place of the oldest job back. Precondition: it is done.
  void release_oldest();

 private:
  void work_on_others(std::size_t worker);
  // Takes a job that nobody has begun; false if there is none. Called with the lock held.
  bool begin_one(std::uint64_t& job);
  void finish(std::uint64_t job);

  const std::size_t n_places_;
  const Work work_;
  // Jobs are numbered; the place of job j is j mod n_places_. The caller's alone:
  std::uint64_t next_ = 0;
  std::uint64_t oldest_ = 0;

  std::mutex mutex_;
  std::condition_variable has_work_;
  std::condition_variable has_result_;
  // Guarded by mutex_.
  std::uint64_t n_submitted_ = 0;
  std::uint64_t n_begun_ = 0;
  std::vector<char> done_;
  bool is_ending_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace avenant::batch
