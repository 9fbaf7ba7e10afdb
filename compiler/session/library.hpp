// The standard library, whose files lie in stdlib/ and are part of the program.
// Read next: session.hpp, which puts them in the scope of every project.
#pragma once

#include <span>
#include <string_view>

namespace avenant::session {

/// A file of the library; both views are of static storage.
struct EmbeddedFile {
  std::string_view path;  ///< `stdlib/NAME.avn.md`.
  std::string_view bytes;
};

/// The files of the standard library, sorted by path.
[[nodiscard]] std::span<const EmbeddedFile> embedded_library();

}  // namespace avenant::session
