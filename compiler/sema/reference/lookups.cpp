#include <algorithm>

#include "compiler/sema/expressions/references.hpp"
#include "compiler/sema/reference/tables.hpp"

namespace avenant::sema {

namespace {

/// The table that a call names, unless its name means something of the dispositif's own; null for another expression.
const NamedTable* named_table(const Context& context, const Scope& scope, syntax::NameView name) {
  const base::Name known = context.program.names.find(name.text());
  if (!known.valid() || find_binder(context, scope, known).valid()) return nullptr;
  if (find_symbol(context, scope.dispositif, known) != nullptr) return nullptr;
  const auto found = context.project.tables.find(known);
  return found == context.project.tables.end() ? nullptr : &found->second;
}

}  // namespace

std::optional<ExpressionId> read_bare_lookup(Context& context, const Scope& scope, syntax::CallView view) {
  const auto name = view.callee_name();
  if (!name || named_table(context, scope, *name) == nullptr) return std::nullopt;
  context.sink.report(Code::NotAValue, view.span())
      .with("name", context.quote(view.span()))
      .with("what", "une ligne de table : nommez une de ses colonnes", "a row of a table: name one of its columns");
  return error_expression(context, view.span());
}

std::optional<ExpressionId> read_table_lookup(Context& context, const Scope& scope, syntax::FieldView view) {
  const auto base_view = view.base();
  const auto call = base_view ? base_view->as<syntax::CallView>() : std::nullopt;
  const auto name = call ? call->callee_name() : std::nullopt;
  const NamedTable* const named = name ? named_table(context, scope, *name) : nullptr;
  if (named == nullptr || !view.name()) return std::nullopt;
  // A table with a mistake is reported where it is declared.
  if (!named->table.valid()) return error_expression(context, view.span());
  const hir::ReferenceTableId id = named->table;
  const auto& columns = context.program.reference_tables[id].columns;
  const base::Name wanted = context.program.names.intern(view.name()->text());
  const auto column = std::find_if(columns.begin(), columns.end(),
                                   [&](const hir::ReferenceColumn& each) { return each.name == wanted; });
  if (column == columns.end()) {
    std::vector<std::string> known;
    for (const hir::ReferenceColumn& each : columns) known.push_back(context.text(each.name));
    context.sink.report(Code::UnknownTableColumn, view.name()->span())
        .with("table", name->text())
        .with("name", view.name()->text())
        .label(named->span, Label::DeclaredHere)
        .suggest(context.near(view.name()->text(), known));
    return error_expression(context, view.span());
  }
  const Type type = column->type;
  const auto position = static_cast<std::uint32_t>(column - columns.begin());
  std::vector<Type> wanted_types;
  for (const hir::ReferenceColumn& key : context.program.reference_tables[id].keys) wanted_types.push_back(key.type);
  if (context.program.reference_tables[id].is_dated) wanted_types.push_back(date_type());
  const auto arguments = call->arguments();
  if (arguments.size() != wanted_types.size()) {
    context.sink.report(Code::WrongArgumentCount, call->span())
        .with("name", name->text())
        .with("expected", static_cast<std::int64_t>(wanted_types.size()))
        .with("found", static_cast<std::int64_t>(arguments.size()));
    return make(context, ExpressionKind::Error, type, view.span(), {});
  }
  std::vector<ExpressionId> operands;
  bool failed = false;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    operands.push_back(read_as(context, scope, arguments[i], wanted_types[i]));
    failed = failed || type_of(context, operands.back()).is_error();
  }
  // What the cell is compared to is read as what it would be: one mistake, one message.
  if (failed) return make(context, ExpressionKind::Error, type, view.span(), {});
  return make(context, ExpressionKind::Lookup, type, view.span(), operands, id.index(), position);
}

}  // namespace avenant::sema
