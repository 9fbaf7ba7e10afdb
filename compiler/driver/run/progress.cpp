#include "compiler/driver/run/progress.hpp"

#include <algorithm>
#include <string>

namespace avenant::driver {
namespace {

/// How many cases pass between two looks at the clock.
constexpr std::uint64_t kLookEvery = 256;

/// Groups of three digits.
std::string grouped(std::uint64_t number, bool french) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3;) {
    at -= 3;
    digits.insert(at, french ? " " : ",");
  }
  return digits;
}

std::string duration(std::uint64_t seconds) {
  if (seconds < 60) return std::to_string(seconds) + " s";
  if (seconds < 3600) return std::to_string(seconds / 60) + " min " + std::to_string(seconds % 60) + " s";
  return std::to_string(seconds / 3600) + " h " + std::to_string(seconds % 3600 / 60) + " min";
}

std::uint64_t milliseconds_between(std::chrono::steady_clock::time_point from,
                                   std::chrono::steady_clock::time_point to) {
  return static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::milliseconds>(to - from).count());
}

}  // namespace

Progress::Progress(std::ostream& out, ProgressStyle style, std::uint64_t n_bytes, diagnostics::Language language)
    : out_(out), style_(style), n_bytes_(n_bytes), language_(language) {}

void Progress::look(std::uint64_t n_cases, std::uint64_t n_bytes_read) {
  next_look_ = n_cases + kLookEvery;
  const Clock::time_point now = Clock::now();
  const auto interval = std::chrono::milliseconds(style_ == ProgressStyle::Terminal ? 500 : 10'000);
  if (now - last_ < interval) return;
  last_ = now;
  draw(n_cases, n_bytes_read, std::max<std::uint64_t>(1, milliseconds_between(start_, now)));
}

void Progress::draw(std::uint64_t n_cases, std::uint64_t n_bytes_read, std::uint64_t milliseconds) {
  const bool french = language_ == diagnostics::Language::French;
  std::string line = grouped(n_cases, french) + (french ? " dossiers, " : " cases, ") +
                     grouped(n_cases * 1000 / milliseconds, french) + (french ? " par seconde" : " a second");
  if (n_bytes_ > 0 && n_bytes_read > 0 && n_bytes_read <= n_bytes_) {
    line += ", " + std::to_string(n_bytes_read * 100 / n_bytes_) + " %";
    const std::uint64_t left = milliseconds * (n_bytes_ - n_bytes_read) / n_bytes_read / 1000;
    line += (french ? ", reste " : ", left: ") + duration(left);
  }
  if (style_ == ProgressStyle::Terminal) {
    out_ << "\r" << line << "\x1B[K" << std::flush;
    is_drawn_ = true;
  } else {
    out_ << line << "\n" << std::flush;
  }
}

void Progress::clear() {
  if (!is_drawn_) return;
  out_ << "\r\x1B[K" << std::flush;
  is_drawn_ = false;
}

void Progress::finish(std::uint64_t n_cases) {
  clear();
  if (style_ != ProgressStyle::Lines) return;
  draw(n_cases, 0, std::max<std::uint64_t>(1, milliseconds_between(start_, Clock::now())));
}

}  // namespace avenant::driver
