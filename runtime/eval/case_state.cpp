#include "runtime/eval/case_state.hpp"

#include <algorithm>

#include "runtime/eval/evaluator.hpp"
#include "runtime/program/typing.hpp"

namespace avenant::eval {

namespace {

// Stands for "not given" where the site is the node's own.
constexpr std::uint32_t kNotGiven = 0;

bool is_known(const program::Text& text, program::TextId id, const RunOptions& options) {
  const bool dated = text.kind == program::TextKind::kText || text.kind == program::TextKind::kDraft;
  if (dated && options.known_at && *options.known_at < text.published) return false;
  if (text.kind != program::TextKind::kDraft) return true;
  return std::find(options.drafts.begin(), options.drafts.end(), id) != options.drafts.end();
}

// Days, cases, truth values and whole numbers are cells of denominator 1, and compare as their first words.
Admitted admitted_of(const program::Package& package, const program::Input& input) {
  const program::Type& type = package.type(input.type);
  Admitted result;
  switch (type.kind) {
    case program::TypeKind::kBoolean:
      result = {0, 1};
      break;
    case program::TypeKind::kNumber:
      result = {-value::kMaxPart, value::kMaxPart, type.grain};
      break;
    case program::TypeKind::kDate:
      result = {value::kFirstDay, value::kLastDay};
      break;
    case program::TypeKind::kEnumeration:
      result = {0, std::int64_t{package.enumerations[type.enumeration.value].n_cases} - 1};
      break;
    case program::TypeKind::kDuration:
    case program::TypeKind::kSet:
    case program::TypeKind::kList:
    case program::TypeKind::kElement:
      return {};
  }
  if (!input.range) return result;
  const program::Range& range = package.ranges[input.range.value];
  // Bounds that are no whole numbers are left to the full check.
  if (range.min) {
    const value::Value& least = package.constant(range.min);
    if (least.b != 1 || least.a == value::kMaxPart) return {};
    result.least = std::max(result.least, least.a + (range.min_excluded ? 1 : 0));
  }
  if (range.max) {
    const value::Value& greatest = package.constant(range.max);
    if (greatest.b != 1 || greatest.a == -value::kMaxPart) return {};
    result.greatest = std::min(result.greatest, greatest.a - (range.max_excluded ? 1 : 0));
  }
  return result;
}

}  // namespace

bool Admitted::admits_fraction(value::Value value) const {
  if (value.b <= 1 || grain == 1 || (grain != 0 && grain % value.b != 0)) return false;
  const bool is_within = value::Int128{least} * value.b <= value.a && value.a <= value::Int128{greatest} * value.b;
  return is_within && value::Rational::is_valid(value.a, value.b);
}

CaseState::CaseState(const program::Package& program)
    : package(&program),
      plans(program),
      inputs(program.inputs.size()),
      variables(program.variables.size()),
      readings(program.readings.size()),
      figures(program.unknowns.size()),
      known_texts(program.texts.size()),
      bound(program.binders.size()) {
  for (const program::Input& input : program.inputs) {
    admitted.push_back(admitted_of(program, input));
    inputs_not_given.push_back(program.type(input.type).optional ? Outcome::of(value::Value::absent())
                                                                 : Outcome::error(input.missing));
  }
  forget_inputs();
}

void CaseState::set_options(const RunOptions& options) {
  forget_variables();
  for (std::size_t i = 0; i < readings.size(); ++i) {
    readings[i] = value::Value::enum_case(static_cast<std::int32_t>(package->readings[i].default_case));
  }
  for (const auto& [reading, chosen] : options.readings) {
    readings[reading.value] = value::Value::enum_case(static_cast<std::int32_t>(chosen));
  }
  std::fill(figures.begin(), figures.end(), Outcome{{}, kNotGiven});
  for (const auto& [unknown, value] : options.figures) figures[unknown.value] = Outcome::of(value);
  for (std::size_t i = 0; i < known_texts.size(); ++i) {
    known_texts[i] = is_known(package->texts[i], program::TextId(i), options) ? 1 : 0;
  }
  situation_date = Outcome{{}, kNotGiven};
  if (options.situation_date) situation_date = Outcome::of(value::Value::date(*options.situation_date));
}

void CaseState::forget_inputs() {
  std::copy(inputs_not_given.begin(), inputs_not_given.end(), inputs.begin());
}

void CaseState::forget_variables() {
  if (++generation != 0) return;
  for (Memo& memo : variables) memo.generation = 0;
  generation = 1;
}

void CaseState::set_input(program::InputId id, value::Value value) {
  const Admitted& fast = admitted[id.value];
  if (fast.admits_whole(value) || fast.admits_fraction(value)) {
    inputs[id.value] = Outcome::of(value);
    return;
  }
  const program::Input& input = package->input(id);
  const program::Type& type = package->type(input.type);
  if (value == value::Value::absent() && type.kind != program::TypeKind::kSet) {
    inputs[id.value] = inputs_not_given[id.value];
  } else if (is_valid(*package, input.type, input.range, value)) {
    inputs[id.value] = Outcome::of(value);
  } else {
    inputs[id.value] = Outcome::error(input.out_of_range);
  }
}

bool is_valid(const program::Package& package, program::TypeId type_id, program::RangeId range, value::Value value) {
  const program::Type& type = package.type(type_id);
  if (!program::is_value_of(package, type, value)) return false;
  if (!range || (type.optional && value == value::Value::absent())) return true;
  return program::is_within(package, type, package.ranges[range.value], value);
}

}  // namespace avenant::eval
