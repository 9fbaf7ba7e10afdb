// The readable text form of a program: `print` writes it, `read` reads it back, and print(read(print(p))) = print(p).
// It is made of S-expressions; docs/program-text.md lists its forms and tests/engines has examples.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "runtime/program/package.hpp"

namespace avenant::program {

// The text of a verified package: the same package always gives the same text. Comments give the article and line of
// variables and versions.
std::string print(const Package& package);

struct ReadResult {
  std::optional<Package> package;
  // What is wrong with the text, with its line; empty when it was read.
  std::string error;
};

// Reads the text form. The package is not verified.
ReadResult read(std::string_view text);

}  // namespace avenant::program
