// The written rules of a project, found by a place inside them: how the analysed program leads back to the author's
// own words. Read next: edits.hpp, how those words are changed.
#pragma once

#include <vector>

#include "compiler/hir/program.hpp"
#include "compiler/syntax/views.hpp"

namespace avenant::consolidate {

/// One file of the project.
struct File {
  const syntax::Tree* tree = nullptr;
  hir::TextId text;                     ///< Whose rules it holds; invalid for a file of prose.
  std::vector<syntax::RuleView> rules;  ///< In order.
};

/// A rule by its file and its position there.
struct RulePlace {
  std::size_t file = 0;
  std::size_t rule = 0;
  friend auto operator<=>(const RulePlace&, const RulePlace&) = default;
};

/// The files of the project and their rules. It refers to the trees and the program.
class RuleIndex {
 public:
  /// Takes the trees from `first_own` on: those before it are the standard library's.
  RuleIndex(const hir::Program& program, const std::vector<syntax::Tree>& trees, std::size_t first_own);

  [[nodiscard]] const std::vector<File>& files() const { return files_; }
  [[nodiscard]] syntax::RuleView rule(RulePlace place) const { return files_[place.file].rules[place.rule]; }
  /// The rule that holds a place, or nothing. Logarithmic in the rules.
  [[nodiscard]] std::optional<RulePlace> find(base::Span span) const;
  /// The text of a name, or an invalid id.
  [[nodiscard]] hir::TextId text_named(std::string_view name) const;

 private:
  const hir::Program& program_;
  std::vector<File> files_;
};

/// The rule inside `remplace RULE`, or the rule itself.
[[nodiscard]] syntax::RuleView whole_rule(syntax::RuleView rule);
/// Whether a kind of rule makes a word of the whole project: it bears no date, and belongs to no dispositif.
[[nodiscard]] bool is_word(syntax::RuleKind kind);
/// Whether a rule changes a part of another: `remplace`, `complète` or `abroge` of an address.
[[nodiscard]] bool is_partial(syntax::RuleView rule);

}  // namespace avenant::consolidate
