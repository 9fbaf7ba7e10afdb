#include "compiler/sema/expressions/lists.hpp"

#include <algorithm>

#include "compiler/sema/declarations/declarations.hpp"
#include "compiler/sema/expressions/references.hpp"

namespace avenant::sema {

namespace {

/// `nombre de L` written without elements, `somme de montants`: goes through a list under no name.
hir::BinderId add_binder(Context& context, base::Name name, const Type& list, base::Span span) {
  return context.program.binders.add({name, hir::IndexDomain{}, span, list});
}

/// The position of a field of a fiche; reports an unknown one.
std::optional<std::uint32_t> require_field(Context& context, hir::RecordId id, syntax::NameView name) {
  const hir::Record& record = context.program.records[id];
  const base::Name interned = context.program.names.intern(name.text());
  std::vector<std::string> names;
  for (std::size_t i = 0; i < record.fields.size(); ++i) {
    if (record.fields[i].name == interned) return static_cast<std::uint32_t>(i);
    names.push_back(context.text(record.fields[i].name));
  }
  context.sink.report(Code::UnknownField, name.span())
      .with("record", context.text(record.name))
      .with("name", name.text())
      .label(record.provenance.span, Label::DeclaredHere)
      .suggest(context.near(name.text(), names));
  return std::nullopt;
}

}  // namespace

std::optional<IterationDomain> read_domain(Context& context, const Scope& scope, syntax::IterationView view) {
  IterationDomain result;
  const auto domain_view = view.domain();
  std::optional<syntax::RangeView> range = view.range();
  if (domain_view) {
    if (const auto written = domain_view->as<syntax::RangeExpressionView>()) range = written->range();
  }
  if (range) {
    const auto domain = read_index_range(context, scope, *range);
    if (!domain) return std::nullopt;
    result.domain = *domain;
    return result;
  }
  if (!domain_view) return std::nullopt;
  if (const auto bare = domain_view->as<syntax::NameExpressionView>()) {
    const auto it = context.project.enumerations.find(context.program.names.intern(bare->text()));
    if (it != context.project.enumerations.end()) {
      result.domain.enumeration = it->second;
      return result;
    }
  }
  result.list = require_list(context, scope, *domain_view);
  if (!result.list.valid()) return std::nullopt;
  return result;
}

ExpressionId require_list(Context& context, const Scope& scope, ExpressionView view) {
  const ExpressionId list = read_expression(context, scope, view);
  const Type type = type_of(context, list);
  if (type.is(TypeKind::List)) return list;
  if (type.is_error()) return ExpressionId{};
  report_not_a_list(context, view.span(), type);
  return ExpressionId{};
}

void report_not_a_list(Context& context, base::Span span, const Type& type) {
  context.sink.report(Code::NotAList, span)
      .with("text", context.quote(span))
      .with("what", type_phrase(context, type, diagnostics::Language::French),
            type_phrase(context, type, diagnostics::Language::English));
}

std::optional<hir::BinderId> bind_element(Context& context, Scope& scope, syntax::IterationView view,
                                          const IterationDomain& domain) {
  const auto name = view.variable();
  if (!name) return std::nullopt;
  const base::Name interned = context.program.names.intern(name->text());
  const hir::BinderId binder = domain.list.valid()
                                   ? add_binder(context, interned, type_of(context, domain.list), name->span())
                                   : context.program.binders.add({interned, domain.domain, name->span(), Type{}});
  scope.binders.push_back(binder);
  return binder;
}

WholeList open_whole_list(Context& context, ExpressionId list, base::Span span) {
  WholeList whole;
  whole.list = list;
  whole.binder = add_binder(context, context.program.names.intern("_"), type_of(context, list), span);
  const Type element = hir::element_type(type_of(context, list));
  whole.element = make(context, ExpressionKind::Index, element, span, {}, whole.binder.index());
  return whole;
}

bool reads_element(const Context& context, ExpressionId id) {
  std::vector<hir::BinderId> bound;
  std::vector<ExpressionId> pending{id};
  std::vector<hir::BinderId> read;
  while (!pending.empty()) {
    const hir::Expression& expression = context.program.expressions[pending.back()];
    const auto operands = context.program.operands_of(pending.back());
    pending.pop_back();
    const bool over_list = !operands.empty() && type_of(context, operands.back()).is(TypeKind::List);
    if (over_list && expression.kind != ExpressionKind::ListLength) bound.push_back(hir::BinderId(expression.a));
    if (expression.kind == ExpressionKind::Index && context.program.binders[hir::BinderId(expression.a)].over_list()) {
      read.push_back(hir::BinderId(expression.a));
    }
    pending.insert(pending.end(), operands.begin(), operands.end());
  }
  return std::any_of(read.begin(), read.end(), [&](hir::BinderId binder) {
    return std::find(bound.begin(), bound.end(), binder) == bound.end();
  });
}

bool is_never_empty(const Context& context, ExpressionId list) {
  const hir::Expression& expression = context.program.expressions[list];
  return expression.kind == ExpressionKind::ListInput &&
         context.program.inputs[hir::InputId(expression.a)].least_elements > 0;
}

namespace {

/// One element of a list taken apart: the list, the element's scope, the filter where there is one.
struct OneElement {
  Scope scope;
  ExpressionId list;
  hir::BinderId binder;
  ExpressionId filter;
  Type list_type;
};

std::optional<OneElement> open_element(Context& context, const Scope& scope,
                                       const std::vector<syntax::IterationView>& iterations,
                                       std::optional<ExpressionView> filter, base::Span span) {
  if (iterations.empty()) return std::nullopt;
  const auto domain = read_domain(context, scope, iterations.front());
  if (!domain) return std::nullopt;
  if (!domain->list.valid()) {
    context.sink.report(Code::NotAList, iterations.front().span())
        .with("text", context.quote(iterations.front().span()))
        .with("what", "une suite fixe, dont on ne prend pas d’élément", "a fixed range, of which no element is taken");
    return std::nullopt;
  }
  OneElement one{scope, domain->list, {}, {}, type_of(context, domain->list)};
  const auto binder = bind_element(context, one.scope, iterations.front(), *domain);
  if (!binder) return std::nullopt;
  one.binder = *binder;
  if (filter) {
    one.filter = read_condition(context, one.scope, filter);
    if (type_of(context, one.filter).is_error()) return std::nullopt;
  }
  (void)span;
  return one;
}

}  // namespace

ExpressionId read_filter(Context& context, const Scope& scope, syntax::FilterView view) {
  const auto one = open_element(context, scope, view.iterations(), view.filter(), view.span());
  if (!one || !one->filter.valid()) return error_expression(context, view.span());
  return make(context, ExpressionKind::Filter, one->list_type, view.span(), {one->filter, one->list},
              one->binder.index());
}

ExpressionId read_unique(Context& context, const Scope& scope, syntax::UniqueView view) {
  const auto one = open_element(context, scope, view.iterations(), view.filter(), view.span());
  if (!one) return error_expression(context, view.span());
  const ExpressionId condition = one->filter.valid() ? one->filter : boolean_constant(context, true, view.span());
  return make(context, ExpressionKind::Unique, hir::element_type(one->list_type).with_optional(true), view.span(),
              {condition, one->list}, one->binder.index());
}

ExpressionId read_first(Context& context, const Scope& scope, syntax::FirstView view) {
  auto one = open_element(context, scope, view.iterations(), view.filter(), view.span());
  if (!one) return error_expression(context, view.span());
  if (one->filter.valid()) assume(context, one->scope, one->filter, true);
  const ExpressionId key = read_expression(context, one->scope, view.key());
  // `make_extreme` says what can be ordered; the extreme of one value is itself.
  if (type_of(context, make_extreme(context, ExpressionKind::Least, {key}, span_of(context, key))).is_error()) {
    return error_expression(context, view.span());
  }
  std::vector<ExpressionId> operands{key};
  if (one->filter.valid()) operands.push_back(one->filter);
  operands.push_back(one->list);
  const ExpressionKind kind = view.last() ? ExpressionKind::Last : ExpressionKind::First;
  const Type type = hir::element_type(one->list_type);
  const ExpressionId result = make(context, kind, type.with_optional(true), view.span(), operands, one->binder.index());
  if (one->filter.valid() || !is_never_empty(context, one->list)) return result;
  return make(context, ExpressionKind::Unwrap, type, view.span(), {result});
}

ExpressionId read_element_field(Context& context, const Scope& scope, ExpressionId element, syntax::NameView name,
                                const std::vector<ExpressionView>& arguments, base::Span span) {
  const Type type = type_of(context, element);
  if (type.is_error() || !require_plain(context, {element})) return error_expression(context, span);
  const auto position = require_field(context, type.record, name);
  if (!position) return error_expression(context, span);
  const hir::Field field = context.program.records[type.record].fields[*position];
  const std::string field_name = context.text(field.name);
  if (field.type.is_error() || !check_index_count(context, field_name, field.indices, arguments.size(), span)) {
    return error_expression(context, span);
  }
  std::vector<ExpressionId> operands{element};
  for (const ExpressionId id : read_indices(context, scope, field_name, field.indices, arguments)) {
    if (type_of(context, id).is_error()) return error_expression(context, span);
    operands.push_back(id);
  }
  return make(context, ExpressionKind::Field, field.type, span, operands, *position);
}

}  // namespace avenant::sema
