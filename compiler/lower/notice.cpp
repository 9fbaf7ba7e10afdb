#include "compiler/lower/assumption.hpp"
#include "compiler/lower/expression.hpp"
#include "compiler/lower/in_force.hpp"
#include "compiler/lower/rule.hpp"

namespace avenant::lower {

void lower_notices(Context& context) {
  context.builder.clear_owner();
  context.owner = {};
  for (const hir::Notice& notice : context.hir.notices) {
    context.provenance = &notice.provenance;
    context.dispositif = notice.dispositif;
    const program::PlaceId place = place_of(context, notice.provenance);
    const program::TextId text = text_of(context, notice.provenance);
    const InputWatch watch(context);
    Lowered condition = notice.condition.valid() ? lower_expression(context, notice.condition)
                                                 : Lowered::of(value::Value::boolean(true));
    condition = watch.assumed(notice.dispositif, condition);
    // A text that does not count in a run says nothing there, and its notices neither.
    const Lowered both[] = {Lowered::of(in_force(context, notice, text, notice.provenance.span)), condition};
    const Lowered shown = lower_connective(context, true, both, notice.provenance.span);
    if (!shown.constant) {
      const std::string dispositif =
          notice.dispositif.valid() ? context.hir.names.text(context.hir.dispositifs[notice.dispositif].name) : "";
      context.builder.add_notice(notice.message, shown.node, place, dispositif);
    }
    context.provenance = nullptr;
  }
}

}  // namespace avenant::lower
