# avenant_module(FOLDER LEVEL n [EXECUTABLE name] [DEPS folder…] [EXTERNAL target…])
#
# One module is one folder: all .cpp files below it, its name the folder's path with '_' for '/'. Configuration stops
# when a module depends on one that is not of a lower level. A folder that has no source yet is an interface.
# With EXECUTABLE, main.cpp makes that program and the other files the module, so that tests run it in process.
function(avenant_module folder)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "LEVEL;EXECUTABLE" "DEPS;EXTERNAL")
  string(REPLACE "/" "_" target "${folder}")
  set_property(GLOBAL PROPERTY "AVENANT_LEVEL_${target}" "${arg_LEVEL}")
  set_property(GLOBAL APPEND PROPERTY AVENANT_MODULES "${folder}")
  set(links "")
  foreach(dep IN LISTS arg_DEPS)
    string(REPLACE "/" "_" dep_target "${dep}")
    get_property(dep_level GLOBAL PROPERTY "AVENANT_LEVEL_${dep_target}")
    if(dep_level STREQUAL "")
      message(FATAL_ERROR "${folder} depends on ${dep}, which is not declared before it")
    endif()
    if(NOT dep_level LESS arg_LEVEL)
      message(FATAL_ERROR "${folder} (level ${arg_LEVEL}) may not depend on ${dep} (level ${dep_level})")
    endif()
    if(folder MATCHES "^runtime/" AND dep MATCHES "^compiler/")
      message(FATAL_ERROR "${folder} may not depend on ${dep}: the runtime never includes the compiler")
    endif()
    list(APPEND links "${dep_target}")
  endforeach()

  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/${folder}/*.cpp")
  if(arg_EXECUTABLE)
    list(REMOVE_ITEM sources "${CMAKE_SOURCE_DIR}/${folder}/main.cpp")
    add_executable(${arg_EXECUTABLE} "${CMAKE_SOURCE_DIR}/${folder}/main.cpp")
    target_link_libraries(${arg_EXECUTABLE} PRIVATE avenant_settings ${target})
  endif()
  if(sources)
    add_library(${target} STATIC ${sources})
    target_link_libraries(${target} PUBLIC avenant_settings ${links} ${arg_EXTERNAL})
  else()
    add_library(${target} INTERFACE)
    target_link_libraries(${target} INTERFACE avenant_settings ${links} ${arg_EXTERNAL})
  endif()
  if(folder MATCHES "^runtime/" AND sources)
    # The runtime also builds to WebAssembly: errors are values, never exceptions.
    target_compile_options(${target} PRIVATE -fno-exceptions)
    # It is linked into executables, and into the shared object of the native engine.
    set_target_properties(${target} PROPERTIES POSITION_INDEPENDENT_CODE ON CXX_VISIBILITY_PRESET hidden
                          VISIBILITY_INLINES_HIDDEN ON)
  endif()
  # What a module needs beyond its sources, such as generated files.
  include("${CMAKE_SOURCE_DIR}/${folder}/module.cmake" OPTIONAL)
endfunction()
