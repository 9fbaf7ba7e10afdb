# The pages of docs/diagnostics are embedded: compiler/diagnostics/pages.cpp includes what this writes.
find_package(Python3 REQUIRED COMPONENTS Interpreter)
file(GLOB pages CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/docs/diagnostics/AVN*.md")
set(pages_inc "${CMAKE_BINARY_DIR}/generated/compiler/diagnostics/pages.inc")
add_custom_command(
  OUTPUT "${pages_inc}"
  COMMAND Python3::Interpreter "${CMAKE_SOURCE_DIR}/compiler/diagnostics/embed_pages.py"
          "${CMAKE_SOURCE_DIR}/docs/diagnostics" "${pages_inc}"
  DEPENDS "${CMAKE_SOURCE_DIR}/compiler/diagnostics/embed_pages.py" ${pages}
  COMMENT "Embedding the pages of the diagnostics"
  VERBATIM)
target_sources(compiler_diagnostics PRIVATE "${pages_inc}")
