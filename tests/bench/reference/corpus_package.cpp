#include "tests/bench/reference/corpus_package.hpp"

#include <cstdio>
#include <cstdlib>

#include "compiler/session/session.hpp"

namespace reference {

avenant::program::Package corpus_package(const std::string& rules) {
  const avenant::session::RealFileSystem files;
  avenant::session::Session session(files);
  const avenant::session::Compilation& compilation = session.compile({rules});
  if (!compilation.ok()) {
    std::fprintf(stderr, "no program at %s; run this at the root of the repository\n", rules.c_str());
    std::exit(2);
  }
  return compilation.package;
}

}  // namespace reference
