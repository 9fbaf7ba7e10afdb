// What stands on one day, for cases all of whose application dates are that day: versions, derogations, notices.
// Read next: kept.hpp, what is needed of it; lower/in_force.hpp, which says the same for every case at once.
#pragma once

#include <optional>
#include <vector>

#include "compiler/hir/program.hpp"

namespace avenant::consolidate {

/// A day and the drafts that are taken for adopted. It refers to the program.
class Standing {
 public:
  /// With `known_at`, texts published later are not known.
  Standing(const hir::Program& program, value::Date day, std::vector<hir::TextId> drafts,
           std::optional<value::Date> known_at = std::nullopt)
      : program_(program), day_(day), drafts_(std::move(drafts)), known_at_(known_at) {}

  [[nodiscard]] const hir::Program& program() const { return program_; }
  [[nodiscard]] value::Date day() const { return day_; }
  /// Whether a text is known: every one but the drafts that were not named, and those published after `known_at`.
  [[nodiscard]] bool is_known(hir::TextId text) const;
  /// Whether a text is known and has entered into force, postponements counted. A vocabulary always has.
  [[nodiscard]] bool has_begun(hir::TextId text) const;
  /// Whether what a text states for a period counts.
  [[nodiscard]] bool counts(const hir::InForce& item, hir::TextId text) const;
  /// The version that applies, which may be a repeal, or null where no text says anything. Linear in the versions.
  [[nodiscard]] const hir::Version* version_of(hir::VariableId variable) const;
  /// Whether a derogation is in force, not ended, and so is what it derogates from.
  [[nodiscard]] bool stands(hir::DerogationId id) const;

 private:
  const hir::Program& program_;
  value::Date day_;
  std::vector<hir::TextId> drafts_;
  std::optional<value::Date> known_at_;
};

}  // namespace avenant::consolidate
