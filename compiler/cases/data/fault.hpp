// A fault of the data: a message, with where it is and what was written there, for whoever lists or counts faults.
// Read next: compiler/diagnostics/diagnostics.hpp.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "compiler/cases/data/window.hpp"
#include "compiler/diagnostics/diagnostics.hpp"

namespace avenant::cases {

/// Where a fault is. The texts are valid during the call that gives them.
struct FaultPlace {
  Position position;            ///< In the data; meaningless when `case_number` is 0.
  std::size_t case_number = 0;  ///< From 1; 0 for the data as a whole, or an option.
  std::string_view id;          ///< Of the case, if it is known.
  std::string_view column;      ///< The column or key at fault; empty for a whole case.
  std::string_view value;       ///< What was written.
  bool rejects_case = false;    ///< The case could not be read at all and is not decided.
};

/// Is told of every fault, in the order of the data.
class FaultLog {
 public:
  FaultLog() = default;
  FaultLog(const FaultLog&) = delete;
  FaultLog& operator=(const FaultLog&) = delete;
  virtual ~FaultLog() = default;

  virtual void add(const FaultPlace& place, const diagnostics::Diagnostic& message) = 0;

  /// Every message of a sink, at one place.
  void add_all(const FaultPlace& place, const diagnostics::Sink& sink) {
    for (const diagnostics::Diagnostic& message : sink.all()) add(place, message);
  }
};

/// Puts messages into a sink and forgets the rest.
class SinkLog final : public FaultLog {
 public:
  explicit SinkLog(diagnostics::Sink& sink) : sink_(sink) {}
  void add(const FaultPlace& /*place*/, const diagnostics::Diagnostic& message) override { sink_.add(message); }

 private:
  diagnostics::Sink& sink_;
};

/// `0x1F`.
[[nodiscard]] inline std::string hexadecimal_byte(char byte) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  const auto bits = static_cast<unsigned char>(byte);
  return std::string("0x") + kDigits[bits >> 4U] + kDigits[bits & 0xFU];
}

/// `path:line:column`.
[[nodiscard]] inline std::string place_text(std::string_view path, Position position) {
  return std::string(path) + ":" + std::to_string(position.line) + ":" + std::to_string(position.column);
}

}  // namespace avenant::cases
