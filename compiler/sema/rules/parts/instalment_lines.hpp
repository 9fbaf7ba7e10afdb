// The lines of an échéancier, of a whole wording or of a text that adds some: what each pays and when, case by case,
// and the body of each part made of them. Read next: instalments.cpp, amended_instalments.cpp.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "compiler/sema/rules/parts/parts.hpp"

namespace avenant::sema {

/// What is paid in all. No label gives a name with spaces.
inline constexpr std::string_view kTotal = "montant à verser";
/// Behind the name of a line, when it is paid.
inline constexpr std::string_view kDatePart = ".date";

/// What a line pays and when; the amount of « le reste » is in Context::remainders.
struct Payment {
  std::string part;
  base::Span span;
  ExpressionId amount;
  ExpressionId date;
  value::Rational fraction = value::Rational::whole(0);  ///< Where it is written as one.
};

/// The lines of one case, and what must hold for it beyond the failure of the cases before it.
struct PaymentCase {
  std::vector<ExpressionId> conditions;
  std::vector<Payment> payments;
};

/// Whether the lines are all of a case, or are added to those of an earlier text: then « le reste » is not theirs, and
/// a case may have none.
enum class Lines : std::uint8_t { Whole, Added };

/// Reads lines and their groups.
class LineReader {
 public:
  /// `scope` is that of the rule, with its members; all must outlive the reader.
  LineReader(Context& context, const PlacedRule& placed, const CompositeRule& rule, const Scope& scope, Lines lines);

  /// The cases of the text; none where it is mistaken.
  std::vector<PaymentCase> read(const std::vector<syntax::InstalmentView>& lines,
                                const std::vector<syntax::InstalmentBranchView>& branches);
  /// « le reste » of all but what the others pay.
  ExpressionId remainder(Remainder remainder);
  /// What a line pays, read by its name, so that what derogates from it counts; it must be given.
  ExpressionId paid(std::string_view part, base::Span span);

 private:
  void read_level(const std::vector<syntax::InstalmentView>& lines,
                  const std::vector<syntax::InstalmentBranchView>& branches,
                  const std::vector<ExpressionId>& conditions, const Scope& scope, std::vector<PaymentCase>& cases);
  PaymentCase read_lines(const std::vector<syntax::InstalmentView>& lines, const Scope& scope);
  void check_label(const std::vector<Payment>& payments, const Payment& payment, syntax::InstalmentView line);
  void check_lines(const std::vector<syntax::InstalmentView>& lines, const std::vector<std::size_t>& remainders,
                   const std::vector<Payment>& payments);
  ExpressionId read_amount(syntax::InstalmentView line, const Scope& scope, value::Rational& fraction);
  ExpressionId read_date_of(syntax::InstalmentView line, const Scope& scope);
  [[nodiscard]] ExpressionId reference(std::string_view part, base::Span span);
  [[nodiscard]] Type amount_type() const;

  Context& context_;
  const PlacedRule& placed_;
  const CompositeRule& rule_;
  const Scope& scope_;
  Lines lines_;
  base::Span head_;
  std::string name_;
  std::vector<ExpressionId> indices_;
};

/// The name of the part that a line writes; empty where its label is missing.
[[nodiscard]] std::string part_of_line(syntax::InstalmentView line);
/// What a part is in each case, and the place of its first line, or `head`.
[[nodiscard]] std::pair<std::vector<PartCase>, base::Span> values_of_part(const std::vector<PaymentCase>& cases,
                                                                          std::string_view part, base::Span head);
/// The value of a part, chosen by what holds; noted in Context::part_cases.
[[nodiscard]] ExpressionId body_of_part(Context& context, std::vector<PartCase> cases, const Type& type,
                                        base::Span span);
/// Reports fractions whose sum is more than the whole.
void check_fractions(Context& context, const std::vector<value::Rational>& fractions, base::Span span);

}  // namespace avenant::sema
