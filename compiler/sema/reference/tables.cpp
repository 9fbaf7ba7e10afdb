#include "compiler/sema/reference/tables.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "compiler/sema/reference/open_table.hpp"

namespace avenant::sema {

namespace {

/// `zonage` for « données/zonage.csv »: what a table without a name is called.
std::string stem_of(std::string_view file) {
  const std::size_t slash = file.rfind('/');
  if (slash != std::string_view::npos) file.remove_prefix(slash + 1);
  std::string stem(file.substr(0, file.find('.')));
  std::replace(stem.begin(), stem.end(), '-', '_');
  std::replace(stem.begin(), stem.end(), ' ', '_');
  return stem;
}

const DataFile* find_file(const Context& context, base::SourceId source, std::string_view name) {
  for (const DataFile& file : context.files) {
    if (file.source == source && file.name == name) return &file;
  }
  return nullptr;
}

/// Says why a file cannot be read; true when it can.
bool check_file(Context& context, const DataFile* file, std::string_view name, base::Span span) {
  const DataProblem problem = file != nullptr ? file->problem : DataProblem::Missing;
  switch (problem) {
    case DataProblem::None:
      break;
    case DataProblem::Outside:
      context.sink.report(Code::TableFileOutside, span).with("file", name);
      return false;
    case DataProblem::Missing:
      context.sink.report(Code::TableFileMissing, span)
          .with("file", name)
          .with("path", file != nullptr ? file->path : "");
      return false;
    case DataProblem::Unreadable:
      context.sink.report(Code::ReadFailed, span)
          .with("path", file->path)
          .with("reason", file->reason_french, file->reason_english);
      return false;
    case DataProblem::TooLarge:
      context.sink.report(Code::TableTooLarge, span)
          .with("file", name)
          .with("limit", std::to_string(context.options.max_table_bytes / (std::size_t{1024} * 1024)) + " Mio",
                std::to_string(context.options.max_table_bytes / (std::size_t{1024} * 1024)) + " MiB");
      return false;
  }
  const auto invalid = base::find_invalid_utf8(file->bytes);
  if (!invalid) return true;
  const FilePosition place = position_in(file->bytes, *invalid);
  context.sink.report(Code::TableNotUtf8)
      .path(file->path + ":" + std::to_string(place.line) + ":" + std::to_string(place.column))
      .with("file", name);
  return false;
}

/// The position of a header: the same name, else the only one that differs by accents and case.
std::optional<std::size_t> find_header(const std::vector<CsvCell>& header, std::string_view wanted) {
  const std::string exact = base::normalise(wanted);
  const std::string folded = base::fold(wanted);
  std::optional<std::size_t> loose;
  std::size_t n_loose = 0;
  for (std::size_t i = 0; i < header.size(); ++i) {
    if (base::normalise(header[i].text) == exact) return i;
    if (base::fold(header[i].text) != folded) continue;
    loose = i;
    ++n_loose;
  }
  return n_loose == 1 ? loose : std::nullopt;
}

/// The name written before the file; without one, the first name of the rule is a key.
std::optional<syntax::NameView> own_name(syntax::CsvTableView view) {
  const auto name = view.name();
  return name && name->span().begin < view.file()->span().begin ? name : std::nullopt;
}

/// Matches the declared columns of one table with its header. A table whose file cannot be read has its columns all
/// the same, so that the rules that read it are read as if it could.
class HeaderReader {
 public:
  HeaderReader(Context& context, OpenTable& table) : context_(context), table_(table) {}

  /// False when a mistake was reported.
  bool read(syntax::CsvTableView view) {
    bool sound = read_header(view);
    table_.is_readable = sound;
    for (const syntax::NameView key : view.keys()) sound = add_key(view, key) && sound;
    for (const syntax::FieldDeclarationView field : view.fields()) sound = add_field(view, field) && sound;
    if (const auto from = view.period_from()) sound = add_period(view, *from, table_.from) && sound;
    if (const auto until = view.period_until()) sound = add_period(view, *until, table_.until) && sound;
    if (sound && is_whole_ && table_.columns.empty()) {
      context_.sink.report(Code::EmptyDeclaration, table_.name_span).with("name", context_.text(table_.name));
      return false;
    }
    table_.is_readable = sound && is_whole_;
    return !table_.keys.empty();
  }

 private:
  bool read_header(syntax::CsvTableView view) {
    if (!table_.is_readable) return false;
    CsvReader reader(table_.file->bytes);
    if (reader.next(header_) != CsvStatus::Row) {
      context_.sink.report(Code::TableEmpty, view.file()->span()).with("file", table_.file->name);
      return false;
    }
    table_.n_cells = header_.size();
    return check_headers();
  }

  bool check_headers() {
    std::set<std::string> seen;
    for (const CsvCell& cell : header_) {
      if (cell.text.empty() || seen.insert(base::normalise(cell.text)).second) continue;
      report_in_file(context_, Code::TableHeaderTwice, table_, cell.offset).with("name", cell.text);
      return false;
    }
    return true;
  }

  static std::optional<syntax::FieldDeclarationView> field_named(syntax::CsvTableView view, std::string_view name) {
    for (const syntax::FieldDeclarationView field : view.fields()) {
      if (field.name() && base::normalise(field.name()->text()) == base::normalise(name)) return field;
    }
    return std::nullopt;
  }

  /// The column of a name: under its title in the file, where the rule gives one.
  std::optional<OpenColumn> open(std::string_view name, base::Span span,
                                 std::optional<syntax::FieldDeclarationView> field) {
    const auto title = field ? field->title() : std::nullopt;
    const std::string header(title ? title->content() : name);
    const auto position = table_.is_readable ? find_header(header_, header) : std::optional<std::size_t>(0);
    if (!position) {
      std::vector<std::string> known;
      for (const CsvCell& cell : header_) known.push_back(cell.text);
      context_.sink.report(Code::ColumnNotInFile, title ? title->span() : span)
          .with("file", table_.file->name)
          .with("name", header)
          .suggest(context_.near(header, known));
      is_whole_ = false;
    }
    OpenColumn column;
    column.name = std::string(name);
    column.span = span;
    column.position = position.value_or(0);
    if (field) column.type_view = field->type();
    return column;
  }

  bool add_key(syntax::CsvTableView view, syntax::NameView key) {
    for (const OpenColumn& other : table_.keys) {
      if (base::normalise(other.name) != base::normalise(key.text())) continue;
      report_duplicate(context_, key.span(), key.text(), other.span);
      return false;
    }
    const auto field = field_named(view, key.text());
    if (!field) {
      if (!view.node().has_error()) {
        context_.sink.report(Code::KeyWithoutType, key.span()).with("name", key.text());
      }
      return false;
    }
    auto column = open(key.text(), key.span(), field);
    if (column) table_.keys.push_back(std::move(*column));
    return column.has_value();
  }

  bool add_field(syntax::CsvTableView view, syntax::FieldDeclarationView field) {
    const auto name = field.name();
    if (!name || !field.type()) return false;
    for (const syntax::FieldDeclarationView other : view.fields()) {
      if (!other.name() || other.name()->span() == name->span()) break;
      if (base::normalise(other.name()->text()) != base::normalise(name->text())) continue;
      report_duplicate(context_, name->span(), name->text(), other.name()->span());
      return false;
    }
    if (!field.family().empty()) {
      context_.sink.report(Code::NotAFamily, name->span()).with("name", name->text());
      return false;
    }
    const auto is_named = [&](syntax::NameView other) {
      return base::normalise(other.text()) == base::normalise(name->text());
    };
    for (const syntax::NameView key : view.keys()) {
      if (is_named(key)) return true;
    }
    for (const auto& period : {view.period_from(), view.period_until()}) {
      if (period && is_named(*period)) return true;
    }
    auto column = open(name->text(), name->span(), field);
    if (column) table_.columns.push_back(std::move(*column));
    return column.has_value();
  }

  bool add_period(syntax::CsvTableView view, syntax::NameView name, std::optional<OpenColumn>& out) {
    out = open(name.text(), name.span(), field_named(view, name.text()));
    return out.has_value();
  }

  Context& context_;
  OpenTable& table_;
  std::vector<CsvCell> header_;
  bool is_whole_ = true;  ///< Every declared column is in the file.
};

/// A single name that stands for a type and is declared nowhere.
std::optional<syntax::NodeRef> undeclared_type(Context& context, const OpenColumn& column) {
  if (!column.type_view || column.type_view->kind() != syntax::TypeKind::Named) return std::nullopt;
  const auto unit = column.type_view->unit();
  const auto factors = unit ? unit->factors() : std::vector<syntax::NodeRef>{};
  if (factors.size() != 1 || factors.front().kind() == syntax::NodeKind::Euro) return std::nullopt;
  const base::Name name = context.program.names.intern(factors.front().text());
  const ProjectScope& project = context.project;
  if (project.enumerations.contains(name) || project.records.contains(name) || project.units.contains(name)) {
    return std::nullopt;
  }
  return factors.front();
}

bool can_be_key(const Type& type) {
  return type.is(TypeKind::Boolean) || type.is(TypeKind::Date) || type.is(TypeKind::Enumeration) ||
         (type.is(TypeKind::Number) && type.grain == 1);
}

/// Reads the type of a column; false when it cannot be one.
bool read_column_type(Context& context, const Scope& scope, OpenColumn& column, bool is_key) {
  if (!column.type_view) return false;
  const WrittenType written = read_type(context, scope, *column.type_view);
  column.type = written.type;
  column.range = written.range;
  if (written.type.is_error()) return false;
  const bool readable =
      !written.type.is(TypeKind::Set) && !written.type.is(TypeKind::Record) && !written.type.is(TypeKind::List);
  if (readable && (!is_key || (can_be_key(written.type) && !written.type.optional))) return true;
  context.sink.report(Code::WrongColumnType, column.type_view->span())
      .with("name", column.name)
      .with("role", is_key ? "clé" : "colonne", is_key ? "key" : "column")
      .with("type", context.quote(column.type_view->span()));
  return false;
}

bool read_period_type(Context& context, const Scope& scope, std::optional<OpenColumn>& column) {
  if (!column) return true;
  if (!column->type_view) {
    column->type = date_type();
    return true;
  }
  if (!read_column_type(context, scope, *column, false)) return false;
  if (column->type.is(TypeKind::Date)) return true;
  context.sink.report(Code::TypeMismatch, column->type_view->span())
      .with("expected", "une date", "a date")
      .with("found", type_phrase(context, column->type, diagnostics::Language::French),
            type_phrase(context, column->type, diagnostics::Language::English));
  return false;
}

}  // namespace

diagnostics::Builder report_in_file(Context& context, Code code, const OpenTable& table, std::size_t offset) {
  const FilePosition place = position_in(table.file->bytes, offset);
  return context.sink.report(code).path(table.file->path + ":" + std::to_string(place.line) + ":" +
                                        std::to_string(place.column));
}

ReferenceTables::ReferenceTables(Context& context) : context_(context) {}
ReferenceTables::~ReferenceTables() = default;

void ReferenceTables::declare(const PlacedRule& placed) {
  const auto view = *placed.rule.as<syntax::CsvTableView>();
  const auto quoted = view.file();
  if (!quoted) return;
  auto table = std::make_unique<OpenTable>(OpenTable{placed, {}, {}, nullptr, false, 0, {}, {}, {}, {}});
  const auto name = own_name(view);
  table->name_span = name ? name->span() : quoted->span();
  table->name = context_.program.names.intern(name ? std::string(name->text()) : stem_of(quoted->content()));
  const auto [first, added] = context_.project.tables.try_emplace(table->name, table->name_span);
  if (!added) {
    report_duplicate(context_, table->name_span, context_.text(table->name), first->second.span);
    return;
  }
  table->file = find_file(context_, quoted->span().source, quoted->content());
  table->is_readable = check_file(context_, table->file, quoted->content(), quoted->span());
  if (!HeaderReader(context_, *table).read(view)) return;
  tables_.push_back(std::move(table));
}

void ReferenceTables::declare_key_types() {
  // A name that several keys give has the cases of all of them: no table comes first.
  std::map<base::Name, std::set<std::string>> cases;
  std::map<base::Name, const OpenTable*> declared_by;
  for (const auto& table : tables_) {
    std::vector<std::pair<base::Name, std::size_t>> keys;
    for (const OpenColumn& key : table->keys) {
      if (const auto name = undeclared_type(context_, key)) {
        keys.emplace_back(context_.program.names.intern(name->text()), key.position);
      }
    }
    if (keys.empty()) continue;
    for (const auto& [name, position] : keys) declared_by.try_emplace(name, table.get());
    if (!table->is_readable) continue;
    CsvReader reader(table->file->bytes);
    std::vector<CsvCell> row;
    (void)reader.next(row);
    while (reader.next(row) == CsvStatus::Row) {
      for (const auto& [name, position] : keys) {
        if (position < row.size() && !row[position].text.empty()) {
          cases[name].insert(base::normalise(row[position].text));
        }
      }
    }
  }
  for (const auto& [name, table] : declared_by) {
    hir::Enumeration enumeration;
    enumeration.name = name;
    enumeration.provenance = context_.provenance(table->placed.text, table->name_span);
    for (const std::string& text : cases[name]) {
      hir::EnumerationCase one;
      one.name = context_.program.names.intern(text);
      one.code = text;
      one.label = text;
      one.span = table->name_span;
      enumeration.cases.push_back(std::move(one));
    }
    if (enumeration.cases.empty()) enumeration.cases.emplace_back().name = context_.program.names.intern("—");
    context_.project.enumerations.emplace(name, context_.program.enumerations.add(std::move(enumeration)));
  }
}

void ReferenceTables::read() {
  for (const auto& table : tables_) {
    if (context_.has_enough_errors()) return;
    const Scope scope = scope_of(context_, table->placed);
    bool sound = true;
    for (OpenColumn& key : table->keys) sound = read_column_type(context_, scope, key, true) && sound;
    for (OpenColumn& column : table->columns) sound = read_column_type(context_, scope, column, false) && sound;
    sound = read_period_type(context_, scope, table->from) && sound;
    sound = read_period_type(context_, scope, table->until) && sound;
    if (!sound) continue;
    context_.project.tables.at(table->name).table = context_.program.reference_tables.add(read_lines(context_, *table));
  }
}

}  // namespace avenant::sema
