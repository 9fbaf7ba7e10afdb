# The language standard, warnings, sanitizers and compiler cache, for every target of ours.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()

find_program(AVENANT_CCACHE ccache)
if(AVENANT_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${AVENANT_CCACHE}")
endif()

# Internal checks (compiler/base/check.hpp) stay on in release builds; assert() is not used.
add_library(avenant_settings INTERFACE)
target_include_directories(avenant_settings INTERFACE "${CMAKE_SOURCE_DIR}" "${CMAKE_BINARY_DIR}/generated")
target_compile_options(avenant_settings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wswitch-enum -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 reports false positives of these two inside the standard library at -O2.
  target_compile_options(avenant_settings INTERFACE -Wno-restrict -Wno-maybe-uninitialized)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  # libstdc++ 12 implements std::stable_sort with a function it has itself deprecated, which clang reports.
  target_compile_options(avenant_settings INTERFACE -Wno-deprecated-declarations)
endif()
if(AVENANT_SANITIZE)
  add_compile_options("-fsanitize=${AVENANT_SANITIZE}" -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options("-fsanitize=${AVENANT_SANITIZE}")
endif()
