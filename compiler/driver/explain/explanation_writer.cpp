#include "compiler/driver/explain/explanation_writer.hpp"

#include <filesystem>
#include <system_error>

#include "compiler/driver/record/record_writer.hpp"
#include "compiler/explain/forms/forms.hpp"
#include "compiler/explain/page/page.hpp"
#include "compiler/session/file_system.hpp"

namespace avenant::driver {
namespace {

using diagnostics::Code;
using diagnostics::Sink;
namespace fs = std::filesystem;

constexpr std::string_view kPageEnding = ".html";

}  // namespace

ExplanationWriter::ExplanationWriter(const Context& context, const program::Package& package, const RunSetup& setup)
    : context_(context),
      setup_(setup),
      package_(package),
      words_(package, context.options.language),
      finder_(package, setup.options) {}

void ExplanationWriter::report_unwritten(const std::string& path, const std::string& reason) {
  Sink sink;
  sink.report(Code::CannotWrite).path(path).with("reason", reason);
  print_messages(context_, sink);
  code_ = kInternal;
}

bool ExplanationWriter::begin() {
  const Options& options = context_.options;
  if (!options.output.empty() && options.format == Format::Html) {
    std::error_code error;
    const fs::file_status status = fs::status(options.output, error);
    const bool folder = fs::is_directory(status);
    if (folder && !fs::is_empty(options.output, error)) {
      Sink sink;
      sink.report(Code::FolderNotEmpty).path(options.output);
      print_messages(context_, sink);
      code_ = kUsage;
      return false;
    }
    return true;
  }
  if (!options.output.empty() && !file_.open(options.output)) {
    report_unwritten(options.output, file_.reason());
    return false;
  }
  if (options.format == Format::Json) out() << "[";
  return true;
}

/// Of éligibilités that refuse; of other results those that are asked for by name.
std::vector<explain::Remedies> ExplanationWriter::remedies_of(const explain::Explanation& explanation) {
  std::vector<explain::Remedies> remedies;
  if (context_.options.no_remedies || setup_.facts_only) return remedies;
  const bool named = !context_.options.results.empty();
  for (const report::ResultView& view : setup_.views) {
    for (const program::VariableId member : view.members) {
      const explain::Rule* rule = explanation.find(member);
      if (rule == nullptr || !rule->outcome.ok() || rule->out_of_force) continue;
      if (!named && view.kind != program::RuleKind::kEligibility) continue;
      explain::Remedies found = finder_.find(explanation, member);
      if (found.impossible || !found.complete || !found.found.empty()) remedies.push_back(std::move(found));
    }
  }
  return remedies;
}

std::string ExplanationWriter::text_of(const explain::Sentences& sentences,
                                       const std::vector<explain::Remedies>& remedies) const {
  const Format format = context_.options.format;
  if (format == Format::Json || format == Format::Ndjson) return explain::json_of(sentences, remedies);
  explain::PageParts parts;
  parts.remedies = explain::remedy_blocks(sentences, remedies);
  parts.facts = setup_.facts;
  parts.facts_only = setup_.facts_only;
  const explain::Document document = explain::page_of(sentences, std::move(parts));
  if (format == Format::Markdown) return explain::markdown_of(document);
  if (format == Format::Html) return explain::html_of(document);
  const bool color = context_.environment.color_results && context_.options.output.empty();
  return explain::text_of(document, {color});
}

bool ExplanationWriter::write(const explain::Explanation& explanation) {
  const Format format = context_.options.format;
  const explain::Sentences sentences(words_, explanation, setup_.options);
  const std::string text = text_of(sentences, remedies_of(explanation));
  if (format == Format::Html) return write_page(explanation, text);
  if (format == Format::Json) {
    out() << (n_written_ > 0 ? ",\n " : "\n ");
  } else if (format != Format::Ndjson && n_written_ > 0) {
    out() << "\n";
  }
  ++n_written_;
  out() << text << (format == Format::Ndjson ? "\n" : "");
  return out().good();
}

/// A page a file. One page alone goes to standard output, or to the file named, unless that is a folder.
bool ExplanationWriter::write_page(const explain::Explanation& explanation, const std::string& text) {
  const std::string& folder = context_.options.output;
  ++n_written_;
  if (folder.empty() || folder.ends_with(kPageEnding)) {
    if (n_written_ == 1) {
      held_ = text;
      return true;
    }
    Sink sink;
    sink.report(Code::OnePageACase);
    print_messages(context_, sink);
    code_ = kUsage;
    return false;
  }
  std::error_code error;
  fs::create_directories(folder, error);
  const std::string path = session::join_path(folder, case_file_name(*explanation.bound, kPageEnding));
  if (error) {
    report_unwritten(path, error.message());
    return false;
  }
  const session::FileContent written = context_.files.write(path, text);
  if (written.problem != session::FileProblem::None) {
    report_unwritten(path, written.detail);
    return false;
  }
  context_.out << path << "\n";
  return true;
}

bool ExplanationWriter::finish() {
  if (code_ != 0) return false;
  const Options& options = context_.options;
  if (options.format == Format::Json) out() << (n_written_ > 0 ? "\n]\n" : "]\n");
  if (!held_.empty() && options.output.empty()) context_.out << held_;
  if (!held_.empty() && !options.output.empty()) {
    const session::FileContent written = context_.files.write(options.output, held_);
    if (written.problem != session::FileProblem::None) {
      report_unwritten(options.output, written.detail);
      return false;
    }
  }
  if (file_.is_open() && !file_.commit()) {
    report_unwritten(options.output, file_.reason());
    return false;
  }
  return true;
}

}  // namespace avenant::driver
