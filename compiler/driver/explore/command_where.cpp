// rulec where: every place of the law that defines or amends something, and every rule that reads it.
#include "compiler/driver/explore/law_opening.hpp"

namespace avenant::driver {

int run_where(Context& context) {
  int code = kDone;
  const std::unique_ptr<OpenedLaw> opened = OpenedLaw::open(context, code);
  if (opened == nullptr) return code;
  const explore::Whereabouts found = explore::where(opened->law(), opened->scope(), opened->thing());
  const explore::FormOptions form = opened->form(context);
  const bool is_json = context.options.format == Format::Json;
  return write_result(context, is_json ? explore::where_json(opened->law(), found, form)
                                       : explore::where_text(opened->law(), found, form));
}

}  // namespace avenant::driver
