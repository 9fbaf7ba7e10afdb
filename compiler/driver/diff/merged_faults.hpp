// Faults of the data as several programs see them, told once. Read next: run/fault_report.hpp.
#pragma once

#include <deque>
#include <map>
#include <string>
#include <vector>

#include "compiler/cases/data/fault.hpp"

namespace avenant::driver {

/// Gathers what each program says of the case at hand. A fault that several report is told once; a name that some
/// program knows is no fault.
class MergedFaults {
 public:
  /// `faults` must outlive it.
  MergedFaults(cases::FaultLog& faults, std::size_t n_programs);

  /// The log of one program.
  [[nodiscard]] cases::FaultLog& log(std::size_t program) { return logs_[program]; }
  /// Tells what was gathered, in the order of its first mention.
  void flush();

 private:
  /// A fault with texts of its own.
  struct Kept {
    cases::FaultPlace place;
    std::string id;
    std::string column;
    std::string value;
    diagnostics::Diagnostic message;
    std::vector<bool> by;  ///< By program.
  };
  class Log final : public cases::FaultLog {
   public:
    Log(MergedFaults& owner, std::size_t program) : owner_(owner), program_(program) {}
    void add(const cases::FaultPlace& place, const diagnostics::Diagnostic& message) override;

   private:
    MergedFaults& owner_;
    std::size_t program_;
  };

  cases::FaultLog& faults_;
  std::size_t n_programs_;
  std::vector<Kept> kept_;
  std::map<std::string, std::size_t> positions_;
  std::deque<Log> logs_;
};

}  // namespace avenant::driver
