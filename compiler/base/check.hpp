// AVENANT_CHECK: an invariant of ours that stays on in release builds. Its failure is a bug of rulec, never of a rule
// file.
#pragma once

namespace avenant::base {

/// Prints the place and the broken invariant, how to report it, and ends the process with exit code 10.
[[noreturn]] void fail_check(const char* file, int line, const char* what);

}  // namespace avenant::base

#define AVENANT_CHECK(condition, what) \
  ((condition) ? static_cast<void>(0) : ::avenant::base::fail_check(__FILE__, __LINE__, what))
