// What `rulec diff` compares: two projects, or one project seen in two ways. Read next: rules_without.hpp (a project
// without one of its texts); command_diff.cpp, what is said of them.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "compiler/compare/structure.hpp"
#include "compiler/consolidate/standing.hpp"
#include "compiler/driver/command.hpp"
#include "compiler/driver/diff/rules_without.hpp"

namespace avenant::driver {

/// What the two sides differ by.
enum class DiffMode : std::uint8_t { Projects, Days, KnownDays, WithoutText, Drafts, Readings };

/// One of the things compared. It owns what was made for it alone.
struct Side {
  std::string label_fr;
  std::string label_en;
  Options options;                                    ///< Those of a run on this side.
  const session::Compilation* compilation = nullptr;  ///< Null for a package.
  const program::Package* package = nullptr;
  std::optional<consolidate::RuleIndex> rules;  ///< With a compilation.
  std::optional<consolidate::Standing> standing;
  std::function<bool(hir::TextId)> knows;

  std::unique_ptr<RulesWithout> files;
  std::unique_ptr<session::Session> session;
  std::unique_ptr<Context> context;
  std::optional<hir::Program> day_program;
  std::optional<program::Package> day_package;

  [[nodiscard]] const std::string& label(diagnostics::Language language) const {
    return language == diagnostics::Language::French ? label_fr : label_en;
  }
  /// What is compared of the rules. Needs a compilation.
  [[nodiscard]] compare::Selection selection() const;
};

/// The sides of one comparison: the first is what the others are compared with. Of a comparison of readings there may
/// be more than two.
struct Sides {
  DiffMode mode = DiffMode::Projects;
  std::string reading;  ///< Of a comparison of readings.
  std::vector<std::unique_ptr<Side>> all;

  [[nodiscard]] bool have_rules() const;
};

/// Finds and opens what the command line names. Prints what is wrong, and then gives nothing, and an exit code in
/// `code`.
[[nodiscard]] std::optional<Sides> open_sides(Context& context, int& code);

}  // namespace avenant::driver
