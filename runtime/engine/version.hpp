// What an executable and the shared object of the native engine must agree on. Read native_library.hpp next.
#pragma once

namespace avenant::engine {

// Changes with the classes of native_code.hpp and the records of a package.
inline constexpr const char* kNativeVersion = "avenant-native-3 " __VERSION__;

}  // namespace avenant::engine
