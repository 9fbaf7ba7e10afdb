#include "compiler/compare/cases/pairs.hpp"

#include <map>
#include <set>

#include "compiler/report/place_text.hpp"

namespace avenant::compare {

namespace {

struct Member {
  program::VariableId variable;
  std::string title;
};

struct NamedMember {
  std::string name;
  Member member;
};

std::vector<NamedMember> members_of(const std::vector<report::ResultView>& views) {
  std::vector<NamedMember> members;
  for (const report::ResultView& view : views) {
    const std::vector<std::string> names = member_names(view);
    for (std::size_t i = 0; i < names.size(); ++i) {
      const std::string suffix = names[i].substr(view.name.size());
      members.push_back({names[i], {view.members[i], view.shown_name() + suffix}});
    }
  }
  return members;
}

/// Whether the cases of two enumerations are the same, in the same order.
bool same_cases(const program::Package& left, program::EnumerationId left_id, const program::Package& right,
                program::EnumerationId right_id) {
  const auto left_cases = left.cases_of(left.enumerations[left_id.value]);
  const auto right_cases = right.cases_of(right.enumerations[right_id.value]);
  if (left_cases.size() != right_cases.size()) return false;
  for (std::size_t i = 0; i < left_cases.size(); ++i) {
    if (left.text_of(left_cases[i].name) != right.text_of(right_cases[i].name)) return false;
  }
  return true;
}

bool same_encoding(const program::Package& left, const program::Type& left_type, const program::Package& right,
                   const program::Type& right_type) {
  if (left_type.kind != right_type.kind || left.text_of(left_type.unit) != right.text_of(right_type.unit)) return false;
  if (!left_type.enumeration || !right_type.enumeration) return !left_type.enumeration && !right_type.enumeration;
  return same_cases(left, left_type.enumeration, right, right_type.enumeration);
}

}  // namespace

std::vector<std::string> member_names(const report::ResultView& view) {
  std::vector<std::string> names;
  for (std::size_t member = 0; member < view.members.size(); ++member) {
    if (view.dimensions.empty()) {
      names.push_back(view.name);
      continue;
    }
    std::string indices;
    std::size_t rest = member;
    for (std::size_t d = view.dimensions.size(); d-- > 0;) {
      const std::vector<std::string>& labels = view.dimensions[d].labels;
      indices = labels[rest % labels.size()] + (indices.empty() ? "" : " ; ") + indices;
      rest /= labels.size();
    }
    names.push_back(view.name + "(" + indices + ")");
  }
  return names;
}

ResultPairs pair_results(const program::Package& before, const std::vector<report::ResultView>& shown_before,
                         const program::Package& after, const std::vector<report::ResultView>& shown_after) {
  ResultPairs result;
  std::map<std::string, Member> old;
  for (NamedMember& one : members_of(shown_before)) old.emplace(std::move(one.name), std::move(one.member));
  std::set<std::string> shared;
  for (const NamedMember& one : members_of(shown_after)) {
    const auto found = old.find(one.name);
    if (found == old.end()) {
      result.only_after.push_back(one.name);
      continue;
    }
    shared.insert(one.name);
    ResultPair pair;
    pair.name = one.name;
    pair.title = one.member.title;
    pair.before = found->second.variable;
    pair.after = one.member.variable;
    const program::Type& left = before.type(before.variable(pair.before).type);
    const program::Type& right = after.type(after.variable(pair.after).type);
    pair.same_encoding = same_encoding(before, left, after, right);
    pair.is_number = pair.same_encoding && left.kind == program::TypeKind::kNumber;
    result.pairs.push_back(std::move(pair));
  }
  for (const NamedMember& one : members_of(shown_before)) {
    if (!shared.contains(one.name)) result.only_before.push_back(one.name);
  }
  return result;
}

}  // namespace avenant::compare
