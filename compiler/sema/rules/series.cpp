// `série s : T`: a dated parameter, one line a value. Desugared to a table on a date: the application date of what
// reads it, or the one written: `s(D)`. Two variables share its lines: `s` at the date of the dispositif, or the
// série's own, and a definition of one parameter for any other date.
#include <algorithm>

#include "compiler/sema/rules/rules.hpp"

namespace avenant::sema {

namespace {

using value::Date;

struct Line {
  Date from;
  std::optional<Date> last;   ///< As written: the last day, included.
  std::optional<Date> until;  ///< Excluded; none: for ever.
  ExpressionId value;
  std::string note;
  base::Span span;
};

/// Reports what a written value may not read; true when there is nothing.
bool check_written(Context& context, ExpressionId id) {
  const hir::Expression& expression = context.program.expressions[id];
  const bool reads = expression.kind == ExpressionKind::Input || expression.kind == ExpressionKind::Variable ||
                     expression.kind == ExpressionKind::Apply || expression.kind == ExpressionKind::Call ||
                     expression.kind == ExpressionKind::SituationDate;
  if (reads) {
    context.sink.report(Code::SeriesReads, expression.span);
    return false;
  }
  const std::vector<ExpressionId> operands(context.program.operands_of(id).begin(),
                                           context.program.operands_of(id).end());
  return std::all_of(operands.begin(), operands.end(),
                     [&](ExpressionId operand) { return check_written(context, operand); });
}

std::optional<Date> next_day(Date day) {
  const auto next = Date::from_days(std::int64_t{day.days()} + 1);
  return next.ok() ? std::optional(next.value) : std::nullopt;
}

/// The line that an entry writes; nothing when it is wrong, which is reported.
std::optional<Line> read_line(Context& context, const Scope& scope, const Type& type, syntax::SeriesEntryView entry) {
  const auto from = read_date_literal(context, entry.from());
  const auto last = read_date_literal(context, entry.last_day());
  Line line;
  line.span = entry.span();
  Scope inner = scope;
  if (entry.from()) inner.address += "(" + context.spelled(entry.from()->node()) + ")";
  line.value = read_as(context, inner, entry.value(), type);
  const bool good = !type_of(context, line.value).is_error() && check_written(context, line.value);
  if (!from || (entry.last_day() && !last) || !good) return std::nullopt;
  if (last && *last < *from) {
    context.sink.report(Code::ReversedRange, entry.span());
    return std::nullopt;
  }
  const auto number = entry.value() ? entry.value()->as<syntax::NumberView>() : std::nullopt;
  if (number && number->source_note()) line.note = std::string(number->source_note()->content());
  line.from = *from;
  line.last = last;
  if (last) line.until = next_day(*last);
  return line;
}

/// Puts lines in the order of their dates; one without a last day holds until the next. Reports overlaps.
bool arrange(Context& context, std::string_view name, std::vector<Line>& lines) {
  std::stable_sort(lines.begin(), lines.end(),
                   [](const Line& left, const Line& right) { return left.from < right.from; });
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    const Date next = lines[i + 1].from;
    const bool same_start = next == lines[i].from;
    if (same_start || (lines[i].last && next <= *lines[i].last)) {
      const bool later = lines[i].span.begin < lines[i + 1].span.begin;
      context.sink.report(Code::SeriesOverlap, later ? lines[i + 1].span : lines[i].span)
          .with("name", name)
          .with("date", date_text(context, next))
          .label(later ? lines[i].span : lines[i + 1].span, Label::FirstHere);
      return false;
    }
    if (!lines[i].last) lines[i].until = next;
  }
  return true;
}

/// The table of the lines on a date.
hir::TableId table_of(Context& context, const std::vector<Line>& lines, ExpressionId date) {
  hir::Table table;
  table.subjects.push_back(date);
  for (const Line& line : lines) {
    const auto bound = [&](Date day) { return constant(context, date_type(), value::Value::date(day), line.span); };
    std::vector<ExpressionId> tests{
        make_comparison(context, ExpressionKind::GreaterEqual, date, bound(line.from), line.span)};
    if (line.until)
      tests.push_back(make_comparison(context, ExpressionKind::Less, date, bound(*line.until), line.span));
    hir::TableRow row;
    row.cells.push_back(make_and(context, std::move(tests), line.span));
    row.result = line.value;
    row.source_note = line.note;
    row.span = line.span;
    table.rows.push_back(std::move(row));
  }
  return context.program.tables.add(std::move(table));
}

/// What `en vigueur le` and the like would say twice.
bool check_modifiers(Context& context, const PlacedRule& placed) {
  for (const syntax::ModifierView modifier : placed.rule.modifiers()) {
    const syntax::ModifierKind kind = modifier.kind();
    const bool of_derogations =
        kind == syntax::ModifierKind::KeepDerogations || kind == syntax::ModifierKind::DropDerogations;
    if (kind == syntax::ModifierKind::Application || of_derogations) continue;
    const auto keyword = modifier.node().any_keyword();
    context.sink.report(Code::ClauseNotHere, modifier.span())
        .with("clause", keyword ? keyword->text() : modifier.text())
        .with("what", "une série : ses lignes portent leurs dates", "a série: its lines bear their dates");
    return false;
  }
  return true;
}

/// A wording of a later text is one more version, and it has no date either: its lines bear theirs.
void add_version(Context& context, hir::VariableId id, const hir::Provenance& provenance, hir::TableId table) {
  hir::Version version;
  version.provenance = provenance;
  version.rule.table = table;
  context.program.variables[id].versions.push_back(std::move(version));
}

}  // namespace

std::string date_text(const Context& context, Date day) {
  return hir::value_text(context.program, date_type(), value::Value::date(day));
}

void declare_dated_series(Context& context, hir::VariableId id) {
  hir::Variable dated = context.program.variables[id];
  hir::Parameter date;
  date.name = context.program.names.intern("date");
  date.type = date_type();
  date.span = dated.provenance.span;
  dated.parameters = {context.program.parameters.add(std::move(date))};
  dated.is_result = false;
  SeriesDates dates;
  dates.at_date = context.program.variables.add(std::move(dated));
  context.series.emplace(id, std::move(dates));
}

void read_series(Context& context, const PlacedRule& placed, hir::VariableId id) {
  const auto view = *placed.rule.as<syntax::SeriesView>();
  if (!check_modifiers(context, placed)) return;
  const hir::Variable variable = context.program.variables[id];
  const std::string name = context.text(variable.name);
  OpenVersion open = open_version(context, placed, variable.indices, true);
  SeriesDates& dates = context.series[id];
  dates.has_own_date = placed.rule.modifier(syntax::ModifierKind::Application).has_value();
  ExpressionId application = open.scope.application;
  if (!application.valid() || type_of(context, application).is_error()) return;
  if (type_of(context, application).optional) {
    application = make(context, ExpressionKind::Unwrap, date_type(), span_of(context, application), {application});
  }
  open.scope.address = name;
  std::vector<Line> lines;
  bool good = true;
  for (const syntax::SeriesEntryView entry : view.entries()) {
    auto line = read_line(context, open.scope, variable.type, entry);
    good = good && line.has_value();
    if (line) lines.push_back(std::move(*line));
  }
  if (view.entries().empty() && !view.node().has_error()) {
    context.sink.report(Code::EmptyDeclaration, view.name()->span()).with("name", name);
  }
  if (!good || lines.empty() || !arrange(context, name, lines)) return;
  for (const Line& line : lines) dates.periods.emplace_back(line.from, line.until);
  add_version(context, id, open.version.provenance, table_of(context, lines, application));
  const hir::ParameterId date = context.program.variables[dates.at_date].parameters.front();
  const ExpressionId at_date =
      make(context, ExpressionKind::Parameter, date_type(), variable.provenance.span, {}, date.index());
  add_version(context, dates.at_date, open.version.provenance, table_of(context, lines, at_date));
}

void check_series_dates(Context& context) {
  std::map<hir::VariableId, const SeriesDates*> by_variable;
  for (const auto& [id, dates] : context.series) by_variable.emplace(dates.at_date, &dates);
  for (std::size_t i = 0; i < context.program.expressions.size() && !by_variable.empty(); ++i) {
    const ExpressionId id = context.program.expressions.id_at(i);
    const hir::Expression& expression = context.program.expressions[id];
    if (expression.kind != ExpressionKind::Apply) continue;
    const auto found = by_variable.find(hir::VariableId(expression.a));
    if (found == by_variable.end() || found->second->periods.empty()) continue;
    const ExpressionId date = context.program.operands_of(id).back();
    if (!is_constant(context, date)) continue;
    const Date day = context.program.expressions[date].constant.as_date();
    const auto& periods = found->second->periods;
    const bool covered = std::any_of(periods.begin(), periods.end(), [&](const auto& period) {
      return period.first <= day && (!period.second || day < *period.second);
    });
    if (covered) continue;
    context.sink.report(Code::NoSeriesValue, expression.span)
        .with("name", context.text(context.program.variables[found->first].name))
        .with("date", date_text(context, day))
        .label(context.program.variables[found->first].provenance.span, Label::DeclaredHere);
  }
}

}  // namespace avenant::sema
