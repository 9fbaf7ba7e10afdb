// Texts that change the same thing: in which order they apply must follow from their dates or be said.
#include <algorithm>
#include <set>

#include "compiler/sema/amendments/compose.hpp"
#include "compiler/sema/amendments/out_of_force.hpp"

namespace avenant::sema {

namespace {

using hir::Version;

bool is_said_after(const Context& context, hir::TextId later, hir::TextId earlier) {
  const auto found = context.said_after.find(later);
  return found != context.said_after.end() &&
         std::find(found->second.begin(), found->second.end(), earlier) != found->second.end();
}

/// What texts say of one thing, in order of application; each pair is judged.
class Wordings {
 public:
  Wordings(Context& context, base::Name name) : context_(context), name_(name) {}

  /// `stands_at` is where the later one says which wordings it includes.
  void check(const Version& earlier, const Version& later, base::Span stands_at) {
    check_tie(earlier, later);
    check_crossing(earlier, later, stands_at);
  }

 private:
  /// Two texts published and in force on the same days have no order but that of « après ».
  void check_tie(const Version& left, const Version& right) {
    const hir::Text& first = context_.program.texts[left.provenance.text];
    const hir::Text& second = context_.program.texts[right.provenance.text];
    if (left.provenance.text == right.provenance.text) {
      if (left.composed_of.valid() || right.composed_of.valid() || left.from != right.from || left.until || right.until)
        return;
      context_.sink.report(Code::SameDayTwice, right.provenance.span)
          .with("name", context_.text(name_))
          .label(left.provenance.span, Label::FirstHere);
      return;
    }
    if (first.vocabulary || second.vocabulary || first.published_on != second.published_on) return;
    if (first.in_force_from != second.in_force_from) return;
    if (is_said_after(context_, right.provenance.text, left.provenance.text)) return;
    if (!reported_.insert(right.provenance.span).second) return;
    context_.sink.report(Code::TextsTie, right.provenance.span)
        .with("name", context_.text(name_))
        .with("first", context_.text(first.name))
        .with("second", context_.text(second.name))
        .label(left.provenance.span, Label::DeclaredHere);
  }

  /// A whole wording published later that starts before what one published earlier says: which holds afterwards must be
  /// said. Of a part compose() has said it.
  void check_crossing(const Version& earlier, const Version& later, base::Span stands_at) {
    if (later.composed_of.valid() || earlier.provenance.text == later.provenance.text) return;
    const std::optional<value::Date>& from = stated_from(earlier);
    if (!from || !later.from || !(*later.from < *from)) return;
    if (later.until && *later.until <= *from) return;
    if (is_included(context_, stands_at, earlier.provenance.text) || !reported_.insert(later.provenance.span).second)
      return;
    report_crossing(context_, name_, earlier, later, later.provenance.span);
  }

  Context& context_;
  base::Name name_;
  std::set<base::Span> reported_;
};

/// The wording of a whole rule that the wording of one of its conditions belongs to, or null.
const Version* wording_of_rule(const Context& context, const hir::Variable& condition, const Version& version) {
  const hir::Variable* rule = &condition;
  while (rule->kind == hir::VariableKind::Condition && rule->parent.valid()) {
    rule = &context.program.variables[rule->parent];
  }
  const auto found = std::find_if(rule->versions.begin(), rule->versions.end(), [&](const Version& other) {
    return !other.composed_of.valid() && other.provenance.text == version.provenance.text;
  });
  return found == rule->versions.end() ? nullptr : &*found;
}

void check_variable(Context& context, const hir::Variable& variable) {
  Wordings wordings(context, variable.name);
  const bool is_condition = variable.kind == hir::VariableKind::Condition;
  for (std::size_t later = 1; later < variable.versions.size(); ++later) {
    const Version& right = variable.versions[later];
    const Version* rule = is_condition ? wording_of_rule(context, variable, right) : nullptr;
    for (std::size_t earlier = 0; earlier < later; ++earlier) {
      const Version& left = variable.versions[earlier];
      // What is wrong with two wordings of the whole rule is said of the rule.
      if (rule != nullptr && wording_of_rule(context, variable, left) != nullptr) continue;
      wordings.check(left, right, rule != nullptr ? rule->provenance.span : right.provenance.span);
    }
  }
}

/// Whether this is the first wording of a derogation; it bears the ends that all others bring.
bool is_first_wording(const Context& context, hir::DerogationId id) {
  return std::any_of(context.scopes.begin(), context.scopes.end(), [&](const auto& entry) {
    const auto found = entry.second.derogations.find(context.program.derogations[id].name);
    return found != entry.second.derogations.end() && found->second == id;
  });
}

Version as_version(const hir::InForce& period, const hir::Provenance& provenance) {
  Version version;
  static_cast<hir::InForce&>(version) = period;
  version.provenance = provenance;
  return version;
}

/// A derogation with what repeals it or writes it anew.
void check_derogation(Context& context, const hir::Derogation& derogation) {
  std::vector<Version> all{as_version(derogation, derogation.provenance)};
  for (const hir::End& end : derogation.ends) all.push_back(as_version(end, end.provenance));
  std::stable_sort(all.begin() + 1, all.end(), [](const Version& left, const Version& right) {
    return left.provenance.text < right.provenance.text;
  });
  Wordings wordings(context, derogation.name);
  for (std::size_t later = 1; later < all.size(); ++later) {
    for (std::size_t earlier = 0; earlier < later; ++earlier)
      wordings.check(all[earlier], all[later], all[later].provenance.span);
  }
}

}  // namespace

void check_versions(Context& context) {
  for (std::size_t i = 0; i < context.program.variables.size(); ++i) {
    const hir::Variable& variable = context.program.variables[context.program.variables.id_at(i)];
    check_variable(context, variable);
  }
  for (std::size_t i = 0; i < context.program.derogations.size(); ++i) {
    const hir::DerogationId id = context.program.derogations.id_at(i);
    if (is_first_wording(context, id)) check_derogation(context, context.program.derogations[id]);
  }
  check_out_of_force(context);
}

}  // namespace avenant::sema
