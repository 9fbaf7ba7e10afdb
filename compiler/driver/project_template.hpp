// The files of the small project that `rulec new` makes. Read next: command_new.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace avenant::driver {

struct TemplateFile {
  std::string name;
  std::string text;
};

/// The files, in French, `title` being what the project is called.
[[nodiscard]] std::vector<TemplateFile> project_template(std::string_view title);

}  // namespace avenant::driver
