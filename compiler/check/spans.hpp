// From places of the program, which know where something begins, to spans of the sources, for messages.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "compiler/base/source.hpp"
#include "compiler/hir/program.hpp"
#include "runtime/program/package.hpp"

namespace avenant::check {

/// Finds spans. The index is made at the first use: most programs have nothing to report.
class Spans {
 public:
  /// `project_paths`: the places of the package name files as the project does, not as the caller does.
  Spans(const hir::Program& hir, const program::Package& package, const base::SourceMap& sources, bool project_paths)
      : hir_(hir), package_(package), sources_(sources), project_paths_(project_paths) {}

  /// The rule, row, condition or derogation that begins there; the longest expression where none does.
  [[nodiscard]] base::Span of(program::PlaceId place);
  /// The operation of the node: of the expressions that begin at its place, the shortest of its kind.
  [[nodiscard]] base::Span of_node(program::NodeId node);
  /// Invalid for a file that is no source.
  [[nodiscard]] base::SourceId source_of(program::PlaceId place);

 private:
  struct Entry {
    std::uint32_t end = 0;
    std::optional<hir::ExpressionKind> kind;  // None: not an expression.
  };
  void build();
  void add(base::Span span, std::optional<hir::ExpressionKind> kind);
  [[nodiscard]] const std::vector<Entry>* entries_at(program::PlaceId place, base::SourceId& source);

  const hir::Program& hir_;
  const program::Package& package_;
  const base::SourceMap& sources_;
  bool project_paths_ = false;
  bool built_ = false;
  std::unordered_map<std::string, base::SourceId> source_by_path_;
  std::unordered_map<std::uint64_t, std::vector<Entry>> entries_;
};

}  // namespace avenant::check
