#include "runtime/program/check_binders.hpp"

#include <algorithm>
#include <unordered_map>
#include <vector>

namespace avenant::program {

namespace {

// Folds within folds: what is open at a node is searched for each of its operands.
constexpr std::size_t kMaxOpenBinders = 64;

// The binders that each node reads and that no fold in it binds; nodes that read none are left out.
class OpenBinders {
 public:
  explicit OpenBinders(const Package& package) : package_(package), folds_(package.binders.size(), false) {}

  std::string run();

 private:
  bool add_node(std::uint32_t index);
  void demand_closed(NodeId id);
  void wrong(BinderId binder, const std::string& what) {
    if (message_.empty())
      message_ = "binder " + std::string(package_.text_of(package_.binders[binder.value].name)) + what;
  }

  const Package& package_;
  std::unordered_map<std::uint32_t, std::vector<BinderId>> open_;
  std::vector<bool> folds_;
  std::string message_;
};

// Operands come before their nodes.
bool OpenBinders::add_node(std::uint32_t index) {
  const Node& node = package_.nodes[index];
  const bool binds = info(node.op).payload == PayloadKind::kBinder;
  const BinderId binder = binds ? BinderId(node.payload) : BinderId();
  if (node.op == Op::kBound) {
    open_.emplace(index, std::vector<BinderId>{binder});
    return true;
  }
  std::vector<BinderId> open;
  for (std::uint32_t i = 0; i < node.n_operands; ++i) {
    const auto found = open_.find(package_.operands_of(node)[i].value);
    if (found == open_.end()) continue;
    for (const BinderId each : found->second) {
      const bool bound_here = binds && each == binder;
      if (bound_here && i == 0) wrong(binder, ": its own list reads it");
      if (!bound_here && std::find(open.begin(), open.end(), each) == open.end()) open.push_back(each);
    }
  }
  if (binds) {
    if (folds_[binder.value]) wrong(binder, " belongs to two folds");
    folds_[binder.value] = true;
  }
  if (open.size() > kMaxOpenBinders) wrong(open.front(), " is among too many that are open at once");
  if (!open.empty()) open_.emplace(index, std::move(open));
  return message_.empty();
}

void OpenBinders::demand_closed(NodeId id) {
  if (!id) return;
  const auto found = open_.find(id.value);
  if (found != open_.end()) wrong(found->second.front(), " is read outside its fold");
}

std::string OpenBinders::run() {
  if (package_.binders.empty()) return {};
  for (std::uint32_t index = 0; index < package_.nodes.size(); ++index) {
    if (!add_node(index)) return message_;
  }
  for (const Version& version : package_.versions) demand_closed(version.date);
  for (const Rule& rule : package_.rules) demand_closed(rule.body);
  for (const Derogation& derogation : package_.derogations) {
    demand_closed(derogation.guard);
    demand_closed(derogation.body);
  }
  for (const Notice& notice : package_.notices) demand_closed(notice.condition);
  for (const Condition& condition : package_.conditions) demand_closed(condition.node);
  return message_;
}

}  // namespace

std::string check_binders(const Package& package) {
  return OpenBinders(package).run();
}

}  // namespace avenant::program
