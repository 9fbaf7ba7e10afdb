// The commands that list what a run may choose: readings, and figures that are not public.
#include <ostream>

#include "compiler/cases/value_text.hpp"
#include "compiler/driver/command.hpp"
#include "compiler/report/layout.hpp"
#include "compiler/report/place_text.hpp"

namespace avenant::driver {
namespace {

constexpr std::size_t kWidth = 100;

void print_choices(const Context& context, const hir::Program& program, const hir::Reading& reading) {
  std::size_t width = 0;
  for (const hir::ReadingChoice& choice : reading.choices) {
    width = std::max(width, report::columns(program.names.text(choice.name)));
  }
  std::uint32_t index = 0;
  for (const hir::ReadingChoice& choice : reading.choices) {
    const bool is_default = index++ == reading.default_choice;
    std::string line = std::string(is_default ? "  * " : "    ") + report::left(program.names.text(choice.name), width);
    if (!choice.label.empty()) line += "  " + report::quoted(choice.label, context.options.language);
    // What follows « par défaut » begins with its comma.
    const std::string_view note = std::string_view(choice.note).substr(choice.note.starts_with(", ") ? 2 : 0);
    if (!note.empty()) line += "  — " + std::string(note);
    context.out << line << "\n";
  }
}

}  // namespace

int run_readings(Context& context) {
  const session::Compilation* compilation = compile(context);
  if (compilation == nullptr) return kRulesHaveErrors;
  const hir::Program& program = compilation->hir;
  bool is_first = true;
  for (const program::Reading& listed : compilation->package.readings) {
    const std::string_view name = compilation->package.text_of(listed.name);
    for (const hir::Reading& reading : program.readings) {
      if (program.names.text(reading.name) != name) continue;
      if (!is_first) context.out << "\n";
      is_first = false;
      std::string head(name);
      if (!reading.title.empty()) head += " — " + reading.title;
      const std::string place = report::place_text(compilation->package, listed.place, context.options.language);
      context.out << head << " (" << place << ")\n";
      print_choices(context, program, reading);
    }
  }
  if (is_first) {
    context.out << context.say("aucune lecture\n", "no reading\n");
  } else {
    context.out << context.say("\n*\u00A0: par défaut. Autre choix\u00A0: --reading LECTURE=CHOIX\n",
                               "\n*: by default. Another choice: --reading READING=CHOICE\n");
  }
  return kDone;
}

int run_unknowns(Context& context) {
  const session::Compilation* compilation = compile(context);
  if (compilation == nullptr) return kRulesHaveErrors;
  const program::Package& package = compilation->package;
  const diagnostics::Language language = context.options.language;
  if (package.unknowns.empty()) {
    context.out << context.say("aucun chiffre inconnu\n", "no unknown figure\n");
    return kDone;
  }
  for (const program::Unknown& unknown : package.unknowns) {
    context.out << package.text_of(unknown.address) << "\n";
    std::string line(package.text_of(unknown.reason));
    const std::string bounds = cases::range_text(package, unknown.bounds, unknown.type, language);
    if (!bounds.empty()) line += " — " + bounds;
    line += " (" + report::place_text(package, unknown.place, language) + ")";
    context.out << report::wrap(line, 4, kWidth) << "\n";
  }
  context.out << context.say("\nPour en fournir un\u00A0: --figure \"ADRESSE=VALEUR\"\n",
                             "\nTo supply one: --figure \"ADDRESS=VALUE\"\n");
  return kDone;
}

}  // namespace avenant::driver
