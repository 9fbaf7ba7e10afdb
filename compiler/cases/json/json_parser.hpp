// Reads one JSON object, the case, from a window: strings are decoded, numbers keep their digits.
// Read next: compiler/cases/json_cases.hpp, which finds the cases.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/cases/data/window.hpp"
#include "compiler/cases/json_cases.hpp"
#include "compiler/cases/raw_case.hpp"

namespace avenant::cases {

/// Why a case cannot be read.
enum class JsonProblem : std::uint8_t { None, Malformed, TooDeep, TooManyValues, TooLong };

/// Parses at the beginning of what is in sight; nothing is dropped.
class JsonParser {
 public:
  JsonParser(Window& window, const JsonLimits& limits) : window_(window), limits_(limits) {}

  /// Reads an object that begins at the first byte in sight into `raw`: its id, comment and entries. False where it
  /// cannot be read; problem() and offset() say why and where. Recursion is bounded by `max_depth`.
  bool parse_case(RawCase& raw);
  /// Reads any value there, and keeps nothing of it.
  bool skip_value();

  [[nodiscard]] JsonProblem problem() const { return problem_; }
  /// After success, what was read; after failure, where it failed.
  [[nodiscard]] std::size_t offset() const { return at_; }

 private:
  /// What a value is read for.
  struct List {
    RawValue value;
    std::size_t n_items = 0;
    bool has_group = false;  ///< Some item is no scalar.
    bool is_mixed = false;   ///< Not all items are objects.
  };

  bool fail(JsonProblem problem) {
    if (problem_ == JsonProblem::None) problem_ = problem;
    return false;
  }
  /// Whether there is a byte at `at_`; brings more in sight when there is not.
  bool has_byte();
  [[nodiscard]] char byte() const { return window_.view()[at_]; }
  void skip_spaces();
  bool expect(char wanted);

  bool object(std::size_t depth);
  bool value(std::size_t depth);
  bool list(std::size_t depth);
  bool list_items(std::size_t depth, List& list);
  bool list_item(std::size_t depth, List& list);
  bool string(std::string& text);
  bool escape(std::string& text);
  bool code_unit(unsigned& unit);
  bool number(std::string& text);
  bool digits(std::string& text);
  bool scalar(RawValue& value);
  bool word(std::string_view wanted);
  bool add(RawValue value, std::size_t offset);

  Window& window_;
  const JsonLimits& limits_;
  JsonProblem problem_ = JsonProblem::None;
  std::size_t at_ = 0;
  RawCase* raw_ = nullptr;  // null: nothing is kept
  std::size_t n_values_ = 0;
  std::vector<std::string> path_;
};

}  // namespace avenant::cases
