#include "compiler/driver/record/record_writer.hpp"

#include <filesystem>
#include <system_error>

#include "compiler/session/file_system.hpp"

namespace avenant::driver {
namespace {

using diagnostics::Code;
using diagnostics::Sink;
namespace fs = std::filesystem;

}  // namespace

std::string case_file_name(const cases::BoundCase& bound, std::string_view ending) {
  const std::string number = std::to_string(bound.number);
  std::string id;
  for (const char character : bound.id) {
    const bool plain = (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
                       (character >= '0' && character <= '9');
    if (plain || character == '-' || character == '_') id += character;
  }
  return (id.empty() ? "dossier_" + number : number + "_" + id) + std::string(ending);
}

RecordMaker::RecordMaker(const Context& context, const program::Package& package, const RunSetup& setup)
    : setup_(setup),
      words_(package, context.options.language),
      explainer_(package, setup.views, setup.dispositif, setup.options) {
  context_.articles = explain::article_digests(package);
  context_.maker = "rulec " AVENANT_VERSION;
  context_.results = context.options.results;
}

std::string RecordMaker::record(const cases::BoundCase& bound) {
  cases::BoundCase alone = bound;
  alone.number = 1;
  const explain::Explanation explanation = explainer_.explain(alone);
  return explain::record_of(explain::Sentences(words_, explanation, setup_.options), context_);
}

RecordWriter::RecordWriter(const Context& context, const program::Package& package, const RunSetup& setup)
    : context_(context), maker_(context, package, setup) {}

bool RecordWriter::begin(int& code) {
  const std::string& folder = context_.options.record;
  std::error_code error;
  const fs::file_status status = fs::status(folder, error);
  Sink sink;
  if (fs::exists(status) && (!fs::is_directory(status) || !fs::is_empty(folder, error))) {
    sink.report(Code::FolderNotEmpty).path(folder);
    code = kUsage;
  } else {
    fs::create_directories(folder, error);
    if (error) {
      sink.report(Code::CannotWriteFile).path(folder).with("reason", error.message());
      code = kInternal;
    }
  }
  print_messages(context_, sink);
  return !sink.has_errors();
}

bool RecordWriter::write(const cases::BoundCase& bound) {
  if (!bound.unreadable.empty()) return true;
  const std::string path = session::join_path(context_.options.record, case_file_name(bound, ".json"));
  const session::FileContent written = context_.files.write(path, maker_.record(bound));
  if (written.problem == session::FileProblem::None) return true;
  Sink sink;
  sink.report(Code::CannotWriteFile).path(path).with("reason", written.detail);
  print_messages(context_, sink);
  return false;
}

}  // namespace avenant::driver
