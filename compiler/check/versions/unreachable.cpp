#include "compiler/check/versions/unreachable.hpp"

#include <map>
#include <set>
#include <string>
#include <utility>

namespace avenant::check {

namespace {

using diagnostics::Code;
using program::Package;

/// Where a wording is written.
using Place = std::pair<base::SourceId, std::uint32_t>;

/// The versions of the program that one wording became, in all members and columns.
struct Wording {
  bool is_reached = false;
  base::Span hidden_by;  // One that applies in its stead.
};

class Finder {
 public:
  Finder(const hir::Program& hir, const Package& package, Selection& selection, Prover& prover, Spans& spans)
      : hir_(hir), package_(package), selection_(selection), prover_(prover), spans_(spans) {}

  void run(diagnostics::Sink& sink) {
    for (const program::Variable& variable : package_.variables) {
      for (std::uint32_t index = 0; index < variable.n_versions; ++index) {
        look_at(variable, variable.first_version + index);
        look_at_derogations(variable, variable.first_version + index);
      }
    }
    // What a partial amendment leaves of a wording is that wording too.
    for (const hir::Variable& variable : hir_.variables) {
      for (const hir::Version& version : variable.versions) {
        if (!version.composed_of.valid()) continue;
        const auto found = wordings_.find(place_of(version.provenance.span));
        if (found == wordings_.end() || found->second.is_reached)
          wordings_[place_of(version.composed_of)].is_reached = true;
      }
    }
    for (const hir::Variable& variable : hir_.variables) {
      for (const hir::Version& version : variable.versions) report(variable, version, sink);
    }
    for (const hir::Derogation& derogation : hir_.derogations) report(derogation, sink);
  }

 private:
  static Place place_of(base::Span span) { return {span.source, span.begin}; }

  void look_at(const program::Variable& variable, std::uint32_t index) {
    const program::PlaceId place = package_.versions[index].place;
    const base::SourceId source = place ? spans_.source_of(place) : base::SourceId();
    if (!source.valid()) return;
    Wording& wording = wordings_[{source, package_.place(place).offset}];
    if (wording.is_reached) return;
    const std::uint32_t end = variable.first_version + variable.n_versions;
    bool hidden = false;
    for (std::uint32_t other = index; other < end && !hidden; ++other) {
      const DatedVersion& dated = selection_.version(other);
      if (other > index && !dated.is_certain) continue;
      if (!dated.shape) {
        hidden = other > index;
        if (hidden) wording.hidden_by = spans_.of(package_.versions[other].place);
        continue;
      }
      const Days possible = possible_days(variable, dated);
      hidden = selection_.selected(variable, index, *dated.shape).common_with(possible).is_empty();
      if (hidden) wording.hidden_by = hiding(variable, index, *dated.shape, possible);
    }
    wording.is_reached = !hidden;
  }

  /// The first later wording that takes a day from the version; none where the version has none.
  base::Span hiding(const program::Variable& variable, std::uint32_t index, std::uint32_t shape, const Days& possible) {
    const DatedVersion& own = selection_.version(index);
    const Days days = own.shape == shape ? own.days.common_with(possible) : possible;
    for (std::uint32_t later = index + 1; later < variable.first_version + variable.n_versions; ++later) {
      const DatedVersion& other = selection_.version(later);
      const bool takes = other.is_certain && other.shape == shape && !other.days.common_with(days).is_empty();
      if (takes) return spans_.of(package_.versions[later].place);
    }
    return {};
  }

  /// A derogation is in play where the wording that it derogates from is.
  void look_at_derogations(const program::Variable& variable, std::uint32_t index) {
    const program::Version& version = package_.versions[index];
    if (!version.rule) return;
    for (const program::Derogation& derogation : package_.derogations_of(package_.rule(version.rule))) {
      const base::SourceId source = spans_.source_of(derogation.place);
      if (!source.valid()) continue;
      bool& in_play = derogations_[{source, package_.place(derogation.place).offset}];
      if (in_play) continue;
      std::vector<Restriction> restrictions = selection_.days_of_version(variable, index);
      selection_.add_days_of_guard(derogation.guard, restrictions);
      KnownDays known = selection_.known_of(variable.dispositif);
      in_play = known.restrict(restrictions);
    }
  }

  /// The days that an application date can be, from the first day of the dispositif on.
  Days possible_days(const program::Variable& variable, const DatedVersion& version) {
    Days days = selection_.known_of(variable.dispositif).of(*version.shape);
    const eval::AbstractValue values = prover_.values_of(version.date);
    if (values.shape != eval::Shape::kPoints && values.shape != eval::Shape::kInterval) {
      return values.is_nothing() ? Days::all() : days;
    }
    const value::Date last = values.high().as_date();
    const value::Date after = value::Date::unchecked(last.days() + 1);
    return days.common_with(Days::between(values.low().as_date(), after));
  }

  void report(const hir::Variable& variable, const hir::Version& version, diagnostics::Sink& sink) {
    const base::Span span = version.provenance.span;
    const auto found = span.valid() ? wordings_.find(place_of(span)) : wordings_.end();
    if (found == wordings_.end() || found->second.is_reached || !reported_.insert(place_of(span)).second) return;
    diagnostics::Builder builder = sink.report(Code::UnreachableVersion, span);
    builder.with("name", hir_.names.text(variable.name));
    if (found->second.hidden_by.valid() && found->second.hidden_by != span) {
      builder.with("why", "une rédaction qui s’applique après elle la remplace pour tous les jours",
                   "a wording that applies after it replaces it on all days");
      builder.label(found->second.hidden_by, diagnostics::Label::ReplacedHere);
    } else {
      builder.with("why", "la date qui décide ne tombe jamais dans sa période",
                   "the date that decides never falls in its period");
    }
  }

  void report(const hir::Derogation& derogation, diagnostics::Sink& sink) {
    const base::Span span = derogation.provenance.span;
    if (!span.valid() || !derogation.name.valid()) return;
    const std::string& name = hir_.names.text(derogation.name);
    const auto found = derogations_.find(place_of(span));
    if (found == derogations_.end() && !concerns_a_member(derogation)) {
      report(name, span,
             "elle ne concerne aucun membre de « " + hir_.names.text(hir_.variables[derogation.target].name) + " »",
             "it concerns no member of “" + hir_.names.text(hir_.variables[derogation.target].name) + "”", sink);
    } else if (found != derogations_.end() && !found->second) {
      report(name, span, "ce dont elle déroge n’est pas en vigueur quand elle l’est",
             "what it derogates from is not in force when it is", sink);
    }
  }

  void report(const std::string& name, base::Span span, const std::string& french, const std::string& english,
              diagnostics::Sink& sink) {
    if (!reported_.insert(place_of(span)).second) return;
    sink.report(Code::UnreachableVersion, span).with("name", name).with("why", french, english);
  }

  /// Whether every constant index of what it derogates from exists.
  bool concerns_a_member(const hir::Derogation& derogation) const {
    const hir::Variable& target = hir_.variables[derogation.target];
    for (std::size_t index = 0; index < derogation.arguments.size() && index < target.indices.size(); ++index) {
      const hir::Expression& argument = hir_.expressions[derogation.arguments[index]];
      const hir::IndexDomain& domain = hir_.binders[target.indices[index]].domain;
      if (argument.kind != hir::ExpressionKind::Constant || domain.enumeration.valid()) continue;
      if (argument.constant.a < domain.first || argument.constant.a > domain.last) return false;
    }
    return true;
  }

  const hir::Program& hir_;
  const Package& package_;
  Selection& selection_;
  Prover& prover_;
  Spans& spans_;
  std::map<Place, Wording> wordings_;
  std::map<Place, bool> derogations_;  // Whether some case may have it in play.
  std::set<Place> reported_;
};

}  // namespace

void report_unreachable_versions(const hir::Program& hir, const Package& package, Selection& selection, Prover& prover,
                                 Spans& spans, diagnostics::Sink& sink) {
  Finder(hir, package, selection, prover, spans).run(sink);
}

}  // namespace avenant::check
