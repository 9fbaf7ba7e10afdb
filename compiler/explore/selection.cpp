#include "compiler/explore/selection.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace avenant::explore {

namespace {

/// How many boxes a picture may hold: on one screen where it chooses itself, else as many as one may scroll through.
struct Room {
  std::uint32_t most_depth = 4;
  std::size_t most_boxes = 26;
  std::size_t most_in_ring = 12;
};
constexpr Room kChosenDepth{64, 120, 40};

/// Results are shown before other rules, rules before facts.
int rank(const Thing& thing) {
  if (thing.is_rule() || thing.kind == ThingKind::Part || thing.kind == ThingKind::Condition) {
    return thing.is_result ? 0 : 1;
  }
  if (thing.kind == ThingKind::Derogation) return 2;
  if (thing.kind == ThingKind::Input || thing.kind == ThingKind::InputField) return 3;
  return thing.kind == ThingKind::Notice ? 5 : 4;
}

class Selector {
 public:
  Selector(const Things& things, const NeighbourhoodRequest& request, Neighbourhood& graph)
      : things_(things), graph_(graph), room_(request.depth ? kChosenDepth : Room{}) {
    if (request.depth) room_.most_depth = *request.depth;
    box_of_.resize(graph.nodes.size(), kNoBox);
    near_.resize(graph.nodes.size());
    for (const Edge& edge : graph_.edges) {
      if (!is_drawn(edge)) continue;
      near_[edge.reader].push_back(edge.read);
      near_[edge.read].push_back(edge.reader);
    }
  }

  void run() {
    add_box(0);
    std::vector<std::uint32_t> ring{0};
    for (std::uint32_t distance = 1; distance <= room_.most_depth && !ring.empty(); ++distance) {
      if (!show_ring(ring, distance)) break;
      graph_.depth = distance;
    }
    link();
    count_hidden();
  }

 private:
  static constexpr std::uint32_t kNoBox = 0xFFFFFFFF;

  [[nodiscard]] bool is_drawn(const Edge& edge) const {
    return edge.for_value || edge.for_derogation || edge.reader == 0 || edge.read == 0;
  }

  /// The nodes next to a ring that are not shown, on one side.
  [[nodiscard]] std::vector<std::uint32_t> next_to(const std::vector<std::uint32_t>& ring, Side side) const {
    std::set<std::uint32_t> next;
    for (const std::uint32_t node : ring) {
      if (node != 0 && graph_.nodes[node].side != side) continue;
      for (const std::uint32_t other : near_[node]) {
        if (graph_.nodes[other].side == side && box_of_[other] == kNoBox) next.insert(other);
      }
    }
    std::vector<std::uint32_t> sorted(next.begin(), next.end());
    std::stable_sort(sorted.begin(), sorted.end(), [&](std::uint32_t left, std::uint32_t right) {
      return rank(things_[graph_.nodes[left].thing]) < rank(things_[graph_.nodes[right].thing]);
    });
    return sorted;
  }

  /// Fields of one entrée share a box.
  [[nodiscard]] std::size_t n_boxes(const std::vector<std::uint32_t>& nodes) const {
    std::set<ThingId> called;
    for (const std::uint32_t node : nodes) {
      const ThingId id = called_after(node);
      if (!shared_.contains(id)) called.insert(id);
    }
    return called.size();
  }

  /// Shows the next ring of both sides. The first one is always shown; false where a later one does not fit.
  bool show_ring(std::vector<std::uint32_t>& ring, std::uint32_t distance) {
    std::vector<std::uint32_t> shown;
    std::vector<std::vector<std::uint32_t>> sides;
    std::size_t n_new = 0;
    for (const Side side : {Side::Depends, Side::Used}) {
      sides.push_back(next_to(ring, side));
      n_new += std::min(n_boxes(sides.back()), room_.most_in_ring);
    }
    if (distance > 1 && graph_.boxes.size() + n_new > room_.most_boxes) return false;
    for (const std::vector<std::uint32_t>& side : sides) show_side(side, distance == 1, shown);
    ring = std::move(shown);
    return n_new > 0;
  }

  /// Shows nodes of one ring and side. Right beside the thing asked for, those without room have a box together;
  /// further away they are counted by what reads them, for a box that everything leads to says nothing.
  void show_side(const std::vector<std::uint32_t>& nodes, bool is_first_ring, std::vector<std::uint32_t>& shown) {
    const bool is_too_large = n_boxes(nodes) > room_.most_in_ring;
    std::size_t n_added = 0;
    std::uint32_t others = kNoBox;
    for (const std::uint32_t node : nodes) {
      const bool is_new = !shared_.contains(called_after(node));
      // One box is kept for the others.
      if (is_too_large && is_new && n_added + 1 >= room_.most_in_ring) {
        if (!is_first_ring) continue;
        if (others == kNoBox) {
          others = static_cast<std::uint32_t>(graph_.boxes.size());
          graph_.boxes.push_back({{}, {}, graph_.nodes[node].side, 0});
        }
        graph_.boxes[others].nodes.push_back(node);
        box_of_[node] = others;
        graph_.folded.push_back(graph_.nodes[node].thing);
        continue;
      }
      n_added += is_new ? 1U : 0U;
      add_box(node);
      shown.push_back(node);
    }
  }

  [[nodiscard]] ThingId called_after(std::uint32_t node) const {
    const ThingId id = graph_.nodes[node].thing;
    const bool is_field = node != 0 && things_[id].kind == ThingKind::InputField;
    return is_field ? things_[id].owner : id;
  }

  void add_box(std::uint32_t node) {
    const ThingId called = called_after(node);
    const auto known = shared_.find(called);
    if (known != shared_.end()) {
      graph_.boxes[known->second].nodes.push_back(node);
      box_of_[node] = known->second;
      return;
    }
    box_of_[node] = static_cast<std::uint32_t>(graph_.boxes.size());
    shared_.emplace(called, box_of_[node]);
    graph_.boxes.push_back({{node}, called, graph_.nodes[node].side, 0});
  }

  void link() {
    std::map<std::pair<std::uint32_t, std::uint32_t>, Link> links;
    for (const Edge& edge : graph_.edges) {
      const std::uint32_t reader = box_of_[edge.reader];
      const std::uint32_t read = box_of_[edge.read];
      if (reader == kNoBox || read == kNoBox || reader == read) continue;
      if (!is_drawn(edge)) {
        graph_.has_hidden_applications = true;
        continue;
      }
      const auto [place, is_new] = links.emplace(std::pair(reader, read), Link{reader, read, true, true});
      Link& one = place->second;
      one.is_derogation = one.is_derogation && edge.for_derogation && !edge.for_value;
      one.is_application = one.is_application && !edge.for_value && !edge.for_derogation;
    }
    for (const auto& [ends, one] : links) graph_.links.push_back(one);
  }

  /// What stands next to what is shown, further from the thing asked for, and is not shown.
  void count_hidden() {
    for (std::uint32_t node = 1; node < graph_.nodes.size(); ++node) {
      if (box_of_[node] == kNoBox) graph_.folded.push_back(graph_.nodes[node].thing);
    }
    for (Box& box : graph_.boxes) {
      std::set<std::uint32_t> hidden;
      for (const std::uint32_t node : box.nodes) {
        for (const std::uint32_t other : near_[node]) {
          if (box_of_[other] == kNoBox) hidden.insert(other);
        }
      }
      box.n_hidden = static_cast<std::uint32_t>(hidden.size());
    }
  }

  const Things& things_;
  Neighbourhood& graph_;
  Room room_;
  std::vector<std::uint32_t> box_of_;             ///< By node.
  std::vector<std::vector<std::uint32_t>> near_;  ///< By node: those that a drawn edge leads to.
  std::map<ThingId, std::uint32_t> shared_;       ///< Boxes by what they are called after.
};

}  // namespace

void select_picture(const Things& things, const NeighbourhoodRequest& request, Neighbourhood& graph) {
  Selector(things, request, graph).run();
}

}  // namespace avenant::explore
