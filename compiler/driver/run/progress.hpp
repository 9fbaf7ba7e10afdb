// How far a long run is, for whoever waits: one line on a terminal, drawn over; lines far apart elsewhere.
#pragma once

#include <chrono>
#include <cstdint>
#include <ostream>

#include "compiler/diagnostics/diagnostics.hpp"

namespace avenant::driver {

/// Where progress is shown.
enum class ProgressStyle : std::uint8_t {
  None,
  Terminal,  ///< A line drawn over twice a second.
  Lines,     ///< A line every ten seconds.
};

/// Says how many cases were decided, how fast, and how long is left where the size of the data is known.
class Progress {
 public:
  /// `n_bytes` is the size of the data, 0 when it is not known.
  Progress(std::ostream& out, ProgressStyle style, std::uint64_t n_bytes, diagnostics::Language language);

  /// After a case; cheap.
  void update(std::uint64_t n_cases, std::uint64_t n_bytes_read) {
    if (style_ != ProgressStyle::None && n_cases >= next_look_) look(n_cases, n_bytes_read);
  }
  /// Takes the line away, so that a message can be written.
  void clear();
  /// The last line, where lines are asked for.
  void finish(std::uint64_t n_cases);

 private:
  using Clock = std::chrono::steady_clock;
  void look(std::uint64_t n_cases, std::uint64_t n_bytes_read);
  void draw(std::uint64_t n_cases, std::uint64_t n_bytes_read, std::uint64_t milliseconds);

  std::ostream& out_;
  ProgressStyle style_;
  std::uint64_t n_bytes_;
  diagnostics::Language language_;
  Clock::time_point start_ = Clock::now();
  Clock::time_point last_ = start_;
  std::uint64_t next_look_ = 256;
  bool is_drawn_ = false;
};

}  // namespace avenant::driver
