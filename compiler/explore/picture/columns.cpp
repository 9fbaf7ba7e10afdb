#include <algorithm>

#include "compiler/explore/picture/steps.hpp"

namespace avenant::explore {

namespace {

/// Links by the box that they leave, without those that close a circle.
class Acyclic {
 public:
  explicit Acyclic(const Layout& layout) : n_boxes_(layout.boxes.size()), next_(n_boxes_), before_(n_boxes_) {
    std::vector<std::vector<std::uint32_t>> all(n_boxes_);
    for (const LayoutLink& link : layout.links) {
      if (link.from != link.to) all[link.from].push_back(link.to);
    }
    state_.resize(n_boxes_, State::New);
    // The last ones first: box 0 is the thing asked for, and what it depends on in a circle stands to its left.
    for (auto box = static_cast<std::uint32_t>(n_boxes_); box-- > 0;) visit(box, all);
  }

  [[nodiscard]] const std::vector<std::uint32_t>& next(std::uint32_t box) const { return next_[box]; }
  [[nodiscard]] const std::vector<std::uint32_t>& before(std::uint32_t box) const { return before_[box]; }
  /// Every box after all that it is linked from.
  [[nodiscard]] std::vector<std::uint32_t> order() const { return {finished_.rbegin(), finished_.rend()}; }

 private:
  enum class State : std::uint8_t { New, Open, Done };

  /// Depth first, without recursion: pictures are small, but nothing says how deep.
  void visit(std::uint32_t root, const std::vector<std::vector<std::uint32_t>>& all) {
    if (state_[root] != State::New) return;
    std::vector<std::pair<std::uint32_t, std::size_t>> open{{root, 0}};
    state_[root] = State::Open;
    while (!open.empty()) {
      const std::uint32_t box = open.back().first;
      if (open.back().second == all[box].size()) {
        state_[box] = State::Done;
        finished_.push_back(box);
        open.pop_back();
        continue;
      }
      const std::uint32_t other = all[box][open.back().second++];
      const bool closes = state_[other] == State::Open;
      next_[closes ? other : box].push_back(closes ? box : other);
      before_[closes ? box : other].push_back(closes ? other : box);
      if (state_[other] != State::New) continue;
      state_[other] = State::Open;
      open.emplace_back(other, 0);
    }
  }

  std::size_t n_boxes_;
  std::vector<std::vector<std::uint32_t>> next_;
  std::vector<std::vector<std::uint32_t>> before_;
  std::vector<State> state_;
  std::vector<std::uint32_t> finished_;
};

/// Whether links lead from each box to box 0; it does itself.
std::vector<bool> leading_to_first(const Acyclic& links, std::size_t n_boxes) {
  std::vector<bool> leads(n_boxes, false);
  std::vector<std::uint32_t> open;
  if (n_boxes > 0) open.push_back(0);
  while (!open.empty()) {
    const std::uint32_t box = open.back();
    open.pop_back();
    if (leads[box]) continue;
    leads[box] = true;
    open.insert(open.end(), links.before(box).begin(), links.before(box).end());
  }
  return leads;
}

}  // namespace

void assign_columns(Layout& layout) {
  const Acyclic links(layout);
  const std::vector<std::uint32_t> order = links.order();
  // As far right as those that read it allow: so facts stand beside the rules that read them.
  for (auto box = order.rbegin(); box != order.rend(); ++box) {
    std::int32_t column = 0;
    for (const std::uint32_t other : links.next(*box)) column = std::min(column, layout.boxes[other].column - 1);
    layout.boxes[*box].column = column;
  }
  // What does not lead to box 0 stands as near as may be to what it reads instead.
  const std::vector<bool> leads = leading_to_first(links, layout.boxes.size());
  for (const std::uint32_t box : order) {
    if (leads[box] || links.before(box).empty()) continue;
    std::int32_t column = layout.boxes[links.before(box).front()].column + 1;
    for (const std::uint32_t other : links.before(box)) column = std::max(column, layout.boxes[other].column + 1);
    layout.boxes[box].column = column;
  }
  std::int32_t first = 0;
  std::int32_t last = 0;
  for (const LayoutBox& box : layout.boxes) {
    first = std::min(first, box.column);
  }
  for (LayoutBox& box : layout.boxes) {
    box.column -= first;
    last = std::max(last, box.column);
  }
  layout.n_columns = layout.boxes.empty() ? 0 : last + 1;
}

}  // namespace avenant::explore
