#include "compiler/report/error_text.hpp"

namespace avenant::report {
namespace {

using diagnostics::Language;
using value::RuntimeErrorClass;

}  // namespace

bool is_answer(RuntimeErrorClass error) {
  return error == RuntimeErrorClass::unknown_figure || error == RuntimeErrorClass::excluded;
}

bool is_bad_data(RuntimeErrorClass error) {
  return error == RuntimeErrorClass::missing_input || error == RuntimeErrorClass::out_of_range;
}

ErrorDescriber::ErrorDescriber(const program::Package& package, Language language)
    : package_(package), language_(language), reasons_(package.sites.size()) {
  for (const program::Node& node : package.nodes) {
    if (!node.site) continue;
    if (node.op == program::Op::kUnknown) reasons_[node.site.value] = package.unknowns[node.payload].reason;
    if (node.op == program::Op::kExcluded || node.op == program::Op::kAssume)
      reasons_[node.site.value] = program::StringId(node.payload);
    if (node.op == program::Op::kSituationDate) situation_dates_.insert(node.site.value);
    if (node.op == program::Op::kLookup) lookups_.emplace(node.site.value, program::ReferenceColumnId(node.payload));
  }
}

std::string ErrorDescriber::reason_of(program::SiteId site) const {
  const program::StringId reason = reasons_[site.value];
  return reason ? std::string(package_.text_of(reason)) : std::string();
}

/// What a gap of a reference table says: which table, and what its lines are named by.
std::string ErrorDescriber::gap_text(program::ReferenceColumnId id) const {
  const program::ReferenceColumn& column = package_.reference_columns[id.value];
  const program::ReferenceTable& table = package_.reference_tables[column.table.value];
  std::string keys;
  for (std::uint32_t i = 0; i < table.n_keys; ++i) {
    keys +=
        (i > 0 ? " ; " : "") + std::string(package_.text_of(package_.reference_columns[table.first_column + i].name));
  }
  const std::string name(package_.text_of(table.name));
  const std::string date = language_ == Language::French ? " à cette date" : " on that date";
  const std::string where = table.is_dated ? date : std::string();
  if (language_ == Language::French)
    return "aucune ligne de la table « " + name + " » pour cette clé (" + keys + ")" + where;
  return "no line of table “" + name + "” for this key (" + keys + ")" + where;
}

ErrorText ErrorDescriber::describe(program::SiteId id) const {
  const program::Site& site = package_.site(id);
  const value::RuntimeErrorText& texts = value::text_of(site.error);
  const bool french = language_ == Language::French;
  ErrorText text;
  text.error = site.error;
  text.keyword = texts.keyword;
  text.place = site.place;
  text.reason = reason_of(id);
  if (site.subject == program::SubjectKind::kInput)
    text.subject = package_.text_of(package_.inputs[site.subject_id].name);
  if (site.subject == program::SubjectKind::kVariable) {
    text.subject = package_.text_of(package_.variables[site.subject_id].name);
  }
  if (is_answer(site.error)) {
    text.message =
        site.error == RuntimeErrorClass::excluded ? (french ? "exclu" : "excluded") : (french ? "inconnu" : "unknown");
    if (!text.reason.empty()) text.message += (french ? "\u00A0: " : ": ") + text.reason;
    return text;
  }
  text.message = french ? texts.french : texts.english;
  // What was supposed says more than the rule that needed it.
  if (site.error == RuntimeErrorClass::assumption && !text.reason.empty()) {
    text.message += (french ? "\u00A0: " : ": ") + text.reason;
    return text;
  }
  // No input is missing: the day at which the case is looked at is.
  if (situation_dates_.contains(id.value)) {
    text.message = french ? "date de situation non donnée" : "no date of situation given";
  }
  if (const auto lookup = lookups_.find(id.value); lookup != lookups_.end()) text.message = gap_text(lookup->second);
  if (!text.subject.empty()) text.message += (french ? "\u00A0: " : ": ") + text.subject;
  return text;
}

ErrorText ErrorDescriber::describe(program::SiteId id, const cases::BoundCase& bound) const {
  ErrorText text = describe(id);
  const program::Site& site = package_.site(id);
  if (bound.unreadable.empty() || site.subject != program::SubjectKind::kInput || !is_bad_data(site.error)) return text;
  for (const cases::UnreadableInput& unreadable : bound.unreadable) {
    if (unreadable.input.value != site.subject_id) continue;
    const bool french = language_ == Language::French;
    text.keyword = "illisible";
    text.message =
        (french ? "valeur illisible\u00A0: " : "unreadable value: ") + text.subject + " (" + unreadable.place + ")";
    break;
  }
  return text;
}

}  // namespace avenant::report
