#include <algorithm>

#include "compiler/sema/declarations/declarations.hpp"
#include "compiler/syntax/canonical_text.hpp"

namespace avenant::sema {

namespace {

using syntax::CellView;
using syntax::RowView;

/// The prose after « par défaut », without the comma that joins them.
std::string without_leading_comma(std::string_view prose) {
  const std::size_t first = prose.find_first_not_of(", ");
  return first == std::string_view::npos ? std::string() : std::string(prose.substr(first));
}

/// Names of the fixed columns of an enumeration, in both languages.
bool is_column(std::string_view text, std::string_view french, std::string_view english) {
  return base::normalise(text) == base::normalise(french) || text == english;
}

/// Where each fixed column of an enumeration stands; the others are attributes.
struct EnumerationColumns {
  std::optional<std::size_t> name;
  std::optional<std::size_t> code;
  std::optional<std::size_t> label;
  std::vector<std::size_t> attributes;
  std::size_t n_columns = 0;
};

/// Rows of an enumeration may part results from cells by `||`; both sides are columns.
std::vector<CellView> all_cells(RowView row) {
  std::vector<CellView> cells = row.cells();
  for (const CellView cell : row.results()) cells.push_back(cell);
  return cells;
}

EnumerationColumns columns_of(RowView header) {
  EnumerationColumns columns;
  const auto cells = all_cells(header);
  columns.n_columns = cells.size();
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::string_view text = cells[i].text();
    if (is_column(text, "cas", "case")) {
      columns.name = i;
    } else if (is_column(text, "code", "code")) {
      columns.code = i;
    } else if (is_column(text, "libellé", "label")) {
      columns.label = i;
    } else {
      columns.attributes.push_back(i);
    }
  }
  return columns;
}

std::string cell_text(CellView cell) {
  const auto value = cell.value();
  const auto quoted = value ? value->as<syntax::TextLiteralView>() : std::nullopt;
  if (quoted && quoted->quoted()) return std::string(quoted->quoted()->content());
  return syntax::canonical_text(cell.node());
}

void read_cases(Context& context, hir::Enumeration& enumeration, const EnumerationColumns& columns,
                const std::vector<RowView>& rows) {
  for (const RowView row : rows) {
    const auto cells = all_cells(row);
    if (row.node().has_error()) continue;
    if (cells.size() != columns.n_columns) {
      context.sink.report(Code::RowCellCount, row.span())
          .with("found", static_cast<std::int64_t>(cells.size()))
          .with("expected", static_cast<std::int64_t>(columns.n_columns));
      continue;
    }
    hir::EnumerationCase one;
    if (columns.code) one.code = base::normalise(cell_text(cells[*columns.code]));
    const std::string name = columns.name ? cell_text(cells[*columns.name]) : one.code;
    one.name = context.program.names.intern(name);
    one.label = columns.label ? cell_text(cells[*columns.label]) : name;
    one.span = columns.name ? cells[*columns.name].span() : row.span();
    const auto clashes = [&](const hir::EnumerationCase& other) {
      const bool same_code = !one.code.empty() && (other.code == one.code || context.text(other.name) == one.code);
      return other.name == one.name || same_code || other.code == context.text(one.name);
    };
    const auto first = std::find_if(enumeration.cases.begin(), enumeration.cases.end(), clashes);
    if (first != enumeration.cases.end()) {
      context.sink.report(Code::DuplicateCase, one.span).with("name", name).label(first->span, Label::FirstHere);
      continue;
    }
    enumeration.cases.push_back(std::move(one));
  }
}

/// The name entered for a project-wide declaration, or nothing when it is taken.
template <class Map>
std::optional<base::Name> project_name(Context& context, syntax::RuleView rule, const Map& taken, auto place_of) {
  const auto name = rule_name(context, rule);
  if (!name) return std::nullopt;
  const auto it = taken.find(*name);
  if (it == taken.end()) return name;
  report_duplicate(context, rule.name()->span(), context.text(*name), place_of(it->second));
  return std::nullopt;
}

const hir::EnumerationId* declared_enumeration(const Context& context, syntax::RuleView rule) {
  const auto name = rule.name();
  if (!name) return nullptr;
  const auto it = context.project.enumerations.find(context.program.names.find(name->text()));
  if (it == context.project.enumerations.end()) return nullptr;
  const bool same = context.program.enumerations[it->second].provenance.span == name->span();
  return same ? &it->second : nullptr;
}

/// The column of an attribute, added where it is new: then every case has an empty value.
std::size_t attribute_column(Context& context, hir::Enumeration& enumeration, std::string_view name, const Type& type) {
  const base::Name interned = context.program.names.intern(name);
  for (std::size_t i = 0; i < enumeration.attributes.size(); ++i) {
    if (enumeration.attributes[i].name == interned) return i;
  }
  enumeration.attributes.push_back({interned, type});
  for (auto& one : enumeration.cases) one.attributes.emplace_back();
  return enumeration.attributes.size() - 1;
}

/// One attribute column: its constants, and the type that holds them all, which the first table to name it decides.
void read_attribute_column(Context& context, const Scope& scope, hir::EnumerationId id, std::size_t column,
                           std::string_view name, const std::vector<RowView>& rows) {
  Type type;
  const hir::Enumeration& declared = context.program.enumerations[id];
  for (const hir::EnumerationAttribute& attribute : declared.attributes) {
    if (context.text(attribute.name) == name) type = attribute.type;
  }
  const bool is_known = !type.is_error();
  std::vector<std::pair<std::size_t, ExpressionId>> values;
  for (const RowView row : rows) {
    const auto cells = all_cells(row);
    if (column >= cells.size()) continue;
    const auto& cases = context.program.enumerations[id].cases;
    const auto it = std::find_if(cases.begin(), cases.end(), [&](const hir::EnumerationCase& one) {
      return row.span().begin <= one.span.begin && one.span.end <= row.span().end;
    });
    if (it == cases.end()) continue;
    const auto position = static_cast<std::size_t>(it - cases.begin());
    if (!cells[column].value()) {
      context.sink.report(Code::NotConstant, cells[column].patterns().empty() ? row.span() : cells[column].span());
      continue;
    }
    ExpressionId value = read_expression(context, scope, cells[column].value());
    if (!type_of(context, value).is_error() && !is_constant(context, value)) {
      context.sink.report(Code::NotConstant, cells[column].span());
      continue;
    }
    const Type joined = is_known ? Type{} : join(type, type_of(context, value));
    if (joined.is_error()) value = conform(context, value, type);
    if (!joined.is_error()) type = joined;
    values.emplace_back(position, value);
  }
  hir::Enumeration& enumeration = context.program.enumerations[id];
  const std::size_t attribute = attribute_column(context, enumeration, name, type);
  for (const auto& [position, value] : values) {
    if (is_constant(context, value)) {
      enumeration.cases[position].attributes[attribute] = context.program.expressions[value].constant;
    }
  }
}

void read_attribute_columns(Context& context, const PlacedRule& placed, hir::EnumerationId id,
                            syntax::TableView table) {
  const RowView header = table.header_rows().front();
  const Scope scope = scope_of(context, placed);
  for (const std::size_t column : columns_of(header).attributes) {
    read_attribute_column(context, scope, id, column, all_cells(header)[column].text(), table.rows());
  }
}

/// Adds the fields that a rule declares.
void read_field_list(Context& context, const PlacedRule& placed, const std::vector<syntax::FieldDeclarationView>& views,
                     std::vector<hir::Field>& fields) {
  const Scope scope = scope_of(context, placed);
  for (const syntax::FieldDeclarationView field_view : views) {
    const auto field_name = field_view.name();
    const auto type_view = field_view.type();
    if (!field_name || !type_view) continue;
    hir::Field field;
    field.name = context.program.names.intern(field_name->text());
    field.span = field_name->span();
    const WrittenType written = read_type(context, scope, *type_view);
    field.type = written.type;
    field.range = written.range;
    for (const hir::BinderId binder : read_family(context, scope, field_view.family())) {
      field.indices.push_back(context.program.binders[binder].domain);
    }
    if (const auto title = field_view.title()) field.title = std::string(title->content());
    if (written.type.is(TypeKind::Number) && written.type.grain == 0) {
      context.sink.report(Code::InputGrainUnknown, type_view->span()).with("name", field_name->text());
    }
    if (written.type.is(TypeKind::List)) {
      context.sink.report(Code::ListNotHere, type_view->span())
          .with("what", "une fiche ne contient que des valeurs simples", "a fiche holds plain values only");
      field.type = Type{};
    }
    const auto first =
        std::find_if(fields.begin(), fields.end(), [&](const hir::Field& other) { return other.name == field.name; });
    if (first != fields.end()) {
      report_duplicate(context, field.span, field_name->text(), first->span);
      continue;
    }
    fields.push_back(std::move(field));
  }
}

}  // namespace

void declare_euro(Context& context) {
  AVENANT_CHECK(context.program.units.empty(), "the empty unit must be the first one");
  (void)context.program.intern(hir::Unit{});
  hir::BaseUnit euro;
  euro.singular = context.program.names.intern("€");
  euro.plural = euro.singular;
  euro.grain = 0;
  context.euro = context.program.base_units.add(euro);
}

void declare_unit(Context& context, const PlacedRule& placed) {
  const auto view = *placed.rule.as<syntax::UnitRuleView>();
  const auto singular = view.singular();
  if (!singular) return;
  hir::BaseUnit unit;
  unit.singular = context.program.names.intern(singular->text());
  unit.plural = view.plural() ? context.program.names.intern(view.plural()->text()) : unit.singular;
  unit.provenance = context.provenance(placed.text, singular->span());
  if (const auto decimals = view.decimals()) {
    const auto number = read_digits(context, *decimals);
    const std::int64_t n = number && number->is_integer() ? number->numerator() : 13;
    if (n > 12) {
      context.sink.report(Code::ConstantOutOfRange, decimals->span())
          .with("value", decimals->text())
          .with("range", "0 à 12", "0 to 12");
    }
    for (std::int64_t i = 0; i < n && n <= 12; ++i) unit.grain *= 10;
  }
  for (const base::Name name : {unit.singular, unit.plural}) {
    const auto it = context.project.units.find(name);
    if (it != context.project.units.end()) {
      report_duplicate(context, singular->span(), context.text(name),
                       context.program.base_units[it->second].provenance.span);
      return;
    }
  }
  const base::Name first = unit.singular;
  const base::Name second = unit.plural;
  const hir::BaseUnitId id = context.program.base_units.add(std::move(unit));
  context.project.units.emplace(first, id);
  context.project.units.emplace(second, id);
}

void declare_enumeration(Context& context, const PlacedRule& placed) {
  const auto view = *placed.rule.as<syntax::EnumerationView>();
  const auto name = project_name(context, view, context.project.enumerations, [&](hir::EnumerationId id) {
    return context.program.enumerations[id].provenance.span;
  });
  if (!name) return;
  hir::Enumeration enumeration;
  enumeration.name = *name;
  enumeration.ordered = view.ordered();
  enumeration.provenance = context.provenance(placed.text, view.name()->span());
  const auto table = view.table();
  const auto headers = table ? table->header_rows() : std::vector<RowView>{};
  if (!headers.empty()) {
    const EnumerationColumns columns = columns_of(headers.front());
    if (!columns.name && !columns.code) {
      context.sink.report(Code::NoColumnNamed, headers.front().span())
          .with("name", context.quote(headers.front().span()));
    } else {
      read_cases(context, enumeration, columns, table->rows());
    }
  }
  if (enumeration.cases.empty() && !view.node().has_error()) {
    context.sink.report(Code::EmptyDeclaration, view.name()->span()).with("name", context.text(*name));
  }
  context.project.enumerations.emplace(*name, context.program.enumerations.add(std::move(enumeration)));
}

void read_attributes(Context& context, const PlacedRule& placed) {
  const hir::EnumerationId* id = declared_enumeration(context, placed.rule);
  const auto table = placed.rule.table();
  if (id == nullptr || !table || table->header_rows().empty()) return;
  read_attribute_columns(context, placed, *id, *table);
}

void extend_enumeration(Context& context, hir::EnumerationId id, syntax::TableView table) {
  const EnumerationColumns columns = columns_of(table.header_rows().front());
  if (!columns.name && !columns.code) {
    const base::Span header = table.header_rows().front().span();
    context.sink.report(Code::NoColumnNamed, header).with("name", context.quote(header));
    return;
  }
  hir::Enumeration& enumeration = context.program.enumerations[id];
  read_cases(context, enumeration, columns, table.rows());
}

void extend_attributes(Context& context, const PlacedRule& placed, hir::EnumerationId id, syntax::TableView table) {
  const std::size_t n_before = context.program.enumerations[id].attributes.size();
  read_attribute_columns(context, placed, id, table);
  // The cases that are there already have no value in a new column.
  auto& attributes = context.program.enumerations[id].attributes;
  for (std::size_t i = n_before; i < attributes.size(); ++i) {
    context.sink.report(Code::UnknownAttribute, table.header_rows().front().span())
        .with("enumeration", context.text(context.program.enumerations[id].name))
        .with("name", context.text(attributes[i].name));
  }
  attributes.resize(std::min(n_before, attributes.size()));
  // A case that a later text adds says all that the others say.
  std::vector<std::string> missing;
  const auto header = all_cells(table.header_rows().front());
  for (const hir::EnumerationAttribute& attribute : context.program.enumerations[id].attributes) {
    const std::string& name = context.text(attribute.name);
    const bool stated = std::any_of(header.begin(), header.end(), [&](CellView cell) { return cell.text() == name; });
    if (!stated) missing.push_back(name);
  }
  for (const std::string& name : missing) {
    context.sink.report(Code::ColumnMissing, table.header_rows().front().span()).with("name", name);
  }
}

void extend_record(Context& context, const PlacedRule& placed, hir::RecordId id,
                   const std::vector<syntax::FieldDeclarationView>& fields) {
  std::vector<hir::Field> all = context.program.records[id].fields;
  read_field_list(context, placed, fields, all);
  context.program.records[id].fields = std::move(all);
}

void declare_record(Context& context, const PlacedRule& placed) {
  const auto view = *placed.rule.as<syntax::RecordView>();
  const auto name = project_name(context, view, context.project.records,
                                 [&](hir::RecordId id) { return context.program.records[id].provenance.span; });
  if (!name) return;
  hir::Record record;
  record.name = *name;
  if (const auto title = view.title()) record.title = std::string(title->content());
  record.provenance = context.provenance(placed.text, view.name()->span());
  context.project.records.emplace(*name, context.program.records.add(std::move(record)));
}

void read_fields(Context& context, const PlacedRule& placed) {
  const auto view = *placed.rule.as<syntax::RecordView>();
  const auto name = rule_name(context, view);
  const auto it = name ? context.project.records.find(*name) : context.project.records.end();
  if (it == context.project.records.end() ||
      !(context.program.records[it->second].provenance.span == view.name()->span())) {
    return;
  }
  std::vector<hir::Field> fields;
  read_field_list(context, placed, view.fields(), fields);
  if (fields.empty() && !view.node().has_error()) {
    context.sink.report(Code::EmptyDeclaration, view.name()->span()).with("name", context.text(*name));
  }
  context.program.records[it->second].fields = std::move(fields);
}

void declare_reading(Context& context, const PlacedRule& placed) {
  const auto view = *placed.rule.as<syntax::ReadingView>();
  const auto name = project_name(context, view, context.project.readings,
                                 [&](hir::ReadingId id) { return context.program.readings[id].provenance.span; });
  if (!name) return;
  hir::Reading reading;
  reading.name = *name;
  if (const auto title = view.title()) reading.title = std::string(title->content());
  reading.provenance = context.provenance(placed.text, view.name()->span());
  hir::Enumeration choices;
  choices.name = *name;
  choices.provenance = reading.provenance;
  std::size_t n_defaults = 0;
  for (const syntax::ReadingRowView row : view.choices()) {
    const auto choice_name = row.name();
    if (!choice_name) continue;
    hir::ReadingChoice choice;
    choice.name = context.program.names.intern(choice_name->text());
    choice.label = row.label() ? std::string(row.label()->content()) : std::string(choice_name->text());
    if (const auto prose = row.prose()) choice.note = without_leading_comma(syntax::canonical_text(*prose));
    choice.span = choice_name->span();
    const auto first = std::find_if(reading.choices.begin(), reading.choices.end(),
                                    [&](const hir::ReadingChoice& other) { return other.name == choice.name; });
    if (first != reading.choices.end()) {
      context.sink.report(Code::DuplicateCase, choice.span)
          .with("name", choice_name->text())
          .label(first->span, Label::FirstHere);
      continue;
    }
    if (row.by_default()) {
      reading.default_choice = static_cast<std::uint32_t>(reading.choices.size());
      ++n_defaults;
    }
    hir::EnumerationCase one;
    one.name = choice.name;
    one.label = choice.label;
    one.span = choice.span;
    choices.cases.push_back(std::move(one));
    reading.choices.push_back(std::move(choice));
  }
  if (n_defaults != 1 && !view.node().has_error()) {
    context.sink.report(Code::ReadingDefault, view.name()->span()).with("found", static_cast<std::int64_t>(n_defaults));
  }
  reading.enumeration = context.program.enumerations.add(std::move(choices));
  context.project.readings.emplace(*name, context.program.readings.add(std::move(reading)));
}

}  // namespace avenant::sema
