// What `rulec where` and `rulec graph` share: the rules opened, the name found, the days and drafts that count.
#pragma once

#include <optional>

#include "compiler/driver/command.hpp"
#include "compiler/explore/forms/forms.hpp"

namespace avenant::driver {

/// The rules of a command about one thing, and that thing. It refers to the session's compilation.
class OpenedLaw {
 public:
  /// Opens the rules of the arguments and finds the thing that they name. Prints what is wrong, and then gives null,
  /// and an exit code in `code`.
  static std::unique_ptr<OpenedLaw> open(Context& context, int& code);

  OpenedLaw(const OpenedLaw&) = delete;
  OpenedLaw& operator=(const OpenedLaw&) = delete;

  [[nodiscard]] const explore::Law& law() const { return law_; }
  [[nodiscard]] const explore::Scope& scope() const { return scope_; }
  [[nodiscard]] explore::ThingId thing() const { return thing_; }
  [[nodiscard]] explore::FormOptions form(const Context& context) const;

 private:
  explicit OpenedLaw(const session::Compilation& compilation);
  bool read_days(const Options& options, diagnostics::Sink& sink);
  bool find(const std::string& name, const Options& options, diagnostics::Sink& sink);

  const session::Compilation& compilation_;
  explore::Things things_;
  consolidate::RuleIndex rules_;
  compare::Selection selection_;
  compare::Quoter quoter_;
  explore::Law law_;
  std::optional<consolidate::Standing> standing_;
  explore::Scope scope_;
  explore::ThingId thing_;
};

/// Writes to standard output, or to the file of --output. Returns the exit code.
[[nodiscard]] int write_result(Context& context, const std::string& text);

}  // namespace avenant::driver
