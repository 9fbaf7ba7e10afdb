#include "runtime/eval/partial/splits.hpp"

#include <algorithm>

namespace avenant::eval::partial {

namespace {

using program::Node;
using program::Op;

class Collector {
 public:
  explicit Collector(const program::Package& package) : package_(package) {}

  void add(program::NodeId date, value::Date from, value::Date until) {
    const Node& node = package_.node(date);
    if (node.op != Op::kVariable && node.op != Op::kInput) return;
    Split split;
    if (node.op == Op::kVariable) split.variable = program::VariableId(node.payload);
    if (node.op == Op::kInput) split.input = program::InputId(node.payload);
    auto found = std::find_if(splits_.begin(), splits_.end(), [&split](const Split& each) {
      return each.variable == split.variable && each.input == split.input;
    });
    if (found == splits_.end()) found = splits_.insert(splits_.end(), split);
    found->days.push_back(from);
    if (until < program::kNoEnd) found->days.push_back(until);
  }

  std::vector<Split> take() {
    for (Split& split : splits_) {
      std::sort(split.days.begin(), split.days.end());
      split.days.erase(std::unique(split.days.begin(), split.days.end()), split.days.end());
      if (split.days.size() >= kMaxParts) split.days.resize(kMaxParts - 1);
    }
    std::stable_sort(splits_.begin(), splits_.end(),
                     [](const Split& left, const Split& right) { return left.days.size() > right.days.size(); });
    if (splits_.size() > kMaxSplits) splits_.resize(kMaxSplits);
    return std::move(splits_);
  }

 private:
  const program::Package& package_;
  std::vector<Split> splits_;
};

}  // namespace

std::vector<Split> splits_of(const program::Package& package) {
  Collector collector(package);
  for (const program::Version& version : package.versions) {
    if (version.date) collector.add(version.date, version.from, version.until);
  }
  for (const Node& node : package.nodes) {
    if (node.op != Op::kInPeriod) continue;
    const program::Period& period = package.periods[node.payload];
    collector.add(package.operands_of(node)[0], period.from, period.until);
  }
  return collector.take();
}

std::vector<AbstractValue> parts_of(const AbstractValue& dates, const Split& split) {
  std::vector<AbstractValue> parts;
  if (dates.may_be_absent) parts.push_back(AbstractValue::absent());
  std::int64_t first = value::kFirstDay;
  const auto add = [&](std::int64_t last) {
    if (last < first) return;
    const AbstractValue days = AbstractValue::dates(value::Date::unchecked(static_cast<std::int32_t>(first)),
                                                    value::Date::unchecked(static_cast<std::int32_t>(last)));
    AbstractValue part = meet(dates, days);
    part.may_be_absent = false;
    if (part.has_values()) parts.push_back(part);
    first = last + 1;
  };
  for (const value::Date day : split.days) add(day.days() - 1);
  add(value::kLastDay);
  return parts;
}

}  // namespace avenant::eval::partial
