// Builds small HIR programs by hand, for the tests of what reads them: hir, lower, scenario.
// Every expression gets a place of its own in one made-up file, ten bytes a line.
#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "compiler/base/source.hpp"
#include "compiler/hir/program.hpp"

namespace avenant::test {

using hir::ExpressionId;
using hir::ExpressionKind;
using hir::Type;

class HirBuilder {
 public:
  HirBuilder() {
    std::string lines;
    for (int line = 0; line < 2'000; ++line) lines += "xxxxxxxxx\n";
    source = sources.add("test.avn.md", lines);
    program.units.add(hir::Unit{});
    hir::BaseUnit euro;
    euro.singular = euro.plural = program.names.intern("€");
    euro.grain = 0;
    program.base_units.add(euro);
    euro_unit = program.intern(hir::Unit{{{hir::BaseUnitId(0), 1}}});
    text = add_text("avenant_7", date_value(2019, 8, 20), date_value(2019, 8, 21));
  }

  // ---- Places
  base::Span span() {
    next_offset_ += 10;
    return base::Span{source, next_offset_ - 10, next_offset_ - 1};
  }
  hir::Provenance provenance(std::string article = "9-3") { return provenance_in(text, std::move(article)); }
  hir::Provenance provenance_in(hir::TextId of, std::string article = "9-3") {
    hir::Provenance result;
    result.text = of;
    result.article = std::move(article);
    result.heading = "Un titre";
    result.span = span();
    return result;
  }
  hir::TextId add_text(std::string_view name, value::Date published, value::Date in_force) {
    hir::Text item;
    item.name = program.names.intern(name);
    item.title = std::string(name);
    item.published_on = published;
    item.in_force_from = in_force;
    return program.texts.add(item);
  }

  // ---- Types
  static Type boolean_type() { return plain(hir::TypeKind::Boolean); }
  static Type date_type() { return plain(hir::TypeKind::Date); }
  Type whole_type() const { return number_type(1); }
  Type number_type(std::int64_t grain) const {
    Type type = plain(hir::TypeKind::Number);
    type.unit = hir::UnitId(0);
    type.grain = grain;
    return type;
  }
  Type money_type() const {
    Type type = number_type(100);
    type.unit = euro_unit;
    return type;
  }
  static Type enumeration_type(hir::EnumerationId id) {
    Type type = plain(hir::TypeKind::Enumeration);
    type.enumeration = id;
    return type;
  }
  static Type set_type(hir::EnumerationId id) {
    Type type = plain(hir::TypeKind::Set);
    type.enumeration = id;
    return type;
  }

  // ---- Declarations
  hir::EnumerationId enumeration(std::string_view name, std::initializer_list<std::string_view> cases,
                                 bool ordered = false) {
    hir::Enumeration item;
    item.name = program.names.intern(name);
    item.ordered = ordered;
    for (const std::string_view text_of_case : cases) {
      hir::EnumerationCase added;
      added.name = program.names.intern(text_of_case);
      added.label = std::string(text_of_case);
      item.cases.push_back(added);
    }
    return program.enumerations.add(item);
  }
  hir::InputId input(std::string_view name, Type type, hir::Range range = {},
                     std::vector<hir::IndexDomain> indices = {}) {
    hir::Input item;
    item.name = program.names.intern(name);
    item.type = type;
    item.range = range;
    item.indices = std::move(indices);
    item.provenance = provenance();
    return program.inputs.add(item);
  }
  hir::BinderId binder(std::string_view name, hir::IndexDomain domain) {
    return program.binders.add(hir::Binder{program.names.intern(name), domain, span()});
  }
  static hir::IndexDomain range_domain(std::int64_t first, std::int64_t last) { return {{}, first, last}; }
  static hir::IndexDomain enumeration_domain(hir::EnumerationId id) { return {id, 0, 0}; }
  hir::ReadingId reading(std::string_view name, std::initializer_list<std::string_view> choices) {
    hir::Reading item;
    item.name = program.names.intern(name);
    for (const std::string_view choice : choices) {
      item.choices.push_back({program.names.intern(choice), std::string(choice), "", {}});
    }
    item.provenance = provenance();
    return program.readings.add(item);
  }
  hir::UnknownId unknown(std::string_view address, std::string_view reason, Type type) {
    hir::UnknownFigure item;
    item.address = std::string(address);
    item.reason = std::string(reason);
    item.type = type;
    item.provenance = provenance();
    return program.unknowns.add(item);
  }

  // ---- Expressions
  ExpressionId op(ExpressionKind kind, Type type, std::vector<ExpressionId> operands, std::uint32_t a = 0,
                  std::uint32_t b = 0) {
    hir::Expression item;
    item.kind = kind;
    item.type = type;
    item.span = span();
    item.a = a;
    item.b = b;
    return program.add(item, operands);
  }
  ExpressionId constant(Type type, value::Value value) {
    hir::Expression item;
    item.kind = ExpressionKind::Constant;
    item.type = type;
    item.span = span();
    item.constant = value;
    return program.add(item, {});
  }
  ExpressionId whole(std::int32_t number) { return constant(whole_type(), value::Value::whole(number)); }
  ExpressionId money(std::int32_t euros) { return constant(money_type(), value::Value::whole(euros)); }
  ExpressionId boolean(bool value) { return constant(boolean_type(), value::Value::boolean(value)); }
  ExpressionId day(std::int64_t year, std::int64_t month, std::int64_t of_month) {
    return constant(date_type(), value::Value::date(date_value(year, month, of_month)));
  }
  ExpressionId case_of(hir::EnumerationId id, std::int32_t index) {
    return constant(enumeration_type(id), value::Value::enum_case(index));
  }
  ExpressionId index(hir::BinderId id) {
    const hir::IndexDomain& domain = program.binders[id].domain;
    const Type type = domain.enumeration.valid() ? enumeration_type(domain.enumeration) : whole_type();
    return op(ExpressionKind::Index, type, {}, id.index());
  }
  ExpressionId read(hir::InputId id, std::vector<ExpressionId> arguments = {}) {
    return read_path({id, std::nullopt, program.inputs[id].type}, std::move(arguments));
  }
  ExpressionId read_field(hir::InputId id, std::uint32_t field, std::vector<ExpressionId> arguments = {}) {
    const Type type = program.records[program.inputs[id].type.record].fields[field].type;
    return read_path({id, field, type}, std::move(arguments));
  }
  ExpressionId read(hir::VariableId id, std::vector<ExpressionId> arguments = {}) {
    return op(ExpressionKind::Variable, program.variables[id].type, std::move(arguments), id.index());
  }
  ExpressionId read(hir::ReadingId id) {
    return op(ExpressionKind::Reading, plain(hir::TypeKind::Enumeration), {}, id.index());
  }
  ExpressionId choice(std::int32_t index) {
    return constant(plain(hir::TypeKind::Enumeration), value::Value::enum_case(index));
  }
  ExpressionId equal(ExpressionId left, ExpressionId right) {
    return op(ExpressionKind::Equal, boolean_type(), {left, right});
  }
  ExpressionId when(ExpressionId condition, ExpressionId then, ExpressionId otherwise) {
    return op(ExpressionKind::If, program.expressions[then].type, {condition, then, otherwise});
  }

  // ---- Rules
  hir::VariableId definition(std::string_view name, Type type, ExpressionId body,
                             std::vector<hir::BinderId> indices = {}) {
    const hir::VariableId id = declare(name, type, hir::VariableKind::Definition, std::move(indices));
    define(id, body);
    return id;
  }
  /// Without versions: for rules that read each other.
  hir::VariableId declare(std::string_view name, Type type, hir::VariableKind kind = hir::VariableKind::Definition,
                          std::vector<hir::BinderId> indices = {}) {
    hir::Variable item;
    item.name = program.names.intern(name);
    item.kind = kind;
    item.type = type;
    item.is_result = true;
    item.indices = std::move(indices);
    item.provenance = provenance();
    return program.variables.add(item);
  }
  hir::Version& add_version(hir::VariableId id, hir::Provenance where) {
    hir::Version version;
    version.provenance = std::move(where);
    program.variables[id].versions.push_back(version);
    return program.variables[id].versions.back();
  }
  void define(hir::VariableId id, ExpressionId body) {
    hir::Provenance where = provenance();
    add_version(id, where).rule.body = body;
  }
  hir::VariableId condition(hir::VariableId parent, std::string_view label, ExpressionId body) {
    const hir::VariableId id = declare("", boolean_type(), hir::VariableKind::Condition);
    program.variables[id].name = {};
    program.variables[id].label = std::string(label);
    program.variables[id].parent = parent;
    program.variables[id].is_result = false;
    if (body.valid()) define(id, body);
    return id;
  }
  void group(hir::VariableId id, hir::ConditionMode mode, std::vector<hir::VariableId> conditions) {
    hir::Provenance where = provenance();
    hir::Version& version = add_version(id, where);
    version.rule.mode = mode;
    for (const hir::VariableId item : conditions)
      version.rule.conditions.push_back({program.variables[item].label, item});
  }
  hir::DerogationId derogation(std::string_view name, hir::VariableId target, ExpressionId guard, ExpressionId value) {
    hir::Derogation item;
    item.name = program.names.intern(name);
    item.target = target;
    item.guard = guard;
    item.value = value;
    item.provenance = provenance();
    return program.derogations.add(item);
  }
  hir::VariableId table(std::string_view name, Type type, std::vector<hir::TableRow> rows,
                        std::vector<hir::BinderId> indices = {}) {
    const hir::VariableId id = declare(name, type, hir::VariableKind::Table, std::move(indices));
    hir::Table item;
    item.rows = std::move(rows);
    const hir::TableId table_id = program.tables.add(item);
    hir::Provenance where = provenance();
    add_version(id, where).rule.table = table_id;
    return id;
  }
  hir::TableRow row(std::vector<ExpressionId> cells, ExpressionId result) {
    return hir::TableRow{std::move(cells), result, "", span(), false, {}};
  }

  static value::Date date_value(std::int64_t year, std::int64_t month, std::int64_t day) {
    return value::Date::from_civil(year, month, day).value;
  }

  hir::Program program;
  base::SourceMap sources;
  base::SourceId source;
  hir::TextId text;
  hir::UnitId euro_unit;

 private:
  static Type plain(hir::TypeKind kind) {
    Type type;
    type.kind = kind;
    return type;
  }
  ExpressionId read_path(const hir::InputPath& path, std::vector<ExpressionId> arguments) {
    for (std::size_t position = 0; position < program.input_paths.size(); ++position) {
      const hir::InputPathId id = program.input_paths.id_at(position);
      if (program.input_paths[id] == path)
        return op(ExpressionKind::Input, path.type, std::move(arguments), id.index());
    }
    return op(ExpressionKind::Input, path.type, std::move(arguments), program.input_paths.add(path).index());
  }

  std::uint32_t next_offset_ = 0;
};

}  // namespace avenant::test
