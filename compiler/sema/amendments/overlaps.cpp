// Texts that change the same thing: in which order they apply must follow from their dates or be said.
#include <algorithm>

#include "compiler/sema/amendments/compose.hpp"
#include "compiler/sema/amendments/out_of_force.hpp"

namespace avenant::sema {

namespace {

using hir::Version;

bool is_said_after(const Context& context, hir::TextId later, hir::TextId earlier) {
  const auto found = context.said_after.find(later);
  return found != context.said_after.end() &&
         std::find(found->second.begin(), found->second.end(), earlier) != found->second.end();
}

/// Two texts published and in force on the same days have no order but that of « après ».
void check_tie(Context& context, const hir::Variable& variable, const Version& left, const Version& right) {
  const hir::Text& first = context.program.texts[left.provenance.text];
  const hir::Text& second = context.program.texts[right.provenance.text];
  if (left.provenance.text == right.provenance.text) {
    if (left.composed_of.valid() || right.composed_of.valid() || left.from != right.from || left.until || right.until)
      return;
    context.sink.report(Code::SameDayTwice, right.provenance.span)
        .with("name", context.text(variable.name))
        .label(left.provenance.span, Label::FirstHere);
    return;
  }
  if (first.vocabulary || second.vocabulary || first.published_on != second.published_on) return;
  if (first.in_force_from != second.in_force_from) return;
  if (is_said_after(context, right.provenance.text, left.provenance.text)) return;
  context.sink.report(Code::TextsTie, right.provenance.span)
      .with("name", context.text(variable.name))
      .with("first", context.text(first.name))
      .with("second", context.text(second.name))
      .label(left.provenance.span, Label::DeclaredHere);
}

/// A whole wording published later that starts before one published earlier: which holds afterwards must be said.
void check_crossing(Context& context, const hir::Variable& variable, const Version& earlier, const Version& later) {
  if (earlier.composed_of.valid() || later.composed_of.valid() || earlier.provenance.text == later.provenance.text)
    return;
  if (!earlier.from || !later.from || !(*later.from < *earlier.from)) return;
  if (later.until && *later.until <= *earlier.from) return;
  const auto included = context.included.find(later.provenance.span);
  const bool said = included != context.included.end() && std::find(included->second.begin(), included->second.end(),
                                                                    earlier.provenance.text) != included->second.end();
  if (!said) report_crossing(context, variable, earlier, later, later.provenance.span);
}

}  // namespace

void check_versions(Context& context) {
  for (std::size_t i = 0; i < context.program.variables.size(); ++i) {
    const hir::Variable& variable = context.program.variables[context.program.variables.id_at(i)];
    // Conditions of a rule follow it; a mistake is said once, of the rule.
    if (variable.kind == hir::VariableKind::Condition) continue;
    for (std::size_t later = 1; later < variable.versions.size(); ++later) {
      for (std::size_t earlier = 0; earlier < later; ++earlier) {
        check_tie(context, variable, variable.versions[earlier], variable.versions[later]);
        check_crossing(context, variable, variable.versions[earlier], variable.versions[later]);
      }
    }
  }
  check_out_of_force(context);
}

}  // namespace avenant::sema
