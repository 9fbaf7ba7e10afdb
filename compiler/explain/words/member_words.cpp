// How members of families are told apart: by the words of their author, else by their indices.
#include <algorithm>
#include <utility>

#include "compiler/explain/words/grammar.hpp"
#include "compiler/explain/words/wording.hpp"

namespace avenant::explain {
namespace {

/// Members whose indices are the same but for the last one.
struct Run {
  std::vector<Index> before;
  std::vector<const Index*> last;
};

bool is_same(const std::vector<Index>& left, const std::vector<Index>& right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [](const Index& a, const Index& b) { return a.name == b.name && a.number == b.number; });
}

std::vector<Run> runs_of(const std::vector<const std::vector<Index>*>& members) {
  std::vector<Run> runs;
  for (const std::vector<Index>* indices : members) {
    std::vector<Index> before(indices->begin(), indices->end() - 1);
    const auto same =
        std::find_if(runs.begin(), runs.end(), [&](const Run& run) { return is_same(run.before, before); });
    Run& run = same != runs.end() ? *same : runs.emplace_back(Run{std::move(before), {}});
    run.last.push_back(&indices->back());
  }
  return runs;
}

/// « {n:re} année » with « 1re et 2e » is « 1re et 2e années »: ordinals that are coordinated make their noun plural.
void put_ordinals(std::string& text, const std::string& mark, const std::string& ordinals) {
  const std::size_t at = text.find(mark);
  const bool several = ordinals.find("\u00A0et\u00A0") != std::string::npos;
  const bool begins = at == 0 || (at != std::string::npos && text.substr(0, at).ends_with(", "));
  const std::size_t noun = at + mark.size() + 1;
  if (several && begins && noun < text.size() && text[noun - 1] == ' ') {
    const std::size_t end = std::min(text.find_first_of(" ,;)", noun), text.size());
    const bool plural = text[end - 1] == 's' || text[end - 1] == 'x' || text[end - 1] == 'z';
    if (!plural) text.insert(end, "s");
  }
  replace_all(text, mark, ordinals);
}

}  // namespace

/// Without the parentheses around them.
std::string_view Wording::member_words(program::VariableId id) const {
  const program::Sentence* sentence = package_.sentence_of(id);
  if (sentence == nullptr || !french()) return {};
  std::string_view pattern = package_.text_of(sentence->pattern);
  if (!pattern.starts_with("(") || !pattern.ends_with(")")) return {};
  pattern.remove_prefix(1);
  pattern.remove_suffix(1);
  return pattern;
}

std::string Wording::members_text(program::VariableId id) const {
  const std::vector<Index>& indices = members_.of(id);
  if (indices.empty()) return {};
  return member_words(id).empty() ? indices_text(indices) : members_text(id, {&indices});
}

std::string Wording::members_text(program::VariableId id, const std::vector<const std::vector<Index>*>& members) const {
  const std::string words = typeset(member_words(id), language_);
  std::string text;
  for (const Run& run : runs_of(members)) {
    std::vector<std::string> labels;
    std::vector<std::int64_t> numbers;
    for (const Index* index : run.last) {
      labels.push_back(indices_text({*index}));
      numbers.push_back(index->number);
    }
    const Index& last = *run.last.front();
    const std::string cases = last.enumeration ? enumerated(labels, say("et", "and")) : std::string();
    std::string said = words;
    for (const Index& index : run.before) {
      const std::string label = indices_text({index});
      replace_all(said, "{" + index.name + "}", label);
      replace_all(said, "{" + index.name + ":er}", ordinal_text(index.number, false, language_));
      replace_all(said, "{" + index.name + ":re}", ordinal_text(index.number, true, language_));
      if (!words.empty()) continue;
      said += (said.empty() ? "" : ", ") + (index.enumeration ? label : index.name + "\u00A0=\u00A0" + label);
    }
    if (words.empty()) {
      said += (said.empty() ? "" : ", ") + (last.enumeration ? cases : numbers_text(last.name, numbers, language_));
    } else {
      replace_all(said, "{" + last.name + "}",
                  last.enumeration ? cases : joined_numbers(numbers, NumberForm::Plain, language_));
      put_ordinals(said, "{" + last.name + ":er}", joined_numbers(numbers, NumberForm::Masculine, language_));
      put_ordinals(said, "{" + last.name + ":re}", joined_numbers(numbers, NumberForm::Feminine, language_));
    }
    text += (text.empty() ? "" : semicolon()) + said;
  }
  return text;
}

}  // namespace avenant::explain
