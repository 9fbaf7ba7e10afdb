#include "compiler/format/line_diff.hpp"

#include <algorithm>
#include <vector>

namespace avenant::format {
namespace {

constexpr std::size_t kContext = 3;

/// The lines of a text with their line breaks.
std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t size = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.push_back(text.substr(0, size));
    text.remove_prefix(size);
  }
  return lines;
}

bool is_blank(std::string_view line) {
  return line.find_first_not_of(" \t\r\n\xC2\xA0\xE2\x80\xAF") == std::string_view::npos;
}

/// One step of the comparison: a line kept, rewritten, or dropped.
struct Step {
  bool has_before = false;
  bool has_after = false;
  bool equal = false;
};

std::vector<Step> compare(const std::vector<std::string_view>& before, const std::vector<std::string_view>& after) {
  std::vector<Step> steps;
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < before.size() || j < after.size()) {
    if (i < before.size() && j < after.size() && before[i] == after[j]) {
      steps.push_back({true, true, true});
    } else if (i < before.size() && (j == after.size() || (is_blank(before[i]) && !is_blank(after[j])))) {
      steps.push_back({true, false, false});
    } else {
      steps.push_back({i < before.size(), j < after.size(), false});
    }
    i += steps.back().has_before ? 1 : 0;
    j += steps.back().has_after ? 1 : 0;
  }
  return steps;
}

void append_line(std::string& out, char sign, std::string_view line) {
  out += sign;
  out += line;
  if (!line.ends_with('\n')) out += "\n\\ No newline at end of file\n";
}

/// Writes the hunk of the steps [first, last), which begins at lines `i` and `j`, from 0.
void append_hunk(std::string& out, const std::vector<Step>& steps, std::size_t first, std::size_t last, std::size_t i,
                 std::size_t j, const std::vector<std::string_view>& before,
                 const std::vector<std::string_view>& after) {
  std::size_t n_before = 0;
  std::size_t n_after = 0;
  for (std::size_t step = first; step < last; ++step) {
    n_before += steps[step].has_before ? 1 : 0;
    n_after += steps[step].has_after ? 1 : 0;
  }
  const auto range = [](std::size_t begin, std::size_t count) {
    return std::to_string(count == 0 ? begin : begin + 1) + (count == 1 ? "" : "," + std::to_string(count));
  };
  out += "@@ -" + range(i, n_before) + " +" + range(j, n_after) + " @@\n";
  for (std::size_t step = first; step < last;) {
    if (steps[step].equal) {
      append_line(out, ' ', before[i++]);
      ++j;
      ++step;
      continue;
    }
    std::size_t end = step;
    while (end < last && !steps[end].equal) ++end;
    for (std::size_t k = step; k < end; ++k) {
      if (steps[k].has_before) append_line(out, '-', before[i++]);
    }
    for (std::size_t k = step; k < end; ++k) {
      if (steps[k].has_after) append_line(out, '+', after[j++]);
    }
    step = end;
  }
}

}  // namespace

std::uint32_t first_difference(std::string_view before, std::string_view after) {
  if (before == after) return 0;
  const auto [left, right] = std::mismatch(before.begin(), before.end(), after.begin(), after.end());
  return static_cast<std::uint32_t>(std::count(before.begin(), left, '\n') + 1);
}

std::string unified_diff(std::string_view path, std::string_view before, std::string_view after) {
  if (before == after) return {};
  const std::vector<std::string_view> old_lines = lines_of(before);
  const std::vector<std::string_view> new_lines = lines_of(after);
  const std::vector<Step> steps = compare(old_lines, new_lines);
  std::string out = "--- " + std::string(path) + "\n+++ " + std::string(path) + "\n";
  std::size_t i = 0;
  std::size_t j = 0;
  for (std::size_t at = 0; at < steps.size();) {
    // The next difference, and where a stretch long enough without any follows it.
    std::size_t changed = at;
    while (changed < steps.size() && steps[changed].equal) ++changed;
    if (changed == steps.size()) break;
    std::size_t last = changed + 1;
    for (std::size_t k = last; k < steps.size() && k < last + 2 * kContext; ++k) {
      if (!steps[k].equal) last = k + 1;
    }
    const std::size_t first = changed - std::min(kContext, changed - at);
    i += first - at;
    j += first - at;
    const std::size_t end = std::min(steps.size(), last + kContext);
    append_hunk(out, steps, first, end, i, j, old_lines, new_lines);
    for (std::size_t k = first; k < end; ++k) {
      i += steps[k].has_before ? 1 : 0;
      j += steps[k].has_after ? 1 : 0;
    }
    at = end;
  }
  return out;
}

}  // namespace avenant::format
