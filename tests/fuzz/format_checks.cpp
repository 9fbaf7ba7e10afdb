#include "tests/fuzz/format_checks.hpp"

#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include "compiler/format/format.hpp"
#include "compiler/syntax/parse.hpp"

namespace avenant::fuzz {
namespace {

using Replacement = std::pair<std::string_view, std::string_view>;

/// What the formatter may change: spaces go, spellings of one sign become one.
constexpr std::array kReplacements = {
    Replacement{" ", ""},      Replacement{"\t", ""},     Replacement{"\r", ""},  Replacement{"\n", ""},
    Replacement{"\u00A0", ""}, Replacement{"\u202F", ""}, Replacement{"<>", "≠"}, Replacement{"<=", "≤"},
    Replacement{">=", "≥"},    Replacement{"*", "×"},     Replacement{"−", "-"},  Replacement{"'", "’"},
};

constexpr std::array<std::string_view, 24> kMonths = {
    "janvier",   "février", "mars",     "avril",    "mai",       "juin",     "juillet",  "août",
    "septembre", "octobre", "novembre", "décembre", "January",   "February", "March",    "April",
    "May",       "June",    "July",     "August",   "September", "October",  "November", "December"};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool begins_month(std::string_view text) {
  for (const std::string_view month : kMonths) {
    if (text.starts_with(month)) return true;
  }
  return false;
}

std::string without_spaces(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    bool replaced = false;
    for (const auto& [from, to] : kReplacements) {
      if (!text.starts_with(from)) continue;
      result += to;
      text.remove_prefix(from.size());
      replaced = true;
      break;
    }
    if (replaced) continue;
    // Header rules are as wide as their columns.
    if (text.front() != '-' || result.empty() || result.back() != '-') result += text.front();
    text.remove_prefix(1);
  }
  return result;
}

/// Days of dates without leading zero and without `er`; minus signs as dashes, runs of them as one.
std::string skeleton(std::string_view text) {
  const std::string bare = without_spaces(text);
  std::string result;
  for (std::size_t at = 0; at < bare.size();) {
    if (!is_digit(bare[at]) || (at > 0 && is_digit(bare[at - 1]))) {
      if (bare[at] != '-' || result.empty() || result.back() != '-') result += bare[at];
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < bare.size() && is_digit(bare[end])) ++end;
    const std::string_view digits = std::string_view(bare).substr(at, end - at);
    std::string_view rest = std::string_view(bare).substr(end);
    const bool ending = rest.starts_with("er") && begins_month(rest.substr(2));
    if (ending || begins_month(rest)) {
      result += digits.size() == 2 && digits[0] == '0' ? digits.substr(1) : digits;
      at = end + (ending ? 2 : 0);
    } else {
      result += digits;
      at = end;
    }
  }
  return result;
}

/// A source parsed.
struct Parsed {
  explicit Parsed(const std::string& bytes) {
    source = sources.add("essai.avn.md", bytes);
    tree = syntax::parse(sources, source, sink);
  }
  base::SourceMap sources;
  base::SourceId source;
  diagnostics::Sink sink;
  syntax::Tree tree;

  [[nodiscard]] const base::Source& get() const { return sources[source]; }
};

/// The nodes but trivia, with their depth, kind and text.
std::vector<std::string> nodes_of(const Parsed& parsed) {
  std::vector<std::string> result;
  std::vector<std::uint32_t> open;
  const auto& nodes = parsed.tree.nodes();
  for (std::uint32_t id = 0; id < nodes.size(); ++id) {
    while (!open.empty() && id >= nodes[open.back()].next) open.pop_back();
    if (!syntax::is_trivia(nodes[id].kind)) {
      std::string one = std::to_string(open.size()) + " " + std::string(syntax::kind_name(nodes[id].kind));
      one += " " + std::to_string(nodes[id].detail);
      if (syntax::is_leaf(nodes[id].kind)) {
        one += " " + skeleton(parsed.get().text.substr(nodes[id].begin, nodes[id].end - nodes[id].begin));
      }
      result.push_back(std::move(one));
    }
    if (!syntax::is_leaf(nodes[id].kind)) open.push_back(id);
  }
  return result;
}

std::string mistakes_of(const Parsed& parsed) {
  std::string result;
  for (const auto& diagnostic : parsed.sink.all()) result += diagnostics::id(diagnostic.code) + " ";
  return result;
}

/// All bytes outside the blocks, with a mark for each block.
std::string prose_of(const base::Source& source) {
  std::string prose;
  std::size_t at = 0;
  for (const base::Block& block : source.blocks) {
    prose += source.text.substr(at, block.begin - at) + '\0';
    at = block.end;
  }
  return prose + source.text.substr(at);
}

std::string compare(const Parsed& before, const Parsed& after) {
  if (prose_of(before.get()) != prose_of(after.get())) return "prose changed";
  if (skeleton(before.get().text) != skeleton(after.get().text)) return "bytes were lost or added";
  if (mistakes_of(before) != mistakes_of(after)) {
    return "other mistakes: " + mistakes_of(before) + "became " + mistakes_of(after);
  }
  const std::vector<std::string> old_nodes = nodes_of(before);
  const std::vector<std::string> new_nodes = nodes_of(after);
  for (std::size_t i = 0; i < old_nodes.size() || i < new_nodes.size(); ++i) {
    const std::string left = i < old_nodes.size() ? old_nodes[i] : "nothing";
    const std::string right = i < new_nodes.size() ? new_nodes[i] : "nothing";
    if (left != right) return "another tree: « " + left + " » became « " + right + " »";
  }
  return {};
}

format::Result format_text(const std::string& text) {
  base::SourceMap sources;
  const base::SourceId source = sources.add("essai.avn.md", text);
  diagnostics::Sink sink;
  return format::format(sources, source, sink);
}

}  // namespace

FormatCheck check_format(const std::string& text) {
  const format::Result result = format_text(text);
  FormatCheck check{result.text, {}, result.n_rules, result.n_rules_in_error, result.n_rules_refused};
  const Parsed before(text);
  if (before.get().problem != base::SourceProblem::None) {
    if (result.changed) check.problem = "a source that cannot be read was changed";
    check.text = text;
    return check;
  }
  check.problem = compare(before, Parsed(result.text));
  if (!check.problem.empty()) return check;
  if (result.changed != (result.text != before.get().text)) check.problem = "`changed` is wrong";
  if (format_text(result.text).text != result.text) check.problem = "formatting once more changes it";
  return check;
}

}  // namespace avenant::fuzz
