// Ctrl-C during a run: the run ends between two cases, with what was decided in order.
#pragma once

namespace avenant::driver {

/// While it lives, the first SIGINT, SIGTERM or SIGHUP only asks the run to end; the next one ends the process as ever.
class InterruptionGuard {
 public:
  InterruptionGuard();
  ~InterruptionGuard();
  InterruptionGuard(const InterruptionGuard&) = delete;
  InterruptionGuard& operator=(const InterruptionGuard&) = delete;
};

/// The signal that asked the run to end, or 0.
[[nodiscard]] int interruption();

}  // namespace avenant::driver
