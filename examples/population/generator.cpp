#include "examples/population/generator.hpp"

#include <algorithm>

#include "examples/population/chance.hpp"

namespace population {
namespace {

// Days since 1970-01-01.
constexpr std::int32_t kFirstSignature = 18'129;  // 2019-08-21
constexpr std::int32_t kArbitration = 19'478;     // 2023-05-01
constexpr std::int32_t kConvention = 19'896;      // 2024-06-22
constexpr std::int32_t kLastSignature = 20'818;   // 2026-12-31
constexpr std::int32_t kYear = 365;

constexpr std::int32_t kGeneral = 0;
constexpr std::int32_t kParticular = 1;

/// Makes the facts of one dossier, one concern a function.
class Maker {
 public:
  Maker(Chance& chance, Dossier& dossier) : chance_(chance), dossier_(dossier) {}

  void make() {
    contract();
    doctor();
    practice();
    activity();
    assistant();
    absence();
    statements();
    second_assistant();
  }

 private:
  void contract();
  void doctor();
  void practice();
  void activity();
  void assistant();
  void absence();
  void statements();
  void second_assistant();
  void set(Column column, std::int32_t value) { dossier_[column] = value; }
  void flag(Column column, std::int32_t per_mille) { set(column, chance_.one_in(per_mille) ? 1 : 0); }
  void maybe_day(Column column, std::int32_t per_mille, std::int32_t least, std::int32_t greatest) {
    if (chance_.one_in(per_mille)) set(column, chance_.from_to(least, greatest));
  }
  [[nodiscard]] bool is_generalist() const { return dossier_[Column::kSpeciality] <= kParticular; }

  Chance& chance_;
  Dossier& dossier_;
  std::int32_t signed_ = 0;
};

void Maker::contract() {
  // Four contracts in ten under each of the first two texts together, six since 2023.
  const std::int32_t draw = chance_.below(1000);
  signed_ = draw < 400   ? chance_.from_to(kFirstSignature, kArbitration - 1)
            : draw < 600 ? chance_.from_to(kArbitration, kConvention - 1)
                         : chance_.from_to(kConvention, kLastSignature);
  set(Column::kSigned, signed_);
  const bool is_early = signed_ < kArbitration;
  const std::int32_t option = chance_.below(1000);
  if (is_early) {
    set(Column::kOption, option < 350 ? 0 : option < 850 ? 1 : 2);
  } else {
    set(Column::kOption, option < 10 ? 0 : option < 450 ? 1 : 2);
  }
  if (is_early) maybe_day(Column::kAdapted, 80, std::max(kArbitration, signed_ + 1), kLastSignature);
  maybe_day(Column::kRenewalAsked, 30, signed_ + 4 * kYear, signed_ + 5 * kYear);
  maybe_day(Column::kTerminationReceived, 40, signed_ + 30, signed_ + 5 * kYear);
  maybe_day(Column::kAfterMove, 10, signed_ - kYear, signed_);
  maybe_day(Column::kAfterNewSpeciality, 4, signed_ - kYear, signed_);
}

void Maker::doctor() {
  const std::int32_t speciality = chance_.below(1000);
  set(Column::kSpeciality, speciality < 620 ? kGeneral : speciality < 660 ? kParticular : chance_.from_to(2, 29));
  const std::int32_t sector = chance_.below(1000);
  const std::int32_t first = is_generalist() ? 930 : 550;
  const std::int32_t second = is_generalist() ? 970 : 800;
  set(Column::kSector, sector < first ? 0 : sector < second ? 1 : sector < 995 ? 2 : 3);
  // A third of the doctors in the ten departments with most of them; which ten is invented.
  set(Column::kDepartment, chance_.one_in(330) ? chance_.below(10) * 10 + 5 : chance_.below(101));
  const std::int32_t zone = chance_.below(1000);
  set(Column::kZone, zone < 240 ? 0 : zone < 600 ? 1 : 2);
  set(Column::kBorn, signed_ - chance_.around(28 * kYear, 72 * kYear));
  const bool is_young = dossier_[Column::kBorn] > signed_ - 38 * kYear;
  flag(Column::kLocum, 5);
  flag(Column::kDisabled, 15);
  flag(Column::kLongIllness, 40);
  flag(Column::kNewlySettled, is_young ? 400 : 30);
  flag(Column::kPartlySalaried, 90);
  flag(Column::kExceptional, 100);
  set(Column::kClinicalShare, chance_.one_in(50) ? 8000 : chance_.from_to(3000, 10'000));
  maybe_day(Column::kGroupContractEnded, 15, signed_ - 4 * kYear, signed_);
}

void Maker::practice() {
  set(Column::kDoctors, chance_.one_in(250) ? 1 : chance_.from_to(2, 8));
  flag(Column::kSeveralSites, 80);
  if (chance_.one_in(200)) set(Column::kMinutesToPartner, chance_.from_to(1, 45));
  maybe_day(Column::kCoordinatedSince, 600, signed_ - 6 * kYear, signed_ + kYear);
  flag(Column::kWillCoordinate, 500);
  flag(Column::kPrerequisites, 880);
}

void Maker::activity() {
  const auto band_of = [](std::int32_t number, std::int32_t p30) {
    return number < p30               ? 0
           : number < p30 * 133 / 100 ? 1
           : number < p30 * 173 / 100 ? 2
           : number < p30 * 235 / 100 ? 3
           : number < p30 * 269 / 100 ? 4
                                      : 5;
  };
  if (is_generalist()) {
    set(Column::kAdults, chance_.around(200, 2400));
    set(Column::kChildren, dossier_[Column::kAdults] * chance_.around(0, 40) / 100);
    set(Column::kActiveFile, dossier_[Column::kAdults] * chance_.around(130, 230) / 100);
    if (chance_.one_in(850)) set(Column::kBandOfPatients, band_of(dossier_[Column::kAdults], 640));
    if (chance_.one_in(900)) set(Column::kBandOfFile, band_of(dossier_[Column::kActiveFile], 1100));
    return;
  }
  // A paediatrician has patients who chose him too, under the texts of 2023 and after.
  if (chance_.one_in(100)) {
    set(Column::kAdults, chance_.from_to(0, 50));
    set(Column::kChildren, chance_.around(200, 2000));
  }
  set(Column::kActiveFile, chance_.around(300, 6000));
  if (chance_.one_in(950)) set(Column::kBandOfFile, band_of(dossier_[Column::kActiveFile], 1500));
}

void Maker::assistant() {
  if (chance_.one_in(920)) {
    const std::int32_t hired = signed_ + chance_.from_to(-30, 200);
    set(Column::kHired, hired);
    maybe_day(Column::kTrainingBegun, 600, hired, hired + 900);
    maybe_day(Column::kCertified, 350, hired - 300, hired + 1300);
    maybe_day(Column::kAdaptationDone, 150, hired, hired + 1200);
    maybe_day(Column::kWorkContractReceived, 800, hired, hired + 60);
    maybe_day(Column::kPapersComplete, 850, hired, hired + 120);
    maybe_day(Column::kDiplomaReceived, 300, hired + 300, hired + 1300);
    maybe_day(Column::kSecretaryReplaced, 100, hired, hired + 400);
  }
  if (chance_.one_in(850)) set(Column::kMinutesAWeek, chance_.one_in(500) ? 2100 : chance_.from_to(10, 35) * 60);
  if (chance_.one_in(900)) flag(Column::kPermanent, 960);
  flag(Column::kCarer, 300);
  flag(Column::kFormerSecretary, 250);
  maybe_day(Column::kOtherOrganisation, 50, signed_ - 60, signed_);
}

void Maker::absence() {
  flag(Column::kReplaceable, 400);
  if (!chance_.one_in(60)) return;
  const std::int32_t since = signed_ + chance_.from_to(30, 1500);
  set(Column::kAbsentSince, since);
  maybe_day(Column::kReturnExpected, 700, since + 10, since + 250);
  maybe_day(Column::kReturned, 500, since + 10, since + 300);
  maybe_day(Column::kAbsenceReported, 600, since, since + 40);
  maybe_day(Column::kSuspensionAccepted, 400, since + 20, since + 90);
  maybe_day(Column::kSuspensionSigned, 300, since + 20, since + 120);
  maybe_day(Column::kResumptionSigned, 200, since + 100, since + 320);
}

void Maker::statements() {
  constexpr std::array kPatients = {Column::kPatients3, Column::kPatients4, Column::kPatients5};
  constexpr std::array kFiles = {Column::kFile3, Column::kFile4, Column::kFile5};
  constexpr std::array kPatientsReached = {Column::kPatientsReached3, Column::kPatientsReached4,
                                           Column::kPatientsReached5};
  constexpr std::array kFileReached = {Column::kFileReached3, Column::kFileReached4, Column::kFileReached5};
  for (std::size_t i = 0; i < kPatients.size(); ++i) {
    // What is stated after the last day of the population is not known yet.
    if (signed_ + static_cast<std::int32_t>(i + 2) * kYear > kLastSignature) break;
    const std::int32_t growth = chance_.around(85, 145);
    const std::int32_t adults = dossier_[Column::kAdults];
    if (adults != kAbsent) {
      set(kPatients[i], (adults + dossier_[Column::kChildren]) * growth / 100);
      if (chance_.one_in(600)) flag(kPatientsReached[i], 700);
    }
    set(kFiles[i], dossier_[Column::kActiveFile] * growth / 100);
    if (chance_.one_in(600)) flag(kFileReached[i], 750);
  }
  if (dossier_[Column::kNewlySettled] == 1) {
    maybe_day(Column::kMedianReached, 400, signed_ + kYear, signed_ + 4 * kYear);
  }
}

void Maker::second_assistant() {
  const bool may_ask = dossier_[Column::kOption] == 2 && signed_ + 2 * kYear < kLastSignature;
  if (!may_ask || !chance_.one_in(100)) return;
  set(Column::kSecondAsked, chance_.from_to(std::max(kConvention, signed_ + kYear), kLastSignature));
  set(Column::kSecondOption, chance_.below(2));
  if (chance_.one_in(500)) flag(Column::kSecondReached, 600);
}

/// Facts that rules read of nearly every dossier, so that a slip there shows.
constexpr std::array kReadOften = {Column::kSector, Column::kSpeciality,    Column::kDoctors, Column::kAdults,
                                   Column::kSigned, Column::kOption,        Column::kZone,    Column::kPrerequisites,
                                   Column::kBorn,   Column::kWillCoordinate};

}  // namespace

void make_dossier(const Recipe& recipe, std::uint64_t number, Dossier& dossier) {
  dossier.facts.fill(kAbsent);
  dossier.fault = Fault::None;
  Chance chance(recipe.seed, number);
  Maker(chance, dossier).make();
  if (chance.below(1'000'000) >= static_cast<std::int32_t>(recipe.faults_per_million)) return;
  dossier.at_fault = kReadOften[static_cast<std::size_t>(chance.below(static_cast<std::int32_t>(kReadOften.size())))];
  const std::int32_t fault = chance.below(100);
  dossier.fault = fault < 35   ? Fault::OutOfRange
                  : fault < 65 ? Fault::Unreadable
                  : fault < 95 ? Fault::Missing
                               : Fault::BrokenRow;
  if (dossier.fault == Fault::Missing) dossier[dossier.at_fault] = kAbsent;
}

}  // namespace population
