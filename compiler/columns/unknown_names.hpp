// Names in JSON that are no inputs, reported once a run though every thread meets them. Read recorded_faults.hpp next.
#pragma once

#include <string>
#include <unordered_set>

#include "compiler/cases/data/fault.hpp"

namespace avenant::columns {

/// Passes faults on, but for names that are no inputs: the first ones of a run, each once, as `cases::CaseBinder` does
/// for one thread. The log must outlive it.
class UnknownNames final : public cases::FaultLog {
 public:
  explicit UnknownNames(cases::FaultLog& log) : log_(log) {}

  void add(const cases::FaultPlace& place, const diagnostics::Diagnostic& message) override;
  /// While true nothing is passed on.
  void set_silent(bool is_silent) { is_silent_ = is_silent; }

 private:
  cases::FaultLog& log_;
  bool is_silent_ = false;
  std::unordered_set<std::string> names_;
};

}  // namespace avenant::columns
