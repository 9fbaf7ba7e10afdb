#include "compiler/base/check.hpp"

#include <cstdio>
#include <cstdlib>

namespace avenant::base {

void fail_check(const char* file, int line, const char* what) {
  std::fprintf(stderr,
               "rulec : erreur interne / internal error\n  %s:%d: %s\n"
               "  Merci de signaler ce message avec le fichier de règles qui le provoque.\n"
               "  Please report this message with the rule file that causes it.\n",
               file, line, what);
  std::fflush(nullptr);
  std::_Exit(10);
}

}  // namespace avenant::base
