#include "compiler/report/case_csv.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "compiler/cases/value_text.hpp"
#include "runtime/value/date_text.hpp"
#include "runtime/value/number_text.hpp"

namespace avenant::report {
namespace {

template <class T>
void append_whole(std::string& out, T number) {
  std::array<char, 24> digits{};
  const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), number);
  out.append(digits.data(), end);
}

}  // namespace

void append_csv_cell(std::string& row, std::string_view text, char separator) {
  const bool needs_quotes = text.find_first_of("\"\r\n") != std::string_view::npos ||
                            text.find(separator) != std::string_view::npos || text.starts_with(' ') ||
                            text.ends_with(' ');
  if (!needs_quotes) {
    row += text;
    return;
  }
  row += '"';
  for (const char c : text) {
    if (c == '"') row += '"';
    row += c;
  }
  row += '"';
}

CaseCsv::CaseCsv(const program::Package& package, const std::vector<ResultView>& views, std::string_view dispositif,
                 const CaseCsvOptions& options)
    : package_(package),
      views_(views),
      options_(options),
      separator_(options.style == CsvStyle::Plain ? ',' : ';'),
      errors_(package, options.language) {
  has_notices_ = std::any_of(package.notices.begin(), package.notices.end(), [&](const program::Notice& notice) {
    return package.text_of(notice.dispositif) == dispositif;
  });
}

/// `aide_due(3)`, `constat(3;mt)`.
std::string CaseCsv::member_name(const ResultView& view, std::size_t member) const {
  if (view.dimensions.empty()) return view.name;
  std::string indices;
  for (std::size_t d = view.dimensions.size(); d-- > 0;) {
    const std::vector<std::string>& labels = view.dimensions[d].labels;
    indices = labels[member % labels.size()] + (indices.empty() ? "" : ";") + indices;
    member /= labels.size();
  }
  return view.name + "(" + indices + ")";
}

void CaseCsv::header(std::string& out) const {
  const bool french = options_.language == diagnostics::Language::French;
  if (options_.style == CsvStyle::FrenchSpreadsheet) out += "\xEF\xBB\xBF";
  out += french ? "dossier" : "case";
  out += separator_;
  out += "id";
  for (const ResultView& view : views_) {
    for (std::size_t member = 0; member < view.members.size(); ++member) {
      const std::string name = member_name(view, member);
      out += separator_;
      cell(out, name);
      if (!options_.error_columns) continue;
      out += separator_;
      cell(out, name + (french ? ".erreur" : ".error"));
    }
  }
  if (has_notices_) (out += separator_) += french ? "signalements" : "notices";
  (out += separator_) += french ? "erreurs" : "errors";
  out += options_.style == CsvStyle::Plain ? "\n" : "\r\n";
}

void CaseCsv::number(std::string& out, value::Rational number) const {
  if (number.is_integer()) {
    append_whole(out, number.numerator());
    return;
  }
  std::string digits = value::print_number(number, value::NumberStyle::plain);
  if (options_.style == CsvStyle::FrenchSpreadsheet) std::replace(digits.begin(), digits.end(), '.', ',');
  out += digits;
}

void CaseCsv::value(std::string& out, const program::Type& type, value::Value value) const {
  if (type.kind != program::TypeKind::kSet && value.is_absent()) return;
  const bool is_plain = options_.style == CsvStyle::Plain;
  switch (type.kind) {
    case program::TypeKind::kBoolean:
      out += value.as_boolean() ? (is_plain ? "true" : "VRAI") : (is_plain ? "false" : "FAUX");
      return;
    case program::TypeKind::kNumber:
      number(out, value.as_number());
      return;
    case program::TypeKind::kDate: {
      const std::string iso = value::print_iso_date(value.as_date());
      // Years have four digits.
      out += is_plain || iso.size() != 10 ? iso : iso.substr(8, 2) + "/" + iso.substr(5, 2) + "/" + iso.substr(0, 4);
      return;
    }
    case program::TypeKind::kDuration:
    case program::TypeKind::kEnumeration:
    case program::TypeKind::kSet:
    case program::TypeKind::kList:
    case program::TypeKind::kElement:
      cell(out, cases::value_text(package_, type, value, options_.language));
      return;
  }
}

/// `entrée_manquante(patients): ouverte, montant(1)`; each error once, with the results that it leaves without value.
void CaseCsv::errors(std::string& out, const CaseReport& report) const {
  std::vector<std::pair<program::SiteId, std::string>> by_site;
  for (const ResultReport& result : report.results) {
    for (std::size_t member = 0; member < result.outcomes.size(); ++member) {
      const eval::Outcome& outcome = result.outcomes[member];
      if (outcome.ok() || result.is_not_concerned(member)) continue;
      const auto place =
          std::find_if(by_site.begin(), by_site.end(), [&](const auto& one) { return one.first == outcome.site(); });
      std::string& names = place == by_site.end() ? by_site.emplace_back(outcome.site(), "").second : place->second;
      names += (names.empty() ? "" : ", ") + member_name(*result.view, member);
    }
  }
  std::string text;
  for (const auto& [site, names] : by_site) {
    const ErrorText error = errors_.describe(site, *report.bound);
    const std::string& about = error.reason.empty() ? error.subject : error.reason;
    text += (text.empty() ? "" : " | ") + std::string(error.keyword) + "(" + about + "): " + names;
  }
  cell(out, text);
}

void CaseCsv::notices(std::string& out, const std::vector<std::uint32_t>& notices) const {
  std::string text;
  for (const std::uint32_t index : notices) {
    text += (text.empty() ? "" : " | ") + std::string(package_.text_of(package_.notices[index].message));
  }
  cell(out, text);
}

void CaseCsv::row(const CaseReport& report, std::string& out) const {
  append_whole(out, report.bound->number);
  out += separator_;
  cell(out, report.bound->id);
  bool has_errors = false;
  for (const ResultReport& result : report.results) {
    const program::Type& type = package_.type(result.view->type);
    for (std::size_t member = 0; member < result.outcomes.size(); ++member) {
      const eval::Outcome& outcome = result.outcomes[member];
      const bool failed = !outcome.ok() && !result.is_not_concerned(member);
      out += separator_;
      if (outcome.ok()) value(out, type, outcome.value);
      has_errors = has_errors || failed;
      if (!options_.error_columns) continue;
      out += separator_;
      if (failed) out += errors_.describe(outcome.site(), *report.bound).keyword;
    }
  }
  if (has_notices_) {
    out += separator_;
    notices(out, report.notices);
  }
  out += separator_;
  if (has_errors) errors(out, report);
  out += options_.style == CsvStyle::Plain ? "\n" : "\r\n";
}

}  // namespace avenant::report
