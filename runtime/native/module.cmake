# The native engine is a shared object that is opened on demand: nothing links to it.
avenant_use_llvm()
add_library(avenant_native MODULE $<TARGET_OBJECTS:runtime_native>)
target_link_libraries(avenant_native PRIVATE runtime_engine runtime_kernels runtime_eval avenant_llvm)
set_target_properties(avenant_native PROPERTIES LIBRARY_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}")
