#include "compiler/driver/explain/explanation_writer.hpp"

#include <filesystem>
#include <system_error>

#include "compiler/explain/forms/forms.hpp"
#include "compiler/explain/page/page.hpp"
#include "compiler/session/file_system.hpp"

namespace avenant::driver {
namespace {

using diagnostics::Code;
using diagnostics::Sink;
namespace fs = std::filesystem;

constexpr std::string_view kPageEnding = ".html";

/// The name of a case's page: its rank, and what its id has of letters and digits.
std::string page_name(const cases::BoundCase& bound) {
  std::string name = std::to_string(bound.number);
  std::string id;
  for (const char character : bound.id) {
    const bool plain = (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
                       (character >= '0' && character <= '9');
    if (plain || character == '-' || character == '_') id += character;
  }
  return (id.empty() ? "dossier_" + name : name + "_" + id) + std::string(kPageEnding);
}

}  // namespace

ExplanationWriter::ExplanationWriter(const Context& context, const program::Package& package, const RunSetup& setup)
    : context_(context), setup_(setup), words_(package, context.options.language) {}

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

std::string ExplanationWriter::text_of(const explain::Sentences& sentences) const {
  const Format format = context_.options.format;
  if (format == Format::Json || format == Format::Ndjson) return explain::json_of(sentences);
  const explain::Document document = explain::page_of(sentences);
  if (format == Format::Markdown) return explain::markdown_of(document);
  if (format == Format::Html) return explain::html_of(document);
  const bool color = context_.environment.color_results && context_.options.output.empty();
  return explain::text_of(document, {color});
}

bool ExplanationWriter::write(const explain::Explanation& explanation) {
  const Format format = context_.options.format;
  const std::string text = text_of(explain::Sentences(words_, explanation, setup_.options));
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
  const std::string path = session::join_path(folder, page_name(*explanation.bound));
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
