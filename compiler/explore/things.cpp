#include "compiler/explore/things.hpp"

#include <array>

namespace avenant::explore {

namespace {

ThingKind kind_of(hir::VariableKind kind) {
  switch (kind) {
    case hir::VariableKind::Definition:
      return ThingKind::Definition;
    case hir::VariableKind::Eligibility:
      return ThingKind::Eligibility;
    case hir::VariableKind::Condition:
      return ThingKind::Condition;
    case hir::VariableKind::Table:
      return ThingKind::Table;
    case hir::VariableKind::Series:
      return ThingKind::Series;
    case hir::VariableKind::Objective:
      return ThingKind::Objective;
    case hir::VariableKind::Obligation:
      return ThingKind::Obligation;
    case hir::VariableKind::Instalments:
      return ThingKind::Instalments;
  }
  return ThingKind::Definition;
}

/// A rule is found by its name whatever its kind, for two rules of a dispositif never have one name.
std::string key_of(const Thing& thing) {
  const std::string_view group = thing.is_rule() ? "rule" : words_of(thing.kind).json;
  return std::string(group) + "\n" + thing.dispositif + "\n" + thing.name;
}

}  // namespace

const KindWords& words_of(ThingKind kind) {
  static constexpr std::array kWords = {
#define AVENANT_THING(Name, json, french, english) KindWords{json, french, english},
#include "compiler/explore/things.def"
#undef AVENANT_THING
  };
  return kWords[static_cast<std::size_t>(kind)];
}

Things::Things(const hir::Program& program, std::size_t n_library_sources)
    : program_(program), n_library_sources_(n_library_sources) {
  add_words();
  add_inputs();
  add_variables();
  add_derogations();
  add_others();
}

ThingId Things::add(Thing thing) {
  const std::string key = key_of(thing);
  const ThingId id = things_.add(std::move(thing));
  by_key_.emplace(key, id);
  return id;
}

std::string Things::name_of(hir::DispositifId id) const {
  return id.valid() ? program_.names.text(program_.dispositifs[id].name) : std::string();
}

Thing Things::thing(ThingKind kind, base::Name name, const hir::Provenance& provenance) const {
  Thing one;
  one.kind = kind;
  if (name.valid()) one.name = program_.names.text(name);
  one.text = provenance.text;
  one.declared = provenance.span;
  one.is_library = !provenance.span.valid() || provenance.span.source.index() < n_library_sources_;
  return one;
}

void Things::add_enumeration(hir::EnumerationId id) {
  const hir::Enumeration& enumeration = program_.enumerations[id];
  const ThingId owner = enumerations_[id.index()];
  const bool is_reading = things_[owner].kind == ThingKind::Reading;
  for (std::uint32_t position = 0; position < enumeration.cases.size(); ++position) {
    const hir::EnumerationCase& one = enumeration.cases[position];
    Thing item = thing(is_reading ? ThingKind::Choice : ThingKind::Case, one.name, enumeration.provenance);
    item.name = things_[owner].name + "." + item.name;
    item.owner = owner;
    item.title = one.label == program_.names.text(one.name) ? std::string() : one.label;
    if (one.span.valid()) item.declared = one.span;
    cases_.emplace(std::pair(id.index(), position), add(std::move(item)));
  }
}

void Things::add_words() {
  for (const hir::Text& text : program_.texts) {
    Thing item = thing(ThingKind::Text, text.name, text.provenance);
    item.title = text.title;
    texts_.push_back(add(std::move(item)));
  }
  for (const hir::BaseUnit& unit : program_.base_units) {
    Thing item = thing(ThingKind::Unit, unit.singular, unit.provenance);
    if (unit.plural.valid()) item.alias = program_.names.text(unit.plural);
    add(std::move(item));
  }
  // The choices of a reading are an enumeration without a name of its own.
  enumerations_.resize(program_.enumerations.size());
  for (const hir::Reading& reading : program_.readings) {
    Thing item = thing(ThingKind::Reading, reading.name, reading.provenance);
    item.title = reading.title;
    readings_.push_back(add(std::move(item)));
    enumerations_[reading.enumeration.index()] = readings_.back();
  }
  for (std::size_t i = 0; i < program_.enumerations.size(); ++i) {
    const hir::EnumerationId id = program_.enumerations.id_at(i);
    const hir::Enumeration& enumeration = program_.enumerations[id];
    if (!enumerations_[i].valid()) {
      enumerations_[i] = add(thing(ThingKind::Enumeration, enumeration.name, enumeration.provenance));
    }
    add_enumeration(id);
  }
  for (const hir::Record& record : program_.records) {
    Thing item = thing(ThingKind::Record, record.name, record.provenance);
    item.title = record.title;
    records_.push_back(add(std::move(item)));
    for (const hir::Field& field : record.fields) {
      Thing one = thing(ThingKind::Field, field.name, record.provenance);
      one.name = things_[records_.back()].name + "." + one.name;
      one.owner = records_.back();
      one.title = field.title;
      if (field.span.valid()) one.declared = field.span;
      add(std::move(one));
    }
  }
  for (const hir::ReferenceTable& table : program_.reference_tables) {
    reference_tables_.push_back(add(thing(ThingKind::ReferenceTable, table.name, table.provenance)));
  }
  for (const hir::Dispositif& dispositif : program_.dispositifs) {
    dispositifs_.push_back(add(thing(ThingKind::Dispositif, dispositif.name, dispositif.provenance)));
  }
}

void Things::add_inputs() {
  for (std::uint32_t index = 0; index < program_.inputs.size(); ++index) {
    const hir::Input& input = program_.inputs[hir::InputId(index)];
    Thing item = thing(ThingKind::Input, input.name, input.provenance);
    item.dispositif = name_of(input.dispositif);
    item.title = input.title;
    inputs_.push_back(add(std::move(item)));
    if (!input.type.record.valid()) continue;
    const hir::Record& record = program_.records[input.type.record];
    for (std::uint32_t position = 0; position < record.fields.size(); ++position) {
      const hir::Field& field = record.fields[position];
      Thing one = things_[inputs_.back()];
      one.kind = ThingKind::InputField;
      one.owner = inputs_.back();
      one.title = field.title;
      one.name += "." + program_.names.text(field.name);
      input_fields_.emplace(std::pair(index, position), add(std::move(one)));
    }
  }
}

/// The name of the rule that a variable is a part of: a clause, a column, or a bracket of a table; empty for a rule.
std::string Things::whole_of(const hir::Variable& variable, const Thing& item) const {
  if (variable.rule.valid()) return program_.names.text(variable.rule);
  const std::string& column = variable.result_column;
  if (!column.empty() && item.name.ends_with("." + column)) {
    return item.name.substr(0, item.name.size() - column.size() - 1);
  }
  const std::size_t bracket = item.name.find(" « ");
  if (item.kind != ThingKind::Definition || bracket == std::string::npos) return "";
  const std::string table = item.name.substr(0, bracket);
  return rule_named(item.dispositif, table).valid() ? table : std::string();
}

void Things::add_variables() {
  variables_.resize(program_.variables.size());
  // A rule comes before its parts, and an éligibilité before its conditions.
  for (std::size_t i = 0; i < program_.variables.size(); ++i) {
    const hir::Variable& variable = program_.variables[program_.variables.id_at(i)];
    Thing item = thing(kind_of(variable.kind), variable.name, variable.provenance);
    item.dispositif = name_of(variable.dispositif);
    item.title = variable.title;
    item.is_result = variable.is_result;
    if (variable.kind == hir::VariableKind::Condition) continue;
    const std::string whole_name = whole_of(variable, item);
    if (whole_name.empty()) {
      variables_[i] = add(std::move(item));
      continue;
    }
    ThingId whole = rule_named(item.dispositif, whole_name);
    if (!whole.valid()) {
      Thing rule = item;
      rule.name = whole_name;
      rule.title.clear();
      whole = add(std::move(rule));
    }
    item.kind = ThingKind::Part;
    item.owner = whole;
    things_[whole].is_result = things_[whole].is_result || item.is_result;
    variables_[i] = add(std::move(item));
  }
  for (std::size_t i = 0; i < program_.variables.size(); ++i) {
    const hir::Variable& variable = program_.variables[program_.variables.id_at(i)];
    if (variable.kind != hir::VariableKind::Condition) continue;
    hir::VariableId top = variable.parent;
    while (top.valid() && program_.variables[top].kind == hir::VariableKind::Condition)
      top = program_.variables[top].parent;
    Thing item = thing(ThingKind::Condition, variable.name, variable.provenance);
    item.dispositif = name_of(variable.dispositif);
    item.owner = top.valid() ? variables_[top.index()] : ThingId{};
    variables_[i] = add(std::move(item));
  }
}

void Things::add_derogations() {
  for (const hir::Derogation& derogation : program_.derogations) {
    Thing item = thing(ThingKind::Derogation, derogation.name, derogation.provenance);
    if (derogation.target.valid()) item.dispositif = name_of(program_.variables[derogation.target].dispositif);
    const ThingId known = derogation_named(item.dispositif, item.name);
    derogations_.push_back(known.valid() ? known : add(std::move(item)));
  }
}

void Things::add_others() {
  for (const hir::UnknownFigure& unknown : program_.unknowns) {
    Thing item = thing(ThingKind::Figure, {}, unknown.provenance);
    item.name = unknown.address;
    item.title = unknown.reason;
    unknowns_.push_back(add(std::move(item)));
  }
  for (const hir::Notice& notice : program_.notices) {
    Thing item = thing(ThingKind::Notice, {}, notice.provenance);
    item.name = "« " + notice.message + " »";
    item.dispositif = name_of(notice.dispositif);
    notices_.push_back(add(std::move(item)));
  }
  for (const hir::Assumption& assumption : program_.assumptions) {
    Thing item = thing(ThingKind::Assumption, {}, assumption.provenance);
    item.name = "« " + assumption.reason + " »";
    item.dispositif = name_of(assumption.dispositif);
    assumptions_.push_back(add(std::move(item)));
  }
  Thing date;
  date.kind = ThingKind::SituationDate;
  date.name = "date de situation";
  date.is_library = true;
  situation_date_ = add(std::move(date));
}

ThingId Things::of(hir::InputId id, std::uint32_t field) const {
  const auto found = input_fields_.find(std::pair(id.index(), field));
  return found == input_fields_.end() ? inputs_[id.index()] : found->second;
}

ThingId Things::case_of(hir::EnumerationId id, std::uint32_t position) const {
  const auto found = cases_.find(std::pair(id.index(), position));
  return found == cases_.end() ? ThingId{} : found->second;
}

ThingId Things::whole(ThingId id) const {
  const Thing& one = things_[id];
  const bool is_inside =
      one.kind == ThingKind::Condition || one.kind == ThingKind::Part || one.kind == ThingKind::InputField;
  return is_inside && one.owner.valid() ? one.owner : id;
}

ThingId Things::find(std::string_view group, std::string_view dispositif, std::string_view name) const {
  const auto found = by_key_.find(std::string(group) + "\n" + std::string(dispositif) + "\n" + std::string(name));
  return found == by_key_.end() ? ThingId{} : found->second;
}

ThingId Things::rule_named(std::string_view dispositif, std::string_view name) const {
  return find("rule", dispositif, name);
}

ThingId Things::derogation_named(std::string_view dispositif, std::string_view name) const {
  return find(words_of(ThingKind::Derogation).json, dispositif, name);
}

ThingId Things::condition_named(std::string_view dispositif, std::string_view rule, std::string_view label) const {
  return find(words_of(ThingKind::Condition).json, dispositif, std::string(rule) + " « " + std::string(label) + " »");
}

ThingId Things::input_named(std::string_view dispositif, std::string_view name) const {
  return find(words_of(ThingKind::Input).json, dispositif, name);
}

ThingId Things::thing_named(ThingKind kind, std::string_view name) const {
  return find(words_of(kind).json, "", name);
}

ThingId Things::declared_in(base::Span span) const {
  for (const std::vector<ThingId>* group : {&notices_, &assumptions_}) {
    for (const ThingId id : *group) {
      const base::Span declared = things_[id].declared;
      if (declared.source == span.source && span.begin <= declared.begin && declared.end <= span.end) return id;
    }
  }
  return {};
}

std::vector<hir::VariableId> Things::variables_of(ThingId id) const {
  std::vector<hir::VariableId> all;
  for (std::uint32_t i = 0; i < variables_.size(); ++i) {
    const ThingId one = variables_[i];
    if (one == id || (one.valid() && whole(one) == id)) all.emplace_back(i);
  }
  return all;
}

std::vector<hir::DerogationId> Things::derogations_of(ThingId id) const {
  std::vector<hir::DerogationId> all;
  for (std::uint32_t i = 0; i < derogations_.size(); ++i) {
    if (derogations_[i] == id) all.emplace_back(i);
  }
  return all;
}

}  // namespace avenant::explore
