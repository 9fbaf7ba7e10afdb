// A verified program from its text, for the tests beside this file.
#pragma once

#include <catch2/catch.hpp>
#include <string_view>
#include <utility>

#include "runtime/program/print.hpp"
#include "runtime/program/verify.hpp"

namespace avenant::engine {

inline program::Package loaded(std::string_view text) {
  program::ReadResult read = program::read(text);
  INFO(read.error);
  REQUIRE(read.package.has_value());
  const auto verified = program::verify(*read.package);
  INFO(verified.message);
  REQUIRE(verified.ok());
  return std::move(*read.package);
}

}  // namespace avenant::engine
