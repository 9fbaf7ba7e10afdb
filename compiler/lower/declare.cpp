#include <algorithm>

#include "compiler/hir/generic.hpp"
#include "compiler/lower/assumption.hpp"
#include "compiler/lower/context.hpp"
#include "compiler/lower/in_force.hpp"
#include "compiler/lower/members.hpp"
#include "compiler/lower/names.hpp"
#include "compiler/lower/rule.hpp"

namespace avenant::lower {

namespace {

const std::string& name_text(const Context& context, base::Name name) {
  static const std::string kEmpty;
  return name.valid() ? context.hir.names.text(name) : kEmpty;
}

void declare_texts(Context& context) {
  program::TextSpec library;
  library.name = "bibliothèque";
  library.kind = program::TextKind::kLibrary;
  context.library_text = context.builder.add_text(library);
  for (const hir::Text& text : context.hir.texts) {
    program::TextSpec spec;
    spec.name = name_text(context, text.name);
    spec.kind = text.vocabulary ? program::TextKind::kVocabulary
                                : (text.draft ? program::TextKind::kDraft : program::TextKind::kText);
    spec.published = text.published_on.value_or(value::Date());
    spec.in_force = text.in_force_from.value_or(spec.published);
    spec.title = text.title;
    spec.reference = text.reference;
    context.texts.push_back(context.builder.add_text(spec));
  }
}

void note_source(Context& context, const hir::Provenance& provenance) {
  if (provenance.text.valid() && provenance.span.valid()) {
    context.text_of_source.emplace(provenance.span.source.index(), provenance.text);
  }
}

// A file belongs to one text: any rule in it says which.
void note_sources(Context& context) {
  for (const hir::Text& text : context.hir.texts) note_source(context, text.provenance);
  for (const hir::Variable& variable : context.hir.variables) {
    note_source(context, variable.provenance);
    for (const hir::Version& version : variable.versions) note_source(context, version.provenance);
  }
  for (const hir::Derogation& derogation : context.hir.derogations) note_source(context, derogation.provenance);
  for (const hir::Notice& notice : context.hir.notices) note_source(context, notice.provenance);
  for (const hir::Input& input : context.hir.inputs) note_source(context, input.provenance);
  for (const hir::Reading& reading : context.hir.readings) note_source(context, reading.provenance);
}

// The reading whose choices are the cases of a hidden enumeration; none for an author's enumeration.
program::ReadingId reading_of(const Context& context, hir::EnumerationId enumeration) {
  for (std::size_t position = 0; position < context.hir.readings.size(); ++position) {
    const hir::Reading& reading = context.hir.readings[context.hir.readings.id_at(position)];
    if (reading.enumeration == enumeration) return context.readings[position];
  }
  return {};
}

void declare_enumerations(Context& context) {
  for (std::size_t position = 0; position < context.hir.enumerations.size(); ++position) {
    const hir::Enumeration& enumeration = context.hir.enumerations[context.hir.enumerations.id_at(position)];
    const program::ReadingId reading = reading_of(context, context.hir.enumerations.id_at(position));
    if (reading) {
      context.enumerations.push_back(context.builder.enumeration_of(reading));
      continue;
    }
    std::vector<program::CaseSpec> cases;
    for (const hir::EnumerationCase& item : enumeration.cases) {
      cases.push_back({name_text(context, item.name), item.code, item.label});
    }
    context.enumerations.push_back(
        context.builder.add_enumeration(name_text(context, enumeration.name), enumeration.ordered, cases));
  }
  // Attributes may be cases of any enumeration: they come once all are declared.
  for (std::size_t position = 0; position < context.hir.enumerations.size(); ++position) {
    const hir::Enumeration& enumeration = context.hir.enumerations[context.hir.enumerations.id_at(position)];
    std::vector<program::AttributeId>& attributes = context.attributes.emplace_back();
    for (std::size_t column = 0; column < enumeration.attributes.size(); ++column) {
      std::vector<value::Value> values;
      for (const hir::EnumerationCase& item : enumeration.cases) values.push_back(item.attributes[column]);
      const hir::EnumerationAttribute& attribute = enumeration.attributes[column];
      attributes.push_back(context.builder.add_attribute(context.enumerations[position],
                                                         name_text(context, attribute.name),
                                                         type_of(context, attribute.type), values));
    }
    for (std::size_t index = 0; index < enumeration.cases.size(); ++index) {
      const hir::EnumerationCase& item = enumeration.cases[index];
      if (!item.closed_from) continue;
      const program::TextId closer =
          item.closed_by.valid() ? context.texts[item.closed_by.index()] : context.library_text;
      context.builder.close_case(context.enumerations[position], static_cast<std::uint32_t>(index), closer,
                                 *item.closed_from);
    }
  }
}

void declare_readings(Context& context) {
  for (const hir::Reading& reading : context.hir.readings) {
    std::vector<program::CaseSpec> cases;
    for (const hir::ReadingChoice& choice : reading.choices) {
      // What follows « par défaut » begins with its comma.
      const std::string_view note = std::string_view(choice.note).substr(choice.note.starts_with(", ") ? 2 : 0);
      cases.push_back({name_text(context, choice.name), {}, choice.label, note});
    }
    program::ReadingSpec spec;
    spec.name = name_text(context, reading.name);
    spec.cases = cases;
    spec.default_case = reading.default_choice;
    spec.title = reading.title;
    spec.place = place_of(context, reading.provenance);
    context.readings.push_back(context.builder.add_reading(spec));
  }
}

void declare_reference_tables(Context& context) {
  for (const hir::ReferenceTable& table : context.hir.reference_tables) {
    std::vector<program::ReferenceColumnSpec> keys;
    std::vector<program::ReferenceColumnSpec> columns;
    for (const hir::ReferenceColumn& key : table.keys) {
      keys.push_back({name_text(context, key.name), type_of(context, key.type), {}});
    }
    for (const hir::ReferenceColumn& column : table.columns) {
      columns.push_back({name_text(context, column.name), type_of(context, column.type), column.values});
    }
    std::vector<program::ReferencePeriod> periods;
    for (const hir::ReferencePeriod& period : table.periods) {
      periods.push_back({first_day(period.from), period.until.value_or(program::kNoEnd)});
    }
    program::ReferenceTableSpec spec;
    spec.name = name_text(context, table.name);
    spec.file = table.file;
    spec.digest = table.digest;
    spec.place = place_of(context, table.provenance);
    spec.n_rows = table.n_rows;
    spec.is_dated = table.is_dated;
    spec.keys = keys;
    spec.columns = columns;
    spec.key_values = table.key_values;
    spec.periods = periods;
    context.reference_tables.push_back(context.builder.add_reference_table(spec));
  }
}

void declare_unknowns(Context& context) {
  for (const hir::UnknownFigure& unknown : context.hir.unknowns) {
    program::UnknownSpec spec;
    spec.address = unknown.address;
    spec.reason = unknown.reason;
    spec.type = type_of(context, unknown.type);
    spec.bounds = range_of(context, unknown.bounds);
    spec.place = place_of(context, unknown.provenance);
    context.unknowns.push_back(context.builder.add_unknown(spec));
  }
}

std::vector<program::DimensionSpec> dimensions_of(const Context& context, std::span<const hir::IndexDomain> domains,
                                                  std::span<const std::string_view> names) {
  std::vector<program::DimensionSpec> dimensions;
  for (std::size_t index = 0; index < domains.size(); ++index) {
    program::DimensionSpec spec;
    if (index < names.size()) spec.name = names[index];
    if (domains[index].enumeration.valid()) spec.enumeration = context.enumerations[domains[index].enumeration.index()];
    spec.least = domain_least(domains[index]);
    spec.size = static_cast<std::uint32_t>(domain_size(context.hir, domains[index]));
    dimensions.push_back(spec);
  }
  return dimensions;
}

// Every member of one scalar path, in order; `sequence` tells apart what one declaration declares.
void declare_path(Context& context, const hir::InputPath& path, std::uint32_t& sequence) {
  const hir::Input& input = context.hir.inputs[path.input];
  const hir::Range& range = path.field ? context.hir.records[input.type.record].fields[*path.field].range : input.range;
  const std::vector<hir::IndexDomain> domains = domains_of(context.hir, path);
  std::vector<std::uint32_t> members;
  const std::size_t n_members = member_count(context.hir, domains);
  for (std::size_t ordinal = 0; ordinal < n_members; ++ordinal) {
    const std::string name = input_member_name(context.hir, path, member_values(context.hir, domains, ordinal));
    program::InputSpec spec;
    spec.name = name;
    spec.type = type_of(context, path.type);
    spec.range = range_of(context, range);
    spec.place = place_of(context, input.provenance);
    spec.sequence = sequence++;
    spec.dispositif = dispositif_text(context, input.dispositif);
    spec.title = path.field ? context.hir.records[input.type.record].fields[*path.field].title : input.title;
    members.push_back(context.builder.add_input(spec).value);
    context.input_names.emplace(members.back(), name);
  }
  if (members.empty()) return;
  context.first_inputs.emplace(std::pair{path.input.index(), path.field ? *path.field + 1 : 0},
                               program::InputId(members.front()));
  if (!domains.empty()) {
    context.builder.add_family(input_name(context.hir, path), program::FamilyKind::kInput,
                               dimensions_of(context, domains, {}), members);
  }
}

void declare_inputs(Context& context) {
  for (std::size_t position = 0; position < context.hir.inputs.size(); ++position) {
    const hir::InputId id = context.hir.inputs.id_at(position);
    const hir::Input& input = context.hir.inputs[id];
    if (input.type.is(hir::TypeKind::List)) {
      declare_list(context, id);
      continue;
    }
    std::uint32_t sequence = 0;
    if (!input.type.is(hir::TypeKind::Record)) {
      declare_path(context, {id, std::nullopt, input.type}, sequence);
      continue;
    }
    const hir::Record& record = context.hir.records[input.type.record];
    for (std::uint32_t field = 0; field < record.fields.size(); ++field) {
      declare_path(context, {id, field, record.fields[field].type}, sequence);
    }
  }
}

// The value of a rule that no text in force states: not open, not concerned, not due, nothing to pay. An objectif that
// is out of force has no other value than « not concerned »; a definition or a table has none.
std::optional<value::Value> out_of_force_value(const hir::Program& program, const hir::Variable& variable) {
  switch (variable.kind) {
    case hir::VariableKind::Eligibility:
      return value::Value::boolean(false);
    case hir::VariableKind::Objective:
      if (program.names.text(variable.name).ends_with(".concerné")) return value::Value::boolean(false);
      return std::nullopt;
    case hir::VariableKind::Obligation:
      if (variable.type.is(hir::TypeKind::Boolean)) return value::Value::boolean(false);
      break;
    case hir::VariableKind::Instalments:
      break;
    case hir::VariableKind::Definition:
    case hir::VariableKind::Condition:
    case hir::VariableKind::Table:
    case hir::VariableKind::Series:
      return std::nullopt;
  }
  if (variable.type.optional) return value::Value::absent();
  // The status is the first of its enumeration: « sans objet ».
  if (variable.is_result && variable.type.is(hir::TypeKind::Enumeration)) return value::Value::enum_case(0);
  return std::nullopt;
}

void declare_members(Context& context, hir::VariableId id) {
  const hir::Variable& variable = context.hir.variables[id];
  // One with parameters has a member for each list of arguments, declared where it is met.
  if (!variable.parameters.empty()) {
    context.first_members.push_back({});
    return;
  }
  const std::vector<hir::IndexDomain> domains = domains_of(context.hir, variable);
  std::vector<std::uint32_t> members;
  const std::size_t n_members = member_count(context.hir, domains);
  for (std::size_t ordinal = 0; ordinal < n_members; ++ordinal) {
    std::string name = member_name(context.hir, id, member_values(context.hir, domains, ordinal));
    program::VariableSpec spec;
    spec.name = name;
    spec.type = type_of(context, variable.type);
    spec.kind = kind_of(variable.kind);
    spec.is_public = variable.is_result;
    spec.place = place_of(context, variable.provenance);
    spec.sequence = static_cast<std::uint32_t>(ordinal);
    spec.dispositif = dispositif_text(context, variable.dispositif);
    spec.title = variable.title;
    if (const auto natural = out_of_force_value(context.hir, variable))
      spec.out_of_force = context.builder.add_value(*natural);
    const program::VariableId member = context.builder.declare_variable(spec);
    if (!variable.wording.empty()) {
      context.builder.add_sentence(member, variable.wording, variable.wording_otherwise, spec.place);
    }
    members.push_back(member.value);
    context.variable_of_member.push_back(id);
    context.hidden_names.emplace(name, 1);
    context.member_names.push_back(std::move(name));
  }
  context.first_members.push_back(members.empty() ? program::VariableId() : program::VariableId(members.front()));
  if (domains.empty() || members.empty()) return;
  std::vector<std::string_view> names;
  for (const hir::BinderId binder : variable.indices) {
    names.push_back(name_text(context, context.hir.binders[binder].name));
  }
  context.builder.add_family(variable_name(context.hir, id), program::FamilyKind::kVariable,
                             dimensions_of(context, domains, names), members);
}

// A unit as it is where the walk stands: « nombre » is what the arguments of the instance are counted in.
hir::Unit unit_of(const Context& context, hir::UnitId unit) {
  const hir::Program& program = context.hir;
  if (!unit.valid()) return {};
  if (!program.generic_unit.valid()) return program.units[unit];
  const hir::BaseUnitId generic = program.units[program.generic_unit].factors.front().first;
  hir::Unit result;
  int times = 0;
  for (const auto& [base, exponent] : program.units[unit].factors) {
    if (base == generic) times = exponent;
    if (base != generic) result.factors.emplace_back(base, exponent);
  }
  if (times == 0 || !context.stands_for.valid()) return result;
  for (const auto& [base, exponent] : program.units[context.stands_for].factors) {
    const auto same = std::find_if(result.factors.begin(), result.factors.end(),
                                   [&wanted = base](const auto& factor) { return factor.first == wanted; });
    if (same == result.factors.end()) {
      result.factors.emplace_back(base, exponent * times);
    } else {
      same->second += exponent * times;
    }
  }
  std::erase_if(result.factors, [](const auto& factor) { return factor.second == 0; });
  std::sort(result.factors.begin(), result.factors.end());
  return result;
}

void declare_variables(Context& context) {
  context.derogations_of.resize(context.hir.variables.size());
  for (std::size_t position = 0; position < context.hir.derogations.size(); ++position) {
    const hir::DerogationId id = context.hir.derogations.id_at(position);
    context.derogations_of[context.hir.derogations[id].target.index()].push_back(id);
  }
  for (std::size_t position = 0; position < context.hir.variables.size(); ++position) {
    declare_members(context, context.hir.variables.id_at(position));
  }
  context.reads.resize(context.variable_of_member.size());
}

}  // namespace

std::string_view dispositif_text(const Context& context, hir::DispositifId id) {
  return id.valid() ? std::string_view(name_text(context, context.hir.dispositifs[id].name)) : std::string_view();
}

program::RuleKind kind_of(hir::VariableKind kind) {
  switch (kind) {
    case hir::VariableKind::Definition:
      return program::RuleKind::kDefinition;
    case hir::VariableKind::Eligibility:
      return program::RuleKind::kEligibility;
    case hir::VariableKind::Condition:
      return program::RuleKind::kCondition;
    case hir::VariableKind::Table:
      return program::RuleKind::kTable;
    case hir::VariableKind::Series:
      return program::RuleKind::kParameter;
    case hir::VariableKind::Objective:
      return program::RuleKind::kObjective;
    case hir::VariableKind::Obligation:
      return program::RuleKind::kObligation;
    case hir::VariableKind::Instalments:
      return program::RuleKind::kSchedule;
  }
  return program::RuleKind::kDefinition;
}

void note_size(Context& context, hir::VariableId variable, std::size_t n_expressions) {
  if (n_expressions <= context.n_largest) return;
  context.n_largest = n_expressions;
  context.largest = variable;
}

program::TypeId number_type(Context& context, const hir::Type& type) {
  const hir::Unit unit = unit_of(context, type.unit);
  const std::string many = hir::unit_text(context.hir, unit);
  context.builder.name_unit(many, hir::unit_text(context.hir, unit, false));
  return context.builder.number(hir::known_grain(type.grain), many);
}

program::TypeId type_of(Context& context, const hir::Type& type) {
  program::TypeId plain;
  switch (type.kind) {
    case hir::TypeKind::Boolean:
      plain = context.builder.boolean();
      break;
    case hir::TypeKind::Number:
      plain = number_type(context, type);
      break;
    case hir::TypeKind::Date:
      plain = context.builder.date();
      break;
    case hir::TypeKind::Duration:
      plain = context.builder.duration();
      break;
    case hir::TypeKind::Enumeration:
      AVENANT_CHECK(type.enumeration.valid(), "an enumeration type without enumeration where one is needed");
      plain = context.builder.enumeration(context.enumerations[type.enumeration.index()]);
      break;
    case hir::TypeKind::Set:
      plain = context.builder.set_of(context.enumerations[type.enumeration.index()]);
      break;
    case hir::TypeKind::Record:
      plain = context.builder.element_of(list_of(context, type));
      break;
    case hir::TypeKind::List:
      plain = context.builder.list_of(list_of(context, type));
      break;
    case hir::TypeKind::Error:
      AVENANT_CHECK(false, "a value of a type that the program has no form for");
  }
  return type.optional ? context.builder.optional(plain) : plain;
}

program::RangeId range_of(Context& context, const hir::Range& range) {
  if (!range.least && !range.greatest) return {};
  std::optional<value::Value> least;
  std::optional<value::Value> greatest;
  if (range.least) least = value::Value::number(*range.least);
  if (range.greatest) greatest = value::Value::number(*range.greatest);
  return context.builder.add_range(least, greatest, false, range.greatest && range.greatest_excluded);
}

void declare_all(Context& context) {
  context.bound.resize(context.hir.binders.size());
  context.given.resize(context.hir.parameters.size());
  context.bound_elements.resize(context.hir.binders.size());
  context.lists.resize(context.hir.inputs.size());
  declare_texts(context);
  note_sources(context);
  // A reading makes the enumeration of its choices, whose place among the others is then known.
  declare_readings(context);
  declare_enumerations(context);
  declare_reference_tables(context);
  declare_unknowns(context);
  declare_inputs(context);
  declare_variables(context);
  declare_assumptions(context);
}

}  // namespace avenant::lower
