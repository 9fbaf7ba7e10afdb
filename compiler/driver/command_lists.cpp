// The commands that list what a run may choose: readings, and figures that are not public.
#include <ostream>

#include "compiler/cases/value_text.hpp"
#include "compiler/driver/command.hpp"
#include "compiler/report/layout.hpp"
#include "compiler/report/place_text.hpp"

namespace avenant::driver {
namespace {

constexpr std::size_t kWidth = 100;

void print_choices(const Context& context, const program::Package& package, const program::Reading& reading) {
  const auto choices = package.cases_of(package.enumerations[reading.enumeration.value]);
  std::size_t width = 0;
  for (const program::Case& choice : choices) width = std::max(width, report::columns(package.text_of(choice.name)));
  std::uint32_t index = 0;
  for (const program::Case& choice : choices) {
    const bool is_default = index++ == reading.default_case;
    std::string line = std::string(is_default ? "  * " : "    ") + report::left(package.text_of(choice.name), width);
    if (choice.label) line += "  " + report::quoted(package.text_of(choice.label), context.options.language);
    if (choice.note) line += "  — " + std::string(package.text_of(choice.note));
    context.out << line << "\n";
  }
}

}  // namespace

int run_readings(Context& context) {
  const program::Package* package = open_program(context);
  if (package == nullptr) return kRulesHaveErrors;
  bool is_first = true;
  for (const program::Reading& reading : package->readings) {
    if (!is_first) context.out << "\n";
    is_first = false;
    std::string head(package->text_of(reading.name));
    if (reading.title) head += " — " + std::string(package->text_of(reading.title));
    const std::string place = report::place_text(*package, reading.place, context.options.language);
    context.out << head << " (" << place << ")\n";
    print_choices(context, *package, reading);
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
  const program::Package* opened = open_program(context);
  if (opened == nullptr) return kRulesHaveErrors;
  const program::Package& package = *opened;
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
