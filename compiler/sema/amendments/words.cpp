// Words that a later text completes: an enumeration by cases, a fiche by fields. Words bear no date; a case may be
// closed from a day on.
#include <algorithm>

#include "compiler/sema/amendments/amendments.hpp"

namespace avenant::sema {

namespace {

using syntax::AddressView;

void extend_enumeration_step(Context& context, const PlacedRule& placed, syntax::ExtendView view, WordStep step,
                             hir::EnumerationId id) {
  const hir::Enumeration& enumeration = context.program.enumerations[id];
  const base::Span name = view.address()->name()->span();
  const auto table = view.table();
  if (step == WordStep::Attributes && table && !table->header_rows().empty() && !enumeration.ordered) {
    extend_attributes(context, placed, id, *table);
  }
  if (step != WordStep::Cases) return;
  if (enumeration.ordered) {
    context.sink.report(Code::AmendmentForm, name)
        .with("what",
              "une énumération ordonnée ne se complète pas, car la place du cas nouveau changerait les comparaisons",
              "an ordered enumeration is not completed: where the new case stands would change comparisons");
    return;
  }
  if (!table || table->header_rows().empty()) {
    if (view.node().has_error()) return;
    context.sink.report(Code::AmendmentForm, name)
        .with("what", "une énumération se complète par une table de cas",
              "an enumeration is completed by a table of cases");
    return;
  }
  extend_enumeration(context, id, *table);
}

}  // namespace

void extend_word(Context& context, const PlacedRule& placed, WordStep step) {
  const auto view = *placed.rule.as<syntax::ExtendView>();
  const auto address = view.address();
  if (!address || !address->name()) return;
  const auto keyword = address->rule_keyword();
  const bool record = keyword && *keyword == syntax::Keyword::Record;
  const bool enumeration =
      keyword && (*keyword == syntax::Keyword::Enumeration || *keyword == syntax::Keyword::OrderedEnumeration);
  if (!record && !enumeration) return;
  const base::Name name = context.program.names.intern(address->name()->text());
  const auto records = context.project.records.find(name);
  const auto enumerations = context.project.enumerations.find(name);
  const bool missing =
      record ? records == context.project.records.end() : enumerations == context.project.enumerations.end();
  if (missing) {
    if (step != WordStep::Cases || context.is_damaged(address->name()->text())) return;
    std::vector<std::string> known;
    for (const auto& [other, id] : context.project.records)
      if (record) known.push_back(context.text(other));
    for (const auto& [other, id] : context.project.enumerations)
      if (enumeration) known.push_back(context.text(other));
    std::sort(known.begin(), known.end());
    context.sink.report(Code::NothingToAmend, address->name()->span())
        .with("name", address->name()->text())
        .suggest(context.near(address->name()->text(), known));
    return;
  }
  if (enumeration) return extend_enumeration_step(context, placed, view, step, enumerations->second);
  if (step != WordStep::Fields) return;
  if (view.fields().empty() && !view.node().has_error()) {
    context.sink.report(Code::AmendmentForm, address->name()->span())
        .with("what", "une fiche se complète par des champs", "a fiche is completed by fields");
    return;
  }
  extend_record(context, placed, records->second, view.fields());
}

void close_case(Context& context, const PlacedRule& placed) {
  const auto address = placed.rule.as<syntax::RepealView>()->case_address();
  if (!address || !address->name() || !address->enumeration()) return;
  const auto found = context.project.enumerations.find(context.program.names.find(address->enumeration()->text()));
  if (found == context.project.enumerations.end()) {
    std::vector<std::string> known;
    for (const auto& [other, id] : context.project.enumerations) known.push_back(context.text(other));
    std::sort(known.begin(), known.end());
    context.sink.report(Code::NothingToAmend, address->enumeration()->span())
        .with("name", address->enumeration()->text())
        .suggest(context.near(address->enumeration()->text(), known));
    return;
  }
  const auto position = require_case(context, found->second, address->name()->text(), address->name()->span());
  if (!position) return;
  hir::EnumerationCase& one = context.program.enumerations[found->second].cases[*position];
  if (one.closed_from) {
    context.sink.report(Code::NothingLeftToAmend, address->span())
        .with("name", context.text(one.name))
        .with("what", "ce cas est déjà fermé", "this case is closed already");
    return;
  }
  const hir::Text& text = context.program.texts[placed.text];
  one.closed_from = text.in_force_from;
  if (const auto in_force = placed.rule.modifier(syntax::ModifierKind::InForce)) {
    one.closed_from = read_date_literal(context, in_force->value());
  } else if (!text.postponements.empty()) {
    context.sink.report(Code::AmendmentForm, address->span())
        .with("what", "l’entrée en vigueur de ce texte est reportée : écrivez « en vigueur le » sous « abroge cas »",
              "the entry into force of this text is postponed: write “en vigueur le” under “abroge cas”");
  }
  one.closed_by = placed.text;
}

}  // namespace avenant::sema
