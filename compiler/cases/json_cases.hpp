// Cases written in JSON: one object, an array of objects, or one object a line (NDJSON), read as a stream.
// Read next: raw_case.hpp, what they become.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "compiler/cases/data/fault.hpp"
#include "compiler/cases/data/window.hpp"
#include "compiler/cases/raw_case.hpp"

namespace avenant::cases {

class JsonParser;

/// Bounds on what is read; each has its own diagnostic.
struct JsonLimits {
  std::size_t max_depth = 32;        ///< Objects and arrays within each other.
  std::size_t max_values = 100'000;  ///< Values of one case.
};

/// Cases of one line each, one after another, as they are written.
struct LineCases {
  std::string_view text;  ///< Whole lines, but for the last line of the data; some may be empty.
  std::size_t n_cases = 0;
  Position position;       ///< Of the first byte.
  std::size_t offset = 0;  ///< Of the first byte in the data.
};

/// The stream of cases: what stands between them, and where reading goes on after a broken one. What it is given must
/// outlive it.
class JsonCases {
 public:
  class Recovery;

  /// `n_before` cases have been read elsewhere.
  JsonCases(Window& window, std::string_view path, FaultLog& faults, const std::function<bool(RawCase&)>& on_case,
            const JsonLimits& limits = {}, std::size_t n_before = 0);
  ~JsonCases();

  /// Reads the next case, or what stands between two; false at the end, and once `on_case` has returned false.
  bool step();
  /// Takes the cases that come next, at most `n_most`, as long as each is in sight and its brackets open and close on
  /// one line; they count as read, and are valid until the next call. None where the next is not so: step() knows.
  LineCases take_lines(std::size_t n_most);
  /// Reports what is missing at the end of the data. Returns the number of cases, the broken ones included.
  std::size_t finish();
  [[nodiscard]] std::size_t n_cases() const { return n_cases_; }

 private:
  /// Drops spaces, keeping those that the line begins with. False at the end of the data.
  bool skip_spaces();
  std::size_t find_line_break(std::size_t from);
  void one_case();
  void no_case();
  void separator(char found);
  /// Reports why a case is broken, and drops it.
  void broken_case();
  /// Drops up to where reading goes on, from the step that `recovery` reached at byte `at`.
  void go_on(Recovery& recovery, std::size_t at);
  void skip_item();
  void report(diagnostics::Code code, std::size_t offset, std::size_t size, bool rejects_case = true);
  void see(std::size_t offset);
  bool report_invalid_utf8(std::size_t last);

  Window& window_;
  std::string_view path_;
  FaultLog& faults_;
  const std::function<bool(RawCase&)>& on_case_;
  JsonLimits limits_;
  std::unique_ptr<JsonParser> parser_;
  RawCase raw_;
  std::size_t n_cases_;
  std::size_t pending_ = 0;  // bytes taken, dropped before the next
  bool in_array_ = false;
  bool needs_comma_ = false;  // an item was read
  bool after_comma_ = false;
  bool stopped_ = false;
  std::string indent_;  // the spaces that the current line begins with
  bool in_indent_ = true;
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
