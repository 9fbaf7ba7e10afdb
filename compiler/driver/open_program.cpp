// How commands that need only a program open what they are given: rules to compile, or a package.
#include "compiler/driver/command.hpp"

namespace avenant::driver {

const program::Package* open_program(Context& context) {
  const session::Compilation* compilation = compile(context);
  return compilation == nullptr ? nullptr : &compilation->package;
}

}  // namespace avenant::driver
