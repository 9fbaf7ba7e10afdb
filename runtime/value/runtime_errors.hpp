// The closed set of run-time error classes, in the order that decides which of several errors is reported.
// Read next: runtime_errors.def, where each class has its keyword and texts.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace avenant::value {

/// A class of run-time error; a smaller one wins over a greater one.
enum class RuntimeErrorClass : std::uint8_t {
#define AVENANT_RUNTIME_ERROR(name, keyword, french, english) name,
#include "runtime/value/runtime_errors.def"
#undef AVENANT_RUNTIME_ERROR
};

/// The number of classes; `overflow` is the last.
inline constexpr int kRuntimeErrorClassCount = static_cast<int>(RuntimeErrorClass::overflow) + 1;

/// The names and texts of one class; the views are of static storage.
struct RuntimeErrorText {
  std::string_view name;     ///< English identifier, such as `unknown_figure`.
  std::string_view keyword;  ///< French word, such as `inconnu`.
  std::string_view french;   ///< What happened, in French.
  std::string_view english;  ///< What happened, in English.
};

/// The names and texts of `error_class`.
[[nodiscard]] const RuntimeErrorText& text_of(RuntimeErrorClass error_class);

/// The class whose French keyword or English name is `word` exactly, or nothing. Linear in the number of classes.
[[nodiscard]] std::optional<RuntimeErrorClass> runtime_error_class_named(std::string_view word);

}  // namespace avenant::value
