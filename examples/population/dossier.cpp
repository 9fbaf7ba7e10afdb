#include "examples/population/dossier.hpp"

namespace population {
namespace {

using Words = std::span<const std::string_view>;

constexpr Words none;
constexpr std::array<std::string_view, 4> sectors = {"secteur_1", "secteur_2_tm", "secteur_2", "non_conventionné"};
constexpr std::array<std::string_view, 30> specialities = {"médecine_générale",
                                                           "mep",
                                                           "nouvelle_spécialité",
                                                           "allergologie",
                                                           "cardiologie",
                                                           "dermatologie",
                                                           "endocrinologie",
                                                           "gastro_entérologie",
                                                           "gériatrie",
                                                           "gynécologie_médicale",
                                                           "gynécologie_chirurgicale",
                                                           "médecine_interne",
                                                           "médecine_physique",
                                                           "médecine_vasculaire",
                                                           "neurologie",
                                                           "ophtalmologie",
                                                           "orl_médical",
                                                           "orl_chirurgical",
                                                           "pédiatrie",
                                                           "pneumologie",
                                                           "psychiatrie",
                                                           "rhumatologie",
                                                           "anesthésie",
                                                           "anatomo_cytopathologie",
                                                           "chirurgie",
                                                           "médecine_nucléaire",
                                                           "néphrologie",
                                                           "radiologie",
                                                           "radiothérapie",
                                                           "stomatologie"};
constexpr std::array<std::string_view, 101> departments = {
    "01", "02", "03",  "04",  "05", "06", "07", "08", "09", "10", "11", "12",  "13",  "14",  "15",  "16", "17",
    "18", "19", "20A", "20B", "21", "22", "23", "24", "25", "26", "27", "28",  "29",  "30",  "31",  "32", "33",
    "34", "35", "36",  "37",  "38", "39", "40", "41", "42", "43", "44", "45",  "46",  "47",  "48",  "49", "50",
    "51", "52", "53",  "54",  "55", "56", "57", "58", "59", "60", "61", "62",  "63",  "64",  "65",  "66", "67",
    "68", "69", "70",  "71",  "72", "73", "74", "75", "76", "77", "78", "79",  "80",  "81",  "82",  "83", "84",
    "85", "86", "87",  "88",  "89", "90", "91", "92", "93", "94", "95", "971", "972", "973", "974", "976"};
constexpr std::array<std::string_view, 3> zones = {"zip", "zac", "hors_zonage"};
constexpr std::array<std::string_view, 6> bands = {"sous_P30", "P30", "P50", "P70", "P90", "P95"};
constexpr std::array<std::string_view, 3> options = {"tiers", "demi", "plein"};
constexpr std::array<std::string_view, 2> second_options = {"un_et_demi", "deux"};

constexpr std::array<ColumnInfo, kColumns> kInfos = {{
#define AVENANT_POPULATION_COLUMN(column, kind, words, address) {address, Kind::kind, words},
#include "examples/population/columns.def"
#undef AVENANT_POPULATION_COLUMN
}};

}  // namespace

const ColumnInfo& info(Column column) {
  return kInfos[static_cast<std::size_t>(column)];
}

}  // namespace population
