// An échéancier is plain variables: what is paid in all, and for each label what its lines pay and when. With
// « acompte » and « solde », `v.acompte`, `v.acompte.date`, `v.solde`, `v.solde.date`. Of the lines of one case:
//   an amount is paid as it is, a fraction of it all is rounded down to the cent,
//   `le reste` is it all less the others, so that the lines add up to it.
// A label that a case does not have is absent in it.
#include <algorithm>

#include "compiler/sema/rules/parts/parts.hpp"
#include "compiler/syntax/characters.hpp"

namespace avenant::sema {

namespace {

/// What is paid in all. No label gives a name with spaces.
constexpr std::string_view kTotal = "montant à verser";

using syntax::InstalmentBranchView;
using syntax::InstalmentsView;
using syntax::InstalmentView;

/// The lines of one case.
struct Group {
  std::vector<InstalmentView> lines;
};

void collect_groups(const std::vector<InstalmentView>& lines, const std::vector<InstalmentBranchView>& branches,
                    std::vector<Group>& groups) {
  if (!lines.empty() || branches.empty()) groups.push_back({lines});
  for (const InstalmentBranchView branch : branches) {
    collect_groups(branch.instalments(), branch.branches(), groups);
  }
}

std::vector<Group> groups_of(InstalmentsView view) {
  std::vector<Group> groups;
  collect_groups(view.instalments(), view.branches(), groups);
  return groups;
}

std::string part_of(InstalmentView line) {
  return line.label() ? instalment_part(line.label()->content()) : std::string();
}

/// Every label once, in the order of the text.
std::vector<std::pair<std::string, std::string>> labels_of(InstalmentsView view) {
  std::vector<std::pair<std::string, std::string>> labels;
  for (const Group& group : groups_of(view)) {
    for (const InstalmentView line : group.lines) {
      const std::string part = part_of(line);
      const auto same = [&](const auto& other) { return other.first == part; };
      if (part.empty() || std::any_of(labels.begin(), labels.end(), same)) continue;
      labels.emplace_back(part, std::string(line.label()->content()));
    }
  }
  return labels;
}

/// What a line pays and when.
struct Payment {
  std::string part;
  base::Span span;
  ExpressionId amount;
  ExpressionId date;
};

/// Reads one wording of an échéancier.
class InstalmentsReader {
 public:
  InstalmentsReader(Context& context, const PlacedRule& placed, const CompositeRule& rule)
      : context_(context),
        placed_(placed),
        view_(*placed.rule.as<InstalmentsView>()),
        head_(placed.rule.name()->span()),
        name_(placed.rule.name()->text()),
        writer_(context, placed, rule),
        rule_(rule) {}

  void read() {
    const Type amount = amount_type();
    writer_.write(kTotal, read_as(context_, writer_.scope_of_part(kTotal), view_.amount(), amount), head_);
    Scope scope = writer_.scope();
    std::vector<Case> cases;
    read_level(view_.instalments(), view_.branches(), {}, scope, cases);
    if (cases.empty() || placed_.rule.node().has_error()) return fail();
    write(cases);
  }

 private:
  /// The lines of one case, and what must hold for it beyond the failure of the cases before it.
  struct Case {
    std::vector<ExpressionId> conditions;
    std::vector<Payment> payments;
  };

  [[nodiscard]] Type amount_type() const { return writer_.type_of_part(kTotal); }
  [[nodiscard]] static Type date_of_line() { return date_type().with_optional(true); }

  void fail() {
    for (const RulePart& part : rule_.parts) {
      if (part.name != kTotal) writer_.write(part.name, error_expression(context_, head_), head_);
    }
  }

  void read_level(const std::vector<InstalmentView>& lines, const std::vector<InstalmentBranchView>& branches,
                  const std::vector<ExpressionId>& conditions, const Scope& scope, std::vector<Case>& cases) {
    if (!lines.empty() && !branches.empty()) {
      context_.sink.report(Code::MixedInstalments, branches.front().span())
          .label(lines.front().span(), Label::FirstHere);
      return;
    }
    if (branches.empty()) {
      cases.push_back({conditions, read_lines(lines, scope)});
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
    const auto keyword = branches.front().node().any_keyword();
    context_.sink.report(Code::MissingElseBranch, keyword ? keyword->span() : branches.front().span());
  }

  std::vector<Payment> read_lines(const std::vector<InstalmentView>& lines, const Scope& scope) {
    std::vector<Payment> payments;
    std::vector<std::size_t> remainders;
    value::Rational fractions = value::Rational::whole(0);
    for (const InstalmentView line : lines) {
      Payment payment;
      payment.part = part_of(line);
      payment.span = line.label() ? line.label()->span() : line.span();
      check_label(payments, payment, line);
      Scope inner = scope;
      inner.address = name_ + " « " + (line.label() ? std::string(line.label()->content()) : "") + " »";
      payment.date = read_date_of(line, inner);
      if (line.is_remainder()) {
        remainders.push_back(payments.size());
      } else {
        payment.amount = read_amount(line, inner, fractions);
      }
      payments.push_back(std::move(payment));
    }
    check_lines(lines, remainders, fractions);
    if (remainders.size() == 1) payments[remainders[0]].amount = remainder(payments, payments[remainders[0]].span);
    return payments;
  }

  void check_label(const std::vector<Payment>& payments, const Payment& payment, InstalmentView line) {
    const auto first = std::find_if(payments.begin(), payments.end(),
                                    [&](const Payment& other) { return other.part == payment.part; });
    if (first == payments.end() || !line.label()) return;
    context_.sink.report(Code::InstalmentTwice, payment.span)
        .with("label", line.label()->content())
        .label(first->span, Label::FirstHere);
  }

  void check_lines(const std::vector<InstalmentView>& lines, const std::vector<std::size_t>& remainders,
                   value::Rational fractions) {
    if (lines.empty() || placed_.rule.node().has_error()) return;
    if (remainders.size() != 1) {
      const base::Span span = remainders.empty() ? lines.back().span() : lines[remainders[1]].span();
      context_.sink.report(Code::RemainderCount, span).with("found", static_cast<std::int64_t>(remainders.size()));
    }
    if (fractions <= value::Rational::whole(1)) return;
    const auto percent = value::multiply(fractions, value::Rational::whole(100));
    context_.sink.report(Code::FractionsTooGreat, lines.front().span().joined(lines.back().span()))
        .with("sum", hir::value_text(context_.program, number_type(kNoUnit, 0),
                                     value::Value::number(percent.ok() ? percent.value : fractions)) +
                         " %");
  }

  /// An amount in euros, as it is; a fraction of the whole, rounded down to the cent.
  ExpressionId read_amount(InstalmentView line, const Scope& scope, value::Rational& fractions) {
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
    if (is_constant(context_, written)) {
      const auto sum = value::add(fractions, context_.program.expressions[written].constant.as_number());
      if (sum.ok()) fractions = sum.value;
    }
    const ExpressionId part =
        make_arithmetic(context_, {ExpressionKind::Multiply}, written, writer_.reference(kTotal, span), span);
    const ExpressionId rounded =
        make_round(context_, part, value::Rational::unchecked(1, 100), hir::RoundingSense::Down, span);
    return conform(context_, rounded, amount);
  }

  /// What the other lines of the case leave.
  ExpressionId remainder(const std::vector<Payment>& payments, base::Span span) {
    ExpressionId rest = writer_.reference(kTotal, span);
    for (const Payment& other : payments) {
      if (!other.amount.valid()) continue;
      // Another line is read by its name, so that what derogates from it counts.
      rest = make_arithmetic(context_, {ExpressionKind::Subtract}, rest, paid(other, span), span);
    }
    return conform(context_, rest, amount_type());
  }

  ExpressionId paid(const Payment& other, base::Span span) {
    const ExpressionId id = writer_.reference(other.part, span);
    const Type type = type_of(context_, id);
    return type.optional ? make(context_, ExpressionKind::Unwrap, type.with_optional(false), span, {id}) : id;
  }

  ExpressionId read_date_of(InstalmentView line, const Scope& scope) {
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

  /// The value that a part has in each case, chosen by what holds.
  template <class Value>
  void write_part(std::string_view part, const std::vector<Case>& cases, Value value) {
    const Type type = writer_.type_of_part(part);
    base::Span span = head_;
    std::vector<ExpressionId> operands;
    for (std::size_t i = 0; i < cases.size(); ++i) {
      const ExpressionId found = value(cases[i], span);
      const ExpressionId body =
          found.valid() ? conform(context_, found, type) : make(context_, ExpressionKind::Absent, type, head_, {});
      if (type_of(context_, body).is_error()) return writer_.write(part, error_expression(context_, head_), head_);
      const bool last = i + 1 == cases.size();
      if (!last) operands.push_back(make_and(context_, cases[i].conditions, head_));
      operands.push_back(body);
    }
    const auto is_error = [&](ExpressionId id) { return type_of(context_, id).is_error(); };
    if (std::any_of(operands.begin(), operands.end(), is_error)) {
      return writer_.write(part, error_expression(context_, head_), head_);
    }
    writer_.write(
        part, operands.size() == 1 ? operands.front() : make(context_, ExpressionKind::If, type, span, operands), span);
  }

  void write(const std::vector<Case>& cases) {
    for (const RulePart& part : rule_.parts) {
      if (part.name == kTotal) continue;
      const bool is_date = part.name.ends_with(kDatePart);
      const std::string label = is_date ? part.name.substr(0, part.name.size() - kDatePart.size()) : part.name;
      write_part(part.name, cases, [&](const Case& one, base::Span& span) {
        for (const Payment& payment : one.payments) {
          if (payment.part != label) continue;
          if (span == head_) span = payment.span;
          return is_date ? payment.date : payment.amount;
        }
        return ExpressionId{};
      });
    }
  }

  static constexpr std::string_view kDatePart = ".date";

  Context& context_;
  const PlacedRule& placed_;
  InstalmentsView view_;
  base::Span head_;
  std::string name_;
  PartWriter writer_;
  const CompositeRule& rule_;
};

}  // namespace

std::string instalment_part(std::string_view label) {
  const std::string text = base::normalise(label);
  std::string part;
  for (std::size_t at = 0; at < text.size();) {
    const std::uint32_t length = syntax::word_length(text, at);
    if (length > 0) part += (part.empty() ? "" : "_") + text.substr(at, length);
    at += length > 0 ? length : 1;
  }
  if (part.empty()) return "ligne";
  // A name begins with a letter.
  return syntax::is_digit(static_cast<unsigned char>(part[0])) ? "_" + part : part;
}

void declare_instalments(Context& context, const PlacedRule& placed, Wording wording) {
  const auto view = *placed.rule.as<InstalmentsView>();
  const Type amount = number_type(single_unit(context, context.euro), 100);
  const auto stated = placed.rule.title();
  const auto name = placed.rule.name();
  const std::string rule(stated ? stated->content() : name ? name->text() : std::string_view());
  const auto labels = labels_of(view);
  std::vector<std::string> names;
  names.reserve(labels.size());
  for (const auto& [part, label] : labels) names.push_back(part + ".date");
  std::vector<PartSpec> specs = {{kTotal, "", amount}};
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const auto& [part, label] = labels[i];
    const std::string title = rule + " « " + label + " »";
    specs.push_back({part, "", amount.with_optional(true), true, {}, title});
    specs.push_back({names[i], "", date_type().with_optional(true), true, {}, title + "\u00A0: date"});
  }
  declare_composite(context, placed, hir::VariableKind::Instalments, specs, wording);
}

void read_instalments(Context& context, const PlacedRule& placed, const CompositeRule& rule) {
  InstalmentsReader(context, placed, rule).read();
}

}  // namespace avenant::sema
