#include "runtime/batch/ordered_jobs.hpp"

#include <algorithm>
#include <utility>

namespace avenant::batch {

std::size_t n_threads_of(std::size_t n) {
  const std::size_t wanted = n == 0 ? std::thread::hardware_concurrency() : n;
  return std::clamp<std::size_t>(wanted, 1, kMaxThreads);
}

OrderedJobs::OrderedJobs(std::size_t n_threads, Work work)
    : n_places_(n_places_for(n_threads)), work_(std::move(work)), done_(n_places_, 0) {
  threads_.reserve(n_threads - 1);
  for (std::size_t worker = 1; worker < n_threads; ++worker) {
    threads_.emplace_back([this, worker] { work_on_others(worker); });
  }
}

OrderedJobs::~OrderedJobs() {
  {
    const std::lock_guard lock(mutex_);
    is_ending_ = true;
  }
  has_work_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

void OrderedJobs::submit() {
  if (threads_.empty()) {
    work_(0, next_place());
    done_[next_place()] = 1;
    ++next_;
    return;
  }
  {
    const std::lock_guard lock(mutex_);
    ++n_submitted_;
  }
  ++next_;
  has_work_.notify_one();
}

bool OrderedJobs::begin_one(std::uint64_t& job) {
  if (n_begun_ == n_submitted_) return false;
  job = n_begun_++;
  return true;
}

void OrderedJobs::finish(std::uint64_t job) {
  {
    const std::lock_guard lock(mutex_);
    done_[job % n_places_] = 1;
  }
  has_result_.notify_one();
}

void OrderedJobs::work_on_others(std::size_t worker) {
  while (true) {
    std::uint64_t job = 0;
    {
      std::unique_lock lock(mutex_);
      has_work_.wait(lock, [this] { return is_ending_ || n_begun_ != n_submitted_; });
      if (is_ending_) return;
      begin_one(job);
    }
    work_(worker, job % n_places_);
    finish(job);
  }
}

bool OrderedJobs::oldest_is_done() {
  const std::lock_guard lock(mutex_);
  return next_ != oldest_ && done_[oldest_ % n_places_] != 0;
}

std::size_t OrderedJobs::wait_oldest() {
  const std::size_t place = oldest_ % n_places_;
  while (true) {
    std::uint64_t job = 0;
    {
      std::unique_lock lock(mutex_);
      if (done_[place] != 0) return place;
      if (!begin_one(job)) {
        has_result_.wait(lock, [&] { return done_[place] != 0; });
        return place;
      }
    }
    work_(0, job % n_places_);
    finish(job);
  }
}

void OrderedJobs::release_oldest() {
  const std::lock_guard lock(mutex_);
  done_[oldest_ % n_places_] = 0;
  ++oldest_;
}

}  // namespace avenant::batch
