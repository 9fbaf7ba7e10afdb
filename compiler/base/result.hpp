// Result<T>: what an operation on the outside world (a file, a cache) gives, a value or what was attempted and failed.
#pragma once

#include <string>
#include <utility>
#include <variant>

#include "compiler/base/check.hpp"

namespace avenant::base {

/// Why an operation on the outside world failed.
struct Failure {
  std::string attempted;  ///< What was attempted, for example the path that was read.
  std::string reason;     ///< What the system said.
};

/// A value, or the failure that took its place.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::move(value)) {}            // NOLINT(google-explicit-constructor)
  Result(Failure failure) : state_(std::move(failure)) {}  // NOLINT(google-explicit-constructor)

  [[nodiscard]] bool ok() const { return std::holds_alternative<T>(state_); }
  [[nodiscard]] T& value() {
    AVENANT_CHECK(ok(), "value of a failed Result");
    return *std::get_if<T>(&state_);
  }
  [[nodiscard]] const T& value() const {
    AVENANT_CHECK(ok(), "value of a failed Result");
    return *std::get_if<T>(&state_);
  }
  [[nodiscard]] const Failure& failure() const {
    AVENANT_CHECK(!ok(), "failure of a Result that succeeded");
    return *std::get_if<Failure>(&state_);
  }

 private:
  std::variant<T, Failure> state_;
};

}  // namespace avenant::base
