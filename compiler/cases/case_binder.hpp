// Binds cases as written to the inputs of a program: names, values, ranges, each mistake reported once at its place.
// Read next: runtime/eval/evaluator.hpp, which takes the inputs.
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "compiler/cases/input_index.hpp"
#include "compiler/cases/raw_case.hpp"
#include "compiler/diagnostics/diagnostics.hpp"
#include "runtime/eval/evaluator.hpp"
#include "runtime/program/package.hpp"

namespace avenant::cases {

/// A case ready to be evaluated. An input that could not be read holds a value outside its type, so that what reads it
/// fails and nothing else does.
struct BoundCase {
  std::size_t number = 1;
  std::string id;
  std::string comment;
  std::vector<eval::InputValue> inputs;
  bool has_bad_data = false;  ///< A message was given about a value of this case.
};

/// Binds the cases of one run. The package and the sink must outlive it.
class CaseBinder {
 public:
  CaseBinder(const program::Package& package, std::string_view dispositif, diagnostics::Sink& sink);

  /// Values that hold for every case, whatever the case says: `--input x=y`. An unknown name here is an error.
  void set_common(const std::vector<RawEntry>& entries);

  /// Reports unknown names (once a run), values given twice, unreadable and out of range. Linear in the values.
  [[nodiscard]] BoundCase bind(const RawCase& raw);

 private:
  /// The input of an entry, or none after a message.
  program::InputId find_input(const RawEntry& entry, bool is_option);
  /// Reads a value into the case.
  void add(program::InputId input, const RawEntry& entry, std::vector<eval::InputValue>& inputs, bool& bad);
  /// What an address that is no input's makes unreadable: the facts of a group, or the value it goes into.
  void spoil(const RawEntry& entry, BoundCase& bound);
  void check_range(const program::Input& input, const RawEntry& entry, value::Value value, bool& bad);

  const program::Package& package_;
  std::string dispositif_;
  diagnostics::Sink& sink_;
  InputIndex index_;
  std::vector<eval::InputValue> common_;
  bool common_is_bad_ = false;
  std::unordered_set<std::string> reported_;
  std::vector<std::size_t> given_;  // by input: the last case that gave it, from 1
  std::size_t n_bound_ = 0;
};

}  // namespace avenant::cases
