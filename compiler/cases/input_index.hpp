// The inputs of one dispositif by address, in every spelling that data may use.
// Read next: case_binder.hpp.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "runtime/program/package.hpp"

namespace avenant::cases {

/// Finds inputs by the segments of their address. Exact names first (after NFC); then indices by official code; then
/// without accents and case, where only one input is meant.
class InputIndex {
 public:
  /// The inputs of a dispositif of the package, which must outlive the index. Linear in the inputs.
  InputIndex(const program::Package& package, std::string_view dispositif);

  /// The input, or none. `is_group` says that the address is the beginning of some inputs' addresses.
  struct Found {
    program::InputId input;
    bool is_group = false;
  };
  [[nodiscard]] Found find(const std::vector<std::string>& path) const;

  /// The inputs whose addresses begin with the address of a group; none for other addresses. Linear in the inputs.
  [[nodiscard]] std::vector<program::InputId> members(const std::vector<std::string>& group) const;

  /// The addresses near a wrong one, for a message.
  [[nodiscard]] std::vector<std::string> near(const std::vector<std::string>& path) const;

  [[nodiscard]] const std::vector<program::InputId>& inputs() const { return inputs_; }

 private:
  void add(program::InputId input, const std::vector<std::string>& path);
  void add_codes();

  const program::Package& package_;
  std::vector<program::InputId> inputs_;
  std::unordered_map<std::string, program::InputId> exact_;
  std::unordered_map<std::string, program::InputId> folded_;  // none: several inputs
  std::unordered_map<std::string, bool> groups_;
};

}  // namespace avenant::cases
