#include "compiler/consolidate/standing.hpp"

#include <algorithm>

namespace avenant::consolidate {

bool Standing::is_known(hir::TextId text) const {
  if (!text.valid()) return true;
  const hir::Text& item = program_.texts[text];
  if (known_at_ && item.published_on && *item.published_on > *known_at_) return false;
  if (!item.draft) return true;
  return std::find(drafts_.begin(), drafts_.end(), text) != drafts_.end();
}

bool Standing::has_begun(hir::TextId text) const {
  if (!is_known(text)) return false;
  if (!text.valid()) return true;
  const hir::Text& item = program_.texts[text];
  std::optional<value::Date> from = item.in_force_from;
  for (const hir::Postponement& one : item.postponements) {
    if (is_known(one.by)) from = one.to;
  }
  return !from || *from <= day_;
}

bool Standing::counts(const hir::InForce& item, hir::TextId text) const {
  const auto known = [&](hir::TextId one) { return is_known(one); };
  if (!is_known(text) || !std::all_of(item.needs.begin(), item.needs.end(), known)) return false;
  if (!item.application.valid()) return true;
  std::optional<value::Date> from = item.from;
  for (const hir::Postponement& one : item.postponements) {
    if (is_known(one.by)) from = one.to;
  }
  return (!from || *from <= day_) && (!item.until || day_ < *item.until);
}

const hir::Version* Standing::version_of(hir::VariableId variable) const {
  const std::vector<hir::Version>& versions = program_.variables[variable].versions;
  const auto found = std::find_if(versions.rbegin(), versions.rend(), [&](const hir::Version& version) {
    return counts(version, version.provenance.text);
  });
  return found == versions.rend() ? nullptr : &*found;
}

bool Standing::stands(hir::DerogationId id) const {
  const hir::Derogation& derogation = program_.derogations[id];
  if (!derogation.target.valid() || !counts(derogation, derogation.provenance.text)) return false;
  const bool ended = std::any_of(derogation.ends.begin(), derogation.ends.end(),
                                 [&](const hir::End& end) { return counts(end, end.provenance.text); });
  if (ended) return false;
  const hir::Version* version = version_of(derogation.target);
  if (version == nullptr || version->repealed) return false;
  if (std::find(version->without.begin(), version->without.end(), id) != version->without.end()) return false;
  return !derogation.target_derogation.valid() || stands(derogation.target_derogation);
}

}  // namespace avenant::consolidate
