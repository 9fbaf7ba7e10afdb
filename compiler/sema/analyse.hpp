// From the trees of all texts of a project to the program as its author means it.
// Inside, one file a concern; analyse.cpp is the order in which they run.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "compiler/base/source.hpp"
#include "compiler/diagnostics/diagnostics.hpp"
#include "compiler/hir/program.hpp"

namespace avenant::syntax {
class Tree;
}

namespace avenant::sema {

/// Bounds on the work of one analysis; each has its own diagnostic.
struct Options {
  std::size_t max_family_members = 10'000;                      ///< Members of one family.
  std::size_t max_set_cases = 128;                              ///< Cases of an enumeration used as a set.
  std::size_t max_unrolled = 1'000'000;                         ///< Members of all families together.
  std::size_t max_table_rows = 1'000'000;                       ///< Rows of one reference table.
  std::size_t max_table_bytes = std::size_t{64} * 1024 * 1024;  ///< Its file; the session reads no more.
  std::size_t max_list_inputs = 20'000;                         ///< Scalars of all elements of one input list.
};

/// Why a data file has no bytes.
enum class DataProblem : std::uint8_t {
  None,
  Outside,  ///< The name is absolute, or leads out of the project.
  Missing,
  TooLarge,
  Unreadable,  ///< The reason says why.
};

/// A file that a rule names: what the session read, or why it could not.
struct DataFile {
  base::SourceId source;  ///< The rule file that names it.
  std::string name;       ///< As it is written there.
  std::string path;       ///< As it is opened and shown.
  std::string bytes;
  std::string digest;  ///< SHA-256 of the bytes, in hexadecimal digits.
  DataProblem problem = DataProblem::None;
  std::string reason_french;
  std::string reason_english;
};

/// The names of the data files that the rules of a tree read, in order, as they are written.
[[nodiscard]] std::vector<std::string> data_file_names(const syntax::Tree& tree);

/// Analyses the trees of a project together, standard library included. Reports every independent mistake to the sink;
/// the program is complete and may be lowered only when the sink has no error. Linear in the size of the trees but for
/// name suggestions, which are made for errors only.
[[nodiscard]] hir::Program analyse(const std::vector<const syntax::Tree*>& trees, const base::SourceMap& sources,
                                   diagnostics::Sink& sink, const Options& options = {},
                                   const std::vector<DataFile>& files = {});

}  // namespace avenant::sema
