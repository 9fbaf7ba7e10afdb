# What `rulec version` says, and packages.
set_source_files_properties(
  "${CMAKE_SOURCE_DIR}/compiler/driver/command_info.cpp" "${CMAKE_SOURCE_DIR}/compiler/driver/command_build.cpp" PROPERTIES
  COMPILE_DEFINITIONS "AVENANT_VERSION=\"${PROJECT_VERSION}\"")
