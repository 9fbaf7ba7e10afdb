// `reporte T au DATE`.
#include <algorithm>

#include "compiler/sema/amendments/amendments.hpp"

namespace avenant::sema {

void read_postponement(Context& context, const PlacedRule& placed) {
  const auto view = *placed.rule.as<syntax::PostponeView>();
  const auto name = view.name();
  if (!name) return;
  const auto found = context.project.texts.find(context.program.names.find(name->text()));
  if (found == context.project.texts.end()) {
    std::vector<std::string> known;
    for (const hir::Text& text : context.program.texts) known.push_back(context.text(text.name));
    context.sink.report(Code::UnknownText, name->span())
        .with("name", name->text())
        .suggest(context.near(name->text(), known));
    return;
  }
  const auto to = read_date_literal(context, view.date());
  if (!to) return;
  hir::Text& text = context.program.texts[found->second];
  const auto refuse = [&](std::string_view french, std::string_view english) {
    context.sink.report(Code::AmendmentForm, name->span()).with("what", french, english);
  };
  if (text.vocabulary || !text.in_force_from)
    return refuse("un vocabulaire n’a pas de date", "a vocabulary has no date");
  if (!(found->second < placed.text)) {
    return refuse("on ne reporte qu’un texte publié avant celui-ci",
                  "only a text published before this one is postponed");
  }
  const value::Date before = text.postponements.empty() ? *text.in_force_from : text.postponements.back().to;
  if (*to <= before) {
    return refuse("un report fixe un jour postérieur à l’entrée en vigueur",
                  "a postponement gives a day after that of the entry into force");
  }
  text.postponements.push_back({placed.text, *to});
}

}  // namespace avenant::sema
