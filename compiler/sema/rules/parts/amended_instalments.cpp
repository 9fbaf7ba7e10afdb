// `complète échéancier v`: further lines in each case of the text, taken from « le reste ». `abroge échéancier v
// « libellé »`: a line that « le reste » then bears. Each changes the parts that it touches, case by case; lines under
// a « si » split each case in two, and then all parts.
#include <algorithm>

#include "compiler/sema/amendments/compose.hpp"
#include "compiler/sema/rules/parts/instalment_lines.hpp"

namespace avenant::sema {

namespace {

/// The value of a part in one case, and « le reste » that it is, or null.
const Remainder* remainder_of(const Context& context, ExpressionId value) {
  const auto found = value.valid() ? context.remainders.find(value) : context.remainders.end();
  return found == context.remainders.end() ? nullptr : &found->second;
}

bool is_given(const std::vector<PartCase>& cases) {
  return std::any_of(cases.begin(), cases.end(), [](const PartCase& one) { return one.value.valid(); });
}

/// What both ways to change lines share: every part but the total is gone through, each in all wordings that the change
/// may be added to.
class InstalmentAmendment {
 public:
  InstalmentAmendment(Context& context, const PlacedRule& placed, const CompositeRule& rule, base::Span address)
      : context_(context), placed_(placed), rule_(rule), address_(address) {}
  InstalmentAmendment(const InstalmentAmendment&) = delete;
  InstalmentAmendment& operator=(const InstalmentAmendment&) = delete;
  virtual ~InstalmentAmendment() = default;

 protected:
  [[nodiscard]] std::optional<OpenPart> open() {
    return open_part(context_, placed_, find_part(rule_, kTotal), address_);
  }

  void change_all(const OpenPart& part) {
    const std::size_t n_errors = context_.sink.n_errors();
    for (const RulePart& one : rule_.parts) {
      if (one.name == kTotal || !concerns(one)) continue;
      OpenPart of_one = part;
      of_one.variable = one.variable;
      compose(context_, placed_, of_one, [&](hir::Version& version) { return patch(one, version); });
      // What is wrong with one part is wrong with all.
      if (context_.sink.n_errors() > n_errors) return;
    }
  }

  /// Whether some wording of a part says « le reste ».
  [[nodiscard]] bool is_remainder(const RulePart& part) const {
    const auto& versions = context_.program.variables[part.variable].versions;
    return std::any_of(versions.begin(), versions.end(), [&](const hir::Version& version) {
      const auto cases = context_.part_cases.find(version.rule.body);
      return cases != context_.part_cases.end() &&
             std::any_of(cases->second.begin(), cases->second.end(),
                         [&](const PartCase& one) { return remainder_of(context_, one.value) != nullptr; });
    });
  }

  [[nodiscard]] const std::string& name() const {
    return context_.text(context_.program.variables[rule_.parts.front().variable].rule);
  }

  Context& context_;
  const PlacedRule& placed_;
  const CompositeRule& rule_;
  base::Span address_;

 private:
  [[nodiscard]] virtual bool concerns(const RulePart& part) const = 0;
  /// The cases of a part after the change; nothing where it cannot be made, which is reported.
  [[nodiscard]] virtual std::optional<std::vector<PartCase>> changed(const RulePart& part, hir::Version& version,
                                                                     const std::vector<PartCase>& cases) = 0;

  bool patch(const RulePart& part, hir::Version& version) {
    const auto found = context_.part_cases.find(version.rule.body);
    // A wording in which a mistake was reported.
    if (found == context_.part_cases.end()) return false;
    const std::vector<PartCase> before = found->second;
    auto after = changed(part, version, before);
    if (!after) return false;
    const Type type = context_.program.variables[part.variable].type;
    version.rule.body = body_of_part(context_, std::move(*after), type, version.provenance.span);
    return true;
  }
};

class AddedLines : public InstalmentAmendment {
 public:
  AddedLines(Context& context, const PlacedRule& placed, const CompositeRule& rule, base::Span address,
             syntax::ExtendView view)
      : InstalmentAmendment(context, placed, rule, address), view_(view) {}

  void read() {
    const auto part = open();
    if (!part) return;
    const std::size_t n_errors = context_.sink.n_errors();
    LineReader reader(context_, placed_, rule_, part->open.scope, Lines::Added);
    cases_ = reader.read(view_.instalments(), view_.branches());
    if (cases_.empty() || context_.sink.n_errors() > n_errors || placed_.rule.node().has_error()) return;
    reader_ = &reader;
    change_all(*part);
  }

 private:
  [[nodiscard]] const Payment* added(std::string_view part) const {
    for (const PaymentCase& one : cases_) {
      for (const Payment& payment : one.payments) {
        if (payment.part == part || payment.part + std::string(kDatePart) == part) return &payment;
      }
    }
    return nullptr;
  }

  [[nodiscard]] bool concerns(const RulePart& part) const override {
    return cases_.size() > 1 || added(part.name) != nullptr || is_remainder(part);
  }

  std::optional<std::vector<PartCase>> changed(const RulePart& part, hir::Version& version,
                                               const std::vector<PartCase>& cases) override {
    const Payment* own = added(part.name);
    if (own != nullptr && is_given(cases)) {
      const std::string label(context_.sources.text(own->span));
      const auto first =
          std::find_if(cases.begin(), cases.end(), [](const PartCase& one) { return one.value.valid(); });
      context_.sink.report(Code::InstalmentAlreadyThere, own->span)
          .with("name", name())
          .with("label", label)
          .label(span_of(context_, first->value), Label::DeclaredHere);
      return std::nullopt;
    }
    if (own != nullptr) version.clause = hir::ClauseState::Stated;
    const auto values = values_of_part(cases_, part.name, address_).first;
    std::vector<PartCase> result;
    for (const PartCase& before : cases) {
      for (std::size_t i = 0; i < cases_.size(); ++i) {
        PartCase one = before;
        one.conditions.insert(one.conditions.end(), cases_[i].conditions.begin(), cases_[i].conditions.end());
        if (own != nullptr) {
          one.value = values[i].value;
        } else if (const Remainder* rest = remainder_of(context_, before.value)) {
          one.value = less(*rest, cases_[i]);
        }
        result.push_back(std::move(one));
      }
    }
    return result;
  }

  /// What is left once the added lines of a case are paid too.
  ExpressionId less(Remainder rest, const PaymentCase& added) {
    for (const Payment& payment : added.payments) {
      rest.others.push_back(
          {find_part(rule_, payment.part), reader_->paid(payment.part, payment.span), payment.fraction});
    }
    std::vector<value::Rational> fractions;
    for (const Remainder::Other& other : rest.others) fractions.push_back(other.fraction);
    if (!added.payments.empty()) {
      check_fractions(context_, fractions, added.payments.front().span.joined(added.payments.back().span));
    }
    return reader_->remainder(std::move(rest));
  }

  syntax::ExtendView view_;
  std::vector<PaymentCase> cases_;
  LineReader* reader_ = nullptr;
};

class RepealedLine : public InstalmentAmendment {
 public:
  RepealedLine(Context& context, const PlacedRule& placed, const CompositeRule& rule, base::Span address,
               std::string part)
      : InstalmentAmendment(context, placed, rule, address), part_(std::move(part)) {}

  void repeal() {
    const auto part = open();
    if (!part || is_own_line(part->open.version)) return;
    LineReader reader(context_, placed_, rule_, part->open.scope, Lines::Whole);
    reader_ = &reader;
    change_all(*part);
  }

 private:
  /// Whether this text adds the line for the same day, which is reported: nothing says which of the two holds.
  bool is_own_line(const hir::Version& repeal) {
    const auto& versions = context_.program.variables[find_part(rule_, part_)].versions;
    const bool known = std::any_of(versions.begin(), versions.end(), [&](const hir::Version& one) {
      const auto cases = context_.part_cases.find(one.rule.body);
      return one.provenance.text < placed_.text && cases != context_.part_cases.end() && is_given(cases->second);
    });
    if (known) return false;
    for (const hir::Version& one : versions) {
      const bool own = one.composed_of.valid() && one.provenance.text == placed_.text && one.part_from == repeal.from;
      if (!own) continue;
      context_.sink.report(Code::ChangedTwice, address_)
          .with("name", context_.quote(address_))
          .label(one.provenance.span, Label::FirstHere);
      return true;
    }
    return false;
  }

  [[nodiscard]] bool is_own(const RulePart& part) const {
    return part.name == part_ || part.name == part_ + std::string(kDatePart);
  }
  [[nodiscard]] bool concerns(const RulePart& part) const override { return is_own(part) || is_remainder(part); }

  std::optional<std::vector<PartCase>> changed(const RulePart& part, hir::Version& version,
                                               const std::vector<PartCase>& cases) override {
    if (is_own(part) && !may_go(part, version, cases)) return std::nullopt;
    std::vector<PartCase> result = cases;
    for (PartCase& one : result) {
      if (is_own(part)) {
        one.value = {};
      } else if (const Remainder* rest = remainder_of(context_, one.value)) {
        one.value = reader_->remainder(without(*rest));
      }
    }
    if (is_own(part)) version.clause = hir::ClauseState::Repealed;
    return result;
  }

  [[nodiscard]] Remainder without(Remainder rest) const {
    const hir::VariableId variable = find_part(rule_, part_);
    rest.others.erase(std::remove_if(rest.others.begin(), rest.others.end(),
                                     [&](const Remainder::Other& other) { return other.part == variable; }),
                      rest.others.end());
    return rest;
  }

  /// The line is there, and is not « le reste ».
  bool may_go(const RulePart& part, const hir::Version& version, const std::vector<PartCase>& cases) {
    if (!is_given(cases)) {
      report_missing(part, version);
      return false;
    }
    const bool rest = std::any_of(cases.begin(), cases.end(),
                                  [&](const PartCase& one) { return remainder_of(context_, one.value) != nullptr; });
    if (!rest) return true;
    context_.sink.report(Code::RemainderStays, address_)
        .with("name", name())
        .with("what", "sans lui, ses lignes ne feraient plus le montant ; remplacez l’échéancier en entier",
              "without it, its lines would no longer add up to the amount; replace the whole échéancier");
    return false;
  }

  void report_missing(const RulePart& part, const hir::Version& version) {
    const hir::Version* repealed = nullptr;
    for (const hir::Version& one : context_.program.variables[part.variable].versions) {
      if (one.clause == hir::ClauseState::Repealed) repealed = &one;
    }
    if (version.clause == hir::ClauseState::Repealed && repealed != nullptr) {
      return report_repealed(context_, context_.quote(address_), *repealed, address_);
    }
    context_.sink.report(Code::NoSuchInstalment, address_).with("name", name()).with("label", part_);
  }

  std::string part_;
  LineReader* reader_ = nullptr;
};

}  // namespace

void extend_instalments(Context& context, const PlacedRule& placed, syntax::ExtendView view) {
  const auto address = *view.address();
  const CompositeRule* found = find_composite(context, placed.dispositif, address.name()->text());
  if (found == nullptr) return;
  const CompositeRule rule = *found;
  AddedLines(context, placed, rule, address.span(), view).read();
}

void repeal_instalment(Context& context, const PlacedRule& placed, syntax::AddressView address, std::string part) {
  const CompositeRule* found = find_composite(context, placed.dispositif, address.name()->text());
  if (found == nullptr) return;
  const CompositeRule rule = *found;
  RepealedLine(context, placed, rule, address.span(), std::move(part)).repeal();
}

}  // namespace avenant::sema
