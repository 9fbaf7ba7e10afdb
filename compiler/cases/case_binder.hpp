// Binds cases as written to the inputs of a program: names, values, ranges, each mistake reported once at its place.
// Read next: runtime/eval/evaluator.hpp, which takes the inputs.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "compiler/cases/data/fault.hpp"
#include "compiler/cases/input_index.hpp"
#include "compiler/cases/raw_case.hpp"
#include "compiler/cases/values/quick_reader.hpp"
#include "compiler/diagnostics/diagnostics.hpp"
#include "runtime/eval/evaluator.hpp"
#include "runtime/program/package.hpp"

namespace avenant::cases {

/// An input whose value could not be read.
struct UnreadableInput {
  program::InputId input;
  std::string place;  ///< As messages show it.
};

/// A case ready to be evaluated. An input that could not be read holds a value outside its type, so that what reads it
/// fails and nothing else does.
struct BoundCase {
  std::size_t number = 1;
  std::string id;
  std::string comment;
  std::vector<eval::InputValue> inputs;
  std::vector<program::InputId> nulls;  ///< Facultatif inputs that are said not to exist, by `null`.
  std::vector<UnreadableInput> unreadable;
  bool has_bad_data = false;  ///< A message was given about a value of this case.

  /// Empties it for the next case; memory is kept.
  void clear();
};

/// Unknown names reported in one run; more say nothing new.
inline constexpr std::size_t kMaxUnknownNames = 100;

/// Binds the cases of one run. The package and the log must outlive it.
class CaseBinder {
 public:
  CaseBinder(const program::Package& package, std::string_view dispositif, FaultLog& faults);

  /// Values that hold for every case, whatever the case says: `--input x=y`. False after a message about a name that is
  /// unknown or given twice: the run has no sense then.
  bool set_common(const std::vector<RawEntry>& entries);
  [[nodiscard]] const BoundCase& common() const { return common_; }
  [[nodiscard]] const InputIndex& index() const { return index_; }

  /// Reports unknown names (once a run), values given twice, unreadable and out of range. Linear in the values.
  void bind(const RawCase& raw, BoundCase& bound);

  /// Adds the value of one input if it is written in a usual way, and is right; else does nothing.
  bool add_quickly(program::InputId input, RawKind kind, std::string_view text, BoundCase& bound) const {
    const std::optional<value::Value> read = quick_.read(input, kind, text);
    if (read) bound.inputs.push_back({input, *read});
    return read.has_value();
  }
  /// Adds the value of one input, reporting what is wrong with it at `place`, whose column is the input's name where it
  /// has none. `shown_place` is what the message shows.
  void add(program::InputId input, const RawValue& raw, FaultPlace place, const std::string& shown_place,
           BoundCase& bound);
  /// Adds what holds for every case; later values replace earlier ones.
  void add_common(BoundCase& bound) const;

 private:
  /// What an entry is to the input lists of the rules.
  enum class ListUse : std::uint8_t {
    None,      ///< It is none.
    Whole,     ///< A list, whole, or at fault: what is inside says nothing more.
    Elements,  ///< A list whose elements' fields are the entries after it.
  };

  InputIndex::Found find(const std::vector<std::string>& path);
  /// Takes a list: how many elements it has, and those that are scalars.
  ListUse add_list(const RawCase& raw, const RawEntry& entry, BoundCase& bound);
  /// The input of an entry, or none after a message.
  program::InputId find_input(const RawCase& raw, const RawEntry& entry);
  /// What an address that is no input's makes unreadable: the facts of a group, or the value it goes into.
  void spoil(const RawCase& raw, const RawEntry& entry, BoundCase& bound);
  void add_entry(const RawCase& raw, const RawEntry& entry, program::InputId input, BoundCase& bound);
  void mark_unreadable(program::InputId input, const std::string& shown_place, BoundCase& bound);
  /// Reports about an entry of a case, or of the command line.
  void report(const RawCase& raw, const RawEntry& entry, diagnostics::Code code, std::string_view name);
  bool check_range(const program::Input& input, value::Value value, const std::string& shown_place);
  [[nodiscard]] std::string_view name_of(program::InputId input) const;
  /// Hands over the messages just made.
  void send(const FaultPlace& place);

  const program::Package& package_;
  std::string dispositif_;
  FaultLog& faults_;
  diagnostics::Sink messages_;  // of the value at hand
  InputIndex index_;
  QuickReader quick_;
  BoundCase common_;
  std::unordered_set<std::string> reported_;
  std::unordered_map<std::string, InputIndex::Found> found_;  // by address as written
  std::string key_;
  std::vector<std::size_t> given_;  // by input: the last case that gave it, from 1
  std::size_t n_bound_ = 0;
};

}  // namespace avenant::cases
