// An échéancier is plain variables: what is paid in all, and for each label what its lines pay and when. With
// « acompte » and « solde », `v.acompte`, `v.acompte.date`, `v.solde`, `v.solde.date`. Of the lines of one case:
//   an amount is paid as it is, a fraction of it all is rounded down to the cent,
//   `le reste` is it all less the others, so that the lines add up to it.
// A label that a case does not have is absent in it. Read next: instalment_lines.hpp.
#include <algorithm>

#include "compiler/sema/rules/parts/instalment_lines.hpp"
#include "compiler/sema/rules/parts/parts.hpp"
#include "compiler/sema/rules/titles.hpp"
#include "compiler/syntax/label_name.hpp"

namespace avenant::sema {

namespace {

using syntax::InstalmentBranchView;
using syntax::InstalmentsView;
using syntax::InstalmentView;

void collect_labels(const std::vector<InstalmentView>& lines, const std::vector<InstalmentBranchView>& branches,
                    std::vector<std::pair<std::string, std::string>>& labels) {
  for (const InstalmentView line : lines) {
    const std::string part = part_of_line(line);
    const auto same = [&](const auto& other) { return other.first == part; };
    if (part.empty() || std::any_of(labels.begin(), labels.end(), same)) continue;
    labels.emplace_back(part, std::string(line.label()->content()));
  }
  for (const InstalmentBranchView branch : branches) collect_labels(branch.instalments(), branch.branches(), labels);
}

/// The parts of labels, each once, in the order of the text: what its lines pay, and when. `rule` is what people call
/// the échéancier. The specifications refer to `names`.
std::vector<PartSpec> specs_of(Context& context, const std::vector<InstalmentView>& lines,
                               const std::vector<InstalmentBranchView>& branches, const std::string& rule,
                               std::vector<std::string>& names) {
  const Type amount = number_type(single_unit(context, context.euro), 100);
  std::vector<std::pair<std::string, std::string>> labels;
  collect_labels(lines, branches, labels);
  names.reserve(2 * labels.size());
  std::vector<PartSpec> specs;
  for (const auto& [part, label] : labels) {
    const std::string title = rule + " « " + label + " »";
    names.push_back(part);
    specs.push_back({names.back(), "", amount.with_optional(true), true, {}, title});
    names.push_back(part + std::string(kDatePart));
    specs.push_back({names.back(), "", date_type().with_optional(true), true, {}, title + "\u00A0: date"});
  }
  return specs;
}

}  // namespace

std::string instalment_part(std::string_view label) {
  return syntax::label_name(label);
}

std::string part_of_line(InstalmentView line) {
  return line.label() ? instalment_part(line.label()->content()) : std::string();
}

void declare_instalments(Context& context, const PlacedRule& placed, Wording wording) {
  const auto view = *placed.rule.as<InstalmentsView>();
  const auto stated = placed.rule.title();
  const auto name = placed.rule.name();
  const std::string rule(stated ? without_members(stated->content()) : name ? name->text() : std::string_view());
  std::vector<std::string> names;
  std::vector<PartSpec> specs = specs_of(context, view.instalments(), view.branches(), rule, names);
  specs.insert(specs.begin(), {kTotal, "", number_type(single_unit(context, context.euro), 100)});
  declare_composite(context, placed, hir::VariableKind::Instalments, specs, wording);
}

void declare_added_instalments(Context& context, const PlacedRule& placed) {
  const auto view = *placed.rule.as<syntax::ExtendView>();
  const auto address = view.address();
  const auto scope = context.scopes.find(placed.dispositif);
  if (!address || !address->name() || scope == context.scopes.end()) return;
  const base::Name name = context.program.names.find(address->name()->text());
  const auto found = scope->second.composites.find(name);
  if (found == scope->second.composites.end() || found->second.kind != hir::VariableKind::Instalments) return;
  // The titles of its lines begin as those of its first wording.
  const std::string& first = context.program.variables[found->second.parts.back().variable].title;
  const std::string rule = first.substr(0, std::min(first.find(" « "), first.size()));
  std::vector<std::string> names;
  const auto specs = specs_of(context, view.instalments(), view.branches(), rule, names);
  add_parts(context, placed.dispositif, name, specs);
}

void read_instalments(Context& context, const PlacedRule& placed, const CompositeRule& rule) {
  const auto view = *placed.rule.as<InstalmentsView>();
  const base::Span head = placed.rule.name()->span();
  PartWriter writer(context, placed, rule);
  const Type amount = writer.type_of_part(kTotal);
  writer.write(kTotal, read_as(context, writer.scope_of_part(kTotal), view.amount(), amount), head);
  LineReader reader(context, placed, rule, writer.scope(), Lines::Whole);
  const std::vector<PaymentCase> cases = reader.read(view.instalments(), view.branches());
  for (const RulePart& part : rule.parts) {
    if (part.name == kTotal) continue;
    if (cases.empty() || placed.rule.node().has_error()) {
      writer.write(part.name, error_expression(context, head), head);
      continue;
    }
    const auto [values, span] = values_of_part(cases, part.name, head);
    writer.write(part.name, body_of_part(context, values, writer.type_of_part(part.name), span), span);
  }
}

}  // namespace avenant::sema
