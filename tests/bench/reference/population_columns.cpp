#include "tests/bench/reference/population_columns.hpp"

#include <algorithm>

#include "examples/population/chance.hpp"
#include "runtime/batch/bits.hpp"
#include "tests/bench/reference/civil.hpp"

namespace reference {
namespace {

using avenant::batch::Storage;
using population::Column;

// The column of the population that gives a fact.
Column column_of(Fact fact) {
  const std::string_view address = kFactInfos[static_cast<std::size_t>(fact)].address;
  for (std::size_t i = 0; i < population::kColumns; ++i) {
    if (population::info(static_cast<Column>(i)).address == address) return static_cast<Column>(i);
  }
  return Column::kSector;
}

template <typename Element>
constexpr Storage storage_of() {
  return sizeof(Element) == 1 ? Storage::kInt8 : sizeof(Element) == 2 ? Storage::kInt16 : Storage::kInt32;
}

// Numbers and days that the rules compare with.
constexpr std::array kLimits = {1,    2,    20,   600,  640,  775,  850,    1045,
                                1107, 1503, 1514, 1721, 2000, 8000, 50'000, 100'000};
constexpr std::array kDays = {18'129, 19'478, 19'896, 20'454, 20'509};

// A number beside a limit; a day beside the entry into force of a text, or beside its anniversaries.
std::int32_t beside_a_limit(population::Chance& chance, bool is_day) {
  const std::int32_t step = chance.from_to(-1, 1);
  if (!is_day) return kLimits[static_cast<std::size_t>(chance.below(static_cast<std::int32_t>(kLimits.size())))] + step;
  const std::int32_t day = kDays[static_cast<std::size_t>(chance.below(static_cast<std::int32_t>(kDays.size())))];
  return years_after(civil_of(day), chance.from_to(-3, 0)) + step;
}

// Puts dates at the distances from each other that the rules ask about: delays, and the years of a contract.
void put_at_a_distance(population::Chance& chance, Facts& facts) {
  const std::int32_t from = facts.hired_on != kNotGiven ? facts.hired_on : facts.signed_on;
  if (from < 0 || from > 40'000) return;
  const std::int32_t year = years_after(civil_of(from), chance.from_to(0, 5));
  facts.termination_received = months_after(year, -2 + 12) - 365 + chance.from_to(-3, 3);
  if (facts.signed_on < 0 || facts.signed_on > 40'000) return;
  facts.group_contract_ended = facts.signed_on - 730 + chance.from_to(-3, 3);
}

// An element for a number that does not fit: out of every range.
template <typename Element>
Element element_of(std::int32_t number) {
  const bool fits = number > std::numeric_limits<Element>::min() && number <= std::numeric_limits<Element>::max();
  return fits ? static_cast<Element>(number) : std::numeric_limits<Element>::min();
}

}  // namespace

Facts facts_of(const population::Dossier& dossier) {
  static const std::array<Column, kFacts> kColumns = [] {
    std::array<Column, kFacts> columns{};
    for (std::size_t i = 0; i < kFacts; ++i) columns[i] = column_of(static_cast<Fact>(i));
    return columns;
  }();
  Facts facts;
  const bool is_wrong =
      dossier.fault == population::Fault::OutOfRange || dossier.fault == population::Fault::Unreadable;
  const auto get = [&](Fact fact) {
    const Column column = kColumns[static_cast<std::size_t>(fact)];
    if (is_wrong && column == dossier.at_fault) return kFactInfos[static_cast<std::size_t>(fact)].least - 1;
    return dossier[column] == population::kAbsent ? kNotGiven : dossier[column];
  };
#define AVENANT_FACT(member, Element, address, optional, least, greatest) facts.member = get(Fact::member);
#include "tests/bench/reference/facts.def"
#undef AVENANT_FACT
  return facts;
}

PopulationColumns::PopulationColumns(const avenant::program::Package& package, std::size_t n_rows) : n_rows_(n_rows) {
  const auto add = [&](Fact fact, auto& elements, std::vector<std::uint8_t>& validity, auto& column) {
    using Element = typename std::remove_reference_t<decltype(elements)>::value_type;
    elements.resize(n_rows);
    validity.resize(avenant::batch::bitmap_bytes(n_rows));
    column = {elements.data(), validity.data()};
    const std::int64_t denominator = fact == Fact::clinical_share ? 10'000 : 1;
    inputs_.push_back(
        {input_of(package, fact), storage_of<Element>(), denominator, elements.data(), validity.data(), 0});
    bytes_.push_back(std::as_bytes(std::span(elements)));
    bytes_.push_back(std::as_bytes(std::span(validity)));
  };
#define AVENANT_FACT(member, Element, address, optional, least, greatest) \
  add(Fact::member, member##_, member##_validity_, columns_.member);
#include "tests/bench/reference/facts.def"
#undef AVENANT_FACT
}

void PopulationColumns::set(std::size_t row, const Facts& facts) {
  const auto put = [row](auto& elements, std::vector<std::uint8_t>& validity, std::int32_t number) {
    using Element = typename std::remove_reference_t<decltype(elements)>::value_type;
    avenant::batch::clear_bit(validity.data(), row);
    elements[row] = number == kNotGiven ? Element{0} : element_of<Element>(number);
    if (number != kNotGiven) avenant::batch::set_bit(validity.data(), row);
  };
#define AVENANT_FACT(member, Element, address, optional, least, greatest) \
  put(member##_, member##_validity_, facts.member);
#include "tests/bench/reference/facts.def"
#undef AVENANT_FACT
}

Facts PopulationColumns::get(std::size_t row) const {
  const auto take = [row](const auto& elements, const std::vector<std::uint8_t>& validity) {
    if (!avenant::batch::bit_at(validity.data(), row)) return kNotGiven;
    // The least number of all says that a fact is not given.
    return std::max<std::int32_t>(elements[row], kNotGiven + 1);
  };
  Facts facts;
#define AVENANT_FACT(member, Element, address, optional, least, greatest) \
  facts.member = take(member##_, member##_validity_);
#include "tests/bench/reference/facts.def"
#undef AVENANT_FACT
  return facts;
}

void fill(PopulationColumns& columns, const population::Recipe& recipe, std::uint64_t first) {
  population::Dossier dossier;
  for (std::size_t row = 0; row < columns.n_rows(); ++row) {
    population::make_dossier(recipe, first + row, dossier);
    columns.set(row, facts_of(dossier));
  }
}

void disturb(PopulationColumns& columns, std::uint64_t seed, unsigned n_dossiers) {
  for (std::size_t row = 0; row < columns.n_rows(); ++row) {
    population::Chance chance(seed, row);
    if (chance.below(static_cast<std::int32_t>(n_dossiers)) != 0) continue;
    Facts facts = columns.get(row);
    const auto change = [&](Fact fact, std::int32_t& number) {
      const FactInfo& about = kFactInfos[static_cast<std::size_t>(fact)];
      const bool is_day = about.least < -700'000;
      switch (chance.below(24)) {
        case 0:
          number = kNotGiven;
          break;
        case 1:
          number = about.least - 1;
          break;
        case 2:
          number = is_day ? 3'000'000 : about.greatest + 1;
          break;
        case 3:
        case 4:
        case 5:
          number = is_day ? 18'000 + chance.below(3200) : chance.from_to(about.least, about.greatest);
          break;
        case 6:
          number = is_day ? chance.below(30'000) - 10'000 : chance.from_to(about.least, std::min(about.greatest, 2000));
          break;
        case 7:
          number = beside_a_limit(chance, is_day);
          break;
        default:
          break;
      }
    };
#define AVENANT_FACT(member, Element, address, optional, least, greatest) change(Fact::member, facts.member);
#include "tests/bench/reference/facts.def"
#undef AVENANT_FACT
    if (chance.below(8) == 0) put_at_a_distance(chance, facts);
    columns.set(row, facts);
  }
}

}  // namespace reference
