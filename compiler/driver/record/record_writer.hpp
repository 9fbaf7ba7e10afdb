// Records the decisions of a run: one file a case, in a new or empty folder. Read next:
// compiler/explain/record/record.hpp.
#pragma once

#include <string>

#include "compiler/driver/command.hpp"
#include "compiler/driver/run_setup.hpp"
#include "compiler/explain/record/record.hpp"
#include "compiler/explain/trace/explainer.hpp"

namespace avenant::driver {

/// Makes the records of one run. Everything given to it must outlive it.
class RecordMaker {
 public:
  RecordMaker(const Context& context, const program::Package& package, const RunSetup& setup);

  /// The record of a case. Its rank in the data is no part of it.
  [[nodiscard]] std::string record(const cases::BoundCase& bound);

 private:
  const RunSetup& setup_;
  explain::Wording words_;
  explain::Explainer explainer_;
  explain::RecordContext context_;
};

/// Writes records to the folder of --record. Without that option it does nothing.
class RecordWriter {
 public:
  RecordWriter(const Context& context, const program::Package& package, const RunSetup& setup);

  /// Looks at the folder before any case is decided; false after a message, and an exit code in `code`.
  [[nodiscard]] bool begin(int& code);
  /// False after a message. A case whose data could not be read, which was said, has no record.
  [[nodiscard]] bool write(const cases::BoundCase& bound);

 private:
  const Context& context_;
  RecordMaker maker_;
};

/// The name of the file of a case: its rank, and what its id has of plain letters and digits.
[[nodiscard]] std::string case_file_name(const cases::BoundCase& bound, std::string_view ending);

}  // namespace avenant::driver
