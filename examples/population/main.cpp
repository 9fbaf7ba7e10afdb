// Writes a synthetic population as CSV on standard output. README.md says how it is used and what it is made of.
#include <charconv>
#include <cstdio>
#include <cstring>
#include <string>
#include <string_view>

#include "examples/population/csv_writer.hpp"
#include "examples/population/generator.hpp"

namespace {

constexpr std::uint64_t kMostRows = 100'000'000;
constexpr std::size_t kBlockBytes = std::size_t{1} << 20U;

struct Request {
  population::Recipe recipe;
  std::uint64_t first = 1;
  std::uint64_t n_rows = 1000;
};

bool read_whole(std::string_view text, std::uint64_t& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

/// « 1% », « 0.25% »: at most four decimals.
bool read_share(std::string_view text, std::uint32_t& per_million) {
  if (!text.ends_with('%')) return false;
  text.remove_suffix(1);
  const std::size_t point = std::min(text.find('.'), text.size());
  std::string digits(text.substr(0, point));
  std::string decimals(point < text.size() ? text.substr(point + 1) : "");
  if (decimals.size() > 4) return false;
  decimals.resize(4, '0');
  std::uint64_t number = 0;
  if (!read_whole(digits + decimals, number) || number > 1'000'000) return false;
  per_million = static_cast<std::uint32_t>(number);
  return true;
}

bool read_request(int n_words, char** words, Request& request) {
  for (int i = 1; i + 1 < n_words; i += 2) {
    const std::string_view name = words[i];
    const std::string_view text = words[i + 1];
    bool is_right = false;
    if (name == "--rows") is_right = read_whole(text, request.n_rows) && request.n_rows <= kMostRows;
    if (name == "--seed") is_right = read_whole(text, request.recipe.seed);
    if (name == "--first")
      is_right = read_whole(text, request.first) && request.first >= 1 && request.first <= kMostRows;
    if (name == "--errors") is_right = read_share(text, request.recipe.faults_per_million);
    if (!is_right) return false;
  }
  return n_words % 2 == 1;
}

bool write_out(std::string& block) {
  const bool is_written = std::fwrite(block.data(), 1, block.size(), stdout) == block.size();
  block.clear();
  return is_written;
}

bool write_population(const Request& request) {
  std::string block;
  block.reserve(kBlockBytes + 4096);
  population::append_header(block);
  population::Dossier dossier;
  for (std::uint64_t i = 0; i < request.n_rows; ++i) {
    population::make_dossier(request.recipe, request.first + i, dossier);
    population::append_row(block, request.first + i, dossier);
    if (block.size() >= kBlockBytes && !write_out(block)) return false;
  }
  return write_out(block) && std::fflush(stdout) == 0;
}

}  // namespace

int main(int n_words, char** words) {
  Request request;
  if (!read_request(n_words, words, request)) {
    std::fputs(
        "usage : population [--rows N] [--seed N] [--first N] [--errors 1%]\n"
        "N lignes, de 0 à 100 000 000 (1 000 sinon) ; les mêmes pour la même graine\n",
        stderr);
    return 2;
  }
  if (write_population(request)) return 0;
  std::perror("population");
  return 1;
}
