#include "compiler/columns/unknown_names.hpp"

#include "compiler/cases/case_binder.hpp"

namespace avenant::columns {

void UnknownNames::add(const cases::FaultPlace& place, const diagnostics::Diagnostic& message) {
  if (is_silent_) return;
  if (message.code == diagnostics::Code::UnknownInput) {
    for (const diagnostics::Parameter& parameter : message.parameters) {
      if (parameter.name != "name") continue;
      if (names_.size() >= cases::kMaxUnknownNames || !names_.insert(parameter.french).second) return;
    }
  }
  log_.add(place, message);
}

}  // namespace avenant::columns
