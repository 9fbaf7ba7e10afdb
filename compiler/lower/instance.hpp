// Calls of dispositifs: the callee's rules are lowered again for every distinct list of what calls give, with inputs
// replaced by it. Read next: choice.cpp, which reads members and inputs through this.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "compiler/lower/context.hpp"

namespace avenant::lower {

/// What stands for an input in a called rule: exactly one of the three.
struct Given {
  std::optional<value::Value> constant;
  program::InputId input;
  program::VariableId variable;
};

/// The rules of a dispositif as one list of arguments makes them.
struct Instance {
  base::Span span;  ///< Of the call: where an input that it does not give is missing.
  std::uint32_t number = 0;
  std::string name;              ///< `aide_locale(revenu = 30 000 € ; parts = 2)`.
  hir::DispositifId dispositif;  ///< The one whose run reads this: results of several are never mixed.
  const hir::Provenance* provenance = nullptr;
  std::map<std::tuple<std::uint32_t, std::uint32_t, std::size_t>, Given> given;  ///< By input, 1 + field or 0, member.
  std::map<std::pair<std::uint32_t, std::size_t>, program::VariableId> members;  ///< By hir::VariableId and member.
};

/// A member of an instance that something reads, to be lowered.
struct PendingMember {
  Instance* instance = nullptr;
  hir::VariableId variable;
  std::size_t ordinal = 0;
  program::VariableId id;
};

/// All instances of a program, and what of them waits.
class Instances {
 public:
  std::map<std::string, std::unique_ptr<Instance>> by_key;
  std::deque<PendingMember> pending;

  /// `name`, with a number when it is taken: what a binder stands for may not show in what is written.
  std::string unique(std::string name);

 private:
  std::map<std::string, std::uint32_t> taken_;
};

/// A result of another dispositif.
[[nodiscard]] Lowered lower_call(Context& context, const hir::Expression& expression, hir::ExpressionId id);

/// The member of a variable where the walk is: the dispositif's own, or the instance's.
[[nodiscard]] program::VariableId member_of(Context& context, hir::VariableId variable, std::size_t ordinal);
/// The member of an input where the walk is: itself, or what stands for it in the instance.
[[nodiscard]] Lowered read_input(Context& context, const hir::InputPath& path, std::size_t ordinal, base::Span span);

/// Lowers what instances need, until nothing waits.
void lower_instances(Context& context);

}  // namespace avenant::lower
