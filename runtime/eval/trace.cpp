#include "runtime/eval/trace.hpp"

#include <algorithm>
#include <map>

namespace avenant::eval {

namespace {

// The ids of everything of `wanted` kind that `variable` read, in order. Readings count also where they were read by a
// condition that the value did not need: which one it needed depends on the order in which conditions are written.
std::vector<std::uint32_t> depended_on(const Trace& trace, program::VariableId variable, ReadKind wanted) {
  std::map<std::uint32_t, const VariableTrace*> by_variable;
  for (const VariableTrace& each : trace.variables) by_variable.emplace(each.variable.value, &each);
  std::vector<std::uint32_t> pending{variable.value};
  std::vector<std::uint32_t> found;
  while (!pending.empty()) {
    const auto next = by_variable.find(pending.back());
    pending.pop_back();
    if (next == by_variable.end()) continue;
    for (const Read& read : next->second->reads) {
      if (!read.on_path && wanted == ReadKind::kInput) continue;
      if (read.kind == wanted) found.push_back(read.id);
      if (read.kind == ReadKind::kVariable) pending.push_back(read.id);
    }
    // Each variable is looked at once.
    by_variable.erase(next);
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

}  // namespace

const VariableTrace* Trace::find(program::VariableId variable) const {
  for (const VariableTrace& each : variables) {
    if (each.variable == variable) return &each;
  }
  return nullptr;
}

std::vector<program::ReadingId> Trace::readings_of(program::VariableId variable) const {
  std::vector<program::ReadingId> result;
  for (const std::uint32_t id : depended_on(*this, variable, ReadKind::kReading)) result.emplace_back(id);
  return result;
}

std::vector<program::InputId> Trace::inputs_of(program::VariableId variable) const {
  std::vector<program::InputId> result;
  for (const std::uint32_t id : depended_on(*this, variable, ReadKind::kInput)) result.emplace_back(id);
  return result;
}

}  // namespace avenant::eval
