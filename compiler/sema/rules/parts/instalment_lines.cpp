#include "compiler/sema/rules/parts/instalment_lines.hpp"

#include <algorithm>

namespace avenant::sema {

namespace {

using syntax::InstalmentBranchView;
using syntax::InstalmentView;

Type date_of_line() {
  return date_type().with_optional(true);
}

}  // namespace

LineReader::LineReader(Context& context, const PlacedRule& placed, const CompositeRule& rule, const Scope& scope,
                       Lines lines)
    : context_(context), placed_(placed), rule_(rule), scope_(scope), lines_(lines) {
  const hir::Variable first = context.program.variables[rule.parts.front().variable];
  name_ = context.text(first.rule);
  head_ = placed.rule.name() ? placed.rule.name()->span() : placed.rule.span();
  for (const hir::BinderId binder : first.indices) {
    const hir::Binder one = context.program.binders[binder];
    indices_.push_back(make(context, ExpressionKind::Index, binder_type(one), one.span, {}, binder.index()));
  }
}

Type LineReader::amount_type() const {
  return context_.program.variables[find_part(rule_, kTotal)].type;
}

ExpressionId LineReader::reference(std::string_view part, base::Span span) {
  return make_variable_reference(context_, scope_, find_part(rule_, part), indices_, span);
}

std::vector<PaymentCase> LineReader::read(const std::vector<InstalmentView>& lines,
                                          const std::vector<InstalmentBranchView>& branches) {
  std::vector<PaymentCase> cases;
  read_level(lines, branches, {}, scope_, cases);
  return cases;
}

void LineReader::read_level(const std::vector<InstalmentView>& lines, const std::vector<InstalmentBranchView>& branches,
                            const std::vector<ExpressionId>& conditions, const Scope& scope,
                            std::vector<PaymentCase>& cases) {
  if (!lines.empty() && !branches.empty()) {
    context_.sink.report(Code::MixedInstalments, branches.front().span()).label(lines.front().span(), Label::FirstHere);
    return;
  }
  if (branches.empty()) {
    cases.push_back(read_lines(lines, scope));
    cases.back().conditions = conditions;
    return;
  }
  Scope rest = scope;
  for (const InstalmentBranchView branch : branches) {
    Scope inner = rest;
    std::vector<ExpressionId> here = conditions;
    if (branch.condition()) {
      const ExpressionId condition = read_condition(context_, rest, branch.condition());
      assume(context_, inner, condition, true);
      assume(context_, rest, condition, false);
      here.push_back(condition);
    }
    read_level(branch.instalments(), branch.branches(), here, inner, cases);
  }
  if (!branches.back().condition()) return;
  if (lines_ == Lines::Added) {
    cases.push_back({conditions, {}});
    return;
  }
  const auto keyword = branches.front().node().any_keyword();
  context_.sink.report(Code::MissingElseBranch, keyword ? keyword->span() : branches.front().span());
}

PaymentCase LineReader::read_lines(const std::vector<InstalmentView>& lines, const Scope& scope) {
  PaymentCase found;
  std::vector<Payment>& payments = found.payments;
  std::vector<std::size_t> remainders;
  for (const InstalmentView line : lines) {
    Payment payment;
    payment.part = part_of_line(line);
    payment.span = line.label() ? line.label()->span() : line.span();
    check_label(payments, payment, line);
    Scope inner = scope;
    inner.address = name_ + " « " + (line.label() ? std::string(line.label()->content()) : "") + " »";
    payment.date = read_date_of(line, inner);
    if (line.is_remainder()) {
      remainders.push_back(payments.size());
    } else {
      payment.amount = read_amount(line, inner, payment.fraction);
    }
    payments.push_back(std::move(payment));
  }
  check_lines(lines, remainders, payments);
  if (remainders.size() != 1 || lines_ == Lines::Added) return found;
  Remainder rest;
  rest.span = payments[remainders[0]].span;
  for (const Payment& other : payments) {
    if (!other.amount.valid()) continue;
    rest.others.push_back({find_part(rule_, other.part), paid(other.part, rest.span), other.fraction});
  }
  payments[remainders[0]].amount = remainder(std::move(rest));
  return found;
}

void LineReader::check_label(const std::vector<Payment>& payments, const Payment& payment, InstalmentView line) {
  const auto first =
      std::find_if(payments.begin(), payments.end(), [&](const Payment& other) { return other.part == payment.part; });
  if (first == payments.end() || !line.label()) return;
  context_.sink.report(Code::InstalmentTwice, payment.span)
      .with("label", line.label()->content())
      .label(first->span, Label::FirstHere);
}

void LineReader::check_lines(const std::vector<InstalmentView>& lines, const std::vector<std::size_t>& remainders,
                             const std::vector<Payment>& payments) {
  if (lines.empty() || placed_.rule.node().has_error()) return;
  if (lines_ == Lines::Added) {
    for (const std::size_t position : remainders) {
      context_.sink.report(Code::RemainderStays, lines[position].span())
          .with("name", name_)
          .with("what", "ce que les lignes nouvelles paient est pris sur lui",
                "what the new lines pay is taken from it");
    }
  } else if (remainders.size() != 1) {
    const base::Span span = remainders.empty() ? lines.back().span() : lines[remainders[1]].span();
    context_.sink.report(Code::RemainderCount, span).with("found", static_cast<std::int64_t>(remainders.size()));
  }
  std::vector<value::Rational> fractions;
  for (const Payment& payment : payments) fractions.push_back(payment.fraction);
  check_fractions(context_, fractions, lines.front().span().joined(lines.back().span()));
}

/// An amount in euros, as it is; a fraction of the whole, rounded down to the cent.
ExpressionId LineReader::read_amount(InstalmentView line, const Scope& scope, value::Rational& fraction) {
  const Type amount = amount_type();
  // An unknown figure is what its bounds are, a fraction or a sum; without bounds, a sum.
  const auto unknown = line.amount() ? line.amount()->as<syntax::UnknownView>() : std::nullopt;
  const bool is_bounded = unknown && (unknown->range() || unknown->at_least() || unknown->at_most());
  const ExpressionId written = read_expression(context_, scope, line.amount(), is_bounded ? nullptr : &amount);
  const Type type = type_of(context_, written);
  if (type.is_error()) return written;
  if (type.is(TypeKind::Number) && same_unit(type, amount)) return conform(context_, written, amount);
  const base::Span span = span_of(context_, written);
  if (!type.is(TypeKind::Number) || type.unit != kNoUnit) {
    context_.sink.report(Code::InstalmentAmount, span)
        .with("found", type_phrase(context_, type, diagnostics::Language::French),
              type_phrase(context_, type, diagnostics::Language::English));
    return error_expression(context_, span);
  }
  if (!require_plain(context_, {written})) return error_expression(context_, span);
  if (is_constant(context_, written)) fraction = context_.program.expressions[written].constant.as_number();
  const ExpressionId part =
      make_arithmetic(context_, {ExpressionKind::Multiply}, written, reference(kTotal, span), span);
  const ExpressionId rounded =
      make_round(context_, part, value::Rational::unchecked(1, 100), hir::RoundingSense::Down, span);
  return conform(context_, rounded, amount);
}

ExpressionId LineReader::remainder(Remainder remainder) {
  const base::Span span = remainder.span;
  ExpressionId rest = reference(kTotal, span);
  for (const Remainder::Other& other : remainder.others) {
    rest = make_arithmetic(context_, {ExpressionKind::Subtract}, rest, other.pays, span);
  }
  rest = conform(context_, rest, amount_type());
  context_.remainders[rest] = std::move(remainder);
  return rest;
}

ExpressionId LineReader::paid(std::string_view part, base::Span span) {
  const ExpressionId id = reference(part, span);
  const Type type = type_of(context_, id);
  return type.optional ? make(context_, ExpressionKind::Unwrap, type.with_optional(false), span, {id}) : id;
}

ExpressionId LineReader::read_date_of(InstalmentView line, const Scope& scope) {
  const auto due = line.due_date();
  if (!due) return error_expression(context_, line.span());
  const Type type = date_of_line();
  if (due->date()) return read_as(context_, scope, due->date(), type);
  const ExpressionId from = read_as(context_, scope, due->starting_from(), type);
  const ExpressionId delay = read_as(context_, scope, due->delay(), duration_type());
  if (type_of(context_, from).is_error() || type_of(context_, delay).is_error())
    return error_expression(context_, line.span());
  const base::Span span = due->span();
  const ExpressionId day = make(context_, ExpressionKind::Unwrap, date_type(), span, {from});
  const ExpressionId on =
      conform(context_, make_arithmetic(context_, {ExpressionKind::Add, scope.missing_day}, day, delay, span), type);
  if (type_of(context_, on).is_error()) return on;
  return make(context_, ExpressionKind::If, type, span,
              {make_is_present(context_, from, head_), on, make(context_, ExpressionKind::Absent, type, span, {})});
}

std::pair<std::vector<PartCase>, base::Span> values_of_part(const std::vector<PaymentCase>& cases,
                                                            std::string_view part, base::Span head) {
  const bool is_date = part.ends_with(kDatePart);
  const std::string_view label = is_date ? part.substr(0, part.size() - kDatePart.size()) : part;
  std::vector<PartCase> values;
  base::Span span = head;
  for (const PaymentCase& one : cases) {
    values.push_back({one.conditions, {}});
    for (const Payment& payment : one.payments) {
      if (payment.part != label) continue;
      if (span == head) span = payment.span;
      values.back().value = is_date ? payment.date : payment.amount;
      // A line without an amount is a mistake that was reported.
      break;
    }
  }
  return {std::move(values), span};
}

ExpressionId body_of_part(Context& context, std::vector<PartCase> cases, const Type& type, base::Span span) {
  std::vector<ExpressionId> operands;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const ExpressionId value = cases[i].value.valid() ? conform(context, cases[i].value, type)
                                                      : make(context, ExpressionKind::Absent, type, span, {});
    const bool is_last = i + 1 == cases.size();
    if (!is_last) operands.push_back(make_and(context, cases[i].conditions, span));
    operands.push_back(value);
  }
  const auto is_error = [&](ExpressionId id) { return type_of(context, id).is_error(); };
  if (operands.empty() || std::any_of(operands.begin(), operands.end(), is_error))
    return error_expression(context, span);
  const ExpressionId body =
      operands.size() == 1 ? operands.front() : make(context, ExpressionKind::If, type, span, operands);
  context.part_cases[body] = std::move(cases);
  return body;
}

void check_fractions(Context& context, const std::vector<value::Rational>& fractions, base::Span span) {
  value::Rational all = value::Rational::whole(0);
  for (const value::Rational& fraction : fractions) {
    const auto sum = value::add(all, fraction);
    if (sum.ok()) all = sum.value;
  }
  if (all <= value::Rational::whole(1)) return;
  const auto percent = value::multiply(all, value::Rational::whole(100));
  context.sink.report(Code::FractionsTooGreat, span)
      .with("sum", hir::value_text(context.program, number_type(kNoUnit, 0),
                                   value::Value::number(percent.ok() ? percent.value : all)) +
                       " %");
}

}  // namespace avenant::sema
