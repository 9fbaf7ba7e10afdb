#include <algorithm>

#include "compiler/sema/declarations/declarations.hpp"

namespace avenant::sema {

namespace {

/// 10 to the number of decimals written, 0 to 12; reports other numbers.
std::int64_t grain_of_decimals(Context& context, syntax::NodeRef digits) {
  const auto number = read_digits(context, digits);
  const auto whole = number ? value::to_integer(*number) : value::failed<std::int64_t>(value::ArithmeticError::inexact);
  if (!whole.ok() || whole.value < 0 || whole.value > 12) {
    context.sink.report(Code::ConstantOutOfRange, digits.span())
        .with("value", digits.text())
        .with("range", "0 à 12", "0 to 12");
    return 1;
  }
  std::int64_t grain = 1;
  for (std::int64_t i = 0; i < whole.value; ++i) grain *= 10;
  return grain;
}

/// A single name where a type stands: an enumeration, a fiche or a unit.
Type named_type(Context& context, syntax::UnitView unit) {
  const auto factors = unit.factors();
  const bool single_name = factors.size() == 1 && factors.front().kind() != syntax::NodeKind::Euro;
  if (single_name) {
    const std::string_view text = factors.front().text();
    const base::Name name = context.program.names.intern(text);
    if (const auto it = context.project.enumerations.find(name); it != context.project.enumerations.end()) {
      return enumeration_type(it->second);
    }
    if (const auto it = context.project.records.find(name); it != context.project.records.end()) {
      Type type;
      type.kind = TypeKind::Record;
      type.record = it->second;
      return type;
    }
    if (!context.project.units.contains(name)) {
      std::vector<std::string> known{"booléen", "entier", "décimal", "montant", "date", "durée"};
      for (const auto& [known_name, id] : context.project.enumerations) known.push_back(context.text(known_name));
      for (const auto& [known_name, id] : context.project.records) known.push_back(context.text(known_name));
      for (const auto& [known_name, id] : context.project.units) known.push_back(context.text(known_name));
      std::sort(known.begin(), known.end());
      context.sink.report(Code::UnknownType, unit.span()).with("name", text).suggest(context.near(text, known));
      return Type{};
    }
  }
  const auto id = read_unit(context, unit);
  if (!id) return Type{};
  // One declared unit has its own grain; euros and quotients are free until a grain is stated.
  std::int64_t grain = 0;
  if (single_name) {
    grain = context.program.base_units[context.project.units.at(context.program.names.intern(factors.front().text()))]
                .grain;
  }
  return number_type(*id, grain);
}

Type set_of(Context& context, const Scope& scope, syntax::TypeView view) {
  const auto element = view.element();
  const Type type = element ? read_type(context, scope, *element).type : Type{};
  if (type.is_error()) return Type{};
  if (!type.is(TypeKind::Enumeration)) {
    context.sink.report(Code::TypeMismatch, element->span())
        .with("expected", "une énumération", "an enumeration")
        .with("found", type_phrase(context, type, diagnostics::Language::French),
              type_phrase(context, type, diagnostics::Language::English));
    return Type{};
  }
  const hir::Enumeration& enumeration = context.program.enumerations[type.enumeration];
  if (enumeration.cases.size() > context.options.max_set_cases) {
    context.sink.report(Code::TooManySetCases, view.span())
        .with("enumeration", context.text(enumeration.name))
        .with("n", static_cast<std::int64_t>(enumeration.cases.size()))
        .with("limit", static_cast<std::int64_t>(context.options.max_set_cases));
    return Type{};
  }
  return set_type(type.enumeration);
}

Type base_type(Context& context, const Scope& scope, syntax::TypeView view) {
  switch (view.kind()) {
    case syntax::TypeKind::Boolean:
      return boolean_type();
    case syntax::TypeKind::Integer:
      return number_type(kNoUnit, 1);
    case syntax::TypeKind::Decimal:
    case syntax::TypeKind::Number:
      return number_type(kNoUnit, 0);
    case syntax::TypeKind::Amount:
      return number_type(single_unit(context, context.euro), 100);
    case syntax::TypeKind::Date:
      return date_type();
    case syntax::TypeKind::Duration:
      return duration_type();
    case syntax::TypeKind::Set:
      return set_of(context, scope, view);
    case syntax::TypeKind::List:
      break;  // read_type() reads lists itself.
    case syntax::TypeKind::Named: {
      const auto unit = view.unit();
      return unit ? named_type(context, *unit) : Type{};
    }
  }
  return Type{};
}

hir::Range read_range(Context& context, const Scope& scope, const Type& type, syntax::RangeView view) {
  hir::Range range;
  if (!type.is(TypeKind::Number)) {
    context.sink.report(Code::RangeOnNonNumber, view.span());
    return range;
  }
  // `de 0 à 50 000` on `patients` is written without its unit.
  Type bare = type.with_optional(false);
  bare.any_unit = true;
  bare.grain = 0;
  const auto low = read_constant(context, scope, view.low(), bare);
  const auto high = read_constant(context, scope, view.high(), bare);
  if (low) range.least = low->as_number();
  if (high) range.greatest = high->as_number();
  range.greatest_excluded = view.high_excluded();
  if (low && high && *range.least > *range.greatest) context.sink.report(Code::ReversedRange, view.span());
  return range;
}

}  // namespace

namespace {

/// `de 0 à 20` on a list: how many elements it may have, at most what a list can hold.
std::optional<hir::IndexDomain> read_elements(Context& context, const Scope& scope, syntax::RangeView range) {
  const auto domain = read_index_range(context, scope, range);
  if (!domain) return std::nullopt;
  if (domain->first >= 0 && domain->last >= 1 && domain->last <= hir::kMaxListElements) return domain;
  context.sink.report(Code::ListBound, range.span())
      .with("range", context.quote(range.span()))
      .with("limit", hir::kMaxListElements);
  return std::nullopt;
}

void report_list_not_here(Context& context, base::Span span, std::string_view french, std::string_view english) {
  context.sink.report(Code::ListNotHere, span).with("what", french, english);
}

/// The inputs that an input list is stored in, for each element.
std::uint64_t columns_of(const Context& context, const Type& list) {
  if (!list.record.valid()) return 1;
  std::uint64_t n_columns = 0;
  for (const hir::Field& field : context.program.records[list.record].fields) {
    std::uint64_t n_members = 1;
    for (const hir::IndexDomain& domain : field.indices) {
      n_members *= domain.enumeration.valid() ? context.program.enumerations[domain.enumeration].cases.size()
                                              : static_cast<std::uint64_t>(domain.last - domain.first + 1);
    }
    n_columns += n_members;
  }
  return n_columns;
}

/// What an input list needs: a bound, no index, and not more inputs than a family may have members.
void check_list_input(Context& context, hir::Input& input, const WrittenType& written, syntax::InputView view) {
  const base::Span span = view.type()->span();
  if (!view.family().empty()) {
    report_list_not_here(context, span, "une entrée indexée par « pour » est une valeur simple ou une fiche",
                         "an input indexed by “pour” is a plain value or a fiche");
    input.type = Type{};
    return;
  }
  if (!written.elements) {
    context.sink.report(Code::ListWithoutBound, span)
        .with("name", context.text(input.name))
        .with("type", hir::type_text(context.program, input.type));
    input.type = Type{};
    return;
  }
  input.least_elements = static_cast<std::uint32_t>(written.elements->first);
  input.most_elements = static_cast<std::uint32_t>(written.elements->last);
  const std::uint64_t n_inputs = columns_of(context, input.type) * input.most_elements;
  if (n_inputs <= context.options.max_list_inputs) return;
  context.sink.report(Code::TooManyMembers, span)
      .with("name", context.text(input.name))
      .with("n", static_cast<std::int64_t>(n_inputs))
      .with("limit", static_cast<std::int64_t>(context.options.max_list_inputs));
  input.type = Type{};
}

/// `liste de T, de 0 à 20`. Without the comma the range is read as that of T, which has none unless it is a number.
WrittenType read_list_type(Context& context, const Scope& scope, syntax::TypeView view) {
  WrittenType written;
  const auto element_view = view.element();
  if (!element_view) return written;
  const bool may_be_bound = element_view->range() && !view.range() && element_view->kind() == syntax::TypeKind::Named;
  WrittenType element;
  if (may_be_bound) element.type = base_type(context, scope, *element_view);
  if (may_be_bound && element.type.is_error()) return written;
  const bool misplaced = element.type.is(TypeKind::Record);
  if (!misplaced) element = read_type(context, scope, *element_view);
  if (element.type.is_error()) return written;
  if (element.type.is(TypeKind::List) || element.type.is(TypeKind::Set) || element.type.optional) {
    report_list_not_here(context, element_view->span(),
                         "les éléments d’une liste sont des fiches ou des valeurs simples",
                         "the elements of a list are fiches or plain values");
    return written;
  }
  written.type = hir::list_type(element.type);
  written.range = element.range;
  if (const auto range = view.range()) written.elements = read_elements(context, scope, *range);
  if (misplaced) written.elements = read_elements(context, scope, *element_view->range());
  if ((view.range() || misplaced) && !written.elements) written.type = Type{};
  if (view.optional()) {
    context.sink.report(Code::NotOptionalHere, view.span());
    written.type = Type{};
  }
  return written;
}

}  // namespace

WrittenType read_type(Context& context, const Scope& scope, syntax::TypeView view) {
  if (view.kind() == syntax::TypeKind::List) return read_list_type(context, scope, view);
  WrittenType written;
  written.type = base_type(context, scope, view);
  if (written.type.is_error()) return written;
  if (const auto decimals = view.decimals(); decimals && written.type.is(TypeKind::Number)) {
    written.type.grain = grain_of_decimals(context, *decimals);
  }
  if (const auto range = view.range(); range && view.kind() != syntax::TypeKind::List) {
    written.range = read_range(context, scope, written.type, *range);
  }
  if (!view.optional()) return written;
  // An element of a list may be absent, of a definition; what declares something else refuses it.
  const bool scalar = !written.type.is(TypeKind::Set);
  if (!scalar) context.sink.report(Code::NotOptionalHere, view.span());
  written.type.optional = scalar;
  return written;
}

std::optional<hir::IndexDomain> read_index_range(Context& context, const Scope& scope, syntax::RangeView range) {
  const Type whole = number_type(kNoUnit, 1);
  const auto low = read_constant(context, scope, range.low(), whole);
  const auto high = read_constant(context, scope, range.high(), whole);
  if (!low || !high) return std::nullopt;
  hir::IndexDomain domain;
  domain.first = low->as_number().numerator();
  domain.last = high->as_number().numerator() - (range.high_excluded() ? 1 : 0);
  if (domain.first > domain.last) {
    context.sink.report(Code::ReversedRange, range.span());
    return std::nullopt;
  }
  const auto limit = static_cast<std::int64_t>(context.options.max_family_members);
  if (domain.last >= limit || domain.first <= -limit || domain.last - domain.first >= limit) {
    context.sink.report(Code::TooManyMembers, range.span())
        .with("name", context.quote(range.span()))
        .with("n", domain.last)
        .with("limit", limit);
    return std::nullopt;
  }
  return domain;
}

std::vector<hir::BinderId> read_family(Context& context, const Scope& scope,
                                       const std::vector<syntax::FamilyIndexView>& family) {
  std::vector<hir::BinderId> binders;
  for (const syntax::FamilyIndexView index : family) {
    const auto name = index.variable();
    std::optional<hir::IndexDomain> domain;
    if (const auto range = index.range()) {
      domain = read_index_range(context, scope, *range);
    } else if (const auto enumeration = index.enumeration()) {
      const auto it = context.project.enumerations.find(context.program.names.intern(enumeration->text()));
      if (it != context.project.enumerations.end()) {
        domain = hir::IndexDomain{it->second, 0, 0};
      } else {
        std::vector<std::string> known;
        for (const auto& [known_name, id] : context.project.enumerations) known.push_back(context.text(known_name));
        context.sink.report(Code::UnknownType, enumeration->span())
            .with("name", enumeration->text())
            .suggest(context.near(enumeration->text(), known));
      }
    }
    // A family of one member stands in for what was reported, so that the rest of the rule is read.
    if (!domain) domain = hir::IndexDomain{hir::EnumerationId{}, 1, 1};
    if (name)
      binders.push_back(
          context.program.binders.add({context.program.names.intern(name->text()), *domain, name->span()}));
  }
  return binders;
}

std::uint64_t member_count(const Context& context, const std::vector<hir::BinderId>& indices) {
  constexpr std::uint64_t kCap = std::uint64_t{1} << 40U;
  std::uint64_t count = 1;
  for (const hir::BinderId index : indices) {
    const hir::IndexDomain& domain = context.program.binders[index].domain;
    const std::uint64_t members = domain.enumeration.valid()
                                      ? context.program.enumerations[domain.enumeration].cases.size()
                                      : static_cast<std::uint64_t>(domain.last - domain.first + 1);
    count = members != 0 && count > kCap / members ? kCap : count * members;
  }
  return count;
}

void declare_input(Context& context, const PlacedRule& placed, syntax::InputView view) {
  const auto name = rule_name(context, view);
  const auto written = view.type();
  if (!name || !written) return;
  if (!placed.dispositif.valid()) {
    context.report_outside_dispositif(view.name()->span(), view.name()->text());
    return;
  }
  const Scope scope = scope_of(context, placed);
  const WrittenType type = read_type(context, scope, *written);
  hir::Input input;
  input.name = *name;
  input.dispositif = placed.dispositif;
  input.type = type.type;
  input.range = type.range;
  for (const hir::BinderId binder : read_family(context, scope, view.family())) {
    input.indices.push_back(context.program.binders[binder].domain);
  }
  if (const auto title = view.title()) input.title = std::string(title->content());
  input.provenance = context.provenance(placed.text, view.name()->span());
  const bool of_numbers = type.type.is(TypeKind::Number) || type.type.element == TypeKind::Number;
  if (of_numbers && type.type.grain == 0) {
    context.sink.report(Code::InputGrainUnknown, written->span()).with("name", context.text(*name));
  }
  if (type.type.is(TypeKind::Record) && type.type.optional) {
    context.sink.report(Code::NotOptionalHere, written->span());
    input.type.optional = false;
  }
  if (type.type.is(TypeKind::List)) check_list_input(context, input, type, view);
  if (type.type.is(TypeKind::Enumeration)) {
    if (find_case(context, type.type.enumeration, context.text(*name))) {
      context.sink.report(Code::NamedLikeACase, view.name()->span())
          .with("name", context.text(*name))
          .with("enumeration", context.text(context.program.enumerations[type.type.enumeration].name));
    }
  }
  Symbol symbol;
  symbol.kind = Symbol::Kind::Input;
  symbol.span = view.name()->span();
  symbol.input = context.program.inputs.add(std::move(input));
  (void)declare_symbol(context, placed.dispositif, *name, symbol);
}

}  // namespace avenant::sema
