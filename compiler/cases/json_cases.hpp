// Cases written in JSON: one object, an array of objects, or one object a line (NDJSON), read as a stream.
// Read next: raw_case.hpp, what they become.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "compiler/cases/data/fault.hpp"
#include "compiler/cases/data/window.hpp"
#include "compiler/cases/raw_case.hpp"

namespace avenant::cases {

/// Bounds on what is read; each has its own diagnostic.
struct JsonLimits {
  std::size_t max_depth = 32;        ///< Objects and arrays within each other.
  std::size_t max_values = 100'000;  ///< Values of one case.
};

/// Calls `on_case` with each case, in order; it returns false to stop. Nested objects become paths, and a key may
/// itself be an address (`"constat(3).niveau"`). A case that is malformed, or longer than kMaxCaseBytes, is reported
/// with its line and column, and the others are still read: after its end where its brackets close on its line, else
/// from the next line that begins as its own line does, with the same spaces and `{`. `path` names the data in
/// messages. Returns the number of cases, the broken ones included. Linear; memory is that of one case.
std::size_t read_json_cases(Window& window, std::string_view path, FaultLog& faults,
                            const std::function<bool(RawCase&)>& on_case, const JsonLimits& limits = {});

/// The cases of bytes in memory.
std::size_t read_json_cases(std::string_view bytes, std::string_view path, FaultLog& faults,
                            const std::function<bool(RawCase&)>& on_case, const JsonLimits& limits = {});

}  // namespace avenant::cases
