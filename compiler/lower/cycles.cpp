#include <algorithm>
#include <deque>
#include <limits>

#include "compiler/lower/rule.hpp"

namespace avenant::lower {

namespace {

constexpr std::uint32_t kUnseen = std::numeric_limits<std::uint32_t>::max();
// A longer chain is cut in its middle when printed.
constexpr std::size_t kMaxChainShown = 12;

// Groups of members that need each other (Tarjan's algorithm), without recursion: chains of rules may be long.
class Components {
 public:
  explicit Components(const std::vector<std::vector<Read>>& reads)
      : reads_(reads), order_(reads.size(), kUnseen), low_(reads.size(), 0), component_(reads.size(), kUnseen) {
    for (std::uint32_t member = 0; member < reads.size(); ++member) {
      if (order_[member] == kUnseen) walk(member);
    }
  }

  [[nodiscard]] std::uint32_t of(std::uint32_t member) const { return component_[member]; }
  [[nodiscard]] std::uint32_t count() const { return n_components_; }

 private:
  struct Frame {
    std::uint32_t member;
    std::size_t next_read;
  };

  void enter(std::uint32_t member) {
    order_[member] = low_[member] = n_seen_++;
    open_.push_back(member);
    frames_.push_back({member, 0});
  }

  void walk(std::uint32_t start) {
    enter(start);
    while (!frames_.empty()) {
      Frame& frame = frames_.back();
      if (frame.next_read == reads_[frame.member].size()) {
        leave();
        continue;
      }
      const std::uint32_t member = frame.member;
      const std::uint32_t target = reads_[member][frame.next_read++].target.value;
      if (order_[target] == kUnseen) {
        enter(target);
      } else if (component_[target] == kUnseen) {
        low_[member] = std::min(low_[member], order_[target]);
      }
    }
  }

  void leave() {
    const std::uint32_t member = frames_.back().member;
    frames_.pop_back();
    if (!frames_.empty()) low_[frames_.back().member] = std::min(low_[frames_.back().member], low_[member]);
    if (low_[member] != order_[member]) return;
    std::uint32_t closed = kUnseen;
    while (closed != member) {
      closed = open_.back();
      open_.pop_back();
      component_[closed] = n_components_;
    }
    ++n_components_;
  }

  const std::vector<std::vector<Read>>& reads_;
  std::vector<std::uint32_t> order_;
  std::vector<std::uint32_t> low_;
  std::vector<std::uint32_t> component_;
  std::vector<std::uint32_t> open_;
  std::vector<Frame> frames_;
  std::uint32_t n_seen_ = 0;
  std::uint32_t n_components_ = 0;
};

struct Step {
  std::uint32_t member;
  base::Span span;  // Where the member reads the next one.
};

// The shortest chain of reads from a member back to itself inside its component.
std::vector<Step> shortest_cycle(const Context& context, const Components& components, std::uint32_t start) {
  struct Arrival {
    std::uint32_t from = kUnseen;
    base::Span span;
  };
  std::unordered_map<std::uint32_t, Arrival> arrivals;
  std::deque<std::uint32_t> queue{start};
  bool closed = false;
  while (!queue.empty() && !closed) {
    const std::uint32_t member = queue.front();
    queue.pop_front();
    for (const Read& read : context.reads[member]) {
      if (components.of(read.target.value) != components.of(start) || arrivals.count(read.target.value) > 0) continue;
      arrivals[read.target.value] = {member, read.span};
      if (read.target.value == start) {
        closed = true;
        break;
      }
      queue.push_back(read.target.value);
    }
  }
  std::vector<Step> steps;
  if (!closed) return steps;
  std::uint32_t member = start;
  do {
    const Arrival& arrival = arrivals[member];
    steps.push_back({arrival.from, arrival.span});
    member = arrival.from;
  } while (member != start);
  std::reverse(steps.begin(), steps.end());
  return steps;
}

std::string chain_text(const Context& context, const std::vector<Step>& steps) {
  std::string text;
  for (std::size_t index = 0; index < steps.size(); ++index) {
    const bool cut =
        steps.size() > kMaxChainShown && index >= kMaxChainShown / 2 && index + kMaxChainShown / 2 < steps.size();
    if (!cut) {
      text += context.member_names[steps[index].member] + " → ";
    } else if (index == kMaxChainShown / 2) {
      text += "… → ";
    }
  }
  return text + context.member_names[steps[0].member];
}

void report_cycle(Context& context, const std::vector<Step>& steps) {
  diagnostics::Builder report = context.sink.report(diagnostics::Code::RuleNeedsItself, steps[0].span);
  report.with("name", context.member_names[steps[0].member]).with("chain", chain_text(context, steps));
  for (std::size_t index = 1; index < steps.size() && index <= 2; ++index) {
    report.label(steps[index].span, diagnostics::Label::ReadHere);
  }
}

}  // namespace

void report_cycles(Context& context) {
  const Components components(context.reads);
  std::vector<std::uint32_t> sizes(components.count(), 0);
  for (std::uint32_t member = 0; member < context.reads.size(); ++member) ++sizes[components.of(member)];
  std::vector<bool> reported(components.count(), false);
  for (std::uint32_t member = 0; member < context.reads.size(); ++member) {
    const std::uint32_t component = components.of(member);
    if (reported[component]) continue;
    const std::vector<Read>& reads = context.reads[member];
    const bool reads_itself =
        std::any_of(reads.begin(), reads.end(), [member](const Read& read) { return read.target.value == member; });
    if (sizes[component] < 2 && !reads_itself) continue;
    reported[component] = true;
    const std::vector<Step> steps = shortest_cycle(context, components, member);
    if (!steps.empty()) report_cycle(context, steps);
  }
}

}  // namespace avenant::lower
