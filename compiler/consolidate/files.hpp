// Writes the files of a consolidated text: the rules kept, under their own headings and with their prose.
// Read next: consolidate.hpp, the whole.
#pragma once

#include "compiler/consolidate/plan.hpp"

namespace avenant::consolidate {

/// A file of rules by its name in the project.
struct TextFile {
  std::string name;
  std::string text;
};

/// The name and the head of the consolidated text, as rules.
struct TextHead {
  std::string name;
  std::string rule;  ///< With its last line break.
};

/// The files that have rules left, in the order of the project's files. A file of a text begins with `head`, the first
/// one, or continues it.
[[nodiscard]] std::vector<TextFile> write_files(Plan& plan, const TextHead& head);

/// What closes cases of enumerations, in the texts that close them: `ouvert` answers by their days.
[[nodiscard]] std::vector<TextFile> write_closings(const Plan& plan);

}  // namespace avenant::consolidate
