# What makes rulec start fast. Most of the time of a short run is the dynamic linker's: it looks up two thousand names of
# libstdc++ and of small libraries. They are linked into rulec instead; libc stays shared.

# Makes an imported target link to lib<name>.a where there is one. Sanitizers want the shared libraries.
function(avenant_prefer_archive target name)
  if(AVENANT_SANITIZE)
    return()
  endif()
  find_library(AVENANT_${name}_ARCHIVE NAMES "lib${name}.a")
  if(AVENANT_${name}_ARCHIVE)
    set_target_properties(${target} PROPERTIES INTERFACE_LINK_LIBRARIES "${AVENANT_${name}_ARCHIVE}")
  endif()
endfunction()

# Links the C++ runtime into an executable.
function(avenant_start_fast target)
  if(NOT AVENANT_SANITIZE)
    target_link_options(${target} PRIVATE -static-libstdc++ -static-libgcc)
  endif()
endfunction()
