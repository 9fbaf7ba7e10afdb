// How commands that need only a program open what they are given: rules to compile, or a package.
#include "compiler/driver/command.hpp"
#include "compiler/driver/help.hpp"
#include "runtime/program/binary/package_file.hpp"

namespace avenant::driver {
namespace {

using diagnostics::Code;
using diagnostics::Sink;

void report_problem(const program::LoadResult& result, const std::string& path, Sink& sink) {
  const program::PackageHeader& header = result.header;
  const auto versions = [&](Code code, std::uint32_t format, std::uint32_t known) {
    sink.report(code)
        .path(path)
        .with("format", std::int64_t{format})
        .with("maker", header.maker)
        .with("known", std::int64_t{known});
  };
  switch (result.problem) {
    case program::LoadProblem::kNone:
      return;
    case program::LoadProblem::kNotAPackage:
      sink.report(Code::NotAPackage).path(path).with("path", path);
      return;
    case program::LoadProblem::kTruncated:
      sink.report(Code::PackageTruncated).path(path);
      return;
    case program::LoadProblem::kNewer:
      versions(Code::PackageNewer, header.format, program::kFormatVersion);
      return;
    case program::LoadProblem::kOlder:
      versions(Code::PackageOlder, header.format, program::kOldestFormat);
      return;
    case program::LoadProblem::kAltered:
      sink.report(Code::PackageAltered).path(path);
      return;
    case program::LoadProblem::kUnsound:
      sink.report(Code::PackageUnsound).path(path).with("reason", result.detail);
      return;
  }
}

/// Whether the argument is a file to be read as a package: by its name, else by its first bytes.
bool is_package_path(const session::FileSystem& files, const std::string& path) {
  if (path.ends_with(session::kRuleFileEnding) || files.kind(path) != session::EntryKind::File) return false;
  if (path.ends_with(program::kPackageEnding)) return true;
  return program::is_package(files.read(path, program::kMaxPackageBytes).bytes);
}

const program::Package* open_package(Context& context, const std::string& path) {
  Sink sink;
  const session::FileContent content = context.files.read(path, program::kMaxPackageBytes);
  if (content.problem == session::FileProblem::None) {
    program::LoadResult result = program::load_package(content.bytes);
    report_problem(result, path, sink);
    context.opened = std::move(result.package);
  } else {
    session::report_file_problem(content.problem, content.detail, path, sink);
  }
  print_messages(context, sink);
  return context.opened ? &*context.opened : nullptr;
}

}  // namespace

const program::Package* open_program(Context& context) {
  const std::vector<std::string>& paths = context.options.arguments;
  if (paths.size() == 1 && is_package_path(context.files, paths.front())) return open_package(context, paths.front());
  const session::Compilation* compilation = compile(context);
  return compilation == nullptr ? nullptr : &compilation->package;
}

bool demand_rules(Context& context) {
  for (const std::string& path : context.options.arguments) {
    if (!is_package_path(context.files, path)) continue;
    Sink sink;
    sink.report(Code::RulesNeeded).path(path).with("command", info(context.options.command).name);
    print_messages(context, sink);
    return false;
  }
  return true;
}

}  // namespace avenant::driver
