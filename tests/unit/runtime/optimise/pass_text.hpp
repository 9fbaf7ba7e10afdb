// A program before a pass and after it, both as text without places: what a pass does to expressions is then a
// comparison of two programs written alike.
#pragma once

#include <catch2/catch.hpp>
#include <regex>
#include <string>
#include <string_view>
#include <utility>

#include "runtime/optimise/optimise.hpp"
#include "runtime/program/print.hpp"
#include "runtime/program/verify.hpp"

namespace avenant::optimise {

inline program::Package load(std::string_view text) {
  program::ReadResult read = program::read(text);
  INFO(text);
  INFO(read.error);
  REQUIRE(read.package.has_value());
  const program::Verification verification = program::verify(*read.package);
  INFO(verification.message);
  REQUIRE(verification.ok());
  return std::move(*read.package);
}

// Variables and notices, without places and comments.
inline std::string plain(const program::Package& package) {
  std::string text = program::print(package);
  text = std::regex_replace(text, std::regex(" ;[^\n]*"), "");
  text = std::regex_replace(text, std::regex(" ?@[0-9]+"), "");
  std::string result;
  bool is_rule = false;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    const std::string line = text.substr(at, end - at);
    is_rule = line.starts_with(" ")
                  ? is_rule
                  : line.starts_with("(variable") || line.starts_with("(let") || line.starts_with("(notice");
    if (is_rule) result += line + "\n";
    at = end + 1;
  }
  return result;
}

// What every program of these tests declares.
inline std::string world(std::string_view rules) {
  return "(text t text 2020-01-01 2020-01-02) (text later text 2022-01-01 2022-01-02) (text plan draft 2020-01-01 "
         "2020-01-02)\n"
         "(enumeration Band ordered (case P0) (case P30) (case P50))\n"
         "(reading way first (case first) (case second))\n"
         "(input n number/1 (range 0 100)) (input m number/1 (range 1 5)) (input d date) (input o date?)\n"
         "(input p boolean) (input q boolean) (input b enum[Band])\n"
         "(unknown \"figure\" \"secret\" number)\n" +
         std::string(rules);
}

// A variable `x`, and `y` that what is asked of x may read.
inline std::string of(std::string_view expression, std::string_view type = "number") {
  return world("(variable x " + std::string(type) + " definition public (is " + std::string(expression) + "))\n");
}

// What is the same in every run, by name.
class Same {
 public:
  explicit Same(const program::Package& package) : package_(package) {}

  Same& given(std::string_view input, value::Value value) {
    options.inputs.emplace_back(package_.input_named(input), value);
    return *this;
  }
  Same& missing(std::string_view input) {
    options.inputs.emplace_back(package_.input_named(input), std::nullopt);
    return *this;
  }
  Same& on(int year, unsigned month, unsigned day) {
    options.run.situation_date = value::Date::from_civil(year, month, day).value;
    return *this;
  }
  Same& known_at(int year, unsigned month, unsigned day) {
    options.run.known_at = value::Date::from_civil(year, month, day).value;
    return *this;
  }
  Same& asked(std::string_view variable) {
    options.requests.push_back(package_.variable_named(variable));
    return *this;
  }

  Options options;

 private:
  const program::Package& package_;
};

// The text after a pass, which must give a program that is well formed and is read back as it is printed.
inline std::string after(Pass pass, const program::Package& package, const Options& options = {}) {
  const program::Package made = apply(pass, package, options);
  const program::Verification verification = program::verify(made);
  INFO(verification.message);
  REQUIRE(verification.ok());
  const std::string printed = program::print(made);
  const program::ReadResult read = program::read(printed);
  REQUIRE(read.package.has_value());
  CHECK(program::print(*read.package) == printed);
  return plain(made);
}

inline std::string after(Pass pass, std::string_view text) {
  return after(pass, load(text));
}

inline std::string as_is(std::string_view text) {
  return plain(load(text));
}

}  // namespace avenant::optimise
