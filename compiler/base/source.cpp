#include "compiler/base/source.hpp"

#include <algorithm>
#include <utility>

#include "compiler/base/markdown.hpp"
#include "compiler/base/utf8.hpp"

namespace avenant::base {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// Records what is wrong with the bytes, if anything.
void find_problem(Source& source, std::string_view bytes) {
  const auto record = [&](SourceProblem problem, std::size_t offset) {
    source.problem = problem;
    source.problem_offset = static_cast<std::uint32_t>(offset);
    source.problem_byte = static_cast<std::uint8_t>(bytes[offset]);
    const auto end = bytes.begin() + static_cast<std::ptrdiff_t>(offset);
    source.problem_line = 1 + static_cast<std::uint32_t>(std::count(bytes.begin(), end, '\n'));
  };
  if (bytes.size() > SourceMap::kMaxSourceBytes) {
    source.problem = SourceProblem::TooLarge;
  } else if (const auto invalid = find_invalid_utf8(bytes)) {
    record(SourceProblem::InvalidUtf8, *invalid);
  } else if (const std::size_t nul = bytes.find('\0'); nul != std::string_view::npos) {
    record(SourceProblem::ContainsNul, nul);
  }
}

std::vector<std::uint32_t> find_line_starts(std::string_view text) {
  std::vector<std::uint32_t> starts{0};
  starts.reserve(1 + text.size() / 32);
  for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1))
    starts.push_back(static_cast<std::uint32_t>(at + 1));
  return starts;
}

}  // namespace

Span Span::joined(Span other) const {
  if (!valid()) return other;
  if (!other.valid()) return *this;
  AVENANT_CHECK(source == other.source, "spans of two sources joined");
  return {source, std::min(begin, other.begin), std::max(end, other.end)};
}

SourceId SourceMap::add(std::string path, std::string bytes, std::string name_in_project) {
  Source source;
  source.name_in_project = name_in_project.empty() ? path : std::move(name_in_project);
  source.path = std::move(path);
  source.size_given = bytes.size();
  find_problem(source, bytes);
  if (source.problem == SourceProblem::None) {
    source.text = std::move(bytes);
    if (source.text.starts_with(kByteOrderMark)) source.text.erase(0, kByteOrderMark.size());
  }
  source.line_starts = find_line_starts(source.text);
  const SourceId id = sources_.add(std::move(source));
  find_structure(sources_[id]);
  return id;
}

std::string_view SourceMap::text(Span span) const {
  if (!span.valid()) return {};
  const std::string_view text = sources_[span.source].text;
  AVENANT_CHECK(span.begin <= span.end && span.end <= text.size(), "span outside its source");
  return text.substr(span.begin, span.size());
}

std::uint32_t SourceMap::line_of(SourceId source, std::uint32_t offset) const {
  const std::vector<std::uint32_t>& starts = sources_[source].line_starts;
  return static_cast<std::uint32_t>(std::upper_bound(starts.begin(), starts.end(), offset) - starts.begin());
}

LineColumn SourceMap::line_column(SourceId source, std::uint32_t offset) const {
  const Source& found = sources_[source];
  AVENANT_CHECK(offset <= found.text.size(), "offset outside its source");
  const auto after = std::upper_bound(found.line_starts.begin(), found.line_starts.end(), offset);
  const std::uint32_t begin = *(after - 1);
  const std::string_view before = std::string_view(found.text).substr(begin, offset - begin);
  return {static_cast<std::uint32_t>(after - found.line_starts.begin()),
          1 + static_cast<std::uint32_t>(count_code_points(before))};
}

std::string_view SourceMap::line(SourceId source, std::uint32_t line) const {
  const Source& found = sources_[source];
  AVENANT_CHECK(line >= 1 && line <= found.line_starts.size(), "line outside its source");
  const std::string_view text = found.text;
  const std::uint32_t begin = found.line_starts[line - 1];
  const bool last = line == found.line_starts.size();
  std::string_view content = text.substr(begin, last ? std::string_view::npos : found.line_starts[line] - begin);
  if (content.ends_with('\n')) {
    content.remove_suffix(1);
    if (content.ends_with('\r')) content.remove_suffix(1);
  }
  return content;
}

const Heading* SourceMap::nearest_heading(SourceId source, std::uint32_t offset) const {
  const std::vector<Heading>& headings = sources_[source].headings;
  const auto after = std::upper_bound(headings.begin(), headings.end(), offset,
                                      [](std::uint32_t at, const Heading& heading) { return at < heading.begin; });
  return after == headings.begin() ? nullptr : &*(after - 1);
}

const Heading* SourceMap::enclosing_article(SourceId source, std::uint32_t offset) const {
  const std::vector<Heading>& headings = sources_[source].headings;
  const Heading* heading = nearest_heading(source, offset);
  while (heading != nullptr && heading->article.empty())
    heading = heading->parent == Heading::kNoHeading ? nullptr : &headings[heading->parent];
  return heading;
}

}  // namespace avenant::base
