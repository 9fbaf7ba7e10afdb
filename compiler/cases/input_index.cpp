#include "compiler/cases/input_index.hpp"

#include <algorithm>
#include <optional>

#include "compiler/base/names.hpp"
#include "compiler/cases/raw_case.hpp"

namespace avenant::cases {
namespace {

constexpr char kSeparator = '\x1F';

std::string key_of(const std::vector<std::string>& path) {
  std::string key;
  for (const std::string& segment : path) {
    key += segment;
    key += kSeparator;
  }
  return key;
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80U; });
}

std::string normal(const std::string& key) {
  return is_ascii(key) ? key : base::normalise(key);
}

}  // namespace

InputIndex::InputIndex(const program::Package& package, std::string_view dispositif) : package_(package) {
  for (std::size_t i = 0; i < package.inputs.size(); ++i) {
    const program::Input& input = package.inputs[i];
    if (package.text_of(input.dispositif) != dispositif) continue;
    const program::InputId id(i);
    inputs_.push_back(id);
    const std::vector<std::string> path = split_address(package.text_of(input.name));
    add(id, path);
    std::vector<std::string> group;
    for (const std::string& segment : path) {
      group.push_back(segment);
      if (group.size() < path.size()) groups_[normal(key_of(group))] = true;
    }
  }
  add_codes();
}

void InputIndex::add(program::InputId input, const std::vector<std::string>& path) {
  const std::string key = normal(key_of(path));
  exact_.emplace(key, input);
  const auto [place, is_new] = folded_.emplace(base::fold(key), input);
  if (!is_new && place->second != input) place->second = program::InputId();
}

/// Members of families are also found by the official codes of their indices: `bilan.tranche.MT`.
void InputIndex::add_codes() {
  for (const program::Family& family : package_.families) {
    if (family.kind != program::FamilyKind::kInput) continue;
    for (std::uint32_t member = 0; member < family.n_members; ++member) {
      const program::InputId input(package_.family_members[family.first_member + member]);
      if (std::find(inputs_.begin(), inputs_.end(), input) == inputs_.end()) continue;
      std::vector<std::string> path = split_address(package_.text_of(package_.input(input).name));
      bool changed = false;
      for (std::uint32_t d = 0; d < family.n_dimensions; ++d) {
        const program::Dimension& dimension = package_.dimensions[family.first_dimension + d];
        if (!dimension.enumeration) continue;
        for (const program::Case& item : package_.cases_of(package_.enumerations[dimension.enumeration.value])) {
          const auto place = std::find(path.begin() + 1, path.end(), package_.text_of(item.name));
          if (place == path.end() || package_.text_of(item.code).empty()) continue;
          *place = package_.text_of(item.code);
          changed = true;
          break;
        }
      }
      if (changed) add(input, path);
    }
  }
}

InputIndex::Found InputIndex::find(const std::vector<std::string>& path) const {
  const std::string key = normal(key_of(path));
  if (const auto place = exact_.find(key); place != exact_.end()) return {place->second, false};
  if (groups_.contains(key)) return {program::InputId(), true};
  const auto place = folded_.find(base::fold(key));
  return {place == folded_.end() ? program::InputId() : place->second, false};
}

std::vector<program::InputId> InputIndex::members(const std::vector<std::string>& group) const {
  std::vector<program::InputId> found;
  const std::string wanted = normal(key_of(group));
  if (!groups_.contains(wanted)) return found;
  for (const program::InputId input : inputs_) {
    std::vector<std::string> path = split_address(package_.text_of(package_.input(input).name));
    if (path.size() <= group.size()) continue;
    path.resize(group.size());
    if (normal(key_of(path)) == wanted) found.push_back(input);
  }
  return found;
}

std::vector<std::string> InputIndex::near(const std::vector<std::string>& path) const {
  constexpr std::size_t kMaxBytes = 200;
  const std::string wanted = join_address(path);
  if (wanted.size() > kMaxBytes) return {};
  std::vector<std::string> names;
  for (const program::InputId input : inputs_) {
    names.push_back(join_address(split_address(package_.text_of(package_.input(input).name))));
  }
  return base::nearest_names(wanted, names);
}

}  // namespace avenant::cases
