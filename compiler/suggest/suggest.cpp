#include "compiler/suggest/suggest.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "compiler/check/check.hpp"
#include "compiler/check/sample.hpp"
#include "compiler/scenario/coverage/render.hpp"
#include "compiler/scenario/engine.hpp"
#include "compiler/scenario/run.hpp"
#include "compiler/suggest/standing.hpp"
#include "runtime/value/date_text.hpp"

namespace avenant::suggest {
namespace {

using scenario::Goal;

Reason reason_of(NoCrossing why) {
  switch (why) {
    case NoCrossing::Folded:
      return Reason::Folded;
    case NoCrossing::NoRequest:
      return Reason::NoRequest;
    case NoCrossing::NotDecisive:
      return Reason::NotDecisive;
    case NoCrossing::Found:
    case NoCrossing::NotReached:
    case NoCrossing::OutOfWork:
      return Reason::NotReached;
  }
  return Reason::NotReached;
}

class Finder {
 public:
  explicit Finder(const Request& request)
      : request_(request),
        package_(request.package),
        lookup_(request.hir, request.package),
        units_(check::units_of(request.package, request.hir)),
        readers_(request.package, units_),
        seeds_(seeds_of(lookup_)),
        met_(request.package),
        lab_(request.package) {
    add_plain_seeds();
    add_readings();
  }

  Suggestions run();

 private:
  void add_plain_seeds();
  void add_readings();
  void play();
  void reach();
  void boundaries();
  void add_crossing(const BoundaryGroup& group, const Crossing& crossing, const Standing& standing);
  void gaps();
  void cover(program::VariableId request, const Situation& situation);
  [[nodiscard]] bool is_wanted(program::PlaceId place, program::TextId text) const {
    return !request_.is_wanted || request_.is_wanted(place, text);
  }
  [[nodiscard]] std::string subject_of(const BoundaryGroup& group) const;
  [[nodiscard]] std::string subject_of(const Goal& goal, bool holds) const;
  [[nodiscard]] std::string source_line(program::PlaceId place) const;
  template <class Item>
  void sort(std::vector<Item>& items) const;

  const Request& request_;
  const program::Package& package_;
  scenario::Lookup lookup_;
  std::vector<check::Unit> units_;
  Readers readers_;
  std::vector<Situation> seeds_;
  eval::Coverage met_;
  Lab lab_;
  Suggestions result_;
};

/// For a dispositif without any case: every fact at the plainest of its values, then at the next ones.
void Finder::add_plain_seeds() {
  constexpr std::size_t kRanks = 6;
  for (std::size_t i = 0; i < request_.hir.dispositifs.size(); ++i) {
    const hir::DispositifId dispositif = request_.hir.dispositifs.id_at(i);
    const program::StringId name = name_of(lookup_, dispositif);
    const bool has_seeds =
        std::any_of(seeds_.begin(), seeds_.end(), [name](const Situation& seed) { return seed.name == name; });
    if (!name || has_seeds) continue;
    std::vector<Situation> plain(kRanks);
    for (const check::Unit& unit : units_) {
      if (!unit.variable || package_.variable(unit.variable).dispositif != name) continue;
      const check::Cone cone = check::cone_of(package_, unit, check::Options().max_cone_nodes);
      for (std::size_t rank = 0; rank < kRanks; ++rank) {
        for (std::size_t d = 0; d < cone.dimensions.size(); ++d) {
          const std::vector<value::Value>& values = cone.candidates[d];
          if (cone.dimensions[d].kind != check::DimensionKind::kInput || values.empty()) continue;
          plain[rank].inputs.try_emplace(cone.dimensions[d].id, values[std::min(rank, values.size() - 1)]);
        }
      }
    }
    for (Situation& one : plain) {
      one.dispositif = dispositif;
      one.name = name;
      if (lines_of(lookup_, one)) seeds_.push_back(std::move(one));
    }
  }
}

/// The first cases of each dispositif, under each other choice of each reading.
void Finder::add_readings() {
  constexpr std::size_t kStarts = 2;
  std::map<std::uint32_t, std::size_t> n_starts;
  const std::size_t n_seeds = seeds_.size();
  for (std::size_t i = 0; i < n_seeds; ++i) {
    if (n_starts[seeds_[i].name.value]++ >= kStarts) continue;
    for (std::uint32_t r = 0; r < package_.readings.size(); ++r) {
      const program::Reading& reading = package_.readings[r];
      const std::uint32_t n_cases = package_.enumerations[reading.enumeration.value].n_cases;
      for (std::uint32_t choice = 0; choice < n_cases; ++choice) {
        if (choice == reading.default_case) continue;
        Situation other = seeds_[i];
        std::erase_if(other.options.readings, [r](const auto& chosen) { return chosen.first.value == r; });
        other.options.readings.emplace_back(program::ReadingId(r), choice);
        seeds_.push_back(std::move(other));
      }
    }
  }
}

void Finder::play() {
  const std::unique_ptr<scenario::Engine> engine = scenario::make_interpreter(package_);
  scenario::Options options;
  options.coverage = &met_;
  (void)scenario::run(request_.hir, package_, request_.sources, *engine, options);
}

void Finder::cover(program::VariableId request, const Situation& situation) {
  lab_.set(situation);
  lab_.evaluator().cover(std::span<const program::VariableId>(&request, 1), met_);
}

std::string Finder::source_line(program::PlaceId id) const {
  const program::Place& place = package_.place(id);
  const std::string_view path = package_.text_of(place.path);
  for (std::size_t i = 0; i < request_.sources.size(); ++i) {
    const base::SourceId source = request_.sources.id_at(i);
    if (request_.sources[source].path != path || place.line == 0) continue;
    std::string_view line = request_.sources.line(source, place.line);
    const std::size_t begin = line.find_first_not_of(' ');
    return begin == std::string_view::npos ? "" : std::string(line.substr(begin));
  }
  return {};
}

/// What a boundary without cases is, for those who read why.
std::string Finder::subject_of(const BoundaryGroup& group) const {
  if (!group.members.empty() && group.members.front().kind != BoundaryKind::Comparison) {
    return "entrée en vigueur de " + std::string(package_.text_of(package_.texts[group.text.value].name)) + ", " +
           std::string(package_.text_of(package_.variable(group.members.front().owner).name));
  }
  return "seuil dans : " + source_line(group.place);
}

/// What a scenario shows of a goal.
std::string Finder::subject_of(const Goal& goal, bool holds) const {
  switch (goal.kind) {
    case scenario::GoalKind::Version:
      return "rédaction de " + std::string(package_.text_of(package_.texts[goal.text.value].name));
    case scenario::GoalKind::Row: {
      const std::string rank = goal.rank_in_line > 0 ? "case n° " + std::to_string(goal.rank_in_line) + " de la " : "";
      return rank + "ligne " + (goal.has_label ? goal.name : "« sinon »");
    }
    case scenario::GoalKind::Condition: {
      const std::string condition = goal.has_label || goal.written.empty() ? "« " + goal.name + " »" : goal.written;
      return condition + (holds ? " vrai" : " faux");
    }
    case scenario::GoalKind::Derogation:
      return "dérogation " + goal.name + (holds ? " appliquée" : " non appliquée");
  }
  return {};
}

/// The stands on which no scenario is yet, as one suggestion.
void Finder::add_crossing(const BoundaryGroup& group, const Crossing& crossing, const Standing& standing) {
  Suggestion suggestion{group.place, group.text, crossing.request, {}, {crossing.input}, {}};
  std::optional<value::Value> middle;
  for (const Stand& stand : crossing.stands) {
    if (stand.distance && stand.distance->is_zero()) middle = stand.value;
    if (standing.stands_at(group, stand.distance)) continue;
    const Situation situation = crossing.at(stand);
    if (lines_of(lookup_, situation)) suggestion.situations.push_back(situation);
  }
  if (suggestion.situations.empty()) {
    ++result_.n_standing;
    return;
  }
  if (!middle) middle = crossing.stands[crossing.stands.size() / 2].value;
  const program::Input& input = package_.inputs[crossing.input];
  suggestion.subject =
      std::string(package_.text_of(input.name)) + " autour de " + value_text(package_, input.type, *middle);
  for (const Situation& situation : suggestion.situations) cover(crossing.request, situation);
  result_.found.push_back(std::move(suggestion));
}

void Finder::boundaries() {
  std::vector<BoundaryGroup> groups = boundaries_of(package_, units_);
  std::erase_if(groups, [this](const BoundaryGroup& group) { return !is_wanted(group.place, group.text); });
  result_.n_boundaries = groups.size();
  const Standing standing(lookup_, readers_, groups, lab_);
  BoundarySearch search(package_, readers_, seeds_, lab_);
  for (const BoundaryGroup& group : groups) {
    std::optional<Crossing> found;
    const NoCrossing why = search.find(group, found);
    if (found) {
      add_crossing(group, *found, standing);
    } else {
      result_.unreached.push_back({group.place, group.text, subject_of(group), reason_of(why)});
    }
  }
}

/// Cases that meet what no scenario meets are also where thresholds are that no scenario reaches: they join those to
/// start from. What is suggested of them is decided after the thresholds, which meet much of it on their way.
void Finder::reach() {
  eval::Coverage tried = met_;
  std::vector<Situation> found;
  {
    GapSearch search(lookup_, request_.sources, units_, readers_, seeds_, tried);
    for (Meeting& meeting : search.run([this](const Goal& goal) { return is_wanted(goal.place, goal.text); })) {
      found.push_back(std::move(meeting.situation));
    }
  }
  seeds_.insert(seeds_.end(), found.begin(), found.end());
}

void Finder::gaps() {
  GapSearch search(lookup_, request_.sources, units_, readers_, seeds_, met_);
  const std::vector<Goal> before = search.goals();
  const auto meetings = search.run([this](const Goal& goal) { return is_wanted(goal.place, goal.text); });
  for (const Meeting& meeting : meetings) {
    const Goal& goal = before[meeting.goal];
    result_.found.push_back(
        {goal.place, goal.text, meeting.request, {meeting.situation}, {}, subject_of(goal, meeting.holds)});
  }
  for (const Missing& missing : search.missing()) {
    const Goal& goal = search.goals()[missing.goal];
    const Reason reason = !missing.has_request    ? Reason::NoRequest
                          : missing.is_impossible ? Reason::Impossible
                                                  : Reason::NotReached;
    result_.unreached.push_back(
        {goal.place, goal.text, scenario::missing_text(goal, diagnostics::Language::French), reason});
  }
}

template <class Item>
void Finder::sort(std::vector<Item>& items) const {
  const auto order = [this](const Item& item) {
    const program::Place& place = package_.place(item.place);
    return std::tuple(package_.texts[item.text.value].rank, package_.text_of(place.path), place.offset);
  };
  std::stable_sort(items.begin(), items.end(),
                   [&order](const Item& left, const Item& right) { return order(left) < order(right); });
}

Suggestions Finder::run() {
  play();
  reach();
  boundaries();
  gaps();
  sort(result_.found);
  sort(result_.unreached);
  // What an obligation adds compares several times at one place.
  const auto is_same = [](const Unreached& left, const Unreached& right) {
    return left.place == right.place && left.subject == right.subject && left.reason == right.reason;
  };
  result_.unreached.erase(std::unique(result_.unreached.begin(), result_.unreached.end(), is_same),
                          result_.unreached.end());
  return std::move(result_);
}

}  // namespace

Suggestions suggest(const Request& request) {
  return Finder(request).run();
}

}  // namespace avenant::suggest
