// Faults of the data, as a run reports them: the first ones of each kind on standard error, the number of the others at
// the end, and all of them in the file of --rejects.
#pragma once

#include <cstddef>
#include <map>
#include <ostream>
#include <string>

#include "compiler/cases/data/fault.hpp"
#include "compiler/driver/command.hpp"
#include "compiler/driver/run/progress.hpp"

namespace avenant::driver {

/// Messages of each kind that are shown by default.
inline constexpr std::size_t kDefaultMaxErrors = 20;

class FaultReport final : public cases::FaultLog {
 public:
  /// `rejects` may be null. `max_shown` is for each kind of message.
  FaultReport(const Context& context, std::size_t max_shown, std::ostream* rejects);

  /// The progress line that gives way to messages; may be null.
  void set_progress(Progress* progress) { progress_ = progress; }

  void add(const cases::FaultPlace& place, const diagnostics::Diagnostic& message) override;
  /// Says how many of each kind there were beyond those shown, then how many in all.
  void finish();
  [[nodiscard]] bool has_errors() const { return n_errors_ > 0; }

 private:
  void show(const diagnostics::Diagnostic& message);
  void write_reject(const cases::FaultPlace& place, const diagnostics::Diagnostic& message);

  const Context& context_;
  std::size_t max_shown_;
  std::ostream* rejects_;
  Progress* progress_ = nullptr;
  std::map<diagnostics::Code, std::size_t> counts_;
  std::size_t n_errors_ = 0;
  std::size_t n_warnings_ = 0;
  std::size_t n_shown_ = 0;
  std::string row_;
};

}  // namespace avenant::driver
