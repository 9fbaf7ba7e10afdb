#include <array>
#include <ostream>
#include <span>

#include "compiler/driver/command.hpp"
#include "runtime/program/binary/package_file.hpp"
#include "runtime/program/sha256.hpp"

namespace avenant::driver {
namespace {

using diagnostics::Code;
using diagnostics::Sink;

/// The digest of a file's bytes: a byte-order mark is not in the text.
program::Sha256Digest digest_of(const base::Source& source) {
  const std::string_view mark = source.size_given == source.text.size() ? "" : "\xEF\xBB\xBF";
  const std::array parts = {std::as_bytes(std::span(mark)), std::as_bytes(std::span(source.text))};
  return program::sha256_of_parts(parts);
}

/// The program with the names and digests of its rule files, the standard library's too: they are part of what decides.
program::Package with_sources(const session::Compilation& compilation) {
  program::Package package = compilation.package;
  for (std::size_t i = 0; i < compilation.sources.size(); ++i) {
    const base::Source& source = compilation.sources[compilation.sources.id_at(i)];
    program::SourceFile file;
    file.path = program::StringId(package.strings.size());
    package.strings.push_back({static_cast<std::uint32_t>(package.characters.size()),
                               static_cast<std::uint32_t>(source.name_in_project.size())});
    package.characters += source.name_in_project;
    file.digest = digest_of(source);
    package.sources.push_back(file);
  }
  return package;
}

/// Writes the file, or says why not.
bool write_file(Context& context, const std::string& bytes) {
  const std::string& path = context.options.output;
  const session::FileContent written = context.files.write(path, bytes);
  if (written.problem == session::FileProblem::None) return true;
  Sink sink;
  sink.report(Code::CannotWriteFile).path(path).with("reason", written.detail);
  print_messages(context, sink);
  return false;
}

}  // namespace

int run_build(Context& context) {
  if (context.options.output.empty()) {
    Sink sink;
    sink.report(Code::OutputNeeded);
    print_messages(context, sink);
    return kUsage;
  }
  if (!demand_rules(context)) return kUsage;
  const session::Compilation* compilation = compile(context, session::Stage::Proofs);
  if (compilation == nullptr) return kRulesHaveErrors;
  const std::string bytes = program::write_package(with_sources(*compilation), "rulec " AVENANT_VERSION);
  if (!write_file(context, bytes)) return kInternal;
  const std::size_t n_kib = (bytes.size() + 1023) / 1024;
  context.out << context.options.output << context.say("\u00A0: ", ": ") << n_kib << context.say(" Kio", " KiB")
              << "\n";
  return kDone;
}

}  // namespace avenant::driver
