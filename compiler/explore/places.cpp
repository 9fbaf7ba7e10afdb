#include "compiler/explore/places.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "compiler/explore/acts.hpp"

namespace avenant::explore {

namespace {

bool lies_in(base::Span inner, base::Span outer) {
  return inner.valid() && inner.source == outer.source && outer.begin <= inner.begin && inner.end <= outer.end;
}

/// A version with its variable.
struct Wording {
  hir::VariableId variable;
  const hir::Version* version = nullptr;
};

/// The whereabouts of one thing, being found.
class Finder {
 public:
  Finder(const Law& law, const Scope& scope, ThingId thing)
      : law_(law), things_(law.things), program_(law.things.program()), scope_(scope), thing_(thing) {}

  Whereabouts run() {
    find_subject();
    number_versions();
    for (const Act& act : acts_of(law_)) {
      if (!is_about(act)) continue;
      const hir::TextId text = law_.rules.files()[act.place.file].text;
      if (text.valid() && scope_.knows && !scope_.knows(text)) {
        ++found_.n_unknown;
        continue;
      }
      found_.places.push_back(place_of(act, text));
    }
    sort_places();
    find_readers();
    found_.thing = thing_;
    found_.n_versions = static_cast<std::uint32_t>(versions_.size());
    return std::move(found_);
  }

 private:
  // ---- what is asked for ----

  /// The thing, what it is made of, and the derogations to any of these.
  void find_subject() {
    subject_.insert(thing_);
    for (std::size_t i = 0; i < things_.size(); ++i) {
      const ThingId id = things_.id_at(i);
      if (things_[id].owner == thing_) subject_.insert(id);
    }
    own_ = subject_;
    for (bool grows = true; grows;) {
      grows = false;
      for (std::uint32_t i = 0; i < program_.derogations.size(); ++i) {
        const hir::Derogation& derogation = program_.derogations[hir::DerogationId(i)];
        const bool is_to_it = derogation.target_derogation.valid()
                                  ? subject_.contains(things_.of(derogation.target_derogation))
                                  : derogation.target.valid() && subject_.contains(things_.of(derogation.target));
        if (is_to_it) grows = subject_.insert(things_.of(hir::DerogationId(i))).second || grows;
      }
    }
    const ThingId whole = things_.whole(thing_);
    variables_ = things_.variables_of(thing_);
    if (whole != thing_) whole_ = whole;
  }

  /// Whether an act is about the subject: on it, or on what states it.
  [[nodiscard]] bool is_about(const Act& act) const {
    const Thing& asked = things_[thing_];
    if (act.action == Action::Derogates) {
      // Of a derogation to some clauses only, those who ask for another clause are not told.
      return subject_.contains(act.by) &&
             (own_.contains(act.thing) || subject_.contains(act.thing) || act.thing == whole_);
    }
    if (subject_.contains(act.thing)) {
      // `définit` of a derogation is said as `déroge à`, unless the derogation is what is asked for.
      const bool is_derogation = things_[act.thing].kind == ThingKind::Derogation;
      return !is_derogation || act.thing == thing_ || act.action != Action::Defines;
    }
    if (asked.kind == ThingKind::Condition || asked.kind == ThingKind::Part) return act.thing == whole_ && touches(act);
    // A case, a field, a figure: what states its owner, or the rule, where it is written.
    const bool is_inside = lies_in(asked.declared, act.span);
    if (asked.kind == ThingKind::InputField) return act.thing == whole_ || (is_inside_record(act));
    if (asked.kind == ThingKind::Figure) return is_inside;
    return act.thing == asked.owner && is_inside;
  }

  /// Whether a rule words a condition or a part, or repeals all of the rule.
  [[nodiscard]] bool touches(const Act& act) const {
    if (act.action == Action::Repeals) return true;
    return std::any_of(variables_.begin(), variables_.end(), [&](hir::VariableId id) {
      const hir::Variable& variable = program_.variables[id];
      if (lies_in(variable.provenance.span, act.span)) return true;
      return std::any_of(variable.versions.begin(), variable.versions.end(),
                         [&](const hir::Version& version) { return lies_in(version.provenance.span, act.span); });
    });
  }

  /// Whether an act states the field of the fiche that an entrée is.
  [[nodiscard]] bool is_inside_record(const Act& act) const {
    if (things_[act.thing].kind != ThingKind::Record) return false;
    const ThingId field = record_field(thing_);
    return field.valid() && things_[field].owner == act.thing && lies_in(things_[field].declared, act.span);
  }

  /// The field of a fiche that an entrée's field is.
  [[nodiscard]] ThingId record_field(ThingId input_field) const {
    const Thing& asked = things_[input_field];
    for (std::uint32_t i = 0; i < program_.inputs.size(); ++i) {
      const hir::Input& input = program_.inputs[hir::InputId(i)];
      if (things_.of(hir::InputId(i)) != asked.owner || !input.type.record.valid()) continue;
      const std::string field = asked.name.substr(things_[asked.owner].name.size());
      return things_.thing_named(ThingKind::Field, things_[things_.of(input.type.record)].name + field);
    }
    return {};
  }

  // ---- versions ----

  using VersionKey = std::pair<hir::TextId, std::optional<value::Date>>;
  static VersionKey key_of(const hir::Version& version) { return {version.provenance.text, version.from}; }

  void number_versions() {
    for (const hir::VariableId id : variables_) {
      for (const hir::Version& version : program_.variables[id].versions) {
        if (scope_.counts_known(version, version.provenance.text)) versions_.insert(key_of(version));
      }
    }
  }

  /// The versions that an act makes: those written in it, else those that its text makes.
  [[nodiscard]] std::vector<Wording> wordings_of(const Act& act, hir::TextId text) const {
    std::vector<Wording> written;
    std::vector<Wording> of_text;
    std::vector<hir::VariableId> variables =
        own_.contains(act.thing) || act.thing == whole_ ? variables_ : things_.variables_of(act.thing);
    // A condition that is repealed leaves the list of its rule: that is what has another version.
    if (act.action == Action::Repeals && whole_.valid()) variables = things_.variables_of(whole_);
    for (const hir::VariableId id : variables) {
      for (const hir::Version& version : program_.variables[id].versions) {
        const bool is_here = lies_in(version.provenance.span, act.span) || lies_in(version.composed_of, act.span);
        if (lies_in(version.provenance.span, act.span)) written.push_back({id, &version});
        if (!is_here && version.provenance.text == text) of_text.push_back({id, &version});
      }
    }
    return written.empty() ? of_text : written;
  }

  /// A later wording of the whole that counts sets what a place says aside.
  [[nodiscard]] bool is_superseded(const Wording& wording) const {
    const auto& versions = program_.variables[wording.variable].versions;
    for (const hir::Version* later = wording.version + 1; later != versions.data() + versions.size(); ++later) {
      const bool is_whole = !later->composed_of.valid() || later->repealed;
      if (is_whole && scope_.standing->counts(*later, later->provenance.text)) return true;
    }
    return false;
  }

  [[nodiscard]] State state_of(const hir::InForce& item, hir::TextId text) const {
    if (scope_.standing->counts(item, text)) return State::Applies;
    const std::optional<value::Date> from = start_of(item);
    return from && *from > scope_.standing->day() ? State::NotYet : State::Ended;
  }

  /// The day from which it counts, postponements included.
  [[nodiscard]] std::optional<value::Date> start_of(const hir::InForce& item) const {
    std::optional<value::Date> from = item.from;
    for (const hir::Postponement& one : item.postponements) {
      if (!scope_.knows || scope_.knows(one.by)) from = one.to;
    }
    return from;
  }

  // ---- places ----

  Place place_of(const Act& act, hir::TextId text) {
    Place place;
    place.action = act.action;
    place.thing = act.thing;
    place.by = act.by;
    place.text = text;
    place.span = {act.span.source, act.span.begin, act.span.begin};
    place.location = location_of(law_, place.span);
    place.words = law_.quoter.rule(act.span).words;
    if (things_[act.thing].kind == ThingKind::Input && things_[thing_].kind != ThingKind::Dispositif) {
      place.words = law_.quoter.line(act.span).words;
    }
    if (text.valid()) {
      place.known_from = program_.texts[text].published_on;
      place.is_draft = program_.texts[text].draft;
    }
    const bool is_derogation = act.action == Action::Derogates || things_[act.thing].kind == ThingKind::Derogation;
    if (is_derogation) {
      date_derogation(act, place);
    } else if (things_[act.thing].kind == ThingKind::Case || things_[act.thing].kind == ThingKind::Text) {
      date_word(act, place);
    } else {
      date_wording(act, place);
    }
    return place;
  }

  void date(const hir::InForce& item, Place& place) const {
    if (!item.application.valid()) return;
    place.application = law_.quoter.line(program_.expressions[item.application].span).words;
    place.from = start_of(item);
    place.until = item.until;
  }

  void date_derogation(const Act& act, Place& place) const {
    const ThingId which = act.by.valid() ? act.by : act.thing;
    for (const hir::DerogationId id : things_.derogations_of(which)) {
      const hir::Derogation& derogation = program_.derogations[id];
      if (lies_in(derogation.provenance.span, act.span)) {
        date(derogation, place);
        const std::string part = part_name(derogation.target);
        const bool is_new = std::find(place.parts.begin(), place.parts.end(), part) == place.parts.end();
        if (!part.empty() && is_new) place.parts.push_back(part);
        if (scope_.standing != nullptr && place.state != State::Applies) {
          place.state = state_of(derogation, place.text);
          if (place.state == State::Applies && !scope_.standing->stands(id)) place.state = State::Ended;
        }
      }
      for (const hir::End& end : derogation.ends) {
        if (act.action != Action::Repeals || !lies_in(end.provenance.span, act.span)) continue;
        date(end, place);
        if (scope_.standing != nullptr) place.state = state_of(end, place.text);
      }
    }
  }

  /// The clause of a rule, `cible`, that a variable is; empty for any other.
  [[nodiscard]] std::string part_name(hir::VariableId id) const {
    if (!id.valid() || things_[things_.of(id)].kind != ThingKind::Part) return "";
    const Thing& part = things_[things_.of(id)];
    return part.name.substr(things_[part.owner].name.size() + 1);
  }

  /// `abroge cas` closes a case from a day on; `reporte` moves a text. Other words bear no date.
  void date_word(const Act& act, Place& place) const {
    for (const hir::Enumeration& enumeration : program_.enumerations) {
      for (const hir::EnumerationCase& one : enumeration.cases) {
        const bool is_it =
            act.action == Action::Repeals && one.closed_by == place.text && place.text.valid() &&
            things_[act.thing].name == program_.names.text(enumeration.name) + "." + program_.names.text(one.name);
        if (is_it) place.from = one.closed_from;
      }
    }
    if (things_[act.thing].kind == ThingKind::Text) {
      for (std::uint32_t i = 0; i < program_.texts.size(); ++i) {
        const hir::Text& text = program_.texts[hir::TextId(i)];
        if (things_.of(hir::TextId(i)) != act.thing) continue;
        if (act.action == Action::Defines) place.from = text.in_force_from;
        for (const hir::Postponement& one : text.postponements) {
          if (act.action == Action::Postpones && one.by == place.text) place.from = one.to;
        }
      }
    }
    if (scope_.standing != nullptr && place.from) {
      place.state = *place.from <= scope_.standing->day() ? State::Applies : State::NotYet;
    }
  }

  void date_wording(const Act& act, Place& place) const {
    const std::vector<Wording> wordings = wordings_of(act, place.text);
    if (wordings.empty()) return;
    const bool is_partial = act.action != Action::Defines && act.action != Action::Repeals;
    for (const Wording& wording : wordings) {
      const hir::Version& version = *wording.version;
      if (place.version == 0 && scope_.counts_known(version, version.provenance.text)) {
        date(version, place);
        const auto number = versions_.find(key_of(version));
        if (number != versions_.end()) {
          place.version = static_cast<std::uint32_t>(std::distance(versions_.begin(), number)) + 1;
        }
      }
      const std::string part = part_name(wording.variable);
      const bool is_new = std::find(place.parts.begin(), place.parts.end(), part) == place.parts.end();
      const bool is_written = lies_in(version.provenance.span, act.span);
      if (is_partial && !part.empty() && is_new && is_written) place.parts.push_back(part);
      if (scope_.standing == nullptr || place.state == State::Applies) continue;
      place.state = state_of(version, place.text);
      if (place.state == State::Applies && is_superseded(wording)) place.state = State::Superseded;
    }
    // All clauses of a rule are the rule.
    const ThingId rule = act.thing;
    std::size_t n_parts = 0;
    for (const hir::VariableId id : things_.variables_of(rule)) n_parts += part_name(id).empty() ? 0U : 1U;
    const auto& tree_rule = law_.rules.rule(act.place);
    if (!consolidate::is_partial(tree_rule) || place.parts.size() == n_parts) place.parts.clear();
  }

  void sort_places() {
    std::stable_sort(found_.places.begin(), found_.places.end(), [](const Place& left, const Place& right) {
      // Vocabularies and the library, which have no text, come first.
      if (left.text != right.text) {
        if (left.text.valid() != right.text.valid()) return !left.text.valid();
        return left.text < right.text;
      }
      // A text begins before it goes on in another file, whatever the files are called.
      const bool left_goes_on = left.action == Action::Continues;
      const bool right_goes_on = right.action == Action::Continues;
      if (left_goes_on != right_goes_on) return right_goes_on;
      if (left.from != right.from) return left.from < right.from;
      return left.span < right.span;
    });
  }

  // ---- readers ----

  /// What counts as reading the thing.
  [[nodiscard]] std::set<ThingId> read_things() const {
    std::set<ThingId> read = own_;
    const Thing& asked = things_[thing_];
    const bool is_record = asked.kind == ThingKind::Record || asked.kind == ThingKind::Field;
    for (std::size_t i = 0; i < things_.size(); ++i) {
      const ThingId id = things_.id_at(i);
      if (is_record && things_[id].kind == ThingKind::InputField) {
        const ThingId field = record_field(id);
        if (field.valid() && (field == thing_ || things_[field].owner == thing_)) read.insert(id);
      }
      const bool is_its_rule = things_[id].is_rule() || things_[id].kind == ThingKind::Input;
      if (asked.kind == ThingKind::Dispositif && things_[id].dispositif == asked.name && is_its_rule) {
        for (const hir::VariableId variable : things_.variables_of(id)) read.insert(things_.of(variable));
      }
    }
    return read;
  }

  void find_readers() {
    const std::set<ThingId> read = read_things();
    const Thing& asked = things_[thing_];
    std::vector<Read> all = reads_of(things_, scope_);
    const std::vector<Read> mentions = mentions_of(things_, scope_);
    all.insert(all.end(), mentions.begin(), mentions.end());
    std::map<ThingId, Reader> readers;
    for (const Read& one : all) {
      const ThingId reader = things_.whole(one.reader);
      const bool is_inside = own_.contains(reader) || own_.contains(one.reader);
      const bool is_own = one.kind == ReadKind::Derogation || one.kind == ReadKind::Condition;
      if (!read.contains(one.read) || is_inside || is_own) continue;
      if (asked.kind == ThingKind::Dispositif && things_[reader].dispositif == asked.name) continue;
      if (things_[reader].is_library && !asked.is_library) continue;
      Reader& entry = readers[reader];
      if (entry.places.empty()) entry.for_application = true;
      entry.thing = reader;
      entry.for_application = entry.for_application && one.kind == ReadKind::Application;
      if (!one.span.valid()) continue;
      const Location place = location_of(law_, one.span);
      const bool is_new = std::none_of(entry.places.begin(), entry.places.end(), [&](const Location& other) {
        return other.file == place.file && other.line == place.line && other.column == place.column;
      });
      if (is_new) entry.places.push_back(place);
    }
    for (auto& [id, reader] : readers) {
      std::stable_sort(reader.places.begin(), reader.places.end(), [](const Location& left, const Location& right) {
        return std::tie(left.file, left.line, left.column) < std::tie(right.file, right.line, right.column);
      });
      found_.readers.push_back(std::move(reader));
    }
  }

  const Law& law_;
  const Things& things_;
  const hir::Program& program_;
  const Scope& scope_;
  ThingId thing_;
  ThingId whole_;                           ///< Of a condition, a part or a field of an entrée: what it belongs to.
  std::set<ThingId> own_;                   ///< The thing and what it is made of.
  std::set<ThingId> subject_;               ///< And the derogations to them.
  std::vector<hir::VariableId> variables_;  ///< Of the thing.
  std::set<VersionKey> versions_;
  Whereabouts found_;
};

}  // namespace

const KindWords& words_of(Action action) {
  static constexpr std::array kWords = {
#define AVENANT_ACTION(Name, json, french, english) KindWords{json, french, english},
#include "compiler/explore/actions.def"
#undef AVENANT_ACTION
  };
  return kWords[static_cast<std::size_t>(action)];
}

Location location_of(const Law& law, base::Span span) {
  Location location;
  if (!span.valid() || span.source.index() >= law.sources.size()) return location;
  const compare::Quote quote = law.quoter.said({}, span);
  location.text = quote.text;
  location.article = quote.article;
  location.heading = quote.heading;
  location.file = law.sources[span.source].path;
  const base::LineColumn at = law.sources.line_column(span.source, span.begin);
  location.line = at.line;
  location.column = at.column;
  return location;
}

Whereabouts where(const Law& law, const Scope& scope, ThingId thing) {
  return Finder(law, scope, thing).run();
}

}  // namespace avenant::explore
