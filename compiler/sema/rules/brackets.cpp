// `tranches E`: each slice of the amount is charged at the rate of its own row. Desugared to a table whose row says in
// which bracket the amount ends, and whose result is the sum of the parts of the brackets reached: one definition each.
#include <algorithm>

#include "compiler/sema/rules/rules.hpp"

namespace avenant::sema {

namespace {

using syntax::CellView;
using syntax::PatternKind;
using syntax::PatternView;
using syntax::RowView;
using value::Rational;

/// One row: a slice of the amount, from `low` (0 or the end of the row before, when not written) to `high` (none:
/// open).
struct Bracket {
  std::optional<Rational> low;
  std::optional<Rational> high;
  bool high_included = true;
  base::Span span;
  std::string text;
};

bool is_leaf(const Context& context, ExpressionId id) {
  const ExpressionKind kind = context.program.expressions[id].kind;
  return kind == ExpressionKind::Input || kind == ExpressionKind::Variable || kind == ExpressionKind::Index ||
         kind == ExpressionKind::Parameter || kind == ExpressionKind::Constant || kind == ExpressionKind::Apply ||
         kind == ExpressionKind::Call;
}

class BracketReader {
 public:
  BracketReader(Context& context, const PlacedRule& placed, const std::vector<hir::VariableId>& ids)
      : context_(context), placed_(placed), view_(*placed.rule.as<syntax::DecisionTableView>()), ids_(ids) {
    indices_ = context.program.variables[ids.front()].indices;
    open_ = open_version(context, placed, indices_, true);
    name_ = std::string(view_.name()->text());
    columns_.resize(ids.size());
  }

  void read() {
    const auto table = view_.table();
    if (!table || !read_header(*table) || !read_amount()) return;
    const std::vector<RowView> rows = table->rows();
    for (const RowView row : rows) {
      if (row.node().has_error()) return;
      if (!read_row(row)) return;
    }
    if (brackets_.empty()) {
      context_.sink.report(Code::NoRows, view_.name()->span()).with("name", name_);
      return;
    }
    if (brackets_.back().high) {
      context_.sink.report(Code::LastBracketClosed, brackets_.back().span)
          .with("bound", text_of(*brackets_.back().high));
      return;
    }
    for (std::size_t column = 0; column < ids_.size(); ++column) finish(column);
  }

 private:
  struct Column {
    std::vector<ExpressionId> parts;  ///< Reads of the part of each bracket.
    std::vector<std::string> notes;
    bool too_fine = false;
  };

  bool read_header(syntax::TableView table) {
    const auto headers = table.header_rows();
    if (headers.empty()) return false;
    const bool crossed = view_.is_cross() || !view_.row_axis().empty() || table.header_rule().has_value();
    if (crossed || headers.front().cells().size() != 1) {
      context_.sink.report(Code::BracketColumns, crossed ? view_.name()->span() : headers.front().span());
      return false;
    }
    // The header names the column; a bracket there is a table without its header.
    const CellView cell = headers.front().cells().front();
    const auto value = cell.value();
    const bool is_name = value && (value->kind() == syntax::ExpressionKind::NameExpression ||
                                   value->kind() == syntax::ExpressionKind::FieldExpression ||
                                   value->kind() == syntax::ExpressionKind::CallExpression);
    if (!is_name) context_.sink.report(Code::NotASubject, cell.span());
    n_results_ = headers.front().results().size();
    return is_name;
  }

  /// The amount, computed once: an expression gets a definition of its own.
  bool read_amount() {
    const ExpressionView written = *view_.brackets();
    ExpressionId id = read_expression(context_, open_.scope, written);
    const Type type = type_of(context_, id);
    if (type.is_error() || !require_plain(context_, {id})) return false;
    if (!type.is(TypeKind::Number)) {
      context_.sink.report(Code::WrongOperand, written.span())
          .with("operator", "tranches")
          .with("operand", type_phrase(context_, type, diagnostics::Language::French),
                type_phrase(context_, type, diagnostics::Language::English));
      return false;
    }
    amount_ = is_leaf(context_, id) ? id : define(context_.spelled(written.node()), type, id, written.span());
    return true;
  }

  /// A definition that only this table reads, and what reads it.
  ExpressionId define(const std::string& name, const Type& type, ExpressionId body, base::Span span) {
    hir::Variable variable;
    variable.name = context_.program.names.intern(name);
    variable.dispositif = placed_.dispositif;
    variable.type = type;
    variable.indices = indices_;
    variable.provenance = context_.provenance(placed_.text, span);
    hir::Version version;
    version.provenance = variable.provenance;
    version.rule.body = body;
    variable.versions.push_back(std::move(version));
    const hir::VariableId id = context_.program.variables.add(std::move(variable));
    std::vector<ExpressionId> arguments;
    for (const hir::BinderId binder : indices_) {
      const Type index = binder_type(context_.program.binders[binder].domain);
      arguments.push_back(make(context_, ExpressionKind::Index, index, span, {}, binder.index()));
    }
    return make(context_, ExpressionKind::Variable, type, span, arguments, id.index());
  }

  [[nodiscard]] std::string text_of(Rational bound) const {
    return hir::value_text(context_.program, type_of(context_, amount_), value::Value::number(bound));
  }

  /// A written bound, in the unit of the amount; without a unit where the other end of its range has it.
  std::optional<Rational> read_bound(std::optional<ExpressionView> view, bool shares_unit) {
    Type type = type_of(context_, amount_);
    type.grain = 0;
    const auto number = view ? view->as<syntax::NumberView>() : std::nullopt;
    type.any_unit = shares_unit && number && !number->unit() && !number->is_percent();
    const auto bound = read_constant(context_, open_.scope, view, type);
    return bound ? std::optional(bound->as_number()) : std::nullopt;
  }

  /// Nothing when the cell is no bracket, which is reported.
  std::optional<Bracket> read_bracket(CellView cell) {
    using syntax::BinaryOperator;
    Bracket bracket;
    bracket.span = cell.patterns().empty() ? view_.name()->span() : cell.span();
    bracket.text = context_.spelled(cell.patterns().empty() ? view_.name()->node() : cell.node());
    const auto patterns = cell.patterns();
    std::optional<syntax::RangeView> range;
    bool good = patterns.size() == 1;
    if (good && patterns.front().kind() == PatternKind::Range) range = patterns.front().range();
    if (good && patterns.front().kind() == PatternKind::Compare) {
      const BinaryOperator sign = patterns.front().comparison();
      const auto bound = read_bound(patterns.front().value(), false);
      if (!bound) return std::nullopt;
      const bool upward = sign == BinaryOperator::Greater || sign == BinaryOperator::GreaterEqual;
      good = upward || sign == BinaryOperator::Less || sign == BinaryOperator::LessEqual;
      (upward ? bracket.low : bracket.high) = *bound;
      bracket.high_included = sign != BinaryOperator::Less;
    } else if (range) {
      bracket.low = read_bound(range->low(), true);
      bracket.high = read_bound(range->high(), false);
      bracket.high_included = !range->high_excluded();
      if (!bracket.low || !bracket.high) return std::nullopt;
    } else {
      good = good && patterns.front().kind() == PatternKind::Else && !brackets_.empty();
    }
    if (good) return bracket;
    context_.sink.report(Code::NotABracket, bracket.span).with("text", bracket.text);
    return std::nullopt;
  }

  /// Checks that a bracket follows the one before, and fills in the bound that it shares with it.
  bool follow(Bracket& bracket) {
    if (brackets_.empty()) {
      if (!bracket.low) bracket.low = Rational::whole(0);
    } else {
      const Bracket& before = brackets_.back();
      if (!before.high) {
        context_.sink.report(Code::BracketAfterOpen, bracket.span).label(before.span, Label::FirstHere);
        return false;
      }
      if (bracket.low && !(*bracket.low == *before.high)) {
        context_.sink.report(Code::BracketsApart, bracket.span)
            .with("found", text_of(*bracket.low))
            .with("expected", text_of(*before.high));
        return false;
      }
      bracket.low = before.high;
    }
    if (!bracket.high || *bracket.low < *bracket.high) return true;
    context_.sink.report(Code::EmptyBracket, bracket.span)
        .with("first", text_of(*bracket.low))
        .with("last", text_of(*bracket.high));
    return false;
  }

  bool read_row(RowView row) {
    const auto cells = row.cells();
    const auto results = row.results();
    if (cells.size() != 1) {
      context_.sink.report(Code::BracketColumns, row.span());
      return false;
    }
    if (results.size() != n_results_ || results.size() < ids_.size()) {
      context_.sink.report(Code::RowCellCount, row.span())
          .with("found", static_cast<std::int64_t>(results.size()))
          .with("expected", static_cast<std::int64_t>(n_results_));
      return false;
    }
    auto bracket = read_bracket(cells.front());
    if (!bracket || !follow(*bracket)) return false;
    for (std::size_t column = 0; column < ids_.size(); ++column) {
      columns_[column].parts.push_back(read_part(column, *bracket, results[column], row.span()));
    }
    brackets_.push_back(std::move(*bracket));
    rows_.push_back(row.span());
    return true;
  }

  ExpressionId bound(Rational number, base::Span span) {
    return number_constant(context_, number, type_of(context_, amount_).unit, span);
  }

  /// What of the amount lies in a bracket that it reaches, never below 0.
  ExpressionId slice(const Bracket& bracket) {
    const base::Span span = bracket.span;
    ExpressionId part = amount_;
    if (bracket.high) part = make_extreme(context_, ExpressionKind::Least, {part, bound(*bracket.high, span)}, span);
    part = make_extreme(context_, ExpressionKind::Greatest, {bound(*bracket.low, span), part}, span);
    if (bracket.low->is_zero()) return part;
    return make_arithmetic(context_, {ExpressionKind::Subtract}, part, bound(*bracket.low, span), span);
  }

  /// The rate of a cell, in the unit of the result for one unit of the amount; an exclu has the result's type.
  ExpressionId read_rate(std::size_t column, const Bracket& bracket, CellView cell) {
    const Type result = context_.program.variables[ids_[column]].type;
    const auto patterns = cell.patterns();
    if (patterns.size() != 1 || patterns.front().kind() != PatternKind::Value || !patterns.front().value()) {
      context_.sink.report(
          patterns.empty() || patterns.front().kind() == PatternKind::Any ? Code::MissingResult : Code::NotConstant,
          patterns.empty() ? bracket.span : cell.span());
      return error_expression(context_, bracket.span);
    }
    const auto value = patterns.front().value();
    if (const auto number = value->as<syntax::NumberView>(); number && number->source_note()) {
      columns_[column].notes.resize(brackets_.size());
      columns_[column].notes.emplace_back(number->source_note()->content());
    }
    if (result.is_error()) return error_expression(context_, cell.span());
    if (!result.is(TypeKind::Number)) {
      (void)conform(context_, amount_, result);
      return error_expression(context_, cell.span());
    }
    Scope scope = open_.scope;
    scope.address = name_ + "(" + bracket.text + ")";
    const bool excluded = value->kind() == syntax::ExpressionKind::ExcludedCase;
    const Type rate = number_type(divide_units(context_, result.unit, type_of(context_, amount_).unit), 0);
    return read_as(context_, scope, value, excluded ? result : rate);
  }

  ExpressionId read_part(std::size_t column, const Bracket& bracket, CellView cell, base::Span row) {
    const Type result = context_.program.variables[ids_[column]].type;
    const ExpressionId rate = read_rate(column, bracket, cell);
    if (type_of(context_, rate).is_error()) return rate;
    ExpressionId part = rate;
    if (context_.program.expressions[rate].kind != ExpressionKind::Excluded) {
      part = make_arithmetic(context_, {ExpressionKind::Multiply}, rate, slice(bracket), cell.span());
      const std::int64_t grain = type_of(context_, part).grain;
      const bool fits = result.grain == 0 || (grain != 0 && result.grain % grain == 0);
      if (!type_of(context_, part).is_error() && !fits) {
        // The other rows would say the same.
        if (!columns_[column].too_fine) {
          context_.sink.report(Code::BracketTooFine, cell.span())
              .with("grain", grain_phrase(context_, result, diagnostics::Language::French),
                    grain_phrase(context_, result, diagnostics::Language::English));
        }
        columns_[column].too_fine = true;
        return error_expression(context_, cell.span());
      }
    }
    if (type_of(context_, part).is_error()) return part;
    const std::string of = context_.text(context_.program.variables[ids_[column]].name);
    return define(of + " « " + bracket.text + " »", result.with_optional(false), part, row);
  }

  /// That the amount ends in a bracket. At a bound shared by two, it is in the lower one unless that one excludes it.
  std::vector<ExpressionId> ends_in(std::size_t index) {
    const Bracket& bracket = brackets_[index];
    const bool above = index > 0 && brackets_[index - 1].high_included;
    std::vector<ExpressionId> cells{make_comparison(context_,
                                                    above ? ExpressionKind::Greater : ExpressionKind::GreaterEqual,
                                                    amount_, bound(*bracket.low, bracket.span), bracket.span)};
    if (!bracket.high) return cells;
    cells.push_back(make_comparison(context_, bracket.high_included ? ExpressionKind::LessEqual : ExpressionKind::Less,
                                    amount_, bound(*bracket.high, bracket.span), bracket.span));
    return cells;
  }

  void finish(std::size_t column) {
    hir::Table table;
    table.subjects = {amount_, amount_};
    ExpressionId sum;
    for (std::size_t index = 0; index < brackets_.size(); ++index) {
      const ExpressionId part = columns_[column].parts[index];
      sum = index == 0 ? part : make_arithmetic(context_, {ExpressionKind::Add}, sum, part, rows_[index]);
      hir::TableRow row;
      row.cells = ends_in(index);
      row.cells.resize(2);
      row.result = sum;
      row.span = rows_[index];
      if (index < columns_[column].notes.size()) row.source_note = columns_[column].notes[index];
      table.rows.push_back(std::move(row));
    }
    hir::Version version = open_.version;
    version.rule.assumptions = read_table_assumptions(context_, placed_, open_.scope);
    version.rule.table = context_.program.tables.add(std::move(table));
    context_.program.variables[ids_[column]].versions.push_back(std::move(version));
  }

  Context& context_;
  const PlacedRule& placed_;
  syntax::DecisionTableView view_;
  const std::vector<hir::VariableId>& ids_;
  std::vector<hir::BinderId> indices_;
  OpenVersion open_;
  std::string name_;
  ExpressionId amount_;
  std::size_t n_results_ = 0;
  std::vector<Bracket> brackets_;
  std::vector<base::Span> rows_;
  std::vector<Column> columns_;
};

}  // namespace

void read_brackets(Context& context, const PlacedRule& placed, const std::vector<hir::VariableId>& ids) {
  BracketReader(context, placed, ids).read();
}

}  // namespace avenant::sema
