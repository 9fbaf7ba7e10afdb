#include "compiler/driver/run/report_writer.hpp"

#include "compiler/format/format.hpp"

namespace avenant::driver {

bool is_csv(Format format) {
  return format == Format::Csv || format == Format::CsvFrench;
}

report::CaseCsvOptions csv_options(const Options& options) {
  const bool is_french = options.format == Format::CsvFrench;
  return {options.language, is_french ? report::CsvStyle::FrenchSpreadsheet : report::CsvStyle::Plain,
          options.error_columns};
}

ReportWriter::ReportWriter(const Context& context, const program::Package& package, const RunSetup& setup,
                           std::ostream& out)
    : context_(context),
      out_(out),
      format_(context.options.format),
      setup_(setup),
      printer_(package,
               {context.options.language, context.environment.color_results && context.options.output.empty()}),
      json_(package, context.options.language, context.options.brief),
      csv_(package, setup.views, setup.dispositif, csv_options(context.options)),
      scenario_(package) {}

bool ReportWriter::needs_only_values() const {
  if (context_.options.as_scenario) return false;
  const bool is_json = format_ == Format::Json || format_ == Format::Ndjson;
  return is_csv(format_) || (is_json && context_.options.brief);
}

void ReportWriter::begin() {
  if (context_.options.as_scenario) return;
  if (format_ == Format::Json) out_ << "[";
  if (!is_csv(format_)) return;
  csv_.header(row_);
  out_ << row_;
}

void ReportWriter::write(const report::CaseReport& report) {
  if (context_.options.as_scenario) {
    out_ << (n_written_++ > 0 ? "\n" : "") << scenario_of(report);
    return;
  }
  // The options admit no other form here.
  if (format_ == Format::Json) {
    out_ << (n_written_ > 0 ? ",\n" : "\n") << json_.print(report, setup_.dispositif, setup_.options);
  } else if (format_ == Format::Ndjson) {
    out_ << json_.print(report, setup_.dispositif, setup_.options) << "\n";
  } else if (is_csv(format_)) {
    row_.clear();
    csv_.row(report, row_);
    out_.write(row_.data(), static_cast<std::streamsize>(row_.size()));
  } else {
    out_ << (n_written_ > 0 ? "\n" : "") << printer_.print(report, setup_.options);
  }
  ++n_written_;
  count(report);
}

void ReportWriter::finish() {
  if (context_.options.as_scenario) return;
  if (format_ == Format::Text && n_written_ > 1) out_ << "\n" << summary();
  if (format_ == Format::Json) out_ << (n_written_ > 0 ? "\n]\n" : "]\n");
}

std::string ReportWriter::scenario_of(const report::CaseReport& report) const {
  constexpr std::string_view kOpen = "```avenant\n";
  constexpr std::string_view kClose = "```\n";
  const std::string own =
      report.bound->id.empty() ? "dossier " + std::to_string(report.bound->number) : report.bound->id;
  const std::string& given = context_.options.scenario_title;
  // A title given for one case serves for several too, told apart by what they are called.
  const std::string title = given.empty() ? own : (n_written_ > 1 ? given + " — " + own : given);
  base::SourceMap sources;
  const base::SourceId source =
      sources.add("", std::string(kOpen) + scenario_.print(report, title, setup_.options) + std::string(kClose));
  diagnostics::Sink ignored;
  const std::string text = format::format(sources, source, ignored).text;
  return text.substr(kOpen.size(), text.size() - kOpen.size() - kClose.size());
}

/// Counts what the first éligibilité says.
void ReportWriter::count(const report::CaseReport& report) {
  if (report.results.empty() || report.results[0].view->kind != program::RuleKind::kEligibility) return;
  for (const eval::Outcome& outcome : report.results[0].outcomes) {
    if (!outcome.ok()) {
      ++n_undecided_;
    } else {
      ++(outcome.value.as_boolean() ? n_yes_ : n_no_);
    }
  }
}

/// « 26 dossiers — aide ouverte : 14 oui, 11 non, 1 indécis ».
std::string ReportWriter::summary() const {
  const auto say = [this](std::string_view french, std::string_view english) { return context_.say(french, english); };
  std::string text = std::to_string(n_written_) + std::string(say(" dossiers", " cases"));
  if (n_yes_ + n_no_ + n_undecided_ == 0) return text + "\n";
  text += " — " + setup_.views[0].shown_name() + std::string(say("\u00A0: ", ": "));
  text += std::to_string(n_yes_) + std::string(say(" oui, ", " yes, "));
  text += std::to_string(n_no_) + std::string(say(" non", " no"));
  if (n_undecided_ > 0) text += ", " + std::to_string(n_undecided_) + std::string(say(" sans réponse", " undecided"));
  return text + "\n";
}

}  // namespace avenant::driver
