# What `rulec version` says, packages, and the forms of messages.
set_source_files_properties(
  "${CMAKE_SOURCE_DIR}/compiler/driver/command_info.cpp" "${CMAKE_SOURCE_DIR}/compiler/driver/command_build.cpp"
  "${CMAKE_SOURCE_DIR}/compiler/driver/driver.cpp"
  "${CMAKE_SOURCE_DIR}/compiler/driver/record/record_writer.cpp" PROPERTIES
  COMPILE_DEFINITIONS "AVENANT_VERSION=\"${PROJECT_VERSION}\"")
