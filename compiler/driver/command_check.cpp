#include <ostream>

#include "compiler/diagnostics/render.hpp"
#include "compiler/driver/command.hpp"
#include "runtime/program/print.hpp"

namespace avenant::driver {
namespace {

session::Stage goal_of(Dump dump) {
  switch (dump) {
    case Dump::Tree:
      return session::Stage::Trees;
    case Dump::Hir:
      return session::Stage::Hir;
    case Dump::Program:
      return session::Stage::Program;
    case Dump::None:
      break;
  }
  return session::Stage::Proofs;
}

void print_dump(const Context& context, const session::Compilation& compilation) {
  switch (context.options.dump) {
    case Dump::None:
      return;
    case Dump::Tree:
      for (std::size_t i = compilation.n_library_sources; i < compilation.trees.size(); ++i) {
        context.out << "# " << compilation.sources[compilation.sources.id_at(i)].path << "\n"
                    << syntax::dump(compilation.trees[i]);
      }
      return;
    case Dump::Hir:
      context.out << hir::print(compilation.hir);
      return;
    case Dump::Program:
      if (compilation.ok()) context.out << program::print(compilation.package);
      return;
  }
}

/// « 4 fichiers : rien à signaler ».
std::string verdict(const Context& context, const session::Compilation& compilation) {
  const std::size_t n_files = compilation.sources.size() - compilation.n_library_sources;
  const std::string files = std::to_string(n_files) + " ";
  if (n_files == 1)
    return files + std::string(context.say("fichier\u00A0: rien à signaler\n", "file: nothing to report\n"));
  return files + std::string(context.say("fichiers\u00A0: rien à signaler\n", "files: nothing to report\n"));
}

}  // namespace

int run_check(Context& context) {
  if (!demand_rules(context)) return kUsage;
  const session::Compilation& compilation =
      context.session.compile(context.options.arguments, goal_of(context.options.dump));
  print_formatted(context, compilation.sources, compilation.sink);
  print_dump(context, compilation);
  if (compilation.sink.has_errors()) return kRulesHaveErrors;
  const bool is_quiet = context.options.format != Format::Text || context.options.dump != Dump::None;
  if (!is_quiet && compilation.sink.all().empty()) context.out << verdict(context, compilation);
  return kDone;
}

}  // namespace avenant::driver
