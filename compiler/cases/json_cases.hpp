// Cases written in JSON: one object, an array of objects, or one object a line (NDJSON).
// Read next: raw_case.hpp, what they become.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "compiler/cases/raw_case.hpp"
#include "compiler/diagnostics/diagnostics.hpp"

namespace avenant::cases {

/// Bounds on what is read; each has its own diagnostic.
struct JsonLimits {
  std::size_t max_depth = 32;        ///< Objects and arrays within each other.
  std::size_t max_values = 100'000;  ///< Values of one case.
};

/// Largest file of cases accepted, in bytes.
inline constexpr std::size_t kMaxDataBytes = std::size_t{256} * 1024 * 1024;

/// Calls `on_case` with each case, in order; it returns false to stop. Nested objects become paths, and a key may
/// itself be an address (`"constat(3).niveau"`). What is malformed is reported with its line and column; where cases
/// are written one a line, the following ones are still read. `path` names the data in messages. Returns the number of
/// cases given, or broken. Linear; memory is that of one case.
std::size_t read_json_cases(std::string_view bytes, const std::string& path, diagnostics::Sink& sink,
                            const std::function<bool(RawCase&)>& on_case, const JsonLimits& limits = {});

}  // namespace avenant::cases
