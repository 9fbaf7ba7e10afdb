#include "compiler/sema/amendments/compose.hpp"

#include <algorithm>

namespace avenant::sema {

namespace {

using hir::Version;
using syntax::ModifierKind;

/// The day from which something is in force once every postponement up to a text is known.
std::optional<value::Date> from_with(const hir::InForce& item, hir::TextId text) {
  std::optional<value::Date> from = item.from;
  for (const hir::Postponement& one : item.postponements) {
    if (!(text < one.by)) from = one.to;
  }
  return from;
}

std::optional<value::Date> later_of(const std::optional<value::Date>& left, const std::optional<value::Date>& right) {
  if (!left || !right) return left ? left : right;
  return std::max(*left, *right);
}

/// Both in force. Each postponement of either moves the later of the two days.
hir::InForce both(const hir::InForce& base, const hir::InForce& part) {
  hir::InForce result;
  result.application = base.application;
  result.from = later_of(base.from, part.from);
  result.until = base.until && part.until ? std::min(*base.until, *part.until) : (base.until ? base.until : part.until);
  std::vector<hir::TextId> movers;
  for (const hir::Postponement& one : base.postponements) movers.push_back(one.by);
  for (const hir::Postponement& one : part.postponements) movers.push_back(one.by);
  std::sort(movers.begin(), movers.end());
  movers.erase(std::unique(movers.begin(), movers.end()), movers.end());
  for (const hir::TextId by : movers) {
    const auto to = later_of(from_with(base, by), from_with(part, by));
    if (to) result.postponements.push_back({by, *to});
  }
  result.needs = base.needs;
  for (const hir::TextId text : part.needs) {
    if (std::find(result.needs.begin(), result.needs.end(), text) == result.needs.end()) result.needs.push_back(text);
  }
  return result;
}

bool is_empty(const hir::InForce& item) {
  const auto before_end = [&](const std::optional<value::Date>& from) { return !from || *from < *item.until; };
  if (!item.until || before_end(item.from)) return false;
  return std::none_of(item.postponements.begin(), item.postponements.end(),
                      [&](const hir::Postponement& one) { return before_end(one.to); });
}

/// Whether wherever `left` counts the version `right`, later in order, counts too.
bool is_hidden_by(const Version& left, const Version& right) {
  if (left.postponements != right.postponements) return false;
  if (right.from && (!left.from || *left.from < *right.from)) return false;
  if (right.until && (!left.until || *right.until < *left.until)) return false;
  return std::all_of(right.needs.begin(), right.needs.end(), [&](hir::TextId text) {
    return std::find(left.needs.begin(), left.needs.end(), text) != left.needs.end();
  });
}

/// The position after the last version that this text or an earlier one states or leaves.
std::size_t end_of_text(const std::vector<Version>& versions, hir::TextId text) {
  std::size_t end = 0;
  for (std::size_t i = 0; i < versions.size(); ++i) {
    if (!(text < versions[i].provenance.text)) end = i + 1;
  }
  return end;
}

/// The last whole version among the first `end`, or none.
std::optional<std::size_t> last_whole(const std::vector<Version>& versions, std::size_t end) {
  for (std::size_t i = end; i-- > 0;) {
    if (!versions[i].composed_of.valid()) return i;
  }
  return std::nullopt;
}

/// What a version becomes with a part, the part's own words aside.
Version with_part(const Context& context, const Version& base, const Version& part) {
  Version version = base;
  static_cast<hir::InForce&>(version) = both(base, part);
  const hir::TextId text = base.provenance.text;
  if (context.program.texts[text].draft && text != part.provenance.text &&
      std::find(version.needs.begin(), version.needs.end(), text) == version.needs.end()) {
    version.needs.push_back(text);
  }
  const bool same_text = base.composed_of.valid() && text == part.provenance.text;
  version.part_from = same_text ? later_of(base.part_from, part.from) : part.from;
  version.provenance = part.provenance;
  version.parts.push_back(part.provenance.span);
  version.application_span = base.application_span;
  if (!base.composed_of.valid()) version.composed_of = base.provenance.span;
  return version;
}

void drop_hidden(std::vector<Version>& composed) {
  for (std::size_t i = composed.size(); i-- > 0;) {
    const auto position = composed.begin() + static_cast<std::ptrdiff_t>(i);
    const bool hidden =
        std::any_of(position + 1, composed.end(), [&](const Version& later) { return is_hidden_by(*position, later); });
    if (hidden) composed.erase(position);
  }
}

/// A whole wording that goes by another date than the last one, where a partial amendment, which goes by the date of
/// the last one, may count while that last one does not: it ends, is postponed, a draft, or begins later. Null where
/// there is none.
const Version* wording_of_other_date(const Context& context, hir::VariableId variable, const Version& part,
                                     const Version& last) {
  const hir::Text& text = context.program.texts[last.provenance.text];
  const bool is_own_draft = last.provenance.text == part.provenance.text;
  const bool may_not_count = last.until || !last.postponements.empty() || (text.draft && !is_own_draft) ||
                             (part.from && last.from && *part.from < *last.from);
  if (!may_not_count) return nullptr;
  const auto& versions = context.program.variables[variable].versions;
  for (const Version& other : versions) {
    if (&other == &last) break;
    if (other.repealed || other.composed_of.valid() || !other.application.valid()) continue;
    if (!same_expression(context, other.application, last.application)) return &other;
  }
  return nullptr;
}

}  // namespace

OpenVersion open_at(Context& context, const PlacedRule& placed, const std::vector<hir::BinderId>& indices,
                    base::Span address) {
  OpenVersion open = open_version(context, placed, indices, true);
  if (const auto included = context.included.find(open.version.provenance.span); included != context.included.end()) {
    context.included[address] = included->second;
  }
  open.version.provenance = context.provenance(placed.text, address);
  return open;
}

std::optional<OpenPart> open_part(Context& context, const PlacedRule& placed, hir::VariableId variable,
                                  base::Span address, bool may_be_repealed) {
  const std::vector<hir::BinderId> indices = context.program.variables[variable].indices;
  OpenPart part;
  part.variable = variable;
  part.open = open_at(context, placed, indices, address);
  part.open.scope.amends = true;
  const Version* before = version_before(context, variable, placed.text);
  const bool own = before != nullptr && before->provenance.text == placed.text && !before->composed_of.valid();
  if (before == nullptr || (before->repealed && !may_be_repealed) || own) {
    context.sink.report(Code::NothingLeftToAmend, address)
        .with("name", context.text(context.program.variables[variable].name))
        .with(
            "what",
            before == nullptr ? "rien n’en est dit avant" : (own ? "ce texte l’écrit déjà en entier" : "il est abrogé"),
            before == nullptr ? "nothing is said of it before"
                              : (own ? "this text already states it whole" : "it is repealed"));
    return std::nullopt;
  }
  if (stated_application(placed) && !same_expression(context, part.open.version.application, before->application)) {
    auto report = context.sink.report(Code::OtherApplication, address);
    report.with("name", context.text(context.program.variables[variable].name));
    if (before->application_span.valid()) report.label(before->application_span, Label::DeclaredHere);
    return std::nullopt;
  }
  if (const Version* other = wording_of_other_date(context, variable, part.open.version, *before)) {
    context.sink.report(Code::TwoDates, address)
        .with("name", context.text(context.program.variables[variable].name))
        .with("other", context.text(context.program.texts[other->provenance.text].name))
        .with("last", context.text(context.program.texts[before->provenance.text].name))
        .label(other->provenance.span, Label::DeclaredHere)
        .label(before->provenance.span, Label::DeclaredHere);
    return std::nullopt;
  }
  part.open.version.application = before->application;
  part.open.version.application_span = before->application_span;
  part.open.scope.application = before->application;
  return part;
}

void check_supposed(Context& context, const PlacedRule& placed, const Scope& scope, const hir::Version& before,
                    const Type& type) {
  const auto supposed = placed.rule.modifier(ModifierKind::InsteadOf);
  if (!supposed) return;
  const ExpressionId expected = read_as(context, scope, supposed->value(), type);
  if (!before.rule.body.valid()) {
    context.sink.report(Code::AmendmentForm, supposed->span())
        .with("what", "« au lieu de » suppose un texte qui tient en une valeur",
              "“au lieu de” supposes a wording that is one value");
    return;
  }
  if (type_of(context, expected).is_error() || same_expression(context, expected, before.rule.body)) return;
  const base::Span found = context.program.expressions[before.rule.body].span;
  context.sink.report(Code::NotAsSupposed, supposed->span())
      .with("found", context.quote(found))
      .with("expected", supposed->value() ? context.quote(supposed->value()->span()) : std::string())
      .label(found, Label::DeclaredHere);
}

void check_crossing(Context& context, const PlacedRule& placed, const hir::Version& version, hir::VariableId variable) {
  const hir::Variable& item = context.program.variables[variable];
  for (const hir::Version& other : item.versions) {
    const bool earlier_text = other.provenance.text < placed.text;
    const bool later_day = other.from && version.from && *version.from < *other.from;
    const bool ends_before = version.until && other.from && *version.until <= *other.from;
    if (!earlier_text || !later_day || ends_before) continue;
    if (!is_included(context, version.provenance.span, other.provenance.text)) {
      report_crossing(context, item.name, other, version, version.provenance.span);
      return;
    }
  }
}

void report_repealed(Context& context, std::string_view name, const Version& repeal, base::Span span) {
  context.sink.report(Code::AlreadyRepealed, span)
      .with("name", name)
      .with("text", context.text(context.program.texts[repeal.provenance.text].name))
      .label(repeal.provenance.span, Label::DeclaredHere);
}

void insert_version(Context& context, hir::VariableId variable, Version version) {
  auto& versions = context.program.variables[variable].versions;
  const std::size_t end = end_of_text(versions, version.provenance.text);
  versions.insert(versions.begin() + static_cast<std::ptrdiff_t>(end), std::move(version));
}

const Version* version_before(const Context& context, hir::VariableId variable, hir::TextId text) {
  const auto& versions = context.program.variables[variable].versions;
  const auto whole = last_whole(versions, end_of_text(versions, text));
  return whole ? &versions[*whole] : nullptr;
}

bool is_included(const Context& context, base::Span stands_at, hir::TextId other) {
  const auto included = context.included.find(stands_at);
  return included != context.included.end() &&
         std::find(included->second.begin(), included->second.end(), other) != included->second.end();
}

const std::optional<value::Date>& stated_from(const Version& version) {
  return version.composed_of.valid() ? version.part_from : version.from;
}

void report_crossing(Context& context, base::Name name, const Version& earlier, const Version& later, base::Span span) {
  const hir::Text& other = context.program.texts[earlier.provenance.text];
  context.sink.report(Code::TextsCross, span)
      .with("name", context.text(name))
      .with("other", context.text(other.name))
      .with("date", stated_from(earlier) ? date_text(context, *stated_from(earlier)) : std::string("?"))
      .with("from", later.from ? date_text(context, *later.from) : std::string("?"))
      .label(earlier.provenance.span, Label::DeclaredHere);
}

void compose(Context& context, const PlacedRule& placed, const OpenPart& part,
             const std::function<bool(Version&)>& patch) {
  const auto& versions = context.program.variables[part.variable].versions;
  const std::size_t end = end_of_text(versions, placed.text);
  const auto whole = last_whole(versions, end);
  if (!whole) return;
  std::vector<Version> composed;
  for (std::size_t i = 0; i < end; ++i) {
    const Version& base = versions[i];
    const bool same_date = same_expression(context, base.application, versions[*whole].application);
    if (base.repealed || (i < *whole && !same_date)) continue;
    Version version = with_part(context, base, part.open.version);
    if (is_empty(version)) continue;
    const std::optional<value::Date>& from = stated_from(base);
    const bool crosses =
        from && part.open.version.from && *part.open.version.from < *from && base.provenance.text != placed.text;
    const base::Span stands_at = part.open.version.provenance.span;
    if (crosses && !is_included(context, stands_at, base.provenance.text)) {
      report_crossing(context, context.program.variables[part.variable].name, base, part.open.version, stands_at);
      return;
    }
    composed.push_back(std::move(version));
  }
  drop_hidden(composed);
  for (Version& one : composed) {
    if (!patch(one)) return;
  }
  auto& all = context.program.variables[part.variable].versions;
  const auto first = all.insert(all.begin() + static_cast<std::ptrdiff_t>(end), composed.begin(), composed.end());
  // The steps between two changes of one text are no versions of their own.
  const auto is_step = [&](const Version& version) {
    return version.composed_of.valid() && version.provenance.text == placed.text &&
           std::any_of(composed.begin(), composed.end(),
                       [&](const Version& later) { return is_hidden_by(version, later); });
  };
  all.erase(std::remove_if(all.begin(), first, is_step), first);
}

}  // namespace avenant::sema
