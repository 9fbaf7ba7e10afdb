#include <ostream>

#include "compiler/driver/command.hpp"
#include "compiler/driver/run_setup.hpp"
#include "compiler/report/case_schema.hpp"

namespace avenant::driver {

int run_schema(Context& context) {
  const program::Package* package = open_program(context);
  if (package == nullptr) return kRulesHaveErrors;
  diagnostics::Sink sink;
  const std::optional<std::string> dispositif = choose_dispositif(context, *package, sink);
  print_messages(context, sink);
  if (!dispositif) return kUsage;
  const bool is_csv = context.options.schema_form == SchemaForm::Csv;
  context.out << (is_csv ? report::csv_header(*package, *dispositif)
                         : report::case_schema(*package, *dispositif, context.options.language));
  return kDone;
}

}  // namespace avenant::driver
