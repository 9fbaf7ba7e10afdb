#include "compiler/driver/run/interruption.hpp"

#include <array>
#include <csignal>

namespace avenant::driver {
namespace {

constexpr std::array kSignals = {SIGINT, SIGTERM, SIGHUP};

// A signal handler can reach nothing but globals.
volatile std::sig_atomic_t interruption_signal = 0;
std::array<struct sigaction, kSignals.size()> previous_actions;

void on_signal(int signal) {
  interruption_signal = signal;
}

}  // namespace

InterruptionGuard::InterruptionGuard() {
  interruption_signal = 0;
  for (std::size_t i = 0; i < kSignals.size(); ++i) {
    struct sigaction action{};
    action.sa_handler = on_signal;
    // No SA_RESTART: waiting for a pipe ends. A signal that was ignored, as by nohup, stays ignored.
    action.sa_flags = static_cast<int>(SA_RESETHAND);
    ::sigaction(kSignals[i], nullptr, &previous_actions[i]);
    if (previous_actions[i].sa_handler != SIG_IGN) ::sigaction(kSignals[i], &action, nullptr);
  }
}

InterruptionGuard::~InterruptionGuard() {
  for (std::size_t i = 0; i < kSignals.size(); ++i) ::sigaction(kSignals[i], &previous_actions[i], nullptr);
}

int interruption() {
  return interruption_signal;
}

}  // namespace avenant::driver
