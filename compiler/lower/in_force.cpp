#include "compiler/lower/in_force.hpp"

#include "compiler/lower/expression.hpp"

namespace avenant::lower {

namespace {

using program::NodeId;
using program::Op;

/// One of the days on which something may enter into force, and what decides that it is this one.
struct Entry {
  value::Date from;
  std::vector<NodeId> conditions;
};

// The last postponement whose text is known gives the day; where none is known, the text itself does.
std::vector<Entry> entries_of(Context& context, const hir::InForce& item, base::Span span) {
  const program::PlaceId place = place_of(context, span);
  const auto known = [&](hir::TextId text) { return context.builder.text_known(context.texts[text.index()], place); };
  std::vector<NodeId> always;
  for (const hir::TextId text : item.needs) always.push_back(known(text));
  std::vector<Entry> entries;
  for (std::size_t index = 0; index <= item.postponements.size(); ++index) {
    Entry entry;
    entry.from = index == 0 ? first_day(item.from) : item.postponements[index - 1].to;
    entry.conditions = always;
    if (index > 0) entry.conditions.push_back(known(item.postponements[index - 1].by));
    for (std::size_t later = index; later < item.postponements.size(); ++later) {
      entry.conditions.push_back(add_node(context, Op::kNot, {known(item.postponements[later].by)}, span));
    }
    entries.push_back(std::move(entry));
  }
  return entries;
}

NodeId all_of(Context& context, const std::vector<NodeId>& conditions, base::Span span) {
  return conditions.size() == 1 ? conditions[0] : add_node(context, Op::kAnd, conditions, span);
}

}  // namespace

value::Date first_day(const std::optional<value::Date>& from) {
  return from.value_or(value::Date::unchecked(value::kFirstDay));
}

NodeId in_force(Context& context, const hir::InForce& item, program::TextId text, base::Span span) {
  const program::PlaceId place = place_of(context, span);
  std::vector<NodeId> any;
  for (Entry& entry : entries_of(context, item, span)) {
    if (item.application.valid()) {
      entry.conditions.push_back(context.builder.in_period(lower_to_node(context, item.application), text, entry.from,
                                                           item.until.value_or(program::kNoEnd), place));
    } else {
      entry.conditions.push_back(context.builder.text_known(text, place));
    }
    any.push_back(all_of(context, entry.conditions, span));
  }
  return any.size() == 1 ? any[0] : add_node(context, Op::kOr, any, span);
}

void add_versions(Context& context, program::VariableId member, const hir::InForce& item, program::VersionSpec spec,
                  base::Span span) {
  if (item.until) spec.until = *item.until;
  if (!item.application.valid()) {
    spec.from = first_day(item.from);
    context.builder.add_version(member, spec);
    return;
  }
  const NodeId date = lower_to_node(context, item.application);
  const program::TypeId optional = context.builder.optional(context.builder.date());
  const program::PlaceId place = place_of(context, span);
  for (const Entry& entry : entries_of(context, item, span)) {
    spec.from = entry.from;
    spec.date = date;
    if (!entry.conditions.empty()) {
      const NodeId absent = context.builder.constant(optional, value::Value::absent(), place);
      spec.date = context.builder.choose(all_of(context, entry.conditions, span), date, absent, optional, place);
    }
    context.builder.add_version(member, spec);
  }
}

}  // namespace avenant::lower
