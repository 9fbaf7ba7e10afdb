#include "compiler/driver/test/coverage_floor.hpp"

#include <array>
#include <string>
#include <utility>

#include "compiler/base/names.hpp"

namespace avenant::driver {
namespace {

using Kind = CoverageFloor::Kind;

/// As base::fold makes them: without accents, in small letters.
constexpr std::array<std::pair<std::string_view, Kind>, 7> kKinds = {{{"articles", Kind::Articles},
                                                                      {"versions", Kind::Versions},
                                                                      {"lignes", Kind::Rows},
                                                                      {"rows", Kind::Rows},
                                                                      {"conditions", Kind::Conditions},
                                                                      {"derogations", Kind::Derogations},
                                                                      {"total", Kind::Total}}};

std::optional<Kind> kind_of(std::string_view name) {
  const std::string folded = base::fold(std::string(name));
  for (const auto& [known, kind] : kKinds) {
    if (folded == known) return kind;
  }
  return std::nullopt;
}

/// Hundredths of `95`, `92,5` or `92.25`: at most three figures, and two decimals.
std::optional<std::uint32_t> hundredths_of(std::string_view text) {
  constexpr std::uint32_t kAll = 10'000;
  const std::size_t point = text.find_first_of(",.");
  const std::string_view whole = text.substr(0, point);
  const std::string_view decimals = point == std::string_view::npos ? std::string_view() : text.substr(point + 1);
  const bool is_odd =
      whole.empty() || whole.size() > 3 || decimals.size() > 2 || (point != std::string_view::npos && decimals.empty());
  if (is_odd) return std::nullopt;
  std::string digits(whole);
  digits.append(decimals).append(2 - decimals.size(), '0');
  std::uint32_t number = 0;
  for (const char c : digits) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + static_cast<std::uint32_t>(c - '0');
  }
  if (number > kAll) return std::nullopt;
  return number;
}

}  // namespace

std::optional<CoverageFloor> parse_coverage_floor(std::string_view text) {
  CoverageFloor floor;
  const std::size_t sign = text.find('=');
  if (sign != std::string_view::npos) {
    const std::optional<Kind> kind = kind_of(text.substr(0, sign));
    if (!kind) return std::nullopt;
    floor.kind = *kind;
    text.remove_prefix(sign + 1);
  }
  for (const std::string_view ending : {"%", " ", "\u00A0"}) {
    if (text.ends_with(ending)) text.remove_suffix(ending.size());
  }
  const std::optional<std::uint32_t> hundredths = hundredths_of(text);
  if (!hundredths) return std::nullopt;
  floor.hundredths = *hundredths;
  return floor;
}

}  // namespace avenant::driver
