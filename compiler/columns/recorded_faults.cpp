#include "compiler/columns/recorded_faults.hpp"

namespace avenant::columns {
namespace {

/// More of a value is never shown.
constexpr std::size_t kMaxValueBytes = 4096;

}  // namespace

void RecordedFaults::add(const cases::FaultPlace& place, const diagnostics::Diagnostic& message) {
  Fault fault{row_,
              place,
              std::string(place.id),
              std::string(place.column),
              std::string(place.value.substr(0, kMaxValueBytes)),
              message};
  faults_.push_back(std::move(fault));
}

void RecordedFaults::send(const Fault& fault, cases::FaultLog& faults) {
  cases::FaultPlace place = fault.place;
  place.id = fault.id;
  place.column = fault.column;
  place.value = fault.value;
  faults.add(place, fault.message);
}

}  // namespace avenant::columns
