// Writing a file so that it is whole or untouched.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace avenant::driver {

/// Replaces the bytes of a file: a new file beside it takes its place by rename, with its permissions; a symbolic link
/// stays one, and what it leads to is replaced. Gives the system's reason when it fails, and then nothing has changed.
[[nodiscard]] std::optional<std::string> replace_file(const std::string& path, std::string_view bytes);

/// Makes a file that must not exist yet. Gives the system's reason when it fails.
[[nodiscard]] std::optional<std::string> create_file(const std::string& path, std::string_view bytes);

}  // namespace avenant::driver
