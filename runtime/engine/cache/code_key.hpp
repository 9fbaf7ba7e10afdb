// What compiled code was made from: where all of it is the same, so is the code. Read code_key.cpp next.
#pragma once

#include <optional>
#include <string>

#include "runtime/engine/native_code.hpp"
#include "runtime/program/sha256.hpp"

namespace avenant::engine {

// The part of keys that one program and its settings have in common: the program's bytes, the settings, the compiler as
// it was built, and the processor. Linear in the program.
class CodeKey {
 public:
  // `compiler` is the file of the shared object; nothing is opened.
  CodeKey(const program::Package& package, const Settings& settings, const std::string& compiler);

  // Nothing where the compiler's file cannot be told apart from another. What samples point to does not count.
  std::optional<program::Sha256Digest> of(const CompileOptions& options) const;

 private:
  std::string common_;
};

}  // namespace avenant::engine
