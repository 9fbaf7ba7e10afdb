// The figures and words of aide_individuelle, as a programmer who writes its rules by hand would put them into
// constants. Read row_reference.hpp next.
#pragma once

#include <array>
#include <cstdint>

namespace reference {

inline constexpr std::uint32_t kOk = 0xFFFFFFFFU;

// Days since 1970-01-01.
inline constexpr std::int32_t kAvenant7 = 18'129;         // 2019-08-21
inline constexpr std::int32_t kArbitration = 19'478;      // 2023-05-01
inline constexpr std::int32_t kConvention = 19'896;       // 2024-06-22
inline constexpr std::int32_t kGroupContract = 20'509;    // 2026-02-25
inline constexpr std::int32_t kNoPrerequisites = 20'454;  // 2026-01-01

// Indices of cases.
inline constexpr std::int32_t kThird = 0;
inline constexpr std::int32_t kFull = 2;
inline constexpr std::int32_t kP30 = 1;
inline constexpr std::int32_t kP50 = 2;
inline constexpr std::int32_t kP90 = 4;
inline constexpr std::int32_t kP95 = 5;

inline constexpr std::int32_t kIsolatedPatients = 1107;
inline constexpr std::int32_t kFloorOf2019 = 640;
inline constexpr std::int32_t kFloorOf2023 = 775;
inline constexpr std::int32_t kMedianOf2023 = 1045;
inline constexpr std::array<std::int32_t, 5> kBandsOf2019 = {640, 850, 1107, 1503, 1721};

// Sets of specialities, one bit a case.
constexpr std::uint32_t speciality_set(std::initializer_list<int> cases) {
  std::uint32_t bits = 0;
  for (const int one : cases) bits |= 1U << static_cast<unsigned>(one);
  return bits;
}
inline constexpr std::uint32_t kGeneralists = speciality_set({0, 1});
inline constexpr std::uint32_t kGroup1 =
    speciality_set({0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15, 16, 18, 19, 20, 21});
inline constexpr std::uint32_t kExcluded = speciality_set({22, 23, 25, 27, 28, 29});
inline constexpr std::uint32_t kClinical = speciality_set({9, 10, 16, 17, 24});

// Departments where a speciality of group 2 is open until 2023, one bit a case: of speciality s, words 2s and 2s + 1.
struct DepartmentSets {
  std::array<std::uint64_t, 64> words{};
  [[nodiscard]] bool contains(std::int32_t speciality, std::int32_t department) const {
    const auto word = static_cast<std::size_t>(2 * speciality + department / 64);
    return (words[word] >> (static_cast<unsigned>(department) % 64U) & 1U) != 0;
  }
};
extern const DepartmentSets kOpenDepartments;

// Euros, by text (2019, 2024), year from 1, option, and band: below P90, P90, P95.
using Amounts = std::array<std::array<std::array<std::array<std::int32_t, 3>, 3>, 5>, 2>;
inline constexpr std::int32_t kNoAmount = -1;
extern const Amounts kAmounts;

}  // namespace reference
