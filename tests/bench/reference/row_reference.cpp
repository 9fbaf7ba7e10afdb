#include "tests/bench/reference/row_reference.hpp"

#include <algorithm>

#include "tests/bench/reference/civil.hpp"

namespace reference {
namespace {

Answer value_of(std::int64_t value) {
  return {value, kOk};
}

Answer error_of(std::uint32_t status) {
  return {0, status};
}

// Decides one dossier. Each function is one rule of the texts, under its name.
class Case {
 public:
  Case(const Facts& facts, const Sites& sites) : facts_(facts), sites_(sites) {}

  void decide(Answers& answers) {
    regime_ = facts_.adapted_on != kNotGiven ? get(Fact::adapted_on, facts_.adapted_on) : signed_on();
    if (regime_.status != kOk) {
      for (Answer& answer : answers.results) answer = error_of(regime_.status);
      for (std::size_t n = 1; n <= 5; ++n) answers.results[1 + n] = maximum(n, error_of(regime_.status));
      return;
    }
    is_in_force_ = regime_.value >= kAvenant7;
    is_of_2023_ = regime_.value >= kArbitration;
    generalist_ = is_in(Fact::speciality, facts_.speciality, kGeneralists);
    dense_ = get(Fact::zone, facts_.zone);
    if (dense_.status == kOk) dense_.value = dense_.value <= 1;
    origin_ = facts_.hired_on != kNotGiven ? get(Fact::hired_on, facts_.hired_on) : signed_on();

    const Answer open = is_in_force_ ? is_open() : value_of(0);
    const Answer band = is_in_force_ ? band_of_amount() : error_of(sites_.no_band);
    answers.results[0] = open;
    answers.results[1] = band;
    for (std::size_t n = 1; n <= 5; ++n) answers.results[1 + n] = maximum(n, band);
    for (std::size_t n = 1; n <= 2; ++n) answers.results[6 + n] = due(n, open, answers.results[1 + n]);
  }

 private:
  // A fact as the rules read it: given, and within its range.
  [[nodiscard]] Answer get(Fact fact, std::int32_t number) const {
    const auto index = static_cast<std::size_t>(fact);
    if (number == kNotGiven) return error_of(sites_.missing[index]);
    if (number < kFactInfos[index].least || number > kFactInfos[index].greatest) {
      return error_of(sites_.out_of_range[index]);
    }
    return value_of(number);
  }
  [[nodiscard]] Answer is_in(Fact fact, std::int32_t number, std::uint32_t set) const {
    const Answer one = get(fact, number);
    return one.status == kOk ? value_of(set >> static_cast<unsigned>(one.value) & 1U) : one;
  }
  // Whether an optional fact is given.
  [[nodiscard]] Answer is_given(Fact fact, std::int32_t number) const {
    if (number == kNotGiven) return value_of(0);
    const Answer one = get(fact, number);
    return one.status == kOk ? value_of(1) : one;
  }
  [[nodiscard]] Answer signed_on() const { return get(Fact::signed_on, facts_.signed_on); }

  static Answer either(std::initializer_list<Answer> operands) {
    std::uint32_t status = kOk;
    for (const Answer& one : operands) {
      if (one.status == kOk && one.value != 0) return value_of(1);
      status = std::min(status, one.status);
    }
    return {0, status};
  }
  static Answer both(std::initializer_list<Answer> operands) {
    std::uint32_t status = kOk;
    for (const Answer& one : operands) {
      if (one.status == kOk && one.value == 0) return value_of(0);
      status = std::min(status, one.status);
    }
    return status == kOk ? value_of(1) : error_of(status);
  }
  // A condition, where any of some circumstances makes it true. What is true anyway does not need to know them.
  static Answer unless(const Answer& body, std::initializer_list<Answer> guards) {
    const Answer guard = either(guards);
    if (guard.status == kOk && guard.value != 0) return guard;
    if (guard.status == kOk) return body;
    return body.status == kOk && body.value != 0 ? body : guard;
  }

  [[nodiscard]] Answer is_open() const;
  [[nodiscard]] Answer is_open_speciality() const;
  [[nodiscard]] Answer is_in_group() const;
  [[nodiscard]] Answer reaches_floor() const;
  [[nodiscard]] Answer is_active_enough() const;
  [[nodiscard]] Answer is_open_option() const;
  [[nodiscard]] Answer has_prerequisites() const;
  [[nodiscard]] Answer is_late_enough() const;
  [[nodiscard]] Answer patients() const;
  [[nodiscard]] Answer band_of_patients() const;
  [[nodiscard]] Answer band_of_file() const;
  [[nodiscard]] Answer band_of_amount() const;
  [[nodiscard]] Answer revaluation_date(std::size_t n) const;
  [[nodiscard]] Answer maximum(std::size_t n, const Answer& band) const;
  [[nodiscard]] Answer due(std::size_t n, const Answer& open, const Answer& most) const;

  const Facts& facts_;
  const Sites& sites_;
  Answer regime_;
  bool is_in_force_ = false;
  bool is_of_2023_ = false;
  Answer generalist_;
  Answer dense_;
  Answer origin_;
};

Answer Case::is_open_speciality() const {
  const Answer speciality = get(Fact::speciality, facts_.speciality);
  if (speciality.status != kOk) return speciality;
  const auto in = [&](std::uint32_t set) { return (set >> static_cast<unsigned>(speciality.value) & 1U) != 0; };
  if (!is_of_2023_) {
    if (in(kGroup1)) return value_of(1);
    const Answer department = get(Fact::department, facts_.department);
    if (department.status != kOk) return department;
    return value_of(kOpenDepartments.contains(static_cast<std::int32_t>(speciality.value),
                                              static_cast<std::int32_t>(department.value)));
  }
  if (in(kExcluded)) return value_of(0);
  if (!in(kClinical)) return value_of(1);
  const Answer share = get(Fact::clinical_share, facts_.clinical_share);
  return share.status == kOk ? value_of(share.value >= 8000) : share;
}

Answer Case::is_in_group() const {
  Answer several = get(Fact::doctors, facts_.doctors);
  if (several.status == kOk) several.value = several.value >= 2;
  if (several.status == kOk && several.value != 0) return several;
  Answer isolated = value_of(0);
  if (facts_.minutes_to_partner != kNotGiven) {
    const Answer minutes = get(Fact::minutes_to_partner, facts_.minutes_to_partner);
    Answer many = generalist_;
    if (many.status == kOk && many.value != 0) {
      many = get(Fact::adults, facts_.adults);
      if (many.status == kOk) many.value = many.value > kIsolatedPatients;
    } else if (many.status == kOk) {
      many = error_of(sites_.isolated_speciality);
    }
    const Answer near = minutes.status == kOk ? value_of(minutes.value < 20) : minutes;
    isolated = both({near, many});
  }
  return unless(several, {get(Fact::several_sites, facts_.several_sites), dense_, isolated});
}

Answer Case::patients() const {
  const Answer adults = get(Fact::adults, facts_.adults);
  if (!is_of_2023_) return adults;
  const Answer children = get(Fact::children, facts_.children);
  const std::uint32_t status = std::min(adults.status, children.status);
  return status == kOk ? value_of(adults.value + children.value) : error_of(status);
}

Answer Case::band_of_file() const {
  if (facts_.band_of_file != kNotGiven) return get(Fact::band_of_file, facts_.band_of_file);
  // No threshold of the file is known.
  const bool is_generalist = generalist_.value != 0;
  const std::uint32_t unknown = !is_of_2023_    ? sites_.file_of_2019
                                : is_generalist ? sites_.file_of_generalists
                                                : sites_.file_of_others;
  return error_of(std::min(get(Fact::active_file, facts_.active_file).status, unknown));
}

Answer Case::band_of_patients() const {
  if (facts_.band_of_patients != kNotGiven) return get(Fact::band_of_patients, facts_.band_of_patients);
  const Answer number = patients();
  if (number.status != kOk) return number;
  if (is_of_2023_) {
    if (number.value < kFloorOf2023) return value_of(0);
    if (number.value < kMedianOf2023) return value_of(kP30);
    return error_of(sites_.patients_beyond_median);
  }
  std::int64_t band = 0;
  for (const std::int32_t least : kBandsOf2019) band += number.value >= least ? 1 : 0;
  return value_of(band);
}

Answer Case::band_of_amount() const {
  if (generalist_.status != kOk) return generalist_;
  const Answer file = band_of_file();
  if (generalist_.value == 0) return file;
  const Answer number = band_of_patients();
  const std::uint32_t status = std::min(file.status, number.status);
  return status == kOk ? value_of(std::max(file.value, number.value)) : error_of(status);
}

Answer Case::reaches_floor() const {
  if (generalist_.status != kOk) return generalist_;
  const Answer number = generalist_.value != 0 ? patients() : band_of_file();
  if (number.status != kOk) return number;
  const std::int32_t least = generalist_.value == 0 ? kP30 : is_of_2023_ ? kFloorOf2023 : kFloorOf2019;
  return value_of(number.value >= least);
}

Answer Case::is_active_enough() const {
  const Answer floor = reaches_floor();
  // What is true anyway does not need to know what exempts from it.
  if (floor.status == kOk && floor.value != 0) return floor;
  const Answer disabled = get(Fact::disabled, facts_.disabled);
  const Answer ill = get(Fact::long_illness, facts_.long_illness);
  Answer settled = get(Fact::newly_settled, facts_.newly_settled);
  if (regime_.value >= kConvention) {
    settled = either({settled, is_given(Fact::after_move, facts_.after_move),
                      is_given(Fact::after_new_speciality, facts_.after_new_speciality)});
  }
  if (!is_of_2023_) {
    const Answer adults = get(Fact::adults, facts_.adults);
    const Answer children = get(Fact::children, facts_.children);
    const std::uint32_t status = std::min(adults.status, children.status);
    const Answer many_children =
        status == kOk ? value_of(5 * children.value > adults.value + children.value) : error_of(status);
    return unless(floor, {either({disabled, ill}), both({generalist_, many_children}), settled});
  }
  const Answer particular = either({disabled, ill, get(Fact::partly_salaried, facts_.partly_salaried)});
  if (settled.status == kOk && settled.value != 0) return settled;
  // From here on whether an adapted contract exempts decides, and nobody knows.
  if (settled.status != kOk) {
    return particular.status != kOk ? error_of(std::min(settled.status, particular.status)) : settled;
  }
  if (particular.status != kOk) return particular;
  if (particular.value == 0) return floor;
  return error_of(std::min(floor.status, sites_.adapted_contract));
}

Answer Case::is_open_option() const {
  const Answer option = get(Fact::option, facts_.option);
  if (option.status != kOk) return option;
  if (!is_of_2023_) return option.value == kFull ? dense_ : value_of(1);
  const Answer day = signed_on();
  if (day.status != kOk) return day;
  return value_of(option.value != kThird || day.value < kArbitration);
}

Answer Case::has_prerequisites() const {
  const Answer validated = get(Fact::prerequisites, facts_.prerequisites);
  if (!is_of_2023_) return validated;
  Answer condition = validated;
  if (regime_.value >= kConvention) {
    const Answer day = signed_on();
    condition = either({validated, day.status == kOk ? value_of(day.value >= kNoPrerequisites) : day});
  }
  if (condition.status != kOk || condition.value != 0) return condition;
  return error_of(sites_.prerequisites);
}

Answer Case::is_late_enough() const {
  Answer late = value_of(1);
  if (facts_.group_contract_ended != kNotGiven) {
    const Answer ended = get(Fact::group_contract_ended, facts_.group_contract_ended);
    const Answer day = signed_on();
    const std::uint32_t status = std::min(ended.status, day.status);
    late = error_of(status);
    if (status == kOk) late = value_of(day.value > months_after(static_cast<std::int32_t>(ended.value), 24));
  }
  return unless(late, {get(Fact::exceptional, facts_.exceptional)});
}

Answer Case::is_open() const {
  // One condition that fails decides, whatever the others are: the cheap ones come first.
  std::uint32_t status = kOk;
  const auto fails = [&status](const Answer& condition) {
    status = std::min(status, condition.status);
    return condition.status == kOk && condition.value == 0;
  };
  Answer installed = get(Fact::locum, facts_.locum);
  if (installed.status == kOk) installed.value = installed.value == 0;
  if (fails(installed)) return value_of(0);
  Answer moderate = get(Fact::sector, facts_.sector);
  if (moderate.status == kOk) moderate.value = moderate.value <= 1;
  if (fails(moderate)) return value_of(0);
  if (fails(has_prerequisites()) || fails(is_open_option()) || fails(is_open_speciality())) return value_of(0);
  if (!is_of_2023_) {
    const Answer coordinated = either({is_given(Fact::coordinated_since, facts_.coordinated_since),
                                       get(Fact::will_coordinate, facts_.will_coordinate)});
    if (fails(coordinated) || fails(is_in_group())) return value_of(0);
  } else if (regime_.value >= kGroupContract) {
    if (fails(is_late_enough())) return value_of(0);
  }
  if (fails(is_active_enough())) return value_of(0);
  return status == kOk ? value_of(1) : error_of(status);
}

Answer Case::revaluation_date(std::size_t n) const {
  const Answer signature = signed_on();
  Answer start = regime_;
  if (start.status == kOk && !is_in_force_) start = error_of(sites_.no_start[n - 1]);
  if (start.status == kOk) start = origin_;
  const std::uint32_t status = std::min(signature.status, start.status);
  if (status != kOk) return error_of(status);
  const auto from = static_cast<std::int32_t>(signature.value);
  const std::int32_t opened =
      years_after(civil_of(static_cast<std::int32_t>(start.value)), static_cast<std::int32_t>(n) - 1);
  return value_of(last_anniversary(from, std::max(from, opened)));
}

Answer Case::maximum(std::size_t n, const Answer& band) const {
  const Answer date = revaluation_date(n);
  if (date.status != kOk) return date;
  const bool is_of_2024 = date.value >= kConvention;
  if (!is_of_2024 && !is_in_force_) return error_of(sites_.no_amount[n - 1]);
  const Answer option = get(Fact::option, facts_.option);
  const std::uint32_t status = std::min(option.status, band.status);
  if (status != kOk) return error_of(status);
  const std::size_t column = band.value >= kP95 ? 2 : band.value == kP90 ? 1 : 0;
  const std::int32_t amount = kAmounts[is_of_2024 ? 1 : 0][n - 1][static_cast<std::size_t>(option.value)][column];
  return amount == kNoAmount ? error_of(sites_.third_in_first_year) : value_of(amount);
}

Answer Case::due(std::size_t n, const Answer& open, const Answer& most) const {
  if (!is_in_force_) return error_of(sites_.no_due[n - 1]);
  const Answer body = open.status != kOk || open.value == 0 ? open : most;
  if (!is_of_2023_ || facts_.termination_received == kNotGiven) return body;
  const Answer received = get(Fact::termination_received, facts_.termination_received);
  const std::uint32_t status = std::min(received.status, origin_.status);
  if (status != kOk) return error_of(status);
  const std::int32_t ends = months_after(static_cast<std::int32_t>(received.value), 2);
  const Civil origin = civil_of(static_cast<std::int32_t>(origin_.value));
  if (ends < years_after(origin, static_cast<std::int32_t>(n) - 1)) return value_of(0);
  if (ends < years_after(origin, static_cast<std::int32_t>(n)) - 1) {
    return error_of(std::min(body.status, sites_.interrupted_year));
  }
  return body;
}

}  // namespace

void decide(const Facts& facts, const Sites& sites, Answers& answers) {
  Case(facts, sites).decide(answers);
}

}  // namespace reference
