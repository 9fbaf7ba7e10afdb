// Writes explanations one after another in the form asked for: to standard output, to a file, or a page a case.
// Read next: compiler/explain/forms/forms.hpp.
#pragma once

#include <cstddef>
#include <optional>
#include <ostream>
#include <string>

#include "compiler/driver/command.hpp"
#include "compiler/driver/run/output_file.hpp"
#include "compiler/driver/run_setup.hpp"
#include "compiler/explain/words/sentences.hpp"

namespace avenant::driver {

/// Everything given to it must outlive it.
class ExplanationWriter {
 public:
  ExplanationWriter(const Context& context, const program::Package& package, const RunSetup& setup);

  /// Opens what is written to; false after a message.
  [[nodiscard]] bool begin();
  /// False where nothing more can be written; finish() says why.
  [[nodiscard]] bool write(const explain::Explanation& explanation);
  /// Ends the output, so that it is whole; false after a message.
  [[nodiscard]] bool finish();
  /// What rulec ends with where something failed.
  [[nodiscard]] int exit_code() const { return code_; }

 private:
  [[nodiscard]] std::string text_of(const explain::Sentences& sentences,
                                    const std::vector<explain::Remedies>& remedies) const;
  [[nodiscard]] std::vector<explain::Remedies> remedies_of(const explain::Explanation& explanation);
  bool write_page(const explain::Explanation& explanation, const std::string& text);
  [[nodiscard]] std::ostream& out() { return file_.is_open() ? file_.stream() : context_.out; }
  void report_unwritten(const std::string& path, const std::string& reason);

  const Context& context_;
  const RunSetup& setup_;
  const program::Package& package_;
  explain::Wording words_;
  explain::RemedyFinder finder_;
  OutputFile file_;
  std::string held_;  ///< Of HTML: the first page, until another comes.
  std::size_t n_written_ = 0;
  int code_ = 0;
};

}  // namespace avenant::driver
