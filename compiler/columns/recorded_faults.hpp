// Faults found by one of several threads, kept until it is their turn to be reported.
// Read next: compiler/cases/data/fault.hpp.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "compiler/cases/data/fault.hpp"

namespace avenant::columns {

/// Keeps faults with what they say of their place. Memory grows with the faults; the caller empties it.
class RecordedFaults final : public cases::FaultLog {
 public:
  struct Fault {
    std::size_t row = 0;      ///< Of the block: rows before it are reported first.
    cases::FaultPlace place;  ///< Its views are of the texts below.
    std::string id;
    std::string column;
    std::string value;
    diagnostics::Diagnostic message;
  };

  /// The row that the following faults belong to.
  void set_row(std::size_t row) { row_ = row; }
  void add(const cases::FaultPlace& place, const diagnostics::Diagnostic& message) override;
  [[nodiscard]] std::vector<Fault>& all() { return faults_; }
  void clear() { faults_.clear(); }
  /// Adds one of them to another log.
  static void send(const Fault& fault, cases::FaultLog& faults);

 private:
  std::size_t row_ = 0;
  std::vector<Fault> faults_;
};

}  // namespace avenant::columns
