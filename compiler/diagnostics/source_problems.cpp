#include "compiler/diagnostics/source_problems.hpp"

#include <algorithm>
#include <string>

#include "compiler/base/names.hpp"

namespace avenant::diagnostics {
namespace {

using base::Source;
using base::SourceId;
using base::SourceMap;

std::string hexadecimal(std::uint8_t byte) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  return std::string("0x") + kDigits[byte >> 4U] + kDigits[byte & 0xFU];
}

/// Reports a problem with the bytes; true when there was one.
bool report_bytes(const Source& source, Sink& sink) {
  switch (source.problem) {
    case base::SourceProblem::None:
      return false;
    case base::SourceProblem::InvalidUtf8:
      sink.report(Code::InvalidUtf8)
          .path(source.path)
          .with("byte", hexadecimal(source.problem_byte))
          .with("offset", source.problem_offset)
          .with("line", source.problem_line);
      return true;
    case base::SourceProblem::ContainsNul:
      sink.report(Code::ContainsNul)
          .path(source.path)
          .with("offset", source.problem_offset)
          .with("line", source.problem_line);
      return true;
    case base::SourceProblem::TooLarge:
      sink.report(Code::SourceTooLarge)
          .path(source.path)
          .with("size", static_cast<std::int64_t>(source.size_given))
          .with("limit", SourceMap::kMaxSourceBytes);
      return true;
  }
  return false;
}

/// The run of fence characters that opens a block, which is also what closes it.
std::string fence_of(const Source& source, std::uint32_t offset) {
  const std::string_view rest = std::string_view(source.text).substr(offset);
  return std::string(rest.substr(0, rest.find_first_not_of(rest.front())));
}

void report_block(const Source& source, SourceId id, const base::Block& block, Sink& sink) {
  const base::Span fence{id, block.fence_begin, block.fence_end};
  if (!block.closed) {
    const std::string mark = fence_of(source, block.fence_begin);
    sink.report(Code::UnclosedBlock, fence).with("fence", "« " + mark + " »", "“" + mark + "”");
  }
  if (block.indentation > 0) {
    const std::string count = std::to_string(block.indentation);
    const bool several = block.indentation > 1;
    sink.report(Code::IndentedBlock, fence)
        .with("spaces", count + (several ? " espaces" : " espace"), count + (several ? " spaces" : " space"));
  }
}

/// A mark that is `avenant` but for case, accents or one slip.
bool is_misspelt(std::string_view mark) {
  return base::fold(mark) == "avenant" || !base::nearest_names(mark, {"avenant"}).empty();
}

void report_other_fence(const Source& source, SourceId id, const base::OtherFence& other, Sink& sink) {
  const base::Span span{id, other.begin, other.end};
  const std::string_view mark = std::string_view(source.text).substr(other.begin, span.size());
  if (is_misspelt(mark)) {
    sink.report(Code::MisspeltBlockMark, span).with("mark", mark).fix(span, "avenant");
  } else if (!other.closed) {
    // An example left open swallows the blocks of rules that follow it.
    const std::string fence = fence_of(source, other.fence_begin);
    const auto fence_end = other.fence_begin + static_cast<std::uint32_t>(fence.size());
    sink.report(Code::UnclosedBlock, {id, other.fence_begin, fence_end})
        .with("fence", "« " + fence + " »", "“" + fence + "”");
  }
}

}  // namespace

void report_source_problems(const SourceMap& sources, SourceId id, Sink& sink) {
  const Source& source = sources[id];
  if (report_bytes(source, sink)) return;
  const std::size_t n_before = sink.n_errors() + sink.n_warnings();
  for (const base::Block& block : source.blocks) report_block(source, id, block, sink);
  for (const base::OtherFence& other : source.other_fences) report_other_fence(source, id, other, sink);
  const bool silent = sink.n_errors() + sink.n_warnings() == n_before;
  // A file of prose is fine; one with a block that lacks its mark has probably lost its rules.
  const auto unmarked = std::find_if(source.other_fences.begin(), source.other_fences.end(),
                                     [](const base::OtherFence& other) { return other.begin == other.end; });
  if (!source.blocks.empty() || !silent || unmarked == source.other_fences.end()) return;
  const std::string fence = fence_of(source, unmarked->fence_begin);
  const base::Span span{id, unmarked->fence_begin, unmarked->fence_begin + static_cast<std::uint32_t>(fence.size())};
  sink.report(Code::NoRuleBlock, span).fix(span, fence + "avenant");
}

}  // namespace avenant::diagnostics
