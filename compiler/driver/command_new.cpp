// rulec new: a small project of rules that works as it is.
#include <filesystem>
#include <ostream>

#include "compiler/driver/command.hpp"
#include "compiler/driver/project_template.hpp"

namespace avenant::driver {
namespace {

namespace fs = std::filesystem;
using diagnostics::Code;

/// What the project is called: the name of its folder.
std::string title_of(const session::FileSystem& files, const std::string& folder) {
  const std::string name = session::file_name(files.absolute(folder));
  return name.empty() || name == "/" ? "Projet de règles" : name;
}

/// Makes the folder with its parents. Reports why it cannot be, and gives the exit code.
int make_folder(const std::string& folder, diagnostics::Sink& sink) {
  std::error_code error;
  const fs::file_status status = fs::status(folder, error);
  if (fs::exists(status) && (!fs::is_directory(status) || !fs::is_empty(folder, error))) {
    sink.report(Code::FolderNotEmpty).path(folder);
    return kUsage;
  }
  fs::create_directories(folder, error);
  if (!error) return kDone;
  sink.report(Code::CannotWriteFile).path(folder).with("reason", error.message());
  return kInternal;
}

}  // namespace

int run_new(Context& context) {
  const std::string& folder = context.options.arguments.front();
  diagnostics::Sink sink;
  int code = make_folder(folder, sink);
  if (code == kDone) {
    for (const TemplateFile& file : project_template(title_of(context.files, folder))) {
      const std::string path = session::join_path(folder, file.name);
      const session::FileContent written = context.files.write(path, file.text);
      if (written.problem == session::FileProblem::None) continue;
      sink.report(Code::CannotWriteFile).path(path).with("reason", written.detail);
      code = kInternal;
      break;
    }
  }
  print_messages(context, sink);
  if (code != kDone) return code;
  context.out << context.say("projet créé. Pour commencer :\n", "project made. To begin:\n");
  context.out << "  cd " << folder << "\n  rulec check .\n  rulec test .\n  rulec run . --cases dossiers.ndjson\n";
  return kDone;
}

}  // namespace avenant::driver
