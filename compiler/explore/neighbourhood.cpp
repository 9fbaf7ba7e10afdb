#include "compiler/explore/neighbourhood.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "compiler/explore/selection.hpp"

namespace avenant::explore {

namespace {

/// Gathers the nodes and edges of the cone.
class ConeBuilder {
 public:
  ConeBuilder(const Things& things, const NeighbourhoodRequest& request) : things_(things), request_(request) {}

  Neighbourhood run(const std::vector<Read>& reads) {
    graph_.centre = request_.thing;
    graph_.direction = request_.direction;
    project(reads);
    for (const auto& [ends, edge] : edges_) {
      read_by_[ends.first].insert(ends.second);
      readers_[ends.second].insert(ends.first);
    }
    add(request_.thing, Side::Centre, 0);
    if (request_.direction != Direction::Used) reach(Side::Depends, read_by_);
    if (request_.direction != Direction::Depends) reach(Side::Used, readers_);
    for (auto& [ends, edge] : edges_) keep(ends, edge);
    return std::move(graph_);
  }

 private:
  using Neighbours = std::map<ThingId, std::set<ThingId>>;

  /// Rules stand for their parts and conditions, but for the rule whose part is asked for.
  [[nodiscard]] ThingId node_of(ThingId id) const {
    const Thing& thing = things_[id];
    if (thing.kind == ThingKind::InputField) return request_.thing == thing.owner ? thing.owner : id;
    const Thing& asked = things_[request_.thing];
    const bool is_inside = asked.kind == ThingKind::Part || asked.kind == ThingKind::Condition;
    if (is_inside && (thing.owner == asked.owner || id == asked.owner)) return id;
    return things_.whole(id);
  }

  [[nodiscard]] bool counts(const Read& read) const {
    const auto is_left_out = [&](ThingId id) {
      return things_[id].is_library && id != request_.thing && things_[id].kind != ThingKind::SituationDate;
    };
    return things_[read.reader].kind != ThingKind::Dispositif && !is_left_out(read.reader) && !is_left_out(read.read);
  }

  void project(const std::vector<Read>& reads) {
    for (const Read& read : reads) {
      if (!counts(read)) continue;
      const std::pair<ThingId, ThingId> ends(node_of(read.reader), node_of(read.read));
      if (ends.first == ends.second) {
        if (read.kind == ReadKind::Value) selves_.insert(ends.first);
        continue;
      }
      Edge& edge = edges_[ends];
      edge.for_derogation = edge.for_derogation || read.kind == ReadKind::Derogation;
      edge.for_application = edge.for_application || read.kind == ReadKind::Application;
      edge.for_value = edge.for_value || read.kind == ReadKind::Value || read.kind == ReadKind::Condition;
      if (read.span.valid()) edge.places.push_back(read.span);
    }
  }

  void add(ThingId id, Side side, std::uint32_t distance) {
    positions_.emplace(id, static_cast<std::uint32_t>(graph_.nodes.size()));
    graph_.nodes.push_back({id, side, distance, selves_.contains(id)});
  }

  void reach(Side side, const Neighbours& neighbours) {
    std::vector<ThingId> ring{request_.thing};
    for (std::uint32_t distance = 1; !ring.empty(); ++distance) {
      std::set<ThingId> next;
      for (const ThingId id : ring) {
        const auto found = neighbours.find(id);
        if (found == neighbours.end()) continue;
        for (const ThingId other : found->second) {
          if (!positions_.contains(other)) next.insert(other);
        }
      }
      for (const ThingId id : next) add(id, side, distance);
      ring.assign(next.begin(), next.end());
    }
  }

  /// An edge of one side: those that go past the thing asked for are no part of it.
  void keep(const std::pair<ThingId, ThingId>& ends, Edge& edge) {
    const auto reader = positions_.find(ends.first);
    const auto read = positions_.find(ends.second);
    if (reader == positions_.end() || read == positions_.end()) return;
    const Side left = graph_.nodes[reader->second].side;
    const Side right = graph_.nodes[read->second].side;
    if (left != right && left != Side::Centre && right != Side::Centre) return;
    if (left == Side::Centre && right == Side::Used && !is_both(ends.second)) return;
    edge.reader = reader->second;
    edge.read = read->second;
    std::sort(edge.places.begin(), edge.places.end());
    edge.places.erase(std::unique(edge.places.begin(), edge.places.end()), edge.places.end());
    graph_.edges.push_back(edge);
  }

  /// Rules that read each other's parts are on both sides at once, and stand on the first.
  [[nodiscard]] bool is_both(ThingId id) const {
    return request_.direction == Direction::Both || graph_.nodes[positions_.at(id)].side != Side::Used;
  }

  const Things& things_;
  const NeighbourhoodRequest& request_;
  std::map<std::pair<ThingId, ThingId>, Edge> edges_;
  std::set<ThingId> selves_;
  Neighbours read_by_;
  Neighbours readers_;
  std::map<ThingId, std::uint32_t> positions_;
  Neighbourhood graph_;
};

}  // namespace

Neighbourhood neighbourhood_of(const Things& things, const std::vector<Read>& reads,
                               const NeighbourhoodRequest& request) {
  Neighbourhood graph = ConeBuilder(things, request).run(reads);
  select_picture(things, request, graph);
  return graph;
}

}  // namespace avenant::explore
