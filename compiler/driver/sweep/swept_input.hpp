// The input that `rulec sweep` moves, and from which value to which: found by name, each mistake said once.
// Read next: compiler/sweep/input_domain.hpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "compiler/diagnostics/diagnostics.hpp"
#include "compiler/sweep/input_domain.hpp"
#include "runtime/program/package.hpp"

namespace avenant::driver {

/// What the command line says: an address, and values as data write them; empty where they are not given.
struct SweptInput {
  std::string name;
  std::string from;
  std::string to;
};

/// The values to go through; nothing, and an exit code in `code`, after messages in `sink`.
[[nodiscard]] std::optional<sweep::InputDomain> swept_domain(const program::Package& package,
                                                             std::string_view dispositif, const SweptInput& wanted,
                                                             diagnostics::Sink& sink, int& code);

}  // namespace avenant::driver
