#include "tests/bench/reference/columnar_reference.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "tests/bench/reference/civil.hpp"
#include "tests/bench/reference/law.hpp"

// No two arrays of the loops below are the same memory.
#if defined(__clang__)
#define REFERENCE_LANES _Pragma("clang loop vectorize(assume_safety)")
#else
#define REFERENCE_LANES _Pragma("GCC ivdep")
#endif

namespace reference {
namespace {

constexpr std::size_t kRows = avenant::batch::kBlockRows;
// An optional fact that is not given.
constexpr std::int32_t kAbsent = std::numeric_limits<std::int32_t>::min();

// Values and statuses of a block. Where a status is an error the value is 0.
struct Lanes {
  alignas(64) std::array<std::int32_t, kRows> v;
  alignas(64) std::array<std::uint32_t, kRows> s;
};

// One lane, for the arithmetic of conditions: 0 or 1, and a status.
struct Lane {
  std::int32_t v;
  std::uint32_t s;
};

// Both are computed: no branch.
REFERENCE_INLINE bool all_of(bool x, bool y) {
  return x & y;
}
REFERENCE_INLINE bool any_of(bool x, bool y) {
  return x | y;
}
REFERENCE_INLINE std::uint32_t least(std::uint32_t x, std::uint32_t y) {
  return x < y ? x : y;
}
REFERENCE_INLINE Lane operator|(Lane x, Lane y) {
  const std::int32_t v = x.v | y.v;
  return {v, v != 0 ? kOk : least(x.s, y.s)};
}
REFERENCE_INLINE Lane operator&(Lane x, Lane y) {
  const bool is_false = any_of(all_of(x.s == kOk, x.v == 0), all_of(y.s == kOk, y.v == 0));
  return {x.v & y.v, is_false ? kOk : least(x.s, y.s)};
}
REFERENCE_INLINE Lane choose(bool condition, Lane yes, Lane no) {
  return {condition ? yes.v : no.v, condition ? yes.s : no.s};
}
// A condition that is 0 under an error.
REFERENCE_INLINE Lane lane(bool holds, std::uint32_t status) {
  return {status == kOk ? static_cast<std::int32_t>(holds) : 0, status};
}
// What any of some circumstances makes true.
REFERENCE_INLINE Lane unless(Lane body, Lane guard) {
  const std::int32_t v = body.v | guard.v;
  return {v, v != 0 ? kOk : guard.s != kOk ? guard.s : body.s};
}

// The places of errors that loops choose from, apart: a choice between two members of an object in memory is a choice
// between two addresses, and no vector.
struct Figures {
  explicit Figures(const Sites& sites)
      : isolated_speciality(sites.isolated_speciality),
        prerequisites(sites.prerequisites),
        adapted_contract(sites.adapted_contract),
        patients_beyond_median(sites.patients_beyond_median),
        file_of_2019(sites.file_of_2019),
        file_of_generalists(sites.file_of_generalists),
        file_of_others(sites.file_of_others),
        third_in_first_year(sites.third_in_first_year),
        interrupted_year(sites.interrupted_year),
        no_band(sites.no_band) {}
  std::uint32_t isolated_speciality;
  std::uint32_t prerequisites;
  std::uint32_t adapted_contract;
  std::uint32_t patients_beyond_median;
  std::uint32_t file_of_2019;
  std::uint32_t file_of_generalists;
  std::uint32_t file_of_others;
  std::uint32_t third_in_first_year;
  std::uint32_t interrupted_year;
  std::uint32_t no_band;
};

// All that a block needs between its loops: 300 KiB.
struct Block {
  std::array<Lanes, kFacts> facts;
  Lanes regime;
  Lanes origin;
  Lanes open;
  Lanes band;
  alignas(64) std::array<std::int32_t, kRows> department_open;
  alignas(64)
      std::array<std::int32_t, kRows> revalued_from;  // the first anniversary of the contract under the texts of 2024
  alignas(64) std::array<std::int32_t, kRows> ends;   // the end of the notice of two months; kAbsent
  alignas(64) std::array<std::int32_t, kRows> free_from;  // two years after a group contract; kAbsent
  alignas(64) std::array<std::uint32_t, kRows> date_status;
  alignas(64) std::array<std::int32_t, kRows> cell;                   // of the tables of amounts
  alignas(64) std::array<std::array<std::int32_t, kRows>, 5> starts;  // of the years 1 to 5

  [[nodiscard]] const Lanes& operator[](Fact fact) const { return facts[static_cast<std::size_t>(fact)]; }
};

// The bits of a byte as bytes, 0 or 255.
constexpr std::array<std::array<std::uint8_t, 8>, 256> kSpread = [] {
  std::array<std::array<std::uint8_t, 8>, 256> spread{};
  for (std::size_t byte = 0; byte < 256; ++byte) {
    for (std::size_t bit = 0; bit < 8; ++bit) spread[byte][bit] = (byte >> bit & 1U) != 0 ? 255 : 0;
  }
  return spread;
}();

template <typename Element>
void unpack(const FactColumn<Element>& column, std::size_t first, std::size_t n, Fact fact, const Sites& sites,
            Lanes& out) {
  const auto index = static_cast<std::size_t>(fact);
  const FactInfo info = kFactInfos[index];
  const std::uint32_t missing = info.optional ? kOk : sites.missing[index];
  const std::int32_t absent = info.optional ? kAbsent : 0;
  const std::uint32_t out_of_range = sites.out_of_range[index];
  const Element* const values = column.values + first;
  const std::uint8_t* const validity = column.validity + first / 8;
  alignas(64) std::array<std::uint8_t, kRows> given;
  for (std::size_t byte = 0; byte < (n + 7) / 8; ++byte) {
    std::memcpy(given.data() + byte * 8, kSpread[validity[byte]].data(), 8);
  }
  REFERENCE_LANES
  for (std::size_t i = 0; i < n; ++i) {
    const std::int32_t x = values[i];
    const bool is_given = given[i] != 0;
    const bool is_right = all_of(x >= info.least, x <= info.greatest);
    const std::uint32_t given_s = is_right ? kOk : out_of_range;
    const std::int32_t given_v = is_right ? x : 0;
    out.s[i] = is_given ? given_s : missing;
    out.v[i] = is_given ? given_v : absent;
  }
}

// The dates that rules go by.
void find_dates(Block& block, std::size_t n) {
  const Lanes& adapted = block[Fact::adapted_on];
  const Lanes& signature = block[Fact::signed_on];
  const Lanes& hired = block[Fact::hired_on];
  REFERENCE_LANES
  for (std::size_t i = 0; i < n; ++i) {
    const bool is_adapted = adapted.v[i] != kAbsent;
    block.regime.v[i] = is_adapted ? adapted.v[i] : signature.v[i];
    block.regime.s[i] = is_adapted ? adapted.s[i] : signature.s[i];
    const bool is_hired = hired.v[i] != kAbsent;
    block.origin.v[i] = is_hired ? hired.v[i] : signature.v[i];
    block.origin.s[i] = is_hired ? hired.s[i] : signature.s[i];
  }
}

// The days that open the years of aid, and the first anniversary of the contract from 2024 on.
void find_years(Block& block, std::size_t n) {
  REFERENCE_LANES
  for (std::size_t i = 0; i < n; ++i) {
    const Civil origin = civil_of(block.origin.v[i]);
    const std::int32_t is_leap_day =
        static_cast<std::int32_t>(origin.month == 2) & static_cast<std::int32_t>(origin.day == 29);
    block.starts[0][i] = block.origin.v[i];
    for (std::size_t year = 1; year < 5; ++year) {
      const std::int32_t later = origin.year + static_cast<std::int32_t>(year);
      block.starts[year][i] = days_of(later, origin.month, origin.day - (is_leap_day & (1 - is_leap(later))));
    }
  }
  const Lanes& signature = block[Fact::signed_on];
  REFERENCE_LANES
  for (std::size_t i = 0; i < n; ++i) {
    const std::int32_t day = signature.v[i];
    const Civil signed_on = civil_of(day);
    const std::int32_t in_2024 = years_after(signed_on, 2024 - signed_on.year);
    const std::int32_t in_2025 = years_after(signed_on, 2025 - signed_on.year);
    const std::int32_t from = in_2024 >= kConvention ? in_2024 : in_2025;
    block.revalued_from[i] = day >= kConvention ? day : from;
  }
}

// Days some months after facts that few dossiers have: a branch costs less than the calendar of every row.
void add_months(const Lanes& days, std::int32_t n_months, std::size_t n, std::array<std::int32_t, kRows>& later) {
  for (std::size_t i = 0; i < n; ++i) {
    later[i] = days.v[i];
    if (days.v[i] != kAbsent) later[i] = months_after(days.v[i], n_months);
  }
}

// Whether the speciality is open in the department, before 2023: the only table too wide for a word.
void find_departments(Block& block, std::size_t n) {
  const Lanes& speciality = block[Fact::speciality];
  const Lanes& department = block[Fact::department];
  for (std::size_t i = 0; i < n; ++i) {
    block.department_open[i] = static_cast<std::int32_t>(kOpenDepartments.contains(speciality.v[i], department.v[i]));
  }
}

REFERENCE_INLINE bool is_in(std::int32_t speciality, std::uint32_t set) {
  return (set >> static_cast<std::uint32_t>(speciality) & 1U) != 0;
}

// tranche(mt), tranche(fa), tranche_du_montant.
void find_bands(Block& block, std::size_t n, const Sites& places) {
  const Figures sites(places);
  const Lanes& speciality = block[Fact::speciality];
  const Lanes& adults = block[Fact::adults];
  const Lanes& children = block[Fact::children];
  const Lanes& file = block[Fact::active_file];
  const Lanes& told_patients = block[Fact::band_of_patients];
  const Lanes& told_file = block[Fact::band_of_file];
  REFERENCE_LANES
  for (std::size_t i = 0; i < n; ++i) {
    const bool is_of_2023 = block.regime.v[i] >= kArbitration;
    const bool is_generalist = is_in(speciality.v[i], kGeneralists);
    const std::uint32_t unknown_file = !is_of_2023     ? sites.file_of_2019
                                       : is_generalist ? sites.file_of_generalists
                                                       : sites.file_of_others;
    const bool has_file = told_file.v[i] != kAbsent;
    const std::int32_t file_v = has_file ? told_file.v[i] : 0;
    const std::uint32_t file_s = has_file ? told_file.s[i] : least(file.s[i], unknown_file);

    const std::int32_t number = is_of_2023 ? adults.v[i] + children.v[i] : adults.v[i];
    const std::uint32_t number_s = is_of_2023 ? least(adults.s[i], children.s[i]) : adults.s[i];
    std::int32_t band_2019 = 0;
    for (const std::int32_t edge : kBandsOf2019) band_2019 += number >= edge ? 1 : 0;
    const std::int32_t band_2023 = number >= kFloorOf2023 ? kP30 : 0;
    const std::uint32_t band_2023_s = number >= kMedianOf2023 ? sites.patients_beyond_median : kOk;
    const std::int32_t counted = is_of_2023 ? band_2023 : band_2019;
    const std::uint32_t counted_s = number_s != kOk ? number_s : is_of_2023 ? band_2023_s : kOk;
    const bool has_patients = told_patients.v[i] != kAbsent;
    const std::int32_t patients_v = has_patients ? told_patients.v[i] : counted;
    const std::uint32_t patients_s = has_patients ? told_patients.s[i] : counted_s;

    const std::int32_t highest = patients_v > file_v ? patients_v : file_v;
    const std::uint32_t both_s = least(patients_s, file_s);
    const std::uint32_t band_s = speciality.s[i] != kOk ? speciality.s[i] : is_generalist ? both_s : file_s;
    const std::uint32_t force_s = block.regime.v[i] < kAvenant7 ? sites.no_band : band_s;
    const std::uint32_t s = block.regime.s[i] != kOk ? block.regime.s[i] : force_s;
    block.band.s[i] = s;
    block.band.v[i] = s == kOk ? (is_generalist ? highest : file_v) : 0;
  }
}

// « activité suffisante », with what exempts from it.
REFERENCE_INLINE Lane is_active_enough(const Block& block, std::size_t i, Figures sites, bool is_of_2023,
                                       Lane generalist) {
  const Lanes& adults = block[Fact::adults];
  const Lanes& children = block[Fact::children];
  const Lanes& told_file = block[Fact::band_of_file];
  const std::uint32_t people_s = least(adults.s[i], children.s[i]);
  const std::int32_t people = adults.v[i] + children.v[i];
  const std::uint32_t number_s = is_of_2023 ? people_s : adults.s[i];
  const bool has_number = is_of_2023 ? people >= kFloorOf2023 : adults.v[i] >= kFloorOf2019;
  const bool has_file = told_file.v[i] != kAbsent;
  const std::uint32_t unknown_file = is_of_2023 ? sites.file_of_others : sites.file_of_2019;
  const std::uint32_t file_s = has_file ? told_file.s[i] : least(block[Fact::active_file].s[i], unknown_file);
  const bool is_generalist = generalist.v != 0;
  const std::uint32_t counted_s = is_generalist ? number_s : file_s;
  const Lane floor =
      lane(is_generalist ? has_number : told_file.v[i] >= kP30, generalist.s != kOk ? generalist.s : counted_s);

  const Lane newly{block[Fact::newly_settled].v[i], block[Fact::newly_settled].s[i]};
  const Lanes& moved = block[Fact::after_move];
  const Lanes& changed = block[Fact::after_new_speciality];
  const Lane after_move = lane(moved.v[i] != kAbsent, moved.s[i]);
  const Lane after_change = lane(changed.v[i] != kAbsent, changed.s[i]);
  const Lane settled = choose(block.regime.v[i] >= kConvention, newly | after_move | after_change, newly);
  const Lane ill = Lane{block[Fact::disabled].v[i], block[Fact::disabled].s[i]} |
                   Lane{block[Fact::long_illness].v[i], block[Fact::long_illness].s[i]};
  const Lane many_children = generalist & lane(5 * children.v[i] > people, people_s);
  const Lane of_2019 = unless(floor, ill | many_children | settled);

  const Lane particular = ill | Lane{block[Fact::partly_salaried].v[i], block[Fact::partly_salaried].s[i]};
  const std::uint32_t doubts = least(settled.s, particular.s);
  const std::uint32_t adapted = particular.v != 0 ? least(floor.s, sites.adapted_contract) : floor.s;
  const std::uint32_t guard_s = settled.s != kOk ? doubts : particular.s != kOk ? particular.s : adapted;
  const std::int32_t of_2023_v = floor.v | settled.v;
  const Lane of_2023{of_2023_v, of_2023_v != 0 ? kOk : guard_s};
  return choose(is_of_2023, of_2023, of_2019);
}

// « exercice regroupé » and « exercice coordonné », of 2019.
REFERENCE_INLINE Lane is_in_group(const Block& block, std::size_t i, Figures sites, Lane generalist) {
  const Lanes& doctors = block[Fact::doctors];
  const Lanes& minutes = block[Fact::minutes_to_partner];
  const Lanes& adults = block[Fact::adults];
  const Lanes& zone = block[Fact::zone];
  const Lane many_doctors = lane(doctors.v[i] >= 2, doctors.s[i]);
  const bool is_generalist = generalist.v != 0;
  const std::uint32_t counted_s = is_generalist ? adults.s[i] : sites.isolated_speciality;
  const Lane many = lane(adults.v[i] > kIsolatedPatients, generalist.s != kOk ? generalist.s : counted_s);
  const Lane near = lane(minutes.v[i] < 20, minutes.s[i]);
  const Lane isolated = choose(minutes.v[i] != kAbsent, near & many, Lane{0, kOk});
  const Lane several{block[Fact::several_sites].v[i], block[Fact::several_sites].s[i]};
  const Lane group = unless(many_doctors, several | lane(zone.v[i] <= 1, zone.s[i]) | isolated);
  const Lanes& since = block[Fact::coordinated_since];
  const Lane coordinated = lane(since.v[i] != kAbsent, since.s[i]) |
                           Lane{block[Fact::will_coordinate].v[i], block[Fact::will_coordinate].s[i]};
  return group & coordinated;
}

REFERENCE_INLINE Lane has_open_option(const Block& block, std::size_t i, bool is_of_2023) {
  const Lanes& option = block[Fact::option];
  const Lanes& zone = block[Fact::zone];
  const Lanes& signature = block[Fact::signed_on];
  const Lane dense = lane(zone.v[i] <= 1, zone.s[i]);
  const Lane of_2019 = choose(option.v[i] == kFull, dense, Lane{1, kOk});
  const Lane of_2023 = lane(any_of(option.v[i] != kThird, signature.v[i] < kArbitration), signature.s[i]);
  const Lane open = choose(is_of_2023, of_2023, of_2019);
  return choose(option.s[i] == kOk, open, Lane{0, option.s[i]});
}

REFERENCE_INLINE Lane has_prerequisites(const Block& block, std::size_t i, Figures sites, bool is_of_2023) {
  const Lane validated{block[Fact::prerequisites].v[i], block[Fact::prerequisites].s[i]};
  const Lanes& signature = block[Fact::signed_on];
  const Lane late = lane(signature.v[i] >= kNoPrerequisites, signature.s[i]);
  const Lane needed = choose(block.regime.v[i] >= kConvention, validated | late, validated);
  const bool is_unknown = all_of(all_of(needed.s == kOk, needed.v == 0), is_of_2023);
  return {needed.v, is_unknown ? sites.prerequisites : needed.s};
}

// aide_ouverte.
void find_open(Block& block, std::size_t n, const Sites& places) {
  const Figures sites(places);
  const Lanes& speciality = block[Fact::speciality];
  const Lanes& department = block[Fact::department];
  const Lanes& share = block[Fact::clinical_share];
  const Lanes& locum = block[Fact::locum];
  const Lanes& sector = block[Fact::sector];
  REFERENCE_LANES
  for (std::size_t i = 0; i < n; ++i) {
    const bool is_of_2023 = block.regime.v[i] >= kArbitration;
    const Lane generalist = lane(is_in(speciality.v[i], kGeneralists), speciality.s[i]);
    const Lane installed = lane(locum.v[i] == 0, locum.s[i]);
    const Lane moderate = lane(sector.v[i] <= 1, sector.s[i]);

    const Lane by_department =
        choose(is_in(speciality.v[i], kGroup1), Lane{1, kOk}, lane(block.department_open[i] != 0, department.s[i]));
    const Lane by_share = choose(is_in(speciality.v[i], kClinical), lane(share.v[i] >= 8000, share.s[i]), Lane{1, kOk});
    const Lane by_list = choose(is_in(speciality.v[i], kExcluded), Lane{0, kOk}, by_share);
    const Lane of_text = choose(is_of_2023, by_list, by_department);
    const Lane open_speciality = choose(speciality.s[i] == kOk, of_text, Lane{0, speciality.s[i]});

    const Lane group = choose(is_of_2023, Lane{1, kOk}, is_in_group(block, i, sites, generalist));
    const Lane conditions = installed & moderate & open_speciality & group &
                            is_active_enough(block, i, sites, is_of_2023, generalist) &
                            has_open_option(block, i, is_of_2023) & has_prerequisites(block, i, sites, is_of_2023);
    block.open.v[i] = conditions.v;
    block.open.s[i] = conditions.s;
  }
}

// « deux ans après un contrat collectif », of 2026, and what an earlier text or none makes of all conditions.
void finish_open(Block& block, std::size_t n) {
  const Lanes& ended = block[Fact::group_contract_ended];
  const Lanes& signature = block[Fact::signed_on];
  const Lanes& exceptional = block[Fact::exceptional];
  REFERENCE_LANES
  for (std::size_t i = 0; i < n; ++i) {
    const bool is_given = ended.v[i] != kAbsent;
    const Lane late =
        choose(is_given, lane(signature.v[i] > block.free_from[i], least(ended.s[i], signature.s[i])), Lane{1, kOk});
    const Lane allowed = unless(late, Lane{exceptional.v[i], exceptional.s[i]});
    const Lane others{block.open.v[i], block.open.s[i]};
    const Lane open = choose(block.regime.v[i] >= kGroupContract, others & allowed, others);
    const Lane dated = choose(block.regime.v[i] >= kAvenant7, open, Lane{0, kOk});
    const Lane result = choose(block.regime.s[i] == kOk, dated, Lane{0, block.regime.s[i]});
    block.open.v[i] = result.v;
    block.open.s[i] = result.s;
  }
}

using Result = avenant::batch::ResultColumn;

void write(const Lanes& lanes, std::size_t n, const Result& result) {
  std::int64_t* const a = result.a;
  std::int64_t* const b = result.b;
  std::uint32_t* const status = result.status;
  REFERENCE_LANES
  for (std::size_t i = 0; i < n; ++i) {
    a[i] = lanes.v[i];
    b[i] = lanes.s[i] == kOk ? 1 : 0;
    status[i] = lanes.s[i];
  }
}

// aide_maximale(n) of year `year`, from 0.
void find_amounts(Block& block, std::size_t year, std::size_t n, const Sites& places, const Result& result) {
  const Figures sites(places);
  const Lanes& option = block[Fact::option];
  const Lanes& signature = block[Fact::signed_on];
  const std::uint32_t no_start = places.no_start[year];
  const std::uint32_t no_amount = places.no_amount[year];
  const std::int32_t* const starts = block.starts[year].data();
  const auto text_cells = static_cast<std::int32_t>(5 * 3 * 3);
  const auto first_cell = static_cast<std::int32_t>(year * 3 * 3);
  REFERENCE_LANES
  for (std::size_t i = 0; i < n; ++i) {
    const bool is_in_force = block.regime.v[i] >= kAvenant7;
    const std::uint32_t start_s = is_in_force ? block.origin.s[i] : no_start;
    const std::uint32_t date_s = least(signature.s[i], block.regime.s[i] != kOk ? block.regime.s[i] : start_s);
    const std::int32_t opened = signature.v[i] > starts[i] ? signature.v[i] : starts[i];
    const bool is_of_2024 = block.revalued_from[i] <= opened;
    const std::uint32_t table_s = any_of(is_of_2024, is_in_force) ? least(option.s[i], block.band.s[i]) : no_amount;
    const std::int32_t band = block.band.v[i];
    const std::int32_t column = (band >= kP90 ? 1 : 0) + (band >= kP95 ? 1 : 0);
    block.cell[i] = (is_of_2024 ? text_cells : 0) + first_cell + option.v[i] * 3 + column;
    block.date_status[i] = date_s != kOk ? date_s : table_s;
  }
  const std::int32_t* const amounts = kAmounts[0][0][0].data();
  std::int64_t* const a = result.a;
  std::int64_t* const b = result.b;
  std::uint32_t* const status = result.status;
  REFERENCE_LANES
  for (std::size_t i = 0; i < n; ++i) {
    const std::int32_t amount = amounts[block.cell[i]];
    const std::uint32_t cell_s = amount == kNoAmount ? sites.third_in_first_year : kOk;
    const std::uint32_t s = block.date_status[i] != kOk ? block.date_status[i] : cell_s;
    a[i] = s == kOk ? amount : 0;
    b[i] = s == kOk ? 1 : 0;
    status[i] = s;
  }
}

// aide_due(n) of year `year`, from 0, once its greatest amount is known.
void find_due(const Block& block, std::size_t year, std::size_t n, const Sites& places, const Result& most,
              const Result& result) {
  const Figures sites(places);
  const std::uint32_t no_due = places.no_due[year];
  const std::int32_t* const starts = block.starts[year].data();
  const std::int32_t* const next_starts = block.starts[year + 1].data();
  const std::int64_t* const most_a = most.a;
  const std::uint32_t* const most_s = most.status;
  std::int64_t* const a = result.a;
  std::int64_t* const b = result.b;
  std::uint32_t* const status = result.status;
  REFERENCE_LANES
  for (std::size_t i = 0; i < n; ++i) {
    const bool is_open = block.open.v[i] != 0;
    const std::uint32_t body_s = is_open ? most_s[i] : block.open.s[i];
    const std::int64_t body = is_open ? most_a[i] : 0;
    const bool may_end = all_of(block.regime.v[i] >= kArbitration, block.ends[i] != kAbsent);
    const std::uint32_t dates_s = least(block[Fact::termination_received].s[i], block.origin.s[i]);
    const bool is_before = block.ends[i] < starts[i];
    const bool is_within = all_of(!is_before, block.ends[i] < next_starts[i] - 1);
    const std::uint32_t within_s = is_within ? least(body_s, sites.interrupted_year) : body_s;
    const std::uint32_t ended_s = dates_s != kOk ? dates_s : is_before ? kOk : within_s;
    const std::uint32_t in_force_s = may_end ? ended_s : body_s;
    const std::uint32_t dated_s = block.regime.v[i] >= kAvenant7 ? in_force_s : no_due;
    const std::uint32_t s = block.regime.s[i] != kOk ? block.regime.s[i] : dated_s;
    a[i] = all_of(s == kOk, !all_of(may_end, is_before)) ? body : 0;
    b[i] = s == kOk ? 1 : 0;
    status[i] = s;
  }
}

}  // namespace

void decide_block(const FactColumns& facts, std::size_t first, std::size_t n, const Sites& sites,
                  std::span<const Result> results) {
  static thread_local Block block;
#define AVENANT_FACT(member, Element, address, optional, least, greatest) \
  unpack(facts.member, first, n, Fact::member, sites, block.facts[static_cast<std::size_t>(Fact::member)]);
#include "tests/bench/reference/facts.def"
#undef AVENANT_FACT
  find_dates(block, n);
  find_years(block, n);
  add_months(block[Fact::termination_received], 2, n, block.ends);
  add_months(block[Fact::group_contract_ended], 24, n, block.free_from);
  find_departments(block, n);
  find_bands(block, n, sites);
  find_open(block, n, sites);
  finish_open(block, n);
  write(block.open, n, results[0]);
  write(block.band, n, results[1]);
  for (std::size_t year = 0; year < 5; ++year) find_amounts(block, year, n, sites, results[2 + year]);
  for (std::size_t year = 0; year < 2; ++year) {
    find_due(block, year, n, sites, results[2 + year], results[7 + year]);
  }
}

}  // namespace reference
