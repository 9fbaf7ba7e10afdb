#include "tests/engines/projects/mutate.hpp"

#include <string_view>
#include <utility>

namespace avenant::engines {

namespace {

// Words and signs that may stand for each other.
constexpr std::pair<std::string_view, std::string_view> kPairs[] = {
    {"≥", ">"},
    {"≤", "<"},
    {"≥", "≤"},
    {"<", ">"},
    {" = ", " ≠ "},
    {" et ", " ou "},
    {"vrai", "faux"},
    {"au plus tôt", "au plus tard"},
    {" ans", " mois"},
    {" mois", " jours"},
    {" + ", " − "},
    {" × ", " ÷ "},
    {" + ", " × "},
    {"toutes les conditions", "au moins une condition"},
    {"le plus petit", "le plus grand"},
    {"il existe", "pour tout"},
    {"arrondi au centime", "arrondi à l’euro"},
    {"jusqu’au", "en vigueur le"},
};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_rule_file(const ProjectFile& file) {
  return file.path.ends_with(".avn.md");
}

// The places where `word` begins.
std::vector<std::size_t> places_of(const std::string& text, std::string_view word) {
  std::vector<std::size_t> places;
  for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + word.size())) {
    places.push_back(at);
  }
  return places;
}

// Replaces a run of digits by another number of about its size.
void change_number(std::string& text, Random& random) {
  std::vector<std::size_t> starts;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_digit(text[i]) && (i == 0 || !is_digit(text[i - 1]))) starts.push_back(i);
  }
  if (starts.empty()) return;
  const std::size_t start = random.pick(starts);
  std::size_t end = start;
  while (end < text.size() && is_digit(text[end]) && end - start < 9) ++end;
  const std::uint64_t number = std::stoull(text.substr(start, end - start));
  const std::uint64_t others[] = {number + 1,
                                  number == 0 ? 1 : number - 1,
                                  number * 2,
                                  random.below(32),
                                  number / 2,
                                  number + random.below(10),
                                  number > 99 ? number + 100 : 0};
  text.replace(start, end - start, std::to_string(others[random.below(std::size(others))]));
}

void exchange_words(std::string& text, Random& random) {
  const auto& [left, right] = kPairs[random.below(std::size(kPairs))];
  const bool forward = random.chance(50);
  const std::string_view from = forward ? left : right;
  const std::vector<std::size_t> places = places_of(text, from);
  if (!places.empty()) text.replace(random.pick(places), from.size(), forward ? right : left);
}

// Leaves a line out, or exchanges it with the next.
void change_lines(std::string& text, Random& random) {
  const std::vector<std::size_t> ends = places_of(text, "\n");
  if (ends.size() < 4) return;
  const std::size_t line = 1 + random.below(ends.size() - 2);
  const std::size_t begin = ends[line - 1] + 1;
  const std::string first = text.substr(begin, ends[line] + 1 - begin);
  const std::string second = text.substr(ends[line] + 1, ends[line + 1] - ends[line]);
  text.replace(begin, first.size() + second.size(), random.chance(50) ? second : second + first);
}

}  // namespace

void mutate(Project& project, Random& random) {
  std::vector<std::size_t> files;
  for (std::size_t i = 0; i < project.files.size(); ++i) {
    if (is_rule_file(project.files[i])) files.push_back(i);
  }
  if (files.empty()) return;
  const std::size_t n_changes = 1 + random.below(4);
  for (std::size_t i = 0; i < n_changes; ++i) {
    std::string& text = project.files[random.pick(files)].bytes;
    const std::size_t choice = random.below(100);
    if (choice < 60) {
      change_number(text, random);
    } else if (choice < 90) {
      exchange_words(text, random);
    } else {
      change_lines(text, random);
    }
  }
}

}  // namespace avenant::engines
