# Writes the standard library's files into one C++ source, so that rulec is a single file to install.
# Called with -DOUTPUT=file.cpp -DFOLDER=stdlib; see compiler/session/library.hpp for what it defines.
file(GLOB paths "${FOLDER}/*.avn.md")
list(SORT paths)
set(arrays "")
set(entries "")
set(number 0)
foreach(path IN LISTS paths)
  get_filename_component(name "${path}" NAME)
  file(READ "${path}" bytes HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${bytes}")
  string(APPEND arrays "constexpr char kFile${number}[] = {${bytes}'\\0'};\n")
  string(APPEND entries "    EmbeddedFile{\"stdlib/${name}\", std::string_view(kFile${number}, sizeof kFile${number} - 1)},\n")
  math(EXPR number "${number} + 1")
endforeach()
set(text "// Made by compiler/cmake/embed_library.cmake from stdlib/.
#include \"compiler/session/library.hpp\"

#include <vector>

namespace avenant::session {
namespace {
${arrays}
}  // namespace

std::span<const EmbeddedFile> embedded_library() {
  static const std::vector<EmbeddedFile> files = {
${entries}  };
  return files;
}

}  // namespace avenant::session
")
file(WRITE "${OUTPUT}" "${text}")
