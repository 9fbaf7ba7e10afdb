# The standard library is part of rulec.
set(library_source "${CMAKE_BINARY_DIR}/generated/embedded_library.cpp")
file(GLOB library_files CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/stdlib/*.avn.md")
add_custom_command(
  OUTPUT "${library_source}"
  COMMAND "${CMAKE_COMMAND}" "-DOUTPUT=${library_source}" "-DFOLDER=${CMAKE_SOURCE_DIR}/stdlib"
          -P "${CMAKE_SOURCE_DIR}/compiler/cmake/embed_library.cmake"
  DEPENDS ${library_files} "${CMAKE_SOURCE_DIR}/compiler/cmake/embed_library.cmake"
  COMMENT "Embedding the standard library" VERBATIM)
target_sources(compiler_session PRIVATE "${library_source}")
