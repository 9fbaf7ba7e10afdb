// The table of the texts of run-time error classes, made from runtime_errors.def.
#include "runtime/value/runtime_errors.hpp"

#include <array>
#include <cstddef>

namespace avenant::value {
namespace {

constexpr std::array<RuntimeErrorText, kRuntimeErrorClassCount> kTexts{{
#define AVENANT_RUNTIME_ERROR(name, keyword, french, english) {#name, keyword, french, english},
#include "runtime/value/runtime_errors.def"
#undef AVENANT_RUNTIME_ERROR
}};

}  // namespace

const RuntimeErrorText& text_of(RuntimeErrorClass error_class) {
  return kTexts[static_cast<std::size_t>(error_class)];
}

std::optional<RuntimeErrorClass> runtime_error_class_named(std::string_view word) {
  for (std::size_t i = 0; i < kTexts.size(); ++i) {
    if (kTexts[i].keyword == word || kTexts[i].name == word) return static_cast<RuntimeErrorClass>(i);
  }
  return std::nullopt;
}

}  // namespace avenant::value
